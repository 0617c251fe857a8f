"""Who issued the plan, when, for what time: from the letterhead, and where there is none, from the text's own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

import regex

from extractors.agencies import full_name, resolve_agency
from extractors.deadlines import find_period, parse_date
from extractors.draft import Draft, Passage
from extractors.rules import Rule, load_rules
from schemas.document import Document
from schemas.plan import Agency, Level, Metadata, Period
from schemas.text import Span, fold

_COMMITTEE: Final = "Ủy ban nhân dân"
"""What a letterhead says that has lost the line with the place."""
_ISSUED_WITH: Final = regex.compile(r"\s*\((?:ban hành\s+)?(?:kèm\s+)?theo\s[^()]*\)\s*$", regex.IGNORECASE)
_COLUMNS: Final = regex.compile(r"\s{3,}|[\t\n]")
"""What parts the two columns of a letterhead that a text file prints on one line."""
_MOTTO: Final = regex.compile(r"cộng hòa xã hội\b|^chủ nghĩa việt nam|độc lập\s*-\s*tự do\s*-\s*hạnh phúc|đảng cộng sản việt nam")
_PLACE: Final = r"(?!Ủy\b|Chủ\b|Hội\b|Tổ\b|Ban\b)\p{Lu}\p{L}*(?:[^\S\n]+-?[^\S\n]?\p{Lu}\p{L}*){0,3}"
_PLACED: Final[Mapping[Level, regex.Pattern[str]]] = {
    "province": regex.compile(rf"(?i:tỉnh|thành phố)(?:[^\S\n]+(?i:ủy))?[^\S\n]+({_PLACE})"),
    "district": regex.compile(rf"(?i:huyện|quận|thị xã|thành phố)(?:[^\S\n]+(?i:ủy))?[^\S\n]+({_PLACE})"),
    "commune": regex.compile(rf"(?i:xã|phường|thị trấn|đặc khu)[^\S\n]+({_PLACE})"),
}
_NAME: Final = regex.compile(r"(?:[\p{Lu}][\p{L}.'-]*\s+){1,5}[\p{Lu}][\p{L}'-]*")
_BEFORE_NUMBER: Final = 200
"""So many characters before the plan's number may tell the day of its issue."""
_FILED: Final = regex.compile(r"^-\s*Lưu\s*:[^.;]*[.;]\s+")
"""The last line of the recipients, where the name stands beside it."""
_SUBJECT: Final = regex.compile(r"(?<!\p{L})v/v\b[\s:.]*")
_POSTS: Final = regex.compile(r"^[\p{Lu}\s./]+(?:\([Đđ]ã ký\)\s*)?(?=\p{Lu}\p{Ll})")
"""The posts in capitals that stand before the name on one line."""
_HONORIFIC: Final = regex.compile(r"(?:(?:TS|ThS|PGS|GS|BS|KS|CN)\s*\.\s*)+")


def find_metadata(draft: Draft) -> Draft:
    """The draft with its metadata; what the text leaves blank or out stays null."""
    document = draft.document
    head = letterhead(draft)
    doc_type, title = _subject_of_letter(document, head) or _title(draft)
    number = _number(document, head) or _number_in_text(draft)
    place, issued_on = _place_and_date(document, head)
    if issued_on is None and place is None:
        issued_on = _date_in_text(draft)
    if number is None and (paper := _issuing_paper(draft)):
        number, issued_on = _symbol(document, paper), issued_on or parse_date(f"ngày {paper['date']}")
    issuer = _issuer(document, head)
    if issuer is None or issuer.name == _COMMITTEE:
        issuer = _inferred_issuer(draft, title) or issuer
    period = find_period(fold(title)) if title else None
    return replace(
        draft,
        metadata=Metadata(
            number=number,
            doc_type=doc_type,
            title=title,
            issuer=issuer,
            place=place,
            issued_on=issued_on,
            period=period or _period_in_preamble(draft),
            level=_level(issuer.name) if issuer else None,
            signer=_signer(draft),
        ),
    )


def letterhead(draft: Draft) -> tuple[Span, ...]:
    """The printed pieces of the letterhead: issuer, motto, number, place and date."""
    return tuple(_pieces(draft.document, (passage for passage in draft.passages if passage.role == "letterhead")))


def _rule(name: str) -> Rule:
    return next(rule for rule in load_rules("metadata") if rule.name == f"metadata.{name}")


def _pieces(document: Document, passages: Iterator[Passage]) -> Iterator[Span]:
    """The printed pieces of passages: their lines, and the columns on one line."""
    for passage in passages:
        start = passage.start
        text = document.text[passage.start : passage.end]
        ends = [(match.start(), match.end()) for match in _COLUMNS.finditer(text)]
        for end, following in [*ends, (len(text), len(text))]:
            if text[start - passage.start : end].strip():
                yield Span(start, passage.start + end)
            start = passage.start + following


def _symbol(document: Document, match: regex.Match[str]) -> str:
    found = "".join(document.text[match.start("number") : match.end("symbol")].split())
    return regex.sub(r"[Ðð]", "Đ", found).rstrip(".,-/")


def _number(document: Document, head: tuple[Span, ...]) -> str | None:
    """The plan's own number; where a decision issues the plan, the last one printed."""
    pattern = _rule("number").pattern
    found = [match for piece in head if (match := pattern.search(document.folded[piece.start : piece.end]))]
    starts = [piece.start for piece in head if pattern.search(document.folded[piece.start : piece.end])]
    if not found:
        return None
    match, start = found[-1], starts[-1]
    return "".join(document.text[start + match.start("number") : start + match.end("symbol")].split()).replace("Ð", "Đ").rstrip(".,-/")


def _issuing_paper(draft: Draft) -> regex.Match[str] | None:
    """The number and day of the paper that a plan comes with, as the line below its title names it."""
    pattern, folded = _rule("issued-with").pattern, draft.document.folded
    lines = (passage.span for passage in draft.passages if passage.role in ("letterhead", "title"))
    return next((match for line in lines if (match := pattern.search(folded, line.start, line.end))), None)


def _opening_text(draft: Draft) -> Span:
    """Where a text without a letterhead says what it is: its first few passages."""
    running = [passage for passage in draft.passages if passage.role in ("paragraph", "preamble", "title", "letterhead")][:6]
    return Span(running[0].start, running[-1].end) if running else Span(0, 0)


def _number_in_text(draft: Draft) -> str | None:
    span = _opening_text(draft)
    if any(passage.role == "title" for passage in draft.passages):
        return None
    match = _rule("number-in-text").pattern.search(draft.document.folded, span.start, span.end)
    return _symbol(draft.document, match) if match else None


def _date_in_text(draft: Draft) -> date | None:
    """The day that comes right after the plan's own number in running text, else the one on which it says that the plan was issued."""
    span = _opening_text(draft)
    match = _rule("number-in-text").pattern.search(draft.document.folded, span.start, span.end)
    if match is None:
        return None
    behind = parse_date(draft.document.folded[match.end() : match.end() + 40].split(" về ")[0])
    issued = _rule("issued-on-in-text").pattern.search(draft.document.folded, max(span.start, match.start() - _BEFORE_NUMBER), match.start())
    return behind or (parse_date(issued["date"]) if issued else None)


def _place_and_date(document: Document, head: tuple[Span, ...]) -> tuple[str | None, date | None]:
    for piece in reversed(head):
        words = document.folded[piece.start : piece.end]
        number = _rule("number").pattern.search(words)
        beside = number.end() if number else 0
        start = piece.start + beside + len(words[beside:]) - len(words[beside:].lstrip(" |"))
        if match := _rule("place-and-date").pattern.search(document.folded[start : piece.end].rstrip(" |")):
            place = " ".join(document.text[start + match.start("place") : start + match.end("place")].split())
            return place.strip(" ,*_"), parse_date(f"ngày {match['date'].strip()}")
    return None, None


def _subject_of_letter(document: Document, head: tuple[Span, ...]) -> tuple[str, str] | None:
    """What a letter is about where its letterhead says so behind the number, on the same line: "Số: 912/UBND-NC V/v …"."""
    for piece in head:
        if (number := _rule("number").pattern.search(piece.of(document.folded))) and (subject := _SUBJECT.search(piece.of(document.folded), number.end())):
            return "Công văn", " ".join(piece.of(document.text)[subject.end() :].split()).strip(" .;:*_|")
    return None


def _title(draft: Draft) -> tuple[str | None, str | None]:
    """The kind of paper and the subject below it; of a news item, the headline without the words that report it."""
    text = draft.document.text
    runs: list[list[str]] = []
    previous = -2
    for index, passage in enumerate(draft.passages):
        if passage.role == "title":
            if index != previous + 1 or not runs:
                runs.append([])
            runs[-1].append(" ".join(text[passage.start : passage.end].split()))
            previous = index
    if not runs:
        return _headline(draft)
    whole = " ".join(runs[-1])
    kind = _rule("paper").pattern.search(fold(whole))
    title = _ISSUED_WITH.sub("", whole[kind.end() :] if kind else whole)
    if kind and kind["subject"]:
        return "Công văn", title.strip(" .;:*_") or None
    named = "kế hoạch" if kind is None or kind["spaced"] else " ".join(kind["paper"].split())
    return named[:1].upper() + named[1:], title.strip(" .;:*_") or None


def _headline(draft: Draft) -> tuple[str | None, str | None]:
    """Of a text without a title: what it says the plan it reports is about, else its headline without the words that report it."""
    text, folded, span = draft.document.text, draft.document.folded, _opening_text(draft)
    first = next((passage for passage in draft.passages if passage.role in ("paragraph", "letterhead", "preamble")), None)
    if first is None:
        return None, None
    start = end = first.end
    if numbered := _rule("number-in-text").pattern.search(folded, span.start, span.end):
        if subject := _rule("news-subject").pattern.search(folded[numbered.end() : span.end]):
            start, end = numbered.end() + subject.start("subject"), numbered.end() + subject.end("subject")
    elif reported := _rule("news-headline").pattern.search(folded[first.start : first.end]):
        start = first.start + reported.end()
    title = " ".join(text[start:end].split()).strip(" .;:")
    kind = regex.search("kế hoạch|chương trình|đề án", folded[span.start : span.end])
    return (kind[0][:1].upper() + kind[0][1:] if kind else None), title[:1].upper() + title[1:] or None


# --- issuer ---------------------------------------------------------------------------------------------------------


def _issuer(document: Document, head: tuple[Span, ...]) -> Agency | None:
    """The body that the letterhead names last: a superior may stand above it."""
    bodies: list[Span] = []
    for piece in head:
        folded = document.folded[piece.start : piece.end]
        motto = _MOTTO.search(folded)
        line = Span(piece.start, piece.start + len(folded[: motto.start()].rstrip())) if motto else piece
        words = line.of(document.folded).strip(" *-_")
        if (motto and not words) or not words:
            if bodies:
                break
            continue
        if any(rule.pattern.search(words) for rule in load_rules("metadata") if rule.name in ("metadata.number", "metadata.place-and-date")) or regex.match(
            r"số\s*:", words
        ):
            if bodies:
                break
            continue
        if _rule("body-opening").pattern.search(words):
            bodies.append(line)
        elif bodies and line.of(document.text).isupper():
            bodies[-1] = Span(bodies[-1].start, line.end)
        if motto and bodies:
            break
    if not bodies:
        return None
    return _agency(bodies[-1], full_name(" ".join(bodies[-1].of(document.text).split()).strip(" *-_|")), "metadata.letterhead", 0.97)


def _agency(span: Span, name: str, rule: str, confidence: float) -> Agency:
    identity, _, kind, collective = resolve_agency(name)
    return Agency(identity, name, name, kind, collective, span.start, span.end, rule, confidence)


def _inferred_issuer(draft: Draft, title: str | None) -> Agency | None:
    """The committee that the text speaks for: of the level it names most, with the place that it names most there."""
    document = draft.document
    votes: Counter[Level] = Counter()
    seen: dict[Level, Span] = {}
    for rule in load_rules("metadata"):
        if "level" not in rule.values:
            continue
        named: Level = rule.values["level"]
        for match in rule.pattern.finditer(document.folded):
            votes[named] += 1
            seen.setdefault(named, Span(*match.span()))
    if not votes:
        return None
    level = max(votes, key=lambda key: votes[key])
    unit, place = _place(document, title, level)
    if place is None:
        return None
    return _agency(seen[level], f"Ủy ban nhân dân {unit} {place}", "metadata.inferred-issuer", 0.7)


def _place(document: Document, title: str | None, level: Level) -> tuple[str, str | None]:
    """The unit word and the name of the place of a level: from the title, else the one named most."""
    pattern = _PLACED[level]
    for text in (title or "", document.text):
        if text.isupper():
            continue
        found = Counter((match[0].split()[0].lower(), match[1]) for match in pattern.finditer(text) if fold(match[1]) not in ("trung ương",))
        if found:
            unit, place = max(found, key=lambda key: (found[key], -len(key[1])))
            return ("thành phố" if unit == "thành" else "thị xã" if unit == "thị" else unit), place
    return level, None


def _level(issuer: str) -> Level | None:
    """The level of government of a body, by the first rule that knows its name."""
    folded = fold(issuer)
    return next((rule.values["body_level"] for rule in load_rules("metadata") if "body_level" in rule.values and rule.pattern.search(folded)), None)


def _signer(draft: Draft) -> str | None:
    """The last name below the signature line."""
    text = draft.document.text
    known = [rule for rule in (*load_rules("zones"), *load_rules("metadata")) if rule.name in ("zones.signature", "metadata.post")]
    names: list[str] = []
    for piece in _pieces(draft.document, (passage for passage in draft.passages if passage.role == "signature")):
        line = _HONORIFIC.sub("", _POSTS.sub("", _FILED.sub("", " ".join(piece.of(text).split()).strip(" *_"))))
        if _NAME.fullmatch(line) and not any(rule.pattern.search(fold(line)) for rule in known):
            names.append(line)
    return names[-1] if names else None


def _period_in_preamble(draft: Draft) -> Period | None:
    """The time named right after "kế hoạch …" in the last words before the body."""
    folded = draft.document.folded
    for passage in reversed([passage for passage in draft.passages if passage.role == "preamble"]):
        words = folded[passage.start : passage.end]
        if (start := words.rfind("kế hoạch")) >= 0 and (period := find_period(words[start:])):
            return period
    return None
