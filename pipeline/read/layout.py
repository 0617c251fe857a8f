"""What stands on a page, whether a PDF's own text or recognized in a picture: lines and ruled tables from glyphs, paragraphs and rows from these."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import regex

from extractors.labels import read_label
from pipeline.read.aligned import Aligned, Columns, aligned_tables, names_columns
from pipeline.read.columns import ends_in_recipients, reading_order
from pipeline.read.flow import all_margins, paragraphs_of
from pipeline.read.glyphs import FontOf, Glyph, TextLine, lines_of
from pipeline.read.grid import Grid, GridCell
from pipeline.read.joining import goes_on, is_kind, is_labelled, joint, line_patterns
from pipeline.read.legacy.tables import ByteEncoding
from pipeline.read.pieces import Entry, Paragraph, Piece, Row
from pipeline.read.syllables import is_syllable
from pipeline.read.tables import is_layout
from schemas.document import Box, Place
from schemas.text import fold

_RUNNING: Final = 40
_FEWEST_RUNNING: Final = 3
_NARROW_HEADS: Final = {"stt": "STT", "tt": "TT", "sốtt": "Số TT"}
"""Heads of a column so narrow that it breaks them within their words, by their letters."""
_TORN_NUMBER: Final = regex.compile(r"\d[.,/-]?$")
_DIGIT: Final = 0.5
"""In font sizes: how wide a figure is."""
_LONGEST_NARROW: Final = 4
_LEAST_PADDING: Final = 2.0
_MOST_PADDING: Final = 8.0
_X_HEIGHT: Final = 3.0
_REPEATED_PAGES: Final = 3
_LONGEST_SPILL: Final = 2
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
        inside, outside = _parted(glyphs, grid.box)
        if any(not glyph.text.isspace() for glyph in inside):
            glyphs = outside
            tables.append(_table(grid, inside, number, font_of))
    return Page(number, tuple(tuple(row) for row in lines_of(glyphs, number, font_of)), tuple(tables), height=height)


def _parted(glyphs: Sequence[Glyph], box: Box) -> tuple[list[Glyph], list[Glyph]]:
    """The glyphs within a box, and the others."""
    left, top, right, bottom = box
    inside: list[Glyph] = []
    outside: list[Glyph] = []
    for glyph in glyphs:
        y, start, end, _, _ = glyph
        (inside if left <= (start + end) / 2 <= right and top <= y - _X_HEIGHT <= bottom else outside).append(glyph)
    return inside, outside


def _table(grid: Grid, glyphs: Sequence[Glyph], page: int, font_of: FontOf) -> Table:
    """The table with its glyphs put into the cells they stand in."""
    at = {
        (row, column): index
        for index, cell in enumerate(grid.cells)
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    lefts, tops = _firsts((cell.column, cell.box[0]) for cell in grid.cells), _firsts((cell.row, cell.box[1]) for cell in grid.cells)
    held: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        y, left, right, _, _ = glyph
        place = bisect_right(tops, y - _X_HEIGHT, 1) - 1, bisect_right(lefts, (left + right) / 2, 1) - 1
        if place in at:
            held.setdefault(at[place], []).append(glyph)
    texts: dict[GridCell, str] = {}
    weights: dict[int, list[bool]] = {}
    for index, inside in held.items():
        cell = grid.cells[index]
        lines = [
            replace(line[0], text=" ".join(part.text for part in line), right=line[-1].right, bold=all(part.bold for part in line))
            for line in lines_of(inside, page, font_of)
        ]
        texts[cell] = _cell_text(lines, cell.box)
        weights.setdefault(cell.row, []).extend(line.bold for line in lines)
    return Table(grid, texts, frozenset(row for row, bold in weights.items() if bold and all(bold)))


def _firsts(places: Iterable[tuple[int, float]]) -> list[float]:
    """Where each row or column begins, of the places where its cells do."""
    firsts: dict[int, float] = {}
    for index, place in places:
        firsts[index] = min(place, firsts.get(index, place))
    return sorted(set(firsts.values()))


def _cell_text(lines: Sequence[TextLine], box: Box) -> str:
    """The lines of a cell joined, save where a list item opens or where the next word would have fitted, so that the break was meant."""
    head = _NARROW_HEADS.get(fold("".join(line.text for line in lines))) if 1 < len(lines) <= _LONGEST_NARROW else None
    if head:
        return head
    padding = min(max(min(line.left for line in lines) - box[0], _LEAST_PADDING), _MOST_PADDING)
    width = box[2] - box[0] - 2 * padding
    written = ""
    for last, line in zip((None, *lines), lines, strict=False):
        if last is None:
            written = line.text
        elif goes_on(last.text, line.text, running=0) or not joint(last.text, line.text) or not (is_labelled(line.text) or _leaves_room(last, line, width)):
            between = "" if _is_torn(last.text, line.text) or _is_torn_number(last, line, width) else joint(last.text, line.text)
            written += between + line.text
        else:
            written += "\n" + line.text
    return written


def _is_torn(before: str, after: str) -> bool:
    """Whether a line ends within a syllable ("thán" / "g"), as in a column too narrow for its words."""
    first, second = before.rsplit(maxsplit=1)[-1].rsplit("/", 1)[-1].lower(), after.split(maxsplit=1)[0].rstrip(".,;:)").lower()
    return second.isalpha() and first.isalpha() and not is_syllable(second) and is_syllable(first + second)


def _is_torn_number(line: TextLine, following: TextLine, width: float) -> bool:
    """Whether a line ends within a date or number too long for its column ("06/05/202" / "2"): it stands alone, and not even one figure more would fit."""
    is_full = line.right - line.left + _DIGIT * line.size > width
    return is_full and " " not in line.text and following.text[:1].isdigit() and _TORN_NUMBER.search(line.text) is not None


def _leaves_room(line: TextLine, following: TextLine, width: float) -> bool:
    return line.right - line.left + line.size / 2 + following.word < width


def without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """The pages without page numbers, what browsers print around a page, and lines that stand at the top or foot of page after page of one size."""
    edges = Counter(key for page in pages for key in {_running_key(page, row) for row in (*page.rows[:1], *page.rows[-1:])})
    sizes = Counter(round(page.height) for page in pages)
    repeated = {key for key, count in edges.items() if count >= _REPEATED_PAGES and 2 * count > sizes[key[2]]}
    return _without_spill([replace(page, rows=_inner_rows(page, repeated)) for page in pages])


def with_aligned_tables(pages: Sequence[Page]) -> list[Page]:
    """The pages with the tables made of lines that have no rules but stand in columns."""
    written: list[Page] = []
    columns: Columns = ()
    for page in pages:
        rows, tables = page.rows, list(page.tables)
        found = list(aligned_tables(rows, columns)) if columns or any(len(row) > 1 or row[0].gaps for row in rows) else []
        taken = {index for each in found for index in range(each.start, each.end)}
        tables += [_aligned(each) for each in found]
        columns = found[-1].columns if found and found[-1].end == len(rows) else ()
        kept = tuple(row for index, row in enumerate(rows) if index not in taken)
        written.append(replace(page, rows=kept, tables=tuple(sorted(tables, key=lambda table: table.grid.box[1]))) if found else page)
    return written


def _aligned(found: Aligned) -> Table:
    texts = {cell: _cell_text(lines, cell.box) for cell, lines in found.lines.items()}
    weights: dict[int, list[bool]] = {}
    for cell, lines in found.lines.items():
        weights.setdefault(cell.row, []).extend(line.bold for line in lines)
    return Table(found.grid, texts, frozenset(row for row, bold in weights.items() if all(bold)))


def _without_spill(pages: Sequence[Page]) -> list[Page]:
    """The pages without a letter or two at their foot that belong to the next page's first line, where a tall one is drawn on both."""
    followers = [page.rows[0] if page.rows else () for page in pages[1:]]
    kept = [
        replace(page, rows=page.rows[:-1]) if page.rows and _is_spilt(page.rows[-1], first) else page for page, first in zip(pages, followers, strict=False)
    ]
    return [*kept, *pages[-1:]]


def _is_spilt(last: Sequence[TextLine], first: Sequence[TextLine]) -> bool:
    return (
        len(last) == 1
        and len(last[0].text) <= _LONGEST_SPILL
        and last[0].text.isalpha()
        and any(last[0].text in part.text and part.left - 1 <= last[0].left and last[0].right <= part.right + 1 for part in first)
    )


def _running_key(page: Page, row: Sequence[TextLine]) -> tuple[str, int, int]:
    return _DIGITS.sub("#", fold(_text_of(row))), round(row[0].y / 10), round(page.height)


def _text_of(row: Sequence[TextLine]) -> str:
    return " ".join(part.text for part in row)


def _inner_rows(page: Page, repeated: set[tuple[str, int, int]]) -> tuple[tuple[TextLine, ...], ...]:
    rows = page.rows
    top = min((table.grid.box[1] for table in page.tables), default=float("inf"))
    bottom = max((table.grid.box[3] for table in page.tables), default=0.0)
    while rows and rows[0][0].y < top and page.is_at_edge(rows[0]) and _is_running(page, rows[0], repeated):
        rows = rows[1:]
    while rows and rows[-1][0].y > bottom and page.is_at_edge(rows[-1]) and _is_running(page, rows[-1], repeated):
        rows = rows[:-1]
    return rows


def _is_running(page: Page, row: Sequence[TextLine], repeated: set[tuple[str, int, int]]) -> bool:
    folded = fold(_text_of(row))
    label = read_label(_text_of(row))
    if label is not None and label.kind == "appendix":
        return False
    return (
        line_patterns()["page-number"][0].search(folded) is not None
        or is_kind("printed", folded)
        or (_running_key(page, row) in repeated and not names_columns(row))
    )


def pieces_of(pages: Sequence[Page]) -> Iterator[Piece]:
    """The paragraphs and rows of all pages in the order of reading."""
    follows = [False, *(ends_in_recipients(page.rows) for page in pages)]
    stream = [item for page, centre, recipients in zip(pages, _centres(pages), follows, strict=False) for item in _in_order(page, centre, recipients)]
    margins, usual = all_margins([[line for line in stream if isinstance(line, TextLine) and line.page == page.number] for page in pages])
    lines: list[TextLine] = []
    number = 0
    last: tuple[int, Table] | None = None
    head: Row | None = None
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
            head = None
        for index, row in enumerate(_rows(table, page, number, is_cut=last is not None and last[0] != page)):
            if isinstance(row, Row):
                yield from _without_head(row, head) if index == 0 and head else (row,)
                head = head or row
            else:
                yield row
        last = item
    yield from paragraphs_of(lines, margins, usual)


def _in_order(page: Page, centre: float, recipients: bool) -> Iterator[TextLine | tuple[int, Table]]:
    """The lines and tables of a page from top to bottom; ``centre`` and ``recipients`` as in ``reading_order``."""
    rows = list(page.rows)
    for table in page.tables:
        above = [row for row in rows if row[0].y < table.grid.box[1] + _X_HEIGHT]
        rows = rows[len(above) :]
        yield from reading_order(above, centre, recipients)
        yield page.number, table
    yield from reading_order(rows, centre, recipients and not page.tables)


def _centres(pages: Sequence[Page]) -> Iterator[float]:
    """Where the middle of each page's running text is; where hardly any runs, as on the page before of the same height, or in the middle of all its text."""
    known: dict[int, float] = {}
    for page in pages:
        running = [row[0] for row in page.rows if len(row) == 1 and len(row[0].text) >= _RUNNING]
        if len(running) >= _FEWEST_RUNNING:
            known[round(page.height)] = _middle(running)
        yield known.get(round(page.height)) or _middle(running or [part for row in page.rows for part in row])


def _middle(lines: Sequence[TextLine]) -> float:
    return (min(line.left for line in lines) + max(line.right for line in lines)) / 2 if lines else 0.0


def _rows(table: Table, page: int, number: int, is_cut: bool) -> Iterator[Piece]:
    grid = table.grid
    if is_layout((line for text in table.texts.values() for line in text.split("\n")), grid.rows, grid.columns):
        for cell in sorted(table.texts, key=lambda cell: (cell.column, cell.row)):
            yield from (Paragraph(line, Place(page, _rounded(cell.box)), gap=False) for line in table.texts[cell].split("\n"))
        return
    by_row: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        for index in range(cell.row, cell.row + cell.rows):
            by_row.setdefault(index, []).append(cell)
    for index in range(grid.rows):
        cells = by_row.get(index, [])
        entries = tuple(
            Entry(table.texts.get(cell, ""), cell.column, cell.columns, above=cell.row < index) for cell in sorted(cells, key=lambda cell: cell.column)
        )
        own = [cell.box for cell in cells if cell.row == index]
        if own:
            box = (min(box[0] for box in own), min(box[1] for box in own), max(box[2] for box in own), min(box[3] for box in own))
            yield Row(entries, number, Place(page, _rounded(box)), index in table.bold, gap=is_cut and index == 0)


def _without_head(row: Row, head: Row) -> tuple[Row, ...]:
    """A page's first row without the repeated header that stands in the same cells, where no line is drawn between the two; the header apart."""
    texts = [entry.text for entry in head.entries]
    cells = [entry.text for entry in row.entries]
    if len(texts) < 2 or len(cells) != len(texts) or cells == texts or not all(cell.startswith(text) for text, cell in zip(texts, cells, strict=True)):
        return (row,)
    rests = [cell[len(text) :].strip() for text, cell in zip(texts, cells, strict=True)]
    return replace(head, place=row.place, gap=row.gap), replace(row, entries=tuple(replace(e, text=text) for e, text in zip(row.entries, rests, strict=True)))


def _rounded(box: Box) -> Box:
    left, top, right, bottom = (round(side, 1) for side in box)
    return (left, top, right, bottom)
