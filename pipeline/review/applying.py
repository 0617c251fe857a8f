"""A plan as people say it is: the extracted one with every correction whose words still stand in its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from pipeline.review.anchors import FACTS, METADATA, Fact, Facts, Place
from pipeline.review.consequences import settled
from pipeline.review.values import ACCEPTED, CORRECTED, Setting, new_fact, value_of, with_value
from schemas.correction import Correction, Kind, Value
from schemas.diagnostic import Diagnostic, diagnose
from schemas.document import Document
from schemas.plan import Metadata, Plan

_SHOWN: Final = 80
"""Characters of a fact's words in a message."""
_DIGITS: Final = 12
_PREFIXES: Final[Mapping[Kind, str]] = {"task": "t", "target": "g", "legal_ref": "r"}
"""What the ids of facts that can be added begin with."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A plan as people say it is, who said so of each fact and of the whole (by kind and id), and what could not be applied."""

    plan: Plan
    decided: Mapping[tuple[Kind, str], Correction]
    unapplied: tuple[Correction, ...]


def corrected(plan: Plan, document: Document, lines: Sequence[Correction]) -> Corrected:
    """Apply the lines that stand (``schemas.correction.standing``) to an extracted plan; of two about one fact, the later."""
    facts = Facts(plan, document)
    decided: dict[tuple[Kind, str], tuple[Correction, Place]] = {}
    whole: dict[tuple[Kind, str], Correction] = {}
    unapplied: list[Correction] = []
    for line in lines:
        if line.kind == "plan":
            if line.plan_id == plan.plan_id:
                whole["plan", plan.plan_id] = line
            continue
        place = facts.find(line)
        if place is not None and place.fact is not None:
            decided[line.kind, place.fact] = line, place
        elif place is not None and line.value is not None and line.kind in _PREFIXES and (line.kind, line.fact) not in facts.by_id:
            decided[line.kind, line.fact] = line, place
        elif line.verdict != "reject":  # what is not there needs no rejection
            unapplied.append(line)
    by_whom = whole | {key: line for key, (line, _) in decided.items()}
    if not decided and not unapplied:
        return Corrected(plan, by_whom, ())
    changed = _changed(facts, decided)
    gone = frozenset(identity for (_, identity), line in by_whom.items() if line.verdict == "reject")
    result = settled(plan, changed, document, gone)
    return Corrected(replace(result, diagnostics=(*result.diagnostics, *map(_told, unapplied))), by_whom, tuple(unapplied))


def new_id(kind: Kind, text: str, facts: Facts) -> str:
    """The id of a fact that is added on these words."""
    taken = sum(1 for known, _ in facts.by_id if known == kind)
    digest = sha256(f"{kind}\n{' '.join(text.split())}\n{taken}".encode()).hexdigest()
    return f"{_PREFIXES[kind]}-{digest[:_DIGITS]}"


def _changed(facts: Facts, decided: Mapping[tuple[Kind, str], tuple[Correction, Place]]) -> Plan:
    """The plan with every fact that was decided on as it is said to be, those added in their places, those rejected gone."""
    plan, setting = facts.plan, Setting(facts.plan, facts.document)
    lists: dict[str, tuple[Fact, ...]] = {}
    for kind, name in FACTS.items():
        present = [fact for fact in getattr(plan, name) if not _is_rejected(decided.get((kind, fact.id)))]
        kept = [_as_decided(fact, decided.get((kind, fact.id)), setting) for fact in present]
        added = [
            new_fact(kind, identity, place.span, line.value, setting)
            for (of, identity), (line, place) in decided.items()
            if of == kind and place.fact is None and line.value is not None
        ]
        lists[name] = tuple(sorted((*kept, *added), key=_start)) if added else tuple(kept)
    about = decided.get(("metadata", METADATA))
    metadata = plan.metadata if about is None else _as_decided(plan.metadata, about, setting)
    return replace(plan, metadata=metadata, **lists)  # type: ignore[arg-type]


def _is_rejected(about: tuple[Correction, Place] | None) -> bool:
    return about is not None and about[0].verdict == "reject"


def _as_decided(fact: Fact, about: tuple[Correction, Place] | None, setting: Setting) -> Fact:
    value: Value | None = about[0].value if about else None
    if value is None:
        return fact
    return with_value(fact, value, ACCEPTED if value_of(fact) == value else CORRECTED, setting)


def _start(fact: Fact) -> int:
    assert not isinstance(fact, Metadata)
    return fact.start


def _told(line: Correction) -> Diagnostic:
    words = " ".join(line.text.split())
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    why = f"What a reviewer said of the {line.kind.replace('_', ' ')} “{shown}” ({line.verdict}) was not applied"
    return diagnose("correction-unapplied", f"{why}: its words are not, or not only once, in the text. Look at it again with kehoach review.")
