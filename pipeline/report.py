"""What a run did, in figures: a line for each plan, a count and a time for each stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pipeline.messages import explain, on_one_line, say
from pipeline.process import STAGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from logging import Logger

    from pipeline.ingest import Skip
    from pipeline.records import Processed
    from schemas.diagnostic import Diagnostic
    from schemas.finding import Finding

ALL_STAGES: Final = (*STAGES, "write")


@dataclass(frozen=True, slots=True)
class Stage:
    """How many files went through a stage, and the seconds that took (summed over worker processes)."""

    count: int = 0
    seconds: float = 0.0

    def __add__(self, other: Stage) -> Stage:
        return Stage(self.count + other.count, self.seconds + other.seconds)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan in figures."""

    path: str
    copies: int
    plan_id: str
    number: str | None
    title: str | None
    sections: int
    tasks: int
    targets: int
    legal_refs: int
    warnings: tuple[Diagnostic, ...]
    failure: Diagnostic | None


@dataclass(frozen=True, slots=True)
class Report:
    """A batch, or a whole run, in figures."""

    plans: tuple[PlanLine, ...]
    stages: Mapping[str, Stage]

    @property
    def failures(self) -> tuple[PlanLine, ...]:
        return tuple(plan for plan in self.plans if plan.failure is not None)

    def as_json(self) -> dict[str, Any]:
        """The report as plain values: plans with their counts, failures with their reasons, stages with counts and seconds."""
        return {
            "plans": [
                {
                    "path": plan.path,
                    "copies": plan.copies,
                    "plan_id": plan.plan_id,
                    "number": plan.number,
                    "title": plan.title,
                    "sections": plan.sections,
                    "tasks": plan.tasks,
                    "targets": plan.targets,
                    "legal_refs": plan.legal_refs,
                    "warnings": [{"code": each.code, "message": each.message} for each in plan.warnings],
                }
                for plan in self.plans
                if plan.failure is None
            ],
            "failures": [
                {"path": plan.path, "plan_id": plan.plan_id, "code": plan.failure.code, "message": plan.failure.message}
                for plan in self.plans
                if plan.failure is not None
            ],
            "stages": {name: {"count": stage.count, "seconds": round(stage.seconds, 3)} for name, stage in self.stages.items()},
        }

    def stages_line(self) -> str:
        """The stages in one line of words."""
        return " · ".join(
            say("run.stage", stage=say(f"stage.{name}"), count=stage.count, seconds=f"{stage.seconds:.2f}") for name, stage in self.stages.items()
        )

    def as_markdown(self) -> str:
        """The stages as a Markdown table."""
        head = "| {} | {} | {} |\n|---|--:|--:|\n".format(*(say(f"table.{name}") for name in ("stage", "count", "seconds")))
        return head + "".join(f"| {say(f'stage.{name}')} | {stage.count} | {stage.seconds:.2f} |\n" for name, stage in self.stages.items())


@dataclass(frozen=True, slots=True)
class RunReport:
    """A whole run: where the dataset lies, the figures of what was read, what all its plans show together, and what was passed over."""

    dataset: str
    total: Report
    findings: tuple[Finding, ...]
    skipped: Mapping[Skip, int]
    empty: tuple[str, ...]
    unchanged: int = 0
    """Plans that were known already and not read again."""
    gone: int = 0
    """Files that were there at the last run and are not now."""

    def count_findings(self) -> dict[str, int]:
        """How many findings of each kind there are; kinds without any left out."""
        return dict(Counter(each.kind for each in self.findings))

    def as_json(self) -> dict[str, Any]:
        """The report as plain values."""
        return {
            "dataset": self.dataset,
            **self.total.as_json(),
            "findings": self.count_findings(),
            "skipped": dict(self.skipped),
            "empty": list(self.empty),
            "unchanged": self.unchanged,
            "gone": self.gone,
        }


def summarize(batch: Iterable[Processed], writing: float) -> Report:
    """The figures of processed files that took so many seconds to write."""
    lines = []
    seconds: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for each in batch:
        lines.append(_line(each))
        for stage, taken in each.seconds.items():
            seconds[stage] += taken  # type: ignore[assignment]
            counts[stage] += 1
    stages = {name: Stage(counts[name], seconds[name]) for name in STAGES}
    return Report(tuple(lines), {**stages, "write": Stage(len(lines), writing)})


def together(reports: Iterable[Report]) -> Report:
    """Several batches as one."""
    plans: list[PlanLine] = []
    stages = dict.fromkeys(ALL_STAGES, Stage())
    for report in reports:
        plans += report.plans
        stages = {name: stages[name] + report.stages[name] for name in ALL_STAGES}
    return Report(tuple(plans), stages)


def _line(processed: Processed) -> PlanLine:
    plan = processed.plan
    return PlanLine(
        path=plan.source.path,
        copies=len(plan.source.copies),
        plan_id=plan.plan_id,
        number=plan.metadata.number,
        title=plan.metadata.title,
        sections=len(plan.sections),
        tasks=len(plan.tasks),
        targets=len(plan.targets),
        legal_refs=len(plan.legal_refs),
        warnings=processed.warnings,
        failure=processed.failure,
    )


listener: ContextVar[Callable[[int, int], None] | None] = ContextVar("listener", default=None)
"""Told how many files are done, of how many, while a run goes on."""


class Progress:
    """Counts the files that are done, and tells the listener."""

    def __init__(self, all_files: int) -> None:
        self._done = 0
        self._all = all_files
        self._tell()

    def count(self, processed: Processed) -> Processed:
        """One more is done; gives it back."""
        self._done += 1
        self._tell()
        return processed

    def _tell(self) -> None:
        if (told := listener.get()) is not None:
            told(self._done, self._all)


def announce(log: Logger, number: int, batch: Report) -> None:
    """Log a batch: its stages, then each file that could not be read or wants a look."""
    log.info(say("run.batch", number=number, stages=batch.stages_line()))
    for plan in batch.plans:
        path = on_one_line(plan.path)
        for warning in plan.warnings:
            log.warning(say("run.noted", path=path, why=explain(warning)))
        if plan.failure is not None:
            log.error(say("run.noted", path=path, why=explain(plan.failure)))
