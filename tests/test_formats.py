"""One plan, one dataset: a plan scores the same in every format, measure by measure."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from pipeline.evaluation.evaluate import read_gold
from pipeline.evaluation.measures import MEASURES
from tests.formats import FOLDERS, GOLD, YARDSTICK, Scores, difference, measure, show_unread, table

MOST_POINTS = 1.0
MOST_POINTS_OF_A_SCAN = 5.0


@pytest.fixture(scope="module")
def plans() -> dict[str, Scores]:
    return dict(measure(FOLDERS, read_gold(GOLD)).plans)


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


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    golds = read_gold(GOLD)
    stem = next(iter(golds))
    (tmp_path / f"{stem}.docx").write_bytes(b"PK\x03\x04 word/document.xml")
    (tmp_path / f"{stem}.txt").write_bytes(b"")
    plans, unread = measure((tmp_path,), golds)
    assert not plans
    console = Console(record=True, width=80)
    show_unread(console, unread)
    said = console.export_text().splitlines()
    assert [line.split(": ")[1] for line in said] == [str(tmp_path / f"{stem}.docx"), str(tmp_path / f"{stem}.txt")]
    assert "damaged" in said[0] and "empty" in said[1]
