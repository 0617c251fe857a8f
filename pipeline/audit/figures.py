"""Targets and results, by the indicator that they are of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from pipeline.audit.model import Figure, IndicatorRow, Place
from pipeline.audit.wording import short
from schemas.plan import Plan, Target

LISTED: Final = 2000
"""Figures of an indicator that are listed; all are counted."""


@dataclass(slots=True)
class _Count:
    """The figures of an indicator, so far."""

    plans: int = 0
    last: str = ""
    """The plan in which it was last seen."""
    targets: int = 0
    results: int = 0
    figures: list[Figure] = field(default_factory=list)


class Figures:
    """The figures of the plans added."""

    def __init__(self) -> None:
        self._counts: dict[str, _Count] = {}
        self.others = 0
        """Figures of no known indicator."""

    def add(self, index: int, plan: Plan) -> None:
        """Take in a plan, whose row has this index."""
        for target in plan.targets:
            if target.indicator_id is None:
                self.others += 1
                continue
            count = self._counts.setdefault(target.indicator_id, _Count())
            count.plans += count.last != plan.plan_id
            count.last = plan.plan_id
            count.targets += target.status == "target"
            count.results += target.status == "result"
            if len(count.figures) < LISTED:
                count.figures.append(_figure(index, plan, target))

    def rows(self) -> tuple[IndicatorRow, ...]:
        """A row an indicator, the one that most plans speak of first."""
        ordered = sorted(self._counts.items(), key=lambda each: (-each[1].plans, each[0]))
        return tuple(IndicatorRow(name, count.plans, count.targets, count.results, tuple(count.figures)) for name, count in ordered)


def _figure(index: int, plan: Plan, target: Target) -> Figure:
    return Figure(
        Place(plan.plan_id, target.id),
        index,
        short(target.indicator or target.text),
        target.status,
        target.comparator,
        target.value,
        target.value_max,
        target.unit,
        target.change,
    )
