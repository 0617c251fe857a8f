"""One task led by different bodies in two plans of one issuer for the same time."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pipeline.findings.changes import Changes
from pipeline.findings.identity import MOST_NAMED, Identity, Known, Place
from schemas.finding import Finding, find
from schemas.plan import Plan

SHORTEST: Final = 60
"""Characters of a task that can hardly be another one of the same words."""

_Bodies = tuple[tuple[str, str], ...]
"""The ids and names of bodies."""


@dataclass(frozen=True, slots=True)
class _Tasks:
    """The tasks of a plan that name who leads them, as small as they can be kept: hashes of their words, their ids, the numbers of their leads."""

    plan: Known
    hashes: array[int]
    ids: bytes
    leads: array[int]

    def __iter__(self) -> Iterator[tuple[int, str, int]]:
        return zip(self.hashes, self.ids.decode().split("\n"), self.leads, strict=True)


@dataclass(frozen=True, slots=True)
class _Led:
    """A task of a plan with its leads."""

    plan: Known
    fact: str
    leads: _Bodies

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(identity for identity, _ in self.leads)

    @property
    def names(self) -> str:
        return ", ".join(name for _, name in self.leads)


class Leads:
    """The tasks of all plans, by issuer and time.

    The words of a task must be the same letter for letter, and it must stand among the tasks of the plan: what is said to one body after the
    other ("Báo cáo kết quả về Sở Nội vụ …") is another task for each. Collectives lead what their members lead.
    """

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._tasks: dict[tuple[Place, tuple[date, date]], list[_Tasks]] = {}
        self._numbers: dict[_Bodies, int] = {}

    def add(self, plan: Plan, known: Known) -> None:
        """Take in the tasks of a plan."""
        if known.seat is None or known.period is None:
            return
        among_tasks = {section.id for section in plan.sections if section.kind == "tasks"}
        hashes, ids, leads = array("q"), [], array("I")
        for task in plan.tasks:
            if task.leads and len(task.text) >= SHORTEST and task.section in among_tasks:
                bodies = tuple(sorted([(lead.id, lead.name) for lead in task.leads if not lead.collective]))
                if len(bodies) == len(task.leads):
                    hashes.append(hash(task.text))
                    ids.append(task.id)
                    leads.append(self._numbers.setdefault(bodies, len(self._numbers)))
        if ids:
            kept = _Tasks(known, hashes, "\n".join(ids).encode(), leads)
            self._tasks.setdefault((known.seat.body, known.period), []).append(kept)

    def findings(self) -> Iterator[Finding]:
        """Issuer by issuer, each task once."""
        bodies = tuple(self._numbers)
        for plans in self._tasks.values():
            if len({each.plan.document for each in plans}) > 1:
                tasks: dict[int, list[_Led]] = {}
                for each in plans:
                    for words, fact, number in each:
                        tasks.setdefault(words, []).append(_Led(each.plan, fact, bodies[number]))
                yield from (self._finding(led) for some in tasks.values() if len(led := self._in_force(some)) > 1 and not _share(led))

    def _in_force(self, some: Sequence[_Led]) -> list[_Led]:
        """One word for each plan, none for one that another of them changes or that gives the task to different bodies itself."""
        documents: dict[Identity | str, list[_Led]] = {}
        for each in some:
            documents.setdefault(each.plan.document, []).append(each)
        sure = (led[0] for led in documents.values() if len({each.ids for each in led}) == 1)
        return [each for each in sure if documents.keys().isdisjoint(self._changes.heirs(each.plan))]

    def _finding(self, led: Sequence[_Led]) -> Finding:
        bodies: dict[frozenset[str], list[_Led]] = {}
        for each in led:
            bodies.setdefault(each.ids, []).append(each)
        first = [some[0] for some in bodies.values()][:MOST_NAMED]
        named = [each for some in bodies.values() for each in some[:MOST_NAMED]][: MOST_NAMED**2]
        told = "; ".join(f"{each.names} in {each.plan.name}" for each in first)
        message = f"One task is led by different bodies in plans of one issuer and time ({told}); check who leads it."
        plans = [each.plan.plan_id for each in sorted(named, key=lambda each: each.plan.ordinal)]
        return find("task-leads-differ", message, plans, [f"{each.plan.plan_id}/{each.fact}" for each in named], [each.names for each in first])


def _share(led: Sequence[_Led]) -> bool:
    """Whether some body leads the task in all of the plans."""
    return bool(led[0].ids.intersection(*(each.ids for each in led[1:])))
