"""Lặp lại: a recurring deadline as RFC 5545 recurrence rules, from its frequency and the day that its words name.

What the words leave out stays out: "hằng quý" is every third month on no day, and "02 kỳ mỗi tháng", which names no days, is no rule at all.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Final

import regex

INTERVALS: Final[Mapping[str, str]] = {
    "daily": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "monthly": "FREQ=MONTHLY",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "half-yearly": "FREQ=MONTHLY;INTERVAL=6",
    "yearly": "FREQ=YEARLY",
}
"""The rule of each frequency of the contract."""

_WEEKDAYS: Final = {"hai": "MO", "ba": "TU", "tư": "WE", "năm": "TH", "sáu": "FR", "bảy": "SA", "chủ nhật": "SU"}
_WEEKDAY: Final = regex.compile(
    r"thứ\s+(?<day>hai|ba|tư|năm|sáu|bảy)(?:\s*(?:,|và|,\s*và)\s*(?:thứ\s+)?(?<day>hai|ba|tư|năm|sáu|bảy)){0,4}(?!\p{L})|(?<day>chủ nhật)"
)
_STEPS: Final[Mapping[str, tuple[str, str]]] = {"ngày": ("DAILY", "D"), "tuần": ("WEEKLY", "W"), "tháng": ("MONTHLY", "M"), "năm": ("YEARLY", "Y")}
_EDGE_DAY: Final = regex.compile(
    r"ngày(?<working>\s+làm việc)?\s+(?<side>đầu|cuối)(?:\s+(?:tiên|cùng))?\s+(?:của\s+)?(?:(?:hằng|hàng|mỗi|từng)\s+)?(?<of>tháng|quý|năm)"
)
_SHORTEST_MONTH: Final = 28
_LEAP_YEAR: Final = 2024
_DAY: Final = regex.compile(
    r"(?<before>trước\s+)?(?:ngày\s+)?(?<![\d/.])(?<day>\d{1,2})(?:(?:\s?[/.]\s?|\s+tháng\s+)(?<month>\d{1,2}))?"
    r"(?!\s*(?:[/.]\s*)?(?:lần|kỳ|đợt|số|buổi|cuộc|tin|bài|mục|tháng(?! (?:đầu|cuối))|quý|tuần|năm|ngày|\d))"
)
_MONTHS: Final = regex.compile(r"tháng\s+(?<month>\d{1,2})(?:\s*(?:,|và|,\s*và)\s*(?:tháng\s+)?(?<month>\d{1,2})(?![\d/])){0,5}")
_OF_QUARTER: Final = regex.compile(r"tháng (?<side>đầu|cuối)\s+(?:của\s+)?(?:(?:hằng|hàng|mỗi|từng)\s+)?quý")
_QUARTER_MONTHS: Final = {"đầu": "1,4,7,10", "cuối": "3,6,9,12"}


def recurrence(frequency: str, folded: str, last: date | None) -> tuple[str, ...]:
    """The rules of a frequency ("monthly", "quarterly+yearly", "monthly×2"), one each, with the day that the folded words name, until the last day if known.

    >>> recurrence("monthly", "trước ngày 20 hằng tháng", None), recurrence("quarterly+yearly", "định kỳ hằng quý, năm", date(2019, 12, 31))
    (('FREQ=MONTHLY;BYMONTHDAY=19',), ('FREQ=MONTHLY;INTERVAL=3;UNTIL=20191231', 'FREQ=YEARLY;UNTIL=20191231'))
    """
    until = f";UNTIL={last:%Y%m%d}" if last else ""
    named = [each for each in frequency.split("+") if each in INTERVALS]
    return tuple(f"{_dated(each, folded) if len(named) == 1 else INTERVALS[each]}{until}" for each in named)


def every(count: int, step: str) -> tuple[str, str]:
    """The rule and the TIMEX3 value of so many steps ("ngày", "tuần", "tháng", "năm"), for lengths that no frequency of the contract names.

    >>> every(2, "tuần"), every(15, "ngày")
    (('FREQ=WEEKLY;INTERVAL=2', 'P2W'), ('FREQ=DAILY;INTERVAL=15', 'P15D'))
    """
    name, letter = _STEPS[step]
    return f"FREQ={name};INTERVAL={count}", f"P{count}{letter}"


def _dated(frequency: str, folded: str) -> str:
    """The rule of one frequency with the day, month or weekday that the words name."""
    if frequency == "weekly" and (weekday := _WEEKDAY.search(folded)):
        return f"FREQ=WEEKLY;BYDAY={','.join(dict.fromkeys(_WEEKDAYS[' '.join(day.split())] for day in weekday.captures('day')))}"
    if edge := _EDGE_DAY.search(folded):
        return _edge_day(frequency, edge)
    if frequency == "quarterly" and (of_quarter := _OF_QUARTER.search(folded)):
        return f"FREQ=YEARLY;BYMONTH={_QUARTER_MONTHS[of_quarter['side']]}{_month_day(folded, of_quarters=True)}"
    if frequency == "monthly":
        return f"FREQ=MONTHLY{_month_day(folded)}"
    return _yearly(folded) if frequency == "yearly" else INTERVALS[frequency]


def _edge_day(frequency: str, edge: regex.Match[str]) -> str:
    """The first or last day, or working day, of each month, quarter or year."""
    first = edge["side"] == "đầu"
    months = {"tháng": "", "quý": f";BYMONTH={_QUARTER_MONTHS[edge['side']]}", "năm": f";BYMONTH={1 if first else 12}"}[edge["of"]]
    if (edge["of"], frequency) not in (("tháng", "monthly"), ("quý", "quarterly"), ("năm", "yearly")):
        return INTERVALS[frequency]
    each = "MONTHLY" if edge["of"] == "tháng" else "YEARLY"
    if edge["working"] and each == "YEARLY":
        return f"FREQ=MONTHLY{months};BYDAY=MO,TU,WE,TH,FR;BYSETPOS={1 if first else -1}"
    day = f";BYDAY=MO,TU,WE,TH,FR;BYSETPOS={1 if first else -1}" if edge["working"] else f";BYMONTHDAY={1 if first else -1}"
    return f"FREQ={each}{months}{day}"


def _month_day(folded: str, *, of_quarters: bool = False) -> str:
    """The day of the month that the words name; where months may lack it, their last one."""
    found = _DAY.search(folded)
    if found is None or not 1 <= int(found["day"]) <= 31:
        return ""
    day = _last_day(int(found["day"]), before=bool(found["before"]))
    if day == 31:
        return ";BYMONTHDAY=-1"
    if day > _SHORTEST_MONTH and not of_quarters:
        return f";BYMONTHDAY={','.join(map(str, range(_SHORTEST_MONTH, day + 1)))};BYSETPOS=-1"
    return f";BYMONTHDAY={day}"


def _last_day(day: int, *, before: bool) -> int:
    """The last day on which the work is in time; -1, the last of the month before, for "trước ngày 01"."""
    return day if not before else day - 1 or -1


def _yearly(folded: str) -> str:
    dated = next((found for found in _DAY.finditer(folded) if found["month"]), None)
    if dated is not None and 1 <= int(dated["month"]) <= 12 and 1 <= int(dated["day"]) <= monthrange(_LEAP_YEAR, int(dated["month"]))[1]:
        day = _last_day(int(dated["day"]), before=bool(dated["before"]))
        month = int(dated["month"]) if day > 0 else (int(dated["month"]) - 2) % 12 + 1
        return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"
    months = [int(month) for found in _MONTHS.finditer(folded) for month in found.captures("month")]
    if months and all(1 <= month <= 12 for month in months):
        return f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))}"
    return "FREQ=YEARLY"
