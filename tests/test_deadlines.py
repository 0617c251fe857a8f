"""A time cell, or a line of running text with the words that say when marked in it, and the deadline it means in a plan of 2022."""

from datetime import date

import pytest
import regex

from extractors.deadlines import find_deadline, find_period, parse_date
from extractors.rules import Rule, load_rules
from schemas.document import Block, Document
from schemas.plan import Deadline, Period
from schemas.text import Span, fold, nfc

PLAN = Period(date(2022, 1, 1), date(2022, 12, 31))
MARK = regex.compile("[«»]")


def deadline_of(text: str, *, in_cell: bool, period: Period | None = PLAN) -> Deadline | None:
    text = nfc(text)
    return find_deadline(Document(text, (Block("paragraph", 0, len(text)),), "txt"), Span(0, len(text)), period, in_cell)


def short(deadline: Deadline | None) -> str:
    """``kind start..end frequency``, what is null left out."""
    if deadline is None:
        return ""
    dates = f"{deadline.start or ''}..{deadline.end or ''}" if deadline.start or deadline.end else ""
    return " ".join(filter(None, (deadline.kind, dates, deadline.frequency)))


CELLS = [
    # all the time
    ("Thường xuyên", "continuous"),
    ("Thường xuyên, liên tục", "continuous"),
    ("Thường xuyên trong năm", "continuous 2022-01-01..2022-12-31"),
    ("Thường xuyên trong năm khi có quy định mới của pháp luật", "continuous 2022-01-01..2022-12-31"),
    ("Suốt năm", "continuous 2022-01-01..2022-12-31"),
    # days
    ("31/12/2022", "date 2022-12-31..2022-12-31"),
    ("Ngày 10/10/2022", "date 2022-10-10..2022-10-10"),
    ("Trước 30/6", "date ..2022-06-29"),
    ("Trước ngày 15/12/2019", "date ..2019-12-14"),
    ("Chậm nhất ngày 15/12/2019", "date ..2019-12-15"),
    ("Xong trước ngày 10 tháng 11 năm 2022", "date ..2022-11-09"),
    ("Đến 30/9/2022", "date ..2022-09-30"),
    ("Trước ngày 01/01/2023", "date ..2022-12-31"),
    ("Thường xuyên, báo cáo trước 15/12", "date ..2022-12-14"),
    ("Theo tiến độ; hoàn thành trước 30/11", "date ..2022-11-29"),
    # spans of days
    ("Từ ngày 01/3 đến ngày 30/4/2022", "period 2022-03-01..2022-04-30"),
    ("Từ 01/10 đến 10/10/2022", "period 2022-10-01..2022-10-10"),
    ("15-20/10/2022", "period 2022-10-15..2022-10-20"),
    # months
    ("Trong tháng 01/2019", "period 2019-01-01..2019-01-31"),
    ("Tháng 12", "period 2022-12-01..2022-12-31"),
    ("06/2022", "period 2022-06-01..2022-06-30"),
    ("T6/2022", "period 2022-06-01..2022-06-30"),
    ("Tháng 3 và tháng 9", "period 2022-03-01..2022-09-30"),
    ("Tháng 3, 6, 9", "period 2022-03-01..2022-09-30"),
    ("Tháng 01-12/2019", "period 2019-01-01..2019-12-31"),
    ("Từ tháng 3 đến tháng 5", "period 2022-03-01..2022-05-31"),
    ("Tháng 12/2022 và tháng 01/2023", "period 2022-12-01..2023-01-31"),
    ("Trước tháng 7/2022", "date ..2022-06-30"),
    ("Tháng 2/2024", "period 2024-02-01..2024-02-29"),
    # quarters and parts of the year
    ("Quý II/2019", "period 2019-04-01..2019-06-30"),
    ("Quý Il/2019", "period 2019-04-01..2019-06-30"),
    ("Quý 4", "period 2022-10-01..2022-12-31"),
    ("Quý I, II", "period 2022-01-01..2022-06-30"),
    ("Quý I và Quý III/2022", "period 2022-01-01..2022-09-30"),
    ("Quý IV/2021 - Quý I/2022", "period 2021-10-01..2022-03-31"),
    ("Từ quý II/2022", "period 2022-04-01.."),
    ("Từ quý I đến quý III", "period 2022-01-01..2022-09-30"),
    ("Đến hết quý III", "period ..2022-09-30"),
    ("6 tháng đầu năm", "period 2022-01-01..2022-06-30"),
    ("03 tháng cuối năm 2019", "period 2019-10-01..2019-12-31"),
    # years
    ("Trong năm", "period 2022-01-01..2022-12-31"),
    ("Cả năm", "period 2022-01-01..2022-12-31"),
    ("Năm 2019", "period 2019-01-01..2019-12-31"),
    ("2022", "period 2022-01-01..2022-12-31"),
    ("2019-2020", "period 2019-01-01..2020-12-31"),
    ("Giai đoạn 2021 - 2025", "period 2021-01-01..2025-12-31"),
    ("Từ năm 2022 đến năm 2025", "period 2022-01-01..2025-12-31"),
    ("Đến năm 2025", "period ..2025-12-31"),
    ("Năm học 2022-2023", "period 2022-09-01..2023-05-31"),
    # again and again
    ("Hằng năm", "recurring yearly"),
    ("Hàng tháng", "recurring monthly"),
    ("Hằng ngày", "recurring daily"),
    ("Hằng tuần trong tháng", "recurring weekly"),
    ("Thứ sáu hằng tuần", "recurring weekly"),
    ("Hàng quý và đột xuất", "recurring quarterly"),
    ("Định kỳ hàng quý và đột xuất khi có yêu cầu", "recurring quarterly"),
    ("Định kỳ hằng quý, 6 tháng, 9 tháng và năm", "recurring quarterly+half-yearly+yearly"),
    ("Định kỳ 6 tháng, năm", "recurring half-yearly+yearly"),
    ("Quý, năm", "recurring quarterly+yearly"),
    ("Mỗi tháng 02 kỳ", "recurring monthly×2"),
    ("Mỗi tháng một kỳ", "recurring monthly"),
    ("2 lần/tháng", "recurring monthly×2"),
    ("01 lần/năm", "recurring yearly"),
    ("6 tháng một lần", "recurring half-yearly"),
    ("Trước ngày 20 hằng tháng", "recurring monthly"),
    ("Ngày 14 của tháng cuối quý", "recurring quarterly"),
    ("Trước ngày 15/12 hằng năm", "recurring yearly"),
    ("Tháng 6 và tháng 12 hằng năm", "recurring yearly"),
    ("Hằng quý trong năm 2022", "recurring 2022-01-01..2022-12-31 quarterly"),
    # when something happens
    ("Theo Kế hoạch", "event"),
    ("Theo Kế hoạch tổ chức tại các huyện có điều kiện", "event"),
    ("Theo Kế hoạch năm 2022 của UBND tỉnh", "event"),
    ("Theo kế hoạch và đột xuất khi có yêu cầu", "event"),
    ("Theo Quyết định số 12/QĐ-UBND ngày 15/3/2022", "event"),
    ("Khi có văn bản mới", "event"),
    ("Sau khi có hướng dẫn", "event"),
    ("Ngay sau khi kế hoạch được ban hành", "event"),
    ("Trong vòng 15 ngày kể từ ngày ban hành", "event"),
    ("Đột xuất", "event"),
    ("Theo kế hoạch, trong quý II", "period 2022-04-01..2022-06-30"),
    # not understood
    ("Kinh phí tự chủ", ""),
    ("Đã thực hiện", ""),
    ("Trước ngày 45/13/2022", "date"),
    ("", ""),
]


@pytest.mark.parametrize(("cell", "answer"), CELLS, ids=[cell for cell, _ in CELLS])
def test_time_cell(cell: str, answer: str) -> None:
    assert short(deadline_of(cell, in_cell=True)) == answer


TASKS = [
    # a day
    ("Hoàn thành «trước ngày 30/6/2022».", "date ..2022-06-29"),
    ("Xây dựng, ban hành «trước ngày 28/02/2022».", "date ..2022-02-27"),
    ("Báo cáo kết quả «trước ngày 15/12/2022» để tổng hợp.", "date ..2022-12-14"),
    ("Hoàn thành nhiệm vụ được giao «trước ngày 30/6/2022».", "date ..2022-06-29"),
    ("Ban hành xong «trước 30/6/2022».", "date ..2022-06-29"),
    ("«Chậm nhất ngày 25/12/2022» gửi báo cáo về Sở.", "date ..2022-12-25"),
    ("Tổ chức hội nghị «vào ngày 15/10/2022».", "date 2022-10-15..2022-10-15"),
    ("Tham mưu xây dựng Kế hoạch năm 2023 (hoàn thành «trước 25/12/2022»).", "date ..2022-12-24"),
    ("Tổ chức Tuần lễ hưởng ứng «từ ngày 01/10 đến ngày 10/10/2022».", "period 2022-10-01..2022-10-10"),
    ("Xây dựng kế hoạch, hoàn thành «trước ngày 28/02/2022»; định kỳ hằng quý báo cáo.", "date ..2022-02-27"),
    ("Thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ.", ""),
    ("Rà soát văn bản đã ban hành trước ngày 31/12/2021.", ""),
    ("Xử lý hồ sơ tồn đọng trước ngày 01/01/2022.", ""),
    # a month, a quarter, a part of the year
    ("Tổ chức tập huấn «trong tháng 3/2022».", "period 2022-03-01..2022-03-31"),
    ("Xây dựng kế hoạch, hoàn thành «trong quý II».", "period 2022-04-01..2022-06-30"),
    ("«Từ quý I/2022», triển khai phần mềm một cửa.", "period 2022-01-01.."),
    ("Triển khai «từ quý I/2022».", "period 2022-01-01.."),
    ("Trước mắt, «trong quý I năm 2022», tập trung hoàn thiện phần mềm.", "period 2022-01-01..2022-03-31"),
    ("Tổ chức Hội thi («quý III/2022»).", "period 2022-07-01..2022-09-30"),
    ("«Trong 6 tháng cuối năm 2022», tập trung rà soát.", "period 2022-07-01..2022-12-31"),
    ("Thời gian thực hiện: «Quý II/2022».", "period 2022-04-01..2022-06-30"),
    ("Nâng cao kết quả đạt được trong quý I/2022.", ""),
    ("Tổ chức sơ kết 6 tháng đầu năm 2022.", ""),
    # a year
    ("Triển khai có hiệu quả công tác cải cách hành chính của huyện «trong năm 2022».", "period 2022-01-01..2022-12-31"),
    ("«Trong năm 2022», tổ chức 02 lớp tập huấn.", "period 2022-01-01..2022-12-31"),
    ("«Năm 2022», tổ chức 02 lớp tập huấn.", "period 2022-01-01..2022-12-31"),
    ("Tổ chức 02 lớp tập huấn «trong năm 2022» cho cán bộ.", "period 2022-01-01..2022-12-31"),
    ("Chuẩn hóa cán bộ để «đến năm 2022» có 100% cán bộ đạt chuẩn.", "period ..2022-12-31"),
    ("Phấn đấu «đến năm 2020» 100% các phòng ban áp dụng.", "period ..2020-12-31"),
    ("«Đến năm 2025» hoàn thành số hóa hồ sơ.", "period ..2025-12-31"),
    ("Phấn đấu hoàn thành «đến cuối năm 2022».", "period ..2022-12-31"),
    ("Tổ chức thực hiện Chương trình chuyển đổi số đến năm 2025, định hướng đến năm 2030.", ""),
    ("Triển khai Đề án đổi mới giai đoạn 2021-2025.", ""),
    ("Xây dựng Kế hoạch kiểm tra năm 2022.", ""),
    ("Tổ chức kiểm tra công tác cải cách hành chính năm 2022 tại 100% các xã.", ""),
    ("Duy trì các tiêu chí đã đạt điểm tối đa trong năm 2021 đối với lĩnh vực.", ""),
    ("Thực hiện đúng tiến độ các nhiệm vụ được Chính phủ giao cho tỉnh trong năm.", ""),
    ("Triển khai, góp phần nâng cao Chỉ số của tỉnh trong năm 2022 và những năm tiếp theo.", ""),
    ("Mức độ thu hút đầu tư năm sau cao hơn năm trước.", ""),
    # again and again
    ("«Định kỳ hằng quý, 6 tháng, năm» báo cáo kết quả.", "recurring quarterly+half-yearly+yearly"),
    ("Triển khai thực hiện; «định kỳ quý, 6 tháng và năm» báo cáo về Sở Nội vụ.", "recurring quarterly+half-yearly+yearly"),
    ("Báo cáo kết quả tại báo cáo CCHC «định kỳ hàng Quý, 6 tháng và báo cáo năm 2022»./.", "recurring quarterly+half-yearly+yearly"),
    ("Thực hiện chế độ «báo cáo quý, 6 tháng, năm» theo quy định.", "recurring quarterly+half-yearly+yearly"),
    ("Báo cáo UBND tỉnh «hằng quý, 6 tháng, năm».", "recurring quarterly+half-yearly+yearly"),
    ("Sở Nội vụ «hằng quý» tổng hợp, báo cáo UBND tỉnh.", "recurring quarterly"),
    ("Gửi báo cáo định kỳ «trước ngày 20 hằng tháng».", "recurring monthly"),
    ("«Mỗi năm tổ chức ít nhất 01 cuộc» đối thoại.", "recurring yearly"),
    ("Kiểm tra 30% số xã; tổ chức đối thoại «02 lần/năm».", "recurring yearly×2"),
    ("Duy trì chuyên mục trên sóng «mỗi tháng 02 kỳ».", "recurring monthly×2"),
    ("«Hàng năm», tổ chức đánh giá mức độ hoàn thành nhiệm vụ.", "recurring yearly"),
    ("Tham mưu UBND tỉnh báo cáo công tác theo dõi thi hành pháp luật «hằng năm»; báo cáo rà soát (nếu có).", "recurring yearly"),
    ("Thực hiện thu ngân sách «hàng năm» theo kế hoạch được giao.", "recurring yearly"),
    ("Tổng hợp báo cáo hằng năm của Trung ương.", ""),
    ("Ban hành chương trình, kế hoạch cải cách hành chính hàng năm và các kế hoạch chuyên đề.", ""),
    ("Quyết toán kinh phí thực hiện nhiệm vụ cải cách hành chính hàng năm theo quy định.", ""),
    ("Đánh giá kết quả cải cách hành chính hàng năm của các cơ quan.", ""),
    ("Định kỳ báo cáo kết quả đúng thời gian quy định.", ""),
    # all the time
    ("«Thường xuyên» rà soát, cập nhật thủ tục hành chính.", "continuous"),
    ("Văn phòng HĐND-UBND huyện «thường xuyên» theo dõi, đôn đốc.", "continuous"),
    ("Các cơ quan, đơn vị có trách nhiệm «thường xuyên» rà soát.", "continuous"),
    ("«Thường xuyên hoặc định kỳ hằng quý» kiểm tra.", "recurring quarterly"),
    ("Tổ chức kiểm tra, giám sát, thường xuyên đánh giá tình hình.", ""),
    ("Sử dụng ngân sách từ nguồn kinh phí chi thường xuyên.", ""),
    # when something happens
    ("«Ngay sau khi Kế hoạch được ban hành», các đơn vị triển khai.", "event"),
    ("Trả lời công dân «trong vòng 15 ngày kể từ ngày nhận đơn».", "event"),
    ("Tự kiểm tra 100% văn bản sau khi ban hành.", ""),
    # none at all
    ("Thực hiện đúng thời gian quy định, kịp thời, đúng tiến độ.", ""),
    ("Cắt giảm thời gian giải quyết từ 5 ngày xuống còn 3 ngày.", ""),
]


@pytest.mark.parametrize(("task", "answer"), TASKS, ids=[task[:60] for task, _ in TASKS])
def test_task(task: str, answer: str) -> None:
    task = nfc(task)
    deadline = deadline_of(MARK.sub("", task), in_cell=False)
    assert short(deadline) == answer
    assert ([] if deadline is None else [deadline.text]) == regex.findall("«([^»]*)»", task)


@pytest.mark.parametrize(
    ("cell", "timex"),
    [
        ("Quý II/2019", "2019-Q2"),
        ("Trong năm 2019", "2019"),
        ("Tháng 12/2019", "2019-12"),
        ("6 tháng đầu năm 2019", "2019-H1"),
        ("6 tháng cuối năm 2019", "2019-H2"),
        ("trước ngày 15/12/2019", "2019-12-14"),
        ("2019-2020", "2019-01-01/2020-12-31"),
        ("Tháng 2-4/2019", "2019-02-01/2019-04-30"),
        ("Hằng tháng", "P1M"),
        ("Hằng quý, năm", "P3M+P1Y"),
        ("Mỗi tháng 02 kỳ", "P1M"),
        ("Thường xuyên", None),
        ("Khi có văn bản mới", None),
    ],
)
def test_timex(cell: str, timex: str | None) -> None:
    deadline = deadline_of(cell, in_cell=True)
    assert deadline is not None
    assert deadline.timex == timex


@pytest.mark.parametrize("period", [None, Period(None, date(2025, 12, 31)), Period(date(2021, 1, 1), date(2025, 12, 31))])
@pytest.mark.parametrize(("cell", "answer"), [("Quý II", "period"), ("Trước 30/6", "date"), ("Thường xuyên trong năm", "continuous"), ("Trong năm", "period")])
def test_without_a_year_of_the_plan_the_kind_stays(cell: str, answer: str, period: Period | None) -> None:
    assert short(deadline_of(cell, in_cell=True, period=period)) == answer


def test_the_text_of_a_cell_is_the_whole_cell() -> None:
    deadline = deadline_of("Định kỳ hàng quý\nvà đột xuất", in_cell=True)
    assert deadline is not None
    assert deadline.text == nfc("Định kỳ hàng quý và đột xuất")


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("Cải cách hành chính tỉnh Đồng Tháp năm 2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("CẢI CÁCH HÀNH CHÍNH GIAI ĐOẠN 2021-2025", date(2021, 1, 1), date(2025, 12, 31)),
        ("Cải cách hành chính nhà nước giai đoạn 2021 - 2030 năm 2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("Kiểm tra cải cách hành chính quý IV năm 2024", date(2024, 10, 1), date(2024, 12, 31)),
        ("Nhiệm vụ trọng tâm 6 tháng cuối năm 2020", date(2020, 7, 1), date(2020, 12, 31)),
        ("Nhiệm vụ 03 tháng cuối năm nhằm cải thiện Chỉ số năm 2019", date(2019, 10, 1), date(2019, 12, 31)),
        ("Năm học 2024-2025", date(2024, 9, 1), date(2025, 5, 31)),
        ("Kiện toàn bộ máy từ nay đến hết năm 2025", None, date(2025, 12, 31)),
        ("Chương trình hành động nhiệm kỳ 2021 - 2026", date(2021, 1, 1), date(2026, 12, 31)),
        ("Chiến dịch cao điểm tháng 6 năm 2024", date(2024, 6, 1), date(2024, 6, 30)),
        ("Tuần lễ chuyển đổi số từ ngày 01/10 đến 10/10/2025", date(2025, 10, 1), date(2025, 10, 10)),
        ("Triển khai thi hành Luật Lưu trữ năm 2024 trong năm 2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("Chuyển đổi số đến năm 2025, định hướng đến năm 2030", None, date(2025, 12, 31)),
        ("Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ giai đoạn 2021-2025", date(2021, 1, 1), date(2025, 12, 31)),
        ("Thực hiện Nghị quyết 05 của Tỉnh ủy về cải cách hành chính năm 2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("PHÁT TRIỂN KINH TẾ - XÃ HỘI 5 NĂM 2021-2025", date(2021, 1, 1), date(2025, 12, 31)),
    ],
)
def test_period_of_a_title(title: str, start: date | None, end: date | None) -> None:
    assert find_period(fold(nfc(title))) == Period(start, end)


@pytest.mark.parametrize("title", ["Tổ chức kỷ niệm 30 năm thành lập", "Cải cách hành chính", ""])
def test_title_that_tells_no_period(title: str) -> None:
    assert find_period(fold(nfc(title))) is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Đồng Tháp, ngày 06 tháng 12 năm 2018", date(2018, 12, 6)),
        ("06/12/2018", date(2018, 12, 6)),
        ("6-12-2018", date(2018, 12, 6)),
        ("Thứ 5, ngày 18/07/2019 | 10:08 AM", date(2019, 7, 18)),
        ("Bắc Ái, ngày tháng năm 2022", None),
        ("ngày 31/02/2022", None),
        ("năm 2022", None),
    ],
)
def test_parse_date(words: str, day: date | None) -> None:
    assert parse_date(words) == day


@pytest.mark.parametrize("rule", load_rules("deadlines"), ids=lambda rule: rule.name)
def test_a_rule_s_needs_stand_in_all_it_finds(rule: Rule) -> None:
    for example in rule.match:
        for found in regex.findall("«([^»]*)»", example):
            assert any(need in fold(nfc(found)) for need in rule.values.get("needs", ("",))), found
