"""Names that a line end cuts behind their head ("Giao Sở" / "Nội vụ chủ trì"): known bodies and provinces, looked up over the break."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Final

import regex

from extractors.agencies import surfaces
from extractors.labels import read_label
from schemas.text import fold

_WORD: Final = regex.compile(r"[^\W_]+|[^\w\s]")
_MOST_WORDS: Final = 8
"""How many words and dashes of a name stand before the break, and behind it, at most."""
_REACH: Final = 80
_CUT_END: Final = regex.compile(r"\p{L}(?: [-–—])?$")
_CAPITAL: Final = regex.compile(r"(?:[-–—]\s)?\p{Lu}")
_FIRST_SYLLABLE: Final = regex.compile(r"(?<!\p{L})(?i:tỉnh|thành phố|thị xã|thị trấn|quận|huyện|phường|xã) (?!Huế|Vinh|Đảng|Đoàn|Ủy|Uỷ)\p{Lu}\p{Ll}+$")
_SYLLABLE: Final = regex.compile(r"\p{Lu}\p{Ll}+(?!\p{L})")
_PLACES: Final = ("tỉnh", "thành phố", "tp", "tp.")


@cache
def _rests() -> Mapping[str, frozenset[str]]:
    """What can stand behind a break, by what stands before it, for every place where a known name can be cut and no name ends."""
    provinces = [name.split(" ") for name in _provinces()]
    cuts = [(words, 2) for words in provinces] + [(_WORD.findall(name), 1) for name in surfaces()]
    names = {" ".join(words) for words, _ in cuts}
    rests: dict[str, set[str]] = {}
    for words, first in cuts:
        for cut in range(max(first, len(words) - _MOST_WORDS), min(len(words), _MOST_WORDS + 1)):
            head = " ".join(words[:cut])
            if head not in names:
                rests.setdefault(head, set()).add(" ".join(words[cut:]))
    return {head: frozenset(found) for head, found in rests.items()}


def _provinces() -> Iterator[str]:
    for row in csv.DictReader(StringIO((files("extractors") / "data" / "provinces.csv").read_text("utf-8"))):
        yield from (" ".join(_WORD.findall(f"{place} {fold(row['name'])}")) for place in _PLACES)


def cuts_name(previous: str, following: str) -> bool:
    """Whether a known name begins at the end of one line and ends in the next, where it goes on with a capital or a dash.

    >>> cuts_name("2. Giao Sở", "Nội vụ chủ trì"), cuts_name("phối hợp với Phòng Tài chính", "- Kế hoạch thẩm định"), cuts_name("của tỉnh Tuyên", "Quang")
    (True, True, True)
    >>> cuts_name("phối hợp với Phòng Lao động -", "Thương binh và Xã hội")
    True
    >>> cuts_name("1. Sở Nội vụ", "Tham mưu"), cuts_name("1. Phòng Nội vụ", "- Kế hoạch kiểm tra"), cuts_name("các cơ sở", "Nội vụ")
    (False, False, False)
    """
    if not (_CUT_END.search(previous[-_REACH:]) and _CAPITAL.match(following)):
        return False
    tail = list(_WORD.finditer(fold(previous[-_REACH:])))
    head = _WORD.findall(fold(following[:_REACH]))
    offset = max(0, len(previous) - _REACH)
    for count in range(1, min(len(tail), _MOST_WORDS) + 1):
        begun = " ".join(word[0] for word in tail[-count:])
        if begun not in _rests() or not (previous[offset + tail[-count].start()].isupper() or begun.startswith(_PLACES)):
            continue
        least = 2 if _is_label(previous[: offset + tail[-count].start()]) else 1
        if any(" ".join(head[:words]) in _rests()[begun] for words in range(least, min(len(head), _MOST_WORDS) + 1)):
            return True
    return False


def cuts_place(previous: str, following: str) -> bool:
    """Whether a line ends in the first syllable of a place's name, which has at least two but for a few cities.

    >>> cuts_place("trên địa bàn tỉnh Long", "Thạnh năm 2012"), cuts_place("trên địa bàn thành phố Huế", "Các phòng")
    (True, False)
    """
    return _FIRST_SYLLABLE.search(previous[-_REACH:]) is not None and _SYLLABLE.match(following) is not None


def _is_label(before: str) -> bool:
    """Whether nothing but a list label, at most, stands there: what follows may be a heading of its own."""
    label = read_label(before + "x")
    return not before.strip() or (label is not None and label.end >= len(before))
