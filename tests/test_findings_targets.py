"""Targets of several plans held against each other: what contradicts is found, and what only looks alike is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import pytest

import pipeline
from pipeline.findings import Comparison
from schemas.finding import Finding
from schemas.plan import Plan
from schemas.text import nfc

PROVINCE = ("TỈNH TÂY VÂN", "Tây Vân", "")
DISTRICT = ("HUYỆN AN HÒA", "An Hòa", "Căn cứ Quyết định số 7/QĐ-UBND ngày 05/01/2023 của UBND tỉnh Tây Vân;\n")
COMMUNE = (
    "XÃ MƯỜNG KHA",
    "Mường Kha",
    "Căn cứ Quyết định số 7/QĐ-UBND ngày 05/01/2023 của UBND tỉnh Tây Vân;\nCăn cứ Quyết định số 8/QĐ-UBND ngày 06/01/2023 của UBND huyện An Hòa;\n",
)
Body = tuple[str, str, str]
_numbers = count(1)
_texts: dict[str, str] = {}
"""The plans' texts as read, by their ids."""


def plan(body: Body, *targets: str, **more: Any) -> Plan:
    """The plan of a body for a year with these lines under its objectives."""
    text = written(body, *targets, **more)
    read = pipeline.extract_plan(text.encode())
    _texts[read.plan_id] = pipeline.read_document(text.encode()).text
    return read


def written(
    body: Body,
    *targets: str,
    year: int = 2024,
    span: str = "",
    number: int = 0,
    preamble: str = "",
    tasks: str = "- Văn phòng chủ trì rà soát thủ tục hành chính.",
    signer: str = "",
) -> str:
    """Its text."""
    name, place, cites = body
    lines = "\n".join(f"- {target}" for target in targets)
    return nfc(f"""ỦY BAN NHÂN DÂN
{name}

Số: {number or next(_numbers)}/KH-UBND

{place}, ngày 15 tháng 01 năm {year}

KẾ HOẠCH
Cải cách hành chính {span or f"năm {year}"}

{cites}{preamble}
I. MỤC TIÊU

{lines}

II. NHIỆM VỤ

{tasks}

{f"CHỦ TỊCH{chr(10)}{chr(10)}{signer}" if signer else ""}
""")


def found(plans: Sequence[Plan], kinds: str = "target") -> list[Finding]:
    compared = Comparison()
    for each in plans:
        compared.add(each, _texts[each.plan_id])
    return [finding for finding in compared.findings() if finding.kind.startswith(kinds)]


SAME = [
    ("Tỷ lệ hồ sơ TTHC giải quyết đúng hạn đạt từ 97% trở lên.", "Trên 98% hồ sơ thủ tục hành chính được giải quyết trước hạn và đúng hạn."),
    ("Tỷ lệ hồ sơ giải quyết đúng hạn đạt 97%.", "Tỷ lệ hồ sơ thủ tục hành chính thuộc thẩm quyền của huyện được trả kết quả đúng hẹn đạt 98%."),
    ("Mức độ hài lòng của người dân, tổ chức đạt từ 90% trở lên.", "Mức độ hài lòng của tổ chức, công dân đạt 92%."),
    ("Chỉ số hài lòng về sự phục vụ hành chính (SIPAS) đạt trên 85%.", "Chỉ số SIPAS năm 2024 đạt từ 87% trở lên."),
    ("Chỉ số CCHC của huyện đạt từ 85 điểm trở lên.", "Chỉ số cải cách hành chính (PAR INDEX) đạt 87%."),
    ("Chỉ số CCHC của huyện tăng ít nhất 01 bậc.", "Chỉ số cải cách hành chính của huyện tăng ít nhất 03 bậc."),
    ("Tối thiểu 80% hồ sơ TTHC được tiếp nhận trực tuyến.", "Tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến đạt 70%."),
    ("100% cán bộ, công chức cấp xã đạt chuẩn về trình độ chuyên môn.", "95% cán bộ, công chức xã, thị trấn đạt chuẩn về trình độ chuyên môn."),
    ("Tỷ lệ hồ sơ trễ hạn không quá 2%.", "Số hồ sơ quá hạn dưới 1%."),
    ("Tỷ lệ hồ sơ giải quyết đúng hạn đạt từ 95-97%.", "Tỷ lệ hồ sơ giải quyết đúng hạn đạt 98%."),
    ("Tỷ lệ giải ngân vốn đầu tư công đạt trên 95%.", "Giải ngân đạt 100% kế hoạch vốn đầu tư công được giao."),
    ("100% hồ sơ, kết quả giải quyết TTHC được số hóa.", "90% hồ sơ, kết quả giải quyết thủ tục hành chính được số hoá."),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_plans_of_one_body_that_set_different_figures(one: str, other: str) -> None:
    plans = [plan(DISTRICT, one), plan(DISTRICT, other)]
    (finding,) = found(plans)
    assert (finding.kind, finding.severity) == ("targets-differ", "warning")
    assert finding.plan_ids == tuple(each.plan_id for each in plans)
    assert finding.facts == tuple(f"{each.plan_id}/{each.targets[0].id}" for each in plans)


NOT_THE_SAME = [
    ("Tỷ lệ hồ sơ TTHC giải quyết đúng hạn đạt từ 97% trở lên.", "Tỷ lệ hồ sơ TTHC giải quyết đúng hạn đạt 97%."),
    ("Tỷ lệ hồ sơ giải quyết đúng hạn đạt trên 97%.", "Tỷ lệ hồ sơ giải quyết đúng hạn đạt từ 95-98%."),
    ("Tỷ lệ hồ sơ cấp huyện giải quyết đúng hạn đạt 97%.", "Tỷ lệ hồ sơ cấp xã giải quyết đúng hạn đạt 98%."),
    ("Tỷ lệ hồ sơ giải quyết đúng hạn đạt 97%.", "Tỷ lệ hồ sơ giải quyết trước hạn đạt 30%."),
    ("Tỷ lệ hồ sơ giải quyết đúng hạn đạt 97%.", "Tỷ lệ hồ sơ trễ hạn dưới 3%."),
    ("Tỷ lệ hồ sơ đất đai giải quyết đúng hạn đạt 95%.", "Tỷ lệ hồ sơ giải quyết đúng hạn đạt 98%."),
    ("Tỷ lệ hồ sơ trực tuyến toàn trình đạt 50%.", "Tỷ lệ hồ sơ trực tuyến một phần đạt 70%."),
    ("Tỷ lệ hồ sơ trực tuyến toàn trình đạt 50%.", "Tỷ lệ hồ sơ trực tuyến đạt 70%."),
    ("Tỷ lệ hồ sơ trực tuyến mức độ 3 đạt 50%.", "Tỷ lệ hồ sơ trực tuyến mức độ 4 đạt 30%."),
    ("Tỷ lệ hồ sơ nộp trực tuyến đạt 70%.", "Tỷ lệ hồ sơ thanh toán trực tuyến đạt 40%."),
    ("Tỷ lệ hồ sơ nộp trực tuyến đạt 70%.", "Tỷ lệ hồ sơ nộp trực tuyến tăng 10%."),
    ("Mức độ hài lòng của người dân, tổ chức đạt 90%.", "Mức độ hài lòng của người dân, tổ chức về giải quyết TTHC lĩnh vực đất đai đạt 80%."),
    ("Mức độ hài lòng của người dân đối với dịch vụ y tế đạt 80%.", "Mức độ hài lòng của người dân đối với dịch vụ giáo dục đạt 85%."),
    ("Mức độ hài lòng của người dân, tổ chức đạt 90%.", "Mức độ hài lòng của cán bộ, công chức đạt 95%."),
    ("Chỉ số CCHC của huyện tăng ít nhất 01 bậc.", "Chỉ số CCHC của huyện đạt 85 điểm."),
    ("Chỉ số CCHC của huyện đạt 85 điểm.", "Chỉ số CCHC của tỉnh đạt 87 điểm."),
    ("Chỉ số CCHC của huyện xếp thứ 5/12 huyện.", "Chỉ số CCHC của huyện tăng 3 bậc."),
    ("100% cán bộ, công chức cấp xã đạt chuẩn.", "90% cán bộ, công chức cấp huyện đạt chuẩn."),
    ("100% cán bộ cấp xã đạt chuẩn.", "90% công chức cấp xã đạt chuẩn."),
    ("100% cán bộ, công chức cấp xã được bồi dưỡng kỹ năng số.", "80% cán bộ, công chức cấp xã được bồi dưỡng nghiệp vụ một cửa."),
    ("Hoàn thành 100% kế hoạch.", "Hoàn thành 95% kế hoạch."),
    ("Kiểm tra tại ít nhất 30% số xã, thị trấn.", "Kiểm tra tại 05 xã."),
    ("Tỷ lệ hồ sơ giải quyết đúng hạn năm 2025 đạt 99%.", "Tỷ lệ hồ sơ giải quyết đúng hạn đạt 97%."),
    ("Trong quý I, tỷ lệ hồ sơ giải quyết đúng hạn đạt 90%.", "Tỷ lệ hồ sơ giải quyết đúng hạn đạt 97%."),
    ("Trong 6 tháng đầu năm, 30% hồ sơ nộp trực tuyến toàn trình.", "Tỷ lệ hồ sơ nộp trực tuyến toàn trình đạt 70%."),
    ("Đối với lĩnh vực đất đai, trên 90% hồ sơ giải quyết đúng hạn.", "Trên 97% hồ sơ giải quyết đúng hạn."),
    ("Tỷ lệ hồ sơ giải quyết đúng hạn đạt 97% (đối với cấp huyện).", "Tỷ lệ hồ sơ giải quyết đúng hạn đạt 98% (đối với cấp xã)."),
    ("Đối với cấp huyện:\n+ Trên 97% hồ sơ giải quyết đúng hạn.", "Đối với cấp xã:\n+ Trên 98% hồ sơ giải quyết đúng hạn."),
    ("Tỷ lệ hộ gia đình trên địa bàn huyện đạt danh hiệu văn hóa đạt 90%.", "Tỷ lệ hộ gia đình trên địa bàn huyện đạt chuẩn nông thôn mới đạt 80%."),
    ("Lĩnh vực đất đai đạt 80%.", "Lĩnh vực đất đai đạt 95%."),
    ("Phấn đấu đạt 80%.", "Phấn đấu đạt 95%."),
    ("Số hóa 30% hồ sơ lưu trữ lịch sử.", "100% hồ sơ, kết quả giải quyết TTHC được số hóa."),
    ("Giảm 10% biên chế công chức.", "Giảm 5% biên chế sự nghiệp hưởng lương từ ngân sách."),
    ("Tổ chức 02 lớp tập huấn cải cách hành chính cho công chức cấp xã.", "Tổ chức 03 lớp tập huấn cải cách hành chính cho công chức cấp xã."),
    ("Năm 2023, tỷ lệ hồ sơ giải quyết đúng hạn đạt 95%.", "Tỷ lệ hồ sơ giải quyết đúng hạn đạt 97%."),
    ("Tỷ lệ hồ sơ giải quyết đúng hạn đạt …%.", "Tỷ lệ hồ sơ giải quyết đúng hạn đạt 97%."),
    ("Tỷ lệ giải ngân vốn đầu tư công đạt trên 95%.", "Tỷ lệ giải ngân vốn các chương trình mục tiêu quốc gia đạt trên 90%."),
]


@pytest.mark.parametrize(("one", "other"), NOT_THE_SAME)
def test_plans_of_one_body_that_only_seem_to(one: str, other: str) -> None:
    assert not found([plan(DISTRICT, one), plan(DISTRICT, other)])


ON_TIME = "Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn đạt {}."
OTHER_DISTRICT = ("HUYỆN TRÀ LÂM", "Trà Lâm", DISTRICT[2])
NAMESAKE = ("HUYỆN AN HÒA", "An Hòa", DISTRICT[2].replace("Tây Vân", "Nam Hoành"))
NOWHERE = ("HUYỆN AN HÒA", "An Hòa", "")


APART: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "years": [{"body": DISTRICT}, {"body": DISTRICT, "year": 2025}],
    "bodies": [{"body": DISTRICT}, {"body": OTHER_DISTRICT}],
    "provinces": [{"body": DISTRICT}, {"body": NAMESAKE}],
    "no province and no signer": [{"body": NOWHERE}, {"body": NOWHERE}],
    "signers": [{"body": NOWHERE, "signer": "Nguyễn Văn An"}, {"body": NOWHERE, "signer": "Trần Thị Bình"}],
    "one plan in two files": [{"body": DISTRICT, "number": 900}, {"body": DISTRICT, "number": 900}],
}


@pytest.mark.parametrize("apart", APART)
def test_plans_that_are_not_two_of_one_body_and_time(apart: str) -> None:
    one, other = APART[apart]
    assert not found([plan(one["body"], ON_TIME.format("97%"), **_options(one)), plan(other["body"], ON_TIME.format("98%"), **_options(other))])


def _options(given: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in given.items() if key not in ("body", "targets")}


def test_a_plan_that_sets_a_measure_twice_is_not_compared() -> None:
    assert not found([plan(DISTRICT, ON_TIME.format("97%"), ON_TIME.format("95%")), plan(DISTRICT, ON_TIME.format("98%"))])


SEVERAL_YEARS = [
    ("Đến năm 2025, trên 95% hồ sơ giải quyết đúng hạn.", "Đến năm 2025, tỷ lệ hồ sơ giải quyết đúng hạn đạt 97%.", True),
    ("Đến năm 2023, trên 95% hồ sơ giải quyết đúng hạn.", "Đến năm 2025, tỷ lệ hồ sơ giải quyết đúng hạn đạt 97%.", False),
]


@pytest.mark.parametrize(("one", "other", "differ"), SEVERAL_YEARS)
def test_in_plans_for_several_years_each_target_is_for_its_own(one: str, other: str, differ: bool) -> None:
    plans = [plan(DISTRICT, target, year=2021, span="giai đoạn 2021 - 2025") for target in (one, other)]
    assert [each.kind for each in found(plans)] == ["targets-differ"] * differ


def test_provinces_and_communes_made_anew_are_other_bodies() -> None:
    before, after = (plan(PROVINCE, ON_TIME.format(share), year=2025) for share in ("97%", "98%"))
    assert before.metadata.issued_on is not None
    later = replace(after, metadata=replace(after.metadata, issued_on=date(2025, 7, 15)))
    assert not found([before, later])
    assert found([before, after])


def test_a_signer_tells_a_body_from_its_namesakes() -> None:
    plans = [plan(NOWHERE, ON_TIME.format(share), signer="Nguyễn Văn An") for share in ("97%", "98%")]
    assert [finding.kind for finding in found(plans)] == ["targets-differ"]


def test_both_figures_and_both_plans_are_in_the_words_of_a_finding() -> None:
    plans = [plan(DISTRICT, ON_TIME.format("từ 97% trở lên"), number=31), plan(DISTRICT, ON_TIME.format("98%"), number=32)]
    (finding,) = found(plans)
    assert finding.values == (nfc("Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn"), "≥ 97 %", "98 %")
    assert "at least 97 % in 31/KH-UBND" in finding.message and "98 % in 32/KH-UBND" in finding.message


BELOW = [
    (PROVINCE, ON_TIME.format("từ 97% trở lên"), DISTRICT, ON_TIME.format("95%")),
    (PROVINCE, ON_TIME.format("trên 97%"), DISTRICT, ON_TIME.format("từ 90% - 95%")),
    (PROVINCE, "Tỷ lệ hồ sơ cấp huyện giải quyết đúng hạn đạt 97%.", DISTRICT, ON_TIME.format("95%")),
    (PROVINCE, "Tỷ lệ hồ sơ cấp xã giải quyết đúng hạn đạt 97%.", DISTRICT, "Tỷ lệ hồ sơ cấp xã giải quyết đúng hạn đạt 95%."),
    (PROVINCE, "Tỷ lệ hồ sơ cấp xã giải quyết đúng hạn đạt 97%.", COMMUNE, ON_TIME.format("95%")),
    (DISTRICT, ON_TIME.format("97%"), COMMUNE, ON_TIME.format("từ 96% trở lên")),
    (PROVINCE, "Tỷ lệ hồ sơ trễ hạn không quá 1%.", DISTRICT, "Tỷ lệ hồ sơ trễ hạn dưới 2%."),
    (PROVINCE, "100% cán bộ, công chức cấp xã đạt chuẩn về trình độ chuyên môn.", DISTRICT, "95% cán bộ, công chức cấp xã đạt chuẩn về trình độ chuyên môn."),
]


@pytest.mark.parametrize(("above", "asked", "below", "set_there"), BELOW)
def test_a_plan_below_that_asks_for_less(above: Body, asked: str, below: Body, set_there: str) -> None:
    top, low = plan(above, asked), plan(below, set_there)
    for plans in ((top, low), (low, top)):
        (finding,) = found(plans)
        assert (finding.kind, finding.plan_ids) == ("target-below-superior", tuple(each.plan_id for each in plans))
        assert finding.facts == (f"{top.plan_id}/{top.targets[0].id}", f"{low.plan_id}/{low.targets[0].id}")


NOT_BELOW = [
    (PROVINCE, ON_TIME.format("từ 97% trở lên"), DISTRICT, ON_TIME.format("98%")),
    (PROVINCE, ON_TIME.format("từ 97% trở lên"), DISTRICT, ON_TIME.format("từ 97% trở lên")),
    (PROVINCE, ON_TIME.format("từ 97% trở lên"), DISTRICT, ON_TIME.format("từ 95 - 98%")),
    (PROVINCE, ON_TIME.format("từ 95 - 97%"), DISTRICT, ON_TIME.format("96%")),
    (PROVINCE, ON_TIME.format("97%"), NAMESAKE, ON_TIME.format("95%")),
    (PROVINCE, ON_TIME.format("97%"), NOWHERE, ON_TIME.format("95%")),
    (PROVINCE, "Tỷ lệ hồ sơ cấp xã giải quyết đúng hạn đạt 97%.", DISTRICT, ON_TIME.format("95%")),
    (PROVINCE, "Tỷ lệ hồ sơ cấp tỉnh giải quyết đúng hạn đạt 97%.", DISTRICT, ON_TIME.format("95%")),
    (PROVINCE, "Tỷ lệ hồ sơ cấp huyện giải quyết đúng hạn đạt 97%.", COMMUNE, ON_TIME.format("95%")),
    (PROVINCE, ON_TIME.format("97%"), DISTRICT, "Tỷ lệ hồ sơ cấp xã giải quyết đúng hạn đạt 95%."),
    (PROVINCE, "Chỉ số CCHC của tỉnh đạt 87%.", DISTRICT, "Chỉ số CCHC của huyện đạt 82%."),
    (PROVINCE, "Kiểm tra tại 30% cơ quan, đơn vị.", DISTRICT, "Kiểm tra tại 20% cơ quan, đơn vị."),
    (PROVINCE, "Tỷ lệ hồ sơ nộp trực tuyến tăng 10%.", DISTRICT, "Tỷ lệ hồ sơ nộp trực tuyến tăng 5%."),
    (PROVINCE, "Tỷ lệ hồ sơ trễ hạn không quá 2%.", DISTRICT, "Tỷ lệ hồ sơ trễ hạn dưới 1%."),
    (PROVINCE, "Tỷ lệ hồ sơ trễ hạn 2%.", DISTRICT, "Tỷ lệ hồ sơ trễ hạn 1%."),
    (PROVINCE, "Tỷ lệ hồ sơ trực tuyến toàn trình đạt 60%.", DISTRICT, "Tỷ lệ hồ sơ trực tuyến đạt 50%."),
    (DISTRICT, ON_TIME.format("97%"), PROVINCE, ON_TIME.format("95%")),
    (DISTRICT, ON_TIME.format("97%"), OTHER_DISTRICT, ON_TIME.format("95%")),
    (OTHER_DISTRICT, ON_TIME.format("97%"), COMMUNE, ON_TIME.format("95%")),
]


@pytest.mark.parametrize(("above", "asked", "below", "set_there"), NOT_BELOW)
def test_a_plan_below_that_does_not(above: Body, asked: str, below: Body, set_there: str) -> None:
    assert not found([plan(above, asked), plan(below, set_there)])


def test_a_higher_year_below_is_no_matter() -> None:
    assert not found([plan(PROVINCE, ON_TIME.format("97%")), plan(DISTRICT, ON_TIME.format("95%"), year=2023)])


@pytest.mark.parametrize(
    "closing",
    [
        "Kế hoạch này thay thế Kế hoạch số 41/KH-UBND ngày 15/01/2024 của UBND huyện An Hòa.",
        "Kế hoạch này sửa đổi, bổ sung Kế hoạch số 41/KH-UBND ngày 15/01/2024 của UBND huyện.",
    ],
)
def test_a_plan_that_replaces_or_amends_another_may_set_other_figures(closing: str) -> None:
    old, new = plan(DISTRICT, ON_TIME.format("97%"), number=41), plan(DISTRICT, ON_TIME.format("98%"), number=42, tasks=f"{OTHER_TASK}\n\n{closing}")
    (finding,) = found([old, new])
    assert (finding.kind, finding.severity, finding.values[1:]) == ("target-amended", "info", ("98 %", "97 %"))
    assert not found([old, plan(DISTRICT, ON_TIME.format("97%"), number=43, tasks=f"{OTHER_TASK}\n\n{closing}")])


def test_what_a_replaced_plan_asks_for_is_asked_no_more() -> None:
    closing = "Kế hoạch này thay thế Kế hoạch số 51/KH-UBND ngày 15/01/2024 của UBND tỉnh Tây Vân."
    plans = [plan(PROVINCE, ON_TIME.format("99%"), number=51), plan(PROVINCE, ON_TIME.format("95%"), tasks=f"{OTHER_TASK}\n\n{closing}")]
    assert [each.kind for each in found([*plans, plan(DISTRICT, ON_TIME.format("97%"))])] == ["target-amended"]


OTHER = "Tỷ lệ hồ sơ nộp trực tuyến đạt 70%."
CARRIED_OUT = "Căn cứ Kế hoạch số 71/KH-UBND ngày 15/01/2024 của UBND tỉnh Tây Vân;\n"

LEFT_OUT: Mapping[str, tuple[str, Sequence[Mapping[str, Any]], bool]] = {
    "nothing of it": ("cấp huyện", [{"targets": [OTHER]}], True),
    "it in other words": ("cấp huyện", [{"targets": [OTHER, "Tỷ lệ hồ sơ trễ hạn dưới 3%."]}], False),
    "it in another plan": ("cấp huyện", [{"targets": [OTHER]}, {"targets": [ON_TIME.format("98%")], "preamble": ""}], False),
    "asked of another level": ("cấp xã", [{"targets": [OTHER]}], False),
    "asked of no level": ("", [{"targets": [OTHER]}], False),
    "a plan that rests on another": ("cấp huyện", [{"targets": [OTHER], "preamble": ""}], False),
    "a plan without targets": ("cấp huyện", [{"targets": []}], False),
    "a plan of another year": ("cấp huyện", [{"targets": [OTHER], "year": 2025}], False),
    "a plan of another province": ("cấp huyện", [{"targets": [OTHER], "body": NAMESAKE, "preamble": CARRIED_OUT.replace("Tây Vân", "Nam Hoành")}], False),
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_what_a_plan_that_carries_out_another_leaves_out(case: str) -> None:
    level, below, left_out = LEFT_OUT[case]
    top = plan(PROVINCE, f"Tỷ lệ hồ sơ {level} giải quyết đúng hạn đạt 97%.", number=71)
    plans = [plan(*(each.get("body", DISTRICT), *each["targets"]), **{"preamble": CARRIED_OUT, **_options(each)}) for each in below]
    told = found([*plans, top])
    assert [each.kind for each in told] == ["target-left-out"] * left_out
    assert all(each.plan_ids == (plans[0].plan_id, top.plan_id) and each.facts == (f"{top.plan_id}/{top.targets[0].id}",) for each in told)


TASK = "Xây dựng và triển khai Đề án nâng cao chất lượng đội ngũ công chức cấp xã giai đoạn mới"
OTHER_TASK = "- Văn phòng chủ trì rà soát thủ tục hành chính."
TABLE = "Nội dung\tCơ quan chủ trì\tThời gian\n{}\t{}\tQuý II\nTổ chức hội nghị trực tuyến tổng kết công tác cải cách hành chính cả năm\tVăn phòng\tQuý IV"
REPLACED = "Kế hoạch này thay thế Kế hoạch số 61/KH-UBND ngày 15/01/2024 của UBND huyện An Hòa."

LED = {
    "another body": (TABLE.format(TASK, "Phòng Nội vụ"), TABLE.format(TASK, "Phòng Tư pháp"), True),
    "the same body": (TABLE.format(TASK, "Phòng Nội vụ"), TABLE.format(TASK, "Phòng Nội vụ huyện"), False),
    "one body of two": (TABLE.format(TASK, "Phòng Nội vụ"), TABLE.format(TASK, "Phòng Tư pháp; Phòng Nội vụ"), False),
    "a collective": (TABLE.format(TASK, "Phòng Nội vụ"), TABLE.format(TASK, "Các phòng, ban chuyên môn"), False),
    "nobody": (TABLE.format(TASK, "Phòng Nội vụ"), TABLE.format(TASK, ""), False),
    "another task": (TABLE.format(TASK, "Phòng Nội vụ"), TABLE.format(TASK.replace("xã", "huyện"), "Phòng Tư pháp"), False),
    "a short task": (TABLE.format("Báo cáo kết quả", "Phòng Nội vụ"), TABLE.format("Báo cáo kết quả", "Phòng Tư pháp"), False),
    "a plan replaced": (TABLE.format(TASK, "Phòng Nội vụ"), f"{TABLE.format(TASK, 'Phòng Tư pháp')}\n\n{REPLACED}", False),
    "a task said to each": (
        TABLE.format(TASK, "Phòng Nội vụ") + f"\n{TASK}\tPhòng Kinh tế\tQuý III",
        TABLE.format(TASK, "Phòng Tư pháp"),
        False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LED)
def test_one_task_led_by_different_bodies(case: str) -> None:
    one, other, differ = LED[case]
    plans = [plan(DISTRICT, number=61, tasks=one), plan(DISTRICT, tasks=other)]
    assert all(any(task.text == TASK and task.leads for task in each.tasks) for each in plans) or not differ
    told = found(plans, "task")
    assert [(each.kind, each.values) for each in told] == ([("task-leads-differ", ("Phòng Nội vụ", "Phòng Tư pháp"))] if differ else [])


BASIS = "Căn cứ Kế hoạch số 8/KH-UBND ngày 10/01/2023 của UBND huyện An Hòa về cải cách hành chính;\n"
ENDS = "Kế hoạch này thay thế Kế hoạch số 8/KH-UBND ngày 10/01/2023 của UBND huyện An Hòa."

ENDED = {
    "replaced before": (2024, ENDS, 2025, BASIS, True),
    "repealed before": (2024, "Kế hoạch này có hiệu lực từ ngày ký và bãi bỏ Kế hoạch số 8/KH-UBND ngày 10/01/2023 của UBND huyện An Hòa.", 2025, BASIS, True),
    "out of force with it": (
        2024,
        "Kế hoạch số 8/KH-UBND ngày 10/01/2023 của UBND huyện An Hòa hết hiệu lực từ ngày Kế hoạch này có hiệu lực.",
        2025,
        BASIS,
        True,
    ),
    "replaced after": (2025, ENDS, 2024, BASIS, False),
    "replaced by the plan itself": (2024, ENDS, 2024, "", False),
    "to be replaced": (2024, "- Phòng Nội vụ xây dựng Kế hoạch thay thế Kế hoạch số 8/KH-UBND ngày 10/01/2023 của UBND huyện An Hòa.", 2025, BASIS, False),
    "another year's": (2024, ENDS, 2025, BASIS.replace("2023", "2022"), False),
    "another body's": (2024, ENDS, 2025, BASIS.replace("An Hòa", "Trà Lâm"), False),
    "cited only": (2024, ENDS, 2025, "Đánh giá kết quả nêu tại Kế hoạch số 8/KH-UBND ngày 10/01/2023 của UBND huyện An Hòa.\n", False),
}


@pytest.mark.parametrize("case", ENDED)
def test_a_basis_that_another_plan_says_has_ended(case: str) -> None:
    year, closing, later, basis, ended = ENDED[case]
    texts = [written(DISTRICT, year=year, tasks=f"{OTHER_TASK}\n\n{closing}"), written(DISTRICT, year=later, preamble=basis)]
    compared = Comparison()
    plans = [pipeline.extract_plan(text.encode()) for text in texts]
    for each, text in zip(plans, texts, strict=True):
        compared.add(each, pipeline.read_document(text.encode()).text)
    told = [each for each in compared.findings() if each.kind == "basis-ended"]
    assert [each.plan_ids for each in told] == ([tuple(each.plan_id for each in plans)] if ended else [])
    assert all(each.values == ("Kế hoạch 8/KH-UBND", "2023-01-10", f"{year}-01-15") for each in told)
