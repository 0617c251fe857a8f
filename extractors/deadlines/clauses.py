"""Running text: only words that say when the task itself is to be done count (``deadline_cues.toml``), and of several the first.

A day with "trước", "chậm nhất", "hết", an interval ("định kỳ hằng quý", "02 lần/năm") and a span of days anywhere; a month,
quarter, half-year or year where it opens the task, stands in brackets or follows "trong", "đến", "hoàn thành" and is not said
of something else; "hằng năm" where it opens the task, precedes its verb or closes its first clause; "đến năm …" where the task
aims at it; "thường xuyên" where it opens the task or follows its subject or those who take part; an event where it opens the task or sets it off
("ngay sau khi có …", "khi Chính phủ ban hành …", "tại kỳ họp …"). What a task labels as its time, or says in the brackets or the
clause that close it ("(… chủ trì; thực hiện thường xuyên)"), is read as a time cell.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import regex

from extractors.deadlines.cells import due, time_of_cell
from extractors.deadlines.times import BEFORE, FROM, Time, times_in
from extractors.rules import load_rules
from schemas.document import Document
from schemas.text import Span

_FINISHED: Final = regex.compile(r"(?:hoàn thành|xong)\s*$")
_BESIDE: Final = regex.compile(r"\s*(?:,|và|hoặc|,\s*và)?\s*")
_SURE_INTERVALS: Final = ("deadlines.day-of-each", "deadlines.times-in-each", "deadlines.times-for-each", "deadlines.once-in-each", "deadlines.every-so-many")
_SURE_EVENTS: Final = ("deadlines.within-days-of", "deadlines.set-off-by", "deadlines.session-of-text")
_OWN_CELLS: Final = ("inline-cell", "closing-brackets", "dated-brackets", "closing-clause")
"""The cues by which running text holds a time cell of its own."""
_LEAD: Final = 400  # characters of running text that decide whether a time governs its task
_TAIL: Final = 240
_CLAUSE_END: Final = regex.compile(r"[,;:()\n]|\.(?!\d)")
_SENTENCE: Final = regex.compile(r"[.;:]\s")


@cache
def _cue(name: str) -> regex.Pattern[str]:
    return next(rule.pattern for rule in load_rules("deadline_cues") if rule.name == f"deadline_cues.{name}")


def time_of_text(document: Document, span: Span, plan_year: int | None, since: int | None) -> tuple[Time, Span] | None:
    """When the task at a span is to be done, and the words that say so; ``since`` is the year that the plan begins in, if known."""
    folded = document.folded
    for cell in filter(None, (_cue(name).search(folded, span.start, span.end) for name in _OWN_CELLS)):
        words = Span(*cell.span("cell"))
        time = time_of_cell(folded, words, plan_year)
        if time is not None:
            return due(time, folded[cell.start() : words.start]), words
    always: Time | None = None
    for time in times_in(folded, span, plan_year, cell=False):
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


def _governs(time: Time, lead: str, tail: str, since: int | None) -> bool:
    """Whether words between ``lead`` and ``tail`` say when the task itself is to be done; ``since`` is the year that the plan begins in."""
    if _cue("about-other").search(lead):
        return False
    opens, closes = _cue("opening").search(lead) is not None, _cue("closing").match(tail) is not None
    if time.kind == "event":
        return (time.rule.name in _SURE_EVENTS and not _cue("refusing").search(lead)) or (opens and ("," in tail or _opens_task(lead)))
    if time.kind == "continuous":
        return _opens_task(lead) or _cue("subject").search(lead) is not None or _cue("company").search(lead) is not None
    if time.kind == "recurring":
        return _recurs(time, lead, tail, opens=opens, closes=closes)
    bracketed = lead.rstrip().endswith("(") and tail.lstrip().startswith(")")
    starts = bool(time.edge) and FROM.fullmatch(time.edge) is not None
    if time.shape == "day":
        return (bool(time.edge) and not starts) or time.adverb or opens or bracketed or (starts and _begins(time, lead, closes, since))
    if time.shape == "day-span":
        recent = since is None or time.first is None or time.first.year >= since - 1
        return recent and not _cue("of-other").search(lead)
    clause = _SENTENCE.split(lead)[-1]
    aimed = _cue("aim").match(tail) is not None
    completion, aims = _cue("completion").search(clause) is not None, _cue("aiming").search(lead) is not None
    if starts and time.first and time.last and time.shape in ("months", "quarters"):
        return opens or (not _cue("of-other").search(lead) and (closes or tail.startswith(",")) and (since is None or time.last.year >= since))
    if starts:
        onward = closes and time.first is not None and (since is None or time.first.year >= since)
        return opens or _cue("starting").search(lead) is not None or (onward and not _cue("of-other").search(lead))
    if time.edge and (BEFORE.search(time.edge) or time.shape not in ("years", "plan-year")):
        return True
    if time.edge:
        pledged = aimed and _cue("pledging").search(clause) is not None
        lasts = closes and time.edge == "đến hết" and _cue("lasting").search(lead) is not None
        return opens or pledged or lasts or (aims and (closes or aimed)) or (completion and closes)
    if since is not None and time.last is not None and time.last.year < since:
        return False
    if _cue("of-other").search(lead) and not completion:
        return False
    if opens and (time.adverb or _opens_task(lead)):
        return tail.strip(" .*/") != ""
    if bracketed or _FINISHED.search(lead) or (aimed and _cue("keeping").search(lead)):
        return True
    if not time.adverb or _cue("purpose").search(clause):
        return False
    return time.shape in ("months", "quarters", "part-of-year") or closes or _cue("going-on").match(tail) is not None


def _begins(time: Time, lead: str, closes: bool, since: int | None) -> bool:
    """Whether a first day is the one on which the task itself, or what it puts to use, begins."""
    if _cue("starting").search(lead):
        return True
    return closes and time.first is not None and (since is None or time.first.year >= since) and _cue("begun").search(lead) is not None


def _opens_task(lead: str) -> bool:
    return not lead.strip('*"( -')


def _recurs(time: Time, lead: str, tail: str, *, opens: bool, closes: bool) -> bool:
    if time.rule.name in _SURE_INTERVALS:
        return True
    of_other = regex.match(r"\s+(?:của|do)\s", tail) is not None
    if opens or _cue("keeping").search(lead):
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


def _clause_end(folded: str, start: int, end: int) -> int:
    found = _CLAUSE_END.search(folded, start, end)
    return end if found is None else found.start()


def _lead(folded: str, start: int, end: int) -> str:
    """The words before a time; where more stand there than any cue asks for, the last of them behind a dot of their own."""
    return folded[start:end] if end - start <= _LEAD else "…" + folded[end - _LEAD : end]
