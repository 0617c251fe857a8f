"""What stands on a page, whether a PDF's own text or recognized in a picture: lines and ruled tables from glyphs, paragraphs and rows from these."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import regex

from pipeline.read.columns import reading_order
from pipeline.read.flow import all_margins, paragraphs_of
from pipeline.read.glyphs import FontOf, Glyph, TextLine, lines_of
from pipeline.read.grid import Grid, GridCell
from pipeline.read.joining import goes_on, is_labelled, joint, line_patterns
from pipeline.read.legacy.tables import ByteEncoding
from pipeline.read.pieces import Entry, Paragraph, Piece, Row
from pipeline.read.tables import is_layout
from schemas.document import Box, Place
from schemas.text import fold

_RUNNING: Final = 40
_ORDINAL_HEADS: Final = frozenset({"stt", "tt"})
"""Column heads that a narrow column breaks within the word."""
_LEAST_PADDING: Final = 2.0
_MOST_PADDING: Final = 8.0
_X_HEIGHT: Final = 3.0
_REPEATED_PAGES: Final = 3
_EDGE: Final = 0.12
"""The share of a page's height, at its top and foot, within which lines may be running heads."""
_DIGITS: Final = regex.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table on a page with the text and weight of its cells."""

    grid: Grid
    texts: dict[GridCell, str]
    bold: frozenset[int]
    """The rows that are all bold."""


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page (from 1): lines outside tables, each as its parts from left to right, and tables."""

    number: int
    rows: tuple[tuple[TextLine, ...], ...]
    tables: tuple[Table, ...]
    has_pictures: bool = False
    height: float = 0.0
    is_picture: bool = False
    """Whether a picture covers most of it, as in a scan."""
    damaged: bool = False
    converted: Mapping[ByteEncoding, int] = field(default_factory=dict)
    """How many letters set in fonts from before Unicode were converted, by their encoding."""

    @property
    def text(self) -> str:
        """Its lines and cells, in no order that counts."""
        return "\n".join((*(line.text for row in self.rows for line in row), *(text for table in self.tables for text in table.texts.values())))

    @property
    def letters(self) -> int:
        """How many characters stand on it."""
        return sum(map(len, self.text.split()))

    def is_at_edge(self, row: Sequence[TextLine]) -> bool:
        """Whether a line stands where running heads and feet do."""
        return not _EDGE * self.height < row[0].y < (1 - _EDGE) * self.height


def page_of(number: int, glyphs: Sequence[Glyph], font_of: FontOf, grids: Sequence[Grid], height: float) -> Page:
    """The page with its glyphs put into the ruled tables, the others into lines."""
    tables = []
    for grid in grids:
        inside = [glyph for glyph in glyphs if _is_within(glyph, grid.box)]
        if any(not glyph.text.isspace() for glyph in inside):
            glyphs = [glyph for glyph in glyphs if not _is_within(glyph, grid.box)]
            tables.append(_table(grid, inside, number, font_of))
    return Page(number, tuple(tuple(row) for row in lines_of(glyphs, number, font_of)), tuple(tables), height=height)


def _is_within(glyph: Glyph, box: Box) -> bool:
    return box[0] <= (glyph.left + glyph.right) / 2 <= box[2] and box[1] <= glyph.y - _X_HEIGHT <= box[3]


def _table(grid: Grid, glyphs: Sequence[Glyph], page: int, font_of: FontOf) -> Table:
    """The table with its glyphs put into the cells they stand in."""
    at = {
        (row, column): cell for cell in grid.cells for row in range(cell.row, cell.row + cell.rows) for column in range(cell.column, cell.column + cell.columns)
    }
    lefts = sorted({min(cell.box[0] for cell in grid.cells if cell.column == column) for column in range(grid.columns)})
    tops = sorted({min(cell.box[1] for cell in grid.cells if cell.row == row) for row in range(grid.rows)})
    held: dict[GridCell, list[Glyph]] = {}
    for glyph in glyphs:
        row = max(0, bisect_right(tops, glyph.y - _X_HEIGHT) - 1)
        column = max(0, bisect_right(lefts, (glyph.left + glyph.right) / 2) - 1)
        if cell := at.get((row, column)):
            held.setdefault(cell, []).append(glyph)
    texts: dict[GridCell, str] = {}
    weights: dict[int, list[bool]] = {}
    for cell, inside in held.items():
        lines = [
            replace(line[0], text=" ".join(part.text for part in line), right=line[-1].right, bold=all(part.bold for part in line))
            for line in lines_of(inside, page, font_of)
        ]
        texts[cell] = _cell_text(lines, cell.box)
        weights.setdefault(cell.row, []).extend(line.bold for line in lines)
    return Table(grid, texts, frozenset(row for row, bold in weights.items() if bold and all(bold)))


def _cell_text(lines: Sequence[TextLine], box: Box) -> str:
    """The lines of a cell joined, save where a list item opens or where the next word would have fitted, so that the break was meant."""
    padding = min(max(min(line.left for line in lines) - box[0], _LEAST_PADDING), _MOST_PADDING)
    width = box[2] - box[0] - 2 * padding
    written = ""
    for last, line in zip((None, *lines), lines, strict=False):
        if last is None:
            written = line.text
        elif goes_on(last.text, line.text, running=0) or not (is_labelled(line.text) or _leaves_room(last, line, width)):
            between = "" if fold(last.text + line.text) in _ORDINAL_HEADS else joint(last.text, line.text)
            written += between + line.text
        else:
            written += "\n" + line.text
    return written


def _leaves_room(line: TextLine, following: TextLine, width: float) -> bool:
    return line.right - line.left + line.size / 2 + following.word < width


def without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """The pages without page numbers and lines that stand at the top or foot of page after page."""
    edges = Counter(key for page in pages for key in {_running_key(row) for row in (*page.rows[:1], *page.rows[-1:])})
    repeated = {key for key, count in edges.items() if count >= _REPEATED_PAGES and 2 * count > len(pages)}
    return [replace(page, rows=_inner_rows(page, repeated)) for page in pages]


def _running_key(row: Sequence[TextLine]) -> tuple[str, int]:
    return _DIGITS.sub("#", fold(" ".join(part.text for part in row))), round(row[0].y / 10)


def _inner_rows(page: Page, repeated: set[tuple[str, int]]) -> tuple[tuple[TextLine, ...], ...]:
    rows = page.rows
    top = min((table.grid.box[1] for table in page.tables), default=float("inf"))
    bottom = max((table.grid.box[3] for table in page.tables), default=0.0)
    while rows and rows[0][0].y < top and page.is_at_edge(rows[0]) and _is_running(rows[0], repeated):
        rows = rows[1:]
    while rows and rows[-1][0].y > bottom and page.is_at_edge(rows[-1]) and _is_running(rows[-1], repeated):
        rows = rows[:-1]
    return rows


def _is_running(row: Sequence[TextLine], repeated: set[tuple[str, int]]) -> bool:
    text = " ".join(part.text for part in row)
    return line_patterns()["page-number"][0].search(fold(text)) is not None or _running_key(row) in repeated


def pieces_of(pages: Sequence[Page]) -> Iterator[Piece]:
    """The paragraphs and rows of all pages in the order of reading."""
    stream = [item for page in pages for item in _in_order(page)]
    margins, usual = all_margins([[line for line in stream if isinstance(line, TextLine) and line.page == page.number] for page in pages])
    lines: list[TextLine] = []
    number = 0
    last: tuple[int, Table] | None = None
    for item in stream:
        if isinstance(item, TextLine):
            lines.append(item)
            last = None
            continue
        yield from paragraphs_of(lines, margins, usual)
        lines = []
        page, table = item
        if last is None or last[1].grid.columns != table.grid.columns:
            number += 1
        yield from _rows(table, page, number, is_cut=last is not None and last[0] != page)
        last = item
    yield from paragraphs_of(lines, margins, usual)


def _in_order(page: Page) -> Iterator[TextLine | tuple[int, Table]]:
    rows = list(page.rows)
    centre = _centre(rows)
    for table in page.tables:
        above = [row for row in rows if row[0].y < table.grid.box[1] + _X_HEIGHT]
        rows = rows[len(above) :]
        yield from reading_order(above, centre)
        yield page.number, table
    yield from reading_order(rows, centre)


def _centre(rows: Sequence[Sequence[TextLine]]) -> float:
    """Where the middle of a page's running text is; of all its text where none runs."""
    lines = [row[0] for row in rows if len(row) == 1 and len(row[0].text) >= _RUNNING] or [part for row in rows for part in row]
    return (min(line.left for line in lines) + max(line.right for line in lines)) / 2 if lines else 0.0


def _rows(table: Table, page: int, number: int, is_cut: bool) -> Iterator[Piece]:
    grid = table.grid
    if is_layout((line for text in table.texts.values() for line in text.split("\n")), grid.rows, grid.columns):
        for cell in sorted(table.texts, key=lambda cell: (cell.column, cell.row)):
            yield from (Paragraph(line, Place(page, _rounded(cell.box)), gap=False) for line in table.texts[cell].split("\n"))
        return
    for index in range(grid.rows):
        cells = [cell for cell in grid.cells if cell.row <= index < cell.row + cell.rows]
        entries = tuple(
            Entry(table.texts.get(cell, ""), cell.column, cell.columns, above=cell.row < index) for cell in sorted(cells, key=lambda cell: cell.column)
        )
        own = [cell.box for cell in cells if cell.row == index]
        if own:
            box = (min(box[0] for box in own), min(box[1] for box in own), max(box[2] for box in own), min(box[3] for box in own))
            yield Row(entries, number, Place(page, _rounded(box)), index in table.bold, gap=is_cut and index == 0)


def _rounded(box: Box) -> Box:
    left, top, right, bottom = (round(side, 1) for side in box)
    return (left, top, right, bottom)
