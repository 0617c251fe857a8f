"""Where bodies belong: the level and place of each one named, as its own name says it, else as the letterhead does.

A name alone may stand for several bodies ("Văn phòng HĐND và UBND" is an office of districts and of communes): then the level of the
plan decides. A body named long after its end, or long before its beginning, is noted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, cast

import regex

from extractors.agencies import TIERS, Body, bodies, full_name, key, known_provinces, namesakes, provinces, resolve_agency
from extractors.draft import Draft
from extractors.metadata import letterhead
from schemas.diagnostic import Diagnostic, diagnose
from schemas.plan import Agency, Level, Tier
from schemas.record import amended
from schemas.text import fold

_LEVEL_WORD: Final = r"tỉnh|thành phố|huyện|quận|thị xã|xã(?!\s+(?i:hội))|phường|thị trấn|đặc khu"
_CAPITALIZED: Final = r"\p{Lu}[\p{L}’']*(?:[ -]+\p{Lu}[\p{L}’']*){0,4}|\d{1,2}"
_PLACE: Final = regex.compile(rf"(?<!\p{{L}})((?i:{_LEVEL_WORD}|tp\.?|(?:tỉnh|huyện|quận|thị|thành) (?:[uủ][yỷ]|đoàn)))(?:\s+|(?<=\.))({_CAPITALIZED})$")
_SHORT_LEVELS: Final[Mapping[str, str]] = {"thị": "thị xã", "thành": "thành phố", "tp": "thành phố"}
"""Short words for a level, as in "Thành ủy"."""
_MOTTO: Final = regex.compile(r"(?i)cộng h[oò][àa] xã hội.*|độc lập\s*-.*|đảng cộng sản.*")
_NAMED_AFTER: Final = frozenset({"hồ chí minh"})
"""Provinces whose names stand for a person too: without "thành phố" before them they are no place."""
_OF_ONE_LEVEL: Final = regex.compile(r"(?<!\p{L})(?:sở|bộ|ubnd|ủy ban|hđnd|hội đồng|tỉnh|huyện|xã(?! hội))(?!\p{L})")
"""Words that tie a collective to the level it is listed at; "các tổ chức chính trị - xã hội" there are at every level."""
_LEVEL_AT_END: Final = regex.compile(rf"(?<!\p{{L}})({_LEVEL_WORD})$")
_OWN_HEAD: Final = regex.compile(
    r"(?:(?:phó )?(?:giám đốc|tổng giám đốc|cục trưởng|tổng cục trưởng|chi cục trưởng|viện trưởng|hiệu trưởng)|tập thể lãnh đạo|lãnh đạo|thủ trưởng|bộ trưởng)"
    r" (sở|bộ|cục|tổng cục|chi cục|trường|trung tâm|bệnh viện|viện|học viện)"
)
"""A head named without its body's name is that of the issuer: "Giám đốc Sở" in a plan of Sở Tư pháp."""
_INTERNAL: Final = regex.compile(r"phòng(?!\p{L})")
_DATED: Final = frozenset({"committee", "department", "ministry"})
"""Kinds of bodies whose names stood for nothing else before or after their life."""
_GRACE: Final = timedelta(days=120)
"""Reorganisations took effect at different days in different places: what lies closer to the listed day is not doubted."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a plan says of its own place: its tier, the place of each tier that its letterhead names, and whether a unit plans for itself."""

    tier: Tier | None
    seats: Mapping[Tier, str]
    level: Level | None
    on: date | None
    issuer: Agency | None = None


def locate_agencies(draft: Draft) -> Draft:
    """The draft with level, place and identity of the issuer and of all who lead and take part in tasks."""
    setting = _setting(draft)

    def located(agencies: Iterable[Agency]) -> tuple[Agency, ...]:
        return tuple(_located(agency, setting) for agency in agencies)

    tasks = tuple(amended(task, leads=located(task.leads), coordinators=located(task.coordinators)) for task in draft.tasks)
    metadata = replace(draft.metadata, issuer=setting.issuer)
    noticed = tuple(_out_of_time((agency for task in tasks for agency in task.leads), metadata.issued_on, setting))
    return replace(draft, tasks=tasks, metadata=metadata, diagnostics=(*draft.diagnostics, *noticed))


@lru_cache(maxsize=16384)
def place_in(name: str, on: date | None = None) -> tuple[Tier, str] | None:
    """The place that ends a body's name, with its tier on a day (where none is given, today's).

    >>> place_in("Sở Nội vụ tỉnh Lạng Sơn"), place_in("UBND TP. Cao Lãnh"), place_in("Phòng Nội vụ huyện")
    (('province', 'tỉnh Lạng Sơn'), ('district', 'thành phố Cao Lãnh'), None)
    """
    found = _PLACE.search(name)
    if found:
        level = fold(found[1]).rstrip(".").split(" ủy")[0].removesuffix(" đoàn")
        level = _SHORT_LEVELS.get(level, level)
        tier = cast(Tier | None, TIERS.get(level)) or _city_tier(found[2], on)
        return tier, f"{level} {found[2]}"
    words = name.split()
    for count in range(min(4, len(words) - 1), 0, -1):
        place = " ".join(words[-count:])
        if place[:1].isupper() and fold(place) in provinces() and fold(place) not in _NAMED_AFTER:
            return "province", f"{'thành phố' if _city_tier(place, on) == 'province' else 'tỉnh'} {place}"
    return None


def _city_tier(name: str, on: date | None) -> Tier:
    """Whether a city is of a province's rank: Huế has been one since 2025, before it was a city of its province."""
    ranks = (each.valid_from for each in known_provinces() if each.kind == "thành phố" and fold(each.name) == fold(name))
    return "province" if any(on is None or born is None or born <= on for born in ranks) else "district"


def _setting(draft: Draft) -> _Setting:
    issuer = draft.metadata.issuer
    pieces = (_MOTTO.sub("", piece.of(draft.document.text)).strip(" *_-–|") for piece in letterhead(draft))
    on = draft.metadata.issued_on
    named = [place_in(full_name(piece), on) for piece in pieces if piece]
    own = place_in(issuer.name, on) if issuer else None
    seats: dict[Tier, str] = {}
    for place in filter(None, (own, *named)):
        seats.setdefault(*place)
    level = draft.metadata.level
    tier: Tier | None = level if level in ("central", "province", "district", "commune") else None
    if tier is None and issuer is not None:
        body = bodies().get(issuer.id)
        tier = _listed(body) if body else None
    tier = tier or next((each for each in ("commune", "district", "province") if each in seats), None)
    setting = _Setting(tier, seats, level, on)
    return replace(setting, issuer=issuer and _located(issuer, setting))


def _listed(body: Body) -> Tier | None:
    return cast(Tier, body.level) if body.level != "any" else None


@lru_cache(maxsize=4096)
def _stem(name: str) -> str:
    """The key of a name without its place: "Công an thành phố Lai Châu" as "Công an thành phố"."""
    place = _PLACE.search(name)
    return key(name[: place.end(1)] if place else name)


def _located(agency: Agency, setting: _Setting) -> Agency:
    own = _as_issuer(agency, setting)
    if own:
        return own
    place = place_in(agency.name, setting.on) or place_in(agency.mention, setting.on)
    alike = {} if agency.collective else namesakes().get(_stem(agency.mention), {})
    tier = place[0] if place else setting.tier
    namesake = alike.get(tier or "any", alike.get("any"))
    former = bodies().get(agency.id)
    if namesake and (former is None or former.level not in (tier, bodies()[namesake].level)):
        body = bodies()[namesake]
        unnamed = former is not None and agency.name == former.name
        agency = amended(agency, id=body.id, kind=body.kind, name=body.name if unnamed else agency.name)
    known = bodies().get(agency.id)
    level = (tier if tier in alike else None) if alike else _level(agency, known, place, setting)
    locality = place[1] if place else setting.seats.get(level) if level else None
    return amended(agency, level=level, locality=locality, in_gazetteer=known is not None)


def _as_issuer(agency: Agency, setting: _Setting) -> Agency | None:
    """The issuer, where its head is named without its name: "Giám đốc Sở"."""
    own = _OWN_HEAD.fullmatch(fold(agency.mention)) if agency.kind == "role" else None
    issuer = setting.issuer
    if own is None or issuer is None:
        return None
    if not fold(issuer.name).startswith(own[1]):
        body = resolve_agency(own[1].capitalize())
        return amended(agency, id=body.id, name=body.name, kind=body.kind, mention=own[1].capitalize())
    place = _PLACE.search(issuer.name)
    short = issuer.name[: place.start()].strip() if place else issuer.name
    return replace(issuer, mention=short, start=agency.start, end=agency.end, rule=agency.rule, confidence=agency.confidence)


def _level(agency: Agency, known: Body | None, place: tuple[Tier, str] | None, setting: _Setting) -> Tier | None:
    """The level of a body: as listed, else of the place or the word that ends its name."""
    folded = fold(agency.mention)
    ending = _LEVEL_AT_END.search(folded)
    listed = _listed(known) if known else None
    own = setting.level == "department" and setting.tier != "district" and _INTERNAL.match(folded)
    if listed == "district" and own and not ending and not place:
        return None  # a unit's own phòng may have the name of a district's
    if listed and (not agency.collective or _OF_ONE_LEVEL.search(folded)):
        return listed
    if place:
        return place[0]
    if ending is None:
        return None
    return cast(Tier | None, TIERS.get(ending[1])) or (setting.tier if setting.tier in ("province", "district") else None)


def _out_of_time(leads: Iterable[Agency], issued_on: date | None, setting: _Setting) -> Iterator[Diagnostic]:
    """Bodies that the plan charges with something at a time when they were long gone or far from founded, each once."""
    seen: set[str] = set()
    for agency in leads:
        body = bodies().get(agency.id)
        if issued_on is None or body is None or body.id in seen or body.kind not in _DATED or body.dates_trust != "seen" or agency.level is None:
            continue
        seen.add(body.id)
        if body.level == "district" and setting.level == "department":
            continue
        if body.valid_to and issued_on > body.valid_to + _GRACE:
            heirs = ", ".join(bodies()[each].name for each in body.successors if each in bodies())
            went = f"; its field went to {heirs}" if heirs else ""
            told = f"“{agency.mention}” ended on {body.valid_to}, before this plan was issued ({issued_on}){went}: check the body and the date."
        elif body.valid_from and issued_on < body.valid_from - _GRACE:
            told = f"“{agency.mention}” began on {body.valid_from}, after this plan was issued ({issued_on}): check the body and the date."
        else:
            continue
        yield diagnose("agency-out-of-time", told, agency.start, agency.end)
