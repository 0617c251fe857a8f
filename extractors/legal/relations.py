"""What a reference is for, told from the words before it and behind it.

- ``basis``: the plan rests on it ("Căn cứ …"); ``implements``: it is carried out ("thực hiện …", "triển khai …", "theo …");
- ``amended``: the words before say that it is amended ("sửa đổi, bổ sung một số điều của …"), and then the document named
  just before, whose subject this is, ``amends``; the other way round with "được sửa đổi, bổ sung bởi …";
- ``replaces``, ``repeals``: the one that is replaced ("thay thế …") or repealed ("bãi bỏ …"), not the one that does it;
- ``cites``: all others, "quy định tại …" among them. A list shares the relation of its first member.

A rule's ``relation`` is what the reference is for, its ``previous`` what then the one named just before is for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, cast

import regex

from extractors.legal.mention import match_at, rule
from schemas.document import Document
from schemas.plan import Relation

_BEFORE: Final = ("amended", "amends", "replaced-by", "repealed-by", "replaces", "repeals", "basis", "implements")
_BEHIND: Final = ("repealed-behind", "replaced-behind")
_NEAR: Final = 160  # characters
_SHARED: Final = frozenset({"basis", "implements", "replaces", "repeals", "amended", "amends"})

_JOINED: Final = regex.compile(r"(?:[;,]|(?<!\p{L})(?:và|hoặc))\s*(?:(?:và|các)\s+)*$")
_SENTENCE_END: Final = regex.compile(r"\.\s")


@dataclass(frozen=True, slots=True)
class Related:
    """What a reference is for, and what the one before it turns out to be for (None: what was said of it stands)."""

    relation: Relation
    previous: Relation | None = None


def relate(document: Document, floor: int, start: int, end: int, limit: int, previous: Relation | None) -> Related:
    """The relation of a reference at ``start..end``; ``floor`` is where the one before it (or the stretch) ended, ``previous`` that one's relation."""
    near = max(floor, start - _NEAR)
    for name in _BEHIND:
        if match_at(name, document, end, limit):
            return Related(cast("Relation", rule(name).values["relation"]))
    for name in _BEFORE:
        found = rule(name).pattern.search(document.folded, near, start)
        if found is not None:
            flips = rule(name).values.get("previous") if _same_clause(document.folded[floor : found.start()]) else None
            return Related(cast("Relation", rule(name).values["relation"]), cast("Relation | None", flips))
    if previous in _SHARED and _JOINED.search(document.folded, near, start) and not _SENTENCE_END.search(document.folded, floor, start):
        return Related(previous)
    return Related("cites")


def _same_clause(words: str) -> bool:
    """Whether the words between two references still speak of the first: no new sentence, clause or deed begins."""
    return ";" not in words and not _SENTENCE_END.search(words) and rule("new-deed").pattern.search(words) is None
