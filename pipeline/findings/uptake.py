"""What a plan asks of the level below and plans that carry it out leave out.

Only what is asked of that very level ("hồ sơ cấp xã …") by a known indicator counts, only plans that name the plan above as what they rest on
or carry out, and only where no plan of the same body and time has a target of that indicator, in whatever words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from extractors.targets.measures import Measure
from pipeline.findings.bars import Bar, bar_of
from pipeline.findings.identity import MOST_NAMED, Known, Place
from pipeline.findings.targets import asked_of_all
from schemas.finding import Finding, find
from schemas.plan import Plan, Target, Tier
from schemas.text import fold

_CARRIED_OUT: Final = frozenset({"basis", "implements"})
_OF_THOSE_ABOVE: Final = frozenset({"staff_standard"})
"""Indicators whose level is that of those measured, not of those who see to it."""
_PLANS: Final = frozenset({"Kế hoạch", "Quyết định"})


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a plan asks of the bodies of one level."""

    plan: Known
    fact: str
    indicator_id: str
    words: str
    tier: Tier
    bar: Bar


class Uptake:
    """What plans ask of the level below, who carries them out, and what these have."""

    def __init__(self) -> None:
        self._asked: dict[tuple[str, date], list[_Asked]] = {}
        self._carrying: dict[tuple[str, date], list[Known]] = {}
        self._held: dict[tuple[Place, tuple[date, date]], set[str | None]] = {}

    def add(self, plan: Plan, known: Known, measures: Mapping[Measure, Target]) -> None:
        """Take in a plan with what it measures."""
        if known.seat is None or known.seat.place is None or known.period is None:
            return
        held = {target.indicator_id for target in plan.targets if target.status == "target"}
        if held:
            self._held.setdefault((known.seat.body, known.period), set()).update(held)
        for ref in plan.legal_refs:
            if ref.relation in _CARRIED_OUT and ref.type in _PLANS and ref.issued_on is not None:
                self._carrying.setdefault((fold(ref.symbol), ref.issued_on), []).append(known)
        for measure, target in measures.items():
            if known.identity is not None and (asked := _asked(known, measure, target)):
                number, _, day = known.identity
                self._asked.setdefault((number, day), []).append(asked)

    def findings(self) -> Iterator[Finding]:
        """One for each target that is left out, in the order in which they were added."""
        for document, some in self._asked.items():
            for asked in some:
                without = [each for each in self._carrying.get(document, ()) if self._leaves_out(each, asked)]
                if without:
                    bodies = list({each.seat.body: each for each in reversed(without) if each.seat}.values())[::-1]
                    yield _finding(asked, bodies)

    def _leaves_out(self, plan: Known, asked: _Asked) -> bool:
        seat, above = plan.seat, asked.plan.seat
        if seat is None or above is None or plan.period is None or plan.period != asked.plan.period or seat.tier != asked.tier or above.place not in seat.under:
            return False
        held = self._held.get((seat.body, plan.period))
        return held is not None and asked.indicator_id not in held


def _asked(plan: Known, measure: Measure, target: Target) -> _Asked | None:
    """What a target asks of one level; None where it asks nothing of one alone."""
    if not measure.indicator_id or measure.indicator_id in _OF_THOSE_ABOVE or len(measure.tiers) != 1 or not asked_of_all(measure):
        return None
    (tier,) = measure.tiers
    return _Asked(plan, target.id, measure.indicator_id, " ".join((target.indicator or "").split()), tier, bar_of(target, measure.unit))


def _finding(asked: _Asked, without: list[Known]) -> Finding:
    named = without[:MOST_NAMED]
    more = f" and {len(without) - MOST_NAMED} more" if len(without) > MOST_NAMED else ""
    message = (
        f"{asked.words}: {asked.plan.name} asks for {asked.bar.words}, and plans that carry it out set nothing for it "
        f"({'; '.join(each.name for each in named)}{more}); check whether they should."
    )
    plans = [each.plan_id for each in sorted((asked.plan, *named), key=lambda each: each.ordinal)]
    return find("target-left-out", message, plans, [f"{asked.plan.plan_id}/{asked.fact}"], [asked.words, asked.bar.sign])
