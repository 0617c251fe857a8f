"""Web pages: portals, Word's own HTML, web archives, old encodings: the plan on the page reads as the same plan in a text file."""

from __future__ import annotations

import quopri
import unicodedata
from collections.abc import Callable
from html import escape
from itertools import groupby
from pathlib import Path

import pytest
import regex

from pipeline.extract import extract
from pipeline.read import Unreadable, read
from schemas.document import Document
from schemas.plan import Source
from tests.legacy_encoders import ENCODERS, to_windows_1258
from tests.reading import check_promises, shown

TXT = (Path(__file__).parent / "samples" / "khe-vang-2021.txt").read_bytes()
LINES = shown(read(TXT))
LEFT, RIGHT, TITLE, BODY = LINES[:3], LINES[3:6], LINES[6:8], LINES[8:-12]
RECIPIENTS, SIGNATURE = LINES[-12:-4], LINES[-4:]
LABEL = regex.compile(r"(?:([IVX]+)\.|(\d+)\.|([a-z])\)|-) ")
ROMAN = ["I", "II", "III", "IV", "V"]


def read_page(page: str | bytes) -> Document:
    document = read(page if isinstance(page, bytes) else page.encode())
    check_promises(document)
    assert document.format == "html"
    return document


def side_by_side(left: list[str], right: list[str]) -> str:
    return (
        f'<table border="0" width="100%"><tr><td><p align="center"><b>{"<br>".join(left)}</b></p></td><td><p><b>{"<br/>".join(right)}</b></p></td></tr></table>'
    )


def framed(body: str) -> str:
    title = "".join(f'<p align="center"><strong>{line}</strong></p>' for line in TITLE)
    return side_by_side([*LEFT[:2], "-------", LEFT[2]], RIGHT) + title + body + side_by_side(RECIPIENTS, SIGNATURE)


def in_paragraphs() -> str:
    return framed("".join(f"<p>{escape(line)}</p>\n" for line in BODY))


def in_lines() -> str:
    return framed("<div>" + "<br><br>\n".join(escape(line) for line in BODY) + "</div>")


def in_lists() -> str:
    """Every label that a browser can count is left to it."""
    written = []
    for line in BODY:
        found = LABEL.match(line)
        rest = escape(line[found.end() :] if found else line)
        if found and found[1]:
            written.append(f'<ol type="I" start="{ROMAN.index(found[1]) + 1}"><li><b>{rest}</b></li></ol>')
        elif found and found[2]:
            written.append(f'<ol><li value="{found[2]}"><p>{rest}</p></li></ol>')
        elif found and not found[3]:
            written.append(f"<ul><li>{rest}</ul>")
        else:
            written.append(f"<p>{escape(line)}</p>")
    return framed("".join(written))


def by_word() -> str:
    """As Word saves a page: labels in spans of their own, conditional comments, islands of XML, lines broken at 80 columns."""
    written = []
    for line in BODY:
        found = LABEL.match(line)
        label = line[: found.end() - 1] if found else ""
        span = f"<![if !supportLists]><span style='mso-list:Ignore'>{label}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>"
        rest = escape(line[found.end() :] if found else line).replace(" ", "\n", 9)
        written.append(
            f"<p class=MsoNormal style='text-indent:36.0pt;mso-list:l0 level1 lfo1'>{span if found else ''}<span lang=VI>{rest}<o:p></o:p></span></p>\n\n"
        )
    head = (
        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><meta name=Generator content='Microsoft Word 15'><title>KH</title>"
        "<!--[if gte mso 9]><xml><o:Author>x</o:Author></xml><![endif]--><style><!-- p.MsoNormal {margin:0} --></style></head>"
    )
    return f"{head}<body lang=VI><div class=WordSection1>{framed(''.join(written))}</div></body></html>"


def on_a_portal(plan: str) -> str:
    """A page as the legal portals and provincial portals make them, with the plan on it."""
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "x">
<html><head><meta charset="utf-8"/><title>Kế hoạch 48/KH-UBND</title><style>.a{{b:c}}</style><script>document.write("<p>KẾ HOẠCH</p>")</script></head>
<body class="home"><form id="aspnetForm"><noscript>Hãy bật JavaScript</noscript>
<div id="header"><div class="logo">HUYỆN KHE VÀNG</div><div>CỔNG THÔNG TIN ĐIỆN TỬ</div></div>
<div id="nav-top"><ul class="main-menu"><li><a href="/">Trang chủ</a></li><li><a href="/gt">GIỚI THIỆU</a></li><li><a href="/kh">KẾ HOẠCH</a></li></ul></div>
<div class="breadcrumb"><a href="/">Trang chủ</a> » <a href="/vb">Văn bản</a> » Kế hoạch 48</div>
<div class="container"><div class="row"><div class="col-md-9">
<h1>Kế hoạch 48/KH-UBND năm 2021 cải thiện Chỉ số cải cách hành chính</h1>
<div>Lượt xem: 1.205</div><p>Bản in | Quay lại | A+ A A- | Đọc bài viết</p>
<table class="props" border="1"><tr><td>Số hiệu:</td><td>48/KH-UBND</td></tr><tr><td>Người ký:</td><td>Nguyễn Văn A</td></tr><tr><td>Ngày ban hành:</td><td>22/02/2021</td></tr></table>
<p>Đang tải nội dung, vui lòng chờ giây lát...</p><div style="display: none">Bạn phải đăng nhập để xem lược đồ</div>
<div class="content1"><div id="divPrint">{plan}</div></div>
<div class="share-box"><a href="fb">Facebook</a> <a href="tw">Twitter</a> <button>In</button></div>
<p><a href="/f.pdf">Tải về</a></p>
<h3>Tin liên quan</h3><ul><li><a href="/1">Kế hoạch 12/KH-UBND về chuyển đổi số</a></li><li><a href="/2">Kế hoạch 15/KH-UBND</a></li></ul>
<div>Bình luận (1)</div><p>Rất mong Ủy ban nhân dân huyện sớm triển khai kế hoạch này đến tất cả các xã, thị trấn trên địa bàn huyện để bà con được nhờ.</p>
</div><div class="col-md-3"><div class="box">Thông báo mới</div><ul><li><a href="/3">Lịch tiếp công dân</a></li></ul></div></div></div>
<div class="page-bottom"><p>Bản quyền thuộc về Ủy ban nhân dân huyện Khe Vàng. Địa chỉ: số 1, đường Hùng Vương, thị trấn Khe Vàng.</p></div></form></body></html>"""


def in_old_portal_tables(plan: str) -> str:
    """A page laid out with tables, tags in capitals, nothing quoted or ended."""
    return (
        "<HTML><BODY><TABLE WIDTH=100% BORDER=0><TR><TD COLSPAN=2><A HREF=/>Trang chủ</A> | <A HREF=/lh>Liên hệ</A>"
        f"<TR><TD WIDTH=20%><A HREF=1>Tin tức</A><BR><A HREF=2>Văn bản</A><TD>{plan}<TR><TD COLSPAN=2>Bản quyền © 2021</TABLE>"
    )


def archived(page: str) -> bytes:
    """A web archive as browsers save it: quoted-printable, with a style sheet and a picture."""
    body = quopri.encodestring(page.encode()).replace(b"\n", b"\r\n")
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.vn/kh\r\nSubject: =?utf-8?Q?K=E1=BA=BF?=\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Multi--1"\r\n\r\n\r\n'
        b"------Multi--1\r\nContent-Type: text/html\r\nContent-ID: <f@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://a.vn/kh\r\n\r\n"
        + body
        + b"\r\n------Multi--1\r\nContent-Type: text/css\r\n\r\np { color: red }\r\n------Multi--1\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------Multi--1--\r\n"
    )


PAGES: list[tuple[str, Callable[[], str | bytes]]] = [
    ("a portal", lambda: on_a_portal(in_paragraphs())),
    ("a portal whose lines end in br", lambda: on_a_portal(in_lines())),
    ("a portal with lists that the browser counts", lambda: on_a_portal(in_lists())),
    ("a page laid out with tables", lambda: in_old_portal_tables(in_paragraphs())),
    ("Word's own page", by_word),
    ("Word's own page in UTF-16", lambda: by_word().encode("utf-16")),
    ("a bare piece of a page", in_paragraphs),
    ("a page that is XML", lambda: '<?xml version="1.0" encoding="utf-8"?>\n<!-- saved -->\n' + on_a_portal(in_paragraphs())),
    ("a web archive", lambda: archived(on_a_portal(in_paragraphs()))),
    ("windows-1258 by its meta", lambda: to_windows_1258(on_a_portal(in_paragraphs()).replace('"utf-8"', '"windows-1258"'))),
    (
        "the plan in a frame",
        lambda: f'<html><body><ul class="menu"><li><a href="/">Trang chủ</a></ul><iframe srcdoc="{escape(in_paragraphs())}"></iframe></body></html>',
    ),
    ("a hidden tab that alone has the plan", lambda: f'<html><body><div>Lược đồ</div><div style="display:none">{in_paragraphs()}</div></body></html>'),
    ("the plan in what is named a menu", lambda: f'<html><body><div class="menu">{in_paragraphs()}</div></body></html>'),
    ("letters as entities", lambda: on_a_portal(in_paragraphs()).encode("ascii", "xmlcharrefreplace")),
    ("decomposed letters", lambda: unicodedata.normalize("NFD", on_a_portal(in_paragraphs()))),
]


@pytest.mark.parametrize("page", [page for _, page in PAGES], ids=[name for name, _ in PAGES])
def test_the_plan_on_a_page_is_the_plan_and_nothing_around_it(page: Callable[[], str | bytes]) -> None:
    assert shown(read_page(page())) == LINES


def with_tables(document: Document) -> str:
    """Any document as a page: a paragraph each, tables as tables."""
    written = []
    for table, blocks in groupby(document.blocks, key=lambda block: block.table):
        if table is None:
            written += [f"<p>{escape(block.span.of(document.text))}</p>" for block in blocks]
        else:
            rows = (
                "".join(f"<td colspan={cell.columns}>{escape(cell.span.of(document.text)).replace(chr(10), '<br>')}</td>" for cell in block.cells)
                for block in blocks
            )
            written.append(f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    return "".join(written)


@pytest.mark.parametrize("frame", [on_a_portal, in_old_portal_tables])
@pytest.mark.parametrize("name", ["nam-hoanh-2024.docx", "nam-hoanh-2024.txt", "khe-vang-2021.pdf"])
def test_a_plan_with_tables_is_whole(name: str, frame: Callable[[str], str]) -> None:
    document = read((Path(__file__).parent / "samples" / name).read_bytes())
    assert shown(read_page(frame(with_tables(document)))) == shown(document)


def test_a_page_gives_the_same_record_as_the_text() -> None:
    def facts(document: Document) -> dict[str, object]:
        source = Source("a", (), "0" * 64, 1, format=document.format, pages=None, encoding=None, ocr=False)
        plan = extract(document, source, "a")
        return {
            "metadata": (plan.metadata.number, plan.metadata.title, plan.metadata.issued_on, plan.metadata.signer, plan.metadata.level),
            "sections": [(section.path, section.title, section.kind) for section in plan.sections],
            "tasks": [(task.path, task.text, [lead.name for lead in task.leads], [each.name for each in task.coordinators]) for task in plan.tasks],
            "targets": [(target.path, target.text) for target in plan.targets],
            "legal_refs": [(ref.symbol, ref.relation) for ref in plan.legal_refs],
        }

    from_text = facts(read(TXT))
    assert from_text["tasks"]
    assert facts(read_page(on_a_portal(in_lists()))) == from_text
    assert facts(read_page(by_word())) == from_text


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<ol type=A><li>x<li>y</ol>", ["A. x", "B. y"]),
        ("<ol type=a start=26><li>Một.<li>Hai.</ol>", ["z. Một.", "aa. Hai."]),
        ("<ol type=i start=4><li>Một.<li value=9>Hai.<li>Ba</ol>", ["iv. Một.", "ix. Hai.", "x. Ba"]),
        ("<ol reversed><li>x<li>y<li>z</ol>", ["3. x", "2. y", "1. z"]),
        ("<ol style='list-style-type: upper-roman'><li>x<ol><li>y<li>z</ol><li>w</ol>", ["I. x", "1. y", "2. z", "II. w"]),
        ("<ol style='list-style: none'><li>x</ol><ul><li>- y<li>z</ul>", ["x", "- y", "- z"]),
        ("<ol><li>1. x<li>b) y</ol>", ["1. x", "b) y"]),
        ("<ol start=x><li value=''>x</ol><ol start=99999999999><li>y</ol>", ["1. x", "32767. y"]),
        ("<p><span style='font-family:Symbol'>&middot;</span> x</p><p><span style='font-family:Wingdings'>&Oslash;</span> y</p>", ["• x", "➢ y"]),
        ("<p>Kế&nbsp;hoạch &amp; phụ\n lục &#150; A<wbr>B&shy;C</p>", ["Kế hoạch & phụ lục – ABC"]),
        ("<p>a <del>b</del><ins>c</ins><span style='display:none'>d</span><!-- e --><script>f()</script></p>", ["a c"]),
        ("<p style='text-transform:uppercase'>Mục đích, yêu cầu</p>", ["MỤC ĐÍCH, YÊU CẦU"]),
        ("<pre>I. Mục đích\n- Nâng cao</pre>", ["I. Mục đích", "- Nâng cao"]),
        ("<div>A. Một<div>B. Hai</div>C. Ba</div>", ["A. Một", "B. Hai", "C. Ba"]),
        ("<p><b>A. Một<p>B. Hai</b><i>C</p></div></td>D. Bốn", ["A. Một", "B. HaiC", "D. Bốn"]),
        ("<p>cắt giảm thời gian,<br>chi phí đi lại</p><p>A. Một<br>B. Hai</p>", ["cắt giảm thời gian, chi phí đi lại", "A. Một", "B. Hai"]),
    ],
)
def test_text_stands_as_a_browser_shows_it(body: str, lines: list[str]) -> None:
    assert shown(read_page(f"<html><body>{body}")) == lines


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        (
            "<tr><th>TT<th>Nội dung<th>Chủ trì<tr><td>1<td>Kiểm tra<td rowspan=2>Sở Nội vụ<tr><td>2<td>Báo cáo<tr><td>3<td>Rà soát<td>Sở Tư pháp",
            ["| TT | Nội dung | Chủ trì |", "| 1 | Kiểm tra | Sở Nội vụ |", "| 2 | Báo cáo | Sở Nội vụ |", "| 3 | Rà soát | Sở Tư pháp |"],
        ),
        ("<tr><td>I<td colspan=2>Cải cách thể chế<tr><td>1<td>Rà soát<td>Quý I", ["| I | Cải cách thể chế |", "| 1 | Rà soát | Quý I |"]),
        ("<tr><td rowspan=0>A<td>x<tr><td>y<tr><td>z", ["| A | x |", "| A | y |", "| A | z |"]),
        ("<tr><td>1<td><p>- Báo cáo;</p><p>- Quyết định</p><td><ul><li>Sở A<li>Sở B</ul>", ["| 1 | - Báo cáo; / - Quyết định | - Sở A / - Sở B |"]),
        ("<tr><td>1<td>Rà soát văn bản của<br>huyện<td>x", ["| 1 | Rà soát văn bản của huyện | x |"]),
        ("<tr><td>một ô<tr><td>và một ô nữa.", ["một ô và một ô nữa."]),
        ("<tr><td>1<td>Kiểm tra<td><table><tr><td>Quý I<td>2021</table>", ["| 1 | Kiểm tra | Quý I 2021 |"]),
    ],
)
def test_tables_are_rows_and_merged_cells_stand_in_each(table: str, lines: list[str]) -> None:
    document = read_page(f"<html><body><p>Bảng sau đây:</p><table border=1>{table}</table>")
    assert shown(document)[1:] == lines


def test_a_letterhead_of_number_and_date_alone_is_the_plans() -> None:
    head = "<table><tr><td>-------<td>-------<tr><td>Số: 12/KH-UBND<td>Đồng Tháp, ngày 06 tháng 12 năm 2018</table>"
    document = read_page(f"<html><body><ul><li><a href=a>Trang chủ</a><li><a href=b>Văn bản</a></ul>{head}<p>KẾ HOẠCH</p><p>{'Nội dung. ' * 20}</p>")
    assert shown(document)[:3] == ["Số: 12/KH-UBND", "Đồng Tháp, ngày 06 tháng 12 năm 2018", "KẾ HOẠCH"]


def test_headings_weight_and_places_are_kept() -> None:
    document = read_page(
        "<html><body><h2>I. MỤC ĐÍCH</h2><p><span style='font-weight:700'>1. Mục đích</span></p><p>Một <b>hai</b></p><table><tr><td><b>x</b><th>y</table>"
    )
    assert [(block.heading, block.bold, block.place.path) for block in document.blocks] == [
        (2, True, "paragraph 1"),
        (0, True, "paragraph 2"),
        (0, False, "paragraph 3"),
        (0, True, "table 1 row 1"),
    ]


APPENDED = on_a_portal(
    in_paragraphs()
    + "</div><div><p><b>PHỤ LỤC</b></p><p>Biểu mẫu báo cáo</p><table border=1><tr><td>TT<td>Nhiệm vụ<td>Chủ trì<tr><td>1<td>Kiểm tra<td>Sở Nội vụ</table><p>Địa chỉ: ……</p>"
)


def test_an_appendix_after_the_signature_is_kept() -> None:
    assert shown(read_page(APPENDED)) == [*LINES, "PHỤ LỤC", "Biểu mẫu báo cáo", "| TT | Nhiệm vụ | Chủ trì |", "| 1 | Kiểm tra | Sở Nội vụ |", "Địa chỉ: ……"]


def test_a_news_page_gives_its_headline_and_article() -> None:
    sentence = "Ủy ban nhân dân tỉnh giao Sở Nội vụ chủ trì, phối hợp với các cấp, các ngành triển khai, tổ chức thực hiện các nhiệm vụ cải cách hành chính."
    page = (
        "<!doctype html><body><nav><a href=/>Trang chủ</a></nav><div class=content><h1>Ban hành kế hoạch cải cách hành chính</h1><p>Bản in | Quay lại | A+ A A-</p>"
        f"<div>Thứ 5, ngày 18/07/2019 | 10:08 AM</div><div class=body><p>{sentence}</p><p>{sentence}</p></div><p>Tin cùng chuyên mục</p><p><a href=1>Tin khác</a></div><footer>Điện thoại: 0123</footer>"
    )
    assert shown(read_page(page)) == ["Ban hành kế hoạch cải cách hành chính", "Thứ 5, ngày 18/07/2019 | 10:08 AM", sentence, sentence]


def test_old_encodings_are_named() -> None:
    data = to_windows_1258(
        "<html><head><meta http-equiv=Content-Type content='text/html; charset=windows-1258'></head><body><p>Kế hoạch cải cách hành chính năm 2009 của huyện</p>"
    )
    document = read_page(data)
    assert (shown(document), document.encoding) == (["Kế hoạch cải cách hành chính năm 2009 của huyện"], "windows-1258")


def test_a_text_with_a_few_tags_is_a_text() -> None:
    assert read("<b>1. Mục đích</b>\nNâng cao\n".encode()).format == "txt"
    assert read("<p align=center>**KẾ HOẠCH**</p>\n\nI. MỤC ĐÍCH\n\n- Nâng cao\n\n- Duy trì\n".encode()).format == "txt"


HOSTILE: list[tuple[str, bytes]] = [
    ("deep", b"<html>" + b"<div>" * 100_000 + b"<p>x</p>" + b"</div>" * 100_000),
    ("tables in tables", b"<html>" + b"<table><tr><td>x" * 5_000),
    ("lists in lists", b"<html>" + b"<ol reversed><li>" * 20_000 + b"x"),
    ("wide cells", b"<html><table>" + b"<tr><td colspan=1000 rowspan=65000>x<td rowspan=0>y" * 2_000),
    ("entities", b"<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]><html><p>&b;</p><p>x</p>"),
    ("a file as entity", b"<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><html><p>&a;</p><p>x</p>"),
    ("fifty megabytes", b"<html>" + b"<p>x y</p>" * 5_000_000),
    ("one long text", b"<html><p>" + b"x " * 25_000_000),
    ("an embedded picture", b"<html><p>x<img src='data:image/png;base64," + b"iVBORw0K" * 2_000_000 + b"'></p><p>y</p>"),
    ("null bytes", b"<html>" + b"\0" * 1_000_000 + b"x"),
    ("a few null bytes", b"<html><p>x\0 y</p>" + b"<p>z</p>" * 20),
    ("nothing", b"<html><body></body></html>"),
    ("an endless tag", b"<html><p " + b"a=1 " * 100_000),
    (
        "archives in archives",
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n" + b"--b\r\nContent-Type: multipart/related; boundary=b\r\n\r\n" * 5_000,
    ),
    ("an archive cut short", archived(on_a_portal(in_paragraphs()))[:9_000]),
    ("an archive without a boundary", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n--\r\n"),
    ("a codec that is none", b"<html><meta charset=zlib><p>K\xff\xfe</p>"),
]


@pytest.mark.parametrize("data", [data for _, data in HOSTILE], ids=[name for name, _ in HOSTILE])
def test_hostile_pages_are_read_or_refused(data: bytes) -> None:
    try:
        document = read(data)
    except Unreadable:
        return
    check_promises(document)
    assert document.text and "root:" not in document.text and "aaaaaaaaaaaaaaaaaaaa" not in document.text


def test_what_a_depth_limit_would_cut_off_is_read() -> None:
    assert shown(read_page("<html><body>" + "<font>" * 3_000 + "<p>A. Một</p>" + "<p>B. Hai</p>"))[:2] == ["A. Một", "B. Hai"]


def test_notes_are_known_by_their_place() -> None:
    page = (
        "<html><body><p>1. Thực hiện Đề án<a href='#n'><span class=MsoFootnoteReference>[1]</span></a> đúng hạn.</p><p>CHỦ TỊCH</p>"
        "<p class=MsoFootnoteText><span class=MsoFootnoteReference>[1]</span> Nghị quyết số 76/NQ-CP.</p></body></html>"
    )
    document = read(page.encode())
    assert shown(document) == ["1. Thực hiện Đề án đúng hạn.", "CHỦ TỊCH", "Nghị quyết số 76/NQ-CP."]
    assert [block.place.path for block in document.blocks] == ["paragraph 1", "paragraph 2", "footnote 1"]


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ("<a class=sdfootnoteanc href='#n'><sup>1</sup></a>", "<div id=sdfootnote1><p><a class=sdfootnotesym>1</a>Nghị quyết số 76/NQ-CP.</p></div>"),
        ("<a class=footnote-ref href='#n'>1</a>", "<section class=footnotes><p>Nghị quyết số 76/NQ-CP.<a class=footnote-back href='#m'>↩</a></p></section>"),
        ("<span class=MsoFootnoteReference>[1]</span>", "<div id=ftn1><p><span class=MsoFootnoteReference>[1]</span> Nghị quyết số 76/NQ-CP.</p></div>"),
    ],
    ids=["LibreOffice", "Pandoc", "Word"],
)
def test_notes_of_every_converter_are_known_by_their_place(mark: str, note: str) -> None:
    document = read(f"<html><body><p>1. Thực hiện Đề án{mark} đúng hạn.</p><p>CHỦ TỊCH</p>{note}</body></html>".encode())
    assert [(text, block.place.path) for text, block in zip(shown(document), document.blocks, strict=True)] == [
        ("1. Thực hiện Đề án đúng hạn.", "paragraph 1"),
        ("CHỦ TỊCH", "paragraph 2"),
        ("Nghị quyết số 76/NQ-CP.", "footnote 1"),
    ]


def test_what_a_style_sheet_hides_is_left_out() -> None:
    sheet = "<style><!-- .tip, span.old {color:red; display : none} #menu{visibility:hidden} @media print {.plan{display:none}} --></style>"
    page = (
        f"<html><head>{sheet}</head><body><div id=menu>Trang chủ văn bản</div><p>KẾ HOẠCH</p><p class=plan>1. Rà soát<span class='x old'> cũ</span> văn bản.</p>"
        "<p class=tip>Bấm vào đây để xem thêm</p><p class=plan>2. Kiểm tra công vụ.</p></body></html>"
    )
    assert shown(read(page.encode())) == ["KẾ HOẠCH", "1. Rà soát văn bản.", "2. Kiểm tra công vụ."]


@pytest.mark.parametrize("sheet", ["{" * 50_000, ".a{" * 50_000, "@media x{" * 50_000, "/*" * 50_000, ".a," * 100_000 + "{display:none}"])
def test_costs_stay_linear_in_style_sheets(sheet: str) -> None:
    assert shown(read(f"<html><head><style>{sheet}</style></head><body><p>KẾ HOẠCH</p></body></html>".encode())) == ["KẾ HOẠCH"]


def in_tcvn3(text: str) -> str:
    """The text as a page holds it that was typed in a font of TCVN3."""
    return ENCODERS["tcvn3"](text).decode("cp1252")


@pytest.mark.parametrize(
    "head",
    [
        "<font face='.VnTimeH'>{}</font>",
        "<span style=\"font-family:'.VnTimeH'\">{}</span>",
        "<b style='font-size:14pt;font-family:.VnTimeH'><span>{}</span></b>",
    ],
)
def test_a_font_that_draws_capitals_gives_capitals(head: str) -> None:
    title = head.format(in_tcvn3("Kế hoạch cải cách hành chính năm 2009"))
    line = f"<p><font face='.VnTime'>{in_tcvn3('Sở Nội vụ chủ trì thực hiện nhiệm vụ.')}</font></p>"
    document = read(f"<html><head><meta charset=utf-8></head><body><p>{title}</p>{line}</body></html>".encode())
    assert shown(document) == ["KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2009", "Sở Nội vụ chủ trì thực hiện nhiệm vụ."]
    assert document.encoding == "tcvn3"
    assert shown(read(f"<html><body><p>{head.format('Kế hoạch năm 2009')}</p></body></html>".encode())) == ["Kế hoạch năm 2009"]
