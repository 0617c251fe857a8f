"""Words that a reviewer marked or pasted, found again in the text."""

from __future__ import annotations

from typing import Final

import regex

from schemas.text import Span, nfc

LONGEST: Final = 10_000
"""Characters of a fact at most."""


def words_in(text: str, words: str, start: str = "") -> Span | None:
    """Where words stand in a text, whatever white space is between them: at the offset where they were marked, else where they are nowhere else.

    >>> words_in("Sở Nội vụ\\nchủ trì. Sở Nội vụ báo cáo.", "Sở Nội vụ chủ trì"), words_in("a b a b", "a b"), words_in("a b a b", "a b", "4")
    (Span(start=0, end=17), None, Span(start=4, end=7))
    """
    parts = nfc(words).split()
    if not parts or len(words) > LONGEST:
        return None
    pattern = regex.compile(r"\s+".join(map(regex.escape, parts)))
    marked = pattern.match(text, _first_letter(text, int(start))) if start.isdecimal() and int(start) < len(text) else None
    if marked is not None:
        return Span(*marked.span())
    found = pattern.search(text)
    if found is None or pattern.search(text, found.start() + 1) is not None:
        return None
    return Span(*found.span())


def _first_letter(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
