"""Căn cứ, viện dẫn: which laws, decrees, decisions, party papers and standards a plan refers to.

Four ways lead to a mention, each a rule of ``legal.toml``: a symbol (``61/2018/NĐ-CP``, ``05-NQ/TU``, ``63/2020/QH14``), a
standard (``TCVN ISO 9001:2015``), a law's title (``extractors.laws``), and a number that stands alone ("Nghị quyết 30a của
Chính phủ"). A symbol's type is the nearest type word before it that agrees with its letters, else the word just before it,
else in a list that of the one before. What stands behind is read in turn: day, issuer, subject.

``relation`` says what the reference is for:

- ``basis``: the plan rests on it ("Căn cứ …"); ``implements``: it is carried out ("thực hiện …", "triển khai …", "theo …");
- ``amended``: the words before say that it is amended ("sửa đổi, bổ sung một số điều của …"), and then the document named
  just before, whose subject this is, ``amends``; the other way round with "được sửa đổi, bổ sung bởi …";
- ``replaces``, ``repeals``: the one that is replaced ("thay thế …") or repealed ("bãi bỏ …"), not the one that does it;
- ``cites``: all others, "quy định tại …" among them. A list shares the relation of its first member.

What is evidently wrong in a number, its letters or its year is mended from the text alone (by its own date, or by the same
reference elsewhere in the plan) and told in ``correction`` and a diagnostic; a day that contradicts is told, not changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final, cast

import regex

from extractors.draft import Draft
from extractors.laws import Law, end_of_laws, find_laws
from extractors.rules import Rule, load_rules
from extractors.symbols import code_length, doc_types, first_letters, issuer_codes, mend_code, mend_digits, rows, slips, type_of, type_of_code, type_words
from schemas.diagnostic import Diagnostic, diagnose
from schemas.document import Document
from schemas.plan import LegalRef, Locator, Relation
from schemas.text import Span, bare, fold

_UNREAD: Final = frozenset({"letterhead", "recipients", "signature", "noise"})
_LAWS: Final = frozenset({"Luật", "Bộ luật", "Pháp lệnh"})
_YEARS: Final = range(1945, 2046)
_TYPE_WITHIN: Final = 140  # characters between a type word and its symbol: "Quyết định của Thủ tướng Chính phủ số …"
_LOCATOR_WITHIN: Final = 80
_SUBJECT_WITHIN: Final = 600
_NAMESAKES: Final = 8  # documents of one type and number in one plan
_LONGEST_ISSUER: Final = 24  # words

_WORD: Final = regex.compile(r"[\p{L}\d]+(?:[-&/.][\p{L}\d]+)*")
_NEXT_ISSUER: Final = regex.compile(
    r"(?:\s*[,-]|\s+và)\s+(?=(?:bộ|ủy ban|ubnd|hđnd|văn phòng|sở|tòa án|viện|ban|thanh tra|ngân hàng|chính phủ|đoàn chủ tịch|tổng)\s)"
)
_SPACE: Final = regex.compile(r"\s+(?:-\s+)?")
_JOINT: Final = regex.compile(r"[-/.&\s]")
_TO_SYMBOL: Final = regex.compile(r"(?<words>(?:\s+(?!số\b)\p{L}+){0,10})\s*:?\s*\(?\s*(?<numbered>\b(?:số|sô)\b)?\s*[:.]?\s*")
_LAW_TO_SYMBOL: Final = regex.compile(r"\s*(?:\([^()]{0,40}\)\s*)?(?:năm\s+\d{4}\s*)?,?\s*\(?\s*(?:(?:bộ )?luật\s+)?số\s*:?\s*")
_NUMBERED: Final = regex.compile(r"(?<!\p{L})số\s*:?\s*$")
_LISTED: Final = regex.compile(r"[\s,;]*(?:và|hoặc)?\s*(?:số\s*:?\s*)?")
_JOINED: Final = regex.compile(r"(?:[;,]|(?<!\p{L})(?:và|hoặc))\s*(?:(?:và|các)\s+)*$")
_SENTENCE_END: Final = regex.compile(r"\.\s")

# A name's small words: those that close it unless a place follows, those that it may go on with, those that open another body.
_CLOSES: Final = frozenset({"tỉnh", "huyện", "quận", "xã", "phường", "phố", "trấn", "ủy", "phủ", "ương", "dân", "hội", "nước", "khu"})
_PLACES: Final = frozenset({"tỉnh", "huyện", "quận", "xã", "phường", "phố", "trấn", "khu"})
_GOES_ON: Final = _CLOSES | {"thành", "thị", "đặc", "nhân", "ban", "đảng", "khóa", "lần", "thứ", "trung", "cấp", "kỳ", "họp", "thường", "vụ", "nghị", "đồng"}
_OPENS: Final = frozenset(
    {"bộ", "sở", "ban", "văn", "hội", "cục", "tổng", "chi", "thanh", "ngân", "viện", "tòa", "trung", "phòng", "chủ", "liên", "ủy", "quốc"}
)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A reference as its own words tell it, before the rest of the plan is asked."""

    start: int
    end: int
    rule: str
    confidence: float
    type: str
    symbol: str
    number: str | None = None
    year: int | None = None
    code: str = ""
    seen: str = ""
    """The symbol as the source has it, without spaces; empty where the reference has no symbol."""
    issued_on: date | None = None
    issuer: str | None = None
    correction: str | None = None
    stretch: int = 0
    """Which of the stretches read it stands in."""
    title: str | None = None
    locator: Locator | None = None
    relation: Relation = "cites"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A piece of text that references are sought in, with its section's key."""

    span: Span
    section: str | None


@cache
def _rule(name: str) -> Rule:
    return next(rule for rule in load_rules("legal") if rule.name == f"legal.{name}")


@cache
def _nicknames() -> dict[str, str]:
    return {row["nickname"]: row["symbol"] for row in rows("nicknames")}


def _stretches(draft: Draft) -> Iterator[_Stretch]:
    """What to read, in order and nothing twice: passages that are not letterhead, recipients or signature; without passages all blocks."""
    if not draft.passages:
        yield from (_Stretch(block.span, None) for block in draft.document.blocks)
        return
    read_to = 0
    for passage in sorted(draft.passages, key=lambda passage: (passage.start, -passage.end)):
        start, read_to = max(passage.start, read_to), max(passage.end, read_to)
        if start < passage.end and passage.role not in _UNREAD:
            section = None if passage.section is None else draft.sections[passage.section].id
            yield _Stretch(Span(start, passage.end), section)


def _squeeze(text: str) -> str:
    return " ".join(text.split())


# --- a symbol and its type ---------------------------------------------------------------------------------------------


def _type_before(document: Document, code: str, floor: int, start: int) -> tuple[int, str, str] | None:
    """Where the type word of a symbol at ``start`` begins, the type, and its codes joined; None where none stands before it."""
    beside: tuple[int, str, str] | None = None
    for match in reversed(list(type_words().finditer(document.folded, max(floor, start - _TYPE_WITHIN), start))):
        gap = _TO_SYMBOL.fullmatch(document.folded, match.end(), start)
        if gap is None or (gap["words"] and not gap["numbered"]):
            break
        entry = type_of(match[0])
        found = match.start(), entry.name, "|".join(entry.codes)
        if first_letters(code) in entry.codes:
            return found
        if beside is None and not gap["words"]:
            beside = found
    return beside


def _symbol(document: Document, match: regex.Match[str], rule: Rule, stretch: int, previous: _Mention | None) -> _Mention | None:
    """The reference whose symbol a rule found, from its type word on; None where it is no symbol after all.

    ``stretch`` is where the text that is read begins.
    """
    floor = max(stretch, previous.end if previous else 0)
    text = document.text
    end = match.start("code") + code_length(text[match.start("code") : match.end()])
    code = mend_code(text[match.start("code") : end])
    letters = first_letters(code)
    known = type_of_code().get(letters)
    if (not _JOINT.search(code) and known is None) or (rule.name == "legal.party" and (known is None or "/" not in code)):
        return None
    number = mend_digits(text[slice(*match.span("number"))]).upper()
    year = mend_digits(match["year"]) if match.groupdict().get("year") else ""
    symbol = "/".join(filter(None, (number, year))) + ("-" if rule.name == "legal.party" else "/") + code
    seen = "".join(text[match.start() : end].split())
    mended = bare(seen) != bare(symbol)
    numbered = _NUMBERED.search(document.folded, max(floor, match.start() - 8), match.start())
    start, confidence = numbered.start() if numbered else match.start(), rule.confidence
    typed = _type_before(document, code, floor, match.start())
    if typed is None and numbered and not document.folded[stretch : numbered.start()].strip():
        return None  # "Số: 272/KH-UBND" on a line of its own is the number of the plan
    if typed is not None:
        start, kind, _ = typed
    elif previous is not None and (numbered or _LISTED.fullmatch(document.folded, previous.end, match.start())) and _agrees(previous.type, letters):
        kind, confidence = previous.type, 0.9
    elif known is not None:
        kind, confidence = known.name, 0.75
    elif numbered:
        kind, confidence = "Công văn", 0.6
    else:
        return None
    return _Mention(
        start=start,
        end=end,
        rule=rule.name,
        confidence=min(confidence, 0.9) if mended else confidence,
        type=kind,
        symbol=symbol,
        number=number,
        year=int(year) if year else None,
        code=code,
        seen=seen,
        correction=seen if mended else None,
    )


def _agrees(kind: str, letters: str) -> bool:
    """Whether a symbol with these first letters can be of that type; letters that no type has are those of an official letter."""
    entry = doc_types().get(fold(kind))
    return entry is not None and (letters in entry.codes or letters not in type_of_code())


def _standard(match: regex.Match[str], rule: Rule) -> _Mention:
    year = match["year"]
    if rule.name == "legal.regulation":
        kind, symbol = "QCVN", f"QCVN {match['number']}:{year}" + (f"/{match['code'].upper()}" if match["code"] else "")
    else:
        body = "".join((match["body"] or "").split()).upper()
        kind, symbol = "TCVN", " ".join(filter(None, ("TCVN", body, match["number"]))) + (f":{year}" if year else "")
    return _Mention(*match.span(), rule.name, rule.confidence, kind, symbol, match["number"], int(year) if year else None)


def _short(document: Document, match: regex.Match[str], rule: Rule) -> _Mention | None:
    """A number that stands alone behind a capitalised type word; its symbol waits for the rest of the plan."""
    if not document.text[match.start()].isupper():
        return None
    year, code = match["year"], match["code"] or ""
    return _Mention(
        *match.span(), rule.name, rule.confidence, type_of(match["type"]).name, "", match["number"].upper(), int(year) if year else None, code.upper()
    )


def _law_mention(law: Law) -> _Mention:
    return _Mention(law.start, law.end, law.rule, law.confidence, law.type, law.name)


# --- what stands behind it ---------------------------------------------------------------------------------------------


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_day(document: Document, mention: _Mention, limit: int) -> _Mention | None:
    found = _rule("date").pattern.match(document.folded, mention.end, limit)
    if found is None:
        return None
    year = int(found["year"])
    year += 0 if len(found["year"]) == 4 else 2000 if year < 50 else 1900
    closing = 1 if "(" in found[0] and document.folded[found.end() : found.end() + 1] == ")" else 0
    issued_on = _day(year, int(found["month"]), int(found["day"]))
    if issued_on is not None and year in _YEARS:
        return replace(mention, end=found.end() + closing, issued_on=issued_on)
    mended = _day(mention.year, int(found["month"]), int(found["day"])) if mention.year in _YEARS and mention.year else None
    words = _squeeze(document.text[slice(*found.span())].strip(" ,("))
    return replace(mention, end=found.end() + closing, issued_on=mended, correction=words, confidence=min(mention.confidence, 0.8))


def _with_blank(document: Document, mention: _Mention, limit: int) -> _Mention | None:
    found = _rule("blank-date").pattern.match(document.folded, mention.end, limit)
    return None if found is None else replace(mention, end=found.end())


def _end_of_issuer(document: Document, at: int, limit: int, *, joint: bool = False) -> int | None:
    """Where the name of the issuer that begins at ``at`` ends; None where no name begins there. A joint document has several.

    A name runs over capitalised words, the syllables behind them ("Nội vụ") and the small words of place and level; it ends
    before punctuation and before the words of the rule ``issuer-end``.
    """
    text, folded = document.text, document.folded
    if not (text[at : at + 1].isupper() or _rule("issuer-head").pattern.match(folded, at, limit)):
        return None
    end, behind_capital, closed, ordinal, place = None, False, False, False, False
    for count in range(_LONGEST_ISSUER):
        if (compound := _rule("issuer-compound").pattern.match(folded, at, limit)) is not None:
            end, behind_capital, closed, ordinal, place = compound.end(), False, True, False, False
        else:
            word = _WORD.match(folded, at, limit)
            if word is None:
                break
            named = ordinal or (place and text[at].isupper() and not text[at : word.end()].isupper())  # "lần thứ …", "thành phố Cần Thơ"
            if not named and _rule("issuer-end").pattern.match(folded, at, limit):
                break
            capital = text[at].isupper() or count == 0
            if not (capital or ordinal or word[0] in _GOES_ON or (behind_capital and not closed)):
                break
            closed = word[0] in _CLOSES or (closed and not (capital and word[0] in _OPENS))
            end, behind_capital, ordinal, place = word.end(), capital, word[0] in ("thứ", "khóa"), word[0] in _PLACES
        gap = (_NEXT_ISSUER.match(folded, end, limit) if joint else None) or _SPACE.match(folded, end, limit)
        if gap is None or ("-" in gap[0] and not text[gap.end() : gap.end() + 1].isupper()):
            break
        at = gap.end()
    return end


def _with_issuer(document: Document, mention: _Mention, limit: int) -> _Mention | None:
    opening = _rule("issuer").pattern.match(document.folded, mention.end, limit)
    end = None if opening is None else _end_of_issuer(document, opening.end(), limit, joint="liên tịch" in mention.type)
    if opening is None or end is None:
        return None
    name = _squeeze(document.text[opening.end() : end])
    for seen, right in slips("issuer").items():
        if (place := fold(name).find(seen)) >= 0:
            name = name[:place] + right + name[place + len(seen) :]
    return replace(mention, end=end, issuer=name)


def _with_tail(document: Document, mention: _Mention, limit: int) -> _Mention:
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
        year = _rule("year").pattern.match(document.folded, mention.end, limit)
        if year is not None:
            return replace(mention, end=year.end(), year=int(year["year"]))
    return mention


def _subject(document: Document, mention: _Mention, limit: int) -> str | None:
    if not mention.seen:
        return None
    found = _rule("title").pattern.match(document.folded, mention.end, min(limit, mention.end + _SUBJECT_WITHIN))
    return _squeeze(document.text[slice(*found.span("title"))]) if found else None


# --- what stands before it ---------------------------------------------------------------------------------------------


def _parts(words: str) -> Locator | None:
    """Article, clause and point that words name; several of one kind joined by a comma."""
    found: dict[str, str] = {}
    for part in _rule("locator-part").pattern.finditer(words):
        value = ", ".join(regex.findall(r"(?!và\b)[\p{L}\d]+", part["value"]))
        found[part["kind"]] = f"{found[part['kind']]}, {value}" if part["kind"] in found else value
    return cast("Locator", found) or None


def _locate(document: Document, mention: _Mention, floor: int, limit: int) -> tuple[Locator | None, int]:
    """The article, clause and point referred to, and where the whole reference, they included, begins."""
    before = _rule("locator").pattern.search(document.folded, max(floor, mention.start - _LOCATOR_WITHIN), mention.start)
    if before is not None:
        return _parts(before[0]), before.start()
    behind = _rule("locator-behind").pattern.match(document.folded, mention.end, limit)
    return (_parts(behind[0]) if behind else None), mention.start


def _relation(lead: str, previous: Relation | None) -> Relation:
    """What a reference is for, by the words between the one before (or the start of the passage) and it."""
    for name in ("amended", "amends", "replaces", "repeals", "basis", "implements"):
        rule = _rule(name)
        if rule.pattern.search(lead):
            return cast("Relation", rule.values["relation"])
    if previous in ("basis", "implements", "replaces", "repeals") and _JOINED.search(lead) and not _SENTENCE_END.search(lead):
        return previous
    return "cites"


# --- a stretch, then the plan ------------------------------------------------------------------------------------------


def _candidates(document: Document, span: Span) -> list[tuple[regex.Match[str], Rule]]:
    """What the rules for symbols, standards and lone numbers find, in order, without overlaps; the rule named first wins."""
    taken = bytearray(span.end - span.start)
    found: list[tuple[regex.Match[str], Rule]] = []
    for name in ("assembly", "party", "state", "standard", "regulation", "short"):
        rule = _rule(name)
        for match in rule.pattern.finditer(document.folded, span.start, span.end):
            place = slice(match.start() - span.start, match.end() - span.start)
            if not any(taken[place]):
                taken[place] = b"\1" * (match.end() - match.start())
                found.append((match, rule))
    return sorted(found, key=lambda pair: pair[0].start())


def _one(document: Document, match: regex.Match[str], rule: Rule, stretch: int, previous: _Mention | None) -> _Mention | None:
    """The reference that a candidate is; None where it is none after all."""
    if rule.name in ("legal.standard", "legal.regulation"):
        return _standard(match, rule)
    if rule.name == "legal.short":
        return _short(document, match, rule)
    return _symbol(document, match, rule, stretch, previous)


def _read(document: Document, span: Span) -> list[_Mention]:
    """The references of one stretch by their own words, in order.

    A law's title right before a number belongs to the number; the laws that an amending law lists belong to its name.
    """
    laws = deque(find_laws(document, span))
    found: list[_Mention] = []
    inside_until = span.start

    def take_law(before: int) -> None:
        law = laws.popleft()
        if law.start >= inside_until and (not found or law.start >= found[-1].end):
            limit = min(laws[0].start, before) if laws else before
            found.append(_with_tail(document, _law_mention(law), max(limit, law.end)))

    for match, rule in _candidates(document, span):
        owner: Law | None = None
        while laws and laws[0].end <= match.start() and owner is None:
            if _LAW_TO_SYMBOL.fullmatch(document.folded, laws[0].end, match.start()):
                owner = laws.popleft()
            else:
                take_law(match.start())
        previous = found[-1] if found else None
        if (previous and match.start() < previous.end) or (mention := _one(document, match, rule, span.start, previous)) is None:
            continue
        if owner is not None:
            mention = replace(mention, start=owner.start, type=owner.type)
        if mention.seen or not mention.symbol:
            mention = _with_tail(document, mention, span.end)
        if mention.type in _LAWS and (amending := _rule("amending").pattern.match(document.folded, mention.end, span.end)):
            inside_until = end_of_laws(document, amending.end(), span.end)
        found.append(mention)
    while laws:
        take_law(span.end)
    return found


def _described(document: Document, mentions: Sequence[_Mention], span: Span) -> list[_Mention]:
    """The mentions of one stretch with subject, locator and relation."""
    done: list[_Mention] = []
    floor = span.start
    for mention in mentions:
        locator, start = _locate(document, mention, floor, span.end)
        relation = _relation(document.folded[floor:start], done[-1].relation if done else None)
        if relation in ("amended", "amends") and done and not _SENTENCE_END.search(document.folded, floor, start):
            done[-1] = replace(done[-1], relation="amends" if relation == "amended" else "amended")
        done.append(replace(mention, title=_subject(document, mention, span.end), locator=locator, relation=relation))
        floor = mention.end
    return done


def _resolved(mention: _Mention, numbered: Mapping[tuple[str, str | None], Sequence[_Mention]]) -> _Mention | None:
    """A number that stands alone with the symbol it means: by the rest of the plan, its issuer, or its being known so."""
    issuer = fold(mention.issuer or "")
    code = mention.code or next((code for name, code in issuer_codes() if issuer.startswith(name)), "")
    for other in numbered.get((mention.type, mention.number), ()):
        if mention.year in (None, other.year) and (not code or bare(other.code).endswith(bare(code))):
            return replace(mention, symbol=other.symbol, code=other.code, year=other.year)
    letters = next(entry.codes[0] for entry in doc_types().values() if entry.name == mention.type)
    nickname = _nicknames().get(fold(f"{mention.type} {mention.number}"))
    if code in ("TW", "TU", "HU", "ĐU", "ThU"):
        return replace(mention, symbol=f"{mention.number}-{letters}/{code.upper()}", code=f"{letters}/{code.upper()}")
    if not code and nickname is not None:
        return replace(mention, symbol=nickname, code=nickname.split("/", 1)[1])
    if not code and mention.type == "Nghị định":  # only the Government issues decrees
        code = "CP"
    if not code:
        return None
    code = mend_code(f"{letters}-{code}")
    return replace(mention, symbol="/".join(filter(None, (mention.number, str(mention.year or ""), code))), code=code)


def _consistent(mention: _Mention, years: Mapping[tuple[str | None, str], Counter[int]]) -> _Mention:
    """The mention with a year mended that cannot be right, by its own date or by the same reference elsewhere."""
    if not mention.seen or mention.year is None:
        return mention
    likely = years[mention.number, mention.code]
    year: int | None = mention.year
    if year not in _YEARS:
        year = mention.issued_on.year if mention.issued_on else likely.most_common(1)[0][0] if likely else None
    elif mention.issued_on is not None and mention.issued_on.year != year and mention.issued_on.year in likely:
        year = mention.issued_on.year
    if year is None or year == mention.year:
        return mention
    symbol = mention.symbol.replace(f"/{mention.year}/", f"/{year}/", 1)
    return replace(mention, symbol=symbol, year=year, correction=mention.seen, confidence=min(mention.confidence, 0.85))


def _own_number(draft: Draft, mentions: Sequence[_Mention]) -> list[_Mention]:
    """The mentions without those of the plan itself, by the number of its letterhead; one of another day is another document."""
    own = bare(draft.metadata.number or "")
    day = draft.metadata.issued_on
    return [
        mention for mention in mentions if not (own and bare(mention.symbol) == own and (day is None or mention.issued_on is None or mention.issued_on == day))
    ]


def _notes(mentions: Sequence[_Mention], alone: Sequence[_Mention]) -> Iterator[Diagnostic]:
    """What was mended, what contradicts (a year against its date, one reference with two days), and numbers that name no document for sure."""
    for mention in alone:
        yield diagnose(
            "legal-number-alone", f"{mention.type} {mention.number} names no document for sure: neither symbol nor issuer.", mention.start, mention.end
        )
    days: dict[str, date] = {}
    for mention in mentions:
        where = mention.start, mention.end
        if mention.correction is not None:
            yield diagnose("legal-mended", f'"{mention.correction}" is read as {mention.symbol}: check it against the document.', *where)
        if mention.seen and mention.year is not None and mention.year not in _YEARS:
            yield diagnose("legal-year-contradicts", f"{mention.symbol} names no year that a document can have: check its number.", *where)
        if mention.issued_on is None:
            continue
        if mention.seen and mention.year is not None and mention.issued_on.year != mention.year:
            yield diagnose("legal-year-contradicts", f"{mention.symbol} is dated {mention.issued_on.isoformat()}: number or date is wrong.", *where)
        key = f"{mention.type} {mention.symbol}" + ("" if mention.year else f" {mention.issued_on.year}")
        if days.setdefault(key, mention.issued_on) != mention.issued_on:
            first, second = days[key].isoformat(), mention.issued_on.isoformat()
            yield diagnose("legal-date-differs", f"{mention.symbol} is dated {second} here and {first} before: check which is right.", *where)


def find_legal_refs(draft: Draft) -> Draft:
    """The draft with its legal references in the order of the text, and diagnostics on what was mended or contradicts.

    Letterhead, recipients and signature are not read; without passages every block is. The plan's own number
    (``draft.metadata.number``) is no reference. ``LegalRef.section`` is the id the section has so far, ``task`` is empty.
    """
    document = draft.document
    stretches = list(_stretches(draft))
    read = [
        replace(mention, stretch=index)
        for index, stretch in enumerate(stretches)
        for mention in _described(document, _read(document, stretch.span), stretch.span)
    ]
    years: defaultdict[tuple[str | None, str], Counter[int]] = defaultdict(Counter)
    for mention in read:
        if mention.seen and mention.year in _YEARS and mention.year is not None:
            years[mention.number, mention.code][mention.year] += 1
    full = [_consistent(mention, years) for mention in read]
    numbered: defaultdict[tuple[str, str | None], list[_Mention]] = defaultdict(list)
    for mention in full:
        if mention.seen and len(numbered[mention.type, mention.number]) < _NAMESAKES:
            numbered[mention.type, mention.number].append(mention)
    known = [resolved for mention in full if (resolved := mention if mention.symbol else _resolved(mention, numbered)) is not None]
    mentions = _own_number(draft, known)
    alone = [mention for mention in full if not mention.symbol and _resolved(mention, numbered) is None]
    refs = tuple(
        LegalRef(
            id="",
            section=stretches[mention.stretch].section,
            task=None,
            text=_squeeze(document.text[mention.start : mention.end]),
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
        for mention in mentions
    )
    return replace(draft, legal_refs=refs, diagnostics=(*draft.diagnostics, *_notes(mentions, alone)))
