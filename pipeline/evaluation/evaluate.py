"""How good a dataset is: every record against the gold file of the same name, as figures and as a list of differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from pipeline.evaluation.measures import MEASURES, Count, Difference, Score, score
from pipeline.messages import Trouble, on_one_line, say
from pipeline.records import read_records
from pipeline.show import plain
from schemas.gold import Gold
from schemas.plan import Plan

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True)
class Report:
    """The score of each plan, by its name: the stem of its file, or its whole path where several files share the stem."""

    plans: Mapping[str, Score]

    @property
    def total(self) -> Score:
        """All plans together, each fact counting once."""
        return sum(self.plans.values(), Score())


def evaluate(dataset: Path, gold: Path) -> Report:
    """Compare a dataset (the folder that ``kehoach run`` wrote) with a folder of gold files.

    Records without gold are left aside; gold without a record counts as left out whole. ``Trouble`` where either cannot be read.
    """
    return score_plans(tuple(read_records(dataset)), read_gold(gold), dataset / "texts")


def score_plans(plans: Sequence[Plan], golds: Mapping[str, Gold], texts: Path | Mapping[str, str]) -> Report:
    """Score plans against gold files by stem; ``texts`` gives each plan's text by its ``plan_id``: a folder of them, or the texts."""
    known = [(plan, PurePosixPath(plan.source.path)) for plan in plans if PurePosixPath(plan.source.path).stem in golds]
    shared = Counter(path.stem for _, path in known)
    scores = {
        (path.stem if shared[path.stem] == 1 else str(path)): score(golds[path.stem], plan, _text(plan.plan_id, texts))
        for plan, path in sorted(known, key=lambda each: each[1])
    }
    missing = {stem: score(gold, None) for stem, gold in golds.items() if stem not in shared}
    return Report(dict(sorted((scores | missing).items())))


def read_gold(folder: Path) -> dict[str, Gold]:
    """The gold files of a folder, by stem. ``Trouble`` where there is none, or one that is not of the form of ``schemas.gold``."""
    adapter = TypeAdapter(Gold)
    golds = {}
    for path in sorted(folder.glob("*.json")):
        try:
            golds[path.stem] = adapter.validate_json(path.read_bytes())
        except OSError as error:
            raise Trouble("usage.not-gold", path=path, why=error.strerror) from error
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            raise Trouble("usage.not-gold", path=path, why=on_one_line(f"{'.'.join(map(str, first['loc']))}: {first['msg']}")) from error
    if not golds:
        raise Trouble("usage.no-gold", path=folder)
    return golds


def figures(report: Report) -> dict[str, Any]:
    """The whole report as plain values for JSON."""
    return {
        "plans": {plan: _counts(each) for plan, each in report.plans.items()},
        "all": _counts(report.total),
        "differences": [
            {"plan": plan, "measure": each.measure, "text": each.text, "expected": each.expected, "got": each.got, "rule": each.rule}
            for plan, scored in report.plans.items()
            for each in scored.differences
        ],
    }


def markdown(report: Report) -> str:
    """F1 in per cent as a Markdown table: a row for each measure, a column for each plan, all of them last."""
    columns = {**report.plans, say("measure.all"): report.total}
    rows = [
        [say("measure.heading"), *columns],
        ["---", *("---:" for _ in columns)],
        *([name_of(measure), *(percent(each.counts.get(measure, Count()).f1) for each in columns.values())] for measure in measured(report)),
    ]
    return "\n".join(f"| {' | '.join(on_one_line(cell).replace('|', '/') for cell in row)} |" for row in rows)


def table(report: Report) -> Table:
    """The report for the screen: what is right, left out and made up in all, then the F1 of each plan."""
    from rich.table import Table
    from rich.text import Text

    shown = Table(say("measure.name"), *(say(f"measure.{name}") for name in ("precision", "recall", "f1", "right", "omitted", "invented")))
    for plan in report.plans:
        shown.add_column(Text(on_one_line(plan)), overflow="fold")
    for column in shown.columns[1:]:
        column.justify = "right"
    total = report.total.counts
    for measure in measured(report):
        count = total[measure]
        whole = [percent(count.precision), percent(count.recall), percent(count.f1), *map(str, (count.right, count.omitted, count.invented))]
        shown.add_row(name_of(measure), *whole, *(percent(each.counts.get(measure, Count()).f1) for each in report.plans.values()))
    return shown


def differences(report: Report) -> Iterator[str]:
    """Every difference on one line: plan, measure, text, what was expected, what was got, by which rule."""
    for plan, scored in report.plans.items():
        yield from (line_of(plan, each) for each in scored.differences)


def line_of(plan: str, difference: Difference) -> str:
    """One difference on one line."""
    sides = (("expected", difference.expected), ("got", difference.got))
    expected, got = (f"{say(f'measure.{side}')} {value or say('measure.nothing')}" for side, value in sides)
    rule = f" ({say('measure.rule')} {difference.rule})" if difference.rule else ""
    return plain(f"{plan} · {name_of(difference.measure)} · {difference.text} · {expected} / {got}{rule}")


def measured(report: Report) -> Iterable[str]:
    """The measures for which there is anything to say, in the order of tables."""
    total = report.total.counts
    return (measure for measure in MEASURES if measure in total and total[measure].f1 is not None)


def percent(value: float | None) -> str:
    """A figure with one decimal; a dash where there is none."""
    return "–" if value is None else f"{value:.1f}"


def name_of(measure: str) -> str:
    """A measure's name in the language spoken now."""
    return say(f"measure.{measure.replace(' ', '-')}")


def _counts(scored: Score) -> dict[str, Any]:
    return {
        measure: {
            "precision": count.precision,
            "recall": count.recall,
            "f1": count.f1,
            "right": count.right,
            "extracted": count.extracted,
            "gold": count.gold,
            "omitted": count.omitted,
            "invented": count.invented,
        }
        for measure, count in scored.counts.items()
    }


def _text(plan_id: str, texts: Path | Mapping[str, str]) -> str | None:
    if isinstance(texts, Mapping):
        return texts.get(plan_id)
    path = texts / f"{plan_id}.txt"
    return path.read_text("utf-8") if path.is_file() else None
