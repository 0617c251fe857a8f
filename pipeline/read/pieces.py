"""The pieces a reader finds in a source, before they have offsets; and the one place where offsets are born."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import regex

from schemas.diagnostic import Diagnostic
from schemas.document import Block, Cell, Document, Place
from schemas.text import nfc

SYMBOLS: Final = {
    "\uf02d": "-",
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf06e": "■",
    "\uf0d8": "➢",
    "\uf076": "❖",
    "\uf0fc": "✓",
    "\uf02b": "+",
    "\uf02a": "*",
}
"""Word's bullets, which live in the private use area of the fonts Symbol and Wingdings, as characters that any font has."""
_PLAIN: Final = str.maketrans({**SYMBOLS, **dict.fromkeys("\u2028\u2029\x85\x0b\x0c\r", "\n"), "\t": " ", "\u00ad": None, "\ufeff": None, "\u200b": None})
_CONTROLS: Final = regex.compile(r"[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\uFFFE\uFFFF--\n]", flags=regex.V1)
_NOWHERE: Final = Place()
Turns = tuple[tuple[int, int], ...]
"""Where a piece goes on on another page: offsets into its text, each with the page from there on."""
_SPACES: Final = regex.compile(r"[^\S\n]+")
_LINE_ENDS: Final = regex.compile(r" ?\n[ \n]*")


def tidy(text: str) -> str:
    r"""The text as a document keeps it: NFC, one space between words, ``\n`` between lines, no empty lines, nothing invisible.

    >>> tidy(" Uỷ  ban\r\n\r\nnhân\tdân ")
    'Uỷ ban\nnhân dân'
    """
    composed = nfc(text)
    if composed.isprintable() and "  " not in composed:
        return composed.strip()
    plain = _CONTROLS.sub("", composed.translate(_PLAIN))
    return nfc(_LINE_ENDS.sub("\n", _SPACES.sub(" ", plain)).strip())


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a line that may be a part of one. ``gap``: whether a blank line or a page end stands before it."""

    text: str
    place: Place = _NOWHERE
    heading: int = 0
    bold: bool = False
    gap: bool = True
    turns: Turns = ()

    @property
    def last_page(self) -> int | None:
        """The page on which it ends."""
        return self.turns[-1][1] if self.turns else self.place.page


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in one cell of a row; ``above``: the cell is a part of the one above it, merged over rows."""

    text: str
    column: int
    columns: int = 1
    above: bool = False
    turns: Turns = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; ``table`` is a number that only its table has. ``gap`` as in ``Paragraph``."""

    entries: tuple[Entry, ...]
    table: int
    place: Place = _NOWHERE
    bold: bool = False
    gap: bool = False


Piece = Paragraph | Row


def _laid(text: str, turns: Turns, at: int) -> Turns:
    """The turns of a piece's text when it is tidied and starts at offset ``at``."""
    return tuple((at + len(tidy(text[:offset] + ".")) - 1, page) for offset, page in turns)


def _lay_row(row: Row, at: int, above: dict[tuple[int, int], Cell]) -> tuple[str, tuple[Cell, ...], Turns]:
    """The row's text, cells and turns, when it starts at offset ``at``; ``above`` keeps the last cell of each column for merged ones."""
    texts = ["" if entry.above else tidy(entry.text) for entry in row.entries]
    filled = [index for index, text in enumerate(texts) if text]
    if not filled:
        return "", (), ()
    parts: list[str] = []
    turns: Turns = ()
    length = 0
    cells: list[Cell] = []
    for index, (entry, text) in enumerate(zip(row.entries, texts, strict=True)):
        if filled[0] < index <= filled[-1]:
            parts.append("\t")
            length += 1
        cell = Cell(at + length, at + length + len(text), entry.column, entry.columns)
        if entry.above:
            cell = above.get((row.table, entry.column), cell)
        else:
            turns += _laid(entry.text, entry.turns, cell.start)
        above[row.table, entry.column] = cell
        cells.append(cell)
        parts.append(text)
        length += len(text)
    return "".join(parts), tuple(cells), turns


def lay_out(
    pieces: Iterable[Piece],
    source_format: str,
    *,
    pages: int | None = None,
    encoding: str | None = None,
    ocr: bool = False,
    diagnostics: tuple[Diagnostic, ...] = (),
) -> Document:
    """The document made of the pieces in their order: a blank line between blocks, rows of one table on consecutive lines.

    Pieces without text leave nothing behind.
    """
    written: list[str] = []
    blocks: list[Block] = []
    turns: Turns = ()
    at = 0
    above: dict[tuple[int, int], Cell] = {}
    tables: dict[int, int] = {}
    for piece in pieces:
        table = tables.setdefault(piece.table, len(tables)) if isinstance(piece, Row) else None
        between = "" if not blocks else "\n" if table is not None and blocks[-1].table == table else "\n\n"
        start = at + len(between)
        if isinstance(piece, Row):
            text, cells, turned = _lay_row(piece, start, above)
            block = Block("row", start, start + len(text), piece.place, cells, table, 0, piece.bold)
        else:
            text, turned = tidy(piece.text), _laid(piece.text, piece.turns, start)
            block = Block("paragraph", start, start + len(text), piece.place, heading=piece.heading, bold=piece.bold)
        if text:
            written += (between, text)
            blocks.append(block)
            turns += turned
            at = block.end
    return Document("".join((*written, "\n")) if blocks else "", tuple(blocks), source_format, pages, encoding, ocr, diagnostics, turns)
