"""A fact in its surroundings: the text around it in pieces, those that are part of the fact marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import regex

from pipeline.review.anchors import Fact, Facts
from schemas.document import Document
from schemas.plan import Agency, Metadata, Target, Task
from schemas.text import Span

AROUND: Final = 500
"""Characters of text on either side of a fact."""
LONGEST: Final = 6000
"""Characters of a fact that are shown."""

_BLANK_LINES: Final = regex.compile(r"\n{2,}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and the marks on it: ``fact``, ``lead``, ``coordinator``, ``deadline``, ``owner``."""

    text: str
    marks: tuple[str, ...]


def pieces(document: Document, span: Span, fact: Fact) -> list[Piece]:
    """The text around a fact from one whole line to another, in pieces."""
    window = _window(document.text, span)
    parts = [(mark, each) for mark, each in _parts(document, fact) if each != span]  # what the fact does not name has the fact's own place
    marks = [(mark, each) for mark, each in (("fact", span), *parts) if each.start < window.end and window.start < each.end]
    borders = sorted({window.start, window.end, *(_within(at, window) for _, each in marks for at in (each.start, each.end))})
    return [
        Piece(_BLANK_LINES.sub("\n", document.text[start:end]), tuple(mark for mark, each in marks if each.start <= start and end <= each.end))
        for start, end in pairwise(borders)
    ]


def _window(text: str, span: Span) -> Span:
    first, last = max(0, span.start - AROUND), min(len(text), min(span.end, span.start + LONGEST) + AROUND)
    line = text.find("\n", first, span.start) + 1 if first else 0
    end = text.rfind("\n", min(span.end, last), last) if last < len(text) else last
    start = line or first
    while start < span.start and text[start].isspace():
        start += 1
    return Span(start, end if end >= 0 else last)


def _within(at: int, window: Span) -> int:
    return min(max(at, window.start), window.end)


def _parts(document: Document, fact: Fact) -> Iterator[tuple[str, Span]]:
    if isinstance(fact, Task):
        yield from _bodies("lead", fact.leads)
        yield from _bodies("coordinator", fact.coordinators)
        if fact.deadline is not None:
            yield from _words("deadline", fact.deadline.text, Span(fact.start, fact.end), document)
    elif isinstance(fact, Target):
        yield from _bodies("owner", fact.owners)
    elif isinstance(fact, Metadata) and fact.issuer is not None:
        yield from _bodies("lead", (fact.issuer,))


def _bodies(mark: str, bodies: tuple[Agency, ...]) -> Iterator[tuple[str, Span]]:
    return ((mark, Span(each.start, each.end)) for each in bodies)


def _words(mark: str, words: str, here: Span, document: Document) -> Iterator[tuple[str, Span]]:
    """Where words stand: in the fact, else in the table row that it is part of."""
    around = next((block.span for block in document.blocks if block.start <= here.start < block.end), here)
    for stretch in (here, around):
        start = document.text.find(words, stretch.start, stretch.end)
        if start >= 0:
            yield mark, Span(start, start + len(words))
            return


def marked_text(document: Document, facts: Facts) -> list[Piece]:
    """A whole text in pieces, with the tasks, targets and legal references of its plan marked; of two that overlap the first."""
    found: list[Piece] = []
    at = 0
    places = sorted((facts.span_of(kind, fact), kind) for (kind, _), fact in facts.by_id.items() if kind in ("task", "target", "legal_ref"))
    for span, kind in places:
        if span.start < at or span.start == span.end:
            continue
        found += [Piece(document.text[at : span.start], ()), Piece(span.of(document.text), (kind,))]
        at = span.end
    return [*found, Piece(document.text[at:], ())]
