"""Targets of one measure in several plans: plans of one body that contradict each other, and plans below that ask for less.

What is the same measure, ``extractors.targets.measures`` says: the same words but for fillers, the same unit, of the same level of government.
Only plans for the same time are compared, and only where it is sure whose they are (``Seat``). Two files of one plan count
as one; where they differ among themselves, the reading is in doubt, and nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, get_args

from extractors.targets.measures import Measure
from pipeline.findings.bars import Bar, agree, bar_of, falls_short
from pipeline.findings.changes import Changes
from pipeline.findings.identity import MOST_NAMED, Identity, Known, Place
from schemas.finding import Finding, find
from schemas.plan import Target, Tier

_IN_WORDS: Final = 3
"""So many plans of one figure are named in a message; its facts tell of more."""
_FROM_ABOVE: Final[tuple[Tier, ...]] = get_args(Tier)
_OF_EACH_BODY: Final = frozenset({"par_index", "par_index_rank", "papi", "pci", "inspection"})
"""Indicators of which every body has one of its own: those below need not reach what the one above aims at."""
_INDEX: Final = frozenset({"chỉ", "số"})
"""Syllables of the name of an index, which likewise every body has of its own."""
_LESS_IS_BETTER: Final = frozenset({"trễ", "nghèo", "nhiễm", "phạm", "sai", "tử", "thất", "mù", "tai", "nạn", "giảm", "cắt"})
"""Syllables of measures of which less is better, whatever binds the figure."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A plan's word on a measure."""

    plan: Known
    fact: str
    bar: Bar

    @property
    def place(self) -> str:
        """The fact's name in the dataset."""
        return f"{self.plan.plan_id}/{self.fact}"


_Key = tuple[tuple[date, date], Measure]


class Targets:
    """The targets of all plans by time and measure."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._said: dict[_Key, list[_Said]] = {}
        self._words: dict[_Key, tuple[int, str]] = {}
        """What is measured, as the first plan of the highest level says it."""

    def add(self, known: Known, measures: Mapping[Measure, Target]) -> None:
        """Take in what a plan measures."""
        if known.seat is None or known.period is None:
            return
        for measure, target in measures.items():
            key = (known.period, measure)
            rank = _FROM_ABOVE.index(known.seat.tier)
            if key not in self._words or rank < self._words[key][0]:
                self._words[key] = (rank, " ".join((target.indicator or "").split()))
            self._said.setdefault(key, []).append(_Said(known, target.id, bar_of(target, measure.unit)))

    def findings(self) -> Iterator[Finding]:
        """Measure by measure as they were first set: replaced or amended figures, then differing ones; at the end, who asks for less."""
        in_force: dict[_Key, list[_Said]] = {}
        for key, said in self._said.items():
            bodies: dict[Place, dict[Identity | str, _Said]] = {}
            for each in _of_sure_documents(said):
                if each.plan.seat is not None:
                    bodies.setdefault(each.plan.seat.body, {})[each.plan.document] = each
            for documents in bodies.values():
                heirs = {document: new for document, each in documents.items() if (new := self._heir(each, documents))}
                yield from self._amended(key, [(documents[document], new) for document, new in heirs.items()])
                now = [each for document, each in documents.items() if document not in heirs]
                if now and not agree(each.bar for each in now):
                    yield self._differing(key, now)
                in_force.setdefault(key, []).extend(now)
        yield from self._short(in_force)

    def _heir(self, old: _Said, documents: Mapping[Identity | str, _Said]) -> _Said | None:
        """What the last plan that replaces or amends a plan of its own body says in its stead."""
        return next((documents[heir] for heir in self._changes.heirs(old.plan) if heir in documents), None)

    def _amended(self, key: _Key, pairs: Iterable[tuple[_Said, _Said]]) -> Iterator[Finding]:
        for old, new in pairs:
            if not agree((old.bar, new.bar)):
                message = (
                    f"{self._words[key][1]}: {new.plan.name} sets {new.bar.words} in place of {old.bar.words} in {old.plan.name}, which it replaces or amends; "
                    "count the new figure."
                )
                yield _found("target-amended", message, self._words[key][1], (new, old))

    def _differing(self, key: _Key, said: Sequence[_Said]) -> Finding:
        bars: dict[tuple[float, float], list[_Said]] = {}
        for each in said:
            bars.setdefault((each.bar.low, each.bar.high), []).append(each)
        told = list(bars.values())[:MOST_NAMED]
        figures = "; ".join(f"{some[0].bar.words} in {_names(some)}" for some in told)
        message = f"{self._words[key][1]}: plans of one body and time set different figures ({figures}); check which holds."
        return _found("targets-differ", message, self._words[key][1], [each for some in told for each in some[:MOST_NAMED]])

    def _short(self, in_force: Mapping[_Key, Sequence[_Said]]) -> Iterator[Finding]:
        """Those who ask for less than the plan of the place they belong to, one finding for each target above."""
        above: dict[tuple[_Key, Place], _Said] = {}
        for key, said in in_force.items():
            if asked_of_all(key[1]):
                for each in said:
                    if each.plan.seat is not None and (place := each.plan.seat.place) is not None:
                        other = above.setdefault((key, place), each)
                        if falls_short(each.bar, other.bar, less_is_better=False):
                            above[key, place] = each
        below: dict[tuple[_Key, Place], list[_Said]] = {}
        for key, said in in_force.items():
            less_is_better = not _LESS_IS_BETTER.isdisjoint(key[1].words.split())
            for each in said:
                for place in each.plan.seat.under if each.plan.seat else ():
                    asked = next((name for name in _keys_above(key, each) if (name, place) in above), None)
                    if asked is not None and falls_short(each.bar, above[asked, place].bar, less_is_better):
                        below.setdefault((asked, place), []).append(each)
        for (key, place), said in below.items():
            top = above[key, place]
            bars = "; ".join(f"{each.bar.words} in {each.plan.name}" for each in said[:MOST_NAMED])
            more = f" and {len(said) - MOST_NAMED} more" if len(said) > MOST_NAMED else ""
            message = f"{self._words[key][1]}: {top.plan.name} asks for {top.bar.words}, and plans below it for less ({bars}{more}); raise them, or ask why."
            yield _found("target-below-superior", message, self._words[key][1], (top, *said[:MOST_NAMED]))


def _of_sure_documents(said: Iterable[_Said]) -> Iterator[_Said]:
    """One word for each plan, left out where its files differ."""
    documents: dict[Identity | str, list[_Said]] = {}
    for each in said:
        documents.setdefault(each.plan.document, []).append(each)
    return (some[0] for some in documents.values() if len({(each.bar.low, each.bar.high) for each in some}) == 1)


def asked_of_all(measure: Measure) -> bool:
    """Whether what a place aims at is asked of those below it too: a share of all, not a change of its own figure or an index of its own."""
    index = _INDEX.issubset(measure.words.split())
    return measure.unit == "%" and measure.change is None and measure.indicator_id not in _OF_EACH_BODY and not index


def _keys_above(key: _Key, said: _Said) -> Iterator[_Key]:
    """Under which measures a body above may have spoken of the same: of that level of government, else of all."""
    period, measure = key
    if measure.tiers:
        yield key
    elif said.plan.seat is not None:
        yield period, replace(measure, tiers=frozenset({said.plan.seat.tier}))
        yield key


def _names(said: Sequence[_Said]) -> str:
    more = f" and {len(said) - _IN_WORDS} more" if len(said) > _IN_WORDS else ""
    return ", ".join(each.plan.name for each in said[:_IN_WORDS]) + more


def _found(kind: str, message: str, words: str, said: Sequence[_Said]) -> Finding:
    plans = [each.plan_id for each in sorted({each.plan.plan_id: each.plan for each in said}.values(), key=lambda plan: plan.ordinal)]
    return find(kind, message, plans, [each.place for each in said], [words, *dict.fromkeys(each.bar.sign for each in said)])
