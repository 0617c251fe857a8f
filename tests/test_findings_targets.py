"""Targets of several plans held against each other: what contradicts is found, and what only looks alike is not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

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


def plan(body: Body, *targets: str, year: int = 2024, number: int | None = None, preamble: str = "", closing: str = "", signer: str = "") -> Plan:
    """The plan of a body for a year with these lines under its objectives."""
    name, place, cites = body
    number = number or next(_numbers)
    lines = "\n".join(f"- {target}" for target in targets)
    text = f"""ỦY BAN NHÂN DÂN
{name}

Số: {number}/KH-UBND

{place}, ngày 15 tháng 01 năm {year}

KẾ HOẠCH
Cải cách hành chính năm {year}

{cites}{preamble}
I. MỤC TIÊU

{lines}

II. NHIỆM VỤ

- Văn phòng chủ trì rà soát thủ tục hành chính.
{closing}
{f"CHỦ TỊCH{chr(10)}{chr(10)}{signer}" if signer else ""}
"""
    return pipeline.extract_plan(nfc(text).encode())


def found(plans: Sequence[Plan], kinds: str = "target") -> list[Finding]:
    compared = Comparison()
    for each in plans:
        compared.add(each)
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


@pytest.mark.parametrize(
    "plans",
    [
        [plan(DISTRICT, ON_TIME.format("97%")), plan(DISTRICT, ON_TIME.format("98%"), year=2025)],
        [plan(DISTRICT, ON_TIME.format("97%")), plan(OTHER_DISTRICT, ON_TIME.format("98%"))],
        [plan(DISTRICT, ON_TIME.format("97%")), plan(NAMESAKE, ON_TIME.format("98%"))],
        [plan(NOWHERE, ON_TIME.format("97%")), plan(NOWHERE, ON_TIME.format("98%"))],
        [plan(NOWHERE, ON_TIME.format("97%"), signer="Nguyễn Văn An"), plan(NOWHERE, ON_TIME.format("98%"), signer="Trần Thị Bình")],
        [plan(DISTRICT, ON_TIME.format("97%"), ON_TIME.format("95%")), plan(DISTRICT, ON_TIME.format("98%"))],
        [plan(DISTRICT, ON_TIME.format("97%"), number=900), plan(DISTRICT, ON_TIME.format("98%"), number=900)],
    ],
    ids=["years", "bodies", "provinces", "no-province", "signers", "said-twice", "one-plan-in-two-files"],
)
def test_plans_of_other_bodies_and_years_are_not_compared(plans: list[Plan]) -> None:
    assert not found(plans)


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
    for plans in ([plan(above, asked), plan(below, set_there)], [plan(below, set_there), plan(above, asked)]):
        (finding,) = found(plans)
        top, low = sorted(plans, key=lambda each: each.metadata.issuer is not None and each.metadata.issuer.name.endswith(above[0].title()), reverse=True)
        assert (finding.kind, finding.plan_ids) == ("target-below-superior", tuple(each.plan_id for each in plans))
        assert finding.facts[0].startswith(plans[0].plan_id if plans[0].metadata.place == above[1] else plans[1].plan_id), (top, low)


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
    plans = [plan(DISTRICT, ON_TIME.format("97%"), number=41), plan(DISTRICT, ON_TIME.format("98%"), number=42, closing=f"\n{closing}\n")]
    (finding,) = found(plans)
    assert (finding.kind, finding.severity) == ("target-amended", "info")
    assert finding.values[1:] == ("98 %", "97 %")
