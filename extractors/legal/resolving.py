"""Numbers that stand alone, years that cannot be right, the plan's own number: what only the rest of the plan can tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from extractors.legal.behind import YEARS
from extractors.legal.mention import Mention
from extractors.symbols import doc_types, issuer_codes, mend_code, rows
from schemas.plan import Metadata
from schemas.text import bare, fold

_NAMESAKES: Final = 8  # documents of one type and number in one plan
_HEADS: Final = ("bộ trưởng ", "giám đốc ", "chủ tịch ", "thường trực ", "trưởng ")
_COMMITTEE: Final = "ủybannhândân"
_LONG_NAMES: Final = (("ubnd", _COMMITTEE), ("hđnd", "hộiđồngnhândân"))
_PARTY: Final = frozenset({"TW", "TU", "HU", "ĐU", "ThU"})
_BY_ISSUER: Final = frozenset({"Nghị định", "Nghị quyết", "Quyết định", "Chỉ thị", "Thông tư", "Kết luận", "Quy định", "Kế hoạch", "Chương trình", "Đề án"})
"""The types whose symbol follows from number and issuer; others (official letters, reports) name a unit in it besides."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The mentions that name a document, and those whose number alone names none for sure."""

    known: tuple[Mention, ...]
    alone: tuple[Mention, ...]


@cache
def _nicknames() -> Mapping[str, str]:
    return {row["nickname"]: row["symbol"] for row in rows("nicknames")}


def resolve(mentions: Sequence[Mention], own: Metadata) -> Resolved:
    """The mentions in order, each with its symbol; ``own`` tells the plan's own number, which is no reference."""
    full = _with_likely_years(mentions)
    numbered: defaultdict[tuple[str, str | None], list[Mention]] = defaultdict(list)
    for mention in full:
        if mention.seen and len(numbered[mention.type, mention.number]) < _NAMESAKES:
            numbered[mention.type, mention.number].append(mention)
    known: list[Mention] = []
    alone: list[Mention] = []
    for mention in full:
        found = mention if mention.symbol else _by_plan(mention, numbered) or _by_issuer(mention)
        if found is None:
            alone.append(mention)
        elif not _is_own(found, own):
            known.append(found)
    return Resolved(tuple(known), tuple(alone))


def _issuer_code(mention: Mention) -> str:
    """The letters that the mention's issuer has in a symbol, a head standing for the body; empty where they are not known."""
    issuer = fold(mention.issuer or "")
    for head in _HEADS:
        issuer = issuer.removeprefix(head)
    return mention.code or next((code for name, code in issuer_codes() if issuer.startswith(name)), "")


def _by_plan(mention: Mention, numbered: Mapping[tuple[str, str | None], Sequence[Mention]]) -> Mention | None:
    """A number that stands alone with the symbol of the document it goes back to: the last of that number before it, else the first behind it."""
    code = bare(_issuer_code(mention))
    fitting = [
        other
        for other in numbered.get((mention.type, mention.number), ())
        if mention.year in (None, other.year) and bare(other.code).endswith(code) and mention.issued_on in (None, other.issued_on)
    ]
    if not fitting:
        return None
    other = max((other for other in fitting if other.start < mention.start), key=lambda other: other.start, default=fitting[0])
    return replace(mention, symbol=other.symbol, code=other.code, year=other.year)


def _by_issuer(mention: Mention) -> Mention | None:
    """A number that stands alone with the symbol that its issuer gives it, or that it is known by; None where neither tells."""
    if mention.type not in _BY_ISSUER:
        return None
    code = _issuer_code(mention)
    nickname = _nicknames().get(fold(f"{mention.type} {mention.number}"))
    if not code and nickname is not None:
        return replace(mention, symbol=nickname, code=nickname.split("/", 1)[1])
    if not code and mention.type == "Nghị định":  # only the Government issues decrees
        code = "CP"
    if not code:
        return None
    letters = next(entry.codes[0] for entry in doc_types().values() if entry.name == mention.type)
    if code in _PARTY:
        return replace(mention, symbol=f"{mention.number}-{letters}/{code.upper()}", code=f"{letters}/{code.upper()}")
    code = mend_code(f"{letters}-{code}")
    return replace(mention, symbol="/".join(filter(None, (mention.number, str(mention.year or ""), code))), code=code)


def _with_likely_years(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, a year that cannot be right mended by the mention's own date or by the same reference elsewhere."""
    years: defaultdict[tuple[str | None, str], Counter[int]] = defaultdict(Counter)
    for mention in mentions:
        if mention.seen and mention.year in YEARS and mention.year is not None:
            years[mention.number, mention.code][mention.year] += 1
    return [_consistent(mention, years[mention.number, mention.code]) if mention.seen and mention.year else mention for mention in mentions]


def _consistent(mention: Mention, likely: Counter[int]) -> Mention:
    """The mention with a year that its date or the ``likely`` years of the same number and letters tell."""
    year = mention.year
    if year not in YEARS:
        year = mention.issued_on.year if mention.issued_on else likely.most_common(1)[0][0] if likely else None
    elif mention.issued_on is not None and mention.issued_on.year != year and mention.issued_on.year in likely:
        year = mention.issued_on.year
    if year is None or year == mention.year:
        return mention
    symbol = mention.symbol.replace(f"/{mention.year}/", f"/{year}/", 1)
    return replace(mention, symbol=symbol, year=year, correction=mention.seen, confidence=min(mention.confidence, 0.85))


def same_issuer(one: str | None, other: str | None) -> bool:
    """Whether two names can be those of one issuer: one may say less than the other.

    >>> same_issuer("UBND tỉnh", "Ủy ban nhân dân tỉnh Hà Nam"), same_issuer("UBND tỉnh", "UBND huyện")
    (True, False)
    """
    first, second = _long_name(one or ""), _long_name(other or "")
    return first.startswith(second) or second.startswith(first)


def _long_name(issuer: str) -> str:
    name = bare(issuer)
    for short, full in _LONG_NAMES:
        name = name.replace(short, full)
    return name


def _is_own(mention: Mention, own: Metadata) -> bool:
    """Whether the mention is the plan itself, by the number of its letterhead; one of another day or committee is another document."""
    if not own.number or bare(mention.symbol) != bare(own.number):
        return False
    if mention.issuer and own.issuer and _long_name(mention.issuer).startswith(_COMMITTEE) and not same_issuer(mention.issuer, own.issuer.name):
        return False
    return own.issued_on is None or mention.issued_on is None or mention.issued_on == own.issued_on
