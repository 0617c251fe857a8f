"""How a body is named in running text: an opening, a name or a row of common nouns, and what narrows it, which may be a body in turn."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import regex

from extractors.agencies.committees import committee_at
from extractors.agencies.gazetteer import bodies, known_at
from extractors.agencies.names import another_body, ends_in_manner, name_at, name_end, province_end, school_end, tells_a_deed, whole_name_end
from extractors.agencies.nouns import Member, member_at
from extractors.agencies.patterns import CAPITALS, NEXT_CAPITAL
from extractors.agencies.places import places_end
from extractors.agencies.view import Unit, View, is_verb

_UNIT_OPENERS: Final = frozenset(
    {"person", "members", "role", "comrade", "quantifier", "measure", "committee", "bureau", "office", "head", "working", "level-noun", "noun", "organisation"}
)
"""The patterns one of which opens every body that the gazetteer does not name."""
_DEPTH: Final = 2
"""How deep a body may be named by way of another: "đơn vị thuộc Sở", "Thủ trưởng các cơ quan thuộc UBND huyện"."""


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
        committee_at(view, start, first)
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
    member = member_at(view, first, False)
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


def _named(view: View, start: int, first: int, depth: int) -> tuple[Unit, ...]:
    """A body with a name of its own: one the gazetteer knows, or a head noun with capitals after it."""
    name = name_at(view, first)
    office = _office(view, start, first, depth) if depth < _DEPTH else None
    if office and (name is None or office.end > name.end):
        return (office,)
    head = view.meets("head", first)
    if name:
        kind = bodies()[name.id].kind
        whole = whole_name_end(view, first, head, name.end)
        whole = view.after("numbered", whole) if kind == "vertical" else whole
        end, place = _modifiers(view, province_end(view, whole, kind), depth)
        other = view.meets("other-name", end)
        end, place = _modifiers(view, other.end(), depth) if other else (end, place)
        return (Unit(start, start, end, "known", place=place, name=name.id),)
    working = view.meets("working", first)
    head = working or head
    if not head:
        return ()
    scoped = view.after("scoped", first)
    reached = max(name_end(view, view.after("scheme", head.end()) if working else head.end()), school_end(view, first, head.end()), scoped)
    end, place = _modifiers(view, province_end(view, max(reached, head.end()), "board" if first < scoped == reached else "unknown"), depth)
    plain = view.meets("plain-named", first) if reached <= head.end() and place is None else None
    if plain and not ends_in_manner(view, head.end(), plain.end()):
        return (Unit(start, start, plain.end(), "headed"),)
    if reached <= head.end() and place is None and not working and not view.meets("standing", first):
        return ()
    return (Unit(start, start, end, "headed", place=place),)


def _office(view: View, start: int, first: int, depth: int) -> Unit | None:
    """The office or board of a committee: "Văn phòng HĐND và UBND xã" is one body."""
    bureau = view.meets("bureau", first)
    served = _named(view, bureau.end(), bureau.end(), depth + 1) if bureau else ()
    if served:
        return Unit(start, start, served[-1].end, "headed", place=served[-1].place)
    office = view.meets("office", first)
    inner = committee_at(view, office.end(), office.end()) if office else ()
    if not inner:
        return None
    joint = view.meets("joint", inner[0].end) if inner[0].place is None else None
    last = (joint and committee_at(view, joint.end(), joint.end())) or inner
    return Unit(start, start, last[0].end, "headed", place=last[0].place)


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
        reached = places_end(view, link.end()) if link else None
        if link and reached:
            place = (link.end(), reached)
            end = reached
            continue
        where = view.meets("where", end)
        reached = places_end(view, where.end()) if where else None
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


def _row(view: View, first: int, quantified: bool) -> list[Member]:
    members: list[Member] = []
    at = first
    while (member := member_at(view, at, quantified or bool(members))) is not None:
        members.append(member)
        inner = view.meets("inner", member.end)
        if inner is None or view.meets("quantifier", inner.end()) or _breaks(view, members, inner):
            break
        at = inner.end()
    return members


def _breaks(view: View, members: list[Member], inner: regex.Match[str]) -> bool:
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


def _people(view: View, last: Member, at: int) -> bool:
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
        elif view.capital(at) and not another_body(view, at) and not tells_a_deed(view, at):
            units.append(Unit(at, at, name_end(view, at), "element", before=before))
        else:
            return tuple(units)
        link = view.meets("and", units[-1].end)
        if not link or (";" in link[0] and not known_at(view.folded, link.end(), view.limit, noun)):
            return tuple(units)
        at = link.end()
