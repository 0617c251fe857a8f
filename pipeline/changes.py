"""What two records of one source do not share: facts added, removed and changed, wherever in the text they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from schemas.text import fold

Record = Mapping[str, Any]
"""A record, or a part of one, as plain JSON values."""
What = Literal["added", "changed", "removed"]
Kind = Literal["plan", "section", "task", "deadline", "target", "legal_ref"]

ALIKE: Final = 75
"""Of 100: from here on, two facts of one section are the same fact in other words."""
_MOST_PAIRS: Final = 250_000
"""Larger plans are compared by ids alone."""
_APART: Final = frozenset({"id", "start", "end", "page", "rule", "confidence", "doubts", "section", "parent", "task", "targets", "legal_refs"})
"""Where and how a fact was found, and ids of others: no change of what it says."""
_DATED: Final = frozenset({"deadline", "plan"})
"""Kinds of facts whose ``start`` and ``end`` are days, not places."""

_LISTS: Final[tuple[tuple[Kind, str], ...]] = (("section", "sections"), ("task", "tasks"), ("target", "targets"), ("legal_ref", "legal_refs"))
"""The kinds of facts that a record lists, and where."""


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that two states of a source do not share, as plain values; ``before`` or ``after`` is None where it was not there."""

    change: What
    kind: Kind
    source_id: str
    path: str
    plan_id: str
    """Of the present state, where there is one; else of the former."""
    id: str
    """Of the fact, or of the task whose deadline it is; of the plan for its metadata; likewise."""
    before: Record | None
    after: Record | None

    def as_json(self) -> dict[str, Any]:
        """The change as plain values."""
        return asdict(self)

    @property
    def fields(self) -> Mapping[str, tuple[Any, Any]]:
        """Of a fact that changed, each field that says something else, with what it said and says; of others, none."""
        if self.before is None or self.after is None:
            return {}
        old, new = said(self.kind, self.before), said(self.kind, self.after)
        return {name: (self.before.get(name), self.after.get(name)) for name in self.after if old.get(name) != new.get(name)}


def changes(old: Record | None, new: Record | None) -> Iterator[Change]:
    """What two records of one source do not share; None where there is none."""
    here = new or old or {}

    def told(kind: Kind, before: Record | None, after: Record | None, identity: str) -> Iterator[Change]:
        if said(kind, before) != said(kind, after):
            change: What = "added" if before is None else "removed" if after is None else "changed"
            yield Change(change, kind, here["source_id"], here["source"]["path"], here["plan_id"], identity, before, after)

    if here:
        yield from told("plan", old and old["metadata"], new and new["metadata"], here["plan_id"])
    for kind, facts in _LISTS:
        for before, after in _matched(old, new, facts):
            identity = (after or before or {})["id"]
            yield from told(kind, before, after, identity)
            if kind == "task":
                yield from told("deadline", before and before["deadline"], after and after["deadline"], identity)


def said(kind: Kind, fact: Any) -> Any:
    """What a fact says, wherever it stands."""
    if isinstance(fact, Mapping):
        return {
            key: said(kind, value)
            for key, value in fact.items()
            if (key not in _APART or (kind in _DATED and key in ("start", "end"))) and not (kind == "task" and key == "deadline")
        }
    return [said(kind, each) for each in fact] if isinstance(fact, list) else fact


def _matched(old: Record | None, new: Record | None, facts: str) -> Iterator[tuple[Record | None, Record | None]]:
    """Facts of two states side by side: those of the same id, then the likest of a section; in the order of the new state, what is gone after it."""
    before = {fact["id"]: fact for fact in (old[facts] if old else ())}
    after = {fact["id"]: fact for fact in (new[facts] if new else ())}
    twins = {identity: identity for identity in after if identity in before}
    twins |= _likest([each for key, each in before.items() if key not in after], [each for key, each in after.items() if key not in before])
    yield from ((before.get(twins.get(identity, "")), fact) for identity, fact in after.items())
    told = set(twins.values())
    yield from ((fact, None) for identity, fact in before.items() if identity not in told)


def _likest(before: Sequence[Record], after: Sequence[Record]) -> dict[str, str]:
    """For facts of a new state, those of the old one that say nearly the same in the same section."""
    if not before or not after or len(before) * len(after) > _MOST_PAIRS:
        return {}
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cdist

    scores = cdist([fold(_words(each)) for each in before], [fold(_words(each)) for each in after], scorer=ratio, score_cutoff=ALIKE)
    alike = sorted(
        (-float(scores[row, column]), row, column) for row, column in zip(*scores.nonzero(), strict=True) if before[row]["path"] == after[column]["path"]
    )
    twins: dict[str, str] = {}
    for _, row, column in alike:
        if before[row]["id"] not in twins.values() and after[column]["id"] not in twins:
            twins[after[column]["id"]] = before[row]["id"]
    return twins


def _words(fact: Record) -> str:
    return str(fact.get("text") or fact.get("title") or "")
