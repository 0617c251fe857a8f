"""What the language tools tell the extractors, as plain values: names met, sentences, parts of speech."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from schemas.text import Span


@dataclass(frozen=True, slots=True)
class Name:
    """A gazetteer entry met in the text; ``start..end`` are offsets into the document."""

    start: int
    end: int
    id: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """A word of a short stretch with its part of speech (underthesea's tags: N, V, A, E, C …)."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True)
class Words:
    """The document as the language tools see it.

    ``names`` are ordered by start and do not overlap (the longest wins). ``sentences_of`` gives the sentences of a paragraph,
    in order. ``tag`` gives the parts of speech of a short text, with offsets into that text; it is slow (30,000 characters a
    second), so it is asked only where a rule leaves a doubt.
    """

    names: tuple[Name, ...]
    sentences_of: Callable[[Span], tuple[Span, ...]]
    tag: Callable[[str], tuple[Tagged, ...]]

    @cached_property
    def names_by_start(self) -> Mapping[int, Name]:
        """The names, each by the offset at which it starts."""
        return {name.start: name for name in self.names}
