"""Ngày, cơ quan ban hành, trích yếu: what stands behind the number of a document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

import regex

from extractors.legal.mention import Mention, match_at, rule, squeeze
from extractors.symbols import mend_digits, slips
from schemas.document import Document
from schemas.text import fold

YEARS: Final = range(1945, 2046)
"""The years that a document can be of."""
_SUBJECT_WITHIN: Final = 600
_LONGEST_ISSUER: Final = 24  # words

_WORD: Final = regex.compile(r"[\p{L}\d]+(?:[-&/.][\p{L}\d]+)*")
_NEXT_ISSUER: Final = regex.compile(
    r"(?:\s*[,-]|\s+và)\s+(?=(?:bộ|ủy ban|ubnd|hđnd|văn phòng|sở|tòa án|viện|ban|thanh tra|ngân hàng|chính phủ|đoàn chủ tịch|tổng)\s)"
)
_SPACE: Final = regex.compile(r"\s+(?:-\s+)?")

# A name's small words: those that close it unless a place follows, those that it may go on with, those that open another body.
_CLOSES: Final = frozenset({"tỉnh", "huyện", "quận", "xã", "phường", "phố", "trấn", "ủy", "phủ", "ương", "dân", "hội", "nước", "khu"})
_PLACES: Final = frozenset({"tỉnh", "huyện", "quận", "xã", "phường", "phố", "trấn", "khu"})
_GOES_ON: Final = _CLOSES | {"thành", "thị", "đặc", "nhân", "ban", "đảng", "khóa", "lần", "thứ", "trung", "cấp", "kỳ", "họp", "thường", "vụ", "nghị", "đồng"}
_OPENS: Final = frozenset(
    {"bộ", "sở", "ban", "văn", "hội", "cục", "tổng", "chi", "thanh", "ngân", "viện", "tòa", "trung", "phòng", "chủ", "liên", "ủy", "quốc"}
)


def with_tail(document: Document, mention: Mention, limit: int) -> Mention:
    """The mention with the day and the issuer behind it, in either order; a law known by its title may have a year instead."""
    for _ in range(2):
        longer = None
        if mention.issued_on is None:
            longer = _with_day(document, mention, limit) or _with_blank(document, mention, limit)
        if longer is None and mention.issuer is None:
            longer = _with_issuer(document, mention, limit)
        if longer is None:
            break
        mention = longer
    if not mention.seen and mention.issued_on is None and mention.number is None:
        year = match_at("year", document, mention.end, limit)
        if year is not None:
            return replace(mention, end=year.end(), year=int(year["year"]))
    return _closed(document, mention)


def subject(document: Document, mention: Mention, limit: int) -> str | None:
    """The words behind it that say what it is about, up to the end of the clause; None for laws known by their title."""
    if not mention.seen:
        return None
    found = rule("title").pattern.match(document.folded, mention.end, min(limit, mention.end + _SUBJECT_WITHIN))
    return squeeze(document.text[slice(*found.span("title"))]).rstrip(" ,") if found else None


def _closed(document: Document, mention: Mention) -> Mention:
    """The mention with the bracket that closes the one within it: "Quyết định của UBND tỉnh (số 12/QĐ-UBND ngày 05/6/2018)"."""
    words = document.folded[mention.start : mention.end]
    open_within = words.count("(") > words.count(")") and document.folded.startswith(")", mention.end)
    return replace(mention, end=mention.end + 1) if open_within else mention


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_day(document: Document, mention: Mention, limit: int) -> Mention | None:
    found = match_at("date", document, mention.end, limit)
    if found is None:
        return None
    day, month, year = (int(mend_digits(found[part])) for part in ("day", "month", "year"))
    year += 0 if len(found["year"]) == 4 else 2000 if year < 50 else 1900
    closing = 1 if "(" in found[0] and document.folded[found.end() : found.end() + 1] == ")" else 0
    issued_on = _day(year, month, day)
    if issued_on is not None and year in YEARS:
        return replace(mention, end=found.end() + closing, issued_on=issued_on)
    mended = _day(mention.year, month, day) if mention.year in YEARS and mention.year else None
    words = squeeze(document.text[slice(*found.span())].strip(" ,("))
    return replace(mention, end=found.end() + closing, issued_on=mended, correction=words, confidence=min(mention.confidence, 0.8))


def _with_blank(document: Document, mention: Mention, limit: int) -> Mention | None:
    found = match_at("blank-date", document, mention.end, limit)
    return None if found is None else replace(mention, end=found.end())


def _with_issuer(document: Document, mention: Mention, limit: int) -> Mention | None:
    opening = match_at("issuer", document, mention.end, limit)
    end = None if opening is None else _end_of_issuer(document, opening.end(), limit, joint="liên tịch" in mention.type)
    if opening is None or end is None:
        return None
    name = squeeze(document.text[opening.end() : end])
    folded = fold(name)
    for seen, right in slips("issuer").items():
        if (place := folded.find(seen)) >= 0:
            name = name[:place] + right + name[place + len(seen) :]
            folded = fold(name)
    return replace(mention, end=end, issuer=name)


def _end_of_issuer(document: Document, at: int, limit: int, *, joint: bool) -> int | None:
    """Where the name of the issuer that begins at ``at`` ends; None where no name begins there. A joint document has several.

    A name runs over capitalised words, the syllables behind them ("Nội vụ") and the small words of place and level; it ends
    before punctuation and before the words of the rule ``issuer-end``.
    """
    text, folded = document.text, document.folded
    if not (text[at : at + 1].isupper() or match_at("issuer-head", document, at, limit)):
        return None
    end, behind_capital, closed, ordinal, place = None, False, False, False, False
    for count in range(_LONGEST_ISSUER):
        if (compound := match_at("issuer-compound", document, at, limit)) is not None:
            end, behind_capital, closed, ordinal, place = compound.end(), False, True, False, False
        else:
            word = _WORD.match(folded, at, limit)
            if word is None:
                break
            named = ordinal or (place and text[at].isupper() and not text[at : word.end()].isupper())  # "lần thứ …", "thành phố Cần Thơ"
            if not named and match_at("issuer-end", document, at, limit):
                break
            capital = text[at].isupper() or count == 0
            if not (capital or ordinal or (place and word[0].isdigit()) or word[0] in _GOES_ON or (behind_capital and not closed)):
                break
            closed = word[0] in _CLOSES or (closed and not (capital and word[0] in _OPENS))
            end, behind_capital, ordinal, place = word.end(), capital, word[0] in ("thứ", "khóa"), word[0] in _PLACES
        gap = (_NEXT_ISSUER.match(folded, end, limit) if joint else None) or _SPACE.match(folded, end, limit)
        if gap is None or ("-" in gap[0] and not text[gap.end() : gap.end() + 1].isupper()):
            break
        at = gap.end()
    return end
