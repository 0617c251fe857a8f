"""What was mended in a reference, what contradicts, and what names no document for sure.

A document is number, symbol and date: 76/NQ-CP is a resolution of 2013 and another of 2021. Two days contradict where the two
mentions can only be one document: their symbol names the year; or the days are of one year; or of different years, but the
same day and month, or the same subject. Bodies of one kind give the same symbols ("12/KH-UBND"), so issuers must agree too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.legal.behind import YEARS
from extractors.legal.mention import Mention
from extractors.legal.resolving import Resolved, same_issuer
from schemas.diagnostic import Diagnostic, diagnose
from schemas.text import bare

_TELLING_TITLE: Final = 16
"""So many letters of a subject say what a document is about."""
_COMPARED: Final = 8
"""So many days of one symbol are compared with each further one."""


def notes_on(resolved: Resolved) -> Iterator[Diagnostic]:
    """The diagnostics on the references of a plan."""
    for mention in resolved.alone:
        yield diagnose(
            "legal-number-alone", f"{mention.type} {mention.number} names no document for sure: neither symbol nor issuer.", mention.start, mention.end
        )
    for mention in resolved.known:
        yield from _own_contradictions(mention)
    yield from _two_days(resolved.known)


def _own_contradictions(mention: Mention) -> Iterator[Diagnostic]:
    where = mention.start, mention.end
    if mention.correction is not None:
        yield diagnose("legal-mended", f'"{mention.correction}" is read as {mention.symbol}: check it against the document.', *where)
    if mention.seen and mention.year is not None and mention.year not in YEARS:
        yield diagnose("legal-year-contradicts", f"{mention.symbol} names no year that a document can have: check its number.", *where)
    if mention.seen and mention.year is not None and mention.issued_on is not None and mention.issued_on.year != mention.year:
        yield diagnose("legal-year-contradicts", f"{mention.symbol} is dated {mention.issued_on.isoformat()}: number or date is wrong.", *where)


def _two_days(mentions: Sequence[Mention]) -> Iterator[Diagnostic]:
    dated: defaultdict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.issued_on is None:
            continue
        earlier = dated[mention.type, mention.symbol]
        other = next((other for other in earlier if contradict(other, mention)), None)
        if other is not None and other.issued_on is not None:
            message = f"{mention.symbol} is dated {mention.issued_on.isoformat()} here and {other.issued_on.isoformat()} before: check which is right."
            yield diagnose("legal-date-differs", message, mention.start, mention.end)
        if len(earlier) < _COMPARED:
            earlier.append(mention)


def contradict(one: Mention, other: Mention) -> bool:
    """Whether two mentions of one type and symbol are one document with two days."""
    if one.issued_on is None or other.issued_on is None or one.issued_on == other.issued_on or not same_issuer(one.issuer, other.issuer):
        return False
    if one.year is not None or one.issued_on.year == other.issued_on.year:
        return True
    return (one.issued_on.month, one.issued_on.day) == (other.issued_on.month, other.issued_on.day) or _same_subject(one.title, other.title)


def _same_subject(one: str | None, other: str | None) -> bool:
    first, second = sorted((bare(one or ""), bare(other or "")), key=len)
    return len(first) >= _TELLING_TITLE and second.startswith(first)
