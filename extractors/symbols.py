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

_READ_AS_DIGITS: Final = str.maketrans("oOlL", "0011")
_MIXED_CASE: Final = frozenset({"TTG", "TTQ", "TTR", "TTRI", "CTR", "CTRPH", "QĐI", "QYĐ", "THU"})
_UNIT: Final = regex.compile(r"\p{L}[\p{L}\d]*")


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
    words = sorted(doc_types(), key=len, reverse=True)
    return regex.compile(r"(?<!\p{L})(?:" + "|".join(r"\s+".join(word.split()) for word in words) + r")(?!\p{L})")


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
    """A number with O read for 0 and l for 1 mended.

    >>> mend_digits("1O6"), mend_digits("30a")
    ('106', '30a')
    """
    return seen.translate(_READ_AS_DIGITS)


def mend_code(seen: str) -> str:
    """The letters of a symbol in their proper form: upper case save TTg, one hyphen, no spaces, slips mended.

    >>> mend_code("ND- CP"), mend_code("qđ.ttg"), mend_code("NĐ CP"), mend_code("QH l4")
    ('NĐ-CP', 'QĐ-TTg', 'NĐ-CP', 'QH14')
    """
    plain = regex.sub(r"\s*([-/&.])\s*", r"\1", fold(seen).upper().strip()).replace(".", "-")
    if (term := regex.fullmatch(r"((?:UBTV)?QH)\s*([\dOL]{1,2})", plain)) is not None:
        return term[1] + mend_digits(term[2])
    plain = regex.sub(r"\s+", "-", plain)
    units = regex.split(r"([-/&])", "".join(slips("symbol").get(unit, unit) for unit in regex.split(r"([-/&])", plain)))
    return "".join("TTg" if unit == "TTG" else unit for unit in units)


def first_letters(code: str) -> str:
    """What stands for the type in a proper code: "NĐ" of "NĐ-CP", "QH" of "QH14"."""
    letters = _UNIT.match(code)
    return "" if letters is None else letters[0].rstrip("0123456789")


def code_length(words: str) -> int:
    """How much of ``words`` is a symbol's letters: up to the first unit that is not written as one; 0 where none is.

    >>> code_length("QĐ-UBND.Sửa"), code_length("nđ-cp"), code_length("lần-tháng")
    (7, 5, 0)
    """
    if words.islower():
        return len(words) if first_letters(mend_code(words)) in type_of_code() else 0
    end = 0
    for unit in _UNIT.finditer(words):
        if unit[0].upper() != unit[0] and unit[0].upper() not in _MIXED_CASE:
            break
        end = unit.end()
    return end
