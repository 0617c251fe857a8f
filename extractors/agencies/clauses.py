"""Who does it: the bodies that a task's or heading's own words make lead or take part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import regex

from extractors.agencies.grammar import View, is_predicate, is_verb, unit_at
from extractors.agencies.lists import Found, agencies, agencies_from, list_agencies, row_at
from extractors.draft import Draft
from extractors.rules import Rule, load_rules
from extractors.sieve import Sieve
from schemas.plan import Agency
from schemas.text import Span, fold

_FIRST_SENTENCE: Final = 700
"""How far into an item its subject is looked for, in characters."""
_ISSUERS: Final = frozenset(
    {"committee", "government", "ministry", "ministerial-agency", "department", "party-committee", "council", "person", "board", "vertical"}
)
_COMMANDERS: Final = frozenset({"committee", "government", "ministry", "ministerial-agency", "person"})
_END: Final = regex.compile(r"[\s.;:,…/✓*)\"]*$")
_JOINT: Final = regex.compile(r"\s*[,:;]?\s*")
_CLAUSE: Final = regex.compile(
    r",\s*|(?<!\p{L})thì\s+|(?<=năm|quý|tháng|tuần|kỳ|ngày|\d)\s+(?=(?:các|ubnd|ủy ban|sở|phòng|ban|văn phòng|trung tâm|công chức|bộ phận|tổ|kế toán"
    r"|thủ trưởng|chủ tịch|giám đốc|trưởng|hiệu trưởng|chánh|lãnh đạo|bí thư)\s)"
)
_PATIENT: Final = regex.compile(r"(?:trong )?quá trình|nếu|khi|trường hợp|nhận được|tiếp nhận|trên đây là")
"""Circumstances that hold deeds of their own: the subject may stand behind them."""
_SENTENCE_END: Final = regex.compile(r"[.;:](?=\s|$)")
_BEFORE_COORDINATION: Final = regex.compile(
    r"(?:^|[.,;:()\-–]|\b(?:đồng thời|và|hoặc|để|trì|nhiệm|động|cực|xuyên|cường|thời|cùng|tục|cần|phải|sẽ|chặt chẽ|trung|khai|hiện|mối|cứu"
    r"|phân công|tự|nhiệm vụ|được giao|quyền hạn))\s*$"
)
_VERB_BEFORE: Final = regex.compile(r"(?:^|[\s,;])(\p{L}+\s+\p{L}+|\p{L}+)\s*$")
_INDEFINITE: Final = regex.compile(r"(?<!\p{L})một (?:số )?(?:cơ quan|đơn vị|sở|đầu mối|bộ phận)(?!\p{L})[^.;]{0,80}$")
_MAY_COORDINATE: Final = regex.compile(r"phối\s+hợp|cùng|sự\s+tham\s+gia")
_BORDER: Final = regex.compile(r"\s*([:;,(\n]|-\s)?\s*\"?")
_NO_PREDICATE: Final = regex.compile(r"(?:và|trong|tại|về|với|của|để)(?!\p{L})")
_CLAUSE_START: Final = regex.compile(r"[.;:(]\s*|(?<=\s)(?<dash>-)\s+|(?<!\p{L})(?:do|giao\s+cho|giao|dưới\s+sự\s+chủ\s+trì\s+của)\s+")
_CLAUSE_LENGTH: Final = 250
"""How long the row of bodies before a "chủ trì" may be, in characters."""
_JOINS: Final = regex.compile(r"(?:tham\s+gia|tham\s+dự|hưởng\s+ứng|phối\s+hợp|cử)(?!\p{L})")
_PREDICATE_GAP: Final = regex.compile(r"\s+")
_WORD: Final = regex.compile(r"\p{L}+")
_TOPIC: Final = regex.compile(r"\s*+[^:.;\n]{3,80}:\s+(?=\p{L})")
_NO_TOPIC: Final = regex.compile(
    r"(?<!\p{L})(?:phối hợp|gồm|sau|sau đây|như|thành phần|danh sách|đối tượng|tại|đơn vị|cơ quan|các sở|các phòng|nơi nhận|là|địa điểm|với|cho|gửi)(?!\p{L})"
)
_LAST_BRACKETS: Final = regex.compile(r"\s*\((\s*)([^()]{4,200})\)[\s.;,/]*$")
_GIVEN: Final = regex.compile(r"(?:giao(?: cho)?|do)\s+")
_ROLE_OF_BRACKETS: Final = regex.compile(
    r"\s*(?:$|[,;]?\s*(chủ trì|thực hiện|phụ trách|tham mưu|đầu mối|chịu trách nhiệm|là đầu mối|phối hợp)(?!\p{L})"
    r"|[,;]\s*(?:định kỳ|thường xuyên|hằng|hàng|quý|tháng|năm|trong|trước|hoàn thành|xong|thời gian|từ|chậm nhất|ngày)(?!\p{L}))"
)
_COOPERATES: Final = regex.compile(r"(?<!\p{L})(?:phối\s+hợp|chủ\s+trì(?:\s*[:,)]|\s+cùng(?!\p{L}))|(?:ct|ph)\s*:)")
"""What makes a cell of those who lead more than a list of them."""
_REMARK: Final = regex.compile(r"\s*\(\s*(?:(?:cơ\s+quan|đơn\s+vị)\s+)?(chủ\s+trì|phối\s+hợp|p/h|thực\s+hiện)[^()]{0,40}\)[\s,;]*(?:và\s+)?")
_PARTED: Final = regex.compile(r"\(\s*(?:(?:cơ\s+quan|đơn\s+vị)\s+)?phối\s+hợp\s*\)")
_PAIRED_LEAD: Final = regex.compile(
    r"(?<!\p{L})(?:chủ trì|đầu mối|thường trực|đảm nhiệm|đảm nhận|thực hiện|phụ trách|tham mưu|chịu trách nhiệm)\s*[,;]\s*(?=\p{L})"
)
_LATER: Final = regex.compile(r"(?:[.;]|(?<=\s)(?<dash>-))\s+(?:đồng thời,?\s+)?(?=\p{L})")
_DEED: Final = regex.compile(
    r",?\s+(?!(?:là|không|đã|đang|sẽ|sau|trước|ngoài|trong|tại|về|với|của|để|qua|thì|khi|nếu|và|luôn|cũng|còn|đều|vào|từ"
    r"|phải|cần|chưa|được|nào|xem xét|quyết định|phê duyệt)"
    r"(?!\p{L})|có (?!trách nhiệm|nhiệm vụ))"
)
"""Not what follows a body of which something is only said."""
_MATTER: Final = regex.compile(r"(?:việc|công tác|nhiệm vụ|nội dung|phần việc)(?!\p{L})")
_DONE_BY: Final = regex.compile(r"(?<=\s)(?:do|giao cho|giao)\s+")
_SEES_TO: Final = regex.compile(
    r",?\s+(?:chịu trách nhiệm|có trách nhiệm|chủ trì|phụ trách|thực hiện|tham mưu|theo dõi|đảm nhiệm|phối hợp|triển khai)(?!\p{L})"
)
_COLON: Final = regex.compile(r"\s*:\s*(?=\p{L})")
_COORDINATES: Final = regex.compile(r"\s+(?:cùng |tham gia |là (?:cơ quan|đơn vị) )?phối hợp(?!\p{L})")


LATER: Final = "agencies.later"
"""The rule that takes the subject of a later sentence: weaker than what a heading says."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who does what the words say, as far as they say it: both are empty where the words name nobody."""

    leads: tuple[Agency, ...] = ()
    coordinators: tuple[Agency, ...] = ()
    rule: str | None = None
    """The rule that found the leads, or the coordinators where there are no leads."""
    confidence: float = 0.0


@cache
def _rules(role: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules("agencies") if rule.values["role"] == role)


@cache
def _sieve() -> Sieve:
    """The rules that are searched for all over an item."""
    return Sieve(rule for role in ("label", "lead-verb", "asked", "coordination") for rule in _rules(role))


def _of(role: str, rules: Iterable[Rule]) -> Iterator[Rule]:
    return (rule for rule in rules if rule.values["role"] == role)


def _first(role: str, view: View, start: int) -> tuple[Rule, regex.Match[str]] | None:
    for rule in _rules(role):
        found = rule.pattern.match(view.folded, start, view.limit)
        if found:
            return rule, found
    return None


@dataclass(frozen=True, slots=True)
class _Opening:
    """The bodies an item opens with, where their words end, and the rule that says they act."""

    leads: tuple[Agency, ...]
    end: int
    rule: str
    confidence: float


def opening_agencies(draft: Draft, span: Span) -> tuple[tuple[Agency, ...], int]:
    """The bodies that open a stretch as those who act, and where their words end; empty, with the stretch's start, where it opens otherwise."""
    opening = _opening(draft, span)
    return (opening.leads, opening.end) if opening else ((), span.start)


def is_agency_heading(draft: Draft, span: Span) -> bool:
    """Whether the whole stretch is nothing but bodies, with at most "giao", "đề nghị" or "đối với" before them."""
    opening = _opening(draft, span)
    return opening is not None and bool(opening.leads) and _END.match(draft.document.folded, opening.end, span.end) is not None


def assignment(draft: Draft, span: Span) -> Assignment:
    """Who leads and who takes part by the words of one item, heading or lead-in alone; what it inherits is for the caller to add.

    Strongest first: labels ("Cơ quan chủ trì: …"), the body that opens it or is given it, a body that "chủ trì" elsewhere in it.
    """
    rules = _sieve().sift(span.of(draft.document.folded))
    labelled = _labelled(draft, span, rules)
    if labelled:
        return labelled
    opening = _opening(draft, span)
    if opening is None or not opening.leads:
        opening = (
            _after_topic(draft, span)
            or _led_inside(draft, span, rules)
            or _asked_later(draft, span, rules)
            or _in_brackets(draft, span)
            or _given(draft, span)
            or _later(draft, span)
            or opening
        )
    if opening and _PARTED.search(draft.document.folded, span.start, opening.end):
        parted = _remarked(draft, Span(span.start, opening.end))
        if parted:
            return parted
    leads = opening.leads if opening else ()
    named = {fold(agency.mention) for agency in leads}
    taking_part = _coordinators(draft, span, _restated(draft, opening.end, span.end) if opening else span.start, rules)
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
    marks = sorted((found.start(), found.end(), rule.name) for rule in _of("label", rules) for found in rule.pattern.finditer(folded, span.start, span.end))
    if not marks:
        return None
    ends = [start for start, _, _ in marks[1:]] + [span.end]
    leads: list[Agency] = []
    coordinators: list[Agency] = []
    for (_, end, name), border in zip(marks, ends, strict=True):
        stop = _label_end(folded, end, border)
        (leads if name == "agencies.cell-lead" else coordinators).extend(list_agencies(draft, Span(end, stop)))
    return Assignment(tuple(leads), tuple(coordinators), marks[0][2], 0.95) if leads or coordinators else None


_OTHER_LABEL: Final = regex.compile(
    r"[;.\n]\s*[-+*]?\s*(?:thời gian|thời hạn|tiến độ|kinh phí|sản phẩm|kết quả|nguồn|hoàn thành|ghi chú)[^:;\n]{0,40}:|\.\s+(?=\p{L})"
    r"|[;,]\s*(?:hoàn thành|thời gian|thời hạn|xong trước|trước ngày|trong (?:quý|tháng|năm))(?!\p{L})"
)


def _label_end(folded: str, start: int, limit: int) -> int:
    other = _OTHER_LABEL.search(folded, start, limit)
    end = other.start() if other else limit
    closing = folded.rfind(")", start, end)
    return closing if closing >= 0 and folded.count("(", start, end) < folded.count(")", start, end) else end


def _opening(draft: Draft, span: Span) -> _Opening | None:
    view = View.of(draft, span.end)
    gap = _JOINT.match(view.folded, span.start, span.end)
    start = gap.end() if gap else span.start
    prefix = _prefix(view, start)
    if prefix:
        rule, at = prefix[0], view.after("blank", prefix[1])
        found = row_at(view, at)
        if not found.units and (bare := unit_at(view, at, listing=True)) and _first("narrowing", view, bare[-1].end):
            found = Found(bare, bare[-1].end)
        if not found.units:
            return _after_circumstance(view, start)
        found = _narrowed(view, _inspected(view, found))
        return _Opening(agencies(view, found.units), found.end, rule.name, rule.confidence)
    found = row_at(view, start)
    if not found.units and (bare := unit_at(view, start, listing=True)) and _first("inspected", view, bare[-1].end):
        found = Found(bare, bare[-1].end)
    found = _inspected(view, found)
    if found.units:
        return _subject(draft, view, start, found)
    return _after_circumstance(view, start)


def _prefix(view: View, start: int) -> tuple[Rule, int] | None:
    """The "giao", "đề nghị", "đối với" that goes before the bodies, and where they begin."""
    words = view.folded[start : min(view.limit, start + 80)]
    for rule in _rules("opening"):
        found = rule.pattern.match(words)
        if found:
            return rule, start + found.end()
    return None


def _subject(draft: Draft, view: View, start: int, found: Found) -> _Opening | None:
    narrowed = _narrowed(view, found)
    who = agencies(view, narrowed.units)
    end = narrowed.end
    handed = _handed_on(view, who, end)
    if handed is not None:
        return handed
    if not _acts(draft, view, end):
        return None
    rest = not _END.match(view.folded, end, view.limit)
    if rest and who[0].kind == "portal" and not _first("lead-verb", view, end) and not _first("narrowing-end", view, end):
        return _Opening((), start, "agencies.thing", 0.7)
    return _Opening(who, end, "agencies.subject" if rest else "agencies.heading", min(agency.confidence for agency in who))


def _handed_on(view: View, who: tuple[Agency, ...], end: int) -> _Opening | None:
    """ "UBND tỉnh giao Sở Nội vụ …": those it is given to act; nobody where the issuer only speaks."""
    if len(who) != 1 or who[0].collective:
        return None
    found = _first("issuer", view, end)
    if found is None:
        return None
    rule, match = found
    allowed = _ISSUERS if rule.name == "agencies.redirect" else _COMMANDERS
    if who[0].kind not in allowed:
        return None
    row = row_at(view, match.end())
    if row.units:
        row = _narrowed(view, row)
        return _Opening(agencies(view, row.units), row.end, rule.name, rule.confidence)
    return _Opening((), end, rule.name, rule.confidence) if who[0].kind in _COMMANDERS and rule.name == "agencies.redirect" else None


def _narrowed(view: View, found: Found) -> Found:
    """The row with the clause that narrows its last body: "Các đơn vị được phân công chủ trì" before "có trách nhiệm"."""
    last = found.units[-1]
    relative = _first("narrowing", view, found.end)
    if relative is None or last.kind not in ("collective", "committee"):
        return found
    border = _SENTENCE_END.search(view.folded, found.end, min(view.limit, found.end + 300))
    limit = border.start() if border else min(view.limit, found.end + 300)
    for rule in _rules("narrowing-end"):
        duty = rule.pattern.search(view.folded, relative[1].end(), limit)
        if duty:
            return Found((*found.units[:-1], replace(last, end=duty.start())), duty.start())
    return found


def _inspected(view: View, found: Found) -> Found:
    """The row with the words that say what is done to its last body ("Các đơn vị được kiểm tra"), where it is told to act or stands alone."""
    if not found.units or found.units[-1].kind != "collective":
        return found
    patient = _first("inspected", view, found.end)
    if patient is None:
        return found
    end = patient[1].end()
    gap = _PREDICATE_GAP.match(view.folded, end, view.limit)
    acts = _END.match(view.folded, end, view.limit) or (gap and is_predicate(view, gap.end()) and not _NO_PREDICATE.match(view.folded, gap.end()))
    return Found((*found.units[:-1], replace(found.units[-1], end=end)), end) if acts else found


def _acts(draft: Draft, view: View, end: int) -> bool:
    """Whether what follows the bodies makes them a subject: nothing, a border, or a predicate."""
    if _END.match(view.folded, end, view.limit):
        return True
    if _first("no-subject", view, end):
        return False
    following = _BORDER.match(view.folded, end, view.limit)
    at = following.end() if following else end
    if following and following[1] and following[1].strip() in (":", "", "(", "-"):
        return True
    if is_predicate(view, at):
        return True
    if not view.text[at : at + 1].islower():
        return False
    stretch = view.text[at : min(view.limit, at + 60)]
    tags = [tagged.tag for tagged in draft.words.tag(stretch)[:2]]
    return (bool(tags) and tags[0] in ("V", "R")) or (tags[1:2] == ["V"] and tags[0] in ("A", "R"))


def _after_circumstance(view: View, start: int) -> _Opening | None:
    """ "Căn cứ Kế hoạch này, các sở, ngành …", "nếu có vướng mắc thì Thủ trưởng các cơ quan …": the subject behind a circumstance."""
    opening = next((rule for rule in _rules("intro") if rule.pattern.match(view.folded[start : start + 40])), None)
    if opening is None:
        return None
    limit = min(view.limit, start + _FIRST_SENTENCE)
    border = _SENTENCE_END.search(view.folded, start, limit)
    limit = border.start() if border else limit
    patient = _PATIENT.match(view.folded, start) is not None
    for clause in _CLAUSE.finditer(view.folded, start, limit):
        at = clause.end()
        if is_verb(view, at) and not patient and not view.meets("any-organisation", at):
            return None
        asked = _prefix(view, at)
        if asked and asked[0].name == "agencies.assign" and (found := row_at(view, asked[1])).units:
            return _Opening(agencies(view, found.units), found.end, asked[0].name, asked[0].confidence)
        found = row_at(view, at)
        if not found.units or found.units[0].kind == "capitals":
            continue
        handed = _handed_on(view, agencies(view, found.units), found.end)
        if handed is not None:
            return handed
        found = _narrowed(view, found)
        gap = view.meets("gap", found.end)
        if gap and is_predicate(view, gap.end()) and not _NO_PREDICATE.match(view.folded, gap.end()):
            return _Opening(agencies(view, found.units), found.end, opening.name, opening.confidence)
    return None


def _led_inside(draft: Draft, span: Span, rules: Sequence[Rule]) -> _Opening | None:
    """ "… do Sở Nội vụ chủ trì", "(Sở Nội vụ chủ trì)": a lead that the words name further on."""
    folded = draft.document.folded
    if _JOINS.match(folded, span.start, span.end):
        return None
    for rule in _of("lead-verb", rules):
        for verb in rule.pattern.finditer(folded, span.start, span.end):
            view = View.of(draft, verb.end())
            for begin in _CLAUSE_START.finditer(folded, max(span.start, verb.start() - _CLAUSE_LENGTH), verb.start()):
                found = row_at(view, begin.end())
                if begin["dash"] and found.units and _ends_with_body(replace(view, limit=begin.start() - 1), span.start):
                    continue
                if found.units and found.end == verb.start() and found.units[-1].kind != "role":
                    return _Opening(agencies(view, found.units), found.end, rule.name, 0.85)
    return None


def _after_topic(draft: Draft, span: Span) -> _Opening | None:
    """ "Chế độ báo cáo: Các phòng báo cáo …", "Về kinh phí: Giao Sở Tài chính …": the subject behind a topic and its colon."""
    topic = _TOPIC.match(draft.document.folded, span.start, span.end)
    if topic is None or _NO_TOPIC.search(draft.document.folded, span.start, topic.end()):
        return None
    opening = _opening(draft, Span(topic.end(), span.end))
    if opening is None or not opening.leads or _END.match(draft.document.folded, opening.end, span.end):
        return None
    return opening


def _in_brackets(draft: Draft, span: Span) -> _Opening | None:
    """ "Tổ chức hội nghị trong quý I (Phòng Nội vụ).": those who stand in the brackets that close an item, unless they explain a body before them."""
    folded = draft.document.folded
    last = _LAST_BRACKETS.search(folded, max(span.start, span.end - _CLAUSE_LENGTH), span.end)
    if last is None or last.start() == span.start:
        return None
    view = View.of(draft, last.end(2))
    prefix = _GIVEN.match(folded, last.start(2), last.end(2))
    found = row_at(view, prefix.end() if prefix else last.start(2))
    said = _ROLE_OF_BRACKETS.match(folded, found.end, view.limit) if found.units else None
    if said is None:
        return None
    if not prefix and not said[1] and _ends_with_body(View.of(draft, last.start()), span.start):
        return None
    return _Opening(agencies(view, found.units), found.end, "agencies.brackets", 0.8)


def _ends_with_body(view: View, start: int) -> bool:
    """Whether a body is the last thing said before the view's limit."""
    begins = [word.start() for word in _WORD.finditer(view.folded, max(start, view.limit - 80), view.limit)]
    named = (unit_at(view, begin, listing=True) for begin in begins[-10:] if not view.meets("level-noun", begin))
    return any(units and units[-1].end == view.limit for units in named)


def _asked_later(draft: Draft, span: Span, rules: Sequence[Rule]) -> _Opening | None:
    """ "Trên đây là Kế hoạch …, yêu cầu các cơ quan …": those who are asked after what closes or explains the plan."""
    view = View.of(draft, span.end)
    for rule in _of("asked", rules):
        for asked in rule.pattern.finditer(view.folded, span.start, min(span.end, span.start + _FIRST_SENTENCE)):
            found = row_at(view, asked.end())
            if found.units:
                found = _narrowed(view, found)
                return _Opening(agencies(view, found.units), found.end, rule.name, rule.confidence)
    return None


def _given(draft: Draft, span: Span) -> _Opening | None:
    """ "Việc theo dõi … do Phòng Nội vụ thực hiện.": a matter is named, and who sees to it."""
    folded = draft.document.folded
    if not _MATTER.match(folded, span.start, span.end):
        return None
    limit = min(span.end, span.start + _CLAUSE_LENGTH)
    for given in _DONE_BY.finditer(folded, span.start, limit):
        view = View.of(draft, span.end)
        found = row_at(view, given.end())
        if found.units and _SEES_TO.match(folded, found.end, span.end):
            return _Opening(agencies(view, found.units), found.end, "agencies.given", 0.8)
    return None


def _later(draft: Draft, span: Span) -> _Opening | None:
    """ "Kiểm tra văn bản …; Phòng Tư pháp chịu trách nhiệm thực hiện.": the subject of a later sentence or clause, where the first has none."""
    view = View.of(draft, span.end)
    for border in _LATER.finditer(view.folded, span.start, min(span.end, span.start + _FIRST_SENTENCE)):
        at = border.end()
        opening = None if view.meets("verb", at) and not view.meets("head", at) else _opening(draft, Span(at, span.end))
        if opening is None or not opening.leads or " đã " in view.folded[at : opening.end]:
            continue  # "Chính phủ đã giao các bộ …" only tells
        if (_SEES_TO if border["dash"] else _DEED).match(view.folded, opening.end, span.end) and _acts(draft, view, opening.end):
            return replace(opening, rule=LATER, confidence=0.7)
    return None


def _restated(draft: Draft, end: int, limit: int) -> int:
    """The end of a subject that is named once more behind a colon ("Các thôn: Trưởng thôn phối hợp …"), else ``end``."""
    colon = _COLON.match(draft.document.folded, end, limit)
    return row_at(View.of(draft, limit), colon.end()).end if colon else end


def _coordinators(draft: Draft, span: Span, subject_end: int, rules: Sequence[Rule]) -> list[Agency]:
    view = View.of(draft, span.end)
    made: dict[str, Agency] = {}
    if not _MAY_COORDINATE.search(view.folded, span.start, span.end):
        return []
    for rule in _of("coordination", rules):
        for cue in rule.pattern.finditer(view.folded, span.start, span.end):
            if not _takes_part(view, span.start, cue, subject_end):
                continue
            for agency in agencies_from(draft, cue.end(), span.end)[0]:
                made.setdefault(fold(agency.mention), agency)
    for paired in _paired(view, span):
        made.setdefault(fold(paired.mention), paired)
    return sorted(made.values(), key=lambda agency: agency.start)


def _paired(view: View, span: Span) -> list[Agency]:
    """ "Sở Nội vụ chủ trì, các sở, ngành phối hợp": those who take part stand before their verb."""
    found: list[Agency] = []
    for border in _PAIRED_LEAD.finditer(view.folded, span.start, span.end):
        row = row_at(view, border.end())
        if row.units and _COORDINATES.match(view.folded, row.end, span.end):
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
