"""What changed between two states of the store: tasks, targets and deadlines added, changed, removed, for other systems to follow."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Connection, and_, func, select

from pipeline.messages import Trouble
from pipeline.store.model import CHANGES, REVISIONS, RUNS
from schemas.text import fold

Record = Mapping[str, Any]
"""A record, or a part of one, as plain JSON values."""
What = Literal["added", "changed", "removed"]
Kind = Literal["task", "target", "deadline"]

ALIKE: Final = 75
"""Of 100: from here on, two tasks of one section are the same task in other words."""
_MOST_PAIRS: Final = 250_000
"""Larger plans are compared by ids alone."""
_APART: Final = frozenset({"id", "start", "end", "page", "rule", "confidence", "doubts", "section", "task", "targets", "legal_refs"})
"""Where and how a fact was found, and ids of others: no change of what it says."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that two states of a source do not share, as plain values; ``before`` or ``after`` is None where it was not there."""

    change: What
    kind: Kind
    source_id: str
    path: str
    plan_id: str
    """Of the present state, where there is one; else of the former."""
    id: str
    """Of the fact, or of the task whose deadline it is; likewise."""
    before: Record | None
    after: Record | None

    def as_json(self) -> dict[str, Any]:
        """The difference as plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _State:
    plan_id: str
    since: int
    source_id: str
    path: str


def differences(connection: Connection, since: int) -> Iterator[Difference]:
    """What is otherwise now than when run number ``since`` was done, in the order of paths; 0 is before the first run. ``Trouble`` for a run there was not."""
    last = _last_change(connection, since)
    began, ended = REVISIONS.c.since, REVISIONS.c.until
    before = _states(connection, and_(began <= last, ended > last))
    after = _states(connection, and_(began > last, ended.is_(None)))
    for old, new in sorted(_pairs(before, after), key=_place):
        yield from compare(_record(connection, old), _record(connection, new))


def compare(old: Record | None, new: Record | None) -> Iterator[Difference]:
    """What two records of one source do not share; None where there is none."""
    here = new or old or {}

    def told(kind: Kind, before: Record | None, after: Record | None, identity: str) -> Iterator[Difference]:
        if _said(kind, before) != _said(kind, after):
            change: What = "added" if before is None else "removed" if after is None else "changed"
            yield Difference(change, kind, here["source_id"], here["source"]["path"], here["plan_id"], identity, before, after)

    for before, after in _matched(old, new, "tasks"):
        identity = (after or before or {})["id"]
        yield from told("task", before, after, identity)
        yield from told("deadline", before and before["deadline"], after and after["deadline"], identity)
    for before, after in _matched(old, new, "targets"):
        yield from told("target", before, after, (after or before or {})["id"])


def _said(kind: Kind, fact: Any) -> Any:
    """What a fact says, wherever it stands."""
    if isinstance(fact, dict):
        return {
            key: _said(kind, value)
            for key, value in fact.items()
            if (key not in _APART or (kind == "deadline" and key in ("start", "end"))) and not (kind == "task" and key == "deadline")
        }
    return [_said(kind, each) for each in fact] if isinstance(fact, list) else fact


def _matched(old: Record | None, new: Record | None, facts: str) -> Iterator[tuple[Record | None, Record | None]]:
    """Facts of two states side by side: those of the same id, then the likest of a section; in the order of the new state, what is gone after it."""
    before = {fact["id"]: fact for fact in (old[facts] if old else ())}
    after = {fact["id"]: fact for fact in (new[facts] if new else ())}
    twins = {identity: identity for identity in after if identity in before}
    twins |= _likest([each for key, each in before.items() if key not in after], [each for key, each in after.items() if key not in before])
    yield from ((before.get(twins.get(identity, "")), fact) for identity, fact in after.items())
    told = set(twins.values())
    yield from ((fact, None) for identity, fact in before.items() if identity not in told)


def _likest(before: Sequence[Record], after: Sequence[Record]) -> dict[str, str]:
    """For facts of a new state, those of the old one that say nearly the same in the same section."""
    if not before or not after or len(before) * len(after) > _MOST_PAIRS:
        return {}
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cdist

    scores = cdist([fold(each["text"]) for each in before], [fold(each["text"]) for each in after], scorer=ratio, score_cutoff=ALIKE)
    alike = sorted(
        (-float(scores[row, column]), row, column) for row, column in zip(*scores.nonzero(), strict=True) if before[row]["path"] == after[column]["path"]
    )
    twins: dict[str, str] = {}
    for _, row, column in alike:
        if before[row]["id"] not in twins.values() and after[column]["id"] not in twins:
            twins[after[column]["id"]] = before[row]["id"]
    return twins


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
