"""What the fonts Symbol and Wingdings draw at their codes, as characters that any font has (after the Unicode mappings of both fonts)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import regex

from pipeline.read.pieces import SYMBOLS

_PRIVATE: Final = 0xF000
"""Word adds it to the codes of these fonts."""
_CODES: Final = regex.compile(r"[\uf020-\uf0ff]")
_FONTS: Final[Mapping[str, Mapping[int, str]]] = {
    "symbol": {code: chr(code) for code in (*range(0x25, 0x27), *range(0x28, 0x40))}
    | {0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xDE: "⇒"},
    "wingdings": {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xE0: "→", 0xE8: "➔"}
    | {0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0xA3: "☐"},
}


def is_private(text: str) -> bool:
    """Whether the text has a character that only stands for a font's code."""
    return _CODES.search(text) is not None


def as_symbol(letter: str, font: str | None) -> str:
    """What the font of that name draws for a letter, which may be given by its code or by the private character for it.

    >>> as_symbol("\\uf0b3", "Symbol"), as_symbol("§", "Wingdings"), as_symbol("§", "Arial")
    ('≥', '▪', '§')
    """
    drawn = _FONTS.get((font or "").strip().lower(), {})
    code = ord(letter)
    return drawn.get(code - _PRIVATE if code > _PRIVATE else code) or SYMBOLS.get(letter, letter)
