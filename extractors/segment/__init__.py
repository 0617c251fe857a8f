"""The outline of a plan: its sections, and the role of every passage in it.

Blocks become a tree first (a label finds its level by the sequence it continues); then the tree says which labelled lines
are sections (something stands below them) and which are items.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.draft import Draft, Passage
from extractors.segment.roles import settle
from extractors.segment.sections import flatten
from extractors.segment.tree import Node, cut_sentences, grow, lift_closings, walk
from extractors.zones import find_zones


def find_sections(draft: Draft) -> Draft:
    """The draft with its passages and sections."""
    zones = find_zones(draft.document)
    root = Node("noise", -1, 0, 0, 0)
    grow(draft.document, zones, root)
    lift_closings(draft.document, root)
    if not any(node.label for node in walk(root) if node.label and node.label.kind != "bullet"):
        root.below = list(cut_sentences(draft, root.below))
    settle(draft, root)
    frame = [
        Passage(zone, block.start, block.end, index) for index, (zone, block) in enumerate(zip(zones, draft.document.blocks, strict=True)) if zone is not None
    ]
    sections, passages = flatten(draft, root, frame)
    return replace(draft, sections=sections, passages=passages)
