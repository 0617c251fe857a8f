"""Which criteria of the PAR INDEX tasks name, by the version of the index that their plans are counted by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from pipeline.audit.model import CriterionRow, Place, VersionRow
from schemas.plan import Plan

_PLACES: Final = 5
_MOST: Final = 2000
"""Criteria of a version; an index has some hundred, and what names more is no plan."""


@dataclass(slots=True)
class _Criterion:
    plans: int = 0
    last: str = ""
    """The plan in which it was last named."""
    places: list[Place] = field(default_factory=list)


@dataclass(slots=True)
class _Version:
    plans: int = 0
    naming: int = 0
    criteria: dict[str, _Criterion] = field(default_factory=dict)


class Versions:
    """The criteria of the plans added."""

    def __init__(self) -> None:
        self._versions: dict[str | None, _Version] = {}

    def add(self, plan: Plan) -> None:
        """Take in a plan."""
        version = self._versions.setdefault(plan.metadata.par_index, _Version())
        version.plans += 1
        version.naming += any(task.criteria for task in plan.tasks)
        for task in plan.tasks:
            for code in task.criteria:
                if code not in version.criteria and len(version.criteria) == _MOST:
                    continue
                criterion = version.criteria.setdefault(code, _Criterion())
                if criterion.last != plan.plan_id:
                    criterion.last = plan.plan_id
                    criterion.plans += 1
                if len(criterion.places) < _PLACES:
                    criterion.places.append(Place(plan.plan_id, task.id))

    def rows(self) -> tuple[VersionRow, ...]:
        """A row a version, the plans of no known version last."""
        ordered = sorted(self._versions.items(), key=lambda each: (each[0] is None, each[0] or ""))
        return tuple(VersionRow(decision, each.plans, each.naming, _criteria(each)) for decision, each in ordered)


def _criteria(version: _Version) -> tuple[CriterionRow, ...]:
    ordered = sorted(version.criteria.items(), key=lambda each: [int(number) for number in each[0].split(".")])
    return tuple(CriterionRow(code, each.plans, tuple(each.places)) for code, each in ordered)
