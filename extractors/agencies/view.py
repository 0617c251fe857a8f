"""What the grammar of bodies reads and gives: a text with the patterns that may match in it, and a body as the text names it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

import regex

from extractors.agencies.patterns import Matcher, opened_by, pattern
from extractors.draft import Draft
from schemas.words import Name, Tagged

UnitKind = Literal["known", "collective", "committee", "headed", "role", "capitals", "element"]
_LONGEST_OPENING: Final = 12
"""So many characters of a first word tell which patterns may match."""
_LONGEST_PIECE: Final = 1000
"""No piece of the grammar is longer, in characters; without an end in sight ``regex`` looks through all that follows for words a pattern requires."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A body as the text names it: ``start..end`` with the head of it, ``body..end`` without.

    ``before`` and ``after`` are words that a list says once for several: "các Sở: Tư pháp, …", "UBND và Đài cấp huyện".
    """

    start: int
    body: int
    end: int
    kind: UnitKind
    before: str = ""
    after: str = ""
    place: tuple[int, int] | None = None
    name: str | None = None


class _Opened(dict[int, Mapping[str, Matcher]]):
    """The patterns that may match at an offset of a folded text, as the first word there tells: each offset is looked at once."""

    def __init__(self, folded: str, limit: int) -> None:
        self._folded = folded
        self._limit = limit

    def __missing__(self, start: int) -> Mapping[str, Matcher]:
        reach = min(self._limit, start + _LONGEST_OPENING)
        space = self._folded.find(" ", start + 1, reach)
        opened = self[start] = opened_by(self._folded[start : space if space > 0 else reach])
        return opened


@dataclass(frozen=True, slots=True)
class View:
    """What a body is looked for in: a document's text, up to ``limit``."""

    text: str
    folded: str
    names: Mapping[int, Name]
    """The gazetteer names met, by where they start."""
    tag: Callable[[str], tuple[Tagged, ...]]
    limit: int
    opened: Mapping[int, Mapping[str, Matcher]]
    """The patterns that may match, by the offset at which they would."""

    @classmethod
    def of(cls, draft: Draft, limit: int) -> View:
        folded = draft.document.folded
        return cls(draft.document.text, folded, draft.words.names_by_start, draft.words.tag, limit, _Opened(folded, limit))

    def to(self, limit: int) -> View:
        """The same text up to another limit."""
        return replace(self, limit=limit, opened=_Opened(self.folded, limit))

    def meets(self, name: str, start: int) -> regex.Match[str] | None:
        """What the named pattern matches just at ``start``."""
        match = self.opened[start].get(name)
        return match(self.folded, start, self.near(start)) if match else None

    def near(self, start: int) -> int:
        """Where to stop looking for a piece of the grammar that starts at ``start``."""
        return self.limit if self.limit - start < _LONGEST_PIECE else start + _LONGEST_PIECE

    def after(self, name: str, start: int) -> int:
        """Where the named pattern ends that begins at ``start``; ``start`` itself where it does not."""
        found = self.meets(name, start)
        return found.end() if found else start

    def capital(self, at: int) -> bool:
        return self.text[at : at + 1].isupper()


def is_verb(view: View, start: int) -> bool:
    """Whether what begins here is a deed rather than a name: a listed verb in small letters."""
    return view.text[start : start + 1].islower() and view.meets("verb", start) is not None


def opens_with_deed(folded: str, start: int) -> bool:
    """Whether a listed verb, or an adverb before one, begins at this offset of folded text: "rà soát …", "thường xuyên kiểm tra …"."""
    return pattern("predicate").match(folded, start) is not None


def is_predicate(view: View, start: int) -> bool:
    """Whether a listed verb, or a word that goes before one, begins here."""
    return view.meets("predicate", start) is not None
