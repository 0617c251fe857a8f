"""The index that answers come from: a SQLite file of the server's own, made from the store and brought up to date when that changes.

Facts lie in it as the JSON they are served as, beside what they are filtered, searched and sorted by. Whoever reads it sees one state of it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from pydantic_core import to_json
from sqlalchemy import Connection, select

from pipeline.export.occurrences import recurring
from pipeline.export.selection import provinces_of, years_of
from pipeline.records import decode
from pipeline.serve.answers import head_of
from pipeline.serve.search import with_marks, without_marks
from pipeline.store.database import Store
from pipeline.store.folder import program_version
from pipeline.store.model import CHANGES, REVISIONS, RUNS
from pipeline.store.status import status
from pipeline.store.writing import findings_of
from schemas.finding import Finding
from schemas.plan import Agency, LegalRef, Plan, Target, Task

CHUNK: Final = 100
"""Plans that are read from the store at once: its connection is open for so many only."""
SEARCHED: Final = ("plans", "tasks", "targets", "legal_refs")
"""Tables that can be searched; the words of each are in another, named after it."""

_WINDOW: Final = -13
_LONGEST_SAMPLE: Final = 8000
_SHAPE: Final = """
CREATE TABLE states (state TEXT NOT NULL, status TEXT NOT NULL, sample BLOB NOT NULL);
CREATE TABLE plans (
    number INTEGER PRIMARY KEY, plan_id TEXT NOT NULL UNIQUE, path TEXT NOT NULL, digest TEXT NOT NULL, level TEXT, issued_on TEXT,
    first_year INTEGER, last_year INTEGER, name TEXT NOT NULL, head BLOB NOT NULL, record BLOB NOT NULL);
CREATE INDEX plans_in_order ON plans (path, plan_id);
CREATE TABLE plan_provinces (
    province TEXT NOT NULL, plan INTEGER NOT NULL REFERENCES plans ON DELETE CASCADE, PRIMARY KEY (province, plan)) WITHOUT ROWID;
CREATE INDEX plan_provinces_by_plan ON plan_provinces (plan);
CREATE TABLE tasks (
    number INTEGER PRIMARY KEY, plan INTEGER NOT NULL REFERENCES plans ON DELETE CASCADE, start INTEGER NOT NULL, id TEXT NOT NULL,
    confidence REAL NOT NULL, due TEXT, record BLOB NOT NULL);
CREATE UNIQUE INDEX tasks_in_order ON tasks (plan, start, id);
CREATE INDEX tasks_due ON tasks (due) WHERE due IS NOT NULL;
CREATE TABLE targets (
    number INTEGER PRIMARY KEY, plan INTEGER NOT NULL REFERENCES plans ON DELETE CASCADE, start INTEGER NOT NULL, id TEXT NOT NULL,
    confidence REAL NOT NULL, status TEXT NOT NULL, indicator_id TEXT, record BLOB NOT NULL);
CREATE UNIQUE INDEX targets_in_order ON targets (plan, start, id);
CREATE TABLE legal_refs (
    number INTEGER PRIMARY KEY, plan INTEGER NOT NULL REFERENCES plans ON DELETE CASCADE, start INTEGER NOT NULL, id TEXT NOT NULL,
    confidence REAL NOT NULL, symbol TEXT NOT NULL, relation TEXT NOT NULL, record BLOB NOT NULL);
CREATE UNIQUE INDEX legal_refs_in_order ON legal_refs (plan, start, id);
CREATE INDEX legal_refs_by_symbol ON legal_refs (symbol);
CREATE TABLE coverage (
    plan INTEGER NOT NULL REFERENCES plans ON DELETE CASCADE, start INTEGER NOT NULL, id TEXT NOT NULL, record BLOB NOT NULL,
    PRIMARY KEY (plan, start)) WITHOUT ROWID;
CREATE TABLE bodies (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, mention TEXT NOT NULL, locality TEXT NOT NULL, UNIQUE (id, name, mention, locality));
CREATE TABLE task_bodies (
    body INTEGER NOT NULL, role TEXT NOT NULL, task INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE, PRIMARY KEY (body, role, task)) WITHOUT ROWID;
CREATE INDEX task_bodies_by_task ON task_bodies (task);
CREATE TABLE target_bodies (body INTEGER NOT NULL, target INTEGER NOT NULL REFERENCES targets ON DELETE CASCADE, PRIMARY KEY (body, target)) WITHOUT ROWID;
CREATE INDEX target_bodies_by_target ON target_bodies (target);
CREATE TABLE task_components (
    component INTEGER NOT NULL, task INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE, PRIMARY KEY (component, task)) WITHOUT ROWID;
CREATE INDEX task_components_by_task ON task_components (task);
CREATE TABLE target_components (
    component INTEGER NOT NULL, target INTEGER NOT NULL REFERENCES targets ON DELETE CASCADE, PRIMARY KEY (component, target)) WITHOUT ROWID;
CREATE INDEX target_components_by_target ON target_components (target);
CREATE TABLE rhythms (number INTEGER PRIMARY KEY, rule TEXT NOT NULL, first TEXT NOT NULL, UNIQUE (rule, first));
CREATE TABLE task_rhythms (rhythm INTEGER NOT NULL, task INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE, PRIMARY KEY (rhythm, task)) WITHOUT ROWID;
CREATE INDEX task_rhythms_by_task ON task_rhythms (task);
CREATE TABLE findings (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, severity TEXT NOT NULL, record BLOB NOT NULL);
CREATE TABLE finding_plans (plan_id TEXT NOT NULL, finding INTEGER NOT NULL, PRIMARY KEY (plan_id, finding)) WITHOUT ROWID;
"""
_WORDS: Final = "CREATE VIRTUAL TABLE {} USING fts5 (marked, plain, content='', tokenize=\"unicode61 remove_diacritics 0\");"


@dataclass(frozen=True, slots=True)
class State:
    """A state of the store: what tells it from others, and its plans with a digest of each."""

    name: str
    plans: Mapping[str, str]


class Index:
    """The index in a folder, which must be empty at first. One writes (``follow``), any number read."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "index.sqlite"
        with closing(self._connect()) as connection:
            connection.executescript(_SHAPE + "".join(_WORDS.format(words_of(table)) for table in SEARCHED))

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state and changes nothing."""
        with closing(self._connect()) as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN")
            yield connection

    def follow(self, store: Store) -> bool:
        """Bring the index to what the store holds, in one transaction; whether there was anything to bring. ``Trouble`` where the store cannot be read."""
        with store.reading() as opened:
            state = state_of(opened)
        with closing(self._connect()) as connection:
            before = connection.execute("SELECT state, sample FROM states").fetchone()
            if before is not None and before[0] == state.name:
                return False
            known = dict(connection.execute("SELECT plan_id, digest FROM plans"))
            gone = [plan_id for plan_id, digest in known.items() if state.plans.get(plan_id) != digest]
            if gone:  # their facts go with them; else references need no looking after, which would cost
                connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("BEGIN IMMEDIATE")
            writer = _Writer(connection, before[1] if before else b"")
            for plan_id in gone:
                writer.drop(plan_id)
            wanted = [plan_id for plan_id, digest in state.plans.items() if known.get(plan_id) != digest]
            for start in range(0, len(wanted), CHUNK):
                for digest, record in _records(store, wanted[start : start + CHUNK]):
                    writer.add(digest, record)
            with store.reading() as opened:
                writer.note(findings_of(opened))
            connection.execute("DELETE FROM states")
            told = json.dumps(asdict(status(store)), ensure_ascii=False)
            connection.execute("INSERT INTO states VALUES (?, ?, ?)", (state.name, told, writer.sample))
            connection.execute("COMMIT")
            connection.execute("PRAGMA optimize = 0x10002")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return True

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, timeout=30, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -32768")
        return connection


def words_of(table: str) -> str:
    """The table of a table's words."""
    return f"{table}_words"


def state_of(connection: Connection) -> State:
    """What the store holds now."""
    last = connection.execute(select(CHANGES.c.number, CHANGES.c.made_at).order_by(CHANGES.c.number.desc()).limit(1)).first()
    run = connection.execute(select(RUNS.c.number, RUNS.c.started_at, RUNS.c.finished_at).order_by(RUNS.c.number.desc()).limit(1)).first()
    rows = connection.execute(select(REVISIONS.c.plan_id, REVISIONS.c.digest).where(REVISIONS.c.until.is_(None)).order_by(REVISIONS.c.plan_id))
    plans = {row.plan_id: row.digest for row in rows}
    told = json.dumps([program_version(), last and tuple(last), run and tuple(run), list(plans.items())])
    return State(hashlib.sha256(told.encode()).hexdigest()[:20], plans)


def _records(store: Store, plan_ids: Sequence[str]) -> list[tuple[str, bytes]]:
    """The digests and records of those of the plans that are still there."""
    query = select(REVISIONS.c.digest, REVISIONS.c.record).where(REVISIONS.c.plan_id.in_(plan_ids), REVISIONS.c.until.is_(None)).order_by(REVISIONS.c.plan_id)
    with store.reading() as connection:
        return [(row.digest, row.record) for row in connection.execute(query)]


class Squeezer:
    """Makes records small: they are much like the sample."""

    def __init__(self, sample: bytes) -> None:
        self._fresh = zlib.compressobj(1, wbits=_WINDOW, memLevel=5, zdict=sample)

    def squeeze(self, record: bytes) -> bytes:
        """A record as it lies in the index."""
        squeezer = self._fresh.copy()
        return squeezer.compress(record) + squeezer.flush()


def stretch(squeezed: bytes, sample: bytes) -> bytes:
    """The record that was squeezed by the same sample."""
    return zlib.decompressobj(wbits=_WINDOW, zdict=sample).decompress(squeezed)


class _Writer:
    """Plans into the index, within a transaction. The first plan is the sample by which all records are squeezed."""

    def __init__(self, connection: sqlite3.Connection, sample: bytes) -> None:
        self._connection = connection
        self.sample = sample
        self._squeezer = Squeezer(sample)
        self._bodies: dict[tuple[str, str, str, str], int] = {}
        self._rhythms: dict[tuple[str, str], int] = {}

    def drop(self, plan_id: str) -> None:
        """Take a plan out."""
        (number, record) = self._connection.execute("SELECT number, record FROM plans WHERE plan_id = ?", (plan_id,)).fetchone()
        plan = decode(zlib.decompress(record))
        self._unlearn("plans", [(number, _words_of_plan(plan))])
        tasks, targets, legal_refs = (self._numbers(table, number) for table in SEARCHED[1:])
        self._unlearn("tasks", [(tasks[each.id], _words_of_task(each)) for each in plan.tasks])
        self._unlearn("targets", [(targets[each.id], _words_of_target(each)) for each in plan.targets])
        self._unlearn("legal_refs", [(legal_refs[each.id], _words_of_legal_ref(each)) for each in plan.legal_refs])
        self._connection.execute("DELETE FROM plans WHERE number = ?", (number,))

    def add(self, digest: str, record: bytes) -> None:
        """Put a plan in, from its record as the store has it."""
        plan = decode(zlib.decompress(record))
        if not self.sample:
            facts = (*plan.tasks[:6], *plan.targets[:3], *plan.legal_refs[:3])
            self.sample = b"".join(to_json(each) for each in facts)[:_LONGEST_SAMPLE] or b"{}"
            self._squeezer = Squeezer(self.sample)
        metadata, years = plan.metadata, years_of(plan.metadata)
        issued = metadata.issued_on and metadata.issued_on.isoformat()
        span = (years[0], years[-1]) if years else (None, None)
        head = to_json(head_of(plan))
        name = " ".join(filter(None, (metadata.number, metadata.title))) or plan.source.path
        values = (plan.plan_id, plan.source.path, digest, metadata.level, issued, *span, name, self._squeezed(head), record)
        number = self._insert("plans (plan_id, path, digest, level, issued_on, first_year, last_year, name, head, record)", values)
        self._learn("plans", [(number, _words_of_plan(plan))])
        self._connection.executemany("INSERT INTO plan_provinces VALUES (?, ?)", [(each, number) for each in provinces_of(plan)])
        self._connection.executemany(
            "INSERT INTO coverage VALUES (?, ?, ?, ?)", [(number, each.component, str(each.component), self._squeezed(to_json(each))) for each in plan.coverage]
        )
        self._add_tasks(plan, number)
        self._add_targets(plan, number)
        some = [(number, each.start, each.id, each.confidence, each.symbol, each.relation, self._squeezed(to_json(each))) for each in plan.legal_refs]
        references = [self._insert("legal_refs (plan, start, id, confidence, symbol, relation, record)", each) for each in some]
        self._learn("legal_refs", zip(references, map(_words_of_legal_ref, plan.legal_refs), strict=True))

    def note(self, findings: Iterable[Finding]) -> None:
        """Put in what the plans show together, instead of what they showed before."""
        self._connection.execute("DELETE FROM findings")
        self._connection.execute("DELETE FROM finding_plans")
        for number, each in enumerate(findings, 1):
            self._connection.execute("INSERT INTO findings VALUES (?, ?, ?, ?)", (number, each.kind, each.severity, self._squeezed(to_json(each))))
            self._connection.executemany("INSERT INTO finding_plans VALUES (?, ?)", [(plan_id, number) for plan_id in dict.fromkeys(each.plan_ids)])

    def _add_tasks(self, plan: Plan, number: int) -> None:
        into = "tasks (plan, start, id, confidence, due, record)"
        bodies, components, rhythms, words = [], [], [], []
        for task in plan.tasks:
            deadline = task.deadline
            due = deadline.end.isoformat() if deadline and deadline.end and not deadline.recurrence else None
            row = self._insert(into, (number, task.start, task.id, task.confidence, due, self._squeezed(to_json(task))))
            words.append((row, _words_of_task(task)))
            bodies += [(self._body(each), role, row) for role, some in (("lead", task.leads), ("coordinator", task.coordinators)) for each in some]
            components += [(each, row) for each in {*task.components, *task.inferred_components}]
            known = (recurring(rule, deadline, plan.metadata) for rule in deadline.recurrence) if deadline else ()
            rhythms += [(self._rhythm(each.rule, each.first.isoformat()), row) for each in known if each is not None]
        self._learn("tasks", words)
        self._connection.executemany("INSERT OR IGNORE INTO task_bodies VALUES (?, ?, ?)", bodies)
        self._connection.executemany("INSERT INTO task_components VALUES (?, ?)", components)
        self._connection.executemany("INSERT OR IGNORE INTO task_rhythms VALUES (?, ?)", rhythms)

    def _add_targets(self, plan: Plan, number: int) -> None:
        into = "targets (plan, start, id, confidence, status, indicator_id, record)"
        for target in plan.targets:
            row = self._insert(into, (number, target.start, target.id, target.confidence, target.status, target.indicator_id, self._squeezed(to_json(target))))
            self._learn("targets", [(row, _words_of_target(target))])
            self._connection.executemany("INSERT OR IGNORE INTO target_bodies VALUES (?, ?)", [(self._body(each), row) for each in target.owners])
            self._connection.executemany("INSERT OR IGNORE INTO target_components VALUES (?, ?)", [(each, row) for each in target.components])

    def _numbers(self, table: str, plan: int) -> dict[str, int]:
        """The numbers of a plan's facts by their ids."""
        return dict(self._connection.execute(f"SELECT id, number FROM {table} WHERE plan = ?", (plan,)))

    def _body(self, agency: Agency) -> int:
        return self._numbered("bodies (id, name, mention, locality)", (agency.id, agency.name, agency.mention, agency.locality or ""), self._bodies)

    def _rhythm(self, rule: str, first: str) -> int:
        return self._numbered("rhythms (rule, first)", (rule, first), self._rhythms)

    def _numbered(self, into: str, values: Any, known: dict[Any, int]) -> int:
        """The number of a row that many facts share."""
        if values not in known:
            table, _, names = into.partition(" ")
            asked = f"SELECT number FROM {table} WHERE {names.replace(',', ' = ? AND').strip('()')} = ?"
            row = self._connection.execute(asked, values).fetchone()
            known[values] = row[0] if row else self._insert(into, values)
        return known[values]

    def _insert(self, into: str, values: Sequence[Any]) -> int:
        number = self._connection.execute(f"INSERT INTO {into} VALUES ({', '.join('?' * len(values))})", values).lastrowid
        assert number is not None
        return number

    def _learn(self, table: str, texts: Iterable[tuple[int, str]]) -> None:
        marked = [(number, with_marks(text)) for number, text in texts]
        rows = [(number, words, without_marks(words)) for number, words in marked]
        self._connection.executemany(f"INSERT INTO {words_of(table)} (rowid, marked, plain) VALUES (?, ?, ?)", rows)

    def _unlearn(self, table: str, texts: Iterable[tuple[int, str]]) -> None:
        name = words_of(table)
        marked = [(number, with_marks(text)) for number, text in texts]
        rows = [(number, words, without_marks(words)) for number, words in marked]
        self._connection.executemany(f"INSERT INTO {name} ({name}, rowid, marked, plain) VALUES ('delete', ?, ?, ?)", rows)

    def _squeezed(self, record: bytes) -> bytes:
        return self._squeezer.squeeze(record)


def _words_of_plan(plan: Plan) -> str:
    metadata = plan.metadata
    issuer = metadata.issuer.name if metadata.issuer else None
    return _joined(metadata.number, metadata.doc_type, metadata.title, issuer, metadata.place, metadata.signer, plan.source.path)


def _words_of_task(task: Task) -> str:
    bodies = [each for agency in (*task.leads, *task.coordinators) for each in (agency.name, agency.mention)]
    return _joined(task.text, *task.outputs, task.deadline.text if task.deadline else None, *dict.fromkeys(bodies))


def _words_of_target(target: Target) -> str:
    return _joined(target.text, target.indicator, *dict.fromkeys(each.mention for each in target.owners))


def _words_of_legal_ref(reference: LegalRef) -> str:
    return _joined(reference.text, reference.symbol, reference.title, reference.issuer)


def _joined(*texts: str | None) -> str:
    return " | ".join(filter(None, texts))
