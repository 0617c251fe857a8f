"""A web page as a person sees it: its paragraphs and table rows in their order, with the labels that a browser puts before list items.

The page is followed as a stream of tags, so that neither its depth nor its size in one place can make the parser give up half-way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

import regex

from extractors.labels import read_label
from extractors.rules import load_rules
from pipeline.read.joining import whole_lines
from pipeline.read.legacy.fonts import LegacyFont, Run, as_shown, legacy_font
from pipeline.read.legacy.tables import ByteEncoding
from pipeline.read.markup import is_decoration
from pipeline.read.numbering import roman
from pipeline.read.pieces import SYMBOLS, Entry, Paragraph, Piece, Row, tidy
from pipeline.read.tables import is_layout
from schemas.document import Place
from schemas.text import fold, nfc

_UNSHOWN: Final = frozenset(
    {"script", "style", "noscript", "template", "head", "title", "svg", "math", "object", "embed", "applet", "audio", "video", "canvas", "map"}
    | {"select", "option", "datalist", "button", "textarea", "input", "progress", "meter", "xml", "del", "dialog", "noframes", "rp"}
)
"""Elements whose text is no part of the page, or of no text of it."""
_BLOCKS: Final = frozenset(
    {"html", "body", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "menu", "dir", "dl", "dt", "dd", "section", "article", "main"}
    | {"header", "footer", "nav", "aside", "form", "fieldset", "legend", "blockquote", "pre", "address", "center", "figure", "figcaption"}
    | {"details", "summary", "caption", "hr", "iframe", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "option", "label"}
)
_FURNITURE: Final = frozenset({"nav", "aside", "footer"})
_BOLD: Final = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_HIDDEN: Final = regex.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all")
_WEIGHT: Final = regex.compile(r"font-weight\s*:\s*(?:(bold|bolder|[6-9]00)|[a-z1-5])")
_PRE: Final = regex.compile(r"white-space\s*:\s*(?:pre|break-spaces)")
_LIST_STYLE: Final = regex.compile(r"list-style(?:-type)?\s*:[^;]{0,99}?(none|(?:lower|upper)-(?:roman|alpha|latin)|decimal|disc|circle|square)")
_FONT: Final = regex.compile(r"font(?:-family)?\s*:(?:[^;]{0,80}?[\s\"',])?(?<name>\.?vn[\w .-]{2,30})")
_SHEET_RULE: Final = regex.compile(r"([^{}]{1,500})\{([^{}]{0,2000})\}")
_SHEET_CONDITION: Final = regex.compile(r"@[^{};]{0,300}\{(?:[^{}]{0,500}\{[^{}]{0,2000}\}){0,500}[^{}]{0,500}\}")
_SHEET_COMMENT: Final = regex.compile(r"/\*.*?\*/|<!--|-->", regex.DOTALL)
_SELECTOR: Final = regex.compile(r"(?:[a-z][a-z\d]*)?([.#][\w-]{1,80})", regex.IGNORECASE)
_LONGEST_FONT: Final = 100
_LONGEST_SHEET: Final = 500_000
_NOTE: Final = regex.compile(r"(?<![\w-])(?:MsoFootnoteText|MsoEndnoteText|sd(?:footnote|endnote)\d{1,4}|(?:ftn|edn)\d{1,4}|footnotes|endnotes)(?![\w-])")
_NOTE_MARK: Final = regex.compile(
    r"(?<![\w-])(?:MsoFootnoteReference|sd(?:footnote|endnote)(?:anc|sym)|footnote-(?:ref|back)|footnoteRef|footnoteBack)(?![\w-])"
)
_SYMBOL_FONT: Final = regex.compile(r"font-family\s*:[^;]{0,40}?(?:wingdings|symbol)")
_UPPER: Final = regex.compile(r"text-transform\s*:\s*uppercase")
_BLOCK: Final = regex.compile(r"display\s*:\s*(?:block|flex|grid|list-item)")
_WORD: Final = regex.compile(r"(?<=\p{Ll})(?=\p{Lu})|[-_:.]+")
_WHITE: Final = regex.compile(r"[ \t\r\n\f]+")
_LONGEST_ATTRIBUTE: Final = 2_000
_DEEPEST_REGION: Final = 100
_MOST_COLUMNS: Final = 64
_MOST_TABLES_DEEP: Final = 30
"""Tables further in only set text."""
_LARGEST: Final = 32_767
_COUNTS: Final = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_INTEGER: Final = regex.compile(r"\s*([+-]?\d{1,9})")
_LIST_NEARBY: Final = 30
"""How many elements out a list item looks for its list."""
_MOST_FRAMES: Final = 20
_MANY: Final = 12
_MOST_OF: Final = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """A part of a page, within others. ``clutter``: hidden, or named as what surrounds a text; deep parts count as the ones they are in."""

    parent: Region | None = None
    depth: int = 0
    clutter: bool = False

    def around(self) -> Iterator[Region]:
        """The region and those it lies in, the innermost first."""
        region: Region | None = self
        while region is not None:
            yield region
            region = region.parent


@dataclass(slots=True)
class _List:
    """A list that is being counted: the style of its labels, the next number, the step, and how many items there are in all."""

    style: str
    next: int = 1
    step: int = 1
    from_total: bool = False
    total: int = 0


@dataclass(frozen=True, slots=True)
class _Item:
    """A list item's place in its list; what it shows is known when the list has ended."""

    list: _List
    number: int
    style: str
    from_total: bool

    @property
    def label(self) -> str:
        number = self.list.total + 1 - self.number if self.from_total else self.number
        if self.style == "none":
            return ""
        if self.style in ("disc", "circle", "square"):
            return "-"
        return f"{_counted(number, self.style)}."


def _counted(number: int, style: str) -> str:
    """The number as a browser writes it in that style: Arabic wherever the style has no sign for it."""
    if not 0 < number < 4000:
        return str(number)
    name = roman(number) if style.endswith("roman") else _alphabetic(number) if style.endswith(("alpha", "latin")) else str(number)
    return name.lower() if style.startswith("lower") else name


def _alphabetic(number: int) -> str:
    written = ""
    while number:
        number, letter = divmod(number - 1, 26)
        written = chr(ord("A") + letter) + written
    return written


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph or row of a page with the region it stands in; ``linked``: all its words are links."""

    piece: Paragraph | Row
    region: Region
    linked: bool = False
    items: tuple[_Item, ...] = ()
    note: bool = False
    """Whether it is a footnote or endnote, which stand after the text."""

    @property
    def text(self) -> str:
        """The words of a paragraph without a list's label, of a row its cells."""
        return self.piece.text if isinstance(self.piece, Paragraph) else " ".join(entry.text for entry in self.piece.entries)

    def labelled(self) -> Shown:
        """With the labels of the list items that the paragraph opens, unless it was given one of its own."""
        if not self.items or not isinstance(self.piece, Paragraph):
            return self
        labels = " ".join(label for item in self.items if (label := item.label))
        own = not labels or read_label(self.piece.text) is not None
        return replace(self, piece=self.piece if own else replace(self.piece, text=f"{labels} {self.piece.text}"), items=())


@dataclass(slots=True)
class _Open:
    """An element that is open, with what it passes on to those within."""

    tag: str
    region: Region
    bold: bool = False
    linked: bool = False
    upper: bool = False
    pre: bool = False
    symbols: bool = False
    unshown: bool = False
    hidden: bool = False
    heading: int = 0
    note: bool = False
    font: LegacyFont | None = None
    list: _List | None = None
    table: _Table | None = None
    cell: _Cell | None = None


@dataclass(slots=True)
class _Cell:
    column: int
    columns: int
    above: bool = False
    shown: list[Shown] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its paragraphs a line each, those that were cut joined."""
        return "\n".join(whole_lines((line for each in self.shown for line in each.labelled().text.split("\n")), running=0))


@dataclass(slots=True)
class _Table:
    """A table that is open: its rows so far, and by column the width of a merged cell and how many rows below it still covers."""

    plain: bool
    rows: list[tuple[list[_Cell], Region]] = field(default_factory=list)
    covered: dict[int, tuple[int, int]] = field(default_factory=dict)
    column: int = 0

    def open_row(self, region: Region) -> None:
        self.rows.append(([], region))
        self.column = 0
        self._pass_covered()

    def open_cell(self, columns: int, rows: int, region: Region) -> _Cell:
        if not self.rows:
            self.open_row(region)
        cell = _Cell(self.column, max(1, min(columns, _MOST_COLUMNS - self.column)))
        self.rows[-1][0].append(cell)
        if rows != 1 and self.column < _MOST_COLUMNS:
            self.covered[cell.column] = (cell.columns, rows - 1 if rows else _LARGEST)
        self.column += cell.columns
        self._pass_covered()
        return cell

    def _pass_covered(self) -> None:
        """Put in the row the cells merged with those above that come next."""
        while covered := self.covered.pop(self.column, None):
            columns, rows = covered
            self.rows[-1][0].append(_Cell(self.column, columns, above=True))
            if rows > 1:
                self.covered[self.column] = (columns, rows - 1)
            self.column += columns

    def shown(self, number: int) -> Iterator[Shown]:
        """What the table shows: rows, or the paragraphs of one that only sets text side by side."""
        cells = [cell for row, _ in self.rows for cell in row if not cell.above]
        columns = max((cell.column + cell.columns for cell in cells), default=0)
        if columns <= 1 or self.plain or self._sets_a_page(cells):
            yield from (each for cell in cells for each in cell.shown)
        elif is_layout((each.text for cell in cells for each in cell.shown), len(self.rows), columns):
            yield from (each for column in range(columns) for cell in cells if cell.column == column for each in cell.shown)
        else:
            yield from self._rows(number)

    def _sets_a_page(self, cells: Sequence[_Cell]) -> bool:
        """Whether no row has two cells with text, or one cell holds most of the table: many paragraphs, or tables of its own."""
        if all(sum(bool(cell.shown) for cell in row) <= 1 for row, _ in self.rows):
            return True
        letters = [sum(len(each.text) for each in cell.shown) for cell in cells]
        largest = max(range(len(cells)), key=letters.__getitem__)
        full = len(cells[largest].shown) >= _MANY or any(isinstance(each.piece, Row) for each in cells[largest].shown)
        return full and letters[largest] >= _MOST_OF * sum(letters)

    def _rows(self, number: int) -> Iterator[Shown]:
        for row, region in self.rows:
            paragraphs = [each.piece for cell in row for each in cell.shown if isinstance(each.piece, Paragraph)]
            bold = bool(paragraphs) and all(paragraph.bold for paragraph in paragraphs)
            entries = tuple(Entry(cell.text, cell.column, cell.columns, cell.above) for cell in row)
            linked = bool(paragraphs) and all(each.linked for cell in row for each in cell.shown)
            yield Shown(Row(entries, number, bold=bold), region, linked)


class Page:
    """A parser's target: told of tags and text in their order, it gathers what they show.

    ``frames`` are the pages shown within this one, by their address; ``follow`` parses such a page into the same target;
    ``in_unicode`` says that letters in fonts from before Unicode were converted when the page was decoded.
    """

    def __init__(self, frames: Mapping[str, str], follow: Callable[[str, Page], None], in_unicode: bool = False) -> None:
        self.shown: list[Shown] = []
        self.generator = ""
        """What the page says it was made with."""
        self.converted: Counter[ByteEncoding] = Counter()
        """How many letters set in fonts from before Unicode were converted, by their encoding."""
        self._in_unicode = in_unicode
        self._sheet: list[str] = []
        self._hidden: set[str] = set()
        self._frames = dict(frames)
        self._follow = follow
        self._frames_open = 0
        self._stack = [_Open("", Region())]
        self._tables: list[_Table] = []
        self._sinks = [self.shown]
        self._tables_met = 0
        self._runs: list[tuple[str, _Open]] = []
        self._items: list[_Item] = []
        self._gap = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        parent = self._stack[-1]
        if tag == "meta" and attributes.get("name", "").lower() in ("generator", "progid"):
            self.generator += attributes.get("content", "")[:_LONGEST_ATTRIBUTE] + "\n"
        look = _look(attributes.get("style", "")[:_LONGEST_ATTRIBUTE].lower())
        names = " ".join(attributes.get(name, "") for name in ("class", "id", "role"))[:_LONGEST_ATTRIBUTE]
        opened = _Open(
            tag,
            parent.region,
            bold=look.bold if look.bold is not None else tag in _BOLD or parent.bold,
            linked=parent.linked or (tag == "a" and "href" in attributes),
            upper=parent.upper or look.upper,
            pre=parent.pre or look.pre or tag == "pre",
            symbols=look.symbols if look.symbols is not None else parent.symbols,
            unshown=parent.unshown or tag in _UNSHOWN or _NOTE_MARK.search(names) is not None,
            hidden=parent.hidden or look.hidden or "hidden" in attributes or self._is_hidden(attributes),
            heading=_HEADINGS.get(tag, parent.heading),
            note=parent.note or _NOTE.search(names) is not None,
            font=_font_of(attributes, look, parent.font),
        )
        self._stack.append(opened)
        if opened.unshown:
            return
        if tag in _BLOCKS or look.block:
            self._flush()
        clutter = tag in _FURNITURE or (opened.hidden and not parent.hidden) or _is_clutter(names)
        if (tag in _BLOCKS or clutter) and parent.region.depth < _DEEPEST_REGION:
            opened.region = Region(parent.region, parent.region.depth + 1, clutter)
        self._begin(opened, attributes, look)

    def _is_hidden(self, attributes: Mapping[str, str]) -> bool:
        """Whether a style sheet of the page hides the element by its id or one of its classes."""
        if not self._hidden:
            return False
        names = (f".{name}" for name in attributes.get("class", "")[:_LONGEST_ATTRIBUTE].split())
        return f"#{attributes.get('id', '')}" in self._hidden or any(name in self._hidden for name in names)

    def _begin(self, opened: _Open, attributes: Mapping[str, str], look: _Look) -> None:
        match opened.tag:
            case "br":
                self._runs.append(("\n", replace(opened, pre=True)))
            case "hr":
                self._gap = True
            case "ul" | "ol" | "menu" | "dir":
                opened.list = _list_of(opened.tag, attributes, look)
            case "li":
                self._begin_item(attributes, look)
            case "table" if len(self._tables) < _MOST_TABLES_DEEP:
                opened.table = _Table(attributes.get("role", "").lower() in ("presentation", "none"))
                self._tables.append(opened.table)
            case "tr" if self._tables:
                self._tables[-1].open_row(opened.region)
            case "td" | "th" if self._tables:
                opened.cell = self._tables[-1].open_cell(_span(attributes.get("colspan")), _span(attributes.get("rowspan")), opened.region)
                self._sinks.append(opened.cell.shown)
                self._gap = False
            case "iframe":
                self._open_frame(attributes)

    def _begin_item(self, attributes: Mapping[str, str], look: _Look) -> None:
        owner = next((opened.list for opened in reversed(self._stack[-_LIST_NEARBY:]) if opened.list is not None), None)
        if owner is None:
            return
        given = _number(attributes.get("value"))
        if given is not None:
            owner.next, owner.from_total = given, False
        style = look.list_style or _COUNTS.get(attributes.get("type", ""), owner.style)
        owner.total += 1
        self._items = [*self._items[-1:], _Item(owner, owner.next, style, owner.from_total)]
        owner.next += 1 if owner.from_total else owner.step

    def _open_frame(self, attributes: Mapping[str, str]) -> None:
        inner = attributes.get("srcdoc") or self._frames.pop(attributes.get("src", ""), "")
        if inner and self._frames_open < _MOST_FRAMES:
            self._frames_open += 1
            self._follow(inner, self)

    def end(self, tag: str) -> None:
        """The innermost element ends."""
        if len(self._stack) == 1:
            return
        if self._stack[-1].unshown:
            if self._stack.pop().tag == "style":
                self._hidden |= _hidden_by("".join(self._sheet))
                self._sheet.clear()
            return
        if tag in _BLOCKS:
            self._flush()
        closed = self._stack.pop()
        if closed.cell is not None:
            self._sinks.pop()
            self._gap = False
        elif closed.table is not None:
            self._tables.pop()
            self._tables_met += 1
            self._sinks[-1].extend(closed.table.shown(self._tables_met))
            self._gap = False
        elif tag == "li":
            self._items = []

    def data(self, text: str) -> None:
        """Text, whole or in parts."""
        if not self._stack[-1].unshown:
            self._runs.append((text, self._stack[-1]))
        elif self._stack[-1].tag == "style":
            self._sheet.append(text)

    def close(self) -> None:
        """The page, or one within it, ends."""
        self._flush()

    def _flush(self) -> None:
        """Make a paragraph of each line gathered."""
        runs, self._runs = self._runs, []
        if not runs:
            return
        visible = [run for run in runs if not run[1].hidden]
        if any(text.strip() for text, _ in visible):
            runs = visible
        line: list[tuple[str, _Open]] = []
        for text, opened in runs:
            first, *others = _written(text, opened).split("\n")
            line.append((first, opened))
            for other in others:
                self._end_line(line)
                line = [(other, opened)]
        self._end_line(line, last=True)

    def _end_line(self, line: Sequence[tuple[str, _Open]], last: bool = False) -> None:
        text, converted = _as_shown(line, self._in_unicode)
        self.converted += converted
        if not text or is_decoration(text):
            self._gap = self._gap or not last or any("\xa0" in text for text, _ in line)
            return
        worded = [(text, opened) for text, opened in line if not text.isspace() and text]
        lettered = [opened for text, opened in worded if any(map(str.isalnum, text))]
        home = min((opened for _, opened in worded), key=lambda opened: opened.region.depth)
        bold = bool(lettered) and all(opened.bold for opened in lettered)
        linked = bool(lettered) and all(opened.linked for opened in lettered)
        self._sinks[-1].append(
            Shown(Paragraph(text, heading=worded[0][1].heading, bold=bold, gap=self._gap), home.region, linked, tuple(self._items), worded[0][1].note)
        )
        self._items, self._gap = [], False


def _as_shown(line: Sequence[tuple[str, _Open]], in_unicode: bool) -> tuple[str, Counter[ByteEncoding]]:
    """The text of a line as its fonts show it, and how many letters were converted; ``in_unicode``: all were before, and capitals alone are left."""
    if not any(opened.font for _, opened in line):
        return tidy("".join(text for text, _ in line)), Counter()
    if in_unicode:
        return tidy("".join(text.upper() if opened.upper or (opened.font and opened.font.capitals) else text for text, opened in line)), Counter()
    text, converted = as_shown(Run(text, capitals=opened.upper, font=opened.font) for text, opened in line)
    return tidy(text), converted


def _font_of(attributes: Mapping[str, str], look: _Look, inherited: LegacyFont | None) -> LegacyFont | None:
    """The font from before Unicode that the element is set in, if it is."""
    name = attributes.get("face") if look.font is None else look.font
    return inherited if name is None else legacy_font(name[:_LONGEST_FONT])


def _hidden_by(sheet: str) -> set[str]:
    """The classes and ids that a style sheet hides by themselves, with their sign; what it does on some media alone does not count.

    >>> _hidden_by(".a, p.b { display: none } #c{visibility:hidden} .d .e{display:none} @media print {.f {display:none}}") == {".a", ".b", "#c"}
    True
    """
    plain = _SHEET_CONDITION.sub("", _SHEET_COMMENT.sub("", sheet[:_LONGEST_SHEET]))
    hiding = (found[1] for found in _SHEET_RULE.finditer(plain) if _HIDDEN.search(found[2].lower()))
    return {chosen[1] for selectors in hiding for each in selectors.split(",") if (chosen := _SELECTOR.fullmatch(each.strip()))}


def _written(text: str, opened: _Open) -> str:
    """Text as the page shows it: white space is one space unless the element keeps line ends; symbol fonts in characters of any font."""
    plain = text if opened.pre else _WHITE.sub(" ", text)
    if opened.symbols:
        plain = "".join(SYMBOLS.get(chr(0xF000 + ord(letter)), letter) if "!" <= letter < "\u0100" else letter for letter in plain)
    return plain.upper() if opened.upper and opened.font is None else plain


@dataclass(frozen=True, slots=True)
class _Look:
    """What an element's own style says of its text; None where it says nothing."""

    bold: bool | None = None
    hidden: bool = False
    upper: bool = False
    pre: bool = False
    symbols: bool | None = None
    font: str | None = None
    block: bool = False
    list_style: str | None = None


@lru_cache(4096)
def _look(style: str) -> _Look:
    if not style:
        return _Look()
    weight, listed, font = _WEIGHT.search(style), _LIST_STYLE.search(style), _FONT.search(style)
    return _Look(
        bold=None if weight is None else weight[1] is not None,
        hidden=_HIDDEN.search(style) is not None,
        upper=_UPPER.search(style) is not None,
        pre=_PRE.search(style) is not None,
        symbols=_SYMBOL_FONT.search(style) is not None if "font" in style else None,
        font=font["name"] if font else "" if "font-family" in style else None,
        block=_BLOCK.search(style) is not None,
        list_style=listed[1] if listed else None,
    )


@lru_cache(4096)
def _is_clutter(names: str) -> bool:
    """Whether an element's classes, id and role name it as what surrounds a text. Words within a name count as words."""
    words = "\n".join(_WORD.sub(" ", name) for name in names.split())
    return bool(words) and any(rule.pattern.search(fold(nfc(words))) for rule in load_rules("web_page") if rule.values["kind"] == "name")


def _list_of(tag: str, attributes: Mapping[str, str], look: _Look) -> _List:
    style = look.list_style or _COUNTS.get(attributes.get("type", ""), attributes.get("type", "").lower()) or ("decimal" if tag == "ol" else "disc")
    start = _number(attributes.get("start"))
    backwards = "reversed" in attributes and tag == "ol"
    return _List(style, 1 if start is None else start, -1 if backwards else 1, from_total=backwards and start is None)


def _number(text: str | None) -> int | None:
    """The whole number in an attribute that should hold one, within bounds; None where it does not."""
    found = _INTEGER.match(text or "")
    return max(-_LARGEST, min(int(found[1]), _LARGEST)) if found else None


def _span(text: str | None) -> int:
    """How many columns or rows a cell takes; 0 for as many rows as there are."""
    number = _number(text)
    return 1 if number is None or number < 0 else number


def paragraphs_and_rows(shown: Iterable[Shown]) -> Iterator[Piece]:
    """The pieces with their labels and places: the paragraphs counted, the tables counted and their rows."""
    paragraphs = notes = row = 0
    tables: dict[int, int] = {}
    previous: int | None = None
    for each in shown:
        piece = each.labelled().piece
        if isinstance(piece, Paragraph) and each.note:
            notes += 1
            yield replace(piece, place=Place(path=f"footnote {notes}"))
            continue
        if isinstance(piece, Paragraph):
            paragraphs += 1
            yield replace(piece, place=Place(path=f"paragraph {paragraphs}"))
            continue
        row = row + 1 if piece.table == previous else 1
        previous = piece.table
        yield replace(piece, place=Place(path=f"table {tables.setdefault(piece.table, len(tables) + 1)} row {row}"))
