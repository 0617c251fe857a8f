"""Glyphs of a PDF page set in fonts from before Unicode: told by the font's name, as long as the letters agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final

from pipeline.read.glyphs import Glyph
from pipeline.read.legacy import may_be_legacy
from pipeline.read.legacy.fonts import LegacyFont, holds_legacy, legacy_font, plain_codes, set_in
from pipeline.read.legacy.hyphens import LINE_END_HYPHEN, tell_hyphens
from pipeline.read.legacy.tables import ByteEncoding, is_letter

_SAME_LINE: Final = 2.0
"""In points: how far apart the baselines of one line stand at most."""

FontName = Callable[[int], str]
"""The name of the font of the glyph with that number."""


def as_fonts_show(glyphs: Sequence[Glyph], name_of: FontName) -> tuple[list[Glyph], Counter[ByteEncoding]]:
    """The glyphs, in the order of the file, with what their fonts show for text; and how many were converted from each encoding.

    A letter and the mark drawn after it become one glyph. Fonts are asked for only where letters are such as Vietnamese does not have.
    """
    fonts = [None] * len(glyphs) if not _is_worth_asking(glyphs, name_of) else [legacy_font(name_of(glyph.number)) for glyph in glyphs]
    if not any(fonts):
        return [_without_mark(glyph) for glyph in glyphs], Counter()
    stretches = [(font, [glyph for _, glyph in stretch]) for font, stretch in groupby(zip(fonts, glyphs, strict=True), key=lambda fonted: fonted[0])]
    texts: dict[LegacyFont, list[str]] = {}
    for font, stretch in stretches:
        if font:
            texts.setdefault(font, []).append(_text(stretch, font))
    held = {font for font, of_font in texts.items() if holds_legacy(" ".join(of_font), font.encoding)}
    written: list[Glyph] = []
    converted: Counter[ByteEncoding] = Counter()
    for font, stretch in stretches:
        if font in held and font:
            converted[font.encoding] += sum(not glyph.text.isascii() for glyph in stretch)
            written.extend(_shown(stretch, font))
        else:
            written.extend(map(_without_mark, stretch))
    return written, +converted


def _is_worth_asking(glyphs: Sequence[Glyph], name_of: FontName) -> bool:
    letters = {glyph.text: glyph.number for glyph in glyphs}
    return may_be_legacy(plain_codes("".join(letters))) and any(legacy_font(name_of(number)) for letter, number in letters.items() if not letter.isascii())


def _without_mark(glyph: Glyph) -> Glyph:
    return glyph._replace(text="-") if glyph.text == LINE_END_HYPHEN else glyph


def _lines(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The glyphs line by line, as far as the file draws them so."""
    line: list[Glyph] = []
    for glyph in glyphs:
        if line and abs(glyph.y - line[-1].y) > _SAME_LINE:
            yield line
            line = []
        line.append(glyph)
    yield line


def _text(glyphs: Sequence[Glyph], font: LegacyFont) -> str:
    return "\n".join(_codes(line, font) for line in _lines(glyphs))


def _codes(line: Sequence[Glyph], font: LegacyFont) -> str:
    """The codes of a line's glyphs, one a glyph."""
    codes = plain_codes("".join(glyph.text[0] for glyph in line))
    return tell_hyphens(codes) if font.encoding == "tcvn3" else codes.replace(LINE_END_HYPHEN, "-")


def _shown(glyphs: Sequence[Glyph], font: LegacyFont) -> Iterator[Glyph]:
    for line in _lines(glyphs):
        codes = _codes(line, font)
        at = 0
        while at < len(line):
            width = 2 if at + 1 < len(line) and is_letter(codes[at : at + 2], font.encoding) else 1
            yield line[at]._replace(text=set_in(codes[at : at + width], font), right=max(glyph.right for glyph in line[at : at + width]))
            at += width
