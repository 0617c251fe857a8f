"""Danh sách: numbers that share the type word and the letters of a symbol that stands beside them: "Quyết định số 12, 13/QĐ-UBND"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

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


def share_day(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, a day that the last of a list shares given to all: "số 12/QĐ-UBND và số 13/QĐ-UBND cùng ngày 05/01/2020"."""
    done: list[Mention] = []
    day: date | None = None
    for mention in reversed(mentions):
        joined = done and day and mention.issued_on is None and rule("listed").pattern.fullmatch(document.folded, mention.end, done[-1].start)
        if joined:
            done.append(replace(mention, issued_on=day))
            continue
        shared = mention.issued_on and rule("same-day").pattern.search(document.folded, mention.start, mention.end)
        day = mention.issued_on if shared else None
        done.append(mention)
    return done[::-1]
