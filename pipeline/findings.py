"""What only a batch can show: the same plan in two files, one document cited with two dates.

Plans are compared by keys alone, so that a dataset may be written batch by batch: memory grows with the plans and the documents
they cite, not with their text, and costs are linear in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Final

import regex

from schemas.finding import Finding, find
from schemas.plan import LegalRef, Plan
from schemas.text import bare, fold

MOST_CITING: Final = 20
"""So many plans are named for each date of a document; all of them are counted."""

_DIGEST: Final = 16
_YEAR: Final = regex.compile(r"/(?:19|20)\d\d(?!\d)")
_STATE: Final = regex.compile(r"[/-](?:CP|TTg|CTN|TW|VPCP|UBTVQH\d*|QH\d*|B[\p{Lu}&]{1,8}|TANDTC|VKSNDTC|KTNN|TTCP|NHNN)(?![\p{L}\d])")
"""Symbols that only one body of the country gives; another is given by as many bodies as there are of its kind."""
_LOCALITY: Final = regex.compile(
    r"\b(?i:tỉnh|thành phố|tp\.?|quận|huyện|thị xã|thị trấn|xã|phường|đặc khu|(?:tỉnh|thành|quận|huyện|thị|đảng) [uủ][yỷ])\s{1,3}\p{Lu}.*", regex.DOTALL
)
"""The place that the name of a body says it is of."""
_BY_NAME: Final = "Luật"


Identity = tuple[str, str, date]


@dataclass(slots=True)
class _Cited:
    """The plans that cite a document with one date: how many, and the first of them by their ordinals, each with its mention."""

    plans: int = 0
    places: tuple[tuple[int, str, str], ...] = ()


class Comparison:
    """Plans compared with one another: ``add`` each once, then ask for the ``findings``.

    >>> Comparison().findings()
    ()
    """

    def __init__(self) -> None:
        self._added = 0
        self._identities: dict[Identity, list[str]] = {}
        self._names: dict[Identity, tuple[str, ...]] = {}
        self._texts: dict[bytes, list[str]] = {}
        self._cited: dict[tuple[str, date], _Cited] = {}

    def add(self, plan: Plan, text: str = "") -> None:
        """Take in a plan and its text as read, where it is known."""
        self._added += 1
        if (identity := identity_of(plan)) is not None:
            self._identities.setdefault(identity, []).append(plan.plan_id)
            self._names.setdefault(identity, _names(plan))
        if (digest := digest_of(text)) is not None:
            self._texts.setdefault(digest, []).append(plan.plan_id)
        for key, ref in _first_mentions(plan).items():
            cited = self._cited.setdefault(key, _Cited())
            cited.plans += 1
            if len(cited.places) < MOST_CITING:
                cited.places += ((self._added, plan.plan_id, ref.id),)

    def findings(self) -> tuple[Finding, ...]:
        """What the plans show together, kind by kind, each in the order in which the plans were added."""
        return (*self._same_plans(), *self._same_texts(), *self._differing_dates())

    def _same_plans(self) -> Iterator[Finding]:
        for identity, plans in self._identities.items():
            if len(plans) > 1:
                names = self._names[identity]
                yield find("same-plan", f"{', '.join(names)}: the plan is in {len(plans)} files; keep the better one, or count it once.", plans, (), names)

    def _same_texts(self) -> Iterator[Finding]:
        told = {plan: identity for identity, plans in self._identities.items() if len(plans) > 1 for plan in plans}
        for plans in self._texts.values():
            if len(plans) > 1 and (None in (known := {told.get(plan) for plan in plans}) or len(known) > 1):
                yield find("same-text", f"{len(plans)} files have the same text: keep one, or count it once.", plans, (), ())

    def _differing_dates(self) -> Iterator[Finding]:
        dates: dict[str, dict[date, _Cited]] = {}
        for (key, day), each in self._cited.items():
            dates.setdefault(key, {})[day] = each
        for key, days in dates.items():
            cited = sorted(days.items(), key=lambda each: (-each[1].plans, each[0]))
            places = [place for _, each in cited for place in each.places]
            plans = list(dict.fromkeys(plan for _, plan, _ in sorted(places)))
            if len(days) > 1 and len(plans) > 1:
                symbol = key.partition("\n")[0]
                said = ", ".join(f"{day.isoformat()} ({each.plans})" for day, each in cited)
                message = f"{symbol} is cited with {len(days)} dates (plans): {said}; check which is right."
                yield find("legal-dates-differ", message, plans, [f"{plan}/{ref}" for _, plan, ref in places], [symbol, *(day.isoformat() for day, _ in cited)])


def identity_of(plan: Plan) -> Identity | None:
    """What makes two files one plan: number, issuer (with the place of issue where its name says none) and day; None where one is not known."""
    meta = plan.metadata
    if not meta.number or meta.issuer is None or meta.issued_on is None:
        return None
    return fold(meta.number), _body(plan), meta.issued_on


def _names(plan: Plan) -> tuple[str, ...]:
    """Number, issuer and day as people write them."""
    meta = plan.metadata
    return tuple(str(each) for each in (meta.number, meta.issuer.name if meta.issuer else None, meta.issued_on) if each)


def _body(plan: Plan) -> str:
    """Who issued the plan, told from bodies of the same name elsewhere; "" where that is not known."""
    issuer = plan.metadata.issuer
    if issuer is None:
        return ""
    return bare(issuer.name if _LOCALITY.search(issuer.name) else f"{issuer.name} {plan.metadata.place or ''}")


def digest_of(text: str) -> bytes | None:
    """A short stand-in for a text, folded and without white space; None where it has nothing else."""
    letters = "".join(fold(text).split())
    return blake2b(letters.encode(), digest_size=_DIGEST).digest() if letters else None


def _first_mentions(plan: Plan) -> dict[tuple[str, date], LegalRef]:
    """The first mention of each document with each date that a plan gives it."""
    first: dict[tuple[str, date], LegalRef] = {}
    for ref in plan.legal_refs:
        if ref.issued_on is not None and (key := document_of(ref, ref.issued_on, plan)) is not None:
            first.setdefault((key, ref.issued_on), ref)
    return first


def document_of(ref: LegalRef, day: date, plan: Plan) -> str | None:
    """A key that only mentions of one document share: its type and symbol, a line each for the year and who gave the symbol where it does not say.

    Bodies of one kind give the same symbols ("12/KH-UBND"); the locality named with it tells them apart, else that of the plan that cites it.
    None where that is not known either.
    """
    by_name = ref.type == _BY_NAME and ref.number is None
    parts = [ref.symbol if by_name else f"{ref.type} {ref.symbol}"]
    if not _YEAR.search(ref.symbol):
        parts.append(str(day.year))
    if not by_name and not _STATE.search(ref.symbol):
        named = _LOCALITY.search(ref.issuer or "")
        if named is None and plan.metadata.issuer is None:
            return None
        parts.append(bare(named[0]) if named else f"{bare(ref.issuer or '')} {_body(plan)}")
    return "\n".join(parts)
