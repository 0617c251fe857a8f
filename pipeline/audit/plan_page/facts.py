"""The facts of a plan as its page shows them: where each stands in the text, and what there is to say of it in both languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from pipeline.audit.plan_page.places import Layout
from pipeline.audit.plan_page.words import days, figure, frequency, listed, noticed, plain, when
from pipeline.audit.rendering import Words, day, words
from schemas.diagnostic import Diagnostic
from schemas.plan import Agency, Deadline, LegalRef, Plan, Section, Target, Task
from schemas.text import Span

Row = tuple[str, Words]
"""The message that names a value, and the value."""

KINDS: Final = ("section", "task", "target", "result", "deadline", "issuer", "lead", "coordinator", "owner", "legal-ref", "noticed")
"""What is shown in the text, from what holds others to what stands in them."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something found in the text, or noticed of it, with what its card says.

    ``id`` is its id in the record, where it has one; ``of`` are the ids of the tasks and targets that it belongs to.
    """

    kind: str
    span: Span
    rows: tuple[Row, ...]
    id: str | None = None
    rule: str | None = None
    confidence: float | None = None
    doubts: tuple[str, ...] = ()
    page: int | None = None
    of: tuple[str, ...] = ()


def facts_of(plan: Plan, layout: Layout) -> tuple[Fact, ...]:
    """Every fact of a plan in the order of the text; what several tasks share, such as the body that a heading names, stands once."""
    sharing: defaultdict[Fact, list[str]] = defaultdict(list)
    for fact, owner in _facts(plan, layout):
        sharing[fact] += [owner] if owner else []
    found = (replace(fact, of=tuple(dict.fromkeys(owners))) for fact, owners in sharing.items())
    return tuple(sorted(found, key=lambda fact: (fact.span.start, -fact.span.end, KINDS.index(fact.kind))))


def _facts(plan: Plan, layout: Layout) -> Iterator[tuple[Fact, str | None]]:
    """Each fact with the id of the task or target that it belongs to."""
    titles = {section.id: section for section in plan.sections}
    if plan.metadata.issuer:
        yield _body("issuer", plan.metadata.issuer, layout), None
    for section in plan.sections:
        yield _section(section, layout), None
    starts = sorted(task.start for task in plan.tasks)
    for task in plan.tasks:
        yield _task(task, titles.get(task.section or "")), None
        for role, bodies in (("lead", task.leads), ("coordinator", task.coordinators)):
            yield from ((_body(role, each, layout), task.id) for each in bodies)
        if task.deadline and (span := layout.deadline_of(task, starts)):
            yield _deadline(task.deadline, span, layout), task.id
    for target in plan.targets:
        yield _target(target), target.task
        yield from ((_body("owner", each, layout), target.id) for each in target.owners)
    yield from ((_legal_ref(reference), reference.task) for reference in plan.legal_refs)
    yield from ((each, None) for each in _noticed(plan.diagnostics))


def _rows(*rows: Row) -> tuple[Row, ...]:
    """Those that say something."""
    return tuple((name, value) for name, value in rows if value.vi)


def _names(bodies: Iterable[Agency]) -> Words:
    return plain("; ".join(each.mention for each in bodies))


def _domains(components: Iterable[int]) -> Words:
    return listed(map(_domain, components))


@cache
def _domain(component: int) -> Words:
    return words("plan-page.domain", number=component, title=words(f"component.{component}"))


def _section(section: Section, layout: Layout) -> Fact:
    rows = _rows(("tracking.section", plain(section.path)), ("browse.kind", words(f"kind.{section.kind}")))
    return Fact("section", layout.heading_of(section), rows, section.id, page=section.page)


def _task(task: Task, section: Section | None) -> Fact:
    rows = _rows(
        ("tracking.leads", _names(task.leads)),
        ("tracking.coordinators", _names(task.coordinators)),
        ("tracking.deadline", when(task.deadline)),
        ("tracking.outputs", plain("; ".join(task.outputs))),
        ("browse.budget", plain(task.budget or "")),
        ("plan-page.domains", _domains(task.components)),
        ("plan-page.inferred-domains", _domains(task.inferred_components)),
        ("plan-page.criteria", plain(", ".join(task.criteria))),
        ("plan-page.target-items", plain(", ".join(task.target_items))),
        ("tracking.section", plain(f"{section.path}. {section.title}" if section else "")),
        ("plan-page.origin", words(f"origin.{task.origin}")),
    )
    return Fact("task", Span(task.start, task.end), rows, task.id, task.rule, task.confidence, task.doubts, task.page)


def _body(role: str, body: Agency, layout: Layout) -> Fact:
    rows = _rows(
        ("plan-page.official-name", plain(body.name)),
        ("plan-page.mention", plain(body.mention if body.mention != body.name else "")),
        ("browse.level", words(f"level.{body.level}") if body.level else plain("")),
        ("plan-page.locality", plain(body.locality or "")),
        ("plan-page.id", plain(body.id)),
        ("plan-page.gazetteer", words("plan-page.known" if body.in_gazetteer else "plan-page.unknown")),
    )
    page = layout.document.page_at(body.start)
    return Fact(role, Span(body.start, body.end), rows, None, body.rule, body.confidence, page=page)


def _deadline(deadline: Deadline, span: Span, layout: Layout) -> Fact:
    rows = _rows(
        ("plan-page.deadline-kind", words(f"plan-page.{deadline.kind}")),
        ("plan-page.days", days(deadline.start, deadline.end)),
        ("plan-page.frequency", frequency(deadline)),
        ("plan-page.timex", plain(deadline.timex or "")),
        ("plan-page.recurrence", plain("; ".join(deadline.recurrence))),
    )
    return Fact("deadline", span, rows, None, deadline.rule, deadline.confidence, deadline.doubts, layout.document.page_at(span.start))


def _target(target: Target) -> Fact:
    rows = _rows(
        ("browse.figure", figure(target)),
        ("plan-page.indicator", plain(target.indicator or "")),
        ("plan-page.indicator-id", plain(target.indicator_id or "")),
        ("plan-page.owners", _names(target.owners)),
        ("plan-page.domains", _domains(target.components)),
        ("plan-page.item", plain(target.item or "")),
        ("tracking.section", plain(target.path or "")),
    )
    return Fact(target.status, Span(target.start, target.end), rows, target.id, target.rule, target.confidence, target.doubts, target.page)


def _legal_ref(reference: LegalRef) -> Fact:
    places = ", ".join(f"{name} {value}" for name, value in reversed((reference.locator or {}).items()))
    rows = _rows(
        ("browse.symbol", plain(f"{reference.type} {reference.symbol}")),
        ("plan-page.issued-on", day(reference.issued_on)),
        ("plan-page.issued-by", plain(reference.issuer or "")),
        ("plan-page.title", plain(reference.title or "")),
        ("plan-page.locator", plain(places)),
        ("plan-page.relation", words(f"relation.{reference.relation}")),
        ("plan-page.correction", plain(reference.correction or "")),
    )
    return Fact("legal-ref", Span(reference.start, reference.end), rows, reference.id, reference.rule, reference.confidence, reference.doubts, reference.page)


def _noticed(diagnostics: Iterable[Diagnostic]) -> Iterator[Fact]:
    """What was noticed at a place of the text; several things noticed at one place stand together."""
    here: defaultdict[int, list[Diagnostic]] = defaultdict(list)
    for diagnostic in diagnostics:
        if diagnostic.start is not None:
            here[diagnostic.start].append(diagnostic)
    for start, several in here.items():
        end = max(diagnostic.end or start for diagnostic in several)
        rows = tuple((f"plan-page.{diagnostic.severity}", noticed(diagnostic)) for diagnostic in several)
        yield Fact("noticed", Span(start, end), rows, f"at-{start}")
