"""PDF files: lines from where glyphs stand, paragraphs over lines and pages, two columns, ruled tables over pages, and files that are no good."""

from __future__ import annotations

import io
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from pipeline.read import Unreadable, read
from pipeline.read.pdf import is_scanned, pages_of
from pipeline.read.torn import mended
from schemas.document import Document, Place
from tests import make_samples
from tests.reading import check_promises, shown

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

needs_font = pytest.mark.skipif(not make_samples.BOLD.exists(), reason="making PDFs with Vietnamese letters needs the fonts of fonts-dejavu-core")
WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT = 70.0, 540.0
SIZE = 12.0
REAL = Path(__file__).parent.parent.parent / "shared" / "formats"

Draw = Callable[["Canvas"], None]


def pdf(*pages: Draw, password: str | None = None, owner: str | None = None, turned: int = 0) -> bytes:
    """A PDF of A4 pages, each drawn by its function."""
    canvas_module = pytest.importorskip("reportlab.pdfgen.canvas")
    encryption = pytest.importorskip("reportlab.lib.pdfencrypt").StandardEncryption(password or "", ownerPassword=owner) if password or owner else None
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    registerFont(TTFont("Plain", make_samples.REGULAR))
    registerFont(TTFont("Heavy", make_samples.BOLD))
    packed = io.BytesIO()
    canvas = canvas_module.Canvas(packed, pagesize=(WIDTH, HEIGHT), encrypt=encryption)
    for draw in pages:
        canvas.setFont("Plain", SIZE)
        if turned:
            canvas.setPageRotation(turned)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return packed.getvalue()


def words(canvas: Canvas, left: float, top: float, text: str, font: str = "Plain", size: float = SIZE) -> None:
    canvas.setFont(font, size)
    canvas.drawString(left, HEIGHT - top, text)


def written(canvas: Canvas, text: str, top: float, indent: float = 20.0, leading: float = 16.0) -> float:
    """Draw a paragraph between the margins, its lines wrapped; gives where the next one begins."""
    line, left = "", LEFT + indent
    for word in text.split():
        longer = f"{line} {word}".strip()
        if left + canvas.stringWidth(longer, "Plain", SIZE) > RIGHT:
            words(canvas, left, top, line)
            line, left, top = word, LEFT, top + leading
        else:
            line = longer
    words(canvas, left, top, line)
    return top + leading


def page(*paragraphs: str, number: int | None = None, start: float = 80.0) -> Draw:
    def draw(canvas: Canvas) -> None:
        if number is not None:
            words(canvas, WIDTH / 2, 40, str(number))
        top = start
        for paragraph in paragraphs:
            top = written(canvas, paragraph, top)

    return draw


def read_pdf(*pages: Draw, turned: int = 0) -> Document:
    document = read(pdf(*pages, turned=turned))
    check_promises(document)
    return document


FIRST = (
    "- Tiếp tục quán triệt sâu rộng, toàn diện đến toàn thể đội ngũ cán bộ, công chức, viên chức về quan điểm, chỉ tiêu và nhiệm vụ, "
    "giải pháp đẩy mạnh công tác cải cách hành chính nêu tại Nghị quyết số 05-NQ/TU ngày 28/9/2021 của Ban Thường vụ"
)
SECOND = "Tỉnh ủy; tuyên truyền Nghị quyết cho Nhân dân, doanh nghiệp để biết cùng đồng hành, chung tay, góp sức và tham gia trên địa bàn tỉnh."
THIRD = "- Tăng cường công tác lãnh đạo, chỉ đạo toàn diện, xuyên suốt của cấp ủy Đảng; phát huy vai trò của người đứng đầu trong cải cách hành chính."


@needs_font
def test_paragraphs_are_joined_over_lines_and_pages_and_page_numbers_go() -> None:
    def second(canvas: Canvas) -> None:
        words(canvas, WIDTH / 2, 40, "2")
        written(canvas, THIRD, written(canvas, SECOND, 80, indent=0))

    document = read_pdf(page("I. MỤC ĐÍCH", FIRST), second)
    assert shown(document) == ["I. MỤC ĐÍCH", f"{FIRST} {SECOND}", THIRD]
    assert [block.place.page for block in document.blocks] == [1, 1, 2]
    assert (document.pages, document.format, document.encoding) == (2, "pdf", None)


ONE_LINE = "2. Giao Phòng Kinh tế và Hạ tầng kiểm tra việc thực hiện Kế hoạch."
NEXT_LINE = "Trên đây là Kế hoạch phổ biến, giáo dục pháp luật của Ủy ban nhân dân./."
NAMED = (
    "Chủ trì, phối hợp chặt chẽ với Văn phòng Hội đồng, Phòng Quản trị",
    "- Thiết bị theo dõi, đôn đốc các đơn vị thực hiện Kế hoạch này theo",
    "quy định.",
)


def lines_at(*places: tuple[float, float, str]) -> Draw:
    """A page of lines, each with where it begins and its baseline."""

    def draw(canvas: Canvas) -> None:
        for left, top, text in places:
            words(canvas, left, top, text)

    return draw


@needs_font
def test_paragraphs_of_one_full_line_stay_apart_where_each_stands_at_the_indent() -> None:
    halves = ("1. Giao Phòng Tư pháp theo dõi việc thực hiện tại các đơn vị trực", "thuộc.")
    drawn = lines_at(
        *((90, 80, halves[0]), (70, 96, halves[1]), (90, 116, halves[0]), (70, 132, halves[1])),
        *((90, 152, ONE_LINE), (90, 172, NEXT_LINE), (90, 192, ONE_LINE), (90, 212, NEXT_LINE)),
    )
    assert shown(read_pdf(drawn)) == [" ".join(halves), " ".join(halves), ONE_LINE, NEXT_LINE, ONE_LINE, NEXT_LINE]


@needs_font
def test_a_footnote_stays_out_of_the_paragraph_that_goes_on_over_the_page() -> None:
    def first(canvas: Canvas) -> None:
        written(canvas, FIRST, 80)
        words(canvas, 70, 760, "1", size=6)
        words(canvas, 74, 764, "Ban hành kèm theo Quyết định số 12/QĐ-UBND", size=9)
        words(canvas, 70, 776, "ngày 01/02/2020 của Ủy ban nhân dân tỉnh.", size=9)

    def second(canvas: Canvas) -> None:
        written(canvas, SECOND, 80, indent=0)

    document = read_pdf(first, second)
    assert shown(document)[0] == f"{FIRST} {SECOND}"
    assert "".join(shown(document)[1:]).endswith("Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 01/02/2020 của Ủy ban nhân dân tỉnh.")


@needs_font
@pytest.mark.parametrize(
    ("left", "blocks"),
    [
        pytest.param(70, [" ".join(NAMED)], id="dash of a name, at the margin"),
        pytest.param(90, [NAMED[0], " ".join(NAMED[1:])], id="bullet, at the indent"),
    ],
)
def test_the_dash_of_a_name_is_no_bullet(left: float, blocks: list[str]) -> None:
    assert shown(read_pdf(lines_at((90, 80, NAMED[0]), (left, 96, NAMED[1]), (70, 112, NAMED[2])))) == blocks


@needs_font
def test_boxes_hold_what_they_name() -> None:
    (block,) = read_pdf(lambda canvas: words(canvas, 100, 200, "Kế hoạch cải cách hành chính")).blocks
    assert block.place.box is not None
    left, top, right, bottom = block.place.box
    assert left == pytest.approx(100, abs=2) and top < 195 < 200 <= bottom < 210 and 250 < right < 320


@needs_font
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_turned_page_reads_as_it_is_shown(turned: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        if turned in (90, 270):  # drawn sideways, so that the turned page shows it upright
            canvas.translate(WIDTH / 2, HEIGHT / 2)
            canvas.rotate(turned)
            canvas.translate(-HEIGHT / 2, -WIDTH / 2)
        elif turned == 180:
            canvas.translate(WIDTH, HEIGHT)
            canvas.rotate(180)
        for top, text in ((300, "Thứ hai là nội dung thứ hai."), (200, "Thứ nhất là nội dung thứ nhất.")):
            canvas.drawString(100, 500 - top, text)
        canvas.restoreState()

    assert shown(read_pdf(draw, turned=turned)) == ["Thứ nhất là nội dung thứ nhất.", "Thứ hai là nội dung thứ hai."]


@needs_font
def test_glyphs_are_read_where_they_stand_in_whatever_order_they_are_drawn() -> None:
    def draw(canvas: Canvas) -> None:
        plain, text = "T nh Đ ng Tháp c i cách hành chính", "Tỉnh Đồng Tháp cải cách hành chính"
        starts = [100 + canvas.stringWidth(text[:at], "Plain", SIZE) for at in range(len(text))]
        for at in sorted(range(len(text)), key=lambda at: (plain[at] != text[at], at)):
            words(canvas, starts[at], 100, text[at])

    assert shown(read_pdf(draw)) == ["Tỉnh Đồng Tháp cải cách hành chính"]


@needs_font
def test_a_raised_mark_stays_in_its_line_and_a_drawn_line_goes() -> None:
    def draw(canvas: Canvas) -> None:
        words(canvas, 100, 100, "Nghị quyết số 76/NQ-CP")
        words(canvas, 100 + canvas.stringWidth("Nghị quyết số 76/NQ-CP", "Plain", SIZE), 95, "1", size=7)
        words(canvas, 300, 100, "của Chính phủ")
        words(canvas, 100, 140, "---------")

    assert shown(read_pdf(draw)) == ["Nghị quyết số 76/NQ-CP1 của Chính phủ"]


@needs_font
def test_decomposed_letters_are_composed() -> None:
    assert shown(read_pdf(lambda canvas: words(canvas, 100, 100, unicodedata.normalize("NFD", "Cải cách thủ tục hành chính")))) == [
        "Cải cách thủ tục hành chính"
    ]


@needs_font
@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("ĐIỀ U KHO ẢN THI HÀ NH", "ĐIỀU KHOẢN THI HÀNH"),
        ("NGH Ị QUY ẾT C ỦA T ỈNH Ủ Y", "NGHỊ QUYẾT CỦA TỈNH ỦY"),
        ("Tăng c ường c ải cách th ủ t ục hành ch ính", "Tăng cường cải cách thủ tục hành chính"),
        ("Cá n bộ, công ch ức v à người dân.", "Cán bộ, công chức và người dân."),
        ("Sở Y tế in ấn; điểm b an toàn; lớp A ăn ở; TH AN NINH", "Sở Y tế in ấn; điểm b an toàn; lớp A ăn ở; TH AN NINH"),
        ("Ông A ở xã B và bà C ủy quyền cho UBND xã Ea Ô", "Ông A ở xã B và bà C ủy quyền cho UBND xã Ea Ô"),
    ],
)
def test_torn_words_are_mended_and_two_words_never_glued(torn: str, whole: str) -> None:
    assert shown(read_pdf(lines_at((100, 60, torn), *BODY)))[0] == whole


@pytest.mark.parametrize("source", sorted(make_samples.SOURCES.glob("*.txt")), ids=lambda path: path.stem)
def test_no_word_of_a_sound_plan_is_glued(source: Path) -> None:
    lines = [" ".join(line.split()) for line in source.read_text("utf-8").splitlines()]
    assert [mended(line) for line in lines] == lines


@needs_font
def test_ligatures_are_read_as_letters() -> None:
    assert shown(read_pdf(lines_at((100, 60, "1. Phần mềm Oﬀice, ﬁle"), *BODY)))[0] == "1. Phần mềm Office, file"


@needs_font
def test_a_garbled_text_layer_over_a_picture_is_a_scan_without_text() -> None:
    """What bad recognition of an earlier day left on a page is not taken for its text: without recognition the page counts as read no further."""
    picture = pytest.importorskip("PIL.Image").new("L", (60, 80), 250)
    garbled = ("KÉ HOACII c4i c^ch hirnh chinh nSm 2o2l cria huyQn", "thgc hiQn nhiQm vg cfia crfc co quan, tlon vi tr6n tlia bdn") * 8

    def scanned(canvas: Canvas) -> None:
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
        for line, text in enumerate(garbled):
            words(canvas, 70, 80 + 16 * line, text)

    def sound(canvas: Canvas) -> None:
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
        for line in range(8):
            words(canvas, 70, 80 + 16 * line, "Rà soát thủ tục hành chính và kiểm tra công vụ trên địa bàn huyện")

    (bad,), (good,) = (list(pages_of(pdf(draw))) for draw in (scanned, sound))
    assert (is_scanned(bad), is_scanned(good)) == (True, False)


@needs_font
def test_running_heads_go_and_bold_stays() -> None:
    def draw(number: int) -> Draw:
        def one(canvas: Canvas) -> None:
            words(canvas, LEFT, 40, f"Kế hoạch số 12/KH-UBND - trang {number}")
            words(canvas, LEFT, 100, f"{number}. Nội dung thứ {number}", "Heavy")
            words(canvas, LEFT, 130, "Nội dung của mục này.")

        return one

    document = read_pdf(*map(draw, (1, 2, 3)))
    assert shown(document) == [line for number in (1, 2, 3) for line in (f"{number}. Nội dung thứ {number}", "Nội dung của mục này.")]
    assert [block.bold for block in document.blocks] == [True, False] * 3


Cells = list[list[str]]


def stroke(canvas: Canvas, left: float, top: float, right: float, bottom: float) -> None:
    canvas.line(left, HEIGHT - top, right, HEIGHT - bottom)


def bar(canvas: Canvas, left: float, top: float, right: float, bottom: float) -> None:
    """A line as Word writes it: a thin filled box."""
    canvas.rect(left, HEIGHT - bottom, max(0.5, right - left), max(0.5, bottom - top), stroke=0, fill=1)


Rule = Callable[["Canvas", float, float, float, float], None]


def table(canvas: Canvas, top: float, rows: Cells, *, ruled_off: bool = True, rule: Rule = stroke) -> None:
    """Draw a ruled table of three columns; a row of one cell spans them all, a cell "^" goes on from the one above."""
    columns = [LEFT, LEFT + 40, LEFT + 260, RIGHT]
    for row in rows:
        height = 18.0 * max(cell.count("\n") + 1 for cell in row)
        for column, cell in enumerate(row):
            right = columns[-1] if len(row) == 1 else columns[column + 1]
            if cell == "^":
                continue
            rule(canvas, columns[column], top, right, top)
            for index, line in enumerate(cell.split("\n")):
                words(canvas, columns[column] + 4, top + 13 + 18 * index, line, size=10)
        for side in columns if len(row) > 1 else (columns[0], columns[-1]):
            rule(canvas, side, top, side, top + height)
        top += height
    if ruled_off:
        rule(canvas, columns[0], top, columns[-1], top)


@needs_font
@pytest.mark.parametrize("ruled_off", [True, False])
def test_a_ruled_table_goes_on_over_the_page(ruled_off: bool) -> None:
    head = ["TT", "Nội dung", "Cơ quan chủ trì"]

    def first(canvas: Canvas) -> None:
        words(canvas, LEFT, 80, "III. NHIỆM VỤ CỤ THỂ")
        table(
            canvas,
            100,
            [head, ["I. CẢI CÁCH THỂ CHẾ"], ["1", "Rà soát văn bản quy phạm pháp luật và", "Sở Tư pháp, UBND cấp"]],
            ruled_off=ruled_off,
        )

    def second(canvas: Canvas) -> None:
        table(canvas, 60, [head, ["", "kiến nghị xử lý", "huyện"], ["2", "Kiểm tra", "- Kế hoạch;\n- Báo cáo"]])
        words(canvas, LEFT, 300, "IV. TỔ CHỨC THỰC HIỆN")

    document = read_pdf(first, second)
    assert shown(document) == [
        "III. NHIỆM VỤ CỤ THỂ",
        "| TT | Nội dung | Cơ quan chủ trì |",
        "| I. CẢI CÁCH THỂ CHẾ |",
        "| 1 | Rà soát văn bản quy phạm pháp luật và kiến nghị xử lý | Sở Tư pháp, UBND cấp huyện |",
        "| 2 | Kiểm tra | - Kế hoạch; / - Báo cáo |",
        "IV. TỔ CHỨC THỰC HIỆN",
    ]
    assert {block.table for block in document.blocks} == {None, 0}
    assert document.blocks[2].cells[0].columns == 3
    assert [block.place.page for block in document.blocks] == [1, 1, 1, 1, 2, 2]
    assert document.blocks[1].place.box == pytest.approx((LEFT, 100, RIGHT, 118), abs=1)


BODY = tuple((70, 80 + 16 * line, "Trong quá trình thực hiện nếu có khó khăn, vướng mắc, các đơn vị kịp thời báo cáo") for line in range(4))


@needs_font
@pytest.mark.parametrize("signed", [230, 236, 262], ids=["higher than the recipients", "between their lines", "beside one line"])
def test_a_signature_follows_the_recipients_wherever_it_stands_beside_them(signed: float) -> None:
    recipients = ("Nơi nhận:", "- Thường trực Huyện ủy;", "- Các phòng, ban chuyên môn huyện;", "- UBND các xã, thị trấn;", "- Lưu: VT.")
    drawn = lines_at(
        *BODY,
        *((70, 230 + 16 * line + (2 if line else 0), text) for line, text in enumerate(recipients)),
        (360, signed, "CHỦ TỊCH"),
        (350, signed + 40, "Hà Thị Mơ"),
    )
    assert shown(read_pdf(drawn))[-7:] == [*recipients, "CHỦ TỊCH", "Hà Thị Mơ"]


@needs_font
def test_recipients_go_on_over_the_page_beside_the_signature() -> None:
    first = lines_at(*BODY, (70, 230, "Nơi nhận:"), (70, 246, "- Sở Nội vụ;"))
    second = lines_at((70, 60, "- Thường trực Huyện ủy;"), (400, 60, "Hà Thị Mơ"), (70, 76, "- Chủ tịch, các Phó Chủ tịch UBND huyện;"), (70, 92, "- Lưu: VT."))
    assert shown(read_pdf(first, second))[-6:] == [
        *("Nơi nhận:", "- Sở Nội vụ;", "- Thường trực Huyện ủy;", "- Chủ tịch, các Phó Chủ tịch UBND huyện;", "- Lưu: VT."),
        "Hà Thị Mơ",
    ]


@needs_font
@pytest.mark.parametrize("dated", [("Khe Vàng, ngày 06 tháng 12 năm 2018",), ("Khe Vàng, ngày 06 tháng 12", "năm 2018")], ids=["one line", "two"])
def test_number_and_date_are_two_columns_though_nothing_else_is(dated: tuple[str, ...]) -> None:
    drawn = lines_at((80, 60, "Số: 27/KH-UBND"), *((300, 60 + 16 * line, text) for line, text in enumerate(dated)), (270, 100, "KẾ HOẠCH"), *BODY[2:])
    assert shown(read_pdf(drawn))[:3] == ["Số: 27/KH-UBND", " ".join(dated), "KẾ HOẠCH"]


@needs_font
def test_what_a_browser_prints_around_the_page_goes() -> None:
    drawn = lines_at(
        *((24, 23, "11/22/26, 5:07 AM"), (220, 23, "Kế hoạch"), *BODY),
        *((24, 825, "https://khevang.gov.vn/ke-hoach.html"), (560, 825, "1/1")),
    )
    assert shown(read_pdf(drawn)) == [" ".join(text for _, _, text in BODY)]


@needs_font
def test_a_letter_drawn_on_both_pages_is_read_on_one() -> None:
    above = [(left, top + 600, text) for left, top, text in BODY]
    first = lines_at(*above, (70 + 7.5, 750, "Ủ"))
    second = lines_at((70, 60, "(Ủ ban)"), *BODY)
    assert " ".join(shown(read_pdf(first, second))).count("Ủ") == 1


def cut(line: str, rest: str) -> list[str]:
    """What a justified line and the one under it read as."""
    left, _, _ = BODY[0]
    return shown(read_pdf(lines_at(*BODY, (left, 80 + 16 * 4, line), (left, 80 + 16 * 5, rest))))[-1:]


@needs_font
@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("theo dõi và nâng cao điểm số các tiêu chí chưa đạt tại các tiêu chí thành phần: 7.1.9;", "7.2.1 và lĩnh vực thủ tục hành chính."),
        ("triển khai đầy đủ Nghị quyết số 19-NQ/TW của Ban Chấp hành Trung ương Đảng khóa", "XII."),
        ("chương trình tổng thể và kế hoạch cải cách hành chính nhà nước giai đoạn từ 2011", "– 2020, giai đoạn sau."),
        ("Chủ trì, tham mưu cho huyện việc tổ chức thực hiện công tác toàn ngành tài chính", "- ngân sách trên địa bàn huyện."),
    ],
    ids=["criterion", "congress", "years", "dash within a name"],
)
def test_what_looks_like_a_label_goes_on_the_line_above(line: str, rest: str) -> None:
    (whole,) = cut(line, rest)
    assert whole.endswith(f"{line} {rest}")


@needs_font
def test_a_narrow_cell_may_tear_words_and_symbols() -> None:
    rows = [["TT", "Nội dung", "Kinh phí"], ["1", "Theo Nghị định số 61/20\n18/NĐ-CP của Chính phủ", "05 tr/thán\ng"]]
    assert shown(read_pdf(lambda canvas: table(canvas, 100, rows)))[1] == "| 1 | Theo Nghị định số 61/2018/NĐ-CP của Chính phủ | 05 tr/tháng |"


@needs_font
def test_a_group_row_goes_on_over_the_page() -> None:
    head = ["TT", "Nội dung", "Cơ quan chủ trì"]
    first = [head, ["1", "Rà soát", "Sở Tư pháp"], ["8. Nhà", "", ""]]
    document = read_pdf(lambda canvas: table(canvas, 700, first), lambda canvas: table(canvas, 60, [head, ["nước", "", ""], ["a)", "Kiểm tra", "Sở Nội vụ"]]))
    assert shown(document)[2:] == ["| 8. Nhà nước |  |  |", "| a) | Kiểm tra | Sở Nội vụ |"]


@needs_font
def test_a_repeated_header_without_a_line_below_it_is_taken_off_the_rest_of_the_row() -> None:
    head = ["TT", "Nội dung", "Cơ quan chủ trì"]
    first = [head, ["1", "Rà soát văn bản quy phạm pháp luật và", "Sở Tư pháp, UBND cấp"]]
    second = [["TT", "Nội dung\nkiến nghị xử lý", "Cơ quan chủ trì\nhuyện"], ["2", "Kiểm tra", "Sở Nội vụ"]]
    document = read_pdf(lambda canvas: table(canvas, 700, first), lambda canvas: table(canvas, 60, second))
    assert shown(document) == [
        "| TT | Nội dung | Cơ quan chủ trì |",
        "| 1 | Rà soát văn bản quy phạm pháp luật và kiến nghị xử lý | Sở Tư pháp, UBND cấp huyện |",
        "| 2 | Kiểm tra | Sở Nội vụ |",
    ]


@needs_font
@pytest.mark.parametrize(
    ("rest", "whole"),
    [("", "Sở Tư pháp và các cơ quan"), ("chuyên môn", "Sở Tư pháp và các cơ quan chuyên môn"), ("Sở Nội vụ", None)],
    ids=["empty", "goes on", "another cell"],
)
def test_a_cell_merged_over_rows_goes_on_over_the_page(rest: str, whole: str | None) -> None:
    first = [["TT", "Nội dung", "Cơ quan chủ trì"], ["1", "Rà soát", "Sở Tư pháp và các cơ quan"], ["2", "Kiểm tra", "^"]]
    second = [["3", "Báo cáo kết quả", rest], ["4", "Tập huấn", "Sở Tài chính"]]
    document = read_pdf(lambda canvas: table(canvas, 700, first), lambda canvas: table(canvas, 60, second))
    leads = [document.text[block.cells[2].start : block.cells[2].end] for block in document.blocks]
    assert leads == ["Cơ quan chủ trì", *[whole or "Sở Tư pháp và các cơ quan"] * 2, whole or rest, "Sở Tài chính"]
    assert document.turns == (((document.text.index(rest), 2),) if whole and rest else ())


@needs_font
@pytest.mark.parametrize(("lines", "head"), [("Số/TT", "Số TT"), ("S/ố/T/T", "Số TT"), ("ST/T", "STT"), ("S/TT", "STT"), ("T/T", "TT")])
def test_the_head_of_a_narrow_column_is_whole(lines: str, head: str) -> None:
    rows = [[lines.replace("/", "\n"), "Nội dung", "Cơ quan chủ trì"], ["1", "Rà soát", "Sở Tư pháp"]]
    assert shown(read_pdf(lambda canvas: table(canvas, 100, rows)))[0] == f"| {head} | Nội dung | Cơ quan chủ trì |"


@needs_font
@pytest.mark.parametrize(("torn", "whole"), [("1.10.1\n2", "1.10.12"), ("1.1\n2", "1.1\n2"), ("1 2 3 4\n5", "1 2 3 4 5")])
def test_a_number_too_long_for_its_column_is_whole_again(torn: str, whole: str) -> None:
    rows = [["TT", "Nội dung", "Thời gian"], [torn, "Rà soát", "Quý II"]]
    document = read_pdf(lambda canvas: table(canvas, 100, rows))
    cell = document.blocks[1].cells[0]
    assert document.text[cell.start : cell.end] == whole


COLUMNS = (50.0, 80.0, 300.0, 400.0, 480.0)
HEAD = ("STT", "Nội dung", "Cơ quan chủ trì", "Phối hợp", "Thời gian")


def aligned(canvas: Canvas, top: float, rows: list[tuple[str, ...]], *, pad: float = 5.0, middle: bool = False) -> float:
    """Draw rows of cells in columns without rules, lines of a cell parted by ``/``; gives where the next row begins."""
    for row in rows:
        height = max(cell.count("/") + 1 for cell in row)
        for column, cell in enumerate(row):
            down = (height - 1) / 2 if middle and column == 0 else 0
            for index, line in enumerate(cell.split("/")):
                words(canvas, COLUMNS[column], top + 13 * (index + down), line, size=10)
        top += 13 * height + pad
    return top


UNRULED: list[tuple[str, ...]] = [
    ("1", "Rà soát văn bản quy phạm pháp luật/và kiến nghị xử lý", "Sở Tư pháp", "Các sở, ngành", "Quý II"),
    ("2", "Tổ chức hội nghị tập huấn nghiệp/vụ cho công chức làm công tác/cải cách hành chính", "Sở Nội vụ", "UBND cấp/huyện", "Trong/tháng 3"),
    ("3", "Kiểm tra công vụ", "Thanh tra tỉnh", "", "Thường/xuyên"),
    ("4", "Báo cáo kết quả", "Sở Nội vụ", "Các sở", "Tháng 12"),
]
WHOLE = ["| " + " | ".join(cell.replace("/", " ") for cell in row) + " |" for row in (HEAD, *UNRULED)]


@needs_font
@pytest.mark.parametrize("middle", [False, True], ids=["numbers on top", "numbers in the middle"])
@pytest.mark.parametrize("pad", [5.0, 0.0], ids=["rows apart", "rows close"])
def test_a_table_without_rules_is_known_by_its_columns(pad: float, middle: bool) -> None:
    if middle and not pad:
        pytest.skip("nothing shows where such rows end")

    def draw(canvas: Canvas) -> None:
        top = aligned(canvas, written(canvas, FIRST, 80) + 20, [HEAD, *UNRULED], pad=pad, middle=middle)
        written(canvas, THIRD, top + 20)

    document = read_pdf(draw)
    assert shown(document) == [FIRST, *WHOLE, THIRD]
    assert {block.table for block in document.blocks} == {None, 0}


@needs_font
@pytest.mark.parametrize("again", [[], [HEAD]], ids=["no header", "header again"])
def test_a_table_without_rules_goes_on_over_the_page(again: list[tuple[str, ...]]) -> None:
    above, below = (
        ("2", "Tổ chức hội nghị tập huấn nghiệp", "Sở Nội vụ", "UBND cấp", "Trong"),
        ("", "vụ cho công chức làm công tác/cải cách hành chính", "", "huyện", "tháng 3"),
    )

    def first(canvas: Canvas) -> None:
        aligned(canvas, 700, [HEAD, UNRULED[0], above])

    def second(canvas: Canvas) -> None:
        written(canvas, THIRD, aligned(canvas, 60, [*again, below, *UNRULED[2:]]) + 20)

    document = read_pdf(first, second)
    assert shown(document) == [*WHOLE, THIRD]
    assert [block.place.page for block in document.blocks] == [1, 1, 1, 2, 2, 2]


@needs_font
def test_a_line_over_the_columns_heads_a_group() -> None:
    group = "II. CẢI CÁCH THỦ TỤC HÀNH CHÍNH VÀ KIỂM SOÁT THỦ TỤC"

    def draw(canvas: Canvas) -> None:
        top = aligned(canvas, 100, [HEAD, *UNRULED[:2]])
        words(canvas, COLUMNS[1], top, group, "Heavy", size=10)
        aligned(canvas, top + 18, UNRULED[2:])

    assert shown(read_pdf(draw)) == [*WHOLE[:3], f"| {group} |", *WHOLE[3:]]


@needs_font
def test_a_line_that_heads_a_group_keeps_its_number_apart() -> None:
    group = "CẢI CÁCH THỦ TỤC HÀNH CHÍNH VÀ KIỂM SOÁT THỦ TỤC"

    def draw(canvas: Canvas) -> None:
        top = aligned(canvas, 100, [HEAD, *UNRULED[:2]])
        words(canvas, COLUMNS[0], top, "II", "Heavy", size=10)
        words(canvas, COLUMNS[1], top, group, "Heavy", size=10)
        aligned(canvas, top + 18, UNRULED[2:])

    document = read_pdf(draw)
    assert shown(document) == [*WHOLE[:3], f"| II | {group} |", *WHOLE[3:]]
    assert [(cell.column, cell.columns) for cell in document.blocks[3].cells] == [(0, 1), (1, 4)]


@needs_font
def test_the_broken_head_of_a_narrow_column_without_rules_is_no_row_of_its_own() -> None:
    head = ("ST/T", "Nội dung", "Cơ quan/chủ trì", "Phối hợp", "Thời/gian")
    document = read_pdf(lambda canvas: aligned(canvas, 100, [head, *UNRULED]))
    assert shown(document) == WHOLE


@needs_font
def test_columns_of_a_letterhead_a_signature_and_wide_spaces_are_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        for line, (left, right) in enumerate((("UBND HUYỆN KHE VÀNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("PHÒNG NỘI VỤ", "Độc lập - Tự do - Hạnh phúc"))):
            words(canvas, 70, 60 + 16 * line, left)
            words(canvas, 290, 60 + 16 * line, right, size=10)
        for line in range(4):  # justified: every word at a wide space from the next
            for column, word in enumerate(("Thời gian", "thực hiện", "nội dung", "công việc", "phối hợp")[line:]):
                words(canvas, 70 + (95 + 20 * line) * column, 140 + 16 * line, word)
        words(canvas, 70, 260, "Nơi nhận:")
        words(canvas, 380, 260, "TRƯỞNG PHÒNG")
        words(canvas, 70, 276, "- Như trên;")
        words(canvas, 380, 320, "Hà Thị Mơ")

    document = read_pdf(draw)
    assert {block.table for block in document.blocks} == {None}


@needs_font
@pytest.mark.parametrize("marked", [False, True], ids=["page not turned", "page turned"])
@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_ruled_table_drawn_sideways_is_read_upright_among_other_pages(turned: int, marked: bool) -> None:
    rows = [["TT", "Nội dung", "Cơ quan chủ trì"], ["1", "Rà soát văn bản", "Sở Tư pháp"], ["2", "Kiểm tra", "- Kế hoạch;\n- Báo cáo"]]

    def sideways(canvas: Canvas) -> None:
        across, up = {90: (WIDTH, 0.0), 180: (WIDTH, HEIGHT), 270: (0.0, HEIGHT)}[turned]
        canvas.translate(across, up)
        canvas.rotate(turned)
        if turned != 180:
            canvas.translate(0, WIDTH - HEIGHT)  # what is drawn from the top of an upright page begins at the top of this one
        table(canvas, 100, rows)

    whole = pdf(page(FIRST), sideways, page(THIRD))
    if marked:
        with pypdfium2.PdfDocument(whole) as opened:
            opened[1].set_rotation(turned)
            packed = io.BytesIO()
            opened.save(packed)
            whole = packed.getvalue()
    document = read(whole)
    check_promises(document)
    assert shown(document) == [
        FIRST,
        "| TT | Nội dung | Cơ quan chủ trì |",
        "| 1 | Rà soát văn bản | Sở Tư pháp |",
        "| 2 | Kiểm tra | - Kế hoạch; / - Báo cáo |",
        THIRD,
    ]
    assert document.blocks[1].place == Place(2, pytest.approx((LEFT, 100, RIGHT, 118), abs=1))


@needs_font
@pytest.mark.parametrize("rule", [stroke, bar])
def test_a_cell_merged_over_rows_holds_for_each(rule: Rule) -> None:
    rows = [["TT", "Nội dung", "Cơ quan chủ trì"], ["1", "Rà soát", "Sở Tư pháp"], ["2", "Báo cáo", "^"], ["3", "Kiểm tra", "Sở Nội vụ"]]
    document = read_pdf(lambda canvas: table(canvas, 100, rows, rule=rule))
    assert shown(document) == [
        "| TT | Nội dung | Cơ quan chủ trì |",
        "| 1 | Rà soát | Sở Tư pháp |",
        "| 2 | Báo cáo | Sở Tư pháp |",
        "| 3 | Kiểm tra | Sở Nội vụ |",
    ]
    assert document.blocks[1].cells[2] == document.blocks[2].cells[2]


@needs_font
def test_a_page_with_a_picture_and_no_text_is_told() -> None:
    picture = pytest.importorskip("PIL.Image").new("RGB", (40, 40))

    def scanned(canvas: Canvas) -> None:
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)

    document = read_pdf(page(FIRST), scanned)
    assert [(diagnostic.code, "page 2" in diagnostic.message) for diagnostic in document.diagnostics] == [("pages-without-text", True)]
    with pytest.raises(Unreadable) as refused:
        read(pdf(scanned, scanned))
    assert refused.value.code == "no-text"


@needs_font
def test_a_password_to_open_is_refused_and_one_to_print_is_not() -> None:
    with pytest.raises(Unreadable) as refused:
        read(pdf(page(FIRST), password="bí mật"))
    assert refused.value.code == "encrypted"
    assert shown(read(pdf(page(FIRST), owner="bí mật"))) == [FIRST]


@needs_font
def test_a_damaged_file_is_refused_or_read_but_never_breaks() -> None:
    whole = pdf(page(FIRST), page(THIRD))
    for cut in range(0, len(whole), len(whole) // 25):
        for data in (whole[:cut] + whole[cut + 400 :], b"%PDF-1.7\n" + whole[:cut]):
            try:
                check_promises(read(data))
            except Unreadable as refused:
                assert refused.code in ("damaged", "no-text", "unsupported-format", "empty-file")
    with pytest.raises(Unreadable) as refused_cut:
        read(b"%PDF-1.7\nnothing more")
    assert refused_cut.value.code == "damaged"


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of objects as they are written, the first its root."""
    written = bytearray(b"%PDF-1.7\n")
    starts = []
    for number, body in enumerate(objects, 1):
        starts.append(len(written))
        written += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return bytes(written) + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(starts) + 1,
        table,
        len(starts) + 1,
        len(written),
    )


def drawn_by(content: bytes) -> bytes:
    """A PDF of one page with that content stream."""
    packed = zlib.compress(content)
    return raw_pdf(
        *(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


ROOT = b"<</Type/Catalog/Pages 2 0 R>>"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(raw_pdf(ROOT, b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", b"<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>"), "damaged", id="loop"),
        pytest.param(raw_pdf(ROOT, b"<</Type/Pages/Kids[]/Count 0>>"), "damaged", id="no pages"),
        pytest.param(raw_pdf(ROOT, b"<</Type/Pages/Kids[]/Count 2000000000>>"), "damaged", id="pages that are not there"),
        pytest.param(raw_pdf(ROOT, b"<</Type/Pages/Kids[]/Count 1>>", *[b"[]"] * 200_000), "damaged", id="very many objects"),
        pytest.param(drawn_by(b"0 0 m 10 10 l S\n" * 200_000), "no-text", id="very many paths"),
        pytest.param(drawn_by(b"0 0 m " + b"10 10 l 20 10 l " * 200_000 + b"S"), "no-text", id="a path of very many lines"),
        pytest.param(drawn_by(b"BT /F 10 Tf 10 10 Td " + b"(abcdefghij) Tj " * 20_000 + b"ET"), "too-large", id="very many characters"),
    ],
)
def test_a_hostile_file_is_refused_with_one_line(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert refused.value.code == code
    assert "\n" not in str(refused.value)


@needs_font
def test_a_damaged_page_is_left_out_and_told() -> None:
    head, tail = pdf(page(FIRST), page(THIRD)).rsplit(b"/Type /Page\n", 1)
    document = read(head + b"/Type /Pigs\n" + tail)
    check_promises(document)
    assert shown(document) == [FIRST]
    assert [(diagnostic.code, "Page 2" in diagnostic.message) for diagnostic in document.diagnostics] == [("damaged-pages", True)]


def renderings(source: str) -> Iterator[tuple[str, Document]]:
    """The sample in every format that its source can be made into."""
    for name in ("plan.txt", "plan.docx", "plan.pdf"):
        yield name, read(make_samples.render(make_samples.Made(Path(name), source)))


def comparable(document: Document) -> list[str]:
    """The blocks with what formats cannot share taken off: empty cells at a row's end, line ends between items of a cell, emphasis marks."""
    return [line.replace(" / -", " -").replace(" | |", "").replace(" |  |", "").rstrip("| ").replace("*", "") for line in shown(document)]


@needs_font
@pytest.mark.parametrize("source", ["khe-vang-2021", "muong-kha-2026", "nam-hoanh-2024", "so-tttt-tay-van-2023", "tra-lam-2023-tin"])
def test_a_plan_reads_alike_in_every_format(source: str) -> None:
    pytest.importorskip("reportlab")
    texts = {}
    for name, document in renderings(source):
        check_promises(document)
        texts[name] = comparable(document)
    assert texts["plan.docx"] == texts["plan.txt"]
    assert texts["plan.pdf"] == texts["plan.txt"]


@pytest.mark.skipif(not REAL.exists(), reason="the real plan in three formats is not shipped")
def test_the_real_plan_reads_alike_in_every_format() -> None:
    txt, word, paged = (
        read((REAL.parent / path).read_bytes()) for path in ("plans/dong-thap-2019.txt", "formats/docx/dong-thap-2019.docx", "formats/pdf/dong-thap-2019.pdf")
    )
    for document in (txt, word, paged):
        check_promises(document)
    assert shown(paged) == shown(word)
    start = shown(word).index("KẾ HOẠCH")  # the TXT has no letterhead
    for line, other in zip(comparable(txt)[2:], comparable(word)[start:], strict=True):
        assert line.replace("|", "").split() == other.replace("|", "").split()
    assert [block.table for block in txt.blocks[2:]] == [block.table for block in word.blocks[start:]]
