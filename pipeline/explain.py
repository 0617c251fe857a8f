"""Why the program says what it says: each fact beside the text that gave it and the rule that fired."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import regex
from rich.table import Table
from rich.text import Text

from extractors.rules import Rule, load_rules, rule_files
from pipeline.messages import meaning_of, on_one_line, say
from pipeline.show import figure, plain, when
from schemas.doubt import DOUBTS
from schemas.plan import Agency, Deadline, Plan, Task
from schemas.text import Span

if TYPE_CHECKING:
    from rich.console import Console

    from schemas.document import Document

AROUND: Final = 30
"""Characters of text shown on either side of what gave a fact."""
LONGEST: Final = 240
"""Characters of what gave a fact that are shown; of a longer stretch its two ends."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A fact in words, the stretch of text that gave it, and the name of the rule that found it."""

    span: Span
    fact: str
    rule: str
    confidence: float
    doubts: tuple[str, ...] = ()


def explain(plan: Plan, document: Document, console: Console) -> None:
    """Print the facts of a plan in the order of its text, in the language spoken now: text, fact and rule side by side."""
    found = evidence(plan, document)
    if not found:
        console.print(Text(say("show.nothing")))
        return
    table = Table(show_lines=True, expand=True)
    for name, share in (("context", 5), ("fact", 3), ("rule", 3)):
        table.add_column(say(f"show.{name}"), ratio=share, overflow="fold")
    proven: set[str] = set()
    for each in found:
        table.add_row(_marked(document.text, each.span), Text(each.fact), _rule(each, examples=each.rule not in proven))
        proven.add(each.rule)
    console.print(table)


def evidence(plan: Plan, document: Document) -> tuple[Evidence, ...]:
    """The facts of a plan in the order of the text that gave them; one that several tasks inherit stands once."""
    facts = dict.fromkeys(_facts(plan, document))
    return tuple(sorted(facts, key=lambda each: (each.span.start, -each.span.end)))


def _facts(plan: Plan, document: Document) -> Iterator[Evidence]:
    if plan.metadata.issuer:
        yield _agency("issuer", plan.metadata.issuer)
    for task in plan.tasks:
        where = plain(task.path or "–")
        yield Evidence(Span(task.start, task.end), say("fact.task", origin=say(f"origin.{task.origin}"), path=where), task.rule, task.confidence, task.doubts)
        yield from (_agency("lead", each) for each in task.leads)
        yield from (_agency("coordinator", each) for each in task.coordinators)
        if task.deadline:
            yield _deadline(task, task.deadline, document)
    for target in plan.targets:
        yield Evidence(Span(target.start, target.end), say(f"fact.{target.status}", figure=figure(target)), target.rule, target.confidence, target.doubts)
        yield from (_agency("owner", each) for each in target.owners)
    for reference in plan.legal_refs:
        symbol = f"{plain(reference.symbol)} ({say(f'relation.{reference.relation}')})"
        yield Evidence(Span(reference.start, reference.end), say("fact.legal_ref", symbol=symbol), reference.rule, reference.confidence, reference.doubts)


def _agency(role: str, agency: Agency) -> Evidence:
    names = plain(agency.mention) if agency.mention == agency.name else f"{plain(agency.mention)} = {plain(agency.name)}"
    return Evidence(Span(agency.start, agency.end), say(f"fact.{role}", agency=f"{names} [{agency.id}]"), agency.rule, agency.confidence)


def _deadline(task: Task, deadline: Deadline, document: Document) -> Evidence:
    """A deadline's words stand in its task, or in a cell of the task's row."""
    start = document.text.find(deadline.text, task.start, task.end)
    for block in document.blocks if start < 0 else ():
        if block.kind == "row" and block.start <= task.start < block.end:
            start = next((at for cell in block.cells if (at := document.text.find(deadline.text, cell.start, cell.end)) >= 0), -1)
    span = Span(start, start + len(deadline.text)) if start >= 0 else Span(task.start, task.end)
    return Evidence(span, say("fact.deadline", when=when(deadline)), deadline.rule, deadline.confidence, deadline.doubts)


def _marked(text: str, span: Span) -> Text:
    """What gave the fact between «marks», with some whole words of the text around it."""
    before = text[max(0, span.start - AROUND) : span.start]
    after = text[span.end : span.end + AROUND]
    if span.start > AROUND:
        before = regex.sub(r"^\S*", "…", before)
    if span.end + AROUND < len(text):
        after = regex.sub(r"\S*$", "…", after)
    found = span.of(text)
    if len(found) > LONGEST:
        found = f"{found[: LONGEST // 2]} … {found[-LONGEST // 2 :]}"
    return Text(_spaced(before), "dim").append(f"«{plain(found)}»", "bold not dim").append(_spaced(after))


def _spaced(text: str) -> str:
    """``plain``, but the space that parts it from its neighbour stays."""
    return on_one_line(regex.sub(r"\s+", " ", text))


def _rule(each: Evidence, examples: bool) -> Text:
    """The rule's name, how likely the fact is right and why it may not be; with ``examples`` those that prove the rule, where it comes from a rule file."""
    text = Text(plain(each.rule), "bold").append(f" {each.confidence:.2f}", "dim")
    for doubt in each.doubts:
        text.append(f"\n? {meaning_of(DOUBTS[doubt])}", "yellow")
    rule = _rules().get(each.rule)
    for mark, sentences in (("+", rule.match[:2]), ("-", rule.no_match[:1])) if rule and examples else ():
        for sentence in sentences:
            text.append(f"\n{mark} {plain(sentence)}", "dim")
    return text


@cache
def _rules() -> dict[str, Rule]:
    return {rule.name: rule for file in rule_files() for rule in load_rules(file)}
