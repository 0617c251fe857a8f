"""XLSX as an office wants it: a sheet to track tasks by, in Vietnamese, then one sheet a table, and whatever no cell can hold on a last one.

Every text is written as a text, so none is run as a formula or followed as a link, however it begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, Any, Final

import regex
import xlsxwriter
from xlsxwriter.exceptions import XlsxFileError
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellNumberTuple, CellStringTuple, Worksheet

from pipeline.export.letters import shown
from pipeline.export.material import ALL_TABLES, Material, rows_of
from pipeline.export.words import notes_on, plan_words, section_words, word
from pipeline.frames import BETWEEN
from pipeline.messages import say
from schemas.plan import Plan
from schemas.tables import TABLES, Column, Kind, Row, Table, Value

if TYPE_CHECKING:
    from xlsxwriter.format import Format

ROWS: Final = 1_048_576
"""Rows of a sheet; what is more goes on in another."""
CELL: Final = 32_767
"""Characters of a cell, in UTF-16 units."""
LOW: Final = 0.7
"""A task that is less sure than this is coloured."""

_CODE: Final = regex.compile("_(?=x[0-9A-Fa-f]{4}_)")
_A4: Final = 9
_LINE: Final = 15.0
"""Points that a line of text is high."""
_MOST_LINES: Final = 27
"""A row cannot be higher than 409 points."""
_FIRST_DAY: Final = date(1900, 3, 1)
"""Before it, Excel counts a day that never was."""
_FONT: Final = "Times New Roman"
_STATUSES: Final = {"not-begun": "#FFFFFF", "begun": "#FFF2CC", "done": "#E2EFDA", "overdue": "#F4B084"}
"""What a task can be, with its colour."""
_PIECE: Final = 16_000
"""Characters of an overlong text in one cell: no cell is full of them, however many units each takes."""
_LONG: Final[Sequence[tuple[str, Kind, int]]] = (
    ("on-sheet", "string", 22),
    ("row", "integer", 9),
    ("column", "string", 22),
    ("part", "integer", 9),
    ("text", "string", 100),
)
_WIDTHS: Final[Mapping[Kind, int]] = {"string": 22, "integer": 9, "number": 11, "boolean": 9, "date": 12, "strings": 30, "integers": 14}
_WIDE: Final = frozenset({"text", "title", "message", "description", "deadline_text", "source", "correction", "indicator", "signer"})
"""Columns of whole sentences."""
_NARROW: Final = frozenset({"id", "plan_id", "source_id", "section", "task", "target", "parent", "path", "label", "rule"})
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "use_zip64": True,
}


_TRACKED: Final[Sequence[tuple[str, Kind, int]]] = (
    ("number", "integer", 6),
    ("task", "string", 52),
    ("leads", "string", 22),
    ("coordinators", "string", 24),
    ("deadline", "string", 16),
    ("due", "date", 12),
    ("outputs", "string", 20),
    ("status", "string", 15),
    ("plan", "string", 26),
    ("section", "string", 22),
    ("confidence", "number", 9),
    ("notes", "string", 26),
)
"""The columns of the tracking sheet: name, kind, width in characters."""


def write(material: Material, opened: IO[bytes]) -> Iterable[str]:
    """Write the workbook; in words, how many texts are on its last sheet, piece by piece. ``OSError`` where it cannot be written."""
    with TemporaryDirectory(prefix="kehoach-") as aside:  # the library keeps the rows of each sheet in a file, and forgets them where it fails
        book = Book(opened, material.revised, aside, word("sheet"))
        tracking = book.sheet(word("sheet"), [(word(name), kind, width) for name, kind, width in _TRACKED], held=2)
        tables = {table.name: book.sheet(table.name, [(each.name, each.kind, _width(each)) for each in table.columns]) for table in ALL_TABLES}
        number = 0
        for plans in material.some():
            for plan in plans:
                tracking.add(_tracked(plan, number))
                number += len(plan.tasks)
            for table in TABLES:
                tables[table.name].add(_values(table, rows_of(table, plans)))
        for table, rows in material.closing():
            tables[table.name].add(_values(table, rows))
        for page, last in tracking.pages():
            _finish_tracking(book, page, last)
        book.close()
    return [say("export.overlong", count=book.overlong, sheet=word("long"))] if book.overlong else []


def _values(table: Table, rows: Iterable[Row]) -> Iterator[list[Value]]:
    names = [column.name for column in table.columns]
    return ([row[name] for name in names] for row in rows)


def _tracked(plan: Plan, before: int) -> Iterator[list[Value]]:
    """The rows of a plan's tasks in the tracking sheet, numbered on."""
    name = plan_words(plan)
    for number, task in enumerate(plan.tasks, before + 1):
        deadline = task.deadline
        yield [
            number,
            task.text,
            BETWEEN.join(agency.mention for agency in task.leads),
            BETWEEN.join(agency.mention for agency in task.coordinators),
            deadline.text if deadline else None,
            deadline.end if deadline else None,
            BETWEEN.join(task.outputs),
            None,
            name,
            section_words(plan, task),
            task.confidence,
            notes_on(task),
        ]


def _finish_tracking(book: Book, page: Worksheet, last: int) -> None:
    """What makes a sheet of tasks one to work with: a list of statuses to choose from, colours, and a page to print."""
    page.set_margins(left=0.3, right=0.3, top=0.7, bottom=0.5)
    page.set_header(f'&C&"{_FONT},Bold"&14{word("sheet").upper()}')
    page.set_footer("&C&P/&N")
    if not last:
        return
    names = [name for name, _, _ in _TRACKED]
    status, confidence = names.index("status"), names.index("confidence")
    statuses = [word(each) for each in _STATUSES]
    page.data_validation(1, status, last, status, {"validate": "list", "source": statuses, "error_title": word("status"), "error_message": ", ".join(statuses)})
    for each, colour in _STATUSES.items():
        page.conditional_format(1, status, last, status, {"type": "cell", "criteria": "==", "value": f'"{word(each)}"', "format": book.format(bg_color=colour)})
    page.conditional_format(1, confidence, last, confidence, {"type": "cell", "criteria": "<", "value": LOW, "format": book.format(bg_color="#F8CBAD")})


def _lines(text: str, width: int) -> int:
    """About how many lines a text takes in a column that is so many digits wide; letters are narrower."""
    letters = width * 8 // 7
    if len(text) <= letters and "\n" not in text:
        return 1
    return sum(1 + len(line) // letters for line in text.split("\n", _MOST_LINES))


def _width(column: Column) -> int:
    if column.name in _WIDE:
        return 60
    return 18 if column.name in _NARROW else _WIDTHS[column.kind]


class _PlainSheet(Worksheet):  # type: ignore[misc]
    """A sheet whose texts are never markup: the library writes one that begins with <r> and ends with </r> as it is. And in half the time."""

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if isinstance(cell, CellStringTuple):
            text = _escaped(cell.string)
            space = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
            self.fh.write(f'<c r="{_letters(col)}{row + 1}" s="{cell.format._get_xf_index()}" t="inlineStr"><is><t{space}>{text}</t></is></c>')
        elif isinstance(cell, CellNumberTuple):
            self.fh.write(f'<c r="{_letters(col)}{row + 1}" s="{cell.format._get_xf_index()}"><v>{cell.number:.16G}</v></c>')
        else:
            super()._write_cell(row, col, cell)


def _escaped(text: str) -> str:
    """A text as the XML of a sheet has it, in which _x000D_ and the like would stand for a character.

    >>> _escaped("a<b> & _x000D_")
    'a&lt;b&gt; &amp; _x005F_x000D_'
    """
    if "_x" in text:
        text = _CODE.sub("_x005F_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@cache
def _letters(column: int) -> str:
    """The letters of a column, counted from 0."""
    return str(xl_col_to_name(column))


@dataclass(frozen=True, slots=True)
class _Formats:
    """How the cells of a sheet look."""

    text: Format
    number: Format
    date: Format


class Book:
    """The open workbook."""

    def __init__(self, opened: IO[bytes], revised: datetime, aside: str, title: str) -> None:
        self._book = xlsxwriter.Workbook(opened, {**_OPTIONS, "tmpdir": aside})
        self._book.set_properties({"title": title, "created": revised.replace(tzinfo=None)})
        self.header = self.format(bold=True, text_wrap=True, align="center", valign="vcenter", border=1, border_color="#A6A6A6", bg_color="#DDEBF7")
        self.plain = self._formats({}, {})
        self.framed = self._formats({"border": 1, "border_color": "#D9D9D9"}, {"num_format": "0.00", "align": "center"})
        self.overlong = 0
        self._long: Sheet | None = None
        self._sheets: list[Sheet] = []

    def _formats(self, every: Mapping[str, Any], number: Mapping[str, Any]) -> _Formats:
        body = {"text_wrap": True, "valign": "top", **every}
        dated = self.format(**body, num_format="dd/mm/yyyy", align="center")
        return _Formats(self.format(**body), self.format(**body, **number), dated)

    def format(self, **properties: Any) -> Format:
        """A format of this workbook."""
        return self._book.add_format({"font_name": _FONT, "font_size": 11, **properties})

    def sheet(self, name: str, columns: Sequence[tuple[str, Kind, int]], held: int = 0) -> Sheet:
        """A new sheet of columns (header, kind, width in characters) of which the first ones stay in sight."""
        self._sheets.append(Sheet(self, name, columns, held))
        return self._sheets[-1]

    def page(self, name: str) -> Worksheet:
        """A new sheet of the file."""
        return self._book.add_worksheet(name, _PlainSheet)

    def cut(self, text: str, sheet: str, row: int, column: str) -> str:
        """What fits into a cell of a text that does not; all of it goes to the last sheet."""
        if self._long is None:
            heads = [(word(each), kind, width) for each, kind, width in _LONG]
            self._long = self.sheet(word("long"), heads)
        pieces = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
        self._long.add([sheet, row + 1, column, number, piece] for number, piece in enumerate(pieces, 1))
        self.overlong += 1
        return f"{pieces[0]} {word('goes-on', sheet=word('long'))}"

    def close(self) -> None:
        """Write the file."""
        for sheet in self._sheets:
            for page, last in sheet.pages():
                page.autofilter(0, 0, last, sheet.width - 1)
        try:
            self._book.close()
        except XlsxFileError as error:
            raise OSError(None, str(error)) from error


class Sheet:
    """Rows under a header, on as many sheets of the file as they need."""

    def __init__(self, book: Book, name: str, columns: Sequence[tuple[str, Kind, int]], held: int) -> None:
        self._book, self._name, self._columns, self._held = book, name, columns, held
        self._formats = book.framed if held else book.plain
        self.width = len(columns)
        self._full: list[tuple[Worksheet, int]] = []
        self._page = self._new_page(name)
        self._row = 0

    def add(self, rows: Iterable[Sequence[Value]]) -> None:
        """Write further rows."""
        for values in rows:
            if self._row + 1 == ROWS:
                self._full.append((self._page, self._row))
                self._page, self._row = self._new_page(f"{self._name} ({len(self._full) + 1})"), 0
            self._row += 1
            lines = 1
            for column, value in enumerate(values):
                lines = max(lines, self._write(column, value))
            if lines > 1:  # Excel finds the height itself, other programs do not
                self._page.set_row(self._row, min(lines, _MOST_LINES) * _LINE)

    def pages(self) -> Sequence[tuple[Worksheet, int]]:
        """The sheets of the file, each with the number of its last row."""
        return (*self._full, (self._page, self._row))

    def _write(self, column: int, value: Value) -> int:
        """Write one cell; how many lines it needs."""
        page, row, formats = self._page, self._row, self._formats
        if isinstance(value, list):
            value = BETWEEN.join(map(str, value))
        if value is None or value == "":
            if self._held:
                page.write_blank(row, column, None, formats.text)
        elif isinstance(value, str):
            text = shown(value)
            if len(text) > _PIECE and len(text.encode("utf-16-le")) > 2 * CELL:
                text = self._book.cut(text, page.get_name(), row, self._columns[column][0])
            page.write_string(row, column, text, formats.text)
            return _lines(text, self._columns[column][2])
        elif isinstance(value, bool):
            page.write_boolean(row, column, value, formats.text)
        elif isinstance(value, date):
            if value < _FIRST_DAY:
                page.write_string(row, column, value.isoformat(), formats.text)
            else:
                page.write_datetime(row, column, value, formats.date)
        else:
            page.write_number(row, column, value, formats.number if isinstance(value, float) else formats.text)
        return 1

    def _new_page(self, name: str) -> Worksheet:
        page = self._book.page(name)
        page.freeze_panes(1, self._held)
        page.repeat_rows(0)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        for number, (head, _, width) in enumerate(self._columns):
            page.set_column(number, number, width)
            page.write_string(0, number, head, self._book.header)
        return page
