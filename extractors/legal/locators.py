"""Điều, khoản, điểm: which article, clause and point of a document are referred to, named in any order."""

from __future__ import annotations

from typing import Final, cast

import regex

from extractors.legal.mention import Mention, match_at, rule
from schemas.document import Document
from schemas.plan import Locator

_WITHIN: Final = 160
_SIGN: Final = regex.compile(r"đến|(?<![\p{L}\d])(?!và(?!\p{L}))[\p{L}\d]+")


def locate(document: Document, mention: Mention, floor: int, limit: int) -> tuple[Locator | None, int]:
    """The article, clause and point referred to, before or behind the mention, and where the whole reference, they included, begins."""
    before = rule("locator").pattern.search(document.folded, max(floor, mention.start - _WITHIN), mention.start)
    if before is not None:
        return parts_of(before[0]), before.start()
    behind = match_at("locator-behind", document, mention.end, limit)
    return (parts_of(behind[0]) if behind else None), mention.start


def parts_of(words: str) -> Locator | None:
    """Article, clause and point that folded words name; several of one kind joined by a comma, a range by a hyphen.

    >>> parts_of("điểm a, b và c khoản 5, điều 14")
    {'điểm': 'a, b, c', 'khoản': '5', 'điều': '14'}
    >>> parts_of("từ điều 5 đến điều 9")
    {'điều': '5-9'}
    """
    found: dict[str, str] = {}
    for part in rule("locator-part").pattern.finditer(words):
        value = ", ".join(_SIGN.findall(part["value"])).replace(", đến, ", "-")
        joint = "-" if part["until"] else ", "
        found[part["kind"]] = f"{found[part['kind']]}{joint}{value}" if part["kind"] in found else value
    return cast("Locator", found) or None
