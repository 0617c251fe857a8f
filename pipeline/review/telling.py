"""What a fact says, in the words of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.messages import Language, catalogue
from pipeline.review.anchors import Fact
from schemas.doubt import DOUBTS
from schemas.plan import Agency, Deadline, LegalRef, Metadata, Section, Target, Task


@dataclass(frozen=True, slots=True)
class Row:
    """One line about a fact: the field, what it says, and what is behind it."""

    name: str
    text: str
    aside: str = ""
    mark: str = ""
    """How the same is marked in the text."""


@dataclass(frozen=True, slots=True)
class Speech:
    """How a page speaks."""

    language: Language

    def word(self, name: str, /, **values: Any) -> str:
        """A message of the catalogue."""
        return catalogue()[name][self.language].format(**values)

    def day(self, value: date | None) -> str:
        """A day as people write it."""
        if value is None:
            return ""
        return value.isoformat() if self.language == "en" else f"{value:%d/%m/%Y}"

    def days(self, first: date | None, last: date | None) -> str:
        """A span of days, of which one end may be open."""
        if first and last:
            return self.day(first) if first == last else f"{self.day(first)}–{self.day(last)}"
        return self.word("browse.from", day=self.day(first)) if first else self.word("browse.until", day=self.day(last)) if last else ""

    def doubt(self, code: str) -> str:
        """Why a fact may be wrong."""
        known = DOUBTS.get(code)
        return code if known is None else (known.english if self.language == "en" else known.vietnamese)

    def percent(self, share: float) -> str:
        """A share in per cent."""
        return f"{share * 100:.0f} %"

    def moment(self, value: str) -> str:
        """A moment without what nobody reads of it."""
        return value.replace("T", " ").removesuffix("Z")[:16]


def rows(fact: Fact, speech: Speech) -> list[Row]:
    """What a fact says, field by field; what it does not have is left out."""
    told: dict[type, Callable[[Any, Speech], Iterator[Row]]] = {
        Metadata: _metadata,
        Section: _section,
        Task: _task,
        Target: _target,
        LegalRef: _legal_ref,
    }
    return [row for row in told[type(fact)](fact, speech) if row.text]


def figure(fact: Target) -> str:
    """A target's figure as people write it."""
    signs = {">=": "≥ ", "<=": "≤ ", "=": "", "range": ""}
    value = "…" if fact.value is None else f"{fact.value:g}"
    most = "" if fact.value_max is None else f"–{fact.value_max:g}"
    return f"{signs.get(fact.comparator, fact.comparator)}{value}{most} {fact.unit or ''}".strip()


def _metadata(fact: Metadata, speech: Speech) -> Iterator[Row]:
    t = speech.word
    yield Row(t("review.number"), fact.number or "")
    yield Row(t("review.doc_type"), fact.doc_type or "")
    yield Row(t("review.title"), fact.title or "")
    if fact.issuer is not None:
        yield Row(t("review.issuer"), fact.issuer.name, _behind(fact.issuer, speech), "lead")
    yield Row(t("review.place"), fact.place or "")
    yield Row(t("review.issued_on"), speech.day(fact.issued_on))
    yield Row(t("review.period"), speech.days(fact.period.start, fact.period.end) if fact.period else "")
    yield Row(t("review.level"), t(f"level.{fact.level}") if fact.level else "")
    yield Row(t("review.signer"), fact.signer or "")


def _section(fact: Section, speech: Speech) -> Iterator[Row]:
    yield Row(speech.word("review.path"), fact.path)
    yield Row(speech.word("review.title"), fact.title)
    yield Row(speech.word("review.section-kind"), speech.word(f"kind.{fact.kind}"))


def _task(fact: Task, speech: Speech) -> Iterator[Row]:
    t = speech.word
    yield from _bodies(t("review.leads"), fact.leads, speech, "lead") if fact.leads else [Row(t("review.leads"), "–")]
    yield from _bodies(t("review.coordinators"), fact.coordinators, speech, "coordinator")
    yield _deadline(fact.deadline, speech) if fact.deadline else Row(t("review.deadline"), "–")
    yield Row(t("review.outputs"), "; ".join(fact.outputs))
    yield Row(t("review.budget"), fact.budget or "")
    yield Row(t("review.components"), "; ".join(f"{each}. {t(f'component.{each}')}" for each in fact.components))
    yield Row(t("review.criteria"), "; ".join(fact.criteria))
    yield Row(t("review.target_items"), "; ".join(fact.target_items))
    yield Row(t("review.path"), fact.path or "")


def _target(fact: Target, speech: Speech) -> Iterator[Row]:
    t = speech.word
    yield Row(t("review.value"), figure(fact))
    yield Row(t("review.status"), t(f"browse.is-{fact.status}"))
    yield Row(t("review.indicator"), fact.indicator or "", fact.indicator_id or "")
    yield Row(t("review.change"), t(f"review.change-{fact.change}") if fact.change else "")
    yield Row(t("review.item"), fact.item or "")
    yield from _bodies(t("review.owners"), fact.owners, speech, "owner")
    yield Row(t("review.path"), fact.path or "")


def _legal_ref(fact: LegalRef, speech: Speech) -> Iterator[Row]:
    t = speech.word
    yield Row(t("review.symbol"), fact.symbol)
    yield Row(t("review.type"), fact.type)
    yield Row(t("review.issued_on"), speech.day(fact.issued_on))
    yield Row(t("review.legal-issuer"), fact.issuer or "")
    yield Row(t("review.title"), fact.title or "")
    yield Row(t("review.locator"), "; ".join(f"{name} {text}" for name, text in (fact.locator or {}).items()))
    yield Row(t("review.relation"), t(f"relation.{fact.relation}"))
    yield Row(t("review.correction"), fact.correction or "")


def _bodies(name: str, bodies: Sequence[Agency], speech: Speech, mark: str) -> Iterator[Row]:
    for each in bodies:
        official = "" if each.name == each.mention else f"{each.name} · "
        yield Row(name, each.mention, official + _behind(each, speech), mark)


def _deadline(fact: Deadline, speech: Speech) -> Row:
    t = speech.word
    dated = ", ".join(filter(None, (t(f"review.when-{fact.kind}"), speech.days(fact.start, fact.end), fact.frequency)))
    return Row(t("review.deadline"), f"{fact.text} ({dated})", f"{fact.rule} · {speech.percent(fact.confidence)}", "deadline")


def _behind(agency: Agency, speech: Speech) -> str:
    unknown = "" if agency.in_gazetteer else f" · {speech.word('review.not-listed')}"
    return f"{agency.id}{unknown} · {agency.rule} · {speech.percent(agency.confidence)}"
