"""Letters of the old Vietnamese encodings to Unicode. The tables are data: ``pipeline/data/legacy-letters.toml``.

A text in an old encoding comes as characters that stand for its bytes: as Latin-1 or as windows-1252 has them, mixed or not.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal, get_args

import regex

from schemas.text import nfc

Encoding = Literal["tcvn3", "vni-windows", "viqr", "windows-1258", "viscii"]
"""What a document's ``encoding`` says of a text that was converted."""
ByteEncoding = Literal["tcvn3", "vni-windows", "windows-1258", "viscii"]
BYTE_ENCODINGS: Final[tuple[ByteEncoding, ...]] = get_args(ByteEncoding)

_ABC_CAPITALS: Final = "ĂÂÊÔƠƯĐ"
"""The capitals that the ABC fonts have codes for; on Windows quotes and dashes stand at codes of the others."""
_WORD: Final = regex.compile(r"\p{L}+")
_LOWER: Final = regex.compile(r"[a-zăâêôơưđ]")
_CAPITAL_AFTER: Final = regex.compile(r"\p{Lu}.*\p{Lu}|\p{Ll}\p{Lu}")


def _windows(code: int) -> str:
    """The character that windows-1252 has at a byte; Latin-1's where it has none."""
    try:
        return bytes((code,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(code)


_C1: Final = MappingProxyType({code: _windows(code) for code in range(0x80, 0xA0)})


@cache
def _column(name: str) -> dict[str, str]:
    """What each letter is written as in one encoding, as the data has it."""
    rows = tomllib.loads((files("pipeline") / "data" / "legacy-letters.toml").read_text("utf-8"))["row"]
    return {letter: written for row in rows for letter, written in zip(row["letters"], row[name].split(), strict=True)}


def _both_views(letters: Mapping[int, str]) -> dict[int, str]:
    return {ord(view): letter for code, letter in letters.items() for view in (chr(code), _windows(code))}


@cache
def _tcvn3() -> dict[int, str]:
    codes = {int(code, 16): letter for letter, code in _column("tcvn3").items()}
    return {**_C1, **_both_views({code: letter for code, letter in codes.items() if letter.islower() or letter in _ABC_CAPITALS})}


@cache
def _tcvn3_with_capitals() -> dict[int, str]:
    return {**_C1, **_both_views({int(code, 16): letter for letter, code in _column("tcvn3").items()})}


@cache
def _viscii() -> dict[int, str]:
    return _both_views({int(code, 16): letter for letter, code in _column("viscii").items()})


@cache
def _windows_1258() -> dict[int, str]:
    return _both_views({code: letter for code in range(0x80, 0x100) if (letter := bytes((code,)).decode("cp1258", "ignore"))})


@cache
def _vni() -> tuple[dict[str, str], regex.Pattern[str]]:
    """Letters by what is written for them, and the pattern of all that may be; a capital's mark may be a small one."""
    letters = {written: letter for letter, written in _column("vni").items()}
    for written, letter in tuple(letters.items()):
        if len(written) == 2:
            letters.setdefault(written[0] + written[1].swapcase(), letter)
    return letters, regex.compile("|".join(sorted(map(regex.escape, letters), key=len, reverse=True)))


def _from_vni(text: str) -> str:
    letters, pattern = _vni()
    return pattern.sub(lambda found: letters[found[0]], text.translate(_C1))


_DECODERS: Final[Mapping[ByteEncoding, Callable[[str], str]]] = {
    "tcvn3": lambda text: with_capitals(text.translate(_tcvn3())),
    "vni-windows": _from_vni,
    "windows-1258": lambda text: text.translate(_windows_1258()),
    "viscii": lambda text: text.translate(_viscii()),
}


def from_legacy(text: str, encoding: ByteEncoding) -> str:
    """The text in Unicode, NFC. What the encoding has no letter for stays.

    >>> from_legacy("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "tcvn3")
    'Cộng hoà xã hội chủ nghĩa Việt Nam'
    >>> from_legacy("COÄNG HOØA", "vni-windows")
    'CỘNG HÒA'
    """
    return nfc(_DECODERS[encoding](text))


def from_full_tcvn3(text: str) -> str:
    """As ``from_legacy``, of a text that also has TCVN 5712's codes for capitals with tones, which the ABC fonts lack."""
    return nfc(text.translate(_tcvn3_with_capitals()))


def is_letter(text: str, encoding: ByteEncoding) -> bool:
    """Whether two characters, a letter and its mark, stand for one Vietnamese letter."""
    return not text.isascii() and len(text) == 2 and len(from_legacy(text, encoding)) == 1


def with_capitals(text: str) -> str:
    """The text with capitals where ABC, which has none with tones, left small letters among capitals.

    >>> with_capitals("CộNG HOà Xã HộI; UBND xã")
    'CỘNG HOÀ XÃ HỘI; UBND xã'
    """
    return "\n".join(map(_line_with_capitals, text.split("\n")))


def _line_with_capitals(line: str) -> str:
    words = list(_WORD.finditer(line))
    kinds = [_kind(word[0]) for word in words]
    shown = [kind == "capitals" and not word[0].isascii() for word, kind in zip(words, kinds, strict=True)]
    if not any(shown):
        return line
    if "small" not in kinds:
        return line.upper()
    written = list(line)
    for index, word in enumerate(words):
        beside = [at for at in (index - 1, index + 1) if 0 <= at < len(words) and kinds[at]]
        follows = not kinds[index] and len(word[0]) > 1 and all(kinds[at] == "capitals" for at in beside) and any(shown[at] for at in beside)
        if kinds[index] == "capitals" or follows:
            written[word.start() : word.end()] = word[0].upper()
    return "".join(written)


def _kind(word: str) -> str:
    """``small`` or ``capitals``; empty where a word ("Xã", "ủy") may be either."""
    return "small" if _LOWER.search(word) else "capitals" if _CAPITAL_AFTER.search(word) or word.isupper() else ""
