"""Tables without rules: a header whose words name columns, and below it lines that keep to those columns, over pages too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median, quantiles
from typing import Final

import regex

from extractors.labels import read_label
from extractors.tables import column_rule
from pipeline.read.glyphs import TextLine
from pipeline.read.grid import Grid, GridCell
from pipeline.read.joining import ORDINAL_HEADS, goes_on, is_capitals, is_kind
from schemas.document import Box
from schemas.text import fold

_FEWEST_COLUMNS: Final = 3
_FEWEST_NAMED: Final = 2
_MOST_HEADER_LINES: Final = 5
_LINES_ABOVE: Final = 2
_LONGEST_HEAD: Final = 40
_TOUCHING: Final = 1.0
_NEAR: Final = 1.7
"""In font sizes: how far apart the baselines of a header's lines are at most."""
_PADDED: Final = 1.12
"""How many times the distance of lines within a cell parts two rows."""
_ABOUT: Final = 0.95
_LONGEST_GROUP: Final = 160
_ROWS_BELOW_GROUP: Final = 3
_ORDINAL: Final = regex.compile(r"(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|\p{L})[.)]?")

Columns = tuple[tuple[float, float], ...]
"""How far the text of each column reaches from left to right, in points."""
Rows = Sequence[Sequence[TextLine]]


@dataclass(frozen=True, slots=True)
class Aligned:
    """A table found among a page's lines: which rows of the page it takes, its grid, and the lines of each cell."""

    start: int
    end: int
    grid: Grid
    lines: dict[GridCell, list[TextLine]]
    columns: Columns


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a table: its parts by column; where it heads a group of rows, its last part stands over several columns."""

    cells: dict[int, TextLine]
    spans: bool = False

    @property
    def text(self) -> str:
        """Its parts, from left to right."""
        return " ".join(self.cells[column].text for column in sorted(self.cells))

    @property
    def y(self) -> float:
        return min(part.y for part in self.cells.values())

    @property
    def size(self) -> float:
        return max(part.size for part in self.cells.values())


def aligned_tables(rows: Rows, open_columns: Columns) -> Iterator[Aligned]:
    """The tables among a page's rows of line parts, from top to bottom; ``open_columns``: those of one that the page before ends with, else empty."""
    at = 0
    if open_columns:
        lines, columns = _run(rows, 0, open_columns)
        if any(len(line.cells) > 1 for line in lines):
            yield _table(0, lines, columns, open_columns)
            at = len(lines)
    while at < len(rows):
        if len(_segments(rows[at])) >= _FEWEST_COLUMNS and (header := _header(rows, at)):
            start, columns = header
            lines, reached = _run(rows, start, columns)
            if len(lines) > at - start + 1:
                yield _table(start, lines, reached, reached)
                at = start + len(lines)
                continue
        at += 1


def names_columns(row: Sequence[TextLine]) -> bool:
    """Whether a line is a table's header, or the first line of one."""
    parts = _segments(row)
    return len(parts) >= _FEWEST_COLUMNS and _named([row], tuple((part.left, part.right) for part in parts)) >= _FEWEST_NAMED


def _segments(row: Sequence[TextLine]) -> list[TextLine]:
    """The parts of a line, cut at every wide gap."""
    return [segment for part in row for segment in _cut(part)] if any(part.gaps for part in row) else list(row)


def _cut(part: TextLine) -> Iterator[TextLine]:
    start, left = 0, part.left
    for offset, right, next_left in (*part.gaps, (len(part.text), part.right, part.right)):
        text = part.text[start:offset].strip()
        if text:
            word = len(text.split(" ", 1)[0]) / len(text)
            yield replace(part, text=text, left=left, right=right, word=(right - left) * word, gaps=())
        start, left = offset, next_left


def _header(rows: Rows, at: int) -> tuple[int, Columns] | None:
    """Where the header begins that a row belongs to, and its columns; None where no header is."""
    columns: Columns = tuple((part.left, part.right) for part in _segments(rows[at]))
    best = _FEWEST_NAMED - 1
    found: tuple[int, Columns] | None = None
    start = at
    for above in range(at - 1, max(-1, at - 1 - _LINES_ABOVE), -1):
        wider = _widened(rows[above], columns) if _is_near(rows[above], rows[above + 1]) and _is_head(rows[above]) else None
        if not wider:
            break
        columns, start = wider, above
    for end in range(at + 1, min(at + 1 + _MOST_HEADER_LINES, len(rows) + 1)):
        named = _named(rows[start:end], columns)
        if named > best:
            best, found = named, (start, columns)
        wider = _widened(rows[end], columns) if end < len(rows) and _is_near(rows[end - 1], rows[end]) else None
        if not wider:
            break
        columns = wider
    return found


def _is_near(row: Sequence[TextLine], following: Sequence[TextLine]) -> bool:
    return following[0].y - row[0].y < _NEAR * following[0].size


def _is_head(row: Sequence[TextLine]) -> bool:
    return all(len(part.text) < _LONGEST_HEAD and not is_kind("ended", fold(part.text)) for part in _segments(row))


def _named(rows: Rows, columns: Columns) -> int:
    """How many of the columns the rows name, each with the words of a header."""
    texts: dict[int, list[str]] = {}
    for row in rows:
        for part in _segments(row):
            index = _column(part, columns)
            texts.setdefault(-1 if index is None else index, []).append(part.text)
    rules = {rule.values["column"] for index, words in texts.items() if index >= 0 and (rule := column_rule(" ".join(words)))}
    return len(rules)


def _column(part: TextLine, columns: Columns) -> int | None:
    """The column a part of a line stands in; None where it reaches into several."""
    touched = [index for index, (left, right) in enumerate(columns) if part.left < right - _TOUCHING and part.right > left + _TOUCHING]
    if len(touched) > 1:
        return None
    return touched[0] if touched else min(range(len(columns)), key=lambda index: max(columns[index][0] - part.right, part.left - columns[index][1]))


def _placed(row: Sequence[TextLine], columns: Columns) -> dict[int, TextLine] | None:
    """The parts of a row by column; None where one reaches into several columns."""
    cells: dict[int, TextLine] = {}
    for part in _segments(row):
        index = _column(part, columns)
        if index is None:
            return None
        before = cells.get(index)
        cells[index] = part if before is None else replace(before, text=f"{before.text} {part.text}", right=part.right, bold=before.bold and part.bold)
    return cells


def _widened(row: Sequence[TextLine], columns: Columns) -> Columns | None:
    """The columns with a row's parts in them; None where the row does not keep to them."""
    cells = _placed(row, columns)
    if cells is None:
        return None
    return tuple((min(left, cells[n].left), max(right, cells[n].right)) if n in cells else (left, right) for n, (left, right) in enumerate(columns))


def _run(rows: Rows, start: int, columns: Columns) -> tuple[list[_Line], Columns]:
    """The lines from a row on that keep to the columns, those that head a group of rows among them, and the columns as far as they reach."""
    lines: list[_Line] = []
    for index in range(start, len(rows)):
        row = rows[index]
        if any(is_kind("layout", fold(part.text[:80])) for part in row):
            break
        wider = _widened(row, columns)
        if wider:
            lines.append(_Line(_placed(row, columns) or {}))
            columns = wider
        elif lines and _heads_group(row, lines[-1], rows[index + 1 : index + 1 + _ROWS_BELOW_GROUP], columns):
            lines.append(_Line(_group_cells(row, columns), spans=True))
        else:
            break
    while lines and (lines[-1].spans or (set(lines[-1].cells) == {0} and not _is_ordinal(lines[-1].cells[0]) and _stands_off(lines))):
        lines.pop()
    return lines, columns


def _heads_group(row: Sequence[TextLine], before: _Line, below: Rows, columns: Columns) -> bool:
    """Whether a line over several columns heads rows of the table, which follow it, or goes on another that does."""
    text = " ".join(part.text for part in row)
    is_heading = read_label(text) is not None or is_capitals(text) or all(part.bold for part in row)
    goes = before.spans and goes_on(before.text, text)
    follows = any(len(cells) > 1 for each in below if (cells := _placed(each, columns)))
    return len(text) < _LONGEST_GROUP and (is_heading or goes) and follows


def _group_cells(row: Sequence[TextLine], columns: Columns) -> dict[int, TextLine]:
    """The parts of a line that heads a group of rows: its number where that stands in a column of its own, and the rest."""
    first, *others = _segments(row)
    if not others or not _is_ordinal(first) or _column(first, columns) != 0:
        first, others = replace(row[0], text=""), _segments(row)
    rest = replace(others[0], text=" ".join(part.text for part in others), right=others[-1].right, bold=all(part.bold for part in others))
    return {0: first, 1: rest} if first.text else {0: rest}


def _is_ordinal(part: TextLine) -> bool:
    return _ORDINAL.fullmatch(part.text) is not None


def _stands_off(lines: Sequence[_Line]) -> bool:
    """Whether the last line stands further below the others than they from each other."""
    return len(lines) < 2 or lines[-1].y - lines[-2].y > _within(lines) * _PADDED


def _within(lines: Sequence[_Line]) -> float:
    """The distance of lines within a cell."""
    steps = [second.y - first.y for first, second in pairwise(lines) if second.y - first.y > second.size * 0.8]
    return min(quantiles(steps, n=5)[0] if len(steps) > 1 else lines[0].size * 1.3, lines[0].size * 1.6)


def _table(start: int, lines: list[_Line], columns: Columns, kept: Columns) -> Aligned:
    """The table of lines, cut into rows and cells; ``kept`` has its number of columns."""
    groups: list[list[_Line]] = []
    begins = _beginnings(lines)
    for line, begin in zip(lines, begins, strict=True):
        if begin or not groups:
            groups.append([])
        groups[-1].append(line)
    left, right = min(part.left for line in lines for part in line.cells.values()), max(column[1] for column in columns)
    sides = [left, *((before[1] + after[0]) / 2 for before, after in pairwise(columns)), right]
    cells: list[GridCell] = []
    held: dict[GridCell, list[TextLine]] = {}
    for number, group in enumerate(groups):
        top, bottom = group[0].y - group[0].size, group[-1].y + group[-1].size * 0.3
        if group[0].spans:
            first = max(group[0].cells)
            titled = GridCell((sides[first], top, right, bottom), number, first, 1, len(kept) - first)
            held[titled] = [line.cells[max(line.cells)] for line in group]
            if first:
                counted = GridCell((left, top, sides[first], bottom), number, 0, 1, first)
                held[counted] = [group[0].cells[0]]
                cells.append(counted)
            cells.append(titled)
            continue
        for column in range(len(kept)):
            cell = GridCell((sides[column], top, sides[column + 1], bottom), number, column, 1, 1)
            cells.append(cell)
            inside = [line.cells[column] for line in group if column in line.cells]
            if inside:
                held[cell] = inside
    box: Box = (left, cells[0].box[1], right, cells[-1].box[3])
    return Aligned(start, start + len(lines), Grid(box, tuple(cells), len(groups), len(kept)), held, columns)


def _beginnings(lines: Sequence[_Line]) -> list[bool]:
    """Which lines begin a row: those further below than lines of a cell are, those that head a group, and those with a number in the first column.

    Where numbers stand in the middle of their rows' height, only the distances count.
    """
    steps = [second.y - first.y for first, second in pairwise(lines)]
    numbered = [_is_numbered(line, before) for before, line in pairwise(lines)]
    before = [step for step, number in zip(steps, numbered, strict=True) if number]
    within = _within(lines) * _PADDED
    if before and median(before) > within:
        least = median(before) * _ABOUT
        starts = [number or step > least for step, number in zip(steps, numbered, strict=True)]
    else:
        apart = [step > within for step in steps]
        starts = apart if 2 * sum(apart) > sum(numbered) else numbered
    heads = [first.spans != second.spans or (second.spans and not _same_heading(first, second)) for first, second in pairwise(lines)]
    return [True, *(start or head for start, head in zip(starts, heads, strict=True))]


def _is_numbered(line: _Line, before: _Line) -> bool:
    """Whether a line of a row has the row's number; the last letter of a head that its narrow column breaks is none ("ST", "T")."""
    part, above = line.cells.get(0), before.cells.get(0)
    if part is None or line.spans or (above and fold(above.text + part.text) in ORDINAL_HEADS):
        return False
    return _is_ordinal(part) or read_label(part.text) is not None


def _same_heading(first: _Line, second: _Line) -> bool:
    return read_label(second.text) is None and goes_on(first.text, second.text)
