"""What speaks for a text being Vietnamese: how many of its words are syllables that plans are made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import regex

from schemas.text import fold, nfc

_WORD: Final = regex.compile(r"\p{L}[\p{L}\p{M}]+")
"""A single letter shows nothing: it may be a label, or a part of a word set in several fonts."""
_ENOUGH: Final = 4
_SHARE_OF_ACCENTED: Final = 0.7
_SHARE_OF_WORDS: Final = 0.25
"""Vietnamese: from 0.6 up. English and French read in a wrong encoding: below 0.1."""


@cache
def _syllables() -> frozenset[str]:
    lines = (files("pipeline") / "data" / "syllables.txt").read_text("utf-8").splitlines()
    return frozenset(syllable for line in lines if not line.startswith("#") for syllable in line.split())


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of a text, of two letters or more: all, those with letters beyond ASCII, and of these the known Vietnamese ones."""

    words: int
    accented: int
    known: int

    @property
    def is_convincing(self) -> bool:
        """Whether the text can hardly be anything but Vietnamese read rightly."""
        return self.known >= _ENOUGH and self.known >= _SHARE_OF_ACCENTED * self.accented and self.known >= _SHARE_OF_WORDS * self.words


def is_known(word: str) -> bool:
    """Whether the word is an accented Vietnamese syllable of the list, in any case and either tone style."""
    return fold(nfc(word)) in _syllables()


def evidence_of(text: str) -> Evidence:
    """What the text, taken as it stands, shows.

    >>> evidence_of("Uỷ ban nhân dân")
    Evidence(words=4, accented=3, known=3)
    """
    words = _WORD.findall(fold(nfc(text)))
    accented = [word for word in words if not word.isascii()]
    return Evidence(len(words), len(accented), sum(map(_syllables().__contains__, accented)))
