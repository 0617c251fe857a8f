"""Ruled tables out of edges: cells between them, tables apart, and squared paper that has thousands of them."""

from __future__ import annotations

import pytest

from pipeline.read.grid import Edge, grids_of


def across(y: float, left: float = 0, right: float = 300) -> Edge:
    return Edge("h", left, y, right, y)


def down(x: float, top: float = 0, bottom: float = 90) -> Edge:
    return Edge("v", x, top, x, bottom)


FRAME = [across(0), across(90), down(0), down(300)]


@pytest.mark.parametrize(
    ("inner", "cells"),
    [
        ([down(100), across(30)], [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]),
        ([down(100), across(30, 100)], [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)]),
        ([down(100, 30), across(30)], [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]),
        ([down(102), across(31), across(32), down(100)], [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]),
    ],
    ids=["four cells", "merged over rows", "merged over columns", "rules drawn twice"],
)
def test_cells_lie_between_edges(inner: list[Edge], cells: list[tuple[int, int, int, int]]) -> None:
    (grid,) = grids_of([*FRAME, *inner])
    assert [(cell.row, cell.column, cell.rows, cell.columns) for cell in grid.cells] == cells
    assert grid.box == (0, 0, 300, 90)


def test_tables_that_share_no_corner_are_apart() -> None:
    second = [across(y) for y in (200, 230)] + [down(x, 200, 230) for x in (0, 150, 300)]
    first = [across(y) for y in (0, 30)] + [down(x, 0, 30) for x in (0, 100, 200, 300)]
    assert [(grid.rows, grid.columns) for grid in grids_of([*second, *first])] == [(1, 3), (1, 2)]


def test_squared_paper_is_one_table() -> None:
    squares = [each for step in range(240) for each in (across(4 * step, 0, 956), down(4 * step, 0, 956))]
    (grid,) = grids_of(squares)
    assert len(grid.cells) == 239 * 239
