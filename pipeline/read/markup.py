"""Markdown and the few HTML tags met in text files: taken out of the text, kept as emphasis and heading level."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import regex

_TOKEN: Final = regex.compile(r"\\[\\`*_{}\[\]()#+\-.!|<>~]|\*{1,3}|</?(?:b|strong|i|em|u)>|\n[^\S\n]*\n", regex.IGNORECASE)
_TAG: Final = regex.compile(r"</?(?:sup|sub|span|font|center|p|div)(?:\s[^<>\n]{0,200})?>", regex.IGNORECASE)
_BREAK: Final = regex.compile(r"<br\s*/?>", regex.IGNORECASE)
_LINK: Final = regex.compile(r"!?\[([^\[\]\n]{0,300})\]\((?:https?:|mailto:|#|\.{0,2}/)[^()\s]{0,500}\)")
_ENTITIES: Final = {"&nbsp;": " ", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"'}
_ENTITY: Final = regex.compile("|".join(_ENTITIES))
_HEADING: Final = regex.compile(r"\s{0,3}(#{1,6})\s+(?=\S)")
_STRONG: Final = frozenset({"b", "strong", "**", "***"})
_DEEPEST: Final = 6
_RULE: Final = regex.compile(r"\s*(?:[-_=*~─—–][-_=*~─—–\s]*|`{3}\w*)$")
_DECORATION_LENGTH: Final = 3
_DRAWN: Final = frozenset({"|", "||", "*"})

BREAK: Final = "\x0b"
"""What ``unmark`` leaves for an HTML line break: a line end within a cell or paragraph."""


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A text without its emphasis marks. ``bold`` holds the stretches that stood in bold, ordered and apart."""

    text: str
    bold: tuple[tuple[int, int], ...]

    def is_bold(self, start: int, end: int) -> bool:
        """Whether every letter and digit of ``text[start:end]`` is bold, and there is one."""
        index = bisect_right(self.bold, (start, len(self.text) + 1))
        at, plain = start, []
        for first, last in self.bold[max(index - 1, 0) :]:
            if first >= end:
                break
            plain.append(self.text[at : max(first, at)])
            at = max(at, last)
        plain.append(self.text[at:end])
        return at > start and not any(letter.isalnum() for part in plain for letter in part)


def _can_open(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(after) and not after.isspace() and after not in ")*" and not before.isalnum()


def _can_close(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(before) and not before.isspace() and before not in "(*" and not after.isalnum()


def unmark(text: str) -> Unmarked:
    r"""The text without ``*emphasis*``, ``**strong**``, ``<b>``, ``<br>``, backslash escapes, links and entities.

    Marks without a partner in the same paragraph, such as a bullet's ``*``, stay.

    >>> unmark("* **Chỉ tiêu 4.** và *qua thanh tra*").text
    '* Chỉ tiêu 4. và qua thanh tra'
    """
    plain = _LINK.sub(r"\1", _TAG.sub("", _BREAK.sub(BREAK, text)))
    plain = _ENTITY.sub(lambda found: _ENTITIES[found[0]], plain)
    parts: list[str] = []
    opened: list[tuple[str, int]] = []  # the mark, and its index in parts, to be emptied when its partner comes
    bold: list[tuple[int, int]] = []  # indexes into parts
    at = 0
    for found in _TOKEN.finditer(plain):
        parts.append(plain[at : found.start()])
        at = found.end()
        token = found[0].lower()
        name = token.strip("</>")
        if token[0] == "\\":
            parts.append(token[1:])
            continue
        if token[0] == "\n":
            opened.clear()
            parts.append(token)
            continue
        is_tag = token[0] == "<"
        closes = token[1] == "/" if is_tag else _can_close(plain, found.start(), found.end())
        partner = next((index for index in range(len(opened) - 1, max(len(opened) - _DEEPEST, 0) - 1, -1) if opened[index][0] == name), None)
        if closes and partner is not None:
            start = opened[partner][1]
            parts[start] = ""
            if name in _STRONG:
                bold.append((start, len(parts)))
            del opened[partner:]
            continue
        if not closes if is_tag else _can_open(plain, found.start(), found.end()):
            opened.append((name, len(parts)))
        parts.append("" if is_tag else token)
    parts.append(plain[at:])
    offsets = [0, *accumulate(map(len, parts))]
    return Unmarked("".join(parts), _apart((offsets[start], offsets[end]) for start, end in bold))


def _apart(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The spans in order, those that touch made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def heading_of(line: str) -> tuple[int, str]:
    """Markdown's heading level of a line, 0 for none, and the line without its number signs.

    >>> heading_of("## 2. Cải cách thể chế"), heading_of("#CCHC")
    ((2, '2. Cải cách thể chế'), (0, '#CCHC'))
    """
    found = _HEADING.match(line)
    return (len(found[1]), line[found.end() :].rstrip(" #\t")) if found else (0, line)


def is_decoration(line: str) -> bool:
    """Whether the line is drawn, not written: a rule of dashes, a code fence, the border of a cell, the star of a party's letterhead.

    >>> is_decoration("-------"), is_decoration("- 5%"), is_decoration("* * *"), is_decoration("|"), is_decoration("*")
    (True, False, True, True, True)
    """
    bare = line.strip()
    return bare in _DRAWN or (len(bare) >= _DECORATION_LENGTH and _RULE.match(line) is not None)
