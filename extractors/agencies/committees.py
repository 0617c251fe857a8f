"""Committees and councils, which are named by the places they govern: one for each place, or one for each level."""

from __future__ import annotations

from dataclasses import replace

from extractors.agencies.names import another_body
from extractors.agencies.patterns import NAMES_OF_PLACES
from extractors.agencies.places import located_end, places_end
from extractors.agencies.view import Unit, View, is_predicate


def committee_at(view: View, start: int, first: int) -> tuple[Unit, ...]:
    """UBND, HĐND and their like: "UBND các xã, thị trấn" is one, "UBND cấp huyện, cấp xã" two; without a level it waits for one."""
    head = view.meets("committee", first)
    if not head:
        return ()
    gap = view.meets("of-level", head.end())
    end = places_end(view, gap.end()) if gap else None
    if gap is None or end is None:
        levels = view.meets("all-levels", head.end())
        if levels:
            return (Unit(start, start, levels.end(), "committee", place=(levels.start() + 1, levels.end())),)
        return (Unit(start, start, head.end(), "committee"),)
    words = view.text[first : head.end()]
    units = _each_place(view, words, start, gap.end(), end) or [Unit(start, start, located_end(view, end), "committee", place=(gap.end(), end))]
    while True:
        link = view.meets("and", units[-1].end)
        reached = places_end(view, link.end()) if link and ";" not in link[0] else None
        if link is None or reached is None:
            return tuple(units)
        units.append(Unit(link.end(), link.end(), located_end(view, reached), "element", before=words, place=(link.end(), reached)))


def _each_place(view: View, words: str, start: int, level: int, end: int) -> list[Unit]:
    """ "UBND các xã: Bản Lầu, Mường Kha", "UBND các huyện Trà Lâm, Khe Vàng": one body for each place; none where fewer than two are named."""
    place = view.meets("place", view.after("plural", level))
    if place is None or place.start() == level or place.end() != end:
        return []
    found = NAMES_OF_PLACES.match(view.text, end, view.near(end))
    units: list[Unit] = []
    for begin, stop in found.spans("name") if found else ():
        if another_body(view, begin) or is_predicate(view, begin):
            break
        units.append(Unit(begin, begin, stop, "element", before=f"{words} {view.text[place.start() : end]}", place=(begin, stop)))
    return [replace(units[0], start=start), *units[1:]] if len(units) > 1 else []
