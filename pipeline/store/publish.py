"""What other systems read as files, written from the store: records, texts, places, tables and the manifest."""

from __future__ import annotations

import csv
import hashlib
import json
import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from sqlalchemy import Connection, select

from extractors.agencies import known_agencies, known_provinces
from pipeline.findings import Comparison
from pipeline.fingerprint import program_digest
from pipeline.records import decode
from pipeline.store.folder import KIND, MANIFEST, PUBLISHED, program_version
from pipeline.store.model import REVISIONS, TEXTS
from pipeline.store.writing import last_change, replace_findings
from schemas.finding import Finding
from schemas.plan import SCHEMA_VERSION, Plan
from schemas.tables import AGENCIES, FINDINGS, PROVINCES, TABLES, Row, Table, Value

if TYPE_CHECKING:
    from types import TracebackType

    from pipeline.store.database import Store

CHUNK: Final = 50
"""Plans that are in memory at once."""
ROWS: Final = 2000
"""Rows in one group of a Parquet file, which wait in memory until there are so many."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A plan as the store keeps it."""

    plan: Plan
    record: bytes
    text: bytes
    places: bytes


@dataclass(frozen=True, slots=True)
class State:
    """A state of the store: its plans in the order of the dataset, a digest over all that is published of them, and its last change."""

    plan_ids: tuple[str, ...]
    digest: str
    last_change: int | None


def state_of(connection: Connection) -> State:
    """What the store holds now."""
    query = select(REVISIONS.c.path, REVISIONS.c.root, REVISIONS.c.plan_id, REVISIONS.c.digest, TEXTS.c.digest.label("text"))
    rows = sorted(tuple(row) for row in connection.execute(query.join(TEXTS, TEXTS.c.plan_id == REVISIONS.c.plan_id).where(REVISIONS.c.until.is_(None))))
    digest = hashlib.sha256("\n".join(f"{plan_id} {record} {text}" for _, _, plan_id, record, text in rows).encode()).hexdigest()
    return State(tuple(plan_id for _, _, plan_id, _, _ in rows), digest, last_change(connection))


def plans_of(connection: Connection, plan_ids: Sequence[str]) -> Iterator[list[Kept]]:
    """Plans in the order given, some at a time."""
    query = select(REVISIONS.c.plan_id, REVISIONS.c.record, TEXTS.c.text, TEXTS.c.places).join(TEXTS, TEXTS.c.plan_id == REVISIONS.c.plan_id)
    for start in range(0, len(plan_ids), CHUNK):
        wanted = plan_ids[start : start + CHUNK]
        rows = {row.plan_id: row for row in connection.execute(query.where(REVISIONS.c.plan_id.in_(wanted), REVISIONS.c.until.is_(None)))}
        yield [_kept(rows[plan_id]) for plan_id in wanted]


def _kept(row: Any) -> Kept:
    record = zlib.decompress(row.record)
    return Kept(decode(record), record, row.text, zlib.decompress(row.places))


def is_published(folder: Path, state: State) -> bool:
    """Whether the folder holds what this program would write of a state of the store."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return False
    current = {"digest": state.digest, "rules": program_digest(), "program": program_version()}
    return all((folder / name).exists() for name in PUBLISHED) and isinstance(manifest, dict) and {key: manifest.get(key) for key in current} == current


def publish(store: Store, folder: Path) -> State:
    """Write all files of a dataset into a new folder, and let its store know what its plans show together; the state that was written."""
    with store.reading() as connection:
        state = state_of(connection)
        findings = _write_files(connection, state, folder)
    store.write(lambda connection: replace_findings(connection, findings))
    return state


def _write_files(connection: Connection, state: State, folder: Path) -> tuple[Finding, ...]:
    for part in ("texts", "places", "tables"):
        (folder / part).mkdir(parents=True)
    comparison = Comparison()
    with (folder / "plans.jsonl").open("wb") as records, TableFiles(folder / "tables") as tables:
        for some in plans_of(connection, state.plan_ids):
            for each in some:
                records.write(each.record)
                (folder / "texts" / f"{each.plan.plan_id}.txt").write_bytes(each.text)
                (folder / "places" / f"{each.plan.plan_id}.json").write_bytes(each.places)
                comparison.add(each.plan, each.text.decode())
            tables.add([each.plan for each in some])
        findings = comparison.findings()
        tables.note(findings)
    manifest = {
        "kind": KIND,
        "schema_version": SCHEMA_VERSION,
        "program": program_version(),
        "rules": program_digest(),
        "digest": state.digest,
        "plans": len(state.plan_ids),
        "tables": tables.rows,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return findings


class TableFiles:
    """The open files of every table, in one format or in both."""

    def __init__(self, folder: Path, formats: Collection[Literal["parquet", "csv"]] = ("parquet", "csv")) -> None:
        self._folder = folder
        self._formats = formats
        self._opened = ExitStack()
        self._tables = (*TABLES, FINDINGS, AGENCIES, PROVINCES)
        self._parquet: dict[str, Any] = {}
        self._waiting: dict[str, list[list[Value]]] = {}
        self._csv: dict[str, Any] = {}
        self.rows = {table.name: 0 for table in self._tables}

    def __enter__(self) -> TableFiles:
        for table in self._tables:
            if "parquet" in self._formats:
                from pyarrow.parquet import ParquetWriter

                from pipeline.frames import arrow_schema

                self._parquet[table.name] = self._opened.enter_context(ParquetWriter(self._folder / f"{table.name}.parquet", arrow_schema(table)))
            if "csv" in self._formats:
                opened = self._opened.enter_context((self._folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline=""))
                self._csv[table.name] = csv.writer(opened, lineterminator="\r\n")
                self._csv[table.name].writerow(column.name for column in table.columns)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with self._opened:
            if error is None:
                for table in self._tables:
                    self._write_group(table)

    def add(self, plans: Sequence[Plan]) -> None:
        """Write the rows that each plan makes."""
        for table in TABLES:
            self._write(table, plans)

    def note(self, findings: Sequence[Finding]) -> None:
        """Write the rows that all plans make together, and those that every dataset has."""
        self._write(FINDINGS, findings)
        self._write(AGENCIES, known_agencies())
        self._write(PROVINCES, known_provinces())

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        """Write rows of one table."""
        self._write_values(table, [[row[column.name] for row in rows] for column in table.columns])

    def _write(self, table: Table, sources: Sequence[Any]) -> None:
        whole: list[list[Value]] = [[] for _ in table.columns]
        for source in sources:
            for column, values in zip(whole, table.values(source), strict=True):
                column += values
        self._write_values(table, whole)

    def _write_values(self, table: Table, values: Sequence[Sequence[Value]]) -> None:
        from pipeline.frames import spreadsheet_cells

        self.rows[table.name] += len(values[0])
        if table.name in self._csv:
            self._csv[table.name].writerows(zip(*map(spreadsheet_cells, table.columns, values), strict=True))
        if table.name in self._parquet:
            waiting = self._waiting.setdefault(table.name, [[] for _ in table.columns])
            for column, some in zip(waiting, values, strict=True):
                column += some
            if len(waiting[0]) >= ROWS:
                self._write_group(table)

    def _write_group(self, table: Table) -> None:
        """Write the rows of a table that wait to be a group of its Parquet file."""
        from pipeline.frames import arrow_table

        if (waiting := self._waiting.pop(table.name, None)) is not None:
            self._parquet[table.name].write_table(arrow_table(table, waiting))
