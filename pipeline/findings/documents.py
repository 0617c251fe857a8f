"""Documents that plans cite: one cited with several dates, and a basis that another plan says is no longer in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from heapq import heappush, heappushpop
from typing import Final

import regex

from pipeline.findings.identity import Known, body_of, place_said, plain
from schemas.finding import Finding, find
from schemas.plan import LegalRef, Plan

MOST_CITING: Final = 20
"""So many plans are named for each date of a document; all of them are counted."""

_YEAR: Final = regex.compile(r"/(?:19|20)\d\d(?!\d)")
_STATE: Final = regex.compile(r"[/-](?:CP|TTg|CTN|TW|VPCP|UBTVQH\d*|QH\d*|B[\p{Lu}&]{1,8}|TANDTC|VKSNDTC|KTNN|TTCP|NHNN)(?![\p{L}\d])")
"""Symbols that only one body of the country gives; another is given by as many bodies as there are of its kind."""
_BY_NAME: Final = "Luật"
_ENDED: Final = frozenset({"replaces", "repeals"})
_SENTENCE: Final = 400
"""So far before a mention, in characters, the words are that say who ends what it names."""
_ENDED_HERE: Final = regex.compile(
    r"(?i)(?<!\p{L})(?:kế hoạch|quyết định|nghị quyết|chỉ thị|chương trình|văn bản|quy định|công văn|đề án) này"
    r"(?: có hiệu lực[^.;\n]{0,80}?(?:,| và))? (?:thay thế|bãi bỏ|h(?:ủy|uỷ) bỏ|thay cho)(?!\p{L})"
)
"""The plan itself is what replaces or repeals; where others are to do so, what they end is still in force."""
_ENDED_WITH_IT: Final = regex.compile(r"(?i)[^.;\n]{0,60}?(?:hết hiệu lực|bị bãi bỏ|được thay thế)[^.;\n]{0,60} này(?!\p{L})")
_SENTENCE_END: Final = regex.compile(r"[.;]\s|\n")


@dataclass(slots=True)
class _Cited:
    """The plans that cite a document with one date: how many, and the first of them by their ordinals, each with its mention."""

    plans: int = 0
    places: tuple[tuple[int, str, str], ...] = ()


class Documents:
    """The documents that all plans cite, by their dates."""

    def __init__(self) -> None:
        self._cited: dict[tuple[str, date], _Cited] = {}
        self._bases: dict[tuple[str, date], list[tuple[date, int, str, str]]] = {}
        self._ended: dict[tuple[str, date], tuple[Known, LegalRef]] = {}

    def add(self, plan: Plan, known: Known, text: str) -> None:
        """Take in what a plan cites; of its text, "" where it is not known, what it says that it ends."""
        for key, (ref, basis) in _mentions(plan).items():
            cited = self._cited.setdefault(key, _Cited())
            cited.plans += 1
            if len(cited.places) < MOST_CITING:
                cited.places += ((known.ordinal, plan.plan_id, ref.id),)
            if basis is not None and known.issued_on is not None:
                kept = self._bases.setdefault(key, [])
                (heappush if len(kept) < MOST_CITING else heappushpop)(kept, (known.issued_on, -known.ordinal, plan.plan_id, basis.id))
        for ref in ended_by(plan, text):
            if ref.issued_on is not None and known.issued_on is not None and (key_of := document_of(ref, ref.issued_on, plan)) is not None:
                other = self._ended.get((key_of, ref.issued_on))
                if other is None or (other[0].issued_on or date.max) > known.issued_on:
                    self._ended[key_of, ref.issued_on] = (known, ref)

    def findings(self) -> Iterator[Finding]:
        """Differing dates, then bases that are no longer in force."""
        yield from self._differing_dates()
        yield from self._ended_bases()

    def _differing_dates(self) -> Iterator[Finding]:
        dates: dict[str, dict[date, _Cited]] = {}
        for (key, day), each in self._cited.items():
            dates.setdefault(key, {})[day] = each
        for key, days in dates.items():
            cited = sorted(days.items(), key=lambda each: (-each[1].plans, each[0]))
            places = [place for _, each in cited for place in each.places]
            plans = list(dict.fromkeys(plan for _, plan, _ in sorted(places)))
            if len(days) > 1 and len(plans) > 1:
                symbol = key.partition("\n")[0]
                said = ", ".join(f"{day.isoformat()} ({each.plans})" for day, each in cited)
                message = f"{symbol} is cited with {len(days)} dates (plans): {said}; check which is right."
                yield find("legal-dates-differ", message, plans, [f"{plan}/{ref}" for _, plan, ref in places], [symbol, *(day.isoformat() for day, _ in cited)])

    def _ended_bases(self) -> Iterator[Finding]:
        """Plans issued after another said that it replaces or repeals what they rest on; the latest of them are named."""
        for key, (ending, ref) in self._ended.items():
            day = ending.issued_on
            late = sorted((each for each in self._bases.get(key, ()) if day and each[0] > day and each[2] != ending.plan_id), key=lambda each: -each[1])
            if late:
                symbol = key[0].partition("\n")[0]
                message = f"{symbol} is the basis of {len(late)} plans, though {ending.name} of {day} replaces or repeals it; check what is in force."
                plans = sorted({(ending.ordinal, ending.plan_id), *((-number, plan) for _, number, plan, _ in late)})
                facts = [f"{ending.plan_id}/{ref.id}", *(f"{plan}/{basis}" for _, _, plan, basis in late)]
                yield find("basis-ended", message, [plan for _, plan in plans], facts, [symbol, str(key[1]), str(day)])


def _mentions(plan: Plan) -> dict[tuple[str, date], tuple[LegalRef, LegalRef | None]]:
    """The first mention of each document with each date that a plan gives it, and the first as its basis."""
    mentions: dict[tuple[str, date], tuple[LegalRef, LegalRef | None]] = {}
    for ref in plan.legal_refs:
        if ref.issued_on is not None and (name := document_of(ref, ref.issued_on, plan)) is not None:
            first, basis = mentions.get((name, ref.issued_on), (ref, None))
            mentions[name, ref.issued_on] = (first, basis or (ref if ref.relation == "basis" else None))
    return mentions


def ended_by(plan: Plan, text: str) -> Iterator[LegalRef]:
    """What a plan itself replaces or repeals ("Kế hoạch này thay thế Kế hoạch số …"), not what somebody is to; told by the words around it."""
    for ref in plan.legal_refs:
        if ref.relation in _ENDED:
            before = _SENTENCE_END.split(text[max(0, ref.start - _SENTENCE) : ref.start])[-1]
            if _ENDED_HERE.search(before) or _ENDED_WITH_IT.match(text, ref.end):
                yield ref


def document_of(ref: LegalRef, day: date, plan: Plan) -> str | None:
    """A key that only mentions of one document share: its type and symbol, a line each for the year and who gave the symbol where it does not say.

    Bodies of one kind give the same symbols ("12/KH-UBND"); the locality named with it tells them apart, else that of the plan that cites it.
    None where that is not known either.
    """
    by_name = ref.type == _BY_NAME and ref.number is None
    parts = [ref.symbol if by_name else f"{ref.type} {ref.symbol}"]
    if not _YEAR.search(ref.symbol):
        parts.append(str(day.year))
    if not by_name and not _STATE.search(ref.symbol):
        named = place_said(ref.issuer or "")
        if named is None and plan.metadata.issuer is None:
            return None
        parts.append(named or f"{plain(ref.issuer or '')} {body_of(plan)}")
    return "\n".join(parts)
