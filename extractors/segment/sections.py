"""The tree as sections and passages, both in the order of the text."""

from __future__ import annotations

from collections import Counter

from extractors.agencies import is_agency_heading, opening_agencies, opens_with_deed
from extractors.draft import Draft, Passage
from extractors.segment.kinds import section_kind, stated_kind
from extractors.segment.tree import Node, walk
from schemas.plan import Section, SectionKind
from schemas.text import Span


def flatten(draft: Draft, root: Node, frame: list[Passage]) -> tuple[tuple[Section, ...], tuple[Passage, ...]]:
    """The tree as sections and passages, both in the order of the text."""
    sections: list[Section] = []
    rows: list[tuple[Node, int | None, Node | None]] = []
    appendices = sum(node.label is not None and node.label.kind == "appendix" for node in root.below)

    first = next((node for node in root.below if node.role in ("heading", "group-row") and node.label), None)
    by_body = first is not None and is_agency_heading(draft, Span(first.start, first.end))

    def visit(node: Node, section: int | None, governor: Node | None) -> None:
        taken: Counter[str] = Counter()
        for child in node.below:
            own = section
            if child.role in ("heading", "group-row") and child.label:
                name = child.label.text
                if child.label.kind == "appendix" and appendices > 1:
                    name = f"PL{child.label.order[0]}"
                taken[name] += 1
                label = name if taken[name] == 1 else f"{name} ({taken[name]})"
                parent = sections[section] if section is not None else None
                sections.append(_section(draft, child, label, parent, by_body))
                own = len(sections) - 1
            rows.append((child, own, governor))
            visit(child, own, child if child.role in ("heading", "group-row", "lead-in", "bullet", "item", "row") else governor)
            if child.role == "lead-in" or (child.role == "group-row" and not child.label):
                governor = child

    visit(root, None, None)
    passages = sorted([*frame, *(_passage(node, section) for node, section, _ in rows)], key=lambda passage: (passage.start, passage.end))
    places = {(passage.block, passage.start, passage.role): index for index, passage in enumerate(passages)}
    governors = {(node.block, node.start, node.role): governor for node, _, governor in rows}
    for index, passage in enumerate(passages):
        if governor := governors.get((passage.block, passage.start, passage.role)):
            above = places[governor.block, governor.start, governor.role]
            passages[index] = Passage(passage.role, passage.start, passage.end, passage.block, passage.label, passage.section, above)
    return tuple(sections), tuple(passages)


def _passage(node: Node, section: int | None) -> Passage:
    label = node.label.text if node.label and node.label.kind != "bullet" else None
    return Passage(node.role, node.start, node.end, node.block, label, section)


def _section(draft: Draft, node: Node, label: str, parent: Section | None, by_body: bool) -> Section:
    document = draft.document
    kind = section_kind(document.folded[node.start : node.end], parent.kind if parent else None, table=node.role == "group-row")
    open_kind = kind == "other" and parent is None and stated_kind(document.folded[node.start : node.end]) is None
    title = " ".join(document.text[node.start : node.end].split())
    return Section(
        id="",
        parent=parent.path if parent else None,
        path=f"{parent.path}/{label}" if parent else label,
        label=label,
        title=title.rstrip(" :.;") if not title.endswith("...") else title,
        kind=_kind_by_content(draft, node, by_body) if open_kind else kind,
        start=node.whole,
        end=node.last,
        page=document.page_at(node.whole),
    )


def _kind_by_content(draft: Draft, node: Node, by_body: bool) -> SectionKind:
    """What a section is about whose heading does not say: tasks where most of it orders something; below a body's name organisation, or the tasks
    themselves in a text whose first section is a body's too: a letter that gives its orders body by body.
    """
    if is_agency_heading(draft, Span(node.start, node.end)):
        return "tasks" if by_body else "organisation"
    leaves = [leaf for leaf in walk(node) if leaf.role in ("bullet", "item", "paragraph", "row") and not leaf.below]
    orders = sum(opens_with_deed(draft.document.folded, leaf.start) or bool(opening_agencies(draft, Span(leaf.start, leaf.end))[0]) for leaf in leaves)
    return "tasks" if leaves and 2 * orders > len(leaves) else "other"
