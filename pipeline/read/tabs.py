"""Letterheads and signature blocks set with tabs: lines side by side are read column after column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from extractors.labels import read_label
from pipeline.read.joining import is_kind
from pipeline.read.pieces import Paragraph, Piece, tidy
from schemas.text import fold

Line = TypeVar("Line")
_LONGEST_CELL: Final = 80
"""A line with more characters than this beside a tab is running text."""
_MOST_LINES: Final = 40


def column_after_column(lines: Iterable[tuple[Line, str]]) -> list[tuple[Line, str]]:
    r"""What stands in each column of the lines, which come with their texts, from the first column to the last.

    Several tabs in a row are one step to the right: how far a tab goes is not known.

    >>> column_after_column([(1, "Nơi nhận:\tCHỦ TỊCH"), (2, "- Lưu: VT.\t\tNguyễn Văn A")])
    [(1, 'Nơi nhận:'), (2, '- Lưu: VT.'), (1, 'CHỦ TỊCH'), (2, 'Nguyễn Văn A')]
    """
    placed = [(column, line, cell) for line, text in lines for column, cell in _cells(text)]
    return [(line, cell) for _, line, cell in sorted(placed, key=lambda place: place[0])]


def _cells(text: str) -> list[tuple[int, str]]:
    """The filled cells of a line with their columns; what stands behind the first tab is never in the first column."""
    filled = [cell.strip() for cell in text.split("\t") if cell.strip()]
    return list(enumerate(filled, 1 if text.startswith("\t") else 0))


def is_set_side_by_side(lines: Iterable[str]) -> bool:
    """Whether lines with tabs hold what only a letterhead or a signature block does."""
    cells = [_cells(line) for line in lines]
    return any(len(row) > 1 for row in cells) and any(is_kind("layout", fold(cell[:80])) for row in cells for _, cell in row)


def read_side_by_side(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces with letterheads and signature blocks set with tabs column after column; a tab elsewhere becomes a space."""
    at = 0
    while at < len(pieces):
        block = _block(pieces, at)
        if block:
            ordered = column_after_column((paragraph, paragraph.text) for paragraph in block)
            yield from (replace(paragraph, text=text, gap=False) for paragraph, text in ordered)
            at += len(block)
            continue
        piece = pieces[at]
        yield replace(piece, text=tidy(piece.text)) if isinstance(piece, Paragraph) and "\t" in piece.text else piece
        at += 1


def _block(pieces: Sequence[Piece], start: int) -> list[Paragraph]:
    """The paragraphs of the letterhead or signature block that starts at a piece; none where none does.

    A line without a tab belongs to it only among recipients, one of which has a tab.
    """
    block: list[Paragraph] = []
    end = 0
    recipients = False
    for piece in pieces[start : start + _MOST_LINES]:
        if not isinstance(piece, Paragraph) or not (cells := _cells(piece.text)):
            break
        opens_recipients = fold(cells[0][1]).startswith("nơi nhận")
        if (not block and len(cells) < 2 and not opens_recipients) or (block and opens_recipients) or not all(_may_stand_beside(cell) for _, cell in cells):
            break
        recipients = recipients or opens_recipients or cells[0][1].startswith("-")
        if not ("\t" in piece.text or recipients):
            break
        block.append(piece)
        end = len(block) if "\t" in piece.text or (end and cells[0][1].startswith("-")) else end
    return block[:end] if is_set_side_by_side(paragraph.text for paragraph in block[:end]) else []


def _may_stand_beside(cell: str) -> bool:
    label = read_label(cell) or read_label(cell + " x")
    return len(cell) <= _LONGEST_CELL and (label is None or label.kind == "bullet")
