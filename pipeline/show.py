"""One plan on the screen, as a tree: its sections with their tasks and targets, its references, what it covers, what was noticed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

from rich.text import Text
from rich.tree import Tree

from pipeline.messages import explain, on_one_line, say
from schemas.plan import Agency, Deadline, LegalRef, Plan, Section, Target, Task

if TYPE_CHECKING:
    from rich.console import Console

_FACT_STYLE: Final = "cyan"
_ASIDE_STYLE: Final = "dim"
_SEVERITY_STYLE: Final = {"error": "red", "warning": "yellow", "info": "dim"}


def show(plan: Plan, console: Console) -> None:
    """Print the plan as a tree, in the language spoken now."""
    tree = Tree(_head(plan))
    nodes: dict[str | None, Tree] = {None: tree}
    parts: list[Section | Task | Target] = [*plan.sections, *plan.tasks, *plan.targets]
    for each in sorted(parts, key=_place):
        if isinstance(each, Section):
            nodes[each.id] = nodes.get(each.parent, tree).add(describe_section(each))
        elif isinstance(each, Task):
            nodes[each.id] = nodes.get(each.section, tree).add(describe_task(each))
        else:
            nodes.get(each.task or each.section, tree).add(describe_target(each))
    if plan.legal_refs:
        references = tree.add(Text(say("show.legal_refs"), "bold"))
        for reference in plan.legal_refs:
            references.add(describe_legal_ref(reference))
    if plan.coverage:
        counts = " ".join(f"{row.component}:{row.tasks}" for row in plan.coverage if row.applicable)
        tree.add(Text(say("show.coverage", counts=counts), "bold"))
    if plan.diagnostics:
        noticed = tree.add(Text(say("show.diagnostics"), "bold"))
        for diagnostic in plan.diagnostics:
            noticed.add(Text(explain(diagnostic), _SEVERITY_STYLE[diagnostic.severity]))
    console.print(tree)


def plain(text: str) -> str:
    """A stretch of a source on one line, control characters shown as escapes: nothing in it can steer the terminal."""
    return on_one_line(" ".join(text.split()))


def when(deadline: Deadline) -> str:
    """A deadline with its dates: ``Quý II/2019 (2019-04-01…2019-06-30)``."""
    exact = [each for each in (_days(deadline.start, deadline.end), deadline.frequency) if each]
    return plain(deadline.text) + (f" ({', '.join(exact)})" if exact else "")


def figure(target: Target) -> str:
    """A target's figure: ``>= 95 %``, ``75…80 %``, ``increase 10…15 bậc``."""
    value = "?" if target.value is None else f"{target.value:g}"
    upper = "" if target.value_max is None else f"…{target.value_max:g}"
    sign = "" if target.comparator == "range" else target.comparator
    return plain(" ".join(filter(None, (target.change, sign, value + upper, target.unit))))


def _head(plan: Plan) -> Text:
    meta = plan.metadata
    head = Text(" ".join(filter(None, (plain(meta.doc_type or ""), plain(meta.number or "")))), _FACT_STYLE)
    head.append(f" {plain(meta.title) if meta.title else say('show.untitled')}\n", "bold")
    period = _days(meta.period.start, meta.period.end) if meta.period else None
    issued_on = meta.issued_on.isoformat() if meta.issued_on else ""
    place = ", ".join(filter(None, (plain(meta.place or ""), issued_on)))
    issuer = plain(meta.issuer.name) if meta.issuer else ""
    known = (issuer, place, period, say(f"level.{meta.level}") if meta.level else "", plain(meta.signer or ""))
    head.append(" · ".join(filter(None, known)) + "\n")
    counts = {"sections": plan.sections, "tasks": plan.tasks, "targets": plan.targets, "legal_refs": plan.legal_refs}
    return head.append(say("show.counts", **{name: len(facts) for name, facts in counts.items()}), _ASIDE_STYLE)


def describe_section(section: Section) -> Text:
    """A section: label, title, kind."""
    text = Text(f"{plain(section.label)} ", _FACT_STYLE).append(plain(section.title), "bold")
    return text.append(f" · {say(f'kind.{section.kind}')}", _ASIDE_STYLE)


def _place(each: Section | Task | Target) -> tuple[int, int]:
    """The order of the tree: that of the text; where two begin at one place, what holds the other comes first."""
    return each.start, -each.end


def describe_task(task: Task) -> Text:
    """A task with what is known of it on a line below."""
    text = Text(plain(task.text))
    aside = [
        say("show.leads", names=_names(task.leads)) if task.leads else "",
        say("show.coordinators", names=_names(task.coordinators)) if task.coordinators else "",
        say("show.deadline", text=when(task.deadline)) if task.deadline else "",
        say("show.outputs", names=plain("; ".join(task.outputs))) if task.outputs else "",
        say("show.criteria", names=plain(", ".join(task.criteria))) if task.criteria else "",
        say("show.domains", names=", ".join(map(str, task.components))) if task.components else "",
    ]
    facts = " · ".join(filter(None, aside))
    return text.append(f"\n{facts}", _FACT_STYLE) if facts else text


def describe_target(target: Target) -> Text:
    """A target: figure, words, status."""
    return Text(f"{figure(target)} ", "green").append(plain(target.text)).append(f" · {say(f'fact.{target.status}', figure='').strip()}", _ASIDE_STYLE)


def describe_legal_ref(reference: LegalRef) -> Text:
    """A reference: symbol, words, relation."""
    places = plain(" ".join(f"{key} {value}" for key, value in (reference.locator or {}).items()))
    aside = " · ".join(filter(None, (say(f"relation.{reference.relation}"), places)))
    return Text(plain(reference.symbol), _FACT_STYLE).append(f" {plain(reference.text)}").append(f" · {aside}", _ASIDE_STYLE)


def _names(agencies: Iterable[Agency]) -> str:
    return plain("; ".join(each.mention for each in agencies))


def _days(start: date | None, end: date | None) -> str | None:
    if start is None and end is None:
        return None
    return str(start) if start == end else f"{start or ''}…{end or ''}"
