"""What is to be looked at, the least sure first, and how far a plan has been."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pipeline.review.anchors import FACTS, METADATA, Fact
from pipeline.review.applying import Corrected
from schemas.correction import Kind
from schemas.plan import Metadata, Section, Task

LOW: Final = 0.9
"""Facts less sure than this are to be looked at, unless asked otherwise."""
INCOMPLETE: Final = 0.5
"""How sure metadata is that lacks number, issuer or date: of most plans they are printed."""
CERTAIN: Final = 1.0
"""How sure a section is, of which the program does not say."""

_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Item:
    """A fact to be looked at: as sure as the least sure of its parts, with the doubts of all."""

    plan_id: str
    path: str
    kind: Kind
    fact: str
    text: str
    """Its words, on one line, cut short."""
    rule: str | None
    confidence: float
    doubts: tuple[str, ...]
    verdict: str | None
    """What a person said of it; None where nobody did."""

    def as_json(self) -> dict[str, Any]:
        """The item as plain values."""
        return {name: getattr(self, name) for name in self.__slots__}


def items(state: Corrected) -> tuple[Item, ...]:
    """Every fact of a plan, also those that a person decided on; what is rejected is none."""
    return tuple(_item(state, kind, identity, fact) for kind, identity, fact in _facts(state))


def awaits(item: Item, below: float) -> bool:
    """Whether somebody should look at a fact."""
    return item.verdict is None and item.confidence < below


def is_done(state: Corrected) -> bool:
    """Whether somebody read the whole plan, every fact of it has been decided on, and all that was said of it still fits its text."""
    return ("plan", state.plan.plan_id) in state.decided and not state.unapplied and all(item.verdict is not None for item in items(state))


def _facts(state: Corrected) -> Iterator[tuple[Kind, str, Fact]]:
    yield "metadata", METADATA, state.plan.metadata
    for kind, name in FACTS.items():
        for fact in getattr(state.plan, name):
            yield kind, fact.id, fact


def _item(state: Corrected, kind: Kind, identity: str, fact: Fact) -> Item:
    line = state.decided.get((kind, identity))
    rule, confidence, doubts = _trust(fact)
    text = _text(fact)
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return Item(state.plan.plan_id, state.plan.source.path, kind, identity, shown, rule, confidence, doubts, line.verdict if line else None)


def _trust(fact: Fact) -> tuple[str | None, float, tuple[str, ...]]:
    if isinstance(fact, Section):
        return None, CERTAIN, ()
    if isinstance(fact, Metadata):
        whole = fact.number and fact.issuer and fact.issued_on
        return fact.issuer.rule if fact.issuer else None, fact.issuer.confidence if fact.issuer and whole else INCOMPLETE, ()
    if isinstance(fact, Task):
        parts = [*fact.leads, *fact.coordinators, *((fact.deadline,) if fact.deadline else ())]
        doubts = (*fact.doubts, *(fact.deadline.doubts if fact.deadline else ()))
        return fact.rule, min([fact.confidence, *(part.confidence for part in parts)]), tuple(dict.fromkeys(doubts))
    return fact.rule, fact.confidence, fact.doubts


def _text(fact: Fact) -> str:
    if isinstance(fact, Metadata):
        return " ".join(" · ".join(filter(None, (fact.number, fact.title))).split())
    return " ".join((fact.title if isinstance(fact, Section) else fact.text).split())
