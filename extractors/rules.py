"""Rules as data: patterns over folded text in TOML, each with the examples that prove it.

A rule file in ``extractors/data`` looks like this::

    [fragments]                       # named pieces, used as {day} in any pattern of the file
    day = '(?<day>\\d{1,2})'

    [[rule]]
    name = "before-day"
    pattern = 'trước ngày {day}'      # lower case, plain dashes and quotes; a space stands for any white space (write \\s within [])
    confidence = 0.95
    match = ["Xong «trước ngày 15»."] # the pattern finds just what stands between the marks
    no_match = ["Ngày 15 hằng tháng"]
    kind = "date"                     # whatever else the extractor needs to know

A rule without both kinds of example fails the tests; so does one whose examples disagree with its pattern.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import regex

_WIDEST_SPACE: Final = 9
"""A space of a pattern stands for so many characters of white space at most, so that hostile text costs no more than other text."""
_FRAGMENT = regex.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern over folded text, with its examples and whatever its extractor needs to know (``values``)."""

    name: str
    pattern: regex.Pattern[str]
    confidence: float
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    values: Mapping[str, Any]


def _compile(pattern: str, fragments: Mapping[str, str]) -> regex.Pattern[str]:
    while (whole := _FRAGMENT.sub(lambda found: fragments[found[1]], pattern)) != pattern:
        pattern = whole
    return regex.compile(pattern.replace(" ", rf"(?:\s{{1,{_WIDEST_SPACE}}})"))


@cache
def load_rules(file: str) -> tuple[Rule, ...]:
    """The rules of ``extractors/data/<file>.toml``, in their order."""
    source = tomllib.loads((files("extractors") / "data" / f"{file}.toml").read_text("utf-8"))
    fragments = source.get("fragments", {})
    return tuple(
        Rule(
            name=f"{file}.{entry.pop('name')}",
            pattern=_compile(entry.pop("pattern"), fragments),
            confidence=entry.pop("confidence", 0.9),
            match=tuple(entry.pop("match", ())),
            no_match=tuple(entry.pop("no_match", ())),
            values=entry,
        )
        for entry in source["rule"]
    )


def rule_files() -> Iterator[str]:
    """The names of all rule files, for the tests that prove the rules on their own examples."""
    return (entry.name.removesuffix(".toml") for entry in (files("extractors") / "data").iterdir() if entry.name.endswith(".toml"))
