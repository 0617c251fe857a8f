"""Chỉ tiêu: the figures of a plan, each classed as aimed at, already reached, or merely describing.

Every figure is found by a named rule of ``targets.toml``; what only describes (a date, a law's number, a service level, a
price) is set aside first. Comparators, differences and status are told by the words around the figure.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest
from typing import Final, Literal

import regex

from extractors.draft import Draft, Passage, Role
from extractors.rules import Rule, load_rules
from extractors.sieve import Sieve
from extractors.tables import Column, column_rule, content_cell, guess_columns, read_header
from schemas.diagnostic import diagnose
from schemas.document import Block, Cell, Document
from schemas.plan import Change, Comparator, Section, Target
from schemas.text import Span, fold

Status = Literal["target", "result"]

_READ: Final[frozenset[Role]] = frozenset({"preamble", "heading", "lead-in", "bullet", "item", "paragraph", "row"})
_GOVERNED: Final = 160
"""How far before a figure, in characters, the words that bind it are looked for."""
_FOLLOWING: Final = 160
"""Words right behind a figure that belong to it are no longer, in characters."""
_SENTENCE_REACH: Final = 2000
"""Words that say whether a figure is aimed at stand within so many characters of it."""
_LONGEST: Final = 320
"""A stretch with a figure and what it measures is no longer, in characters."""
_SUBJECT: Final = 220
"""A subject before a figure is no longer, in characters."""
_PREFIX: Final = 110
"""Words before a figure that stands before its noun ("xử lý 100% …") belong to it up to so many characters."""
_WIDEST_GAP: Final = 9
"""White space that a stretch steps over is no wider, in characters."""
_JOINT: Final = 90
"""A counted thing joined to another figure ("100% các phòng và 09 xã") follows it within so many characters."""

_MAY_HOLD_FIGURE: Final = regex.compile(r"(?<![\d/])\d(?<!năm \d(?=\d{3}(?!\d)))|…|\.\.|__")
"""A number that is no year, or a blank."""
_SENTENCE_END: Final = regex.compile(r"(?<!(?<!\p{L})(?:tp|tx|tt|q|h|ths|ts))[.!?](?=[\s\"/)]|$)|\n|;")
_BODIES_GO_ON: Final = regex.compile(r"\s*(?:và )?(?:ubnd|ủy ban|các|sở|phòng|ban|cơ quan|đơn vị|xã|trung tâm|trường|cấp)(?!\p{L})")
_PREDICATE: Final = regex.compile(r"(?<!\p{L})(?:được|đạt|có|phải|áp dụng|thực hiện|sử dụng|hoàn thành|đã|ban hành|cung cấp|giải quyết)(?!\p{L})")
_MEASURED_BY: Final = regex.compile(
    r"(?<=\p{L}\p{L}):|(?<=\p{L}\p{L}[\s,)]{1,3})(?:(?:đạt|ở mức|tăng|giảm|xếp|đứng|nằm|vượt|chưa đạt)(?!\p{L})|(?:từ|trên|tối thiểu|ít nhất|dưới)(?=\s+\d))"
)
_LEVEL_GOES_ON: Final = regex.compile(
    r"\s{0,9}[,;]?\s{0,9}(?:(?:và|còn)\s{1,9})?(?:(?:ở|đối với)\s{1,9})?"
    r"cấp\s{1,9}(?:tỉnh|huyện|xã|sở|trung ương|cơ sở)\s{1,9}(?:\p{L}{1,9}\s{1,9}){0,4}?[≥>]?\s{0,9}\d"
)
_LEVEL: Final = regex.compile(r"\s{0,9}(?:(?:ở|tại|đối với)\s{1,9})?cấp\s{1,9}(?:tỉnh|huyện|xã|sở|trung ương|cơ sở)(?!\p{L})")
"""A share that says only the level ("…, 97% cấp huyện"); of what stands before the first of the list."""
_LISTED: Final = regex.compile(r"[^.;:\d\n]{0,120}?(?:,|\s(?:và|hoặc|cùng))\s{1,9}(?:(?:ở|tại|cho|đối với|ubnd)\s{1,9})?")
_PART_OF: Final = regex.compile(r"(?<!\p{L})trong đó(?:\s{1,9}có)?\s{1,9}\Z")
_NARROWED: Final = regex.compile(r"[\s,;.]{0,9}(?:trong đó|riêng)(?!\p{L})")
"""Words between two figures after which the second measures a part of what the first does."""
_LINK: Final = 120
"""What stands between two figures of a list is no longer, in characters."""
_ENDS_LIST: Final = regex.compile(_PREDICATE.pattern + r"|[.\n]")
_BRACKETED: Final = regex.compile(r"\s{0,9}\([^()\n]*\Z")
_AND_AT: Final = regex.compile(r"\s{0,9}(?:và|,)\s{1,9}(?:\p{L}{1,9}\s{1,9}){1,4}(?:tại|cho|đối với)\s{1,9}")
"""Between two counted things of which the second has a verb of its own but what is done from the first."""
_NAMED: Final = regex.compile(r"\s{0,9}\([^()\n]{1,200}\)\s{0,9}(?:[.,;]|\Z)")
"""The names of counted things, which end what is said of them."""
_SHARE_GOES_ON: Final = regex.compile(r"\s{0,9}(?:và\s{1,9})?\d{1,4}\s?/\s?\d{1,4}\s[\p{L},\s]{2,40}(?=[.;(]|\Z)")
_ANAPHORA: Final = regex.compile(r"(?:chỉ số|tỷ lệ|kết quả|điểm số|thứ hạng)(?: này| trên)? (?:đạt|tăng|giảm|xếp)")
_HANGING: Final = regex.compile(r"[\s,]+(?:và|hoặc|đồng thời|trong đó|với|cho)\s*$")
_BETWEEN: Final = regex.compile(r"[,;]\s|\svà\s")
_COMMA: Final = regex.compile(r",\s")
_OPENS_PART: Final = regex.compile(r"[,(]\s")
_EVENT: Final = regex.compile(
    r"(?:lớp|khóa|hội nghị|hội thảo|hội thi|cuộc|buổi|đợt|phiên|chuyên|phóng sự|tin|bài|video|clip|tờ|phiếu|băng rôn|pa nô|áp phích|ấn phẩm)(?!\p{L})"
)
"""Things that are held or told, which measure nothing but inspection."""
_PREPOSITION: Final = regex.compile(r"(?<!\p{L})(?:tại|của|cho|đối với|trong|ở|trên) *$")
_PAST_HEADING: Final = regex.compile(r"kết quả (?:đạt được|thực hiện)|tình hình|đánh giá|thực trạng|hạn chế|tồn tại")
_PAST_COLUMN: Final = regex.compile(r"thực hiện|kết quả|hiện trạng|(?<!\p{L})th(?!\p{L})")
_AIMED_COLUMN: Final = regex.compile(r"(?<!\p{L})(?:kế hoạch|kh|chỉ tiêu|mục tiêu)(?!\p{L})")
_AIM_HEADER: Final = regex.compile(r"\s*(?:chỉ tiêu|mục tiêu)\s*")
_COLUMN_YEAR: Final = regex.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_YEAR: Final = regex.compile(r"năm\s+((?:19|20)\d{2})")
_NUMBERED: Final = regex.compile(r"chỉ tiêu(?: số)?\s+(\d+)\s*[:.]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in the text: the number with its unit and the words that bind it (``start..end``)."""

    rule: Rule
    start: int
    end: int
    digits: Span
    """The number itself, without unit."""
    value: float | None
    high: float | None
    measure: Span | None
    """Where the unit stands, None where the rule knows it."""
    comparator: Comparator
    change: Change | None
    shared: bool
    """Whether the words that bind it bind what is listed after it too ("ít nhất 10 sở và 05 huyện")."""

    @property
    def counted(self) -> bool:
        """Whether it counts things ("05 lớp"), which follow it, and so gives no difference."""
        return bool(self.rule.values.get("counted"))

    @property
    def joins(self) -> bool:
        """Whether it counts only as the continuation of another figure ("100% các phòng và 09 xã")."""
        return bool(self.rule.values.get("joins"))

    def unit(self, text: str) -> str | None:
        """The unit: the rule's own, or as written in a text."""
        return " ".join(self.measure.of(text).split()) if self.measure else self.rule.values.get("unit")


@dataclass(frozen=True, slots=True)
class _Setting:
    """What surrounds a stretch of text and decides how its figures are meant."""

    path: str | None
    item: str | None
    reported: Literal["preamble", "section"] | None
    """Whether the place tells what has been."""
    year: int | None
    """The first year of the plan."""


def find_targets(draft: Draft) -> Draft:
    """The draft with its targets and results; a blank figure ("đạt …%") has a null value and a diagnostic."""
    targets = sorted(_targets(draft), key=lambda target: (target.start, target.end))
    blanks = (
        diagnose("blank-figure", "the plan leaves a figure blank; its value is null", target.start, target.end) for target in targets if target.value is None
    )
    return replace(draft, targets=tuple(targets), diagnostics=(*draft.diagnostics, *blanks))


def indicator_id(folded: str, unit: str | None = None) -> str | None:
    """The indicator of the guide that a folded phrase names; None where it is none of them.

    >>> indicator_id("chỉ số cải cách hành chính (par index) của tỉnh", "bậc"), indicator_id("hồ sơ được trả kết quả đúng hẹn")
    ('par_index_rank', 'tthc_on_time')
    """
    rule = next((rule for rule in load_rules("indicators") if rule.pattern.search(folded)), None)
    return _id_of(rule, unit) if rule else None


def parse_number(text: str, counted: bool = False) -> float:
    """A number in Vietnamese or English writing; ``counted`` things have thousands, not three decimals.

    >>> parse_number("87,07"), parse_number("86.55"), parse_number("1.250", counted=True), parse_number("1.250.000,5")
    (87.07, 86.55, 1250.0, 1250000.5)
    """
    if text.count(".") > 1 or ("." in text and "," in text):
        return float(text.replace(".", "").replace(",", "."))
    whole, _, fraction = text.replace(",", ".").partition(".")
    if counted and len(fraction) == 3 and whole.strip("0"):
        return float(whole + fraction)
    return float(f"{whole}.{fraction or 0}")


def find_figures(folded: str, span: Span) -> tuple[Figure, ...]:
    """The figures in a stretch of folded text that can be a target or a result, in order, without overlap."""
    taken = bytearray(span.end - span.start)

    def take(start: int, end: int) -> None:
        taken[start - span.start : end - span.start] = b"\1" * (end - start)

    rules = _figure_rules().sift(span.of(folded))
    for rule in rules:
        if rule.values["role"] == "describes":
            for match in rule.pattern.finditer(folded, span.start, span.end):
                take(*match.span())
    found: list[Figure] = []
    if all(taken[match.start() - span.start] for match in _MAY_HOLD_FIGURE.finditer(folded, span.start, span.end)):
        return ()
    for rule in rules:
        if rule.values["role"] != "figure":
            continue
        for match in rule.pattern.finditer(folded, span.start, span.end):
            digits = Span(match.start("value"), max(match.end("value"), match.end("high") if "high" in match.groupdict() else 0))
            if any(taken[digits.start - span.start : digits.end - span.start]):
                continue
            figure = _figure(folded, span, rule, match)
            if rule.values.get("plural") and figure.value is not None and figure.value < 2 and figure.comparator == "=":
                continue
            if not figure.joins or any(_joined(folded, other, figure) for other in found):
                found.append(figure)
                take(digits.start, digits.end)
    return _listed(folded, sorted(found, key=lambda figure: figure.digits.start))


# ---- where figures stand -------------------------------------------------------------------------------------------


def _targets(draft: Draft) -> Iterator[Target]:
    document = draft.document
    headers = _headers(document)
    year = _plan_year(draft)
    cited = [(ref.start, ref.end) for ref in draft.legal_refs]
    for passage in draft.passages or _blocks_as_passages(document):
        section = None if passage.section is None else draft.sections[passage.section]
        if passage.role not in _READ or (section and section.kind == "budget") or not _may_hold_figure(document.folded, passage, cited):
            continue
        block = document.blocks[passage.block]
        setting = _Setting(section.path if section else None, _item(document.folded, passage, section), _reported(draft, passage, section), year)
        if passage.role != "row" or not block.cells:
            yield from _read(document, passage.span, setting)
            continue
        header, columns = headers.get(block.table, (block, {}))
        if header is block and _columns(document, block):
            continue
        content = content_cell(block, columns)
        if content:
            yield from _read_cells(document, header, block, content, columns, setting)
            yield from _read(document, content.span, setting)


def _may_hold_figure(folded: str, passage: Passage, cited: Sequence[tuple[int, int]]) -> bool:
    """Whether a passage has a number outside years and legal references, or a blank where one belongs."""
    for match in _MAY_HOLD_FIGURE.finditer(folded, passage.start, passage.end):
        index = bisect_right(cited, (match.start(), len(folded))) - 1
        if index < 0 or cited[index][1] <= match.start():
            return True
    return False


def _blocks_as_passages(document: Document) -> tuple[Passage, ...]:
    return tuple(Passage("row" if block.kind == "row" else "paragraph", block.start, block.end, index) for index, block in enumerate(document.blocks))


def _headers(document: Document) -> Mapping[int | None, tuple[Block, Mapping[int, Column]]]:
    """The header of each table that has one, with what its columns hold."""
    headers: dict[int | None, tuple[Block, Mapping[int, Column]]] = {}
    for block in document.blocks:
        if block.kind == "row" and block.table not in headers and (columns := _columns(document, block)):
            headers[block.table] = (block, columns)
    unnamed: dict[int | None, list[Block]] = {}
    for block in document.blocks:
        if block.kind == "row" and block.cells and block.table not in headers:
            unnamed.setdefault(block.table, []).append(block)
    return headers | {table: (rows[0], _guessed(document, rows)) for table, rows in unnamed.items()}


def _guessed(document: Document, rows: Sequence[Block]) -> Mapping[int, Column]:
    """The columns of a table without a known header: the content is what its first row calls so, else what holds most text."""
    rules = ((cell, column_rule(cell.span.of(document.text))) for cell in rows[0].cells)
    named = next(
        (cell.column for cell, rule in rules if rule and (rule.values["column"] == "content" or _AIM_HEADER.fullmatch(document.folded, cell.start, cell.end))),
        None,
    )
    return guess_columns(rows) if named is None else {named: "content"}


def _columns(document: Document, row: Block) -> Mapping[int, Column]:
    """What the columns under a header hold; in a table of figures the column headed "Chỉ tiêu" names what is measured."""
    known = read_header(document, row)
    if "content" in known.values():
        return known
    rules = {cell.column: rule for cell in row.cells if (rule := column_rule(cell.span.of(document.text)))}
    columns: dict[int, Column] = {column: rule.values["column"] for column, rule in rules.items()}
    figures = [column for column, held in columns.items() if held == "figure"]
    if len(figures) < 2 or "content" in columns.values():
        return known
    return {**columns, figures[0]: "content"}


def _plan_year(draft: Draft) -> int | None:
    period, issued = draft.metadata.period, draft.metadata.issued_on
    if period and (day := period.start or period.end):
        return day.year
    if issued:
        return issued.year
    titles = (passage for passage in draft.passages if passage.role == "title")
    found = next((found for title in titles if (found := _YEAR.search(draft.document.folded, title.start, title.end))), None)
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


# ---- a stretch of text ---------------------------------------------------------------------------------------------


def _read(document: Document, span: Span, setting: _Setting) -> Iterator[Target]:
    folded = document.folded
    sentences = _sentences(folded, span)
    ends = [sentence.end for sentence in sentences]
    figures = find_figures(folded, span)
    told: list[tuple[Figure, Target]] = []
    for figure, following in zip_longest(figures, figures[1:]):
        at = bisect_right(ends, figure.digits.start)
        before, previous = told[-1] if told else (None, None)
        beside = previous if previous and previous.end > sentences[at].start else None
        near = Span(max(sentences[at].start, figure.digits.start - _SENTENCE_REACH), sentences[at].end)
        status = _status(folded, span, near, figure, setting, previous, beside)
        if status is None:
            continue
        stretch = _stretch(folded, sentences, at, figure, following, beside, before)
        unit = figure.unit(folded)
        known = indicator_id(stretch.of(folded), unit)
        indicator = _indicator(document, stretch, figure)
        shared = previous and (_ANAPHORA.match(folded, stretch.start) or stretch.start == previous.start)
        if previous and shared:
            indicator = previous.indicator
        if previous and previous.indicator_id and (shared or figure.joins or _narrows(folded, previous, figure)):
            known = known or _same_indicator(previous.indicator_id, unit)
        if figure.measure and known != "inspection" and _EVENT.match(folded, figure.measure.start):
            known = None
        told.append((figure, _target(document, figure, stretch, setting, status, indicator, known)))
    yield from _with_their_predicate(folded, told)


def _narrows(folded: str, previous: Target, figure: Figure) -> bool:
    """Whether a figure says of a part what the one before it says of the whole ("…; riêng lĩnh vực đất đai đạt 85%")."""
    return previous.unit == figure.rule.values.get("unit") and bool(_NARROWED.match(folded, previous.end, figure.start))


def _with_their_predicate(folded: str, told: Sequence[tuple[Figure, Target]]) -> Iterator[Target]:
    """The targets, where those of a list that only its end says something of ("98% hồ sơ cấp tỉnh, 97% … đúng hạn") measure the same."""
    heads = {figure.start for figure, _ in told}
    named: list[Target] = []
    after: tuple[Figure, Target] | None = None
    for figure, target in reversed(told):
        if (
            after
            and not figure.counted
            and target.indicator_id is None
            and after[1].indicator_id
            and target.start in heads
            and after[0].change == figure.change
            and 0 <= after[0].start - figure.end <= _LINK
            and not _ENDS_LIST.search(folded, figure.end, after[0].start)
        ):
            target = replace(target, indicator_id=_same_indicator(after[1].indicator_id, target.unit))
        after = (figure, target)
        named.append(target)
    yield from reversed(named)


def _target(document: Document, figure: Figure, stretch: Span, setting: _Setting, status: Status, indicator: str | None, known: str | None) -> Target:
    return Target(
        id="",
        section=None,
        path=setting.path,
        item=setting.item,
        task=None,
        text=stretch.of(document.text),
        start=stretch.start,
        end=stretch.end,
        page=document.page_at(stretch.start),
        rule=figure.rule.name,
        status=status,
        indicator=indicator,
        indicator_id=known,
        comparator=figure.comparator,
        value=figure.value,
        value_max=figure.high,
        unit=figure.unit(document.text),
        change=figure.change,
        components=(),
        owners=(),
        confidence=figure.rule.confidence,
    )


def _sentences(folded: str, span: Span) -> tuple[Span, ...]:
    """The sentences of a stretch; a semicolon within a list of bodies ("100% các phòng; UBND các xã đạt …") ends none."""
    sentences: list[Span] = []
    start = span.start
    for mark in _SENTENCE_END.finditer(folded, span.start, span.end):
        if mark[0] == ";" and _LEVEL_GOES_ON.match(folded, mark.end(), span.end) and ":" in folded[start : mark.start()]:
            continue
        goes_on = mark[0] == ";" and (_BODIES_GO_ON.match(folded, mark.end(), span.end) or _SHARE_GOES_ON.match(folded, mark.end(), span.end))
        if goes_on and not (goes_on.re is _SHARE_GOES_ON and _PREDICATE.search(goes_on[0])):
            figure = folded.rfind("%", start, mark.start())
            if not _PREDICATE.search(folded, max(start, figure), mark.start()):
                continue
        sentences.append(Span(start, mark.end()))
        start = mark.end()
    return (*sentences, Span(start, span.end + 1))


def _indicator(document: Document, stretch: Span, figure: Figure) -> str | None:
    """What is measured: the stretch up to the words that measure, or, where the figure comes first, the stretch without it."""
    if figure.end < stretch.end:
        parts = (document.text[stretch.start : min(figure.start, stretch.end)], document.text[figure.end : stretch.end])
        if figure.counted:
            parts = ("", document.text[figure.digits.end : stretch.end])
    else:
        verb = _MEASURED_BY.search(document.folded, stretch.start, figure.digits.start)
        parts = (document.text[stretch.start : verb.start() if verb else max(stretch.start, figure.start)], "")
    return " ".join(" ".join(parts).split()).strip(" ,;:.-") or None


# ---- a figure ------------------------------------------------------------------------------------------------------


@cache
def _rules(role: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules("targets") if rule.values["role"] == role)


@cache
def _figure_rules() -> Sieve:
    return Sieve((*_rules("describes"), *_rules("figure")))


def _id_of(rule: Rule, unit: str | None) -> str:
    return str(rule.values.get("rank", rule.values["id"]) if unit in ("bậc", "hạng") else rule.values["id"])


def _same_indicator(known: str, unit: str | None) -> str:
    """The id of the same indicator for another unit: its score, its rank."""
    rule = next(rule for rule in load_rules("indicators") if known in (rule.values["id"], rule.values.get("rank")))
    return _id_of(rule, unit)


def _listed(folded: str, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Figures of which each in a list has the words that bind the first of it and say that it is a difference."""
    listed: list[Figure] = []
    for figure in figures:
        first = listed[-1] if listed else None
        if (
            first
            and figure.comparator == "="
            and not figure.change
            and (first.measure is None) == (figure.measure is None)
            and _LISTED.fullmatch(folded, first.end, figure.digits.start)
            and not _PREDICATE.search(folded, first.end, figure.digits.start)
        ):
            comparator = first.comparator if first.shared and first.high is None else figure.comparator
            figure = replace(figure, comparator=comparator, change=first.change, shared=first.shared)
        listed.append(figure)
    return tuple(listed)


def _joined(folded: str, other: Figure, figure: Figure) -> bool:
    if other.measure is None and folded.startswith(")", other.end):
        return False
    return (other.change is None or other.counted) and 0 <= figure.start - other.end <= _JOINT and not _SENTENCE_END.search(folded, other.end, figure.start)


def _figure(folded: str, span: Span, rule: Rule, match: regex.Match[str]) -> Figure:
    groups = match.groupdict()
    counted = bool(groups.get("unit"))
    digits = Span(*match.span("value"))
    value = None if rule.values.get("blank") else parse_number(groups["value"], counted)
    high = parse_number(groups["high"], counted) if groups.get("high") else None
    comparator, bound, shared = _comparator(folded, span, digits, match.end())
    if high is not None and value is not None and high > value:
        comparator = "range"
    else:
        high = None
    return Figure(
        rule=rule,
        start=min(match.start(), bound.start),
        end=max(match.end(), bound.end),
        digits=digits,
        value=value,
        high=high,
        measure=Span(*match.span("unit")) if groups.get("unit") else None,
        comparator=rule.values["comparator"] if comparator == "=" and "comparator" in rule.values else comparator,
        change=_change(folded, match.start() if rule.values.get("counted") else span.start, digits) or rule.values.get("change"),
        shared=shared,
    )


def _comparator(folded: str, span: Span, digits: Span, end: int) -> tuple[Comparator, Span, bool]:
    """How the figure binds, the stretch from the words that say so to the figure's end, and whether they bind a list."""
    before = _word_before("comparator", folded, span, digits)
    after = next(((rule, match) for rule in _rules("comparator-after") if (match := rule.pattern.match(folded, end, min(span.end, end + _FOLLOWING)))), None)
    start = before[1].start() if before else digits.start
    if after:
        return after[0].values["comparator"], Span(start, after[1].end()), False
    if before is None:
        return "=", Span(start, end), False
    return before[0].values["comparator"], Span(start, end), bool(before[0].values.get("shared"))


def _change(folded: str, floor: int, digits: Span) -> Change | None:
    found = _word_before("change", folded, Span(floor, digits.end), digits)
    return found[0].values["change"] if found else None


def _word_before(role: str, folded: str, span: Span, digits: Span) -> tuple[Rule, regex.Match[str]] | None:
    """The first rule of a role that matches right before a number."""
    floor = max(span.start, digits.start - _GOVERNED)
    for rule in _rules(role):
        for match in rule.pattern.finditer(folded, floor, digits.start + 1):
            if not folded[match.end() : digits.start].strip():
                return rule, match
    return None


# ---- aimed at or reached -------------------------------------------------------------------------------------------


def _status(folded: str, span: Span, sentence: Span, figure: Figure, setting: _Setting, previous: Target | None, beside: Target | None) -> Status | None:
    """Whether a figure is aimed at or reached; None where it is what an earlier plan aimed at."""
    aim = _last("aim", folded, sentence.start, figure.digits.start)
    if beside and aim < beside.end and _first("predicate", folded, beside.end, figure.digits.start) is not None:
        return beside.status
    if _first("outcome", folded, sentence.start, figure.digits.start) is not None and (
        setting.reported or _first("aim", folded, max(span.start, sentence.start - _SENTENCE_REACH), sentence.start) is not None
    ):
        return "result"
    if aim < 0 and beside is None and previous and _goes_on(folded, previous, figure, setting.year):
        return previous.status
    reached = max(_last("reached", folded, sentence.start, figure.digits.start + 1), _past_year(folded, sentence, figure, setting.year))
    if aim > reached:
        outdone = _first("outcome", folded, figure.end, min(span.end, figure.end + _SENTENCE_REACH)) is not None
        return None if outdone or setting.reported == "section" else "target"
    return "result" if reached >= 0 or setting.reported else "target"


def _goes_on(folded: str, previous: Target, figure: Figure, year: int | None) -> bool:
    """Whether a figure goes on with what a past year brought ("Năm 2021, X đạt 85 điểm; Y đạt 97%")."""
    if previous.status != "result" or figure.digits.start - previous.end > _SUBJECT:
        return False
    between = folded[previous.end : figure.digits.start]
    if regex.search(r"[.\n()]", between) or _first("aim", between, 0, len(between)):
        return False
    told = year and any(
        int(match["year"]) < year for rule in _rules("year-reported") for match in rule.pattern.finditer(folded, max(0, previous.start - _PREFIX), previous.end)
    )
    return bool(told) and not _YEAR.search(between)


def _first(role: str, folded: str, start: int, end: int) -> regex.Match[str] | None:
    return next((match for rule in _rules(role) if (match := rule.pattern.search(folded, start, end))), None)


def _last(role: str, folded: str, start: int, end: int) -> int:
    """Where the last match of a role starts, -1 where there is none."""
    return max((match.start() for rule in _rules(role) for match in rule.pattern.finditer(folded, start, end)), default=-1)


def _past_year(folded: str, sentence: Span, figure: Figure, year: int | None) -> int:
    """Where words start that give the figure to a year before the plan's ("năm 2021 … đạt"), -1 where none do."""
    if year is None:
        return -1
    matches = (match for rule in _rules("year-reported") for match in rule.pattern.finditer(folded, sentence.start, figure.digits.start + 1))
    return max((match.start() for match in matches if int(match["year"]) < year and not folded[match.end() : figure.digits.start].strip()), default=-1)


# ---- the stretch that holds the figure and what it measures --------------------------------------------------------


def _stretch(folded: str, sentences: Sequence[Span], at: int, figure: Figure, following: Figure | None, beside: Target | None, before: Figure | None) -> Span:
    sentence = sentences[at]
    if figure.rule.values.get("whole"):
        return _trim(folded, figure.start, figure.end)
    if figure.counted and folded[max(sentence.start, figure.start - _WIDEST_GAP) : figure.start].rstrip().endswith("("):
        return _trim(folded, _subject(folded, sentences, at, figure, beside), figure.end)
    if figure.counted or _before_its_noun(folded, sentence, figure, beside, before):
        start = figure.digits.start if figure.joins else figure.start
        if beside and before and figure.end - beside.start <= _LONGEST and _leans(folded, figure, beside, before):
            start = beside.start
        elif not beside and figure.end - sentence.start <= _LONGEST and _elliptic(folded, figure) and _PART_OF.search(folded, sentence.start, figure.start):
            start = _open(folded, sentence.start, figure.start)
        elif not figure.counted:
            start = _prefix(folded, max(sentence.start, beside.end if beside else 0), figure)
        ceiling = min(sentence.end, max(start, figure.start) + _LONGEST)
        if following and not following.joins and figure.end < following.start < ceiling:
            ceiling = _before_next(folded, figure.end, following.start)
        return _trim(folded, start, _measure_end(folded, figure, ceiling))
    ceiling = min(sentence.end, figure.end + _FOLLOWING)
    tail = next((match for rule in _rules("tail") if (match := rule.pattern.match(folded, figure.end, ceiling))), None)
    return _trim(folded, _subject(folded, sentences, at, figure, beside), tail.end() if tail else figure.end)


def _before_its_noun(folded: str, sentence: Span, figure: Figure, beside: Target | None, before: Figure | None) -> bool:
    """Whether a share of a whole stands before what it is a share of: "100% văn bản được …", "13/13 xã áp dụng …"."""
    if figure.measure is None:
        follows = [rule for rule in _rules("follows") if rule.pattern.match(folded, figure.end, min(sentence.end, figure.end + _FOLLOWING))]
        if any(not rule.values.get("bound") for rule in follows):
            return True
        opening = max(_opening(folded, sentence, figure), beside.end if beside else 0)
        return bool(follows) and _open(folded, opening, figure.start) >= figure.start
    if not figure.rule.values.get("shares"):
        return False
    listed = beside and before and beside.start == before.start and _LISTED.fullmatch(folded, before.end, figure.start)
    return bool(listed) or not folded[_opening(folded, sentence, figure) : figure.start].strip()


def _opening(folded: str, sentence: Span, figure: Figure) -> int:
    """Where the clause of a figure begins, as far as it matters."""
    return min(_last_cut(folded, max(sentence.start, figure.start - _LONGEST), figure.start), figure.start)


def _leans(folded: str, figure: Figure, beside: Target, before: Figure) -> bool:
    """Whether a figure needs the words that the one before it begins with: its verb, or what it is a share of."""
    acts = beside.start < before.digits.start and _first("verb", folded, beside.start, before.digits.start) is not None
    if figure.counted:
        return acts and (figure.joins or bool(_AND_AT.fullmatch(folded, before.end, figure.digits.start)))
    if figure.measure or before.measure:
        return False
    if _elliptic(folded, figure) or _LEVEL.match(folded, figure.end):
        return True
    said = _PREDICATE.search(folded, before.end, figure.digits.start) or _PREDICATE.search(folded, figure.end, figure.end + _PREFIX)
    return acts and not said and bool(_LISTED.fullmatch(folded, before.end, figure.start))


def _elliptic(folded: str, figure: Figure) -> bool:
    """Whether what it is a share of stands before a figure that its predicate follows ("100 hồ sơ, trong đó 30% trả trước hạn")."""
    return any(rule.values.get("elliptic") and rule.pattern.match(folded, figure.end, figure.end + _FOLLOWING) for rule in _rules("follows"))


def _before_next(folded: str, start: int, end: int) -> int:
    """Where what is said of one figure ends when another follows: before the words that belong to the next."""
    if _HANGING.search(folded, start, end) or folded[start:end].rstrip().endswith(","):
        return end
    return max((match.start() for match in _BETWEEN.finditer(folded, start, end)), default=end)


def _trim(folded: str, start: int, end: int) -> Span:
    """The stretch without blanks and marks at its ends."""
    while start < end and folded[start] in ' \n\t,;:.*"-+':
        start += 1
    while end > start and folded[end - 1] in ' \n\t,;:.*"-+(':
        end -= 1
    return Span(start, end)


def _measure_end(folded: str, figure: Figure, ceiling: int) -> int:
    """Where the noun after a figure, with what is said of it, ends."""
    if figure.counted and _NAMED.match(folded, figure.end, ceiling):
        return figure.end
    ends = (match.start() for rule in _rules("end") for match in rule.pattern.finditer(folded, figure.end, ceiling))
    outside = (end for end in ends if folded.count("(", figure.end, end) <= folded.count(")", figure.end, end))
    end = max(figure.end, next(outside, min(ceiling, len(folded))))
    hanging = _HANGING.search(folded, figure.end, end)
    return hanging.start() if hanging else end


def _prefix(folded: str, floor: int, figure: Figure) -> int:
    """Where the words begin that a figure before its noun completes ("xử lý hoặc kiến nghị xử lý «100%» …", "… tại «100%» các xã")."""
    floor = max(floor, figure.start - _SENTENCE_REACH)
    floor = min(max(floor, _last_cut(folded, floor, figure.start)), figure.start)
    reach = _SUBJECT if _PREPOSITION.search(folded, floor, figure.start) else _PREFIX
    commas = [match.end() for match in _OPENS_PART.finditer(folded, floor, figure.start)]
    for start in (*reversed(commas), floor):
        verb = _first("verb", folded, start, figure.start)
        if folded[start : figure.start].strip() and verb is None and start > floor and figure.start - start < _PREFIX:
            continue
        start = verb.start() if verb and reach == _PREFIX else start
        return _open(folded, start, figure.start) if figure.start - start <= reach else figure.start
    return figure.start


def _last_cut(folded: str, floor: int, ceiling: int) -> int:
    return max((match.end() for rule in _rules("cut") for match in rule.pattern.finditer(folded, floor, ceiling)), default=floor)


def _subject(folded: str, sentences: Sequence[Span], at: int, figure: Figure, beside: Target | None) -> int:
    """Where the subject of a figure begins; figures that share one begin with it."""
    floor = sentences[at].start
    if beside:
        if figure.end - beside.start <= _LONGEST and _BRACKETED.match(folded, beside.end, figure.start):
            return beside.start
        if _LEVEL_GOES_ON.match(folded, beside.end, figure.digits.end) and ":" in folded[beside.start : beside.end] and figure.end - beside.start <= _LONGEST:
            return beside.start
        if (figure.rule.values.get("shares") or _first("predicate", folded, beside.end, figure.digits.start)) and figure.end - beside.start <= _LONGEST:
            return beside.start
        floor = min(beside.end, figure.start)
    elif at and figure.measure is None and (alone := _first("predicate", folded, floor, figure.digits.start)) and not folded[floor : alone.start()].strip():
        floor = sentences[0].start if figure.end - sentences[0].start <= _LONGEST else sentences[at - 1].start
        return _open(folded, floor, figure.start)
    for rule in _rules("cut"):
        for match in rule.pattern.finditer(folded, floor, figure.start):
            rest = folded[match.end() : figure.start]
            if len(rest.split()) > 1 and not _first("predicate", rest, 0, len(rest)):
                floor = match.end()
    floor = _open(folded, floor, figure.start)
    commas = (match.end() for match in _COMMA.finditer(folded, floor, figure.start))
    return floor if figure.start - floor <= _SUBJECT else next((comma for comma in commas if figure.start - comma <= _SUBJECT), figure.start)


def _open(folded: str, start: int, end: int) -> int:
    """The start without the words that only open a sentence."""
    opening = _first("opener", folded[start:end], 0, end - start)
    return start + opening.end() if opening else start


# ---- tables of figures ---------------------------------------------------------------------------------------------


def _read_cells(document: Document, header: Block, row: Block, content: Cell, columns: Mapping[int, Column], setting: _Setting) -> Iterator[Target]:
    """The figure cells of a row whose content cell names the indicator."""
    folded = document.folded
    (rule,) = _rules("cell")
    unit_cell = next((cell for cell in row.cells if columns.get(cell.column) == "unit"), None)
    for cell in row.cells:
        match = columns.get(cell.column) == "figure" and cell.start >= content.end and rule.pattern.search(folded, cell.start, cell.end)
        if not match:
            continue
        named = next((other.span.of(folded) for other in header.cells if other.column <= cell.column < other.column + other.columns), "")
        figure = _figure(folded, cell.span, rule, match)
        unit = figure.unit(document.text) or (unit_cell.span.of(document.text).strip() if unit_cell else "") or ("%" if "%" in named else None)
        status = _column_status(named, setting.year)
        if status is None:
            continue
        phrase = content.span.of(document.text)
        unit = unit and (unit if unit[1:2].isupper() else unit[0].lower() + unit[1:])
        known = indicator_id(content.span.of(folded), unit)
        target = _target(document, figure, Span(content.start, cell.end), setting, status, " ".join(phrase.split()), known)
        yield replace(target, unit=unit)


def _column_status(header: str, year: int | None) -> Status | None:
    """Whether a column holds what is aimed at or what was reached; None where it holds what an earlier plan aimed at."""
    years = [int(match[0]) for match in _COLUMN_YEAR.finditer(header)]
    told = bool(_PAST_COLUMN.search(header))
    past = max(years) < year if years and year else told
    return "target" if not past else "result" if told or not _AIMED_COLUMN.search(header) else None
