"""Lines of a PDF's pages to paragraphs: indents, right margin and spacing tell where one ends, the wording where they do not."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from typing import Final

import regex

from extractors.labels import read_label
from pipeline.read.glyphs import TextLine
from pipeline.read.joining import goes_on, hull, is_capitals, is_kind, is_labelled, joint
from pipeline.read.pieces import Paragraph, Turns
from schemas.document import Place
from schemas.text import fold

_RUNNING: Final = 40
_INDENT: Final = 6.0
_SAME: Final = 3.0
_LOOSE: Final = 1.15
"""How many times the usual distance of baselines parts paragraphs."""
_CENTRED: Final = 5.0
_SPACE: Final = 0.25
_LABEL_INDENT: Final = 60.0
_FEWEST_WITHIN: Final = 2
"""How many pairs of lines in the midst of paragraphs show a page's margins."""
_SMALLER: Final = 1.5
"""How much smaller than running text a footnote is, in points."""
_NOTE_MARK: Final = regex.compile(r"[\[(]?(?:\d{1,2}|\*{1,3})[\])]?\s?\p{L}")
_NAME_DASH: Final = regex.compile(r"[-–—] \p{Lu}")
_DASH_WITHIN: Final = regex.compile(r"[-–—] \p{Ll}")


@dataclass(frozen=True, slots=True)
class Margins:
    """Where a page's running text begins and ends, and how far apart its lines are, in points."""

    left: float
    right: float
    leading: float
    certain: bool = True
    """Whether lines in the midst of paragraphs were there to measure."""
    justified: bool = False
    """Whether lines in the midst of paragraphs all end at the right margin."""


def margins_of(lines: Sequence[TextLine]) -> Margins | None:
    """The margins of one page's lines; None where it has no running text."""
    running = [line for line in lines if len(line.text) >= _RUNNING and not line.column]
    if not running:
        return None
    inner = [(first, second) for first, second in pairwise(lines) if _is_within(first, second)]
    certain = len(inner) >= _FEWEST_WITHIN
    left = _leftmost(running)
    rights = sorted(line.right for line in running)
    right = rights[int(len(rights) * 0.9)]
    if certain:
        left = min(left, _leftmost([second for _, second in inner]))
        at_margin = sum(abs(first.right - right) < _SAME for first, _ in inner)
        return Margins(left, right, median(second.y - first.y for first, second in inner), justified=10 * at_margin >= 9 * len(inner))
    steps = sorted(second.y - first.y for first, second in pairwise(line for line in lines if not line.column) if 0 < second.y - first.y < 3 * first.size)
    return Margins(left, right, steps[len(steps) // 3] if steps else running[0].size * 1.2, certain=False)


def _is_within(first: TextLine, second: TextLine) -> bool:
    """Whether the second line goes on in the midst of the first's paragraph, whatever their indents."""
    is_running = len(first.text) >= _RUNNING and not (first.column or second.column) and 0 < second.y - first.y < 2 * first.size
    return is_running and second.text[0].islower() and read_label(second.text) is None


def _leftmost(lines: Sequence[TextLine]) -> float:
    """The smallest left side that a fifth of the lines share."""
    lefts = Counter(round(line.left / 2) * 2 for line in lines)
    return min((position for position, count in lefts.items() if 5 * count >= len(lines)), default=min(lefts))


def paragraphs_of(lines: Sequence[TextLine], margins: Mapping[int, Margins], usual: Margins) -> list[Paragraph]:
    """The paragraphs of lines in reading order; ``margins`` by page, ``usual`` where a page has none of its own."""
    body, notes = _apart(lines)
    paragraphs: list[list[TextLine]] = []
    for paragraph in _grouped(body, margins, usual):
        cut = bool(paragraphs) and goes_on(paragraphs[-1][-1].text, paragraph[0].text, adjacent=False)
        while notes and notes[0][0].page < paragraph[0].page and not cut:
            paragraphs += _grouped(notes.popleft(), margins, usual)
        paragraphs.append(paragraph)
    for note in notes:
        paragraphs += _grouped(note, margins, usual)
    return [_whole(parts, paragraphs[index - 1][-1] if index else None) for index, parts in enumerate(paragraphs)]


def _apart(lines: Sequence[TextLine]) -> tuple[list[TextLine], deque[list[TextLine]]]:
    """The running lines, and each page's footnotes: lines in small type at a page's foot, the first of which opens with a mark."""
    running = [line.size for line in lines if len(line.text) >= _RUNNING and not line.column]
    if not running:
        return list(lines), deque()
    small = median(running) - _SMALLER
    body: list[TextLine] = []
    notes: deque[list[TextLine]] = deque()
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        end = len(page)
        while end and page[end - 1].size < small and not page[end - 1].column:
            end -= 1
        if not end or end == len(page) or not _NOTE_MARK.match(page[end].text):
            end = len(page)
        body += page[:end]
        if end < len(page):
            notes.append(page[end:])
    return body, notes


def _grouped(lines: Iterable[TextLine], margins: Mapping[int, Margins], usual: Margins) -> list[list[TextLine]]:
    paragraphs: list[list[TextLine]] = []
    for line in lines:
        if paragraphs and not _starts_paragraph(paragraphs[-1], line, margins.get(paragraphs[-1][-1].page, usual), margins.get(line.page, usual)):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _whole(parts: Sequence[TextLine], before: TextLine | None) -> Paragraph:
    text = parts[0].text
    place = Place(parts[0].page, parts[0].box)
    turns: Turns = ()
    for first, second in pairwise(parts):
        text += joint(first.text, second.text)
        if second.page != first.page:
            turns += ((len(text), second.page),)
        text += second.text
        place = hull(place, Place(second.page, second.box))
    gap = before is None or before.page != parts[0].page or parts[0].y - before.y > 2 * parts[0].size
    return Paragraph(text, place, bold=all(part.bold for part in parts), gap=gap, turns=turns)


def is_full(line: TextLine, following: TextLine, right: float) -> bool:
    """Whether the first word of the next line would not have fitted before the right margin."""
    return line.right + _SPACE * line.size + following.word > right + 1


def _starts_paragraph(parts: Sequence[TextLine], line: TextLine, margins: Margins, own: Margins) -> bool:
    first, last = parts[0], parts[-1]
    same_page = last.page == line.page
    words_go_on = goes_on(last.text, line.text, adjacent=same_page)
    if line.column or last.column:
        is_item = read_label(first.text) is not None and not is_kind("ended", fold(last.text)) and not is_labelled(line.text)
        return not (line.column and last.column and (words_go_on or is_item) and abs(line.left - last.left) < _LABEL_INDENT)
    if abs(line.size - last.size) > 1.5:
        return True
    is_ended = is_kind("ended", fold(last.text[-_RUNNING:]))
    full = is_full(last, line, margins.right) and not (is_ended and margins.justified and last.right < margins.right - _SAME)
    if is_labelled(line.text):
        if is_ended and is_kind("label", fold(line.text[:_RUNNING])):
            return True
        in_line = full and _continues_indent(parts, line, margins, own) and not _opens_at(first, line, margins, own)
        at_margin = abs(line.left - own.left) < _SAME and not is_ended
        dash = full and at_margin and _DASH_WITHIN.match(line.text) is not None
        wrapped = dash or (in_line and (len(parts) > 1 or (at_margin and _NAME_DASH.match(line.text) is not None)))
        return not (wrapped or (words_go_on and full))
    if is_capitals(line.text) != is_capitals(last.text) or (last.bold != line.bold and len(parts) == 1 and not full):
        return not (words_go_on and full)
    if same_page and line.y - last.y > _LOOSE * max(margins.leading, line.size):
        return not (words_go_on and line.text[:1].islower())
    if words_go_on and (full or line.text[:1].islower()):
        return False
    return not (full and _continues_indent(parts, line, margins, own))


def _opens_at(first: TextLine, line: TextLine, margins: Margins, own: Margins) -> bool:
    """Whether a labelled line stands as far in as the paragraph's first line, as the next item of a list does."""
    return abs((line.left - own.left) - (first.left - margins.left)) < _SAME


def _continues_indent(parts: Sequence[TextLine], line: TextLine, margins: Margins, own: Margins) -> bool:
    """Whether the line stands where the next line of the paragraph would."""
    indent = line.left - own.left
    if len(parts) > 1:
        return abs(indent - (parts[1].left - margins.left)) < _SAME if parts[1].page == parts[0].page else indent < _INDENT
    first = parts[0].left - margins.left
    if abs(parts[0].left + parts[0].right - line.left - line.right) < 2 * _CENTRED and is_capitals(line.text):
        return True
    if read_label(parts[0].text) is not None and indent > first + _SAME:
        return indent - first < _LABEL_INDENT
    if first > _INDENT and indent > first - _SAME:
        return indent < first + _SAME and not is_kind("ended", fold(parts[0].text[-_RUNNING:]))
    return indent < first + _SAME


def all_margins(pages: Iterable[Sequence[TextLine]]) -> tuple[dict[int, Margins], Margins]:
    """The margins by page, and those that most pages have."""
    found = {lines[0].page: margins for lines in pages if lines and (margins := margins_of(lines)) is not None}
    if not found:
        return {}, Margins(0, 0, 0)
    values = [one for one in found.values() if one.certain] or list(found.values())
    usual = Margins(
        median(one.left for one in values),
        median(one.right for one in values),
        median(one.leading for one in values),
        certain=values[0].certain,
        justified=all(one.justified for one in values),
    )
    return {page: margins if margins.certain or not usual.certain else _with_usual(margins, usual) for page, margins in found.items()}, usual


def _with_usual(margins: Margins, usual: Margins) -> Margins:
    """The margins of a page that has only short paragraphs, which do not show them: the usual ones where these may be its own."""
    has_indents = 0 < margins.left - usual.left < _LABEL_INDENT and margins.right < usual.right + _SAME
    return replace(
        usual,
        left=usual.left if has_indents else margins.left,
        right=usual.right if has_indents else margins.right,
        leading=min(margins.leading, usual.leading),
    )
