"""Word documents (.docx, .docm): paragraphs and tables in their order, with the numbers that Word computes."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zlib import error as ZlibError  # noqa: N812

from pipeline.read.fonts import Fonts
from pipeline.read.joining import goes_on, is_capitals, is_labelled, join_broken, joint
from pipeline.read.legacy import converted_note, most
from pipeline.read.legacy.fonts import Run, as_shown, label_in
from pipeline.read.legacy.pieces import mend_pieces
from pipeline.read.legacy.tables import ByteEncoding
from pipeline.read.numbering import Numbering, Styles, W, integer, is_true, value_of
from pipeline.read.pieces import Entry, Paragraph, Piece, Row, lay_out, tidy
from pipeline.read.tables import is_layout, join_rows
from pipeline.read.unreadable import Unreadable
from schemas.document import Document, Place

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

_ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_TEXT_BOX: Final = W + "txbxContent"
_TRANSPARENT: Final = frozenset(W + name for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo"))
"""Elements that only wrap what counts. Deletions (``w:del``, ``w:moveFrom``) are not among them."""
_WHITE: Final = {W + "tab": " ", W + "ptab": " ", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": "\xad"}
_MOST_BYTES: Final = 200_000_000
_MOST_MEMBERS: Final = 10_000
_BODY_TEXT: Final = 9
_DAMAGED: Final = "The Word document is damaged or cut short: open it in Word, save it again and retry"


def recognizes(data: bytes) -> bool:
    """A zip archive that holds, or held before it was cut short, a Word document."""
    return data.startswith(b"PK\x03\x04") and (b"word/document" in data or b"word/" in data[:4096] + data[-65_536:])


def read(data: bytes) -> Document:
    """The document of a Word file; raises ``Unreadable`` (``damaged``, ``encrypted``, ``too-large``, ``no-text``)."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.exceptions import OpcError
    from docx.opc.part import Part, XmlPart
    from docx.oxml import parse_xml
    from docx.package import Package

    def root(part: Part) -> Element:
        return part.element if isinstance(part, XmlPart) else parse_xml(part.blob)

    _check_size(data)
    try:
        part = Package.open(BytesIO(data)).main_document_part

        def related(kind: str) -> Element | None:
            return next((root(link.target_part) for link in part.rels.values() if link.reltype == kind and not link.is_external), None)

        style_sheet = related(RELATIONSHIP_TYPE.STYLES)
        styles = Styles.of(style_sheet)
        fonts = Fonts(styles, style_sheet, related(RELATIONSHIP_TYPE.THEME))
        story = _Story(styles, Numbering(related(RELATIONSHIP_TYPE.NUMBERING), styles), fonts)
        body = root(part).find(W + "body")
    except (zipfile.BadZipFile, ZlibError, SyntaxError, OpcError, KeyError, ValueError, EOFError, NotImplementedError, AttributeError) as error:
        raise Unreadable("damaged", _DAMAGED) from error
    except RuntimeError as error:
        raise Unreadable("encrypted", "The document is protected by a password: remove the password in Word and save it again") from error
    document = _laid_out(story, body) if body is not None else None
    if document is None or not document.blocks:
        raise Unreadable("no-text", "The Word document holds no text (perhaps pictures of pages): give the scan as PDF and have it recognized")
    return document


def _laid_out(story: _Story, body: Element) -> Document:
    pieces, mended = mend_pieces(list(story.pieces(body)))
    converted = story.converted + mended
    notes = (converted_note(converted),) if converted else ()
    return lay_out(join_rows(join_broken(pieces), cut_anywhere=True), "docx", encoding=most(converted), diagnostics=notes)


def _check_size(data: bytes) -> None:
    """Refuse an archive that would swell: the sizes it declares bound what is read from it."""
    try:
        members = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise Unreadable("damaged", _DAMAGED) from error
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_BYTES:
        raise Unreadable("too-large", "The Word document unpacks to more than any plan holds: it is not read, for safety")


@dataclass(slots=True)
class _Shown:
    """The text of a paragraph as it is collected: stretches set in one way, and the text boxes met on the way."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    @property
    def bold(self) -> bool:
        lettered = [run.bold for run in self.runs if any(map(str.isalnum, run.text))]
        return bool(lettered) and all(lettered)


class _Story:
    """A document's body on its way to pieces: it counts paragraphs and tables, and numbers lists, as they come.

    ``converted``: how many letters set in fonts from before Unicode were converted, by their encoding.
    """

    def __init__(self, styles: Styles, numbering: Numbering, fonts: Fonts) -> None:
        self.converted: Counter[ByteEncoding] = Counter()
        self._styles = styles
        self._numbering = numbering
        self._fonts = fonts
        self._paragraphs = 0
        self._tables = 0
        self._gap = False

    def pieces(self, body: Element) -> Iterator[Piece]:
        """The pieces of the body in their order."""
        for element in _blocks(body):
            if element.tag == W + "tbl":
                yield from self._table(element)
                self._gap = False
            else:
                self._paragraphs += 1
                yield from self._paragraph(element, Place(path=f"paragraph {self._paragraphs}"))

    def _paragraph(self, element: Element, place: Place) -> Iterator[Paragraph]:
        """The paragraph, in parts where its soft line breaks part it, then what its text boxes hold."""
        properties = element.find(W + "pPr")
        style = value_of(properties, "pStyle") or self._styles.default
        shown = _Shown()
        self._collect(element, shown, Run("", self._styles.is_on(style, "b"), self._styles.is_on(style, "caps")), style)
        text, converted = as_shown(shown.runs)
        text = tidy(text)
        self.converted += converted
        is_deleted = properties is not None and properties.find(f"{W}rPr/{W}del") is not None and not text
        label = "" if is_deleted else self._numbering.label(properties, style)
        if label and not label.isascii():
            label = label_in(label, self._fonts.of(properties.find(W + "rPr") if properties is not None else None, style))
        if not text:
            self._gap = True
        else:
            heading = self._outline_level(properties, style)
            for part in _parts(f"{label} {text}" if label else text):
                yield Paragraph(part, place, heading, shown.bold, self._gap)
                self._gap = False
        for box in shown.boxes:
            for inner in _blocks(box):
                yield from self._paragraph(inner, place) if inner.tag == W + "p" else self._cell_paragraphs(inner, place)

    def _outline_level(self, properties: Element | None, style: str | None) -> int:
        own = properties.find(W + "outlineLvl") if properties is not None else None
        found = self._styles.find(style, f"{W}pPr/{W}outlineLvl") if own is None else None
        element = own if own is not None else found[1] if found else None
        level = integer(element.get(W + "val"), _BODY_TEXT) if element is not None else _BODY_TEXT
        return level + 1 if 0 <= level < _BODY_TEXT else 0

    def _collect(self, element: Element, shown: _Shown, usual: Run, style: str | None) -> None:
        """Gather what the element shows of text; ``usual`` is how its paragraph's style sets it."""
        for child in element:
            if child.tag == W + "r":
                self._run(child, shown, usual, style)
            elif child.tag in _TRANSPARENT:
                self._collect(child, shown, usual, style)
            elif child.tag == _ALTERNATE:
                shown.boxes += _text_boxes(child)

    def _run(self, run: Element, shown: _Shown, usual: Run, paragraph_style: str | None) -> None:
        properties = run.find(W + "rPr")
        bold, capitals, style = usual.bold, usual.capitals, None
        if properties is not None:
            if is_true(properties.find(W + "vanish")):
                return
            style = value_of(properties, "rStyle")
            own_bold, own_capitals = is_true(properties.find(W + "b")), is_true(properties.find(W + "caps"))
            bold = own_bold if own_bold is not None else bold or self._styles.is_on(style, "b")
            capitals = own_capitals if own_capitals is not None else capitals or self._styles.is_on(style, "caps")
        own = Run("", bold, capitals, self._fonts.of(properties, paragraph_style, style))
        for child in run:
            if child.tag == W + "t":
                shown.runs.append(own._replace(text=child.text or ""))
            elif child.tag in _WHITE:
                shown.runs.append(own._replace(text=_WHITE[child.tag]))
            elif child.tag == W + "br":
                shown.runs.append(own._replace(text=" " if child.get(W + "type") in ("page", "column") else "\n"))
            elif child.tag == W + "sym":
                shown.runs.append(Run(_symbol(child), bold))
            elif child.tag in (W + "drawing", W + "pict", W + "object", _ALTERNATE):
                shown.boxes += _text_boxes(child)

    def _table(self, table: Element) -> Iterator[Piece]:
        self._tables += 1
        number = self._tables
        rows = [list(self._cells(row, Place(path=f"table {number} row {index}"))) for index, row in enumerate(_rows(table), 1)]
        columns = max((cell.column + cell.columns for row in rows for cell in row), default=0)
        if columns == 1 or is_layout((paragraph.text for row in rows for cell in row for paragraph in cell.paragraphs), len(rows), columns):
            for column in range(columns):
                for row in rows:
                    for cell in row:
                        if cell.column == column:
                            yield from (replace(part, text=line) for part in cell.paragraphs for line in part.text.split("\n"))
            return
        for index, row in enumerate(rows, 1):
            entries = tuple(Entry(cell.text, cell.column, cell.columns, cell.above) for cell in row)
            weights = [paragraph.bold for cell in row for paragraph in cell.paragraphs]
            yield Row(entries, number, Place(path=f"table {number} row {index}"), bool(weights) and all(weights))

    def _cells(self, row: Element, place: Place) -> Iterator[_Cell]:
        column = integer(value_of(row.find(W + "trPr"), "gridBefore"))
        for cell in _unwrapped(row, W + "tc"):
            properties = cell.find(W + "tcPr")
            columns = max(1, integer(value_of(properties, "gridSpan"), 1))
            merge = properties.find(W + "vMerge") if properties is not None else None
            above = merge is not None and merge.get(W + "val") != "restart"
            yield _Cell(tuple(self._cell_paragraphs(cell, place)), column, columns, above)
            column += columns

    def _cell_paragraphs(self, cell: Element, place: Place) -> Iterator[Paragraph]:
        """The paragraphs in a cell (or table), those of the tables within it too, in their order."""
        self._gap = False
        for element in _blocks(cell) if cell.tag != W + "tbl" else (inner for row in _rows(cell) for inner in _unwrapped(row, W + "tc")):
            if element.tag == W + "p":
                yield from self._paragraph(element, place)
            else:
                yield from self._cell_paragraphs(element, place)


@dataclass(frozen=True, slots=True)
class _Cell:
    paragraphs: tuple[Paragraph, ...]
    column: int
    columns: int
    above: bool

    @property
    def text(self) -> str:
        """Its paragraphs a line each, those that were cut joined."""
        written = ""
        for paragraph in self.paragraphs:
            between = "" if not written else joint(written, paragraph.text) if goes_on(written.rsplit("\n", 1)[-1], paragraph.text, running=0) else "\n"
            written += between + paragraph.text
        return written


def _blocks(container: Element) -> Iterator[Element]:
    """The paragraphs and tables of a body, cell or text box, those inside content controls and insertions too."""
    for child in container:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _blocks(child)


def _unwrapped(container: Element, tag: str) -> Iterator[Element]:
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _unwrapped(child, tag)


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table that are not deleted."""
    return (row for row in _unwrapped(table, W + "tr") if row.find(f"{W}trPr/{W}del") is None)


def _text_boxes(element: Element) -> Iterable[Element]:
    """The outermost text boxes in a drawing; of alternatives that show the same only the first that holds one."""
    if element.tag == _ALTERNATE:
        return next((boxes for child in element if (boxes := list(_text_boxes(child)))), [])
    if element.tag == _TEXT_BOX:
        return [element]
    return [box for child in element for box in _text_boxes(child)]


def _symbol(element: Element) -> str:
    try:
        return chr(int(element.get(W + "char", ""), 16))
    except (ValueError, OverflowError):
        return ""


def _parts(text: str) -> Sequence[str]:
    """The parts of a paragraph whose soft line breaks stand for paragraph ends (a label or a line in capitals follows or ends);
    a break within a sentence is taken out, any other stays a line end."""
    parts: list[str] = []
    for line in text.split("\n"):
        last = parts[-1].rsplit("\n", 1)[-1] if parts else ""
        if not parts or is_labelled(line) or is_capitals(line) or is_capitals(last):
            parts.append(line)
        else:
            parts[-1] += (joint(last, line) if goes_on(last, line) else "\n") + line
    return parts
