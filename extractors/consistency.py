"""Whether what a plan says holds together: its times with the calendar and its own date, its tasks with its targets and with who does them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

import regex

from extractors.draft import Draft
from schemas.diagnostic import Diagnostic, diagnose
from schemas.plan import Deadline, Metadata, Task
from schemas.text import fold

_DAY: Final = regex.compile(
    r"(?<![\d/.,])(?<day>\d{1,2})(?:\s?[/.]\s?|\s+tháng\s+)(?<month>\d{1,2})(?:(?:\s?[/.]\s?|\s+năm\s+)(?<year>(?:19|20)\d\d))?(?![\d/%])"
)
_MONTH: Final = regex.compile(r"(?:(?<!\d\s)tháng\s+(?<month>\d{1,2})(?!\d)|(?<![\d/.])(?<month>\d{1,2})\s?/\s?(?:19|20)\d\d(?!\d))")
_LEAP_YEAR: Final = 2024
"""29 February may exist where no year is said."""


def check(draft: Draft) -> Draft:
    """The draft with a diagnostic for each thing that cannot be so, and one each for the tasks that name nobody and those that say no time."""
    known = {target.item for target in draft.targets if target.item}
    found = (note for task in draft.tasks for note in (*_of_time(draft, task), *_of_targets(task, known)))
    return replace(draft, diagnostics=(*draft.diagnostics, *found, *_of_leads(draft.tasks), *_of_deadlines(draft)))


def impossible_time(words: str) -> str | None:
    """The first day or month among words that no calendar has; None where all can be.

    >>> impossible_time("trước ngày 31/6/2024"), impossible_time("tháng 13/2024"), impossible_time("29/02"), impossible_time("29/02/2023")
    ('31/6/2024', 'tháng 13', None, '29/02/2023')
    """
    folded = fold(words)
    for found in _DAY.finditer(folded):
        day, month, year = int(found["day"]), int(found["month"]), int(found["year"] or _LEAP_YEAR)
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
            return words[found.start() : found.end()]
    return next((words[found.start() : found.end()] for found in _MONTH.finditer(folded) if not 1 <= int(found["month"]) <= 12), None)


def _of_time(draft: Draft, task: Task) -> Iterator[Diagnostic]:
    deadline = task.deadline
    if deadline is None:
        return
    start, end = _place(draft.document.text, task, deadline)
    if deadline.kind in ("date", "period", "recurring") and (deadline.start is None or deadline.end is None):
        missing = impossible_time(deadline.text)
        if missing is not None:
            yield diagnose("deadline-impossible", f"“{deadline.text}” names a time that does not exist ({missing}): read it in the source.", start, end)
    earliest = _earliest(draft.metadata)
    if deadline.end is not None and earliest is not None and deadline.end < earliest:
        when = "the plan was issued" if draft.metadata.issued_on else "the plan's time begins"
        note = diagnose("deadline-past", f"“{deadline.text}” is over ({deadline.end}) before {when} ({earliest}): check the year.", start, end)
        yield replace(note, severity="info") if deadline.kind == "recurring" else note


def _earliest(metadata: Metadata) -> date | None:
    """The first day on which a deadline of the plan makes sense: the day of issue, else the first day that the plan covers."""
    return metadata.issued_on or (metadata.period.start if metadata.period else None)


def _place(text: str, task: Task, deadline: Deadline) -> tuple[int, int]:
    """Where the deadline's words stand in the task; the task itself where they are its cell's."""
    found = text.find(deadline.text, task.start, task.end)
    return (task.start, task.end) if found < 0 else (found, found + len(deadline.text))


def _of_targets(task: Task, known: set[str]) -> Iterator[Diagnostic]:
    unknown = [item for item in task.target_items if item not in known]
    if unknown:
        yield diagnose("unknown-target-item", f"A task answers for target {', '.join(unknown)}, which the plan does not have.", task.start, task.end)


def _of_leads(tasks: tuple[Task, ...]) -> Iterator[Diagnostic]:
    without = sum(not task.leads for task in tasks)
    if without:
        yield diagnose("tasks-without-lead", f"{without} of {len(tasks)} tasks name nobody.")


def _of_deadlines(draft: Draft) -> Iterator[Diagnostic]:
    """The tasks that say no time: noted where others of the plan do, or where the plan says none either. Elsewhere its own time is that of them all."""
    without = sum(task.deadline is None for task in draft.tasks)
    period = draft.metadata.period
    if without and (period is None or without < len(draft.tasks)):
        governs = f"the plan's own time ({period.start or '…'} to {period.end or '…'}) is all there is" if period else "nor does the plan say for when it is"
        yield diagnose("tasks-without-deadline", f"{without} of {len(draft.tasks)} tasks say no time; {governs}.")
