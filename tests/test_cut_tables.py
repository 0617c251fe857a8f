"""Tables that page ends cut: nearly all of their cells are read whole, however they are ruled."""

from __future__ import annotations

import importlib.util

import pytest

from pipeline.read import read
from tests.benchmarks.cut_tables import LOOKS, compare, measure, setters, tables
from tests.make_samples import BOLD

BAR = 95.0
SEEDS = range(16)

pytestmark = pytest.mark.skipif(
    not (BOLD.exists() and importlib.util.find_spec("reportlab")), reason="the PDFs need reportlab and the fonts of fonts-dejavu-core"
)


@pytest.mark.parametrize("look", LOOKS)
def test_nearly_all_cells_are_whole(look: str) -> None:
    counted = measure(setters()[look], SEEDS)
    assert counted.turned, "nothing was cut"
    assert counted.share >= BAR, [*counted.lost, *counted.extra]


def test_a_cell_in_pieces_is_counted_as_lost() -> None:
    table, other, *_ = tables(SEEDS)
    setter = setters()["ruled"]
    assert compare(table, read(setter.make(table)), shows_merged=True).lost == ()
    assert compare(table, read(setter.make(other)), shows_merged=True).share < BAR
