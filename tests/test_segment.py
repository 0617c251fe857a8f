"""Outlines: which lines are sections, which are items, and what stands around the body."""

import pytest

from extractors.segment.kinds import section_kind
from tests.drafting import outlined


def sections(text: str) -> list[str]:
    return [f"{section.path} {section.title}" for section in outlined(text).sections]


def roles(text: str) -> list[tuple[str, str | None]]:
    draft = outlined(text)
    return [(passage.role, draft.sections[passage.section].path if passage.section is not None else None) for passage in draft.passages]


def test_roman_arabic_letter_dash() -> None:
    text = """
        KẾ HOẠCH
        Cải cách hành chính năm 2024

        I. MỤC ĐÍCH, YÊU CẦU

        1. Mục đích

        - Nâng cao chất lượng phục vụ người dân.

        II- NHIỆM VỤ

        1. Cải cách thể chế

        a) Phòng Tư pháp

        - Rà soát văn bản quy phạm pháp luật trên địa bàn huyện.

        b) Phòng Nội vụ huyện theo dõi, đôn đốc các cơ quan, đơn vị thực hiện kế hoạch này, báo cáo kết quả.

        2. Cải cách thủ tục hành chính

        - Niêm yết công khai thủ tục hành chính.
    """
    assert sections(text) == [
        "I MỤC ĐÍCH, YÊU CẦU", "I/1 Mục đích", "II NHIỆM VỤ", "II/1 Cải cách thể chế", "II/1/a Phòng Tư pháp", "II/2 Cải cách thủ tục hành chính",
    ]  # fmt: skip
    assert ("item", "II/1") in roles(text)


def test_decimal_labels_find_their_parents() -> None:
    text = """
        KẾ HOẠCH
        Nâng cao chỉ số năm 2022

        II. NHIỆM VỤ

        6. Nội dung chung

        6.2. Tác động đến kinh tế - xã hội

        6.2.1. Sở Kế hoạch và Đầu tư chủ trì tham mưu các giải pháp, trong đó trọng tâm:

        - Mức độ thu hút đầu tư năm sau cao hơn năm trước.

        6.2.2. Sở Tài chính chủ trì tham mưu các giải pháp sau:

        - Tăng thu ngân sách.
    """
    assert [line.split()[0] for line in sections(text)] == ["II", "II/6", "II/6/6.2", "II/6/6.2/6.2.1", "II/6/6.2/6.2.2"]


def test_letters_in_vietnamese_and_in_latin_order() -> None:
    for letters in ("a b c d đ e g h", "a b c d e f g h"):
        lines = "\n\n".join(f"{letter}) Cơ quan {letter.upper()}\n\n- Rà soát văn bản." for letter in letters.split())
        assert [line.split()[0] for line in sections(f"KẾ HOẠCH\nNăm 2024\n\nI. NHIỆM VỤ\n\n{lines}")] == ["I", *(f"I/{letter}" for letter in letters.split())]


def test_parts_and_capitals_hold_romans_that_start_anew() -> None:
    text = """
        ĐỀ ÁN
        Cải cách chế độ công vụ

        PHẦN THỨ NHẤT
        SỰ CẦN THIẾT

        I. CĂN CỨ PHÁP LÝ

        - Luật Cán bộ, công chức.

        PHẦN THỨ HAI
        NỘI DUNG

        I. MỤC TIÊU

        - Nâng cao chất lượng đội ngũ.

        II. NHIỆM VỤ

        - Đổi mới tuyển dụng.
    """
    assert sections(text) == [
        "Phần 1 SỰ CẦN THIẾT", "Phần 1/I CĂN CỨ PHÁP LÝ", "Phần 2 NỘI DUNG", "Phần 2/I MỤC TIÊU", "Phần 2/II NHIỆM VỤ",
    ]  # fmt: skip


def test_a_label_that_comes_twice_is_told_apart() -> None:
    text = "KẾ HOẠCH\nNăm 2024\n\nI. NHIỆM VỤ\n\n1. Cải cách thể chế\n\n- Rà soát văn bản.\n\n1. Cải cách tài chính công\n\n- Phân bổ ngân sách."
    assert [line.split(" C")[0] for line in sections(text)] == ["I NHIỆM VỤ", "I/1", "I/1 (2)"]


def test_an_order_with_a_paragraph_below_is_no_section() -> None:
    text = """
        KẾ HOẠCH
        Năm 2024

        IV. TỔ CHỨC THỰC HIỆN

        1. Thủ trưởng các sở, ban, ngành tỉnh căn cứ vào kế hoạch này xây dựng kế hoạch của cơ quan, đơn vị mình và triển khai thực hiện.

        Đối với cơ quan được giao chủ trì các nhiệm vụ, có trách nhiệm phối hợp với Sở Nội vụ lập dự toán.

        2. Sở Nội vụ

        Theo dõi, đôn đốc việc thực hiện Kế hoạch này.
    """
    assert sections(text) == ["IV TỔ CHỨC THỰC HIỆN", "IV/2 Sở Nội vụ"]
    assert [role for role in roles(text) if role[0] in ("item", "paragraph")] == [("item", "IV"), ("paragraph", "IV"), ("paragraph", "IV/2")]


def test_closing_words_belong_to_the_top_section() -> None:
    text = """
        KẾ HOẠCH
        Năm 2024

        III. TỔ CHỨC THỰC HIỆN

        1. Phòng Tư pháp

        - Chủ trì rà soát văn bản.

        Ủy ban nhân dân huyện yêu cầu Thủ trưởng các cơ quan, đơn vị nghiêm túc triển khai thực hiện./.

        Nơi nhận:
        - UBND tỉnh;
        - Lưu: VT.

        CHỦ TỊCH

        Nguyễn Văn A
    """
    assert roles(text)[-7:] == [
        ("bullet", "III/1"), ("paragraph", "III"), ("recipients", None), ("recipients", None), ("recipients", None), ("signature", None), ("signature", None),
    ]  # fmt: skip


def test_a_decision_issues_a_plan_with_an_appendix() -> None:
    text = """
        ỦY BAN NHÂN DÂN
        XÃ AN PHÚ

        Số: 12/QĐ-UBND

        QUYẾT ĐỊNH
        Về việc ban hành Kế hoạch cải cách hành chính năm 2025

        Căn cứ Luật Tổ chức chính quyền địa phương;

        QUYẾT ĐỊNH:

        Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính năm 2025.

        Điều 2. Quyết định này có hiệu lực kể từ ngày ký.

        Nơi nhận:
        - Như Điều 2;

        TM. ỦY BAN NHÂN DÂN
        CHỦ TỊCH

        Nguyễn Văn A

        KẾ HOẠCH
        Cải cách hành chính năm 2025 của xã An Phú

        I. MỤC TIÊU

        - Nâng cao chất lượng phục vụ.

        II. NHIỆM VỤ

        - Rà soát văn bản.

        PHỤ LỤC

        I. DANH MỤC NHIỆM VỤ

        - Xây dựng kế hoạch kiểm tra.
    """
    assert sections(text) == ["I MỤC TIÊU", "II NHIỆM VỤ", "PL PHỤ LỤC", "PL/I DANH MỤC NHIỆM VỤ"]
    assert [role for role, _ in roles(text)].count("title") == 4


def test_group_rows_of_a_table_are_sections() -> None:
    text = "\n".join([
        "KẾ HOẠCH", "Năm 2024", "", "III. NHIỆM VỤ CỤ THỂ", "",
        "STT\tNội dung\tCơ quan chủ trì\tThời gian",
        "1.\tCải cách thể chế\t\t",
        "a)\tRà soát văn bản\tSở Tư pháp\tQuý I",
        "b)\tKiểm tra văn bản\tSở Tư pháp\tQuý II",
        "2.\tCải cách tài chính công\t\t",
        "a)\tGiao quyền tự chủ\tSở Tài chính\tQuý III",
    ])  # fmt: skip
    assert sections(text) == ["III NHIỆM VỤ CỤ THỂ", "III/1 Cải cách thể chế", "III/2 Cải cách tài chính công"]
    assert [role for role in roles(text) if role[0] == "row"] == [("row", "III/1"), ("row", "III/1"), ("row", "III/2")]


def test_lines_that_fill_in_cells_are_no_tasks() -> None:
    text = """
        KẾ HOẠCH
        Năm 2024

        II. NHIỆM VỤ

        1. Nâng cấp mạng truyền số liệu.
        - Đơn vị chủ trì: Phòng Văn hóa và Thông tin.
        - Thời gian hoàn thành: Quý IV/2024.
    """
    assert [role for role, _ in roles(text)][-3:] == ["item", "cells", "cells"]


def test_closing_words_in_a_part_belong_to_the_section_that_organises() -> None:
    text = """
        KẾ HOẠCH
        Năm 2017

        PHẦN THỨ HAI
        KẾ HOẠCH NĂM 2017

        I. Nhiệm vụ

        1. Rà soát văn bản.

        II. Tổ chức thực hiện

        1. Phòng Nội vụ tham mưu, hướng dẫn, đôn đốc, kiểm tra các cơ quan thực hiện Kế hoạch.

        Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện.
    """
    assert roles(text)[-1] == ("paragraph", "Phần 2/II")


def test_bodies_without_a_section_above_them_organise() -> None:
    text = "KẾ HOẠCH\nNăm 2018\n\n1. Mục tiêu\n\n- Nâng cao chỉ số.\n\n1. Sở Nội vụ\n\n- Theo dõi, đôn đốc.\n\n2. Các sở, ban, ngành\n\n- Tự chấm điểm."
    assert [(section.path, section.kind) for section in outlined(text).sections] == [("1", "objectives"), ("1 (2)", "organisation"), ("2", "organisation")]


def test_a_heading_that_says_what_it_is_about_outranks_what_stands_below_it() -> None:
    text = "KẾ HOẠCH\nNăm 2018\n\n1. Thời gian thực hiện\n\n- Tổ thẩm định tiến hành thẩm định từ ngày 15/12/2018.\n\n- Sở Nội vụ công bố trong tháng 01/2019."
    assert [section.kind for section in outlined(text).sections] == ["other"]


def test_a_row_that_goes_on_counting_the_groups_leaves_the_group() -> None:
    text = "KẾ HOẠCH\nNăm 2024\n\nII. NỘI DUNG\n\n" + "\n".join(
        f"| {row} |" for row in (
            "STT | Nội dung | Đơn vị chủ trì", "1 | Xây dựng kế hoạch | Văn phòng Sở", "2 | Rà soát thủ tục | ", "2.1 | Lĩnh vực hộ tịch | Văn phòng Sở",
            "2.2 | Lĩnh vực luật sư | Văn phòng Sở", "3 | Công khai thủ tục | Văn phòng Sở",
        )
    )  # fmt: skip
    assert [path for role, path in roles(text) if role == "row"] == ["II", "II/2", "II/2", "II"]


@pytest.mark.parametrize("line", ["(Chi tiết các nhiệm vụ tại Phụ lục 2 kèm theo)", "(Kèm theo Quyết định số 12/QĐ-BNV ngày 29/12/2023)"])
def test_a_line_in_brackets_that_points_elsewhere_is_a_notice(line: str) -> None:
    assert roles(f"KẾ HOẠCH\nNăm 2024\n\nII. NHIỆM VỤ\n\n- Rà soát văn bản.\n\n{line}")[-1][0] == "notice"


def test_a_post_in_capitals_above_a_name_signs() -> None:
    text = "KẾ HOẠCH\nNăm 2024\n\nIV. TỔ CHỨC THỰC HIỆN\n\n1. Công đoàn: phát động thi đua.\n\nGIÁM ĐỐC\n\n(Đã ký)\n\nNguyễn Văn A"
    assert [role for role, _ in roles(text)][-4:] == ["item", "signature", "signature", "signature"]


@pytest.mark.parametrize("marks", [("- ", "- "), ("+ ", "+ "), ("* ", "* "), ("a) ", "b) "), ("", "")])
def test_cells_stand_behind_any_marker(marks: tuple[str, str]) -> None:
    lead, time = marks
    text = f"KẾ HOẠCH\nNăm 2024\n\nII. NHIỆM VỤ\n\n1. Nâng cấp mạng.\n\n{lead}Đơn vị chủ trì: Phòng Nội vụ.\n\n{time}Thời gian hoàn thành: Quý IV/2024.\n\n2. Rà soát văn bản."
    assert [role for role, _ in roles(text)][-4:] == ["item", "cells", "cells", "item"]


def test_a_text_without_labels_falls_into_sentences() -> None:
    draft = outlined("UBND tỉnh giao Sở Nội vụ chủ trì theo dõi việc thực hiện. Định kỳ hằng quý, tổng hợp, báo cáo UBND tỉnh kết quả.")
    assert draft.sections == ()
    assert [draft.document.text[passage.start : passage.end][:10] for passage in draft.passages] == ["UBND tỉnh ", "Định kỳ hằ"]


def test_the_span_of_a_section_holds_all_below_it() -> None:
    draft = outlined("KẾ HOẠCH\nNăm 2024\n\nI. NHIỆM VỤ\n\n1. Cải cách thể chế\n\n- Rà soát văn bản.\n\nII. KINH PHÍ\n\nNgân sách huyện bảo đảm.")
    first, second, third = draft.sections
    assert draft.document.text[first.start : first.end].startswith("I. NHIỆM VỤ")
    assert first.end == second.end <= third.start
    assert draft.document.text[first.end - 8 : first.end] == "văn bản."


KINDS = [
    ("mục đích, yêu cầu", None, "objectives"),
    ("mục tiêu và yêu cầu", None, "objectives"),
    ("nhiệm vụ, giải pháp và phân công trách nhiệm thực hiện", None, "tasks"),
    ("nhiệm vụ cải cách hành chính", None, "tasks"),
    ("nội dung thực hiện", None, "tasks"),
    ("tổ chức thực hiện", None, "organisation"),
    ("trách nhiệm của các cơ quan, đơn vị", None, "organisation"),
    ("kinh phí thực hiện", None, "budget"),
    ("căn cứ xây dựng kế hoạch", None, "context"),
    ("tình hình thực hiện năm 2023", None, "context"),
    ("thời gian, địa điểm", None, "other"),
    ("nội dung kiểm tra", "tasks", "other"),
    ("đối tượng kiểm tra", "tasks", "other"),
    ("thời gian thực hiện", "tasks", "other"),
    ("nhiệm vụ trọng tâm trong thời gian tới", None, "tasks"),
    ("cải cách thể chế", "tasks", "tasks"),
    ("phòng tài chính - kế hoạch", "organisation", "organisation"),
    ("kinh phí", "organisation", "budget"),
    ("chỉ tiêu cụ thể", "tasks", "objectives"),
]


@pytest.mark.parametrize(("title", "parent", "kind"), KINDS)
def test_section_kind(title: str, parent: str | None, kind: str) -> None:
    assert section_kind(title, parent) == kind  # type: ignore[arg-type]


def test_a_heading_that_says_nothing_is_known_by_what_stands_below_it() -> None:
    text = """
        KẾ HOẠCH
        Năm 2024

        I. CÁC PHONG TRÀO THI ĐUA

        - Phát động phong trào thi đua đặc biệt.

        - Tổ chức hội nghị điển hình tiên tiến.

        II. CÁC LỚP HỌC

        - Lớp kỹ năng số, 30 học viên.

        - Lớp tiếng dân tộc, 25 học viên.
    """
    assert [section.kind for section in outlined(text).sections] == ["tasks", "other"]


def test_capital_letters_stand_under_roman_numerals_that_came_first() -> None:
    text = """
        KẾ HOẠCH
        Năm 2024

        I. MỤC ĐÍCH

        - Nâng cao chất lượng phục vụ người dân.

        II. NHIỆM VỤ

        A. CHỈ SỐ CẢI CÁCH HÀNH CHÍNH

        - Rà soát thủ tục hành chính.

        B. CHỈ SỐ HÀI LÒNG

        - Khảo sát mức độ hài lòng.

        III. TỔ CHỨC THỰC HIỆN

        - Phòng Nội vụ theo dõi việc thực hiện Kế hoạch.
    """
    assert [section.split()[0] for section in sections(text)] == ["I", "II", "II/A", "II/B", "III"]


def test_closing_words_of_a_letter_belong_to_none_of_its_numbered_orders() -> None:
    text = """
        UBND TỈNH HÀ LONG
        Số: 1567/UBND-NC
        V/v nâng cao Chỉ số cải cách hành chính năm 2023

        Kính gửi: Các sở, ban, ngành.

        1. Sở Nội vụ

        - Theo dõi, đôn đốc việc khắc phục các tiêu chí bị trừ điểm.

        2. UBND các huyện, thành phố

        - Rà soát thủ tục hành chính.

        Nhận được Công văn này, yêu cầu các cơ quan, đơn vị nghiêm túc triển khai thực hiện.
    """
    assert roles(text)[-1] == ("paragraph", None)
    assert [section.split()[0] for section in sections(text)] == ["1", "2"]
