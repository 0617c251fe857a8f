"""Why a fact may be wrong: the reasons that lower its confidence, so that review starts where errors are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Doubt(NamedTuple):
    """What a reason stands for, in both languages of the screen."""

    english: str
    vietnamese: str


DOUBTS: Final[Mapping[str, Doubt]] = {
    "names-nobody": Doubt("the task names nobody, and no heading above it does", "nhiệm vụ không nêu cơ quan nào, đề mục bên trên cũng không"),
    "time-not-read": Doubt("its text speaks of a time, yet no deadline was read", "trong câu có nói đến thời gian nhưng không đọc được thời hạn"),
    "bodies-left-out": Doubt("it names several bodies that neither lead nor take part", "có nhiều cơ quan được nhắc đến mà không chủ trì, không phối hợp"),
    "named-below": Doubt("who does it is named below a later task, for several together", "cơ quan thực hiện ghi dưới nhiệm vụ sau, chung cho nhiều nhiệm vụ"),
    "unknown-body": Doubt("a body in it is not in the gazetteer", "có cơ quan không nằm trong danh mục"),
    "long-text": Doubt("it is longer than most tasks and may be several", "câu dài hơn bình thường, có thể là nhiều nhiệm vụ"),
    "outside-sections": Doubt("it stands outside the sections of the plan", "nằm ngoài các mục của kế hoạch"),
    "unsure-letters": Doubt("text recognition was not sure of its letters", "nhận dạng chữ không chắc chắn"),
    "year-of-plan": Doubt("its year is the plan's; the words leave it out", "không ghi năm, lấy theo năm của kế hoạch"),
    "several-times": Doubt("several times stand beside each other", "có nhiều mốc thời gian cạnh nhau"),
    "several-figures": Doubt("several figures share its words", "nhiều con số dùng chung một cụm từ"),
    "mended": Doubt("what the source has was mended", "đã sửa so với văn bản gốc"),
    "date-not-given": Doubt("the document is cited without its date", "văn bản được dẫn không ghi ngày ban hành"),
}
"""Every reason, by the code that stands in a fact's ``doubts``."""
