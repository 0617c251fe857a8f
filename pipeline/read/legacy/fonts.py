"""Fonts that draw Vietnamese letters at the codes of others: ``.VnTime`` (TCVN3), ``VNI-Times`` (VNI)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

import regex

from pipeline.read.legacy.evidence import evidence_of, is_known
from pipeline.read.legacy.tables import ByteEncoding, from_legacy

_SUBSET: Final = regex.compile(r"[A-Z]{6}\+")
_ABC: Final = regex.compile(
    r"(?i)\.vn.|vn(?:time|arial|helve|avant|bodoni|book|clarendon|courier|free|gothic|linus|memorandum|monotype|mystical|present|southern|univer|unitime|vogue)(?!s)"
)
_VNI: Final = regex.compile(r"(?i)vni(?:[-_ ]|times|helve|univer|aptima|centur|avant|book|bodon)")
_CAPITALS: Final = regex.compile(r"(?:[a-z\d ]|3D)H(?![a-z])|(?i:(?:time|arial|helve|linus|black|avant|vogue)h)(?!\p{L})")
_UNICODE: Final = regex.compile(r"[ăđơưĂĐƠƯ\u0300-\u0323\u1EA0-\u1EF9]")
_WORD_BEFORE: Final = regex.compile(r"[^\s\p{P}]*$")
_PRIVATE: Final = {0xF000 + code: code for code in range(0x20, 0x100)}
_GLYPH_NAMES: Final = {0x2212: 0xAD, 0x2010: 0xAD, 0x2219: 0xB7, 0x03BC: 0xB5, 0x0110: 0xD0, 0x02C9: 0xAF}
"""Characters that PDF readers give for the names of the glyphs at these codes."""
LINE_END_HYPHEN: Final = "\x02"
"""What pdfium gives for a hyphen at a line end, the code of ư among them."""


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


def shown(runs: Iterable[Run]) -> tuple[list[tuple[str, bool]], Counter[ByteEncoding]]:
    """The runs' texts as their fonts show them, with their weight, and how many letters were converted from each encoding.

    Runs set in the same way are taken as one: a letter and its mark may stand in two.
    """
    groups: list[Run] = []
    for run in runs:
        if groups and groups[-1][1:] == run[1:]:
            groups[-1] = run._replace(text=groups[-1].text + run.text)
        elif run.text:
            groups.append(run)
    converted: Counter[ByteEncoding] = Counter()
    set_texts: dict[LegacyFont, list[str]] = {}
    for run in groups:
        if run.font:
            set_texts.setdefault(run.font, []).append(run.text)
    held = {font for font, texts in set_texts.items() if holds_legacy(" ".join(texts), font.encoding)}
    written: list[tuple[str, bool]] = []
    for run in groups:
        text = set_in(run.text, run.font) if run.font in held and run.font else run.text
        if run.font and text != run.text:
            converted[run.font.encoding] += len(text)
        written.append((text.upper() if run.capitals else text, run.bold))
    return written, converted


def with_hyphens(text: str) -> str:
    """A text in TCVN3 with each hyphen at a line end told: the letter ư, or a hyphen.

    >>> with_hyphens("®Çu t\\x02") == "®Çu t\\xad", with_hyphens("N§\\x02")
    (True, 'N§-')
    """
    parts = text.split(LINE_END_HYPHEN)
    for index, part in enumerate(parts[:-1]):
        before = _WORD_BEFORE.search(part)
        is_letter = before is not None and is_known(from_legacy(before[0] + "\xad", "tcvn3"))
        parts[index] = part + ("\xad" if is_letter else "-")
    return "".join(parts)
