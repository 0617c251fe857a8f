"""Figures that a plan sets or reports: a line of text, and what is read from it."""

from datetime import date

import pytest

from extractors.draft import Draft, Passage, Role
from extractors.targets import find_figures, find_targets, parse_number
from schemas.document import Block, Cell, Document, Place
from schemas.plan import Metadata, Period, Section, SectionKind, Target
from schemas.text import Span, fold, nfc
from schemas.words import Words

Short = tuple[float | None, str | None, str]


def read(text: str, kind: SectionKind | None = "tasks", role: Role = "bullet", label: str | None = None, year: int = 2022) -> tuple[Target, ...]:
    """The targets of a plan that holds only this passage, in a section of this kind or (None) before all sections."""
    text = nfc(text)
    document = Document(text + "\nI. Mục", (Block("paragraph", 0, len(text)), Block("paragraph", len(text) + 1, len(text) + 7)), "txt")
    start = 0 if kind else len(text) + 1
    section = Section("", None, "II", "II", "Nhiệm vụ", kind or "tasks", start, len(document.text), None)
    passage = Passage(role, 0, len(text), 0, label, 0 if kind else None)
    metadata = Metadata(period=Period(date(year, 1, 1), date(year, 12, 31)))
    return find_targets(Draft(document, Words((), lambda _: (), lambda _: ()), (passage,), (section,), metadata)).targets


def short(target: Target) -> Short:
    return (target.value, target.unit, target.comparator)


AIMED: dict[str, list[Short]] = {
    # percentages
    "100% văn bản quy phạm pháp luật được ban hành đúng quy trình.": [(100, "%", "=")],
    "Phấn đấu trên 97% thủ tục hành chính được giải quyết đúng hạn.": [(97, "%", ">")],
    "Chỉ số hài lòng của người dân đạt mức từ 80% trở lên.": [(80, "%", ">=")],
    "Nâng tỷ lệ hài lòng của người dân năm 2022 đạt từ 75-80%.": [(75, "%", "range")],
    "Tỷ lệ hồ sơ đúng hạn đạt từ 98% đến 100%.": [(98, "%", "range")],
    "Hoàn thành đạt và vượt 100% chỉ tiêu phát triển kinh tế - xã hội.": [(100, "%", ">=")],
    "Tối thiểu 80% thủ tục đủ điều kiện được cung cấp trực tuyến toàn trình.": [(80, "%", ">=")],
    "Không dưới 90% hồ sơ được số hoá.": [(90, "%", ">=")],
    "Tỷ lệ hồ sơ trễ hạn dưới 2%.": [(2, "%", "<")],
    "Tỷ lệ hồ sơ trễ hẹn không quá 1,5%.": [(1.5, "%", "<=")],
    "Tỷ lệ văn bản ký số ≥ 95%.": [(95, "%", ">=")],
    "90% những người hoạt động không chuyên trách được đào tạo từ trung cấp trở lên.": [(90, "%", "=")],
    "Đạt từ 80% tổng số điểm trở lên.": [(80, "%", ">=")],
    "100% (12/12) xã có Tổ công nghệ số cộng đồng.": [(100, "%", "=")],
    "Phấn đấu đến năm 2022 100% các phòng ban áp dụng ISO 9001:2015.": [(100, "%", "=")],
    "Nâng tỷ lệ hồ sơ trực tuyến từ 35% năm 2021 lên 50%.": [(50, "%", "=")],
    "Đến cuối năm: 60% dân số có điện thoại thông minh; 100% thôn phủ sóng 4G.": [(60, "%", "="), (100, "%", "=")],
    # scores, ranks, differences
    "Chỉ số PAR INDEX của tỉnh đạt từ 80% trở lên và tăng từ 10-15 bậc.": [(80, "%", ">="), (10, "bậc", "range")],
    "Phấn đấu Chỉ số cải cách hành chính đạt trên 85,5 điểm.": [(85.5, "điểm", ">")],
    "Chỉ số PCI đứng thứ 20/63, tăng ít nhất 2 bậc.": [(20, "hạng", "="), (2, "bậc", ">=")],
    "Thuộc nhóm 10 tỉnh dẫn đầu cả nước về chuyển đổi số.": [(10, "hạng", "<=")],
    "Tỷ lệ hộ nghèo giảm 2%/năm, còn dưới 5%.": [(2, "%", "="), (5, "%", "<")],
    # counted things
    "Cải thiện 03 Chỉ số thành phần giảm hạng của năm 2018 gồm: Cải cách tài chính công.": [(3, "Chỉ số thành phần", "=")],
    "Duy trì 05 (năm) Chỉ số thành phần tăng hạng.": [(5, "Chỉ số thành phần", "=")],
    "Áp dụng hệ thống tại 100% cơ quan, đơn vị thuộc huyện; UBND 9/9 xã trên địa bàn.": [(100, "%", "="), (9, "xã", "=")],
    "100% các phòng ban thuộc huyện và 09 xã áp dụng hệ thống quản lý chất lượng.": [(100, "%", "="), (9, "xã", "=")],
    "Tổ chức 05 lớp tập huấn cho 1.250 lượt cán bộ cấp xã.": [(5, "lớp", "="), (1250, "lượt cán bộ", "=")],
    "Mỗi xã có ít nhất 01 mô hình chuyển đổi số.": [(1, "mô hình", ">=")],
    "Đăng tải ít nhất 20 tin, 10 bài về CCHC.": [(20, "tin", ">="), (10, "bài", ">=")],
    "Kiểm tra công tác cải cách hành chính tại 05 xã.": [(5, "xã", "=")],
    "Phấn đấu có thêm 02 xã đạt chuẩn nông thôn mới.": [(2, "xã", "=")],
    "Sản lượng lương thực đạt 45.000 tấn.": [(45000, "tấn", "=")],
    "Thu ngân sách nhà nước trên địa bàn đạt 1.250 tỷ đồng.": [(1250, "tỷ đồng", "=")],
    "13/13 xã, thị trấn áp dụng hệ thống quản lý chất lượng.": [(13, "xã, thị trấn", "=")],
    "Bồi dưỡng cho ít nhất 500 cán bộ, công chức cấp xã.": [(500, "cán bộ, công chức", ">=")],
    "Tỷ lệ thanh toán trực tuyến đạt hơn 45%.": [(45, "%", ">")],
    # limits
    "Tuyệt đối không để các cá nhân, tổ chức phải đi lại quá 1 lần để bổ sung hồ sơ.": [(1, "lần", "<=")],
    "Thời gian chờ đợi của người dân giảm xuống còn tối đa 30 phút/01 lượt giao dịch.": [(30, "phút", "<=")],
    # blanks
    "Tỷ lệ hài lòng của người dân đạt …% trở lên.": [(None, "%", ">=")],
}


@pytest.mark.parametrize(("text", "figures"), AIMED.items())
def test_figures_to_reach(text: str, figures: list[Short]) -> None:
    targets = read(text)
    assert [short(target) for target in targets] == figures
    assert {target.status for target in targets} == {"target"}
    assert all(nfc(text)[target.start : target.end] == target.text for target in targets)


STRETCHES = [
    (
        "Giao Sở Nội vụ chủ trì, phối hợp với Văn phòng UBND tỉnh nâng cao tỷ lệ hồ sơ trực tuyến toàn trình đạt tối thiểu 60%.",
        ["tỷ lệ hồ sơ trực tuyến toàn trình đạt tối thiểu 60%"],
    ),
    ("UBND các xã tiếp tục nâng cao tỷ lệ số hóa hồ sơ đạt tối thiểu 80%.", ["tỷ lệ số hóa hồ sơ đạt tối thiểu 80%"]),
    ("Yêu cầu các đơn vị duy trì tỷ lệ giải quyết đúng hạn đạt 99% trở lên.", ["tỷ lệ giải quyết đúng hạn đạt 99% trở lên"]),
    (
        "Tỷ lệ hồ sơ giải quyết đúng hạn: cấp huyện 98%, cấp xã 99%.",
        ["Tỷ lệ hồ sơ giải quyết đúng hạn: cấp huyện 98%", "Tỷ lệ hồ sơ giải quyết đúng hạn: cấp huyện 98%, cấp xã 99%"],
    ),
    (
        "Tỷ lệ hài lòng: cấp tỉnh đạt 97%; cấp xã đạt 99%.",
        ["Tỷ lệ hài lòng: cấp tỉnh đạt 97%", "Tỷ lệ hài lòng: cấp tỉnh đạt 97%; cấp xã đạt 99%"],
    ),
    (
        "Tỷ lệ văn bản ký số tại các sở đạt 100%, tại UBND cấp xã tối thiểu 80%.",
        ["Tỷ lệ văn bản ký số tại các sở đạt 100%", "Tỷ lệ văn bản ký số tại các sở đạt 100%, tại UBND cấp xã tối thiểu 80%"],
    ),
    ("Phấn đấu đến hết năm 2022 có 12/12 xã hoàn thành mô hình một cửa hiện đại.", ["12/12 xã hoàn thành mô hình một cửa hiện đại"]),
    (
        "Trên cơ sở nội dung được giao, đã hoàn thành 30/34 chỉ tiêu; còn lại 04/34 chỉ tiêu đang được triển khai.",
        ["hoàn thành 30/34 chỉ tiêu", "còn lại 04/34 chỉ tiêu"],
    ),
]


@pytest.mark.parametrize(("text", "stretches"), STRETCHES)
def test_a_stretch_starts_at_what_is_measured(text: str, stretches: list[str]) -> None:
    assert [target.text for target in read(text)] == [nfc(stretch) for stretch in stretches]


DESCRIBING = [
    "Cung cấp dịch vụ công trực tuyến mức độ 3, 4 theo quy định.",
    "Bộ phận một cửa, một cửa liên thông 02 cấp (cấp huyện, cấp xã).",
    "Triển khai theo dõi thi hành pháp luật phải đảm bảo 03 hoạt động gồm: thu thập, kiểm tra, điều tra.",
    "Chỉ số được cấu trúc thành 8 lĩnh vực đánh giá, gồm 43 tiêu chí và 102 tiêu chí thành phần.",
    "Quán triệt 4 quan điểm, 16 chỉ tiêu và 8 nhiệm vụ, giải pháp.",
    "Tăng cường triển khai thực hiện cơ chế “4 tại chỗ”.",
    "Kinh phí: 50tr/huyện, tổng cộng 80 triệu đồng.",
    "Nằm trong nhóm B (nhóm đạt kết quả từ trên 80% đến dưới 90%).",
    "Chưa đạt 4 mục tiêu đề ra theo Kế hoạch số 3941/KH-UBND ngày 03/8/2021.",
    "Báo cáo trong vòng 15 ngày, trước ngày 20/12/2022.",
    "Tập trung chỉ đạo trong 03 tháng cuối năm 2022.",
    "Thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018, khoản 5 Điều 14.",
    "Khắc phục tiêu chí thành phần chưa đạt điểm tối đa: 1.1; 1.3.2; 5.5.2.",
    "Duy trì ISO 9001:2015 tại các xã.",
    "Ngân sách tỉnh hỗ trợ 70%, huyện 30%.",
    "Xếp loại tốt: đạt từ 90 điểm trở lên.",
    "Báo cáo ít nhất 02 lần/năm; mỗi tháng 02 kỳ.",
    "Tổ chức hội nghị trực tuyến tới 12 điểm cầu.",
    "Thực hiện các Chỉ tiêu 1, 2, 3.",
    "Ban hành 02 kế hoạch.",
    "Hội nghị lần thứ 6; Tổng đài 1022.",
]


@pytest.mark.parametrize("text", DESCRIBING)
def test_quantities_that_only_describe(text: str) -> None:
    assert read(text) == ()


REPORTED: dict[str, list[Short]] = {
    "Năm 2021, Chỉ số SIPAS tỉnh đạt 87,07%, xếp hạng 31/63 tỉnh, thành phố, tăng 3,1% và tăng 8 bậc so với năm 2020.": [
        (87.07, "%", "="),
        (31, "hạng", "="),
        (3.1, "%", "="),
        (8, "bậc", "="),
    ],
    "Chỉ số cải cách hành chính (PAR INDEX) năm 2021 đạt 86.55/100 điểm, tăng 8.55 điểm.": [(86.55, "điểm", "="), (8.55, "điểm", "=")],
    "Kết quả giải ngân vốn đầu tư công chưa đạt 100%.": [(100, "%", "<")],
    "Về cải cách tổ chức bộ máy: Mục tiêu phấn đấu tăng 01 điểm. Kết quả giảm 0.34 điểm và giảm 26 bậc.": [(0.34, "điểm", "="), (26, "bậc", "=")],
}


@pytest.mark.parametrize(("text", "figures"), REPORTED.items())
def test_figures_reported_before_the_first_section(text: str, figures: list[Short]) -> None:
    targets = read(text, kind=None, role="preamble")
    assert [short(target) for target in targets] == figures
    assert {target.status for target in targets} == {"result"}


def test_status_follows_the_words_not_only_the_place() -> None:
    assert [target.status for target in read("Năm 2021, tỷ lệ hài lòng đạt 85%; phấn đấu năm 2022 đạt 90%.", "objectives")] == ["result", "target"]
    assert [target.status for target in read("Phấn đấu năm 2022 Chỉ số PAR INDEX đạt 88 điểm.", None, "preamble")] == ["target"]
    assert [target.status for target in read("Hiện nay, 85% xã có mạng.", "tasks")] == ["result"]
    assert [target.status for target in read("Tỷ lệ hồ sơ đúng hạn đạt 98%.", "context")] == ["result"]
    assert read("Kế hoạch đề ra mục tiêu đạt 95%.", "context") == ()


def test_budget_sections_hold_none() -> None:
    assert read("Ngân sách huyện bảo đảm 100% kinh phí cho các xã.", "budget") == ()


CHANGES = {
    "Chỉ số PAR INDEX tăng từ 10-15 bậc.": "increase",
    "Tỷ lệ doanh nghiệp thành lập mới tăng từ 5% trở lên so với năm trước.": "increase",
    "Cắt giảm ít nhất 20% chi phí tuân thủ.": "decrease",
    "Giảm ít nhất 10% số đơn vị sự nghiệp.": "decrease",
    "Rút ngắn 30% thời gian giải quyết.": "decrease",
    "Nâng tỷ lệ hồ sơ trực tuyến tăng lên 95%.": None,
    "Tăng cường kiểm tra 100% các xã.": None,
    "Tốc độ tăng trưởng đạt 8%.": None,
    "Giảm tỷ lệ hộ nghèo còn 3%.": None,
    "Giảm 03 đầu mối.": "decrease",
}


@pytest.mark.parametrize(("text", "change"), CHANGES.items())
def test_differences(text: str, change: str | None) -> None:
    assert [target.change for target in read(text)] == [change]


SHORTEST = {
    "Duy trì Chỉ số hài lòng của người dân đạt mức trên 80%.": "Chỉ số hài lòng của người dân đạt mức trên 80%",
    "Cập nhật và công bố kịp thời 100% các thủ tục hành chính theo quy định.": "Cập nhật và công bố kịp thời 100% các thủ tục hành chính",
    "100% cơ quan được củng cố theo hướng tinh gọn, tránh sự chồng chéo.": "100% cơ quan được củng cố theo hướng tinh gọn",
    "Tham mưu cho UBND huyện kịp thời, đảm bảo hoàn thành 100% Kế hoạch.": "hoàn thành 100% Kế hoạch",
    "Đảm bảo trên 97% hồ sơ của các phòng; UBND các xã được giải quyết đúng hạn.": "trên 97% hồ sơ của các phòng; UBND các xã được giải quyết đúng hạn",
    "Phấn đấu 9/9 xã hoàn thành số hóa hồ sơ.": "9/9 xã hoàn thành số hóa hồ sơ",
    "Giải ngân vốn đầu tư công đạt 100% kế hoạch được giao.": "Giải ngân vốn đầu tư công đạt 100% kế hoạch được giao",
}


@pytest.mark.parametrize(("text", "stretch"), SHORTEST.items())
def test_shortest_stretch_with_figure_and_subject(text: str, stretch: str) -> None:
    assert [target.text for target in read(text)] == [stretch]


def test_figures_that_share_a_subject_begin_with_it() -> None:
    first, second = read("Chỉ số SIPAS tỉnh đạt 87,07%, xếp hạng 31/63 tỉnh, thành phố.", None, "preamble")
    assert first.text == "Chỉ số SIPAS tỉnh đạt 87,07%"
    assert second.text == "Chỉ số SIPAS tỉnh đạt 87,07%, xếp hạng 31/63 tỉnh, thành phố"
    assert first.indicator == second.indicator == "Chỉ số SIPAS tỉnh"


def test_a_figure_of_another_place_measures_the_same_there() -> None:
    targets = read("Tỷ lệ hồ sơ trực tuyến ở cấp tỉnh đạt trên 90%, cấp huyện, cấp xã đạt trên 80%.", "objectives")
    assert [target.indicator for target in targets] == ["Tỷ lệ hồ sơ trực tuyến ở cấp tỉnh", "Tỷ lệ hồ sơ trực tuyến ở cấp huyện, cấp xã"]


INDICATORS = {
    "trên 97% hồ sơ thủ tục hành chính được trả kết quả đúng hẹn": "tthc_on_time",
    "mức độ hài lòng của người dân đạt 90%": "sipas",
    "Chỉ số CCHC của huyện đạt 85 điểm": "par_index",
    "Chỉ số PAR INDEX tăng 3 bậc": "par_index_rank",
    "Chỉ số PCI đạt 65 điểm": "pci",
    "Chỉ số PAPI đạt 43 điểm": "papi",
    "80% dịch vụ công trực tuyến toàn trình phát sinh hồ sơ": "online_services",
    "100% xã áp dụng hệ thống quản lý chất lượng ISO 9001:2015": "iso_9001",
    "100% TTHC được niêm yết công khai": "tthc_published",
    "giải quyết 100% TTHC theo cơ chế một cửa": "tthc_one_stop",
    "100% văn bản QPPL được xử lý sau rà soát": "legal_docs_procedure",
    "tự kiểm tra 100% văn bản QPPL do huyện ban hành": "inspection",
    "triển khai thực hiện 100% Kế hoạch cải cách hành chính": "plan_completion",
    "xử lý 100% vấn đề phát hiện qua kiểm tra": "inspection",
    "100% cán bộ, công chức cấp xã đạt chuẩn": "staff_standard",
    "giải ngân vốn đầu tư công đạt 100%": None,
    "90% hồ sơ công việc được xử lý trên môi trường mạng": None,
    "40% giao dịch thanh toán trực tuyến": None,
    "100% cơ quan thực hiện tinh giản biên chế theo đúng chủ trương và chỉ tiêu đã đề ra": None,
}


@pytest.mark.parametrize(("text", "known"), INDICATORS.items())
def test_known_indicators(text: str, known: str | None) -> None:
    assert [target.indicator_id for target in read(text)] == [known]


def test_numbered_targets_keep_their_number() -> None:
    assert [target.item for target in read("Mức độ hài lòng đạt 80%.", "objectives", "item", "6")] == ["6"]
    assert [target.item for target in read("Chỉ tiêu 3: 100% hồ sơ đúng hạn.", "tasks")] == ["3"]
    assert [target.item for target in read("Mức độ hài lòng đạt 80%.", "tasks", "item", "6")] == [None]


def test_blank_figure_is_said() -> None:
    text = "Tỷ lệ hài lòng đạt …% trở lên"
    draft = find_targets(Draft(Document(text, (Block("paragraph", 0, len(text)),), "txt"), Words((), lambda _: (), lambda _: ())))
    assert [diagnostic.code for diagnostic in draft.diagnostics] == ["blank-figure"]


def table(rows: list[list[str]]) -> Document:
    text, blocks = "", []
    for row in rows:
        start, cells = len(text), []
        for column, cell in enumerate(row):
            cells.append(Cell(len(text), len(text) + len(cell), column))
            text += cell + ("\t" if column < len(row) - 1 else "")
        blocks.append(Block("row", start, len(text), Place(), tuple(cells), 0))
        text += "\n"
    return Document(nfc(text), tuple(blocks), "docx")


def test_table_of_figures() -> None:
    document = table(
        [
            ["TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2021", "Kế hoạch năm 2022"],
            ["1", "Tỷ lệ hồ sơ giải quyết đúng hạn", "%", "96,5", "≥ 98"],
            ["2", "Số xã đạt chuẩn", "xã", "5", "7"],
        ]
    )
    targets = find_targets(Draft(document, Words((), lambda _: (), lambda _: ()))).targets
    assert [(target.status, *short(target)) for target in targets] == [
        ("result", 96.5, "%", "="),
        ("target", 98, "%", ">="),
        ("result", 5, "xã", "="),
        ("target", 7, "xã", "="),
    ]
    assert targets[1].indicator == "Tỷ lệ hồ sơ giải quyết đúng hạn"
    assert targets[1].indicator_id == "tthc_on_time"
    assert all(document.text[target.start : target.end] == target.text for target in targets)


TABLES: list[tuple[list[list[str]], list[tuple[str, float | None, str | None, str]]]] = [
    (
        [["TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2023", "Năm 2024"], ["1", "Xếp hạng PAR INDEX", "Hạng", "35", "30-32"]],
        [("result", 35, "hạng", "="), ("target", 30, "hạng", "range")],
    ),
    (
        [["STT", "Chỉ tiêu", "ĐVT", "KH 2023", "TH 2023", "KH 2024"], ["1", "Tổng thu ngân sách", "Tỷ đồng", "340", "350", "≥ 400"]],
        [("result", 350, "tỷ đồng", "="), ("target", 400, "tỷ đồng", ">=")],
    ),
    (
        [["STT", "Chỉ tiêu", "ĐVT", "Mục tiêu năm 2024", "Đơn vị chủ trì"], ["1", "Tỷ lệ hồ sơ trực tuyến", "%", "Tối thiểu 80", "Sở TTTT"]],
        [("target", 80, "%", ">=")],
    ),
    ([["Chỉ tiêu", "2023", "2024", "2025"], ["Tỷ lệ hộ nghèo", "5%", "4%", "3%"]], [("result", 5, "%", "="), ("target", 4, "%", "="), ("target", 3, "%", "=")]),
    (
        [["TT", "Chỉ tiêu", "Cơ quan theo dõi"], ["1", "Tỷ lệ văn bản được ký số đạt 100%", "Sở Thông tin và Truyền thông"]],
        [("target", 100, "%", "=")],
    ),
    ([["TT", "Nội dung", "Kinh phí (triệu đồng)"], ["1", "Tập huấn", "50"]], []),
]


@pytest.mark.parametrize(("rows", "figures"), TABLES)
def test_columns_of_figures(rows: list[list[str]], figures: list[tuple[str, float | None, str | None, str]]) -> None:
    metadata = Metadata(period=Period(date(2024, 1, 1), date(2024, 12, 31)))
    targets = find_targets(Draft(table(rows), Words((), lambda _: (), lambda _: ()), metadata=metadata)).targets
    assert [(target.status, *short(target)) for target in targets] == figures


def test_costs_and_times_of_a_task_table_are_no_figures() -> None:
    document = table(
        [
            ["TT", "Nội dung", "Cơ quan chủ trì", "Thời gian", "Kinh phí"],
            ["1", "Kiểm tra 100% các xã", "Sở Nội vụ", "Quý II/2022", "80 triệu đồng"],
        ]
    )
    targets = find_targets(Draft(document, Words((), lambda _: (), lambda _: ()))).targets
    assert [short(target) for target in targets] == [(100, "%", "=")]


NUMBERS = {"87,07": 87.07, "86.55": 86.55, "0.34": 0.34, "01": 1.0, "1.250,5": 1250.5, "1.250.000": 1250000.0}


@pytest.mark.parametrize(("text", "value"), NUMBERS.items())
def test_numbers(text: str, value: float) -> None:
    assert parse_number(text) == value


def test_counted_numbers_have_thousands() -> None:
    assert parse_number("1.250", counted=True) == 1250
    assert parse_number("0,125", counted=True) == 0.125


@pytest.mark.parametrize(
    "text",
    [
        "đạt " * 3000 + "9%",
        "tại các xã, " * 2000 + "5%",
        "mất 1/1 " * 2000,
        "kiểm tra " * 2000 + "của 5 xã",
        "tăng " * 3000,
        "1/1/" * 3000 + "%",
        "từ 1 đến " * 2000,
        "(" * 4000 + "5%",
        "không " * 3000 + "quá 1 lần",
        "…" * 5000 + "%",
    ],
)
def test_hostile_text_is_read_in_bounded_work(text: str) -> None:
    find_figures(fold(text), Span(0, len(text)))
    read(text)
