"""Where the name of one body ends: a name the gazetteer knows, a listed field, capitals and the small words among them."""

from __future__ import annotations

from typing import Final

import regex

from extractors.agencies.gazetteer import known_at
from extractors.agencies.patterns import CAPITALS, GLUED, LAST_TWO, NEXT_CAPITAL, PLACE_NAME, ROW_OF_CAPITALS, SMALL_WORD, pattern
from extractors.agencies.view import Unit, View, is_predicate, is_verb
from schemas.words import Name

_NAMED_BY_PLACE: Final = frozenset({"enterprise", "press", "vertical", "service-unit", "police", "board"})
_TAIL: Final = 7
"""Words in small letters that may follow the capitals of an unknown name."""


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


def whole_name_end(view: View, first: int, head: regex.Match[str] | None, end: int) -> int:
    """Where a name ends whose beginning, up to ``end``, is a known one: "Ban Dân tộc - Tôn giáo", "Ban Quản lý dự án … các công trình giao thông"."""
    if head is None:
        return end
    reached = max(end, name_end(view, head.end()) if view.meets("long-named", first) else field_end(view, head.end()), view.after("scoped", first))
    dash = view.meets("dash", reached)
    if dash is None or not view.capital(dash.end()) or is_predicate(view, dash.end()) or view.meets("post", dash.end()) or another_body(view, dash.end()):
        return reached
    return max(reached, name_end(view, dash.end()))


def field_end(view: View, start: int) -> int:
    """Where a listed field ends that is, or opens, the name behind a head ("Trợ giúp pháp lý nhà nước"), else ``start``."""
    found = view.meets("field", start) if view.capital(start) or view.capital(start + 1) else None
    if found is None:
        return start
    last = LAST_TWO.search(found[0])
    deed = view.meets("verb", found.start() + last.start(1)) if last else None
    if deed and deed.end() > found.end():  # "Phòng Quản lý chất lượng xây dựng kế hoạch": the deed outlasts the field
        found = pattern("field").match(view.folded, start, deed.start())
    return found.end() if found else start


def name_end(view: View, start: int) -> int:
    """Where a name in capitals that begins at or after ``start`` ends; ``start`` itself where none does."""
    end = field_end(view, start)
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
        elif word[1] == "và" and NEXT_CAPITAL.match(view.text, word.end(), view.limit) and not another_body(view, word.end()):
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
    if comma and not another_body(view, comma.end()):
        at = end = comma.end()
    dash = view.meets("dash", at)
    if dash is None or (end != at and not view.capital(dash.end())):
        return at
    glued = GLUED.match(view.text, dash.end(), view.near(at))
    return glued.end() if glued else at


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


def _ended(view: View, at: int) -> bool:
    gap = view.meets("gap", at)
    return bool(gap and (is_predicate(view, gap.end()) or any(view.meets(kind, gap.end()) for kind in ("place", "plural")) or view.meets("modifier", at)))


def _predicate_after(view: View, end: int) -> bool:
    gap = view.meets("gap", end)
    return gap is not None and is_predicate(view, gap.end())


def goes_on(view: View, unit: Unit, start: int) -> int | None:
    """Where the name of an unknown body ends that goes on behind a comma in small letters ("Bộ phận Công chức, viên chức")."""
    if unit.kind != "headed" or view.capital(start) or view.meets("quantifier", start) or view.meets("head", start):
        return None
    noun = view.meets("noun", start)
    return noun.end() if noun and view.meets("boundary", noun.end()) else None


def province_end(view: View, end: int, kind: str = "unknown") -> int:
    """The end of a place's name that stands right behind a body's ("VNPT Lai Châu"), else ``end``; bodies of some kinds are named by any place."""
    if not view.capital(end + 1):
        return end
    province = view.after("province", end)
    if province > end or kind not in _NAMED_BY_PLACE or is_predicate(view, end + 1) or view.meets("place", end + 1) or another_body(view, end + 1):
        return view.after("grounds", province) if province > end else province
    run = PLACE_NAME.match(view.text, end, view.limit)
    return view.after("grounds", run.end()) if run else end


def school_end(view: View, first: int, head: int) -> int:
    """Where the name of a school ends that says whom it teaches, which is no row of bodies: "Trường Đào tạo, bồi dưỡng cán bộ, công chức …"; else ``first``."""
    end = view.after("trained", first)
    named = view.capital(head + 1) or view.capital(end + 1) or view.meets("boundary", end) or view.meets("modifier", end)
    return name_end(view, end) if end > first and named else first


def ends_in_manner(view: View, start: int, end: int) -> bool:
    """Whether words before a deed end by saying how it is done: "các phòng chuyên môn chủ động" before "phối hợp với"."""
    return any(manner.end() == end for word in SMALL_WORD.finditer(view.text, start, end) if (manner := view.meets("manner", word.start())))


def another_body(view: View, start: int) -> bool:
    """Whether what begins here (after white space) is a body by itself, and no further part of a name."""
    at = view.after("blank", start)
    if view.meets("not-a-body", at):
        return False
    return bool(name_at(view, at) or any(view.meets(kind, at) for kind in ("committee", "head", "person")))


def tells_a_deed(view: View, at: int) -> bool:
    """Whether a verb with its object begins here and no name that is a verb alone: "Các phòng: Cung cấp số liệu" beside "Các phòng: Đào tạo, …"."""
    verb = view.meets("predicate", at)
    return verb is not None and view.meets("boundary", verb.end()) is None and field_end(view, at) == at and view.meets("dash", verb.end()) is None
