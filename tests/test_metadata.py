"""Letterheads, titles, signatures, and what stands in for them where there are none."""

from datetime import date

import pytest

from schemas.plan import Metadata
from tests.drafting import assigned

BODY = "\n\nI. NHIỆM VỤ\n\n- Rà soát thủ tục hành chính.\n\nNơi nhận:\n- Lưu: VT.\n\n"


def metadata(head: str, foot: str = "CHỦ TỊCH\n\nNguyễn Văn A") -> Metadata:
    return assigned(head + BODY + foot).metadata


def test_a_letterhead_of_a_committee() -> None:
    found = metadata("""ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 156 /KH-UBND

Lạng Sơn, ngày 06 tháng 7 năm 2022

KẾ HOẠCH

Nâng cao Chỉ số cải cách hành chính tỉnh Lạng Sơn năm 2022""")
    assert found.issuer is not None
    assert found.issuer.name == "Ủy ban nhân dân tỉnh Lạng Sơn"
    assert (found.number, found.place, str(found.issued_on), found.level) == ("156/KH-UBND", "Lạng Sơn", "2022-07-06", "province")
    assert (found.doc_type, found.title) == ("Kế hoạch", "Nâng cao Chỉ số cải cách hành chính tỉnh Lạng Sơn năm 2022")
    assert found.period is not None
    assert (str(found.period.start), str(found.period.end)) == ("2022-01-01", "2022-12-31")
    assert found.signer == "Nguyễn Văn A"


def test_a_superior_stands_above_the_issuer() -> None:
    found = metadata(
        "UBND TỈNH HÀ LONG\nSỞ THÔNG TIN\nVÀ TRUYỀN THÔNG\n\nSố: 45/KH-STTTT\n\nKẾ HOẠCH\nChuyển đổi số giai đoạn 2021 - 2025",
        "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nTrần Thị B",
    )
    assert found.issuer is not None
    assert (found.issuer.name, found.issuer.id, found.level) == ("Sở Thông tin và Truyền thông", "so-thong-tin-va-truyen-thong", "department")
    assert found.period is not None
    assert (str(found.period.start), str(found.period.end)) == ("2021-01-01", "2025-12-31")
    assert found.signer == "Trần Thị B"


def test_two_columns_printed_on_one_line() -> None:
    found = metadata("""UBND HUYỆN TÂY HỒ             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHÒNG NỘI VỤ                       Độc lập - Tự do - Hạnh phúc
Số: 12/KH-PNV              Tây Hồ, ngày 05 tháng 02 năm 2020

KẾ HOẠCH
Kiểm tra công vụ năm 2020""")
    assert found.issuer is not None
    assert (found.issuer.name, found.number, found.place, str(found.issued_on)) == ("Phòng Nội vụ", "12/KH-PNV", "Tây Hồ", "2020-02-05")


def test_a_letter_tells_its_subject_behind_the_abbreviation() -> None:
    found = metadata("UBND TỈNH HÀ LONG\nSố: 1567/UBND-NC\nV/v nâng cao Chỉ số cải cách hành chính năm 2023\nHà Long, ngày 02/6/2023\n\nKính gửi: Các sở")
    assert (found.doc_type, found.title) == ("Công văn", "nâng cao Chỉ số cải cách hành chính năm 2023")
    assert (found.number, found.place, str(found.issued_on)) == ("1567/UBND-NC", "Hà Long", "2023-06-02")


def test_a_letter_tells_its_subject_behind_the_number() -> None:
    found = metadata(
        "ỦY BAN NHÂN DÂN TỈNH KIÊN GIANG -------\n\nSố: 912/UBND-NC V/v triển khai các giải pháp nâng cao Chỉ số PAR INDEX năm 2023\n\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ------ Kiên Giang, ngày 16 tháng 5 năm 2023\n\nKính gửi:\n\n- Giám đốc các sở."
    )
    assert (found.doc_type, found.title) == ("Công văn", "triển khai các giải pháp nâng cao Chỉ số PAR INDEX năm 2023")
    assert (found.number, found.place, found.issuer and found.issuer.name) == ("912/UBND-NC", "Kiên Giang", "Ủy ban nhân dân tỉnh Kiên Giang")


def test_a_news_item_tells_the_day_before_the_number() -> None:
    found = assigned("Ngày 12/3/2021, UBND huyện Đức Thọ đã ban hành Kế hoạch số 38/KH-UBND về nâng cao Chỉ số cải cách hành chính huyện Đức Thọ.").metadata
    assert (found.number, found.issued_on) == ("38/KH-UBND", date(2021, 3, 12))


def test_a_motto_over_two_lines_is_no_issuer() -> None:
    found = metadata("ỦY BAN NHÂN DÂN\nTỈNH TUYÊN QUANG\n|\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\n|\nSố: 87/KH-UBND\n\nKẾ HOẠCH\nNăm 2014")
    assert found.issuer is not None
    assert found.issuer.name == "Ủy ban nhân dân tỉnh Tuyên Quang"


def test_number_place_and_date_on_one_line() -> None:
    found = metadata("ỦY BAN NHÂN DÂN\nXÃ BÌNH AN\nSố: 45/KH-UBND | Bình An, ngày 15 tháng 8 năm 2025 |\n\nKẾ HOẠCH\nNăm 2025")
    assert (found.number, found.place, str(found.issued_on)) == ("45/KH-UBND", "Bình An", "2025-08-15")


def test_a_letterhead_printed_column_by_column_on_two_lines() -> None:
    found = metadata(
        "ỦY BAN NHÂN DÂN TỈNH BẮC GIANG -------\n\nSố: 06/KH-UBND\n\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ------- Bắc Giang, ngày 14 tháng 01 năm 2022\n\nKẾ HOẠCH\nNăm 2022"
    )
    assert (found.place, found.issued_on, found.issuer and found.issuer.name) == ("Bắc Giang", date(2022, 1, 14), "Ủy ban nhân dân tỉnh Bắc Giang")


def test_a_plan_that_comes_without_its_decision_has_the_number_that_it_names() -> None:
    found = metadata("""
        BỘ XÂY DỰNG

        KẾ HOẠCH
        Cải cách hành chính năm 2022
        (Ban hành kèm theo Quyết định số 1512/QĐ-BXD ngày 28 tháng 12 năm 2021 của Bộ trưởng Bộ Xây dựng)
    """)
    assert (found.number, str(found.issued_on), found.title) == ("1512/QĐ-BXD", "2021-12-28", "Cải cách hành chính năm 2022")


def test_blanks_stay_null() -> None:
    found = metadata("ỦY BAN NHÂN DÂN\nHUYỆN BẮC ÁI\n\nSố: /KH-UBND\n\nBắc Ái, ngày   tháng   năm 2022\n\nKẾ HOẠCH\nTuyên truyền cải cách hành chính")
    assert (found.number, found.place, found.issued_on, found.period) == (None, "Bắc Ái", None, None)


def test_without_a_letterhead_the_text_says_who_plans() -> None:
    found = assigned("""
        KẾ HOẠCH

        Thực hiện một số nhiệm vụ trọng tâm 03 tháng cuối năm 2019

        I. NHIỆM VỤ

        - Tham mưu cho UBND huyện ban hành kế hoạch; trình UBND huyện phê duyệt theo chỉ đạo của Huyện ủy Tam Đường.

        - Các phòng, ban chuyên môn báo cáo UBND huyện, đề xuất UBND tỉnh.
    """).metadata
    assert found.issuer is not None
    assert (found.issuer.name, found.level) == ("Ủy ban nhân dân huyện Tam Đường", "district")
    assert found.period is not None
    assert (str(found.period.start), str(found.period.end)) == ("2019-10-01", "2019-12-31")


def test_a_news_item_tells_number_date_and_subject() -> None:
    found = assigned("""
        Huyện Trà Lâm ban hành Kế hoạch tuyên truyền năm 2023

        UBND huyện vừa ban hành Kế hoạch số 61 /KH-UBND ngày 14/4/2023 về tuyên truyền cải cách hành chính huyện Trà Lâm năm 2023 nhằm nâng cao nhận thức.

        UBND huyện giao Phòng Nội vụ theo dõi việc thực hiện.
    """).metadata
    assert (found.number, str(found.issued_on)) == ("61/KH-UBND", "2023-04-14")
    assert found.title == "Tuyên truyền cải cách hành chính huyện Trà Lâm năm 2023"
    assert (found.place, found.signer) == (None, None)


TITLES = [
    ("KẾ HOẠCH\nCải cách hành chính năm 2024", "Cải cách hành chính năm 2024"),
    ("KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2024", "CẢI CÁCH HÀNH CHÍNH NĂM 2024"),
    ("KẾ HOẠCH\nNâng cao Chỉ số cải cách hành chính cấp tỉnh\nPAR INDEX năm 2022 huyện Bắc Ái", "Nâng cao Chỉ số cải cách hành chính cấp tỉnh PAR INDEX năm 2022 huyện Bắc Ái"),
    ("CHƯƠNG TRÌNH HÀNH ĐỘNG\nThực hiện Nghị quyết số 05-NQ/TU\n\nThực hiện Nghị quyết số 05-NQ/TU, UBND huyện ban hành Chương trình như sau:", "Thực hiện Nghị quyết số 05-NQ/TU"),
    ("ĐỀ ÁN\nCẢI CÁCH CHẾ ĐỘ CÔNG VỤ\nGIAI ĐOẠN 2021 - 2025\n(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 01/02/2021)", "CẢI CÁCH CHẾ ĐỘ CÔNG VỤ GIAI ĐOẠN 2021 - 2025"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "title"), TITLES)
def test_title(head: str, title: str) -> None:
    assert metadata(f"UBND HUYỆN AN PHÚ\n\nSố: 1/KH-UBND\n\n{head}").title == title


LEVELS = [
    ("UBND TỈNH LẠNG SƠN", "province"),
    ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ ĐÀ NẴNG", "province"),
    ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ CAO LÃNH", "district"),
    ("ỦY BAN NHÂN DÂN\nTHỊ XÃ SÔNG CẦU", "district"),
    ("ỦY BAN NHÂN DÂN\nPHƯỜNG 5", "commune"),
    ("BỘ NỘI VỤ", "central"),
    ("UBND TỈNH LẠNG SƠN\nSỞ NỘI VỤ", "department"),
    ("PHÒNG GD&ĐT HUYỆN AN PHÚ\nTRƯỜNG TIỂU HỌC SỐ 1", "department"),
    ("TỈNH ỦY LẠNG SƠN", "province"),
]


@pytest.mark.parametrize(("letterhead", "level"), LEVELS)
def test_level(letterhead: str, level: str) -> None:
    assert metadata(f"{letterhead}\n\nSố: 1/KH-X\n\nKẾ HOẠCH\nNăm 2024").level == level


SIGNATURES = [
    ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn Dương", "Nguyễn Văn Dương"),
    ("KT. CHỦ TỊCH PHÓ\nCHỦ TỊCH\n\nDương Xuân Huyên", "Dương Xuân Huyên"),
    ("TÙ HỮU HÀ", "TÙ HỮU HÀ"),
    ("TL. BỘ TRƯỞNG\nVỤ TRƯỞNG VỤ CẢI CÁCH HÀNH CHÍNH\n\nPhạm Minh Hùng", "Phạm Minh Hùng"),
    ("GIÁM ĐỐC\n\n(Đã ký)\n\nThS. Lê Thị Hoa", "Lê Thị Hoa"),
    ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", None),
    ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n- Lưu: VT, NC. Nguyễn Văn A", "Nguyễn Văn A"),
    ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Mai Sơn", "Mai Sơn"),
    ("KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC (Đã ký) Lê Thị Hoa", "Lê Thị Hoa"),
]


@pytest.mark.parametrize(("foot", "signer"), SIGNATURES)
def test_signer(foot: str, signer: str | None) -> None:
    assert metadata("UBND HUYỆN AN PHÚ\n\nSố: 1/KH-UBND\n\nKẾ HOẠCH\nNăm 2024", foot).signer == signer
