"""VIQR (RFC 1456): Vietnamese in ASCII, each mark a character of its own after its letter."""

from __future__ import annotations

from typing import Final

import regex

from pipeline.read.legacy.evidence import is_known
from schemas.text import nfc

_MARKS: Final = {"^": "\u0302", "(": "\u0306", "+": "\u031b", "'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_LETTER: Final = regex.compile(r"(?<base>[aAeEoO]\^|[aA]\(|[oOuU]\+|[aAeEiIoOuUyY])(?<tone>['`?~.])?|dd|DD|Dd|\\(?<literal>[^\w\s])")
_TOKEN: Final = regex.compile(r"\\[^\w\s]|[A-Za-z](?:[A-Za-z^(+'`?~.]|\\[^\w\s])*")
_SIGNS: Final = regex.compile(r"[aeouAEOU][\^(+]|[aeiouyAEIOUY]['`?~.](?=[a-z])|dd|DD|Dd")
_ESCAPED: Final = regex.compile(r"[A-Za-z'`?~^+(]\\[.?'(]")
_PUNCTUATION: Final = ".?'("
_FEWEST_SIGNS: Final = 0.02
"""A Vietnamese text has some 0.15 signs a character."""


def has_signs(text: str) -> bool:
    """Whether the text shows as many marks as to be worth decoding; cheap."""
    return len(_SIGNS.findall(text)) > max(2.0, _FEWEST_SIGNS * len(text))


def from_viqr(text: str) -> str:
    r"""The text in Unicode, NFC.

    A full stop or question mark after a word is the mark of its last letter by the standard, which has ``\.`` for a full stop;
    where a text has none of these escapes, it is a mark only if that makes a known syllable.

    >>> from_viqr("Co^.ng ho`a xa~ ho^.i chu? nghi~a Vie^.t Nam, ddo^.c la^.p.")
    'Cộng hòa xã hội chủ nghĩa Việt Nam, độc lập.'
    """
    strict = _ESCAPED.search(text) is not None
    return nfc(_TOKEN.sub(lambda found: _decoded(found[0]) if strict else _word(found[0]), text))


def _decoded(token: str) -> str:
    return nfc(_LETTER.sub(_letter, token))


def _letter(found: regex.Match[str]) -> str:
    if literal := found["literal"]:
        return literal
    if not (base := found["base"]):
        return "đ" if found[0] == "dd" else "Đ"
    return base[0] + "".join(_MARKS[mark] for mark in base[1:] + (found["tone"] or ""))


def _word(token: str) -> str:
    """A token whose last signs may be punctuation; only the first of them can be a mark."""
    stem = token.rstrip(_PUNCTUATION)
    if token[0] == "\\":
        return token
    if stem == token or is_known(decoded := _decoded(token[: len(stem) + 1])):
        return _decoded(token) if stem == token else decoded + token[len(stem) + 1 :]
    return _decoded(stem) + token[len(stem) :]
