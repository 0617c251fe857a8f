"""Số, ký hiệu: what the numbers of Vietnamese documents are made of, and their one proper form.

The types, the codes of issuers and the slips of character recognition are data (``doc_types.csv``, ``issuer_codes.csv``,
``slips.csv``), each row with its source.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import regex

from schemas.text import fold

_READ_AS_DIGITS: Final = str.maketrans("oOlLiI", "001111")
_UNIT: Final = regex.compile(r"\p{L}[\p{L}\d]*")
_CAPITALS: Final = regex.compile(r"(?:[TPNKCG]h|Tri?(?!\p{Ll})|Ngh?|Gi|T[gqw]|Qy|Đi(?!\p{Ll})|\p{Lu}|\d)+")
"""A unit of a symbol: capitals, among them initials of two letters ("GDTrH", "TTg", "NgCT")."""
_GLUED: Final = regex.compile(r"(?:ngày|của|về|và|năm|do|ban)(?!\p{L})")
_SPACED_JOINT: Final = regex.compile(r"\s*([-/&._])\s*")
_PARTED: Final = regex.compile(r"(?<!\p{L})([NQC]) ([ĐQT])(?!\p{L})")
_TERM: Final = regex.compile(r"((?:UBTV)?QH)\s*([\dOLI]{1,2})")
_SPACES: Final = regex.compile(r"\s+")
_JOINTS: Final = regex.compile(r"([-/&])")


@dataclass(frozen=True, slots=True)
class DocType:
    """A kind of document: the word it is cited by (folded), its name, and the letters that stand for it in a symbol."""

    word: str
    name: str
    codes: tuple[str, ...]


def rows(table: str) -> tuple[Mapping[str, str], ...]:
    """The rows of ``extractors/data/<table>.csv``."""
    text = (files("extractors") / "data" / f"{table}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def doc_types() -> Mapping[str, DocType]:
    """The types of documents by the word they are cited by."""
    return {fold(row["word"]): DocType(fold(row["word"]), row["type"], tuple(filter(None, row["abbreviations"].split("|")))) for row in rows("doc_types")}


@cache
def type_words() -> regex.Pattern[str]:
    """A pattern over folded text for any word that a document is cited by, the longer before the shorter."""
    return regex.compile(_any_type_word())


@cache
def type_words_backward() -> regex.Pattern[str]:
    """The pattern of ``type_words`` that searches from the end of a text to its beginning."""
    return regex.compile("(?r)" + _any_type_word())


def _any_type_word() -> str:
    words = sorted(doc_types(), key=len, reverse=True)
    return r"(?<!\p{L})(?:" + "|".join(r"\s+".join(word.split()) for word in words) + r")(?!\p{L})"


def type_of(words: str) -> DocType:
    """The type that words found by ``type_words`` name (``KeyError`` otherwise)."""
    return doc_types()[" ".join(fold(words).split())]


@cache
def type_of_code() -> Mapping[str, DocType]:
    """The type that the first letters of a symbol stand for; of several, the one that comes first in the table."""
    found: dict[str, DocType] = {}
    for entry in doc_types().values():
        for code in entry.codes:
            found.setdefault(code, entry)
    return found


@cache
def issuer_codes() -> tuple[tuple[str, str], ...]:
    """Folded names of issuers with their letters in a symbol, the longer name first."""
    return tuple(sorted(((fold(row["issuer"]), row["code"]) for row in rows("issuer_codes")), key=lambda pair: -len(pair[0])))


@cache
def slips(where: str) -> Mapping[str, str]:
    """What is read wrong in a ``symbol`` or an ``issuer``, and what it should be."""
    return {row["seen"]: row["right"] for row in rows("slips") if row["where"] == where}


def mend_digits(seen: str) -> str:
    """A number with O read for 0, l and I for 1 mended.

    >>> mend_digits("1O6"), mend_digits("6I"), mend_digits("30a")
    ('106', '61', '30a')
    """
    return seen.translate(_READ_AS_DIGITS)


def mend_code(seen: str) -> str:
    """The letters of a symbol in their proper form: upper case save TTg, one hyphen, no spaces, slips mended.

    >>> mend_code("ND- CP"), mend_code("qđ.ttg"), mend_code("N Đ CP"), mend_code("QH l4")
    ('NĐ-CP', 'QĐ-TTg', 'NĐ-CP', 'QH14')
    """
    plain = _SPACED_JOINT.sub(r"\1", fold(seen).upper().strip()).replace(".", "-").replace("_", "-")
    if (term := _TERM.fullmatch(plain)) is not None:
        return term[1] + mend_digits(term[2])
    plain = _SPACES.sub("-", _PARTED.sub(r"\1\2", plain))
    units = _JOINTS.split("".join(slips("symbol").get(unit, unit) for unit in _JOINTS.split(plain)))
    return "".join("TTg" if unit == "TTG" else unit for unit in units)


def first_letters(code: str) -> str:
    """What stands for the type in a proper code: "NĐ" of "NĐ-CP", "QH" of "QH14"."""
    letters = _UNIT.match(code)
    return "" if letters is None else letters[0].rstrip("0123456789")


def code_length(words: str) -> int:
    """How much of ``words`` is a symbol's letters: up to the first unit that is not written as one, or to a word glued to it; 0 where none is.

    >>> code_length("QĐ-UBND.Sửa"), code_length("nđ-cp"), code_length("lần-tháng"), code_length("QĐ-UBNDngày"), code_length("BGDĐT-GDTrH")
    (7, 5, 0, 7, 11)
    """
    if words.islower():
        return len(words) if first_letters(mend_code(words)) in type_of_code() else 0
    end = 0
    for unit in _UNIT.finditer(words):
        capitals = _CAPITALS.match(unit[0])
        if capitals is None:
            break
        if capitals.end() < len(unit[0]):
            return unit.start() + capitals.end() if _GLUED.match(unit[0], capitals.end()) else end
        end = unit.end()
    return end
