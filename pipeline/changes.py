"""What differs between two records of one source: facts added, removed and changed, whatever moved in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, Literal

from schemas.plan import LegalRef, Metadata, Plan, Section, Target, Task

Fact = Section | Task | Target | LegalRef
Kind = Literal["plan", "section", "task", "target", "legal_ref"]

_PLACES: Final = frozenset({"start", "end", "page"})
"""Where a fact stands is not what it says: text that moves leaves facts as they are."""
_TRUST: Final = frozenset({"rule", "confidence"})


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that the older and the newer record do not share.

    ``fields`` holds, of a changed fact, each field that differs with its older and newer value; of others it is empty.
    """

    kind: Kind
    id: str
    what: Literal["added", "removed", "changed"]
    text: str
    fields: Mapping[str, tuple[Any, Any]]


def changes(old: Plan | None, new: Plan | None) -> tuple[Change, ...]:
    """Every fact that differs, matched by its stable id; None stands for no record at all."""
    return (
        *_described(old, new),
        *_listed("section", old.sections if old else (), new.sections if new else ()),
        *_listed("task", old.tasks if old else (), new.tasks if new else ()),
        *_listed("target", old.targets if old else (), new.targets if new else ()),
        *_listed("legal_ref", old.legal_refs if old else (), new.legal_refs if new else ()),
    )


def _described(old: Plan | None, new: Plan | None) -> Iterator[Change]:
    """The plan itself: new, gone, or with other metadata."""
    either = new or old
    if either is None:
        return
    name = either.metadata.title or either.metadata.number or either.source.path
    if old is None or new is None:
        yield Change("plan", either.plan_id, "added" if new else "removed", name, {})
    elif differing := _differing(old.metadata, new.metadata):
        yield Change("plan", either.plan_id, "changed", name, differing)


def _listed(kind: Kind, old: Sequence[Fact], new: Sequence[Fact]) -> Iterator[Change]:
    before, after = {each.id: each for each in old}, {each.id: each for each in new}
    yield from (Change(kind, each.id, "removed", _text(each), {}) for each in old if each.id not in after)
    for fact in new:
        if fact.id not in before:
            yield Change(kind, fact.id, "added", _text(fact), {})
        elif differing := _differing(before[fact.id], fact):
            yield Change(kind, fact.id, "changed", _text(fact), differing)


def _text(fact: Fact) -> str:
    return f"{fact.path} {fact.title}" if isinstance(fact, Section) else fact.text


def _differing(old: Metadata | Fact, new: Metadata | Fact) -> dict[str, tuple[Any, Any]]:
    """The fields that differ, by name; within agencies and deadlines, too, where they stand and how sure they are does not count."""
    pairs = ((each.name, getattr(old, each.name), getattr(new, each.name)) for each in fields(old) if each.name not in _PLACES | _TRUST)
    return {name: (before, after) for name, before, after in pairs if _said(before) != _said(after)}


def _said(value: Any) -> Any:
    """What a value says, as plain comparable values."""
    if isinstance(value, tuple):
        return tuple(_said(each) for each in value)
    if hasattr(value, "__dataclass_fields__"):
        dated = type(value).__name__ in {"Deadline", "Period"}
        left_out = _TRUST if dated else _PLACES | _TRUST
        return tuple((each.name, _said(getattr(value, each.name))) for each in fields(value) if each.name not in left_out)
    return value
