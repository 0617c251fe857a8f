"""The same plan in several files: by its number, issuer and day, or by its text."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.findings.identity import Identity, Known, digest_of
from schemas.finding import Finding, find
from schemas.plan import Plan


class Duplicates:
    """The identities and texts of all plans."""

    def __init__(self) -> None:
        self._identities: dict[Identity, list[str]] = {}
        self._names: dict[Identity, tuple[str, ...]] = {}
        self._texts: dict[bytes, list[str]] = {}

    def add(self, plan: Plan, known: Known, text: str) -> None:
        """Take in a plan and its text, "" where it is not known."""
        if known.identity is not None:
            self._identities.setdefault(known.identity, []).append(plan.plan_id)
            self._names.setdefault(known.identity, _names(plan))
        if (digest := digest_of(text)) is not None:
            self._texts.setdefault(digest, []).append(plan.plan_id)

    def findings(self) -> Iterator[Finding]:
        """Plans in several files, then texts in several files that the first do not tell of."""
        yield from self._same_plans()
        yield from self._same_texts()

    def _same_plans(self) -> Iterator[Finding]:
        for identity, plans in self._identities.items():
            if len(plans) > 1:
                names = self._names[identity]
                yield find("same-plan", f"{', '.join(names)}: the plan is in {len(plans)} files; keep the better one, or count it once.", plans, (), names)

    def _same_texts(self) -> Iterator[Finding]:
        told = {plan: identity for identity, plans in self._identities.items() if len(plans) > 1 for plan in plans}
        for plans in self._texts.values():
            if len(plans) > 1 and (None in (known := {told.get(plan) for plan in plans}) or len(known) > 1):
                yield find("same-text", f"{len(plans)} files have the same text: keep one, or count it once.", plans, (), ())


def _names(plan: Plan) -> tuple[str, ...]:
    """Number, issuer and day as people write them."""
    meta = plan.metadata
    return tuple(str(each) for each in (meta.number, meta.issuer.name if meta.issuer else None, meta.issued_on) if each)
