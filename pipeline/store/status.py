"""What a dataset holds: how much, what failed, what older rules read, what is gone, and when runs were."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final, get_args

from sqlalchemy import func, select

from pipeline.fingerprint import rules_version
from pipeline.store.database import Store
from pipeline.store.model import PLANS, REVISIONS, RUN_SOURCES, RUNS, SOURCES, TABLES
from pipeline.store.publish import is_published, state_of
from schemas.ocr import OcrMode
from schemas.store import Run

RUNS_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read."""

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
    diagnostics = TABLES["diagnostics"]
    with store.reading() as connection:
        errors = (
            select(PLANS.c.path, diagnostics.c.code, diagnostics.c.message)
            .join(diagnostics, diagnostics.c.plan_id == PLANS.c.plan_id)
            .where(diagnostics.c.severity == "error")
        )
        present = select(REVISIONS.c.path).where(REVISIONS.c.until.is_(None))
        runs = connection.execute(select(RUNS).order_by(RUNS.c.number.desc()).limit(RUNS_SHOWN)).mappings().all()
        given: dict[int, list[str]] = {}
        for row in connection.execute(select(RUN_SOURCES).order_by(RUN_SOURCES.c.run, RUN_SOURCES.c.position)):
            given.setdefault(row.run, []).append(row.source)
        return Status(
            store.name,
            connection.execute(select(func.count()).select_from(PLANS)).scalar_one(),
            connection.execute(select(func.count()).select_from(SOURCES).where(SOURCES.c.removed.is_(None))).scalar_one(),
            tuple(sorted((Failure(*row) for row in connection.execute(errors)), key=lambda failure: failure.path)),
            tuple(sorted(connection.execute(present.where(REVISIONS.c.rules.not_in(rules))).scalars())),
            tuple(sorted(connection.execute(select(SOURCES.c.path).where(SOURCES.c.removed.is_not(None))).scalars())),
            is_published(store.place.folder, state_of(connection)),
            tuple(Run(**row, sources=tuple(given.get(row["number"], ()))) for row in runs),
        )
