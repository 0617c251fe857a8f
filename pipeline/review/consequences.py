"""What follows where facts of a plan are otherwise than they were extracted: links between facts, coverage, and what does not hold together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from extractors.components import cover
from extractors.consistency import check
from extractors.draft import Draft
from extractors.identity import Homes
from schemas.document import Document
from schemas.plan import LegalRef, Plan, Section, Target, Task
from schemas.record import amended
from schemas.words import Words

_Placed = TypeVar("_Placed", Task, Target)
_NO_WORDS = Words((), lambda _: (), lambda _: ())


def settled(before: Plan, plan: Plan, document: Document, gone: frozenset[str]) -> Plan:
    """The plan with what follows from its facts; ``before`` is as extracted, ``gone`` are the ids of facts that it has no more."""
    linked = _linked(_without(before, plan, gone))
    draft = cover(_draft(linked, document))
    noticed = check(_draft(before, document)).diagnostics
    kept = [each for each in before.diagnostics if each not in noticed]
    still = check(_draft(linked, document)).diagnostics
    return replace(linked, coverage=draft.coverage, metadata=draft.metadata, diagnostics=(*kept, *still))


def _draft(plan: Plan, document: Document) -> Draft:
    return Draft(
        document, _NO_WORDS, sections=plan.sections, metadata=plan.metadata, legal_refs=plan.legal_refs, targets=plan.targets, tasks=plan.tasks
    )  # fmt: skip


def _without(before: Plan, plan: Plan, gone: frozenset[str]) -> Plan:
    """The plan whose facts stand in the sections that are left: what stood in one that is none stands in the one above it."""
    lost = {section.id: section for section in before.sections if section.id in gone}
    if not lost:
        return plan
    above = {section.id: section for section in before.sections}
    shorter = {section.path: _path_above(section, above) for section in lost.values()}

    def home(identity: str | None) -> str | None:
        while identity in lost:
            identity = lost[identity].parent
        return identity

    def placed(fact: _Placed) -> _Placed:
        return amended(fact, section=home(fact.section), path=_shortened(fact.path, shorter)) if fact.path is not None else fact

    return replace(
        plan,
        sections=tuple(amended(each, parent=home(each.parent), path=_shortened(each.path, shorter) or each.label) for each in plan.sections),
        tasks=tuple(map(placed, plan.tasks)),
        targets=tuple(map(placed, plan.targets)),
        legal_refs=tuple(amended(each, section=home(each.section)) for each in plan.legal_refs),
    )


def _path_above(section: Section, sections: Mapping[str, Section]) -> str | None:
    parent = sections.get(section.parent or "")
    return parent.path if parent else None


def _shortened(path: str | None, shorter: Mapping[str, str | None]) -> str | None:
    """A path without the labels of sections that are none: ``II/1/a`` as ``II/a`` where ``II/1`` is none."""
    if path is None:
        return None
    for lost in sorted(shorter, key=len, reverse=True):
        if path == lost:
            path = shorter[lost]
            if path is None:
                return None
        elif path.startswith(f"{lost}/"):
            rest = path[len(lost) + 1 :]
            stem = shorter[lost]
            path = f"{stem}/{rest}" if stem else rest
    return path


def _linked(plan: Plan) -> Plan:
    """The plan whose tasks, targets and legal references name one another by where they stand now, and whose targets are owned by who leads."""
    homes = Homes(plan.tasks, [task.id for task in plan.tasks])
    targets = tuple(amended(each, task=homes.task_of(each), owners=homes.owners_of(each)) for each in plan.targets)
    legal_refs = tuple(amended(each, task=homes.task_of(each)) for each in plan.legal_refs)
    inside, cited = _by_task(targets), _by_task(legal_refs)
    numbered: dict[str, list[str]] = {}
    for target in targets:
        if target.item is not None:
            numbered.setdefault(target.item, []).append(target.id)
    tasks = tuple(
        amended(
            task,
            targets=tuple(dict.fromkeys([*inside.get(task.id, ()), *(each for item in task.target_items for each in numbered.get(item, ()))])),
            legal_refs=tuple(cited.get(task.id, ())),
        )
        for task in plan.tasks
    )
    return replace(plan, tasks=tasks, targets=targets, legal_refs=legal_refs)


def _by_task(facts: Sequence[Target] | Sequence[LegalRef]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fact in facts:
        if fact.task is not None:
            found.setdefault(fact.task, []).append(fact.id)
    return found
