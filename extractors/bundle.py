"""Whether a file holds several plans: a scan of a bundle, texts pasted one after another.

A plan may come with a decision that issues it and with appendices (forms of plans among them); all that is one plan. Another
begins where a plan's title follows the end of a paper: its signature or recipients, or a new letterhead below its body.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from extractors.draft import Draft
from extractors.labels import read_label
from extractors.rules import load_rules
from schemas.diagnostic import diagnose
from schemas.document import Block, Document

_OPENING: Final = 300
"""So many characters tell what a paragraph is."""
_BELOW: Final = 4
"""What a title is attached to stands within so many blocks below it."""

_Mark = Literal["plan", "paper", "number", "motto", "attached", "appendix", "body", "end"]


@dataclass(slots=True)
class _Paper:
    """The paper being read: what was seen of it since its title, and of the letterhead that may already be the next one's."""

    body: bool = False
    ended: bool = False
    appendix: bool = False
    number: bool = False

    def see(self, mark: _Mark) -> None:
        if mark == "end":
            self.ended, self.number = True, False
        elif mark == "motto":
            self.ended = self.ended or self.body
        elif mark == "number":
            self.number = True
        elif mark == "appendix":
            self.appendix = True
        elif mark == "body":
            self.body = True

    @property
    def may_be_over(self) -> bool:
        """Whether a title now opens another paper; below an appendix only one with a number of its own does, for appendices hold forms."""
        return self.ended and (self.number or not self.appendix)


def notice_several(draft: Draft) -> Draft:
    """The draft with a warning where its document holds several plans. Asks for passages."""
    titles = plan_titles(draft)
    if len(titles) < 2:
        return draft
    second = titles[1]
    message = f"It holds {len(titles)} plans, read here as one: split it into a file for each."
    return replace(draft, diagnostics=(*draft.diagnostics, diagnose("several-plans", message, second.start, second.end)))


def plan_titles(draft: Draft) -> tuple[Block, ...]:
    """The blocks with which the plans of a document open, a decision that issues one and its appendices counted as its own."""
    document = draft.document
    ends = {passage.block for passage in draft.passages if passage.role in ("recipients", "signature")}
    titles: list[Block] = []
    paper: _Paper | None = None
    for index, block in enumerate(document.blocks):
        for mark in _marks(document, block, is_end=index in ends):
            if mark not in ("plan", "paper"):
                if paper is not None:
                    paper.see(mark)
            elif paper is None or paper.may_be_over:
                if mark == "plan" and _is_attached(document, index):
                    continue
                paper = _Paper()
                if mark == "plan":
                    titles.append(block)
    return tuple(titles)


def _marks(document: Document, block: Block, is_end: bool) -> Iterator[_Mark]:
    if is_end:
        yield "end"
    if block.kind == "row":
        yield "body"
        return
    text = document.text[block.start : min(block.end, block.start + _OPENING)]
    folded = document.folded[block.start : block.start + len(text)]
    for rule in load_rules("bundle"):
        if rule.pattern.search(folded) and (not rule.values.get("capitals") or text.split("\n")[0].isupper()):
            yield rule.values["kind"]
    label = None if is_end else read_label(text)
    if label is not None:
        yield "appendix" if label.kind == "appendix" else "body"


def _is_attached(document: Document, index: int) -> bool:
    """Whether the lines below a title say that it came with another plan."""
    below = document.blocks[index + 1 : index + 1 + _BELOW]
    return any("attached" in _marks(document, block, is_end=False) for block in below)
