"""Lines of a text file to paragraphs: a text with one paragraph a line is told from one whose paragraphs are wrapped at a width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from extractors.labels import read_label
from pipeline.read.joining import RUNNING, goes_on, is_capitals, is_kind, is_labelled
from pipeline.read.pieces import Paragraph
from schemas.document import Place
from schemas.text import fold

_WIDEST: Final = 130
_FEWEST_BREAKS: Final = 6
_FEWEST_FULL: Final = 3
"""From how many line ends within paragraphs a width is seen; from how many where four fifths are at one width."""
_FULL: Final = 0.88
"""The share of the text's width that a wrapped line fills at least, the first word of the next line counted in."""
_FULL_AFTER_STOP: Final = 0.99
"""The same where a sentence ends with the line and the next may open a paragraph."""
_FEWEST_RAGGED: Final = 5
_SHARE_RAGGED: Final = 0.15
"""From how many lines on, and from which share of all, that begin in lower case a text is ragged."""
_MOST_UNEVEN: Final = 0.25
"""Which share of them may follow a line that was not full, at most, where there is a width."""
_OPENING: Final = 100
_INDENT: Final = 2
_STOPS: Final = (".", ":", ";", "./.")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of prose without its markup; ``hard``: the source says that the line ends here (two trailing spaces)."""

    text: str
    number: int
    """Counted from 1."""
    indent: int = 0
    gap: bool = False
    hard: bool = False
    heading: int = 0
    bold: bool = False

    def paragraph(self) -> Paragraph:
        return Paragraph(self.text, Place(path=f"line {self.number}"), self.heading, self.bold, self.gap)


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The width, in characters, at which the text's paragraphs are wrapped; None where a line is a paragraph."""
    breaks = [(line, following) for line, following in pairwise(lines) if len(line.text) >= RUNNING and not (following.gap or is_labelled(following.text))]
    lengths = sorted(line.indent + len(line.text) for line in lines)
    if len(breaks) < _FEWEST_FULL:
        return None
    width = lengths[int(len(lengths) * 0.99)]
    full = sum(_is_full(line, following, width) for line, following in breaks)
    going_on = [(line, following) for line, following in pairwise(lines) if _goes_on_surely(following)]
    uneven = sum(not _is_full(line, following, width) for line, following in going_on)
    if len(going_on) >= _FEWEST_RAGGED and uneven > _MOST_UNEVEN * len(going_on):
        return None
    enough = 2 * full >= len(breaks) if len(breaks) >= _FEWEST_BREAKS else 5 * full >= 4 * len(breaks)
    return width if width <= _WIDEST and enough else None


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Whether the first word of the next line would hardly have fitted on this one."""
    share = _FULL_AFTER_STOP if line.text.endswith(_STOPS) else _FULL
    return line.indent + len(line.text) + 1 + len(following.text.split(" ", 1)[0]) >= share * width


def _starts_paragraph(first: Line, line: Line, following: Line, width: int) -> bool:
    """Whether ``following`` opens a paragraph, where ``first`` opened the one that ``line`` belongs to."""
    if line.hard or following.gap or following.heading != first.heading or following.heading:
        return True
    if line.text.endswith(",") and following.text[:1].isdigit() and _is_full(line, following, width):
        return False
    if _lists_bodies(line, following):
        return False
    if is_labelled(following.text) or is_capitals(line.text) != is_capitals(following.text):
        return not goes_on(line.text, following.text)
    hanging = line is first and read_label(first.text) is not None
    if following.indent >= line.indent + _INDENT and not hanging:
        return True
    if line.text.endswith(_STOPS) and is_kind("opening", fold(following.text[:RUNNING])):
        return True
    if read_label(first.text) is not None and _opens(following, ("order", "verb")):
        return not goes_on(line.text, following.text)
    return not (_is_full(line, following, width) or goes_on(line.text, following.text))


def _goes_on_surely(line: Line) -> bool:
    """Whether a line can only be the rest of the one above it: in lower case, without a label."""
    return line.text[:1].islower() and not (line.gap or is_labelled(line.text))


def is_ragged(lines: Sequence[Line]) -> bool:
    """Whether paragraphs are wrapped at no width, as in text copied from a web page: many lines go on the one above in lower case."""
    cut = sum(map(_goes_on_surely, lines[1:]))
    return cut >= _FEWEST_RAGGED and cut >= _SHARE_RAGGED * len(lines)


def _starts_ragged(parts: Sequence[Line], following: Line) -> bool:
    """Whether ``following`` opens a paragraph after these lines of one, where nothing tells how wide a line is.

    A line that may be a heading (the first of its paragraph, without a bullet, short or with a label) goes on only where its words say so.
    """
    first, line = parts[0], parts[-1]
    if line.hard or following.gap or following.heading:
        return True
    if goes_on(line.text, following.text) or _lists_bodies(line, following):
        return False
    if is_labelled(following.text) or is_capitals(line.text) or is_capitals(following.text) or line.text.endswith(_STOPS):
        return True
    label = read_label(first.text)
    if line is first and (len(line.text) < RUNNING if label is None else label.kind != "bullet"):
        return True
    return _opens(following, ("order", "opening", "verb"))


def _lists_bodies(line: Line, following: Line) -> bool:
    """Whether a line ends within bodies to work with, between semicolons, the next of which follows."""
    return line.text.endswith(";") and is_kind("bodies-before", fold(line.text[-_OPENING:])) and is_kind("body", fold(following.text[:_OPENING]))


def _opens(line: Line, kinds: Iterable[str]) -> bool:
    """Whether the line begins with a capital and words of one of these kinds, none of which begins a name."""
    return line.text[:1].isupper() and any(is_kind(kind, fold(line.text[:_OPENING])) for kind in kinds)


def unwrap(lines: Iterable[Line], width: int | None, ragged: bool = False) -> list[Paragraph]:
    """The paragraphs of a stretch of prose: a line each where ``width`` is None and the text not ``ragged``. What blank lines broke stays broken here."""
    paragraphs: list[Paragraph] = []
    parts: list[Line] = []
    for line in lines:
        if parts and (_starts_paragraph(parts[0], parts[-1], line, width) if width else not ragged or _starts_ragged(parts, line)):
            paragraphs.append(_whole(parts))
            parts = []
        parts.append(line)
    return [*paragraphs, _whole(parts)] if parts else paragraphs


def _whole(lines: Sequence[Line]) -> Paragraph:
    if len(lines) == 1:
        return lines[0].paragraph()
    return replace(lines[0].paragraph(), text=" ".join(line.text for line in lines), bold=all(line.bold for line in lines))
