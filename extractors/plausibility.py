"""Whether a text is Vietnamese and looks like a plan; where it does not, it is extracted all the same, and the record says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import accumulate
from typing import Final

from extractors.draft import Draft
from extractors.rules import Rule, load_rules
from schemas.diagnostic import Diagnostic, diagnose

ENOUGH_LETTERS: Final = 40
"""Shorter texts do not show their language."""
VIETNAMESE_SHARE: Final = 0.04
"""Least share of letters that only Vietnamese has; plans have 0.17 to 0.21, texts in other languages next to none."""
SAMPLE: Final = 10_000
"""So many characters show a text's language."""
ENOUGH_CUES: Final = 4
"""Least sum of weights for a plan."""

_ONLY_VIETNAMESE: Final = frozenset("đăơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")


def doubt(draft: Draft) -> Draft:
    """The draft with a warning for each thing that a plan should be and its text is not."""
    return replace(draft, diagnostics=(*draft.diagnostics, *_doubts(draft.document.folded)))


def vietnamese_share(folded: str) -> float:
    """The share of letters that only Vietnamese has, from 0 to 1."""
    letters = _letters(folded)
    return sum(map(folded.count, _ONLY_VIETNAMESE)) / letters if letters else 0.0


def _letters(text: str) -> int:
    """How many signs of a text are letters."""
    return sum(map(str.isalpha, text))


def plan_cues(folded: str) -> int:
    """How much in the text speaks for a plan."""
    return sum(rule.values["weight"] for rule in _cues() if rule.pattern.search(folded))


def _speaks_for_a_plan(folded: str) -> bool:
    """Whether the cues for a plan suffice; what speaks against one is looked for first, so that the rest need not all be."""
    return any(weight >= ENOUGH_CUES for weight in accumulate(rule.values["weight"] for rule in _cues() if rule.pattern.search(folded)))


@cache
def _cues() -> tuple[Rule, ...]:
    """The rules, those that speak against a plan first, then those that say most."""
    return tuple(sorted(load_rules("plausibility"), key=lambda rule: (rule.values["weight"] > 0, -rule.values["weight"])))


def _doubts(folded: str) -> Iterator[Diagnostic]:
    sample = folded[:SAMPLE]
    if vietnamese_share(sample) < VIETNAMESE_SHARE and _letters(sample) >= ENOUGH_LETTERS:
        yield diagnose("not-vietnamese", "Few of its letters are Vietnamese: check that it is the right file and that its letters read well.")
    if not _speaks_for_a_plan(folded):
        yield diagnose("not-a-plan", "Little in the text speaks for a plan (its title, number, tasks, who does what): check that it is the right file.")
