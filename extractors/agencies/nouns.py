"""Common nouns for bodies, with the complements that narrow them: "cơ quan hành chính", "doanh nghiệp viễn thông, công nghệ thông tin"."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.agencies.patterns import pattern
from extractors.agencies.view import View, is_predicate, is_verb


@dataclass(frozen=True, slots=True)
class Member:
    """One common noun in a row ("cơ quan hành chính, đơn vị sự nghiệp"), with whether a complement narrows it."""

    start: int
    end: int
    narrowed: bool


def member_at(view: View, at: int, inside: bool) -> Member | None:
    """The common noun for bodies that begins here, with its complement."""
    organisation = view.meets("any-organisation" if inside else "organisation", at)
    if view.meets("not-a-body", at) and not organisation:
        return None
    noun = view.meets("noun", at)
    if not noun:
        return None
    complement = view.meets("complement", noun.end())
    if complement and is_verb(view, complement.start() + 1) and not any(view.meets(border, complement.end()) for border in ("boundary", "modifier", "under")):
        complement = None
    end = _more_complements(view, complement.end()) if complement else noun.end()
    if organisation and complement is None and not _stands_alone(view, at, end):
        return None
    return Member(at, end, complement is not None or noun[0].count(" ") > 1)


def _more_complements(view: View, end: int) -> int:
    """The end of further complements of one noun in small letters: "doanh nghiệp viễn thông, công nghệ thông tin"."""
    while (inner := view.meets("inner", end)) is not None and not view.capital(inner.end()) and not view.meets("noun", inner.end()):
        further = view.meets("complement", inner.end() - 1)
        if further is None or is_verb(view, inner.end()):
            break
        end = further.end()
    return end


def _stands_alone(view: View, at: int, end: int) -> bool:
    """Whether a noun that is also a verb ("tổ chức") is a noun here: a border or a modifier follows, or "cơ quan," goes before."""
    if any(view.meets(border, end) for border in ("boundary", "modifier", "where")):
        return True
    if not is_predicate(view, end + 1):
        return False
    return not is_verb(view, end + 1) or pattern("after-agencies").search(view.folded, max(0, at - 40), at) is not None
