"""Writers of the old Vietnamese encodings, independent of the reader: from RFC 1456's table, the chart of TCVN 5712 and VNI's rule of marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

import regex

TONES: Final = ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
"""Sắc, huyền, hỏi, ngã, nặng."""
VOWELS: Final = "aăâeêioôơuưy"
LETTERS: Final = tuple(
    letter
    for base in (*VOWELS, *VOWELS.upper(), "đ", "Đ")
    for tone in (("", *TONES) if base not in "đĐ" else ("",))
    if not (letter := unicodedata.normalize("NFC", base + tone)).isascii()
)
"""The 134 letters that Vietnamese has beyond ASCII."""

VIQR_MARKS: Final = {"\u0302": "^", "\u0306": "(", "\u031b": "+", "\u0301": "'", "\u0300": "`", "\u0309": "?", "\u0303": "~", "\u0323": "."}

# RFC 1456, table 1: rows 0x.0 to 0x.F, columns 0x, 1x, 8x … Fx; only Vietnamese letters, "-" for the rest.
RFC_1456: Final = """
-    -   A.   O^`  O~   o^`  A`   DD   a`  dd
-    -   A('  O^?  a('  o^?  A'   u+'  a'  u+.
A(?  -   A(`  O^~  a(`  o^~  A^   O`   a^  o`
-    -   A(.  O^.  a(.  O+~  A~   O'   a~  o'
-    Y?  A^'  O+.  a^'  O+   A?   O^   a?  o^
A(~  -   A^`  O+'  a^`  o^.  A(   a.   a(  o~
A^~  -   A^?  O+`  a^?  o+`  a(?  y?   u+~ o?
-    -   A^.  O+?  a^.  o+?  a(~  u+`  a^~ o.
-    -   E~   I.   e~   i.   E`   u+?  e`  u.
-    Y~  E.   O?   e.   U+.  E'   U`   e'  u`
-    -   E^'  O.   e^'  U+'  E^   U'   e^  u'
-    -   E^`  I?   e^`  U+`  E?   y~   e?  u~
-    -   E^?  U?   e^?  U+?  I`   y.   i`  u?
-    -   E^~  U~   e^~  o+   I'   Y'   i'  y'
-    Y.  E^.  U.   e^.  o+'  I~   o+~  i~  o+.
-    -   O^'  Y`   o^'  U+   y`   u+   i?  U+~
"""

# TCVN 5712:1993 as the ABC fonts draw it, bytes A1 to FE; "_" where they have no Vietnamese letter.
ABC: Final = "ĂÂÊÔƠƯĐăâêôơưđ______àảãáạ_ằẳẵắ_______ặầẩẫấậè_ẻẽéẹềểễếệìỉ___ĩíịò_ỏõóọồổỗốộờởỡớợù_ủũúụừửữứựỳỷỹýỵ"


def viqr_letter(letter: str) -> str:
    """The letter with its marks after it: first the one that makes another vowel of it, then the tone."""
    base, *marks = unicodedata.normalize("NFD", letter)
    return {"đ": "dd", "Đ": "DD"}.get(letter) or base + "".join(VIQR_MARKS[mark] for mark in sorted(marks, key=TONES.__contains__))


def _viscii() -> dict[str, int]:
    written = {viqr_letter(letter): letter for letter in LETTERS}
    columns = (0x00, 0x10, *range(0x80, 0x100, 0x10))
    cells = [(columns[at] + row, cell) for row, line in enumerate(RFC_1456.strip().splitlines()) for at, cell in enumerate(line.split())]
    return {written[cell]: code for code, cell in cells if cell != "-"}


VISCII: Final = _viscii()


def to_viscii(text: str) -> bytes:
    return bytes(VISCII.get(letter) or ord(letter) for letter in text)


def to_tcvn3(text: str) -> bytes:
    """As it is typed in an ABC font: a capital with a tone has no code, so the small letter stands for it."""
    codes = {letter: 0xA1 + at for at, letter in enumerate(ABC) if letter != "_"}
    return b"".join(bytes((code,)) if (code := codes.get(letter) or codes.get(letter.lower())) else letter.encode("cp1252") for letter in text)


def vni_letter(letter: str) -> str:
    """By VNI's rule: a tone after a vowel; in place of its hat or breve one that tells both; ơ and ư are letters of their own, as ỉ ĩ ị ỵ đ are."""
    if letter.isupper():
        return vni_letter(letter.lower()).upper()
    alone = {"ỉ": "æ", "ĩ": "ó", "ị": "ò", "í": "í", "ì": "ì", "ỵ": "î", "đ": "ñ"}.get(letter)
    if alone:
        return alone
    base, *marks = unicodedata.normalize("NFD", letter)
    tone = next((TONES.index(mark) for mark in marks if mark in TONES), None)
    if "\u0302" in marks:
        return base + ("â" if tone is None else "áàåãä"[tone])
    if "\u0306" in marks:
        return base + ("ê" if tone is None else "éèúüë"[tone])
    return ({"o": "ô", "u": "ö"}[base] if "\u031b" in marks else base) + ("" if tone is None else "ùøûõï"[tone])


def to_vni(text: str) -> bytes:
    return "".join(vni_letter(letter) if letter in LETTERS else letter for letter in text).encode("cp1252")


def to_windows_1258(text: str) -> bytes:
    """Vowels with hat, breve or horn as letters, tones as marks after them."""
    written = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(part for part in parts if part in TONES)
        written.append(unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES)) + tones)
    return "".join(written).encode("cp1258")


def to_viqr(text: str) -> bytes:
    """With a backslash before each sign that would be read as a mark."""
    written = ""
    for letter in text:
        mark = letter in "'`?~.^(+" and written[-1:].lower() in tuple("aeiouy^(+'`?~.")
        mark = mark and regex.search(r"(?i)[aeiouy][\^(+'`?~.]*$", written) is not None
        written += "\\" + letter if mark else viqr_letter(letter) if letter in LETTERS else letter
    return written.encode("ascii", "replace")


ENCODERS: Final[Mapping[str, Callable[[str], bytes]]] = {
    "tcvn3": to_tcvn3,
    "vni-windows": to_vni,
    "viqr": to_viqr,
    "windows-1258": to_windows_1258,
    "viscii": to_viscii,
}
