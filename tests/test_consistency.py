"""What cannot be so in a plan is noted, and what can be is not."""

from __future__ import annotations

import pytest

from extractors.consistency import check, impossible_time
from extractors.metadata import find_metadata
from extractors.segment import find_sections
from extractors.targets import find_targets
from extractors.tasks import find_tasks
from pipeline.messages import LANGUAGES, catalogue
from schemas.diagnostic import CODES, Diagnostic
from schemas.finding import KINDS
from schemas.text import nfc
from tests.drafting import draft_of

HEAD = """
ỦY BAN NHÂN DÂN                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN TRÀ LAM                   Độc lập - Tự do - Hạnh phúc
Số: 15/KH-UBND                  Trà Lam, ngày 20 tháng 02 năm 2022

KẾ HOẠCH
Cải cách hành chính năm 2022

"""


def noted(body: str, code: str) -> list[Diagnostic]:
    """The diagnostics of one code about a plan of 2022, issued on 20 February."""
    draft = draft_of(nfc(HEAD + body), find_sections, find_metadata, find_targets, find_tasks, check)
    assert draft.tasks
    return [note for note in draft.diagnostics if note.code == code]


def of_task(task: str, code: str) -> list[Diagnostic]:
    return noted(f"I. NHIỆM VỤ\n1. Cải cách thủ tục hành chính\n- Sở Nội vụ chủ trì tham mưu. \n- {task}\n", code)


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("trước ngày 31/6/2024", "31/6/2024"),
        ("chậm nhất ngày 30 tháng 02 năm 2022", "30 tháng 02 năm 2022"),
        ("29/02/2023", "29/02/2023"),
        ("từ ngày 01/02 đến ngày 31/9/2022", "31/9/2022"),
        ("Trước ngày 31/4 hằng năm", "31/4"),
        ("ngày 00/5/2022", "00/5/2022"),
        ("trước 15/13/2022", "15/13/2022"),
        ("tháng 13/2022", "tháng 13"),
        ("13/2022", "13/2022"),
        ("29/02/2024", None),
        ("29/02", None),
        ("trước ngày 31/12/2022", None),
        ("15-20/10/2022", None),
        ("6 tháng đầu năm", None),
        ("tháng 10/2022 - 12/2022", None),
        ("tháng 3, 6, 9, 12", None),
        ("Quý IV/2022", None),
        ("định kỳ 6 tháng 02 lần", None),
        ("trước 16 giờ 30 ngày 20/02/2022", None),
        ("giai đoạn 2021-2025", None),
    ],
)
def test_a_time_that_no_calendar_has(words: str, missing: str | None) -> None:
    assert impossible_time(nfc(words)) == (missing and nfc(missing))


def test_a_deadline_on_a_day_that_does_not_exist_is_noted_where_it_stands() -> None:
    draft = draft_of(nfc(HEAD + "I. NHIỆM VỤ\n- Báo cáo UBND tỉnh trước ngày 31/6/2022.\n"), find_sections, find_metadata, find_tasks, check)
    (note,) = (note for note in draft.diagnostics if note.code == "deadline-impossible")
    assert (note.severity, draft.document.text[note.start : note.end]) == ("warning", nfc("trước ngày 31/6/2022"))
    (deadline,) = (task.deadline for task in draft.tasks)
    assert deadline is not None and deadline.start is deadline.end is None and deadline.confidence <= 0.5


@pytest.mark.parametrize("task", ["Báo cáo UBND tỉnh trước ngày 30/6/2022.", "Báo cáo UBND tỉnh định kỳ hằng quý.", "Rà soát thủ tục hành chính."])
def test_a_deadline_that_exists_is_not(task: str) -> None:
    assert not of_task(task, "deadline-impossible")


@pytest.mark.parametrize(
    ("task", "severities"),
    [
        ("Ban hành Kế hoạch trước ngày 15/01/2022.", ["warning"]),
        ("Hoàn thành trước ngày 31/12/2021.", ["warning"]),
        ("Ban hành Kế hoạch trước ngày 28/02/2022.", []),
        ("Hoàn thành trong quý I/2022.", []),
        ("Từ ngày 01/01/2022, tiếp nhận hồ sơ trực tuyến.", []),
        ("Thường xuyên rà soát.", []),
    ],
)
def test_a_deadline_that_was_over_at_the_day_of_issue_is_noted(task: str, severities: list[str]) -> None:
    assert [note.severity for note in of_task(task, "deadline-past")] == severities


def test_a_recurring_deadline_that_is_over_is_only_mentioned() -> None:
    body = "I. NHIỆM VỤ\nNội dung\tĐơn vị chủ trì\tThời gian\nBáo cáo kết quả\tSở Nội vụ\tHằng quý trong năm 2021\n"
    assert [note.severity for note in noted(body, "deadline-past")] == ["info"]


def test_a_target_that_the_plan_does_not_have() -> None:
    body = """
    I. MỤC TIÊU
    Chỉ tiêu 1. Tỷ lệ hồ sơ giải quyết đúng hạn đạt 98% trở lên.
    Chỉ tiêu 2. Tỷ lệ hồ sơ trực tuyến đạt 50% trở lên.
    II. TỔ CHỨC THỰC HIỆN
    1. Phòng Nội vụ
    - Tổ chức thực hiện các Chỉ tiêu {}.
    """
    assert not noted(body.format("1, 2"), "unknown-target-item")
    (note,) = noted(body.format("1, 7"), "unknown-target-item")
    assert "7" in note.message and "1" not in note.message


def test_tasks_that_name_nobody_are_counted_in_one_note() -> None:
    body = "I. NHIỆM VỤ\n- Sở Nội vụ chủ trì rà soát thủ tục hành chính.\n- Tăng cường kiểm tra.\n- Đẩy mạnh tuyên truyền.\n"
    (note,) = noted(body, "tasks-without-lead")
    assert (note.severity, note.message) == ("info", "2 of 3 tasks name nobody.")
    assert not noted("I. NHIỆM VỤ\n- Sở Nội vụ chủ trì rà soát thủ tục hành chính.\n", "tasks-without-lead")


@pytest.mark.parametrize(
    ("tasks", "message"),
    [
        (
            ["Báo cáo UBND tỉnh trước ngày 30/6/2022.", "Rà soát thủ tục hành chính.", "Đẩy mạnh tuyên truyền."],
            "2 of 3 tasks say no time; the plan's own time (2022-01-01 to 2022-12-31) is all there is.",
        ),
        (["Báo cáo UBND tỉnh trước ngày 30/6/2022.", "Rà soát thủ tục hành chính hằng quý."], None),
        (["Rà soát thủ tục hành chính.", "Đẩy mạnh tuyên truyền."], None),
    ],
    ids=["some", "all say when", "the plan's time is that of all"],
)
def test_tasks_that_say_no_time_are_counted_in_one_note_where_others_do(tasks: list[str], message: str | None) -> None:
    notes = noted("I. NHIỆM VỤ\n" + "\n".join(f"- Sở Nội vụ chủ trì. {task}" for task in tasks), "tasks-without-deadline")
    assert [(note.severity, note.message) for note in notes] == ([("info", message)] if message else [])


def test_a_plan_that_says_no_time_at_all_is_noted() -> None:
    timeless = HEAD.replace("Cải cách hành chính năm 2022", "Tuyên truyền cải cách hành chính").replace(", ngày 20 tháng 02 năm 2022", "")
    draft = draft_of(nfc(timeless + "I. NHIỆM VỤ\n- Đẩy mạnh tuyên truyền.\n- Tăng cường kiểm tra.\n"), find_sections, find_metadata, find_tasks, check)
    (note,) = (note for note in draft.diagnostics if note.code == "tasks-without-deadline")
    assert note.message == "2 of 2 tasks say no time; nor does the plan say for when it is."


def test_there_is_advice_for_whatever_is_noticed_or_found_in_both_languages() -> None:
    advice = {name.removeprefix("advice."): words for name, words in catalogue().items() if name.startswith("advice.")}
    assert advice.keys() == CODES.keys() | KINDS.keys()
    assert all(words["vi"].startswith(("hãy ", "xin ")) and not words[language].endswith(".") for words in advice.values() for language in LANGUAGES)
