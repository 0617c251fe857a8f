"""Text files: plain text and Markdown as plans are saved in, with tab-separated and pipe tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

from extractors.labels import read_label
from pipeline.read.bars import BarRow, bar_rows
from pipeline.read.cells import cell_rows
from pipeline.read.encoding import decode
from pipeline.read.joining import is_kind, join_broken, line_patterns
from pipeline.read.markup import BREAK, Unmarked, heading_of, is_decoration, unmark
from pipeline.read.pieces import Entry, Paragraph, Piece, Row, lay_out
from pipeline.read.tables import is_layout, join_rows
from pipeline.read.tabs import column_after_column
from pipeline.read.unwrap import Line, is_ragged, unwrap, wrap_width
from schemas.document import Document, Place
from schemas.text import fold

_DELIMITER_ROW: Final = regex.compile(r"\|?[\s:]*-+[\s:]*(?:\|[\s:]*-+[\s:]*)+\|?")
_COLUMN_GAP: Final = regex.compile(r"(?<=\S) {4,}(?=\S)")
_BLANK_TO_FILL: Final = regex.compile(r"(?:ngày|tháng|năm|số ?:?|/)$")
_BLANK_FILLED: Final = regex.compile(r"(?:/|ngày|tháng|năm)")
_LONGEST_GROUP_HEADING: Final = 200
_TAB_STOP: Final = 4
_FAR_IN: Final = " " * 15
_LINES_OF_A_PAGE: Final = 12


@dataclass(frozen=True, slots=True)
class _Raw:
    """A line that is not empty, with the tabs and spaces it has; ``start`` is its offset in the unmarked text."""

    text: str
    number: int
    start: int
    gap: bool
    heads: bool = False
    """Whether it is drawn as the head of a table: a row between bars, a row of dashes below it."""

    @property
    def cells(self) -> list[str]:
        return self.text.split("\t")

    @property
    def tabs(self) -> int:
        return self.text.count("\t")


def recognizes(data: bytes) -> bool:
    """Whatever is no other format is taken for text, until its bytes say otherwise."""
    return bool(data)


def read(data: bytes) -> Document:
    """The document of a text file; raises ``Unreadable`` as ``pipeline.read.encoding.decode`` does."""
    decoded = decode(data)
    source = unmark(decoded.text)
    lines = _without_page_numbers(_lines(source))
    stretches = list(_stretches(lines))
    prose = {raw.number: _line(raw, source) for stretch in stretches if stretch.columns == 0 for raw in stretch.lines}
    width = wrap_width([*prose.values()])
    ragged = width is None and is_ragged([*prose.values()])
    pieces: list[Piece] = []
    for table, stretch in enumerate(stretches):
        pieces += _table(stretch, table, source) if stretch.columns else unwrap(_side_by_side(stretch.lines, prose), width, ragged)
    return lay_out(join_rows(join_broken(pieces), cut_anywhere=True), "txt", encoding=decoded.encoding, diagnostics=decoded.diagnostics)


def _lines(source: Unmarked) -> Iterator[_Raw]:
    """The lines with text; rows of a pipe table come with tabs between their cells. Drawn lines are left out."""
    start, gap = 0, True
    lines = source.text.split("\n")
    rows = {row.start: row for row in (*cell_rows(lines), *bar_rows(lines))}
    row: BarRow | None = None
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        opened = rows.get(number - 1)
        if opened is not None:
            yield _Raw("\t".join(opened.cells), number, start, gap=row is None or row.end < opened.start)
            row, gap = opened, True
        elif row is not None and number <= row.end:
            pass
        elif not bare or bare == "\ufeff" or is_decoration(line):
            gap = True
        elif not _DELIMITER_ROW.fullmatch(bare):
            is_pipe_row = bare.startswith("|") and bare.endswith("|") and bare.count("|") > 2
            text = "\t".join(cell.strip() for cell in bare[1:-1].split("|")) if is_pipe_row else line
            heads = is_pipe_row and number < len(lines) and _DELIMITER_ROW.fullmatch(lines[number].strip()) is not None
            yield _Raw(text, number, start, gap or "\f" in line, heads)
            gap = False
        start += len(line) + 1


def _without_page_numbers(lines: Iterable[_Raw]) -> list[_Raw]:
    """The lines without those that only count pages: each one more than the last, alone between gaps (or far in), or beside a gap and a page apart."""
    kept = list(lines)
    pattern = line_patterns()["page-number"][0]
    candidates: list[tuple[int, int]] = []
    for index, line in enumerate(kept):
        before = line.gap or line.text.startswith(_FAR_IN)
        after = index + 1 == len(kept) or kept[index + 1].gap
        alone = (before and after) or ((before or after) and index - (candidates[-1][0] if candidates else 0) >= _LINES_OF_A_PAGE)
        if alone and (found := pattern.search(fold(line.text.strip()))):
            page = int(found["page"])
            if page == (candidates[-1][1] + 1 if candidates else page) and (candidates or page <= 2):
                candidates.append((index, page))
    numbers = {index for index, _ in candidates}
    return [line for index, line in enumerate(kept) if index not in numbers]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Lines that belong together: prose, or a table of so many columns."""

    lines: tuple[_Raw, ...]
    columns: int = 0


def _stretches(lines: Sequence[_Raw]) -> Iterator[_Stretch]:
    """The lines as prose and tables, in their order."""
    at = begun = 0
    while at < len(lines):
        end, columns = _table_end(lines, at)
        if end > at:
            if begun < at:
                yield _Stretch(tuple(lines[begun:at]))
            yield _Stretch(tuple(lines[at:end]), columns)
            at = begun = end
        else:
            at += 1
    if begun < at:
        yield _Stretch(tuple(lines[begun:at]))


def _is_row(line: _Raw) -> bool:
    """Whether the line alone shows cells: text before a tab, and more than a label before it."""
    cells = line.cells
    return line.tabs > 0 and any(cell.strip() for cell in cells[:-1]) and not (line.tabs == 1 and _is_label(cells[0].strip()))


def _is_label(text: str) -> bool:
    label = read_label(text + " x")
    return label is not None and label.end > len(text)


def _table_end(lines: Sequence[_Raw], start: int) -> tuple[int, int]:
    """Where the table that starts at a line ends, and its number of columns; ``start`` itself where none does."""
    if not _is_row(lines[start]):
        return start, 0
    following = lines[start : start + 3]
    columns = max(line.tabs for line in following if _is_row(line)) + 1
    if columns == 2 and not lines[start].heads and not (len(following) > 1 and _is_row(following[1]) and not following[1].gap):
        return start, 0
    end = start + 1
    while end < len(lines):
        line = lines[end]
        belongs = line.tabs + 1 == columns or (line.tabs and (_is_row(line) or not line.gap)) or _is_within(lines, end, columns)
        if not belongs or (columns == 2 and line.gap):
            break
        end += 1
    return end, columns


def _is_within(lines: Sequence[_Raw], at: int, columns: int) -> bool:
    """Whether a line without tabs stands in a table: a group heading or the rest of a cell, with a row right after it."""
    line = lines[at]
    if columns < 3 or at + 1 == len(lines) or lines[at + 1].tabs + 1 != columns or lines[at + 1].gap:
        return False
    return len(line.text) <= _LONGEST_GROUP_HEADING and (not line.gap or read_label(line.text.strip()) is not None) and not heading_of(line.text)[0]


def _table(stretch: _Stretch, table: int, source: Unmarked) -> list[Piece]:
    """The rows of a table, or the paragraphs of a letterhead or signature block set with tabs."""
    if is_layout((part for line in stretch.lines for cell in line.cells for part in cell.split(BREAK)), len(stretch.lines), stretch.columns):
        ordered = column_after_column((line, line.text) for line in stretch.lines)
        return [Paragraph(part, Place(path=f"line {line.number}"), gap=False) for line, text in ordered for part in text.split(BREAK)]
    rows: list[Row] = []
    for line in stretch.lines:
        cells = line.cells
        filled = len(rows[-1].entries) if rows else stretch.columns
        if filled < stretch.columns and filled + line.tabs <= stretch.columns and cells[0].strip() and not line.gap and not _is_ordinal(cells[0].strip()):
            rows[-1] = _with_rest(rows[-1], cells)
            continue
        entries = tuple(Entry(cell.strip(), column) for column, cell in enumerate(cells))
        bold = source.is_bold(line.start, line.start + len(line.text))
        rows.append(Row(entries, table, Place(path=f"line {line.number}"), bold, line.gap))
    return list(rows)


def _is_ordinal(text: str) -> bool:
    """Whether the text opens a row: a label that is no bullet, or a bare number."""
    label = read_label(text) or read_label(text + " x")
    return text.isdigit() or (label is not None and label.kind != "bullet")


def _with_rest(row: Row, cells: Sequence[str]) -> Row:
    """The row with cells that a line end within its last cell had cut off."""
    last = row.entries[-1]
    rest = (Entry(cell.strip(), last.column + offset) for offset, cell in enumerate(cells[1:], 1))
    return replace(row, entries=(*row.entries[:-1], replace(last, text=f"{last.text}\n{cells[0].strip()}"), *rest))


def _line(raw: _Raw, source: Unmarked) -> Line:
    level, text = heading_of(raw.text)
    expanded = text.expandtabs(_TAB_STOP)
    return Line(
        text.strip(),
        raw.number,
        indent=len(expanded) - len(expanded.lstrip()),
        gap=raw.gap,
        hard=raw.text.endswith("  ") and not raw.text.isspace(),
        heading=level,
        bold=source.is_bold(raw.start, raw.start + len(raw.text)),
    )


def _side_by_side(lines: Sequence[_Raw], prose: Mapping[int, Line]) -> Iterator[Line]:
    """The lines of prose, whole in ``prose`` by number; those of a letterhead or signature block in two columns come column after column."""
    group: list[_Raw] = []
    for line in lines:
        if line.gap and group and not (_column_gap(line) and _column_gap(group[-1])):
            yield from _columns(group, prose)
            group = []
        group.append(line)
    yield from _columns(group, prose)


def _column_gap(line: _Raw) -> int | None:
    """Where the right column begins in a line set in two columns with spaces; spaces left to fill in a date are none."""
    for gap in _COLUMN_GAP.finditer(line.text):
        if not (_BLANK_TO_FILL.search(fold(line.text[: gap.start()])) or _BLANK_FILLED.match(fold(line.text[gap.end() :]))):
            return gap.end()
    return None


def _columns(group: Sequence[_Raw], prose: Mapping[int, Line]) -> Iterator[Line]:
    gaps = [_column_gap(line) for line in group]
    columns = [gap for gap in gaps if gap is not None]
    halves = (half for line, gap in zip(group, gaps, strict=True) for half in (line.text[:gap], line.text[gap:] if gap else ""))
    if not columns or not any(is_kind("layout", fold(half.strip()[:80])) for half in halves):
        yield from (prose[line.number] for line in group)
        return
    middle = min(columns) - 2
    left: list[Line] = []
    right: list[Line] = []
    for raw, gap in zip(group, gaps, strict=True):
        line = prose[raw.number]
        if gap is not None:
            left.append(replace(line, text=raw.text[:gap].strip(), hard=True))
            right.append(replace(line, text=raw.text[gap:].strip(), hard=True, gap=line.gap and not right))
        else:
            (right if line.indent >= middle else left).append(replace(line, hard=True))
    yield from (replace(line, indent=0) for line in (*left, *right))
