"""What a reviewer has before them: the queue of facts, one fact with its surroundings, and the writing of what is said of it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final

from pipeline.review.anchors import Fact, Facts
from pipeline.review.applying import Corrected, new_id
from pipeline.review.awaiting import Item, awaits, is_done, items
from pipeline.review.bench import apply, behind, corrections_of, opened
from pipeline.review.corrections import Corrections
from pipeline.review.ledger import append, read_lines
from pipeline.review.values import value_of
from pipeline.store.correcting import Stored, as_said, in_order, stored
from pipeline.store.folder import CORRECTIONS, Place
from pipeline.store.writing import now
from schemas.correction import Correction, Kind, Value, Verdict, changed_fields
from schemas.document import Document
from schemas.text import Span

_ID_BYTES: Final = 6
Key = tuple[Kind, str]
"""A fact within its plan."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which facts of the queue are asked for; what is None leaves all in."""

    plan: str | None = None
    kind: str | None = None
    rule: str | None = None
    doubt: str | None = None

    def keeps(self, item: Item) -> bool:
        """Whether a fact is among them."""
        return (
            self.plan in (None, item.plan_id)
            and self.kind in (None, item.kind)
            and self.rule in (None, item.rule)
            and (self.doubt is None or self.doubt in item.doubts)
        )


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A plan in the queue: its name, its facts, whether it is done, and what was said of it that no longer fits."""

    plan_id: str
    path: str
    title: str | None
    items: tuple[Item, ...]
    done: bool
    unapplied: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A plan on the desk, whole: as extracted, its text, and as people say it is."""

    stored: Stored
    state: Corrected
    facts: Facts
    """As people say they are."""
    extracted: Facts
    """As the program found them."""

    @property
    def document(self) -> Document:
        """The text as read, and where its blocks stood."""
        return self.stored.document

    def fact(self, key: Key) -> Fact | None:
        """A fact as people say it is; of one that was rejected, as it was extracted."""
        found = self.facts.by_id.get(key)
        return found if found is not None else self.extracted.by_id.get(key)


@dataclass
class Desk:
    """A dataset under review by one person; others may review it at the same time."""

    dataset: Path
    db: str | None
    name: str
    below: float
    _sheets: dict[str, tuple[tuple[str, str | None], PlanSheet]] = field(default_factory=dict)
    _read: tuple[tuple[int, int] | None, Corrections] | None = None
    _lock: Lock = field(default_factory=Lock)

    @property
    def place(self) -> Place:
        """Where the dataset lies."""
        return Place(self.dataset)

    def corrections(self) -> Corrections:
        """What stands now, also what others wrote."""
        try:
            state = (self.place.folder / CORRECTIONS).stat()
            stamp = (state.st_size, state.st_mtime_ns)
        except FileNotFoundError:
            stamp = None
        if self._read is None or self._read[0] != stamp:
            self._read = (stamp, corrections_of(self.dataset))
        return self._read[1]

    def plans(self) -> tuple[PlanSheet, ...]:
        """All plans in the order of the dataset; only those that changed are read anew."""
        with self._lock:
            said = self.corrections()
            with opened(self.dataset, self.db) as store, store.reading() as connection:
                order = {plan_id: (digest, said.digest(plan_id, source_id)) for plan_id, source_id, digest in in_order(connection)}
                stale = [plan_id for plan_id, key in order.items() if plan_id not in self._sheets or self._sheets[plan_id][0] != key]
                for state in as_said(connection, stale, said):
                    self._sheets[state.plan.plan_id] = order[state.plan.plan_id], _plan_sheet(state)
            return tuple(self._sheets[plan_id][1] for plan_id in order)

    def queue(self, wanted: Wanted, plans: Sequence[PlanSheet]) -> list[Item]:
        """The facts to be looked at, the least sure first."""
        found = [item for plan in plans for item in plan.items if awaits(item, self.below) and wanted.keeps(item)]
        return sorted(found, key=lambda item: item.confidence)

    def sheet(self, plan_id: str) -> Sheet | None:
        """A plan to work on; None where there is none of this id."""
        said = self.corrections()
        with opened(self.dataset, self.db) as store, store.reading() as connection:
            held = stored(connection, plan_id)
        if held is None:
            return None
        state = held.as_said(said)
        return Sheet(held, state, Facts(state.plan, held.document), Facts(held.plan, held.document))

    def decide(self, sheet: Sheet, key: Key, verdict: Verdict, value: Value | None, why: str) -> Correction:
        """Write what is said of a fact that the plan has, or had as it was extracted."""
        facts = sheet.extracted if key in sheet.extracted.by_id else sheet.facts
        fact = facts.by_id[key]
        span = facts.span_of(key[0], fact)
        line = self._line(sheet, key, verdict, span.of(sheet.document.text), span, value, why, value_of(fact))
        append(self.place, [line])
        return line

    def add(self, sheet: Sheet, kind: Kind, span: Span, value: Value, why: str) -> Correction:
        """Write that a fact was missed that stands here."""
        text = span.of(sheet.document.text)
        line = self._line(sheet, (kind, new_id(kind, text, sheet.facts)), "add", text, span, value, why)
        append(self.place, [line])
        return line

    def finish(self, sheet: Sheet) -> None:
        """Write that the whole plan was read: what nobody decided on is right as it is, and nothing is missing."""
        lines = []
        for (kind, identity), fact in sheet.facts.by_id.items():
            if (kind, identity) not in sheet.state.decided:
                span = sheet.facts.span_of(kind, fact)
                lines.append(self._line(sheet, (kind, identity), "accept", span.of(sheet.document.text), span, value_of(fact), ""))
        plan_id = sheet.state.plan.plan_id
        append(self.place, [*lines, self._line(sheet, ("plan", plan_id), "done", "", Span(0, 0), None, "")])

    def undo(self, identity: str) -> Correction | None:
        """Write that a line is taken back; None where there is no such line."""
        line = next((each for each in read_lines(self.place.folder) if each.id == identity and each.verdict != "undo"), None)
        if line is None:
            return None
        append(self.place, [_taking_back(line, self.name)])
        return line

    def said(self, most: int) -> list[Correction]:
        """The last things said that stand, the last one first."""
        return list(self.corrections().lines[: -most - 1 : -1])

    def behind(self) -> int:
        """How many plans of the dataset are not yet as people say they are."""
        with opened(self.dataset, self.db) as store:
            return behind(store, self.corrections())

    def apply(self) -> int:
        """Bring the dataset up to what was said; how many plans were behind."""
        return apply(self.dataset, self.db)

    def _line(self, sheet: Sheet, key: Key, verdict: Verdict, text: str, span: Span, value: Value | None, why: str, before: Value | None = None) -> Correction:
        plan = sheet.stored.plan
        changed = changed_fields(before, value) if before is not None and value is not None else ()
        return Correction(
            secrets.token_hex(_ID_BYTES), now(), self.name, verdict, plan.plan_id, plan.source_id, *key, text, span.start, span.end, value, changed, why, None
        )


def _taking_back(line: Correction, name: str) -> Correction:
    about = (line.plan_id, line.source_id, line.kind, line.fact, line.text, line.start, line.end)
    return Correction(secrets.token_hex(_ID_BYTES), now(), name, "undo", *about, None, (), "", line.id)


def _plan_sheet(state: Corrected) -> PlanSheet:
    plan = state.plan
    return PlanSheet(plan.plan_id, plan.source.path, plan.metadata.title, items(state), is_done(state), len(state.unapplied))


def progress(plans: Sequence[PlanSheet], below: float) -> Mapping[str, int]:
    """How much is decided of what is to be looked at."""
    facts = [item for plan in plans for item in plan.items]
    waiting = sum(awaits(item, below) for item in facts)
    return {"waiting": waiting, "decided": sum(item.verdict is not None for item in facts), "done": sum(plan.done for plan in plans), "plans": len(plans)}
