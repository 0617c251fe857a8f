"""Who leads what: bodies and the component indexes of the tasks that they lead."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from pipeline.audit.model import COMPONENTS, BodyRow, Place
from pipeline.audit.wording import short
from schemas.plan import Agency, Plan, Task

_PLACES: Final = 5


@dataclass(slots=True)
class _Count:
    """What a body does, so far."""

    name: str
    plans: int = 0
    last: str = ""
    """The plan in which it was last seen."""
    leads: int = 0
    coordinates: int = 0
    by_component: list[int] = field(default_factory=lambda: [0] * len(COMPONENTS))
    unplaced: int = 0
    undated: int = 0
    places: list[Place] = field(default_factory=list)

    def seen(self, plan: Plan) -> None:
        self.plans += self.last != plan.plan_id
        self.last = plan.plan_id

    def lead(self, plan: Plan, task: Task) -> None:
        self.seen(plan)
        self.leads += 1
        self.undated += task.deadline is None
        self.unplaced += not task.components
        for component in task.components:
            self.by_component[component - 1] += 1
        if len(self.places) < _PLACES:
            self.places.append(Place(plan.plan_id, task.id))

    def row(self, identity: str) -> BodyRow:
        figures = (self.plans, self.leads, self.coordinates, tuple(self.by_component), self.unplaced, self.undated)
        return BodyRow(identity, self.name, *figures, tuple(self.places))


class Bodies:
    """The bodies of the plans added. A task that names a body twice counts once."""

    def __init__(self) -> None:
        self._counts: dict[str, _Count] = {}
        self._nobody = _Count("")

    def add(self, plan: Plan) -> None:
        """Take in a plan."""
        for task in plan.tasks:
            if not task.leads:
                self._nobody.lead(plan, task)
            leads = {each.id: each for each in task.leads}
            for agency in leads.values():
                self._of(agency).lead(plan, task)
            for agency in {each.id: each for each in task.coordinators}.values():
                count = self._of(agency)
                count.seen(plan)
                count.coordinates += 1

    def rows(self) -> tuple[BodyRow, ...]:
        """A row a body, those that lead most first."""
        ordered = sorted(self._counts.items(), key=lambda each: (-each[1].leads, -each[1].coordinates, each[0]))
        return tuple(count.row(identity) for identity, count in ordered)

    def nobody(self) -> BodyRow:
        """The tasks that name nobody who is to do them."""
        return self._nobody.row("")

    def _of(self, agency: Agency) -> _Count:
        count = self._counts.get(agency.id)
        if count is None:
            count = self._counts[agency.id] = _Count(short(agency.name))
        return count
