"""Labels that open a line, and which comes after which."""

import pytest

from extractors.labels import read_label, roman_value

LABELLED = [
    ("I. MỤC ĐÍCH", "roman", "I", "MỤC ĐÍCH"),
    ("III- TỔ CHỨC THỰC HIỆN", "roman", "III", "TỔ CHỨC THỰC HIỆN"),
    ("IV/ KINH PHÍ", "roman", "IV", "KINH PHÍ"),
    ("A. MỤC TIÊU", "capital", "A", "MỤC TIÊU"),
    ("Đ. Kinh phí", "capital", "Đ", "Kinh phí"),
    ("PHẦN THỨ NHẤT", "part", "Phần 1", ""),
    ("Phần thứ hai: NHIỆM VỤ", "part", "Phần 2", "NHIỆM VỤ"),
    ("CHƯƠNG II", "chapter", "Chương II", ""),
    ("Mục 3. Giải pháp", "division", "Mục 3", "Giải pháp"),
    ("Điều 3. Tổ chức thực hiện", "article", "Điều 3", "Tổ chức thực hiện"),
    ("PHỤ LỤC II", "appendix", "PL", ""),
    ("Phụ lục số 2", "appendix", "PL", ""),
    ("1. Mục đích", "number", "1", "Mục đích"),
    ("1/ Mục đích", "number", "1", "Mục đích"),
    ("(2) Xây dựng", "number", "2", "Xây dựng"),
    ("3. 100% cơ quan", "number", "3", "100% cơ quan"),
    ("1.1 Tiếp tục", "decimal", "1.1", "Tiếp tục"),
    ("2.1- Ban Tổ chức", "decimal", "2.1", "Ban Tổ chức"),
    ("6.2.1. Sở Tài chính", "decimal", "6.2.1", "Sở Tài chính"),
    ("a) Phòng Nội vụ", "letter", "a", "Phòng Nội vụ"),
    ("đ) Xây dựng", "letter", "đ", "Xây dựng"),
    ("c. rà soát", "letter", "c", "rà soát"),
    ("- Cải thiện", "bullet", "-", "Cải thiện"),
    ("– Cải thiện", "bullet", "-", "Cải thiện"),
    ("- + Về công tác", "bullet", "+", "Về công tác"),
    ("• Rà soát", "bullet", "•", "Rà soát"),
]

UNLABELLED = [
    "Mục đích", "Chương trình", "Phần mềm một cửa", "Điều 14 Nghị định số 61/2018/NĐ-CP", "15/12/2019", "10-15 bậc", "2.5 triệu đồng",
    "1.250 hồ sơ", "24/24 giờ", "100% cán bộ", "03 hoạt động", "86.55/100 điểm", "C, PCVP UBND tỉnh", "V/v nâng cao chỉ số", "I", "-", "",
    "Phụ lục số 1 quy định chi tiết về việc phân công trách nhiệm cho từng đơn vị",
]  # fmt: skip


@pytest.mark.parametrize(("line", "kind", "text", "rest"), LABELLED)
def test_label(line: str, kind: str, text: str, rest: str) -> None:
    label = read_label(line)
    assert label is not None
    assert (label.kind, label.text, line[label.end :]) == (kind, text, rest)


@pytest.mark.parametrize("line", UNLABELLED)
def test_no_label(line: str) -> None:
    assert read_label(line) is None


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("a) x", "b) x"), ("d) x", "đ) x"), ("đ) x", "e) x"), ("d) x", "e) x"), ("e) x", "g) x"), ("i) x", "k) x"), ("I. X", "II. X"), ("IX. X", "X. X"), ("1.9. X", "1.10. X"), ("C. Xây", "D. Xây")],
)  # fmt: skip
def test_label_follows(earlier: str, later: str) -> None:
    first, second = read_label(earlier), read_label(later)
    assert first is not None
    assert second is not None
    assert second.follows(first)
    assert not first.follows(second)


def test_labels_of_other_sequences_do_not_follow() -> None:
    one, two = read_label("1. X"), read_label("II. X")
    assert one is not None
    assert two is not None
    assert not two.follows(one)


@pytest.mark.parametrize(("numeral", "value"), [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("XXXIX", 39)])
def test_roman_value(numeral: str, value: int) -> None:
    assert roman_value(numeral) == value
