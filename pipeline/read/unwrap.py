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
    if line.text.endswith(",") and following.text[0].isdigit() and _is_full(line, following, width):
        return False
    if is_labelled(following.text) or is_capitals(line.text) != is_capitals(following.text):
        return not goes_on(line.text, following.text)
    hanging = line is first and read_label(first.text) is not None
    if following.indent >= line.indent + _INDENT and not hanging:
        return True
    if line.text.endswith(_STOPS) and is_kind("opening", fold(following.text[:RUNNING])):
        return True
    return not (_is_full(line, following, width) or goes_on(line.text, following.text))


def unwrap(lines: Iterable[Line], width: int | None) -> list[Paragraph]:
    """The paragraphs of a stretch of prose: a line each where ``width`` is None. What blank lines broke stays broken here."""
    paragraphs: list[Paragraph] = []
    parts: list[Line] = []
    for line in lines:
        if parts and (width is None or _starts_paragraph(parts[0], parts[-1], line, width)):
            paragraphs.append(_whole(parts))
            parts = []
        parts.append(line)
    return [*paragraphs, _whole(parts)] if parts else paragraphs


def _whole(lines: Sequence[Line]) -> Paragraph:
    if len(lines) == 1:
        return lines[0].paragraph()
    return replace(lines[0].paragraph(), text=" ".join(line.text for line in lines), bold=all(line.bold for line in lines))
