"""Phrases that tell what a line of a plan is: a lead-in, an order, closing words. Rules: ``passages.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import regex

from extractors.rules import load_rules


def leads_in(folded: str) -> bool:
    """Whether a folded line only introduces what follows ("… các nhiệm vụ sau:")."""
    return passage_rule("lead-in", folded)


def passage_rule(name: str, folded: str) -> bool:
    """Whether a rule of ``passages.toml`` knows a folded stretch."""
    return _passage_patterns()[name].search(folded) is not None


@cache
def _passage_patterns() -> Mapping[str, regex.Pattern[str]]:
    return {rule.name.removeprefix("passages."): rule.pattern for rule in load_rules("passages")}
