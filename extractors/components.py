"""Chỉ số thành phần: which of the eight PAR INDEX domains a heading names or a task suggests, and how far a plan covers them.

Rules: ``components.toml``. Domains are numbered as in the index of provinces, 1 to 8.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

import regex

from extractors.draft import Draft
from extractors.rules import Rule, load_rules
from extractors.sieve import Sieve
from extractors.symbols import rows
from schemas.plan import Coverage
from schemas.text import Span, fold, nfc

DOMAINS: Final = range(1, 9)
IMPACT: Final = 8
"""The domain that does not apply to ministries."""
_MOST_INFERRED: Final = 2
"""A task that touches on more domains than this is about none in particular."""
_LONGEST_SERIES: Final = 50
"""A series "chỉ tiêu từ 1 đến n" is no longer; anything beyond is a misreading."""
_TOPIC: Final = regex.compile(
    r"[\s*\"]*(?:(?:về|công tác|đối với|nội dung|lĩnh vực|nhiệm vụ|trong|thực hiện)\s+){0,3}(?P<topic>\p{L}[^:.;\n]{4,110}?)[\s*\"]*:(?=\s*\p{L})"
)
_ANNOUNCES: Final = regex.compile(r"(?<!\p{L})(?:sau|gồm|cụ thể|chủ trì|phối hợp)(?!\p{L})")
_CODE: Final = regex.compile(r"[1-8](?:\.\d{1,2}){1,3}")
_CELL_CODE: Final = regex.compile(r"(?<![\d.,/])[1-8](?:\.\d{1,2}){1,3}(?![\d%/]|[.,]\d|\s*(?:điểm|%))")
_ITEM: Final = regex.compile(r"\d{1,2}(?:\.\d{1,2})*|(?<!\p{L})[a-eđghik](?!\p{L})")


@lru_cache(maxsize=1024)
def components_of(title: str, *, suggested: bool = True) -> tuple[int, ...]:
    """The PAR INDEX domains that a heading names, ascending; empty for general headings and for names of bodies.

    Without ``suggested`` only by what names a domain outright, not by what is part of one.

    >>> components_of("Các nội dung: công tác chỉ đạo điều hành CCHC, cải cách tổ chức bộ máy hành chính và cải cách chế độ công vụ")
    (1, 4, 5)
    >>> components_of("Phòng Tài chính - Kế hoạch"), components_of("NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH")
    ((), ())
    """
    folded = fold(nfc(title))
    if any(rule.pattern.search(folded) for rule in _rules("body")):
        return ()
    return tuple(sorted(set(_claims("heading", folded, suggested=suggested))))


def topic_components(folded: str, span: Span) -> tuple[int, ...]:
    """The PAR INDEX domains of the topic with which an item opens as with a heading of its own, before a colon; empty where it opens otherwise.

    >>> topic_components("về cải cách tài chính công: giao sở tài chính tham mưu", Span(0, 52)), topic_components("cải cách thể chế.", Span(0, 16))
    ((6,), ())
    """
    topic = _TOPIC.match(folded, span.start, span.end)
    if topic is None or _ANNOUNCES.search(topic["topic"]):
        return ()
    words = topic["topic"]
    opened = any((found := rule.pattern.search(words)) and found.start() == 0 for rule in _rules("heading"))
    return components_of(words) if opened else ()


def infer_components(text: str) -> tuple[int, ...]:
    """The domains that a task's own words suggest, ascending; empty where they point to more than two.

    >>> infer_components("Niêm yết công khai TTHC tại trụ sở"), infer_components("Thực hiện tốt nhiệm vụ được giao")
    ((3,), ())
    """
    found = set(_claims("cue", fold(nfc(text))))
    return tuple(sorted(found)) if len(found) <= _MOST_INFERRED else ()


def criteria_in(folded: str, span: Span) -> tuple[str, ...]:
    """The PAR INDEX criterion codes that a stretch of folded text names, in order, each once.

    >>> text = "nâng cao điểm số các tiêu chí thành phần chưa đạt điểm tối đa: 3.4.1; 3.4.2."
    >>> criteria_in(text, Span(0, len(text)))
    ('3.4.1', '3.4.2')
    """
    matches = (match for rule in _rules("criteria") for match in rule.pattern.finditer(folded, span.start, span.end))
    codes = (code for match in matches for code in _CODE.findall(regex.sub(r"\([^()]*\)", "", match["codes"])))
    return tuple(dict.fromkeys(codes))


def criteria_of_cell(folded: str) -> tuple[str, ...]:
    """The criterion codes of a cell in a column of criteria, where no word need name them.

    >>> criteria_of_cell("1.3.1. tỷ lệ phường được kiểm tra; 1.3.2. xử lý các vấn đề"), criteria_of_cell("báo cáo cchc")
    (('1.3.1', '1.3.2'), ())
    """
    return tuple(dict.fromkeys(_CELL_CODE.findall(folded)))


def target_items_in(folded: str, span: Span) -> tuple[str, ...]:
    """The numbers or letters of the plan's own targets that a stretch of folded text names, in order, each once; series are written out.

    >>> target_items_in("thực hiện các chỉ tiêu từ 1 đến 4", Span(0, 33)), target_items_in("đạt chỉ tiêu 95%", Span(0, 16))
    (('1', '2', '3', '4'), ())
    """
    matches = (match for rule in _rules("target-items") for match in rule.pattern.finditer(folded, span.start, span.end))
    return tuple(dict.fromkeys(number for match in matches for number in _series(match)))


@dataclass(frozen=True, slots=True)
class IndexVersion:
    """A decision that sets the PAR INDEX of ministries or provinces, and the index years that it governs (None: still in force)."""

    decision: str
    level: str
    first: int
    last: int | None
    criteria: int | None
    """How many criteria it has ("3.4"), and how many parts these have ("3.4.1"); None where that is not known."""
    parts: int | None


@cache
def index_versions() -> tuple[IndexVersion, ...]:
    """The rows of ``par_index_versions.csv``."""
    return tuple(
        IndexVersion(row["decision"], row["level"], int(row["year_from"]), *(_number(row[name]) for name in ("year_to", "criteria", "components")))
        for row in rows("par_index_versions")
    )


def _number(cell: str) -> int | None:
    return int(cell) if cell else None


def index_version(draft: Draft) -> str | None:
    """The decision that sets the index a plan speaks of: the last of those that it cites, else the one for its level in its year.

    Districts, communes and departments are scored by sets of their province, which are not known here; nor is a plan of several years by one set.
    """
    level, period = draft.metadata.level, draft.metadata.period
    cited = {ref.symbol for ref in draft.legal_refs}
    named = [version for version in index_versions() if version.decision in cited and version.level in (level, "province")]
    if named:
        return max(named, key=lambda version: version.first).decision
    if period is None or period.start is None or period.end is None or period.start.year != period.end.year:
        return None
    year = period.start.year
    return next((each.decision for each in index_versions() if each.level == level and each.first <= year <= (each.last or year)), None)


def cover(draft: Draft) -> Draft:
    """The draft with its coverage, one row for each of the eight domains, and the index that it is counted by."""
    codes = tuple(dict.fromkeys(code for task in draft.tasks for code in task.criteria))
    coverage = (
        Coverage(
            component=domain,
            applicable=domain != IMPACT or draft.metadata.level != "central",
            tasks=sum(domain in task.components for task in draft.tasks),
            targets=sum(domain in target.components for target in draft.targets),
            inferred_tasks=sum(domain in task.inferred_components and not task.components for task in draft.tasks),
            criteria=tuple(code for code in codes if code.split(".")[0] == str(domain)),
        )
        for domain in DOMAINS
    )
    return replace(draft, coverage=tuple(coverage), metadata=replace(draft.metadata, par_index=index_version(draft)))


@cache
def _rules(role: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules("components") if rule.values["role"] == role)


@cache
def _sieve(role: str) -> Sieve:
    return Sieve(_rules(role))


def _claims(role: str, folded: str, *, suggested: bool = True) -> Iterator[int]:
    """The domains of the rules that match; what one rule has claimed is closed to the rules after it."""
    taken: list[tuple[int, int]] = []
    for rule in _sieve(role).sift(folded):
        if rule.values.get("suggests") and not suggested:
            continue
        matched = [match.span() for match in rule.pattern.finditer(folded)]
        spans = [(start, end) for start, end in matched if not any(start < other_end and other < end for other, other_end in taken)]
        taken += spans
        if spans:
            yield int(rule.values["component"])
            if rule.values.get("alone"):
                return


def _series(match: regex.Match[str]) -> Iterator[str]:
    first = match["first"]
    yield first
    if match["last"] and first.isdecimal():
        yield from (str(number) for number in range(int(first) + 1, min(int(match["last"]), int(first) + _LONGEST_SERIES) + 1))
    else:
        yield from _ITEM.findall(match["rest"] or "")
