"""What falls due when, and what has no deadline."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from pipeline.audit.model import COMPONENTS, Due, DueRow, DueTask, Place
from pipeline.audit.wording import LONG, short
from schemas.plan import Deadline, Plan, Task

YEARS: Final = range(2000, 2050)
"""Years whose months have rows of their own."""
LISTED: Final = 500
"""Tasks of a row that are listed; all are counted."""

_OTHERWISE: Final[tuple[Due, ...]] = ("beyond", "recurring", "continuous", "event", "open", "none")


@dataclass(slots=True)
class _Count:
    """The tasks of a row, so far."""

    tasks: int = 0
    by_component: list[int] = field(default_factory=lambda: [0] * len(COMPONENTS))
    unplaced: int = 0
    listed: list[DueTask] = field(default_factory=list)


class Deadlines:
    """The deadlines of the plans added."""

    def __init__(self) -> None:
        self._counts: dict[str, _Count] = {}

    def add(self, index: int, plan: Plan) -> None:
        """Take in a plan, whose row has this index."""
        for task in plan.tasks:
            count = self._counts.setdefault(key_of(task.deadline), _Count())
            count.tasks += 1
            count.unplaced += not task.components
            for component in task.components:
                count.by_component[component - 1] += 1
            if len(count.listed) < LISTED:
                count.listed.append(_listed(index, plan, task))

    def rows(self) -> tuple[DueRow, ...]:
        """A row a month in which something falls due, in order, then one for each other kind of deadline that there is."""
        months = sorted(key for key in self._counts if key[:1].isdigit())
        return tuple(self._row(key) for key in (*months, *(key for key in _OTHERWISE if key in self._counts)))

    def _row(self, key: str) -> DueRow:
        count = self._counts[key]
        listed = sorted(count.listed, key=lambda each: (each.due is None, str(each.due or "")))
        return DueRow(key, count.tasks, tuple(count.by_component), count.unplaced, tuple(listed))


def key_of(deadline: Deadline | None) -> str:
    """The row in which a task with such a deadline counts: the month of its last day, or a name of ``Due``.

    >>> key_of(None)
    'none'
    """
    if deadline is None:
        return "none"
    if deadline.kind in ("recurring", "continuous", "event"):
        return deadline.kind
    if deadline.end is None:
        return "open"
    return f"{deadline.end:%Y-%m}" if deadline.end.year in YEARS else "beyond"


def _listed(index: int, plan: Plan, task: Task) -> DueTask:
    deadline = task.deadline
    leads = short("; ".join(agency.mention for agency in task.leads))
    due = deadline.end if deadline and deadline.kind in ("date", "period") else None
    return DueTask(Place(plan.plan_id, task.id), short(task.text, LONG), leads, short(deadline.text) if deadline else "", due, index)
