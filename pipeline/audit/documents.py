"""The documents that plans refer to, and what they say has become of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from pipeline.audit.model import ChangedDocument, DocumentRow, Place
from pipeline.audit.wording import LONG, short
from pipeline.findings import document_of
from schemas.plan import LegalRef, Plan, Relation

CHANGED: Final = 2000
"""Mentions of documents amended, replaced or repealed that are listed."""

_PLACES: Final = 5
_DATES: Final = 10
_CHANGES: Final[frozenset[Relation]] = frozenset({"amends", "replaces", "repeals", "amended"})


@dataclass(slots=True)
class _Count:
    """The mentions of a document, so far."""

    type: str
    symbol: str
    year: int | None
    title: str = ""
    plans: int = 0
    last: str = ""
    """The plan in which it was last seen."""
    mentions: int = 0
    relations: Counter[Relation] = field(default_factory=Counter)
    dates: Counter[date] = field(default_factory=Counter)
    places: list[Place] = field(default_factory=list)

    def row(self) -> DocumentRow:
        dates = sorted(self.dates.items(), key=lambda each: (-each[1], each[0]))[:_DATES]
        relations = dict(sorted(self.relations.items(), key=lambda each: (-each[1], each[0])))
        return DocumentRow(self.type, self.symbol, self.year, self.title, self.plans, self.mentions, relations, tuple(dates), tuple(self.places))


class Documents:
    """The references of the plans added."""

    def __init__(self) -> None:
        self._counts: dict[str, _Count] = {}
        self._changed: list[ChangedDocument] = []

    def add(self, index: int, plan: Plan) -> None:
        """Take in a plan, whose row has this index."""
        for ref in plan.legal_refs:
            count = self._counts.setdefault(_key(ref, plan), _Count(ref.type, short(ref.symbol), ref.year))
            first = count.last != plan.plan_id
            count.plans += first
            count.last = plan.plan_id
            count.mentions += 1
            count.relations[ref.relation] += 1
            count.title = count.title or short(ref.title or "")
            if ref.issued_on is not None:
                count.dates[ref.issued_on] += 1
            if first and len(count.places) < _PLACES:
                count.places.append(Place(plan.plan_id, ref.id))
            if ref.relation in _CHANGES and len(self._changed) < CHANGED:
                self._changed.append(_changed(index, plan, ref))

    def rows(self) -> tuple[DocumentRow, ...]:
        """A row a document, the one that most plans cite first."""
        ordered = sorted(self._counts.items(), key=lambda each: (-each[1].plans, -each[1].mentions, each[0]))
        return tuple(count.row() for _, count in ordered)

    def changed(self) -> tuple[ChangedDocument, ...]:
        """What plans amend, replace or repeal, or say is amended."""
        return tuple(self._changed)


def _changed(index: int, plan: Plan, ref: LegalRef) -> ChangedDocument:
    return ChangedDocument(ref.relation, ref.type, short(ref.symbol), ref.year, short(ref.text, LONG), Place(plan.plan_id, ref.id), index)


def _key(ref: LegalRef, plan: Plan) -> str:
    """What mentions of one document share; one whose issuer is not known is the plan's alone."""
    day = ref.issued_on or date(min(max(ref.year or 1, 1), 9999), 1, 1)
    return document_of(ref, day, plan) or f"{ref.type} {ref.symbol}\n{plan.plan_id}"
