"""Fonts that draw Vietnamese letters at the codes of others: ``.VnTime`` (TCVN3), ``VNI-Times`` (VNI)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import Final, NamedTuple

import regex

from pipeline.read.legacy.evidence import evidence_of
from pipeline.read.legacy.tables import ByteEncoding, from_legacy

_SUBSET: Final = regex.compile(r"[A-Z]{6}\+")
_ABC: Final = regex.compile(
    r"(?i)\.vn.|vn(?:time|arial|helve|avant|bodoni|book|clarendon|courier|free|gothic|linus|memorandum|monotype|mystical|present|southern|univer|unitime|vogue)(?!s)"
)
_VNI: Final = regex.compile(r"(?i)vni(?:[-_ ]|times|helve|univer|aptima|centur|avant|book|bodon)")
_CAPITALS: Final = regex.compile(r"(?:[a-z\d ]|3D)H(?![a-z])|(?i:(?:time|arial|helve|linus|black|avant|vogue)h)(?!\p{L})")
_UNICODE: Final = regex.compile(r"[ăđơưĂĐƠƯ\u0300-\u0323\u1EA0-\u1EF9]")
_PRIVATE: Final = {0xF000 + code: code for code in range(0x20, 0x100)}
_GLYPH_NAMES: Final = {0x2219: 0xB7, 0x03BC: 0xB5, 0x02C9: 0xAF}
"""Characters that PDF readers give for the names of the glyphs at these codes."""


class LegacyFont(NamedTuple):
    """What a font's name says of the text set in it."""

    encoding: ByteEncoding
    capitals: bool = False
    """Whether it draws small letters as capitals (``.VnTimeH``)."""


@cache
def legacy_font(name: str) -> LegacyFont | None:
    """What the font's name says; None for fonts that draw what Unicode means.

    >>> legacy_font(".VnTimeH"), legacy_font("VNI-Times"), legacy_font("Times New Roman")
    (LegacyFont(encoding='tcvn3', capitals=True), LegacyFont(encoding='vni-windows', capitals=False), None)
    """
    plain = _SUBSET.sub("", name.strip()).replace("#2E", ".").replace("#20", " ")
    if _VNI.match(plain):
        return LegacyFont("vni-windows")
    return LegacyFont("tcvn3", _CAPITALS.search(plain) is not None) if _ABC.match(plain) else None


_ABC_FONT: Final = LegacyFont("tcvn3")


def is_unicode(text: str) -> bool:
    """Whether the text has Vietnamese letters that no old encoding's bytes can look like."""
    return _UNICODE.search(text) is not None


def plain_codes(text: str) -> str:
    """The text with characters that only stand for a glyph's code given back that code."""
    return text.translate(_PRIVATE).translate(_GLYPH_NAMES)


def holds_legacy(text: str, encoding: ByteEncoding) -> bool:
    """Whether a text set in an old font is what the font's name says, and not Unicode under a wrong name."""
    if is_unicode(text):
        return False
    return text.isascii() or evidence_of(from_legacy(text, encoding)).known >= evidence_of(text).known


def set_in(text: str, font: LegacyFont) -> str:
    """What the font shows for the text."""
    shown = from_legacy(text, font.encoding)
    return shown.upper() if font.capitals else shown


class Run(NamedTuple):
    """A stretch of a paragraph set in one way."""

    text: str
    bold: bool = False
    capitals: bool = False
    """Whether its letters are shown as capitals, whatever the font."""
    font: LegacyFont | None = None


def as_shown(runs: Iterable[Run]) -> tuple[str, Counter[ByteEncoding]]:
    """The runs' text as their fonts show it, and how many letters were converted from each encoding.

    Runs in the same font are taken together: a letter and its mark may stand in two, and short ones do not show what they are.
    """
    groups = [like[0]._replace(text="".join(run.text for run in like)) for _, group in groupby(runs, key=lambda run: run[2:]) if (like := list(group))]
    groups = [run._replace(font=_ABC_FONT) if run.font is None and _is_abc(run.text) else run for run in groups]
    texts: dict[LegacyFont, list[str]] = {}
    for run in groups:
        if run.font and holds_legacy(run.text, run.font.encoding):
            texts.setdefault(run.font, []).append(run.text)
    held = {font for font, of_font in texts.items() if holds_legacy(" ".join(of_font), font.encoding)}
    converted: Counter[ByteEncoding] = Counter()
    written = []
    for run in groups:
        text = set_in(run.text, run.font) if run.font and run.font in held and holds_legacy(run.text, run.font.encoding) else run.text
        if run.font and not run.text.isascii() and text != run.text:
            converted[run.font.encoding] += len(text)
        written.append(text.upper() if run.capitals else text)
    return "".join(written), converted


def label_in(label: str, font: LegacyFont | None) -> str:
    """A list label whose paragraph is set in the font; the label may have one of its own, so its letters decide."""
    if font is None or is_unicode(label):
        return label
    written = from_legacy(label, font.encoding)
    return written if evidence_of(written).known > evidence_of(label).known else label


def _is_abc(text: str) -> bool:
    """Whether text in another font holds soft hyphens that are the letter ư of TCVN3, which would be lost."""
    return "\xad" in text and not is_unicode(text) and evidence_of(from_legacy(text, "tcvn3")).known > evidence_of(text).known
