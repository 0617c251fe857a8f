"""Who does it: the bodies that a task's or heading's own words make lead or take part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import regex

from extractors.agencies.lists import agencies, list_agencies, row_at
from extractors.agencies.subjects import END, LATER, led_elsewhere, of_role, opening_at, rules_of
from extractors.agencies.view import View, is_verb
from extractors.draft import Draft
from extractors.rules import Rule
from extractors.sieve import Sieve
from schemas.plan import Agency
from schemas.text import Span, fold

_BEFORE_COORDINATION: Final = regex.compile(
    r"(?:^|[.,;:()\-–]|\b(?:đồng thời|và|hoặc|để|trì|nhiệm|động|cực|xuyên|cường|thời|cùng|tục|cần|phải|sẽ|chặt chẽ|trung|khai|hiện|mối|cứu"
    r"|phân công|tự|nhiệm vụ|được giao|quyền hạn))\s*$"
)
_VERB_BEFORE: Final = regex.compile(r"(?:^|[\s,;])(\p{L}+\s+\p{L}+|\p{L}+)\s*$")
_INDEFINITE: Final = regex.compile(r"(?<!\p{L})một (?:số )?(?:cơ quan|đơn vị|sở|đầu mối|bộ phận)(?!\p{L})[^.;]{0,80}$")
_MAY_COORDINATE: Final = regex.compile(r"phối\s+hợp|cùng|sự\s+tham\s+gia")
_COOPERATES: Final = regex.compile(r"(?<!\p{L})(?:phối\s+hợp|chủ\s+trì(?:\s*[:,)]|\s+cùng(?!\p{L}))|(?:ct|ph)\s*:)")
"""What makes a cell of those who lead more than a list of them."""
_REMARK: Final = regex.compile(r"\s*\(\s*(?:(?:cơ\s+quan|đơn\s+vị)\s+)?(chủ\s+trì|phối\s+hợp|p/h|thực\s+hiện)[^()]{0,40}\)[\s,;]*(?:và\s+)?")
_PARTED: Final = regex.compile(r"\(\s*(?:(?:cơ\s+quan|đơn\s+vị)\s+)?phối\s+hợp\s*\)")
_PAIRED_LEAD: Final = regex.compile(
    r"(?<!\p{L})(?:chủ\s+trì|đầu\s+mối|thường\s+trực|đảm\s+nhiệm|đảm\s+nhận|thực\s+hiện|phụ\s+trách|tham\s+mưu|chịu\s+trách\s+nhiệm)\s*[,;]\s*(?=\p{L})"
)
_COLON: Final = regex.compile(r"\s*:\s*(?=\p{L})")
_COORDINATES: Final = regex.compile(r"\s+(?:cùng\s+|tham\s+gia\s+|là\s+(?:cơ\s+quan|đơn\s+vị)\s+)?phối\s+hợp(?!\p{L})")
_OTHER_LABEL: Final = regex.compile(
    r"[;.\n]\s*[-+*]?\s*(?:thời gian|thời hạn|tiến độ|kinh phí|sản phẩm|kết quả|nguồn|hoàn thành|ghi chú)[^:;\n]{0,40}:|\.\s+(?=\p{L})"
    r"|[;,]\s*(?:hoàn thành|thời gian|thời hạn|xong trước|trước ngày|trong (?:quý|tháng|năm))(?!\p{L})"
)


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who does what the words say, as far as they say it: both are empty where the words name nobody."""

    leads: tuple[Agency, ...] = ()
    coordinators: tuple[Agency, ...] = ()
    rule: str | None = None
    """The rule that found the leads, or the coordinators where there are no leads."""
    confidence: float = 0.0


@cache
def _sieve() -> Sieve:
    """The rules that are searched for all over an item."""
    return Sieve(rule for role in ("label", "lead-verb", "asked", "coordination") for rule in rules_of(role))


def opening_agencies(draft: Draft, span: Span) -> tuple[tuple[Agency, ...], int]:
    """The bodies that open a stretch as those who act, and where their words end; empty, with the stretch's start, where it opens otherwise."""
    opening = opening_at(View.of(draft, span.end), span.start)
    return (opening.leads, opening.end) if opening else ((), span.start)


def is_agency_heading(draft: Draft, span: Span) -> bool:
    """Whether the whole stretch is nothing but bodies, with at most "giao", "đề nghị" or "đối với" before them."""
    opening = opening_at(View.of(draft, span.end), span.start)
    return opening is not None and bool(opening.leads) and END.match(draft.document.folded, opening.end, span.end) is not None


def assignment(draft: Draft, span: Span) -> Assignment:
    """Who leads and who takes part by the words of one item, heading or lead-in alone; what it inherits is for the caller to add.

    Strongest first: labels ("Cơ quan chủ trì: …"), the body that opens it or is given it, a body that "chủ trì" elsewhere in it.
    """
    rules = _sieve().sift(span.of(draft.document.folded))
    labelled = _labelled(draft, span, rules)
    if labelled:
        return labelled
    view = View.of(draft, span.end)
    opening = opening_at(view, span.start)
    if opening is None or not opening.leads:
        opening = led_elsewhere(view, span.start, rules) or opening
    if opening and _PARTED.search(draft.document.folded, span.start, opening.end):
        parted = _remarked(draft, Span(span.start, opening.end))
        if parted:
            return parted
    leads = opening.leads if opening else ()
    named = {fold(agency.mention) for agency in leads}
    taking_part = _coordinators(view, span.start, _restated(view, opening.end) if opening else span.start, rules)
    if opening and opening.rule == LATER and {agency.start for agency in taking_part} & {lead.start for lead in leads}:
        leads, named = (), set()  # "phối hợp với các cơ quan; UBND các xã tổ chức …": no clause begins there
    coordinators = tuple(agency for agency in taking_part if fold(agency.mention) not in named)
    if leads and opening:
        return Assignment(leads, coordinators, opening.rule, opening.confidence)
    if coordinators:
        return Assignment((), coordinators, "agencies.coordinate", min(agency.confidence for agency in coordinators))
    return Assignment()


def cell_assignment(draft: Draft, span: Span) -> Assignment:
    """Who leads and who takes part by a cell of those who lead.

    Most are a list of bodies; labels ("Chủ trì: A; Phối hợp: B"), a sentence ("A chủ trì, phối hợp với B") or remarks
    ("A (chủ trì), B (phối hợp)") may part them.
    """
    if _COOPERATES.search(draft.document.folded, span.start, span.end):
        said = _remarked(draft, span) or assignment(draft, span)
        if said.leads:
            return said
    return Assignment(list_agencies(draft, span), (), "tasks.cells", 0.97)


def _remarked(draft: Draft, span: Span) -> Assignment | None:
    """ "Sở Nội vụ (chủ trì); Sở Tài chính, Sở Y tế (phối hợp)": each remark is for the bodies since the one before; those after the last take part."""
    leads: list[Agency] = []
    coordinators: list[Agency] = []
    start = span.start
    for remark in _REMARK.finditer(draft.document.folded, span.start, span.end):
        (coordinators if remark[1].startswith("p") else leads).extend(list_agencies(draft, Span(start, remark.start())))
        start = remark.end()
    coordinators.extend(list_agencies(draft, Span(start, span.end)))
    return Assignment(tuple(leads), tuple(coordinators), "agencies.remarks", 0.9) if leads and start > span.start else None


def _labelled(draft: Draft, span: Span, rules: Sequence[Rule]) -> Assignment | None:
    """ "Chủ trì: A; Phối hợp: B": the bodies behind the labels."""
    folded = draft.document.folded
    marks = sorted((found.start(), found.end(), rule.name) for rule in of_role("label", rules) for found in rule.pattern.finditer(folded, span.start, span.end))
    if not marks:
        return None
    ends = [start for start, _, _ in marks[1:]] + [span.end]
    leads: list[Agency] = []
    coordinators: list[Agency] = []
    for (_, end, name), border in zip(marks, ends, strict=True):
        stop = _label_end(folded, end, border)
        (leads if name == "agencies.cell-lead" else coordinators).extend(list_agencies(draft, Span(end, stop)))
    return Assignment(tuple(leads), tuple(coordinators), marks[0][2], 0.95) if leads or coordinators else None


def _label_end(folded: str, start: int, limit: int) -> int:
    other = _OTHER_LABEL.search(folded, start, limit)
    end = other.start() if other else limit
    closing = folded.rfind(")", start, end)
    return closing if closing >= 0 and folded.count("(", start, end) < folded.count(")", start, end) else end


def _restated(view: View, end: int) -> int:
    """The end of a subject that is named once more behind a colon ("Các thôn: Trưởng thôn phối hợp …"), else ``end``."""
    colon = _COLON.match(view.folded, end, view.limit)
    return row_at(view, colon.end()).end if colon else end


def _coordinators(view: View, start: int, subject_end: int, rules: Sequence[Rule]) -> list[Agency]:
    made: dict[str, Agency] = {}
    if not _MAY_COORDINATE.search(view.folded, start, view.limit):
        return []
    for rule in of_role("coordination", rules):
        for cue in rule.pattern.finditer(view.folded, start, view.limit):
            if not _takes_part(view, start, cue, subject_end):
                continue
            for agency in agencies(view, row_at(view, cue.end(), anything=True).units):
                made.setdefault(fold(agency.mention), agency)
    for paired in _paired(view, start):
        made.setdefault(fold(paired.mention), paired)
    return sorted(made.values(), key=lambda agency: agency.start)


def _paired(view: View, start: int) -> list[Agency]:
    """ "Sở Nội vụ chủ trì, các sở, ngành phối hợp": those who take part stand before their verb."""
    found: list[Agency] = []
    for border in _PAIRED_LEAD.finditer(view.folded, start, view.limit):
        row = row_at(view, border.end())
        if row.units and _COORDINATES.match(view.folded, row.end, view.limit):
            found.extend(agencies(view, row.units))
    return found


def _takes_part(view: View, start: int, cue: regex.Match[str], subject_end: int) -> bool:
    """Whether a "phối hợp" is this task's own: it opens a clause or follows its subject or another verb of it, and its subject is not "một cơ quan"."""
    if cue.start() == start or view.folded[subject_end : cue.start()].isspace():
        return True
    before = view.folded[max(start, cue.start() - 120) : cue.start()]
    if _INDEFINITE.search(before):
        return False
    if _BEFORE_COORDINATION.search(before):
        return True
    words = _VERB_BEFORE.search(before)
    if not words:
        return False
    place = cue.start() - len(before) + words.start(1)
    return is_verb(view, place)
