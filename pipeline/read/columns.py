"""Letterheads and signature blocks of a page: text set side by side is read column after column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import regex

from pipeline.read.glyphs import TextLine
from pipeline.read.joining import is_kind
from schemas.text import fold

_CENTRED: Final = 15.0
_MOST_LINES_LEFT_ALONE: Final = 3
"""How many lines of the left column may stand without one beside them before a letterhead is over."""
_HALF: Final = 30.0
"""How far left of the middle, in points, what stands beside the recipients may begin."""
_LONGEST_RECIPIENT: Final = 60
_SIGNED_ABOVE: Final = 6
"""How many lines of a signature block may stand above the word that opens the recipients."""
_NUMBER: Final = regex.compile(r"số\s?:")


def reading_order(rows: Sequence[Sequence[TextLine]], centre: float, recipients: bool = False) -> list[TextLine]:
    """The lines of a page in the order of reading; each row is one line's parts from left to right.

    ``centre``: where the middle of the page's text is, in points; a line of its own there, such as a title, is in no column.
    ``recipients``: the list of recipients goes on from the page before.
    """
    ordered: list[TextLine] = []
    at = 0
    while at < len(rows):
        signed = at if at == 0 and recipients else _recipients_at(rows, at, centre)
        if signed is not None and (end := _signature_end(rows, at, centre)) > at:
            ordered += _columns(rows[at:end], centre - _HALF)
            at = end
            continue
        end = _block_end(rows, at, centre) if len(rows[at]) > 1 else at
        if end == at:
            ordered.append(_one(rows[at]))
            at += 1
            continue
        ordered += _columns(rows[at:end], _middle(rows[at:end]))
        at = end
    return ordered


def ends_in_recipients(rows: Sequence[Sequence[TextLine]]) -> bool:
    """Whether the list of recipients opens on a page and nothing but it and the signature follows there, so that it may go on over the page."""
    opened = next((at for at in range(len(rows) - 1, -1, -1) if _opens_recipients(rows[at])), None)
    return opened is not None and all(part.column or len(part.text) < _LONGEST_RECIPIENT for row in rows[opened:] for part in row)


def _columns(rows: Sequence[Sequence[TextLine]], middle: float) -> list[TextLine]:
    """The lines of a block of two columns, the left one first."""
    block = [replace(part, column=True) for row in rows for part in row]
    return [*(part for part in block if part.left < middle), *(part for part in block if part.left >= middle)]


def _opens_recipients(row: Sequence[TextLine]) -> bool:
    return any(fold(part.text).startswith("nơi nhận") for part in row)


def _recipients_at(rows: Sequence[Sequence[TextLine]], start: int, centre: float) -> int | None:
    """Where the recipients open: at that row, or below a signature that begins with it, beside the list but a little higher; None where they do not."""
    for at in range(start, min(start + _SIGNED_ABOVE, len(rows))):
        if _opens_recipients(rows[at]):
            return at
        if rows[at][0].left < centre - _HALF or _is_centred(rows[at], centre):
            return None
    return None


def _signature_end(rows: Sequence[Sequence[TextLine]], start: int, centre: float) -> int:
    """Where the block of recipients and signature ends that starts at a row; ``start`` where nothing stands beside the recipients."""
    end = start
    right = float("inf")
    for index in range(start, len(rows)):
        row = rows[index]
        rights = [part for part in row if part.left >= centre - _HALF]
        right = min([right, *(part.left for part in rights)])
        if any(part.right >= right for part in row if part not in rights) or (not _opens_recipients(row) and _is_centred(row, centre)):
            break
        end = index + 1
    return end if right < float("inf") and any(part.left < centre - _HALF for row in rows[start:end] for part in row) else start


def _is_centred(row: Sequence[TextLine], centre: float) -> bool:
    return len(row) == 1 and abs((row[0].left + row[0].right) / 2 - centre) < _CENTRED


def _one(row: Sequence[TextLine]) -> TextLine:
    """The parts of a line that only wide spaces hold apart as one."""
    return replace(row[0], text=" ".join(part.text for part in row), right=max(part.right for part in row), bold=all(part.bold for part in row))


def _middle(rows: Sequence[Sequence[TextLine]]) -> float:
    """Where the gap between the two columns has its middle."""
    paired = [row for row in rows if len(row) > 1]
    return (max(row[0].right for row in paired) + min(row[1].left for row in paired)) / 2


def _block_end(rows: Sequence[Sequence[TextLine]], start: int, centre: float) -> int:
    """Where the block of two columns that starts at a row ends; ``start`` where the row only has wide spaces."""
    end = start
    left, right = rows[start][0].right, rows[start][1].left
    alone = 0
    for index in range(start, len(rows)):
        row = rows[index]
        lefts = [part for part in row if part.right < right and part.left < left]
        rights = [part for part in row if part.left > left and part not in lefts]
        if _is_centred(row, centre) or len(lefts) + len(rights) < len(row) or len(lefts) > 1 or alone > _MOST_LINES_LEFT_ALONE:
            break
        left, right = max([left, *(part.right for part in lefts)]), min([right, *(part.left for part in rights)])
        alone = 0 if rights else alone + 1
        if rights:
            end = index + 1
    shown = [part for row in rows[start:end] for part in row]
    paired = sum(len(row) > 1 for row in rows[start:end])
    is_block = paired > 1 or any(is_kind("layout", fold(part.text[:80])) for part in shown) or _is_number_and_date(rows[start])
    return end if is_block else start


def _is_number_and_date(row: Sequence[TextLine]) -> bool:
    """Whether a line is the foot of a letterhead: the plan's number, and beside it place and date, be they on two lines."""
    return len(row) == 2 and _NUMBER.match(fold(row[0].text)) is not None and ", ngày" in fold(row[1].text)
