"""Several plans in one file, and what only looks like it. A text is written as its papers, a paragraph for each bar."""

from __future__ import annotations

import pytest

from extractors.bundle import notice_several, plan_titles
from pipeline import extract_plan
from tests.drafting import outlined

HEAD = (
    "ỦY BAN NHÂN DÂN | HUYỆN AN HÒA | Số: {}/KH-UBND | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM | Độc lập - Tự do - Hạnh phúc | An Hòa, ngày 15 tháng 01 năm 2024 | "
)
BODY = " | I. NHIỆM VỤ | 1. Cải cách thể chế | - Phòng Tư pháp rà soát văn bản. | - Phòng Nội vụ kiểm tra. | "
SIGNED = "Nơi nhận: | - UBND tỉnh; | - Lưu: VT. | TM. ỦY BAN NHÂN DÂN | CHỦ TỊCH | Nguyễn Văn A | "
PLAN = "KẾ HOẠCH | Cải cách hành chính năm 2024" + BODY
LONG = "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2025" + BODY
DECISION = (
    "ỦY BAN NHÂN DÂN | XÃ AN PHÚ | Số: 12/QĐ-UBND | QUYẾT ĐỊNH | Về việc ban hành Kế hoạch năm 2025 | Căn cứ Luật Tổ chức chính quyền địa phương; | QUYẾT ĐỊNH: "
    "| Điều 1. Ban hành kèm theo Quyết định này Kế hoạch năm 2025. | Điều 2. Quyết định này có hiệu lực kể từ ngày ký. | "
)
FORM = "PHỤ LỤC 1 | Mẫu kế hoạch | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM | Số: …/KH-UBND | KẾ HOẠCH | Kiểm tra năm … | I. MỤC ĐÍCH | - Nêu mục đích. | "

SEVERAL = {
    "two with letterheads": (2, HEAD.format(1) + PLAN + SIGNED + HEAD.format(2) + PLAN + SIGNED),
    "two without": (2, PLAN + SIGNED + PLAN + SIGNED),
    "titles in one line": (2, LONG + SIGNED + LONG + SIGNED),
    "three": (3, PLAN + SIGNED + LONG + SIGNED + PLAN),
    "the first without a signature": (2, HEAD.format(1) + PLAN + HEAD.format(2) + LONG),
    "the second with a decision": (2, HEAD.format(1) + PLAN + SIGNED + DECISION + SIGNED + PLAN + SIGNED),
    "the first with a decision": (2, DECISION + SIGNED + PLAN + SIGNED + HEAD.format(2) + PLAN),
    "the first with an appendix": (2, HEAD.format(1) + PLAN + SIGNED + "PHỤ LỤC | I. DANH MỤC | - Báo cáo quý. | " + HEAD.format(2) + PLAN + SIGNED),
    "the first with a form of a plan": (2, HEAD.format(1) + PLAN + SIGNED + FORM + HEAD.format(2) + PLAN + SIGNED),
}
ONE = {
    "a plan": HEAD.format(1) + PLAN + SIGNED,
    "a decision that issues it": DECISION + SIGNED + PLAN + SIGNED,
    "a decision that names it in capitals": DECISION.replace("| Về việc ban hành", "| VỀ VIỆC BAN HÀNH | KẾ HOẠCH NĂM 2025 | Kính gửi") + SIGNED + PLAN + SIGNED,
    "a decision before a plan with a letterhead of its own": DECISION + SIGNED + HEAD.format("") + PLAN + SIGNED,
    "a report before it": HEAD.format(3).replace("KH", "BC") + "BÁO CÁO | Kết quả năm 2023" + BODY + SIGNED + HEAD.format(4) + PLAN + SIGNED,
    "an appendix": PLAN + SIGNED + "PHỤ LỤC | I. DANH MỤC | - Báo cáo quý.",
    "a form of a plan in an appendix": HEAD.format(1) + PLAN + SIGNED + FORM,
    "an appendix titled as a plan": PLAN + SIGNED + "PHỤ LỤC 2 | KẾ HOẠCH KIỂM TRA NĂM 2024 | I. NỘI DUNG | - Kiểm tra quý I.",
    "an attached timetable titled as a plan": PLAN + SIGNED + "KẾ HOẠCH CHI TIẾT | (Kèm theo Kế hoạch số 1/KH-UBND ngày 15/01/2024) | I. NỘI DUNG | - Kiểm tra quý I.",
    "a title page before the letterhead": "ỦY BAN NHÂN DÂN | HUYỆN AN HÒA | ĐỀ ÁN | Cải cách hành chính | " + HEAD.format(1) + "ĐỀ ÁN | Cải cách hành chính" + BODY + SIGNED,
    "a heading in capitals that says plan": PLAN + "II. TỔ CHỨC | KẾ HOẠCH KINH PHÍ | - Phòng Tài chính bố trí kinh phí. | " + SIGNED,
    "no title": BODY + SIGNED,
}  # fmt: skip


def text_of(papers: str) -> str:
    return "\n\n".join(part.strip() for part in papers.split("|"))


@pytest.mark.parametrize("case", SEVERAL)
def test_several_plans_are_noticed(case: str) -> None:
    count, papers = SEVERAL[case]
    draft = notice_several(outlined(text_of(papers)))
    (noticed,) = draft.diagnostics
    assert (noticed.code, noticed.severity) == ("several-plans", "warning")
    assert f"{count} plans" in noticed.message
    text = draft.document.text
    assert noticed.start is not None and text[noticed.start : noticed.end].startswith("KẾ HOẠCH")
    assert noticed.start > text.index("I. NHIỆM VỤ")


@pytest.mark.parametrize("case", ONE)
def test_one_plan_is_one(case: str) -> None:
    draft = outlined(text_of(ONE[case]))
    assert notice_several(draft) is draft, [block.span.of(draft.document.text) for block in plan_titles(draft)]


def test_record_of_a_bundle_says_so_and_holds_all_tasks() -> None:
    plan = extract_plan(text_of(SEVERAL["two with letterheads"][1]).encode())
    assert [each.code for each in plan.diagnostics if each.severity == "warning"] == ["several-plans"]
    assert len(plan.tasks) == 4
