"""Letterheads and signature blocks of a page: text set side by side is read column after column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.read.glyphs import TextLine
from pipeline.read.joining import is_kind
from schemas.text import fold

_CENTRED: Final = 15.0
_MOST_LINES_LEFT_ALONE: Final = 3
"""How many lines of the left column may stand without one beside them before a letterhead is over."""


def reading_order(rows: Sequence[Sequence[TextLine]], centre: float) -> list[TextLine]:
    """The lines of a page in the order of reading; each row is one line's parts from left to right.

    ``centre``: where the middle of the page's text is, in points; a line of its own there, such as a title, is in no column.
    """
    ordered: list[TextLine] = []
    at = 0
    while at < len(rows):
        end = _block_end(rows, at, centre) if len(rows[at]) > 1 else at
        if end == at:
            ordered.append(_one(rows[at]))
            at += 1
            continue
        middle = _middle(rows[at:end])
        block = [replace(part, column=True) for row in rows[at:end] for part in row]
        ordered += [part for part in block if part.left < middle]
        ordered += [part for part in block if part.left >= middle]
        at = end
    return ordered


def _one(row: Sequence[TextLine]) -> TextLine:
    """The parts of a line that only wide spaces hold apart as one."""
    return replace(row[0], text=" ".join(part.text for part in row), right=max(part.right for part in row), bold=all(part.bold for part in row))


def _middle(rows: Sequence[Sequence[TextLine]]) -> float:
    return min(row[1].left for row in rows if len(row) > 1) - 1


def _block_end(rows: Sequence[Sequence[TextLine]], start: int, centre: float) -> int:
    """Where the block of two columns that starts at a row ends; ``start`` where the row only has wide spaces."""
    end = start
    left, right = rows[start][0].right, rows[start][1].left
    alone = 0
    recipients = False
    for index in range(start, len(rows)):
        row = rows[index]
        lefts = [part for part in row if part.right < right and part.left < left]
        rights = [part for part in row if part.left > left and part not in lefts]
        is_centred = len(row) == 1 and abs((row[0].left + row[0].right) / 2 - centre) < _CENTRED
        if is_centred or len(lefts) + len(rights) < len(row) or len(lefts) > 1 or alone > _MOST_LINES_LEFT_ALONE:
            break
        recipients = recipients or any(fold(part.text).startswith("nơi nhận") for part in lefts)
        left, right = max([left, *(part.right for part in lefts)]), min([right, *(part.left for part in rights)])
        alone = 0 if rights or recipients else alone + 1
        if rights or recipients:
            end = index + 1
    shown = [part for row in rows[start:end] for part in row]
    paired = sum(len(row) > 1 for row in rows[start:end])
    is_block = paired > 1 or any(is_kind("layout", fold(part.text[:80])) for part in shown)
    return end if is_block else start
