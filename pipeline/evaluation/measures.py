"""How good one record is: its facts against the right answers of a gold file, measure by measure.

Every figure is end to end: what the program left out counts against recall, what it made up against precision, and what hangs
on a fact that was left out (the leads of a task that was not found) is left out too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from rapidfuzz import fuzz

from pipeline.evaluation.likeness import SAME_NAME, alike, at_least, both, letters, name, pair, same_name, same_unit, within
from schemas.gold import Gold, GoldDeadline, GoldTask
from schemas.plan import Agency, Deadline, LegalRef, Metadata, Period, Plan, Section, Target, Task

MEASURES: Final = (
    "grounded",
    "metadata",
    "sections",
    "section kind",
    "tasks",
    "task path",
    "leads",
    "coordinators",
    "deadlines",
    "components",
    "criteria",
    "target items",
    "outputs",
    "perfect tasks",
    "targets found",
    "targets whole",
    "indicator",
    "legal refs",
    "legal refs whole",
    "coverage",
)
"""What is measured, in the order in which tables show it."""

SAME_TEXT: Final = 88  # per cent of likeness from which two texts of a task (or an output) are one
SAME_TITLE: Final = 85
SAME_SUBJECT: Final = 90
SAME_QUOTE: Final = 80


@dataclass(frozen=True, slots=True)
class Count:
    """How many things are right, extracted, and in the gold."""

    right: int = 0
    extracted: int = 0
    gold: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.extracted + other.extracted, self.gold + other.gold)

    @property
    def omitted(self) -> int:
        """How many of the gold the program left out or got wrong."""
        return self.gold - self.right

    @property
    def invented(self) -> int:
        """How many of the extracted the gold does not have."""
        return self.extracted - self.right

    @property
    def precision(self) -> float | None:
        """Per cent of the extracted that is right; None where nothing was extracted."""
        return 100 * self.right / self.extracted if self.extracted else None

    @property
    def recall(self) -> float | None:
        """Per cent of the gold that was found; None where the gold has nothing."""
        return 100 * self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall, in per cent; None where there is neither anything to find nor anything found."""
        both = self.extracted + self.gold
        return 200 * self.right / both if both else None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the gold and the record do not agree on.

    ``expected`` is None for an invention, ``got`` None for an omission; ``rule`` is the rule that gave what was got.
    """

    measure: str
    text: str
    expected: str | None
    got: str | None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """One extracted fact: how sure the program was of it, and whether the gold agrees with the whole of it."""

    measure: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison's share in a measure, and the facts that it judged."""

    measure: str
    count: Count
    difference: Difference | None = None
    judged: tuple[Judged, ...] = ()


@dataclass(frozen=True)
class Score:
    """The measures of one plan, or of several together."""

    counts: Mapping[str, Count] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    judged: tuple[Judged, ...] = ()

    def __add__(self, other: Score) -> Score:
        both = {name: self.counts.get(name, Count()) + other.counts.get(name, Count()) for name in MEASURES if name in self.counts or name in other.counts}
        return Score(both, self.differences + other.differences, self.judged + other.judged)


def score(gold: Gold, plan: Plan | None, text: str | None = None) -> Score:
    """The measures of one record (None: there is no record) against its gold; ``text`` is what its offsets point into, for *grounded*."""
    compared = tuple(_compare(gold, plan, text))
    counts = Counter(each.measure for each in compared)
    summed = {name: sum((each.count for each in compared if each.measure == name), Count()) for name in MEASURES if name in counts}
    judged = tuple(fact for each in compared for fact in each.judged)
    return Score(summed, tuple(each.difference for each in compared if each.difference), judged)


def _compare(gold: Gold, plan: Plan | None, text: str | None) -> Iterator[Compared]:
    if plan and text is not None:
        yield from _grounding(plan, text)
    yield from _metadata(gold, plan.metadata if plan else Metadata())
    yield from _sections(gold, plan.sections if plan else ())
    yield from _tasks(gold, plan.tasks if plan else ())
    yield from _targets(gold, plan.targets if plan else ())
    yield from _legal_refs(gold, plan.legal_refs if plan else ())
    yield from _coverage(gold, plan)


def _grounding(plan: Plan, text: str) -> Iterator[Compared]:
    facts: Sequence[Task | Target | LegalRef] = (*plan.tasks, *plan.targets, *plan.legal_refs)
    for fact in facts:
        there = text[fact.start : fact.end]
        yield _value("grounded", fact.text, fact.text, there, bool(letters(fact.text)) and letters(fact.text) == letters(there), fact.rule)


def _metadata(gold: Gold, got: Metadata) -> Iterator[Compared]:
    want = gold.metadata
    issuer = got.issuer.name if got.issuer else None
    rule = got.issuer.rule if got.issuer else None
    yield _value("metadata", "number", want.number, got.number, alike(want.number, got.number, 100))
    yield _value("metadata", "issuer", want.issuer, issuer, both(want.issuer, issuer, same_name), rule)
    yield _value("metadata", "place", want.place, got.place, both(want.place, got.place, same_name))
    yield _value("metadata", "issued_on", want.issued_on, got.issued_on, want.issued_on == got.issued_on)
    yield _value("metadata", "title", want.title, got.title, alike(want.title, got.title, SAME_SUBJECT))
    yield _value("metadata", "period", want.period, got.period, want.period == got.period)
    yield _value("metadata", "level", want.level, got.level, want.level == got.level)
    yield _value("metadata", "signer", want.signer, got.signer, alike(want.signer, got.signer, 100))


def _sections(gold: Gold, found: Sequence[Section]) -> Iterator[Compared]:
    def likeness(want: tuple[str, str], got: tuple[str, str]) -> float | None:
        (path, title), (got_path, got_title) = want, got
        if path != got_path:
            return None
        near = fuzz.ratio(title, got_title)
        return near if near >= SAME_TITLE or (len(got_title) > 15 and got_title in title) else None

    pairs = pair([(each.path, letters(each.title)) for each in gold.sections], [(each.path, letters(each.title)) for each in found], likeness)
    yield from _matched("sections", pairs, [f"{each.path} {each.title}" for each in gold.sections], [(f"{each.path} {each.title}", None) for each in found])
    for g, p in pairs:
        want, got = gold.sections[g], found[p]
        yield _value("section kind", f"{want.path} {want.title}", want.kind, got.kind, want.kind == got.kind)


def _tasks(gold: Gold, found: Sequence[Task]) -> Iterator[Compared]:
    def likeness(want: tuple[str, int | None], got: str) -> float | None:
        quote, length = want
        if length is not None:
            if abs(len(got) - length) > max(6, 0.12 * length):
                return None
            got = got[: len(quote)]
        near = fuzz.ratio(quote, got)
        return near if near >= SAME_TEXT else None

    pairs = pair([(letters(each.quote), each.length) for each in gold.tasks], [letters(each.text) for each in found], likeness)
    yield from _matched("tasks", pairs, [each.quote for each in gold.tasks], [(each.text, each.rule) for each in found])
    partner = dict(pairs)
    perfect: set[int] = set()
    for g, want in enumerate(gold.tasks):
        fields = tuple(_task_fields(want, found[partner[g]] if g in partner else None))
        if g in partner and all(each.difference is None for each in fields if each.measure != "task path"):
            perfect.add(partner[g])
        yield from fields
    for p in set(range(len(found))) - set(partner.values()):
        yield from _invented_fields(found[p])
    yield Compared("perfect tasks", Count(len(perfect), len(found), len(gold.tasks)), judged=_judged("perfect tasks", found, perfect))


def _task_fields(want: GoldTask, got: Task | None) -> Iterator[Compared]:
    """The measures of one task of the gold; all that it has is left out where it was not found."""
    quote = want.quote
    path = got.path if got else None
    same = got is not None and want.path == path
    yield Compared("task path", Count(same, got is not None, 1), None if same or not got else Difference("task path", quote, want.path, path, got.rule))
    yield from _names("leads", quote, want.leads, got.leads if got else ())
    yield from _names("coordinators", quote, want.coordinators, got.coordinators if got else ())
    yield _deadline(quote, want.deadline, got.deadline if got else None)
    rule = got.rule if got else None
    yield _items("components", quote, want.components or (), got.components if got else (), rule)
    yield _items("criteria", quote, want.criteria, got.criteria if got else (), rule)
    yield _items("target items", quote, want.target_items, got.target_items if got else (), rule)
    outputs = got.outputs if got else ()
    pairs = pair([letters(each) for each in want.outputs], [letters(each) for each in outputs], lambda a, b: at_least(fuzz.ratio(a, b), SAME_TEXT))
    yield _list("outputs", quote, want.outputs, outputs, len(pairs), rule)


def _invented_fields(got: Task) -> Iterator[Compared]:
    """What a task that the gold does not have brings along; its components show in *coverage*."""
    facts: tuple[tuple[str, Sequence[Agency | Deadline]], ...] = (
        ("leads", got.leads),
        ("coordinators", got.coordinators),
        ("deadlines", (got.deadline,) if got.deadline else ()),
    )
    for measure, invented in facts:
        yield Compared(measure, Count(0, len(invented), 0), judged=_judged(measure, invented, ()))
    for measure, count in (("criteria", len(got.criteria)), ("target items", len(got.target_items)), ("outputs", len(got.outputs))):
        yield Compared(measure, Count(0, count, 0))


def _deadline(quote: str, want: GoldDeadline | None, got: Deadline | None) -> Compared:
    same = _when(want) == _when(got)
    count = Count(same and want is not None, got is not None, want is not None)
    judged = _judged("deadlines", (got,) if got else (), {0} if same else ())
    difference = None if same else Difference("deadlines", quote, _show_deadline(want), _show_deadline(got), got.rule if got else None)
    return Compared("deadlines", count, difference, judged)


def _targets(gold: Gold, found: Sequence[Target]) -> Iterator[Compared]:
    def likeness(want: tuple[str, float | None], got: tuple[str, float | None]) -> float | None:
        return at_least(within(want[0], got[0]), SAME_QUOTE) if want[1] == got[1] else None

    pairs = pair([(letters(each.quote), each.value) for each in gold.targets], [(letters(each.text), each.value) for each in found], likeness)
    yield from _matched("targets found", pairs, [each.quote for each in gold.targets], [(each.text, each.rule) for each in found])
    whole: set[int] = set()
    for g, p in pairs:
        want, got = gold.targets[g], found[p]
        expected = (want.status, want.comparator, want.value_max, want.change)
        if expected == (got.status, got.comparator, got.value_max, got.change) and same_unit(want.unit, got.unit):
            whole.add(p)
        else:
            seen = _show(got.status, got.comparator, got.value, got.value_max, got.change, got.unit)
            yield Compared(
                "targets whole", Count(), Difference("targets whole", want.quote, _show(*expected[:2], want.value, *expected[2:], want.unit), seen, got.rule)
            )
        yield _value("indicator", want.quote, want.indicator_id, got.indicator_id, want.indicator_id == got.indicator_id, got.rule)
    yield Compared("targets whole", Count(len(whole), len(found), len(gold.targets)), judged=_judged("targets whole", found, whole))


def _legal_refs(gold: Gold, found: Sequence[LegalRef]) -> Iterator[Compared]:
    def likeness(want: tuple[str, str], got: tuple[str, str]) -> float | None:
        return within(want[1], got[1]) or None if want[0] == got[0] else None

    wanted = [(letters(each.id), letters(each.quote)) for each in gold.legal_refs]
    pairs = pair(wanted, [(letters(each.symbol), letters(each.text)) for each in found], likeness)
    yield from _matched(
        "legal refs", pairs, [f"{each.id}: {each.quote}" for each in gold.legal_refs], [(f"{each.symbol}: {each.text}", each.rule) for each in found]
    )
    whole: set[int] = set()
    for g, p in pairs:
        want, got = gold.legal_refs[g], found[p]
        if (want.type, want.issued_on, want.locator or {}) == (got.type, got.issued_on, got.locator or {}):
            whole.add(p)
        else:
            expected, seen = _show(want.type, want.issued_on, want.locator or None), _show(got.type, got.issued_on, got.locator or None)
            yield Compared("legal refs whole", Count(), Difference("legal refs whole", want.quote, expected, seen, got.rule))
    yield Compared("legal refs whole", Count(len(whole), len(found), len(gold.legal_refs)), judged=_judged("legal refs whole", found, whole))


def _coverage(gold: Gold, plan: Plan | None) -> Iterator[Compared]:
    """Tasks under each PAR INDEX domain; a plan whose headings name none is not measured."""
    wanted = Counter(component for task in gold.tasks for component in task.components or ())
    covered = {row.component: row.tasks for row in plan.coverage} if plan else {}
    for component in range(1, 9) if wanted else ():
        want, got = wanted[component], covered.get(component, 0)
        yield _value("coverage", f"PAR INDEX {component}", want, got, want == got)


def _matched(measure: str, pairs: Sequence[tuple[int, int]], wanted: Sequence[str], found: Sequence[tuple[str, str | None]]) -> Iterator[Compared]:
    """The count of a measure whose things are paired, with each that has no partner."""
    yield Compared(measure, Count(len(pairs), len(found), len(wanted)))
    paired_wanted, paired_found = {g for g, _ in pairs}, {p for _, p in pairs}
    for g, text in enumerate(wanted):
        if g not in paired_wanted:
            yield Compared(measure, Count(), Difference(measure, text, text, None))
    for p, (text, rule) in enumerate(found):
        if p not in paired_found:
            yield Compared(measure, Count(), Difference(measure, text, None, text, rule))


def _value(measure: str, text: str, want: object, got: object, same: bool, rule: str | None = None) -> Compared:
    """One value against one value."""
    return Compared(measure, Count(int(same), 1, 1), None if same else Difference(measure, text, _known(want), _known(got), rule))


def _names(measure: str, text: str, wanted: Sequence[str], found: Sequence[Agency]) -> Iterator[Compared]:
    mentions = [each.mention or each.name for each in found]
    pairs = pair([name(each) for each in wanted], [name(each) for each in mentions], lambda a, b: at_least(fuzz.ratio(a, b), SAME_NAME))
    compared = _list(measure, text, wanted, mentions, len(pairs), found[0].rule if found else None)
    yield replace(compared, judged=_judged(measure, found, {p for _, p in pairs}))


def _judged(measure: str, found: Sequence[Task | Target | LegalRef | Agency | Deadline], right: Container[int]) -> tuple[Judged, ...]:
    """Each of the facts found, the ones at these places right."""
    return tuple(Judged(measure, fact.confidence, place in right) for place, fact in enumerate(found))


def _items(measure: str, text: str, wanted: Iterable[object], found: Iterable[object], rule: str | None) -> Compared:
    want, got = {str(each) for each in wanted}, {str(each) for each in found}
    return _list(measure, text, sorted(want), sorted(got), len(want & got), rule)


def _list(measure: str, text: str, wanted: Sequence[str], found: Sequence[str], right: int, rule: str | None) -> Compared:
    count = Count(right, len(found), len(wanted))
    if right == len(found) == len(wanted):
        return Compared(measure, count)
    return Compared(measure, count, Difference(measure, text, "; ".join(wanted) or None, "; ".join(found) or None, rule))


def _when(deadline: GoldDeadline | Deadline | None) -> tuple[object, ...] | None:
    if deadline is None:
        return None
    if deadline.kind in ("event", "continuous"):
        return (deadline.kind,)
    return (deadline.kind, deadline.start, deadline.end, deadline.frequency)


def _show_deadline(deadline: GoldDeadline | Deadline | None) -> str | None:
    return f"{_show(*(_when(deadline) or ()))} “{deadline.text}”" if deadline else None


def _known(value: object) -> str | None:
    return None if value is None else _show(value)


def _show(*values: object) -> str:
    return " ".join(map(_plain, values))


def _plain(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:g}"
    return f"{value.start}…{value.end}" if isinstance(value, Period) else str(value)
