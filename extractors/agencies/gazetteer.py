"""The bodies known by name: what each is called, under which id it goes, and how an unknown one is named."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final, NamedTuple, cast

import regex

from schemas.agency import KnownAgency, KnownProvince
from schemas.text import fold, nfc, slug

_CHUNK: Final = regex.compile(r"[\p{L}\p{N}]+(?:[&-][\p{L}\p{N}]+)*")
_WORD: Final = regex.compile(r"[\p{L}\p{N}]+")
_SILENT: Final = frozenset({"và", "của"})
_LEVELS: Final = ("thành phố trực thuộc trung ương", "thành phố", "thị trấn", "đặc khu", "phường", "thị xã", "huyện", "quận", "tỉnh", "xã")
TIERS: Final[Mapping[str, str]] = {
    "tỉnh": "province",
    "huyện": "district",
    "quận": "district",
    "thị xã": "district",
    "xã": "commune",
    "phường": "commune",
    "thị trấn": "commune",
    "đặc khu": "commune",
}
"""The level that a word for a place tells; "thành phố" is of two."""
_SISTERS: Final = {"tỉnh": ("thành phố", "cấp tỉnh"), "huyện": ("quận", "thị xã", "thành phố", "cấp huyện"), "xã": ("phường", "thị trấn", "đặc khu", "cấp xã")}
# Without the level these are deeds or trades, not bodies.
_NEEDS_LEVEL: Final = frozenset({"thanh tra", "thống kê", "thuế", "báo", "thi hành án dân sự", "đoàn", "cổng thông tin điện tử", "công báo", "công đoàn"})
_PLACE_NAME: Final = regex.compile(rf"\b((?i:{'|'.join(_LEVELS)}|tp\.?))((?: \p{{Lu}}[\p{{L}}’']*|[ -]+\p{{Lu}}[\p{{L}}’']*| \d+){{1,5}})$")
_COMMITTEE_OF_NEW_STYLE: Final = regex.compile(r"\b[Uu]ỷ ban\b")
_AMPERSAND: Final = regex.compile(r"(?<=\S) *& *(?=\S)")
_MANY: Final = regex.compile(r"\b(?:các|từng|mỗi|những|mọi)\b")
_ALL_OF: Final = regex.compile(r"^(?:tất cả |toàn bộ |toàn thể )?(?:các|những|từng|mỗi|mọi) ")
_LAST_LEVEL: Final = regex.compile(rf" (?:cấp )?(?:{'|'.join(_LEVELS)})$")
_LEVEL_AT_END: Final = regex.compile(rf"\s*\b(?:cấp )?(?:{'|'.join(_LEVELS)}|thành phố thuộc tỉnh)$")
_LEVEL_AT_START: Final = regex.compile(rf"(?:{'|'.join(_LEVELS)}|tp\.?)(?=\s|$)")
_FRONT: Final = "Ủy ban Mặt trận Tổ quốc Việt Nam"
_LONGEST: Final = 16
"""Words in the longest name that is looked for."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body or collective that the gazetteer knows, with its life: both days included, None where open or not known.

    ``predecessors`` are those whose field it took over, ``successors`` those that took over its own.
    """

    id: str
    name: str
    level: str
    kind: str
    valid_from: date | None = None
    valid_to: date | None = None
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    source: str = ""
    dates_trust: str = ""
    """``seen`` where life and succession were read in the source, ``unconfirmed`` where they are general knowledge."""

    @property
    def collective(self) -> bool:
        return self.kind == "collective"


class Resolved(NamedTuple):
    """Who is meant by some words: the same ``id`` for the same body or role in every plan."""

    id: str
    name: str
    kind: str
    collective: bool


def _table(file: str) -> Iterator[dict[str, str]]:
    return csv.DictReader((files("extractors") / "data" / file).read_text("utf-8").splitlines())


@cache
def phrases(kind: str) -> tuple[str, ...]:
    """The words of one kind of ``agency-words.csv``, the longest first."""
    return tuple(sorted((row["phrase"] for row in _table("agency-words.csv") if row["kind"] == kind), key=len, reverse=True))


@cache
def bodies() -> Mapping[str, Body]:
    """All known bodies by id."""
    return {row["id"]: _body(row) for row in _table("bodies.csv")}


def _body(row: Mapping[str, str]) -> Body:
    born, gone = _day(row["valid_from"]), _day(row["valid_to"])
    return Body(
        row["id"],
        row["name"],
        row["level"],
        row["kind"],
        born,
        gone,
        _several(row["predecessors"]),
        _several(row["successor"]),
        row["source"],
        row["dates_trust"],
    )


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _several(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


def lineage(identity: str) -> tuple[str, ...]:
    """A known body with all whose field it took over, nearest first; an unknown one alone.

    >>> lineage("so-khoa-hoc-va-cong-nghe")
    ('so-khoa-hoc-va-cong-nghe', 'so-thong-tin-va-truyen-thong', 'so-buu-chinh-vien-thong')
    """
    found = [identity]
    for each in found:
        found.extend(other for other in (bodies()[each].predecessors if each in bodies() else ()) if other not in found)
    return tuple(found)


@cache
def known_agencies() -> tuple[KnownAgency, ...]:
    """All known bodies and collectives as they are published, in the order of the gazetteer."""
    return tuple(
        KnownAgency(
            body.id,
            body.name,
            body.kind,
            cast(Any, body.level),
            body.valid_from,
            body.valid_to,
            body.predecessors,
            body.successors,
            lineage(body.id),
            cast(Any, body.dates_trust or None),
            body.source,
        )
        for body in bodies().values()
    )


@cache
def known_provinces() -> tuple[KnownProvince, ...]:
    """All provinces in all their states, as they are published."""
    return tuple(
        KnownProvince(
            row["name"],
            row["kind"],
            _day(row["valid_from"]),
            _day(row["valid_to"]),
            _several(row["predecessors"]),
            _several(row["successor"]),
            cast(Any, row["trust"]),
            row["source"],
        )
        for row in _table("provinces.csv")
    )


@cache
def _abbreviations() -> Mapping[str, str]:
    return {row["abbreviation"]: row["full"] for row in _table("agency-abbreviations.csv")}


@cache
def provinces() -> frozenset[str]:
    """Folded names of all provinces, those of earlier times too."""
    return frozenset(fold(name) for row in _table("provinces.csv") for name in (row["name"], *row["aliases"].split("|")) if name)


@cache
def municipalities() -> frozenset[str]:
    """Folded names of the cities that are provinces."""
    return frozenset(fold(row["name"]) for row in _table("provinces.csv") if row["kind"] == "thành phố")


def _expand(chunk: str) -> str:
    full = _abbreviations().get(chunk)
    if full is not None:
        return fold(full)
    if "-" in chunk or "&" in chunk:
        return " ".join(fold(_abbreviations().get(part, part)) for part in regex.split("[&-]", chunk))
    return chunk


@lru_cache(maxsize=20_000)
def _spelled(chunk: str) -> str:
    """The words of a name's chunk, written out, without those that a name may leave out."""
    return " ".join(word for word in _WORD.findall(_expand(chunk)) if word not in _SILENT)


def key(text: str) -> str:
    """What two spellings of one name share: full words, no punctuation, no "và", no "các" in front.

    >>> key("Văn phòng HĐND-UBND huyện") == key("văn phòng Hội đồng nhân dân và Uỷ ban nhân dân huyện")
    True
    """
    return _key_of_folded(fold(nfc(text)))


def _key_of_folded(folded: str) -> str:
    words = [word for chunk in _CHUNK.findall(folded) for word in _WORD.findall(_expand(chunk)) if word not in _SILENT]
    return " ".join(words[1:] if words[:1] == ["các"] else words)


def _spellings(row: Mapping[str, str]) -> Iterator[str]:
    """The names of one body: as the table has them, at sister levels, and without the level where that still names a body."""
    for name in (row["name"], *filter(None, row["aliases"].split("|"))):
        yield name
        if name.startswith(_FRONT):
            yield name.removeprefix("Ủy ban ")
            yield name.removeprefix("Ủy ban ").replace(" Việt Nam", "")
        words = name.split(" ")
        level = fold(words[-1])
        if row["kind"] == "collective" or level not in _SISTERS:
            continue
        stem = " ".join(words[:-1])
        yield from (f"{stem} {sister}" for sister in _SISTERS[level])
        if fold(stem) not in _NEEDS_LEVEL and len(words) > 2:
            yield stem


@cache
def surfaces() -> Mapping[str, str]:
    """Folded names of single bodies, with their ids: what is looked for in the text."""
    found: dict[str, str] = {}
    rows = [row for row in _table("bodies.csv") if row["kind"] != "collective"]
    for row in rows:
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            found.setdefault(fold(name), row["id"])
    for row in rows:
        for spelling in _spellings(row):
            plain = fold(spelling)
            for short, full in (("ubnd", "ủy ban nhân dân"), ("hđnd", "hội đồng nhân dân"), ("mttq", "mặt trận tổ quốc")):
                found.setdefault(plain.replace(short, full), row["id"])
                found.setdefault(plain.replace(full, short), row["id"])
    return found


@cache
def _index() -> tuple[Mapping[str, str], frozenset[str]]:
    """Ids by key, and every beginning of a key, by which a search knows when to give up."""
    ids: dict[str, str] = {}
    rows = list(_table("bodies.csv"))
    for row in rows:
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            ids.setdefault(key(name), row["id"])
    for row in rows:
        for spelling in _spellings(row):
            ids.setdefault(key(spelling), row["id"])
    ids.pop("", None)
    words = (found.split(" ") for found in ids)
    return ids, frozenset(" ".join(parts[:count]) for parts in words for count in range(1, len(parts) + 1))


@cache
def namesakes() -> Mapping[str, Mapping[str, str]]:
    """Keys of names that bodies of several levels share, with the id at each level ("any" where one is of none): "công an" has three."""
    found: dict[str, dict[str, str]] = {}
    for row in _table("bodies.csv"):
        if row["kind"] != "collective":
            for spelling in (row["name"], *_spellings(row)):
                found.setdefault(key(spelling), {}).setdefault(row["level"], row["id"])
    return {name: levels for name, levels in found.items() if len(levels) > 1}


def known_at(folded: str, start: int, limit: int, before: str = "") -> tuple[int, str] | None:
    """The longest known single body whose name begins at ``start``: its end and id.

    ``before`` is a word that a list shares and does not repeat: with "sở", "tư pháp" is Sở Tư pháp.
    """
    ids, beginnings = _index()
    heard = before
    found = None
    last = start
    for count, match in enumerate(_CHUNK.finditer(folded, start, limit)):
        gap = folded[last : match.start()]
        if count == _LONGEST or gap.strip(" \n&,.-"):
            break
        part = _spelled(match[0])
        last = match.end()
        if not part:
            if count:
                continue
            break
        heard = f"{heard} {part}" if heard else part
        if heard not in beginnings:
            break
        name = ids.get(heard)
        if name is not None and not bodies()[name].collective:
            found = match.end(), name
    return found


def full_name(text: str) -> str:
    """The name with its abbreviations written out, in the letters that official names have.

    >>> full_name("UBND HUYỆN TAM ĐƯỜNG")
    'Ủy ban nhân dân huyện Tam Đường'
    """
    words = " ".join(nfc(text).split()).strip(" .,;:-")
    if words.upper() == words and " " in words:
        words = _lower_capitals(words)

    def expand(match: regex.Match[str]) -> str:
        chunk = match[0]
        folded = fold(chunk)
        full = _abbreviations().get(folded)
        if full is not None and not chunk.islower():
            return full
        if "&" in chunk or "-" in chunk:
            return "".join(_abbreviations().get(fold(part), " và " if part == "&" else part) for part in regex.split("([&-])", chunk))
        return chunk

    spelled = _COMMITTEE_OF_NEW_STYLE.sub("Ủy ban", _CHUNK.sub(expand, words))
    spelled = _AMPERSAND.sub(" và ", spelled)
    return spelled[:1].upper() + spelled[1:]


def _lower_capitals(words: str) -> str:
    """A name set in capitals, in its usual letters: known names as they are listed, levels small, place names with capitals."""
    folded = fold(words)
    committee = regex.match(r"(ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân)(?= )", folded)
    if committee:
        return f"{full_name(committee[0])} {_small_level(words[committee.end() :].strip())}"
    found = known_at(folded, 0, len(folded))
    if found is None:
        return _sentence_case(words)
    end, name = found
    tail = _LEVEL_AT_END.search(folded[:end])
    place = (words[tail.start() :] if tail else words[end:]).strip()
    stem = _LEVEL_AT_END.sub("", bodies()[name].name).strip() if tail else bodies()[name].name
    return f"{stem} {_small_level(place)}".strip()


@cache
def _terms() -> frozenset[str]:
    """Words of common use in names, of which only the first has a capital: "Bệnh viện", "Đa khoa"."""
    return frozenset(phrase for kind in ("head", "scope", "field", "school") for phrase in phrases(kind) if " " in phrase)


def _sentence_case(words: str) -> str:
    """An unknown name set in capitals: common terms and levels as they are written within a name, all else as proper names.

    >>> _sentence_case("BỆNH VIỆN ĐA KHOA TỈNH")
    'Bệnh viện Đa khoa tỉnh'
    """
    parts = words.split(" ")
    folded = fold(words).split(" ")
    spelled: list[str] = []
    at = 0
    while at < len(parts):
        count = next((count for count in range(min(_LONGEST, len(parts) - at), 1, -1) if " ".join(folded[at : at + count]) in _terms()), 0)
        if at and " ".join(folded[at : at + 2]) in _LEVELS:
            count = 2
            spelled.append(" ".join(parts[at : at + 2]).lower())
        elif count:
            spelled.append(" ".join(parts[at : at + count]).capitalize())
        elif folded[at] in _SILENT or (at and folded[at] in _LEVELS):
            spelled.append(parts[at].lower())
        else:
            spelled.append(regex.sub(r"[\p{L}\p{N}&]+", lambda match: match[0] if fold(match[0]) in _abbreviations() else match[0].capitalize(), parts[at]))
        at += count or 1
    return " ".join(spelled)


def _small_level(words: str) -> str:
    level = _LEVEL_AT_START.match(fold(words))
    head = ("thành phố" if level[0].startswith("tp") else level[0]) if level else ""
    rest = words[level.end() :] if level else words
    return head + regex.sub(r"\p{L}+", lambda match: match[0].capitalize(), rest)


def _bare_role(words: str) -> Iterator[str]:
    """Keys under which a name may be listed, the closest first: as it is, without the place's name, without the level."""
    yield key(words)
    place = _PLACE_NAME.search(words)
    role = words[: place.end(1)] if place else words
    if place:
        if fold(place[1]) in ("thành phố", "tp", "tp.") and fold(place[2]).strip(" -") not in municipalities():
            yield key(words[: place.start(1)] + "thành phố thuộc tỉnh")
        yield key(role)
    folded = key(role)
    stem = _LAST_LEVEL.sub("", folded)
    if stem != folded and stem not in _NEEDS_LEVEL:
        yield stem
    parts = folded.split(" ")
    for count in range(min(4, len(parts) - 1), 0, -1):
        if " ".join(parts[-count:]) in provinces():
            yield " ".join([*parts[:-count], "tỉnh"])
            yield " ".join(parts[:-count])
    named = known_at(fold(words), 0, len(words))
    if named and words[named[0] + 1 : named[0] + 2].isupper():
        yield key(words[: named[0]])


@lru_cache(maxsize=16384)
def resolve_agency(words: str) -> Resolved:
    """Who the words name: a known body or role, else one made of the words themselves (kind ``unknown`` or ``collective``).

    >>> resolve_agency("Phòng Nội vụ huyện Tam Đường").id
    'phong-noi-vu'
    """
    ids, _ = _index()
    if words.isupper() and " " in words:
        words = full_name(words)
    folded = fold(nfc(words))
    many = _MANY.search(folded) is not None
    for candidate in _bare_role(words):
        name = ids.get(candidate)
        if name is None:
            continue
        body = bodies()[name]
        if candidate != key(words) and _of_another_tier(body, words):
            continue
        if body.collective:
            return Resolved(body.id, full_name(words), "collective", True)
        if not many:
            spelled = candidate == key(words) or _PLACE_NAME.search(words) or _LEVEL_AT_END.search(folded)
            return Resolved(body.id, _official(body, words) if spelled else full_name(words), body.kind, False)
    plain = _ALL_OF.sub("", _key_of_folded(folded))
    return Resolved(slug(plain) or slug(words) or "?", full_name(words), "collective" if many else "unknown", many)


def _of_another_tier(body: Body, words: str) -> bool:
    """Whether the words end by a level, or a place of one, that the listed body is not of: "Ban cán sự đảng UBND huyện" beside that of a province."""
    place = _PLACE_NAME.search(words)
    level = None if place else _LEVEL_AT_END.search(fold(words))
    said = fold(place[1]) if place else fold(words)[level.start() :].strip().removeprefix("cấp ") if level else ""
    return not body.collective and said in TIERS and body.level not in ("any", TIERS[said])


def _official(body: Body, words: str) -> str:
    """The listed name at the level and place that the words give."""
    place = _PLACE_NAME.search(words)
    level = None if place else _LEVEL_AT_END.search(fold(words))
    if not place and not level:
        return body.name
    said = fold(place[1]) if place else fold(words)[level.start() :].strip() if level else ""
    said = "thành phố" if said.startswith("tp") else said
    given = regex.sub(r"\s+", " ", place[2].strip()) if place else ""
    return f"{_LEVEL_AT_END.sub('', body.name).strip()} {said} {given}".strip()
