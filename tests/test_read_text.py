"""Text files: encodings, markup, paragraphs broken over lines and pages, tables, letterheads."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read import Unreadable, read
from tests.reading import check_promises, shown

PLANS = Path(__file__).parent.parent.parent / "shared" / "plans"
PLAN = "KẾ HOẠCH\nCải cách hành chính năm 2021\n\nI. MỤC ĐÍCH\n\n- Nâng cao nhận thức."
BLOCKS = ["KẾ HOẠCH", "Cải cách hành chính năm 2021", "I. MỤC ĐÍCH", "- Nâng cao nhận thức."]


def lines(text: str) -> list[str]:
    return shown(read(text.encode()))


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (PLAN.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + PLAN.encode(), "utf-8"),
        (PLAN.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + PLAN.encode("utf-16-be"), "utf-16-be"),
        (PLAN.encode("utf-16-le"), "utf-16-le"),
        (PLAN.encode("utf-16-be"), "utf-16-be"),
        (PLAN.replace("\n", "\r\n").encode(), "utf-8"),
        (PLAN.replace("\n", "\r").encode(), "utf-8"),
        (unicodedata.normalize("NFD", PLAN).encode(), "utf-8"),
        (PLAN.replace("năm", "năm\0").encode(), "utf-8"),
    ],
)
def test_every_encoding_gives_the_same_text(data: bytes, encoding: str) -> None:
    document = read(data)
    assert (shown(document), document.encoding, document.format, document.pages) == (BLOCKS, encoding, "txt", None)
    check_promises(document)


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "empty-file", "empty"),
        (b"\xef\xbb\xbf \r\n\t ", "empty-file", "white space"),
        ("L'été, où l'île brûle, les élèves déjà prêts ont reçu la clé".encode("cp1252"), "unsupported-format", "save it as UTF-8"),
        (bytes(range(256)) * 40, "unsupported-format", ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password"),
        (b"\x89PNG\r\n\x1a\n\0\0", "damaged", "picture"),
        (b"\xff\xd8\xff\xe0", "damaged", "picture"),
        (b"PK\x05\x06" + b"\0" * 18, "unsupported-format", "zip"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, code: str, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert refused.value.code == code
    assert words in refused.value.message
    assert "\n" not in refused.value.message


def test_a_text_cut_in_a_character_is_read_with_a_warning() -> None:
    document = read(PLAN.encode()[:-1] + "ề".encode()[:2])
    assert shown(document)[:3] == BLOCKS[:3]
    assert [diagnostic.code for diagnostic in document.diagnostics] == ["cut-short"]


def test_a_few_broken_characters_do_not_spoil_a_text() -> None:
    document = read(PLAN.encode() * 10 + b"\xff" + PLAN.encode())
    assert [diagnostic.code for diagnostic in document.diagnostics] == ["broken-characters"]


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        pytest.param("cắt giảm thời gian,\n\nchi phí đi lại", ["cắt giảm thời gian, chi phí đi lại"], id="comma"),
        pytest.param("đối với các nhiệm vụ\n\nquản lý nhà nước", ["đối với các nhiệm vụ quản lý nhà nước"], id="lower case"),
        pytest.param(
            "- Quán triệt Nghị quyết số 05-NQ/TU ngày 28/9/2021 của Ban Thường vụ\n\nTỉnh ủy",
            ["- Quán triệt Nghị quyết số 05-NQ/TU ngày 28/9/2021 của Ban Thường vụ Tỉnh ủy"],
            id="unfinished name",
        ),
        pytest.param(
            "theo quy định tại điểm d khoản 1\n\nĐiều 17 Nghị định số 61",
            ["theo quy định tại điểm d khoản 1", "Điều 17 Nghị định số 61"],
            id="too short to run on",
        ),
        pytest.param(
            "(trừ các thủ tục thuộc phạm vi\n\nĐiều 14 Nghị định số 61), bảo đảm",
            ["(trừ các thủ tục thuộc phạm vi Điều 14 Nghị định số 61), bảo đảm"],
            id="bracket",
        ),
        pytest.param("hoàn thành trước ngày\n\n15/12/2021.", ["hoàn thành trước ngày 15/12/2021."], id="number"),
        pytest.param("hoàn thành trong Quý\nIII/2021.", ["hoàn thành trong Quý III/2021."], id="quarter"),
        pytest.param("a) Phòng Nội vụ\n\nTham mưu UBND huyện", ["a) Phòng Nội vụ", "Tham mưu UBND huyện"], id="heading"),
        pytest.param("a) Phòng Nội vụ\n\n- tham mưu UBND huyện", ["a) Phòng Nội vụ", "- tham mưu UBND huyện"], id="label in lower case"),
        pytest.param("ỦY BAN NHÂN DÂN\nHUYỆN BẮC ÁI", ["ỦY BAN NHÂN DÂN", "HUYỆN BẮC ÁI"], id="letterhead"),
        pytest.param("KẾ HOẠCH\nvề cải cách hành chính", ["KẾ HOẠCH", "về cải cách hành chính"], id="title"),
        pytest.param("II. NHIỆM VỤ VÀ PHÂN CÔNG\nTRÁCH NHIỆM THỰC HIỆN", ["II. NHIỆM VỤ VÀ PHÂN CÔNG TRÁCH NHIỆM THỰC HIỆN"], id="heading in capitals"),
        pytest.param("PHỤ LỤC\nDANH MỤC NHIỆM VỤ", ["PHỤ LỤC", "DANH MỤC NHIỆM VỤ"], id="bare label in capitals"),
        pytest.param("Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.", ["Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT."], id="recipients"),
        pytest.param("theo Nghị định số 61/2018/NĐ-\nCP của Chính phủ", ["theo Nghị định số 61/2018/NĐ-CP của Chính phủ"], id="cut symbol"),
        pytest.param("1.\nMục đích", ["1. Mục đích"], id="label alone"),
        pytest.param("KT. CHỦ TỊCH PHÓ\nCHỦ TỊCH", ["KT. CHỦ TỊCH PHÓ", "CHỦ TỊCH"], id="signature"),
        pytest.param("2. Giao Sở\nNội vụ chủ trì thực hiện", ["2. Giao Sở Nội vụ chủ trì thực hiện"], id="name cut behind its head"),
        pytest.param("1. Thanh tra\nSở Nội vụ tham mưu", ["1. Thanh tra", "Sở Nội vụ tham mưu"], id="heading before a name"),
        pytest.param("2. Phòng Nội vụ\nTư pháp xã", ["2. Phòng Nội vụ", "Tư pháp xã"], id="whole name"),
        pytest.param("Kế hoạch của tỉnh Tuyên\nQuang", ["Kế hoạch của tỉnh Tuyên Quang"], id="cut province"),
        pytest.param(
            "Ban hành kèm theo Quyết định này Kế hoạch của huyện Long\nThạnh năm 2012.",
            ["Ban hành kèm theo Quyết định này Kế hoạch của huyện Long Thạnh năm 2012."],
            id="cut place",
        ),
        pytest.param("phối hợp với Phòng Tài chính\n- Kế hoạch thẩm định", ["phối hợp với Phòng Tài chính - Kế hoạch thẩm định"], id="dash of a name"),
        pytest.param("1. Phòng Nội vụ\n- Kế hoạch kiểm tra", ["1. Phòng Nội vụ", "- Kế hoạch kiểm tra"], id="bullet after a whole name"),
        pytest.param("áp dụng tiêu chuẩn\nTCVN ISO 9001:2015;", ["áp dụng tiêu chuẩn TCVN ISO 9001:2015;"], id="code in capitals"),
        pytest.param("- Báo cáo tình hình thực hiện\nKế hoạch.", ["- Báo cáo tình hình thực hiện Kế hoạch."], id="last word"),
        pytest.param("Điều 5. TỔ CHỨC THỰC\nHIỆN", ["Điều 5. TỔ CHỨC THỰC HIỆN"], id="last word in capitals"),
        pytest.param(
            "phối hợp với Phòng Lao động -\nThương binh và Xã hội thẩm định",
            ["phối hợp với Phòng Lao động - Thương binh và Xã hội thẩm định"],
            id="after a dash",
        ),
        pytest.param(
            "Theo dõi, đôn đốc các đơn vị thực hiện\nKế hoạch này; báo cáo kết quả.",
            ["Theo dõi, đôn đốc các đơn vị thực hiện Kế hoạch này; báo cáo kết quả."],
            id="before a plan",
        ),
        pytest.param(
            "4. Tổ chức triển khai thực hiện\nKế hoạch này có hiệu lực.", ["4. Tổ chức triển khai thực hiện", "Kế hoạch này có hiệu lực."], id="heading"
        ),
        pytest.param("một số vấn đề; Nghị quyết\n49/2013/NQ-HĐND về dự toán", ["một số vấn đề; Nghị quyết 49/2013/NQ-HĐND về dự toán"], id="before a symbol"),
        pytest.param("Giao trách nhiệm cho Giám đốc\nCông an tỉnh", ["Giao trách nhiệm cho Giám đốc Công an tỉnh"], id="head of a body"),
        pytest.param("Trên đây là Kế hoạch năm 2021 của\nUBND thị xã./.", ["Trên đây là Kế hoạch năm 2021 của UBND thị xã./."], id="end of a document"),
        pytest.param("Sản phẩm đầu ra:\nBáo cáo; Kế hoạch.", ["Sản phẩm đầu ra: Báo cáo; Kế hoạch."], id="outputs without their value"),
        pytest.param("Cơ quan chủ trì:\nSở Nội vụ.", ["Cơ quan chủ trì: Sở Nội vụ."], id="caption without its value"),
        pytest.param(
            "phối hợp với\nKý bởi: Ủy ban nhân dân\nThời gian ký: 12.05.2023",
            ["phối hợp với", "Ký bởi: Ủy ban nhân dân", "Thời gian ký: 12.05.2023"],
            id="stamp",
        ),
        pytest.param(
            "a) Rà soát văn bản còn hiệu lực trong kỳ hệ thống hóa\n\n2014 - 2018, công bố kết quả trước ngày 01/3/2019;",
            ["a) Rà soát văn bản còn hiệu lực trong kỳ hệ thống hóa 2014 - 2018, công bố kết quả trước ngày 01/3/2019;"],
            id="years",
        ),
        pytest.param(
            "Kết quả thực hiện các chỉ tiêu chủ yếu của huyện ta\n2021: đạt 80 điểm",
            ["Kết quả thực hiện các chỉ tiêu chủ yếu của huyện ta", "2021: đạt 80 điểm"],
            id="list of years",
        ),
        pytest.param("PHÂN CÔNG THỰC HIỆN\nSTT\nNội dung", ["PHÂN CÔNG THỰC HIỆN", "STT", "Nội dung"], id="head of a column"),
        pytest.param("nội dung trang một\n\n2\n\ncòn tiếp ở trang hai\n\n3\n\nhết.", ["nội dung trang một còn tiếp ở trang hai hết."], id="page numbers"),
    ],
)
def test_what_a_page_or_line_broke_is_joined_and_nothing_else(source: str, blocks: list[str]) -> None:
    document = read(source.encode())
    check_promises(document)
    assert shown(document) == blocks


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("**KẾ HOẠCH**  \n**Năm 2019**", [("KẾ HOẠCH", True, 0), ("Năm 2019", True, 0)]),
        ("**ỦY BAN NHÂN DÂN\nHUYỆN BẮC ÁI**", [("ỦY BAN NHÂN DÂN", True, 0), ("HUYỆN BẮC ÁI", True, 0)]),
        ("## **2. Cải cách thể chế**", [("2. Cải cách thể chế", True, 2)]),
        ("***Nơi nhận:***", [("Nơi nhận:", True, 0)]),
        ("Thực hiện **Chỉ tiêu 4.**", [("Thực hiện Chỉ tiêu 4.", False, 0)]),
        ("sai sót (*qua thanh tra, kiểm tra*).", [("sai sót (qua thanh tra, kiểm tra).", False, 0)]),
        ("* Kiểm tra\n* Báo cáo", [("* Kiểm tra", False, 0), ("* Báo cáo", False, 0)]),
        ("(*) Ghi chú: 2*3 = 6 (*)", [("(*) Ghi chú: 2*3 = 6 (*)", False, 0)]),
        ("<b>1. Mục đích</b>", [("1. Mục đích", True, 0)]),
        (r"1\. Mục đích", [("1. Mục đích", False, 0)]),
        ("[Kế hoạch](https://a.vn/b) &amp; phụ lục", [("Kế hoạch & phụ lục", False, 0)]),
        ("TỈNH LẠNG SƠN\n-------\nSố: 12/KH-UBND", [("TỈNH LẠNG SƠN", False, 0), ("Số: 12/KH-UBND", False, 0)]),
        ("*a **b** c* d", [("a b c d", False, 0)]),
    ],
)
def test_markup_leaves_the_text_and_stays_as_emphasis_and_heading(source: str, blocks: list[tuple[str, bool, int]]) -> None:
    document = read(source.encode())
    assert [(document.text[block.start : block.end], block.bold, block.heading) for block in document.blocks] == blocks


def test_a_row_broken_over_a_page_is_one_row_and_the_table_one_table() -> None:
    source = (
        "TT\tNội dung\tSản phẩm\tChủ trì\n"
        "<b>1.</b>\t<b>Cải cách thể chế</b>\t\t\n"
        "a)\tRà soát văn bản thuộc thẩm quyền quản lý và\t- Báo cáo;\tSở Tư pháp, UBND cấp\n"
        "\n\n"
        "\ttham mưu, đề xuất hủy bỏ\t- Quyết định\thuyện, cấp xã\n"
        "TT\tNội dung\tSản phẩm\tChủ trì\n"
        "b)\tTheo dõi thi hành pháp luật\t\tSở Tư pháp\n"
        "2. Cải cách tài chính công\t\t\t\n"
        "a)\tGiao quyền tự chủ\tQuyết định\t\n"
    )
    document = read(source.encode())
    check_promises(document)
    assert shown(document) == [
        "| TT | Nội dung | Sản phẩm | Chủ trì |",
        "| 1. | Cải cách thể chế |  |  |",
        "| a) | Rà soát văn bản thuộc thẩm quyền quản lý và tham mưu, đề xuất hủy bỏ | - Báo cáo; / - Quyết định | Sở Tư pháp, UBND cấp huyện, cấp xã |",
        "| b) | Theo dõi thi hành pháp luật |  | Sở Tư pháp |",
        "| 2. Cải cách tài chính công |  |  |  |",
        "| a) | Giao quyền tự chủ | Quyết định |  |",
    ]
    assert {block.table for block in document.blocks} == {0}
    assert [block.bold for block in document.blocks] == [False, True, False, False, False, False]


def test_a_row_without_a_number_of_its_own_is_no_rest_of_the_one_before() -> None:
    source = "STT\tNhiệm vụ\tChủ trì\tThời gian\n1\tKiểm tra công vụ.\tSở Nội vụ\tQuý I\n\tTổ chức hội nghị\tSở Tư pháp\tQuý II\n"
    assert lines(source)[2] == "|  | Tổ chức hội nghị | Sở Tư pháp | Quý II |"


def test_a_pipe_table_is_a_table_and_a_page_menu_is_none() -> None:
    assert lines("| TT | Nội dung |\n|---|:--|\n| 1 | Kiểm tra |") == ["| TT | Nội dung |", "| 1 | Kiểm tra |"]
    assert lines("Bản in | Quay lại | A+ A A- | Đọc bài viết") == ["Bản in | Quay lại | A+ A A- | Đọc bài viết"]


def test_a_letterhead_and_a_signature_in_markdown_tables_are_paragraphs() -> None:
    source = (
        "| **Số:** 12/KH-UBND | *Đồng Tháp, ngày 06 tháng 12 năm 2018* |\n| --- | --- |\n\nKẾ HOẠCH\n\n"
        "| ***Nơi nhận:***<br>- UBND tỉnh;<br>- Lưu: VT. | **CHỦ TỊCH<br>Nguyễn Văn A** |\n| --- | --- |\n"
    )
    assert lines(source) == [
        "Số: 12/KH-UBND",
        "Đồng Tháp, ngày 06 tháng 12 năm 2018",
        "KẾ HOẠCH",
        "Nơi nhận:",
        "- UBND tỉnh;",
        "- Lưu: VT.",
        "CHỦ TỊCH",
        "Nguyễn Văn A",
    ]
    assert lines("| Người ký | Nguyễn Văn A |\n") == ["Người ký Nguyễn Văn A"]


def test_borders_of_cells_and_the_star_of_a_party_are_drawn() -> None:
    source = "TỈNH TUYÊN QUANG\n-------\n|\nSố: 87/KH-UBND\n|\nKẾ HOẠCH\n\nHUYỆN ỦY TÂN LẬP\n*\nSố 58-KH/HU"
    document = read(source.encode())
    assert [block.span.of(document.text) for block in document.blocks] == ["TỈNH TUYÊN QUANG", "Số: 87/KH-UBND", "KẾ HOẠCH", "HUYỆN ỦY TÂN LẬP", "Số 58-KH/HU"]


def test_two_tables_with_text_between_are_two() -> None:
    document = read(b"a\tb\tc\n1\t2\t3\n\nSau \xc4\x91\xc3\xa2y:\n\na\tb\tc\n4\t5\t6\n")
    assert [block.table for block in document.blocks] == [0, 0, None, 1, 1]


WRAPPED = """\
        ỦY BAN NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
         HUYỆN KHE VÀNG                 Độc lập - Tự do - Hạnh phúc

     Số: 12/KH-UBND              Khe Vàng, ngày 05 tháng 02 năm 2021

                            KẾ HOẠCH
            Cải cách hành chính huyện Khe Vàng năm 2021

    Thực hiện Kế hoạch số 17/KH-UBND ngày 25/01/2021 của Ủy ban nhân dân
tỉnh Đông Lĩnh về cải cách hành chính, Ủy ban nhân dân huyện ban hành kế
hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Nâng cao nhận thức, trách nhiệm của người đứng đầu các cơ quan, đơn vị,
địa phương và của đội ngũ cán bộ, công chức trong thực hiện cải cách hành
chính; duy trì các tiêu chí đã đạt điểm tối đa.
- Khắc phục các tiêu chí bị trừ điểm theo Kết luận của Chủ tịch Ủy ban
Nhân dân tỉnh.
1. Phòng Nội vụ
a) Chủ trì, phối hợp với Phòng Tài chính - Kế hoạch và các cơ quan liên
quan tham mưu Ủy ban nhân dân huyện ban hành kế hoạch kiểm tra trước ngày
15/3/2021 và báo cáo kết quả.
                                   2

b) Theo dõi, đôn đốc các phòng, ban chuyên môn; Ủy ban nhân dân các xã, thị
   trấn thực hiện Kế hoạch này.

Nơi nhận:                              TM. ỦY BAN NHÂN DÂN
- UBND tỉnh;                                CHỦ TỊCH
- Lưu: VT.
                                       Nguyễn Văn A
"""


def test_wrapped_text_is_told_from_one_paragraph_a_line() -> None:
    assert lines(WRAPPED) == [
        "ỦY BAN NHÂN DÂN",
        "HUYỆN KHE VÀNG",
        "Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Khe Vàng, ngày 05 tháng 02 năm 2021",
        "KẾ HOẠCH",
        "Cải cách hành chính huyện Khe Vàng năm 2021",
        "Thực hiện Kế hoạch số 17/KH-UBND ngày 25/01/2021 của Ủy ban nhân dân tỉnh Đông Lĩnh về cải cách hành chính, "
        "Ủy ban nhân dân huyện ban hành kế hoạch như sau:",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích",
        "- Nâng cao nhận thức, trách nhiệm của người đứng đầu các cơ quan, đơn vị, địa phương và của đội ngũ cán bộ, công chức "
        "trong thực hiện cải cách hành chính; duy trì các tiêu chí đã đạt điểm tối đa.",
        "- Khắc phục các tiêu chí bị trừ điểm theo Kết luận của Chủ tịch Ủy ban Nhân dân tỉnh.",
        "1. Phòng Nội vụ",
        "a) Chủ trì, phối hợp với Phòng Tài chính - Kế hoạch và các cơ quan liên quan tham mưu Ủy ban nhân dân huyện ban hành "
        "kế hoạch kiểm tra trước ngày 15/3/2021 và báo cáo kết quả.",
        "b) Theo dõi, đôn đốc các phòng, ban chuyên môn; Ủy ban nhân dân các xã, thị trấn thực hiện Kế hoạch này.",
        "Nơi nhận:",
        "- UBND tỉnh;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Nguyễn Văn A",
    ]


RAGGED = """\
KẾ HOẠCH
Cải cách hành chính năm 2014
Căn cứ Kế hoạch số 18/KH-UBND ngày
29/3/2012 của Ủy ban nhân dân tỉnh về kế hoạch cải cách hành chính tỉnh Tuyên
Quang giai đoạn 2011 - 2015 như sau:
1. Tiếp tục
đẩy mạnh thực hiện các nội dung công tác cải cách hành chính theo Nghị
quyết số 30c/NQ-CP; triển khai phần mềm
VNPT iGate tại bộ phận một cửa
2. Phòng Nông nghiệp và Phát triển
nông thôn
Tổng hợp kết quả, tham mưu báo cáo
cấp có thẩm quyền, gửi Sở
Nội vụ trước ngày 31/12
- Giao Trung tâm Phục vụ
Hành chính công tỉnh hướng dẫn cập nhật
100% thủ tục hành chính trên môi
trường mạng.
3. Các sở, ban, ngành
Triển khai thực hiện Kế hoạch này.
"""


def test_text_wrapped_at_no_width_is_made_whole() -> None:
    assert lines(RAGGED) == [
        "KẾ HOẠCH",
        "Cải cách hành chính năm 2014",
        "Căn cứ Kế hoạch số 18/KH-UBND ngày 29/3/2012 của Ủy ban nhân dân tỉnh về kế hoạch cải cách hành chính tỉnh Tuyên Quang giai đoạn 2011 - 2015 như sau:",
        "1. Tiếp tục đẩy mạnh thực hiện các nội dung công tác cải cách hành chính theo Nghị quyết số 30c/NQ-CP; triển khai phần mềm "
        "VNPT iGate tại bộ phận một cửa",
        "2. Phòng Nông nghiệp và Phát triển nông thôn",
        "Tổng hợp kết quả, tham mưu báo cáo cấp có thẩm quyền, gửi Sở Nội vụ trước ngày 31/12",
        "- Giao Trung tâm Phục vụ Hành chính công tỉnh hướng dẫn cập nhật 100% thủ tục hành chính trên môi trường mạng.",
        "3. Các sở, ban, ngành",
        "Triển khai thực hiện Kế hoạch này.",
    ]


def test_a_heading_that_fills_its_line_is_not_joined_to_who_does_what() -> None:
    full = "1. Nội dung thực hiện các nhiệm vụ cải cách hành chính nhà nước trên địa bàn toàn tỉnh"
    assert lines(WRAPPED + f"\n{full[:74]}\nSở Tư pháp chủ trì, phối hợp với các sở, ban, ngành:\n")[-2:] == [
        full[:74],
        "Sở Tư pháp chủ trì, phối hợp với các sở, ban, ngành:",
    ]


def test_places_are_lines_of_the_source() -> None:
    document = read(PLAN.encode())
    assert [block.place.path for block in document.blocks] == ["line 1", "line 2", "line 4", "line 6"]


@given(st.text(alphabet=st.sampled_from(list("aĐệ .,;:-–*+()|\t\n\\#<>b/1IVƯ\u0301\u00a0\u200b\0\f\x0b\u2028ﬁ")), max_size=120))
def test_any_text_keeps_the_promises(source: str) -> None:
    try:
        document = read(source.encode())
    except Unreadable:
        return
    check_promises(document)


def test_costs_stay_linear_on_hostile_text() -> None:
    for hostile in (
        "*" * 60_000,
        "**a " * 30_000,
        "<b>" * 30_000,
        "a\t" * 60_000,
        "- " * 60_000,
        "| " * 60_000,
        "(" * 60_000,
        "\\" * 60_000,
        "x\n" * 40_000,
        "a \n\n" * 20_000,
    ):
        check_promises(read(("KẾ HOẠCH\n" + hostile).encode()))


@pytest.mark.skipif(not PLANS.exists(), reason="the five real plans are not shipped")
def test_real_plans_keep_the_promises_and_join_what_pages_broke() -> None:
    plans = {path.stem: read(path.read_bytes()) for path in PLANS.glob("*.txt")}
    for document in plans.values():
        check_promises(document)
    whole = {
        "tam-duong-2019": ["cắt giảm thời gian, chi phí đi lại", "các nhiệm vụ quản lý nhà nước"],
        "bac-ai-2022": ["Ban Thường vụ Tinh ủy", "Văn phòng Chính phủ hướng dẫn", "vị trí công tác", "đội ngũ giáo viên"],
        "dong-thap-2019": ["thẩm quyền quản lý và tham mưu, đề xuất", "UBND cấp huyện, cấp xã", "của Hội đồng rà soát văn bản"],
    }
    for name, phrases in whole.items():
        assert [phrase for phrase in phrases if phrase not in plans[name].text] == []
    assert {block.table for block in plans["dong-thap-2019"].blocks} == {None, 0}
