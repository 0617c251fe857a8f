"""The role of every node of the tree: which labelled lines are headings, which are items, cells, lead-ins or notices."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import regex

from extractors.agencies import is_agency_heading, opening_agencies
from extractors.draft import Draft
from extractors.segment.phrases import leads_in, passage_rule
from extractors.segment.tree import Node, walk
from extractors.tables import line_cells
from schemas.document import Document
from schemas.text import Span

_ORDER_WORDS: Final = 8
"""A labelled line that says so many words of its subject is an order, not a heading."""
_LONG_ORDER_WORDS: Final = 25
"""A labelled line without a subject is an order when it is a sentence of so many words."""
_NOMINAL: Final = regex.compile(r"(?:đối với (?:nội dung|chỉ số|lĩnh vực|nhóm|công tác|tiêu chí)|về |nội dung|các nội dung|công tác |mục tiêu|chỉ số)")


def settle(draft: Draft, root: Node) -> None:
    """Give every node its final role: first the leaves that are no tasks, then what their parents are."""
    document = draft.document
    for node in list(walk(root)):
        folded = document.folded[node.start : node.end]
        if node.role in ("paragraph", "bullet"):
            if line_cells(document, Span(node.start, node.end)):
                node.role = "cells"
            elif any(passage_rule(name, folded) for name in ("notice", "notice-in-brackets", "says-nothing-to-do")):
                node.role = "notice"
    for parent in [root, *walk(root)]:
        if _only_cells(document, parent):
            for node in parent.below:
                node.role = "cells"
    for parent in [root, *walk(root)]:
        settled: list[Node] = []
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


def _introduces(document: Document, node: Node, following: Node) -> bool:
    """Whether a line only introduces those after it, which stand no deeper: "Giao Phòng Nội vụ chủ trì:"."""
    folded = document.folded[node.start : node.end]
    if node.role == "paragraph" and following.role in ("heading", "item", "row", "header-row"):
        return leads_in(folded)
    return node.role in ("paragraph", "bullet") and following.role in ("paragraph", "bullet", "item", "heading", "row") and folded.rstrip(" *_").endswith(":")


def _only_cells(document: Document, parent: Node) -> bool:
    """Whether the labelled lines under a node do nothing but fill in its cells: "a) Cơ quan chủ trì: …", "b) Thời gian: …"."""
    if parent.label is None or not all(node.role == "heading" and not node.below for node in parent.below):
        return False
    filled = [line_cells(document, Span(node.start, node.end)) for node in parent.below]
    return any(cell.column == "leads" for cells in filled for cell in cells) and all(filled)


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
