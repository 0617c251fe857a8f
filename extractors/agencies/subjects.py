"""Who leads: the body that opens an item, or that its words name further on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import regex

from extractors.agencies.grammar import unit_at
from extractors.agencies.lists import Found, agencies, row_at
from extractors.agencies.patterns import pattern
from extractors.agencies.view import View, is_predicate, is_verb
from extractors.rules import Rule, load_rules
from schemas.plan import Agency

_FIRST_SENTENCE: Final = 700
"""How far into an item its subject is looked for, in characters."""
_ISSUERS: Final = frozenset(
    {"committee", "government", "ministry", "ministerial-agency", "department", "party-committee", "council", "person", "board", "vertical"}
)
_COMMANDERS: Final = frozenset({"committee", "government", "ministry", "ministerial-agency", "person"})
END: Final = regex.compile(r"[\s.;:,…/✓*)\"]*$")
_JOINT: Final = regex.compile(r"\s*[,:;]?\s*")
_CLAUSE: Final = regex.compile(
    r",\s*|(?<!\p{L})thì\s+|(?<=năm|quý|tháng|tuần|kỳ|ngày|\d)\s+(?=(?:các|ubnd|ủy\s+ban|sở|phòng|ban|văn\s+phòng|trung\s+tâm|công\s+chức|bộ\s+phận|tổ|kế\s+toán"
    r"|thủ\s+trưởng|chủ\s+tịch|giám\s+đốc|trưởng|hiệu\s+trưởng|chánh|lãnh\s+đạo|bí\s+thư)\s)"
)
_PATIENT: Final = regex.compile(r"(?:trong\s+)?quá\s+trình|nếu|khi|trường\s+hợp|nhận\s+được|tiếp\s+nhận|trên\s+đây\s+là")
"""Circumstances that hold deeds of their own: the subject may stand behind them."""
_SENTENCE_END: Final = regex.compile(r"[.;:](?=\s|$)")
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
_BETWEEN: Final = regex.compile(r"(?<!\p{L})giữa\s+(?:các|những)(?!\p{L})[^.;:()]*$")
_GIVEN: Final = regex.compile(r"(?:giao(?: cho)?|do)\s+")
_ROLE_OF_BRACKETS: Final = regex.compile(
    r"\s*(?:$|[,;]?\s*(chủ\s+trì|thực\s+hiện|phụ\s+trách|tham\s+mưu|đầu\s+mối|chịu\s+trách\s+nhiệm|là\s+đầu\s+mối|phối\s+hợp)(?!\p{L})"
    r"|[,;]\s*(?:định\s+kỳ|thường\s+xuyên|hằng|hàng|quý|tháng|năm|trong|trước|hoàn\s+thành|xong|thời\s+gian|từ|chậm\s+nhất|ngày)(?!\p{L}))"
)
_LATER: Final = regex.compile(r"(?:[.;]|(?<=\s)(?<dash>-))\s+(?:đồng\s+thời,?\s+)?(?=\p{L})")
_DEED: Final = regex.compile(
    r",?\s+(?!(?:là|không|đã|đang|sẽ|sau|trước|ngoài|trong|tại|về|với|của|để|qua|thì|khi|nếu|và|luôn|cũng|còn|đều|vào|từ"
    r"|phải|cần|chưa|được|nào|xem\s+xét|quyết\s+định|phê\s+duyệt)"
    r"(?!\p{L})|có\s+(?!trách\s+nhiệm|nhiệm\s+vụ))"
)
"""Not what follows a body of which something is only said."""
_MATTER: Final = regex.compile(r"(?:việc|công\s+tác|nhiệm\s+vụ|nội\s+dung|phần\s+việc)(?!\p{L})")
_DONE_BY: Final = regex.compile(r"(?<=\s)(?:do|giao\s+cho|giao)\s+")
_SEES_TO: Final = regex.compile(
    r",?\s+(?:chịu\s+trách\s+nhiệm|có\s+trách\s+nhiệm|chủ\s+trì|phụ\s+trách|thực\s+hiện|tham\s+mưu|theo\s+dõi|đảm\s+nhiệm|phối\s+hợp|triển\s+khai)(?!\p{L})"
)
LATER: Final = "agencies.later"
"""The rule that takes the subject of a later sentence: weaker than what a heading says."""


@cache
def rules_of(role: str) -> tuple[Rule, ...]:
    """The rules of ``agencies.toml`` that play one role."""
    return tuple(rule for rule in load_rules("agencies") if rule.values["role"] == role)


def of_role(role: str, rules: Iterable[Rule]) -> Iterator[Rule]:
    """Those of the rules that play one role."""
    return (rule for rule in rules if rule.values["role"] == role)


def _first(role: str, view: View, start: int) -> tuple[Rule, regex.Match[str]] | None:
    for rule in rules_of(role):
        found = rule.pattern.match(view.folded, start, view.limit)
        if found:
            return rule, found
    return None


@dataclass(frozen=True, slots=True)
class Opening:
    """The bodies an item opens with, where their words end, and the rule that says they act."""

    leads: tuple[Agency, ...]
    end: int
    rule: str
    confidence: float


def opening_at(view: View, start: int) -> Opening | None:
    """The bodies that open what begins at ``start``, behind a circumstance too; None where it opens otherwise."""
    gap = _JOINT.match(view.folded, start, view.limit)
    start = gap.end() if gap else start
    prefix = _prefix(view, start)
    if prefix:
        rule, at = prefix[0], view.after("blank", prefix[1])
        found = row_at(view, at)
        if not found.units and (bare := unit_at(view, at, listing=True)) and _first("narrowing", view, bare[-1].end):
            found = Found(bare, bare[-1].end)
        if not found.units:
            return _after_circumstance(view, start)
        found = _narrowed(view, _inspected(view, found))
        return Opening(agencies(view, found.units), found.end, rule.name, rule.confidence)
    found = row_at(view, start)
    if not found.units and (bare := unit_at(view, start, listing=True)) and _first("inspected", view, bare[-1].end):
        found = Found(bare, bare[-1].end)
    found = _inspected(view, found)
    if found.units:
        return _subject(view, start, found)
    return _after_circumstance(view, start)


def _prefix(view: View, start: int) -> tuple[Rule, int] | None:
    """The "giao", "đề nghị", "đối với" that goes before the bodies, and where they begin."""
    words = view.folded[start : min(view.limit, start + 80)]
    for rule in rules_of("opening"):
        found = rule.pattern.match(words)
        if found:
            return rule, start + found.end()
    return None


def _subject(view: View, start: int, found: Found) -> Opening | None:
    narrowed = _narrowed(view, found)
    who = agencies(view, narrowed.units)
    end = narrowed.end
    handed = _handed_on(view, who, end)
    if handed is not None:
        return handed
    if not _acts(view, end):
        return None
    rest = not END.match(view.folded, end, view.limit)
    if rest and who[0].kind == "portal" and not _first("lead-verb", view, end) and not _first("narrowing-end", view, end):
        return Opening((), start, "agencies.thing", 0.7)
    return Opening(who, end, "agencies.subject" if rest else "agencies.heading", min(agency.confidence for agency in who))


def _handed_on(view: View, who: tuple[Agency, ...], end: int) -> Opening | None:
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
        return Opening(agencies(view, row.units), row.end, rule.name, rule.confidence)
    return Opening((), end, rule.name, rule.confidence) if who[0].kind in _COMMANDERS and rule.name == "agencies.redirect" else None


def _narrowed(view: View, found: Found) -> Found:
    """The row with the clause that narrows its last body: "Các đơn vị được phân công chủ trì" before "có trách nhiệm"."""
    last = found.units[-1]
    relative = _first("narrowing", view, found.end)
    if relative is None or last.kind not in ("collective", "committee"):
        return found
    border = _SENTENCE_END.search(view.folded, found.end, min(view.limit, found.end + 300))
    limit = border.start() if border else min(view.limit, found.end + 300)
    for rule in rules_of("narrowing-end"):
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
    acts = END.match(view.folded, end, view.limit) or (gap and is_predicate(view, gap.end()) and not _NO_PREDICATE.match(view.folded, gap.end()))
    return Found((*found.units[:-1], replace(found.units[-1], end=end)), end) if acts else found


def _acts(view: View, end: int) -> bool:
    """Whether what follows the bodies makes them a subject: nothing, a border, or a predicate."""
    if END.match(view.folded, end, view.limit):
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
    tags = [tagged.tag for tagged in view.tag(stretch)[:2]]
    return (bool(tags) and tags[0] in ("V", "R")) or (tags[1:2] == ["V"] and tags[0] in ("A", "R"))


def _after_circumstance(view: View, start: int) -> Opening | None:
    """ "Căn cứ Kế hoạch này, các sở, ngành …", "nếu có vướng mắc thì Thủ trưởng các cơ quan …": the subject behind a circumstance."""
    opening = next((rule for rule in rules_of("intro") if rule.pattern.match(view.folded[start : start + 40])), None)
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
            return Opening(agencies(view, found.units), found.end, asked[0].name, asked[0].confidence)
        found = row_at(view, at)
        if not found.units or found.units[0].kind == "capitals" or _goes_on(view, at, found):
            continue
        handed = _handed_on(view, agencies(view, found.units), found.end)
        if handed is not None:
            return handed
        found = _narrowed(view, found)
        gap = view.meets("gap", found.end)
        if gap and is_predicate(view, gap.end()) and not _NO_PREDICATE.match(view.folded, gap.end()):
            return Opening(agencies(view, found.units), found.end, opening.name, opening.confidence)
    return None


def _goes_on(view: View, at: int, found: Found) -> bool:
    """Whether the bodies are the rest of a row that began before a comma: "của cơ quan, đơn vị, địa phương gửi về …"."""
    row = found.units[0].kind == "collective" and view.text[at : at + 1].islower() and view.meets("quantifier", at) is None
    return row and pattern("after-agencies").search(view.folded, max(0, at - _CLAUSE_LENGTH), at) is not None


def led_elsewhere(view: View, start: int, rules: Sequence[Rule]) -> Opening | None:
    """Who leads where the item opens with nobody, the surest reading first."""
    return (
        _after_topic(view, start)
        or _led_inside(view, start, rules)
        or _asked_later(view, start, rules)
        or _in_brackets(view, start)
        or _given(view, start)
        or _said_later(view, start)
    )


def _after_topic(view: View, start: int) -> Opening | None:
    """ "Chế độ báo cáo: Các phòng báo cáo …", "Về kinh phí: Giao Sở Tài chính …": the subject behind a topic and its colon."""
    topic = _TOPIC.match(view.folded, start, view.limit)
    if topic is None or _NO_TOPIC.search(view.folded, start, topic.end()):
        return None
    opening = opening_at(view, topic.end())
    if opening is None or not opening.leads or END.match(view.folded, opening.end, view.limit):
        return None
    return opening


def _led_inside(view: View, start: int, rules: Sequence[Rule]) -> Opening | None:
    """ "… do Sở Nội vụ chủ trì", "(Sở Nội vụ chủ trì)": a lead that the words name further on."""
    if _JOINS.match(view.folded, start, view.limit):
        return None
    for rule in of_role("lead-verb", rules):
        for verb in rule.pattern.finditer(view.folded, start, view.limit):
            within = view.to(verb.end())
            for begin in _CLAUSE_START.finditer(view.folded, max(start, verb.start() - _CLAUSE_LENGTH), verb.start()):
                found = row_at(within, begin.end())
                if begin["dash"] and found.units and _ends_with_body(view.to(begin.start() - 1), start):
                    continue
                if found.units and found.end == verb.start() and found.units[-1].kind != "role":
                    return Opening(agencies(within, found.units), found.end, rule.name, 0.85)
    return None


def _asked_later(view: View, start: int, rules: Sequence[Rule]) -> Opening | None:
    """ "Trên đây là Kế hoạch …, yêu cầu các cơ quan …": those who are asked after what closes or explains the plan."""
    for rule in of_role("asked", rules):
        for asked in rule.pattern.finditer(view.folded, start, min(view.limit, start + _FIRST_SENTENCE)):
            found = row_at(view, asked.end())
            if found.units:
                found = _narrowed(view, found)
                return Opening(agencies(view, found.units), found.end, rule.name, rule.confidence)
    return None


def _in_brackets(view: View, start: int) -> Opening | None:
    """ "Tổ chức hội nghị trong quý I (Phòng Nội vụ).": those who stand in the brackets that close an item, unless they explain a body before them."""
    last = _LAST_BRACKETS.search(view.folded, max(start, view.limit - _CLAUSE_LENGTH), view.limit)
    if last is None or last.start() == start:
        return None
    inside = view.to(last.end(2))
    prefix = _GIVEN.match(view.folded, last.start(2), last.end(2))
    found = row_at(inside, prefix.end() if prefix else last.start(2))
    said = _ROLE_OF_BRACKETS.match(view.folded, found.end, inside.limit) if found.units else None
    if said is None:
        return None
    if not prefix and not said[1] and _explains(view.to(last.start()), start, found):
        return None
    return Opening(agencies(inside, found.units), found.end, "agencies.brackets", 0.8)


def _ends_with_body(view: View, start: int) -> bool:
    """Whether a body is the last thing said before the view's limit."""
    begins = [word.start() for word in _WORD.finditer(view.folded, max(start, view.limit - 80), view.limit)]
    named = (unit_at(view, begin, listing=True) for begin in begins[-10:] if not view.meets("level-noun", begin))
    return any(units and units[-1].end == view.limit for units in named)


def _explains(view: View, start: int, found: Found) -> bool:
    """Whether brackets with these bodies explain a body before them; one name alone is no explanation of those between whom something is."""
    alone = len(found.units) == 1 and found.units[0].kind in ("known", "headed")
    return _ends_with_body(view, start) and not (alone and _BETWEEN.search(view.folded, max(start, view.limit - 80), view.limit))


def _given(view: View, start: int) -> Opening | None:
    """ "Việc theo dõi … do Phòng Nội vụ thực hiện.": a matter is named, and who sees to it."""
    if not _MATTER.match(view.folded, start, view.limit):
        return None
    limit = min(view.limit, start + _CLAUSE_LENGTH)
    for given in _DONE_BY.finditer(view.folded, start, limit):
        found = row_at(view, given.end())
        if found.units and _SEES_TO.match(view.folded, found.end, view.limit):
            return Opening(agencies(view, found.units), found.end, "agencies.given", 0.8)
    return None


def _said_later(view: View, start: int) -> Opening | None:
    """ "Kiểm tra văn bản …; Phòng Tư pháp chịu trách nhiệm thực hiện.": the subject of a later sentence or clause, where the first has none."""
    for border in _LATER.finditer(view.folded, start, min(view.limit, start + _FIRST_SENTENCE)):
        at = border.end()
        opening = None if view.meets("verb", at) and not view.meets("head", at) else opening_at(view, at)
        if opening is None or not opening.leads or " đã " in view.folded[at : opening.end] or view.meets("staff", view.after("quantifier", at)):
            continue  # "Chính phủ đã giao các bộ …" only tells, and staff at large do not see to what goes before
        if (_SEES_TO if border["dash"] else _DEED).match(view.folded, opening.end, view.limit) and _acts(view, opening.end):
            return replace(opening, rule=LATER, confidence=0.7)
    return None
