"""Full-text search in Vietnamese: what is indexed of a text, and what a query asks of the index.

A word of the query that has diacritics finds only itself, however its tone is placed; one without finds every word that is it without
diacritics, đ too. All words must be there; "words in quotes" must follow each other, and so must the parts of a symbol (272/KH-UBND).
"""

from __future__ import annotations

import unicodedata
from typing import Final

import regex

from schemas.text import fold, nfc

MOST_WORDS: Final = 20
"""Words of a query that are looked for; further ones are left out."""

_MARKS: Final = regex.compile(r"\p{Mn}")
_WORD: Final = regex.compile(r"[\p{L}\p{N}\p{Mn}]+")
_PIECE: Final = regex.compile(r'"([^"]*)"?|([^\s"]+)')


def with_marks(text: str) -> str:
    """The words of a text, lower case, in one tone style.

    >>> with_marks("Uỷ ban: 272/KH-UBND")
    'ủy ban 272 kh ubnd'
    """
    return " ".join(_WORD.findall(fold(nfc(text))))


def without_marks(words: str) -> str:
    """The words of ``with_marks`` without any diacritics.

    >>> without_marks("đẩy mạnh chuyển đổi số")
    'day manh chuyen doi so'
    """
    return _MARKS.sub("", unicodedata.normalize("NFD", words)).replace("đ", "d")


def query_for(asked: str) -> str | None:
    """What the index (columns ``marked`` and ``plain``) is asked; None where there is no word in what is asked.

    >>> query_for('chuyển doi "một cửa" 61/2018')
    'marked : "chuyển" AND plain : "doi" AND marked : "một cửa" AND plain : "61 2018"'
    """
    phrases = (with_marks(quoted or piece) for quoted, piece in _PIECE.findall(asked))
    kept: list[str] = []
    count = 0
    for phrase in filter(None, phrases):
        words = phrase.split()[: MOST_WORDS - count]
        count += len(words)
        if words:
            wanted = " ".join(words)
            kept.append(f'{"plain" if without_marks(wanted) == wanted else "marked"} : "{wanted}"')
    return " AND ".join(kept) or None
