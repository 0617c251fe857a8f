"""Tables of web pages copied as text: a cell a line (or several), and lines that hold only a bar between the cells.

The copy does not say where rows end: a header that opens with TT or STT, and the ordinals below it, do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from extractors.labels import read_label
from schemas.text import fold

_BAR: Final = regex.compile(r"\s*\|{1,2}\s*")
_COUNTING: Final = regex.compile(r"(?:s\s?\.?\s?)?tt|số (?:tt|thứ tự)|tt/stt")
_NUMERAL: Final = regex.compile(r"\d{1,3}|[IVX]{1,5}|[A-ZĐa-zđ]")
_MOST_COLUMNS: Final = 12
_MOST_LINES: Final = 30
"""Of one cell."""
_LONGEST_ORDINAL: Final = 8


@dataclass(frozen=True, slots=True)
class BarRow:
    """A row: its cells, and the lines it takes, from ``start`` to before ``end``."""

    start: int
    end: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Chunk:
    """What stands between two bars: a text of some lines, or nothing."""

    text: str
    start: int
    end: int


def bar_rows(lines: Sequence[str]) -> Iterator[BarRow]:
    """The rows of all such tables among the lines, in their order."""
    chunks: list[_Chunk] = []
    at: int | None = None  # the line after the last bar
    for index, line in enumerate(lines):
        if _BAR.fullmatch(line):
            start = _paragraph_start(lines, index) if at is None else at
            chunks.append(_Chunk("\n".join(lines[start:index]).strip(), start, index + 1))
            at = index + 1
        elif at is not None and index - at >= _MOST_LINES:
            yield from _rows(chunks)
            chunks, at = [], None
    yield from _rows(chunks)


def _paragraph_start(lines: Sequence[str], end: int) -> int:
    """Where the paragraph begins that ends before a line, empty lines between."""
    start, first = end, max(0, end - _MOST_LINES)
    while start > first and not lines[start - 1].strip():
        start -= 1
    while start > first and lines[start - 1].strip():
        start -= 1
    return start


def _rows(chunks: Sequence[_Chunk]) -> Iterator[BarRow]:
    head = next((index for index, chunk in enumerate(chunks) if _COUNTING.fullmatch(fold(chunk.text))), None)
    if head is None:
        return
    first = next((index for index in range(head + 2, min(head + _MOST_COLUMNS + 2, len(chunks))) if _is_ordinal(chunks[index].text)), None)
    if first is None:
        return
    columns = sum(bool(chunk.text) for chunk in chunks[head:first])
    rows = [list(chunks[head:first])]
    for chunk in chunks[first:]:
        begins = _is_ordinal(chunk.text) and (len(rows[-1]) >= columns or rows[-1][0] is chunks[head] or _is_group(rows[-1]))
        if begins:
            rows.append([chunk])
        elif len(rows[-1]) < columns or not chunk.text:
            rows[-1].append(chunk)
        else:
            break
    for row in rows:
        filled = [chunk for chunk in row if chunk.text] if row is rows[0] else row[:columns]
        texts = [chunk.text.replace("\t", " ") for chunk in filled]
        yield BarRow(row[0].start, row[-1].end, (*texts, *[""] * (columns - len(texts))))


def _is_ordinal(text: str) -> bool:
    label = read_label(text + " x") if len(text) <= _LONGEST_ORDINAL else None
    return _NUMERAL.fullmatch(text) is not None or (label is not None and label.kind != "bullet" and label.end >= len(text))


def _is_group(row: Sequence[_Chunk]) -> bool:
    """Whether the row so far is an ordinal and a heading alone, as over a group of rows."""
    filled = [chunk.text for chunk in row if chunk.text]
    return len(filled) == 2 and not filled[0][:1].isdigit()
