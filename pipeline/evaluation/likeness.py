"""When two texts name the same thing: how the evaluation pairs what was found with what should have been."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final, TypeVar

import regex
from rapidfuzz import fuzz

from schemas.text import nfc

SAME_NAME: Final = 92
"""Per cent of likeness from which two names of agencies are one."""
SAME_UNIT: Final = 80
"""Per cent of likeness from which two units are one."""

Gold = TypeVar("Gold")
Found = TypeVar("Found")


def pair(golds: Sequence[Gold], found: Sequence[Found], likeness: Callable[[Gold, Found], float | None]) -> list[tuple[int, int]]:
    """One-to-one pairs (index in the gold, index in what was found), the likest first, then the nearest in order."""
    likely = [(near, g, p) for g, want in enumerate(golds) for p, got in enumerate(found) if (near := likeness(want, got)) is not None]
    likely.sort(key=lambda row: (-row[0], abs(row[1] - row[2])))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, g, p in likely:
        if g not in pairs and p not in taken:
            pairs[g] = p
            taken.add(p)
    return list(pairs.items())


def at_least(near: float, least: float) -> float | None:
    """The likeness where it suffices, else None."""
    return near if near >= least else None


def within(want: str, got: str) -> float:
    """Likeness of a short quote to an extracted stretch that may be somewhat longer or shorter."""
    return fuzz.partial_ratio(want, got) if len(got) <= 2 * len(want) + 60 else 0


@lru_cache(maxsize=1 << 16)
def letters(text: str) -> str:
    """Letters and digits alone, without case or markup."""
    return regex.sub(r"[\W_]+", "", regex.sub(r"</?b>", "", nfc(text)).casefold())


_SPELLED_OUT: Final = tuple(
    (regex.compile(pattern), full)
    for pattern, full in (
        (r"\bubnd\b", "ủy ban nhân dân"),
        (r"\buỷ ban\b", "ủy ban"),
        (r"\bhđnd\b", "hội đồng nhân dân"),
        (r"\bvp\b", "văn phòng"),
        (r"&", " và "),
        (r"\bmttq\b", "mặt trận tổ quốc"),
        (r"\bsở, ban, ngành\b", "sở ban ngành"),
        (r"\bcchc\b", "cải cách hành chính"),
        (r"\btthc\b", "thủ tục hành chính"),
        (r"\btp\b\.?", "thành phố"),
    )
)
_IDLE_WORDS: Final = regex.compile(r"\b(?:huyện|tỉnh|thành phố|của|các|và|thuộc|trên địa bàn)\b")


@lru_cache(maxsize=1 << 16)
def name(text: str) -> str:
    """What tells an agency's name apart: abbreviations spelled out, words that are used or left out at will dropped."""
    spelled = nfc(text).casefold()
    for pattern, full in _SPELLED_OUT:
        spelled = pattern.sub(full, spelled)
    return letters(_IDLE_WORDS.sub(" ", spelled)) or letters(spelled)


def same_name(a: str, b: str) -> bool:
    """Whether two names are of one agency (or place)."""
    return fuzz.ratio(name(a), name(b)) >= SAME_NAME


def both(want: str | None, got: str | None, same: Callable[[str, str], bool]) -> bool:
    """Whether two values that may be missing are the same: both missing, or both there and alike."""
    return same(want, got) if want is not None and got is not None else (want or None) == (got or None)


def alike(want: str | None, got: str | None, least: float) -> bool:
    """Whether the letters of two values that may be missing are at least so many per cent alike."""
    return both(want, got, lambda a, b: fuzz.ratio(letters(a), letters(b)) >= least)


def same_unit(want: str | None, got: str | None) -> bool:
    """Whether two units are one, or differ by a few letters at most; signs such as % are only themselves."""
    a, b = (want or "").strip(), (got or "").strip()
    return a == b or (bool(letters(a) and letters(b)) and fuzz.ratio(letters(a), letters(b)) >= SAME_UNIT)
