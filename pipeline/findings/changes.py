"""Which plans replace, repeal or amend which of their own body: what differs between these is meant to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.findings.identity import Identity, Known, body_of
from schemas.plan import Plan
from schemas.text import fold

_CHANGED: Final = frozenset({"replaces", "repeals", "amended"})


class Changes:
    """The plans that change others, by the identity of those."""

    def __init__(self) -> None:
        self._by: dict[Identity, list[Known]] = {}

    def add(self, plan: Plan, known: Known) -> None:
        """Take in which plans of its own issuer a plan says it replaces, repeals or amends."""
        for ref in plan.legal_refs:
            if ref.relation in _CHANGED and ref.issued_on is not None:
                self._by.setdefault((fold(ref.symbol), body_of(plan), ref.issued_on), []).append(known)

    def heirs(self, plan: Known) -> Iterator[Identity | str]:
        """The documents that change a plan, the last added first."""
        changing = self._by.get(plan.identity, ()) if plan.identity else ()
        return (each.document for each in reversed(changing) if each.document != plan.document)
