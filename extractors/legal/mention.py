"""A mention of a document in the making: what its own words say, before the rest of the plan is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

import regex

from extractors.draft import Draft
from extractors.rules import Rule, load_rules
from schemas.document import Document
from schemas.plan import Locator, Relation
from schemas.text import Span

_AHEAD: Final = 240  # characters
_UNREAD: Final = frozenset({"letterhead", "recipients", "signature", "noise"})


@dataclass(frozen=True, slots=True)
class Mention:
    """One reference: ``start..end`` from the type word to the end of number, date and issuer.

    ``symbol`` is empty while a number stands alone; ``seen`` is the symbol as the source has it, without spaces, and empty
    where the reference has none. ``stretch`` is the index of the stretch it stands in.
    """

    start: int
    end: int
    rule: str
    confidence: float
    type: str
    symbol: str
    number: str | None = None
    year: int | None = None
    code: str = ""
    seen: str = ""
    issued_on: date | None = None
    issuer: str | None = None
    correction: str | None = None
    stretch: int = 0
    title: str | None = None
    locator: Locator | None = None
    relation: Relation = "cites"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text that references are sought in, with its section's key."""

    span: Span
    section: str | None


@cache
def rule(name: str) -> Rule:
    """The rule of ``legal.toml`` with that name (``StopIteration`` where there is none)."""
    return next(each for each in load_rules("legal") if each.name == f"legal.{name}")


def match_at(name: str, document: Document, at: int, limit: int) -> regex.Match[str] | None:
    """What the rule of that name finds right at ``at``, looking no further than ``limit`` and than any rule needs to."""
    return rule(name).pattern.match(document.folded, at, min(limit, at + _AHEAD))


def squeeze(text: str) -> str:
    """The text with each run of white space as one space."""
    return " ".join(text.split())


def stretches_of(draft: Draft) -> Iterator[Stretch]:
    """What to read, in order and nothing twice: passages that are not letterhead, recipients or signature; without passages all blocks."""
    if not draft.passages:
        yield from (Stretch(block.span, None) for block in draft.document.blocks)
        return
    read_to = 0
    for passage in sorted(draft.passages, key=lambda passage: (passage.start, -passage.end)):
        start, read_to = max(passage.start, read_to), max(passage.end, read_to)
        if start < passage.end and passage.role not in _UNREAD:
            section = None if passage.section is None else draft.sections[passage.section].id
            yield Stretch(Span(start, passage.end), section)
