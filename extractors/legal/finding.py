"""Số, ký hiệu: what looks like a reference, and the mention that its own words make of it.

Candidates are found once over the whole text; only stretches that hold one are read. A symbol's type is the nearest type
word before it that agrees with its letters, else the word just before it, else in a list that of the one before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from extractors.legal.laws import law_words
from extractors.legal.mention import Mention, Stretch, rule
from extractors.rules import Rule
from extractors.symbols import DocType, code_length, doc_types, first_letters, mend_code, mend_digits, type_of, type_of_code, type_words_backward
from schemas.document import Document
from schemas.text import Span, bare, fold

_FINDERS: Final = ("assembly", "party", "party-hyphen", "state", "unit", "standard", "standard-iso", "regulation", "short")
_TYPE_WITHIN: Final = 140  # characters between a type word and its symbol: "Quyết định của Thủ tướng Chính phủ số …"
_QUALITY: Final = "9001"  # the standard of quality management, whose ISO is often left out
_FORM_WITHIN: Final = 24

_JOINT: Final = regex.compile(r"[-/.&\s]")
_TO_SYMBOL: Final = regex.compile(r"(?<words>(?:\s+(?!s[ốôồổỗộóòõ]\b)\p{L}+){0,10})\s*:?\s*\(?\s*(?<numbered>\bs[ốôồổỗộóòõ]\b)?\s*[:.]?\s*")
_NUMBERED: Final = regex.compile(r"(?<!\p{L})s[ốôồổỗộóòõ]\s*:?\s*$")
_LISTED: Final = regex.compile(r"[\s,;]*(?:và|hoặc)?\s*(?:số\s*:?\s*)?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a rule found, before it is known to be a reference."""

    match: regex.Match[str]
    rule: Rule


@dataclass(frozen=True, slots=True)
class _TypeWord:
    """The type word of a symbol: where it begins, what it says, and where the words between it and the symbol stand."""

    start: int
    entry: DocType
    between: Span


def candidates_of(document: Document, stretches: Sequence[Stretch]) -> Mapping[int, Sequence[Candidate]]:
    """What the rules for symbols, standards and lone numbers find, by the index of its stretch, in order, without overlaps.

    Of two that overlap the rule named first in ``_FINDERS`` wins; what lies in no stretch is left out. A stretch that only
    names a law has no candidates.
    """
    starts = [stretch.span.start for stretch in stretches]

    def stretch_of(start: int, end: int) -> int | None:
        index = bisect_right(starts, start) - 1
        return index if index >= 0 and end <= stretches[index].span.end else None

    taken = bytearray(len(document.folded))
    found: defaultdict[int, list[Candidate]] = defaultdict(list)
    for name in _FINDERS:
        finder = rule(name)
        for match in finder.pattern.finditer(document.folded):
            start, end = match.span()
            if (index := stretch_of(start, end)) is not None and taken.find(1, start, end) < 0:
                taken[start:end] = b"\1" * (end - start)
                found[index].append(Candidate(match, finder))
    ordered = {index: sorted(candidates, key=lambda candidate: candidate.match.start()) for index, candidates in found.items()}
    for at in law_words(document.folded):
        if (index := stretch_of(at, at)) is not None:
            ordered.setdefault(index, [])
    return dict(sorted(ordered.items()))


def mention_of(document: Document, candidate: Candidate, stretch: int, previous: Mention | None) -> Mention | None:
    """The reference that a candidate is; None where it is none after all.

    ``stretch`` is where the text that is read begins, ``previous`` the mention before it there.
    """
    if candidate.rule.name in ("legal.standard", "legal.standard-iso", "legal.regulation"):
        return _standard(candidate.match, candidate.rule)
    floor = max(stretch, previous.end if previous else 0)
    if candidate.rule.name == "legal.short":
        return _alone(document, candidate, floor)
    return _symbol(document, candidate, stretch, floor, previous)


def _type_before(document: Document, letters: str, floor: int, at: int) -> _TypeWord | None:
    """The type word of a symbol at ``at``: the nearest that agrees with its letters, else the one just before it; None where none is."""
    beside: _TypeWord | None = None
    for match in type_words_backward().finditer(document.folded, max(floor, at - _TYPE_WITHIN), at):
        gap = _TO_SYMBOL.fullmatch(document.folded, match.end(), at)
        if gap is None or (gap["words"] and not gap["numbered"]):
            break
        entry = type_of(match[0])
        found = _TypeWord(match.start(), entry, Span(*gap.span("words")))
        if letters in entry.codes:
            return found
        if beside is None and not gap["words"]:
            beside = found
    return beside


def _agrees(kind: str, letters: str) -> bool:
    """Whether a symbol with these first letters can be of that type; letters that no type has are those of an official letter."""
    entry = doc_types().get(fold(kind))
    return entry is not None and (letters in entry.codes or letters not in type_of_code())


def _symbol(document: Document, candidate: Candidate, stretch: int, floor: int, previous: Mention | None) -> Mention | None:
    """The reference with that symbol, from its type word on; None where it is no symbol after all, the plan's own, or the number of a form."""
    match, name = candidate.match, candidate.rule.name
    folded, at = document.folded, match.start()
    code_at = match.start("code")
    end = code_at + code_length(document.text[code_at : match.end()])
    code = mend_code(document.text[code_at:end])
    party = name in ("legal.party", "legal.party-hyphen")
    if name == "legal.party-hyphen":
        code = code.replace("-", "/", 1)
    letters = first_letters(code)
    known = type_of_code().get(letters)
    if not code or (not _JOINT.search(code) and known is None and name != "legal.unit") or (party and known is None):
        return None
    groups = match.groupdict()
    number = mend_digits(document.text[slice(*match.span("number"))]).upper()
    year, dashed = mend_digits(groups.get("year") or ""), groups.get("dashed") or ""
    symbol = "/".join(filter(None, ("-".join(filter(None, (number, dashed))), year))) + ("-" if party else "/") + code
    seen = "".join(document.text[at:end].split())
    mended = bare(seen) != bare(symbol)
    numbered = _NUMBERED.search(folded, max(floor, at - 8), at)
    start, confidence = numbered.start() if numbered else at, candidate.rule.confidence
    issuer = Span(at, at)
    if (typed := _type_before(document, letters, floor, at)) is not None:
        start, kind, issuer = typed.start, typed.entry.name, typed.between
    elif (
        name == "legal.unit"
        or (numbered and not folded[stretch : numbered.start()].strip())
        or rule("form").pattern.search(folded, max(floor, start - _FORM_WITHIN), start)
    ):
        return None
    elif previous is not None and (numbered or _LISTED.fullmatch(folded, previous.end, at)) and _agrees(previous.type, letters):
        kind, confidence = previous.type, 0.9
    elif known is not None:
        kind, confidence = known.name, 0.75
    elif numbered:
        kind, confidence = "Công văn", 0.6
    else:
        return None
    return Mention(
        start=start,
        end=end,
        rule=name,
        confidence=min(confidence, 0.9) if mended else confidence,
        type=kind,
        symbol=symbol,
        number=number,
        year=int(year or dashed) if year or dashed else None,
        code=code,
        seen=seen,
        issuer=_named_between(document, issuer),
        correction=seen if mended else None,
    )


def _named_between(document: Document, words: Span) -> str | None:
    """The issuer between type word and number: "Quyết định của Thủ tướng Chính phủ số 225/QĐ-TTg"."""
    found = rule("issuer-between").pattern.fullmatch(document.folded, words.start, words.end)
    return " ".join(document.text[slice(*found.span("issuer"))].split()) if found else None


def _alone(document: Document, candidate: Candidate, floor: int) -> Mention | None:
    """A number that stands alone behind a type word, which is capitalised or says "số"; its symbol waits for the rest of the plan."""
    match = candidate.match
    typed = _type_before(document, "", floor, match.start())
    if typed is None or typed.between.start != typed.between.end:
        return None
    if not (document.text[typed.start].isupper() or match["year"] or _NUMBERED.search(document.folded, typed.start, match.start())):
        return None
    year, code = match["year"], match["code"] or ""
    return Mention(
        typed.start,
        match.end(),
        candidate.rule.name,
        candidate.rule.confidence,
        typed.entry.name,
        "",
        mend_digits(match["number"]).upper(),
        int(year) if year else None,
        code.upper(),
    )


def _standard(match: regex.Match[str], found_by: Rule) -> Mention:
    year = match["year"]
    if found_by.name == "legal.regulation":
        kind, symbol = "QCVN", f"QCVN {match['number']}:{year}" + (f"/{match['code'].upper()}" if match["code"] else "")
    else:
        body = "".join((match["body"] or ("iso" if match["number"] == _QUALITY else "")).split()).upper()
        kind, symbol = "TCVN", " ".join(filter(None, ("TCVN", body, match["number"]))) + (f":{year}" if year else "")
    return Mention(*match.span(), found_by.name, found_by.confidence, kind, symbol, match["number"], int(year) if year else None)
