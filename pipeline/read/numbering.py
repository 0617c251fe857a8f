"""Word's automatic numbering: the labels that ``numbering.xml`` makes Word show before a paragraph, and what styles say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import regex

from pipeline.read.symbols import as_symbol, is_private

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS: Final = 9
_MOST_STYLES_BACK: Final = 20
_PLACEHOLDER: Final = regex.compile(r"%([1-9])")
_PLAIN_BULLETS: Final = {"–": "-", "—": "-", "−": "-", "\uf0be": "-"}
_ROMAN: Final = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_AUTONUM: Final = regex.compile(r"\s*AUTONUM(LGL|OUT)?\b", regex.IGNORECASE)
_OUTLINE: Final = (("upperRoman", "."), ("upperLetter", "."), ("decimal", "."), ("lowerLetter", ")"))
"""How AUTONUMOUT writes its levels, the deeper ones in Arabic."""
_LARGEST: Final = 32_767
"""Word counts no further."""
_LONGEST_LABEL: Final = 200
_MOST_LETTERS: Final = 30
"""Word repeats a letter no more often."""


def value_of(element: Element | None, name: str, default: str | None = None) -> str | None:
    """The ``w:val`` of an element's child of that name; ``default`` where there is no such child."""
    child = element.find(W + name) if element is not None else None
    return child.get(W + "val", default) if child is not None else default


def integer(text: str | None, default: int = 0) -> int:
    """The whole number in an attribute that should hold one; ``default`` where it does not."""
    try:
        return max(-_LARGEST, min(int(text or ""), _LARGEST))
    except ValueError:
        return default


def roman(number: int) -> str:
    """The Roman numeral of a positive number.

    >>> roman(14)
    'XIV'
    """
    written = []
    for value, numeral in _ROMAN:
        count, number = divmod(number, value)
        written.append(numeral * count)
    return "".join(written)


def letters(number: int) -> str:
    """Word's letters: a … z, aa, bb … of a positive number.

    >>> letters(5), letters(28)
    ('e', 'bb')
    """
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (times % _MOST_LETTERS + 1)


_NO_NUMBER: Final = "none"
_FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": lambda number: letters(number).upper(),
    "lowerLetter": letters,
    "decimalZero": lambda number: f"{number:02}",
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list as its definition has it."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    legal: bool = False
    """Whether all numbers of its label are Arabic."""
    restart: int | None = None
    """The level, from 1, after which it starts anew; 0 never; None after any level above."""
    style: str | None = None
    suffix: str = " "
    """What stands between its label and the text: a tab and a space are one."""
    font: str | None = None

    @classmethod
    def of(cls, element: Element) -> Level:
        restart = value_of(element, "lvlRestart")
        font = element.find(f"{W}rPr/{W}rFonts")
        return cls(
            start=integer(value_of(element, "start"), 1),
            number_format=value_of(element, "numFmt") or "decimal",
            text=(value_of(element, "lvlText") or "")[:_LONGEST_LABEL],
            legal=is_true(element.find(W + "isLgl")) is True,
            restart=None if restart is None else integer(restart),
            style=value_of(element, "pStyle"),
            suffix="" if value_of(element, "suff") == "nothing" else " ",
            font=font.get(W + "ascii") if font is not None else None,
        )

    def shown(self, number: int, legal: bool) -> str:
        """The number as the level writes it."""
        if self.number_format == _NO_NUMBER:
            return ""
        if number < 1 or legal:
            return str(number)
        return _FORMATS.get(self.number_format, str)(number)


@dataclass(slots=True)
class _List:
    """A numbering instance (``w:num``): its abstract definition, levels of its own, and where it starts anew."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]
    begun: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Styles:
    """What the paragraph styles say: numbering, outline level, bold, capitals; each looked for up the chain of base styles."""

    elements: dict[str, Element]
    default: str | None = None
    _found: dict[tuple[str | None, str], tuple[str, Element] | None] = field(default_factory=dict)

    @classmethod
    def of(cls, element: Element | None) -> Styles:
        styles = cls({})
        for style in element.iterfind(W + "style") if element is not None else ():
            identifier = style.get(W + "styleId")
            if identifier:
                styles.elements.setdefault(identifier, style)
                if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                    styles.default = identifier
        return styles

    def find(self, style: str | None, path: str) -> tuple[str, Element] | None:
        """The nearest style at or above ``style`` that has a descendant at the path, and that descendant."""
        key = style, path
        if key not in self._found:
            self._found[key] = self._find(style, path)
        return self._found[key]

    def _find(self, style: str | None, path: str) -> tuple[str, Element] | None:
        for _ in range(_MOST_STYLES_BACK):
            element = self.elements.get(style or "")
            if element is None or style is None:
                return None
            if (found := element.find(path)) is not None:
                return style, found
            style = value_of(element, "basedOn")
        return None

    def is_contents(self, style: str | None) -> bool:
        """Whether it is a style of the lines of a table of contents (``toc 1`` … ``toc 9``, whatever a language calls them)."""
        element = self.elements.get(style or "")
        return element is not None and (value_of(element, "name") or "").lower().startswith("toc ")

    def is_on(self, style: str | None, name: str) -> bool:
        """Whether the style's run property of that name (``b``, ``caps``) is on."""
        found = self.find(style, f"{W}rPr/{W}{name}")
        return found is not None and is_true(found[1]) is True


def is_true(element: Element | None) -> bool | None:
    """Whether an on-off property is on; None where it is not there."""
    return None if element is None else element.get(W + "val", "1") not in ("0", "false", "off")


class AutoNumbers:
    """Word's fields that number the paragraphs they open: AUTONUM, AUTONUMLGL, AUTONUMOUT. Each level of heading counts by itself."""

    def __init__(self) -> None:
        self._counts = [0] * _LEVELS

    def label(self, instructions: Iterable[str], heading: int) -> str:
        """The number that one of a paragraph's field instructions shows, with the space after it; empty where none does. Counts it.

        >>> numbers = AutoNumbers()
        >>> [numbers.label(["AUTONUMLGL"], heading) for heading in (1, 2, 2, 1)]
        ['1. ', '1.1. ', '1.2. ', '2. ']
        """
        found = next((each for each in map(_AUTONUM.match, instructions) if each), None)
        if found is None:
            return ""
        level = max(0, min(heading - 1, _LEVELS - 1))
        self._counts[level] += 1
        self._counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        kind = (found[1] or "").upper()
        if kind == "LGL":
            return ".".join(str(count or 1) for count in self._counts[: level + 1]) + ". "
        written = _OUTLINE[level] if kind == "OUT" and level < len(_OUTLINE) else ("decimal", ".")
        return f"{_FORMATS.get(written[0], str)(self._counts[level])}{written[1]} "


class Numbering:
    """The lists of a document, counting as its paragraphs are asked for their labels in order."""

    def __init__(self, element: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        links: dict[str, str] = {}
        for definition in element.iterfind(W + "abstractNum") if element is not None else ():
            identifier = definition.get(W + "abstractNumId", "")
            self._abstract[identifier] = {integer(level.get(W + "ilvl")): Level.of(level) for level in definition.iterfind(W + "lvl")}
            if link := value_of(definition, "numStyleLink"):
                links[identifier] = link
        for instance in element.iterfind(W + "num") if element is not None else ():
            self._lists[instance.get(W + "numId", "")] = self._instance(instance)
        for identifier, style in links.items():
            linked = self._lists.get(self._number_of_style(style) or "")
            if linked is not None and not self._abstract[identifier]:
                for listed in self._lists.values():
                    listed.abstract = linked.abstract if listed.abstract == identifier else listed.abstract

    def _instance(self, instance: Element) -> _List:
        levels: dict[int, Level] = {}
        starts: dict[int, int] = {}
        for override in instance.iterfind(W + "lvlOverride"):
            level = integer(override.get(W + "ilvl"))
            if (own := override.find(W + "lvl")) is not None:
                levels[level] = Level.of(own)
            if (start := value_of(override, "startOverride")) is not None:
                starts[level] = integer(start, 1)
        return _List(value_of(instance, "abstractNumId") or "", levels, starts)

    def _number_of_style(self, style: str | None) -> str | None:
        found = self._styles.find(style, f"{W}pPr/{W}numPr/{W}numId")
        return found[1].get(W + "val") if found else None

    def label(self, properties: Element | None, style: str | None) -> str:
        """The label of a paragraph with these properties (``w:pPr``) and style, with the space after it; empty where it has none. Counts it."""
        own = properties.find(W + "numPr") if properties is not None else None
        number, level = value_of(own, "numId"), value_of(own, "ilvl")
        if number is None:
            found = self._styles.find(style, f"{W}pPr/{W}numPr/{W}numId")
            if found is None:
                return ""
            number = found[1].get(W + "val")
            if level is None:
                level = self._level_of_style(style, number)
        listed = self._lists.get(number or "")
        return "" if listed is None else self._count(listed, max(0, min(integer(level), _LEVELS - 1)))

    def _level_of_style(self, style: str | None, number: str | None) -> str | None:
        """The level linked to the style, or to the nearest below it in whose name it numbers; else the one that it states."""
        listed = self._lists.get(number or "")
        levels = {**self._abstract.get(listed.abstract, {}), **listed.levels} if listed else {}
        numbering = self._styles.find(style, f"{W}pPr/{W}numPr/{W}numId")
        for linked in (style, numbering[0] if numbering else None):
            found = next((index for index, level in levels.items() if linked and level.style == linked), None)
            if found is not None:
                return str(found)
        stated = self._styles.find(style, f"{W}pPr/{W}numPr/{W}ilvl")
        return stated[1].get(W + "val") if stated else None

    def _count(self, listed: _List, level: int) -> str:
        levels = {**self._abstract.get(listed.abstract, {}), **listed.levels}
        if level not in levels:
            return ""
        counters = self._counters.setdefault(listed.abstract, [None] * _LEVELS)
        if level in listed.starts and level not in listed.begun:
            counters[level] = listed.starts[level]
        else:
            before = counters[level]
            counters[level] = listed.starts.get(level, levels[level].start) if before is None else min(before + 1, _LARGEST)
        listed.begun.add(level)
        for above in range(level):
            if counters[above] is None:
                counters[above] = levels[above].start if above in levels else 1
        for below in range(level + 1, _LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or (restart and level < restart):
                counters[below] = None
        return self._write(levels, counters, level)

    @staticmethod
    def _write(levels: Mapping[int, Level], counters: list[int | None], level: int) -> str:
        shown = levels[level]
        if shown.number_format == "bullet":
            glyph = as_symbol(shown.text.strip()[:1] or "-", shown.font)
            return _PLAIN_BULLETS.get(glyph, "-" if is_private(glyph) else glyph) + " "

        def number(found: regex.Match[str]) -> str:
            index = int(found[1]) - 1
            return levels[index].shown(counters[index] or 0, shown.legal) if index in levels and index <= level else ""

        label = _PLACEHOLDER.sub(number, shown.text).strip()
        return label and label + shown.suffix
