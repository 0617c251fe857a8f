"""What only several plans together show: rows of the table ``findings``, never part of a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import Field

from schemas.diagnostic import Code, Severity

KINDS: Final[Mapping[str, Code]] = {
    "same-plan": Code(
        "warning", "the same plan in several files: number, issuer and date are the same", "cùng một kế hoạch ở nhiều tệp: trùng số, cơ quan ban hành và ngày"
    ),
    "same-text": Code("warning", "the same text in several files", "cùng một văn bản ở nhiều tệp"),
    "legal-dates-differ": Code("warning", "several plans cite one document with different dates", "các kế hoạch dẫn cùng một văn bản với ngày khác nhau"),
    "basis-ended": Code(
        "warning",
        "a plan rests on a document that an earlier plan replaces or repeals",
        "kế hoạch căn cứ văn bản đã bị một kế hoạch trước đó thay thế hoặc bãi bỏ",
    ),
    "targets-differ": Code(
        "warning",
        "plans of one body for the same time set different figures for one indicator",
        "các kế hoạch của cùng một cơ quan, cùng thời gian đặt mức khác nhau cho một chỉ tiêu",
    ),
    "target-amended": Code(
        "info",
        "a plan sets another figure than the plan of the same body that it replaces or amends",
        "kế hoạch đặt mức khác với kế hoạch của cùng cơ quan mà nó thay thế hoặc sửa đổi",
    ),
    "target-below-superior": Code(
        "warning",
        "plans ask for less than the plan of the province or district above them",
        "kế hoạch đặt mức thấp hơn kế hoạch của tỉnh hoặc huyện cấp trên",
    ),
    "target-left-out": Code(
        "info",
        "plans set nothing for what the plan above, which they carry out, asks of their level",
        "kế hoạch không đặt mức cho chỉ tiêu mà kế hoạch cấp trên được triển khai giao cho cấp mình",
    ),
    "task-leads-differ": Code(
        "warning",
        "plans of one body for the same time give one task to different bodies",
        "các kế hoạch của cùng một cơ quan, cùng thời gian giao một nhiệm vụ cho các cơ quan khác nhau",
    ),
}
"""Every kind of finding: how grave it is, and its meaning in both languages of the screen."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that several plans of a dataset show together. Their records stay as they are."""

    kind: Annotated[str, Field(description="What was found; the kinds are listed below", examples=["same-plan"])]
    severity: Annotated[Severity, Field(description="warning: look at it; info: noted")]
    message: Annotated[str, Field(description="What was found and what to do, in one English sentence")]
    plan_ids: Annotated[tuple[str, ...], Field(description="The plans concerned, in the order of the dataset")]
    facts: Annotated[tuple[str, ...], Field(description="The facts concerned, as plan_id/id; of each plan and value the first")]
    values: Annotated[tuple[str, ...], Field(description="What is the same (number, issuer, date), or the symbol and its dates, the most cited first")]


def find(kind: str, message: str, plan_ids: Sequence[str], facts: Sequence[str], values: Sequence[str]) -> Finding:
    """A finding of a known kind (``KeyError`` otherwise), with that kind's severity."""
    return Finding(kind, KINDS[kind].severity, message, tuple(plan_ids), tuple(facts), tuple(values))
