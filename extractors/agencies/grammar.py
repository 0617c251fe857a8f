"""How a body is named in running text: a head, a name, a level, a place, and where the name ends."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

import regex

from extractors.agencies.gazetteer import known_at, phrases
from extractors.draft import Draft
from schemas.words import Name

UnitKind = Literal["known", "collective", "committee", "headed", "role", "capitals", "element"]
_WORD_END: Final = r"(?![\p{L}\p{N}])"
_TIERS: Final = (
    frozenset({"tỉnh", "thành phố", "tp"}),
    frozenset({"huyện", "quận", "thị xã", "thành phố", "tp"}),
    frozenset({"xã", "phường", "thị trấn", "đặc khu"}),
    frozenset({"thôn", "khu phố", "tổ dân phố", "bản", "ấp", "khu dân cư"}),
)
_AND: Final = r"\s*(?:,|/|;|\bvà\b)\s*(?:và\s+)?"
_DEPTH: Final = 2
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


@dataclass(frozen=True, slots=True)
class View:
    """What a body is looked for in: a document's text, up to ``limit``."""

    text: str
    folded: str
    names: tuple[Name, ...]
    limit: int

    @classmethod
    def of(cls, draft: Draft, limit: int) -> View:
        return cls(draft.document.text, draft.document.folded, draft.words.names, limit)

    def match(self, pattern: regex.Pattern[str], start: int) -> regex.Match[str] | None:
        return pattern.match(self.folded, start, self.limit)


@cache
def one_of(*kinds: str) -> str:
    """A pattern for any of the listed words of these kinds, whole words only."""
    words = sorted({word for kind in kinds for word in phrases(kind)}, key=len, reverse=True)
    return "(?:" + "|".join(regex.escape(word, special_only=True, literal_spaces=True).replace(" ", r"\s+") for word in words) + ")" + _WORD_END


@cache
def _pattern(name: str) -> regex.Pattern[str]:
    place = one_of("place")
    tier = rf"(?:cấp\s+(?:tỉnh|huyện|xã|trung\s+ương|tw|cơ\s+sở|phòng|trên|dưới){_WORD_END})"
    patterns = {
        "person": rf"(?:đồng\s+chí\s+|các\s+đồng\s+chí\s+|ông\s+|bà\s+)?(?:các\s+)?{one_of('person')}(?:\s*(?:,|và|/)\s*{one_of('person')})*\s+",
        "role": one_of("role"),
        "quantifier": rf"(?:{one_of('measure')}\s+)?{one_of('quantifier')}(?:\s+các{_WORD_END})?\s+",
        "noun": one_of("collective"),
        "level-noun": tier,
        "complement": rf"\s+{one_of('complement')}",
        "modifier": rf"\s+{one_of('modifier')}",
        "head": one_of("head"),
        "committee": one_of("committee") + rf"(?:\s*[-–&]\s*{one_of('committee')})?",
        "not-a-body": one_of("not-a-body"),
        "verb": one_of("verb"),
        "predicate": one_of("verb", "adverb"),
        "inner": r"\s*(?:,|/|&|-|\bvà\b)\s*(?:và\s+)?(?=\p{L})",
        "place": place,
        "tier": tier,
        "whole-province": r"thành\s+phố\s+(?:trực\s+)?thuộc\s+(?:trung\s+ương|tỉnh)" + _WORD_END,
        "plural": r"(?:(?:các|từng|mỗi|những)\s+|\d+/\d+\s+|\d+\s+)",
        "and": _AND,
        "level-link": r"\s+(?:của\s+|thuộc\s+|các\s+cấp\s+)?",
        "where": r"\s+(?:(?:đóng|đứng\s+chân|hoạt\s+động|công\s+tác)\s+)?(?:trên\s+địa\s+bàn|trên|tại|ở|trong)(?:\s+toàn)?(?:\s+(?=\p{L}))",
        "on-the-ground": r"\s+(?:(?:đóng|đứng\s+chân|hoạt\s+động)\s+)?trên\s+(?:toàn\s+)?địa\s+bàn" + _WORD_END,
        "under": r"\s+(?:trực\s+thuộc|thuộc|của)\s+",
        "field": r"ngành\s+dọc(?:\s+trung\s+ương)?|phạm\s+vi\s+quản\s+lý|thẩm\s+quyền\s+quản\s+lý|quyền\s+quản\s+lý|ngành|khối\s+\p{L}+|chính\s+phủ|trung\s+ương|đảng\s+ủy\s+khối",
        "boundary": r"\s*(?:[;,.:()/\n]|\bvà\b|$)",
        "word": r"\s+([\p{L}\p{N}][\p{L}\p{N}&./'’-]*)",
        "stop": r"(?:để|về|trong|theo|tại|được|đã|có|phải|cần|sẽ|khi|nếu|do|từ|với|cho|của|thuộc|trên|ở|nhằm|qua|thì|các|những|và|hoặc|trước|sau|không|vào|cùng|đang|bằng|nơi|này|đó|như|mà|ra|lên)"
        + _WORD_END,
        "paired": rf"(?:,\s*|\s+và\s+)(?:các\s+)(?:cấp|ngành|địa\s+phương){_WORD_END}",
        "colon": r"\s*:\s*(?=\p{L})",
        "distributed": rf"(?:sở|phòng|bộ|ban|cục|vụ|hội|chi\s+cục|viện|trung\s+tâm|trường|khoa|huyện|xã|phường){_WORD_END}",
        "tail": r"\s*[\p{L}\p{N}]",
        "office": rf"(?:văn\s+phòng|thường\s+trực|lãnh\s+đạo|ban\s+\p{{L}}+(?:\s+\p{{L}}+){{0,3}}|đảng\s+ủy|vp)\s+(?={one_of('committee')})",
    }
    return regex.compile(patterns[name])


_PLACE_NAME: Final = regex.compile(r"(?: +(?:\p{Lu}[\p{L}’']*|\d{1,2})(?![\p{L}\p{N}/.]))(?: *[- ] *\p{Lu}[\p{L}’']*){0,4}")
_CAPITALS: Final = regex.compile(r"\p{Lu}[\p{L}\p{N}&.’'-]*(?:[ ](?:\p{Lu}[\p{L}\p{N}&’'-]*|&|và(?= \p{Lu})))*")


def is_verb(view: View, start: int) -> bool:
    """Whether what begins here is a deed rather than a name: a listed verb in small letters."""
    return view.text[start : start + 1].islower() and view.match(_pattern("verb"), start) is not None


def is_predicate(view: View, start: int) -> bool:
    """Whether a listed verb, or a word that goes before one, begins here."""
    return view.match(_pattern("predicate"), start) is not None


def unit_at(view: View, start: int, listing: bool = False, depth: int = 0) -> tuple[Unit, ...]:
    """The body that begins at ``start`` (several where words are shared, as in "các Sở: Tư pháp, Tài chính"), or none."""
    person = view.match(_pattern("person"), start)
    if person:
        inner = unit_at(view, person.end(), listing, depth + 1) if depth < _DEPTH else ()
        if inner and inner[0].kind != "role":
            return (replace(inner[0], start=start), *inner[1:])
    role = view.match(_pattern("role"), start)
    if role and not person:
        return (Unit(start, start, _modifiers(view, role.end(), depth)[0], "role"),)
    if view.match(_pattern("not-a-body"), start):
        return ()
    quantifier = view.match(_pattern("quantifier"), start)
    first = quantifier.end() if quantifier else start
    return (
        _committee(view, start, first)
        or (_distributed(view, start, first) if quantifier else ())
        or _longer(_named(view, start, first, depth), _collective(view, start, first, quantifier is not None, listing, depth))
        or (_role(view, role) if role else ())
    )


def _longer(named: tuple[Unit, ...], common: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Of two readings of the same place, the one that explains more words."""
    return named if named and (not common or named[-1].end >= common[-1].end) else common


def _role(view: View, role: regex.Match[str]) -> tuple[Unit, ...]:
    return (Unit(role.start(), role.start(), role.end(), "role"),)


def _committee(view: View, start: int, first: int) -> tuple[Unit, ...]:
    """UBND, HĐND and their like: "UBND các xã, thị trấn" is one, "UBND cấp huyện, cấp xã" two; without a level it waits for one."""
    head = view.match(_pattern("committee"), first)
    if not head:
        return ()
    words = view.text[first : head.end()]
    gap = regex.compile(r"\s+(?:của\s+)?").match(view.folded, head.end(), view.limit)
    place = _places(view, gap.end()) if gap else None
    if gap is None or place is None:
        many = regex.compile(r"\s+các\s+cấp(?![\p{L}])").match(view.folded, head.end(), view.limit)
        if many:
            return (Unit(start, start, many.end(), "committee", place=(many.start() + 1, many.end())),)
        return (Unit(start, start, head.end(), "committee"),)
    units = [Unit(start, start, place, "committee", place=(gap.end(), place))]
    while True:
        link = view.match(_pattern("and"), units[-1].end)
        if not link or ";" in link[0]:
            return tuple(units)
        end = _places(view, link.end())
        if end is None:
            return tuple(units)
        units.append(Unit(link.end(), link.end(), end, "element", before=words, place=(link.end(), end)))


def _places(view: View, start: int) -> int | None:
    """The end of a level or a row of places of one tier: "cấp huyện", "các xã, thị trấn", "huyện Tam Đường"."""
    level = view.match(_pattern("tier"), start)
    if level:
        return _small_modifiers(view, level.end())
    plural = view.match(_pattern("plural"), start)
    first = plural.end() if plural else start
    place = view.match(_pattern("place"), first)
    if not place:
        return None
    whole = view.match(_pattern("whole-province"), first)
    end, named = (whole.end(), True) if whole else _place_name(view, place.end(), not plural)
    tiers = {index for index, tier in enumerate(_TIERS) if regex.sub(r"\s+", " ", place[0]) in tier}
    while not named:
        link = regex.compile(r"\s*(?:,|/|\bvà\b)\s*(?:và\s+)?|\s+").match(view.folded, end, view.limit)
        following = view.match(_pattern("place"), link.end()) if link else None
        if not following:
            break
        shared = tiers & {index for index, tier in enumerate(_TIERS) if regex.sub(r"\s+", " ", following[0]) in tier}
        if not shared:
            break
        tiers = shared
        whole = view.match(_pattern("whole-province"), following.start())
        end = whole.end() if whole else following.end()
    return _small_modifiers(view, end)


def _place_name(view: View, end: int, single: bool) -> tuple[int, bool]:
    """Where the proper name after a level ends, and whether there is one ("huyện Tam Đường")."""
    if view.text[end : end + 1] == ".":
        end += 1 if single and view.folded[max(0, end - 2) : end] == "tp" else 0
    name = _PLACE_NAME.match(view.text, end, view.limit) if single else None
    if name is None or (view.text[end - 1].isupper() and view.text[name.end() - 1].isupper() and name.end() - end > 40):
        return end, False
    return name.end(), True


def _small_modifiers(view: View, end: int) -> int:
    while (modifier := view.match(_pattern("modifier"), end)) is not None:
        end = modifier.end()
    return end


def _modifiers(view: View, end: int, depth: int) -> tuple[int, tuple[int, int] | None]:
    """Where the words that narrow a body end ("có liên quan", "trên địa bàn huyện", "thuộc UBND huyện"), and the place among them."""
    place = None
    for _ in range(4):
        small = view.match(_pattern("modifier"), end)
        if small:
            end = small.end()
            continue
        link = view.match(_pattern("level-link"), end)
        reached = _places(view, link.end()) if link else None
        if link and reached:
            place = (link.end(), reached)
            end = reached
            continue
        where = view.match(_pattern("where"), end)
        reached = _places(view, where.end()) if where else None
        if reached:
            end = reached
            continue
        ground = view.match(_pattern("on-the-ground"), end)
        if ground:
            end = ground.end()
            continue
        under = view.match(_pattern("under"), end)
        if under and depth < _DEPTH:
            inner = unit_at(view, under.end(), False, _DEPTH)
            field = regex.compile(_pattern("field").pattern + _WORD_END).match(view.folded, under.end(), view.limit)
            if inner:
                end = inner[0].end
                continue
            if field:
                end = field.end()
                continue
        break
    return end, place


def _collective(view: View, start: int, first: int, quantified: bool, listing: bool, depth: int) -> tuple[Unit, ...]:
    """A row of common nouns: "các cơ quan, đơn vị, địa phương" is one; "cơ quan hành chính, đơn vị sự nghiệp", without "các", two."""
    level = view.match(_pattern("level-noun"), first)
    if level:
        end, place = _modifiers(view, level.end(), depth)
        return (Unit(start, start, end, "collective", place=place),)
    members: list[tuple[int, int, bool]] = []
    at = first
    while True:
        noun = _noun(view, at, bool(members) or quantified)
        if noun is None:
            break
        members.append((at, *noun))
        inner = view.match(_pattern("inner"), noun[0])
        if not inner:
            break
        following = view.match(_pattern("quantifier"), inner.end())
        if following:
            break
        if _breaks(view, members, inner):
            break
        at = inner.end()
    if not members:
        return ()
    end = members[-1][1]
    paired = view.match(_pattern("paired"), end)
    if paired and quantified and len(members) == 1:
        end = paired.end()
    if not quantified and len(members) > 1 and members[0][2] and depth == 0:
        parts = [Unit(begin, begin, finish, "collective") for begin, finish, _ in members[:-1]]
        last, place = _modifiers(view, members[-1][1], depth)
        return (*parts, Unit(members[-1][0], members[-1][0], last, "collective", place=place))
    reached, place = _modifiers(view, end, depth)
    bare = not quantified and len(members) == 1 and not members[0][2] and reached == end
    if bare and not listing:
        return ()
    if not quantified and len(members) == 1 and view.match(_pattern("head"), first) and not members[0][2]:
        return ()  # "phòng Nội vụ", "thành phố Huế": a name follows, or nothing that makes it many
    listed = _spelled_out(view, reached, view.folded[members[0][0] : members[0][1]])
    return listed or (Unit(start, start, reached, "collective", place=place),)


def _noun(view: View, at: int, inside: bool) -> tuple[int, bool] | None:
    """The end of a common noun for bodies with its complement, and whether it has one."""
    if view.match(_pattern("not-a-body"), at) and not (inside and view.match(regex.compile(r"tổ\s+chức(?!\p{L})"), at)):
        return None
    noun = view.match(_pattern("noun"), at)
    if not noun:
        return None
    complement = view.match(_pattern("complement"), noun.end())
    end = complement.end() if complement else noun.end()
    if complement and is_verb(view, complement.start() + 1) and not view.match(_pattern("boundary"), end) and not view.match(_pattern("modifier"), end):
        complement, end = None, noun.end()
    if regex.sub(r"\s+", " ", noun[0]) == "tổ chức" and complement is None and not _stands_alone(view, end):
        return None
    return end, complement is not None


def _stands_alone(view: View, end: int) -> bool:
    """Whether a noun that is also a verb ("tổ chức") is a noun here: nothing but a border or a modifier follows."""
    return bool(view.match(_pattern("boundary"), end) or view.match(_pattern("modifier"), end) or view.match(_pattern("where"), end)) or (
        is_predicate(view, end + 1) and not is_verb(view, end + 1)
    )


def _breaks(view: View, members: list[tuple[int, int, bool]], inner: regex.Match[str]) -> bool:
    """Whether what follows the comma is a body of its own and no further member of the row."""
    at = inner.end()
    if _name_at(view, at):
        return True
    place = view.match(_pattern("place"), at)
    if place and not view.match(_pattern("place"), members[0][0]) and "và" in inner[0]:
        return True
    noun = view.match(_pattern("noun"), at)
    if not noun or view.match(_pattern("complement"), noun.end()) or view.match(_pattern("modifier"), noun.end()):
        return False
    following = view.text[noun.end() : noun.end() + 2]
    return view.text[at].isupper() and following[:1].isspace() and following[1:].isupper() and view.match(_pattern("head"), at) is not None


def _spelled_out(view: View, end: int, noun: str) -> tuple[Unit, ...]:
    """ "Các cơ quan, đơn vị: Phòng Nội vụ, …": the bodies after the colon stand for the row."""
    colon = view.match(_pattern("colon"), end)
    if not colon:
        return ()
    head = regex.match(r"[\p{L}]+", noun)
    if head and view.match(_pattern("distributed"), end - (end - colon.start())) is None:
        elements = _elements(view, colon.end(), head[0])
        if elements:
            return elements
    return ()


def _distributed(view: View, start: int, first: int) -> tuple[Unit, ...]:
    """ "Các Sở: Tư pháp, Tài chính", "các phòng Nội vụ, Tư pháp": one body for each name."""
    head = view.match(_pattern("distributed"), first)
    if not head:
        return ()
    colon = view.match(_pattern("colon"), head.end())
    gap = colon or regex.compile(r"\s+").match(view.folded, head.end(), view.limit)
    units = _elements(view, gap.end(), view.text[first : head.end()]) if gap else ()
    if units and (colon or len(units) > 1 or known_at(view.folded, units[0].body, view.limit, view.folded[first : head.end()])):
        return (replace(units[0], start=start), *units[1:])
    return ()


def _elements(view: View, at: int, head: str) -> tuple[Unit, ...]:
    units: list[Unit] = []
    noun = head.lower()
    before = head[:1].upper() + head[1:]
    while True:
        known = known_at(view.folded, at, view.limit, noun)
        if known:
            end, place = _modifiers(view, known[0], _DEPTH)
            units.append(Unit(at, at, end, "element", before=before, place=place, name=known[1]))
        elif (
            view.text[at : at + 1].isupper()
            and not _name_at(view, at)
            and view.match(_pattern("head"), at) is None
            and view.match(_pattern("committee"), at) is None
        ):
            name = _CAPITALS.match(view.text, at, view.limit)
            if name is None or (noun in ("xã", "huyện", "phường") and len(units) > 200):
                break
            end = _name_end(view, at)
            units.append(Unit(at, at, end, "element", before=before))
        else:
            break
        link = view.match(_pattern("and"), units[-1].end)
        if not link:
            break
        if ";" in link[0] and not known_at(view.folded, link.end(), view.limit, noun):
            break
        at = link.end()
    return tuple(units)


def _name_at(view: View, start: int) -> Name | None:
    """The gazetteer name that begins here, as the language tools met it, or as another spelling has it."""
    index = bisect_left(view.names, start, key=lambda name: name.start)
    met = view.names[index] if index < len(view.names) and view.names[index].start == start else None
    if met is not None and met.end > view.limit:
        met = None
    other = known_at(view.folded, start, view.limit)
    if other and (met is None or other[0] > met.end):
        return Name(start, other[0], other[1])
    return met


def _named(view: View, start: int, first: int, depth: int) -> tuple[Unit, ...]:
    """A body with a name of its own: one the gazetteer knows, or a head noun with capitals after it."""
    office = view.match(_pattern("office"), first)
    name = _name_at(view, first)
    if office and depth < _DEPTH:
        inner = _committee(view, office.end(), office.end())
        if inner and (name is None or inner[0].end > name.end):
            end = inner[0].end
            joint = regex.compile(r"\s*(?:và|-|–|&|,)\s*").match(view.folded, end, view.limit)
            other = _committee(view, joint.end(), joint.end()) if joint and inner[0].place is None else ()
            end = other[0].end if other else end
            return (Unit(start, start, end, "headed", place=(other or inner)[0].place),)
    if name:
        end, place = _modifiers(view, name.end, depth)
        return (Unit(start, start, end, "known", place=place, name=name.id),)
    head = view.match(_pattern("head"), first)
    if not head:
        return ()
    end = _name_end(view, head.end())
    if end == head.end():
        end, place = _modifiers(view, head.end(), depth)
        standing = (
            regex.search(r"(?:ủy|đoàn)$|^(?:vnpt|viettel|mttq|bhxh|kbnn|nhcsxh)$", head[0]) is not None
            and " " not in head[0].replace("\n", " ").split(" ", 1)[0]
        )
        if place is None and not (standing and head[0] not in ("đoàn", "liên đoàn", "công đoàn")):
            return ()
        return (Unit(start, start, end, "headed", place=place),)
    end, place = _modifiers(view, end, depth)
    return (Unit(start, start, end, "headed", place=place),)


def _name_end(view: View, start: int) -> int:
    """Where a name in capitals that begins at or after ``start`` ends; ``start`` itself where none does."""
    end = at = start
    small = 0
    if view.text[start : start + 1].isupper():
        first = _CAPITALS.match(view.text, start, view.limit)
        end = at = first.end() if first else start
    while (word := view.match(_pattern("word"), at)) is not None and small <= _TAIL:
        begin = word.start(1)
        if view.text[begin].isupper() or (view.text[begin].isdigit() and end > start):
            if end > start and begin > end and small == 0 and (_name_at(view, begin) or view.match(_pattern("committee"), begin)) and "\n" in word[0]:
                break
            end = at = word.end()
            while view.text[end - 1] in ".-/":
                end -= 1
            if end < at:
                break
            small = 0
        elif end == start:
            break
        elif word[1] == "và" and regex.compile(r"\s+\p{Lu}").match(view.text, word.end(), view.limit) and not _other_body(view, word.end()):
            at = word.end()
        elif view.match(_pattern("stop"), begin) or _closes(view, begin):
            break
        else:
            small += 1
            at = word.end()
            if small == _TAIL:
                return end
        comma = regex.compile(r",(?=\s+\p{Lu}[\p{L}\s]{1,40}\s+và\s+\p{Lu})").match(view.text, at, view.limit)
        if comma and not _other_body(view, comma.end()):
            end = at = comma.end()
        dash = regex.compile(r"\s*[-–&]\s*(?=\p{L})").match(view.text, at, view.limit)
        if dash and end == at:
            at = dash.end() - 1 if view.text[dash.end() - 1].isspace() else dash.end()
            if view.text[at - 1] in "-–&" and not view.text[at : at + 1].isspace():
                glued = regex.compile(r"[\p{L}\p{N}]+").match(view.text, at, view.limit)
                end = at = glued.end() if glued else at
    return max(end, at) if (small and end > start and view.match(_pattern("boundary"), at)) or (end > start and small and _ended_by_verb(view, at)) else end


def _other_body(view: View, start: int) -> bool:
    gap = regex.compile(r"\s*").match(view.folded, start, view.limit)
    begin = gap.end() if gap else start
    return bool(
        _name_at(view, begin) or view.match(_pattern("committee"), begin) or view.match(_pattern("head"), begin) or view.match(_pattern("person"), begin)
    )


def _closes(view: View, begin: int) -> bool:
    """Whether a word in small letters ends the name: a level or modifier, or a verb that has an object."""
    if view.match(_pattern("place"), begin) or view.match(_pattern("tier"), begin) or view.match(_pattern("modifier"), begin - 1):
        return True
    verb = view.match(_pattern("predicate"), begin)
    if not verb or not is_predicate(view, begin):
        return False
    gap = regex.compile(r"\s+").match(view.folded, verb.end(), view.limit)
    return not (gap and view.match(_pattern("place"), gap.end()))


def _ended_by_verb(view: View, at: int) -> bool:
    gap = regex.compile(r"\s+").match(view.folded, at, view.limit)
    return bool(gap and (is_predicate(view, gap.end()) or view.match(_pattern("place"), gap.end()) or view.match(_pattern("modifier"), at)))


def capitals_at(view: View, start: int) -> Unit | None:
    """A run of words with capitals, for places where nothing but a body can stand ("phối hợp với Agribank Lai Châu")."""
    run = _CAPITALS.match(view.text, start, view.limit)
    if run is None or run.end() - run.start() < 2:
        return None
    end, place = _modifiers(view, run.end(), 0)
    return Unit(start, start, end, "capitals", place=place)
