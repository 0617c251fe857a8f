"""Thời hạn: when a task is to be done, from its own words or from its time cell.

Words that say when are rules of ``deadlines.toml``; how each becomes dates is its ``shape``. A partial date stays partial: a
quarter is a quarter, and a year that the words leave out is the plan's year, where the plan lies within one year.

In a time cell all words count. What says again and again decides, then days, months, quarters and years (several of them:
from the first to the last), then all the time, then an event; a cell that opens with "theo …" or "khi có …" is an event
unless a clause of its own gives a time.

In running text only words that say when the task itself is to be done count (``deadline_cues.toml``), and of several the
first in the text: a day with "trước", "chậm nhất", "hết", an interval ("định kỳ hằng quý", "02 lần/năm") and a span of days
anywhere; a month, quarter, half-year or year where it opens the task, stands in brackets or follows "trong", "đến",
"hoàn thành" and is not said of something else; "hằng năm" where it opens the task, precedes its verb or closes its first
clause; "đến năm …" where the task aims at it; "thường xuyên" where it opens the task or follows its subject.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from operator import attrgetter
from typing import Final, cast

import regex

from extractors.recurrence import every, recurrence
from extractors.rules import Rule, load_rules
from extractors.sieve import Sieve
from extractors.symbols import rows
from schemas.document import Document
from schemas.plan import Deadline, DeadlineKind, Period
from schemas.text import Span, fold, nfc

_NUMBERS: Final = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "chín": 9}
_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_BEFORE: Final = regex.compile(r"trước")
_FROM: Final = regex.compile(r"(?:kể )?từ")
_TRIGGER: Final = regex.compile(r"năm|tháng|quý|ngày|tuần|kỳ|dịp|thường xuyên|liên tục|khi |sau |trước|\d{1,2}\s?[/.]\s?\d|tùy|theo|đột xuất|\d{4}")
_DONE_BY: Final = regex.compile(r"trước|nhất|không quá|không muộn|hạn (?:cuối|chót)")
_PART: Final = regex.compile(r"nửa|tuần")
_FARTHER: Final = regex.compile(r"(?:định hướng|tầm nhìn|hướng tới)(?: đến)?\s*$")
_UNIT: Final = regex.compile(r"\([^()]*\)(*SKIP)(*FAIL)|(?:0?(?<count>[369])|(?<word>ba|sáu|chín))\s+tháng|nửa năm|học kỳ|ngày(?!\s+\d)|tuần|tháng|quý|năm")
_SINGLE_YEAR: Final = regex.compile(r"năm\s+(?<year>(?:19|20)\d\d)(?!\d)(?!\s*-)")
_LAW_BEFORE: Final = regex.compile(r"(?:(?<!pháp )luật|hiến pháp|so với)(?:\s+[\p{L},]+){0,9}\s*$")
_YEAR: Final = regex.compile(r"\d{4}")
_APART: Final = regex.compile(r"[,;\n(]|(?<!\p{L})(?:và|nhưng)(?!\p{L})")
_FINISHED: Final = regex.compile(r"(?:hoàn thành|xong)\s*$")
_BESIDE: Final = regex.compile(r"\s*(?:,|và|hoặc|,\s*và)?\s*")
_SURE_INTERVALS: Final = ("deadlines.day-of-each", "deadlines.times-in-each", "deadlines.times-for-each", "deadlines.once-in-each", "deadlines.every-so-many")
_SURE_EVENTS: Final = ("deadlines.within-days-of", "deadlines.set-off-by", "deadlines.session-of-text")
_LEAD: Final = 400  # characters of running text that decide whether a time governs its task
_TAIL: Final = 240
_EACH: Final = regex.compile(r"mỗi|từng")
_CLAUSE_END: Final = regex.compile(r"[,;:()\n]|\.(?!\d)")
_DUE: Final = regex.compile(r"hạn|hoàn thành")
_HEADER: Final = regex.compile(r"(?:thời (?:gian|hạn|điểm)|tiến độ|hạn|ngày|mốc)(?!\p{L})")
_LABEL: Final = 60  # characters that hold a label
_ROWS: Final = 200  # rows above a cell among which its header is looked for
_SPANS: Final = ("months", "quarters", "part-of-year", "years", "plan-year")
_UNRESOLVED: Final = 0.5
_ROUNDED: Final = 0.7
_SENTENCE: Final = regex.compile(r"[.;:]\s")


@dataclass(frozen=True, slots=True)
class _Time:
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
        if self.shape == "day" and _FROM.fullmatch(self.edge):
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
def _cue(name: str) -> regex.Pattern[str]:
    return next(rule.pattern for rule in load_rules("deadline_cues") if rule.name == f"deadline_cues.{name}")


@cache
def _frequencies() -> Mapping[str, tuple[str, str]]:
    return {fold(row["unit"]): (row["frequency"], row["timex"]) for row in rows("frequencies")}


# --- from words to dates -----------------------------------------------------------------------------------------------


def _day(year: int | None, month: int | None, day: int) -> date | None:
    try:
        return date(year, month, day) if year and month else None
    except ValueError:
        return None


def _months(year: int | None, first: int, last: int, last_year: int | None = None) -> tuple[date | None, date | None]:
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
    day = _day(_year(match, "year", plan_year), month, int(match["day"]))
    return day, day


def _day_span(match: regex.Match[str], plan_year: int | None) -> tuple[date | None, date | None]:
    last_year = _year(match, "year2", _year(match, "year", plan_year))
    last_month = next(iter(_numbers(match, "month2")), None)
    first_month = next(iter(_numbers(match, "month")), last_month)
    return _day(_year(match, "year", last_year), first_month, int(match["day"])), _day(last_year, last_month or first_month, int(match["day2"]))


def _month_list(match: regex.Match[str], plan_year: int | None) -> tuple[date | None, date | None]:
    months, years = _numbers(match, "month"), _numbers(match, "year")
    first_year = years[0] if years else plan_year
    return _months(first_year, months[0], months[-1], years[-1] if years else plan_year)


def _quarter_list(match: regex.Match[str], plan_year: int | None) -> tuple[date | None, date | None]:
    seen = [text.replace("l", "i") for text in match.captures("quarter")]
    quarters = [_QUARTERS[text] if text in _QUARTERS else int(text) for text in seen]
    years = _numbers(match, "year")
    first_year = years[0] if years else plan_year
    return _months(first_year, 3 * quarters[0] - 2, 3 * quarters[-1], years[-1] if years else plan_year)


def _part_of_year(match: regex.Match[str], plan_year: int | None) -> tuple[date | None, date | None]:
    count = 6 if match["count"] == "nửa" else _number(match["count"])
    year = _year(match, "year", plan_year)
    return _months(year, 1, count) if match["side"] == "đầu" else _months(year, 13 - count, 12)


def _year_list(match: regex.Match[str], plan_year: int | None) -> tuple[date | None, date | None]:
    year = _year(match, "year", plan_year)
    return _months(year, 1, 12, _year(match, "year2", year) if "year2" in match.groupdict() else year)


def _school_year(match: regex.Match[str], _: int | None) -> tuple[date | None, date | None]:
    """September to May, as the ministry's yearly decisions on school calendars frame it (general knowledge)."""
    return _months(int(match["year"]), 9, 5, int(match["year2"]))


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
    "plan-year": lambda _, year: _months(year, 1, 12),
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
    named = [frequency for unit, (frequency, _) in _frequencies().items() if unit in found]
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
    if _BEFORE.search(edge):
        of_that_day = groups.get("hour") or groups.get("part") in ("cuối", "hết")
        return None, last if of_that_day else first and first - timedelta(days=1)
    if _FROM.fullmatch(edge):
        several = any(len(match.capturesdict().get(group, ())) > 1 for group in ("month", "quarter"))
        return (first, last) if several else (first, None)
    return (first, last) if edge == "cuối" and shape in ("months", "quarters") else (None, last)


@cache
def _rules(cell: bool) -> Sieve:
    """The rules for a time cell or for running text."""
    return Sieve(rule for rule in load_rules("deadlines") if cell or not rule.values.get("cell"))


def _times(folded: str, span: Span, plan_year: int | None, *, cell: bool) -> Iterator[_Time]:
    """The words that say when within a stretch, in order and without overlaps: the earliest, then the longest, then the rule named first."""
    found = [(match, rule) for rule in _rules(cell).sift(span.of(folded)) for match in rule.pattern.finditer(folded, span.start, span.end)]
    read_to = span.start
    for match, rule in sorted(found, key=lambda pair: (pair[0].start(), -pair[0].end())):
        if match.start() < read_to:
            continue
        shape, groups = str(rule.values["shape"]), match.groupdict()
        year = plan_year and plan_year + bool(groups.get("next")) - bool(groups.get("previous"))
        first, last = _edged(match, shape, *_SHAPES[shape](match, year))
        read_to = match.end()
        yield _Time(
            start=match.start(),
            end=match.end(),
            rule=rule,
            first=first,
            last=last,
            frequency=_frequency(match) if shape == "frequency" else None,
            edge=groups.get("edge") or "",
            adverb=bool(groups.get("within")),
            step=(_number(groups["many"]), groups["step"]) if shape == "interval" else None,
            each=_EACH.search(folded, match.start(), match.end()) is not None,
            guessed=_PART.match(groups.get("part") or "") is not None,
        )


def _plan_year(period: Period | None) -> int | None:
    if period is None or period.start is None or period.end is None or period.start.year != period.end.year:
        return None
    return period.start.year


def _timex(first: date | None, last: date | None, frequency: str | None) -> str | None:
    """The TIMEX3 value: of a day, month, quarter, half-year or year its name, of other spans both days; of intervals their lengths.

    >>> _timex(date(2019, 4, 1), date(2019, 6, 30), None), _timex(None, date(2019, 12, 14), None), _timex(None, None, "quarterly+yearly")
    ('2019-Q2', '2019-12-14', 'P3M+P1Y')
    """
    if frequency is not None:
        return "+".join(timex for name, timex in dict(_frequencies().values()).items() if name in frequency.replace("×", "+").split("+"))
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


def _recurring(folded: str, time: _Time) -> tuple[str | None, tuple[str, ...]]:
    """The TIMEX3 value and the recurrence rules of a time."""
    if time.step is not None:
        rule, length = every(*time.step)
        return length, (rule,)
    timex = _timex(time.first, time.last, time.frequency)
    return timex, time.rules or (recurrence(time.frequency, folded[time.start : time.end], time.last) if time.frequency else ())


def _deadline(document: Document, time: _Time, span: Span, confidence: float) -> Deadline:
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


# --- a time cell -------------------------------------------------------------------------------------------------------


def _holds(outer: _Time, inner: _Time) -> bool:
    if outer.first is None or outer.last is None or inner.first is None or inner.last is None:
        return False
    return outer.first <= inner.first and inner.last <= outer.last


def _hull(times: Sequence[_Time]) -> _Time:
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


def _together(folded: str, again: Sequence[_Time], last: date | None) -> _Time:
    """Several recurring times of a cell, until a last day if known, as one: from the shortest interval to the longest; the first where others add nothing."""
    named = [time for time in again if time.frequency and "×" not in time.frequency]
    if again[0] is not next(iter(named), None) or len(named) < 2:
        return again[0]
    frequencies = [frequency for time in named for frequency in str(time.frequency).split("+")]
    if len(set(frequencies)) < len(frequencies):
        return again[0]
    order = list(dict.fromkeys(frequency for frequency, _ in _frequencies().values()))
    rules = tuple(rule for time in named for rule in recurrence(str(time.frequency), folded[time.start : time.end], last))
    return replace(again[0], frequency="+".join(sorted(frequencies, key=order.index)), rules=rules)


def _clause_of_its_own(folded: str, start: int, time: _Time) -> bool:
    """Whether a time behind an event is no part of what the event names: a year is, unless its clause begins with it."""
    if time.shape == "years":
        return folded[start : time.start].rstrip().endswith((",", ";", "(")) or "\n" in folded[start : time.start]
    return _APART.search(folded, start, time.start) is not None


def _of_cell(folded: str, span: Span, plan_year: int | None) -> _Time | None:
    times = list(_times(folded, span, plan_year, cell=True))
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
            first, last = _months(plan_year, 1, 12)
            return replace(always, first=first, last=last)
        return replace(always, first=year.first, last=year.last) if year else always
    if dated:
        return _hull(dated)
    return always or next((time for time in times if time.kind == "event"), None)


# --- running text ------------------------------------------------------------------------------------------------------


def _governs(time: _Time, lead: str, tail: str, since: int | None) -> bool:
    """Whether words between ``lead`` and ``tail`` say when the task itself is to be done; ``since`` is the year that the plan begins in."""
    if _cue("about-other").search(lead):
        return False
    opens, closes = _cue("opening").search(lead) is not None, _cue("closing").match(tail) is not None
    if time.kind == "event":
        return (time.rule.name in _SURE_EVENTS and not _cue("refusing").search(lead)) or (opens and ("," in tail or _opens_task(lead)))
    if time.kind == "continuous":
        return _opens_task(lead) or _cue("subject").search(lead) is not None
    if time.kind == "recurring":
        return _recurs(time, lead, tail, opens=opens, closes=closes)
    bracketed = lead.rstrip().endswith("(") and tail.lstrip().startswith(")")
    starts = bool(time.edge) and _FROM.fullmatch(time.edge) is not None
    if time.shape == "day":
        return (bool(time.edge) and not starts) or time.adverb or opens or bracketed or (starts and _cue("starting").search(lead) is not None)
    if time.shape == "day-span":
        recent = since is None or time.first is None or time.first.year >= since - 1
        return recent and not _cue("of-other").search(lead)
    clause = _SENTENCE.split(lead)[-1]
    completion, aims = _cue("completion").search(clause) is not None, _cue("aiming").search(lead) is not None
    if starts and time.first and time.last and time.shape in ("months", "quarters"):
        return opens or (not _cue("of-other").search(lead) and (closes or tail.startswith(",")) and (since is None or time.last.year >= since))
    if starts:
        onward = closes and time.first is not None and (since is None or time.first.year >= since)
        return opens or _cue("starting").search(lead) is not None or (onward and not _cue("of-other").search(lead))
    if time.edge and (_BEFORE.search(time.edge) or time.shape not in ("years", "plan-year")):
        return True
    if time.edge:
        return opens or (aims and (closes or _cue("aim").match(tail) is not None)) or (completion and closes)
    if since is not None and time.last is not None and time.last.year < since:
        return False
    if _cue("of-other").search(lead) and not completion:
        return False
    if opens and (time.adverb or _opens_task(lead)):
        return tail.strip(" .*/") != ""
    if bracketed or _FINISHED.search(lead):
        return True
    if not time.adverb or _cue("purpose").search(clause):
        return False
    return time.shape in ("months", "quarters", "part-of-year") or closes or _cue("going-on").match(tail) is not None


def _opens_task(lead: str) -> bool:
    return not lead.strip('*"( -')


def _recurs(time: _Time, lead: str, tail: str, *, opens: bool, closes: bool) -> bool:
    if time.rule.name in _SURE_INTERVALS:
        return True
    of_other = regex.match(r"\s+(?:của|do)\s", tail) is not None
    if opens:
        return True
    if of_other:
        return False
    if time.rule.name in ("deadlines.periodic", "deadlines.reports-of-each"):
        return True
    subject = _cue("subject").search(lead) is not None
    if subject and not closes:
        return True
    if lead.rstrip().endswith((",", "(")) and time.each:
        return True
    clause = _SENTENCE.split(lead)[-1]
    if time.frequency == "yearly":
        first = clause == lead and len(clause.split()) <= 16 and not regex.search(r"báo cáo\s*$", lead)
        return first and not _cue("named-thing").search(clause) and (closes or regex.match(r"\s+theo\s", tail) is not None)
    return not _cue("named-thing").search(" ".join(clause.split()[-6:]))


def _of_text(document: Document, span: Span, plan_year: int | None, since: int | None) -> tuple[_Time, Span] | None:
    folded = document.folded
    cell = _cue("inline-cell").search(folded, span.start, span.end)
    if cell is not None:
        words = Span(*cell.span("cell"))
        time = _of_cell(folded, words, plan_year)
        if time is not None:
            return _due(time, folded[cell.start() : words.start]), words
    always: _Time | None = None
    for time in _times(folded, span, plan_year, cell=False):
        if always is not None and (time.frequency is None or not _BESIDE.fullmatch(folded, always.end, time.start)):
            break
        if time.kind == "recurring" and time.frequency is None and time.step is None:
            continue
        if always is not None:
            return time, Span(always.start, time.end)
        if _governs(time, _lead(folded, span.start, time.start), folded[time.end : min(span.end, time.end + _TAIL)], since):
            if time.kind == "event":
                return time, Span(time.start, _clause_end(folded, time.end, min(span.end, time.end + _TAIL)))
            if time.kind != "continuous":
                return time, Span(time.start, time.end)
            always = time
    return None if always is None else (always, Span(always.start, always.end))


def _due(time: _Time, label: str) -> _Time:
    """A bare day as what it is due by, where the label of its cell says so ("Thời hạn: 30/6/2026")."""
    return replace(time, first=None) if time.rule.name == "deadlines.bare-day" and _DUE.search(label) else time


def _label(document: Document, span: Span) -> str:
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


def _clause_end(folded: str, start: int, end: int) -> int:
    found = _CLAUSE_END.search(folded, start, end)
    return end if found is None else found.start()


def _lead(folded: str, start: int, end: int) -> str:
    """The words before a time; where more stand there than any cue asks for, the last of them behind a dot of their own."""
    return folded[start:end] if end - start <= _LEAD else "…" + folded[end - _LEAD : end]


# --- what other rooms use ----------------------------------------------------------------------------------------------


def find_deadline(document: Document, span: Span, period: Period | None, in_cell: bool) -> Deadline | None:
    """When the task at ``span``, or the task whose time cell is at ``span``, is to be done; None where the words do not say.

    ``period`` is the plan's: where it lies within one year, that year completes what the words leave out.
    """
    if _TRIGGER.search(document.folded, span.start, span.end) is None:
        return None
    plan_year = _plan_year(period)
    if in_cell:
        time = _of_cell(document.folded, span, plan_year)
        if time is not None and time.rule.name == "deadlines.bare-day":
            time = _due(time, _label(document, span))
        return None if time is None else _deadline(document, time, span, time.confidence)
    since = plan_year if period is None or period.start is None else period.start.year
    found = _of_text(document, span, plan_year, since)
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
        time for time in _times(folded, Span(0, len(folded)), years[-1] if years else None, cell=True) if time.kind == "period" and (time.first or time.last)
    ]

    def rank(time: _Time) -> tuple[int, int]:
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
    return None if found is None else _day(int(found[4]), int(found[2] or found[3]), int(found[1]))
