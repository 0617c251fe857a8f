"""What a dataset holds: how much, what failed, what older rules read, what is gone, and when runs were."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final, get_args

from sqlalchemy import ColumnElement, Connection, func, select

from pipeline.fingerprint import rules_version
from pipeline.review.corrections import Corrections
from pipeline.review.ledger import read_lines
from pipeline.store.correcting import outdated
from pipeline.store.database import Store
from pipeline.store.model import PLANS, REVISIONS, RUN_SOURCES, RUNS, SOURCES, TABLES
from pipeline.store.publish import is_published, state_of
from schemas.ocr import OcrMode
from schemas.store import Run

RUNS_SHOWN: Final = 10

_DIAGNOSTICS: Final = TABLES["diagnostics"]


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read, or something else that is wrong with it."""

    path: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Status:
    """A dataset in figures and lists of paths."""

    store: str
    plans: int
    files: int
    failed: tuple[Failure, ...]
    stale: tuple[str, ...]
    """Read with rules that are not those of this program on this machine."""
    gone: tuple[str, ...]
    """Files that are no longer there; their plans stay until a run with ``--prune``."""
    unapplied: tuple[Failure, ...]
    """What reviewers said of facts that no longer fits the text."""
    uncorrected: int
    """Plans of which reviewers say something else than when they were last written."""
    homeless: int
    """Things said of facts whose plan is not in the dataset, by its content or by its place."""
    published: bool
    """Whether the dataset's files show what the store holds."""
    runs: tuple[Run, ...]
    """The last runs, the last one first."""

    def as_json(self) -> dict[str, Any]:
        """The status as plain values."""
        return asdict(self)


def status(store: Store) -> Status:
    """What a store holds now."""
    rules = {rules_version(mode) for mode in get_args(OcrMode)}
    corrections = Corrections.of_file(read_lines(store.place.folder))
    with store.reading() as connection:
        present = select(REVISIONS.c.path).where(REVISIONS.c.until.is_(None))
        runs = connection.execute(select(RUNS).order_by(RUNS.c.number.desc()).limit(RUNS_SHOWN)).mappings().all()
        given: dict[int, list[str]] = {}
        for row in connection.execute(select(RUN_SOURCES).order_by(RUN_SOURCES.c.run, RUN_SOURCES.c.position)):
            given.setdefault(row.run, []).append(row.source)
        return Status(
            store.name,
            connection.execute(select(func.count()).select_from(PLANS)).scalar_one(),
            connection.execute(select(func.count()).select_from(SOURCES).where(SOURCES.c.removed.is_(None))).scalar_one(),
            _noticed(connection, _DIAGNOSTICS.c.severity == "error"),
            tuple(sorted(connection.execute(present.where(REVISIONS.c.rules.not_in(rules))).scalars())),
            tuple(sorted(connection.execute(select(SOURCES.c.path).where(SOURCES.c.removed.is_not(None))).scalars())),
            unapplied(connection),
            len(outdated(connection, corrections)),
            _homeless(connection, corrections),
            is_published(store.place.folder, state_of(connection)),
            tuple(Run(**row, sources=tuple(given.get(row["number"], ()))) for row in runs),
        )


def unapplied(connection: Connection) -> tuple[Failure, ...]:
    """What reviewers said of facts and no longer fits the text, as it was when the plans were last written."""
    return _noticed(connection, _DIAGNOSTICS.c.code == "correction-unapplied")


def _homeless(connection: Connection, corrections: Corrections) -> int:
    if not corrections.lines:
        return 0
    known = {name for row in connection.execute(select(REVISIONS.c.plan_id, REVISIONS.c.source_id).where(REVISIONS.c.until.is_(None))) for name in row}
    return sum(line.plan_id not in known and line.source_id not in known for line in corrections.lines)


def _noticed(connection: Connection, which: ColumnElement[bool]) -> tuple[Failure, ...]:
    columns = (PLANS.c.path, _DIAGNOSTICS.c.code, _DIAGNOSTICS.c.message)
    rows = connection.execute(select(*columns).join(_DIAGNOSTICS, _DIAGNOSTICS.c.plan_id == PLANS.c.plan_id).where(which))
    return tuple(sorted((Failure(*row) for row in rows), key=lambda failure: failure.path))
