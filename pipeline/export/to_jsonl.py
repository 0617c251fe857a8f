"""JSON lines: one task a line, with what it needs to be understood alone: its plan, its section, and the targets and laws that it refers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import IO

from pydantic import TypeAdapter

from pipeline.export.material import Material
from schemas.plan import LegalRef, Metadata, Plan, Section, Target, Task


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One line. The shapes of its parts are those of the record."""

    schema_version: str
    plan_id: str
    source_id: str
    path: str
    metadata: Metadata
    section: Section | None
    task: Task
    targets: tuple[Target, ...]
    legal_refs: tuple[LegalRef, ...]


def write(material: Material, opened: IO[bytes]) -> Iterable[str]:
    """Write every task."""
    for plans in material.some():
        for plan in plans:
            for line in task_lines(plan):
                opened.write(_adapter().dump_json(line) + b"\n")
    return ()


def task_lines(plan: Plan) -> Iterator[TaskLine]:
    """The lines of a plan, in its order."""
    sections = {each.id: each for each in plan.sections}
    targets = {each.id: each for each in plan.targets}
    laws = {each.id: each for each in plan.legal_refs}
    for task in plan.tasks:
        yield TaskLine(
            plan.schema_version,
            plan.plan_id,
            plan.source_id,
            plan.source.path,
            plan.metadata,
            sections.get(task.section or ""),
            task,
            tuple(targets[each] for each in task.targets if each in targets),
            tuple(laws[each] for each in task.legal_refs if each in laws),
        )


@cache
def _adapter() -> TypeAdapter[TaskLine]:
    return TypeAdapter(TaskLine)
