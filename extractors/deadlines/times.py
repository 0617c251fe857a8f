"""Words that say when, as dates: the rules of ``deadlines.toml``, each with the shape of its dates. A partial date stays partial."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final, cast

import regex

from extractors.rules import Rule, load_rules
from extractors.sieve import Sieve
from extractors.symbols import rows
from schemas.plan import DeadlineKind
from schemas.text import Span, fold

_NUMBERS: Final = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "chín": 9}
_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
BEFORE: Final = regex.compile(r"trước")
FROM: Final = regex.compile(r"(?:kể )?từ")
"""What an edge says: that the time ends before, that it begins there."""

_DONE_BY: Final = regex.compile(r"trước|nhất|không quá|không muộn|hạn (?:cuối|chót)")
_PART: Final = regex.compile(r"nửa|tuần")
_UNIT: Final = regex.compile(r"\([^()]*\)(*SKIP)(*FAIL)|(?:0?(?<count>[369])|(?<word>ba|sáu|chín))\s+tháng|nửa năm|học kỳ|ngày(?!\s+\d)|tuần|tháng|quý|năm")
_EACH: Final = regex.compile(r"mỗi|từng")
_SPANS: Final = ("months", "quarters", "part-of-year", "years", "plan-year")
_UNRESOLVED: Final = 0.5
_ROUNDED: Final = 0.7


@dataclass(frozen=True, slots=True)
class Time:
    """Words that say when, as dates."""

    start: int
    end: int
    rule: Rule
    first: date | None = None
    last: date | None = None
    frequency: str | None = None
    edge: str = ""
    adverb: bool = False
    guessed: bool = False
    each: bool = False
    step: tuple[int, str] | None = None
    rules: tuple[str, ...] = ()

    @property
    def kind(self) -> DeadlineKind:
        """What its rule says; but a month to finish before, or at the latest, is a day, and a day to begin on a period."""
        if self.shape in _SPANS and _DONE_BY.search(self.edge):
            return "date"
        if self.shape == "day" and FROM.fullmatch(self.edge):
            return "period"
        return cast("DeadlineKind", self.rule.values["kind"])

    @property
    def dated(self) -> bool:
        return self.first is not None or self.last is not None

    @property
    def confidence(self) -> float:
        """What the rule earns; less where a part of a month was rounded to it, little where the day does not exist or has no year."""
        if self.kind in ("date", "period") and not self.dated:
            return _UNRESOLVED
        return min(self.rule.confidence, _ROUNDED) if self.guessed else self.rule.confidence

    @property
    def shape(self) -> str:
        return str(self.rule.values["shape"])


@cache
def known_frequencies() -> Mapping[str, tuple[str, str]]:
    """Folded units of time, from the shortest to the longest, with their frequency and TIMEX3 value."""
    return {fold(row["unit"]): (row["frequency"], row["timex"]) for row in rows("frequencies")}


def day_of(year: int | None, month: int | None, day: int) -> date | None:
    """The day; None where a part of it is missing or no calendar has it."""
    try:
        return date(year, month, day) if year and month else None
    except ValueError:
        return None


def months_of(year: int | None, first: int, last: int, last_year: int | None = None) -> tuple[date | None, date | None]:
    """The first day of one month and the last day of another, both in ``year`` unless ``last_year`` says otherwise."""
    last_year = last_year or year
    if year is None or last_year is None or not (1 <= first <= 12 and 1 <= last <= 12):
        return None, None
    return date(year, first, 1), date(last_year, last, monthrange(last_year, last)[1])


def _number(words: str) -> int:
    return _NUMBERS.get(words) or int(words)


def _numbers(match: regex.Match[str], group: str) -> list[int]:
    return [int(text) for text in match.capturesdict().get(group, ()) if text]


def _year(match: regex.Match[str], group: str, plan_year: int | None) -> int | None:
    """The year said, of two digits in this century; else the plan's."""
    year = next(iter(_numbers(match, group)), plan_year)
    return year + 2000 if year is not None and year < 100 else year


def _days(match: regex.Match[str], plan_year: int | None) -> tuple[date | None, date | None]:
    month = next(iter(_numbers(match, "month")), None)
    day = day_of(_year(match, "year", plan_year), month, int(match["day"]))
    return day, day


def _day_span(match: regex.Match[str], plan_year: int | None) -> tuple[date | None, date | None]:
    last_year = _year(match, "year2", _year(match, "year", plan_year))
    last_month = next(iter(_numbers(match, "month2")), None)
    first_month = next(iter(_numbers(match, "month")), last_month)
    return day_of(_year(match, "year", last_year), first_month, int(match["day"])), day_of(last_year, last_month or first_month, int(match["day2"]))


def _month_list(match: regex.Match[str], plan_year: int | None) -> tuple[date | None, date | None]:
    months, years = _numbers(match, "month"), _numbers(match, "year")
    first_year = years[0] if years else plan_year
    return months_of(first_year, months[0], months[-1], years[-1] if years else plan_year)


def _quarter_list(match: regex.Match[str], plan_year: int | None) -> tuple[date | None, date | None]:
    seen = [text.replace("l", "i") for text in match.captures("quarter")]
    quarters = [_QUARTERS[text] if text in _QUARTERS else int(text) for text in seen]
    years = _numbers(match, "year")
    first_year = years[0] if years else plan_year
    return months_of(first_year, 3 * quarters[0] - 2, 3 * quarters[-1], years[-1] if years else plan_year)


def _part_of_year(match: regex.Match[str], plan_year: int | None) -> tuple[date | None, date | None]:
    count = 6 if match["count"] == "nửa" else _number(match["count"])
    year = _year(match, "year", plan_year)
    return months_of(year, 1, count) if match["side"] == "đầu" else months_of(year, 13 - count, 12)


def _year_list(match: regex.Match[str], plan_year: int | None) -> tuple[date | None, date | None]:
    year = _year(match, "year", plan_year)
    return months_of(year, 1, 12, _year(match, "year2", year) if "year2" in match.groupdict() else year)


def _school_year(match: regex.Match[str], _: int | None) -> tuple[date | None, date | None]:
    """September to May, as the ministry's yearly decisions on school calendars frame it (general knowledge)."""
    return months_of(int(match["year"]), 9, 5, int(match["year2"]))


def _nothing(_: regex.Match[str], __: int | None) -> tuple[date | None, date | None]:
    return None, None


_SHAPES: Final[Mapping[str, Callable[[regex.Match[str], int | None], tuple[date | None, date | None]]]] = {
    "day": _days,
    "day-span": _day_span,
    "months": _month_list,
    "quarters": _quarter_list,
    "part-of-year": _part_of_year,
    "years": _year_list,
    "school-year": _school_year,
    "plan-year": lambda _, year: months_of(year, 1, 12),
    "frequency": _nothing,
    "interval": _nothing,
    "none": _nothing,
}


def _frequency(match: regex.Match[str]) -> str | None:
    """The intervals that the words name, from the shortest to the longest, joined by +; ``×N`` where N times each."""
    groups = match.groupdict()
    found: set[str] = set()
    for unit in _UNIT.finditer(groups["every"] or ""):
        if unit["count"] or unit["word"]:
            found.add(f"{unit['count'] or _NUMBERS[unit['word']]} tháng")
        else:
            found.add(unit[0])
    named = [frequency for unit, (frequency, _) in known_frequencies().items() if unit in found]
    named = list(dict.fromkeys(named))
    if not named:
        return None
    times = groups.get("times")
    count = _number(times) if times else 1
    return "+".join(named) if count == 1 or len(named) > 1 else f"{named[0]}×{count}"


def _edged(match: regex.Match[str], shape: str, first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """The dates with the side that the words before them say: "trước" ends the day before, "đến" leaves the start open."""
    groups = match.groupdict()
    edge = groups.get("edge") or ""
    if groups.get("onward"):
        return first, None
    if not edge:
        return first, last
    if BEFORE.search(edge):
        of_that_day = groups.get("hour") or groups.get("part") in ("cuối", "hết")
        return None, last if of_that_day else first and first - timedelta(days=1)
    if FROM.fullmatch(edge):
        several = any(len(match.capturesdict().get(group, ())) > 1 for group in ("month", "quarter"))
        return (first, last) if several else (first, None)
    return (first, last) if edge == "cuối" and shape in ("months", "quarters") else (None, last)


@cache
def _rules(cell: bool) -> Sieve:
    """The rules for a time cell or for running text."""
    return Sieve(rule for rule in load_rules("deadlines") if cell or not rule.values.get("cell"))


def times_in(folded: str, span: Span, plan_year: int | None, *, cell: bool) -> Iterator[Time]:
    """The words that say when within a stretch, in order and without overlaps: the earliest, then the longest, then the rule named first.

    No rule looks beyond the stretch: what stands before a time cell is another cell.
    """
    words = span.of(folded)
    found = [(match, rule) for rule in _rules(cell).sift(words) for match in rule.pattern.finditer(words)]
    read_to = 0
    for match, rule in sorted(found, key=lambda pair: (pair[0].start(), -pair[0].end())):
        if match.start() < read_to:
            continue
        shape, groups = str(rule.values["shape"]), match.groupdict()
        year = plan_year and plan_year + bool(groups.get("next")) - bool(groups.get("previous"))
        first, last = _edged(match, shape, *_SHAPES[shape](match, year))
        read_to = match.end()
        yield Time(
            start=span.start + match.start(),
            end=span.start + match.end(),
            rule=rule,
            first=first,
            last=last,
            frequency=_frequency(match) if shape == "frequency" else None,
            edge=groups.get("edge") or "",
            adverb=bool(groups.get("within")),
            step=(_number(groups["many"]), groups["step"]) if shape == "interval" else None,
            each=_EACH.search(match[0]) is not None,
            guessed=_PART.match(groups.get("part") or "") is not None,
        )


def timex_of(first: date | None, last: date | None, frequency: str | None) -> str | None:
    """The TIMEX3 value: of a day, month, quarter, half-year or year its name, of other spans both days; of intervals their lengths.

    >>> timex_of(date(2019, 4, 1), date(2019, 6, 30), None), timex_of(None, date(2019, 12, 14), None), timex_of(None, None, "quarterly+yearly")
    ('2019-Q2', '2019-12-14', 'P3M+P1Y')
    """
    if frequency is not None:
        return "+".join(timex for name, timex in dict(known_frequencies().values()).items() if name in frequency.replace("×", "+").split("+"))
    if first is None or last is None:
        day = first or last
        return day.isoformat() if day else None
    if first == last:
        return first.isoformat()
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1] and first.month % months == 1 % months and first.year == last.year
    names = {1: f"{first:%Y-%m}", 3: f"{first.year}-Q{(first.month + 2) // 3}", 6: f"{first.year}-H{1 if first.month == 1 else 2}", 12: f"{first.year}"}
    if whole and months in names:
        return names[months]
    return f"{first.isoformat()}/{last.isoformat()}"
