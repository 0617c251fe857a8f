"""Tables of figures: what their columns hold, and the targets in their cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import regex

from extractors.tables import Column, column_rule, guess_columns, read_header
from extractors.targets.figures import read_figure
from extractors.targets.indicators import indicator_id
from extractors.targets.reading import make_target
from extractors.targets.status import Setting, Status
from extractors.targets.wording import rules_of
from schemas.document import Block, Cell, Document
from schemas.plan import Target
from schemas.text import Span

_PAST_COLUMN: Final = regex.compile(r"thực hiện|kết quả|hiện trạng|(?<!\p{L})th(?!\p{L})")
_AIMED_COLUMN: Final = regex.compile(r"(?<!\p{L})(?:kế hoạch|kh|chỉ tiêu|mục tiêu)(?!\p{L})")
_AIM_HEADER: Final = regex.compile(r"\s*(?:chỉ tiêu|mục tiêu)\s*")
_COLUMN_YEAR: Final = regex.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def find_headers(document: Document) -> Mapping[int | None, tuple[Block, Mapping[int, Column]]]:
    """The header of each table that has one, with what its columns hold."""
    headers: dict[int | None, tuple[Block, Mapping[int, Column]]] = {}
    for block in document.blocks:
        if block.kind == "row" and block.table not in headers and (columns := columns_under(document, block)):
            headers[block.table] = (block, columns)
    unnamed: dict[int | None, list[Block]] = {}
    for block in document.blocks:
        if block.kind == "row" and block.cells and block.table not in headers:
            unnamed.setdefault(block.table, []).append(block)
    return headers | {table: (rows[0], _guessed(document, rows)) for table, rows in unnamed.items()}


def _guessed(document: Document, rows: Sequence[Block]) -> Mapping[int, Column]:
    """The columns of a table without a known header: the content is what its first row calls so, else what holds most text."""
    rules = ((cell, column_rule(cell.span.of(document.text))) for cell in rows[0].cells)
    named = next(
        (cell.column for cell, rule in rules if rule and (rule.values["column"] == "content" or _AIM_HEADER.fullmatch(document.folded, cell.start, cell.end))),
        None,
    )
    return guess_columns(rows) if named is None else {named: "content"}


def columns_under(document: Document, row: Block) -> Mapping[int, Column]:
    """What the columns under a header hold; in a table of figures the column headed "Chỉ tiêu" names what is measured."""
    known = read_header(document, row)
    if "content" in known.values():
        return known
    rules = {cell.column: rule for cell in row.cells if (rule := column_rule(cell.span.of(document.text)))}
    columns: dict[int, Column] = {column: rule.values["column"] for column, rule in rules.items()}
    figures = [column for column, held in columns.items() if held == "figure"]
    if len(figures) < 2 or "content" in columns.values():
        return known
    return {**columns, figures[0]: "content"}


def read_cells(document: Document, header: Block, row: Block, content: Cell, columns: Mapping[int, Column], setting: Setting) -> Iterator[Target]:
    """The figure cells of a row whose content cell names the indicator."""
    folded = document.folded
    (rule,) = rules_of("cell")
    unit_cell = next((cell for cell in row.cells if columns.get(cell.column) == "unit"), None)
    for cell in row.cells:
        match = columns.get(cell.column) == "figure" and cell.start >= content.end and rule.pattern.search(folded, cell.start, cell.end)
        if not match:
            continue
        named = next((other.span.of(folded) for other in header.cells if other.column <= cell.column < other.column + other.columns), "")
        figure = read_figure(folded, cell.span, rule, match)
        unit = figure.unit(document.text) or (unit_cell.span.of(document.text).strip() if unit_cell else "") or ("%" if "%" in named else None)
        status = _column_status(named, setting.year)
        if status is None:
            continue
        phrase = content.span.of(document.text)
        unit = unit and (unit if unit[1:2].isupper() else unit[0].lower() + unit[1:])
        known = indicator_id(content.span.of(folded), unit)
        target = make_target(document, figure, Span(content.start, cell.end), setting, status, " ".join(phrase.split()), known)
        yield replace(target, unit=unit)


def _column_status(header: str, year: int | None) -> Status | None:
    """Whether a column holds what is aimed at or what was reached; None where it holds what an earlier plan aimed at."""
    years = [int(match[0]) for match in _COLUMN_YEAR.finditer(header)]
    told = bool(_PAST_COLUMN.search(header))
    past = max(years) < year if years and year else told
    return "target" if not past else "result" if told or not _AIMED_COLUMN.search(header) else None
