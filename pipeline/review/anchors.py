"""Where a fact stands, and which fact a correction is about: by its id and its very words, never by a guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from schemas.correction import Correction, Kind
from schemas.document import Document
from schemas.plan import LegalRef, Metadata, Plan, Section, Target, Task
from schemas.text import Span

Fact = Metadata | Section | Task | Target | LegalRef

METADATA: Final = "metadata"
"""What metadata has for an id."""
FACTS: Final[Mapping[Kind, str]] = {"section": "sections", "task": "tasks", "target": "targets", "legal_ref": "legal_refs"}
"""Where a plan lists the facts of a kind."""
HEAD: Final = 4000
"""Characters of a plan's head at most."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words of a correction stand now, and the id of the fact that stands on them; None where there is none."""

    span: Span
    fact: str | None


@dataclass(frozen=True)
class Facts:
    """The facts of a plan by id and by their words."""

    plan: Plan
    document: Document

    @cached_property
    def by_id(self) -> Mapping[tuple[Kind, str], Fact]:
        """Every fact of the plan."""
        found: dict[tuple[Kind, str], Fact] = {(kind, fact.id): fact for kind, name in FACTS.items() for fact in getattr(self.plan, name)}
        return {("metadata", METADATA): self.plan.metadata, **found}

    @cached_property
    def by_words(self) -> Mapping[tuple[Kind, str], Sequence[str]]:
        """The ids of the facts of one kind that stand on the same words."""
        found: dict[tuple[Kind, str], list[str]] = {}
        for (kind, identity), fact in self.by_id.items():
            found.setdefault((kind, _words(self.span_of(kind, fact).of(self.document.text))), []).append(identity)
        return found

    def span_of(self, kind: Kind, fact: Fact) -> Span:
        """What a fact stands on: of a section its heading, of metadata the head of the plan."""
        if isinstance(fact, Metadata):
            return self._head
        if kind != "section":
            return Span(fact.start, fact.end)
        end = self.document.text.find("\n", fact.start, fact.end)
        return Span(fact.start, fact.end if end < 0 else end)

    def find(self, line: Correction) -> Place | None:
        """Where a correction belongs: the fact of its id, else the one on the same place, else the only one on the same words; else those
        words alone, where they are still at their place or nowhere else. None where they are gone or may be several."""
        if line.kind == "metadata":
            return self._metadata(line)
        words = _words(line.text)
        alike = self.by_words.get((line.kind, words), ()) if words else ()
        spans = {identity: self.span_of(line.kind, self.by_id[line.kind, identity]) for identity in alike}
        there = [identity for identity, span in spans.items() if span == Span(line.start, line.end)]
        for candidates in ([line.fact] if line.fact in spans else [], there, alike):
            if len(candidates) == 1:
                return Place(spans[candidates[0]], candidates[0])
        return None if alike or not words else self._bare(line)

    def _metadata(self, line: Correction) -> Place | None:
        there = Span(line.start, line.end)
        return Place(there, METADATA) if _words(there.of(self.document.text)) == _words(line.text) else None

    def _bare(self, line: Correction) -> Place | None:
        text = self.document.text
        if text[line.start : line.end] == line.text:
            return Place(Span(line.start, line.end), None)
        start = text.find(line.text)
        if start < 0 or text.find(line.text, start + 1) >= 0:
            return None
        return Place(Span(start, start + len(line.text)), None)

    @cached_property
    def _head(self) -> Span:
        starts = [*(section.start for section in self.plan.sections[:1]), *(task.start for task in self.plan.tasks[:1])]
        return Span(0, min([HEAD, len(self.document.text), *starts]))


def _words(text: str) -> str:
    """The words of a stretch, whatever white space stands between them."""
    return " ".join(text.split())
