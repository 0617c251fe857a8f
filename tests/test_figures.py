"""What the samples score stands in figures.toml, and does not fall."""

from __future__ import annotations

import tomllib

import pytest

from pipeline.evaluate import Report
from tests.record_figures import ROOT, report_on

ON_RECORD: dict[str, float] = tomllib.loads((ROOT / "tests" / "figures.toml").read_text("utf-8"))["samples"]


@pytest.fixture(scope="module")
def report() -> Report:
    return report_on(ROOT / "samples", ROOT / "samples" / "gold")


def test_every_sample_with_gold_is_scored(report: Report) -> None:
    assert sorted(report.plans) == sorted(path.stem for path in (ROOT / "samples" / "gold").glob("*.json"))


def test_every_measure_is_on_record(report: Report) -> None:
    assert set(ON_RECORD) == {measure for measure, count in report.total.counts.items() if count.f1 is not None}


@pytest.mark.parametrize("measure", ON_RECORD)
def test_measure_does_not_fall(report: Report, measure: str) -> None:
    count = report.total.counts[measure]
    assert count.f1 is not None
    faults = [f"{each.text[:60]}: {each.expected} / {each.got}" for each in report.total.differences if each.measure == measure]
    assert round(count.f1, 1) >= ON_RECORD[measure], faults
