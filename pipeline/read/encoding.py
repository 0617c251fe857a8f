"""Bytes to characters: UTF-8 and UTF-16, with or without a byte order mark, and the old Vietnamese encodings where the text shows one."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final

import regex

from pipeline.read.legacy import decode_bytes, mend
from pipeline.read.unreadable import Unreadable
from schemas.diagnostic import Diagnostic, diagnose

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE: Final = 65_536
_LONGEST_CHARACTER: Final = 4
_TOLERATED: Final = 0.02
"""The share of broken characters among the non-ASCII ones below which a text is still what it claims to be."""
_CONTROL: Final = regex.compile(r"[\x01-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it came in (``utf-8``, ``utf-16-le``, ``utf-16-be`` or one of ``pipeline.read.legacy``)."""

    text: str
    encoding: str
    diagnostics: tuple[Diagnostic, ...] = ()


def _encoding_of(data: bytes) -> tuple[str, int]:
    """The encoding that the bytes claim or show, and how many bytes its mark takes."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, len(mark)
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if min(even, odd) * 20 < max(even, odd) and max(even, odd) * 5 > len(sample) / 2:
        return ("utf-16-le" if odd > even else "utf-16-be"), 0
    return "utf-8", 0


def decode(data: bytes) -> Decoded:
    """The text of a text file, without NUL characters; line ends are ``\\n``.

    Raises ``Unreadable``: ``empty-file`` (white space only), ``unsupported-format`` (binary, or an 8-bit encoding that makes no Vietnamese).
    """
    encoding, skip = _encoding_of(data)
    body = data[skip:]
    diagnostics: tuple[Diagnostic, ...] = ()
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        text = body.decode(encoding, "replace")
        if error.start >= len(body) - _LONGEST_CHARACTER:
            text = body[: error.start].decode(encoding)
            diagnostics = (diagnose("cut-short", "The text ends in the middle of a character; it may be cut short: compare it with the original"),)
        elif text.count("\ufffd") > _TOLERATED * (len(text) - len(text.encode("ascii", "ignore"))) or encoding != "utf-8":
            legacy = decode_bytes(body) if encoding == "utf-8" else None
            if legacy is None:
                raise Unreadable(
                    "unsupported-format",
                    "The text is in an 8-bit encoding that makes no Vietnamese of it, or damaged: save it as UTF-8 and try again",
                ) from None
            text, encoding, diagnostics = legacy.text, legacy.encoding, (legacy.note,)
        else:
            broken = text.count("\ufffd")
            diagnostics = (diagnose("broken-characters", f"{broken} characters of the text are broken and stand as \ufffd: compare it with the original"),)
    nuls = text.count("\0")
    if len(_CONTROL.findall(text[:_SAMPLE])) * 50 > len(text[:_SAMPLE]) or nuls * 10 > len(text):
        raise Unreadable("unsupported-format", "The file is binary data of a kind this version does not read: give it as PDF, DOCX or text")
    plain = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    if not plain.strip("\ufeff \t\n\f\v\u00a0"):
        raise Unreadable("empty-file", "The file holds nothing but white space")
    if mended := mend(plain):
        plain, encoding, diagnostics = mended.text, mended.name_of(encoding), (*diagnostics, mended.note)
    return Decoded(plain, encoding, diagnostics)
