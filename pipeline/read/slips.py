"""Slips of text recognition that are certain, mended: in the letters of one word, in words by their neighbours, in a line's label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import regex

from extractors.rules import load_rules
from pipeline.read.pieces import Paragraph, Piece
from pipeline.read.syllables import is_syllable
from pipeline.read.tesseract import Word
from schemas.text import fold, nfc

_CAPITALS_WITHIN: Final = regex.compile(r"(?<=\p{Ll})\p{Lu}")
_ONE_CAPITAL_WITHIN: Final = regex.compile(r"\p{Lu}?\p{Ll}+\p{Lu}\p{Ll}*")
_GLUED_LABEL: Final = regex.compile(r"([IVXl|1]{1,5}[.)])(\p{Lu}{2,})")
_ROMAN_SLIPS: Final = regex.compile(r"(?=[IVX1]*[l|H])[IVXl|1H]{1,5}[.\-]")
_ROMAN_HEADING: Final = regex.compile(r"([IVX]{1,6})[.\-:]\s?\p{Lu}{2}")
_STROKE_LOST: Final = frozenset({"II", "VI", "VII", "XI", "XII", "XVI", "XVII"})
_DASHES: Final = frozenset("—–_~«¬=")
_STROKED: Final = str.maketrans("Ð", "Đ")


def mended(words: Sequence[Word]) -> list[Word]:
    """The words with what is certainly a slip put right; each keeps its place."""
    lines: list[list[Word]] = []
    for word in words:
        for part in _parted(replace(word, text=nfc(word.text).translate(_STROKED))):
            if not lines or lines[-1][-1].baseline != part.baseline or part.left < lines[-1][-1].left:
                lines.append([])
            lines[-1].append(replace(part, text=_cased(part.text)))
    return [word for line in lines for word in _line(line)]


def with_numerals(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with a Roman heading that repeats the one before read as the next, which has one stroke more.

    II. … II. … is II. … III. …: no plan numbers two headings alike, and a thin stroke is what recognition loses.
    """
    written: list[Piece] = []
    last = ""
    for piece in pieces:
        found = _ROMAN_HEADING.match(piece.text) if isinstance(piece, Paragraph) else None
        if found and isinstance(piece, Paragraph):
            numeral = found[1]
            if numeral == last and numeral in _STROKE_LOST:
                numeral += "I"
                piece = replace(piece, text=numeral + piece.text[len(found[1]) :])
            last = numeral
        written.append(piece)
    return written


def _parted(word: Word) -> Iterator[Word]:
    """A word that a label was glued to, in two (``I.MỤC``)."""
    found = _GLUED_LABEL.fullmatch(word.text)
    if not found:
        yield word
        return
    share = (word.right - word.left) * len(found[1]) / len(word.text)
    yield replace(word, text=found[1], right=word.left + share)
    yield replace(word, text=found[2], left=word.left + share)


def _cased(text: str) -> str:
    """The word with capitals that stand for small letters of the same shape made small.

    >>> [_cased(word) for word in ("cuỘc", "đỘ", "UBND", "KH-UBND", "NĐ-CP", "TTg", "IPv6")]
    ['cuộc', 'độ', 'UBND', 'KH-UBND', 'NĐ-CP', 'TTg', 'IPv6']
    """
    if not _CAPITALS_WITHIN.search(text):
        return text
    bare = text.strip(".,;:()\"“”'!?")
    small = bare[:1] + bare[1:].lower()
    return text.replace(bare, small) if bare.isalpha() and _ONE_CAPITAL_WITHIN.fullmatch(bare) and is_syllable(small.lower()) else text


def _line(line: list[Word]) -> list[Word]:
    """The words of a line with its label and what its wording makes certain put right."""
    first, *others = line
    if others and _ROMAN_SLIPS.fullmatch(first.text) and others[0].text.isupper() and len(others[0].text) > 1:
        line = [replace(first, text=first.text.replace("H", "II").replace("l", "I").replace("|", "I").replace("1", "I")), *others]
    elif others and first.text in _DASHES:
        line = [replace(first, text="-"), *others]
    text = " ".join(word.text for word in line)
    folded = fold(text)
    for rule in load_rules("ocr_slips"):
        for found in rule.pattern.finditer(folded):
            line = _replaced(line, found.start(), found.end(), rule.values["right"])
    return line


def _replaced(line: list[Word], start: int, end: int, right: str) -> list[Word]:
    """The line with a stretch of its text that begins a word replaced, in that word's case."""
    at = 0
    for index, word in enumerate(line):
        if at == start:
            wrong, rest = word.text[: end - start], word.text[end - start :]
            shown = right.upper() if wrong.isupper() else right.capitalize() if wrong[0].isupper() else right
            return [*line[:index], replace(word, text=shown + rest), *line[index + 1 :]]
        at += len(word.text) + 1
    return line
