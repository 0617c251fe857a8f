"""One page of a plan on the screen: every fact that begins on it, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.text import Text
from rich.tree import Tree

from pipeline.messages import Trouble, on_one_line, say
from pipeline.show import describe_legal_ref, describe_section, describe_target, describe_task, plain
from schemas.plan import Agency, Plan, Section, Target, Task

if TYPE_CHECKING:
    from rich.console import Console

    from schemas.document import Document


def show_page(plan: Plan, document: Document, page: int, console: Console) -> None:
    """Print what begins on a page (from 1), in the language spoken now. ``Trouble`` where there is no such page."""
    path = on_one_line(plan.source.path)
    if document.pages is None:
        raise Trouble("usage.no-pages", path=path, format=document.format.upper())
    if page > document.pages:
        raise Trouble("usage.no-such-page", path=path, page=page, pages=document.pages)
    tree = Tree(Text(say("show.page", path=path, page=page, pages=document.pages), "bold"))
    parts: list[Section | Task | Target] = [*plan.sections, *plan.tasks, *plan.targets]
    for part in sorted((each for each in parts if each.page == page), key=lambda each: (each.start, -each.end)):
        if isinstance(part, Section):
            tree.add(describe_section(part))
        else:
            tree.add(describe_task(part) if isinstance(part, Task) else describe_target(part))
    _group(tree, "show.legal_refs", (describe_legal_ref(each) for each in plan.legal_refs if each.page == page))
    _group(tree, "show.agencies", (_described(each) for each in agencies_on(plan, document, page)))
    if not tree.children:
        tree.add(Text(say("show.page-empty")))
    console.print(tree)


def agencies_on(plan: Plan, document: Document, page: int) -> tuple[Agency, ...]:
    """The agencies named on a page, in the order of the text; one named by several facts at one place stands once."""
    issuer = (plan.metadata.issuer,) if plan.metadata.issuer else ()
    named = (*issuer, *(each for task in plan.tasks for each in (*task.leads, *task.coordinators)))
    here = {(each.start, each.end, each.id): each for each in named if each.start < each.end and document.page_at(each.start) == page}
    return tuple(agency for _, agency in sorted(here.items()))


def _described(agency: Agency) -> Text:
    return Text(plain(agency.mention)).append(f" [{plain(agency.id)}]", "dim")


def _group(tree: Tree, heading: str, lines: Iterable[Text]) -> None:
    kept = list(lines)
    if kept:
        branch = tree.add(Text(say(heading), "bold"))
        for line in kept:
            branch.add(line)
