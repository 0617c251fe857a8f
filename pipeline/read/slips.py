"""Slips of text recognition that are certain, mended: in the letters of one word, in words by their neighbours, in a line's label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import regex

from extractors.rules import load_rules
from pipeline.read.pieces import Paragraph, Piece, Row
from pipeline.read.syllables import is_syllable
from pipeline.read.tesseract import Word
from schemas.text import fold, nfc

_CAPITALS_WITHIN: Final = regex.compile(r"(?<=\p{Ll})\p{Lu}")
_ONE_CAPITAL_WITHIN: Final = regex.compile(r"\p{Lu}?\p{Ll}+\p{Lu}\p{Ll}*")
_GLUED_LABEL: Final = regex.compile(r"([IVXl|1]{1,5}[.)])(\p{Lu}{2,})")
_GLUED_NAME: Final = regex.compile(r"(\p{Lu}\p{Ll}+)(\p{Lu}\p{Ll}*)")
_ROMAN_SLIPS: Final = regex.compile(r"(?=[IVX1]*[l|H])[IVXl|1H]{1,5}[.\-]")
_BARE_NUMERAL: Final = regex.compile(r"[IVX]{1,5}")
_GROUP: Final = regex.compile(r"[IVX]{2,5}")
"""What numbers a group of a table's rows; a lone stroke may be a 1."""
_AFTER_QUARTER: Final = frozenset({"NĂM", "VÀ", "-", "–"})
_ROMAN_HEADING: Final = regex.compile(r"([IVX]{1,6})[.\-:]\s?\p{Lu}{2}")
_STROKE_LOST: Final = frozenset({"II", "VI", "VII", "XI", "XII", "XVI", "XVII"})
_STROKES: Final = str.maketrans({"H": "II", "l": "I", "|": "I", "Ị": "I", "!": "I"})
"""What strokes of a Roman numeral are taken for."""
_SPOILT_LABEL: Final = regex.compile(r"(?=.*[Hl|Ị!])[IVXHl|Ị!]{1,5}[.)]?")
_SPOILT_QUARTER: Final = regex.compile(r"(?=[IV1]*[Hl|Ị!])([IVHl|Ị!1]{1,4})(?=\W|$)")
_ARABIC_HEADING: Final = regex.compile(r"1(?=\.\s?\p{Lu}{2})")
_ROMAN_LIKE: Final = regex.compile(r"[IVX1lL|H]{1,6}(?=[.\-:,]? \p{Lu}{2})")
_NUMERALS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ORDINAL: Final = regex.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?")
_SPOILT: Final = regex.compile(r"\d[\d.:,;/⁄ ]{1,9}")
_LETTERED: Final = regex.compile(r"(\p{Ll})\) ")
_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
_SAME_ROW: Final = 88
_LONGEST_NUMBER: Final = 5
_COLUMN_GAP: Final = 3.0
_DASHES: Final = frozenset("—–_~«¬=")
_STROKED: Final = str.maketrans("Ð", "Đ")


def mended(words: Sequence[Word]) -> list[Word]:
    """The words with what is certainly a slip put right; each keeps its place."""
    lines: list[list[Word]] = []
    for word in words:
        text = _cased(nfc(word.text).translate(_STROKED))
        for part in _parted(replace(word, text=text)):
            if not lines or not _follows(lines[-1][-1], part):
                lines.append([])
            lines[-1].append(part)
    return [word for line in lines for word in _line(line)]


def _follows(last: Word, word: Word) -> bool:
    """Whether a word stands next in the line of the word before, not beyond it in another column."""
    return last.baseline == word.baseline and last.left <= word.left < last.right + _COLUMN_GAP * last.size


def mended_pieces(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces of recognized pages with what their order makes certain put right."""
    return with_ordinals(with_numerals(with_headers(with_labels(with_first_numeral(list(pieces))))))


def with_first_numeral(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with the heading before II. numbered I., where it was read as 1. and as what else a lone stroke looks like."""
    written = list(pieces)
    first: tuple[int, Paragraph] | None = None
    for at, piece in enumerate(written):
        if not isinstance(piece, Paragraph):
            continue
        if first is None and _ARABIC_HEADING.match(piece.text) and piece.text.split(".", 1)[1].split("\n", 1)[0].isupper():
            first = at, piece
        elif found := _ROMAN_HEADING.match(piece.text):
            if found[1] == "II" and first is not None:
                written[first[0]] = replace(first[1], text="I" + first[1].text[1:])
            return written
    return written


def with_numerals(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with the Roman numerals put right that number rows of tables: strokes taken for letters, or the last one lost."""
    written: list[Piece] = []
    last = ""
    table: int | None = None
    for piece in pieces:
        if isinstance(piece, Row) and piece.entries:
            if piece.table != table:
                last, table = "", piece.table
            text = piece.entries[0].text.strip()
            right = text.translate(_STROKES) if _SPOILT_LABEL.fullmatch(text) and last.strip(".") != "G" else text
            if right == last and right in _STROKE_LOST:
                right += "I"
            if right != text:
                piece = replace(piece, entries=(replace(piece.entries[0], text=right), *piece.entries[1:]))
            last = right if right.isalpha() else last
        written.append(piece)
    return written


def with_labels(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with the labels of paragraphs put right that those before them make certain.

    A Roman heading that repeats the one before is the next, which has one stroke more: II. … II. … is II. … III. …, for no plan numbers
    two headings alike, and a thin stroke is what recognition loses. A letter that is none of a list's (``ở)`` after ``d)``) is the next one.
    """
    written: list[Piece] = []
    numeral = letter = ""
    for piece in pieces:
        if isinstance(piece, Paragraph) and numeral in _NUMERALS[:-1] and (spoilt := _ROMAN_LIKE.match(piece.text)):
            following = _NUMERALS[_NUMERALS.index(numeral) + 1]
            if set(spoilt[0]) & set("lL|H1") and abs(len(spoilt[0]) - len(following)) <= 1 and _strokes(spoilt[0]) in (following, following + "."):
                piece = replace(piece, text=f"{following}. {piece.text[spoilt.end() :].lstrip('.-:, ')}")
        if isinstance(piece, Paragraph) and (found := _ROMAN_HEADING.match(piece.text)):
            right = found[1] + "I" if found[1] == numeral and numeral in _STROKE_LOST else found[1]
            piece = replace(piece, text=right + piece.text[len(found[1]) :])
            numeral, letter = right, ""
        elif isinstance(piece, Paragraph) and (found := _LETTERED.match(piece.text)):
            at = _LETTERS.find(letter) + 1 if letter else 0
            right = _LETTERS[at] if found[1] not in _LETTERS and 0 < at < len(_LETTERS) else found[1]
            piece = replace(piece, text=right + piece.text[1:])
            letter = right
        written.append(piece)
    return written


def _strokes(text: str) -> str:
    """A spoilt Roman numeral as its strokes are; an L at its end is a stroke with the point after it."""
    right = text.replace("1", "I").translate(_STROKES)
    return right[:-1] + "." if right.endswith("L") else right


def with_headers(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with table rows that are a table's first row but for a few letters read as that row: headers that a new page repeats."""
    written: list[Piece] = []
    first: Row | None = None
    for piece in pieces:
        if isinstance(piece, Row):
            if first is None or piece.table != first.table:
                first = piece
            elif len(piece.entries) == len(first.entries) > 1 and _alike(first, piece):
                piece = replace(piece, entries=first.entries)
        written.append(piece)
    return written


def _alike(first: Row, row: Row) -> bool:
    from rapidfuzz import fuzz

    one, other = ("|".join(fold(entry.text) for entry in each.entries) for each in (first, row))
    return fuzz.ratio(one, other) >= _SAME_ROW


def with_ordinals(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with numbers of table rows put right that the numbers around them make certain.

    What has just the digits of the next number (1.4, 15 is 1.4, 1.5), or stands where only one number can (5, 3.1, 5.2 is 5, 5.1, 5.2).
    """
    written = list(pieces)
    numbered = [(at, piece) for at, piece in enumerate(written) if isinstance(piece, Row) and piece.entries and piece.entries[0].column == 0]
    followers = [*(row for _, row in numbered[1:]), None]
    last: tuple[int, ...] = ()
    table: int | None = None
    for (at, row), after in zip(numbered, followers if numbered else (), strict=True):
        if row.table != table:
            last, table = (), row.table
        text = row.entries[0].text.strip()
        following = after.entries[0].text.strip() if after is not None and after.table == table else ""
        right = _number(text, last, following)
        if right != text:
            written[at] = replace(row, entries=(replace(row.entries[0], text=right), *row.entries[1:]))
        if _ORDINAL.fullmatch(right):
            last = tuple(map(int, right.strip(".").split(".")))
    return written


def _number(text: str, last: tuple[int, ...], following: str) -> str:
    """A row's number as it should read, after the number before it and before the text of the one that follows."""
    likely = _next(last)
    if not text or text in likely or _GROUP.fullmatch(text):
        return text
    spoilt = next((number for number in likely if "." in number and _is_spoilt(text, number)), None)
    between = [number for number in likely if following in _next(tuple(map(int, number.split("."))))]
    if spoilt or len(text) > _LONGEST_NUMBER or following in likely:
        return spoilt or text
    return between[0] if len(between) == 1 and following else text


def _next(last: tuple[int, ...]) -> list[str]:
    """What may follow a row's number: its first sub-number, the next of its own, the next after those above it."""
    numbers = [(*last, 1), *((*last[:depth], last[depth] + 1) for depth in range(len(last)))] if last else []
    return [".".join(map(str, number)) for number in numbers]


def _is_spoilt(text: str, number: str) -> bool:
    """Whether the text is that number with its points lost, or read as other signs or strokes."""
    if text == number or not _SPOILT.fullmatch(text):
        return False
    alike = len(text) == len(number) and all(one == other or other == "." for one, other in zip(text, number, strict=True))
    return alike or text == number.replace(".", "")


def _parted(word: Word) -> Iterator[Word]:
    """A word that a label or another word was glued to, in two (``I.MỤC``, ``SởY``)."""
    found = _GLUED_LABEL.fullmatch(word.text) or _GLUED_NAME.fullmatch(word.text)
    if not found or (found.re is _GLUED_NAME and not all(is_syllable(part.lower()) for part in found.groups())):
        yield word
        return
    share = (word.right - word.left) * len(found[1]) / len(word.text)
    yield replace(word, text=found[1], right=word.left + share)
    yield replace(word, text=word.text[len(found[1]) :], left=word.left + share)


def _cased(text: str) -> str:
    """The word with capitals that stand for small letters of the same shape made small.

    A capital that is written twice, small and large, is written once.

    >>> [_cased(word) for word in ("cuỘc", "đỘ", "kKhe", "UBND", "KH-UBND", "NĐ-CP", "TTg", "IPv6")]
    ['cuộc', 'độ', 'Khe', 'UBND', 'KH-UBND', 'NĐ-CP', 'TTg', 'IPv6']
    """
    if not _CAPITALS_WITHIN.search(text):
        return text
    if text[0].islower() and text[1] == text[0].upper() and text[2:].islower():
        return text[1:]
    bare = text.strip(".,;:()\"“”'!?")
    small = bare[:1] + bare[1:].lower()
    return text.replace(bare, small) if bare.isalpha() and _ONE_CAPITAL_WITHIN.fullmatch(bare) and is_syllable(small.lower()) else text


def _line(line: list[Word]) -> list[Word]:
    """The words of a line with its label and what its wording makes certain put right."""
    first, *others = line
    if others and _ROMAN_SLIPS.fullmatch(first.text) and others[0].text.isupper() and len(others[0].text) > 1:
        line = [replace(first, text=first.text.replace("H", "II").replace("l", "I").replace("|", "I").replace("1", "I")), *others]
    elif len(others) > 1 and _BARE_NUMERAL.fullmatch(first.text) and all(word.text.isupper() for word in others[:2]) and others[0].text not in _AFTER_QUARTER:
        line = [replace(first, text=first.text + "."), *others]
    elif others and first.text in _DASHES:
        line = [replace(first, text="-"), *others]
    line = [_quarter(word, before) for word, before in zip(line, (None, *line), strict=False)]
    if [word.text for word in line] == ["HOẠCH"]:
        line = [replace(line[0], text="KẾ HOẠCH")]
    text = " ".join(word.text for word in line)
    folded = fold(text)
    for rule in load_rules("ocr_slips"):
        for found in rule.pattern.finditer(folded):
            line = _replaced(line, found.start(), found.end(), rule.values["right"])
    return line


def _quarter(word: Word, before: Word | None) -> Word:
    """The word with the strokes of a quarter's number put right ("Quý IH/2023")."""
    if before is None or fold(before.text) != "quý":
        return word
    found = _SPOILT_QUARTER.match(word.text)
    text = found[1].replace("1", "I").translate(_STROKES) + word.text[found.end(1) :] if found else word.text
    return replace(word, text=text.replace("/⁄", "/").replace("⁄", "/"))


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
