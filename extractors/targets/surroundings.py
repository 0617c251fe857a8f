"""What the words around a target's stretch say of when and of what it is meant ("Trong 6 tháng đầu năm, 30% hồ sơ …"; "Đối với cấp xã:" above a list)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

import regex

from extractors.rules import load_rules
from schemas.plan import Target
from schemas.text import fold

_NEAR: Final = 200
"""So far before and behind a stretch, in characters, the words are that belong to it."""
_LONGEST_LIST: Final = 12
"""The line that opens a list stands so many lines above an item of it at most."""
_SENTENCE: Final = regex.compile(r"[.;](?=\s)|\n")
_OTHER_FIGURE: Final = regex.compile(r".*\d\s?(?:%|điểm|bậc)[^,]*,?", regex.DOTALL)
"""What stands before a figure up to the last other one belongs to that."""
_LETTER: Final = regex.compile(r"\p{L}")


def narrowing(text: str, target: Target) -> str:
    """The phrases around a target's stretch that narrow it, folded; "" where there are none, or the text is not known."""
    return " ".join(_phrases(text, target)) if text else ""


def _phrases(text: str, target: Target) -> Iterator[str]:
    start, end = target.start, target.end
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, start - _NEAR) : start]
    if _LETTER.search(before):
        yield from _found("narrows", _OTHER_FIGURE.sub("", _SENTENCE.split(before)[-1]))
    if text[end : end + 1] not in ("", ".", ";", "\n"):
        yield from _found("narrows-behind", _SENTENCE.split(text[end : end + _NEAR], maxsplit=1)[0])
    if opening := _opening(text, line):
        yield from _found("narrows", opening)


def _opening(text: str, line: int) -> str:
    """The line with a final colon that opens the list of items with the same mark in which a line stands; "" where there is none."""
    mark = text[line : line + 1]
    if mark.isalnum():
        return ""
    for _ in range(_LONGEST_LIST):
        end = line - 1
        if end <= 0:
            return ""
        line = text.rfind("\n", 0, end) + 1
        first = text[line : min(end, line + _NEAR)].lstrip()[:1]
        if first and first != mark:
            above = text[line:end].strip() if end - line <= _NEAR else ""
            return above if above.endswith(":") else ""
    return ""


@lru_cache(maxsize=4096)
def _found(role: str, words: str) -> tuple[str, ...]:
    folded = fold(words)
    return tuple(match[0] for pattern in _patterns(role) for match in pattern.finditer(folded))


@cache
def _patterns(role: str) -> tuple[regex.Pattern[str], ...]:
    return tuple(rule.pattern for rule in load_rules("measures") if rule.values["role"] == role)
