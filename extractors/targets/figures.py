"""Quantities in text: each found by a named rule, with its unit, how it binds, and whether it is a difference.

What only describes (a date, a law's number, a service level, a price) is set aside first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import regex

from extractors.rules import Rule
from extractors.sieve import Sieve
from extractors.targets.wording import FOLLOWING, LISTED, PREDICATE, SENTENCE_END, rules_of
from schemas.plan import Change, Comparator
from schemas.text import Span

_GOVERNED: Final = 160
"""How far before a figure, in characters, the words that bind it are looked for."""
_JOINT: Final = 90
"""A counted thing joined to another figure ("100% các phòng và 09 xã") follows it within so many characters."""
MAY_HOLD_FIGURE: Final = regex.compile(r"(?<![\d/])\d(?<!năm \d(?=\d{3}(?!\d)))|…|\.\.|__")
"""A number that is no year, or a blank."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in the text: the number with its unit and the words that bind it (``start..end``)."""

    rule: Rule
    start: int
    end: int
    digits: Span
    """The number itself, without unit."""
    value: float | None
    high: float | None
    measure: Span | None
    """Where the unit stands, None where the rule knows it."""
    comparator: Comparator
    change: Change | None
    shared: bool
    """Whether the words that bind it bind what is listed after it too ("ít nhất 10 sở và 05 huyện")."""

    @property
    def counted(self) -> bool:
        """Whether it counts things ("05 lớp"), which follow it, and so gives no difference."""
        return bool(self.rule.values.get("counted"))

    @property
    def joins(self) -> bool:
        """Whether it counts only as the continuation of another figure ("100% các phòng và 09 xã")."""
        return bool(self.rule.values.get("joins"))

    def unit(self, text: str) -> str | None:
        """The unit: the rule's own, or as written in a text."""
        return " ".join(self.measure.of(text).split()) if self.measure else self.rule.values.get("unit")


def parse_number(text: str, counted: bool = False) -> float:
    """A number in Vietnamese or English writing; ``counted`` things have thousands, not three decimals.

    >>> parse_number("87,07"), parse_number("86.55"), parse_number("1.250", counted=True), parse_number("1.250.000,5")
    (87.07, 86.55, 1250.0, 1250000.5)
    """
    if text.count(".") > 1 or ("." in text and "," in text):
        return float(text.replace(".", "").replace(",", "."))
    whole, _, fraction = text.replace(",", ".").partition(".")
    if counted and len(fraction) == 3 and whole.strip("0"):
        return float(whole + fraction)
    return float(f"{whole}.{fraction or 0}")


def find_figures(folded: str, span: Span) -> tuple[Figure, ...]:
    """The figures in a stretch of folded text that can be a target or a result, in order, without overlap."""
    taken = bytearray(span.end - span.start)

    def take(start: int, end: int) -> None:
        taken[start - span.start : end - span.start] = b"\1" * (end - start)

    rules = _figure_rules().sift(span.of(folded))
    for rule in rules:
        if rule.values["role"] == "describes":
            for match in rule.pattern.finditer(folded, span.start, span.end):
                take(*match.span())
    found: list[Figure] = []
    if all(taken[match.start() - span.start] for match in MAY_HOLD_FIGURE.finditer(folded, span.start, span.end)):
        return ()
    for rule in rules:
        if rule.values["role"] != "figure":
            continue
        for match in rule.pattern.finditer(folded, span.start, span.end):
            digits = Span(match.start("value"), max(match.end("value"), match.end("high") if "high" in match.groupdict() else 0))
            if any(taken[digits.start - span.start : digits.end - span.start]):
                continue
            figure = read_figure(folded, span, rule, match)
            if rule.values.get("plural") and figure.value is not None and figure.value < 2 and figure.comparator == "=":
                continue
            if not figure.joins or any(_joined(folded, other, figure) for other in found):
                found.append(figure)
                take(digits.start, digits.end)
    return _listed(folded, sorted(found, key=lambda figure: figure.digits.start))


@cache
def _figure_rules() -> Sieve:
    return Sieve((*rules_of("describes"), *rules_of("figure")))


def _listed(folded: str, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Figures of which each in a list has the words that bind the first of it and say that it is a difference."""
    listed: list[Figure] = []
    for figure in figures:
        first = listed[-1] if listed else None
        if (
            first
            and figure.comparator == "="
            and not figure.change
            and (first.measure is None) == (figure.measure is None)
            and LISTED.fullmatch(folded, first.end, figure.digits.start)
            and not PREDICATE.search(folded, first.end, figure.digits.start)
        ):
            comparator = first.comparator if first.shared and first.high is None else figure.comparator
            figure = replace(figure, comparator=comparator, change=first.change, shared=first.shared)
        listed.append(figure)
    return tuple(listed)


def _joined(folded: str, other: Figure, figure: Figure) -> bool:
    if other.measure is None and folded.startswith(")", other.end):
        return False
    return (other.change is None or other.counted) and 0 <= figure.start - other.end <= _JOINT and not SENTENCE_END.search(folded, other.end, figure.start)


def read_figure(folded: str, span: Span, rule: Rule, match: regex.Match[str]) -> Figure:
    """The figure that a match of a rule finds, with the words around it that bind it."""
    groups = match.groupdict()
    counted = bool(groups.get("unit"))
    digits = Span(*match.span("value"))
    value = None if rule.values.get("blank") else parse_number(groups["value"], counted)
    high = parse_number(groups["high"], counted) if groups.get("high") else None
    comparator, bound, shared = _comparator(folded, span, digits, match.end())
    if high is not None and value is not None and high > value:
        comparator = "range"
    else:
        high = None
    return Figure(
        rule=rule,
        start=min(match.start(), bound.start),
        end=max(match.end(), bound.end),
        digits=digits,
        value=value,
        high=high,
        measure=Span(*match.span("unit")) if groups.get("unit") else None,
        comparator=rule.values["comparator"] if comparator == "=" and "comparator" in rule.values else comparator,
        change=_change(folded, match.start() if rule.values.get("counted") else span.start, digits) or rule.values.get("change"),
        shared=shared,
    )


def _comparator(folded: str, span: Span, digits: Span, end: int) -> tuple[Comparator, Span, bool]:
    """How the figure binds, the stretch from the words that say so to the figure's end, and whether they bind a list."""
    before = _word_before("comparator", folded, span, digits)
    after = next(((rule, match) for rule in rules_of("comparator-after") if (match := rule.pattern.match(folded, end, min(span.end, end + FOLLOWING)))), None)
    start = before[1].start() if before else digits.start
    if after:
        return after[0].values["comparator"], Span(start, after[1].end()), False
    if before is None:
        return "=", Span(start, end), False
    return before[0].values["comparator"], Span(start, end), bool(before[0].values.get("shared"))


def _change(folded: str, floor: int, digits: Span) -> Change | None:
    found = _word_before("change", folded, Span(floor, digits.end), digits)
    return found[0].values["change"] if found else None


def _word_before(role: str, folded: str, span: Span, digits: Span) -> tuple[Rule, regex.Match[str]] | None:
    """The first rule of a role that matches right before a number."""
    floor = max(span.start, digits.start - _GOVERNED)
    for rule in rules_of(role):
        for match in rule.pattern.finditer(folded, floor, digits.start + 1):
            if not folded[match.end() : digits.start].strip():
                return rule, match
    return None
