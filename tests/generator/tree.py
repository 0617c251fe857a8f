"""A plan in the making: lines with the facts that they state, headings, tables; and the gold that follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from schemas.gold import GoldDeadline, GoldLegalRef, GoldSection, GoldTarget, GoldTask
from schemas.plan import SectionKind


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of text and the facts that it states, in order; targets know neither path nor number yet."""

    text: str
    targets: tuple[GoldTarget, ...] = ()
    refs: tuple[GoldLegalRef, ...] = ()
    deadline: GoldDeadline | None = None
    criteria: tuple[str, ...] = ()
    target_items: tuple[str, ...] = ()

    def __add__(self, other: Said | str) -> Said:
        if isinstance(other, str):
            return replace(self, text=self.text + other)
        assert not (self.deadline and other.deadline), "a line says once when"
        return Said(
            self.text + other.text,
            self.targets + other.targets,
            self.refs + other.refs,
            self.deadline or other.deadline,
            self.criteria + other.criteria,
            self.target_items + other.target_items,
        )

    def __radd__(self, before: str) -> Said:
        return replace(self, text=before + self.text)


@dataclass(frozen=True, slots=True)
class Duty:
    """Who does a task and what its cells say of it; a deadline here outranks the one in its words."""

    leads: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    deadline: GoldDeadline | None = None
    outputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A bullet, item or paragraph: ``marker`` is what is typed before it, ``duty`` is None where it is no task.

    ``cells`` are the lines below it that fill in its cells, ``below`` deeper bullets; ``number`` is its own where it numbers targets.
    """

    marker: str
    said: Said
    duty: Duty | None = None
    cells: tuple[str, ...] = ()
    below: tuple[Line, ...] = ()
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A table row that states a task: ``cells`` as they are shown (``^`` for one merged with the one above), the content at ``content``."""

    cells: tuple[str, ...]
    said: Said
    duty: Duty


@dataclass(frozen=True, slots=True)
class Group:
    """A table row that only carries a number and a heading, with the rows below it."""

    label: str
    title: str
    rows: tuple[Row, ...]
    components: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table, its rows in groups or without."""

    widths: tuple[int, ...]
    header: tuple[str, ...]
    groups: tuple[Group, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A labelled heading: ``typed`` as a reader sees the label, ``label`` as a path writes it. An ``appendix`` stands after the signature."""

    typed: str
    label: str
    title: str
    kind: SectionKind
    below: tuple[Heading | Line | Table, ...]
    components: tuple[int, ...] = ()


Node = Heading | Line | Table


@dataclass(frozen=True, slots=True)
class Facts:
    """What the gold holds of a body, in the order of the text."""

    sections: tuple[GoldSection, ...] = ()
    tasks: tuple[GoldTask, ...] = ()
    targets: tuple[GoldTarget, ...] = ()
    refs: tuple[GoldLegalRef, ...] = ()

    def __add__(self, other: Facts) -> Facts:
        return Facts(self.sections + other.sections, self.tasks + other.tasks, self.targets + other.targets, self.refs + other.refs)


def facts_of(nodes: tuple[Node, ...], path: str | None = None, components: tuple[int, ...] = ()) -> Facts:
    """The facts of nodes that stand under a path."""
    return sum((_facts(node, path, components) for node in nodes), Facts())


def _facts(node: Node, path: str | None, components: tuple[int, ...]) -> Facts:
    if isinstance(node, Line):
        return _line_facts(node, path, components)
    if isinstance(node, Heading):
        own = f"{path}/{node.label}" if path else node.label
        here = Facts(sections=(GoldSection(own, node.title, node.kind),))
        return here + facts_of(node.below, own, node.components or components)
    rows = sum((_said_facts(row.said, row.duty, path, components, None) for row in node.rows), Facts())
    for group in node.groups:
        own = f"{path}/{group.label}"
        rows += Facts(sections=(GoldSection(own, group.title, "tasks"),))
        rows += sum((_said_facts(row.said, row.duty, own, group.components or components, None) for row in group.rows), Facts())
    return rows


def _line_facts(line: Line, path: str | None, components: tuple[int, ...]) -> Facts:
    return _said_facts(line.said, line.duty, path, components, line.number) + facts_of(line.below, path, components)


def _said_facts(said: Said, duty: Duty | None, path: str | None, components: tuple[int, ...], number: str | None) -> Facts:
    targets = tuple(replace(target, path=path, item=number) for target in said.targets)
    if duty is None:
        return Facts(targets=targets, refs=said.refs)
    task = GoldTask(
        quote=said.text,
        path=path,
        leads=duty.leads,
        coordinators=duty.coordinators,
        deadline=duty.deadline or said.deadline,
        components=components or None,
        criteria=said.criteria,
        outputs=duty.outputs,
        target_items=said.target_items,
    )
    return Facts(tasks=(task,), targets=targets, refs=said.refs)


def lines_of(nodes: tuple[Node, ...]) -> Iterator[str | Table]:
    """What a reader sees of nodes: their lines with the labels typed, and tables."""
    return chain.from_iterable(map(_lines, nodes))


def _lines(node: Node) -> Iterator[str | Table]:
    if isinstance(node, Table):
        yield node
    elif isinstance(node, Heading):
        yield node.typed + node.title
        yield from lines_of(node.below)
    else:
        yield node.marker + node.said.text
        yield from node.cells
        yield from lines_of(node.below)


def capital(text: str) -> str:
    """The text with its first letter a capital."""
    return text[:1].upper() + text[1:]
