"""Lặp lại: a recurring deadline as RFC 5545 recurrence rules, from its frequency and the day that its words name.

What the words leave out stays out: "hằng quý" is every third month on no day, and "02 kỳ mỗi tháng", which names no days, is no rule at all.
"""

from __future__ import annotations

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

_WEEKDAYS: Final = {"hai": "MO", "ba": "TU", "tư": "WE", "năm": "TH", "sáu": "FR", "bảy": "SA"}
_WEEKDAY: Final = regex.compile(r"thứ\s+(hai|ba|tư|năm|sáu|bảy)(?!\p{L})")
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


def _dated(frequency: str, folded: str) -> str:
    """The rule of one frequency with the day, month or weekday that the words name."""
    if frequency == "weekly" and (weekday := _WEEKDAY.search(folded)):
        return f"FREQ=WEEKLY;BYDAY={_WEEKDAYS[weekday[1]]}"
    if frequency == "quarterly" and (of_quarter := _OF_QUARTER.search(folded)):
        return f"FREQ=YEARLY;BYMONTH={_QUARTER_MONTHS[of_quarter['side']]}{_month_day(folded)}"
    if frequency == "monthly":
        return f"FREQ=MONTHLY{_month_day(folded)}"
    return _yearly(folded) if frequency == "yearly" else INTERVALS[frequency]


def _month_day(folded: str) -> str:
    found = _DAY.search(folded)
    if found is None or not 1 <= int(found["day"]) <= 31:
        return ""
    return f";BYMONTHDAY={_last_day(int(found['day']), before=bool(found['before']))}"


def _last_day(day: int, *, before: bool) -> int:
    """The last day on which the work is in time; -1, the last of the month before, for "trước ngày 01"."""
    return day if not before else day - 1 or -1


def _yearly(folded: str) -> str:
    dated = next((found for found in _DAY.finditer(folded) if found["month"]), None)
    if dated is not None and 1 <= int(dated["day"]) <= 31 and 1 <= int(dated["month"]) <= 12:
        day = _last_day(int(dated["day"]), before=bool(dated["before"]))
        month = int(dated["month"]) if day > 0 else (int(dated["month"]) - 2) % 12 + 1
        return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"
    months = [int(month) for found in _MONTHS.finditer(folded) for month in found.captures("month")]
    if months and all(1 <= month <= 12 for month in months):
        return f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))}"
    return "FREQ=YEARLY"
