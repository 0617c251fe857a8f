"""How far to trust each fact, and why not further: the rule that found it, and what about it goes with errors."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import prod
from typing import Final, TypeVar

import regex

from extractors.draft import Draft
from extractors.rules import load_rules
from schemas.plan import Deadline, LegalRef, Target, Task
from schemas.record import amended
from schemas.text import Span, fold

SHARES: Final[Mapping[str, float]] = {
    "names-nobody": 0.65,
    "time-not-read": 0.6,
    "bodies-left-out": 0.75,
    "named-below": 0.9,
    "unknown-body": 0.95,
    "long-text": 0.9,
    "outside-sections": 0.85,
    "unsure-letters": 0.8,
    "year-of-plan": 0.98,
    "several-times": 0.9,
    "several-figures": 0.93,
    "mended": 0.9,
    "date-not-given": 0.97,
}
"""Of the facts with a doubt, the share that is right, against those without it: as measured on annotated plans, the first time they were read."""

SURE_OF_LETTERS: Final = 0.85
"""Text recognition is sure of a block from this confidence on."""
MANY_BODIES: Final = 3
LONG_TEXT: Final = 600
"""Characters of a task that may be several."""
_FIGURE: Final = regex.compile(r"\d+(?:[.,]\d+)?")
_YEAR: Final = regex.compile(r"(?:19|20)\d\d")
_Fact = TypeVar("_Fact", Task, Target, LegalRef, Deadline)


def weigh(draft: Draft) -> Draft:
    """The draft with the doubts of every task, deadline, target and legal reference, and confidences that take them into account."""
    unsure = tuple(Span(block.start, block.end) for block in draft.document.blocks if block.confidence is not None and block.confidence < SURE_OF_LETTERS)
    times = next(rule for rule in load_rules("doubts") if rule.name == "doubts.time").pattern
    return replace(
        draft,
        tasks=tuple(_weighed_task(draft, task, unsure, times) for task in draft.tasks),
        targets=tuple(_with(target, (*_target_doubts(target), *_letters(target, unsure))) for target in draft.targets),
        legal_refs=tuple(_with(ref, (*_ref_doubts(ref), *_letters(ref, unsure))) for ref in draft.legal_refs),
    )


def _weighed_task(draft: Draft, task: Task, unsure: Sequence[Span], times: regex.Pattern[str]) -> Task:
    weighed = _with(task, (*_task_doubts(draft, task, times), *_letters(task, unsure)))
    return amended(weighed, deadline=_with(task.deadline, tuple(_deadline_doubts(task.deadline)))) if task.deadline else weighed


def _with(fact: _Fact, doubts: tuple[str, ...]) -> _Fact:
    if not doubts and not fact.doubts and fact.confidence == round(fact.confidence, 2):
        return fact
    return amended(fact, doubts=doubts, confidence=round(fact.confidence * prod(SHARES[doubt] for doubt in doubts), 2))


def _task_doubts(draft: Draft, task: Task, times: regex.Pattern[str]) -> Iterator[str]:
    bodies = (*task.leads, *task.coordinators)
    if not task.leads:
        yield "names-nobody"
    if task.deadline is None and times.search(draft.document.folded, task.start, task.end):
        yield "time-not-read"
    names = draft.words.names
    named = names[bisect_left(names, task.start, key=lambda name: name.start) : bisect_left(names, task.end, key=lambda name: name.start)]
    if sum(not any(name.start < body.end and body.start < name.end for body in bodies) for name in named) >= MANY_BODIES:
        yield "bodies-left-out"
    following = bisect_right(draft.tasks, task.start, key=lambda each: each.start)
    if following < len(draft.tasks) and any(lead.start >= draft.tasks[following].start for lead in task.leads):
        yield "named-below"
    if any(not body.in_gazetteer for body in bodies):
        yield "unknown-body"
    if task.end - task.start > LONG_TEXT:
        yield "long-text"
    if draft.sections and task.path is None:
        yield "outside-sections"


def _deadline_doubts(deadline: Deadline) -> Iterator[str]:
    words = fold(deadline.text)
    if deadline.kind in ("date", "period") and not _YEAR.search(words):
        yield "year-of-plan"
    if ";" in words or len(_YEAR.findall(words)) > 2:
        yield "several-times"


def _target_doubts(target: Target) -> Iterator[str]:
    if len(_FIGURE.findall(target.text)) > 2:
        yield "several-figures"


def _ref_doubts(ref: LegalRef) -> Iterator[str]:
    if ref.correction is not None:
        yield "mended"
    if ref.issued_on is None and ref.relation == "basis":
        yield "date-not-given"


def _letters(fact: Task | Target | LegalRef, unsure: Sequence[Span]) -> tuple[str, ...]:
    following = bisect_left(unsure, fact.end, key=lambda span: span.start)
    return ("unsure-letters",) if following and fact.start < unsure[following - 1].end else ()
