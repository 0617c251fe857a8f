"""Word documents: Word's own numbers, tables with merged cells, letterheads, tracked changes, text boxes, and files that are no good."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import docx
import pytest
from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from pipeline.extract import extract
from pipeline.read import Unreadable, read
from schemas.document import Document
from schemas.plan import Source
from tests.reading import check_promises, shown

W = nsdecls("w")


def saved(word: WordDocument) -> bytes:
    packed = io.BytesIO()
    word.save(packed)
    return packed.getvalue()


def read_word(word: WordDocument) -> Document:
    document = read(saved(word))
    check_promises(document)
    assert document.format == "docx"
    return document


def body(xml: str) -> Document:
    """The document whose body holds the paragraphs and tables given as XML without namespace declarations."""
    word = docx.Document()
    for child in parse_xml(f'<w:body {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:v">{xml}</w:body>'):
        word.element.body.insert(len(word.element.body) - 1, child)
    return read_word(word)


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def numbered(text: str, level: int, number: int = 77) -> str:
    return paragraph(text, f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>")


def level(index: int, form: str, text: str, more: str = "") -> str:
    return f"<w:lvl w:ilvl='{index}'><w:start w:val='1'/><w:numFmt w:val='{form}'/>{more}<w:lvlText w:val='{text}'/></w:lvl>"


def lists(word: WordDocument, levels: str, *instances: str) -> None:
    """Give the document a list definition 99 and instances of it: 77, 78 … with what each overrides."""
    numbering = word.part.numbering_part.element
    numbering.insert(0, parse_xml(f"<w:abstractNum {W} w:abstractNumId='99'>{levels}</w:abstractNum>"))
    for number, overrides in enumerate(instances, 77):
        numbering.append(parse_xml(f"<w:num {W} w:numId='{number}'><w:abstractNumId w:val='99'/>{overrides}</w:num>"))


PLAN_LEVELS = (
    level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.") + level(2, "decimal", "%2.%3.") + level(3, "lowerLetter", "%4)") + level(4, "bullet", "\uf02d")
)

NUMBERINGS: list[tuple[str, str, tuple[str, ...], str, list[str]]] = [
    (
        "every level counts and starts anew under the one above",
        PLAN_LEVELS,
        ("",),
        "".join(numbered("x", at) for at in (0, 1, 2, 2, 3, 3, 4, 4, 1, 2, 3, 0, 1)),
        ["I. x", "1. x", "1.1. x", "1.2. x", "a) x", "b) x", "- x", "- x", "2. x", "2.1. x", "a) x", "II. x", "1. x"],
    ),
    (
        "two instances count on together, unless one starts anew",
        level(0, "decimal", "%1."),
        ("", "", "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>"),
        numbered("x", 0) + numbered("x", 0, 78) + numbered("x", 0, 79) + numbered("x", 0, 79),
        ["1. x", "2. x", "5. x", "6. x"],
    ),
    (
        "an instance may write a level its own way",
        level(0, "decimal", "%1."),
        ("<w:lvlOverride w:ilvl='0'>" + level(0, "upperLetter", "%1)") + "</w:lvlOverride>",),
        numbered("x", 0) + numbered("x", 0),
        ["A) x", "B) x"],
    ),
    (
        "a legal level writes Arabic numbers",
        level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2.", "<w:isLgl/>"),
        ("",),
        numbered("x", 0) + numbered("x", 0) + numbered("x", 1),
        ["I. x", "II. x", "2.1. x"],
    ),
    (
        "a level may count on through the one above",
        level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.", "<w:lvlRestart w:val='0'/>"),
        ("",),
        numbered("x", 0) + numbered("x", 1) + numbered("x", 0) + numbered("x", 1),
        ["I. x", "1. x", "II. x", "2. x"],
    ),
    (
        "bullets of any font, and numbers with a word",
        level(0, "bullet", "\uf0b7") + level(1, "bullet", "+") + level(2, "decimalZero", "Điều %3.") + level(3, "lowerRoman", "(%4)"),
        ("",),
        numbered("x", 0) + numbered("x", 1) + numbered("x", 2) + numbered("x", 3),
        ["• x", "+ x", "Điều 01. x", "(i) x"],
    ),
    (
        "what stands after a number: a tab, a space, nothing",
        level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2.", "<w:suff w:val='space'/>") + level(2, "decimal", "Điều %3", "<w:suff w:val='nothing'/>"),
        ("",),
        numbered("x", 0) + numbered("x", 1) + numbered(". Phạm vi", 2),
        ["1. x", "1.1. x", "Điều 1. Phạm vi"],
    ),
    (
        "bullets of Wingdings by their letters, of unknown fonts as dashes",
        level(0, "bullet", "§", "<w:rPr><w:rFonts w:ascii='Wingdings'/></w:rPr>") + level(1, "bullet", "\uf0aa") + level(2, "bullet", "o"),
        ("",),
        numbered("x", 0) + numbered("x", 1) + numbered("x", 2),
        ["▪ x", "- x", "o x"],
    ),
    (
        "a start of its own holds whenever the level starts anew",
        level(0, "upperRoman", "%1.") + level(1, "decimal", "%2."),
        ("<w:lvlOverride w:ilvl='1'><w:startOverride w:val='3'/></w:lvlOverride>",),
        "".join(numbered("x", at) for at in (0, 1, 1, 0, 1)),
        ["I. x", "3. x", "4. x", "II. x", "3. x"],
    ),
    (
        "deleted, moved and hidden paragraphs are not counted, empty ones are",
        level(0, "decimal", "%1."),
        ("",),
        numbered("x", 0)
        + "".join(
            f"<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='77'/></w:numPr><w:rPr>{mark}</w:rPr></w:pPr>{gone}</w:p>"
            for mark, gone in (
                ("<w:del/>", "<w:del><w:r><w:delText>y</w:delText></w:r></w:del>"),
                ("<w:moveFrom/>", "<w:moveFrom><w:r><w:t>y</w:t></w:r></w:moveFrom>"),
                ("<w:vanish/>", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>y</w:t></w:r>"),
            )
        )
        + numbered("x", 0)
        + numbered("", 0)
        + numbered("x", 0),
        ["1. x", "2. x", "4. x"],
    ),
    (
        "a column numbered by Word",
        level(0, "decimal", "%1"),
        ("",),
        "<w:tbl>"
        + "".join(f"<w:tr><w:tc>{first}</w:tc><w:tc>{paragraph('Rà soát')}</w:tc></w:tr>" for first in (paragraph("TT"), numbered("", 0), numbered("", 0)))
        + "</w:tbl>",
        ["| TT | Rà soát |", "| 1 | Rà soát |", "| 2 | Rà soát |"],
    ),
    ("number 0 takes the number away", level(0, "decimal", "%1."), ("",), numbered("x", 0, 0), ["x"]),
    ("an unknown list has no labels", level(0, "decimal", "%1."), (), numbered("x", 0, 400), ["x"]),
]


@pytest.mark.parametrize(("levels", "instances", "xml", "blocks"), [case[1:] for case in NUMBERINGS], ids=[case[0] for case in NUMBERINGS])
def test_numbers_are_those_that_word_shows(levels: str, instances: tuple[str, ...], xml: str, blocks: list[str]) -> None:
    word = docx.Document()
    lists(word, levels, *instances)
    for child in parse_xml(f"<w:body {W}>{xml}</w:body>"):
        word.element.body.insert(len(word.element.body) - 1, child)
    assert shown(read_word(word)) == blocks


def test_numbers_come_through_styles_and_headings_have_levels() -> None:
    word = docx.Document()
    lists(word, level(0, "upperRoman", "%1.", "<w:pStyle w:val='Heading1'/>") + level(1, "decimal", "%2.", "<w:pStyle w:val='Heading2'/>"), "")
    for style in ("Heading 1", "Heading 2"):
        word.styles[style].element.get_or_add_pPr().append(parse_xml(f"<w:numPr {W}><w:numId w:val='77'/></w:numPr>"))
    word.add_heading("MỤC ĐÍCH", 1)
    word.add_heading("Yêu cầu", 2)
    word.add_heading("Phạm vi", 2)
    word.add_paragraph("Nội dung")
    document = read_word(word)
    assert shown(document) == ["I. MỤC ĐÍCH", "1. Yêu cầu", "2. Phạm vi", "Nội dung"]
    assert [block.heading for block in document.blocks] == [1, 2, 2, 0]
    assert [block.place.path for block in document.blocks] == [f"paragraph {number}" for number in (1, 2, 3, 4)]


def test_a_style_is_numbered_on_the_level_that_names_it_or_that_it_names() -> None:
    word = docx.Document()
    lists(word, level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.") + level(2, "lowerLetter", "%3)", "<w:pStyle w:val='Heading3'/>"), "")
    for style, numbering in (
        ("Heading 1", "<w:numId w:val='77'/>"),
        ("Heading 2", "<w:ilvl w:val='1'/>"),
        ("Heading 3", "<w:ilvl w:val='0'/>"),
    ):
        word.styles[style].element.get_or_add_pPr().append(parse_xml(f"<w:numPr {W}>{numbering}</w:numPr>"))
        if style != "Heading 1":
            word.styles[style].base_style = word.styles["Heading 1"]
        word.add_heading("x", int(style[-1]))
    assert shown(read_word(word)) == ["I. x", "1. x", "a) x"]


def test_table_with_cells_merged_both_ways() -> None:
    word = docx.Document()
    word.add_paragraph("Phân công:")
    table = word.add_table(4, 3)
    for row, cells in zip(table.rows, (("TT", "Nội dung", "Chủ trì"), ("I", "Thể chế", ""), ("1", "Rà soát", "Sở Tư pháp"), ("2", "Báo cáo", "")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 1).merge(table.cell(1, 2)).text = "Thể chế"
    table.cell(2, 2).merge(table.cell(3, 2)).text = "Sở Tư pháp"
    document = read_word(word)
    assert shown(document) == ["Phân công:", "| TT | Nội dung | Chủ trì |", "| I | Thể chế |", "| 1 | Rà soát | Sở Tư pháp |", "| 2 | Báo cáo | Sở Tư pháp |"]
    rows = document.blocks[1:]
    assert [[(cell.column, cell.columns) for cell in row.cells] for row in rows] == [
        [(0, 1), (1, 1), (2, 1)],
        [(0, 1), (1, 2)],
        [(0, 1), (1, 1), (2, 1)],
        [(0, 1), (1, 1), (2, 1)],
    ]
    assert rows[2].cells[2] == rows[3].cells[2]
    assert [row.place.path for row in rows] == [f"table 1 row {number}" for number in (1, 2, 3, 4)]
    assert {row.table for row in rows} == {0}


def test_paragraphs_of_a_cell_are_its_lines_and_a_nested_table_is_not_lost() -> None:
    word = docx.Document()
    table = word.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Nhiệm vụ", "Sản phẩm"
    table.cell(1, 0).text = "Kiểm tra"
    table.cell(1, 1).text = "- Kế hoạch;\n- Báo cáo"
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "- Biên bản"
    assert shown(read_word(word)) == ["| Nhiệm vụ | Sản phẩm |", "| Kiểm tra | - Kế hoạch; / - Báo cáo / - Biên bản |"]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


HEADER = row(cell("TT"), cell("Nội dung"), cell("Chủ trì"), properties="<w:tblHeader/>")

TABLES: list[tuple[str, str, list[str]]] = [
    (
        "a header row that Word repeats, and one typed again",
        table(HEADER, row(cell("1"), cell("Rà soát"), cell("Sở Tư pháp")), HEADER, row(cell("2"), cell("Báo cáo"), cell("Sở Nội vụ"))),
        ["| TT | Nội dung | Chủ trì |", "| 1 | Rà soát | Sở Tư pháp |", "| 2 | Báo cáo | Sở Nội vụ |"],
    ),
    (
        "cells merged in the old way, across",
        table(
            HEADER, row(cell("I"), cell("Thể chế", "<w:hMerge w:val='restart'/>"), cell("", "<w:hMerge/>")), row(cell("1"), cell("Rà soát"), cell("Sở Tư pháp"))
        ),
        ["| TT | Nội dung | Chủ trì |", "| I | Thể chế |", "| 1 | Rà soát | Sở Tư pháp |"],
    ),
    (
        "a merged cell that starts nowhere is a cell of its own",
        table(row(cell("TT"), cell("Nội dung", "<w:vMerge/>")), row(cell("1"), cell("", "<w:vMerge/>"))),
        ["| TT | Nội dung |", "| 1 | Nội dung |"],
    ),
    (
        "rows and cells in content controls; deleted and hidden ones left out",
        table(
            row(cell("TT"), cell("Nội dung")),
            f"<w:sdt><w:sdtContent>{row(cell('1'), '<w:sdt><w:sdtContent>' + cell('Rà soát') + '</w:sdtContent></w:sdt>')}</w:sdtContent></w:sdt>",
            row(cell("2"), cell("Bỏ"), properties="<w:del/>"),
            row(cell("3"), cell("Ẩn"), properties="<w:hidden/>"),
            row(cell("4"), cell("Báo cáo"), cell("Bỏ", "<w:cellDel/>")),
        ),
        ["| TT | Nội dung |", "| 1 | Rà soát |", "| 4 | Báo cáo |"],
    ),
    (
        "a table in a cell is told once, in its place",
        table(
            row(cell("TT"), cell("Nội dung")),
            row(cell("1"), f"<w:tc>{paragraph('Trước:')}{table(row(cell('- Một;'), cell('- Hai;')))}{paragraph('- Sau.')}</w:tc>"),
        ),
        ["| TT | Nội dung |", "| 1 | Trước: / - Một; / - Hai; / - Sau. |"],
    ),
    (
        "a page set in one cell keeps its tables",
        table(row(f"<w:tc>{paragraph('Phân công:')}{table(row(cell('TT'), cell('Nội dung')), row(cell('1'), cell('Rà soát')))}{paragraph('Hết.')}</w:tc>")),
        ["Phân công:", "| TT | Nội dung |", "| 1 | Rà soát |", "Hết."],
    ),
]


@pytest.mark.parametrize(("xml", "blocks"), [case[1:] for case in TABLES], ids=[case[0] for case in TABLES])
def test_tables_are_as_word_shows_them(xml: str, blocks: list[str]) -> None:
    assert shown(body(xml)) == blocks


def test_letterhead_and_signature_are_read_column_after_column() -> None:
    word = docx.Document()
    head = word.add_table(2, 2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nHUYỆN KHE VÀNG"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    head.cell(1, 0).text, head.cell(1, 1).text = "Số: 48/KH-UBND", "Khe Vàng, ngày 22 tháng 02 năm 2021"
    word.add_paragraph("KẾ HOẠCH")
    foot = word.add_table(1, 2)
    foot.cell(0, 0).text, foot.cell(0, 1).text = "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"
    document = read_word(word)
    assert shown(document) == [
        "ỦY BAN NHÂN DÂN",
        "HUYỆN KHE VÀNG",
        "Số: 48/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Khe Vàng, ngày 22 tháng 02 năm 2021",
        "KẾ HOẠCH",
        "Nơi nhận:",
        "- UBND tỉnh;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    ]
    assert {block.kind for block in document.blocks} == {"paragraph"}


def test_a_letterhead_of_number_and_date_alone_is_paragraphs() -> None:
    word = docx.Document()
    head = word.add_table(1, 2)
    head.cell(0, 0).text, head.cell(0, 1).text = "-------\nSố: 48/KH-UBND", "Đồng Tháp, ngày 06 tháng 12 năm 2018"
    word.add_paragraph("KẾ HOẠCH")
    assert shown(read_word(word)) == ["Số: 48/KH-UBND", "Đồng Tháp, ngày 06 tháng 12 năm 2018", "KẾ HOẠCH"]


def test_a_table_with_dates_is_a_table() -> None:
    word = docx.Document()
    table = word.add_table(4, 2)
    for row, (what, when) in enumerate((("Việc", "Thời gian"), ("Báo cáo", "Trước ngày 15 tháng 12 năm 2019"), ("Họp", "Quý I"), ("Tổng kết", "Quý IV"))):
        table.cell(row, 0).text, table.cell(row, 1).text = what, when
    assert {block.kind for block in read_word(word).blocks} == {"row"}


TABBED = """\
ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ AN PHÚ\tĐộc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND\tAn Phú, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
Cải cách hành chính năm 2024

\tỦy ban nhân dân xã ban hành kế hoạch như sau:
I. NHIỆM VỤ
1.\tCông chức Văn phòng chủ trì rà soát thủ tục hành chính.

Nơi nhận:\tTM. ỦY BAN NHÂN DÂN
- UBND huyện;\tCHỦ TỊCH
- Lưu: VT.\t\tNguyễn Văn A
"""
TABBED_BLOCKS = [
    *("ỦY BAN NHÂN DÂN", "XÃ AN PHÚ", "Số: 12/KH-UBND"),
    *("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "An Phú, ngày 05 tháng 3 năm 2024"),
    *("KẾ HOẠCH", "Cải cách hành chính năm 2024", "Ủy ban nhân dân xã ban hành kế hoạch như sau:"),
    *("I. NHIỆM VỤ", "1. Công chức Văn phòng chủ trì rà soát thủ tục hành chính."),
    *("Nơi nhận:", "- UBND huyện;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn A"),
]


def tabbed(source: str) -> Document:
    word = docx.Document()
    for line in source.splitlines():
        word.add_paragraph(line.replace("¶", "\n"))
    return read_word(word)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(TABBED, id="as the text has it"),
        pytest.param(TABBED.replace("\n\n", "\n"), id="without empty paragraphs"),
        pytest.param(TABBED.replace("\nSố", "\n\nSố").replace("\n- Lưu", "\n\n- Lưu"), id="with empty paragraphs within"),
        pytest.param(TABBED.replace("NAM\nXÃ", "NAM¶XÃ").replace("DÂN\n- UBND", "DÂN¶- UBND"), id="with soft line ends"),
        pytest.param(TABBED.replace("VT.\t\tN", "VT.\n\t\tN"), id="the signer on a line of his own"),
        pytest.param(TABBED.replace("\tCHỦ TỊCH\n", "\n").replace("\t\tNguyễn Văn A", "\tCHỦ TỊCH\n\n\t\t\tNguyễn Văn A"), id="recipients alone"),
    ],
)
def test_letterhead_and_signature_set_with_tabs_are_read_column_after_column(source: str) -> None:
    assert shown(read(TABBED.encode())) == TABBED_BLOCKS
    document = tabbed(source)
    assert shown(document) == TABBED_BLOCKS
    metadata = extract(document, Source("a.docx", (), "0" * 64, 1, "docx", None, None, False), "a").metadata
    assert metadata.issuer is not None and metadata.issuer.name == "Ủy ban nhân dân xã An Phú"
    found = (metadata.number, metadata.place, metadata.issued_on, metadata.signer)
    assert found == ("12/KH-UBND", "An Phú", date(2024, 3, 5), "Nguyễn Văn A")


@pytest.mark.parametrize(
    "line",
    ["Sở Nội vụ\tchủ trì", "MỤC LỤC\t\t1", "\tCăn cứ Luật", "1.\tMục đích\t2", "TM. ỦY BAN NHÂN DÂN\t"],
)
def test_a_tab_elsewhere_is_a_space(line: str) -> None:
    assert shown(tabbed(f"KẾ HOẠCH\n{line}")) == ["KẾ HOẠCH", " ".join(line.split())]


def test_a_name_beside_the_recipients_is_the_signer() -> None:
    document = tabbed("KẾ HOẠCH\nNơi nhận:\n- Sở Nội vụ;\n- UBND xã;\tNGUYỄN VĂN A\n- Lưu: VT.")
    assert shown(document) == ["KẾ HOẠCH", "Nơi nhận:", "- Sở Nội vụ;", "- UBND xã;", "- Lưu: VT.", "NGUYỄN VĂN A"]


BOX = "<w:txbxContent>" + paragraph("Trong khung") + "</w:txbxContent>"


@pytest.mark.parametrize(
    ("xml", "blocks"),
    [
        pytest.param(
            "<w:p><w:r><w:t>Giao </w:t></w:r><w:del><w:r><w:delText>Sở Y tế</w:delText></w:r></w:del><w:ins><w:r><w:t>Sở Nội vụ</w:t></w:r></w:ins></w:p>",
            ["Giao Sở Nội vụ"],
            id="tracked changes",
        ),
        pytest.param("<w:sdt><w:sdtContent>" + paragraph("Mục đích") + "</w:sdtContent></w:sdt>", ["Mục đích"], id="content control"),
        pytest.param(
            "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:sym w:font='Wingdings' w:char='F0FC'/></w:r></w:p>",
            ["a b-c✓"],
            id="tab, hyphen, symbol",
        ),
        pytest.param("<w:p><w:r><w:t>Dòng một.</w:t><w:br/><w:t>Dòng hai.</w:t></w:r></w:p>", ["Dòng một. / Dòng hai."], id="soft line end"),
        pytest.param("<w:p><w:r><w:t>KẾ HOẠCH</w:t><w:br/><w:t>Cải cách năm 2021</w:t></w:r></w:p>", ["KẾ HOẠCH", "Cải cách năm 2021"], id="soft title"),
        pytest.param("<w:p><w:r><w:t>- Một;</w:t><w:br/><w:t>- Hai.</w:t></w:r></w:p>", ["- Một;", "- Hai."], id="soft items"),
        pytest.param(
            "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
            "<w:r><w:t>22/02/2021</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
            ["22/02/2021"],
            id="field",
        ),
        pytest.param(
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:rPr><w:caps/></w:rPr><w:t>mục đích</w:t></w:r></w:p>",
            ["MỤC ĐÍCH"],
            id="hidden, capitals",
        ),
        pytest.param(
            f"<w:p><w:r><w:t>Ngoài</w:t><mc:AlternateContent><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            ["Ngoài", "Trong khung"],
            id="text box",
        ),
        pytest.param(
            paragraph("Giao Sở Nội vụ ", "<w:rPr><w:del/></w:rPr>") + "<w:bookmarkEnd w:id='1'/>" + paragraph("Chủ trì, báo cáo."),
            ["Giao Sở Nội vụ Chủ trì, báo cáo."],
            id="deleted paragraph mark",
        ),
        pytest.param("<w:p><w:moveFrom><w:r><w:t>Cũ </w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>Mới</w:t></w:r></w:moveTo></w:p>", ["Mới"], id="moved text"),
        pytest.param(
            "<w:p><w:r><w:t>Đến </w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/><w:instrText> IF </w:instrText></w:r>"
            "<w:fldSimple w:instr='DATE'><w:r><w:t>lạc</w:t></w:r></w:fldSimple><w:r><w:fldChar w:fldCharType='separate'/><w:t>hết năm</w:t>"
            "<w:fldChar w:fldCharType='end'/><w:t> 2021</w:t></w:r></w:p>",
            ["Đến hết năm 2021"],
            id="field within a field's instruction",
        ),
        pytest.param(
            paragraph("Một.") + "<w:p><w:fldSimple w:instr=' PAGE '><w:r><w:t>12</w:t></w:r></w:fldSimple></w:p>"
            "<w:p><w:r><w:t>Xem trang </w:t></w:r><w:fldSimple w:instr=' PAGE '><w:r><w:t>12</w:t></w:r></w:fldSimple></w:p>",
            ["Một.", "Xem trang 12"],
            id="page number",
        ),
        pytest.param(
            "<w:p><w:r><w:t>Đạt </w:t><w:sym w:font='Symbol' w:char='F0B3'/><w:t> 95%</w:t></w:r>"
            "<w:r><w:rPr><w:rFonts w:ascii='Symbol' w:hAnsi='Symbol'/></w:rPr><w:t>, \uf0a3 5%</w:t></w:r></w:p>",
            ["Đạt ≥ 95%, ≤ 5%"],
            id="signs of the font Symbol",
        ),
        pytest.param(
            "<w:p><w:hyperlink><w:r><w:t>Cổng </w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>dịch</w:t></w:r></w:smartTag><w:r><w:softHyphen/><w:t> vụ</w:t></w:r></w:p>",
            ["Cổng dịch vụ"],
            id="link, smart tag, soft hyphen",
        ),
        pytest.param(
            "<w:p><w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent><w:sdt><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>"
            "<w:r><w:t> Có</w:t></w:r></w:sdtContent></w:sdt></w:p>",
            ["☒ Có"],
            id="checkbox in a repeated control",
        ),
        pytest.param(
            "<w:p><w:r><w:t>cắt giảm</w:t><w:br w:type='page'/><w:t>thời gian</w:t></w:r></w:p><w:p><w:r><w:t>Hết.</w:t><w:br w:type='page'/><w:t>PHỤ LỤC I</w:t></w:r></w:p>",
            ["cắt giảm thời gian", "Hết.", "PHỤ LỤC I"],
            id="page ends",
        ),
        pytest.param(
            "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback><w:t>Chữ thay</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            ["Chữ thay"],
            id="text in place of what older programs do not draw",
        ),
        pytest.param(
            "<w:p><m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'><m:r><m:t>x≥5</m:t></m:r></m:oMath></w:p>",
            ["x≥5"],
            id="formula",
        ),
        pytest.param(paragraph("cắt giảm thời gian,") + paragraph("chi phí đi lại"), ["cắt giảm thời gian, chi phí đi lại"], id="cut in two"),
    ],
)
def test_what_word_shows_is_read(xml: str, blocks: list[str]) -> None:
    assert shown(body(xml)) == blocks


def test_fields_number_the_paragraphs_they_open() -> None:
    def field(instruction: str, text: str, style: str = "") -> str:
        marks = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
        return (
            f"<w:p><w:pPr><w:outlineLvl w:val='{style or 9}'/></w:pPr>{marks.format('begin')}<w:r><w:instrText> {instruction} </w:instrText></w:r>"
            f"{marks.format('end')}<w:r><w:t xml:space='preserve'> {text}</w:t></w:r></w:p>"
        )

    plain = body(field("AUTONUM", "Mục đích") + paragraph("Nội dung") + field("AUTONUM  \\* Arabic", "Yêu cầu") + field("DATE", "Hôm nay"))
    assert shown(plain) == ["1. Mục đích", "Nội dung", "2. Yêu cầu", "Hôm nay"]
    legal = body("".join(field("AUTONUMLGL", "x", level) for level in "0112"))
    assert shown(legal) == ["1. x", "1.1. x", "1.2. x", "1.2.1. x"]
    outline = body("".join(field("AUTONUMOUT", "x", level) for level in "00123"))
    assert shown(outline) == ["I. x", "II. x", "A. x", "1. x", "a) x"]


def test_a_table_of_contents_is_no_outline() -> None:
    word = docx.Document()
    word.styles.add_style("Mục lục 1", 1).element.find(qn("w:name")).set(qn("w:val"), "toc 1")
    style = next(each for each in word.styles if each.element.find(qn("w:name")).get(qn("w:val")) == "toc 1")
    for line in ("I. MỤC ĐÍCH\t2", "II. NHIỆM VỤ\t3"):
        word.add_paragraph(line, style=style)
    word.add_paragraph("Không phải một dòng mục lục", style=style)
    word.add_paragraph("I. MỤC ĐÍCH")
    assert shown(read_word(word)) == ["Không phải một dòng mục lục", "I. MỤC ĐÍCH"]


def test_bold_is_of_the_whole_paragraph_whatever_says_so() -> None:
    word = docx.Document()
    word.add_paragraph().add_run("1. Mục đích").bold = True
    half = word.add_paragraph("Thực hiện ")
    half.add_run("Chỉ tiêu 4").bold = True
    word.add_heading("Mục tiêu", 1)
    assert [block.bold for block in read_word(word).blocks] == [True, False, True]


def plan() -> WordDocument:
    word = docx.Document()
    word.add_paragraph("KẾ HOẠCH")
    return word


def rewritten(change: Callable[[str, bytes], bytes]) -> bytes:
    """A small Word document with its parts changed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(plan()))) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return packed.getvalue()


def test_a_document_with_macros_is_a_document() -> None:
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    data = rewritten(lambda _, part: part.replace(kind, b"application/vnd.ms-word.document.macroEnabled.main+xml"))
    assert shown(read(data)) == ["KẾ HOẠCH"]


def test_a_note_is_no_task_and_what_it_cites_is_found() -> None:
    word = docx.Document()
    for text in ("KẾ HOẠCH", "Cải cách hành chính năm 2021", "I. NHIỆM VỤ", "1. Giao Sở Nội vụ chủ trì rà soát thủ tục hành chính."):
        word.add_paragraph(text)
    word.paragraphs[-1]._p.append(parse_xml(f"<w:r {W}><w:footnoteReference w:id='1'/></w:r>"))
    note = "Giao Sở Tài chính thực hiện Quyết định số 76/QĐ-TTg ngày 01/02/2020 của Thủ tướng Chính phủ."
    blob = f"<w:footnotes {W}><w:footnote w:id='1'>{paragraph(note)}</w:footnote></w:footnotes>".encode()
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    word.part.relate_to(Part(PackURI("/word/footnotes.xml"), "application/xml", blob, word.part.package), related)
    found = extract(read_word(word), Source("a.docx", (), "0" * 64, 1, "docx", None, None, False), "a")
    assert [task.text for task in found.tasks] == ["Giao Sở Nội vụ chủ trì rà soát thủ tục hành chính."]
    assert [reference.symbol for reference in found.legal_refs] == ["76/QĐ-TTg"]


WORDS: dict[bytes, bytes] = {
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def strict(_: str, part: bytes) -> bytes:
    for name, other in WORDS.items():
        part = part.replace(name, other)
    return part


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        pytest.param(strict, [], id="the strict variant of the format"),
        pytest.param(lambda _, part: part.replace(b"wordprocessingml.document.main", b"spreadsheetml.sheet.main"), [], id="a wrong content type"),
        pytest.param(lambda name, part: b"" if name == "[Content_Types].xml" else part, [], id="no content types"),
        pytest.param(lambda _, part: part.replace(b'Target="styles.xml"', b'Target="none.xml"'), ["damaged-parts"], id="a part that is missing"),
        pytest.param(lambda name, part: part[:100] if name == "word/numbering.xml" else part, ["damaged-parts"], id="a part that is cut short"),
        pytest.param(lambda _, part: part.replace(b'Target="styles.xml"', b'Target="http://localhost/x" TargetMode="External"'), [], id="a part elsewhere"),
        pytest.param(lambda _, part: part.replace(b'Target="word/document.xml"', b'Target="/Word/Document.xml"'), [], id="names in other case"),
        pytest.param(
            lambda _, part: part.replace(
                b"</Relationships>",
                b'<Relationship Id="g" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/glossaryDocument" Target="glossary/document.xml"/></Relationships>',
            ),
            [],
            id="a glossary that is not there",
        ),
    ],
)
def test_a_document_is_read_whatever_surrounds_it(change: Callable[[str, bytes], bytes], codes: list[str]) -> None:
    document = read(rewritten(change))
    assert shown(document) == ["KẾ HOẠCH"]
    assert [diagnostic.code for diagnostic in document.diagnostics] == codes


class _Stream(io.RawIOBase):
    """A file that cannot be gone back in, so that the archive written to it puts the sizes behind the data."""

    def __init__(self) -> None:
        self.written = b""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.written += bytes(data)
        return len(data)


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_document_packed_another_way_is_read(compression: int) -> None:
    stream = _Stream()
    with zipfile.ZipFile(io.BytesIO(saved(plan()))) as source, zipfile.ZipFile(stream, "w", compression) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    assert shown(read(stream.written)) == ["KẾ HOẠCH"]


def noted(kind: str, numbers: str, notes: str) -> Document:
    """A document with a task that cites notes by their numbers, a signature, and the notes given as XML."""
    citations = "".join(f"<w:r><w:{kind}Reference w:id='{number}'/></w:r>" for number in numbers)
    word = docx.Document()
    word.element.body.insert(0, parse_xml(f"<w:p {W}><w:r><w:t>1. Thực hiện Đề án</w:t></w:r>{citations}<w:r><w:t> đúng hạn.</w:t></w:r></w:p>"))
    word.add_paragraph("CHỦ TỊCH")
    blob = f"<w:{kind}s {W}><w:{kind} w:type='separator' w:id='0'>{paragraph('lạc')}</w:{kind}>{notes}</w:{kind}s>".encode()
    related = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s"
    word.part.relate_to(Part(PackURI(f"/word/{kind}s.xml"), "application/xml", blob, word.part.package), related)
    return read_word(word)


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_stand_after_the_text_in_the_order_of_their_marks(kind: str) -> None:
    notes = "".join(
        f"<w:{kind} w:id='{number}'>{paragraph(text)}</w:{kind}>" for number, text in ((1, "Nghị quyết số 76/NQ-CP."), (2, "theo Luật."), (3, "Thừa."))
    )
    document = noted(kind, "21", notes)
    assert shown(document) == ["1. Thực hiện Đề án đúng hạn.", "CHỦ TỊCH", "theo Luật.", "Nghị quyết số 76/NQ-CP."]
    assert [block.place.path for block in document.blocks[2:]] == [f"{kind} 1", f"{kind} 2"]


ENTITIES = b'<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'


def test_entities_are_neither_expanded_nor_fetched() -> None:
    def change(name: str, part: bytes) -> bytes:
        return (
            part.replace(b"<w:document", ENTITIES + b"<w:document", 1).replace("KẾ HOẠCH".encode(), "KẾ &b; &x;HOẠCH".encode())
            if name == "word/document.xml"
            else part
        )

    text = read(rewritten(change)).text
    assert "aaaa" not in text and "root:" not in text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(saved(plan())[:3000], "damaged", id="cut short"),
        pytest.param(saved(plan())[:-40], "damaged", id="cut at the end"),
        pytest.param(rewritten(lambda name, part: part[:200] if name == "word/document.xml" else part), "damaged", id="part cut short"),
        pytest.param(rewritten(lambda name, part: b"" if name.endswith(".rels") else part), "damaged", id="no relations"),
        pytest.param(saved(docx.Document()), "no-text", id="empty document"),
        pytest.param(rewritten(lambda name, part: b"<w:p/>" * 2_100_000 if name == "word/document.xml" else part), "too-large", id="millions of paragraphs"),
        pytest.param(rewritten(lambda name, part: b"<w>" * 9_000 + b"</w>" * 9_000 if name == "word/document.xml" else part), "damaged", id="too deep"),
        pytest.param(rewritten(lambda name, part: b" " * 201_000_000 if name == "docProps/app.xml" else part), "too-large", id="zip bomb"),
    ],
)
def test_a_document_that_is_no_good_is_refused_with_a_reason(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert refused.value.code == code


@pytest.mark.parametrize(("name", "word"), [("xl/workbook.xml", "Excel"), ("ppt/presentation.xml", "PowerPoint"), ("a.txt", "zip")])
def test_other_archives_are_named(name: str, word: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, "x")
    with pytest.raises(Unreadable, match=word):
        read(packed.getvalue())
