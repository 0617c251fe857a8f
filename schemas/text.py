"""What a text is: stretches of it, and the one folding under which it is matched."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import regex

_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\ufeff\u200b", " "),
        "Ð": "đ",
        "ð": "đ",
        "ƒ": "đ",
    }
)

_UNCOMMON: Final = tuple((chr(sign), plain) for sign, plain in _PLAIN.items())
"""Signs that fold to a plain one; a text has few of them, and to look for each costs a tenth of a translation."""

# The tone mark of an open syllable in oa, oe, uy stands on either vowel (hoà = hòa, Uỷ = Ủy); "qu" is a consonant (quý).
_TONES: Final = {
    new: old
    for first, second, firsts, seconds in (
        ("o", "a", "òóỏõọ", "àáảãạ"),
        ("o", "e", "òóỏõọ", "èéẻẽẹ"),
        ("u", "y", "ùúủũụ", "ỳýỷỹỵ"),
    )
    for new, old in zip((first + mark for mark in seconds), (mark + second for mark in firsts), strict=True)
}
_NEW_STYLE: Final = regex.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\p{L})")

_NAME: Final = 120
"""What is no longer, in characters, may be a name."""
_NO_WORD: Final = regex.compile(r"[\W_]+")
_MARKS: Final = regex.compile(r"\p{Mn}")
_NO_ASCII_WORD: Final = regex.compile(r"[^a-z0-9]+")


def nfc(text: str) -> str:
    """The text in Unicode Normalization Form C, the only form that leaves a reader."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The form under which text is matched, of exactly the same length as ``text`` (which must be NFC).

    Lower case, one tone style (hoà = hòa, Uỷ = Ủy), plain dashes, quotes and spaces, Ð and ð as đ. Line ends stay.

    >>> fold("Uỷ ban – “Ðài” HOÀ")
    'ủy ban - "đài" hòa'
    """
    return _fold_name(text) if len(text) <= _NAME else _fold(text)


def _fold(text: str) -> str:
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter whose lower case is longer, such as İ
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    for sign, plain in _UNCOMMON:
        if sign in lowered:
            lowered = lowered.replace(sign, plain)
    return _NEW_STYLE.sub(lambda match: _TONES[match[0]], lowered)


_fold_name: Final = lru_cache(maxsize=8192)(_fold)
"""Names of bodies and headings are folded again and again."""


def bare(text: str) -> str:
    """Letters and digits of the folded text alone: what two wordings share when only space and punctuation differ.

    >>> bare("UBND các xã, thị trấn")
    'ubndcácxãthịtrấn'
    """
    return strip_to_words(fold(nfc(text)))


def strip_to_words(folded: str) -> str:
    """The letters and digits of a folded text."""
    return _NO_WORD.sub("", "".join(folded.split()))


def slug(text: str) -> str:
    """An ASCII name for ids: no diacritics, words joined by hyphens.

    >>> slug("Phòng Tài chính – Kế hoạch")
    'phong-tai-chinh-ke-hoach'
    """
    letters = _MARKS.sub("", unicodedata.normalize("NFD", fold(nfc(text)).replace("đ", "d")))
    return _NO_ASCII_WORD.sub("-", letters).strip("-")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a document's text, in characters: ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The stretch itself."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether the other stretch lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end
