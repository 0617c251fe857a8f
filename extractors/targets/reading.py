"""The targets of one stretch of text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

import regex

from extractors.targets.figures import Figure, find_figures
from extractors.targets.indicators import EVENT, indicator_id, same_indicator, what_is_measured
from extractors.targets.levels import PLACE_GOES_ON, said_of
from extractors.targets.status import SENTENCE_REACH, Setting, Status, status_of
from extractors.targets.stretches import split_sentences, stretch_of
from extractors.targets.wording import PREDICATE
from schemas.document import Document
from schemas.plan import Target
from schemas.text import Span

_NARROWED: Final = regex.compile(r"[\s,;.]{0,9}(?:trong đó|riêng|trong lĩnh vực)(?!\p{L})")
"""Words between two figures after which the second measures a part of what the first does."""
_LINK: Final = 120
"""What stands between two figures of a list is no longer, in characters."""
_ENDS_LIST: Final = regex.compile(PREDICATE.pattern + r"|(?<!\p{L})dưới (?:dạng|hình thức)(?!\p{L})|[.\n]")
_ANAPHORA: Final = regex.compile(r"(?:chỉ số|tỷ lệ|kết quả|điểm số|thứ hạng)(?: này| trên)? (?:đạt|tăng|giảm|xếp)")


def read_stretch(document: Document, span: Span, setting: Setting) -> Iterator[Target]:
    """The targets in a stretch of a document, in order."""
    folded = document.folded
    sentences = split_sentences(folded, span)
    ends = [sentence.end for sentence in sentences]
    figures = find_figures(folded, span)
    told: list[tuple[Figure, Target]] = []
    for figure, following in zip_longest(figures, figures[1:]):
        if figure.rule.values.get("reported") and not setting.reported:
            continue
        at = bisect_right(ends, figure.digits.start)
        before, previous = told[-1] if told else (None, None)
        beside = previous if previous and previous.end > sentences[at].start else None
        near = Span(max(sentences[at].start, figure.digits.start - SENTENCE_REACH), sentences[at].end)
        status = status_of(folded, span, near, figure, setting, previous, beside)
        if status is None:
            continue
        stretch = stretch_of(folded, sentences, at, figure, following, beside, before)
        unit = figure.unit(folded)
        known = indicator_id(stretch.of(folded), unit)
        indicator = what_is_measured(document, stretch, figure)
        shared = previous and (_ANAPHORA.match(folded, stretch.start) or stretch.start == previous.start)
        if previous and shared:
            indicator = _shared_indicator(document, previous, figure)
        if previous and previous.indicator_id and (shared or figure.joins or _narrows(folded, previous, figure)):
            known = known or same_indicator(previous.indicator_id, unit)
        if figure.measure and known != "inspection" and EVENT.match(folded, figure.measure.start):
            known = None
        told.append((figure, make_target(document, figure, stretch, setting, status, indicator, known)))
    yield from _with_their_predicate(folded, told)


def _shared_indicator(document: Document, previous: Target, figure: Figure) -> str | None:
    """What a figure measures that shares its subject with the one before it, said of its own place where its clause names one."""
    elsewhere = PLACE_GOES_ON.fullmatch(document.folded, previous.end, figure.digits.start + 1)
    if elsewhere is None or previous.indicator is None:
        return previous.indicator
    return said_of(previous.indicator, " ".join(document.text[slice(*elsewhere.span("place"))].split()))


def _narrows(folded: str, previous: Target, figure: Figure) -> bool:
    """Whether a figure says of a part what the one before it says of the whole ("…; riêng lĩnh vực đất đai đạt 85%")."""
    return previous.unit == figure.rule.values.get("unit") and bool(_NARROWED.match(folded, previous.end, figure.start))


def _with_their_predicate(folded: str, told: Sequence[tuple[Figure, Target]]) -> Iterator[Target]:
    """The targets, where those of a list that only its end says something of ("98% hồ sơ cấp tỉnh, 97% … đúng hạn") measure the same."""
    heads = {figure.start for figure, _ in told}
    named: list[Target] = []
    after: tuple[Figure, Target] | None = None
    for figure, target in reversed(told):
        if (
            after
            and not figure.counted
            and target.indicator_id is None
            and after[1].indicator_id
            and target.start in heads
            and after[0].change == figure.change
            and 0 <= after[0].start - figure.end <= _LINK
            and not _ENDS_LIST.search(folded, figure.end, after[0].start)
        ):
            target = replace(target, indicator_id=same_indicator(after[1].indicator_id, target.unit))
        after = (figure, target)
        named.append(target)
    yield from reversed(named)


def make_target(document: Document, figure: Figure, stretch: Span, setting: Setting, status: Status, indicator: str | None, known: str | None) -> Target:
    """The target that a figure makes of a stretch, in its setting."""
    return Target(
        id="",
        section=None,
        path=setting.path,
        item=setting.item,
        task=None,
        text=stretch.of(document.text),
        start=stretch.start,
        end=stretch.end,
        page=document.page_at(stretch.start),
        rule=figure.rule.name,
        status=status,
        indicator=indicator,
        indicator_id=known,
        comparator=figure.comparator,
        value=figure.value,
        value_max=figure.high,
        unit=figure.unit(document.text),
        change=figure.change,
        components=(),
        owners=(),
        confidence=figure.rule.confidence,
    )
