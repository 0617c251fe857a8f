"""The report's tables for spreadsheets: the matrix as CSV, all of them as a workbook, in Vietnamese whatever the language of the screen: the plans are."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from pipeline.audit.model import COMPONENTS, Audit, BodyRow, PlanRow
from pipeline.audit.phrases import advice, bilingual, due_name, gaps_of, years_of
from pipeline.audit.rendering import Words, words
from pipeline.export.to_xlsx import Book
from pipeline.frames import BETWEEN, harmless
from schemas.diagnostic import CODES
from schemas.finding import KINDS
from schemas.tables import Kind, Value

CSV: Final = "coverage.csv"
XLSX: Final = "coverage.xlsx"

COLUMNS: Final = (
    "plan_id", "source", "number", "title", "issuer", "province", "level", "year_from", "year_to", "par_index", "failure",
    "component", "component_name", "applicable", "covered", "tasks", "targets", "suggested_tasks", "criteria",
)  # fmt: skip
"""The columns of the CSV: a row for each plan and component."""

_MADE: Final = datetime(1980, 1, 1)
"""The day that the workbook says it was made, as the archive that it is says of its parts: the same dataset makes the same bytes."""
_HEATED: Final = {"type": "3_color_scale", "min_type": "num", "min_value": 0, "mid_type": "num", "mid_value": 5, "max_type": "num", "max_value": 21}
_COLOURS: Final = {"min_color": "#FFFFFF", "mid_color": "#C3DAEE", "max_color": "#5795C8"}


def write_tables(folder: Path, audit: Audit) -> None:
    """Write the CSV and the workbook. ``OSError`` where they cannot be written."""
    with (folder / CSV).open("w", encoding="utf-8-sig", newline="", errors="replace") as opened:
        writer = csv.writer(opened, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        writer.writerows([harmless(value) if isinstance(value, str) else value for value in line] for line in _cells(audit))
    with (folder / XLSX).open("wb") as workbook, TemporaryDirectory(prefix="kehoach-") as aside:
        book = Book(workbook, _MADE, aside, words("audit.title").vi)
        for table in _tables(audit):
            sheet = book.sheet(table.name, table.columns, held=1)
            sheet.add(table.rows)
            for page, last in sheet.pages():
                if table.heated and last:
                    page.conditional_format(1, table.heated[0], last, table.heated[1], {**_HEATED, **_COLOURS})
        book.close()


def _cells(audit: Audit) -> Iterator[list[Value]]:
    for row in audit.rows:
        first, last = row.years or (None, None)
        plan = [row.plan_id, row.path, row.number, row.title, row.issuer, row.province, row.level, first, last, row.par_index, row.failure]
        for cell in row.cells:
            counts = [cell.tasks, cell.targets, cell.suggested, cell.criteria]
            yield [*plan, cell.component, words(f"component.{cell.component}").vi, int(cell.applicable), int(cell.covered), *counts]


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet of the workbook: its columns (header, kind, width), its rows, and which columns are coloured by their numbers."""

    name: str
    columns: Sequence[tuple[str, Kind, int]]
    rows: Iterable[Sequence[Any]]
    heated: tuple[int, int] | None = None


def _tables(audit: Audit) -> Iterator[_Table]:
    yield _matrix(audit)
    yield _gaps(audit)
    yield _bodies(audit)
    yield _deadlines(audit)
    yield _figures(audit)
    yield _documents(audit)
    yield _changed(audit)
    yield _findings(audit)
    yield _notices(audit)
    yield _failed(audit)


def _say(name: str) -> str:
    return words(f"audit.{name}").vi


_PLAN: Final[Sequence[tuple[str, Kind, int]]] = (("plan", "string", 46), ("province", "string", 16), ("level", "string", 13), ("year", "string", 11))


def _heads(some: Sequence[tuple[str, Kind, int]]) -> list[tuple[str, Kind, int]]:
    return [(_say(name), kind, width) for name, kind, width in some]


def _component_heads() -> list[tuple[str, Kind, int]]:
    return [(f"{component}. {words(f'component.{component}').vi}", "integer", 13) for component in COMPONENTS]


def _plan(row: PlanRow) -> list[Value]:
    return [row.name, row.province, _level(row), years_of(row)]


def _level(row: PlanRow) -> str | None:
    return words(f"level.{row.level}").vi if row.level else None


def _matrix(audit: Audit) -> _Table:
    columns = [
        *_heads(_PLAN),
        *_component_heads(),
        *_heads((("tasks", "integer", 10), ("targets", "integer", 10), ("covered", "string", 9), ("gap", "string", 50), ("version", "string", 16))),
        *_heads((("source", "string", 30),)),
    ]
    return _Table(_say("nav-coverage"), columns, map(_matrix_row, audit.rows), (len(_PLAN), len(_PLAN) + len(COMPONENTS) - 1))


def _matrix_row(row: PlanRow) -> list[Value]:
    if row.failure:
        told: list[Value] = [*[None] * len(COMPONENTS), None, None, _say("not-read"), _meaning(row.failure).vi]
    else:
        covered = f"{sum(cell.covered for cell in row.cells)}/{sum(cell.applicable for cell in row.cells)}"
        told = [*(cell.tasks if cell.applicable else None for cell in row.cells), row.tasks, row.targets, covered, gaps_of(row).vi]
    return [*_plan(row), *told, row.par_index, row.path]


def _gaps(audit: Audit) -> _Table:
    columns = _heads((*_PLAN, ("component", "string", 34), ("gap", "string", 60)))
    rows = (
        [*_plan(row), words(f"component.{cell.component}").vi, words("audit.gap-of", component=words(f"component.{cell.component}")).vi]
        for row in audit.readable
        for cell in row.gaps
    )
    return _Table(_say("gaps"), columns, rows)


def _bodies(audit: Audit) -> _Table:
    columns = [
        *_heads((("body", "string", 44), ("leads", "integer", 10))),
        *_component_heads(),
        *_heads((("unplaced", "integer", 11), ("undated", "integer", 11), ("coordinates", "integer", 11), ("plans", "integer", 10))),
    ]
    some: list[BodyRow] = [audit.nobody, *audit.bodies] if audit.nobody.leads else list(audit.bodies)
    rows = ([each.name or _say("nobody"), each.leads, *each.by_component, each.unplaced, each.undated, each.coordinates, each.plans] for each in some)
    return _Table(_say("nav-bodies"), columns, rows, (2, 1 + len(COMPONENTS)))


def _deadlines(audit: Audit) -> _Table:
    columns = [*_heads((("deadline", "string", 26), ("tasks", "integer", 10))), *_component_heads(), *_heads((("unplaced", "integer", 11),))]
    rows = ([due_name(each).vi, each.tasks, *each.by_component, each.unplaced] for each in audit.dues)
    return _Table(_say("nav-deadlines"), columns, rows, (2, 1 + len(COMPONENTS)))


def _figures(audit: Audit) -> _Table:
    columns = [
        *_heads((("indicators", "string", 34), ("status", "string", 10), ("comparator", "string", 10), ("value", "number", 10), ("value-max", "number", 10))),
        *_heads((("unit", "string", 12), ("difference", "string", 12), ("text", "string", 46), *_PLAN)),
    ]
    rows = (
        [
            bilingual("indicator", indicator.id).vi,
            _say(f"status-{each.status}"),
            each.comparator,
            each.value,
            each.value_max,
            each.unit,
            _say(f"change-{each.change}") if each.change else None,
            each.indicator,
            *_plan(audit.rows[each.plan]),
        ]
        for indicator in audit.indicators
        for each in indicator.figures
    )
    return _Table(_say("nav-targets"), columns, rows)


def _documents(audit: Audit) -> _Table:
    columns = [
        *_heads((("kind-of-document", "string", 14), ("symbol", "string", 24), ("plans", "integer", 10), ("mentions", "integer", 10))),
        *_heads((("dates", "string", 24), ("what-for", "string", 34), ("subject", "string", 60))),
    ]
    rows = (
        [
            each.type,
            each.symbol,
            each.plans,
            each.mentions,
            BETWEEN.join(f"{day:%d/%m/%Y} ({count})" for day, count in each.dates),
            BETWEEN.join(f"{words(f'relation.{relation}').vi} ({count})" for relation, count in each.relations.items()),
            each.title,
        ]
        for each in audit.documents
    )
    return _Table(_say("nav-legal"), columns, rows)


def _changed(audit: Audit) -> _Table:
    columns = _heads((("what-for", "string", 16), ("kind-of-document", "string", 14), ("symbol", "string", 24), ("as-written", "string", 60), *_PLAN))
    rows = ([words(f"relation.{each.relation}").vi, each.type, each.symbol, each.text, *_plan(audit.rows[each.plan])] for each in audit.changed)
    return _Table(_say("changed"), columns, rows)


def _findings(audit: Audit) -> _Table:
    names = {row.plan_id: row.name for row in audit.rows}
    columns = _heads((("finding", "string", 46), ("what-exactly", "string", 46), ("plans", "string", 60)))
    rows = (
        [_kind(each.kind).vi, BETWEEN.join(each.values) or each.message, BETWEEN.join(names.get(plan_id, plan_id) for plan_id in each.plan_ids)]
        for each in audit.findings
    )
    return _Table(_say("findings-short"), columns, rows)


def _notices(audit: Audit) -> _Table:
    columns = _heads((("noticed", "string", 50), ("severity", "string", 12), ("times", "integer", 10), ("plans", "integer", 10)))
    rows = ([_meaning(each.code).vi, _say(f"severity-{each.severity}"), each.count, each.plans] for each in audit.notices)
    return _Table(_say("diagnostics"), columns, rows)


def _failed(audit: Audit) -> _Table:
    columns = _heads((("source", "string", 46), ("why", "string", 46), ("what-to-do", "string", 60)))
    rows = ([row.path, _meaning(row.failure or "").vi, advice(row.failure or "").vi] for row in audit.failed)
    return _Table(_say("not-read"), columns, rows)


def _meaning(code: str) -> Words:
    return Words(CODES[code].vietnamese, CODES[code].english) if code in CODES else Words(code, code)


def _kind(kind: str) -> Words:
    return Words(KINDS[kind].vietnamese, KINDS[kind].english) if kind in KINDS else Words(kind, kind)
