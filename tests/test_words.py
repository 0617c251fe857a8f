"""What the language tools tell: names at the document's own offsets, sentences within their paragraphs, parts of speech on demand."""

from itertools import pairwise

import pytest

from pipeline.words import annotate, tag
from schemas.document import Document
from schemas.text import Span, nfc
from schemas.words import Words


def words(text: str) -> Words:
    return annotate(Document(nfc(text), (), "txt"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Giao phòng Nội vụ huyện theo dõi.", [("phòng Nội vụ huyện", "phong-noi-vu")]),
        ("Sở Khoa học và Công nghệ, Sở Nội vụ", [("Sở Khoa học và Công nghệ", "so-khoa-hoc-va-cong-nghe"), ("Sở Nội vụ", "so-noi-vu")]),
        ("Uỷ ban nhân dân tỉnh giao", [("Uỷ ban nhân dân tỉnh", "uy-ban-nhan-dan-tinh")]),
        ("VĂN PHÒNG UBND TỈNH", [("VĂN PHÒNG UBND TỈNH", "van-phong-uy-ban-nhan-dan-tinh")]),
        ("sở hữu nhà nước; tổ chức hội nghị", []),
    ],
)
def test_the_longest_name_wins_and_keeps_the_letters_of_the_text(text: str, names: list[tuple[str, str]]) -> None:
    text = nfc(text)
    assert [(text[name.start : name.end], name.id) for name in words(text).names] == names


def test_names_are_ordered_and_do_not_overlap_in_a_long_text() -> None:
    line = "Sở Nội vụ chủ trì, phối hợp với Văn phòng UBND tỉnh và Công an tỉnh.\n"
    text = nfc(line * 3000)
    names = words(text).names
    assert len(names) == 9000
    assert all(before.end <= after.start for before, after in pairwise(names))
    assert {text[name.start : name.end] for name in names} == {"Sở Nội vụ", "Văn phòng UBND tỉnh", "Công an tỉnh"}


def test_sentences_stand_in_one_paragraph_each() -> None:
    text = nfc("Rà soát văn bản. Báo cáo UBND huyện ngày 15.12.2019.\nĐạt 87.5 điểm! Tiếp tục")
    assert [span.of(text) for span in words(text).sentences_of(Span(0, len(text)))] == [
        "Rà soát văn bản.",
        "Báo cáo UBND huyện ngày 15.12.2019.",
        "Đạt 87.5 điểm!",
        "Tiếp tục",
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "   ", "…", ".\n.", "a" * 5000])
def test_a_text_without_words_does_no_harm(text: str) -> None:
    assert words(text).names == ()
    assert all(0 <= span.start < span.end <= len(text) for span in words(text).sentences_of(Span(0, len(text))))


def test_tagged_words_lie_where_the_text_has_them() -> None:
    text = nfc("đôn  đốc các chủ đầu tư, hoàn thành 100% kế hoạch")
    tagged = tag(text)
    assert [(text[word.start : word.end].split()[0], word.tag) for word in tagged][:1] == [("đôn", "V")]
    assert all(before.end <= after.start for before, after in pairwise(tagged))
