"""The outline of a plan: its sections, and the role of every passage in it.

Blocks become a tree first (a label finds its level by the sequence it continues); then the tree says which labelled lines
are sections (something stands below them) and which are items.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import Final, cast

import regex

from extractors.agencies import is_agency_heading, opening_agencies, opens_with_deed
from extractors.draft import Draft, Passage, Role
from extractors.labels import ABOVE_ROMAN, Label, read_label
from extractors.rules import load_rules
from extractors.tables import Column, guess_columns, heads_a_group, line_cells, read_header, row_label
from extractors.zones import find_zones
from schemas.document import Block, Document
from schemas.plan import Section, SectionKind
from schemas.text import Span

_ORDER_WORDS: Final = 8
"""A labelled line that says so many words of its subject is an order, not a heading."""
_LONG_ORDER_WORDS: Final = 25
"""A labelled line without a subject is an order when it is a sentence of so many words."""
_HEADING_LINE: Final = 300
"""A line below a bare label is its heading when it is shorter than this, in characters."""
_LONGEST_GAP: Final = 30
"""A number this high opens no sequence: it is a figure, not a label."""
_NOMINAL: Final = regex.compile(r"(?:đối với (?:nội dung|chỉ số|lĩnh vực|nhóm|công tác|tiêu chí)|về |nội dung|các nội dung|công tác |mục tiêu|chỉ số)")


@dataclass(slots=True, eq=False)
class _Node:
    """A labelled line, bullet, paragraph or table row in the making, with what stands below it."""

    role: Role
    block: int
    start: int
    end: int
    whole: int
    """Where it starts with its label."""
    label: Label | None = None
    below: list[_Node] = field(default_factory=list)

    @property
    def last(self) -> int:
        """Where all that stands under it ends."""
        return max([self.end, *(node.last for node in self.below)])


def find_sections(draft: Draft) -> Draft:
    """The draft with its passages and sections."""
    zones = find_zones(draft.document)
    root = _Node("noise", -1, 0, 0, 0)
    _grow(draft.document, zones, root)
    _lift_closings(draft.document, root)
    if not any(node.label for node in _walk(root) if node.label and node.label.kind != "bullet"):
        root.below = list(_sentences(draft, root.below))
    _settle(draft, root)
    frame = [
        Passage(zone, block.start, block.end, index) for index, (zone, block) in enumerate(zip(zones, draft.document.blocks, strict=True)) if zone is not None
    ]
    sections, passages = _flatten(draft, root, frame)
    return replace(draft, sections=sections, passages=passages)


def states_order(draft: Draft, span: Span) -> bool:
    """Whether a labelled line is a full order (a sentence that says who does what), not the heading of what follows.

    "Phòng Nội vụ theo dõi, tổng hợp tình hình triển khai thực hiện Kế hoạch này của các cơ quan, báo cáo UBND huyện." is one;
    "Phòng Nội vụ", "Sở Tư pháp chủ trì, phối hợp với các sở:" and "Tác động của cải cách hành chính đến người dân." are not.
    """
    text, folded = span.of(draft.document.text), span.of(draft.document.folded).strip()
    if text.isupper() or leads_in(folded) or _NOMINAL.match(folded) or is_agency_heading(draft, span):
        return False
    _, subject_end = opening_agencies(draft, span)
    said = len(draft.document.text[max(subject_end, span.start) : span.end].split())
    if subject_end > span.start:
        return said >= _ORDER_WORDS
    return said >= _LONG_ORDER_WORDS and folded.endswith((".", ";", "/"))


def leads_in(folded: str) -> bool:
    """Whether a folded line only introduces what follows ("… các nhiệm vụ sau:")."""
    return passage_rule("lead-in", folded)


def passage_rule(name: str, folded: str) -> bool:
    """Whether a rule of ``passages.toml`` knows a folded stretch."""
    return _passage_patterns()[name].search(folded) is not None


@cache
def _passage_patterns() -> Mapping[str, regex.Pattern[str]]:
    return {rule.name.removeprefix("passages."): rule.pattern for rule in load_rules("passages")}


# --- the tree -------------------------------------------------------------------------------------------------------


def _grow(document: Document, zones: tuple[Role | None, ...], root: _Node) -> None:
    """Hang every body block where it belongs."""
    labelled, bullets = [root], list[_Node]()
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
            node = _Node("heading", index, block.start + label.end, block.end, block.start, label)
            if label.kind == "appendix" and not label.end < len(line):
                node.start = block.start
            labelled = [*labelled[:level], node]
            labelled[-2].below.append(node)
            bullets = []
        elif label and label.kind == "bullet":
            node = _Node("bullet", index, block.start + label.end, block.end, block.start, label)
            bullets = _under_bullet(bullets, label)
            (bullets[-1] if bullets else labelled[-1]).below.append(node)
            bullets.append(node)
        elif _goes_on(document, labelled[-1], index):
            if _only_label(labelled[-1]):
                labelled[-1].start = block.start
            labelled[-1].end = block.end
        else:
            node = _Node("paragraph", index, block.start, block.end, block.start)
            labelled[-1].below.append(node)
            bullets = [node] if leads_in(document.folded[block.start : block.end]) else []


def _level(label: Label, labelled: list[_Node]) -> int | None:
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


def _under_bullet(bullets: list[_Node], label: Label) -> list[_Node]:
    """The open bullets that a new one stands under: a glyph seen before closes all from there down."""
    for depth, node in enumerate(bullets):
        if node.label and node.label.text == label.text:
            return bullets[:depth]
    return bullets


def _goes_on(document: Document, heading: _Node, index: int) -> bool:
    """Whether an unlabelled line only goes on with the heading above it: below a bare label, or in capitals below capitals."""
    if heading.label is None or heading.below or heading.block != index - 1:
        return False
    above, block = document.text[heading.start : heading.end], document.blocks[index]
    line = document.text[block.start : block.end]
    if _only_label(heading):
        return len(line) < _HEADING_LINE and (line.isupper() or heading.label.kind != "appendix")
    return above.isupper() and line.isupper() and not above.rstrip().endswith((".", ":", ";"))


def _only_label(heading: _Node) -> bool:
    """Whether a heading is nothing but its label: "Phần thứ nhất", "PHỤ LỤC II"."""
    return heading.label is not None and heading.whole + heading.label.end >= heading.end


def columns_of_tables(document: Document) -> Mapping[int | None, Mapping[int, Column]]:
    """What each column of each table holds, by the table's ordinal."""
    rows: dict[int | None, list[Block]] = {}
    for block in document.blocks:
        if block.kind == "row":
            rows.setdefault(block.table, []).append(block)
    return {table: _columns(document, blocks) for table, blocks in rows.items()}


def _columns(document: Document, rows: list[Block]) -> Mapping[int, Column]:
    """What each column of one table holds: as its header rows say, the last word on each column, else as its shape suggests."""
    columns: dict[int, Column] = {}
    for row in rows[:4]:
        columns.update(read_header(document, row))
    return columns or guess_columns(rows)


def _hang_row(document: Document, index: int, columns: Mapping[int, Column], labelled: list[_Node], base: int) -> None:
    """Hang a table row: header rows and rows beneath group rows; ``labelled[base:]`` are the table's open groups."""
    block = document.blocks[index]
    label, content = row_label(document, block, columns)
    node = _Node("row", index, content.start, content.end, block.start, label)
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


def _group_before(label: Label, labelled: list[_Node], base: int) -> int | None:
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


def _lift_closings(document: Document, root: _Node) -> None:
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


def _kind_of(document: Document, node: _Node) -> SectionKind:
    return section_kind(document.folded[node.start : node.end], None)


def _sentences(draft: Draft, nodes: list[_Node]) -> Iterator[_Node]:
    """The paragraphs of a text without structure, cut into their sentences."""
    for node in nodes:
        inside = draft.words.sentences_of(Span(node.start, node.end))
        if node.role != "paragraph" or node.below or len(inside) < 2:
            yield node
        else:
            yield from (_Node("paragraph", node.block, span.start, span.end, span.start) for span in inside)


# --- roles ----------------------------------------------------------------------------------------------------------


def _walk(node: _Node) -> Iterator[_Node]:
    for child in node.below:
        yield child
        yield from _walk(child)


def _settle(draft: Draft, root: _Node) -> None:
    """Give every node its final role: first the leaves that are no tasks, then what their parents are."""
    document = draft.document
    for node in list(_walk(root)):
        folded = document.folded[node.start : node.end]
        if node.role in ("paragraph", "bullet"):
            if line_cells(document, Span(node.start, node.end)):
                node.role = "cells"
            elif any(passage_rule(name, folded) for name in ("notice", "notice-in-brackets", "says-nothing-to-do")):
                node.role = "notice"
    for parent in [root, *_walk(root)]:
        if _only_cells(document, parent):
            for node in parent.below:
                node.role = "cells"
    for parent in [root, *_walk(root)]:
        settled: list[_Node] = []
        for node in parent.below:
            span = Span(node.start, node.end)
            substance = [child for child in node.below if child.role not in ("cells", "notice")]
            if node.role == "heading" and not substance:
                node.role = "item"
            elif node.role == "heading" and all(child.role == "paragraph" and not child.below for child in substance) and states_order(draft, span):
                node.role = "item"
                settled.append(node)
                settled.extend(substance)
                node.below = [child for child in node.below if child.role in ("cells", "notice")]
                continue
            elif node.role == "group-row" and not substance:
                node.role = "row" if node.label else "lead-in"
            elif node.role in ("paragraph", "bullet") and substance and leads_in(document.folded[node.start : node.end]):
                node.role = "lead-in"
            settled.append(node)
        parent.below = settled
        for node, following in pairwise(parent.below):
            if not node.below and _introduces(document, node, following):
                node.role = "lead-in"


def _introduces(document: Document, node: _Node, following: _Node) -> bool:
    """Whether a line only introduces those after it, which stand no deeper: "Giao Phòng Nội vụ chủ trì:"."""
    folded = document.folded[node.start : node.end]
    if node.role == "paragraph" and following.role in ("heading", "item", "row", "header-row"):
        return leads_in(folded)
    return node.role in ("paragraph", "bullet") and following.role in ("paragraph", "bullet", "item", "heading", "row") and folded.rstrip(" *_").endswith(":")


def _only_cells(document: Document, parent: _Node) -> bool:
    """Whether the labelled lines under a node do nothing but fill in its cells: "a) Cơ quan chủ trì: …", "b) Thời gian: …"."""
    if parent.label is None or not all(node.role == "heading" and not node.below for node in parent.below):
        return False
    filled = [line_cells(document, Span(node.start, node.end)) for node in parent.below]
    return any(cell.column == "leads" for cells in filled for cell in cells) and all(filled)


# --- sections and passages ------------------------------------------------------------------------------------------


def _flatten(draft: Draft, root: _Node, frame: list[Passage]) -> tuple[tuple[Section, ...], tuple[Passage, ...]]:
    """The tree as sections and passages, both in the order of the text."""
    sections: list[Section] = []
    rows: list[tuple[_Node, int | None, _Node | None]] = []
    appendices = sum(node.label is not None and node.label.kind == "appendix" for node in root.below)

    def visit(node: _Node, section: int | None, governor: _Node | None) -> None:
        taken: Counter[str] = Counter()
        for child in node.below:
            own = section
            if child.role in ("heading", "group-row") and child.label:
                name = child.label.text
                if child.label.kind == "appendix" and appendices > 1:
                    name = f"PL{child.label.order[0]}"
                taken[name] += 1
                label = name if taken[name] == 1 else f"{name} ({taken[name]})"
                sections.append(_section(draft, child, label, sections[section] if section is not None else None))
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


def _passage(node: _Node, section: int | None) -> Passage:
    label = node.label.text if node.label and node.label.kind != "bullet" else None
    return Passage(node.role, node.start, node.end, node.block, label, section)


def _section(draft: Draft, node: _Node, label: str, parent: Section | None) -> Section:
    document = draft.document
    kind = section_kind(document.folded[node.start : node.end], parent.kind if parent else None, table=node.role == "group-row")
    title = " ".join(document.text[node.start : node.end].split())
    return Section(
        id="",
        parent=parent.path if parent else None,
        path=f"{parent.path}/{label}" if parent else label,
        label=label,
        title=title.rstrip(" :.;") if not title.endswith("...") else title,
        kind=_kind_by_content(draft, node) if kind == "other" and parent is None and stated_kind(document.folded[node.start : node.end]) is None else kind,
        start=node.whole,
        end=node.last,
        page=document.page_at(node.whole),
    )


def _kind_by_content(draft: Draft, node: _Node) -> SectionKind:
    """What a section is about whose heading does not say: organisation below a body's name, tasks where most of it orders something."""
    if is_agency_heading(draft, Span(node.start, node.end)):
        return "organisation"
    leaves = [leaf for leaf in _walk(node) if leaf.role in ("bullet", "item", "paragraph", "row") and not leaf.below]
    orders = sum(opens_with_deed(draft.document.folded, leaf.start) or bool(opening_agencies(draft, Span(leaf.start, leaf.end))[0]) for leaf in leaves)
    return "tasks" if leaves and 2 * orders > len(leaves) else "other"


def section_kind(title: str, parent: SectionKind | None, *, table: bool = False) -> SectionKind:
    """What a section is about: its parent's kind unless its own folded heading opens with other words.

    >>> section_kind("mục đích, yêu cầu", None), section_kind("phòng nội vụ", "organisation"), section_kind("kinh phí thực hiện", "organisation")
    ('objectives', 'organisation', 'budget')
    """
    if parent is not None and (table or not passage_rule("subheading", title)):
        return parent
    return stated_kind(title) or parent or "other"


def stated_kind(title: str) -> SectionKind | None:
    """What a folded heading says its section is about: by the rule that knows its earliest words; None where none does."""
    best = min(
        ((match.start(), place, rule) for place, rule in enumerate(load_rules("sections")) if (match := rule.pattern.search(title))),
        key=lambda row: row[:2],
        default=None,
    )
    return cast(SectionKind, best[2].values["kind"]) if best else None
