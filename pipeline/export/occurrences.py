"""The days on which a recurring deadline falls: its rules as the plan's own time bounds them.

A rule that names no day falls on the last day of each interval, as a period ends on its last: of a month, a quarter, a year; a week ends
on Friday.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import Final

from dateutil.rrule import rrulestr

from schemas.plan import Deadline, Metadata

_MOST: Final = 20_000
"""Days that are looked at; a rule that names none by then names none."""
_DAYS: Final = ("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS")


@dataclass(frozen=True, slots=True)
class Recurring:
    """A recurrence rule of RFC 5545 with the first day on which it falls."""

    rule: str
    first: date


def recurring(rule: str, deadline: Deadline, metadata: Metadata) -> Recurring | None:
    """The rule from its first day on, until the plan's last where the rule has no end; None where it falls on no day, or where no day says when it begins."""
    start = _start(deadline, metadata)
    if start is None:
        return None
    parts = _parts(rule)
    if parts is None:
        return None
    anchor = _give_day(parts, start)
    last = deadline.end or (metadata.period.end if metadata.period else None)
    if "UNTIL" not in parts and "COUNT" not in parts and last is not None:
        parts["UNTIL"] = f"{last:%Y%m%d}"
    whole = ";".join(f"{name}={value}" for name, value in parts.items())
    try:
        days = rrulestr(whole, dtstart=datetime.combine(anchor, time()))
        first = next((day.date() for day in islice(days, _MOST) if day.date() >= start), None)
    except (ValueError, OverflowError, TypeError):
        return None
    return None if first is None else Recurring(whole, first)


def falls_within(rule: str, deadline: Deadline, metadata: Metadata, first: date, last: date) -> bool:
    """Whether a rule of a deadline falls on a day between two, both included."""
    known = recurring(rule, deadline, metadata)
    return known is not None and is_on(known, first, last)


def is_on(known: Recurring, first: date, last: date) -> bool:
    """Whether a rule falls on a day between two, both included."""
    if known.first > last:
        return False
    days = rrulestr(known.rule, dtstart=datetime.combine(known.first, time()))
    return any(first <= day.date() <= last for day in islice(days, _MOST))


def _start(deadline: Deadline, metadata: Metadata) -> date | None:
    """The day from which a deadline can fall: its own first, else the later of the plan's first and its day of issue."""
    period = metadata.period.start if metadata.period else None
    return deadline.start or max(filter(None, (period, metadata.issued_on)), default=None)


def _parts(rule: str) -> dict[str, str] | None:
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    counts = parts.get("INTERVAL", "1")
    return parts if "FREQ" in parts and counts.isdecimal() and int(counts) > 0 else None


def _give_day(parts: dict[str, str], start: date) -> date:
    """Let a rule without a day fall on the last of each interval; the day from which its intervals count."""
    if not any(name in parts for name in _DAYS):
        if parts["FREQ"] == "WEEKLY":
            parts["BYDAY"] = "FR"
        elif parts["FREQ"] == "MONTHLY":
            parts["BYMONTHDAY"] = "-1"
        elif parts["FREQ"] == "YEARLY":
            parts |= {"BYMONTHDAY": "-1"} if "BYMONTH" in parts else {"BYMONTH": "12", "BYMONTHDAY": "31"}
    interval = int(parts.get("INTERVAL", "1"))
    if parts["FREQ"] == "MONTHLY" and interval > 1 and 12 % interval == 0:
        month = -(-start.month // interval) * interval
        return start.replace(month=month, day=1) if month > start.month else start
    return start
