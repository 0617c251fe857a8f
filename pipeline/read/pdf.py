"""PDF files with a text layer: glyphs from pdfium, lines and paragraphs from where they stand, tables from the lines ruled around them."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

import regex

from pipeline.read.columns import reading_order
from pipeline.read.flow import all_margins, paragraphs_of
from pipeline.read.glyphs import Font, FontOf, Glyph, TextLine, lines_of, with_marks
from pipeline.read.grid import Grid, GridCell, Transform, edges_of, grids_of
from pipeline.read.joining import goes_on, is_labelled, join_broken, joint, line_patterns
from pipeline.read.legacy import converted_note, most
from pipeline.read.legacy.glyphs import FontName, as_fonts_show
from pipeline.read.legacy.pieces import mend_pieces
from pipeline.read.legacy.tables import ByteEncoding
from pipeline.read.pieces import Entry, Paragraph, Piece, Row, lay_out
from pipeline.read.tables import is_layout, join_rows
from pipeline.read.unreadable import Unreadable
from schemas.diagnostic import Diagnostic, diagnose
from schemas.document import Box, Document, Place
from schemas.text import fold

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_MAGIC_WITHIN: Final = 1024
_MOST_PAGES: Final = 1_500
_MOST_GLYPHS: Final = 3_000_000
_FEWEST_LETTERS: Final = 20
_DAMAGED: Final = "The PDF is damaged or cut short: open it in a PDF reader, save it again and retry"
_BOLD_WEIGHT: Final = 600
_LIGATURES: Final = range(0xFB00, 0xFB07)
_HYPHEN: Final = 0x02
"""What pdfium gives for a hyphen at a line end."""
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


def recognizes(data: bytes) -> bool:
    """Whether the bytes say, near their start, that they are a PDF."""
    return b"%PDF-" in data[:_MAGIC_WITHIN]


def read(data: bytes) -> Document:
    """The document of a PDF; raises ``Unreadable`` (``encrypted``, ``damaged``, ``too-large``, ``no-text``).

    Not to be called from two threads at once: pdfium is not made for it.
    """
    pages = list(_pages(data))
    letters = sum(len(line.text) for page in pages for row in page.rows for line in row) + sum(
        len(text) for page in pages for table in page.tables for text in table.texts.values()
    )
    if letters < _FEWEST_LETTERS and any(page.damaged for page in pages):
        raise Unreadable("damaged", _DAMAGED)
    if letters < _FEWEST_LETTERS:
        raise Unreadable("no-text", "The PDF has no text layer (it is a scan): have its text recognized (OCR) and try again")
    kept = _without_running_heads(pages)
    pieces, converted = mend_pieces(list(_pieces(kept)))
    for page in pages:
        converted.update(page.converted)
    notes = (*_notes(pages), *((converted_note(converted),) if converted else ()))
    return lay_out(join_rows(join_broken(pieces), cut_anywhere=False), "pdf", pages=len(pages), encoding=most(converted), diagnostics=notes)


@dataclass(frozen=True, slots=True)
class _Table:
    """A ruled table on a page with the text and weight of its cells."""

    grid: Grid
    texts: dict[GridCell, str]
    bold: frozenset[int]
    """The rows that are all bold."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What stands on a page (from 1): lines outside tables, each as its parts from left to right, and tables."""

    number: int
    rows: tuple[tuple[TextLine, ...], ...]
    tables: tuple[_Table, ...]
    has_pictures: bool = False
    height: float = 0.0
    damaged: bool = False
    converted: Mapping[ByteEncoding, int] = field(default_factory=dict)
    """How many letters set in fonts from before Unicode were converted, by their encoding."""

    def is_at_edge(self, row: Sequence[TextLine]) -> bool:
        """Whether a line stands where running heads and feet do."""
        return not _EDGE * self.height < row[0].y < (1 - _EDGE) * self.height


def _pages(data: bytes) -> Iterator[_Page]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            raise Unreadable("encrypted", "The PDF is protected by a password: remove the password and try again") from error
        raise Unreadable("damaged", _DAMAGED) from error
    try:
        yield from _read_pages(document)
    finally:
        document.close()


def _read_pages(document: PdfDocument) -> Iterator[_Page]:
    from pypdfium2 import PdfiumError

    if len(document) > _MOST_PAGES:
        raise Unreadable("too-large", f"The PDF has {len(document)} pages, more than any plan: give the plan's pages alone")
    budget = _MOST_GLYPHS
    for index in range(len(document)):
        try:
            page = document[index]
        except PdfiumError:
            yield _Page(index + 1, (), (), damaged=True)
            continue
        try:
            text = page.get_textpage()
            try:
                budget -= text.count_chars()
                if budget < 0:
                    raise Unreadable("too-large", "The PDF holds more text than any plan: give the plan's pages alone")
                yield _page(page, text, index + 1)
            finally:
                text.close()
        finally:
            page.close()


def _placing(page: PdfPage) -> Transform:
    """What takes a page's own coordinates (origin bottom left, before rotation) to ours (top left, as it is shown)."""
    left, bottom, right, top = page.get_cropbox()
    return {
        0: (1, 0, 0, -1, -left, top),
        90: (0, 1, 1, 0, -bottom, -left),
        180: (-1, 0, 0, 1, right, -bottom),
        270: (0, -1, -1, 0, top, right),
    }[page.get_rotation()]


def _glyphs(text: PdfTextPage, place: Transform) -> tuple[list[Glyph], Counter[ByteEncoding]]:
    """The characters of a page in the order of the file, without the white space that pdfium adds; and how many are converted from old encodings."""
    from pypdfium2 import raw

    a, b, c, d, e, f = place
    upright = (a, b, c) == (1, 0, 0)
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    to_x, to_y, to_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    code_of, origin_of, box_of, is_generated = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharOrigin, raw.FPDFText_GetLooseCharBox, raw.FPDFText_IsGenerated
    page = text.raw
    glyphs: list[Glyph] = []
    for number in range(text.count_chars()):
        code = code_of(page, number)
        if (code < 32 and code != _HYPHEN) or (code == 32 and is_generated(page, number)):
            continue
        origin_of(page, number, to_x, to_y)
        box_of(page, number, to_box)
        letter = normalize("NFKC", chr(code)) if code in _LIGATURES else chr(code)
        if upright:
            glyphs.append(Glyph(y.value * d + f, box.left + e, box.right + e, letter, number))
        else:
            sides = sorted((a * box.left + c * box.bottom + e, a * box.right + c * box.top + e))
            glyphs.append(Glyph(b * x.value + d * y.value + f, sides[0], sides[1], letter, number))
    glyphs, converted = as_fonts_show(glyphs, _font_names(text))
    return with_marks(glyphs), converted


def _font_names(text: PdfTextPage) -> FontName:
    from pypdfium2 import raw

    page, name, flags = text.raw, ctypes.create_string_buffer(128), ctypes.c_int()

    def name_of(number: int) -> str:
        length = raw.FPDFText_GetFontInfo(page, number, name, 128, flags)
        return name.value.decode("utf-8", "replace") if 0 < length <= 128 else ""

    return name_of


def _fonts(text: PdfTextPage) -> FontOf:
    from pypdfium2 import raw

    page, matrix, name, flags = text.raw, raw.FS_MATRIX(), ctypes.create_string_buffer(128), ctypes.c_int()

    @cache
    def font_of(number: int) -> Font:
        scale = (matrix.c**2 + matrix.d**2) ** 0.5 if raw.FPDFText_GetMatrix(page, number, matrix) else 1.0
        length = raw.FPDFText_GetFontInfo(page, number, name, 128, flags)
        named_bold = 0 < length <= 128 and b"bold" in name.value.lower()
        return Font(raw.FPDFText_GetFontSize(page, number) * scale, named_bold or raw.FPDFText_GetFontWeight(page, number) >= _BOLD_WEIGHT)

    return font_of


def _page(page: PdfPage, text: PdfTextPage, number: int) -> _Page:
    from pypdfium2 import raw

    place = _placing(page)
    glyphs, converted = _glyphs(text, place)
    kinds = {raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, index)) for index in range(raw.FPDFPage_CountObjects(page))}
    grids = grids_of(edges_of(page, place)) if kinds & {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM} else []
    font_of = _fonts(text)
    tables = []
    for grid in grids:
        inside = [glyph for glyph in glyphs if _is_within(glyph, grid.box)]
        if any(not glyph.text.isspace() for glyph in inside):
            glyphs = [glyph for glyph in glyphs if not _is_within(glyph, grid.box)]
            tables.append(_table(grid, inside, number, font_of))
    rows = tuple(tuple(row) for row in lines_of(glyphs, number, font_of))
    return _Page(number, rows, tuple(tables), raw.FPDF_PAGEOBJ_IMAGE in kinds, page.get_height(), converted=converted)


def _is_within(glyph: Glyph, box: Box) -> bool:
    return box[0] <= (glyph.left + glyph.right) / 2 <= box[2] and box[1] <= glyph.y - _X_HEIGHT <= box[3]


def _table(grid: Grid, glyphs: Sequence[Glyph], page: int, font_of: FontOf) -> _Table:
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
    return _Table(grid, texts, frozenset(row for row, bold in weights.items() if bold and all(bold)))


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


def _without_running_heads(pages: Sequence[_Page]) -> list[_Page]:
    """The pages without page numbers and lines that stand at the top or foot of page after page."""
    edges = Counter(key for page in pages for key in {_running_key(row) for row in (*page.rows[:1], *page.rows[-1:])})
    repeated = {key for key, count in edges.items() if count >= _REPEATED_PAGES and 2 * count > len(pages)}
    return [replace(page, rows=_inner_rows(page, repeated)) for page in pages]


def _running_key(row: Sequence[TextLine]) -> tuple[str, int]:
    return _DIGITS.sub("#", fold(" ".join(part.text for part in row))), round(row[0].y / 10)


def _inner_rows(page: _Page, repeated: set[tuple[str, int]]) -> tuple[tuple[TextLine, ...], ...]:
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


def _pieces(pages: Sequence[_Page]) -> Iterator[Piece]:
    """The paragraphs and rows of all pages in the order of reading."""
    stream = [item for page in pages for item in _in_order(page)]
    margins, usual = all_margins([[line for line in stream if isinstance(line, TextLine) and line.page == page.number] for page in pages])
    lines: list[TextLine] = []
    number = 0
    last: tuple[int, _Table] | None = None
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


def _in_order(page: _Page) -> Iterator[TextLine | tuple[int, _Table]]:
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


def _rows(table: _Table, page: int, number: int, is_cut: bool) -> Iterator[Piece]:
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


def _notes(pages: Sequence[_Page]) -> Iterator[Diagnostic]:
    damaged = [str(page.number) for page in pages if page.damaged]
    if damaged:
        yield diagnose("damaged-pages", f"Page {', '.join(damaged)} cannot be opened and is left out: compare it with the original")
    scanned = [str(page.number) for page in pages if page.has_pictures and not page.rows and not page.tables]
    if scanned:
        yield diagnose("pages-without-text", f"No text on page {', '.join(scanned)}, only a picture: have it recognized (OCR) if it belongs to the plan")
