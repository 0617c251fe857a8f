"""The plan on a web page told from the page around it: menus, tools, counters, shares, comments, other news.

What a page hides or names as its own is left out, as are the lines before the letterhead and after the end. Nothing is left out that
would take the plan's letterhead, title, recipients, signature or most of the page's running text with it. The wordings stand in
``extractors/data/web_page.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import regex

from extractors.labels import read_label
from extractors.rules import load_rules
from pipeline.read.joining import is_capitals
from pipeline.read.page import Region, Shown
from pipeline.read.pieces import Paragraph, Row
from schemas.text import fold

_LONGEST_LINE: Final = 200
_RUNNING: Final = 80
"""From this many characters on a line is running text, which menus do not have."""
_MOST: Final = 0.5
_NEARLY_ALL: Final = 0.8
_BEFORE_A_TABLE: Final = 6
_HEADLINE_LINES: Final = 4


@cache
def _patterns() -> Mapping[str, tuple[regex.Pattern[str], ...]]:
    kinds: dict[str, tuple[regex.Pattern[str], ...]] = {}
    for rule in load_rules("web_page"):
        kinds[rule.values["kind"]] = (*kinds.get(rule.values["kind"], ()), rule.pattern)
    return kinds


@dataclass(frozen=True, slots=True)
class _Line:
    """What is shown, and which kinds of rule its line meets."""

    shown: Shown
    kinds: frozenset[str]
    letters: int
    """Of its running text."""

    @property
    def is_row(self) -> bool:
        return isinstance(self.shown.piece, Row)


def plan_of(shown: Sequence[Shown], generator: str) -> list[Shown]:
    """What is shown of the plan itself; all that is not hidden where a word processor made the page."""
    lines = [_line(each) for each in shown]
    if _meets("generator", fold(generator)):
        return [line.shown for line in _without_clutter(lines)]
    kept = [line for line in _without_clutter(lines) if not ("furniture" in line.kinds or ("tool" in line.kinds and line.shown.linked))]
    start = _start(kept)
    if start is None:
        return [line.shown for line in _article([line for line in kept if "tool" not in line.kinds])]
    return [line.shown for line in _to_the_end(kept[start:])]


def _meets(kind: str, folded: str) -> bool:
    return any(pattern.search(folded) for pattern in _patterns()[kind])


_OF_LINES: Final = ("start", "title", "end", "before", "appendix", "furniture", "tool", "after", "foot")
_OF_THE_PLAN: Final = frozenset({"start", "title", "end"})


def _line(shown: Shown) -> _Line:
    text = shown.text
    is_row = isinstance(shown.piece, Row)
    running = not shown.linked and (is_row or len(text) >= _RUNNING or read_label(text) is not None)
    letters = len(text) if running else 0
    if is_row or len(text) > _LONGEST_LINE:
        return _Line(shown, frozenset(), letters)
    folded = fold(text)
    kinds = {kind for kind in _OF_LINES if _meets(kind, folded)}
    if shown.linked:
        kinds &= {"furniture", "tool", "after", "foot"}
    if not text.isupper():
        kinds -= {"title"}
    return _Line(shown, frozenset(kinds), letters)


def _without_clutter(lines: Sequence[_Line]) -> list[_Line]:
    """The lines that are neither hidden nor in what is named as surrounding, unless the plan itself stands there."""
    around = [[region for region in line.shown.region.around() if region.clutter] for line in lines]
    letters: dict[Region, int] = {}
    for line, regions in zip(lines, around, strict=True):
        for region in regions:
            letters[region] = letters.get(region, 0) + line.letters
    total = sum(line.letters for line in lines)
    met = {kind for line, regions in zip(lines, around, strict=True) if not regions for kind in line.kinds & _OF_THE_PLAN}
    spared = {region for region, count in letters.items() if count > _MOST * total}
    for line, regions in zip(lines, around, strict=True):
        if line.kinds & _OF_THE_PLAN - met:
            spared.update(regions)
    return [line for line, regions in zip(lines, around, strict=True) if spared.issuperset(regions)]


def _shared(first: Region, second: Region) -> Region:
    """The innermost region that holds both."""
    around = set(first.around())
    return next((region for region in second.around() if region in around), first)


def _start(lines: Sequence[_Line]) -> int | None:
    """Where the plan's letterhead or title begins; 0 where too much stands before it to be a page's head; None where there is neither."""
    firsts = [first for kind in ("start", "title") if (first := next((index for index, line in enumerate(lines) if kind in line.kinds), None)) is not None]
    if not firsts:
        return None
    return next((_letterhead_start(lines, first) for first in firsts if _is_head(lines, first)), 0)


def _is_head(lines: Sequence[_Line], first: int) -> bool:
    """Whether what stands before a line can be the head of a page, and not of a plan."""
    labels = (read_label(line.shown.text) for line in lines[:first] if not line.shown.linked)
    is_small = sum(line.letters for line in lines[:first]) <= _MOST * sum(line.letters for line in lines)
    return is_small and not any(label and label.kind == "roman" for label in labels)


def _letterhead_start(lines: Sequence[_Line], first: int) -> int:
    """The line with which the letterhead begins that the motto or title at ``first`` belongs to."""
    following = next((line for line in lines[first + 1 :] if "title" in line.kinds or line.letters), lines[first])
    home = _shared(lines[first].shown.region, following.shown.region)
    while first:
        line = lines[first - 1]
        if line.is_row or line.shown.linked or home not in line.shown.region.around() or not ("before" in line.kinds or is_capitals(line.shown.text)):
            break
        first -= 1
    return first


def _to_the_end(lines: Sequence[_Line]) -> list[_Line]:
    """The lines, of which the first is the plan's, without what a page puts after the plan's last."""
    ends = [index for index, line in enumerate(lines) if "end" in line.kinds]
    last = _last_of_appendices(lines, ends[0], ends[-1]) if ends else _last_running(lines)
    home = _shared(lines[0].shown.region, lines[last].shown.region) if last else None
    after = (index for index in range(last + 1, len(lines)) if _opens_the_foot(lines[index], home))
    rest = (line for line in lines[last + 1 : next(after, len(lines))] if not line.shown.linked and "tool" not in line.kinds and _is_in(home, line))
    return [*lines[: last + 1], *rest]


def _opens_the_foot(line: _Line, home: Region | None) -> bool:
    return "after" in line.kinds or ("foot" in line.kinds and not _is_in(home, line))


def _is_in(home: Region | None, line: _Line) -> bool:
    return home is None or home in line.shown.region.around()


def _last_of_appendices(lines: Sequence[_Line], first_end: int, last: int) -> int:
    """The last line of what is appended after a signature; ``last`` where nothing is."""
    stop = next((index for index in range(last + 1, len(lines)) if "after" in lines[index].kinds), len(lines))
    head = next((index for index in range(first_end, stop) if _heads_an_appendix(lines, index)), None)
    if head is None:
        return last
    return max(last, head, max((index for index in range(head, stop) if lines[index].letters), default=head))


def _heads_an_appendix(lines: Sequence[_Line], index: int) -> bool:
    line = lines[index]
    if line.is_row or line.shown.linked:
        return False
    return "appendix" in line.kinds or (is_capitals(line.shown.text) and any(near.is_row for near in lines[index + 1 : index + 1 + _BEFORE_A_TABLE]))


def _last_running(lines: Sequence[_Line]) -> int:
    """The last line of running text before the page's own lines that come after more than half of it."""
    total = sum(line.letters for line in lines)
    met = last = 0
    for index, line in enumerate(lines):
        if "after" in line.kinds and met > _MOST * total:
            break
        met += line.letters
        last = index if line.letters else last
    return last


def _article(lines: Sequence[_Line]) -> list[_Line]:
    """The lines of the smallest region with nearly all running text, and the headline above it; all of a page that has no links."""
    if not any(line.shown.linked for line in lines):
        return list(lines)
    letters: dict[Region, int] = {}
    for line in lines:
        for region in line.shown.region.around():
            letters[region] = letters.get(region, 0) + line.letters
    total = sum(line.letters for line in lines)
    if not total:
        return list(lines)
    most = max((region for region, count in letters.items() if count >= _NEARLY_ALL * total), key=lambda region: region.depth)
    home = most if sum(most in line.shown.region.around() for line in lines) > 1 else most.parent or most
    inside = [index for index, line in enumerate(lines) if home in line.shown.region.around()]
    above = [line for line in lines[max(0, inside[0] - _HEADLINE_LINES) : inside[0]] if not line.shown.linked]
    headline = next((index for index, line in reversed(list(enumerate(above))) if _is_headline(line)), len(above))
    return _to_the_end([*above[headline:], *(lines[index] for index in inside)])


def _is_headline(line: _Line) -> bool:
    return isinstance(line.shown.piece, Paragraph) and line.shown.piece.heading > 0
