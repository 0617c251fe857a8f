"""What changed between two states of the store: tasks, targets and deadlines added, changed, removed, for other systems to follow."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, func, select

from pipeline.changes import Change, Record, changes
from pipeline.messages import Trouble
from pipeline.store.model import CHANGES, REVISIONS, RUNS

_FOLLOWED: Final = frozenset({"task", "deadline", "target"})
"""The kinds of facts that other systems follow."""


@dataclass(frozen=True, slots=True)
class _State:
    plan_id: str
    since: int
    source_id: str
    path: str


def differences(connection: Connection, since: int) -> Iterator[Change]:
    """What is otherwise now than when run number ``since`` was done, in the order of paths; 0 is before the first run. ``Trouble`` for a run there was not."""
    last = _last_change(connection, since)
    began, ended = REVISIONS.c.since, REVISIONS.c.until
    before = _states(connection, and_(began <= last, ended > last))
    after = _states(connection, and_(began > last, ended.is_(None)))
    for old, new in sorted(_pairs(before, after), key=_place):
        found = changes(_record(connection, old), _record(connection, new))
        yield from (each for each in found if each.kind in _FOLLOWED)


def _last_change(connection: Connection, since: int) -> int:
    if since == 0:
        return 0
    run = connection.execute(select(RUNS).where(RUNS.c.number == since)).one_or_none()
    if run is None:
        raise Trouble("store.no-run", run=since, last=connection.execute(select(func.max(RUNS.c.number))).scalar() or 0)
    if run.finished_at is not None:
        return run.last_change or 0
    return connection.execute(select(func.max(CHANGES.c.number)).where(CHANGES.c.run <= since)).scalar() or 0


def _states(connection: Connection, condition: ColumnElement[bool]) -> list[_State]:
    query = select(REVISIONS.c.plan_id, REVISIONS.c.since, REVISIONS.c.source_id, REVISIONS.c.path)
    return [_State(*row) for row in connection.execute(query.where(condition))]


def _pairs(before: Sequence[_State], after: Sequence[_State]) -> list[tuple[_State | None, _State | None]]:
    """States of one source side by side: those of the same bytes, then those of the same name."""
    new = {each.plan_id: each for each in after}
    same = [(each, new.pop(each.plan_id)) for each in before if each.plan_id in new]
    matched = {each.plan_id for each, _ in same}
    named: dict[str, list[_State]] = {}
    for each in new.values():
        named.setdefault(each.source_id, []).append(each)
    left = [each for each in before if each.plan_id not in matched]
    changed = [(each, named[each.source_id].pop(0) if named.get(each.source_id) else None) for each in left]
    return [*same, *changed, *((None, each) for states in named.values() for each in states)]


def _place(pair: tuple[_State | None, _State | None]) -> tuple[str, str]:
    here = pair[1] or pair[0]
    assert here is not None
    return here.path, here.plan_id


def _record(connection: Connection, state: _State | None) -> Record | None:
    if state is None:
        return None
    named = and_(REVISIONS.c.plan_id == state.plan_id, REVISIONS.c.since == state.since)
    record: Record = json.loads(zlib.decompress(connection.execute(select(REVISIONS.c.record).where(named)).scalar_one()))
    return record
