"""What of a dataset is exported: plans whole, or the tasks that some filters keep, with what belongs to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from extractors.agencies import bodies, key, lineage, resolve_agency
from extractors.localities import place_in
from pipeline.export.occurrences import falls_within
from schemas.plan import Agency, LegalRef, Level, Metadata, Plan, Section, Target, Task
from schemas.text import slug

Role = Literal["lead", "coordinator"]
TaskId = tuple[str, str]
"""The id of a plan and that of a task in it."""

_PLACE_WORDS: Final = ("tinh-", "thanh-pho-", "tp-")


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for. Of several values of one filter any will do; every filter must be met.

    ``years``, ``provinces`` and ``levels`` keep whole plans. ``agencies``, ``role``, ``components``, ``due_from``, ``due_to`` and ``changed``
    keep tasks, and of their plans only what belongs to these. ``min_confidence`` drops tasks, targets and legal references.
    """

    agencies: tuple[str, ...] = ()
    role: Role | None = None
    years: tuple[int, ...] = ()
    provinces: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    components: tuple[int, ...] = ()
    due_from: date | None = None
    due_to: date | None = None
    min_confidence: float = 0.0
    changed: Collection[TaskId] | None = None
    """The tasks that are new or otherwise since a run."""

    @property
    def of_tasks(self) -> bool:
        """Whether tasks are picked, and with them what else of a plan is kept."""
        return bool(self.agencies or self.role or self.components or self.due_from or self.due_to or self.changed is not None)


def select(plan: Plan, wanted: Selection) -> Plan | None:
    """The plan with the facts that are wanted; None where none of it is.

    A plan of which tasks are picked keeps its metadata, coverage and diagnostics whole; of sections those above what is kept.
    """
    if not (_is_of_years(plan.metadata, wanted.years) and _is_of_levels(plan.metadata, wanted.levels) and _is_of_provinces(plan, wanted.provinces)):
        return None
    tasks = [task for task in plan.tasks if task.confidence >= wanted.min_confidence and _is_wanted(plan, task, wanted)]
    if wanted.of_tasks and not tasks:
        return None
    if not wanted.of_tasks and not wanted.min_confidence:
        return plan
    ids = {task.id for task in tasks}
    named = {target for task in tasks for target in task.targets}
    targets = [each for each in plan.targets if not wanted.of_tasks or each.task in ids or each.id in named]
    legal_refs = [each for each in plan.legal_refs if not wanted.of_tasks or each.task in ids]
    return _narrowed(
        plan,
        tasks,
        [each for each in targets if each.confidence >= wanted.min_confidence],
        [each for each in legal_refs if each.confidence >= wanted.min_confidence],
        wanted.of_tasks,
    )


def _narrowed(plan: Plan, tasks: Sequence[Task], targets: Sequence[Target], legal_refs: Sequence[LegalRef], of_tasks: bool) -> Plan:
    """The plan with these facts alone, none of which refers to one that is not there."""
    kept = {each.id for each in tasks}
    figures, laws = {each.id for each in targets}, {each.id for each in legal_refs}
    narrowed = replace(
        plan,
        tasks=tuple(
            replace(
                each,
                targets=tuple(one for one in each.targets if one in figures),
                legal_refs=tuple(one for one in each.legal_refs if one in laws),
            )
            for each in tasks
        ),
        targets=tuple(replace(each, task=each.task if each.task in kept else None) for each in targets),
        legal_refs=tuple(replace(each, task=each.task if each.task in kept else None) for each in legal_refs),
    )
    return replace(narrowed, sections=_sections_of(narrowed)) if of_tasks else narrowed


def _sections_of(plan: Plan) -> tuple[Section, ...]:
    """The sections that hold a fact of the plan, and all above them."""
    above = {section.id: section.parent for section in plan.sections}
    kept: set[str] = set()
    held = [*(each.section for each in plan.tasks), *(each.section for each in plan.targets), *(each.section for each in plan.legal_refs)]
    for here in held:
        while here is not None and here not in kept:
            kept.add(here)
            here = above.get(here)
    return tuple(section for section in plan.sections if section.id in kept)


def _is_wanted(plan: Plan, task: Task, wanted: Selection) -> bool:
    """Whether the filters of tasks keep it."""
    if wanted.changed is not None and (plan.plan_id, task.id) not in wanted.changed:
        return False
    if wanted.components and not set(wanted.components) & {*task.components, *task.inferred_components}:
        return False
    if not (wanted.agencies or wanted.role) or any(_is_one_of(each, wanted.agencies) for each in _bodies_of(task, wanted.role)):
        return (wanted.due_from is None and wanted.due_to is None) or _is_due(plan, task, wanted.due_from, wanted.due_to)
    return False


def _bodies_of(task: Task, role: Role | None) -> tuple[Agency, ...]:
    return {"lead": task.leads, "coordinator": task.coordinators}[role] if role else (*task.leads, *task.coordinators)


def _is_due(plan: Plan, task: Task, first: date | None, last: date | None) -> bool:
    """Whether its last day, or a day on which it recurs, lies between two days, both included."""
    deadline = task.deadline
    if deadline is None:
        return False
    first, last = first or date.min, last or date.max
    if deadline.end is not None and not deadline.recurrence:
        return first <= deadline.end <= last
    return any(falls_within(rule, deadline, plan.metadata, first, last) for rule in deadline.recurrence)


def _is_of_years(metadata: Metadata, years: Collection[int]) -> bool:
    return not years or any(year in years_of(metadata) for year in years)


def years_of(metadata: Metadata) -> range:
    """The years that the plan covers; where it names no time, the one in which it was issued."""
    period = metadata.period
    if period is not None and (first := period.start or period.end) and (last := period.end or period.start):
        return range(first.year, last.year + 1)
    return range(metadata.issued_on.year, metadata.issued_on.year + 1) if metadata.issued_on else range(0)


def _is_of_levels(metadata: Metadata, levels: Collection[Level]) -> bool:
    return not levels or metadata.level in levels


def _is_of_provinces(plan: Plan, provinces: Collection[str]) -> bool:
    return not provinces or not provinces_of(plan).isdisjoint(map(province_id, provinces))


def provinces_of(plan: Plan) -> frozenset[str]:
    """The provinces in which the plan was issued, as ids: by its issuer or its place of issue, else by a provincial body that it names."""
    issuer = plan.metadata.issuer
    here = [issuer and issuer.locality, plan.metadata.place]
    if issuer is None or issuer.level not in ("province", "central"):
        here += [each.locality for task in plan.tasks for each in (*task.leads, *task.coordinators) if each.level == "province"]
    return frozenset(map(province_id, filter(None, here)))


@lru_cache(maxsize=4096)
def province_id(name: str) -> str:
    """The name of a province without its level, as an id.

    >>> province_id("tỉnh Lạng Sơn"), province_id("TP. Hồ Chí Minh")
    ('lang-son', 'ho-chi-minh')
    """
    plain = slug(name)
    return next((plain.removeprefix(word) for word in _PLACE_WORDS if plain.startswith(word)), plain)


def _is_one_of(agency: Agency, names: Collection[str]) -> bool:
    return not names or any(is_called(agency.id, agency.name, agency.mention, agency.locality, name) for name in names)


@lru_cache(maxsize=65536)
def is_called(identity: str, name: str, mention: str, locality: str | None, asked: str) -> bool:
    """Whether a body is the one asked for, or had or has its field; where the asked name tells a place, only the body there."""
    place = place_in(asked)
    if place is not None and (locality is None or slug(locality) != slug(place[1])):
        return False
    return identity in related(asked) or key(asked) in (key(name), key(mention))


@lru_cache(maxsize=4096)
def related(asked: str) -> frozenset[str]:
    """The ids of the body that an id, a name or a mention stands for, of all its predecessors and of all its successors.

    >>> sorted(related("Sở TT&TT"))
    ['so-buu-chinh-vien-thong', 'so-khoa-hoc-va-cong-nghe', 'so-thong-tin-va-truyen-thong']
    """
    found = {slug(asked), resolve_agency(asked).id}
    after = [each for each in found if each in bodies()]
    for each in after:
        after.extend(other for other in bodies()[each].successors if other in bodies() and other not in after)
    return frozenset({*found, *after, *(before for each in found for before in lineage(each))})
