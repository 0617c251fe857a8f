"""How good the data are: what was noticed, and the facts that are least sure."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from pipeline.audit.model import LOW, DoubtfulFact, NoticeRow, Place, SureRow
from pipeline.audit.wording import LONG, short
from schemas.diagnostic import Severity
from schemas.plan import LegalRef, Plan, Target, Task

BANDS: Final = (0.95, 0.9, 0.8, LOW, 0.0)
"""The least confidence of each band of ``SureRow``."""
LISTED: Final = 300
"""The facts that are listed of those that are least sure."""

_PLACES: Final = 10
_ORDER: Final[tuple[Severity, ...]] = ("error", "warning", "info")
_KINDS: Final = ("task", "lead", "deadline", "target", "legal-ref")

_Ranked = tuple[float, int, DoubtfulFact]


@dataclass(slots=True)
class _Notice:
    severity: Severity
    count: int = 0
    plans: int = 0
    last: str = ""
    """The plan in which it was last noticed."""
    places: list[Place] = field(default_factory=list)


class Quality:
    """What was noticed of the plans added."""

    def __init__(self) -> None:
        self._notices: dict[str, _Notice] = {}
        self._bands: dict[str, list[int]] = {kind: [0] * len(BANDS) for kind in _KINDS}
        self._doubts: Counter[str] = Counter()
        self._lowest: list[_Ranked] = []
        self._seen = 0

    def add(self, index: int, plan: Plan) -> None:
        """Take in a plan, whose row has this index."""
        for each in plan.diagnostics:
            notice = self._notices.setdefault(each.code, _Notice(each.severity))
            notice.count += 1
            notice.plans += notice.last != plan.plan_id
            notice.last = plan.plan_id
            if len(notice.places) < _PLACES:
                notice.places.append(Place(plan.plan_id, "" if each.start is None else f"at-{each.start}"))
        for kind, fact, confidence, doubts in _facts(plan):
            band = next(number for number, least in enumerate(BANDS) if confidence >= least)
            self._bands[kind][band] += 1
            self._doubts.update(doubts)
            if confidence < LOW:
                self._keep(index, plan, kind, fact, confidence, doubts)

    def notices(self) -> tuple[NoticeRow, ...]:
        """A row a kind of diagnostic, the gravest first."""
        ordered = sorted(self._notices.items(), key=lambda each: (_ORDER.index(each[1].severity), -each[1].count, each[0]))
        return tuple(NoticeRow(code, each.severity, each.count, each.plans, tuple(each.places)) for code, each in ordered)

    def sureness(self) -> tuple[SureRow, ...]:
        """A row a kind of fact."""
        return tuple(SureRow(kind, sum(bands), tuple(bands)) for kind, bands in self._bands.items())

    def doubts(self) -> tuple[tuple[str, int], ...]:
        """Why facts may be wrong, and how many may, the most frequent first."""
        return tuple(sorted(self._doubts.items(), key=lambda each: (-each[1], each[0])))

    def doubtful(self) -> tuple[DoubtfulFact, ...]:
        """The facts that are least sure, these first."""
        return tuple(fact for _, _, fact in sorted(self._lowest, key=lambda each: (-each[0], -each[1])))

    def _keep(self, index: int, plan: Plan, kind: str, fact: Task | Target | LegalRef, confidence: float, doubts: tuple[str, ...]) -> None:
        self._seen += 1
        if len(self._lowest) == LISTED and -confidence <= self._lowest[0][0]:
            return
        doubtful = DoubtfulFact(Place(plan.plan_id, fact.id), kind, short(fact.text, LONG), confidence, doubts, index)
        ranked = (-confidence, -self._seen, doubtful)
        if len(self._lowest) < LISTED:
            heapq.heappush(self._lowest, ranked)
        else:
            heapq.heapreplace(self._lowest, ranked)


def _facts(plan: Plan) -> Iterator[tuple[str, Task | Target | LegalRef, float, tuple[str, ...]]]:
    """Every fact with a confidence of its own: its kind, the fact that it is of, how sure it is, and why not more."""
    for task in plan.tasks:
        yield "task", task, task.confidence, task.doubts
        yield from (("lead", task, agency.confidence, ()) for agency in task.leads)
        if task.deadline:
            yield "deadline", task, task.deadline.confidence, task.deadline.doubts
    yield from (("target", target, target.confidence, target.doubts) for target in plan.targets)
    yield from (("legal-ref", ref, ref.confidence, ref.doubts) for ref in plan.legal_refs)
