"""Headings and the PAR INDEX domains they name; codes and numbers that tasks name; coverage."""

from dataclasses import replace

import pytest

import pipeline
from extractors.components import components_of, cover, criteria_in, infer_components, target_items_in, topic_components
from extractors.draft import Draft
from schemas.document import Document
from schemas.plan import Metadata, Target, Task
from schemas.text import Span, fold, nfc
from schemas.words import Words

HEADINGS = {
    "Công tác chỉ đạo, điều hành cải cách hành chính": (1,),
    "Đối với nội dung: Công tác chỉ đạo điều hành": (1,),
    "Công tác thông tin, tuyên truyền": (1,),
    "Công tác kiểm tra cải cách hành chính": (1,),
    "Công tác chỉ đạo, điều hành cải cách thủ tục hành chính": (1,),
    "Cải cách thể chế": (2,),
    "Đối với Chỉ số thành phần “Xây dựng và tổ chức thực hiện văn bản quy phạm pháp luật (QPPL) tại huyện”": (2,),
    "Theo dõi tình hình thi hành pháp luật": (2,),
    "CẢI CÁCH THỦ TỤC HÀNH CHÍNH": (3,),
    "Nội dung: Cải cách thủ tục hành chính (TTHC)": (3,),
    "cải cách thủ tục hành chính, thực hiện cơ chế một cửa, một cửa liên thông": (3,),
    "Kiểm soát TTHC": (3,),
    "Cải cách tổ chức bộ máy hành chính nhà nước": (4,),
    "Sắp xếp, kiện toàn tổ chức bộ máy": (4,),
    "Xây dựng và nâng cao chất lượng đội ngũ cán bộ, công chức, viên chức": (5,),
    "Cải cách chế độ công vụ": (5,),
    "Kỷ luật, kỷ cương hành chính": (5,),
    "CẢI CÁCH TỔ CHỨC BỘ MÁY, CHẾ ĐỘ CÔNG VỤ": (4, 5),
    "Nội dung: Công tác cải cách Tài chính công": (6,),
    "Đổi mới cơ chế tài chính đối với cơ quan hành chính và đơn vị sự nghiệp công lập": (6,),
    "Hiện đại hoá hành chính": (7,),
    "Xây dựng và phát triển Chính quyền điện tử, Chính quyền số": (7,),
    "Chuyển đổi số trong các cơ quan nhà nước": (7,),
    "Ứng dụng công nghệ thông tin và chuyển đổi số": (7,),
    "Tác động của CCHC đến người dân, tổ chức và các chỉ tiêu phát triển kinh tế xã hội của tỉnh": (8,),
    "Điều tra, khảo sát sự hài lòng của người dân (Chỉ số SIPAS) năm 2021": (8,),
    "Các nội dung: công tác chỉ đạo điều hành CCHC, cải cách tổ chức bộ máy hành chính và cải cách chế độ công vụ": (1, 4, 5),
    "Cải cách thể chế và cải cách thủ tục hành chính": (2, 3),
    # general headings
    "NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH": (),
    "MỤC ĐÍCH, YÊU CẦU": (),
    "Nhiệm vụ và giải pháp": (),
    "TỔ CHỨC THỰC HIỆN": (),
    "Kinh phí thực hiện": (),
    # bodies
    "Phòng Nội vụ": (),
    "Phòng Tài chính - Kế hoạch": (),
    "Giao phòng Văn hóa - Thông tin huyện": (),
    "Sở Thông tin và Truyền thông": (),
    "Phòng Nội vụ là cơ quan thường trực về công tác cải cách hành chính của huyện có trách nhiệm": (),
    "Sở Kế hoạch và Đầu tư chủ trì đánh giá kết quả tác động của cải cách đến sự phát triển kinh tế": (),
    "Các phòng, ban chuyên môn; UBND các xã, thị trấn": (),
    "Ban Chỉ đạo chuyển đổi số tỉnh": (),
    # other subjects
    "Phát triển kinh tế số": (),
    "Thu ngân sách nhà nước": (),
    "Công tác phòng, chống tham nhũng": (),
    "Kiểm tra an toàn thực phẩm": (),
    "Tuyên truyền phòng, chống ma túy": (),
}


@pytest.mark.parametrize(("title", "domains"), HEADINGS.items())
def test_heading_names_domains(title: str, domains: tuple[int, ...]) -> None:
    assert components_of(title) == domains


INFERRED = {
    "Niêm yết công khai TTHC thuộc thẩm quyền giải quyết tại trụ sở": (3,),
    "Rà soát văn bản quy phạm pháp luật do cơ quan tham mưu": (2,),
    "Tổ chức đào tạo, bồi dưỡng cán bộ, công chức cấp xã": (5,),
    "Đẩy nhanh giải ngân vốn đầu tư công": (6,),
    "Triển khai chữ ký số tại các xã": (7,),
    "Đẩy mạnh tuyên truyền về công tác cải cách hành chính": (1,),
    "Cung cấp dịch vụ công trực tuyến đối với các thủ tục hành chính": (3, 7),
    "Thực hiện tốt nhiệm vụ được giao": (),
    "Bố trí kinh phí thực hiện Kế hoạch": (),
    "Kết hợp TTHC, tổ chức bộ máy, tự chủ tài chính và ứng dụng công nghệ thông tin": (),
}


@pytest.mark.parametrize(("text", "domains"), INFERRED.items())
def test_words_of_a_task_suggest_domains(text: str, domains: tuple[int, ...]) -> None:
    assert infer_components(text) == domains


CRITERIA = {
    "các tiêu chí, tiêu chí thành phần chưa đạt điểm tối đa: 1.1; 1.3.2; 5.5.2 ; 5.7.2.": ("1.1", "1.3.2", "5.5.2", "5.7.2"),
    "tại các tiêu chí thành phần: 7.1.9; 7.2.1 và lĩnh vực cải cách thủ tục hành chính tại tiêu chí thành phần 3.2.6.": ("7.1.9", "7.2.1", "3.2.6"),
    "chưa đạt điểm tối đa tại tiêu chí thành phần 8.3.1.": ("8.3.1",),
    "các tiêu chí thành phần 1.4, 3.1.2 và 8.1.": ("1.4", "3.1.2", "8.1"),
    "Tiêu chí 1.1 (Kế hoạch CCHC), 1.2 và 2.3.1": ("1.1", "1.2", "2.3.1"),
    "6 tiêu chí và 2 tiêu chí thành phần": (),
    "các tiêu chí tăng 1.5 điểm": (),
    "thực hiện mục 3.2.1 của Kế hoạch": (),
}


@pytest.mark.parametrize(("text", "codes"), CRITERIA.items())
def test_criterion_codes(text: str, codes: tuple[str, ...]) -> None:
    assert criteria_in(fold(nfc(text)), Span(0, len(text))) == codes


ITEMS = {
    "tổ chức thực hiện các Chỉ tiêu 1, 2, 3.": ("1", "2", "3"),
    "triển khai thực hiện Chỉ tiêu 5, 7.": ("5", "7"),
    "thực hiện chỉ tiêu số 4 mục II": ("4",),
    "phụ trách các chỉ tiêu từ 1 đến 5": ("1", "2", "3", "4", "5"),
    "các chỉ tiêu 1 - 3 và chỉ tiêu 8": ("1", "2", "3", "8"),
    "các chỉ tiêu 1, 2 và 6": ("1", "2", "6"),
    "chỉ tiêu 1.1, 1.2": ("1.1", "1.2"),
    "chủ trì các Chỉ tiêu a, b và đ.": ("a", "b", "đ"),
    "chủ trì chỉ tiêu điểm c mục II": ("c",),
    "hoàn thành chỉ tiêu đề ra": (),
    "đạt chỉ tiêu 95%": (),
    "16 chỉ tiêu và 8 nhiệm vụ": (),
    "các chỉ tiêu năm 2022": (),
    "chỉ tiêu 2022": (),
    "Hoàn thành chỉ tiêu phát triển kinh tế": (),
}


@pytest.mark.parametrize(("text", "numbers"), ITEMS.items())
def test_target_items(text: str, numbers: tuple[str, ...]) -> None:
    assert target_items_in(fold(nfc(text)), Span(0, len(text))) == numbers


def test_endless_series_is_cut() -> None:
    assert len(target_items_in("các chỉ tiêu từ 1 đến 99", Span(0, 24))) <= 51


def _task(components: tuple[int, ...], inferred: tuple[int, ...] = (), criteria: tuple[str, ...] = ()) -> Task:
    return Task("", None, None, "x", 0, 1, None, "r", "bullet", (), (), None, (), None, components, inferred, criteria, (), (), (), 1.0)


def _target(components: tuple[int, ...]) -> Target:
    return Target("", None, None, None, None, "x", 0, 1, None, "r", "target", None, None, "=", 1.0, None, "%", None, components, (), 1.0)


def test_coverage_has_all_eight_domains() -> None:
    draft = Draft(
        Document("x", (), "txt"),
        Words((), (), lambda _: ()),
        tasks=(_task((1, 4)), _task((4,), (3,), ("4.1", "3.2.6")), _task((), (3,))),
        targets=(_target((4,)), _target(())),
    )
    rows = cover(draft).coverage
    assert [row.component for row in rows] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [row.tasks for row in rows] == [1, 0, 0, 2, 0, 0, 0, 0]
    assert [row.targets for row in rows] == [0, 0, 0, 1, 0, 0, 0, 0]
    assert [row.inferred_tasks for row in rows] == [0, 0, 1, 0, 0, 0, 0, 0]
    assert rows[3].criteria == ("4.1",)
    assert rows[2].criteria == ("3.2.6",)
    assert all(row.applicable for row in rows)
    ministry = cover(replace(draft, metadata=Metadata(level="central"))).coverage
    assert [row.component for row in ministry if not row.applicable] == [8]


TOPICS = {
    "Cải cách thể chế: Rà soát văn bản quy phạm pháp luật.": (2,),
    "Về cải cách tài chính công: Giao Sở Tài chính tham mưu.": (6,),
    "Công tác cải cách thủ tục hành chính: Văn phòng đôn đốc.": (3,),
    "Cải cách tổ chức bộ máy: Giao Sở Nội vụ chủ trì.": (4,),
    "Công tác chỉ đạo, điều hành: Ban hành kế hoạch.": (1,),
    "Hiện đại hóa hành chính: Phòng Văn hóa và Thông tin theo dõi.": (7,),
    "Cải cách thể chế hành chính theo kế hoạch.": (),
    "Sở Tư pháp: Cải cách thể chế.": (),
    "Cải cách thủ tục hành chính với các nội dung sau: rà soát": (),
    "Phòng Nội vụ theo dõi cải cách tổ chức bộ máy: báo cáo hằng quý": (),
    "Kinh phí thực hiện: Sở Tài chính bố trí.": (),
}


@pytest.mark.parametrize(("text", "components"), TOPICS.items())
def test_a_topic_before_a_colon_is_the_heading_of_its_item(text: str, components: tuple[int, ...]) -> None:
    folded = fold(nfc(text))
    assert topic_components(folded, Span(0, len(folded))) == components


VERSIONS = [
    ("ỦY BAN NHÂN DÂN TỈNH NAM HOÀNH", "năm 2022", "", "876/QĐ-BNV"),
    ("ỦY BAN NHÂN DÂN TỈNH NAM HOÀNH", "năm 2021", "", "1149/QĐ-BNV"),
    ("BỘ TÀI CHÍNH", "năm 2026", "", "1187/QĐ-BNV"),
    ("ỦY BAN NHÂN DÂN TỈNH NAM HOÀNH", "năm 2022", "Căn cứ Quyết định số 1149/QĐ-BNV ngày 30/12/2020 của Bộ Nội vụ;", "1149/QĐ-BNV"),
    ("ỦY BAN NHÂN DÂN TỈNH NAM HOÀNH", "giai đoạn 2021 - 2025", "", None),
    ("ỦY BAN NHÂN DÂN HUYỆN KHE VÀNG", "năm 2022", "", None),
    ("ỦY BAN NHÂN DÂN HUYỆN KHE VÀNG", "năm 2022", "Căn cứ Quyết định số 1149/QĐ-BNV ngày 30/12/2020 của Bộ Nội vụ;", "1149/QĐ-BNV"),
]


@pytest.mark.parametrize(("issuer", "years", "basis", "decision"), VERSIONS)
def test_index_that_a_plan_is_counted_by(issuer: str, years: str, basis: str, decision: str | None) -> None:
    text = f"{issuer}\nSố: 1/KH-UBND\n\nKẾ HOẠCH\nCải cách hành chính {years}\n\n{basis}\n\nI. NHIỆM VỤ\n\n- Rà soát thủ tục hành chính."
    assert pipeline.extract_plan(text.encode()).metadata.par_index == decision
