"""The characters of a web page: by byte order mark, by the bytes themselves, then by what the page or its envelope says of its encoding."""

from __future__ import annotations

from html import unescape
from typing import Final

import regex

from pipeline.read.encoding import Decoded, decode
from pipeline.read.legacy import mend
from pipeline.read.legacy.fonts import is_unicode
from schemas.diagnostic import diagnose

_HEAD: Final = 65_536
_SAID: Final = (
    regex.compile(rb"""(?i)<meta\b[^>]{0,500}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]{1,40})"""),
    regex.compile(rb"""(?i)\A\s{0,99}<\?xml\b[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w:.-]{1,40})"""),
)
_ENTITY: Final = regex.compile(r"&#?\w{2,9};")
_EIGHT_BIT: Final = regex.compile(r"(?:x-)?(?:cp|windows)[-_]?(125\d|874)")
_AS_WINDOWS_1252: Final = frozenset({"iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "us-ascii", "ascii", "ansi"})
"""Names that pages write for what browsers read as windows-1252."""


def decode_page(data: bytes, said: str | None = None) -> Decoded:
    """The text of a page; ``said`` is the encoding that its envelope (a MIME header) names.

    Bytes that are UTF-8 or UTF-16 are read as such whatever the page says: no text in an old encoding is UTF-8 by chance. Text in a Vietnamese
    encoding from before Unicode is converted, whatever the page calls it. Raises ``Unreadable`` as ``pipeline.read.encoding.decode`` does.
    """
    page = _as_said(data, said)
    mended = None if is_unicode(page.text) else mend(_ENTITY.sub(_letter, page.text))
    return Decoded(mended.text, mended.name_of(page.encoding), (*page.diagnostics, mended.note)) if mended else page


def _letter(found: regex.Match[str]) -> str:
    """What an entity stands for, where that is a letter and no markup."""
    return found[0] if (letter := unescape(found[0])).isascii() else letter


def _as_said(data: bytes, said: str | None) -> Decoded:
    codec = _codec(said or _said(data))
    if codec is None or _is_unicode(data):
        return decode(data)
    text = data.decode(codec, "replace").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    broken = text.count("\ufffd")
    message = f"{broken} characters of the text are broken and stand as \ufffd: compare it with the original"
    notes = (diagnose("broken-characters", message),) if broken else ()
    return Decoded(text, f"windows-{codec[2:]}", notes)


def _said(data: bytes) -> str | None:
    """The encoding that the page says it has."""
    found = next((found for pattern in _SAID if (found := pattern.search(data, 0, _HEAD))), None)
    return found[1].decode("ascii", "replace") if found else None


def _codec(name: str | None) -> str | None:
    """Python's name of an 8-bit encoding; None for Unicode and for encodings that no Vietnamese page has."""
    plain = (name or "").strip().lower()
    found = _EIGHT_BIT.fullmatch(plain)
    return "cp1252" if plain in _AS_WINDOWS_1252 else f"cp{found[1]}" if found else None


def _is_unicode(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
