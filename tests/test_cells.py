"""Tables pasted as text a cell a line, with nothing between the cells."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.extract import extract
from pipeline.read import read
from schemas.plan import Source
from tests.reading import check_promises, shown

HEADS = ("STT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")
ROWS = (
    ("1", "Xây dựng chuyên mục cải cách hành chính", "Trung tâm Văn hóa huyện", "Phòng Nội vụ", "Hàng tháng"),
    ("2", "Tổ chức hội nghị tập huấn nghiệp vụ", "Phòng Nội vụ", "Các phòng, ban, ngành; UBND các xã, thị trấn", "Quý II/2021"),
    ("3", "Đăng tải tin, bài trên Cổng thông tin", "Văn phòng HĐND và UBND huyện", "Phòng Văn hóa và Thông tin", "Thường xuyên"),
)
BEFORE = "KẾ HOẠCH\nTuyên truyền năm 2021\n\nIV. PHÂN CÔNG THỰC HIỆN\n"
AFTER = "\nV. TỔ CHỨC THỰC HIỆN\n- Các phòng, ban triển khai thực hiện.\n"


def pasted(rows: Sequence[Sequence[str]], between_cells: str, between_rows: str) -> str:
    return between_rows.join(between_cells.join(row) for row in rows) + "\n"


def table_of(source: str) -> list[str]:
    """The rows that are read, the text around them being whole."""
    document = read((BEFORE + source + AFTER).encode())
    check_promises(document)
    lines = shown(document)
    assert lines[:3] == ["KẾ HOẠCH", "Tuyên truyền năm 2021", "IV. PHÂN CÔNG THỰC HIỆN"]
    assert lines[-2:] == ["V. TỔ CHỨC THỰC HIỆN", "- Các phòng, ban triển khai thực hiện."]
    assert all(block.kind == "row" for block in document.blocks[3:-2])
    assert {block.table for block in document.blocks} == {None, 0}
    return lines[3:-2]


def as_shown(rows: Sequence[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in rows]


@pytest.mark.parametrize(
    ("between_cells", "between_rows"),
    [("\n", "\n"), ("\n", "\n\n"), ("\n\n", "\n\n"), ("\n\n", "\n\n\n"), ("\n \n", "\n \n"), ("\n\n\n", "\n\n\n")],
    ids=["close", "rows apart", "cells apart", "rows further apart", "blanks with spaces", "two blank lines"],
)
@pytest.mark.parametrize("heads", [HEADS, ("TT", *HEADS[1:]), ("#", *HEADS[1:]), ("Số TT", *HEADS[1:])], ids=["STT", "TT", "#", "Số TT"])
def test_lines_are_the_cells_of_rows(heads: Sequence[str], between_cells: str, between_rows: str) -> None:
    assert table_of(pasted((heads, *ROWS), between_cells, between_rows)) == as_shown((heads, *ROWS))


@pytest.mark.parametrize(("between_cells", "between_rows"), [("\n", "\n"), ("\n", "\n\n"), ("\n\n", "\n\n")])
def test_a_header_without_a_head_for_the_ordinals_has_an_empty_one(between_cells: str, between_rows: str) -> None:
    assert table_of(pasted((HEADS[1:], *ROWS), between_cells, between_rows)) == as_shown((("", *HEADS[1:]), *ROWS))


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_rows_without_ordinals_are_known_by_their_number_of_cells(between: str) -> None:
    bare = [row[1:] for row in ROWS]
    assert table_of(pasted((HEADS[1:], *bare), between, between)) == as_shown((HEADS[1:], *bare))
    assert table_of(pasted((HEADS, *bare), between, between)) == as_shown((HEADS, *(("", *row) for row in bare)))


CELLS: list[tuple[str, str, list[str]]] = [
    (
        "groups of rows, whose ordinals start anew",
        "TT\nNhiệm vụ\nChủ trì\nThời gian\nI\nCải cách thể chế\n1\nRà soát văn bản\nSở Tư pháp\nQuý I\n2\nKiểm tra văn bản\nSở Tư pháp\nQuý II\n"
        "II\nCải cách tài chính công\n1\nGiao quyền tự chủ\nSở Tài chính\nQuý III\n",
        [
            "| I | Cải cách thể chế |  |  |",
            "| 1 | Rà soát văn bản | Sở Tư pháp | Quý I |",
            "| 2 | Kiểm tra văn bản | Sở Tư pháp | Quý II |",
            "| II | Cải cách tài chính công |  |  |",
            "| 1 | Giao quyền tự chủ | Sở Tài chính | Quý III |",
        ],
    ),
    (
        "a group whose ordinal stands in its heading",
        "TT\nNhiệm vụ\nChủ trì\nThời gian\n1.\nCải cách thể chế\na)\nRà soát văn bản\nSở Tư pháp\nQuý I\n2. Cải cách tài chính công\na)\nGiao quyền tự chủ\n"
        "Sở Tài chính\nQuý III\n",
        [
            "| 1. | Cải cách thể chế |  |  |",
            "| a) | Rà soát văn bản | Sở Tư pháp | Quý I |",
            "| 2. Cải cách tài chính công |  |  |  |",
            "| a) | Giao quyền tự chủ | Sở Tài chính | Quý III |",
        ],
    ),
    (
        "an empty cell is a blank line",
        "TT\nNhiệm vụ\nChủ trì\nPhối hợp\nThời gian\n1\nRà soát văn bản\nSở Tư pháp\n\nQuý I\n2\nKiểm tra văn bản\nSở Tư pháp\nCác sở\nQuý II\n",
        ["| 1 | Rà soát văn bản | Sở Tư pháp |  | Quý I |", "| 2 | Kiểm tra văn bản | Sở Tư pháp | Các sở | Quý II |"],
    ),
    (
        "a cell of several lines",
        "TT\nNhiệm vụ\nSản phẩm\nChủ trì\n1\nRà soát văn bản quy phạm\npháp luật đã ban hành\n- Báo cáo\n- Quyết định\nSở Tư pháp\n2\nKiểm tra văn bản\nKế hoạch\nSở Tư pháp\n",
        ["| 1 | Rà soát văn bản quy phạm pháp luật đã ban hành | - Báo cáo / - Quyết định | Sở Tư pháp |", "| 2 | Kiểm tra văn bản | Kế hoạch | Sở Tư pháp |"],
    ),
    (
        "a head of several lines, and figures that are no ordinals",
        "TT\nNội dung\nSố lượng\nCơ quan\nchủ trì\n1\nMua sắm máy tính cho Bộ phận Một cửa\n2\nVăn phòng\n2\nTập huấn nghiệp vụ cho công chức\n1\nPhòng Nội vụ\n",
        ["| 1 | Mua sắm máy tính cho Bộ phận Một cửa | 2 | Văn phòng |", "| 2 | Tập huấn nghiệp vụ cho công chức | 1 | Phòng Nội vụ |"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("source", "rows"), [case[1:] for case in CELLS], ids=[case[0] for case in CELLS])
def test_rows_are_as_the_table_had_them(source: str, rows: list[str]) -> None:
    assert table_of(source)[1:] == rows


@pytest.mark.parametrize(
    "source",
    [
        "Nội dung\nThời gian\nPhòng Nội vụ chủ trì.\n",
        "1. Nội dung\n- Rà soát.\n2. Thời gian\n- Quý I.\n3. Kinh phí\n- Ngân sách.\n",
        "Nội dung kiểm tra\nThời gian kiểm tra\nThành phần\n",
        "STT\nNội dung\nCơ quan chủ trì\nThời gian\n",
    ],
)
def test_lines_that_are_no_table_stay_lines(source: str) -> None:
    document = read((BEFORE + source + AFTER).encode())
    check_promises(document)
    assert [block.kind for block in document.blocks if block.kind == "row"] == []


def test_the_rows_are_tasks() -> None:
    data = (BEFORE + pasted((HEADS, *ROWS), "\n", "\n\n") + AFTER).encode()
    plan = extract(read(data), Source("a.txt", (), "0" * 64, len(data), "txt", None, "utf-8", False), "a")
    rows = [task for task in plan.tasks if task.origin == "table"]
    assert [task.text for task in rows] == [row[1] for row in ROWS]
    assert [task.leads[0].mention for task in rows] == [row[2] for row in ROWS]


def test_costs_stay_linear_in_heads_and_ordinals() -> None:
    head = "TT\nNội dung\nChủ trì\n"
    for hostile in (
        "TT\n" * 20_000,
        head * 6_000,
        "Nội dung\n" * 20_000,
        head + "1\n" * 20_000,
        head + "1\nx\n" * 10_000,
        (head + "x\n") * 5_000,
        head + "\n" * 20_000,
    ):
        check_promises(read(("KẾ HOẠCH\n" + hostile).encode()))
