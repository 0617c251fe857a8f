"""One stretch of text, from its candidates to its mentions, each with what stands before and behind it."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import regex

from extractors.legal.behind import subject, with_tail
from extractors.legal.finding import Candidate, mention_of
from extractors.legal.laws import Law, end_of_laws, find_laws
from extractors.legal.lists import share_day, share_symbol
from extractors.legal.locators import locate
from extractors.legal.mention import Mention, match_at
from extractors.legal.relations import relate
from schemas.document import Document
from schemas.plan import Relation
from schemas.text import Span

_LONGEST_LIST: Final = 12
_LAWS: Final = frozenset({"Luật", "Bộ luật", "Pháp lệnh"})
_LAW_TO_SYMBOL: Final = regex.compile(r"\s*(?:\([^()]{0,40}\)\s*)?(?:năm\s+\d{4}\s*)?,?\s*\(?\s*(?:(?:bộ )?luật\s+)?số\s*:?\s*")


def read_stretch(document: Document, span: Span, candidates: Sequence[Candidate]) -> list[Mention]:
    """The references of one stretch by its own words, in order, with subject, locator and relation."""
    return _described(document, _read(document, span, candidates), span)


def _read(document: Document, span: Span, candidates: Sequence[Candidate]) -> list[Mention]:
    """The references with their days and issuers.

    A law's title right before a number belongs to the number; the laws that an amending law lists belong to its name.
    """
    laws = deque(find_laws(document, span))
    found: list[Mention] = []
    inside_until = span.start

    def take_law(before: int) -> None:
        law = laws.popleft()
        if law.start >= inside_until and (not found or law.start >= found[-1].end):
            limit = min(laws[0].start, before) if laws else before
            found.append(with_tail(document, _law_mention(law), max(limit, law.end)))

    for candidate in candidates:
        at = candidate.match.start()
        owner: Law | None = None
        while laws and laws[0].end <= at and owner is None:
            if _LAW_TO_SYMBOL.fullmatch(document.folded, laws[0].end, at):
                owner = laws.popleft()
            else:
                take_law(at)
        previous = found[-1] if found else None
        if (previous and at < previous.end) or (mention := mention_of(document, candidate, span.start, previous)) is None:
            continue
        if owner is not None:
            mention = replace(mention, start=owner.start, type=owner.type)
        if previous and mention.seen and (shared := list(share_symbol(document, previous, mention))):
            found[-1:] = shared
        if mention.seen or not mention.symbol:
            mention = with_tail(document, mention, span.end)
        if mention.type in _LAWS and (amending := match_at("amending", document, mention.end, span.end)):
            inside_until = end_of_laws(document, amending.end(), span.end)
        found.append(mention)
    while laws:
        take_law(span.end)
    return share_day(document, found)


def _law_mention(law: Law) -> Mention:
    return Mention(law.start, law.end, law.rule, law.confidence, law.type, law.name)


def _year(mention: Mention) -> int | None:
    return mention.year or (mention.issued_on.year if mention.issued_on else None)


def _shared_relation(done: Sequence[Mention], mention: Mention) -> Relation | None:
    """The relation that a mention shares with the one before where they are a list; nothing is amended by what is older than itself."""
    if not done or done[-1].relation != "amended":
        return done[-1].relation if done else None
    amending = next((_year(other) for other in reversed(done[-_LONGEST_LIST:]) if other.relation == "amends"), None)
    year = _year(mention)
    return "amended" if amending and year and year <= amending else None


def _described(document: Document, mentions: Sequence[Mention], span: Span) -> list[Mention]:
    """The mentions with subject, locator and relation."""
    done: list[Mention] = []
    floor = span.start
    for mention in mentions:
        locator, start = locate(document, mention, floor, span.end)
        related = relate(document, floor, start, mention.end, span.end, _shared_relation(done, mention))
        if related.previous is not None and done:
            done[-1] = replace(done[-1], relation=related.previous)
        done.append(replace(mention, title=subject(document, mention, span.end), locator=locator, relation=related.relation))
        floor = mention.end
    return done
