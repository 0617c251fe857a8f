"""Words around figures: the rules of a role, and the turns of phrase that several rooms ask for."""

from __future__ import annotations

from functools import cache
from typing import Final

import regex

from extractors.rules import Rule, load_rules

FOLLOWING: Final = 160
"""Words right behind a figure that belong to it are no longer, in characters."""
LONGEST: Final = 320
"""A stretch with a figure and what it measures is no longer, in characters."""
SUBJECT: Final = 220
"""A subject before a figure is no longer, in characters."""
PREFIX: Final = 110
"""Words before a figure that stands before its noun ("xử lý 100% …") belong to it up to so many characters."""
SENTENCE_END: Final = regex.compile(r"(?<!(?<!\p{L})(?:tp|tx|tt|q|h|ths|ts))[.!?](?=[\s\"/)]|$)|\n|;")
PREDICATE: Final = regex.compile(r"(?<!\p{L})(?:được|đạt|có|phải|áp dụng|thực hiện|sử dụng|hoàn thành|đã|ban hành|cung cấp|giải quyết)(?!\p{L})")
LISTED: Final = regex.compile(r"[^.;:\d\n]{0,120}?(?:,|\s(?:và|hoặc|cùng))\s{1,9}(?:(?:ở|tại|cho|đối với|ubnd)\s{1,9})?")
YEAR: Final = regex.compile(r"năm\s+((?:19|20)\d{2})")


@cache
def rules_of(role: str) -> tuple[Rule, ...]:
    """The rules of ``targets.toml`` that have a role, in their order."""
    return tuple(rule for rule in load_rules("targets") if rule.values["role"] == role)


def first_match(role: str, folded: str, start: int, end: int) -> regex.Match[str] | None:
    """The first match of a role in a stretch: by the order of the rules, then by place."""
    return next((match for rule in rules_of(role) if (match := rule.pattern.search(folded, start, end))), None)


def last_start(role: str, folded: str, start: int, end: int) -> int:
    """Where the last match of a role starts, -1 where there is none."""
    return max((match.start() for rule in rules_of(role) for match in rule.pattern.finditer(folded, start, end)), default=-1)
