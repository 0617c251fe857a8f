"""Where in a plan figures are looked for, and what the place says of how they are meant."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal

import regex

from extractors.draft import Draft, Passage, Role
from extractors.tables import content_cell
from extractors.targets.cells import columns_under, find_headers, read_cells
from extractors.targets.figures import MAY_HOLD_FIGURE
from extractors.targets.reading import read_stretch
from extractors.targets.status import Setting
from extractors.targets.wording import YEAR
from schemas.diagnostic import diagnose
from schemas.document import Document
from schemas.plan import Section, Target
from schemas.text import fold

_READ: Final[frozenset[Role]] = frozenset({"preamble", "heading", "lead-in", "bullet", "item", "paragraph", "row"})
_PAST_HEADING: Final = regex.compile(r"kết quả (?:đạt được|thực hiện)|tình hình|đánh giá|thực trạng|hạn chế|tồn tại")
_NUMBERED: Final = regex.compile(r"chỉ tiêu(?: số)?\s+(\d+)\s*[:.]")


def find_targets(draft: Draft) -> Draft:
    """The draft with its targets and results; a blank figure ("đạt …%") has a null value and a diagnostic."""
    targets = sorted(_targets(draft), key=lambda target: (target.start, target.end))
    blanks = (
        diagnose("blank-figure", "the plan leaves a figure blank; its value is null", target.start, target.end) for target in targets if target.value is None
    )
    return replace(draft, targets=tuple(targets), diagnostics=(*draft.diagnostics, *blanks))


def _targets(draft: Draft) -> Iterator[Target]:
    document = draft.document
    headers = find_headers(document)
    year = _plan_year(draft)
    cited = [(ref.start, ref.end) for ref in draft.legal_refs]
    for passage in draft.passages or _blocks_as_passages(document):
        section = None if passage.section is None else draft.sections[passage.section]
        if passage.role not in _READ or (section and section.kind == "budget") or not _may_hold_figure(document.folded, passage, cited):
            continue
        block = document.blocks[passage.block]
        setting = Setting(section.path if section else None, _item(document.folded, passage, section), _reported(draft, passage, section), year)
        if passage.role != "row" or not block.cells:
            yield from read_stretch(document, passage.span, setting)
            continue
        header, columns = headers.get(block.table, (block, {}))
        if header is block and columns_under(document, block):
            continue
        content = content_cell(block, columns)
        if content:
            yield from read_cells(document, header, block, content, columns, setting)
            yield from read_stretch(document, content.span, setting)


def _may_hold_figure(folded: str, passage: Passage, cited: Sequence[tuple[int, int]]) -> bool:
    """Whether a passage has a number outside years and legal references, or a blank where one belongs."""
    for match in MAY_HOLD_FIGURE.finditer(folded, passage.start, passage.end):
        index = bisect_right(cited, (match.start(), len(folded))) - 1
        if index < 0 or cited[index][1] <= match.start():
            return True
    return False


def _blocks_as_passages(document: Document) -> tuple[Passage, ...]:
    return tuple(Passage("row" if block.kind == "row" else "paragraph", block.start, block.end, index) for index, block in enumerate(document.blocks))


def _plan_year(draft: Draft) -> int | None:
    period, issued = draft.metadata.period, draft.metadata.issued_on
    if period and (day := period.start or period.end):
        return day.year
    if issued:
        return issued.year
    titles = (passage for passage in draft.passages if passage.role == "title")
    found = next((found for title in titles if (found := YEAR.search(draft.document.folded, title.start, title.end))), None)
    return int(found[1]) if found else None


def _reported(draft: Draft, passage: Passage, section: Section | None) -> Literal["preamble", "section"] | None:
    if section is None:
        return "preamble" if passage.role == "preamble" or (draft.sections and passage.start < draft.sections[0].start) else None
    return "section" if section.kind == "context" or (section.kind != "tasks" and _PAST_HEADING.search(fold(section.title))) else None


def _item(folded: str, passage: Passage, section: Section | None) -> str | None:
    if named := _NUMBERED.match(folded, passage.start, passage.end):
        return str(named[1])
    numbered = passage.label is not None and passage.role in ("item", "heading")
    return passage.label if numbered and section and (section.kind == "objectives" or "chỉ tiêu" in fold(section.title)) else None
