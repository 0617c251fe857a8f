"""The letter ư of TCVN3, whose code others take for a hyphen: PDF readers, and whoever copies from them."""

from __future__ import annotations

from typing import Final

import regex

from pipeline.read.legacy.evidence import is_known
from pipeline.read.legacy.tables import from_legacy

LINE_END_HYPHEN: Final = "\x02"
"""What pdfium gives for a hyphen at a line end, the letter's code among them."""
_TOKEN: Final = regex.compile(r"[^\s\d/,.;:()\[\]\"“”‘’]+")
_HYPHEN: Final = regex.compile(r"[-\u2010\u2212\x02]")
_LETTER: Final = "\xad"
_LONGEST: Final = 7
"""The letters of the longest syllable (nghiêng)."""


def tell_hyphens(text: str) -> str:
    r"""The text in TCVN3, not yet decoded, with the letter's code for each hyphen that makes a known syllable of what stands around it.

    Of the same length.

    >>> tell_hyphens("Thñ t-íng, Th«ng t-; N§-CP") == "Thñ t\xadíng, Th«ng t\xad; N§-CP"
    True
    """
    return _TOKEN.sub(_told, text) if _HYPHEN.search(text) else text


def _told(found: regex.Match[str]) -> str:
    before, *parts = _HYPHEN.split(found[0])
    if not parts:
        return before
    written: list[str] = []
    for part in parts:
        syllable = before + _LETTER + part
        if len(syllable) <= _LONGEST and is_known(from_legacy(syllable, "tcvn3")):
            before = syllable
        else:
            written += (before, "-")
            before = part
    return "".join((*written, before))
