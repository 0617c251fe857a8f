"""What the extractors hand from one to the next: the document and the facts found so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from schemas.diagnostic import Diagnostic
from schemas.document import Document
from schemas.plan import Coverage, LegalRef, Metadata, Section, Target, Task
from schemas.text import Span
from schemas.words import Words

Role = Literal[
    "letterhead",  # issuer, motto, number, place and date
    "title",
    "preamble",  # what stands before the first section: legal bases, occasion, results reported
    "heading",  # of a section
    "lead-in",  # "… tập trung vào các nhiệm vụ sau:"
    "bullet",
    "item",  # a labelled line with nothing below it
    "paragraph",
    "header-row",
    "group-row",  # a table row that only carries a number and a heading
    "row",
    "cells",  # a line under a task that fills in its cells: "Cơ quan chủ trì: …"
    "notice",  # announces what others cover: "(Có Phụ lục … kèm theo)"
    "recipients",
    "signature",
    "noise",  # menus, page numbers, view counters
]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the document with one role: a whole block, or a sentence of it in a text without structure.

    ``start..end`` leaves out the marker ("- ", "1.", "a)"), which is ``label`` without its punctuation (None for dashes).
    ``section`` is an index into ``Draft.sections``; ``parent`` an index into ``Draft.passages``: the heading, lead-in or
    bullet that this one stands under.
    """

    role: Role
    start: int
    end: int
    block: int
    label: str | None = None
    section: int | None = None
    parent: int | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan in the making. Each extractor returns a new draft with its own facts filled in (``dataclasses.replace``).

    Until ``pipeline.extract`` numbers them at the end, the ids of facts are empty and ``Task.targets`` and
    ``Task.legal_refs`` are empty; facts are ordered by where they start.
    """

    document: Document
    words: Words
    passages: tuple[Passage, ...] = ()
    sections: tuple[Section, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    legal_refs: tuple[LegalRef, ...] = ()
    targets: tuple[Target, ...] = ()
    tasks: tuple[Task, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
