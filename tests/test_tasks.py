"""Tasks: which passages state them, and where their leads, coordinators, deadlines and outputs come from."""

import pytest

from extractors.tasks import split_outputs
from schemas.plan import Task
from tests.drafting import assigned


def tasks(text: str) -> tuple[Task, ...]:
    return assigned(text).tasks


def who(task: Task) -> tuple[list[str], list[str]]:
    return [agency.mention for agency in task.leads], [agency.mention for agency in task.coordinators]


def test_objectives_and_budget_hold_no_tasks() -> None:
    found = tasks("""
        KẾ HOẠCH
        Năm 2024

        I. MỤC ĐÍCH, YÊU CẦU

        - Nâng cao chất lượng phục vụ người dân.

        II. NHIỆM VỤ

        - Rà soát thủ tục hành chính.

        III. KINH PHÍ

        - Kinh phí do ngân sách huyện bảo đảm.
    """)
    assert [task.text for task in found] == ["Rà soát thủ tục hành chính."]


def test_a_heading_names_the_lead_of_all_below_it() -> None:
    found = tasks("""
        KẾ HOẠCH
        Năm 2024

        II. NHIỆM VỤ

        1. Cải cách thể chế

        a) Phòng Tư pháp

        - Chủ trì, phối hợp với các cơ quan liên quan rà soát văn bản.

        - Phối hợp với Phòng Nội vụ kiểm tra văn bản.

        b) Các phòng, ban chuyên môn; UBND các xã, thị trấn

        Tự kiểm tra văn bản do mình ban hành.
    """)
    assert [who(task) for task in found] == [
        (["Phòng Tư pháp"], ["Các cơ quan liên quan"]),
        (["Phòng Tư pháp"], ["Phòng Nội vụ"]),
        (["Các phòng, ban chuyên môn", "UBND các xã, thị trấn"], []),
    ]
    assert {task.path for task in found} == {"II/1/a", "II/1/b"}


def test_a_lead_in_names_leads_and_coordinators_of_the_bullets_below_it() -> None:
    found = tasks("""
        KẾ HOẠCH
        Năm 2024

        II. NHIỆM VỤ

        1. Cải cách tài chính công

        Sở Tài chính chủ trì, phối hợp với các sở, ban, ngành:

        - Tăng cường kiểm tra việc sử dụng ngân sách.

        - Phối hợp với Kho bạc Nhà nước đẩy nhanh giải ngân.
    """)
    assert [who(task) for task in found] == [(["Sở Tài chính"], ["Các sở, ban, ngành"]), (["Sở Tài chính"], ["Kho bạc Nhà nước"])]


def test_the_opening_subject_outranks_the_heading() -> None:
    found = tasks("""
        KẾ HOẠCH
        Năm 2024

        III. TỔ CHỨC THỰC HIỆN

        1. Phòng Nội vụ

        - Theo dõi, đôn đốc việc thực hiện Kế hoạch.

        - Văn phòng HĐND và UBND huyện công khai kết quả trên Cổng thông tin điện tử.
    """)
    assert [who(task)[0] for task in found] == [["Phòng Nội vụ"], ["Văn phòng HĐND và UBND huyện"]]


def test_lines_below_a_task_are_its_cells_and_decide() -> None:
    (task,) = tasks("""
        KẾ HOẠCH
        Chuyển đổi số năm 2024

        II. NHIỆM VỤ

        1. Phòng Nội vụ tham mưu nâng cấp mạng truyền số liệu.
        - Đơn vị chủ trì: Phòng Văn hóa và Thông tin.
        - Đơn vị phối hợp: Văn phòng HĐND và UBND huyện; Viễn thông huyện.
        - Thời gian hoàn thành: Quý IV/2024.
        - Sản phẩm: Quyết định phê duyệt; Báo cáo nghiệm thu.
        - Kinh phí: 200 triệu đồng.
    """)
    assert who(task) == (["Phòng Văn hóa và Thông tin"], ["Văn phòng HĐND và UBND huyện", "Viễn thông huyện"])
    assert task.deadline is not None
    assert (str(task.deadline.start), str(task.deadline.end)) == ("2024-10-01", "2024-12-31")
    assert task.outputs == ("Quyết định phê duyệt", "Báo cáo nghiệm thu")
    assert task.budget == "200 triệu đồng"


def test_one_block_of_cells_serves_the_bullets_above_it() -> None:
    found = tasks("""
        KẾ HOẠCH
        Năm 2024

        II. NHIỆM VỤ

        2.1. Hạ tầng số

        - Duy trì mạng nội bộ của huyện.

        - Giám sát an toàn thông tin.

        Cơ quan chủ trì: Phòng Văn hóa và Thông tin.

        Thời gian thực hiện: Hằng quý.

        - Cử cán bộ tập huấn.

        Cơ quan chủ trì: Phòng Nội vụ.
    """)
    assert [who(task)[0] for task in found] == [["Phòng Văn hóa và Thông tin"], ["Phòng Văn hóa và Thông tin"], ["Phòng Nội vụ"]]
    assert [task.deadline.frequency if task.deadline else None for task in found] == ["quarterly", "quarterly", None]


def test_cells_below_the_last_of_several_tasks_serve_those_before_it_too() -> None:
    """As far as nobody else is named: neither by lines of their own, nor in their words, nor by the heading."""
    found = tasks("""
        KẾ HOẠCH
        Năm 2024

        II. NHIỆM VỤ

        1. Cải cách thể chế

        a) Rà soát văn bản hết hiệu lực.
        - Cơ quan chủ trì: Phòng Tư pháp.
        b) Sở Nội vụ tham mưu quy chế làm việc.
        c) Tự kiểm tra văn bản đã ban hành.
        d) Theo dõi việc thi hành pháp luật.
        - Cơ quan chủ trì: Thanh tra huyện.

        2. Cải cách tài chính công (Phòng Tài chính - Kế hoạch chủ trì)

        a) Công khai ngân sách.
        b) Mua sắm tập trung.
        - Cơ quan chủ trì: Văn phòng HĐND và UBND huyện.
    """)
    assert [who(task)[0] for task in found] == [
        ["Phòng Tư pháp"],
        ["Sở Nội vụ"],
        ["Thanh tra huyện"],
        ["Thanh tra huyện"],
        ["Phòng Tài chính - Kế hoạch"],
        ["Văn phòng HĐND và UBND huyện"],
    ]


def test_a_line_that_sends_the_reader_to_an_annex_is_no_task() -> None:
    found = tasks("""
        KẾ HOẠCH
        Năm 2024

        II. NHIỆM VỤ

        Các nhiệm vụ trọng tâm của tỉnh được quy định cụ thể tại Phụ lục I kèm theo Kế hoạch này.

        - Rà soát nhiệm vụ quá hạn.
    """)
    assert [task.text for task in found] == ["Rà soát nhiệm vụ quá hạn."]


def test_table_rows_and_merged_headers() -> None:
    found = tasks("\n".join([
        "KẾ HOẠCH", "Cải cách hành chính năm 2024", "", "II. NHIỆM VỤ CỤ THỂ", "",
        "STT\tNội dung công việc\tSản phẩm\tĐơn vị thực hiện\tPhối hợp\tThời hạn hoàn thành\tGhi chú",
        "1\tXây dựng kế hoạch kiểm tra\t- Kế hoạch; - Báo cáo\tPhòng Nội vụ\tPhòng Tư pháp\tTrước ngày 15/3/2024\t",
        "2\tTuyên truyền trên hệ thống truyền thanh\tTin, bài\tTrung tâm Văn hóa, Thông tin và Thể thao huyện\t\tThường xuyên\t",
    ]))  # fmt: skip
    assert [task.origin for task in found] == ["table", "table"]
    assert who(found[0]) == (["Phòng Nội vụ"], ["Phòng Tư pháp"])
    assert found[0].outputs == ("Kế hoạch", "Báo cáo")
    assert found[0].deadline is not None
    assert str(found[0].deadline.end) == "2024-03-14"
    assert who(found[1]) == (["Trung tâm Văn hóa, Thông tin và Thể thao huyện"], [])
    assert found[1].deadline is not None
    assert found[1].deadline.kind == "continuous"


def test_a_bullet_that_only_introduces_others_is_no_task_but_says_who() -> None:
    found = tasks("""
        KẾ HOẠCH
        Năm 2024

        II. NHIỆM VỤ

        - Giao Phòng Nội vụ chủ trì thực hiện các nội dung sau:

        + Rà soát vị trí việc làm.

        + Tổ chức kiểm tra công vụ.
    """)
    assert [(task.text, who(task)[0]) for task in found] == [("Rà soát vị trí việc làm.", ["Phòng Nội vụ"]), ("Tổ chức kiểm tra công vụ.", ["Phòng Nội vụ"])]


def test_a_full_order_above_bullets_is_a_task_and_names_their_lead() -> None:
    found = tasks("""
        KẾ HOẠCH
        Năm 2024

        IV. TỔ CHỨC THỰC HIỆN

        1. Thủ trưởng các cơ quan chuyên môn căn cứ chức năng, nhiệm vụ được giao khẩn trương triển khai thực hiện Kế hoạch này tại cơ quan, đơn vị mình.

        - Định kỳ hằng quý báo cáo kết quả về Phòng Nội vụ.
    """)
    assert [task.path for task in found] == ["IV/1", "IV/1"]
    assert [who(task)[0] for task in found] == [["Các cơ quan chuyên môn"], ["Các cơ quan chuyên môn"]]


def test_notices_and_words_that_order_nobody_are_no_tasks() -> None:
    assert not tasks("KẾ HOẠCH\nNăm 2024\n\nII. NHIỆM VỤ\n\n(Có Phụ lục chi tiết kèm theo Kế hoạch này)\n\nKế hoạch này có hiệu lực kể từ ngày ký./.")


def test_the_sentences_of_a_news_item_that_report_assignments() -> None:
    found = tasks("""
        Ban hành kế hoạch cải cách hành chính tỉnh Hà Long năm 2023

        UBND tỉnh vừa ban hành kế hoạch số 12/KH-UBND ngày 05/01/2023 về cải cách hành chính tỉnh Hà Long năm 2023.

        Mục đích kế hoạch nhằm nâng cao chất lượng phục vụ. Đồng thời, tăng cường vai trò của người đứng đầu.

        UBND tỉnh giao Sở Nội vụ chủ trì, phối hợp với các sở, ngành theo dõi việc thực hiện. Định kỳ hằng quý, tổng hợp, báo cáo UBND tỉnh.
    """)
    assert [who(task) for task in found] == [(["Sở Nội vụ"], ["Các sở, ngành"]), (["Sở Nội vụ"], [])]
    assert {task.path for task in found} == {None}


def test_closing_words_below_a_budget_and_items_of_a_letter_are_tasks() -> None:
    found = tasks("""
        UBND TỈNH HÀ LONG
        Số: 1567/UBND-NC
        V/v nâng cao Chỉ số cải cách hành chính năm 2023
        Hà Long, ngày 02 tháng 6 năm 2023

        Kính gửi:
        - Các sở, ban, ngành tỉnh;

        Để nâng cao Chỉ số năm 2023, UBND tỉnh yêu cầu:

        1. Sở Nội vụ

        - Kiểm tra đột xuất công vụ.

        2. Văn phòng UBND tỉnh: Đôn đốc giải quyết hồ sơ đúng hạn.
    """)
    assert [(task.path, who(task)[0]) for task in found] == [("1", ["Sở Nội vụ"]), (None, ["Văn phòng UBND tỉnh"])]
    found = tasks("""
        KẾ HOẠCH
        Năm 2022

        III. NHIỆM VỤ

        - Rà soát văn bản.

        IV. KINH PHÍ

        - Ngân sách tỉnh bảo đảm.

        Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan, đơn vị báo cáo UBND tỉnh.
    """)
    assert [task.path for task in found] == ["III", "IV"]


def test_headings_in_capitals_without_labels_tell_tasks_from_objectives() -> None:
    found = tasks("""
        KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2020

        MỤC TIÊU

        - Phấn đấu 98% hồ sơ giải quyết đúng hạn.

        NHIỆM VỤ

        Cải cách thể chế:

        - Phòng Tư pháp tham mưu xây dựng kế hoạch kiểm tra, rà soát văn bản năm 2020.

        TỔ CHỨC THỰC HIỆN

        Phòng Nội vụ theo dõi, đôn đốc, tổng hợp báo cáo UBND thành phố.
    """)
    assert [(task.path, who(task)[0]) for task in found] == [(None, ["Phòng Tư pháp"]), (None, ["Phòng Nội vụ"])]


def test_a_text_without_tasks_says_so() -> None:
    assert [diagnostic.code for diagnostic in assigned("Hôm nay trời đẹp.").diagnostics] == ["no-tasks"]


OUTPUTS = [
    ("- Báo cáo kết quả rà soát; - Quyết định công bố văn bản", ("Báo cáo kết quả rà soát", "Quyết định công bố văn bản")),
    ("- Kế hoạch;\n- Báo cáo.", ("Kế hoạch", "Báo cáo")),
    ("- Kế hoạch kiểm tra - Báo cáo kết quả kiểm tra", ("Kế hoạch kiểm tra", "Báo cáo kết quả kiểm tra")),
    ("Quyết định, Báo cáo", ("Quyết định, Báo cáo",)),
    ("Hội nghị Công chức - Người lao động", ("Hội nghị Công chức - Người lao động",)),
    ("1. Tờ trình; 2. Nghị quyết", ("Tờ trình", "Nghị quyết")),
    ("Kế hoạch\nBáo cáo", ("Kế hoạch", "Báo cáo")),
    ("", ()),
]


@pytest.mark.parametrize(("cell", "outputs"), OUTPUTS)
def test_split_outputs(cell: str, outputs: tuple[str, ...]) -> None:
    assert split_outputs(cell) == outputs


def test_a_table_of_criteria_says_what_is_done_in_another_column() -> None:
    found = tasks("""
        KẾ HOẠCH
        Nâng cao Chỉ số cải cách hành chính năm 2019

        I. NHIỆM VỤ

        | TT | Tiêu chí, tiêu chí thành phần | Điểm tối đa | Giải pháp thực hiện | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian |
        |---|---|---|---|---|---|---|
        | 1 | 2.1.1. Theo dõi thi hành pháp luật | 1,0 | Ban hành Kế hoạch theo dõi thi hành pháp luật | Phòng Tư pháp | Các cơ quan chuyên môn | Quý I |
        | 2 | 2.2.2. Xử lý văn bản; 2.2.3 | 1,5 | Xử lý dứt điểm các văn bản trái pháp luật | -nt- | UBND các phường | nt |
    """)
    assert [task.text for task in found] == ["Ban hành Kế hoạch theo dõi thi hành pháp luật", "Xử lý dứt điểm các văn bản trái pháp luật"]
    assert [task.criteria for task in found] == [("2.1.1",), ("2.2.2", "2.2.3")]
    assert who(found[1]) == (["Phòng Tư pháp"], ["UBND các phường"])
    assert [task.deadline.text for task in found if task.deadline] == ["Quý I", "Quý I"]


def test_criteria_are_the_content_where_no_column_says_what_is_done() -> None:
    found = tasks("""
        KẾ HOẠCH
        Năm 2024

        I. NHIỆM VỤ

        | TT | Tiêu chí | Cơ quan chủ trì |
        |---|---|---|
        | 1 | Tỷ lệ hồ sơ giải quyết đúng hạn | Phòng Nội vụ |
    """)
    assert [(task.text, who(task)[0], task.criteria) for task in found] == [("Tỷ lệ hồ sơ giải quyết đúng hạn", ["Phòng Nội vụ"], ())]


def test_a_line_of_cells_serves_all_above_where_it_says_so() -> None:
    found = tasks("""
        KẾ HOẠCH
        Năm 2024

        I. NHIỆM VỤ

        1. Cải cách thể chế

        a) Rà soát, hệ thống hóa văn bản quy phạm pháp luật.

        b) Theo dõi tình hình thi hành pháp luật.

        - Cơ quan chủ trì thực hiện các nội dung a, b: Sở Tư pháp

        - Cơ quan phối hợp: Sở Nội vụ

        - Thời gian thực hiện: Quý II
    """)
    assert [who(task) for task in found] == [(["Sở Tư pháp"], ["Sở Nội vụ"])] * 2
    assert [task.deadline.text for task in found if task.deadline] == ["Quý II"] * 2


def test_cells_do_not_reach_over_a_bullet_that_names_its_own_lead() -> None:
    found = tasks("""
        KẾ HOẠCH
        Năm 2024

        I. NHIỆM VỤ

        1. Chỉ đạo, điều hành

        - Giao Sở Nội vụ tham mưu giải pháp khắc phục các tiêu chí bị trừ điểm.

        - Tổ chức Hội nghị đối thoại với người dân, doanh nghiệp.

        - Khảo sát mức độ hài lòng của người dân.

        Đơn vị chủ trì: Văn phòng UBND tỉnh. Thời gian: 6 tháng/lần.
    """)
    assert [who(task)[0] for task in found] == [["Sở Nội vụ"], ["Văn phòng UBND tỉnh"], ["Văn phòng UBND tỉnh"]]
    assert [task.deadline and task.deadline.frequency for task in found] == [None, "half-yearly", "half-yearly"]


def test_a_line_that_ends_in_a_colon_says_who_does_the_paragraphs_below() -> None:
    found = tasks("""
        KẾ HOẠCH
        Năm 2024

        I. NHIỆM VỤ

        1. Nâng cao chất lượng đội ngũ

        Giao Phòng Nội vụ chủ trì, phối hợp với Trung tâm Chính trị huyện:

        Xây dựng kế hoạch đào tạo, bồi dưỡng cán bộ, công chức.

        Rà soát, điều chỉnh Đề án vị trí việc làm.

        Thủ trưởng các cơ quan, đơn vị, Chủ tịch UBND các xã:

        Chấn chỉnh kỷ luật, kỷ cương hành chính.
    """)
    assert [who(task) for task in found] == [
        (["Phòng Nội vụ"], ["Trung tâm Chính trị huyện"]),
        (["Phòng Nội vụ"], ["Trung tâm Chính trị huyện"]),
        (["Các cơ quan, đơn vị", "UBND các xã"], []),
    ]


def test_articles_of_the_decision_that_issues_a_plan_give_orders_too() -> None:
    found = tasks("""
        QUYẾT ĐỊNH
        Về việc ban hành Kế hoạch cải cách hành chính năm 2024

        Căn cứ Luật Tổ chức chính quyền địa phương;

        Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính năm 2024.

        Điều 2. Giao Sở Nội vụ chủ trì, phối hợp với các cơ quan liên quan theo dõi, kiểm tra việc thực hiện Kế hoạch.

        Điều 3. Quyết định này có hiệu lực kể từ ngày ký.

        Nơi nhận:
        - Như Điều 2;
        - Lưu: VT.

        CHỦ TỊCH

        Nguyễn Văn A

        KẾ HOẠCH
        Cải cách hành chính năm 2024

        I. NHIỆM VỤ

        - Phòng Nội vụ rà soát thủ tục hành chính.
    """)
    assert [(who(task)[0], task.path) for task in found] == [(["Sở Nội vụ"], None), (["Phòng Nội vụ"], "I")]


def test_a_table_whose_content_no_known_header_names_is_read_all_the_same() -> None:
    found = tasks("""
        KẾ HOẠCH
        Ứng dụng công nghệ thông tin năm 2017

        I. NHIỆM VỤ

        | TT | Danh sách hạng mục | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian |
        |---|---|---|---|---|
        | 1 | Nâng cấp Trung tâm tích hợp dữ liệu của Bộ | Trung tâm Thông tin | Vụ Kế hoạch - Tài chính | Quý II |
        | 2 | Xây dựng Cổng dịch vụ công trực tuyến | Trung tâm Thông tin | Văn phòng Bộ | Quý III |
    """)
    assert [(task.text, who(task)[0]) for task in found] == [
        ("Nâng cấp Trung tâm tích hợp dữ liệu của Bộ", ["Trung tâm Thông tin"]),
        ("Xây dựng Cổng dịch vụ công trực tuyến", ["Trung tâm Thông tin"]),
    ]


INDEXED = ("1. Cải cách thể chế", "2. Cải cách thủ tục hành chính", "3. Ứng dụng công nghệ thông tin")
DIGITAL = ("1. Phát triển hạ tầng", "2. Đào tạo nguồn nhân lực số", "3. Ứng dụng công nghệ thông tin")


@pytest.mark.parametrize(("headings", "components"), [(INDEXED, [(2,), (3,), (7,)]), (DIGITAL, [(), (), ()])])
def test_part_of_a_domain_names_it_in_a_plan_that_goes_by_the_index(headings: tuple[str, ...], components: list[tuple[int, ...]]) -> None:
    body = "\n\n".join(f"{heading}\n\n- Sở Nội vụ theo dõi việc thực hiện." for heading in headings)
    assert [task.components for task in tasks(f"KẾ HOẠCH\nNăm 2024\n\nI. NHIỆM VỤ\n\n{body}")] == components
