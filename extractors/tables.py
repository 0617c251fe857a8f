"""Tables that assign tasks: what each column holds, which rows head a group, and the cells that lines under a task fill in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal, cast

import regex

from extractors.labels import Label, read_label
from extractors.rules import Rule, load_rules
from schemas.document import Block, Cell, Document
from schemas.text import Span, fold

Column = Literal["ordinal", "content", "leads", "coordinators", "deadline", "outputs", "budget", "criteria", "unit", "figure", "note"]

_HEADER_CELL: Final = 120
"""A header cell is shorter than this, in characters."""
_KEY_REACH: Final = 100
"""The colon of a line that fills in a cell stands within so many characters."""
_REMARK: Final = regex.compile(r"\s*(?:\([^()]*\)\s*|(?:các|những) (?:nhiệm vụ|nội dung|công việc|mục|điểm)[^:.;]*)?")
"""What may stand between the key of such a line and its colon."""
_MARKER: Final = regex.compile(r"[\s\-+*•(]*")
"""What may stand before the key of a line that fills in a cell."""
_LINE_KEYS: Final = frozenset({"leads", "coordinators", "deadline", "outputs", "budget"})
"""Columns that a line under a task may fill in."""
_ROW_KEYS: Final = _LINE_KEYS | {"criteria"}
"""Columns of a table that say something of the task in the content column."""
_AS_ABOVE: Final = regex.compile(r"[\s\-–—.]*(?:nt|n\.t|như trên)[\s\-–—.]*|[\s\"'“”″〃]+")
"""What a cell holds instead of repeating the cell above it."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell of a task, wherever it stands: in a table row or in a line "Cơ quan chủ trì: …" below the task."""

    column: Column
    start: int
    end: int
    rule: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@lru_cache(maxsize=1024)
def column_rule(header: str) -> Rule | None:
    """The rule of ``columns.toml`` that knows a whole header.

    >>> column_rule("Cơ quan, đơn vị chủ trì").values["column"], column_rule("Xây dựng kế hoạch")
    ('leads', None)
    """
    folded = " ".join(fold(header).split())
    return next((rule for rule in load_rules("columns") if (match := rule.pattern.search(folded)) and _covers(match.end() - match.start(), folded)), None)


def _covers(length: int, header: str) -> bool:
    """Whether a match is the header, but for a remark in brackets."""
    return length >= len(header.split("(")[0].strip(" .:*"))


def read_header(document: Document, row: Block) -> Mapping[int, Column]:
    """What each column holds, by column index; empty where the row is no header.

    A header names the content or who leads, and at least one column more, and nothing in it is longer than a header is. What
    is aimed at or scored ("Mục tiêu", "Tiêu chí") is the content only where no column says what is done.
    """
    rules: dict[int, Rule] = {}
    for cell in row.cells:
        text = cell.span.of(document.text)
        if len(text) > _HEADER_CELL:
            return MappingProxyType({})
        if rule := column_rule(text):
            rules.update((cell.column + offset, rule) for offset in range(cell.columns))
    aims = not any(rule.values["column"] == "content" and not rule.values.get("aim") for rule in rules.values())
    columns = {
        at: cast(Column, rule.values["column"] if not rule.values.get("aim") else "content" if aims else rule.values["aim"]) for at, rule in rules.items()
    }
    named = set(columns.values())
    return MappingProxyType(columns if len(named) > 1 and named & {"content", "leads"} else {})


def guess_columns(rows: Sequence[Block]) -> Mapping[int, Column]:
    """The columns of a table without a header: a narrow first one numbers the rows, the one with most text is the content."""
    widths: dict[int, int] = {}
    for row in rows:
        for cell in row.cells:
            widths[cell.column] = widths.get(cell.column, 0) + cell.end - cell.start
    if not widths:
        return MappingProxyType({})
    columns: dict[int, Column] = {max(widths, key=lambda column: widths[column]): "content"}
    if 0 not in columns and widths.get(0, 0) <= 6 * len(rows):
        columns[0] = "ordinal"
    return MappingProxyType(columns)


def columns_of_tables(document: Document) -> Mapping[int | None, Mapping[int, Column]]:
    """What each column of each table holds, by the table's ordinal."""
    rows: dict[int | None, list[Block]] = {}
    for block in document.blocks:
        if block.kind == "row":
            rows.setdefault(block.table, []).append(block)
    return {table: _columns(document, blocks) for table, blocks in rows.items()}


def _columns(document: Document, rows: list[Block]) -> Mapping[int, Column]:
    """What each column of one table holds: as its header rows say, the last word on each column, else as its shape suggests.

    Where no header is known to name what is done, it is the column with most text among those that no header names.
    """
    columns: dict[int, Column] = {}
    for row in rows[:4]:
        columns.update(read_header(document, row))
    if not columns:
        return guess_columns(rows)
    if "content" not in columns.values():
        widths = Counter[int]()
        for row in rows:
            widths.update({cell.column: cell.end - cell.start for cell in row.cells if cell.column not in columns})
        columns.update((column, "content") for column, _ in widths.most_common(1))
    return columns


def row_label(document: Document, row: Block, columns: Mapping[int, Column]) -> tuple[Label | None, Span]:
    """A row's own label, and the stretch of its content without it.

    The label stands in the ordinal column ("a)", "1", "I"), or opens the content cell ("5. Xây dựng …").
    """
    ordinal = next((cell for cell in row.cells if columns.get(cell.column) == "ordinal" and cell.columns == 1), None)
    content = content_cell(row, columns)
    label = None
    if ordinal and ordinal.end > ordinal.start and (content is None or ordinal.start != content.start):
        label = read_label(f"{ordinal.span.of(document.text).strip(' .)/')}. X")
    if content is None:
        return label, Span(row.start, row.start)
    if label is None and (opening := read_label(content.span.of(document.text))) and opening.kind != "bullet":
        return opening, Span(content.start + opening.end, content.end)
    return label, content.span


def content_cell(row: Block, columns: Mapping[int, Column]) -> Cell | None:
    """The cell that says what is to be done; in a row with one filled cell only, that cell."""
    filled = [cell for cell in row.cells if cell.end > cell.start]
    named = next((cell for cell in filled if columns.get(cell.column) == "content"), None)
    if named:
        return named
    wordy = [cell for cell in filled if cell.end - cell.start > 3]
    return wordy[0] if len(wordy) == 1 else None


def heads_a_group(document: Document, row: Block, columns: Mapping[int, Column], following: Block | None) -> bool:
    """Whether a row only carries a number and a heading for the rows below it."""
    content = content_cell(row, columns)
    if content is None or following is None:
        return False
    rest = [cell for cell in row.cells if cell.end > cell.start and cell is not content and columns.get(cell.column) != "ordinal"]
    if rest:
        return False
    label, _ = row_label(document, row, columns)
    below, _ = row_label(document, following, columns)
    text = content.span.of(document.text)
    if content.columns > 1 or row.bold or text.isupper():
        return True
    return label is not None and (below is None or below.kind != label.kind)


def row_cells(document: Document, row: Block, columns: Mapping[int, Column], above: Sequence[Filled]) -> tuple[Filled, ...]:
    """The row's cells that say who, when, what comes out, what it costs and which criteria it serves.

    ``above`` are the cells of the row above: where a cell only says "-nt-", that row's cell stands for it.
    """
    cells: list[Filled] = []
    for cell in row.cells:
        column = columns.get(cell.column)
        if column is None or column not in _ROW_KEYS or cell.end <= cell.start:
            continue
        if _AS_ABOVE.fullmatch(cell.span.of(document.folded)):
            cells.extend(each for each in above if each.column == column)
        elif cell.span.of(document.text).strip("-–—. "):
            cells.append(Filled(column, cell.start, cell.end, f"tables.{column}"))
    return tuple(cells)


def line_cells(document: Document, span: Span) -> tuple[Filled, ...]:
    """The cells that a line fills in: "Cơ quan chủ trì: Sở Nội vụ; phối hợp: Sở Tài chính". Empty where it does not open with a key."""
    line = document.folded[span.start : span.end]
    if ":" not in line[:_KEY_REACH]:
        return ()
    marker = _MARKER.match(line)
    opening = marker.end() if marker else 0
    keys: list[tuple[int, int, Column, str]] = []
    for rule in load_rules("columns"):
        if rule.values["column"] not in _LINE_KEYS:
            continue
        for match in rule.pattern.finditer(line[opening:]):
            start, end = opening + match.start(), opening + match.end()
            colon = line.find(":", end, end + 40)
            if colon >= 0 and _REMARK.fullmatch(line, end, colon):
                keys.append((start, colon + 1, cast(Column, rule.values["column"]), rule.name))
    keys.sort()
    if not keys or keys[0][0] > opening:
        return ()
    ends = [start for start, *_ in keys[1:]] + [len(line)]
    return tuple(
        _trimmed(document, Filled(column, span.start + start, span.start + end, rule)) for (_, start, column, rule), end in zip(keys, ends, strict=True)
    )


def _trimmed(document: Document, cell: Filled) -> Filled:
    text = document.text[cell.start : cell.end]
    start = cell.start + len(text) - len(text.lstrip())
    return Filled(cell.column, start, max(start, cell.start + len(text.rstrip(" \n\t.;,-+*()"))), cell.rule)
