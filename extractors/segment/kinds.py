"""What a section is about, by its heading. Rules: ``sections.toml``."""

from __future__ import annotations

from functools import cache
from typing import cast

from extractors.rules import load_rules
from extractors.segment.phrases import passage_rule
from extractors.sieve import Sieve
from schemas.plan import SectionKind


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
        ((match.start(), place, rule) for place, rule in enumerate(_sieve().sift(title)) if (match := rule.pattern.search(title))),
        key=lambda row: row[:2],
        default=None,
    )
    return cast(SectionKind, best[2].values["kind"]) if best else None


@cache
def _sieve() -> Sieve:
    return Sieve(load_rules("sections"))
