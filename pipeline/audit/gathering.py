"""From plans to an audit, in one pass: each plan is looked at once and let go. Costs are linear in its facts; what is listed of a kind is bounded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from extractors.agencies import known_provinces
from pipeline.audit.bodies import Bodies
from pipeline.audit.deadlines import Deadlines
from pipeline.audit.documents import Documents
from pipeline.audit.figures import Figures
from pipeline.audit.model import Audit, Cell, PlanRow
from pipeline.audit.quality import Quality
from pipeline.audit.versions import Versions
from pipeline.audit.wording import short
from pipeline.export.selection import province_id, years_of
from schemas.finding import Finding
from schemas.plan import Agency, Plan

_PROVINCIAL: Final = ("tỉnh ", "thành phố ", "tp. ", "tp ")


class Gathering:
    """Plans looked at one after the other: ``add`` each once, in the order of the dataset, then ask for the ``audit``."""

    def __init__(self) -> None:
        self._rows: list[PlanRow] = []
        self._versions = Versions()
        self._bodies = Bodies()
        self._deadlines = Deadlines()
        self._figures = Figures()
        self._documents = Documents()
        self._quality = Quality()

    def add(self, plan: Plan) -> None:
        """Take in a plan."""
        index, row = len(self._rows), row_of(plan)
        self._rows.append(row)
        self._quality.add(index, plan)
        if row.failure is None:
            self._versions.add(plan)
            self._bodies.add(plan)
            self._deadlines.add(index, plan)
            self._figures.add(index, plan)
            self._documents.add(index, plan)

    def audit(self, dataset: str, findings: Sequence[Finding]) -> Audit:
        """What was gathered."""
        return Audit(
            dataset=dataset,
            rows=tuple(self._rows),
            versions=self._versions.rows(),
            bodies=self._bodies.rows(),
            nobody=self._bodies.nobody(),
            dues=self._deadlines.rows(),
            indicators=self._figures.rows(),
            other_figures=self._figures.others,
            documents=self._documents.rows(),
            changed=self._documents.changed(),
            notices=self._quality.notices(),
            sureness=self._quality.sureness(),
            doubtful=self._quality.doubtful(),
            doubts=self._quality.doubts(),
            findings=tuple(findings),
        )


def row_of(plan: Plan) -> PlanRow:
    """A plan's row in the coverage matrix."""
    meta = plan.metadata
    years = years_of(meta)
    return PlanRow(
        plan_id=plan.plan_id,
        path=plan.source.path,
        number=meta.number and short(meta.number),
        title=meta.title and short(meta.title),
        issuer=short(meta.issuer.name) if meta.issuer else None,
        province=province_of(plan),
        level=meta.level,
        years=(years[0], years[-1]) if years else None,
        par_index=meta.par_index,
        failure=next((each.code for each in plan.diagnostics if each.severity == "error"), None),
        tasks=len(plan.tasks),
        targets=len(plan.targets),
        legal_refs=len(plan.legal_refs),
        cells=tuple(Cell(each.component, each.applicable, each.tasks, each.targets, each.inferred_tasks, len(each.criteria)) for each in plan.coverage),
    )


def province_of(plan: Plan) -> str | None:
    """The province in which a plan was issued, as it is known or else as the plan names it, without its level; None for the country's own bodies.

    Where no province is named, the place of issue.
    """
    if plan.metadata.level == "central":
        return None
    named = list(dict.fromkeys(_localities(plan)))
    known = next((name for each in named if (name := _provinces().get(province_id(each)))), None)
    if known is not None:
        return known
    provincial = next((each for each in named if each.lower().startswith(_PROVINCIAL)), None)
    if provincial is not None:
        return short(provincial[len(next(each for each in _PROVINCIAL if provincial.lower().startswith(each))) :].strip())
    return short(named[0]) if named else None


def _localities(plan: Plan) -> Iterator[str]:
    """The places that a plan names as its own, then those of the provincial bodies in it."""
    issuer: Agency | None = plan.metadata.issuer
    yield from filter(None, (issuer and issuer.locality, plan.metadata.place))
    if issuer is None or issuer.level != "province":
        for task in plan.tasks:
            yield from (each.locality for each in (*task.leads, *task.coordinators) if each.level == "province" and each.locality)


@cache
def _provinces() -> dict[str, str]:
    """The names of the provinces known, by their ids."""
    return {province_id(each.name): each.name for each in known_provinces()}
