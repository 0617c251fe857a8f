"""The tree of a plan's lines: every label finds its level by the sequence that it continues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from extractors.draft import Draft, Role
from extractors.labels import ABOVE_ROMAN, Label, read_label
from extractors.segment.kinds import section_kind
from extractors.segment.phrases import leads_in, passage_rule
from extractors.tables import Column, columns_of_tables, heads_a_group, read_header, row_label
from schemas.document import Block, Document
from schemas.plan import SectionKind
from schemas.text import Span

_HEADING_LINE: Final = 300
"""A line below a bare label is its heading when it is shorter than this, in characters."""
_LONGEST_GAP: Final = 30
"""A number this high opens no sequence: it is a figure, not a label."""


@dataclass(slots=True, eq=False)
class Node:
    """A labelled line, bullet, paragraph or table row in the making, with what stands below it."""

    role: Role
    block: int
    start: int
    end: int
    whole: int
    """Where it starts with its label."""
    label: Label | None = None
    below: list[Node] = field(default_factory=list)

    @property
    def last(self) -> int:
        """Where all that stands under it ends."""
        return max([self.end, *(node.last for node in self.below)])


def walk(node: Node) -> Iterator[Node]:
    for child in node.below:
        yield child
        yield from walk(child)


def grow(document: Document, zones: tuple[Role | None, ...], root: Node) -> None:
    """Hang every body block where it belongs."""
    labelled, bullets = [root], list[Node]()
    tables = columns_of_tables(document)
    grouped: tuple[int | None, int] = (None, 1)
    for index, block in enumerate(document.blocks):
        if zones[index] is not None:
            if zones[index] == "title":
                labelled, bullets = [root], []
            continue
        if block.kind == "row":
            if grouped[0] != block.table:
                grouped = (block.table, len(labelled))
            _hang_row(document, index, tables.get(block.table, {}), labelled, grouped[1])
            bullets = []
            continue
        if grouped[0] is not None:
            labelled, grouped = labelled[: grouped[1]], (None, 1)
        line = document.text[block.start : block.end]
        label = read_label(line)
        if label and label.kind != "bullet" and (level := _level(label, labelled)) is not None:
            node = Node("heading", index, block.start + label.end, block.end, block.start, label)
            if label.kind == "appendix" and not label.end < len(line):
                node.start = block.start
            labelled = [*labelled[:level], node]
            labelled[-2].below.append(node)
            bullets = []
        elif label and label.kind == "bullet":
            node = Node("bullet", index, block.start + label.end, block.end, block.start, label)
            bullets = _under_bullet(bullets, label)
            (bullets[-1] if bullets else labelled[-1]).below.append(node)
            bullets.append(node)
        elif _goes_on(document, labelled[-1], index):
            if _only_label(labelled[-1]):
                labelled[-1].start = block.start
            labelled[-1].end = block.end
        else:
            node = Node("paragraph", index, block.start, block.end, block.start)
            labelled[-1].below.append(node)
            bullets = [node] if leads_in(document.folded[block.start : block.end]) else []


def _level(label: Label, labelled: list[Node]) -> int | None:
    """At which depth of the open labels a new one stands (its siblings' depth); None where it is no label here after all."""
    depths = [(depth, node.label) for depth, node in enumerate(labelled) if node.label]
    if label.kind == "appendix":
        return 1
    if label.kind == "decimal":
        for depth, opened in reversed(depths):
            if label.order[:-1] == opened.order and opened.kind in ("decimal", "number"):
                return depth + 1
            if opened.kind == "decimal" and len(opened.order) == len(label.order) and opened.order[:-1] == label.order[:-1]:
                return depth
        return next((depth for depth, opened in depths if opened.kind == "decimal" and len(opened.order) >= len(label.order)), len(labelled))
    for rule in (Label.follows, Label.comes_after):
        for depth, opened in reversed(depths):
            if rule(label, opened):
                return depth
    if label.kind == "capital" and label.first and (roman := next((depth for depth, opened in depths if opened.kind == "roman"), None)) is not None:
        return roman + 1
    if label.kind == "roman":
        return next((depth + 1 for depth, opened in reversed(depths) if opened.kind in ABOVE_ROMAN), 1)
    if label.kind in ABOVE_ROMAN:
        ranks = ("appendix", "part", "chapter", "division", "article", "capital")
        return next((depth for depth, opened in depths if opened.kind not in ranks or ranks.index(opened.kind) >= ranks.index(label.kind)), len(labelled))
    if label.first:
        return next((depth for depth, opened in reversed(depths) if (opened.kind, opened.bracketed) == (label.kind, label.bracketed)), len(labelled))
    return len(labelled) if label.order[-1] < _LONGEST_GAP else None


def _under_bullet(bullets: list[Node], label: Label) -> list[Node]:
    """The open bullets that a new one stands under: a glyph seen before closes all from there down."""
    for depth, node in enumerate(bullets):
        if node.label and node.label.text == label.text:
            return bullets[:depth]
    return bullets


def _goes_on(document: Document, heading: Node, index: int) -> bool:
    """Whether an unlabelled line only goes on with the heading above it: below a bare label, or in capitals below capitals."""
    if heading.label is None or heading.below or heading.block != index - 1:
        return False
    above, block = document.text[heading.start : heading.end], document.blocks[index]
    line = document.text[block.start : block.end]
    if _only_label(heading):
        return len(line) < _HEADING_LINE and (line.isupper() or heading.label.kind != "appendix")
    return above.isupper() and line.isupper() and not above.rstrip().endswith((".", ":", ";"))


def _only_label(heading: Node) -> bool:
    """Whether a heading is nothing but its label: "Phần thứ nhất", "PHỤ LỤC II"."""
    return heading.label is not None and heading.whole + heading.label.end >= heading.end


def _hang_row(document: Document, index: int, columns: Mapping[int, Column], labelled: list[Node], base: int) -> None:
    """Hang a table row: header rows and rows beneath group rows; ``labelled[base:]`` are the table's open groups."""
    block = document.blocks[index]
    label, content = row_label(document, block, columns)
    node = Node("row", index, content.start, content.end, block.start, label)
    following = next((later for later in document.blocks[index + 1 : index + 2] if later.kind == "row" and later.table == block.table), None)
    if read_header(document, block) or _numbers_columns(document, block):
        node.role = "header-row"
    elif heads_a_group(document, block, columns, following):
        node.role = "group-row"
        if label:
            level = _level(label, [labelled[0], *labelled[base:]]) or 1
            del labelled[base + level - 1 :]
            labelled[-1].below.append(node)
            labelled.append(node)
            return
    elif label and (depth := _group_before(label, labelled, base)) is not None:
        del labelled[depth:]
    labelled[-1].below.append(node)


def _group_before(label: Label, labelled: list[Node], base: int) -> int | None:
    """The depth of the open group that a row's label comes after; None where it only counts the rows of the innermost group on."""
    above = next((row.label for row in reversed(labelled[-1].below) if row.label), None)
    if label.first or (above and label.comes_after(above)):
        return None
    return next((depth for depth in range(base, len(labelled)) if (opened := labelled[depth].label) and label.comes_after(opened)), None)


def _numbers_columns(document: Document, row: Block) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3)."""
    texts = [cell.span.of(document.text).strip("() ") for cell in row.cells]
    return (
        len(texts) > 2
        and all(text.isdigit() for text in texts if text)
        and [int(text) for text in texts if text] == list(range(1, len([t for t in texts if t]) + 1))
    )


def lift_closings(document: Document, root: Node) -> None:
    """Closing paragraphs at the end of the body belong to the last top section, not to the deepest one that is open.

    In a part that holds the whole plan it is the section of that part that organises the work; in a letter, whose orders are
    numbered from 1, they belong to none.
    """
    top = next((node for node in reversed(root.below) if node.label and node.label.kind != "appendix"), None)
    if top is None:
        return
    while _kind_of(document, top) != "organisation":
        last = next((node for node in reversed(top.below) if node.label and node.label.kind != "bullet"), None)
        if last is None or _kind_of(document, last) != "organisation":
            break
        top = last
    deepest = top
    while deepest.below and (child := next((node for node in reversed(deepest.below) if node.label and node.label.kind != "bullet"), None)):
        deepest = child
    if top.label is not None and top.label.kind == "number":
        top = root
    if deepest is top:
        return
    trailing = max((position + 1 for position, node in enumerate(deepest.below) if node.role != "paragraph"), default=0)
    for position, node in enumerate(deepest.below):
        if position >= trailing and passage_rule("closing", document.folded[node.start : node.end]):
            top.below.extend(deepest.below[position:])
            del deepest.below[position:]
            return


def _kind_of(document: Document, node: Node) -> SectionKind:
    return section_kind(document.folded[node.start : node.end], None)


def cut_sentences(draft: Draft, nodes: list[Node]) -> Iterator[Node]:
    """The paragraphs of a text without structure, cut into their sentences."""
    for node in nodes:
        inside = draft.words.sentences_of(Span(node.start, node.end))
        if node.role != "paragraph" or node.below or len(inside) < 2:
            yield node
        else:
            yield from (Node("paragraph", node.block, span.start, span.end, span.start) for span in inside)
