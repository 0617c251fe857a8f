"""Where things stand in a plan: the block at an offset, the words of a heading or of a deadline, and the boxes of a stretch on its pages."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import regex

from schemas.document import Block, Box, Document
from schemas.plan import Section, Task
from schemas.text import Span

FARTHEST: Final = 1000
"""Characters after a task, or after a body that it shares with others, within which the line that says when stands."""


@dataclass(frozen=True, slots=True)
class PageBox:
    """A box on a page (from 1), in points from the page's top left corner."""

    page: int
    box: Box


@dataclass(frozen=True)
class Layout:
    """A document, asked by offset."""

    document: Document

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.document.blocks]

    def block_at(self, offset: int) -> Block | None:
        """The block that the character at an offset stands in."""
        index = bisect_right(self._starts, offset) - 1
        block = self.document.blocks[index] if index >= 0 else None
        return block if block is not None and offset < block.end else None

    def heading_of(self, section: Section) -> Span:
        """The words of a section's heading: the paragraph or the table cell that it begins with."""
        block = self.block_at(section.start)
        if block is None:
            line = self.document.text.find("\n", section.start, section.end)
            return Span(section.start, line if line >= 0 else section.end)
        cell = next((each for each in block.cells if each.start <= section.start < each.end), None)
        return Span(section.start, min(section.end, cell.end if cell else block.end))

    def deadline_of(self, task: Task, starts: Sequence[int]) -> Span | None:
        """The words that say when a task is to be done: in it, in its table row, else in the lines between it and the task that follows.

        Several tasks may share such lines, which then stand beside the bodies that they share. ``starts`` are those of all tasks, in order.
        """
        if task.deadline is None:
            return None
        said = task.deadline.text
        row = self.block_at(task.start)
        cells = [cell.span for cell in row.cells] if row is not None and row.kind == "row" else []
        beside = [body.start for body in (*task.leads, *task.coordinators) if body.start >= task.end]
        lines = [self._until_next(offset, starts) for offset in (task.end, *beside)]
        return next((found for stretch in (Span(task.start, task.end), *cells, *lines) if (found := self._find(said, stretch))), None)

    def boxes_of(self, span: Span) -> tuple[PageBox, ...]:
        """The boxes of the blocks that a stretch begins in and goes on over, where the format has pages; none for what a block has on a further page."""
        return tuple(
            PageBox(block.place.page, block.place.box)
            for block in self._blocks_in(span)
            if block.place.box is not None and block.place.page is not None and self.document.page_at(max(span.start, block.start)) == block.place.page
        )

    def _blocks_in(self, span: Span) -> Iterator[Block]:
        for index in range(max(0, bisect_right(self._starts, span.start) - 1), len(self._starts)):
            block = self.document.blocks[index]
            if block.start >= max(span.end, span.start + 1):
                return
            if block.end > span.start:
                yield block

    def _until_next(self, offset: int, starts: Sequence[int]) -> Span:
        following = bisect_left(starts, offset)
        last = starts[following] if following < len(starts) else len(self.document.text)
        return Span(offset, min(last, offset + FARTHEST))

    def _find(self, said: str, stretch: Span) -> Span | None:
        """The first place of some words in a stretch, whatever white space stands between them."""
        start = self.document.text.find(said, stretch.start, stretch.end)
        if start >= 0:
            return Span(start, start + len(said))
        if "\n" not in stretch.of(self.document.text):
            return None
        pattern = r"\s+".join(map(regex.escape, said.split()))
        found = regex.search(pattern, self.document.text, pos=stretch.start, endpos=stretch.end)
        return Span(*found.span()) if found and found.end() > found.start() else None
