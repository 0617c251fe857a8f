"""Tables pasted as text with a cell a line and nothing between the cells.

Known column heads, one below the other, say that a table begins and how many cells a row has; ordinals say where rows begin, where
there are none their number of cells does. Every look ahead is bounded, so that costs grow with the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, pairwise
from typing import Final

import regex

from extractors.labels import Label, read_label
from extractors.tables import column_rule
from pipeline.read.bars import BarRow
from pipeline.read.joining import goes_on, is_capitals, is_kind, is_labelled, whole_lines
from schemas.text import fold

_COUNTING: Final = regex.compile(r"(?:s\s?\.?\s?)?t\s?\.?\s?t\.?|số (?:tt|thứ tự)|tt/stt|số|#|no\.?")
_FIRST_HEAD: Final = regex.compile(
    r"(?:s\s?\.?\s?)?t\s?\.?\s?t\.?|số(?: tt| thứ tự)?|tt/stt|#|no\.?"
    r"|(?:các |tên )?(?:nội dung|nhiệm vụ|công việc|hoạt động|giải pháp|chỉ tiêu|mục tiêu|tiêu chí|đầu việc)(?![:.]).{0,40}"
)
_ORDINAL: Final = regex.compile(r"\(?(?P<count>\p{L}|\d{1,3}(?:\.\d{1,2}){0,3}|[IVX]{1,5})\s?[.)/:]{0,2}")
_LONGEST_HEAD: Final = 60
_FEWEST_COLUMNS: Final = 3
_MOST_COLUMNS: Final = 12
_MOST_LINES: Final = 60
"""Of one row."""
_MOST_BLANK: Final = 40
_LEAST_CONTENT: Final = 12
"""What follows an ordinal in a row cut short is at least this long; a figure in a cell is followed by other cells."""
_MOST_OF_A_BODY: Final = 200
"""Characters of a cell that names bodies or times."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A line with text, its number from 0, and how many blank lines stand right above it."""

    text: str
    line: int
    blank: int


_END: Final = _Item("", 0, 0)


@dataclass(frozen=True, slots=True)
class _Header:
    """The heads of the columns; ``end`` is the line after them, ``gap`` how many blank lines stand between two cells."""

    heads: tuple[str, ...]
    start: int
    end: int
    gap: int

    @property
    def counts(self) -> bool:
        return _COUNTING.fullmatch(fold(self.heads[0])) is not None


def cell_rows(lines: Sequence[str]) -> Iterator[BarRow]:
    """The rows of all such tables among the lines, in their order, the header first."""
    at = 0
    while at < len(lines):
        rows = _table(lines, at) if _opens(lines[at]) else []
        yield from rows
        at = rows[-1].end if rows else at + 1


def _opens(line: str) -> bool:
    text = line.strip()
    return 0 < len(text) <= _LONGEST_HEAD and "\t" not in text and _FIRST_HEAD.fullmatch(fold(text)) is not None


def _items(lines: Sequence[str], at: int) -> Iterator[_Item]:
    """The lines with text from a line on, up to one of another table or so many blank ones."""
    blank = 0
    for number in range(at, len(lines)):
        text = lines[number].strip()
        if not text:
            blank += 1
            if blank > _MOST_BLANK:
                return
            continue
        if "\t" in text or text.startswith("|") or "\f" in lines[number]:
            return
        yield _Item(text, number, blank)
        blank = 0


def _table(lines: Sequence[str], at: int) -> list[BarRow]:
    header = _header(lines, at)
    if header is None:
        return []
    first = next(_items(lines, header.end), None)
    if first is None:
        return []
    if (label := _ordinal(first.text)) is None:
        rows = list(_uncounted(lines, header))
    elif label.order[-1] == 1:
        header = header if header.counts else replace(header, heads=("", *header.heads))
        rows = list(_counted(lines, header))
    else:
        rows = []
    return [BarRow(header.start, header.end, header.heads), *rows] if rows else []


def _header(lines: Sequence[str], at: int) -> _Header | None:
    """The header that begins at a line; None where what stands there is none."""
    heads: list[str] = []
    known: list[str] = []
    end, gap, certain, certain_end = at, 0, 0, at
    for item in _items(lines, at):
        if len(heads) == 1:
            gap = item.blank
        apart = len(heads) > 1 and item.blank != gap
        if len(heads) > _MOST_COLUMNS or len(item.text) > _LONGEST_HEAD or apart or item.text in heads or (heads and _ordinal(item.text)):
            break
        role = _role(item.text)
        if heads and item.text[0].islower() and (role is None or _role(f"{heads[-1]} {item.text}")):
            heads[-1] = f"{heads[-1]} {item.text}"
            role = _role(heads[-1])
        elif heads and is_labelled(item.text):
            break
        else:
            heads.append(item.text)
        end = item.line + 1
        if role:
            known.append(role)
            certain, certain_end = len(heads), end
    first = next(_items(lines, end), None)
    if first is None or _ordinal(first.text) is None or len(heads) > _MOST_COLUMNS:
        heads, end = heads[:certain], certain_end
    named = set(known)
    if not _FEWEST_COLUMNS <= len(heads) <= _MOST_COLUMNS or len(named - {"ordinal"}) < 2 or not named & {"content", "leads"}:
        return None
    return _Header(tuple(heads), at, end, gap)


@lru_cache(maxsize=4096)
def _role(head: str) -> str | None:
    """What a column with that head holds, as ``columns.toml`` knows it."""
    if _COUNTING.fullmatch(fold(head)):
        return "ordinal"
    rule = column_rule(head)
    return rule.values["column"] if rule else None


def _ordinal(text: str) -> Label | None:
    """The label that a cell holds and nothing else.

    >>> _ordinal("1").text, _ordinal("a)").text, _ordinal("II.").text, _ordinal("Sở")
    ('1', 'a', 'II', None)
    """
    found = _ORDINAL.fullmatch(text)
    return read_label(f"{found['count']}. X") if found else None


def _stops(item: _Item, row: Sequence[_Item]) -> bool:
    """Whether a line stands after the table: a labelled heading, the recipients, a signature. Lists within a cell are lettered or dashed."""
    label = read_label(item.text)
    if label is not None and label.kind != "bullet":
        return label.kind not in ("letter", "decimal") or len(row) < 2
    return is_kind("layout", fold(item.text[:80])) or is_kind("label", fold(item.text[:80]))


class _Counter:
    """The ordinals of a table as they come: which line can be the next."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._last: dict[str, Label] = {}

    def takes(self, label: Label, row: Sequence[_Item], below: str) -> bool:
        """Whether a cell with that label opens a row after ``row`` so far; ``below`` is the line under it."""
        opened = _ordinal(row[0].text) if row else None
        if len(row) < 2:
            return opened is None
        earlier = self._last.get(label.kind)
        is_whole = len(row) >= self._columns or (len(row) == 2 and (opened is None or opened.kind != label.kind))
        if earlier is not None and label.comes_after(earlier):
            return is_whole or len(below) >= _LEAST_CONTENT
        return label.order[-1] == 1 and (is_whole or earlier is None)

    def heads_group(self, label: Label | None, below: str) -> bool:
        """Whether a line that opens with its label counts on from the ordinals of groups, over a row."""
        earlier = self._last.get(label.kind) if label else None
        return label is not None and earlier is not None and label.follows(earlier) and _ordinal(below) is not None

    def note(self, label: Label | None) -> None:
        if label is not None:
            self._last[label.kind] = label


def _counted(lines: Sequence[str], header: _Header) -> Iterator[BarRow]:
    """The rows of a table whose rows begin with ordinals."""
    counter = _Counter(len(header.heads))
    row: list[_Item] = []
    for item, following in pairwise(chain(_items(lines, header.end), (_END,))):
        label, own = _ordinal(item.text), read_label(item.text)
        if label is not None and counter.takes(label, row, following.text):
            counter.note(label)
        elif counter.heads_group(own, following.text):
            counter.note(own)
        elif _stops(item, row) or len(row) > _MOST_LINES:
            break
        else:
            row.append(item)
            continue
        yield from _row(row, header, item.line)
        row = [item]
    yield from _last_row(row, header)


def _row(items: Sequence[_Item], header: _Header, end: int) -> Iterator[BarRow]:
    """The row of these lines, another below it; nothing where there are none."""
    if items:
        yield BarRow(items[0].line, end, _fitted(items, header))


def _last_row(items: Sequence[_Item], header: _Header) -> Iterator[BarRow]:
    """The last row: so many cells as a row has, and no line that stands further off than a cell."""
    kept: list[_Item] = []
    for item in items:
        cells = 1 + len(whole_lines((each.text for each in kept[1:]), running=0)) if kept else 0
        further = bool(kept) and item.blank > header.gap and not (_empty(item, header.gap) and header.gap)
        if further or (cells >= len(header.heads) and not goes_on(kept[-1].text, item.text, running=0)):
            break
        kept.append(item)
    if len(kept) > 1:
        yield from _row(kept, header, kept[-1].line + 1)


def _empty(item: _Item, gap: int) -> int:
    """How many empty cells the blank lines above a line stand for, where ``gap`` of them stand between two cells."""
    empty, rest = divmod(item.blank - gap, gap + 1)
    return empty if rest == 0 and empty > 0 else 0


def _fitted(items: Sequence[_Item], header: _Header) -> tuple[str, ...]:
    """The cells of a row: empty ones where blank lines show them, cells of several lines made one where there are too many."""
    columns = len(header.heads)
    placed = [text for item in items for text in (*[""] * (_empty(item, header.gap) if item is not items[0] else 0), item.text)]
    if len(placed) <= columns:
        return (*placed, *[""] * (columns - len(placed)))
    cells = [items[0].text, *whole_lines((item.text for item in items[1:]), running=0)]
    while len(cells) > columns and (bullet := _next_bullet(cells)):
        cells[bullet - 1 : bullet + 1] = [f"{cells[bullet - 1]}\n{cells[bullet]}"]
    surplus = max(0, len(cells) - columns)
    content = next((at for at, head in enumerate(header.heads) if _role(head) == "content"), 1)
    cells[content : content + surplus + 1] = ["\n".join(cells[content : content + surplus + 1])]
    return (*cells, *[""] * (columns - len(cells)))


def _next_bullet(cells: Sequence[str]) -> int | None:
    """Which cell is an item of the list in the one before it: one after another item, if there is any."""
    bullets = [at for at in range(2, len(cells)) if is_labelled(cells[at])]
    return next((at for at in bullets if is_labelled(cells[at - 1])), bullets[0] if bullets else None)


def _uncounted(lines: Sequence[str], header: _Header) -> Iterator[BarRow]:
    """The rows of a table without ordinals: so many lines each, whose cells are what their heads say."""
    heads = header.heads[1:] if header.counts else header.heads
    row: list[_Item] = []
    for item in _items(lines, header.end):
        if _stops(item, ()) or (row and item.blank != header.gap) or is_capitals(item.text):
            return
        row.append(item)
        if len(row) == len(heads):
            if not all(_suits(each.text, head) for each, head in zip(row, heads, strict=True)):
                return
            cells = tuple(each.text for each in row)
            yield BarRow(row[0].line, item.line + 1, ("", *cells) if header.counts else cells)
            row = []


def _suits(text: str, head: str) -> bool:
    """Whether a cell can stand under a head: bodies and times are short and no sentences."""
    role = _role(head)
    return role in (None, "content", "outputs", "note") or (len(text) <= _MOST_OF_A_BODY and (role == "deadline" or not text.endswith((".", ":"))))
