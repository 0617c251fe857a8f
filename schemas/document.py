"""What a reader hands over: a text that never changes again, and where each piece of it stood in the source."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from schemas.diagnostic import Diagnostic
from schemas.text import Span, fold

Box = tuple[float, float, float, float]
"""Left, top, right, bottom on the page, in points (1/72 inch) from the page's top left corner."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stood in its source: page and box in a PDF, paragraph or cell in a DOCX, line in a TXT."""

    page: int | None = None
    box: Box | None = None
    path: str | None = None
    """``line 12`` in a TXT, ``paragraph 14``, ``table 2 row 3`` or ``footnote 1`` in a DOCX or a web page; counted from 1."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row.

    ``start..end`` is the cell's text without surrounding white space. A cell merged over several rows appears in each of
    them with the same stretch, so it may lie outside its row's own stretch; one merged over columns appears once, with ``columns`` > 1.
    """

    start: int
    end: int
    column: int
    columns: int = 1

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a table row, whole: what the source broke over lines or pages is joined.

    ``text[start:end]`` has no surrounding white space. A paragraph holds no line end unless the source has a soft line
    break there. A row's cells are separated by a tab, the paragraphs within a cell by a line end.
    """

    kind: Literal["paragraph", "row"]
    start: int
    end: int
    place: Place = Place()
    cells: tuple[Cell, ...] = ()
    table: int | None = None
    """The ordinal of the row's table in the document, from 0; one that goes on over pages is one table."""
    heading: int = 0
    """Outline level that the source itself states (Word's heading style, Markdown's #), 0 where it states none."""
    bold: bool = False
    """Whether the whole block is bold in the source."""
    confidence: float | None = None
    """How sure text recognition (OCR) is of it, from 0 to 1; None where the source itself says what the text is."""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Document:
    """A source as read.

    ``text`` is NFC with ``\\n`` line ends; blocks are in reading order, each on lines of its own. Labels that Word computes
    and numbers that a list shows are part of the text; markup (Markdown, HTML emphasis) is not.
    """

    text: str
    blocks: tuple[Block, ...]
    format: str
    """``pdf``, ``docx``, ``doc``, ``rtf``, ``odt``, ``html``, ``txt``, or a picture's: ``png``, ``jpeg``, ``tiff``, ``bmp``, ``webp``."""
    pages: int | None = None
    encoding: str | None = None
    ocr: bool = False
    diagnostics: tuple[Diagnostic, ...] = field(default=())
    turns: tuple[tuple[int, int], ...] = ()
    """Offsets within blocks and cells from which on they stand on another page than the one they begin on, each with that page."""

    @cached_property
    def folded(self) -> str:
        """``fold(text)``, of the same length, so that offsets hold in both."""
        return fold(self.text)

    def page_at(self, offset: int) -> int | None:
        """The page that the character at an offset stands on, from 1; None where the format has no pages."""
        starts, pages = self._pages
        index = bisect_right(starts, offset) - 1
        return pages[index] if index >= 0 else None

    @cached_property
    def _pages(self) -> tuple[tuple[int, ...], tuple[int | None, ...]]:
        """Where stretches of one page begin, and their pages."""
        begin: dict[int, int | None] = {}
        for block in self.blocks:
            begin |= {cell.start: block.place.page for cell in block.cells if block.start <= cell.start < block.end}
            begin[block.start] = block.place.page
        ordered = sorted((begin | dict(self.turns)).items())
        return tuple(start for start, _ in ordered), tuple(page for _, page in ordered)
