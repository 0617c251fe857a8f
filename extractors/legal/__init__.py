"""Căn cứ, viện dẫn: which laws, decrees, decisions, party papers and standards a plan refers to.

First what is there is found (``finding``, ``laws``: symbols, standards, laws by their title, numbers that stand alone), then
each stretch that holds something is read (``reading``: ``lists`` share a type word, ``behind`` are day, issuer and subject,
``locators`` and ``relations`` tell what of it and what for), then the whole plan is asked (``resolving``: what a short form
goes back to, which year is right), and what does not fit is told (``conflicts``). Each rule is in ``legal.toml``.

What is evidently wrong in a number, its letters or its year is mended from the text alone (by its own date, or by the same
reference elsewhere in the plan) and told in ``correction`` and a diagnostic; a day that contradicts is told, not changed.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.draft import Draft
from extractors.legal.conflicts import notes_on
from extractors.legal.finding import candidates_of
from extractors.legal.mention import Mention, squeeze, stretches_of
from extractors.legal.reading import read_stretch
from extractors.legal.resolving import resolve
from schemas.document import Document
from schemas.plan import LegalRef

__all__ = ["find_legal_refs"]


def find_legal_refs(draft: Draft) -> Draft:
    """The draft with its legal references in the order of the text, and diagnostics on what was mended or contradicts.

    Letterhead, recipients and signature are not read; without passages every block is. The plan's own number
    (``draft.metadata.number``) is no reference. ``LegalRef.section`` is the id the section has so far, ``task`` is empty.
    """
    document = draft.document
    stretches = list(stretches_of(draft))
    read = [
        replace(mention, stretch=index)
        for index, candidates in candidates_of(document, stretches).items()
        for mention in read_stretch(document, stretches[index].span, candidates)
    ]
    resolved = resolve(read, draft.metadata)
    refs = tuple(_reference(document, mention, stretches[mention.stretch].section) for mention in resolved.known)
    return replace(draft, legal_refs=refs, diagnostics=(*draft.diagnostics, *notes_on(resolved)))


def _reference(document: Document, mention: Mention, section: str | None) -> LegalRef:
    return LegalRef(
        id="",
        section=section,
        task=None,
        text=squeeze(document.text[mention.start : mention.end]),
        start=mention.start,
        end=mention.end,
        page=document.page_at(mention.start),
        rule=mention.rule,
        symbol=mention.symbol,
        type=mention.type,
        number=mention.number,
        year=mention.year or (mention.issued_on.year if mention.issued_on else None),
        issued_on=mention.issued_on,
        issuer=mention.issuer,
        title=mention.title,
        locator=mention.locator,
        relation=mention.relation,
        correction=mention.correction,
        confidence=mention.confidence,
    )
