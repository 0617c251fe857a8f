"""Danh sách: numbers that share the type word and the letters of a symbol that stands beside them: "Quyết định số 12, 13/QĐ-UBND"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.legal.mention import Mention, rule
from extractors.symbols import doc_types, first_letters, mend_digits
from schemas.document import Document
from schemas.text import fold


def share_symbol(document: Document, alone: Mention, full: Mention) -> Iterator[Mention]:
    """The numbers from one that stands alone up to the symbol behind it, with that symbol's letters; nothing where they are no list."""
    between = rule("listed").pattern.fullmatch(document.folded, alone.end, full.start)
    entry = doc_types().get(fold(alone.type))
    if between is None or alone.symbol or alone.code or entry is None or first_letters(full.code) not in entry.codes:
        return
    yield _with_letters(alone, full)
    for start, end in between.spans("number"):
        number, _, year = mend_digits(document.folded[start:end]).upper().partition("/")
        yield _with_letters(replace(alone, start=start, end=end, number=number.strip(), year=int(year) if year else None, issued_on=None, issuer=None), full)


def _with_letters(mention: Mention, full: Mention) -> Mention:
    year = (mention.year or full.year) if f"/{full.year}/" in full.symbol else None
    joint = "-" if full.symbol.startswith(f"{full.number}-{full.code}") else "/"
    symbol = "/".join(filter(None, (mention.number, str(year or "")))) + joint + full.code
    return replace(mention, rule="legal.listed", confidence=0.9, symbol=symbol, year=year, code=full.code, seen=symbol)


def same_day(document: Document, mentions: list[Mention]) -> list[Mention]:
    """The mentions with the day that the last one shares with those listed before it: "số 12/QĐ-UBND và số 13/QĐ-UBND cùng ngày 05/01/2020"."""
    last = mentions[-1] if mentions else None
    if last is None or last.issued_on is None or rule("same-day").pattern.search(document.folded, last.start, last.end) is None:
        return mentions
    done = [last]
    for mention in reversed(mentions[:-1]):
        joined = rule("listed").pattern.fullmatch(document.folded, mention.end, done[-1].start)
        if joined is None or mention.issued_on is not None:
            break
        done.append(replace(mention, issued_on=last.issued_on))
    return [*mentions[: len(mentions) - len(done)], *reversed(done)]
