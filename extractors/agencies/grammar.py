"""How a body is named in running text: a head, a name, a level, a place, and where the name ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

import regex

from extractors.agencies.gazetteer import bodies, known_at
from extractors.agencies.patterns import (
    CAPITALS,
    GLUED,
    LAST_TWO,
    NAMES_OF_PLACES,
    NEXT_CAPITAL,
    PLACE_NAME,
    ROW_OF_CAPITALS,
    SMALL_WORD,
    Matcher,
    opened_by,
    pattern,
)
from extractors.draft import Draft
from schemas.words import Name, Tagged

UnitKind = Literal["known", "collective", "committee", "headed", "role", "capitals", "element"]
_TIERS: Final = (
    frozenset({"tỉnh", "thành phố", "tp"}),
    frozenset({"huyện", "quận", "thị xã", "thành phố", "tp", "h", "q", "tx"}),
    frozenset({"xã", "phường", "thị trấn", "đặc khu", "x", "p", "tt"}),
    frozenset({"thôn", "khu phố", "tổ dân phố", "bản", "ấp", "khu dân cư"}),
)
_NAMED_BY_PLACE: Final = frozenset({"enterprise", "press", "vertical", "service-unit", "police", "board"})
_DEPTH: Final = 2
"""How deep a body may be named by way of another: "đơn vị thuộc Sở", "Thủ trưởng các cơ quan thuộc UBND huyện"."""
_TAIL: Final = 7
"""Words in small letters that may follow the capitals of an unknown name."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A body as the text names it: ``start..end`` with the head of it, ``body..end`` without.

    ``before`` and ``after`` are words that a list says once for several: "các Sở: Tư pháp, …", "UBND và Đài cấp huyện".
    """

    start: int
    body: int
    end: int
    kind: UnitKind
    before: str = ""
    after: str = ""
    place: tuple[int, int] | None = None
    name: str | None = None


_UNIT_OPENERS: Final = frozenset(
    {"person", "members", "role", "comrade", "quantifier", "measure", "committee", "bureau", "office", "head", "working", "level-noun", "noun", "organisation"}
)
"""The patterns one of which opens every body that the gazetteer does not name."""
_LONGEST_OPENING: Final = 12
"""So many characters of a first word tell which patterns may match."""
_LONGEST_PIECE: Final = 1000
"""No piece of the grammar is longer, in characters; without an end in sight ``regex`` looks through all that follows for words a pattern requires."""


class _Opened(dict[int, Mapping[str, Matcher]]):
    """The patterns that may match at an offset of a folded text, as the first word there tells: each offset is looked at once."""

    def __init__(self, folded: str, limit: int) -> None:
        self._folded = folded
        self._limit = limit

    def __missing__(self, start: int) -> Mapping[str, Matcher]:
        reach = min(self._limit, start + _LONGEST_OPENING)
        space = self._folded.find(" ", start + 1, reach)
        opened = self[start] = opened_by(self._folded[start : space if space > 0 else reach])
        return opened


@dataclass(frozen=True, slots=True)
class View:
    """What a body is looked for in: a document's text, up to ``limit``."""

    text: str
    folded: str
    names: Mapping[int, Name]
    """The gazetteer names met, by where they start."""
    tag: Callable[[str], tuple[Tagged, ...]]
    limit: int
    opened: Mapping[int, Mapping[str, Matcher]]
    """The patterns that may match, by the offset at which they would."""

    @classmethod
    def of(cls, draft: Draft, limit: int) -> View:
        folded = draft.document.folded
        return cls(draft.document.text, folded, draft.words.names_by_start, draft.words.tag, limit, _Opened(folded, limit))

    def to(self, limit: int) -> View:
        """The same text up to another limit."""
        return replace(self, limit=limit, opened=_Opened(self.folded, limit))

    def meets(self, name: str, start: int) -> regex.Match[str] | None:
        """What the named pattern matches just at ``start``."""
        match = self.opened[start].get(name)
        return match(self.folded, start, self.near(start)) if match else None

    def near(self, start: int) -> int:
        """Where to stop looking for a piece of the grammar that starts at ``start``."""
        return self.limit if self.limit - start < _LONGEST_PIECE else start + _LONGEST_PIECE

    def after(self, name: str, start: int) -> int:
        """Where the named pattern ends that begins at ``start``; ``start`` itself where it does not."""
        found = self.meets(name, start)
        return found.end() if found else start

    def capital(self, at: int) -> bool:
        return self.text[at : at + 1].isupper()


@dataclass(frozen=True, slots=True)
class _Member:
    """One common noun in a row ("cơ quan hành chính, đơn vị sự nghiệp"), with whether a complement narrows it."""

    start: int
    end: int
    narrowed: bool


def is_verb(view: View, start: int) -> bool:
    """Whether what begins here is a deed rather than a name: a listed verb in small letters."""
    return view.text[start : start + 1].islower() and view.meets("verb", start) is not None


def opens_with_deed(folded: str, start: int) -> bool:
    """Whether a listed verb, or an adverb before one, begins at this offset of folded text: "rà soát …", "thường xuyên kiểm tra …"."""
    return pattern("predicate").match(folded, start) is not None


def is_predicate(view: View, start: int) -> bool:
    """Whether a listed verb, or a word that goes before one, begins here."""
    return view.meets("predicate", start) is not None


def unit_at(view: View, start: int, listing: bool = False, depth: int = 0) -> tuple[Unit, ...]:
    """The body that begins at ``start`` (several where words are shared, as in "các Sở: Tư pháp, Tài chính"), or none."""
    if _UNIT_OPENERS.isdisjoint(view.opened[start]) and name_at(view, start) is None:
        return ()
    person = view.meets("person", start)
    role = view.meets("role", start)
    members = _members(view, start, depth) if depth < _DEPTH else ()
    if members:
        return members
    if person and depth < _DEPTH:
        inner = unit_at(view, person.end(), True, depth + 1)
        listed = role is not None and role.end() > person.end()
        if inner and inner[0].kind != "role" and not (role and listed and inner[0].kind == "collective" and inner[-1].end <= role.end()):
            return (replace(inner[0], start=start), *inner[1:])
        own = view.meets("own-body", person.end())
        if own and not inner:
            return (Unit(start, start, own.end(), "role"),)
    if role and (not person or role.end() > person.end()):
        return (Unit(start, start, _modifiers(view, role.end(), depth)[0], "role"),)
    comrade = None if person else view.meets("comrade", start)
    name = CAPITALS.match(view.text, comrade.end(), view.limit) if comrade else None
    if name:
        office = view.meets("dash", name.end())
        headed = view.meets("person", office.end()) if office else None
        inner = unit_at(view, headed.end(), True, depth + 1) if headed and depth < _DEPTH else ()
        if inner:
            return (replace(inner[0], start=start), *inner[1:])
        post = view.meets("role", office.end()) if office else None
        return (Unit(start, post.start(), post.end(), "role"),) if post else (Unit(start, name.start(), name.end(), "role"),)
    if view.meets("not-a-body", start) and not view.meets("organisation", start):
        return ()
    quantifier = view.meets("quantifier", start)
    first = quantifier.end() if quantifier else view.after("measure", start)
    quantified = quantifier is not None
    return (
        _committee(view, start, first)
        or (_distributed(view, start, first) if quantified else ())
        or _named_or_common(view, start, first, quantified, listing, depth)
        or ((Unit(start, start, role.end(), "role"),) if role else ())
        or (_roles(view, start, first, depth) if quantified else ())
    )


def _members(view: View, start: int, depth: int) -> tuple[Unit, ...]:
    """Members of a body, who are no head of it and do not stand for it: "Các thành viên Ban Chỉ đạo"."""
    opening = view.meets("members", start)
    inner = unit_at(view, opening.end(), True, depth + 1) if opening else ()
    if not inner or inner[0].before or inner[0].kind == "role":
        return ()
    return (replace(inner[0], start=start, body=start, kind="role"), *inner[1:])


def _roles(view: View, start: int, first: int, depth: int) -> tuple[Unit, ...]:
    """Several who hold one office: "các Phó Hiệu trưởng"."""
    role = view.meets("role", first)
    return (Unit(start, start, _modifiers(view, role.end(), depth)[0], "role"),) if role else ()


def _named_or_common(view: View, start: int, first: int, quantified: bool, listing: bool, depth: int) -> tuple[Unit, ...]:
    """Of two readings of the same place, the one that explains more words; a name that is but the first of a row goes before the row."""
    named = _named(view, start, first, depth)
    if named and not quantified and _first_of_row(view, first, named[-1].end):
        return named
    common = _collective(view, start, first, quantified, listing, depth)
    return named if named and (not common or named[-1].end >= common[-1].end) else common


def _first_of_row(view: View, first: int, end: int) -> bool:
    """Whether a common noun with its complement ends just where a name does, and more follow: "Sở Xây dựng, Công ty cổ phần …"."""
    member = _member(view, first, False)
    return member is not None and member.narrowed and member.end == end and view.meets("inner", end) is not None


def capitals_at(view: View, start: int) -> Unit | None:
    """A run of words with capitals, for places where nothing but a body can stand ("phối hợp với Agribank Lai Châu")."""
    run = CAPITALS.match(view.text, start, view.limit)
    if run is None:
        return None
    telling = " " in run[0] or (run[0].isupper() and len(run[0]) > 2) or (run[0].isascii() and len(run[0]) > 3)
    if not telling:
        return None
    end, place = _modifiers(view, run.end(), 0)
    return Unit(start, start, end, "capitals", place=place)


def _committee(view: View, start: int, first: int) -> tuple[Unit, ...]:
    """UBND, HĐND and their like: "UBND các xã, thị trấn" is one, "UBND cấp huyện, cấp xã" two; without a level it waits for one."""
    head = view.meets("committee", first)
    if not head:
        return ()
    gap = view.meets("of-level", head.end())
    end = _places(view, gap.end()) if gap else None
    if gap is None or end is None:
        levels = view.meets("all-levels", head.end())
        if levels:
            return (Unit(start, start, levels.end(), "committee", place=(levels.start() + 1, levels.end())),)
        return (Unit(start, start, head.end(), "committee"),)
    words = view.text[first : head.end()]
    units = _each_place(view, words, start, gap.end(), end) or [Unit(start, start, _located(view, end), "committee", place=(gap.end(), end))]
    while True:
        link = view.meets("and", units[-1].end)
        reached = _places(view, link.end()) if link and ";" not in link[0] else None
        if link is None or reached is None:
            return tuple(units)
        units.append(Unit(link.end(), link.end(), _located(view, reached), "element", before=words, place=(link.end(), reached)))


def _each_place(view: View, words: str, start: int, level: int, end: int) -> list[Unit]:
    """ "UBND các xã: Bản Lầu, Mường Kha", "UBND các huyện Trà Lâm, Khe Vàng": one body for each place; none where fewer than two are named."""
    place = view.meets("place", view.after("plural", level))
    if place is None or place.start() == level or place.end() != end:
        return []
    found = NAMES_OF_PLACES.match(view.text, end, view.near(end))
    units: list[Unit] = []
    for begin, stop in found.spans("name") if found else ():
        if _another_body(view, begin) or is_predicate(view, begin):
            break
        units.append(Unit(begin, begin, stop, "element", before=f"{words} {view.text[place.start() : end]}", place=(begin, stop)))
    return [replace(units[0], start=start), *units[1:]] if len(units) > 1 else []


def _located(view: View, end: int) -> int:
    """The end of the words that say where ("trên địa bàn huyện", "trong tỉnh"), else ``end``."""
    where = view.meets("where", end)
    return (_places(view, where.end()) if where else None) or view.after("inside", view.after("on-the-ground", end))


def goes_on(view: View, unit: Unit, start: int) -> int | None:
    """Where the name of an unknown body ends that goes on behind a comma in small letters ("Bộ phận Công chức, viên chức")."""
    if unit.kind != "headed" or view.capital(start) or view.meets("quantifier", start) or view.meets("head", start):
        return None
    noun = view.meets("noun", start)
    return noun.end() if noun and view.meets("boundary", noun.end()) else None


def _places(view: View, start: int) -> int | None:
    """The end of a level or a row of places of one tier: "cấp huyện", "các xã, thị trấn", "huyện Tam Đường"."""
    level = view.meets("tier", start)
    if level:
        return _small_modifiers(view, level.end())
    first = view.after("plural", start)
    place = _place_letter(view, first) if first > start or _pointed(view, first) else None
    place = view.meets("place", first) or place
    if not place:
        return None
    trunk = view.meets("trunk-city", first)
    end, named = (trunk.end(), True) if trunk else _place_name(view, place.end(), first == start)
    tiers = _tiers(place[0])
    while not named:
        link = view.meets("places-link", end)
        following = (view.meets("place", link.end()) or _place_letter(view, link.end())) if link else None
        if following is None or not tiers & _tiers(following[0]):
            break
        tiers &= _tiers(following[0])
        end, named = _place_name(view, max(view.after("trunk-city", following.start()), following.end()), True)
    return _small_modifiers(view, end)


def _place_letter(view: View, at: int) -> regex.Match[str] | None:
    """The capitals that stand for a level in a row of levels: "UBND các xã, P, TT"."""
    found = view.meets("place-letter", at)
    return found if found and view.text[at : found.end()].isupper() else None


def _pointed(view: View, at: int) -> bool:
    """Whether a short word for a level with its point, and a name behind it, begin here: "UBND TX. Hồng Ngự"."""
    found = _place_letter(view, at)
    return found is not None and view.text[found.end() : found.end() + 1] == "." and PLACE_NAME.match(view.text, found.end() + 1, view.limit) is not None


def _tiers(place: str) -> set[int]:
    word = " ".join(place.split())
    return {index for index, tier in enumerate(_TIERS) if word in tier}


def _place_name(view: View, end: int, single: bool) -> tuple[int, bool]:
    """Where the proper name after a level ends, and whether there is one ("huyện Tam Đường", "TP. Huế")."""
    if not single:
        return end, False
    if view.text[end : end + 1] == "." and view.text[end - 1].isupper():
        end += 1
    name = PLACE_NAME.match(view.text, end, view.limit)
    return (name.end(), True) if name else (end, False)


def _small_modifiers(view: View, end: int) -> int:
    while (modifier := view.meets("modifier", end)) is not None:
        end = modifier.end()
    return end


def _modifiers(view: View, end: int, depth: int) -> tuple[int, tuple[int, int] | None]:
    """Where the words that narrow a body end ("có liên quan", "trên địa bàn huyện", "thuộc UBND huyện"), and the place among them."""
    place = None
    for _ in range(4):
        if not view.folded[end : end + 1].isspace():
            break
        own = view.meets("own-unit", end)
        if own:
            end = own.end()
            break
        under = view.meets("under", end)
        reached = _under(view, under.end()) if under and depth < _DEPTH else None
        if reached:
            end = reached
            continue
        link = view.meets("level-link", end)
        reached = _places(view, link.end()) if link else None
        if link and reached:
            place = (link.end(), reached)
            end = reached
            continue
        where = view.meets("where", end)
        reached = _places(view, where.end()) if where else None
        reached = reached or (_posted(view, end) if depth < _DEPTH else None) or view.after("modifier", view.after("inside", view.after("on-the-ground", end)))
        if reached == end:
            break
        end = reached
    return end, place


def _posted(view: View, end: int) -> int | None:
    """The end of the body that people work at: "Công chức của Sở tại Trung tâm Hành chính công tỉnh"."""
    posted = view.meets("posted", end)
    inner = unit_at(view, posted.end(), False, _DEPTH) if posted else ()
    return inner[-1].end if inner else None


def _under(view: View, start: int) -> int | None:
    """The end of what a body belongs to: another body, a field, or just "Sở", "Bộ"."""
    owner = view.meets("owner", start)
    gap = view.meets("gap", owner.end()) if owner else None
    inner = () if gap and is_verb(view, gap.end()) else unit_at(view, start, False, _DEPTH)
    if inner:
        return inner[0].end
    return owner.end() if owner else None


def _collective(view: View, start: int, first: int, quantified: bool, listing: bool, depth: int) -> tuple[Unit, ...]:
    """A row of common nouns: "các cơ quan, đơn vị, địa phương" is one; "cơ quan hành chính, đơn vị sự nghiệp", without "các", two."""
    level = view.meets("level-noun", first)
    if level:
        end, place = _modifiers(view, level.end(), depth)
        return (Unit(start, start, end, "collective", place=place),)
    members = _row(view, first, quantified)
    if not members:
        return ()
    end = members[-1].end
    if quantified and len(members) == 1:
        end = view.after("paired", end)
    reached, place = _modifiers(view, end, depth)
    if not quantified and len(members) > 1 and members[0].narrowed and (depth == 0 or view.capital(members[-1].start)):
        parts = (Unit(member.start, member.start, member.end, "collective") for member in members[:-1])
        return (*parts, Unit(members[-1].start, members[-1].start, reached, "collective", place=place))
    bare = not quantified and first == start and len(members) == 1 and not members[0].narrowed
    if bare and ((view.meets("head", first) and not (view.meets("people", first) and reached > end)) or (reached == end and not listing)):
        return ()  # "cơ quan" or "phòng" alone are any; what narrows them makes them somebody
    return (_spelled_out(view, reached, first) if quantified or len(members) > 1 else ()) or (Unit(start, start, reached, "collective", place=place),)


def _row(view: View, first: int, quantified: bool) -> list[_Member]:
    members: list[_Member] = []
    at = first
    while (member := _member(view, at, quantified or bool(members))) is not None:
        members.append(member)
        inner = view.meets("inner", member.end)
        if inner is None or view.meets("quantifier", inner.end()) or _breaks(view, members, inner):
            break
        at = inner.end()
    return members


def _member(view: View, at: int, inside: bool) -> _Member | None:
    """The common noun for bodies that begins here, with its complement."""
    organisation = view.meets("any-organisation" if inside else "organisation", at)
    if view.meets("not-a-body", at) and not organisation:
        return None
    noun = view.meets("noun", at)
    if not noun:
        return None
    complement = view.meets("complement", noun.end())
    if complement and is_verb(view, complement.start() + 1) and not any(view.meets(border, complement.end()) for border in ("boundary", "modifier", "under")):
        complement = None
    end = _more_complements(view, complement.end()) if complement else noun.end()
    if organisation and complement is None and not _stands_alone(view, at, end):
        return None
    return _Member(at, end, complement is not None or noun[0].count(" ") > 1)


def _more_complements(view: View, end: int) -> int:
    """The end of further complements of one noun in small letters: "doanh nghiệp viễn thông, công nghệ thông tin"."""
    while (inner := view.meets("inner", end)) is not None and not view.capital(inner.end()) and not view.meets("noun", inner.end()):
        further = view.meets("complement", inner.end() - 1)
        if further is None or is_verb(view, inner.end()):
            break
        end = further.end()
    return end


def _stands_alone(view: View, at: int, end: int) -> bool:
    """Whether a noun that is also a verb ("tổ chức") is a noun here: a border or a modifier follows, or "cơ quan," goes before."""
    if any(view.meets(border, end) for border in ("boundary", "modifier", "where")):
        return True
    if not is_predicate(view, end + 1):
        return False
    return not is_verb(view, end + 1) or pattern("after-agencies").search(view.folded, max(0, at - 40), at) is not None


def _breaks(view: View, members: list[_Member], inner: regex.Match[str]) -> bool:
    """Whether what follows the comma is a body of its own and no further member of the row."""
    at = inner.end()
    if name_at(view, at):
        return True
    if _people(view, members[-1], at):
        return True
    if "và" in inner[0] and view.meets("place", at) and not view.meets("place", members[0].start):
        return True
    if view.capital(at) and (office := view.meets("always-named", at)) and NEXT_CAPITAL.match(view.text, office.end(), view.limit):
        return True
    noun = view.meets("noun", at)
    if not noun or view.meets("complement", noun.end()) or view.meets("modifier", noun.end()) or not view.meets("head", at):
        return False
    return view.capital(at) and NEXT_CAPITAL.match(view.text, noun.end(), view.limit) is not None


def _people(view: View, last: _Member, at: int) -> bool:
    """Whether people begin here behind a body, or a body behind people: "các phòng, ban, cán bộ, công chức, Ban quản lý các thôn"."""
    role = view.meets("role", at) or view.meets("person", at)
    noun = view.meets("noun", at) if role else None
    if role and (noun is None or role.end() > noun.end()):
        return True
    if (view.meets("people", at) is None) == (view.meets("people", last.start) is None):
        return False
    if not view.meets("people", at) and not (view.capital(at) and view.meets("head", at)):
        return False
    return bool(unit_at(view, at, True, _DEPTH))


def _spelled_out(view: View, end: int, noun: int) -> tuple[Unit, ...]:
    """ "Các sở, ngành: Nội vụ, …": the bodies after the colon stand for the row."""
    colon = view.meets("colon", end)
    head = view.meets("distributed", noun)
    return _elements(view, colon.end(), head[0]) if colon and head else ()


def _distributed(view: View, start: int, first: int) -> tuple[Unit, ...]:
    """ "Các Sở: Tư pháp, Tài chính", "các phòng Nội vụ, Tư pháp": one body for each name."""
    head = view.meets("distributed", first)
    if not head:
        return ()
    colon = view.meets("colon", head.end())
    gap = colon or view.meets("gap", head.end())
    units = _elements(view, gap.end(), view.text[first : head.end()]) if gap and (colon or not is_verb(view, gap.end())) else ()
    return (replace(units[0], start=start), *units[1:]) if units and (colon or units[0].name) else ()


def _elements(view: View, at: int, head: str) -> tuple[Unit, ...]:
    """Names that share a head said once before them."""
    units: list[Unit] = []
    noun = head.lower()
    before = head[:1].upper() + head[1:]
    while True:
        known = known_at(view.folded, at, view.limit, noun)
        if known:
            end, place = _modifiers(view, known[0], _DEPTH)
            units.append(Unit(at, at, end, "element", before=before, place=place, name=known[1]))
        elif view.capital(at) and not _another_body(view, at) and not _tells_a_deed(view, at):
            units.append(Unit(at, at, _name_end(view, at), "element", before=before))
        else:
            return tuple(units)
        link = view.meets("and", units[-1].end)
        if not link or (";" in link[0] and not known_at(view.folded, link.end(), view.limit, noun)):
            return tuple(units)
        at = link.end()


def _tells_a_deed(view: View, at: int) -> bool:
    """Whether a verb with its object begins here and no name that is a verb alone: "Các phòng: Cung cấp số liệu" beside "Các phòng: Đào tạo, …"."""
    verb = view.meets("predicate", at)
    return verb is not None and view.meets("boundary", verb.end()) is None and _field_end(view, at) == at and view.meets("dash", verb.end()) is None


def name_at(view: View, start: int) -> Name | None:
    """The gazetteer name that begins here, as the language tools met it, or as another spelling has it."""
    met = view.names.get(start)
    if met is not None and met.end > view.limit:
        met = None
    other = known_at(view.folded, start, view.limit)
    found = Name(start, *other) if other and (met is None or other[0] > met.end) else met
    return found and _before_deed(view, found)


def _before_deed(view: View, name: Name) -> Name:
    """The shorter of two names where the rest of the longer one is a deed: "Sở Giao thông vận tải xây dựng kho dữ liệu"."""
    for word in SMALL_WORD.finditer(view.text, name.start, name.end):
        if is_verb(view, word.start()) and (shorter := known_at(view.folded, name.start, word.start())) and shorter[0] + 1 == word.start():
            return Name(name.start, *shorter)
    return name


def _named(view: View, start: int, first: int, depth: int) -> tuple[Unit, ...]:
    """A body with a name of its own: one the gazetteer knows, or a head noun with capitals after it."""
    name = name_at(view, first)
    office = _office(view, start, first, depth) if depth < _DEPTH else None
    if office and (name is None or office.end > name.end):
        return (office,)
    head = view.meets("head", first)
    if name:
        kind = bodies()[name.id].kind
        whole = _whole_name(view, first, head, name.end)
        whole = view.after("numbered", whole) if kind == "vertical" else whole
        end, place = _modifiers(view, _in_province(view, whole, kind), depth)
        other = view.meets("other-name", end)
        end, place = _modifiers(view, other.end(), depth) if other else (end, place)
        return (Unit(start, start, end, "known", place=place, name=name.id),)
    working = view.meets("working", first)
    head = working or head
    if not head:
        return ()
    scoped = view.after("scoped", first)
    reached = max(_name_end(view, view.after("scheme", head.end()) if working else head.end()), _trained(view, first, head.end()), scoped)
    end, place = _modifiers(view, _in_province(view, max(reached, head.end()), "board" if first < scoped == reached else "unknown"), depth)
    plain = view.meets("plain-named", first) if reached <= head.end() and place is None else None
    if plain and not _ends_in_manner(view, head.end(), plain.end()):
        return (Unit(start, start, plain.end(), "headed"),)
    if reached <= head.end() and place is None and not working and not view.meets("standing", first):
        return ()
    return (Unit(start, start, end, "headed", place=place),)


def _trained(view: View, first: int, head: int) -> int:
    """Where the name of a school ends that says whom it teaches, which is no row of bodies: "Trường Đào tạo, bồi dưỡng cán bộ, công chức …"; else ``first``."""
    end = view.after("trained", first)
    named = view.capital(head + 1) or view.capital(end + 1) or view.meets("boundary", end) or view.meets("modifier", end)
    return _name_end(view, end) if end > first and named else first


def _ends_in_manner(view: View, start: int, end: int) -> bool:
    """Whether words before a deed end by saying how it is done: "các phòng chuyên môn chủ động" before "phối hợp với"."""
    return any(manner.end() == end for word in SMALL_WORD.finditer(view.text, start, end) if (manner := view.meets("manner", word.start())))


def _whole_name(view: View, first: int, head: regex.Match[str] | None, end: int) -> int:
    """Where a name ends whose beginning, up to ``end``, is a known one: "Ban Dân tộc - Tôn giáo", "Ban Quản lý dự án … các công trình giao thông"."""
    if head is None:
        return end
    reached = max(end, _name_end(view, head.end()) if view.meets("long-named", first) else _field_end(view, head.end()), view.after("scoped", first))
    dash = view.meets("dash", reached)
    if dash is None or not view.capital(dash.end()) or is_predicate(view, dash.end()) or view.meets("post", dash.end()) or _another_body(view, dash.end()):
        return reached
    return max(reached, _name_end(view, dash.end()))


def _field_end(view: View, start: int) -> int:
    """Where a listed field ends that is, or opens, the name behind a head ("Trợ giúp pháp lý nhà nước"), else ``start``."""
    found = view.meets("field", start) if view.capital(start) or view.capital(start + 1) else None
    if found is None:
        return start
    last = LAST_TWO.search(found[0])
    deed = view.meets("verb", found.start() + last.start(1)) if last else None
    if deed and deed.end() > found.end():  # "Phòng Quản lý chất lượng xây dựng kế hoạch": the deed outlasts the field
        found = pattern("field").match(view.folded, start, deed.start())
    return found.end() if found else start


def _office(view: View, start: int, first: int, depth: int) -> Unit | None:
    """The office or board of a committee: "Văn phòng HĐND và UBND xã" is one body."""
    bureau = view.meets("bureau", first)
    served = _named(view, bureau.end(), bureau.end(), depth + 1) if bureau else ()
    if served:
        return Unit(start, start, served[-1].end, "headed", place=served[-1].place)
    office = view.meets("office", first)
    inner = _committee(view, office.end(), office.end()) if office else ()
    if not inner:
        return None
    joint = view.meets("joint", inner[0].end) if inner[0].place is None else None
    last = (joint and _committee(view, joint.end(), joint.end())) or inner
    return Unit(start, start, last[0].end, "headed", place=last[0].place)


def _in_province(view: View, end: int, kind: str = "unknown") -> int:
    """The end of a place's name that stands right behind a body's ("VNPT Lai Châu"), else ``end``; bodies of some kinds are named by any place."""
    if not view.capital(end + 1):
        return end
    province = view.after("province", end)
    if province > end or kind not in _NAMED_BY_PLACE or is_predicate(view, end + 1) or view.meets("place", end + 1) or _another_body(view, end + 1):
        return view.after("grounds", province) if province > end else province
    run = PLACE_NAME.match(view.text, end, view.limit)
    return view.after("grounds", run.end()) if run else end


def _name_end(view: View, start: int) -> int:
    """Where a name in capitals that begins at or after ``start`` ends; ``start`` itself where none does."""
    end = _field_end(view, start)
    end = at = _joined(view, end, end) if end > start else start
    small = 0
    if end == start and view.capital(start):
        first = CAPITALS.match(view.text, start, view.limit)
        end = at = first.end() if first else start
    while small < _TAIL and (word := view.meets("word", at)) is not None:
        begin = word.start(1)
        compound = view.meets("compound", at) or (view.meets("long-verb", at) if view.capital(begin) else None)
        if compound and (view.capital(begin) or end > start):
            at = compound.end()
            small, end = (0, at) if view.capital(begin) else (small + 2, end)
        elif view.capital(begin) or (view.text[begin].isdigit() and end > start):
            end = at = word.end() - (len(word[1]) - len(word[1].rstrip("./-")))
            if at < word.end():
                break
            small = 0
        elif end == start:
            break
        elif word[1] == "và" and NEXT_CAPITAL.match(view.text, word.end(), view.limit) and not _another_body(view, word.end()):
            at = word.end()
        elif view.meets("stop", begin) or _closes(view, begin):
            break
        else:
            small += 1
            at = word.end()
        joined = _joined(view, at, end)
        if joined > at:
            end = at = joined
            small = 0
    ended = small and end > start and small < _TAIL and (view.meets("boundary", at) or _ended(view, at))
    return at if ended else end


def _joined(view: View, at: int, end: int) -> int:
    """The end of what a comma or a dash joins to a name that is read up to ``at`` and whose last capital stands before ``end``, else ``at``."""
    comma = ROW_OF_CAPITALS.match(view.text, at, view.near(at))
    if comma and not _another_body(view, comma.end()):
        at = end = comma.end()
    dash = view.meets("dash", at)
    if dash is None or (end != at and not view.capital(dash.end())):
        return at
    glued = GLUED.match(view.text, dash.end(), view.near(at))
    return glued.end() if glued else at


def _another_body(view: View, start: int) -> bool:
    """Whether what begins here (after white space) is a body by itself, and no further part of a name."""
    at = view.after("blank", start)
    if view.meets("not-a-body", at):
        return False
    return bool(name_at(view, at) or any(view.meets(kind, at) for kind in ("committee", "head", "person")))


def _closes(view: View, begin: int) -> bool:
    """Whether a word in small letters ends the name: a level or modifier, or a verb that has an object."""
    if view.meets("place", begin) or view.meets("tier", begin) or view.meets("modifier", begin - 1):
        return True
    verb = view.meets("predicate", begin)
    if verb is None:
        return False
    deed = view.meets("verb", begin)
    if deed and view.meets("leading", deed.end()):
        return False  # "Phòng Nghiệp vụ tổng hợp chủ trì": the verb is the last word of a name
    gap = view.meets("gap", verb.end())
    place = view.meets("place", gap.end()) if gap else None
    return place is None or not (
        view.meets("boundary", place.end()) or NEXT_CAPITAL.match(view.text, place.end(), view.limit) or _predicate_after(view, place.end())
    )


def _predicate_after(view: View, end: int) -> bool:
    gap = view.meets("gap", end)
    return gap is not None and is_predicate(view, gap.end())


def _ended(view: View, at: int) -> bool:
    gap = view.meets("gap", at)
    return bool(gap and (is_predicate(view, gap.end()) or any(view.meets(kind, gap.end()) for kind in ("place", "plural")) or view.meets("modifier", at)))
