"""Two datasets side by side: which facts differ and, where there is gold, what was gained and lost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.changes import Change, Record, changes
from pipeline.evaluation.evaluate import Report, evaluate, line_of, measured, name_of, percent
from pipeline.evaluation.measures import MEASURES, Count, Difference
from pipeline.messages import Trouble, on_one_line, say
from pipeline.show import plain

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True, slots=True)
class Progress:
    """What an older and a newer dataset score against the same gold."""

    old: Report
    new: Report

    @property
    def gains(self) -> tuple[tuple[str, Difference], ...]:
        """Faults of the older dataset that the newer one does not have, each with its plan."""
        return _only_in(self.old, self.new)

    @property
    def losses(self) -> tuple[tuple[str, Difference], ...]:
        """Faults of the newer dataset that the older one did not have."""
        return _only_in(self.new, self.old)


def compare(old: Path, new: Path) -> dict[str, tuple[Change, ...]]:
    """The facts that differ, by the path of their source; sources with the same facts are left out.

    Records of one source are compared, whatever became of its bytes; a source that was renamed is known by its bytes. ``Trouble`` where either cannot be read.
    """
    differing = {path: tuple(changes(older, newer)) for path, older, newer in _paired(_records(old), _records(new))}
    return {path: found for path, found in sorted(differing.items()) if found}


def progress(old: Path, new: Path, gold: Path) -> Progress:
    """Both datasets against one folder of gold files. ``Trouble`` where one of them cannot be read."""
    return Progress(evaluate(old, gold), evaluate(new, gold))


def lines(compared: Mapping[str, Sequence[Change]]) -> Iterator[str]:
    """Every difference on one line: source, fact, what became of it, its text, and what a changed field was and is."""
    for path, found in compared.items():
        for change in found:
            became = "; ".join(f"{name}: {_plainly(before)} → {_plainly(after)}" for name, (before, after) in change.fields.items())
            told = f"{path} · {say(f'change.{change.kind}')} {say(f'change.{change.change}')} · {_text(change)}"
            yield plain(f"{told} · {became}" if became else told)


def as_json(compared: Mapping[str, Sequence[Change]]) -> Iterator[dict[str, Any]]:
    """Every difference as plain values for JSON."""
    return (change.as_json() for found in compared.values() for change in found)


def table(progress: Progress) -> Table:
    """F1 of each measure before and after, and by how much it rose or fell."""
    from rich.table import Table
    from rich.text import Text

    shown = Table(*(say(name) for name in ("measure.name", "compare.old", "compare.new", "compare.change")))
    for column in shown.columns[1:]:
        column.justify = "right"
    before, after = progress.old.total.counts, progress.new.total.counts
    either = {*measured(progress.old), *measured(progress.new)}
    for measure in (each for each in MEASURES if each in either):
        old, new = before.get(measure, Count()).f1, after.get(measure, Count()).f1
        rise = round(new, 1) - round(old, 1) if old is not None and new is not None else 0.0
        style = "green" if rise > 0 else "red" if rise < 0 else "dim"
        shown.add_row(name_of(measure), percent(old), percent(new), Text(f"{rise:+.1f}" if rise else "=", style))
    return shown


def verdicts(progress: Progress) -> Iterator[str]:
    """Every gain and loss on one line."""
    for name, found in (("loss", progress.losses), ("gain", progress.gains)):
        yield from (f"{say(f'compare.{name}')} · {line_of(plan, difference)}" for plan, difference in found)


def _records(dataset: Path) -> tuple[Record, ...]:
    """The records of a dataset as plain values, of whatever version. ``Trouble`` where there is none."""
    try:
        with (dataset / "plans.jsonl").open("rb") as lines:
            return tuple(json.loads(line) for line in lines)
    except (OSError, ValueError) as error:
        raise Trouble("usage.not-a-dataset-to-read", path=dataset) from error


def _paired(before: Sequence[Record], after: Sequence[Record]) -> Iterator[tuple[str, Record | None, Record | None]]:
    """The path of each source with its older and newer record: the ones of that source, else of the same bytes."""
    by_source, by_bytes = {each["source_id"]: each for each in before}, {each["plan_id"]: each for each in before}
    known = {each["source_id"] for each in after}
    matched = set()
    for newer in after:
        renamed = by_bytes.get(newer["plan_id"])
        older = by_source.get(newer["source_id"]) or (renamed if renamed and renamed["source_id"] not in known else None)
        matched.add(older["source_id"] if older else None)
        yield newer["source"]["path"], older, newer
    yield from ((older["source"]["path"], older, None) for older in before if older["source_id"] not in matched)


def _only_in(one: Report, other: Report) -> tuple[tuple[str, Difference], ...]:
    found = []
    for plan, scored in one.plans.items():
        there = Counter((each.measure, each.text) for each in other.plans[plan].differences) if plan in other.plans else Counter()
        for each in scored.differences:
            if there[each.measure, each.text]:
                there[each.measure, each.text] -= 1
            else:
                found.append((plan, each))
    return tuple(found)


def _text(change: Change) -> str:
    """What a changed fact is about, in its own words."""
    fact = change.after or change.before or {}
    return str(fact.get("text") or fact.get("title") or fact.get("number") or change.id)


def _plainly(value: Any) -> str:
    """A field's value in a few words."""
    if value is None or value == []:
        return say("measure.nothing")
    if isinstance(value, list):
        return ", ".join(map(_plainly, value))
    return on_one_line(str((value.get("mention") or value.get("text") or value) if isinstance(value, dict) else value))
