"""What a person says of a fact: one line of ``corrections.jsonl``, the file beside a dataset that outlasts every new reading of its plans.

A line is never changed. Of several about one fact the last one counts; ``undo`` takes a line back as if it had not been written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Annotated, Any, Final, Literal

from pydantic import Field, TypeAdapter

from schemas.json_schema import DIALECT
from schemas.plan import Change, Comparator, Component, DeadlineKind, Level, Locator, Period, Relation, SectionKind
from schemas.store import Moment

Kind = Literal["metadata", "section", "task", "target", "legal_ref", "plan"]
Verdict = Literal["accept", "correct", "reject", "add", "done", "undo"]
Figure = Annotated[float | None, Field(allow_inf_nan=False)]


@dataclass(frozen=True, slots=True)
class DeadlineValue:
    """When a task is to be done, as a person says it is."""

    text: Annotated[str, Field(description="The words that say when")]
    kind: Annotated[DeadlineKind, Field(description="What sort of time it is")]
    start: Annotated[date | None, Field(description="First day, included; null where not determined")]
    end: Annotated[date | None, Field(description="Last day, included; null where not determined")]
    frequency: Annotated[str | None, Field(description="As in a record", examples=["quarterly+yearly"])]


@dataclass(frozen=True, slots=True)
class MetadataValue:
    """Who issued the plan, when, for what time, as a person says it is."""

    number: Annotated[str | None, Field(description="The plan's own number and symbol")]
    doc_type: Annotated[str | None, Field(description="Kind of document")]
    title: Annotated[str | None, Field(description="The subject, on one line")]
    issuer: Annotated[str | None, Field(description="Full name of the body that issued it")]
    place: Annotated[str | None, Field(description="Place of issue")]
    issued_on: Annotated[date | None, Field(description="Day of issue")]
    period: Annotated[Period | None, Field(description="The time the plan covers")]
    level: Annotated[Level | None, Field(description="Level of government that plans")]
    signer: Annotated[str | None, Field(description="The name under the signature block")]


@dataclass(frozen=True, slots=True)
class SectionValue:
    """A section, as a person says it is."""

    title: Annotated[str, Field(description="Heading on one line, without its label")]
    kind: Annotated[SectionKind, Field(description="What the section is about")]


@dataclass(frozen=True, slots=True)
class TaskValue:
    """A task, as a person says it is."""

    leads: Annotated[tuple[str, ...], Field(description="Who must do it: bodies as the plan writes them, or by their full names")]
    coordinators: Annotated[tuple[str, ...], Field(description="Who takes part")]
    deadline: Annotated[DeadlineValue | None, Field(description="When, where the task itself says so")]
    outputs: Annotated[tuple[str, ...], Field(description="Products named for it")]
    budget: Annotated[str | None, Field(description="Money named for it, verbatim")]
    components: Annotated[tuple[Component, ...], Field(description="PAR INDEX domains that its headings place it under")]
    criteria: Annotated[tuple[str, ...], Field(description="PAR INDEX criterion codes it names")]
    target_items: Annotated[tuple[str, ...], Field(description="Numbers of the plan's own targets it answers for")]


@dataclass(frozen=True, slots=True)
class TargetValue:
    """A target or result, as a person says it is."""

    item: Annotated[str | None, Field(description="Its own number where the plan numbers its targets")]
    status: Annotated[Literal["target", "result"], Field(description="result: a figure already reached")]
    indicator: Annotated[str | None, Field(description="What is measured, in the plan's words")]
    indicator_id: Annotated[str | None, Field(description="Known indicator")]
    comparator: Annotated[Comparator, Field(description="How the figure binds")]
    value: Annotated[Figure, Field(description="The figure; null where it is blank")]
    value_max: Annotated[Figure, Field(description="Upper figure of a range")]
    unit: Annotated[str | None, Field(description="%, điểm, bậc, hạng, or the counted thing")]
    change: Annotated[Change | None, Field(description="Set where the figure is a difference")]


@dataclass(frozen=True, slots=True)
class LegalRefValue:
    """A mention of a law or another document, as a person says it is."""

    symbol: Annotated[str, Field(description="Number and symbol, normalized")]
    type: Annotated[str, Field(description="Type of document")]
    issued_on: Annotated[date | None, Field(description="Date given with it")]
    issuer: Annotated[str | None, Field(description="Issuer as written")]
    title: Annotated[str | None, Field(description="Subject that follows it, verbatim")]
    locator: Annotated[Locator | None, Field(description="Article, clause and point referred to")]
    relation: Annotated[Relation, Field(description="What the reference is for")]
    correction: Annotated[str | None, Field(description="What the source has where its number or date is evidently wrong")]


Value = MetadataValue | SectionValue | TaskValue | TargetValue | LegalRefValue
VALUES: Final[dict[Kind, type[Value]]] = {
    "metadata": MetadataValue,
    "section": SectionValue,
    "task": TaskValue,
    "target": TargetValue,
    "legal_ref": LegalRefValue,
}
"""What is said of each kind of fact; of a plan as a whole nothing is but that it is done."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that a person said of a fact: who, when, what, why, and the very words that the fact stands on."""

    id: Annotated[str, Field(description="Unique within the file; what `undo` names")]
    made_at: Moment
    by: Annotated[str, Field(description="Who says so")]
    verdict: Annotated[
        Verdict,
        Field(
            description="accept: right as it is; correct: right with this value; reject: no such fact; add: a fact that was missed; "
            "done: the whole plan was read and nothing is missing; undo: an earlier line is taken back"
        ),
    ]
    plan_id: Annotated[str, Field(description="Plan that was looked at, from the bytes of its source")]
    source_id: Annotated[str, Field(description="From the plan's place among the SOURCEs: when the file changes, its corrections go along by this")]
    kind: Annotated[Kind, Field(description="What sort of fact it is")]
    fact: Annotated[str, Field(description="Id of the fact; of metadata `metadata`, of a plan its own")]
    text: Annotated[str, Field(description="The words that the fact stands on, verbatim: of a section its heading, of metadata the plan's head")]
    start: Annotated[int, Field(ge=0, description="Where they began in texts/<plan_id>.txt")]
    end: Annotated[int, Field(ge=0, description="Where they ended, end excluded")]
    value: Annotated[Value | None, Field(description="The fact as it is; null where there is none, it is taken back, or the plan is done")]
    changed: Annotated[tuple[str, ...], Field(description="Fields of the value that the program had otherwise", examples=[["leads", "deadline"]])]
    why: Annotated[str, Field(description="The reason, in the reviewer's words; may be empty")]
    undoes: Annotated[str | None, Field(description="Id of the line taken back, of an undo")]


def flaw(correction: Correction) -> str | None:
    """What a line lacks that its verdict needs, in English; None where it is whole."""
    if correction.verdict == "undo":
        return None if correction.undoes else "undo names no line"
    if correction.verdict == "done":
        return None if correction.kind == "plan" else "only a plan is done"
    if correction.kind == "plan":
        return "of a plan only done can be said"
    if correction.verdict == "reject":
        return None
    if correction.verdict == "add" and correction.kind not in ("task", "target", "legal_ref"):
        return "only tasks, targets and legal references can be added"
    return None if isinstance(correction.value, VALUES[correction.kind]) else f"its value is not that of a {correction.kind}"


def standing(lines: Iterable[Correction]) -> tuple[Correction, ...]:
    """The lines that count, in their order: without those taken back, and of those about one fact the last."""
    taken_back: set[str] = set()
    kept: dict[tuple[str, Kind, str], Correction] = {}
    for line in reversed(tuple(lines)):
        if line.id in taken_back:
            continue
        if line.verdict == "undo":
            taken_back.add(line.undoes or "")
        else:
            kept.setdefault((line.plan_id, line.kind, line.fact), line)
    return tuple(reversed(kept.values()))


def changed_fields(before: Value, after: Value) -> tuple[str, ...]:
    """The fields in which two values of one kind differ."""
    return tuple(field.name for field in fields(after) if getattr(before, field.name) != getattr(after, field.name))


@cache
def correction_adapter() -> TypeAdapter[Correction]:
    """What turns a ``Correction`` into JSON and back, checking it."""
    return TypeAdapter(Correction)


def correction_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every line of ``corrections.jsonl`` satisfies."""
    return {"$schema": DIALECT, **correction_adapter().json_schema(mode="serialization")}
