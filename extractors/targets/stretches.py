"""The shortest stretch that holds a figure and what it measures; figures that share a subject begin with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from extractors.targets.figures import Figure
from extractors.targets.levels import LEVEL, PLACE_GOES_ON
from extractors.targets.status import SENTENCE_REACH
from extractors.targets.wording import FOLLOWING, LISTED, LONGEST, PREDICATE, PREFIX, SENTENCE_END, SUBJECT, first_match, rules_of
from schemas.plan import Target
from schemas.text import Span

_WIDEST_GAP: Final = 9
"""White space that a stretch steps over is no wider, in characters."""
_BODIES_GO_ON: Final = regex.compile(r"\s*(?:và )?(?:ubnd|ủy ban|các|sở|phòng|ban|cơ quan|đơn vị|xã|trung tâm|trường|cấp)(?!\p{L})")
_PART_OF: Final = regex.compile(r"(?<!\p{L})trong đó(?:\s{1,9}có)?\s{1,9}\Z")
_BRACKETED: Final = regex.compile(r"\s{0,9}\([^()\n]*\Z")
_AND_AT: Final = regex.compile(r"\s{0,9}(?:và|,)\s{1,9}(?:\p{L}{1,9}\s{1,9}){1,4}(?:tại|cho|đối với)\s{1,9}")
"""Between two counted things of which the second has a verb of its own but what is done from the first."""
_NAMED: Final = regex.compile(r"\s{0,9}\([^()\n]{1,200}\)\s{0,9}(?:[.,;]|\Z)")
"""The names of counted things, which end what is said of them."""
_SHARE_BEFORE: Final = regex.compile(r"\d\s{0,9}%")
_SHARE_GOES_ON: Final = regex.compile(r"\s{0,9}(?:và\s{1,9})?\d{1,4}\s?/\s?\d{1,4}\s[\p{L},\s]{2,40}(?=[.;(]|\Z)")
_HANGING: Final = regex.compile(r"[\s,]+(?:và|hoặc|đồng thời|trong đó|với|cho)\s*$")
_BETWEEN: Final = regex.compile(r"[,;]\s|\svà\s")
_COMMA: Final = regex.compile(r",\s")
_OPENS_PART: Final = regex.compile(r"[,(]\s")
_PREPOSITION: Final = regex.compile(r"(?<!\p{L})(?:tại|của|cho|đối với|trong|ở|trên) *$")


def split_sentences(folded: str, span: Span) -> tuple[Span, ...]:
    """The sentences of a stretch; a semicolon within a list of bodies ("100% các phòng; UBND các xã đạt …") ends none."""
    sentences: list[Span] = []
    start = span.start
    for mark in SENTENCE_END.finditer(folded, span.start, span.end):
        if mark[0] == ";" and PLACE_GOES_ON.match(folded, mark.end(), span.end) and _SHARE_BEFORE.search(folded, start, mark.start()):
            continue
        goes_on = mark[0] == ";" and (_BODIES_GO_ON.match(folded, mark.end(), span.end) or _SHARE_GOES_ON.match(folded, mark.end(), span.end))
        if goes_on and not (goes_on.re is _SHARE_GOES_ON and PREDICATE.search(goes_on[0])):
            figure = folded.rfind("%", start, mark.start())
            if not PREDICATE.search(folded, max(start, figure), mark.start()):
                continue
        sentences.append(Span(start, mark.end()))
        start = mark.end()
    return (*sentences, Span(start, span.end + 1))


def stretch_of(folded: str, sentences: Sequence[Span], at: int, figure: Figure, following: Figure | None, beside: Target | None, before: Figure | None) -> Span:
    """The shortest stretch that holds a figure and what it measures; ``beside`` is the target before it in its sentence, of the figure ``before``."""
    sentence = sentences[at]
    if figure.rule.values.get("whole"):
        return _trim(folded, figure.start, figure.end)
    if figure.counted and folded[max(sentence.start, figure.start - _WIDEST_GAP) : figure.start].rstrip().endswith("("):
        return _trim(folded, _subject(folded, sentences, at, figure, beside), figure.end)
    if figure.counted or _before_its_noun(folded, sentence, figure, beside, before):
        start = figure.digits.start if figure.joins else figure.start
        if beside and before and figure.end - beside.start <= LONGEST and _leans(folded, figure, beside, before):
            start = beside.start
        elif not beside and figure.end - sentence.start <= LONGEST and _elliptic(folded, figure) and _PART_OF.search(folded, sentence.start, figure.start):
            start = _open(folded, sentence.start, figure.start)
        elif not figure.counted:
            start = _prefix(folded, max(sentence.start, beside.end if beside else 0), figure)
        ceiling = min(sentence.end, max(start, figure.start) + LONGEST)
        if following and not following.joins and figure.end < following.start < ceiling:
            ceiling = _before_next(folded, figure.end, following.start)
        return _trim(folded, start, _measure_end(folded, figure, ceiling))
    ceiling = min(sentence.end, figure.end + FOLLOWING)
    tail = next((match for rule in rules_of("tail") if (match := rule.pattern.match(folded, figure.end, ceiling))), None)
    return _trim(folded, _subject(folded, sentences, at, figure, beside), tail.end() if tail else figure.end)


def _before_its_noun(folded: str, sentence: Span, figure: Figure, beside: Target | None, before: Figure | None) -> bool:
    """Whether a share of a whole stands before what it is a share of: "100% văn bản được …", "13/13 xã áp dụng …"."""
    if figure.measure is None:
        follows = [rule for rule in rules_of("follows") if rule.pattern.match(folded, figure.end, min(sentence.end, figure.end + FOLLOWING))]
        if any(not rule.values.get("bound") for rule in follows):
            return True
        opening = max(_opening(folded, sentence, figure), beside.end if beside else 0)
        return bool(follows) and _open(folded, opening, figure.start) >= figure.start
    if not figure.rule.values.get("shares"):
        return False
    listed = beside and before and beside.start == before.start and LISTED.fullmatch(folded, before.end, figure.start)
    return bool(listed) or _open(folded, _opening(folded, sentence, figure), figure.start) >= figure.start


def _opening(folded: str, sentence: Span, figure: Figure) -> int:
    """Where the clause of a figure begins, as far as it matters."""
    return min(_last_cut(folded, max(sentence.start, figure.start - LONGEST), figure.start), figure.start)


def _leans(folded: str, figure: Figure, beside: Target, before: Figure) -> bool:
    """Whether a figure needs the words that the one before it begins with: its verb, or what it is a share of."""
    acts = beside.start < before.digits.start and first_match("verb", folded, beside.start, before.digits.start) is not None
    if figure.counted:
        return acts and (figure.joins or bool(_AND_AT.fullmatch(folded, before.end, figure.digits.start)))
    if figure.measure or before.measure:
        return False
    if _elliptic(folded, figure) or LEVEL.match(folded, figure.end):
        return True
    said = PREDICATE.search(folded, before.end, figure.digits.start) or PREDICATE.search(folded, figure.end, figure.end + PREFIX)
    return acts and not said and bool(LISTED.fullmatch(folded, before.end, figure.start))


def _elliptic(folded: str, figure: Figure) -> bool:
    """Whether what it is a share of stands before a figure that its predicate follows ("100 hồ sơ, trong đó 30% trả trước hạn")."""
    return any(rule.values.get("elliptic") and rule.pattern.match(folded, figure.end, figure.end + FOLLOWING) for rule in rules_of("follows"))


def _before_next(folded: str, start: int, end: int) -> int:
    """Where what is said of one figure ends when another follows: before the words that belong to the next."""
    if _HANGING.search(folded, start, end) or folded[start:end].rstrip().endswith(","):
        return end
    return max((match.start() for match in _BETWEEN.finditer(folded, start, end)), default=end)


def _trim(folded: str, start: int, end: int) -> Span:
    """The stretch without blanks and marks at its ends."""
    while start < end and folded[start] in ' \n\t,;:.*"-+':
        start += 1
    while end > start and folded[end - 1] in ' \n\t,;:.*"-+(':
        end -= 1
    return Span(start, end)


def _measure_end(folded: str, figure: Figure, ceiling: int) -> int:
    """Where the noun after a figure, with what is said of it, ends."""
    if figure.counted and _NAMED.match(folded, figure.end, ceiling):
        return figure.end
    ends = (match.start() for rule in rules_of("end") for match in rule.pattern.finditer(folded, figure.end, ceiling))
    outside = (end for end in ends if folded.count("(", figure.end, end) <= folded.count(")", figure.end, end))
    end = max(figure.end, next(outside, min(ceiling, len(folded))))
    hanging = _HANGING.search(folded, figure.end, end)
    return hanging.start() if hanging else end


def _prefix(folded: str, floor: int, figure: Figure) -> int:
    """Where the words begin that a figure before its noun completes ("xử lý hoặc kiến nghị xử lý «100%» …", "… tại «100%» các xã")."""
    floor = max(floor, figure.start - SENTENCE_REACH)
    floor = min(max(floor, _last_cut(folded, floor, figure.start)), figure.start)
    reach = SUBJECT if _PREPOSITION.search(folded, floor, figure.start) else PREFIX
    commas = [match.end() for match in _OPENS_PART.finditer(folded, floor, figure.start)]
    for start in (*reversed(commas), floor):
        verb = first_match("verb", folded, start, figure.start)
        if folded[start : figure.start].strip() and verb is None and start > floor and figure.start - start < PREFIX:
            continue
        start = verb.start() if verb and reach == PREFIX else start
        return _open(folded, start, figure.start) if figure.start - start <= reach else figure.start
    return figure.start


def _last_cut(folded: str, floor: int, ceiling: int) -> int:
    return max((match.end() for rule in rules_of("cut") for match in rule.pattern.finditer(folded, floor, ceiling)), default=floor)


def _subject(folded: str, sentences: Sequence[Span], at: int, figure: Figure, beside: Target | None) -> int:
    """Where the subject of a figure begins; figures that share one begin with it."""
    floor = sentences[at].start
    if beside:
        if figure.end - beside.start <= LONGEST and _BRACKETED.match(folded, beside.end, figure.start):
            return beside.start
        same = beside.unit == figure.rule.values.get("unit") and figure.end - beside.start <= LONGEST
        if same and PLACE_GOES_ON.fullmatch(folded, beside.end, figure.digits.start + 1):
            return beside.start
        if (figure.rule.values.get("shares") or first_match("predicate", folded, beside.end, figure.digits.start)) and figure.end - beside.start <= LONGEST:
            return beside.start
        floor = min(beside.end, figure.start)
    elif (
        at and figure.measure is None and (alone := first_match("predicate", folded, floor, figure.digits.start)) and not folded[floor : alone.start()].strip()
    ):
        floor = sentences[0].start if figure.end - sentences[0].start <= LONGEST else sentences[at - 1].start
        return _open(folded, floor, figure.start)
    for rule in rules_of("cut"):
        for match in rule.pattern.finditer(folded, floor, figure.start):
            rest = folded[match.end() : figure.start]
            if len(rest.split()) > 1 and not first_match("predicate", rest, 0, len(rest)):
                floor = match.end()
    floor = _open(folded, floor, figure.start)
    commas = (match.end() for match in _COMMA.finditer(folded, floor, figure.start))
    return floor if figure.start - floor <= SUBJECT else next((comma for comma in commas if figure.start - comma <= SUBJECT), figure.start)


def _open(folded: str, start: int, end: int) -> int:
    """The start without the words that only open a sentence."""
    opening = first_match("opener", folded[start:end], 0, end - start)
    return start + opening.end() if opening else start
