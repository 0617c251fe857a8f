"""How good a dataset is: every record against the gold file of the same name, as figures and as a list of differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import TypeAdapter, ValidationError

from pipeline.measures import MEASURES, Count, Score, score
from schemas.gold import Gold
from schemas.json_schema import plan_adapter
from schemas.plan import Plan


class NotComparable(Exception):
    """The dataset or the gold cannot be read; the message is one line for the user."""


@dataclass(frozen=True)
class Report:
    """The score of each plan, by its name: the stem of its file, or its whole path where several files share the stem."""

    plans: Mapping[str, Score]

    @property
    def total(self) -> Score:
        """All plans together, each fact counting once."""
        return sum(self.plans.values(), Score())


def evaluate(dataset: Path, gold: Path) -> Report:
    """Compare ``dataset`` (a folder with plans.jsonl and texts/, or the JSON lines alone) with the folder of gold files.

    Records without gold are left aside; gold without a record counts as left out whole. Raises ``NotComparable``.
    """
    lines = dataset / "plans.jsonl" if dataset.is_dir() else dataset
    return compare(read_plans(lines), read_gold(gold), texts=lines.parent / "texts")


def compare(plans: Sequence[Plan], golds: Mapping[str, Gold], texts: Path | Mapping[str, str]) -> Report:
    """Score plans against gold files by stem; ``texts`` gives each plan's text by its ``plan_id``: a folder of them, or the texts."""
    known = [(plan, PurePosixPath(plan.source.path)) for plan in plans if PurePosixPath(plan.source.path).stem in golds]
    shared = Counter(path.stem for _, path in known)
    scores = {
        (path.stem if shared[path.stem] == 1 else str(path)): score(golds[path.stem], plan, _text(plan.plan_id, texts))
        for plan, path in sorted(known, key=lambda each: each[1])
    }
    missing = {stem: score(gold, None) for stem, gold in golds.items() if stem not in shared}
    return Report(dict(sorted((scores | missing).items())))


def read_plans(lines: Path) -> tuple[Plan, ...]:
    """The records of a plans.jsonl."""
    adapter = plan_adapter()
    try:
        return tuple(adapter.validate_json(line) for line in lines.read_text("utf-8").split("\n") if line.strip())
    except OSError as error:
        raise NotComparable(f"{lines}: cannot be read ({error.strerror})") from None
    except (ValidationError, UnicodeDecodeError) as error:
        raise NotComparable(f"{lines}: not a dataset of this version ({_reason(error)})") from None


def read_gold(folder: Path) -> dict[str, Gold]:
    """The gold files of a folder, by stem."""
    adapter = TypeAdapter(Gold)
    golds = {}
    for path in sorted(folder.glob("*.json")):
        try:
            golds[path.stem] = adapter.validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            raise NotComparable(f"{path}: not a gold file ({_reason(error)})") from None
    if not golds:
        raise NotComparable(f"{folder}: no gold files (*.json) there")
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


def markdown(report: Report, heading: str, total: str) -> str:
    """F1 in per cent as a Markdown table: a row for each measure, a column for each plan, the total last."""
    columns = {**report.plans, total: report.total}
    rows = [
        [heading, *columns],
        ["---", *("---:" for _ in columns)],
        *([measure, *(percent(each.counts.get(measure, Count()).f1) for each in columns.values())] for measure in measured(report)),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def measured(report: Report) -> Iterable[str]:
    """The measures for which there is anything to say, in the order of tables."""
    total = report.total.counts
    return (measure for measure in MEASURES if measure in total and total[measure].f1 is not None)


def percent(value: float | None) -> str:
    """A figure with one decimal; a dash where there is none."""
    return "–" if value is None else f"{value:.1f}"


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


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return str(error)
