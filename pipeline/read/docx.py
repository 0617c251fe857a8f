"""Word documents (.docx, .docm): paragraphs and tables in their order, with the numbers that Word computes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import regex

from pipeline.read.fonts import Fonts
from pipeline.read.joining import is_capitals, is_labelled, join_broken, whole_lines
from pipeline.read.legacy import converted_note, most
from pipeline.read.legacy.fonts import Run, as_shown, label_in, legacy_font
from pipeline.read.legacy.pieces import mend_pieces
from pipeline.read.legacy.tables import ByteEncoding
from pipeline.read.numbering import AutoNumbers, Numbering, Styles, W, integer, is_true, value_of
from pipeline.read.parts import Parts
from pipeline.read.pieces import Entry, Paragraph, Piece, Row, lay_out, tidy
from pipeline.read.symbols import as_symbol, is_private
from pipeline.read.tables import is_layout, join_rows
from pipeline.read.tabs import is_set_side_by_side, read_side_by_side
from pipeline.read.unreadable import Unreadable
from schemas.diagnostic import diagnose
from schemas.document import Document, Place

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

_ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MATH: Final = ("{http://schemas.openxmlformats.org/officeDocument/2006/math}", "{http://purl.oclc.org/ooxml/officeDocument/math}")
_FORMULAS: Final = frozenset(math + name for math in _MATH for name in ("oMath", "oMathPara"))
_FORMULA_TEXT: Final = "{*}t"
_TEXT_BOX: Final = W + "txbxContent"
_TRANSPARENT: Final = frozenset(W + name for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo"))
"""Elements that only wrap what counts. Deletions (``w:del``, ``w:moveFrom``) are not among them."""
_WHITE: Final = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "br": "\n", W + "noBreakHyphen": "-", W + "softHyphen": "\xad"}
_MARKERS: Final = frozenset(
    W + name for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")
)
_BODY_TEXT: Final = 9
_NOTES: Final = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_PAGE_NUMBER: Final = regex.compile(r"[-–\s]*\d{1,4}(?:\s*/\s*\d{1,4})?[-–\s]*")
_CONTENTS_END: Final = regex.compile(r"\t\s*(?:\d{1,4}|[ivxlc]{1,7})\s*$")
_PAGE_FIELD: Final = regex.compile(r"\s*(?:NUM)?PAGES?\b", regex.IGNORECASE)


def recognizes(data: bytes) -> bool:
    """A zip archive that holds, or held before it was cut short, a Word document."""
    return data.startswith(b"PK\x03\x04") and (b"word/document" in data or b"word/" in data[:4096] + data[-65_536:])


def read(data: bytes) -> Document:
    """The document of a Word file; raises ``Unreadable`` (``damaged``, ``encrypted``, ``too-large``, ``no-text``)."""
    parts = Parts(data)
    style_sheet = parts.related("styles")
    styles = Styles.of(style_sheet)
    fonts = Fonts(styles, style_sheet, parts.related("theme"))
    story = _Story(styles, Numbering(parts.related("numbering"), styles), fonts)
    body = parts.main.find(W + "body")
    document = _laid_out(story, body, parts) if body is not None else None
    if document is None or not document.blocks:
        raise Unreadable("no-text", "The Word document holds no text (perhaps pictures of pages): give the scan as PDF and have it recognized")
    return document


def _laid_out(story: _Story, body: Element, parts: Parts) -> Document:
    text = list(story.pieces(body))
    notes = list(story.notes({kind: parts.related(f"{kind}s") for kind, cited in story.cited.items() if cited}))
    pieces, mended = mend_pieces([*text, *notes])
    converted = story.converted + mended
    joined = [*join_broken(read_side_by_side(pieces[: len(text)])), *join_broken(pieces[len(text) :])]
    diagnostics = [converted_note(converted)] if converted else []
    if parts.broken:
        diagnostics.append(diagnose("damaged-parts", f"Missing or damaged in the Word document, and left out: {', '.join(parts.broken)}"))
    return lay_out(join_rows(joined, cut_anywhere=True), "docx", encoding=most(converted), diagnostics=tuple(diagnostics))


@dataclass(slots=True)
class _Shown:
    """The text of a paragraph as it is collected: stretches set in one way, the text boxes met on the way, where open fields began."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    fields: list[int] = field(default_factory=list)
    instructions: list[str] = field(default_factory=list)

    @property
    def bold(self) -> bool:
        lettered = [run.bold for run in self.runs if any(map(str.isalnum, run.text))]
        return bool(lettered) and all(lettered)

    def turn(self, field_character: str | None) -> None:
        """A field begins, its result begins, or it ends; what other fields showed within its instruction is not shown."""
        if field_character == "begin":
            self.fields.append(len(self.runs))
        elif field_character == "separate" and self.fields:
            del self.runs[self.fields[-1] :]
        elif field_character == "end" and self.fields:
            self.fields.pop()

    def is_page_number(self, text: str) -> bool:
        """Whether the text is nothing but a number that Word counts pages with."""
        return bool(self.instructions) and _PAGE_NUMBER.fullmatch(text) is not None and any(map(_PAGE_FIELD.match, self.instructions))


class _Story:
    """A document's body on its way to pieces: it counts paragraphs and tables, and numbers lists, as they come.

    ``converted``: how many letters set in fonts from before Unicode were converted, by their encoding.
    ``cited``: the notes whose marks were met, by kind, in their order.
    """

    def __init__(self, styles: Styles, numbering: Numbering, fonts: Fonts) -> None:
        self.converted: Counter[ByteEncoding] = Counter()
        self.cited: dict[str, dict[str, None]] = {kind: {} for kind in _NOTES.values()}
        self._styles = styles
        self._numbering = numbering
        self._fonts = fonts
        self._auto_numbers = AutoNumbers()
        self._paragraphs = 0
        self._tables = 0
        self._gap = False
        self._carried: _Shown | None = None

    def pieces(self, container: Element, place: Place | None = None) -> Iterator[Piece]:
        """The pieces of the body, or of a cell at that place that holds them, in their order."""
        for element in _blocks(container):
            if element.tag == W + "tbl":
                yield from self._table(element)
                self._gap = False
            else:
                self._paragraphs += place is None
                yield from self._paragraph(element, place or Place(path=f"paragraph {self._paragraphs}"), tabbed=True)

    def notes(self, parts: Mapping[str, Element | None]) -> Iterator[Paragraph]:
        """The paragraphs of the notes cited, from the parts that hold them by kind. They come after the text, as in a web page."""
        for kind, part in parts.items():
            held = {note.get(W + "id"): note for note in part.iterfind(W + kind)} if part is not None else {}
            for index, identifier in enumerate(self.cited[kind], 1):
                if (note := held.get(identifier)) is not None:
                    self._gap = True
                    yield from self._inner_paragraphs(note, Place(path=f"{kind} {index}"))

    def _paragraph(self, element: Element, place: Place, numbered: bool = False, tabbed: bool = False) -> Iterator[Paragraph]:
        """The paragraph, in parts where its soft line breaks part it, then what its text boxes hold.

        ``numbered``: a label without a text is a text of its own. ``tabbed``: it keeps its tabs, which may set it side by side with others.
        """
        properties = element.find(W + "pPr")
        style = value_of(properties, "pStyle") or self._styles.default
        shown, self._carried = self._carried or _Shown(), None
        shown.fields.clear()
        is_on = self._styles.is_on
        usual = _Usual(Run("", is_on(style, "b"), is_on(style, "caps")), style, is_on(style, "vanish"))
        self._collect(element, shown, usual)
        mark = properties.find(W + "rPr") if properties is not None else None
        if mark is not None and _is_unseen(mark):
            if not (any(run.text.strip() for run in shown.runs) or shown.boxes):
                return
            if _goes_on_below(element):
                self._carried = shown
                return
        text, converted = as_shown(shown.runs)
        tabs, text = text, tidy(text)
        self.converted += converted
        label = self._numbering.label(properties, style)
        if label and not label.isascii():
            label = label_in(label, self._fonts.of(mark, style))
        heading = self._outline_level(properties, style)
        if not label and shown.instructions:
            label = self._auto_numbers.label(shown.instructions, heading)
        if shown.is_page_number(text) or not (text or (numbered and label)) or (self._styles.is_contents(style) and _CONTENTS_END.search(tabs)):
            self._gap = True
        else:
            lines = _tabbed_lines(label + tabs) if tabbed and "\t" in tabs else ()
            for part in lines or _parts((label + text).strip()):
                yield Paragraph(part, place, heading, shown.bold, self._gap)
                self._gap = False
        for box in shown.boxes:
            yield from self._inner_paragraphs(box, place)

    def _outline_level(self, properties: Element | None, style: str | None) -> int:
        own = properties.find(W + "outlineLvl") if properties is not None else None
        found = self._styles.find(style, f"{W}pPr/{W}outlineLvl") if own is None else None
        element = own if own is not None else found[1] if found else None
        level = integer(element.get(W + "val"), _BODY_TEXT) if element is not None else _BODY_TEXT
        return level + 1 if 0 <= level < _BODY_TEXT else 0

    def _collect(self, element: Element, shown: _Shown, usual: _Usual) -> None:
        """Gather what the element shows of text."""
        for child in element:
            if child.tag == W + "r":
                self._run(child, shown, usual)
            elif child.tag in _TRANSPARENT:
                shown.instructions += [child.get(W + "instr", "")] if child.tag == W + "fldSimple" else []
                self._collect(child, shown, usual)
            elif child.tag == _ALTERNATE:
                self._collect(_branch(child), shown, usual)
            elif child.tag in _FORMULAS:
                shown.runs += (usual.run._replace(text=text.text or "") for text in child.iter(_FORMULA_TEXT))

    def _run(self, run: Element, shown: _Shown, usual: _Usual) -> None:
        properties = run.find(W + "rPr")
        style = value_of(properties, "rStyle")
        bold, capitals, hidden = usual.run.bold, usual.run.capitals, usual.hidden
        if properties is not None:
            bold = self._is_on("b", properties, style, bold)
            capitals = self._is_on("caps", properties, style, capitals)
            hidden = self._is_on("vanish", properties, style, hidden)
        if hidden:
            for mark in run.iterchildren(W + "fldChar"):
                shown.turn(mark.get(W + "fldCharType"))
            return
        font = self._fonts.name(properties, usual.style, style)
        self._content(run, shown, Run("", bold, capitals, legacy_font(font) if font else None), font)

    def _is_on(self, name: str, properties: Element, style: str | None, otherwise: bool) -> bool:
        own = is_true(properties.find(W + name))
        return own if own is not None else otherwise or self._styles.is_on(style, name)

    def _content(self, run: Element, shown: _Shown, own: Run, font: str | None) -> None:
        """Gather what a run holds, which is set as ``own`` says, in the font."""
        for child in run:
            if child.tag == W + "t":
                text = child.text or ""
                shown.runs.append(own._replace(text="".join(as_symbol(letter, font) for letter in text) if is_private(text) and own.font is None else text))
            elif child.tag in _WHITE:
                shown.runs.append(own._replace(text=_WHITE[child.tag]))
            elif child.tag == W + "sym":
                shown.runs.append(Run(_symbol(child), own.bold))
            elif child.tag == W + "fldChar":
                shown.turn(child.get(W + "fldCharType"))
            elif child.tag == W + "instrText":
                shown.instructions.append(child.text or "")
            elif child.tag in _NOTES:
                self.cited[_NOTES[child.tag]][child.get(W + "id", "")] = None
                if child.get(W + "customMarkFollows", "0") in ("1", "true", "on"):
                    return
            elif child.tag == _ALTERNATE:
                self._content(_branch(child), shown, own, font)
            elif child.tag in (W + "drawing", W + "pict", W + "object"):
                shown.boxes += _text_boxes(child)

    def _table(self, table: Element) -> Iterator[Piece]:
        self._tables += 1
        number = self._tables
        grid = [(row, Place(path=f"table {number} row {index}")) for index, row in enumerate(_grid(table), 1)]
        columns = max((slot.column + slot.columns for row, _ in grid for slot in row), default=0)
        if columns == 1:
            for row, place in grid:
                for slot in row:
                    self._gap = False
                    yield from self.pieces(slot.element, place)
            return
        rows = [([(slot, () if slot.above else tuple(self._cell_paragraphs(slot.element, place))) for slot in row], place) for row, place in grid]
        if is_layout((paragraph.text for filled, _ in rows for _, cell in filled for paragraph in cell), len(rows), columns):
            for column in range(columns):
                for filled, _ in rows:
                    for slot, cell in filled:
                        if slot.column == column:
                            yield from (replace(part, text=line) for part in cell for line in part.text.split("\n"))
            return
        for filled, place in rows:
            texts = ("\n".join(whole_lines((line for part in cell for line in part.text.split("\n")), running=0)) for _, cell in filled)
            entries = tuple(Entry(text, slot.column, slot.columns, slot.above) for (slot, _), text in zip(filled, texts, strict=True))
            weights = [paragraph.bold for _, cell in filled for paragraph in cell]
            yield Row(entries, number, place, bool(weights) and all(weights))

    def _cell_paragraphs(self, cell: Element, place: Place) -> Iterator[Paragraph]:
        """The paragraphs in a cell; of one that holds nothing but a number that Word computes, that number."""
        self._gap = False
        blocks = list(_blocks(cell))
        yield from self._inner_paragraphs(cell, place, numbered=len(blocks) == 1)

    def _inner_paragraphs(self, container: Element, place: Place, numbered: bool = False) -> Iterator[Paragraph]:
        """The paragraphs in a cell, text box or note, those of the tables within it too, in their order."""
        for element in _blocks(container):
            if element.tag == W + "p":
                yield from self._paragraph(element, place, numbered)
            else:
                for row in _grid(element):
                    for slot in row:
                        if not slot.above:
                            yield from self._cell_paragraphs(slot.element, place)


@dataclass(frozen=True, slots=True)
class _Usual:
    """How a paragraph's style sets its runs."""

    run: Run
    style: str | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class _Slot:
    """A cell in the grid of its table; ``above``: it is a part of the one above it."""

    element: Element
    column: int
    columns: int
    above: bool


def _grid(table: Element) -> Iterator[list[_Slot]]:
    """The cells of a table's rows, those merged in the old way (``w:hMerge``) as one."""
    merged: set[int] = set()
    for row in _rows(table):
        slots: list[_Slot] = []
        going_on: set[int] = set()
        column = integer(value_of(row.find(W + "trPr"), "gridBefore"))
        for cell in _unwrapped(row, W + "tc"):
            properties = cell.find(W + "tcPr")
            columns = max(1, integer(value_of(properties, "gridSpan"), 1))
            if slots and properties is not None and _merges(properties, "hMerge") == "continue":
                slots[-1] = replace(slots[-1], columns=slots[-1].columns + columns)
            elif properties is None or properties.find(W + "cellDel") is None:
                merge = _merges(properties, "vMerge") if properties is not None else None
                slots.append(_Slot(cell, column, columns, merge == "continue" and column in merged))
                going_on |= {column} if merge else set()
            column += columns
        merged = going_on
        yield slots


def _merges(properties: Element, name: str) -> str | None:
    """Whether a cell starts or goes on a merged one (``restart``, ``continue``); None where it is not merged."""
    merge = properties.find(W + name)
    return None if merge is None else merge.get(W + "val", "continue")


def _blocks(container: Element) -> Iterator[Element]:
    """The paragraphs and tables of a body, cell or text box, those inside content controls and insertions too."""
    for child in container:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _blocks(child)
        elif child.tag == _ALTERNATE:
            yield from _blocks(_branch(child))


def _unwrapped(container: Element, tag: str) -> Iterator[Element]:
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _unwrapped(child, tag)


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table that are neither deleted nor hidden."""
    return (row for row in _unwrapped(table, W + "tr") if row.find(f"{W}trPr/{W}del") is None and row.find(f"{W}trPr/{W}hidden") is None)


def _is_unseen(mark: Element) -> bool:
    """Whether a paragraph's mark (its ``w:rPr``) is deleted, moved away or hidden, so that the paragraph goes on in the next."""
    return mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None or is_true(mark.find(W + "vanish")) is True


def _goes_on_below(paragraph: Element) -> bool:
    """Whether another paragraph follows in the same container."""
    following = paragraph.getnext()
    while following is not None and following.tag in _MARKERS:
        following = following.getnext()
    return following is not None and following.tag == W + "p"


def _branch(alternate: Element) -> Element:
    """Of alternatives that show the same the first with a text; all of them where none has any."""
    return next((child for child in alternate if next(child.iter(W + "t", W + "sym"), None) is not None), alternate)


def _text_boxes(element: Element) -> list[Element]:
    """The outermost text boxes in a drawing."""
    if element.tag == _TEXT_BOX:
        return [element]
    return [box for child in (_branch(element) if element.tag == _ALTERNATE else element) for box in _text_boxes(child)]


def _symbol(element: Element) -> str:
    try:
        return as_symbol(chr(int(element.get(W + "char", ""), 16)), element.get(W + "font"))
    except (ValueError, OverflowError):
        return ""


def _tabbed_lines(text: str) -> Sequence[str]:
    """The lines of a paragraph with their tabs; none where several are no letterhead or signature block by themselves."""
    lines = ["\t".join(map(tidy, line.split("\t"))).rstrip() for line in text.split("\n")]
    filled = [line for line in lines if line]
    return filled if len(filled) == 1 or is_set_side_by_side(filled) else ()


def _parts(text: str) -> Sequence[str]:
    """The parts of a paragraph whose soft line breaks stand for paragraph ends (a label or a line in capitals follows or ends);
    a break within a sentence is taken out, any other stays a line end."""
    if "\n" not in text:
        return (text,)
    parts: list[list[str]] = []
    for line in whole_lines(text.split("\n")):
        if not parts or is_labelled(line) or is_capitals(line) or is_capitals(parts[-1][-1]):
            parts.append([line])
        else:
            parts[-1].append(line)
    return ["\n".join(part) for part in parts]
