"""What a run did, in figures: a line for each file while it is fresh, then counts and times that take the same room for any archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import heappush, heappushpop
from typing import TYPE_CHECKING, Any, Final

from pipeline.messages import explain, on_one_line, say
from pipeline.process import STAGES

if TYPE_CHECKING:
    from logging import Logger

    from pipeline.ingest import Skip
    from pipeline.records import Processed
    from schemas.diagnostic import Diagnostic
    from schemas.finding import Finding

ALL_STAGES: Final = (*STAGES, "write", "publish")
"""Stages by their names; the last is that of the whole dataset."""
MOST_LINES: Final = 200
"""Lines of plans that a report keeps; the dataset has them all."""
MOST_FAILURES: Final = 10_000
"""Lines of files that could not be read that a report keeps; all of them are counted."""
MOST_SLOW: Final = 20


@dataclass(frozen=True, slots=True)
class Stage:
    """How many files went through a stage, and the seconds that took (summed over worker processes)."""

    count: int = 0
    seconds: float = 0.0

    def __add__(self, other: Stage) -> Stage:
        return Stage(self.count + other.count, self.seconds + other.seconds)


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file in figures: the plan that it holds, or why it could not be read."""

    path: str
    copies: int
    plan_id: str
    bytes: int
    pages: int | None
    seconds: float
    """A worker's time for it."""
    number: str | None
    title: str | None
    sections: int
    tasks: int
    targets: int
    legal_refs: int
    warnings: tuple[Diagnostic, ...]
    failure: Diagnostic | None

    def as_json(self) -> dict[str, Any]:
        """The line as plain values: a failure with its reason, a plan with its counts."""
        about = {"path": self.path, "copies": self.copies, "plan_id": self.plan_id, "bytes": self.bytes, "pages": self.pages, "seconds": round(self.seconds, 3)}
        if self.failure is not None:
            return {**about, "code": self.failure.code, "message": self.failure.message}
        plan = {key: getattr(self, key) for key in ("number", "title", "sections", "tasks", "targets", "legal_refs")}
        return {**about, **plan, "warnings": [{"code": each.code, "message": each.message} for each in self.warnings]}


@dataclass(frozen=True, slots=True)
class BatchReport:
    """A batch in figures."""

    number: int
    lines: tuple[FileLine, ...]
    stages: Mapping[str, Stage]

    @property
    def failures(self) -> int:
        return sum(line.failure is not None for line in self.lines)

    def stages_line(self) -> str:
        """The stages in one line of words."""
        return " · ".join(
            say("run.stage", stage=say(f"stage.{name}"), count=stage.count, seconds=f"{stage.seconds:.2f}") for name, stage in self.stages.items()
        )


@dataclass(frozen=True, slots=True)
class Total:
    """All batches of a run in figures."""

    files: int = 0
    failed: int = 0
    pages: int = 0
    """Of the files that have any."""
    bytes: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    """Sections, tasks, targets and references of all plans."""
    warnings: Mapping[str, int] = field(default_factory=dict)
    """How many diagnostics of each code that want a look."""
    stages: Mapping[str, Stage] = field(default_factory=lambda: dict.fromkeys(ALL_STAGES, Stage()))
    plans: tuple[FileLine, ...] = ()
    """The first of those that were read."""
    failures: tuple[FileLine, ...] = ()
    """The first of those that could not be read."""
    slowest: tuple[FileLine, ...] = ()
    """Those that took longest, the slowest first."""

    @property
    def read(self) -> int:
        return self.files - self.failed


@dataclass(frozen=True, slots=True)
class Moments:
    """When a run began and ended, UTC, ISO 8601, and the seconds between."""

    started_at: str
    finished_at: str
    seconds: float


@dataclass(frozen=True, slots=True)
class RunReport:
    """A whole run: where the dataset lies, the figures of what was read, what all its plans show together, and what was passed over."""

    dataset: str
    number: int
    total: Total
    findings: tuple[Finding, ...]
    skipped: Mapping[Skip, int]
    empty: tuple[str, ...]
    moments: Moments
    unchanged: int = 0
    """Plans that were known already and not read again."""
    gone: int = 0
    """Files that were there at the last run and are not now."""
    unapplied: int = 0
    """Things that reviewers said of facts and that no longer fit the text."""

    def count_findings(self) -> dict[str, int]:
        """How many findings of each kind there are; kinds without any left out."""
        return dict(Counter(each.kind for each in self.findings))

    def as_json(self) -> dict[str, Any]:
        """The report as plain values."""
        total = self.total
        return {
            "dataset": self.dataset,
            "run": self.number,
            "started_at": self.moments.started_at,
            "finished_at": self.moments.finished_at,
            "seconds": round(self.moments.seconds, 3),
            "files": total.files,
            "read": total.read,
            "failed": total.failed,
            "unchanged": self.unchanged,
            "gone": self.gone,
            "unapplied_corrections": self.unapplied,
            "pages": total.pages,
            "bytes": total.bytes,
            **{name: total.counts.get(name, 0) for name in COUNTED},
            "stages": {name: {"count": stage.count, "seconds": round(stage.seconds, 3)} for name, stage in total.stages.items()},
            "warnings": dict(total.warnings),
            "findings": self.count_findings(),
            "skipped": dict(self.skipped),
            "empty": list(self.empty),
            "failures": [line.as_json() for line in total.failures],
            "slowest": [line.as_json() for line in total.slowest],
        }


COUNTED: Final = ("sections", "tasks", "targets", "legal_refs")


class Tally:
    """Adds batches up, in room that does not grow with them."""

    def __init__(self) -> None:
        self._files = self._failed = self._pages = self._bytes = 0
        self._counts: Counter[str] = Counter()
        self._warnings: Counter[str] = Counter()
        self._stages = dict.fromkeys(ALL_STAGES, Stage())
        self._plans: list[FileLine] = []
        self._failures: list[FileLine] = []
        self._slowest: list[tuple[float, int, FileLine]] = []

    def add(self, report: BatchReport) -> None:
        """Take in a batch."""
        for line in report.lines:
            self._count(line)
        for name, stage in report.stages.items():
            self._stages[name] += stage

    def _count(self, line: FileLine) -> None:
        self._files += 1
        self._pages += line.pages or 0
        self._bytes += line.bytes
        slow = (line.seconds, -self._files, line)
        if len(self._slowest) < MOST_SLOW:
            heappush(self._slowest, slow)
        else:
            heappushpop(self._slowest, slow)
        if line.failure is not None:
            self._failed += 1
            if len(self._failures) < MOST_FAILURES:
                self._failures.append(line)
            return
        if len(self._plans) < MOST_LINES:
            self._plans.append(line)
        self._counts.update({name: getattr(line, name) for name in COUNTED})
        self._warnings.update(each.code for each in line.warnings)

    def total(self, publishing: float = 0.0) -> Total:
        """What was added until now, and the seconds that publishing the dataset took."""
        return Total(
            self._files,
            self._failed,
            self._pages,
            self._bytes,
            dict(self._counts),
            dict(sorted(self._warnings.items())),
            {**self._stages, "publish": Stage(self._files - self._failed, publishing)},
            tuple(self._plans),
            tuple(self._failures),
            tuple(line for _, _, line in sorted(self._slowest, reverse=True)),
        )


def summarize(number: int, lines: Iterable[FileLine], seconds: Iterable[Mapping[str, float]], writing: float) -> BatchReport:
    """The figures of files, each with what its stages took, that took so many seconds to write."""
    lines = tuple(lines)
    taken: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for each in seconds:
        for stage, some in each.items():
            taken[stage] += some  # type: ignore[assignment]
            counts[stage] += 1
    return BatchReport(number, lines, {**{name: Stage(counts[name], taken[name]) for name in STAGES}, "write": Stage(len(lines), writing)})


def line_of(processed: Processed) -> FileLine:
    """A file in figures."""
    plan = processed.plan
    return FileLine(
        path=plan.source.path,
        copies=len(plan.source.copies),
        plan_id=plan.plan_id,
        bytes=plan.source.bytes,
        pages=plan.source.pages,
        seconds=sum(processed.seconds.values()),
        number=plan.metadata.number,
        title=plan.metadata.title,
        sections=len(plan.sections),
        tasks=len(plan.tasks),
        targets=len(plan.targets),
        legal_refs=len(plan.legal_refs),
        warnings=processed.warnings,
        failure=processed.failure,
    )


def announce(log: Logger, batch: BatchReport) -> None:
    """Log a batch: its stages, what in it wants a look, and each file that could not be read.

    What wants a look is only counted: a server that is sent a line for each has more to do with them than the workers with the files.
    """
    log.info(say("run.batch", number=batch.number, stages=batch.stages_line()))
    if warnings := Counter(warning.code for line in batch.lines for warning in line.warnings):
        log.warning(say("run.warnings", number=batch.number, counts=", ".join(f"{code} × {count}" for code, count in warnings.most_common())))
    for line in batch.lines:
        if line.failure is not None:
            log.error(say("run.noted", path=on_one_line(line.path), why=explain(line.failure)))
