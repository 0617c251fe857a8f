"""Glyphs of a PDF page to lines of text: sorted by where they stand, for a file may draw them in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from statistics import median
from typing import Final, NamedTuple
from unicodedata import combining

import regex

from extractors.labels import read_label
from pipeline.read.torn import mended
from schemas.document import Box
from schemas.text import fold, nfc

_SAME_LINE: Final = 0.4
_WORD_GAP: Final = 0.13
_COLUMN_GAP: Final = 2.5
_WIDE_GAP: Final = 0.6
"""In font sizes: how far apart baselines of one line, words, columns and what may be columns of a table stand at most (least, for gaps)."""
_RAISED: Final = 0.6
_SMALL: Final = 0.8
_LONGEST_MARK: Final = 5
_USUAL_SIZE: Final = 13.0
_ASCENT: Final = 0.8
_DESCENT: Final = 0.22
_MOTTO: Final = regex.compile(r"(?<=\S.*)(?:cộng hòa xã hội chủ nghĩa|độc lập\s?-\s?tự do\s?-)")
_MOTTO_WORDS: Final = ("cộng", "độc")
"""One of them stands in every motto."""
_LONGEST_MOTTO: Final = 120
_LABEL_LENGTH: Final = 8


class Glyph(NamedTuple):
    """A character with its baseline (``y``) and its sides, in points from the page's top left corner; ``number`` is the page's own."""

    y: float
    left: float
    right: float
    text: str
    number: int


class Font(NamedTuple):
    """Size in points, and weight, of a glyph's font."""

    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text, or one column's part of it, with its place on its page (from 1); ``y`` is its baseline."""

    page: int
    text: str
    y: float
    left: float
    right: float
    size: float
    bold: bool
    word: float
    """The width of its first word, in points."""
    column: bool = False
    """Whether it stands beside other text, in a letterhead or signature block."""
    gaps: tuple[Gap, ...] = ()
    """The wide gaps between its words: offset into the text, and from where to where, in points."""

    @property
    def box(self) -> Box:
        top, bottom = self.y - _ASCENT * self.size, self.y + _DESCENT * self.size
        return (round(self.left, 1), round(top, 1), round(self.right, 1), round(bottom, 1))


Gap = tuple[int, float, float]
FontOf = Callable[[int], Font]
"""The font of the glyph with that number."""


def with_marks(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The glyphs with each combining mark put to the letter drawn before it."""
    written: list[Glyph] = []
    for glyph in glyphs:
        if written and combining(glyph.text[0]) and not written[-1].text.isspace():
            written[-1] = written[-1]._replace(text=nfc(written[-1].text + glyph.text))
        else:
            written.append(glyph)
    return written


def lines_of(glyphs: Iterable[Glyph], page: int, font_of: FontOf) -> list[list[TextLine]]:
    """The lines from top to bottom, each as its parts from left to right: one part where no column gap is."""
    rows: list[list[Glyph]] = []
    reach = 0.0
    for glyph in sorted(glyphs, key=attrgetter("y")):
        if not rows or glyph.y > reach:
            if glyph.text.isspace():
                continue
            rows.append([])
            reach = glyph.y + _SAME_LINE * (font_of(glyph.number).size or _USUAL_SIZE)
        rows[-1].append(glyph)
    return [line for row in _with_raised(rows, font_of) if (line := _parts(row, page, font_of))]


def _with_raised(rows: Sequence[list[Glyph]], font_of: FontOf) -> list[list[Glyph]]:
    """The rows with raised marks, such as a footnote's number, put into the line they belong to."""
    written: list[list[Glyph]] = []
    raised: list[Glyph] = []
    for row in rows:
        size = font_of(row[0].number).size or _USUAL_SIZE
        if raised and row[0].y - raised[0].y < _RAISED * size and (font_of(raised[0].number).size or _USUAL_SIZE) < _SMALL * size:
            row = [*(glyph._replace(y=row[0].y) for glyph in raised), *row]
            written.pop()
        raised = row if len(row) <= _LONGEST_MARK else []
        written.append(row)
    return written


def _parts(row: Sequence[Glyph], page: int, font_of: FontOf) -> list[TextLine]:
    """The parts of one line: cut at column gaps, and before a motto that stands close to the issuer."""
    size = font_of(next(glyph.number for glyph in row if not glyph.text.isspace())).size or _USUAL_SIZE
    parts: list[list[Glyph]] = []
    right = 0.0
    spaced = False
    for glyph in sorted(row, key=attrgetter("left")):
        y, left, end, text, number = glyph
        if text.isspace():
            spaced = True
            continue
        last = parts[-1][-1] if parts else None
        if last and last.text == text and abs(last.left - left) < _SAME_LINE and not _are_ligature(last, glyph):
            continue  # drawn twice to look bold
        gap = left - right
        if last is None or (gap > _COLUMN_GAP * size and not _is_label(parts[-1])):
            parts.append([glyph])
        else:
            if spaced or gap > _WORD_GAP * size:
                parts[-1].append(Glyph(y, right, left, " ", number))
            parts[-1].append(glyph)
        spaced = False
        if last is None or end > right:
            right = end
    return [_line(part, page, font_of) for whole in parts for part in _before_motto(whole)]


def _are_ligature(first: Glyph, second: Glyph) -> bool:
    """Whether two letters alike are those of one sign ("ﬀ"), which pdfium gives apart in one place."""
    return first.text == "f" and second.number == first.number + 1


def _is_label(glyphs: Sequence[Glyph]) -> bool:
    text = "".join(glyph.text for glyph in glyphs)
    label = read_label(text + " x") if len(text) < _LABEL_LENGTH else None
    return label is not None and label.end > len(text)


def _before_motto(glyphs: list[Glyph]) -> list[list[Glyph]]:
    text = "".join([glyph.text[0] for glyph in glyphs])
    may_have = len(text) < _LONGEST_MOTTO and any(word in text.lower() for word in _MOTTO_WORDS)
    found = _MOTTO.search(fold(text)) if may_have else None
    return [glyphs[: found.start()], glyphs[found.start() :]] if found else [glyphs]


def _line(glyphs: Sequence[Glyph], page: int, font_of: FontOf) -> TextLine:
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    lettered = [glyph for glyph in inked if glyph.text.isalnum()] or inked
    fonts = [font_of(lettered[at].number) for at in {0, len(lettered) // 2, len(lettered) - 1}]
    size = max(font.size for font in fonts) or _USUAL_SIZE
    text, gaps = _mended("".join([glyph.text for glyph in glyphs]).strip(), tuple(_gaps(glyphs, _WIDE_GAP * size)))
    return TextLine(
        page,
        text,
        median([glyph.y for glyph in inked]),
        inked[0].left,
        max([glyph.right for glyph in inked]),
        size,
        all(font.bold for font in fonts),
        next((glyph.left for glyph in glyphs if glyph.text.isspace()), inked[-1].right) - inked[0].left,
        gaps=gaps,
    )


def _mended(text: str, gaps: tuple[Gap, ...]) -> tuple[str, tuple[Gap, ...]]:
    """The text with torn words put together, never over a wide gap, and where the gaps then are."""
    if not gaps:
        return mended(text), gaps
    starts = [0, *(gap[0] + 1 for gap in gaps)]
    pieces = [mended(text[start : gap[0]]) for start, gap in zip(starts, gaps, strict=False)]
    moved = tuple((sum(map(len, pieces[: at + 1])) + at, left, right) for at, (_, left, right) in enumerate(gaps))
    return " ".join((*pieces, mended(text[starts[-1] :]))), moved


def _gaps(glyphs: Sequence[Glyph], least: float) -> Iterator[Gap]:
    for at, glyph in enumerate(glyphs):
        if glyph.text == " " and glyph.right - glyph.left > least:
            yield sum(len(each.text) for each in glyphs[:at]), glyph.left, glyph.right
