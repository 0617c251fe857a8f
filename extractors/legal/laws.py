"""Luật, bộ luật, pháp lệnh: laws that a text names by their title, with or without a number.

A title that ``laws.csv`` lists is known to its last word; of others the end is guessed (capitalised, up to a word that
cannot belong to a title), with less confidence. The name of a law that amends others is one law, the laws it lists included.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import regex

from extractors.legal.mention import match_at, rule
from extractors.symbols import rows, type_of, type_words
from schemas.document import Document
from schemas.text import Span, bare, fold

_LAW_WORDS: Final = tuple(regex.compile(word) for word in ("luật", "lệnh", "hiến"))
_OPENING: Final = regex.compile(r"(?<!\p{L})(?<!pháp\s)(?:hiến pháp|bộ luật|luật|pháp lệnh)(?=[\s:])")
_COLON: Final = regex.compile(r"(?<=luật)\s*:\s*")
_SEVERAL: Final = regex.compile(r"(?<!\p{L})các\s+$")
_NEXT_NAME: Final = regex.compile(r"\s*(?:[,;]\s*(?:và\s+)?|và\s+)(?!(?:bộ luật|luật|pháp lệnh)\s)")
_WORD: Final = regex.compile(r"\p{L}+")
_GAP: Final = regex.compile(r"\s+")
_NEXT_LAW: Final = regex.compile(r"\s*(?:,\s*(?:và\s+)?|và\s+)(?=(?:bộ luật|luật|pháp lệnh)\s)")
_LONGEST_GUESS: Final = 9
_LONGEST_TITLE: Final = 240  # characters
_LONGEST_SEVERAL: Final = 8  # characters
_LONGEST_OWNER: Final = 16  # characters
_BETWEEN: Final = r"\s*[,-]?\s*"
_ANY_FORM: Final = r"(?:văn\s+bản\s+(?:quy\s+phạm\s+pháp\s+luật|qppl)|vbqppl)"
_SHORT_FORMS: Final = {"vbqppl": "vănbảnquyphạmphápluật", "qppl": "quyphạmphápluật"}


@dataclass(frozen=True, slots=True)
class Law:
    """A law named by its title: where, its name in lower case, its type, and the rule that found it."""

    start: int
    end: int
    name: str
    type: str
    rule: str
    confidence: float


@cache
def _titles(without: str = "") -> tuple[regex.Pattern[str], Mapping[str, str]]:
    """A pattern for all listed titles that begin with some words, these left off, the longest first, and the proper form of each by its letters."""
    known = (fold(row["title"]) for row in rows("laws"))
    titles = sorted((title.removeprefix(without) for title in known if title.startswith(without)), key=len, reverse=True)
    alike: defaultdict[str, list[str]] = defaultdict(list)  # the rest of the titles by their first two words, so that few are tried
    for title in titles:
        words = _WORD.findall(title)
        alike[_BETWEEN.join(words[:2])].append("".join(_BETWEEN + word for word in words[2:]))
    full = _BETWEEN.join(["văn", "bản", "quy", "phạm", "pháp", "luật"])
    either = (f"{beginning}(?:{'|'.join(rests)})".replace(full, _ANY_FORM) for beginning, rests in alike.items())
    return regex.compile("(?:" + "|".join(either) + r")(?!\p{L})"), {bare(title): without + title for title in titles}


def _listed(document: Document, at: int, limit: int, without: str = "") -> Law | None:
    pattern, proper = _titles(without)
    limit = min(limit, at + _LONGEST_TITLE)
    found = pattern.match(document.folded, at, limit)
    if found is None:
        return None
    letters = bare(found[0])
    for short, full in _SHORT_FORMS.items():
        letters = letters.replace(short, full)
    opening = _OPENING.match(document.folded, at, limit)
    kind = type_of(opening[0]).name if opening else "Luật"
    return Law(at, found.end(), proper[letters], kind, "legal.law", 0.95)


def _guessed(document: Document, at: int, limit: int) -> Law | None:
    folded, text = document.folded, document.text
    opening = _OPENING.match(folded, at, limit)
    if opening is None or not text[at].isupper() or rule("no-law").pattern.search(folded, max(0, at - _LONGEST_OWNER), at):
        return None
    word_at, end = _GAP.match(folded, opening.end(), limit), opening.end()
    for count in range(_LONGEST_GUESS):
        if word_at is None or (word := _WORD.match(folded, word_at.end(), limit)) is None:
            break
        seen = text[word.start() : word.end()]
        if (count == 0 and not seen[0].isupper()) or (len(seen) > 1 and seen.isupper()):
            break
        if match_at("law-end", document, word.start(), limit) or type_words().match(folded, word.start(), limit):
            break
        end = word.end()
        word_at = _GAP.match(folded, end, limit)
    name = regex.sub(r"\s+và$", "", folded[at:end])
    if end == opening.end():
        return None
    return Law(at, at + len(name), " ".join(name.split()), type_of(opening[0]).name, "legal.law-unlisted", 0.6)


def _law(document: Document, at: int, limit: int) -> Law | None:
    return _listed(document, at, limit) or _guessed(document, at, min(limit, at + _LONGEST_TITLE))


def _further(document: Document, at: int, limit: int) -> Iterator[Law]:
    """The laws listed behind ``at`` that share the word "luật" with the one before: "Luật Cán bộ, công chức, Viên chức"."""
    while (joint := _NEXT_NAME.match(document.folded, at, limit)) is not None:
        law = _listed(document, joint.end(), limit, "luật ") if document.text[joint.end() : joint.end() + 1].isupper() else None
        if law is None:
            return
        yield law
        at = law.end


def law_words(folded: str) -> Iterator[int]:
    """Where a stretch that names a law must hold a word, kind by kind."""
    return (word.start() for pattern in _LAW_WORDS for word in pattern.finditer(folded))


def end_of_laws(document: Document, at: int, limit: int) -> int:
    """Where the list of laws that begins at ``at`` ends ("Luật Cán bộ, công chức và Luật Viên chức"); ``at`` where none does."""
    end = at
    while (law := _law(document, at, limit)) is not None:
        end = law.end
        if (joint := _NEXT_LAW.match(document.folded, end, limit)) is None:
            break
        at = joint.end()
    return end


def find_laws(document: Document, span: Span) -> Iterator[Law]:
    """The laws named by their title within a stretch, in order, without the day or year behind them."""
    folded, read_to = document.folded, span.start
    for opening in _OPENING.finditer(folded, span.start, span.end):
        at = opening.start()
        if at < read_to:
            continue
        kind = type_of(opening[0]).name
        amending = match_at("amending-law", document, at, span.end)
        law: Law | None
        several = colon = None
        if kind == "Hiến pháp":
            dated = match_at("year", document, opening.end(), span.end) is not None
            law = Law(at, opening.end(), "hiến pháp", kind, "legal.constitution", 0.9) if dated else None
        elif amending is not None:
            end = end_of_laws(document, amending.end(), span.end)
            end = at + len(folded[at:end].rstrip())
            law = Law(at, end, " ".join(folded[at:end].split()), kind, "legal.amending-law", 0.9)
        else:
            law = _law(document, at, span.end)
            several = _SEVERAL.search(folded, max(span.start, at - _LONGEST_SEVERAL), at)
            if (colon := _COLON.match(folded, opening.end(), span.end)) is not None:
                first = _listed(document, colon.end(), span.end, "luật ")
                law = None if first is None else replace(first, start=at)
        if law is not None:
            read_to = law.end
            yield law
            if several or colon:
                for another in _further(document, law.end, span.end):
                    read_to = another.end
                    yield another
