"""What the right answers for a plan look like: a gold file, written by a person before the program reads the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from schemas.plan import Change, Comparator, Component, DeadlineKind, Level, Locator, Period, SectionKind


@dataclass(frozen=True, slots=True)
class GoldMetadata:
    """Who issued the plan, when, for what time; the issuer by its full name."""

    number: str | None
    issuer: str | None
    place: str | None
    issued_on: date | None
    title: str | None
    period: Period | None
    level: Level | None
    signer: str | None


@dataclass(frozen=True, slots=True)
class GoldSection:
    """A section by its path of labels, its heading and what it is about."""

    path: str
    title: str
    kind: SectionKind


@dataclass(frozen=True, slots=True)
class GoldDeadline:
    """When a task is to be done: the words, and the dates they stand for."""

    text: str
    kind: DeadlineKind
    start: date | None
    end: date | None
    frequency: str | None


@dataclass(frozen=True, slots=True)
class GoldTask:
    """A task with its agencies as the plan writes them.

    ``quote`` is the task's text, whole, or only its beginning where ``length`` gives the letters and digits of the whole.
    """

    quote: str
    path: str | None
    leads: tuple[str, ...]
    coordinators: tuple[str, ...]
    deadline: GoldDeadline | None
    components: tuple[Component, ...] | None
    criteria: tuple[str, ...]
    outputs: tuple[str, ...]
    target_items: tuple[str, ...]
    length: int | None = None


@dataclass(frozen=True, slots=True)
class GoldTarget:
    """A figure to reach, or one reached, with the shortest stretch that holds it and what it measures."""

    quote: str
    path: str | None
    item: str | None
    status: Literal["target", "result"]
    indicator: str | None
    indicator_id: str | None
    comparator: Comparator
    value: float | None
    value_max: float | None
    unit: str | None
    change: Change | None


@dataclass(frozen=True, slots=True)
class GoldLegalRef:
    """One mention of a law or another document; ``id`` is its normalized symbol."""

    quote: str
    id: str
    type: str
    issued_on: date | None
    issuer: str | None
    locator: Locator | None
    correction: str | None


@dataclass(frozen=True, slots=True)
class Gold:
    """All that a right record of one plan holds; ``source`` is the name of the plan's file."""

    source: str
    metadata: GoldMetadata
    sections: tuple[GoldSection, ...]
    tasks: tuple[GoldTask, ...]
    targets: tuple[GoldTarget, ...]
    legal_refs: tuple[GoldLegalRef, ...]
