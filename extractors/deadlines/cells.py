"""A time cell: all its words count.

What says again and again decides, then days, months, quarters and years (several of them: from the first to the last), then
all the time, then an event; a cell that opens with "theo …" or "khi có …" is an event unless a clause of its own gives a time.
A day without more is one to be done by where the cell's label says so ("Thời hạn"), else the day itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import Final

import regex

from extractors.deadlines.times import Time, known_frequencies, months_of, times_in
from extractors.recurrence import recurrence
from schemas.document import Document
from schemas.text import Span

_FARTHER: Final = regex.compile(r"(?:định hướng|tầm nhìn|hướng tới)(?: đến)?\s*$")
_YEAR: Final = regex.compile(r"\d{4}")
_APART: Final = regex.compile(r"[,;\n(]|(?<!\p{L})(?:và|nhưng)(?!\p{L})")
_DUE: Final = regex.compile(r"hạn|hoàn thành")
_HEADER: Final = regex.compile(r"(?:thời (?:gian|hạn|điểm)|tiến độ|hạn|ngày|mốc)(?!\p{L})")
_LABEL: Final = 60  # characters that hold a label
_ROWS: Final = 200  # rows above a cell among which its header is looked for


def time_of_cell(folded: str, span: Span, plan_year: int | None) -> Time | None:
    """When the words of a time cell say; None where they do not."""
    times = list(times_in(folded, span, plan_year, cell=True))
    if not times:
        return None
    again = [time for time in times if time.kind == "recurring"]
    dated = [time for time in times if time.kind in ("date", "period")]
    dated = [time for time in dated if time is dated[0] or not _FARTHER.search(folded, span.start, time.start)]
    opens = times[0] if not folded[span.start : times[0].start].strip("-+*( ") else None
    if opens is not None and opens.kind == "event":
        dated = [time for time in dated if time.edge or _clause_of_its_own(folded, opens.end, time)]
        again = [time for time in again if _APART.search(folded, opens.end, time.start) or regex.search(r"định kỳ", folded[time.start : time.end])]
    always = next((time for time in times if time.kind == "continuous"), None)
    if again:
        whole = next((time for time in dated if time.first and time.last and _YEAR.search(folded, time.start, time.end) and time.kind == "period"), None)
        each = _together(folded, again, whole.last if whole else None)
        return replace(each, first=whole.first, last=whole.last) if whole else each
    if always is not None and all(time.shape in ("years", "plan-year", "school-year") and not time.edge for time in dated):
        year = _hull(dated) if dated else None
        if year is None and regex.search(r"suốt năm|quanh năm", folded[always.start : always.end]):
            first, last = months_of(plan_year, 1, 12)
            return replace(always, first=first, last=last)
        return replace(always, first=year.first, last=year.last) if year else always
    if dated:
        return _hull(dated)
    return always or next((time for time in times if time.kind == "event"), None)


def _holds(outer: Time, inner: Time) -> bool:
    if outer.first is None or outer.last is None or inner.first is None or inner.last is None:
        return False
    return outer.first <= inner.first and inner.last <= outer.last


def _hull(times: Sequence[Time]) -> Time:
    """From the first to the last of several times; one of them alone as it is."""
    if len(times) == 1:
        return times[0]
    days = [time for time in times if time.kind == "date"]
    if days:
        return max(reversed(days), key=lambda time: time.last or time.first or date.min)
    within = [time for time in times if time.shape not in ("years", "plan-year")]
    if within and all(_holds(year, time) for year in times if year not in within for time in within):
        times = within
    firsts, lasts = [time.first for time in times if time.first], [time.last for time in times if time.last]
    return replace(times[0], first=min(firsts, default=None), last=max(lasts, default=None))


def _together(folded: str, again: Sequence[Time], last: date | None) -> Time:
    """Several recurring times of a cell, until a last day if known, as one: from the shortest interval to the longest; the first where others add nothing."""
    named = [time for time in again if time.frequency and "×" not in time.frequency]
    if again[0] is not next(iter(named), None) or len(named) < 2:
        return again[0]
    frequencies = [frequency for time in named for frequency in str(time.frequency).split("+")]
    if len(set(frequencies)) < len(frequencies):
        return again[0]
    order = list(dict.fromkeys(frequency for frequency, _ in known_frequencies().values()))
    rules = tuple(rule for time in named for rule in recurrence(str(time.frequency), folded[time.start : time.end], last))
    return replace(again[0], frequency="+".join(sorted(frequencies, key=order.index)), rules=rules)


def _clause_of_its_own(folded: str, start: int, time: Time) -> bool:
    """Whether a time behind an event is no part of what the event names: a year is, unless its clause begins with it."""
    if time.shape == "years":
        return folded[start : time.start].rstrip().endswith((",", ";", "(")) or "\n" in folded[start : time.start]
    return _APART.search(folded, start, time.start) is not None


def due(time: Time, label: str) -> Time:
    """A bare day as what it is due by, where the label of its cell says so ("Thời hạn: 30/6/2026")."""
    return replace(time, first=None) if time.rule.name == "deadlines.bare-day" and _DUE.search(label) else time


def label_of(document: Document, span: Span) -> str:
    """The folded words that label a time cell: what stands before it on its line, else the nearest header above it in its table."""
    folded, blocks = document.folded, document.blocks
    index = bisect_right(blocks, span.start, key=attrgetter("start")) - 1
    if index < 0:
        return ""
    cell = next((cell for cell in blocks[index].cells if cell.start == span.start), None)
    if cell is None:
        return folded[max(blocks[index].start, span.start - _LABEL) : span.start]
    for block in reversed(blocks[max(0, index - _ROWS) : index]):
        if block.table != blocks[index].table:
            break
        above = next((folded[other.start : min(other.end, other.start + _LABEL)] for other in block.cells if other.column == cell.column), "")
        if _HEADER.match(above):
            return above
    return ""
