"""What tables of every format share: rows cut by a page made whole, repeated headers dropped, letterheads told from tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import regex

from extractors.labels import read_label
from pipeline.read.joining import goes_on, hull, is_kind, is_labelled, joint
from pipeline.read.pieces import Entry, Piece, Row
from schemas.text import bare, fold

_LETTER: Final = regex.compile(r"\p{L}")
_ORDINAL: Final = regex.compile(r"[\p{L}\d]{1,4}(?:\.\d{1,2})*\s?[.):/]?")
_LONGEST_CELL: Final = 20_000
"""A cell with more characters is not added to, so that costs grow with the text."""
_MOST_HEADER_ROWS: Final = 3
_MOST_LAYOUT_ROWS: Final = 20
_MOST_LAYOUT_COLUMNS: Final = 3
_MOST_HEAD_ROWS: Final = 3
"""Place and date alone tell only a table of so few rows, such as a letterhead without its names."""


def is_layout(lines: Iterable[str], rows: int, columns: int) -> bool:
    """Whether a small table only sets a letterhead or a signature block side by side: its lines then are paragraphs."""
    if rows > _MOST_LAYOUT_ROWS or not 1 < columns <= _MOST_LAYOUT_COLUMNS:
        return False
    kinds = ("layout", "head") if rows <= _MOST_HEAD_ROWS else ("layout",)
    return any(is_kind(kind, fold(line.strip()[:80])) for line in lines for kind in kinds)


def join_rows(pieces: Iterable[Piece], cut_anywhere: bool) -> list[Piece]:
    """The pieces with rows that a page end cut made whole and header rows that a page repeats dropped.

    ``cut_anywhere``: a cut may stand between any two rows (the format does not say where pages end); otherwise only where a
    row's ``gap`` says so.
    """
    joined: list[Piece] = []
    firsts: list[str] = []
    table: int | None = None
    repeated = 0
    for piece in pieces:
        if not isinstance(piece, Row):
            joined.append(piece)
            continue
        if piece.table != table:
            table, firsts, repeated = piece.table, [], 0
        key = _key(piece)
        if _repeats(key, firsts, repeated):
            repeated += 1
            continue
        gap = piece.gap or repeated > 0
        repeated = 0
        previous = joined[-1] if joined else None
        if (
            isinstance(previous, Row)
            and previous.table == table
            and (gap or cut_anywhere)
            and is_rest(previous, replace(piece, gap=gap), header=len(firsts) == 1)
        ):
            joined[-1] = _merge(previous, piece)
            continue
        if len(firsts) < _MOST_HEADER_ROWS:
            firsts.append(key)
        joined.append(piece)
    return joined


def _key(row: Row) -> str:
    return "|".join(bare(entry.text) for entry in row.entries if entry.text.strip())


def _repeats(key: str, firsts: Sequence[str], repeated: int) -> bool:
    """Whether a row with that key repeats the next of the table's first rows, or a row of column numbers among them."""
    if "|" not in key:
        return False
    return (repeated < len(firsts) and key == firsts[repeated]) or (key in firsts and not _LETTER.search(key))


def is_rest(previous: Row, row: Row, header: bool) -> bool:
    """Whether ``row`` only holds what a page end cut off the row before; ``header``: the row before is the table's first."""
    if any(entry.above for entry in row.entries) or any(len(entry.text) > _LONGEST_CELL for entry in previous.entries):
        return False
    before = {entry.column: entry.text.strip() for entry in previous.entries}
    cells = {entry.column: entry.text.strip() for entry in row.entries if entry.text.strip()}
    ordinal = before.get(0, "")
    if not cells or len(cells) == 1 == len(row.entries) or (header and read_label(ordinal) is None):
        return False
    if len(cells) > sum(map(bool, before.values())) or previous.bold != row.bold:
        return False
    if 0 in cells and not (_continues(ordinal, cells[0]) and not _is_number(ordinal)):
        return False
    continued = sum(_continues(before[column], text) for column, text in cells.items() if before.get(column))
    begun = sum(not _continues(before[column], text) and read_label(text) is None for column, text in cells.items() if before.get(column))
    if continued and (not begun or (row.gap and continued > begun)):
        return True
    return row.gap and 0 not in cells and _ORDINAL.fullmatch(ordinal) is not None and 2 * len(cells) <= len(before)


def _is_number(ordinal: str) -> bool:
    """Whether a first cell holds nothing but a row's number, which goes on in no other cell."""
    label = read_label(ordinal + " x")
    return label is not None and label.end >= len(ordinal)


def _continues(before: str, text: str) -> bool:
    return goes_on(before, text, running=0)


def _merge(first: Row, rest: Row) -> Row:
    texts = {entry.column: entry.text.strip() for entry in rest.entries}
    turned = None if rest.place.page == first.place.page else rest.place.page
    entries = [with_rest(entry, texts.pop(entry.column, ""), turned) for entry in first.entries]
    entries += [with_rest(replace(entry, text=""), texts[entry.column], turned) for entry in rest.entries if texts.get(entry.column)]
    entries.sort(key=lambda entry: entry.column)
    return replace(first, entries=tuple(entries), place=hull(first.place, rest.place), bold=first.bold and rest.bold)


def with_rest(entry: Entry, rest: str, turned: int | None) -> Entry:
    """A cell with the rest of it, which stands on another page where ``turned`` says so."""
    text = _whole(entry.text, rest)
    turns = entry.turns if turned is None or not rest else (*entry.turns, (len(text) - len(rest), turned))
    return replace(entry, text=text, turns=turns)


def _whole(before: str, after: str) -> str:
    """A cell's text of its two parts."""
    if not before or not after:
        return before or after
    last, line = before.rsplit("\n", 1)[-1], after.split("\n", 1)[0]
    return before + ("\n" if is_labelled(line) and not goes_on(last, line, running=0) else joint(last, line)) + after
