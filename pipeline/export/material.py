"""What an export is made from: the plans of a store that a selection keeps, some at a time, and what they show together."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from extractors.agencies import known_agencies, known_provinces
from pipeline.export import selection
from pipeline.export.selection import Selection, TaskId
from pipeline.records import decode
from pipeline.store.diff import differences
from pipeline.store.model import CHANGES, REVISIONS
from pipeline.store.publish import CHUNK, state_of
from pipeline.store.writing import findings_of
from schemas.finding import Finding
from schemas.plan import Plan
from schemas.tables import AGENCIES, FINDINGS, PROVINCES, TABLES, Row, Table

ALL_TABLES: Final = (*TABLES, FINDINGS, AGENCIES, PROVINCES)
"""The tables of a dataset, in its order."""


@dataclass(slots=True)
class Material:
    """What is exported; its plans can be gone through once, and counted after."""

    batches: Iterator[list[Plan]]
    known: tuple[Finding, ...]
    revised: datetime
    """When the store last changed, UTC."""
    removed: int | None = None
    """Tasks that were there at the run since which changes are wanted, and are no more."""
    plans: int = 0
    tasks: int = 0
    _ids: set[str] = field(default_factory=set)

    def some(self) -> Iterator[list[Plan]]:
        """Plans, some at a time, in the order of the dataset."""
        for plans in self.batches:
            self.plans += len(plans)
            self.tasks += sum(len(plan.tasks) for plan in plans)
            self._ids.update(plan.plan_id for plan in plans)
            yield plans

    def findings(self) -> list[Finding]:
        """What the plans show together that were gone through: findings of which every plan is among them."""
        return [each for each in self.known if self._ids.issuperset(each.plan_ids)]

    def rows(self) -> Iterator[tuple[Table, list[Row]]]:
        """The rows of every table, some plans at a time, then those of ``closing``."""
        for plans in self.some():
            yield from ((table, rows_of(table, plans)) for table in TABLES)
        yield from self.closing()

    def closing(self) -> Iterator[tuple[Table, list[Row]]]:
        """The rows that all plans make together, once they were gone through, and those that every dataset has."""
        yield FINDINGS, rows_of(FINDINGS, self.findings())
        yield AGENCIES, rows_of(AGENCIES, known_agencies())
        yield PROVINCES, rows_of(PROVINCES, known_provinces())


def material(connection: Connection, wanted: Selection, since: int | None) -> Material:
    """What of the store is wanted, with ``since`` only tasks that are new or changed since that run. ``Trouble`` where there was no such run."""
    removed = None
    if since is not None:
        changed, removed = _changed(connection, since)
        wanted = replace(wanted, changed=changed)
    return Material(_selected(connection, wanted), findings_of(connection), _revised(connection), removed)


def _changed(connection: Connection, since: int) -> tuple[set[TaskId], int]:
    """The tasks that are new or changed since a run, their deadlines too, and how many are gone."""
    changed, removed = set(), 0
    for each in differences(connection, since):
        if each.kind == "target":
            continue
        if each.change != "removed" or each.kind == "deadline":
            changed.add((each.plan_id, each.id))
        else:
            removed += 1
    return changed, removed


def _selected(connection: Connection, wanted: Selection) -> Iterator[list[Plan]]:
    plan_ids = state_of(connection).plan_ids
    if wanted.changed is not None:
        named = {plan_id for plan_id, _ in wanted.changed}
        plan_ids = tuple(each for each in plan_ids if each in named)
    for start in range(0, len(plan_ids), CHUNK):
        plans = (selection.select(plan, wanted) for plan in _plans(connection, plan_ids[start : start + CHUNK]))
        yield [plan for plan in plans if plan is not None]


def _plans(connection: Connection, plan_ids: Sequence[str]) -> Iterator[Plan]:
    """Plans in the order given."""
    query = select(REVISIONS.c.plan_id, REVISIONS.c.record).where(REVISIONS.c.plan_id.in_(plan_ids), REVISIONS.c.until.is_(None))
    records = {row.plan_id: row.record for row in connection.execute(query)}
    return (decode(zlib.decompress(records[plan_id])) for plan_id in plan_ids)


def _revised(connection: Connection) -> datetime:
    last = connection.execute(select(CHANGES.c.made_at).order_by(CHANGES.c.number.desc()).limit(1)).scalar()
    return datetime.fromisoformat(last) if last else datetime(1970, 1, 1, tzinfo=UTC)


def rows_of(table: Table, sources: Sequence[Any]) -> list[Row]:
    """The rows that plans, or what else a table is made from, have in it."""
    return [row for source in sources for row in table.rows(source)]
