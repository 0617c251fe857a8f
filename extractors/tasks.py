"""Tasks: who does what, with whom, until when.

A task is a leaf of the outline in a section that assigns work. Its own cells outrank its own words, and these outrank what
the nearest heading or lead-in above it says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import regex

from extractors.agencies import LATER, Assignment, assignment, cell_assignment, list_agencies
from extractors.components import components_of, criteria_in, criteria_of_cell, infer_components, target_items_in, topic_components
from extractors.deadlines import find_deadline
from extractors.draft import Draft, Passage
from extractors.segment.kinds import stated_kind
from extractors.segment.phrases import passage_rule
from extractors.segment.roles import states_order
from extractors.tables import Filled, columns_of_tables, line_cells, row_cells
from schemas.diagnostic import Diagnostic, diagnose
from schemas.plan import Deadline, Origin, SectionKind, Task

_ASSIGNING_KINDS: Final = frozenset({"tasks", "organisation"})
_ORIGINS: Final[Mapping[str, Origin]] = MappingProxyType({"bullet": "bullet", "item": "item", "paragraph": "paragraph", "row": "table", "heading": "item"})
_TRUST: Final[Mapping[str, float]] = MappingProxyType({"bullet": 0.97, "item": 0.95, "paragraph": 0.88, "row": 0.97, "heading": 0.85})
"""How far to trust that a passage of a role is a task, as measured on the annotated plans."""
_LISTED: Final = regex.compile(r"[;\n]|(?<=\s)(?=[-–+•*]\s+\p{Lu})")
"""Where a list of products that opens with a dash goes on: dashes on the same line too."""
_PARTED: Final = regex.compile(r"[;\n]")
_OPENING_MARK: Final = regex.compile(r"\s*(?:[-–+•*]\s*|\(?[a-zđ0-9]{1,2}[.)]\s+)")
_GOES_BY_INDEX: Final = 2
"""A plan whose headings name so many domains of the index goes by it."""
_MOST_SERVED: Final = 10
"""Lines below more tasks than this say who does the last of them."""
_LONGEST_HEADING: Final = 120
"""A heading without a label is shorter than this, in characters."""
_NOBODY: Final = Assignment()


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A passage that states a task, and the cells that lines below it or its table row fill in."""

    index: int
    passage: Passage
    cells: tuple[Filled, ...] = ()


def find_tasks(draft: Draft) -> Draft:
    """The draft with its tasks."""
    governed = _Governors(draft)
    components = section_components(draft)
    tasks: list[Task] = []
    diagnostics: list[Diagnostic] = []
    for candidate in _candidates(draft, governed):
        task, noticed = _task(draft, candidate, governed, components)
        tasks.append(task)
        diagnostics.extend(noticed)
    if not tasks:
        diagnostics.append(diagnose("no-tasks", "No task was found; check that the text is a plan and that its sections are labelled."))
    return replace(draft, tasks=tuple(tasks), diagnostics=(*draft.diagnostics, *diagnostics))


def section_components(draft: Draft) -> tuple[tuple[int, ...], ...]:
    """The PAR INDEX domains of each section: those that its own heading names, else those of the section above.

    What only suggests a domain ("Ứng dụng công nghệ thông tin") names it in a plan whose headings go by the index; in a plan on that
    very matter it is just the matter.
    """
    by_index = len({domain for section in draft.sections for domain in components_of(section.title, suggested=False)}) >= _GOES_BY_INDEX
    own: dict[str, tuple[int, ...]] = {}
    for section in draft.sections:
        own[section.path] = components_of(section.title, suggested=by_index) or own.get(section.path.rpartition("/")[0], ())
    return tuple(own[section.path] for section in draft.sections)


# --- which passages -------------------------------------------------------------------------------------------------


def _candidates(draft: Draft, governed: _Governors) -> Iterator[_Candidate]:
    """The passages that state tasks, in order, each with its cells."""
    stated = list(_stated(draft))
    cells = _cells_below(draft, set(stated), governed)
    columns = columns_of_tables(draft.document)
    above: tuple[Filled, ...] = ()
    for index in stated:
        passage = draft.passages[index]
        own = cells.get(index, ())
        if passage.role == "row":
            block = draft.document.blocks[passage.block]
            above = row_cells(draft.document, block, columns[block.table], above)
            own = (*above, *own)
        yield _Candidate(index, passage, own)


def _stated(draft: Draft) -> Iterator[int]:
    """The indexes of the passages that state tasks."""
    if not draft.sections:
        yield from _reported(draft)
        return
    body = min((passage.end for passage in draft.passages if passage.role == "title"), default=0)
    for index, passage in enumerate(draft.passages):
        if passage.role not in _ORIGINS or passage.end <= passage.start or _is_of_annex(draft, passage):
            continue
        if passage.section is None or draft.sections[passage.section].kind not in _ASSIGNING_KINDS:
            if passage.start > body and _orders_all_the_same(draft, passage):
                yield index
            continue
        if passage.role != "heading" or (states_order(draft, passage.span) and assignment(draft, passage.span).leads):
            yield index


def _is_of_annex(draft: Draft, passage: Passage) -> bool:
    """Whether a paragraph only says that an annex tells the tasks."""
    return passage.role == "paragraph" and passage_rule("notice-of-annex", passage.span.of(draft.document.folded))


def _orders_all_the_same(draft: Draft, passage: Passage) -> bool:
    """Whether a passage outside the sections that assign work gives an order: an item beside them, or the closing words of a plan."""
    if passage.section is None:
        stands_out = passage.role in ("item", "paragraph")
    else:
        kind = draft.sections[passage.section].kind
        stands_out = passage.role == "paragraph" and kind in ("budget", "other") and passage_rule("closing", passage.span.of(draft.document.folded))
    found = assignment(draft, passage.span) if stands_out else _NOBODY
    return bool(found.leads) and found.rule != LATER


def _reported(draft: Draft) -> Iterator[int]:
    """In a text without sections: the sentences of paragraphs that assign something, and the bullets below them.

    Once a paragraph has given an order, those that only name a body at work are tasks too; before that they are captions.
    Below a heading without a label ("NHIỆM VỤ") all that does not name a matter in turn is a task, or nothing is.
    """
    ordering = assigning = False
    block = -1
    headed: SectionKind | None = None
    for index, passage in enumerate(draft.passages):
        if passage.role not in ("paragraph", "bullet", "item", "row", "lead-in"):
            continue
        words = passage.span.of(draft.document.folded)
        if kind := _unlabelled_heading(draft, passage):
            headed = kind
            continue
        if headed is not None:
            if headed in _ASSIGNING_KINDS and passage.role != "lead-in" and not words.endswith(":"):
                yield index
            continue
        if passage.role == "lead-in" or (passage.block != block and (passage.role == "paragraph" or passage.parent is None)):
            assigns = passage_rule("assigns", words) or (passage.role == "item" and bool(assignment(draft, passage.span).leads))
            assigning = not passage_rule("reports-issue", words) and (assigns or (ordering and bool(assignment(draft, passage.span).leads)))
            ordering = ordering or assigning
        block = passage.block
        if assigning and passage.role != "lead-in" and not passage_rule("reports-contents", words):
            yield index


def _unlabelled_heading(draft: Draft, passage: Passage) -> SectionKind | None:
    """What follows a line in capitals that says what it is about; None for any other passage."""
    text = passage.span.of(draft.document.text)
    if passage.role not in ("paragraph", "lead-in") or len(text) > _LONGEST_HEADING or not text.isupper():
        return None
    return stated_kind(passage.span.of(draft.document.folded))


def _cells_below(draft: Draft, stated: set[int], governed: _Governors) -> Mapping[int, tuple[Filled, ...]]:
    """The cells that lines fill in, by the index of the task they serve.

    Lines below several bullets serve all of them, back to the last that has lines of its own or says for itself who does it; where a
    heading says who does them, or they are many, lines serve the bullet above them alone.
    """
    served: dict[int, tuple[Filled, ...]] = {}
    waiting: list[int] = []
    serves: list[int] = []
    previous: Passage | None = None
    for index, passage in enumerate(draft.passages):
        if passage.role == "cells":
            if previous is None or previous.role != "cells":
                serves = _without_lead(draft, waiting, governed)
            filled = line_cells(draft.document, passage.span)
            for task in serves:
                served[task] = (*served.get(task, ()), *filled)
        elif index in stated:
            if previous is not None and (previous.role == "cells" or previous.parent != passage.parent):
                waiting = []
            waiting.append(index)
        previous = passage if passage.role == "cells" or index in stated else previous
    return served


def _without_lead(draft: Draft, waiting: list[int], governed: _Governors) -> list[int]:
    """The last of the tasks waiting for cells, with those before it back to one of which it is said who does it."""
    kept = waiting[-1:]
    for index in reversed(waiting[:-1]):
        passage = draft.passages[index]
        if assignment(draft, passage.span).leads or governed.above(passage).leads:
            break
        kept.append(index)
        if len(kept) > _MOST_SERVED:
            return waiting[-1:]
    return kept[::-1]


# --- one task -------------------------------------------------------------------------------------------------------


class _Governors:
    """What headings and lead-ins say of those below them, each read once."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._read: dict[int, Assignment] = {}

    def above(self, passage: Passage) -> Assignment:
        """The nearest heading or lead-in above a passage that names who does or takes part."""
        index = passage.parent
        while index is not None:
            found = self._said(index)
            if found.leads or found.coordinators:
                return found
            index = self._draft.passages[index].parent
        return _NOBODY

    def _said(self, index: int) -> Assignment:
        if index not in self._read:
            self._read[index] = assignment(self._draft, self._draft.passages[index].span)
        return self._read[index]


def _task(draft: Draft, candidate: _Candidate, governed: _Governors, components: tuple[tuple[int, ...], ...]) -> tuple[Task, tuple[Diagnostic, ...]]:
    document, passage = draft.document, candidate.passage
    section = draft.sections[passage.section] if passage.section is not None else None
    who = _who(draft, candidate, governed)
    deadline, noticed = _when(draft, candidate)
    under = components[passage.section] if passage.section is not None else ()
    under = under or topic_components(document.folded, passage.span)
    texts = {column: [cell.span.of(document.text) for cell in candidate.cells if cell.column == column] for column in ("outputs", "budget")}
    task = Task(
        id="",
        section=None,
        path=section.path if section else None,
        text=passage.span.of(document.text),
        start=passage.start,
        end=passage.end,
        page=document.page_at(passage.start),
        rule=f"tasks.{'order-heading' if passage.role == 'heading' else passage.role}",
        origin=_ORIGINS[passage.role],
        leads=who.leads,
        coordinators=who.coordinators,
        deadline=deadline,
        outputs=tuple(output for text in texts["outputs"] for output in split_outputs(text)),
        budget="; ".join(" ".join(text.split()) for text in texts["budget"]) or None,
        components=under,
        inferred_components=() if under else infer_components(passage.span.of(document.text)),
        criteria=_criteria(draft, candidate),
        target_items=target_items_in(document.folded, passage.span),
        targets=(),
        legal_refs=(),
        confidence=round(_TRUST[passage.role] * min([1.0, *(agency.confidence for agency in (*who.leads, *who.coordinators))]), 2),
    )
    return task, noticed


def _criteria(draft: Draft, candidate: _Candidate) -> tuple[str, ...]:
    """The criterion codes of the task's criteria cells, then those that its own words name."""
    folded = draft.document.folded
    cells = (code for cell in candidate.cells if cell.column == "criteria" for code in criteria_of_cell(cell.span.of(folded)))
    return tuple(dict.fromkeys((*cells, *criteria_in(folded, candidate.passage.span))))


def _who(draft: Draft, candidate: _Candidate, governed: _Governors) -> Assignment:
    """Who leads and who takes part: the task's cells decide, else its own words, else what stands above it."""
    told = [cell_assignment(draft, cell.span) for cell in candidate.cells if cell.column == "leads"]
    leads = tuple(agency for each in told for agency in each.leads)
    coordinators = tuple(agency for cell in candidate.cells if cell.column == "coordinators" for agency in list_agencies(draft, cell.span))
    if leads:
        return Assignment(leads, coordinators or tuple(agency for each in told for agency in each.coordinators), "tasks.cells", 0.97)
    own = assignment(draft, candidate.passage.span)
    if own.leads and own.rule != LATER:
        return replace(own, coordinators=coordinators or own.coordinators)
    above = _paragraph_order(draft, candidate.index) if not draft.sections else governed.above(candidate.passage)
    if own.leads and not above.leads:
        return replace(own, coordinators=coordinators or own.coordinators or above.coordinators)
    return Assignment(above.leads, coordinators or own.coordinators or above.coordinators, above.rule, above.confidence)


def _paragraph_order(draft: Draft, index: int) -> Assignment:
    """In a text without sections: whom the paragraph's last explicit order before this sentence addresses."""
    passage = draft.passages[index]
    for other in map(draft.passages.__getitem__, range(index - 1, -1, -1)):
        if other.block != passage.block:
            break
        if passage_rule("orders", other.span.of(draft.document.folded)):
            found = assignment(draft, other.span)
            return Assignment(found.leads, (), found.rule, found.confidence)
    return assignment(draft, draft.passages[passage.parent].span) if passage.parent is not None else _NOBODY


def _when(draft: Draft, candidate: _Candidate) -> tuple[Deadline | None, tuple[Diagnostic, ...]]:
    """The deadline of the task's time cell, else of its own words; a cell that is not understood is noted."""
    period = draft.metadata.period
    for cell in candidate.cells:
        if cell.column != "deadline":
            continue
        if deadline := find_deadline(draft.document, cell.span, period, in_cell=True):
            return deadline, ()
        text = " ".join(cell.span.of(draft.document.text).split())
        return None, (diagnose("deadline-not-understood", f"The time “{text}” of a task was not understood; read it in the source.", cell.start, cell.end),)
    return find_deadline(draft.document, candidate.passage.span, period, in_cell=False), ()


def split_outputs(cell: str) -> tuple[str, ...]:
    """The products that a cell lists, split at list markers, semicolons and line ends (not at commas).

    >>> split_outputs("- Báo cáo kết quả rà soát; - Quyết định công bố văn bản")
    ('Báo cáo kết quả rà soát', 'Quyết định công bố văn bản')
    >>> split_outputs("Quyết định, Báo cáo")
    ('Quyết định, Báo cáo',)
    """
    parts = (_LISTED if cell.lstrip().startswith(("-", "–", "+", "•", "*")) else _PARTED).split(cell)
    products = (" ".join(part[mark.end() if (mark := _OPENING_MARK.match(part)) else 0 :].split()).strip(" .;") for part in parts)
    return tuple(product for product in products if product)
