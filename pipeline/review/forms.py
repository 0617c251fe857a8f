"""Forms into values: what a reviewer filled in, checked, and what of it is wrong."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final, get_args

from pipeline.review.values import deadline_in_words
from schemas.correction import DeadlineValue, Kind, LegalRefValue, MetadataValue, SectionValue, TargetValue, TaskValue, Value
from schemas.plan import Change, Comparator, DeadlineKind, Level, Period, Relation, SectionKind

Given = Mapping[str, Sequence[str]]
"""What a form has under each name."""

LONGEST: Final = 2000
MOST: Final = 60
STATUSES: Final = ("target", "result")


class Wrong(Exception):
    """A field that cannot be so; the message says which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def value_from(kind: Kind, given: Given, period: Period | None) -> Value:
    """The value that a form holds; ``period`` is the plan's, for a deadline that is read from its words. ``Wrong`` names a field that cannot be so."""
    return _READ[kind](_Form(given, period))


class _Form:
    """A form, read field by field."""

    def __init__(self, given: Given, period: Period | None) -> None:
        self._given = given
        self.period = period

    def words(self, name: str) -> str | None:
        """A text on one line; None where it is left blank."""
        text = " ".join(" ".join(self._given.get(name, ())[:1]).split())
        if len(text) > LONGEST:
            raise Wrong(name)
        return text or None

    def needed(self, name: str) -> str:
        """A text that may not be left blank."""
        text = self.words(name)
        if text is None:
            raise Wrong(name)
        return text

    def several(self, name: str) -> tuple[str, ...]:
        """Texts, of which those left blank are none, each once."""
        found = [" ".join(each.split()) for each in self._given.get(name, ())]
        if len(found) > MOST or any(len(each) > LONGEST for each in found):
            raise Wrong(name)
        return tuple(dict.fromkeys(filter(None, found)))

    def lines(self, name: str) -> tuple[str, ...]:
        """Texts, one a line."""
        return _Form({name: "\n".join(self._given.get(name, ())).splitlines()}, None).several(name)

    def listed(self, name: str) -> tuple[str, ...]:
        """Short texts, parted by semicolons."""
        return _Form({name: ";".join(self._given.get(name, ())).split(";")}, None).several(name)

    def one_of(self, name: str, allowed: Any) -> Any:
        """One of some values; None where none is chosen."""
        text = self.words(name)
        if text is not None and text not in get_args(allowed):
            raise Wrong(name)
        return text

    def chosen(self, name: str, allowed: Any) -> Any:
        """One of some values, which must be chosen."""
        found = self.one_of(name, allowed)
        if found is None:
            raise Wrong(name)
        return found

    def day(self, name: str) -> date | None:
        """A day as browsers send it."""
        text = self.words(name)
        try:
            return None if text is None else date.fromisoformat(text)
        except ValueError:
            raise Wrong(name) from None

    def figure(self, name: str) -> float | None:
        """A number, with a point or a comma."""
        text = self.words(name)
        try:
            number = None if text is None else float(text.replace(",", "."))
        except ValueError:
            raise Wrong(name) from None
        if number is not None and not math.isfinite(number):
            raise Wrong(name)
        return number

    def period_of(self, first: str, last: str) -> Period | None:
        """A span of days, of which one end may be open."""
        start, end = self.day(first), self.day(last)
        if start is not None and end is not None and end < start:
            raise Wrong(last)
        return None if start is None and end is None else Period(start, end)


def _metadata(form: _Form) -> MetadataValue:
    return MetadataValue(
        form.words("number"),
        form.words("doc_type"),
        form.words("title"),
        form.words("issuer"),
        form.words("place"),
        form.day("issued_on"),
        form.period_of("period_start", "period_end"),
        form.one_of("level", Level),
        form.words("signer"),
    )


def _section(form: _Form) -> SectionValue:
    return SectionValue(form.words("title") or "", form.chosen("kind", SectionKind))


def _task(form: _Form) -> TaskValue:
    components = form.several("components")
    if not set(components) <= set("12345678"):
        raise Wrong("components")
    return TaskValue(
        leads=form.several("leads"),
        coordinators=form.several("coordinators"),
        deadline=_deadline(form),
        outputs=form.lines("outputs"),
        budget=form.words("budget"),
        components=tuple(sorted(map(int, components))),
        criteria=form.listed("criteria"),
        target_items=form.listed("target_items"),
    )


def _deadline(form: _Form) -> DeadlineValue | None:
    """A deadline as it is filled in; where its kind is left open, as its words say it."""
    words, kind = form.words("deadline"), form.one_of("deadline_kind", DeadlineKind)
    days = form.period_of("deadline_start", "deadline_end") or Period(None, None)
    if words is None:
        if kind or days.start or days.end:
            raise Wrong("deadline")
        return None
    if kind is None:
        read = deadline_in_words(words, form.period)
        if read is None:
            raise Wrong("deadline")
        return read
    return DeadlineValue(words, kind, days.start, days.end, form.words("deadline_frequency"))


def _target(form: _Form) -> TargetValue:
    comparator, value, most = form.chosen("comparator", Comparator), form.figure("value"), form.figure("value_max")
    if (comparator == "range") != (most is not None):
        raise Wrong("value_max")
    status = form.needed("status")
    if status not in STATUSES:
        raise Wrong("status")
    return TargetValue(
        form.words("item"),
        "result" if status == "result" else "target",
        form.words("indicator"),
        form.words("indicator_id"),
        comparator,
        value,
        most,
        form.words("unit"),
        form.one_of("change", Change),
    )


def _legal_ref(form: _Form) -> LegalRefValue:
    locator: Any = {name: text for name in ("điều", "khoản", "điểm") if (text := form.words(name)) is not None}
    return LegalRefValue(
        form.needed("symbol"),
        form.needed("type"),
        form.day("issued_on"),
        form.words("issuer"),
        form.words("title"),
        locator or None,
        form.chosen("relation", Relation),
        form.words("correction"),
    )


_READ: Final[Mapping[Kind, Callable[[_Form], Value]]] = {
    "metadata": _metadata,
    "section": _section,
    "task": _task,
    "target": _target,
    "legal_ref": _legal_ref,
}


def given_of(value: Value) -> dict[str, list[str]]:
    """What a form has in its fields for a value."""
    if isinstance(value, TaskValue):
        deadline = value.deadline
        return {
            "leads": list(value.leads),
            "coordinators": list(value.coordinators),
            "deadline": _shown(deadline.text if deadline else None),
            "deadline_kind": _shown(deadline.kind if deadline else None),
            "deadline_start": _shown(deadline.start if deadline else None),
            "deadline_end": _shown(deadline.end if deadline else None),
            "deadline_frequency": _shown(deadline.frequency if deadline else None),
            "outputs": ["\n".join(value.outputs)],
            "budget": _shown(value.budget),
            "components": list(map(str, value.components)),
            "criteria": ["; ".join(value.criteria)],
            "target_items": ["; ".join(value.target_items)],
        }
    given = {field.name: _shown(getattr(value, field.name)) for field in fields(value) if field.name not in ("period", "locator")}
    if isinstance(value, MetadataValue):
        period = value.period or Period(None, None)
        given |= {"period_start": _shown(period.start), "period_end": _shown(period.end)}
    if isinstance(value, LegalRefValue):
        given |= {name: [text] for name, text in (value.locator or {}).items()}
    return given


def amended_value(kind: Kind, before: Value, given: Given, period: Period | None) -> Value:
    """The value that a form holds which was filled with another; what its form could not show in full stays as it was. ``Wrong`` as ``value_from``."""
    after = value_from(kind, given, period)
    try:
        shown = value_from(kind, given_of(before), period)
    except Wrong:
        return after
    same = {field.name: getattr(before, field.name) for field in fields(after) if getattr(shown, field.name) == getattr(after, field.name)}
    return replace(after, **same)


def _shown(value: object) -> list[str]:
    if value is None:
        return []
    return [f"{value:g}" if isinstance(value, float) else str(value)]
