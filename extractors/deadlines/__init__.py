"""Thời hạn: when a task is to be done, from its own words or from its time cell.

``times`` makes dates of words that say when, by the rules of ``deadlines.toml``; ``cells`` reads a time cell, ``clauses`` the
running text of a task. A quarter stays a quarter, and a year that the words leave out is the plan's year, where the plan lies
within one year.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import regex

from extractors.deadlines.cells import due, label_of, time_of_cell
from extractors.deadlines.clauses import time_of_text
from extractors.deadlines.times import Time, day_of, times_in, timex_of
from extractors.recurrence import every, recurrence
from schemas.document import Document
from schemas.plan import Deadline, Period
from schemas.text import Span, fold, nfc

__all__ = ["find_deadline", "find_period", "parse_date"]

_TRIGGER: Final = regex.compile(r"năm|tháng|quý|ngày|tuần|kỳ|dịp|thường xuyên|liên tục|khi |sau |trước|\d{1,2}\s?[/.]\s?\d|tùy|theo|đột xuất|\d{4}")
_SINGLE_YEAR: Final = regex.compile(r"năm\s+(?<year>(?:19|20)\d\d)(?!\d)(?!\s*-)")
_LAW_BEFORE: Final = regex.compile(r"(?:(?<!pháp )luật|hiến pháp|so với)(?:\s+[\p{L},]+){0,9}\s*$")


def find_deadline(document: Document, span: Span, period: Period | None, in_cell: bool) -> Deadline | None:
    """When the task at ``span``, or the task whose time cell is at ``span``, is to be done; None where the words do not say.

    ``period`` is the plan's: where it lies within one year, that year completes what the words leave out.
    """
    if _TRIGGER.search(document.folded, span.start, span.end) is None:
        return None
    plan_year = _plan_year(period)
    if in_cell:
        time = time_of_cell(document.folded, span, plan_year)
        if time is not None and time.rule.name == "deadlines.bare-day":
            time = due(time, label_of(document, span))
        return None if time is None else _deadline(document, time, span, time.confidence)
    since = plan_year if period is None or period.start is None else period.start.year
    found = time_of_text(document, span, plan_year, since)
    return None if found is None else _deadline(document, found[0], found[1], min(found[0].confidence, 0.85))


def find_period(folded: str) -> Period | None:
    """The time that a plan covers, by its folded title; None where the title does not say.

    Days, parts of a year and quarters go before years; a single year goes before a span of years ("… giai đoạn 2021-2030
    năm 2022"), unless it is that of a law or only an end ("đến năm 2025").

    >>> find_period("cải cách hành chính tỉnh đồng tháp năm 2019")
    Period(start=datetime.date(2019, 1, 1), end=datetime.date(2019, 12, 31))
    """
    years = [int(match["year"]) for match in _SINGLE_YEAR.finditer(folded) if not _LAW_BEFORE.search(folded[: match.start()])]
    times = [
        time for time in times_in(folded, Span(0, len(folded)), years[-1] if years else None, cell=True) if time.kind == "period" and (time.first or time.last)
    ]

    def rank(time: Time) -> tuple[int, int]:
        if time.shape in ("day-span", "part-of-year", "quarters", "months", "school-year"):
            return 0, time.start
        if _LAW_BEFORE.search(folded[: time.start]):
            return 4, time.start
        if time.first is None or time.last is None:
            return 3, time.start
        return (1, -time.start) if time.first.year == time.last.year else (2, time.start)

    best = min(times, key=rank, default=None)
    return None if best is None else Period(best.first, best.last)


def parse_date(text: str) -> date | None:
    """The day that words such as "ngày 06 tháng 12 năm 2018" or "6-12-2018" name; None where one part is missing or wrong.

    >>> parse_date("Đồng Tháp, ngày 06 tháng 12 năm 2018"), parse_date("ngày     tháng 3 năm 2022")
    (datetime.date(2018, 12, 6), None)
    """
    found = regex.search(r"(?<!\d)(\d{1,2})\s*(?:[/.-]\s*(\d{1,2})\s*[/.-]|tháng\s*(\d{1,2})\s*,?\s*năm)\s*(\d{4})(?!\d)", fold(nfc(text)))
    return None if found is None else day_of(int(found[4]), int(found[2] or found[3]), int(found[1]))


def _plan_year(period: Period | None) -> int | None:
    if period is None or period.start is None or period.end is None or period.start.year != period.end.year:
        return None
    return period.start.year


def _recurring(folded: str, time: Time) -> tuple[str | None, tuple[str, ...]]:
    """The TIMEX3 value and the recurrence rules of a time."""
    if time.step is not None:
        rule, length = every(*time.step)
        return length, (rule,)
    timex = timex_of(time.first, time.last, time.frequency)
    return timex, time.rules or (recurrence(time.frequency, folded[time.start : time.end], time.last) if time.frequency else ())


def _deadline(document: Document, time: Time, span: Span, confidence: float) -> Deadline:
    timex, rules = _recurring(document.folded, time)
    return Deadline(
        text=" ".join(document.text[span.start : span.end].split()).strip("*_ "),
        kind=time.kind,
        start=time.first,
        end=time.last,
        frequency=time.frequency,
        timex=timex,
        recurrence=rules,
        rule=time.rule.name,
        confidence=confidence,
    )
