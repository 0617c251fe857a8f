"""Cells merged over rows that a page end cuts: the part on the next page belongs to the cell on the page before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.read.joining import goes_on
from pipeline.read.pieces import Entry, Piece, Row
from pipeline.read.tables import with_rest

_MOST_ROWS: Final = 200
"""How many rows up a cell is looked for."""


def join_spans(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with the cells made whole that are merged over rows of two pages; rows that were cut are whole already.

    A page's first cell in its column goes on from the page before when one of the two parts is merged over rows of its own page, and when it is
    empty (nobody merges empty cells) or goes on with the text there, no capital first: another merged cell may begin with the page.
    """
    joined = list(pieces)
    for index, row in enumerate(joined):
        before = joined[index - 1] if index else None
        if not (isinstance(row, Row) and isinstance(before, Row) and _opens_page(row, before)):
            continue
        after = joined[index + 1] if index + 1 < len(joined) else None
        merged = {entry.column for entry in before.entries if entry.above}
        if isinstance(after, Row) and after.table == row.table:
            merged |= {entry.column for entry in after.entries if entry.above}
        written = list(row.entries)
        for at, entry in enumerate(row.entries):
            top = _top(joined, index - 1, row.table, entry) if entry.column in merged and not entry.above else None
            if top is None:
                continue
            owner, place = top
            holder = joined[owner]
            assert isinstance(holder, Row), "the cell stands in a row"
            whole = holder.entries[place]
            if entry.text.strip() and (entry.text[:1].isupper() or not goes_on(whole.text, entry.text, running=0)):
                continue
            entries = (*holder.entries[:place], with_rest(whole, entry.text.strip(), row.place.page), *holder.entries[place + 1 :])
            joined[owner] = replace(holder, entries=entries)
            written[at] = replace(entry, text="", above=True)
        joined[index] = replace(row, entries=tuple(written))
    return joined


def _opens_page(row: Row, before: Row) -> bool:
    """Whether a row is the first of its table on a page, and no rest of the row before."""
    turned = {page for entry in before.entries for _, page in entry.turns}
    return row.table == before.table and row.place.page != before.place.page and row.place.page not in turned


def _top(pieces: Sequence[Piece], index: int, table: int, entry: Entry) -> tuple[int, int] | None:
    """Where the cell stands that reaches down to a row in an entry's column: the index of its row, and its own in that; None where it is empty."""
    for at in range(index, max(-1, index - _MOST_ROWS), -1):
        row = pieces[at]
        if not isinstance(row, Row) or row.table != table:
            return None
        found = next((place for place, each in enumerate(row.entries) if (each.column, each.columns) == (entry.column, entry.columns)), None)
        if found is None:
            return None
        if not row.entries[found].above:
            return (at, found) if row.entries[found].text.strip() else None
    return None
