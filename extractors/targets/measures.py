"""What a target measures, told apart from what others measure: two plans' wordings of one indicator have one measure.

Words that change nothing are taken away and one wording is put for several (``measures.toml``); whatever else a plan says of an indicator
stays and tells it from others. Where it is not sure what is measured, there is no measure: two targets are rather not compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, cast

import regex

from extractors.agencies import TIERS
from extractors.rules import Rule, load_rules
from extractors.targets.surroundings import narrowing
from schemas.plan import Metadata, Plan, Section, Target, Tier
from schemas.text import fold

SURE: Final = 0.7
"""A target that is less sure is not compared."""
FEWEST_WORDS: Final = 5
"""An indicator that the guide does not name says in so many syllables what it measures ("lĩnh vực đất đai" does not)."""
_LONGEST: Final = 200
"""Characters of an indicator; one that is longer is hardly read right. Of other words so many are looked at."""
_OWN: Final = frozenset({"thành phố", "sở", "bộ"})
"""Words for a level that do not say which: they mean the issuer."""
_OF_EACH_PLAN: Final = frozenset({"plan_completion"})
"""Indicators that are another thing in every plan: what is completed is its own tasks."""
_WORD: Final = regex.compile(r"[\p{L}\d]+")
_YEAR: Final = regex.compile(r"(?:19|20)\d\d")
_FIELD: Final = regex.compile(r"(?<!\p{L})(?:lĩnh vực|đối với)(?!\p{L})")
_SAME_AS_PERCENT: Final = frozenset({"par_index"})
"""Indexes of a hundred points, which plans give in points or in per cent."""
_UNITS: Final = frozenset({"%", "điểm", "hạng", "bậc"})


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured: the known indicator, its words in one wording and in no order, the unit, and the levels of government that it is said of."""

    indicator_id: str | None
    words: str
    unit: str
    change: str | None
    tiers: frozenset[Tier]
    """Empty where the indicator is of the plan's issuer as a whole."""


@dataclass(frozen=True, slots=True)
class _Wording:
    """The words of an indicator that tell it from others, the levels that it names and those that it is of."""

    words: frozenset[str]
    at: frozenset[Tier | str]
    of: frozenset[Tier | str]


@dataclass(frozen=True, slots=True)
class _Heading:
    """What a section's title says of the targets under it: for which years, of which levels, in which field."""

    years: frozenset[str]
    at: frozenset[Tier | str]
    field: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a plan means where it says no more: its year, its issuer's level and place."""

    year: str | None
    """None where it is for several years, so that every target is of the year that it names."""
    tier: Tier | None
    level: str
    locality: str


def measures_of(plan: Plan, text: str = "") -> Mapping[Measure, Target]:
    """What a plan measures, each with the first target of it; by its text, where it is known, what words around a target add.

    What it sets in several ways is left out: its words lack what tells them apart. A plan for several years needs its text: there the words
    around a target say for which of them it is.
    """
    own = _own(plan.metadata)
    if own is None or (own.year is None and not text):
        return {}
    sections = {section.id: section for section in plan.sections}
    first: dict[Measure, Target] = {}
    unsure: set[Measure] = set()
    for target in plan.targets:
        if target.status == "target" and target.value is not None and target.confidence >= SURE:
            measure = _measure(target, own, tuple(_headings(target, sections)), narrowing(text, target))
            if measure is not None and _figure(target) != _figure(first.setdefault(measure, target)):
                unsure.add(measure)
    return {measure: target for measure, target in first.items() if measure not in unsure}


def _figure(target: Target) -> tuple[float | None, float | None]:
    return target.value, target.value_max


def _own(metadata: Metadata) -> _Plan | None:
    """What a plan means where it says no more; None where its time is not known."""
    period, issuer = metadata.period, metadata.issuer
    if period is None or period.start is None or period.end is None:
        return None
    locality = fold(issuer.locality or "") if issuer else ""
    level = next((word for word in (*TIERS, "thành phố") if locality.startswith(f"{word} ")), "")
    year = str(period.start.year) if period.start.year == period.end.year else None
    return _Plan(year, issuer.level if issuer else None, level, locality)


def _measure(target: Target, own: _Plan, headings: Sequence[_Heading], around: str) -> Measure | None:
    """What a target measures under its headings, with the words around it that narrow it; None where that is not sure."""
    unit = "%" if target.unit == "điểm" and target.indicator_id in _SAME_AS_PERCENT else (target.unit or "").lower()
    if not target.indicator or len(target.indicator) > _LONGEST or unit not in _UNITS or target.indicator_id in _OF_EACH_PLAN:
        return None
    if own.year is not None and any(heading.years and own.year not in heading.years for heading in headings):
        return None
    folded = f"{fold(target.indicator)} {_rest(target.text, target.indicator)} {around}".replace(f"năm {own.year}", "")
    wording = _worded(folded.replace(own.locality, own.level) if own.level else folded, target.indicator_id)
    tiers = {own.tier if tier in _OWN else tier for tier in wording.at} | {tier for tier in wording.of if tier != own.tier and tier not in _OWN}
    tiers = tiers or {tier for heading in headings for tier in heading.at}
    words = wording.words.union(*(heading.field if own.year else heading.field | heading.years for heading in headings))
    if len(words) < (1 if target.indicator_id else FEWEST_WORDS) or None in tiers:
        return None
    return Measure(target.indicator_id, " ".join(sorted(words)), unit, target.change, frozenset(cast("set[Tier]", tiers)))


def _rest(text: str, indicator: str) -> str:
    """What stands behind an indicator but for figures and the words that bind them ("…: cấp huyện", "đạt chuẩn về trình độ")."""
    at = text.find(indicator)
    return _unbound(text[at + len(indicator) :][:_LONGEST]) if at >= 0 else ""


@lru_cache(maxsize=4096)
def _unbound(words: str) -> str:
    return _together("bind")[0].sub(" ", fold(words)).strip()


def _headings(target: Target, sections: Mapping[str, Section]) -> Iterator[_Heading]:
    """The section that a target stands in and those above it."""
    section = sections.get(target.section or "")
    for _ in sections:
        if section is None:
            return
        yield _heading(section.title[:_LONGEST])
        section = sections.get(section.parent or "")


@lru_cache(maxsize=4096)
def _heading(title: str) -> _Heading:
    folded = fold(title)
    wording = _worded(folded, None)
    return _Heading(frozenset(_YEAR.findall(title)), wording.at - _OWN, wording.words if _FIELD.search(folded) else frozenset())


@lru_cache(maxsize=16384)
def _worded(folded: str, indicator: str | None) -> _Wording:
    roles = ("spell", "say", "tier", "drop", "drop-on-time") if indicator == "tthc_on_time" else ("spell", "say", "tier", "drop")
    at: set[Tier | str] = set()
    of: set[Tier | str] = set()
    for role in roles:
        pattern, rules = _together(role)

        def put(found: regex.Match[str], rules: Mapping[str, Rule] = rules) -> str:
            groups = found.groupdict()
            for named, tiers in (("at", at), ("of", of)):
                if level := groups.get(named):
                    tiers.add(level if level in _OWN else TIERS[level])
            rule = next(rule for name, rule in rules.items() if groups[name] is not None)
            return f" {rule.values.get('as', '')} "

        folded = " ".join(pattern.sub(put, folded).split())
    return _Wording(frozenset(_WORD.findall(folded)), frozenset(at), frozenset(of))


@cache
def _together(role: str) -> tuple[regex.Pattern[str], Mapping[str, Rule]]:
    """The rules of a role as one pattern, each a group of it."""
    rules = {f"rule_{number}": rule for number, rule in enumerate(load_rules("measures")) if rule.values["role"] == role}
    return regex.compile("|".join(f"(?P<{name}>{rule.pattern.pattern})" for name, rule in rules.items())), rules
