"""What an audit of a dataset holds: frozen, of bounded size, and made in one pass over the plans (``pipeline.audit.gathering``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from schemas.diagnostic import Severity
from schemas.finding import Finding
from schemas.plan import Change, Comparator, Level, Relation

COMPONENTS: Final = range(1, 9)
"""The eight component indexes (PAR INDEX domains)."""
STEPS: Final = (1, 3, 6, 11, 21)
"""From how many tasks on a cell of a heat map is how dark."""
LOW: Final = 0.7
"""A fact that is less sure than this is worth a look."""

State = Literal["covered", "targets", "suggested", "missing", "inapplicable"]
"""What a plan has for a component: a task; only targets; only tasks whose own words suggest it; nothing. Or none is asked of it."""
Due = Literal["month", "beyond", "recurring", "continuous", "event", "open", "none"]
"""When a task falls due: in a month; in a year far off; again and again; all the time; after an event; at a time not determined; the plan does not say."""


@dataclass(frozen=True, slots=True)
class Place:
    """A fact of a plan, or (``at-<offset>``) a stretch of its text."""

    plan_id: str
    anchor: str = ""

    @property
    def address(self) -> str:
        """Where it is shown, under the report's folder."""
        return f"plans/{self.plan_id}.html" + (f"#{self.anchor}" if self.anchor else "")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a plan holds for one component index.

    ``tasks`` and ``targets`` are those that headings place under it, ``suggested`` further tasks whose own words suggest it,
    ``criteria`` how many of its criteria tasks name.
    """

    component: int
    applicable: bool
    tasks: int
    targets: int
    suggested: int
    criteria: int

    @property
    def covered(self) -> bool:
        """Whether the plan has a task for it: one placed under it by its headings, or one that names a criterion of it."""
        return self.applicable and bool(self.tasks or self.criteria)

    @property
    def state(self) -> State:
        """What there is, in one word."""
        if not self.applicable:
            return "inapplicable"
        if self.covered:
            return "covered"
        return "targets" if self.targets else "suggested" if self.suggested else "missing"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan's row in the coverage matrix."""

    plan_id: str
    path: str
    number: str | None
    title: str | None
    issuer: str | None
    province: str | None
    level: Level | None
    years: tuple[int, int] | None
    """The first and the last year that it is for."""
    par_index: str | None
    failure: str | None
    """The code of the diagnostic that says why the source could not be read; None where it could."""
    tasks: int
    targets: int
    legal_refs: int
    cells: tuple[Cell, ...]

    @property
    def gaps(self) -> tuple[Cell, ...]:
        """The components that apply to it and for which it has no task; none where the source could not be read."""
        return () if self.failure else tuple(cell for cell in self.cells if cell.applicable and not cell.covered)

    @property
    def name(self) -> str:
        """What the plan is called: number and subject, else its file."""
        return " · ".join(filter(None, (self.number, self.title))) or self.path


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion of an index that tasks name: in how many plans, and the first places."""

    code: str
    plans: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """The plans that are counted by one version of the PAR INDEX (None: not known which), and the codes of criteria, or of parts, that they name."""

    decision: str | None
    plans: int
    naming: int
    """Plans that name a criterion at all."""
    criteria: tuple[CriterionRow, ...]

    @property
    def reached(self) -> int:
        """The criteria named, whole or in part: 3.4.1 and 3.4.2 are parts of one."""
        return len({".".join(each.code.split(".")[:2]) for each in self.criteria})

    def of(self, component: int) -> tuple[CriterionRow, ...]:
        """The codes of one component."""
        return tuple(each for each in self.criteria if each.code.partition(".")[0] == str(component))


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body and the tasks that it leads, by component; ``unplaced`` are under none."""

    id: str
    name: str
    plans: int
    leads: int
    coordinates: int
    by_component: tuple[int, ...]
    unplaced: int
    undated: int
    """Tasks led without a deadline."""
    places: tuple[Place, ...]
    """The first tasks that it leads."""


@dataclass(frozen=True, slots=True)
class DueTask:
    """A task where it falls due."""

    place: Place
    text: str
    leads: str
    deadline: str
    due: date | None
    plan: int
    """Index of its plan's row."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """The tasks that fall due in one month (``2024-06``) or otherwise (a name of ``Due``): all counted, the first of them listed."""

    key: str
    tasks: int
    by_component: tuple[int, ...]
    unplaced: int
    listed: tuple[DueTask, ...]

    @property
    def is_month(self) -> bool:
        return self.key[:1].isdigit()

    @property
    def address(self) -> str:
        """Where its tasks are listed, under the report's folder."""
        return f"deadlines/{self.key}.html"


@dataclass(frozen=True, slots=True)
class Figure:
    """A target or a result with its place and its plan's row."""

    place: Place
    plan: int
    indicator: str
    status: Literal["target", "result"]
    comparator: Comparator
    value: float | None
    value_max: float | None
    unit: str | None
    change: Change | None


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """What plans set and report for one known indicator: all counted, the first of them listed."""

    id: str
    plans: int
    targets: int
    results: int
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document that plans refer to."""

    type: str
    symbol: str
    year: int | None
    title: str
    plans: int
    mentions: int
    relations: Mapping[Relation, int]
    dates: tuple[tuple[date, int], ...]
    """The dates given with it and how many mentions give each, the most frequent first."""
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class ChangedDocument:
    """A document of which a plan says that it is amended, replaced or repealed."""

    relation: Relation
    type: str
    symbol: str
    year: int | None
    text: str
    place: Place
    plan: int


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A kind of diagnostic: how often, in how many plans, and the first places."""

    code: str
    severity: Severity
    count: int
    plans: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class SureRow:
    """How sure facts of one kind are: how many there are in each band of confidence, from the surest."""

    kind: str
    facts: int
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DoubtfulFact:
    """One of the facts that are least sure."""

    place: Place
    kind: str
    text: str
    confidence: float
    doubts: tuple[str, ...]
    plan: int


@dataclass(frozen=True, slots=True)
class Audit:
    """What the plans of a dataset cover, and what they leave out."""

    dataset: str
    rows: tuple[PlanRow, ...]
    versions: tuple[VersionRow, ...]
    bodies: tuple[BodyRow, ...]
    nobody: BodyRow
    """Tasks that name nobody who is to do them."""
    dues: tuple[DueRow, ...]
    indicators: tuple[IndicatorRow, ...]
    other_figures: int
    """Targets and results of no known indicator."""
    documents: tuple[DocumentRow, ...]
    changed: tuple[ChangedDocument, ...]
    notices: tuple[NoticeRow, ...]
    sureness: tuple[SureRow, ...]
    doubtful: tuple[DoubtfulFact, ...]
    doubts: tuple[tuple[str, int], ...]
    findings: tuple[Finding, ...]

    @property
    def readable(self) -> tuple[PlanRow, ...]:
        return tuple(row for row in self.rows if row.failure is None)

    @property
    def failed(self) -> tuple[PlanRow, ...]:
        """The sources that could not be read."""
        return tuple(row for row in self.rows if row.failure is not None)

    @property
    def cells(self) -> int:
        """Cells that count: the components that apply, of each plan that could be read."""
        return sum(cell.applicable for row in self.readable for cell in row.cells)

    @property
    def covered_cells(self) -> int:
        return sum(cell.covered for row in self.readable for cell in row.cells)

    @property
    def gaps(self) -> int:
        """Components that apply to a readable plan and for which it has no task."""
        return self.cells - self.covered_cells

    @property
    def covered(self) -> float:
        """The cells covered, in per cent of those that count; 0 where none does."""
        return 100 * self.covered_cells / self.cells if self.cells else 0.0

    @property
    def tasks(self) -> int:
        return sum(row.tasks for row in self.rows)

    def gaps_of(self, component: int) -> int:
        """Readable plans that have no task for a component that applies to them."""
        return sum(cell.component == component for row in self.readable for cell in row.gaps)

    def as_json(self) -> dict[str, Any]:
        """The summary with the matrix, as plain values."""
        kinds = [each.kind for each in self.findings]
        return {
            "dataset": self.dataset,
            "plans": len(self.rows),
            "failed": len(self.failed),
            "tasks": self.tasks,
            "cells": self.cells,
            "covered_cells": self.covered_cells,
            "covered": round(self.covered, 2),
            "gaps": {str(component): self.gaps_of(component) for component in COMPONENTS},
            "findings": {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)},
            "matrix": [_as_json(row) for row in self.rows],
        }


def _as_json(row: PlanRow) -> dict[str, Any]:
    names = ("plan_id", "path", "number", "title", "issuer", "province", "level", "par_index", "failure")
    return {name: getattr(row, name) for name in names} | {"years": row.years and list(row.years), "cells": [_cell_as_json(cell) for cell in row.cells]}


def _cell_as_json(cell: Cell) -> dict[str, Any]:
    names: Sequence[str] = ("component", "applicable", "covered", "tasks", "targets", "suggested", "criteria")
    return {name: getattr(cell, name) for name in names}
