"""What a figure measures: in the words of the text, and which indicator of the guide that is."""

from __future__ import annotations

from typing import Final

import regex

from extractors.rules import Rule, load_rules
from extractors.targets.figures import Figure
from schemas.document import Document
from schemas.text import Span

_MEASURED_BY: Final = regex.compile(
    r"(?<=\p{L}\p{L}):|(?<=(?:\p{L}\p{L}|[\d\"])[\s,)]{1,3})"
    r"(?:(?:(?:chỉ(?<!(?:tín|địa|chứng) chỉ)|phải|cũng) )?(?:đạt|ở mức|tăng|giảm|xếp|đứng|nằm|vượt|chưa đạt|(?:bị )?mất)(?!\p{L})"
    r"|(?:từ|trên|tối thiểu|ít nhất|dưới)(?=\s+\d))"
)
EVENT: Final = regex.compile(
    r"(?:lớp|khóa|hội nghị|hội thảo|hội thi|cuộc|buổi|đợt|phiên|chuyên|phóng sự|tin|bài|video|clip|tờ|phiếu|băng rôn|pa nô|áp phích|ấn phẩm)(?!\p{L})"
)
"""Things that are held or told, which measure nothing but inspection."""


def indicator_id(folded: str, unit: str | None = None) -> str | None:
    """The indicator of the guide that a folded phrase names; None where it is none of them.

    >>> indicator_id("chỉ số cải cách hành chính (par index) của tỉnh", "bậc"), indicator_id("hồ sơ được trả kết quả đúng hẹn")
    ('par_index_rank', 'tthc_on_time')
    """
    rule = next((rule for rule in load_rules("indicators") if rule.pattern.search(folded)), None)
    return _id_of(rule, unit) if rule else None


def what_is_measured(document: Document, stretch: Span, figure: Figure) -> str | None:
    """What is measured: the stretch up to the words that measure, or, where the figure comes first, the stretch without it."""
    if figure.end < stretch.end:
        parts = (document.text[stretch.start : min(figure.start, stretch.end)], document.text[figure.end : stretch.end])
        if figure.counted:
            parts = ("", document.text[figure.digits.end : stretch.end])
    else:
        if figure.counted and figure.measure:
            return figure.unit(document.text)
        verb = _MEASURED_BY.search(document.folded, stretch.start, figure.digits.start)
        parts = (document.text[stretch.start : verb.start() if verb else max(stretch.start, figure.start)], "")
    return " ".join(" ".join(parts).split()).strip(" ,;:.-") or None


def _id_of(rule: Rule, unit: str | None) -> str:
    return str(rule.values.get("rank", rule.values["id"]) if unit in ("bậc", "hạng") else rule.values["id"])


def same_indicator(known: str, unit: str | None) -> str:
    """The id of the same indicator for another unit: its score, its rank."""
    rule = next(rule for rule in load_rules("indicators") if known in (rule.values["id"], rule.values.get("rank")))
    return _id_of(rule, unit)
