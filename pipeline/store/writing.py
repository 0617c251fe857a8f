"""Plans into the store: each replaced whole, with its sources, its rows and the state it was in before. All of it inside the caller's transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from pipeline.extract import unread
from pipeline.review.corrections import NOTHING, Corrections
from pipeline.store.correcting import document_of, extracted_of, keep, squeeze, stored_document
from pipeline.store.inserting import Rows, insert_rows, put_rows, rows_of_columns, rows_of_records, storable
from pipeline.store.model import CHANGES, PLANS, REVISIONS, RUN_SOURCES, RUNS, SOURCES, TABLES, TEXTS
from schemas.diagnostic import diagnose
from schemas.document import Document
from schemas.finding import Finding
from schemas.plan import Plan
from schemas.relations import FINDING_RELATIONS, PLAN_RELATIONS, finding_values, plan_values
from schemas.store import Change, KnownFile, PlanText, Revision, Run

_MOST_NAMES: Final = 500
"""Names asked for in one query."""
_NUL: Final = rb"\u0000"
"""What a record has of the one character that JSON can hold and a database cannot."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as a run finds it."""

    location: str
    source_id: str
    root: str
    path: str
    stamp: str | None
    was: str | None = None
    """Where it lay before, where it has moved since."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A plan to be kept, or one that is there already (no plan given), with the files that hold it now."""

    plan_id: str
    files: tuple[Seen, ...]
    plan: Plan | None = None
    text: bytes = b""
    places: bytes = b""
    failed: bool = False


@dataclass(frozen=True, slots=True)
class _Ready:
    """An entry with what the store holds of it, the plan as it is to be kept, its own files, and the root of the first of all its files."""

    entry: Entry
    row: RowMapping | None
    plan: Plan
    here: Sequence[KnownFile]
    root: str


def now() -> str:
    """This moment as the store writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def begin_run(connection: Connection, program: str, rules: str, sources: Sequence[str]) -> Run:
    """A new run, in the store."""
    run = Run(1, now(), None, program, rules, tuple(map(storable, sources)), None)
    values = {key: value for key, value in asdict(run).items() if key not in ("number", "sources")}
    run = replace(run, number=_inserted(connection, RUNS, values))
    insert_rows(connection, RUN_SOURCES.name, [(run.number, position, source) for position, source in enumerate(run.sources)])
    return run


def finish_run(connection: Connection, run: int, last_change: int | None) -> None:
    """Note that the run's dataset is in place, and the last change that it has."""
    connection.execute(update(RUNS).where(RUNS.c.number == run).values(finished_at=now(), last_change=last_change))


def last_change(connection: Connection) -> int | None:
    """The number of the last change that can be seen."""
    return connection.execute(select(func.max(CHANGES.c.number))).scalar()


class Writer:
    """What one transaction of a run writes; its change has a number as soon as there is one."""

    def __init__(self, connection: Connection, run: int, rules: str, corrections: Corrections = NOTHING) -> None:
        self._connection = connection
        self._run = run
        self._rules = rules
        self._corrections = corrections
        self._change: int | None = None
        self._waiting: dict[str, Rows] = {}

    def put(self, entries: Sequence[Entry]) -> None:
        """Keep plans with their files; what these files held before, and nothing holds now, is retired."""
        present = self._present([entry.plan_id for entry in entries])
        entries = [entry for entry in entries if entry.plan is not None or entry.plan_id in present]  # another run may have taken one out
        before = self._take([place for entry in entries for each in entry.files for place in (each.location, each.was) if place])
        others = self._files_of([entry.plan_id for entry in entries])
        self._put_safely([self._ready(entry, present.get(entry.plan_id), before, others.get(entry.plan_id, ())) for entry in entries])
        self.refresh({each.plan_id for each in before.values()} - {entry.plan_id for entry in entries})

    def remove(self, locations: Sequence[str]) -> None:
        """Mark files as gone; their plans stay."""
        touched = set()
        for some in _some(locations):
            named = SOURCES.c.location.in_(some)
            touched |= set(self._connection.execute(select(SOURCES.c.plan_id).where(named, SOURCES.c.removed.is_(None))).scalars())
            self._connection.execute(update(SOURCES).where(named, SOURCES.c.removed.is_(None)).values(removed=self._run))
        self.refresh(touched)

    def prune(self) -> None:
        """Forget files that are marked as gone, and retire the plans that only they held."""
        touched = set(self._connection.execute(select(SOURCES.c.plan_id).where(SOURCES.c.removed.is_not(None))).scalars())
        self._connection.execute(delete(SOURCES).where(SOURCES.c.removed.is_not(None)))
        self.refresh(touched)

    def correct(self, plan_ids: Sequence[str]) -> None:
        """Let plans be as people say now that they are."""
        for row in self._present(plan_ids).values():
            self._replace(row, extracted_of(row), row["root"], None)
        self._flush()

    def refresh(self, plan_ids: Iterable[str]) -> None:
        """Let plans say which files they are in now; one that is in none is retired."""
        wanted = sorted(plan_ids)
        present, known = self._present(wanted), self._files_of(wanted)
        for plan_id in wanted:
            if plan_id not in present:
                continue
            if plan_id in known:
                plan = _sourced(extracted_of(present[plan_id]), known[plan_id])
                self._replace(present[plan_id], plan, _in_order(known[plan_id])[0].root, None)
            else:
                self._retire(plan_id)
        self._flush()

    def _ready(self, entry: Entry, row: RowMapping | None, before: Mapping[str, KnownFile], others: Iterable[KnownFile]) -> _Ready:
        here = [self._known(each, entry.plan_id, before) for each in entry.files]
        files = [*here, *others]
        return _Ready(entry, row, _sourced(_extracted(entry, row), files), here, _in_order(files)[0].root)

    def _put_safely(self, some: Sequence[_Ready]) -> None:
        """Keep plans; one that breaks the bounds of the tables is kept as one that the program failed on, and the others go on."""
        error = self._rejection(some)
        if error is None:
            return
        if len(some) > 1:
            for each in some:
                self._put_safely([each])
            return
        (spoilt,) = some
        if spoilt.entry.failed:
            raise error
        reason = str(error.orig).split("\n", 1)[0] if isinstance(error, DBAPIError) else type(error).__name__
        why = diagnose("internal-error", f"kehoach itself failed to keep what it found ({storable(reason)}): please report it with the file.")
        plan = unread(spoilt.plan.source, spoilt.plan.source_id, why)
        self._put_safely([replace(spoilt, plan=plan, entry=replace(spoilt.entry, plan=plan, failed=True))])

    def _rejection(self, some: Sequence[_Ready]) -> Exception | None:
        """Keep plans, all of them; why the tables take none of them, where one breaks their bounds.

        It is returned, not raised, lest it be taken for the cause of what goes wrong next.
        """
        change = self._change
        try:
            with self._connection.begin_nested():
                for each in some:
                    self._replace(each.row, each.plan, each.root, each.entry)
                    self._keep(SOURCES, each.here)
                self._flush()
        except (IntegrityError, DataError, ValueError) as error:
            self._change = change
            self._waiting.clear()
            return error
        return None

    def _replace(self, row: RowMapping | None, plan: Plan, root: str, entry: Entry | None) -> None:
        """Make an extracted plan, as corrected, the present state where it is not. Without an entry that holds a plan, only its files and
        what people say of it may be others than before."""
        fresh = entry is not None and entry.plan is not None
        rules, failed = (self._rules, bool(entry and entry.failed)) if fresh or row is None else (row["rules"], row["failed"])
        kept = keep(plan, NOTHING if failed else self._corrections, partial(self._document, plan, entry if fresh else None))
        if row is None or row["digest"] != kept.digest:
            if row is None:
                self._keep_facts(kept.plan, kept.record)
            elif fresh or row["corrections"] != kept.corrections:
                self._end(plan.plan_id)
                _delete_facts(self._connection, plan.plan_id)
                self._keep_facts(kept.plan, kept.record)
            else:
                self._end(plan.plan_id)
                self._connection.execute(delete(COPIES).where(COPIES.c.plan_id == plan.plan_id))
                self._keep_facts(kept.plan, kept.record, (PLANS.name, COPIES.name))
            source = (plan.source_id, root, plan.source.path)
            made = Revision(plan.plan_id, self._number(), None, *source, rules, failed, kept.digest, kept.squeezed, kept.extracted, kept.corrections)
            self._keep(REVISIONS, [made])
        else:
            values = {"rules": rules, "failed": failed, "extracted": kept.extracted, "corrections": kept.corrections}
            if any(row[name] != value for name, value in values.items()):
                now_here = (REVISIONS.c.plan_id == plan.plan_id, REVISIONS.c.until.is_(None))
                self._connection.execute(update(REVISIONS).where(*now_here).values(**values))
        if entry is not None and fresh:
            if row is not None:
                self._connection.execute(delete(TEXTS).where(TEXTS.c.plan_id == plan.plan_id))
            digest = hashlib.sha256(entry.text + entry.places).hexdigest()
            self._keep(TEXTS, [PlanText(plan.plan_id, entry.text, squeeze(entry.places), digest)])

    def _document(self, plan: Plan, entry: Entry | None) -> Document:
        return stored_document(self._connection, plan) if entry is None else document_of(plan, entry.text, entry.places)

    def _keep_facts(self, plan: Plan, record: bytes, some: Sequence[str] = ()) -> None:
        """Rows of a plan, in all tables or in some, to be inserted with those of others."""
        clean = _NUL not in record
        for name, columns in plan_values(plan).items():
            if not some or name in some:
                self._waiting.setdefault(name, []).extend(rows_of_columns(name, columns, clean))

    def _keep(self, table: Table, records: Iterable[Any]) -> None:
        """Records to be inserted with others of their table."""
        self._waiting.setdefault(table.name, []).extend(rows_of_records(table.name, records))

    def _flush(self) -> None:
        put_rows(self._connection, PLANS.name, self._waiting.pop(PLANS.name, []))
        for name in _INSERTED:
            insert_rows(self._connection, name, self._waiting.pop(name, []))
        assert not self._waiting

    def _retire(self, plan_id: str) -> None:
        self._end(plan_id)
        _delete_facts(self._connection, plan_id)
        self._connection.execute(delete(TEXTS).where(TEXTS.c.plan_id == plan_id))
        self._connection.execute(delete(PLANS).where(PLANS.c.plan_id == plan_id))

    def _end(self, plan_id: str) -> None:
        """The present state becomes a former one; one that began in this very change was never seen."""
        present = (REVISIONS.c.plan_id == plan_id, REVISIONS.c.until.is_(None))
        self._connection.execute(delete(REVISIONS).where(*present, REVISIONS.c.since == self._number()))
        self._connection.execute(update(REVISIONS).where(*present).values(until=self._number()))

    def _number(self) -> int:
        if self._change is None:
            change = {key: value for key, value in asdict(Change(1, self._run, now())).items() if key != "number"}
            self._change = _inserted(self._connection, CHANGES, change)
        return self._change

    def _present(self, plan_ids: Sequence[str]) -> dict[str, RowMapping]:
        """The present states of plans."""
        found: dict[str, RowMapping] = {}
        for some in _some(plan_ids):
            rows = self._connection.execute(select(REVISIONS).where(REVISIONS.c.plan_id.in_(some), REVISIONS.c.until.is_(None)))
            found |= {row["plan_id"]: row for row in rows.mappings()}
        return found

    def _files_of(self, plan_ids: Sequence[str]) -> dict[str, list[KnownFile]]:
        found: dict[str, list[KnownFile]] = {}
        for some in _some(plan_ids):
            for row in self._connection.execute(select(SOURCES).where(SOURCES.c.plan_id.in_(some))).mappings():
                found.setdefault(row["plan_id"], []).append(KnownFile(**row))
        return found

    def _take(self, locations: Sequence[str]) -> dict[str, KnownFile]:
        """Take away what the store knows of files, to be written anew."""
        found: dict[str, KnownFile] = {}
        for some in _some(locations):
            rows = self._connection.execute(select(SOURCES).where(SOURCES.c.location.in_(some))).mappings()
            found |= {row["location"]: KnownFile(**row) for row in rows}
            self._connection.execute(delete(SOURCES).where(SOURCES.c.location.in_(some)))
        return found

    def _known(self, seen: Seen, plan_id: str, before: Mapping[str, KnownFile]) -> KnownFile:
        """What the store is to know of a file from now on."""
        old = before.get(seen.location) or before.get(seen.was or "")
        first = old.first_seen if old else self._run
        changed = old.last_changed if old and old.plan_id == plan_id else self._run
        return KnownFile(seen.location, seen.source_id, seen.root, seen.path, plan_id, seen.stamp, first, changed, None)


def replace_findings(connection: Connection, findings: Sequence[Finding]) -> None:
    """Keep what the plans show together now instead of what they showed before."""
    for relation in reversed(FINDING_RELATIONS):
        connection.execute(delete(TABLES[relation.name]))
    for name, columns in finding_values(findings).items():
        insert_rows(connection, name, list(rows_of_columns(name, columns, clean=False)))


def _inserted(connection: Connection, table: Table, values: Mapping[str, Any]) -> int:
    """The number that the database gave a new row."""
    key = connection.execute(insert(table).values(values)).inserted_primary_key
    assert key is not None
    return int(key[0])


COPIES: Final = TABLES["plan_copies"]
_OF_A_PLAN: Final = tuple(TABLES[relation.name] for relation in reversed(PLAN_RELATIONS) if relation.name != PLANS.name)
_INSERTED: Final = (*(table.name for table in reversed(_OF_A_PLAN)), REVISIONS.name, TEXTS.name, SOURCES.name)
"""In an order in which every reference points backwards."""
_DELETIONS: Final = tuple(delete(table).where(table.c.plan_id == bindparam("whose")) for table in _OF_A_PLAN)


def _delete_facts(connection: Connection, plan_id: str) -> None:
    for deletion in _DELETIONS:
        connection.execute(deletion, {"whose": plan_id})


def _some(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[start : start + _MOST_NAMES] for start in range(0, len(names), _MOST_NAMES))


def _extracted(entry: Entry, row: RowMapping | None) -> Plan:
    """The plan that an entry holds, else the one that is there."""
    if entry.plan is not None:
        return entry.plan
    assert row is not None
    return extracted_of(row)


def _in_order(files: Iterable[KnownFile]) -> list[KnownFile]:
    """The files that count, in the order of the dataset: those that are there, else those that were."""
    known = list(files)
    there = [each for each in known if each.removed is None]
    return sorted(there or known, key=lambda each: (each.path, each.root, each.location))


def _sourced(plan: Plan, files: Sequence[KnownFile]) -> Plan:
    """The plan as of its first file, with the others as copies."""
    first, *others = _in_order(files)
    return replace(plan, source_id=first.source_id, source=replace(plan.source, path=first.path, copies=tuple(each.path for each in others)))


def findings_of(connection: Connection) -> tuple[Finding, ...]:
    """What the plans showed together when the dataset was last published."""
    lists: dict[str, dict[int, list[str]]] = {}
    for relation in FINDING_RELATIONS[1:]:
        table = TABLES[relation.name]
        held = lists.setdefault(relation.name, {})
        for row in connection.execute(select(table).order_by(table.c.finding, table.c.position)):
            held.setdefault(row.finding, []).append(row[-1])
    table = TABLES[FINDING_RELATIONS[0].name]
    return tuple(
        Finding(
            row.kind,
            row.severity,
            row.message,
            *(tuple(lists[f"finding_{name}"].get(row.position, ())) for name in ("plan_ids", "facts", "values")),
        )
        for row in connection.execute(select(table).order_by(table.c.position))
    )


def is_untouched(connection: Connection) -> bool:
    """Whether at most one run began in the store, and nothing else happened."""
    runs = connection.execute(select(func.count()).select_from(RUNS)).scalar()
    changes = connection.execute(select(func.count()).select_from(CHANGES)).scalar()
    return runs in (0, 1) and changes == 0
