"""One plan, one dataset: a plan scores the same in every format, measure by measure."""

from __future__ import annotations

import pytest

from pipeline.evaluate import read_gold
from pipeline.measures import MEASURES
from tests.formats import FOLDERS, GOLD, YARDSTICK, Scores, difference, measure, table

MOST_POINTS = 1.0
MOST_POINTS_OF_A_SCAN = 5.0


@pytest.fixture(scope="module")
def plans() -> dict[str, Scores]:
    return measure(FOLDERS, read_gold(GOLD))


def test_samples_exist_as_text_docx_and_pdf(plans: dict[str, Scores]) -> None:
    assert sum({YARDSTICK, "docx", "pdf"} <= set(scores) for scores in plans.values()) >= 2


@pytest.mark.parametrize("measure_name", MEASURES)
def test_formats_differ_little(plans: dict[str, Scores], measure_name: str) -> None:
    far = {
        f"{stem}.{name}": difference(scores, name, measure_name)
        for stem, scores in plans.items()
        for name in scores
        if abs(difference(scores, name, measure_name)) > (MOST_POINTS_OF_A_SCAN if name == "scan" else MOST_POINTS)
    }
    assert far == {}


def test_table_shows_each_format_and_its_difference(plans: dict[str, Scores]) -> None:
    stem, scores = next(iter(plans.items()))
    shown = table(stem, scores)
    assert [str(column.header) for column in shown.columns][:2] == ["F1 %", YARDSTICK]
    assert len(shown.columns) == 2 * len(scores)
