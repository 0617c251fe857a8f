"""Tables copied from web pages as text, a cell a line between lone bars."""

from __future__ import annotations

import pytest

from pipeline.read import read
from tests.reading import check_promises, shown

ROWS = (
    ("TT", "Nội dung", "Chủ trì", "Thời gian"),
    ("I", "Cải cách thể chế"),
    ("1", "Kiểm tra văn bản\nquy phạm pháp luật", "Sở Tư pháp", "Quý I"),
    ("2", "Rà soát", "", "Quý II"),
    ("II", "Cải cách tài chính công"),
    ("1", "Giao quyền tự chủ", "Sở Tài chính", "2"),
)
SHOWN = [
    "| TT | Nội dung | Chủ trì | Thời gian |",
    "| I | Cải cách thể chế |  |  |",
    "| 1 | Kiểm tra văn bản / quy phạm pháp luật | Sở Tư pháp | Quý I |",
    "| 2 | Rà soát |  | Quý II |",
    "| II | Cải cách tài chính công |  |  |",
    "| 1 | Giao quyền tự chủ | Sở Tài chính | 2 |",
]


def copied(rows: tuple[tuple[str, ...], ...], before: str, after: str) -> str:
    return "".join("".join(f"{cell}\n{after}" if cell else after for cell in row).join((before, "")) for row in rows)


@pytest.mark.parametrize(
    ("before", "after"), [("", "|\n"), ("", "\n|\n"), ("|\n", "|\n"), ("", "|\n\n")], ids=["bars", "blank lines", "bars before rows too", "gaps"]
)
def test_cells_between_bars_are_the_rows_of_one_table(before: str, after: str) -> None:
    document = read(f"KẾ HOẠCH\n\nPhân công như sau:\n\n{copied(ROWS, before, after)}\nNơi nhận:\n- Lưu: VT.\n".encode())
    check_promises(document)
    assert shown(document) == ["KẾ HOẠCH", "Phân công như sau:", *SHOWN, "Nơi nhận:", "- Lưu: VT."]
    assert {block.table for block in document.blocks} == {None, 0}
    assert document.blocks[2].place.path == f"line {6 if before else 5}"


def test_a_letterhead_between_bars_is_paragraphs() -> None:
    lines = [
        "ỦY BAN NHÂN DÂN",
        "TỈNH TUYÊN QUANG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 87/KH-UBND",
        "Tuyên Quang, ngày 10 tháng 3 năm 2023",
        "KẾ HOẠCH",
    ]
    source = "{}\n{}\n-------\n|\n{}\n{}\n---------------\n|\n{}\n|\n{}\n|\n\n{}\n".format(*lines)
    assert shown(read(source.encode())) == lines


def test_bars_without_an_ordinal_column_leave_every_word() -> None:
    document = read(b"Bao cao\n|\nA B\n|\nC D\n|\n|\n|\nE F\n|\n")
    assert shown(document) == ["Bao cao", "A B", "C D", "E F"]


def test_costs_stay_linear_in_bars() -> None:
    for hostile in ("|\n" * 15_000, "TT\n|\n" * 10_000, "TT\n|\nx\n|\n" + "1\n|\n" * 10_000, "x\n" * 15_000 + "|\n"):
        check_promises(read(("KẾ HOẠCH\n" + hostile).encode()))
