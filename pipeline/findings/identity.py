"""Which plans are one, and whose they are: what two plans must share before they are compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Final

import regex

from extractors.agencies import known_provinces
from extractors.localities import place_in
from schemas.plan import Plan, Tier
from schemas.text import bare, fold

_LOCALITY: Final = regex.compile(
    r"\b(?i:tỉnh|thành phố|tp\.?|quận|huyện|thị xã|thị trấn|xã|phường|đặc khu|(?:tỉnh|thành|quận|huyện|thị|đảng) [uủ][yỷ])\s{1,3}\p{Lu}.*", regex.DOTALL
)
"""The place that the name of a body says it is of."""
REORGANIZED: Final = date(2025, 7, 1)
"""Provinces and communes were made anew and districts ended: what has the name of a former one is another body."""
MOST_NAMED: Final = 20
"""So many plans are named for each figure or body of a finding."""
_DIGEST: Final = 16

Identity = tuple[str, str, date]
Place = tuple[str, ...]
"""A place by its names from above: before or after the reorganization, province, district, commune."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Who issued a plan, told from bodies of the same name elsewhere, and whose plans it is to follow."""

    body: Place
    tier: Tier
    place: Place | None
    """The place that the issuer governs; None for a department, which plans for itself, and where the place is not sure."""
    under: tuple[Place, ...]
    """The places that this body belongs to, the nearest first, as far as they are known."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept of a plan to compare others with."""

    ordinal: int
    plan_id: str
    name: str
    """Number and issuer as people write them, for messages."""
    issuer: str
    identity: Identity | None
    seat: Seat | None
    period: tuple[date, date] | None
    issued_on: date | None

    @property
    def document(self) -> Identity | str:
        """What the files of one plan share."""
        return self.identity or self.plan_id


def known(plan: Plan, ordinal: int) -> Known:
    """What is kept of the plan that was added as the so-manieth."""
    meta = plan.metadata
    issuer = meta.issuer.name if meta.issuer else ""
    period = (meta.period.start, meta.period.end) if meta.period and meta.period.start and meta.period.end else None
    name = ", ".join(filter(None, (meta.number, issuer))) or plan.source.path
    return Known(ordinal, plan.plan_id, name, issuer, identity_of(plan), seat_of(plan), period, meta.issued_on)


def identity_of(plan: Plan) -> Identity | None:
    """What makes two files one plan: number, issuer (with the place of issue where its name says none) and day; None where one is not known."""
    meta = plan.metadata
    if not meta.number or meta.issuer is None or meta.issued_on is None:
        return None
    return fold(meta.number), body_of(plan), meta.issued_on


def body_of(plan: Plan) -> str:
    """Who issued the plan, told from bodies of the same name elsewhere; "" where that is not known."""
    issuer = plan.metadata.issuer
    if issuer is None:
        return ""
    return plain(issuer.name if place_said(issuer.name) else f"{issuer.name} {plan.metadata.place or ''}")


plain: Final = lru_cache(maxsize=8192)(bare)
"""Names of bodies are compared again and again."""


@lru_cache(maxsize=8192)
def place_said(name: str) -> str | None:
    """The place that the name of a body says it is of, as letters alone; None where it says none."""
    found = _LOCALITY.search(name)
    return bare(found[0]) if found else None


def digest_of(text: str) -> bytes | None:
    """A short stand-in for a text, folded and without white space; None where it has nothing else."""
    letters = "".join(fold(text).split())
    return blake2b(letters.encode(), digest_size=_DIGEST).digest() if letters else None


def seat_of(plan: Plan) -> Seat | None:
    """Whose plan it is; None where that is not sure.

    Names of districts and communes are given in several provinces. The province is the one that the plan's bodies and the issuers of what it
    cites name, and of a commune's district likewise; where they name none or several, the signer's name tells the body from its namesakes.
    """
    meta = plan.metadata
    issuer, on = meta.issuer, meta.issued_on or (meta.period.start if meta.period else None)
    if issuer is None or on is None or issuer.level is None or (issuer.level != "central" and not issuer.locality):
        return None
    era = "former" if on < REORGANIZED else "new"
    body: Place = (era, plain(issuer.name), fold(issuer.locality or ""))
    department = meta.level == "department"
    if issuer.level == "central":
        return Seat(body, issuer.level, None, ())
    if issuer.level == "province":
        province = (era, _current(_short(issuer.locality), on))
        return Seat(body, issuer.level, None if department else province, (province,) if department else ())
    named = _places_named(plan, on)
    districts = (named.get("district"),) if issuer.level == "commune" and on < REORGANIZED else ()
    if named.get("province") is None or None in districts:
        return Seat((*body, fold(meta.signer)), issuer.level, None, ()) if meta.signer else None
    province = (era, named["province"])
    own = (*province, *filter(None, districts), fold(issuer.locality or ""))
    body = (*body, *own)
    if department:
        return Seat(body, issuer.level, None, (own,))
    return Seat(body, issuer.level, own, (own[:-1], province) if districts else (province,))


def _short(locality: str | None) -> str:
    """The name of a province without its level."""
    return fold(locality or "").removeprefix("tỉnh ").removeprefix("thành phố ")


def _places_named(plan: Plan, on: date) -> Mapping[Tier, str]:
    """The province and the district that all names of bodies in a plan agree on."""
    places: dict[Tier, set[str]] = {}
    for tier, place in _named(plan, on):
        if tier == "province":
            places.setdefault(tier, set()).add(_current(_short(place), on))
        elif tier == "district":
            places.setdefault(tier, set()).add(fold(place))
    return {tier: next(iter(names)) for tier, names in places.items() if len(names) == 1}


def _named(plan: Plan, on: date) -> Iterator[tuple[Tier, str]]:
    for ref in plan.legal_refs:
        if ref.issuer and (found := place_in(ref.issuer, on)):
            yield found
    for task in plan.tasks:
        for agency in (*task.leads, *task.coordinators):
            if agency.locality and agency.level is not None:
                yield agency.level, agency.locality


def _current(name: str, on: date) -> str:
    """The province that one of this name had become by a day."""
    heirs = _heirs()
    for _ in heirs:
        ended, heir = heirs.get(name, (on, name))
        if ended >= on or heir == name:
            break
        name = heir
    return name


@cache
def _heirs() -> Mapping[str, tuple[date, str]]:
    """What became of the provinces that are no more, with their last day."""
    return {fold(each.name): (each.valid_to, fold(each.successors[0])) for each in known_provinces() if each.valid_to and each.successors}
