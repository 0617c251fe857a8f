"""Whether a figure is aimed at or reached, told by the words around it and by where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import regex

from extractors.targets.figures import Figure
from extractors.targets.wording import PREFIX, SUBJECT, YEAR, first_match, last_start, rules_of
from schemas.plan import Target
from schemas.text import Span

Status = Literal["target", "result"]
SENTENCE_REACH: Final = 2000
"""Words that say whether a figure is aimed at stand within so many characters of it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds a stretch of text and decides how its figures are meant."""

    path: str | None
    item: str | None
    reported: Literal["preamble", "section"] | None
    """Whether the place tells what has been."""
    year: int | None
    """The first year of the plan."""


def status_of(folded: str, span: Span, sentence: Span, figure: Figure, setting: Setting, previous: Target | None, beside: Target | None) -> Status | None:
    """Whether a figure is aimed at or reached; None where it is what an earlier plan aimed at."""
    aim = last_start("aim", folded, sentence.start, figure.digits.start)
    if beside and aim < beside.end and first_match("predicate", folded, beside.end, figure.digits.start) is not None:
        return beside.status
    if first_match("outcome", folded, sentence.start, figure.digits.start) is not None and (
        setting.reported or first_match("aim", folded, max(span.start, sentence.start - SENTENCE_REACH), sentence.start) is not None
    ):
        return "result"
    if aim < 0 and beside is None and previous and _goes_on(folded, previous, figure, setting.year):
        return previous.status
    reached = max(last_start("reached", folded, sentence.start, figure.digits.start + 1), _past_year(folded, sentence, figure, setting.year))
    if aim > reached:
        outdone = first_match("outcome", folded, figure.end, min(span.end, figure.end + SENTENCE_REACH)) is not None
        return None if outdone or setting.reported == "section" else "target"
    return "result" if reached >= 0 or setting.reported else "target"


def _goes_on(folded: str, previous: Target, figure: Figure, year: int | None) -> bool:
    """Whether a figure goes on with what a past year brought ("Năm 2021, X đạt 85 điểm; Y đạt 97%")."""
    if previous.status != "result" or figure.digits.start - previous.end > SUBJECT:
        return False
    between = folded[previous.end : figure.digits.start]
    if regex.search(r"[.\n()]", between) or first_match("aim", between, 0, len(between)):
        return False
    told = year and any(
        int(match["year"]) < year
        for rule in rules_of("year-reported")
        for match in rule.pattern.finditer(folded, max(0, previous.start - PREFIX), previous.end)
    )
    return bool(told) and not YEAR.search(between)


def _past_year(folded: str, sentence: Span, figure: Figure, year: int | None) -> int:
    """Where words start that give the figure to a year before the plan's ("năm 2021 … đạt"), -1 where none do."""
    if year is None:
        return -1
    matches = (match for rule in rules_of("year-reported") for match in rule.pattern.finditer(folded, sentence.start, figure.digits.start + 1))
    return max((match.start() for match in matches if int(match["year"]) < year and not folded[match.end() : figure.digits.start].strip()), default=-1)
