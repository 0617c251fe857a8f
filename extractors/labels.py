"""Labels that open a line of a plan: I. / 1. / 1.1 / a) / A. / Phần thứ nhất / Điều 3. / Phụ lục 2 / - / +.

A label knows its place in its own sequence, so that the outline can tell a sibling from a child: Vietnamese letters run
a b c d đ e g h i k l m …, Word's lists a b c d e f g h; both orders are followed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import regex

Kind = Literal["appendix", "part", "chapter", "division", "article", "capital", "roman", "number", "decimal", "letter", "bullet"]

ABOVE_ROMAN: Final = frozenset({"appendix", "part", "chapter", "division", "article", "capital"})
"""Kinds of label under which Roman numerals may start anew."""

_VIETNAMESE: Final = "abcdđeghiklmnopqrstuvxy"
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_ORDINALS: Final = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ROMAN_DIGITS: Final = {"I": 1, "V": 5, "X": 10, "L": 50}
_ROMAN: Final = r"(?:X{1,3}(?:IX|IV|V?I{0,3})|IX|IV|V?I{1,3}|V)"


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a line.

    ``text`` is how a path writes it ("II", "6.2", "Điều 3", "PL"); ``order`` its place in its sequence, one number a level of
    a decimal label; ``end`` the offset, within the line, of what follows it; ``bracketed`` tells "1)" and "(1)" from "1.".
    A bullet's ``text`` is its glyph.
    """

    kind: Kind
    text: str
    order: tuple[int, ...]
    end: int
    bracketed: bool = False

    @property
    def first(self) -> bool:
        """Whether it opens a sequence."""
        return self.order[-1] == 1

    def follows(self, earlier: Label) -> bool:
        """Whether it comes right after the other in one sequence."""
        if self.kind != earlier.kind:
            return False
        if self.kind in ("letter", "capital"):
            return any(
                earlier.text.lower() in letters and self.text.lower() in letters and letters.index(self.text.lower()) == letters.index(earlier.text.lower()) + 1
                for letters in (_VIETNAMESE, _LATIN)
            )
        return self.order[:-1] == earlier.order[:-1] and self.order[-1] == earlier.order[-1] + 1

    def comes_after(self, earlier: Label) -> bool:
        """Whether it stands somewhere after the other in one sequence (a number may be missing between)."""
        return self.kind == earlier.kind and self.order[:-1] == earlier.order[:-1] and self.order[-1] > earlier.order[-1]


def roman_value(numeral: str) -> int:
    """The value of a Roman numeral.

    >>> roman_value("XIV")
    14
    """
    values = [_ROMAN_DIGITS[digit] for digit in numeral]
    return sum(-value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True))


def _number(text: str) -> int:
    """The value of an Arabic or Roman number or a Vietnamese ordinal."""
    if text.isdigit():
        return int(text)
    if text.lower() in _ORDINALS:
        return _ORDINALS.index(text.lower()) + 1
    return roman_value(text.upper()) if regex.fullmatch(_ROMAN, text.upper()) else 1


_COUNT: Final = rf"(?:(?i:thứ)\s+(?P<ordinal>(?i:{'|'.join(_ORDINALS)}))|(?P<count>\d{{1,2}}|{_ROMAN}))(?!\p{{L}})"
_NAMED: Final[tuple[tuple[Kind, str, regex.Pattern[str]], ...]] = (
    ("part", "Phần", regex.compile(rf"P(?i:hần)\s+{_COUNT}(?![.,]\d)\s*[.:\-–—)]*\s*")),
    ("chapter", "Chương", regex.compile(rf"C(?i:hương)\s+{_COUNT}(?![.,]\d)\s*[.:\-–—)]*\s*")),
    ("division", "Mục", regex.compile(rf"M(?i:ục)\s+{_COUNT}(?![.,]\d)\s*[.:\-–—)]*\s*")),
    ("article", "Điều", regex.compile(r"Đ(?i:iều)\s+(?P<count>\d{1,3})\s*[.:]\s*")),
)
_APPENDIX: Final = regex.compile(rf"(?:PHỤ LỤC|Phụ lục)(?:\s+(?:(?i:số)\s+)?(?P<count>\d{{1,2}}|{_ROMAN}|[A-Z])(?![\p{{L}}\d]))?\s*[.:\-–—]*\s*")
_PLAIN: Final[tuple[tuple[Kind, regex.Pattern[str]], ...]] = (
    ("roman", regex.compile(rf"(?P<label>{_ROMAN})(?!/[vV]\b)\s*(?:[.)/:]+|[-–—](?!\d))\s*(?=[\p{{L}}\p{{Ps}}\p{{Pi}}\"'\d*]|$)")),
    ("decimal", regex.compile(r"(?P<label>\d{1,2}(?:\.\d{1,2}){1,4})(?:\s*(?:[.)/:]+|[-–—])(?!\d)\s*|\s+)(?=[\p{L}\p{Ps}\p{Pi}\"'\d]|$)")),
    ("number", regex.compile(r"\(?(?P<label>\d{1,3})\s*(?:[):]+|\.[.):]*(?!\d)|\.(?=\d+\s?%)|[/\-–—](?!\s*\d))\s*(?=[\p{L}\p{Ps}\p{Pi}\"'\d%>≥<≤]|$)")),
    ("capital", regex.compile(r"(?P<label>[A-ZĐ])\s*(?:[.)/:]|[-–—])\s*(?=\p{Lu}\p{L}*[\s\p{L}]|$)")),
    ("letter", regex.compile(r"\(?(?P<label>[a-zđ])\s*[.)/]\s*(?=\S|$)")),
)
_BULLET: Final = regex.compile(r"(?:[-–—]\s*(?P<glyph>\+)|(?P<glyph>[-–—−])(?!\d)|(?P<glyph>[+*•●○▪■◦→❖➢✓·§\uf02d\uf076\uf0a7\uf0b7\uf0d8]|o(?=\s)))\s*(?=\S)")
_DECIMAL_POINT: Final = regex.compile(r"\d+[.,]\d+\s*(?:%|\p{Ll})")


def _order(kind: Kind, label: str) -> tuple[int, ...]:
    if kind == "roman":
        return (roman_value(label),)
    if kind in ("letter", "capital"):
        low = label.lower()
        return ((_VIETNAMESE if low in _VIETNAMESE else _LATIN).index(low) + 1,)
    return tuple(int(part) for part in label.split("."))


@lru_cache(maxsize=4096)
def read_label(line: str) -> Label | None:
    """The label that opens a line (NFC, no leading white space), or None.

    >>> read_label("II- NHIỆM VỤ").text, read_label("6.2.1. Sở Tài chính").order, read_label("đ) Xây dựng").text
    ('II', (6, 2, 1), 'đ')
    >>> read_label("10-15 bậc"), read_label("2.5 triệu đồng"), read_label("Mục đích"), read_label("Điều 14 Nghị định số 61"), read_label("phần 3.1.2, 5.2")
    (None, None, None, None, None)
    """
    for kind, word, pattern in _NAMED:
        if match := pattern.match(line):
            count = match["count"] or str(_number(match["ordinal"])) if "ordinal" in match.groupdict() else match["count"]
            return Label(kind, f"{word} {count}", (_number(count),), match.end())
    if (match := _APPENDIX.match(line)) and (line.startswith("PHỤ") or len(line) < 60):
        return Label("appendix", "PL", (_number(match["count"]) if match["count"] else 1,), match.end())
    if _DECIMAL_POINT.match(line):
        return None
    for kind, pattern in _PLAIN:
        if match := pattern.match(line):
            return Label(kind, match["label"], _order(kind, match["label"]), match.end(), ")" in match[0])
    if match := _BULLET.match(line):
        glyph = match["glyph"]
        return Label("bullet", "-" if glyph in "-–—−" else glyph, (1,), match.end())
    return None
