"""What the annotated plans of this repository score stands in figures.toml, and does not fall."""

from __future__ import annotations

import tomllib
from functools import cache

import pytest

from pipeline.evaluation.evaluate import Report
from tests.record_figures import FIGURES, SETS, report_on

ON_RECORD: dict[str, dict[str, float]] = tomllib.loads(FIGURES.read_text("utf-8"))


@cache
def report(name: str) -> Report:
    return report_on(SETS[name], SETS[name] / "gold")


@pytest.mark.parametrize("name", SETS)
def test_every_plan_with_gold_is_scored(name: str) -> None:
    assert sorted(report(name).plans) == sorted(path.stem for path in (SETS[name] / "gold").glob("*.json"))


@pytest.mark.parametrize("name", SETS)
def test_every_measure_is_on_record(name: str) -> None:
    assert set(ON_RECORD[name]) == {measure for measure, count in report(name).total.counts.items() if count.f1 is not None}


@pytest.mark.parametrize(("name", "measure"), [(name, measure) for name in SETS for measure in ON_RECORD[name]])
def test_measure_does_not_fall(name: str, measure: str) -> None:
    count = report(name).total.counts[measure]
    assert count.f1 is not None
    faults = [f"{each.text[:60]}: {each.expected} / {each.got}" for each in report(name).total.differences if each.measure == measure]
    assert round(count.f1, 1) >= ON_RECORD[name][measure], faults


def test_facts_that_are_sure_are_right() -> None:
    """Of the facts of plans that others wrote, at least 90 % of those at 0.9 and more are right."""
    judged = report("plans").total.judged
    for measure in ("leads", "coordinators", "deadlines", "perfect tasks", "targets whole", "legal refs whole"):
        sure = [each.right for each in judged if each.measure == measure and each.confidence >= 0.9]
        assert sum(sure) >= 0.9 * len(sure), measure
