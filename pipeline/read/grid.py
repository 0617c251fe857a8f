"""Ruled tables of a PDF page: the lines that are drawn, the cells between them, rows and columns."""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from schemas.document import Box

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_THIN: Final = 3.0
_TOLERANCE: Final = 3.0
_SHORTEST: Final = 4.0
_MOST_EDGES: Final = 500
_MOST_SEGMENTS: Final = 20_000
_MOST_OBJECTS: Final = 100_000
_DEEPEST: Final = 4


class Edge(NamedTuple):
    """A straight line that is drawn, in points from the page's top left corner."""

    orientation: Literal["h", "v"]
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid: where it stands, its first row and column, and how many of each it takes."""

    box: Box
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table on a page, its cells by row and column."""

    box: Box
    cells: tuple[GridCell, ...]
    rows: int
    columns: int


Crossings = dict[tuple[float, float], tuple[set[int], set[int]]]
"""The points where edges meet, in points of the page, with the numbers of the vertical and the horizontal edges there."""
Transform = tuple[float, float, float, float, float, float]
_IDENTITY: Final[Transform] = (1, 0, 0, 1, 0, 0)


def _after(inner: Transform, outer: Transform) -> Transform:
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (a * oa + b * oc, a * ob + b * od, c * oa + d * oc, c * ob + d * od, e * oa + f * oc + oe, e * ob + f * od + of)


def _segments(page: PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """The straight strokes and the sides of thin shapes that the page draws, in its own coordinates (origin bottom left)."""
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()

    def matrix(thing: Any) -> Transform:
        found = raw.FS_MATRIX()
        return (found.a, found.b, found.c, found.d, found.e, found.f) if raw.FPDFPageObj_GetMatrix(thing, found) else _IDENTITY

    budget = iter(range(_MOST_OBJECTS))

    def walk(thing: Any, outer: Transform, depth: int) -> Iterator[tuple[float, float, float, float]]:
        if next(budget, None) is None:
            return
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _after(matrix(thing), outer)
            for index in range(raw.FPDFFormObj_CountObjects(thing)):
                yield from walk(raw.FPDFFormObj_GetObject(thing, index), inner, depth + 1)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            a, b, c, d, e, f = _after(matrix(thing), outer)
            first = last = (0.0, 0.0)
            for index in range(raw.FPDFPath_CountSegments(thing)):
                segment = raw.FPDFPath_GetPathSegment(thing, index)
                raw.FPDFPathSegment_GetPoint(segment, x, y)
                point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
                step = raw.FPDFPathSegment_GetType(segment)
                if step == raw.FPDF_SEGMENT_MOVETO:
                    first = point
                elif step == raw.FPDF_SEGMENT_LINETO:
                    yield (*last, *point)
                if raw.FPDFPathSegment_GetClose(segment):
                    yield (*point, *first)
                last = point

    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from walk(raw.FPDFPage_GetObject(page, index), _IDENTITY, 0)


def edges_of(page: PdfPage, place: Transform) -> list[Edge]:
    """The horizontal and vertical lines that a page draws; ``place`` takes its coordinates to ours. None where there are too many."""
    edges: list[Edge] = []
    for count, (x0, y0, x1, y1) in enumerate(_segments(page)):
        if count > _MOST_SEGMENTS:
            return []
        a, b, c, d, e, f = place
        (left, right) = sorted((a * x0 + c * y0 + e, a * x1 + c * y1 + e))
        (top, bottom) = sorted((b * x0 + d * y0 + f, b * x1 + d * y1 + f))
        if bottom - top < 1 and right - left >= _SHORTEST:
            edges.append(Edge("h", left, top, right, top))
        elif right - left < 1 and bottom - top >= _SHORTEST:
            edges.append(Edge("v", left, top, left, bottom))
    return edges


def grids_of(edges: Sequence[Edge]) -> list[Grid]:
    """The ruled tables with at least two columns, from top to bottom; a table left open at a page end is closed there."""
    if sum(edge.orientation == "v" for edge in edges) < 3 or sum(edge.orientation == "h" for edge in edges) < 2:
        return []
    from pdfplumber.table import merge_edges

    tolerances = (_TOLERANCE,) * 4
    whole = merge_edges([_plumb(edge) for edge in edges], *tolerances)
    if len(whole) > _MOST_EDGES:
        return []
    merged = merge_edges([*whole, *map(_plumb, _closing([edge for edge in whole if edge["orientation"] == "v"]))], *tolerances)
    grids = [grid for table in _tables(_cells(_crossings(merged))) if (grid := _grid(table)).columns > 1]
    return sorted(grids, key=lambda grid: grid.box[1])


def _plumb(edge: Edge) -> dict[str, Any]:
    return {
        "orientation": edge.orientation,
        "x0": edge.left,
        "x1": edge.right,
        "top": edge.top,
        "bottom": edge.bottom,
        "width": edge.right - edge.left,
        "height": edge.bottom - edge.top,
    }


def _closing(upright: Sequence[dict[str, Any]]) -> Iterator[Edge]:
    """The horizontal lines that vertical ones which end together lack: a table cut by the page end is not ruled off there."""
    for end in ("top", "bottom"):
        sides = sorted((edge[end], edge["x0"]) for edge in upright)
        group: list[tuple[float, float]] = []
        for side in (*sides, (float("inf"), 0.0)):
            if group and side[0] - group[0][0] > _TOLERANCE:
                if len(group) > 2:
                    yield Edge("h", min(x for _, x in group), group[0][0], max(x for _, x in group), group[0][0])
                group = []
            group.append(side)


def _crossings(edges: Sequence[dict[str, Any]]) -> Crossings:
    """Where vertical edges meet horizontal ones, with the numbers of those that meet there."""
    upright = [(number, edge) for number, edge in enumerate(edges) if edge["orientation"] == "v"]
    level = [(number, edge) for number, edge in enumerate(edges) if edge["orientation"] == "h"]
    crossings: Crossings = {}
    for v, side in upright:
        x, top, bottom = side["x0"], side["top"] - _TOLERANCE, side["bottom"] + _TOLERANCE
        for h, line in level:
            if top <= line["top"] <= bottom and line["x0"] - _TOLERANCE <= x <= line["x1"] + _TOLERANCE:
                sides, lines = crossings.setdefault((x, line["top"]), (set(), set()))
                sides.add(v)
                lines.add(h)
    return crossings


def _cells(crossings: Crossings) -> list[Box]:
    """The smallest box that opens at each crossing: its corners are crossings and its sides run along edges."""
    columns: dict[float, list[float]] = {}
    rows: dict[float, list[float]] = {}
    for x, y in sorted(crossings):
        columns.setdefault(x, []).append(y)
        rows.setdefault(y, []).append(x)
    return [box for x, y in sorted(crossings) if (box := _smallest(crossings, x, y, rows[y], columns[x]))]


def _smallest(crossings: Crossings, x: float, y: float, row: Sequence[float], column: Sequence[float]) -> Box | None:
    """The smallest box whose top left corner is a crossing; ``row`` and ``column`` are the sides of those beside and below it."""
    sides, lines = crossings[x, y]
    rights = row[bisect_right(row, x) :]
    for bottom in column[bisect_right(column, y) :]:
        left_sides, lower_lines = crossings[x, bottom]
        if sides.isdisjoint(left_sides):
            continue
        for right in rights:
            right_sides, upper_lines = crossings[right, y]
            corner = crossings.get((right, bottom)) if not lines.isdisjoint(upper_lines) else None
            if corner and not corner[0].isdisjoint(right_sides) and not corner[1].isdisjoint(lower_lines):
                return (x, y, right, bottom)
    return None


def _tables(cells: Sequence[Box]) -> list[list[Box]]:
    """The cells in groups that share corners, none of which is alone."""
    at: dict[tuple[float, float], list[Box]] = {}
    for cell in cells:
        for corner in _corners(cell):
            at.setdefault(corner, []).append(cell)
    seen: set[Box] = set()
    tables: list[list[Box]] = []
    for first in cells:
        if first in seen:
            continue
        seen.add(first)
        table = [first]
        for cell in table:
            fresh = {each for corner in _corners(cell) for each in at[corner]} - seen
            seen |= fresh
            table += sorted(fresh)
        tables += [table] if len(table) > 1 else []
    return tables


def _corners(cell: Box) -> tuple[tuple[float, float], ...]:
    left, top, right, bottom = cell
    return (left, top), (left, bottom), (right, top), (right, bottom)


def _clusters(values: Sequence[float]) -> list[float]:
    """The distinct values, those within the tolerance taken for one."""
    ordered = sorted(values)
    return [ordered[0], *(value for before, value in pairwise(ordered) if value - before > _TOLERANCE)] if ordered else []


def _nearest(bounds: Sequence[float], value: float) -> int:
    """The index of the bound that a value is nearest to."""
    after = bisect_left(bounds, value)
    if after == len(bounds) or (after and value - bounds[after - 1] <= bounds[after] - value):
        return after - 1
    return after


def _between(bounds: Sequence[float], start: float, end: float) -> int:
    """How many bounds a side from one value to another takes: one at least."""
    return max(1, bisect_left(bounds, end - _TOLERANCE) - bisect_right(bounds, start - _TOLERANCE))


def _grid(table: Sequence[Box]) -> Grid:
    """The grid of a table's cell boxes: its rows and columns are where cells begin."""
    lefts, tops = _clusters([cell[0] for cell in table]), _clusters([cell[1] for cell in table])
    box = (min(cell[0] for cell in table), min(cell[1] for cell in table), max(cell[2] for cell in table), max(cell[3] for cell in table))
    cells = [
        GridCell(cell, _nearest(tops, cell[1]), _nearest(lefts, cell[0]), _between(tops, cell[1], cell[3]), _between(lefts, cell[0], cell[2])) for cell in table
    ]
    return Grid(box, tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), len(tops), len(lefts))
