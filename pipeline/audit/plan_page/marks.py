"""Stretches of a text marked in place: markup that nests where marks do, and is cut where they cross or where the text is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from schemas.text import Span

DEEPEST: Final = 32
"""Marks that may be open at once; where more overlap, the innermost have an anchor alone. A browser itself gives up at some hundreds."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text to be marked: ``text[start:end]``; an empty one is a place that can be linked to.

    ``ids`` become ids of the page; ``kinds`` are its classes, and ``facts`` the numbers of what it stands for.
    """

    start: int
    end: int
    ids: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    facts: tuple[int, ...] = ()


def marked(text: str, marks: Sequence[Mark], stretches: Sequence[Span]) -> Iterator[Markup]:
    """Each of some stretches of a text (in order, not overlapping) as HTML, with the marks in it.

    Without its tags the HTML is the stretch, and what stands within a mark's tags in all of them together is the mark's text there. Each id
    stands once, where its mark begins, or in the next stretch where that is between two.
    """
    waiting = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    opened: list[Mark] = []
    begun = 0
    for index, stretch in enumerate(stretches):
        is_last = index == len(stretches) - 1
        opened = [mark for mark in opened if mark.end > stretch.start]
        pieces = [_opening(mark) for mark in opened]
        position = stretch.start
        while True:
            while begun < len(waiting) and (waiting[begun].start <= position < stretch.end or (is_last and position == stretch.end)):
                mark = waiting[begun]
                begun += 1
                if mark.end <= position or len(opened) == DEEPEST:
                    pieces.append(_anchors(mark.ids))
                else:
                    opened.append(mark)
                    pieces.append(_opening(mark, mark.ids))
            if position >= stretch.end:
                break
            upcoming = waiting[begun].start if begun < len(waiting) else stretch.end
            until = min(stretch.end, upcoming, *(mark.end for mark in opened))
            pieces.append(escape(text[position:until]))
            position = until
            if position < stretch.end:
                opened = _close(opened, position, pieces)
        pieces += ["</mark>"] * len(opened)
        yield Markup("".join(pieces))


def _close(opened: list[Mark], position: int, pieces: list[str]) -> list[Mark]:
    """Close the marks that end at a position, and those within them, which go on after it; what is open then."""
    first = next((depth for depth, mark in enumerate(opened) if mark.end <= position), None)
    if first is None:
        return opened
    going_on = [mark for mark in opened[first:] if mark.end > position]
    pieces += ["</mark>"] * (len(opened) - first)
    pieces += map(_opening, going_on)
    return opened[:first] + going_on


def _opening(mark: Mark, ids: tuple[str, ...] = ()) -> str:
    identity = f' id="{escape(ids[0])}"' if ids else ""
    return f'<mark{identity} class="{" ".join(mark.kinds)}" data-facts="{" ".join(map(str, mark.facts))}">{_anchors(ids[1:])}'


def _anchors(ids: Sequence[str]) -> str:
    return "".join(f'<span id="{escape(each)}"></span>' for each in ids)
