"""What a fact holds that a person can put right, taken out as plain values and written back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeVar, cast

import regex

from extractors.agencies import Body, bodies, resolve_agency
from extractors.deadlines import find_deadline
from extractors.deadlines.times import timex_of
from extractors.recurrence import recurrence
from pipeline.review.anchors import Fact
from schemas.correction import DeadlineValue, Kind, LegalRefValue, MetadataValue, SectionValue, TargetValue, TaskValue, Value
from schemas.document import Block, Document
from schemas.plan import Agency, Deadline, LegalRef, Metadata, Period, Plan, Section, Target, Task
from schemas.record import amended
from schemas.text import Span, fold, nfc

ACCEPTED: Final = "review.accepted"
CORRECTED: Final = "review.corrected"
ADDED: Final = "review.added"
"""What stands for the rule of a fact that a person decided on."""
SURE: Final = 1.0

_YEAR: Final = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER: Final = regex.compile(r"\d+")
_Decided = TypeVar("_Decided", Task, Target, LegalRef)


@dataclass(frozen=True, slots=True)
class Setting:
    """The plan that a fact is of, as extracted, and its text."""

    plan: Plan
    document: Document


def value_of(fact: Fact) -> Value:
    """What a fact holds."""
    return _TAKEN[type(fact)](fact)


def with_value(fact: Fact, value: Value, rule: str, setting: Setting) -> Fact:
    """The fact as a person says it is: sure, without doubts. What it held already stays as it was found."""
    return _WRITTEN[type(fact)](fact, value, rule, setting)


def new_fact(kind: Kind, identity: str, span: Span, value: Value, setting: Setting) -> Fact:
    """A fact where the program has none."""
    section = _innermost(setting.plan.sections, span)
    common: dict[str, Any] = {
        "id": identity,
        "section": section.id if section else None,
        "text": " ".join(span.of(setting.document.text).split()),
        "start": span.start,
        "end": span.end,
        "page": setting.document.page_at(span.start),
        "rule": ADDED,
        "confidence": SURE,
    }
    path = section.path if section else None
    fact: Fact
    if kind == "task":
        fact = Task(
            **common, path=path, origin="paragraph", leads=(), coordinators=(), deadline=None, outputs=(), budget=None,
            components=(), inferred_components=(), criteria=(), target_items=(), targets=(), legal_refs=(),
        )  # fmt: skip
    elif kind == "target":
        fact = Target(
            **common, path=path, item=None, task=None, status="target", indicator=None, indicator_id=None, comparator="=", value=None, value_max=None,
            unit=None, change=None, components=_components_of(setting.plan, path), owners=(),
        )  # fmt: skip
    else:
        fact = LegalRef(
            **common, task=None, symbol="", type="", number=None, year=None, issued_on=None, issuer=None, title=None, locator=None, relation="cites",
            correction=None,
        )  # fmt: skip
    return with_value(fact, value, ADDED, setting)


def deadline_in_words(words: str, period: Period | None) -> DeadlineValue | None:
    """When some words say that a task is to be done, as the program reads a time cell of a plan for this period; None where it reads nothing there."""
    text = nfc(" ".join(words.split()))
    found = find_deadline(Document(text, (Block("paragraph", 0, len(text)),), ""), Span(0, len(text)), period, in_cell=True) if text else None
    return None if found is None else _deadline_value(found)


def _metadata_value(fact: Metadata) -> MetadataValue:
    issuer = fact.issuer.name if fact.issuer else None
    return MetadataValue(fact.number, fact.doc_type, fact.title, issuer, fact.place, fact.issued_on, fact.period, fact.level, fact.signer)


def _task_value(fact: Task) -> TaskValue:
    return TaskValue(
        leads=tuple(each.mention for each in fact.leads),
        coordinators=tuple(each.mention for each in fact.coordinators),
        deadline=_deadline_value(fact.deadline) if fact.deadline else None,
        outputs=fact.outputs,
        budget=fact.budget,
        components=fact.components,
        criteria=fact.criteria,
        target_items=fact.target_items,
    )


def _deadline_value(fact: Deadline) -> DeadlineValue:
    return DeadlineValue(fact.text, fact.kind, fact.start, fact.end, fact.frequency)


def _target_value(fact: Target) -> TargetValue:
    return TargetValue(
        fact.item, fact.status, fact.indicator, fact.indicator_id, fact.comparator, fact.value, fact.value_max, fact.unit, fact.change
    )  # fmt: skip


def _legal_ref_value(fact: LegalRef) -> LegalRefValue:
    return LegalRefValue(fact.symbol, fact.type, fact.issued_on, fact.issuer, fact.title, fact.locator, fact.relation, fact.correction)


def _write_metadata(fact: Metadata, value: MetadataValue, rule: str, setting: Setting) -> Metadata:  # noqa: ARG001
    issuer = None
    if value.issuer is not None:
        kept = fact.issuer if fact.issuer is not None and fact.issuer.name == value.issuer else None
        issuer = _sure(kept) if kept else _body(value.issuer, Span(0, 0), setting)
    return amended(
        fact,
        number=value.number,
        doc_type=value.doc_type,
        title=value.title,
        issuer=issuer,
        place=value.place,
        issued_on=value.issued_on,
        period=value.period,
        level=value.level,
        signer=value.signer,
    )


def _write_section(fact: Section, value: SectionValue, rule: str, setting: Setting) -> Section:  # noqa: ARG001
    return amended(fact, title=value.title, kind=value.kind)


def _write_task(fact: Task, value: TaskValue, rule: str, setting: Setting) -> Task:
    here = Span(fact.start, fact.end)
    return _decided(
        fact,
        rule,
        leads=_bodies(value.leads, fact.leads, here, setting),
        coordinators=_bodies(value.coordinators, fact.coordinators, here, setting),
        deadline=_deadline(value.deadline, fact.deadline) if value.deadline else None,
        outputs=value.outputs,
        budget=value.budget,
        components=value.components,
        criteria=value.criteria,
        target_items=value.target_items,
    )


def _write_target(fact: Target, value: TargetValue, rule: str, setting: Setting) -> Target:  # noqa: ARG001
    return _decided(
        fact,
        rule,
        item=value.item,
        status=value.status,
        indicator=value.indicator,
        indicator_id=value.indicator_id,
        comparator=value.comparator,
        value=value.value,
        value_max=value.value_max,
        unit=value.unit,
        change=value.change,
    )


def _write_legal_ref(fact: LegalRef, value: LegalRefValue, rule: str, setting: Setting) -> LegalRef:  # noqa: ARG001
    number, year = fact.number, fact.year
    if (value.symbol, value.issued_on) != (fact.symbol, fact.issued_on):
        first, dated = _NUMBER.match(value.symbol), _YEAR.search(value.symbol)
        number = first[0] if first else None
        year = int(dated[0]) if dated else value.issued_on.year if value.issued_on else None
    return _decided(
        fact,
        rule,
        symbol=value.symbol,
        type=value.type,
        number=number,
        year=year,
        issued_on=value.issued_on,
        issuer=value.issuer,
        title=value.title,
        locator=value.locator,
        relation=value.relation,
        correction=value.correction,
    )


def _decided(fact: _Decided, rule: str, **values: object) -> _Decided:
    return amended(fact, **values, rule=rule, confidence=SURE, doubts=())


def _sure(agency: Agency) -> Agency:
    return amended(agency, confidence=SURE)


def _deadline(value: DeadlineValue, found: Deadline | None) -> Deadline:
    if found is not None and _deadline_value(found) == value:
        return amended(found, confidence=SURE, doubts=())
    rules = recurrence(value.frequency, fold(nfc(value.text)), value.end) if value.frequency else ()
    timex = timex_of(value.start, value.end, value.frequency)
    return Deadline(value.text, value.kind, value.start, value.end, value.frequency, timex, rules, CORRECTED, SURE)


def _bodies(names: Sequence[str], found: Sequence[Agency], here: Span, setting: Setting) -> tuple[Agency, ...]:
    """The bodies of these names: those found already as they were found, the others by the gazetteer."""
    known = {each.mention: each for each in reversed(found)}
    return tuple(_sure(known[name]) if name in known else _body(name, here, setting) for name in names)


def _body(name: str, here: Span, setting: Setting) -> Agency:
    """A body by its name, at the place where the fact names it, else where the fact itself is; of a known one of the plan, level and place are the same."""
    same = _named_in(setting.plan).get(fold(nfc(name)))
    span = _whereabouts(name, here, setting.document)
    if same is not None:
        return amended(same, mention=name, start=span.start, end=span.end, rule=CORRECTED, confidence=SURE)
    listed = _by_official_name().get(name)
    resolved = resolve_agency(name)
    identity, official, kind, collective = (listed.id, listed.name, listed.kind, listed.collective) if listed else resolved
    body = bodies().get(identity)
    level = body.level if body is not None and body.level != "any" else None
    locality = next((each.locality for each in _named_in(setting.plan).values() if level and each.level == level and each.locality), None)
    return Agency(
        identity, official, name, kind, collective, span.start, span.end, CORRECTED, SURE, cast(Any, level), locality, in_gazetteer=body is not None
    )  # fmt: skip


@cache
def _by_official_name() -> Mapping[str, Body]:
    return {body.name: body for body in bodies().values()}


def _named_in(plan: Plan) -> dict[str, Agency]:
    """The bodies that a plan names, by their folded mentions."""
    named = [*((plan.metadata.issuer,) if plan.metadata.issuer else ()), *(each for task in plan.tasks for each in (*task.leads, *task.coordinators))]
    return {fold(each.mention): each for each in reversed(named)}


def _whereabouts(name: str, here: Span, document: Document) -> Span:
    """Where a name stands: in the fact, else in the table row or paragraph that the fact is part of, else the fact's own place."""
    words = fold(nfc(name))
    around = next((block.span for block in document.blocks if block.start <= here.start < block.end), here)
    for stretch in (here, around):
        start = document.folded.find(words, stretch.start, stretch.end)
        if start >= 0:
            return Span(start, start + len(words))
    return here


def _innermost(sections: Sequence[Section], span: Span) -> Section | None:
    holding = [each for each in sections if each.start <= span.start and span.end <= each.end]
    return min(holding, key=lambda each: each.end - each.start, default=None)


def _components_of(plan: Plan, path: str | None) -> tuple[int, ...]:
    """The domains under which the plan places what stands in a section."""
    facts: tuple[Task | Target, ...] = (*plan.targets, *plan.tasks)
    return next((fact.components for fact in facts if path is not None and fact.path == path), ())


_TAKEN: Final[Mapping[type, Callable[[Any], Value]]] = {
    Metadata: _metadata_value,
    Section: lambda fact: SectionValue(fact.title, fact.kind),
    Task: _task_value,
    Target: _target_value,
    LegalRef: _legal_ref_value,
}
_WRITTEN: Final[Mapping[type, Callable[[Any, Any, str, Setting], Fact]]] = {
    Metadata: _write_metadata,
    Section: _write_section,
    Task: _write_task,
    Target: _write_target,
    LegalRef: _write_legal_ref,
}
