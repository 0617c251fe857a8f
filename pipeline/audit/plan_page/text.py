"""The text of a plan as HTML: its paragraphs, headings and tables, with facts marked in place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Final

from markupsafe import Markup

from pipeline.audit.plan_page.marks import Mark, marked
from pipeline.audit.rendering import attribute, words
from schemas.document import Block, Cell
from schemas.text import Span

MOST_COLUMNS: Final = 64
"""A table with more is shown row by row, its cells side by side as they come."""

_SPACE: Final = "\t\n\f "
"""What may stand between the cells and rows of an HTML table."""
_TOP, _LOWEST = 3, 6
"""Headings of the plan are headings of the page, below those of the page itself."""

Piece = str | Span
"""Markup as it is (white space of the text among it), or a stretch of the text to be shown."""


def text_as_html(text: str, blocks: Sequence[Block], marks: Sequence[Mark], headings: Mapping[int, int]) -> Markup:
    """The whole text: without its tags it is the text, character by character.

    ``headings`` are the offsets at which sections begin, with their depth, from 0.
    """
    pieces = list(_pieces(text, blocks, headings))
    shown = marked(text, marks, [piece for piece in pieces if isinstance(piece, Span)])
    return Markup("".join(next(shown) if isinstance(piece, Span) else piece for piece in pieces))


def _pieces(text: str, blocks: Sequence[Block], headings: Mapping[int, int]) -> Iterator[Piece]:
    """The text from its beginning to its end; what no block holds is a paragraph of its own, where it is not white space."""
    position = 0
    for together in _together(blocks):
        first, last = together[0], together[-1]
        yield from _between(text, position, first.start, "p")
        if first.kind == "row":
            yield from _table(text, together, headings)
        else:
            yield from _enclosed(_name(headings.get(first.start)), first.span, ' class="bold"' if first.bold else "")
        position = last.end
    yield from _between(text, position, len(text), "p")


def _together(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks in order, the rows of a table that follow each other in one list."""
    table: list[Block] = []
    for block in blocks:
        if table and (block.kind != "row" or block.table != table[-1].table):
            yield table
            table = []
        if block.kind == "row":
            table.append(block)
        else:
            yield [block]
    if table:
        yield table


def _name(depth: int | None) -> str:
    return "p" if depth is None else f"h{min(_TOP + depth, _LOWEST)}"


def _enclosed(name: str, span: Span, attributes: str = "") -> Iterator[Piece]:
    yield f"<{name}{attributes}>"
    yield span
    yield f"</{name}>"


def _between(text: str, start: int, end: int, name: str) -> Iterator[Piece]:
    """White space as it is, anything else in an element of its own."""
    between = text[start:end]
    if between.strip(_SPACE):
        yield from _enclosed(name, Span(start, end))
    elif between:
        yield between


def _table(text: str, rows: Sequence[Block], headings: Mapping[int, int]) -> Iterator[Piece]:
    """The rows of a table, each cell that is merged over several of them once; the bold ones above the first heading or entry are its head."""
    is_grid = max((cell.column + cell.columns for row in rows for cell in row.cells), default=0) <= MOST_COLUMNS
    heights = _heights(rows) if is_grid else {}
    headers = sum(1 for _ in takewhile(lambda row: row.bold and row.start not in headings, rows[:-1]))
    position = rows[0].start
    yield f'<div class="wide" role="group" tabindex="0" {attribute("aria-label", words("plan-page.table"))}><table>'
    for number, row in enumerate(rows):
        yield text[position : row.start]
        yield "<tr>"
        name = "th" if number < headers else "td"
        yield from _row(text, row, name, {cell: heights.get((number, cell), 0) for cell in row.cells if cell.start < cell.end} if is_grid else None)
        yield "</tr>"
        position = row.end
    yield "</table></div>"


def _heights(rows: Sequence[Block]) -> Mapping[tuple[int, Cell], int]:
    """Over how many rows a cell goes that begins in the row with a number."""
    heights: Counter[tuple[int, Cell]] = Counter()
    above: dict[Cell, int] = {}
    for number, row in enumerate(rows):
        above = {cell: above.get(cell, number) for cell in row.cells if cell.start < cell.end}
        heights.update((began, cell) for cell, began in above.items())
    return heights


def _row(text: str, row: Block, name: str, heights: Mapping[Cell, int] | None) -> Iterator[Piece]:
    """The cells of a row; ``heights`` are those of the cells that begin in it, 0 for one that began above. Without them the row is no part of a grid."""
    position, column = row.start, 0
    for cell in sorted(row.cells, key=lambda cell: cell.column):
        if heights is not None:
            yield f"<{name}></{name}>" * (cell.column - column)
            column = cell.column + cell.columns
            if heights.get(cell) == 0:
                continue
        is_here = position <= cell.start and cell.end <= row.end
        if is_here:
            yield from _between(text, position, cell.start, name)
            position = cell.end
        yield from _enclosed(name, cell.span if is_here else Span(position, position), _size(cell, heights))
    yield from _between(text, position, row.end, name)


def _size(cell: Cell, heights: Mapping[Cell, int] | None) -> str:
    if heights is None:
        return ""
    height = heights.get(cell, 1)
    return (f' colspan="{cell.columns}"' if cell.columns > 1 else "") + (f' rowspan="{height}"' if height > 1 else "")
