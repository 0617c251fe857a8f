"""Scans: recognized text is laid out as any other, and what is missing, poor, huge or no text is told."""

from __future__ import annotations

import importlib.util
import io
import json
import os
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from rapidfuzz.distance import Levenshtein

from pipeline import extract_plan
from pipeline.read import Unreadable, pictures, programs, read, scan, slips, tesseract
from pipeline.read.grid import grids_of
from pipeline.read.pieces import Entry, Paragraph, Row
from pipeline.read.syllables import is_syllable, wellness
from pipeline.records import Places, encode_places
from schemas.document import Document
from tests import make_samples
from tests.reading import check_promises, shown

SCAN = make_samples.SCANNED.path
MADE_OF = make_samples.RENDERINGS / "khe-vang-2021.txt"
HOCR = """<div class='ocr_page' id='page_1' title='image "x"; bbox 0 0 400 100; ppageno 0; scan_res 200 200'>
 <span class='ocr_line' id='line_1_1' title="bbox 10 20 210 60; baseline 0.01 -8; x_size 40; x_descenders 7; x_ascenders 9">
  <span class='ocrx_word' id='word_1_1' title='bbox 10 22 90 60; x_wconf 96'>S&amp;ở</span>
  <span class='ocrx_word' id='word_1_2' title='bbox 110 22 210 58; x_wconf 41'><strong>Nội</strong></span>
  <span class='ocrx_word' id='word_1_3' title='bbox 211 22 212 58; x_wconf 0'> </span>
 </span>"""


def is_installed() -> bool:
    try:
        tesseract.engine()
    except Unreadable:
        return False
    return True


needs_tesseract = pytest.mark.skipif(not is_installed(), reason=f"Tesseract is not installed ({tesseract.PACKAGES})")
needs_fonts = pytest.mark.skipif(
    not (make_samples.BOLD.exists() and importlib.util.find_spec("reportlab")), reason="reportlab or the fonts of fonts-dejavu-core are not installed"
)


def words(text: str) -> list[str]:
    return [word for word in text.split() if any(map(str.isalnum, word))]


def pages() -> list[Image.Image]:
    """The first two pages of the sample in greys, upright."""
    return [Image.fromarray(each.pixels) for each in pictures.of_pdf(SCAN.read_bytes(), [1, 2]) if isinstance(each, pictures.Picture)]


def packed(images: Sequence[Image.Image], kind: str, **more: object) -> bytes:
    file = io.BytesIO()
    first, *others = images
    first.save(file, kind, **({"save_all": True, "append_images": others} if others else {}), **more)  # type: ignore[arg-type]
    return file.getvalue()


def refusal(act: Callable[[], Document]) -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        act()
    assert "\n" not in refused.value.message
    return refused.value


@pytest.fixture(scope="module")
def scanned() -> Document:
    return read(SCAN.read_bytes())


@pytest.fixture(scope="module")
def upright() -> list[str]:
    """The words of the second page."""
    return words(read(packed(pages()[1:], "PNG")).text)


@pytest.fixture(scope="module")
def mixed() -> bytes:
    """A PDF of two pages: one with text, one that is a picture."""
    import pypdfium2

    document, plain = pypdfium2.PdfDocument.new(), make_samples.RENDERINGS / "khe-vang-2021.pdf"
    document.import_pages(pypdfium2.PdfDocument(plain.read_bytes()), [0])
    document.import_pages(pypdfium2.PdfDocument(SCAN.read_bytes()), [4])
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


# ---------------------------------------------------------------- what is read


@needs_tesseract
def test_a_scan_reads_as_the_text_it_was_made_of(scanned: Document) -> None:
    check_promises(scanned)
    assert (scanned.format, scanned.ocr, scanned.pages, scanned.diagnostics) == ("pdf", True, 5, ())
    truth, found = words(read(MADE_OF.read_bytes()).text), words(scanned.text)
    assert Levenshtein.distance(truth, found) <= 0.01 * len(truth)


@needs_tesseract
def test_blocks_keep_their_page_place_and_sureness(scanned: Document) -> None:
    assert {block.place.page for block in scanned.blocks} == {1, 2, 3, 4, 5}
    assert all(block.place.box and 0 <= block.place.box[0] < block.place.box[2] <= 600 for block in scanned.blocks)
    sure = [block.confidence for block in scanned.blocks if block.confidence is not None]
    assert len(sure) == len(scanned.blocks) and all(0.35 <= each <= 1 for each in sure) and sum(sure) / len(sure) > 0.85
    places = json.loads(encode_places(Places("x", scanned.pages, scanned.blocks, scanned.turns)))
    assert [block["confidence"] for block in places["blocks"]] == [block.confidence for block in scanned.blocks]


@needs_tesseract
def test_a_record_says_that_its_text_was_recognized() -> None:
    plan = extract_plan(packed(pages()[1:], "PNG"))
    assert plan.source.ocr and plan.source.format == "png" and len(plan.tasks) > 3


@needs_tesseract
@needs_fonts
def test_a_ruled_table_over_pages_reads_as_in_the_pdf() -> None:
    plain = read((make_samples.SHIPPED / "nam-hoanh-2024.pdf").read_bytes())
    document = read(make_samples.to_scan((make_samples.SHIPPED / "nam-hoanh-2024.pdf").read_bytes()))
    check_promises(document)
    tables = [[block for block in each.blocks if block.kind == "row"] for each in (plain, document)]
    assert [[cell.column for cell in block.cells] for block in tables[0]] == [[cell.column for cell in block.cells] for block in tables[1]]
    cells = [[each.text[cell.start : cell.end] for block in table for cell in block.cells] for each, table in zip((plain, document), tables, strict=True)]
    alike = [Levenshtein.normalized_similarity(one, other) > 0.9 for one, other in zip(*cells, strict=True)]
    assert sum(alike) >= 0.95 * len(alike)


@needs_tesseract
@pytest.mark.parametrize(
    ("kind", "more"), [("PNG", {}), ("JPEG", {"quality": 80}), ("TIFF", {"compression": "tiff_lzw"}), ("BMP", {}), ("WEBP", {"lossless": True})]
)
def test_pictures_are_read(kind: str, more: dict[str, object], scanned: Document) -> None:
    document = read(packed(pages()[:1], kind, **more))
    check_promises(document)
    assert (document.format, document.ocr, document.pages) == (kind.lower(), True, 1)
    assert shown(document)[6:9] == shown(scanned)[6:9]


@needs_tesseract
def test_a_tiff_has_pages() -> None:
    document = read(packed(pages(), "TIFF"))
    assert document.pages == 2 and {block.place.page for block in document.blocks} == {1, 2}


@needs_tesseract
@pytest.mark.parametrize(
    "spoil",
    [
        lambda page: page.rotate(180),
        lambda page: page.transpose(Image.Transpose.ROTATE_90),
        lambda page: page.transpose(Image.Transpose.ROTATE_270),
        lambda page: page.rotate(3, Image.Resampling.BICUBIC, fillcolor=255),
        lambda page: page.resize((page.width * 3, page.height * 3)),
        lambda page: page.resize((page.width * 3 // 4, page.height * 3 // 4), Image.Resampling.LANCZOS),
        lambda page: page.convert("RGBA"),
    ],
    ids=["on its head", "on its left side", "on its right side", "askew", "600 dpi", "150 dpi", "with transparency"],
)
def test_a_page_is_set_upright_straight_and_to_size(spoil: Callable[[Image.Image], Image.Image], upright: list[str]) -> None:
    spoilt = words(read(packed([spoil(pages()[1])], "PNG")).text)
    assert Levenshtein.distance(upright, spoilt) <= 0.04 * len(upright)


@needs_tesseract
def test_only_pages_without_usable_text_are_recognized(mixed: bytes) -> None:
    auto = read(mixed)
    assert (auto.ocr, auto.pages) == (True, 2)
    assert {(block.place.page, block.confidence is not None) for block in auto.blocks} == {(1, False), (2, True)}
    never = read(mixed, "never")
    assert not never.ocr and [each.code for each in never.diagnostics] == ["pages-without-text"]
    assert {block.confidence is not None for block in read(mixed, "always").blocks} == {True}


@needs_tesseract
@needs_fonts
@pytest.mark.parametrize(
    ("layer", "replaced"),
    [
        ("lVỦn nl1ân dà11 lluyện Kl1e V:ìng tỉnll l)ông Lĩnl1 cải cácl1 hànll cl1ínl1 " * 8, True),
        ("UY BAN NHAN DAN HUYEN KHE VANG Nam 2020, Chi so cai cach hanh chinh cua huyen dat " * 8, True),
        ("Năm 2020, Chỉ số cải cách hành chính của huyện đạt kết quả cao trong các huyện. " * 8, False),
    ],
    ids=["garbage", "without diacritics", "good"],
)
def test_a_text_layer_that_is_garbage_is_recognized_anew(layer: str, replaced: bool) -> None:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    registerFont(TTFont("Plan", make_samples.REGULAR))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.drawImage(ImageReader(pages()[1]), 0, 0, 595, 842)
    text = canvas.beginText(60, 780)
    text.setFont("Plan", 8)
    text.setTextRenderMode(3)
    for at in range(0, len(layer), 80):
        text.textLine(layer[at : at + 80])
    canvas.drawText(text)
    canvas.save()
    document = read(file.getvalue())
    assert document.ocr is replaced
    assert ("PAR INDEX" in document.text or "đánh giá" in document.text) is replaced


# ---------------------------------------------------------------- what is told


def test_without_tesseract_its_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(tesseract, "_PLACES", ())
    for data in (SCAN.read_bytes(), packed([Image.new("L", (1000, 1400), 255)], "PNG")):
        refused = refusal(lambda data=data: read(data))  # type: ignore[misc]
        assert refused.code == "needs-tesseract"
        assert "tesseract-ocr tesseract-ocr-vie" in refused.message


def test_without_the_vietnamese_model_its_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "tesseract"
    script.write_text("#!/bin/sh\necho 'List of available languages (2):'\necho eng\necho osd\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert refusal(lambda: read(SCAN.read_bytes())).code == "needs-tesseract"


def test_without_tesseract_text_pages_are_read_all_the_same(mixed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(tesseract, "_PLACES", ())
    document = read(mixed)
    assert not document.ocr
    [note] = document.diagnostics
    assert note.code == "pages-without-text" and "page 2" in note.message and tesseract.PACKAGES in note.message


@pytest.mark.parametrize("data", [SCAN.read_bytes(), packed([Image.new("L", (10, 10))], "PNG")], ids=["pdf", "png"])
def test_never_recognizes_nothing(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "run", None)
    assert refusal(lambda: read(data, "never")).code == "no-text"


@needs_tesseract
def test_a_poor_scan_is_told() -> None:
    page = pages()[1]
    poor = page.resize((page.width // 6, page.height // 6), Image.Resampling.BILINEAR).resize(page.size)
    try:
        document = read(packed([poor], "PNG"))
    except Unreadable as refused:
        assert refused.code == "no-text"
        return
    assert [each.code for each in document.diagnostics] == ["poor-scan"]


@needs_tesseract
def test_a_page_that_takes_too_long_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "tesseract"
    script.write_text("#!/bin/sh\ncase $1 in --list-langs) echo vie;; *) sleep 300;; esac\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(tesseract, "SECONDS", 1)
    assert refusal(lambda: read(packed(pages()[:1], "PNG"))).code == "no-text"


@needs_tesseract
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (packed([Image.new("L", (1240, 1754), 255)], "PNG"), "no-text"),
        (packed([Image.new("L", (1, 1), 0)], "PNG"), "no-text"),
        (packed([Image.new("L", (30000, 1), 0)], "PNG"), "no-text"),
        (packed([Image.effect_noise((600, 800), 200)], "PNG"), "no-text"),
        (packed([Image.new("1", (12_000, 12_000))], "TIFF", compression="group4"), "too-large"),
        (packed([Image.new("1", (12_000, 12_000))], "PNG"), "too-large"),
        (packed([Image.new("L", (100, 100))], "PNG")[:60], "damaged"),
        (packed([Image.effect_noise((300, 400), 90)], "JPEG")[:3000], "damaged"),
        (packed([Image.new("1", (8, 8))] * 400, "TIFF"), "too-large"),
        (b"II*\0\x08\0\0\0" + b"\0" * 40, "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(200)), "damaged"),
    ],
    ids=["white", "a dot", "a line", "noise", "144 MP tiff", "144 MP png", "cut png", "cut jpeg", "400 pages", "empty tiff", "noise png"],
)
def test_pictures_without_text_or_beyond_bounds_are_refused(data: bytes, code: str) -> None:
    assert refusal(lambda: read(data)).code == code


@needs_tesseract
@needs_fonts
def test_a_pdf_with_a_picture_beyond_bounds_is_refused() -> None:
    file = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(file, "PDF", resolution=1200)
    assert refusal(lambda: read(file.getvalue())).code in ("no-text", "too-large")


def test_a_scan_of_a_thousand_pages_is_refused_at_once() -> None:
    file = io.BytesIO()
    first, *others = [Image.new("1", (8, 11))] * (scan.MOST_PAGES + 1)
    first.save(file, "PDF", save_all=True, append_images=others)
    assert refusal(lambda: read(file.getvalue())).code == "too-large"


# ---------------------------------------------------------------- its parts


def test_words_of_hocr() -> None:
    found = list(tesseract.parse(HOCR))
    assert [(word.text, word.left, word.right, word.sure) for word in found] == [("S&ở", 10, 90, 0.96), ("Nội", 110, 210, 0.41)]
    assert [word.baseline for word in found] == [53, 53] and found[0].size == 40


@pytest.mark.parametrize("angle", [-4.2, -1.0, -0.3, 0.0, 0.5, 2.5, 4.8])
def test_skew_is_found(angle: float) -> None:
    image = Image.new("L", (1200, 1600), 255)
    draw = ImageDraw.Draw(image)
    for line in range(100, 1500, 40):
        for word in range(100, 1050, 90):
            draw.rectangle((word, line, word + 60, line + 14), fill=0)
    turned = image.rotate(-angle, Image.Resampling.BICUBIC, fillcolor=255)
    import numpy as np

    assert pictures.skew_of(np.array(turned)) == pytest.approx(angle, abs=0.2)


def test_ruled_lines_become_a_grid_and_leave_the_picture() -> None:
    import numpy as np

    image = Image.new("L", (1000, 600), 255)
    draw = ImageDraw.Draw(image)
    for y in (100, 200, 400):
        draw.line((100, y, 900, y), fill=0, width=2)
    for x in (100, 300, 900):
        draw.line((x, 100, x, 400), fill=0, width=2)
    draw.rectangle((400, 240, 430, 270), fill=0)
    picture, edges = pictures.without_lines(pictures.Picture(1, np.array(image), 0.36))
    [grid] = grids_of(edges)
    assert (grid.rows, grid.columns, len(grid.cells)) == (2, 2, 4)
    assert int((picture.pixels < 128).sum()) == 31 * 31
    assert [pictures.part_of(picture, cell.box) is not None for cell in grid.cells] == [False, False, False, True]


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("Il. NHIỆM VỤ", "II. NHIỆM VỤ"),
        ("l. MỤC ĐÍCH", "I. MỤC ĐÍCH"),
        ("HI. TỔ CHỨC", "III. TỔ CHỨC"),
        ("I.MỤC ĐÍCH", "I. MỤC ĐÍCH"),
        ("I MỤC ĐÍCH, YÊU CẦU", "I. MỤC ĐÍCH, YÊU CẦU"),
        ("II NĂM 2021 ĐẠT", "II NĂM 2021 ĐẠT"),
        ("— Rà soát văn bản", "- Rà soát văn bản"),
        ("cuỘc họp đỘt xuất", "cuộc họp đột xuất"),
        ("Ðông Lĩnh", "Đông Lĩnh"),
        ("SởY tế", "Sở Y tế"),
        ("kKhe Vàng", "Khe Vàng"),
        ("UBND tĩnh ban hành", "UBND tỉnh ban hành"),
        ("TÍNH LẠNG SƠN", "TỈNH LẠNG SƠN"),
        ("tỉnh Hà Tĩnh", "tỉnh Hà Tĩnh"),
        ("công chúc, viên chúc", "công chức, viên chức"),
        ("Phó Chủ tịch UBND", "Phó Chủ tịch UBND"),
        ("NGUYÊN VĂN A", "NGUYỄN VĂN A"),
    ],
)
def test_slips_that_are_certain_are_mended(line: str, mended: str) -> None:
    placed = [tesseract.Word(text, 50.0 * at, 0, 50.0 * at + 40, 12, 10, 14, 0.9) for at, text in enumerate(line.split())]
    assert " ".join(word.text for word in slips.mended(placed)) == mended


@pytest.mark.parametrize(
    ("labels", "mended"),
    [
        (["I. MỤC ĐÍCH", "II. NHIỆM VỤ", "II. TỔ CHỨC"], ["I.", "II.", "III."]),
        (["I. MỤC ĐÍCH", "I. NHIỆM VỤ"], ["I.", "I."]),
        (["c) Sở Y tế", "d) Sở Nội vụ", "ở) Công an"], ["c)", "d)", "đ)"]),
        (["ở) Công an"], ["ở)"]),
    ],
)
def test_labels_are_mended_by_their_order(labels: list[str], mended: list[str]) -> None:
    pieces = slips.with_labels([Paragraph(label) for label in labels])
    assert [piece.text.split()[0] for piece in pieces if isinstance(piece, Paragraph)] == mended


@pytest.mark.parametrize(
    ("numbers", "mended"),
    [
        (["1", "11", "12", "1.3"], ["1", "1.1", "1.2", "1.3"]),
        (["4", "41", "4.2", "5", "5:1", "541"], ["4", "4.1", "4.2", "5", "5.1", "541"]),
        (["7.2", "713"], ["7.2", "7.3"]),
        (["10", "11", "12"], ["10", "11", "12"]),
        (["1", "2", "3"], ["1", "2", "3"]),
        (["", "12"], ["", "12"]),
        (["5", "3.1", "5.2"], ["5", "5.1", "5.2"]),
        (["7", "FÃI", "7.2"], ["7", "7.1", "7.2"]),
        (["1.2", "135", "1.4"], ["1.2", "1.3", "1.4"]),
        (["1", "TT", "2"], ["1", "TT", "2"]),
        (["1", "3", "4"], ["1", "3", "4"]),
        (["a", "b", "c"], ["a", "b", "c"]),
    ],
)
def test_row_numbers_are_mended_by_their_order(numbers: list[str], mended: list[str]) -> None:
    rows = [Row((Entry(number, 0), Entry("Rà soát", 1)), 1) for number in numbers]
    assert [row.entries[0].text for row in slips.with_ordinals(rows) if isinstance(row, Row)] == mended


@pytest.mark.parametrize("word", ["kế", "hoạch", "nghiệp", "quyết", "giếng", "thuở", "khuỷu", "ngoằn", "kỷ", "y", "quốc", "ủy", "yêu", "gì"])
def test_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["cl1ínl1", "tlìực", "hànll", "wifi", "str", "plan", "ngghe", "ubnd"])
def test_other_words_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_wellness_tells_plans_from_garbage() -> None:
    plans = [read(path.read_bytes()).text for path in make_samples.RENDERINGS.glob("*.txt")]
    assert plans and min(map(wellness, plans)) > 0.9
    assert wellness("UY BAN NHAN DAN HUYEN cai cach hanh chinh") < 0.3
    assert wellness("The committee shall carry out the reform of administrative procedures") < 0.3
    assert wellness("") == 1.0


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("trong Quý IH/2023. Sở Nội vụ", "trong Quý III/2023. Sở Nội vụ"),
        ("Quý l/2026 và quý H", "Quý I/2026 và quý II"),
        ("Quý III/⁄2019", "Quý III/2019"),
        ("Quý 1/2019", "Quý 1/2019"),
        ("HOẠCH", "KẾ HOẠCH"),
        ("KE HOẠCH", "KẾ HOẠCH"),
        ("QUY HOẠCH", "QUY HOẠCH"),
    ],
)
def test_numerals_of_quarters_and_the_title_are_put_right(line: str, right: str) -> None:
    placed = [tesseract.Word(text, 50.0 * at, 0, 50.0 * at + 40, 12, 10, 14, 0.9) for at, text in enumerate(line.split())]
    assert " ".join(word.text for word in slips.mended(placed)) == right


@pytest.mark.parametrize(
    ("read_as", "right"),
    [
        (["1. MỤC TIÊU", "1. Mục tiêu chung", "II. NHIỆM VỤ"], ["I. MỤC TIÊU", "1. Mục tiêu chung", "II. NHIỆM VỤ"]),
        (["I. MỤC TIÊU", "IIL NHIỆM VỤ", "HI. KINH PHÍ"], ["I. MỤC TIÊU", "II. NHIỆM VỤ", "III. KINH PHÍ"]),
        (["1. MỤC TIÊU", "2. NHIỆM VỤ"], ["1. MỤC TIÊU", "2. NHIỆM VỤ"]),
        (["I. MỤC TIÊU", "1. NHIỆM VỤ CỤ THỂ"], ["I. MỤC TIÊU", "1. NHIỆM VỤ CỤ THỂ"]),
    ],
)
def test_roman_headings_are_put_right_by_their_neighbours(read_as: list[str], right: list[str]) -> None:
    assert [piece.text for piece in slips.mended_pieces([Paragraph(text) for text in read_as]) if isinstance(piece, Paragraph)] == right


@pytest.mark.parametrize(
    ("read_as", "right"),
    [
        (["I", "H", "IH", "IV", "V", "VỊ", "VH"], ["I", "II", "III", "IV", "V", "VI", "VII"]),
        (["I", "1", "II", "2", "II"], ["I", "1", "II", "2", "III"]),
        (["G", "H"], ["G", "H"]),
        (["I", "4", "", "II", "6"], ["I", "4", "", "II", "6"]),
    ],
)
def test_roman_numerals_of_rows_are_put_right(read_as: list[str], right: list[str]) -> None:
    titles = ("Chỉ đạo, điều hành", "Thể chế", "Thủ tục", "Bộ máy", "Công vụ", "Tài chính công", "Hiện đại hóa")
    rows = [Row((Entry(text, 0), Entry(title, 1, 3)), 1) for text, title in zip(read_as, titles, strict=False)]
    assert [piece.entries[0].text for piece in slips.mended_pieces(rows) if isinstance(piece, Row)] == right


def test_an_accent_read_as_a_word_is_left_out_and_a_quarter_is_no_stain() -> None:
    title = tesseract.Word("KẾ", 277, 121, 297, 133, 133, 14, 0.8)
    accent = tesseract.Word("r4", 285, 117, 290, 121, 121, 5, 0.55)
    quarter = tesseract.Word("I/2026.", 300, 121, 320, 133, 133, 14, 0.2)
    assert scan._is_accent(accent, [title, accent]) and not scan._is_accent(title, [title, accent])
    assert not scan._is_noise(quarter, None)
    stroke = tesseract.Word("I;", 300, 121, 302, 133, 133, 14, 0.2)
    assert scan._is_noise(stroke, title) and not scan._is_noise(stroke, tesseract.Word("Quý", 277, 121, 297, 133, 133, 14, 0.9))


def test_an_accent_that_leans_over_its_capital_does_not_join_the_line_of_place_and_date() -> None:
    hocr = """<div class='ocr_page'>
     <span class='ocr_line' title="bbox 808 324 829 335; baseline 0 0; x_size 13.5"><span class='ocrx_word' title='bbox 808 324 829 335; x_wconf 84'>x</span></span>
     <span class='ocr_line' title="bbox 769 336 1004 377; baseline 0 -7; x_size 39"><span class='ocrx_word' title='bbox 769 336 826 370; x_wconf 86'>KE</span>
      <span class='ocrx_word' title='bbox 839 336 1004 377; x_wconf 95'>HOẠCH</span></span></div>"""
    found = list(tesseract.parse(hocr))
    assert [word.text for word in found if not scan._is_accent(word, found)] == ["KE", "HOẠCH"]


@pytest.mark.parametrize(
    ("drawn", "read_as", "right"),
    [
        ("III", "II", "III"),
        ("III", "IH.", "III."),
        ("VII", "VH", "VII"),
        ("III/", "II/2023.", "III/2023."),
        ("II", "II", "II"),
        ("I", "II", "II"),
        ("V", "I", "I"),
        ("III", "1", "1"),
        ("III", "HĐND", "HĐND"),
    ],
)
def test_strokes_of_a_numeral_are_counted_in_the_picture(drawn: str, read_as: str, right: str) -> None:
    page = Image.new("L", (300, 60), 255)
    pen = ImageDraw.Draw(page)
    at = 20
    for sign in drawn:
        if sign == "I":
            pen.rectangle((at + 4, 20, at + 7, 46), fill=0)
            pen.rectangle((at, 20, at + 12, 21), fill=0)
            pen.rectangle((at, 45, at + 12, 46), fill=0)
        elif sign == "V":
            pen.line((at, 20, at + 13, 46, at + 26, 20), fill=0, width=3)
        else:
            pen.line((at, 46, at + 11, 20), fill=0, width=2)
        at += 27 if sign == "V" else 13
    picture = pictures.Picture(1, np.array(page), 0.36)
    word = tesseract.Word(read_as, 20, 20, at, 47, 46, 30, 0.8)
    assert scan._counted(word, picture).text == right


@pytest.mark.parametrize(
    ("gap", "read_as", "right"),
    [(9, "VPHĐND", ["VP", "HĐND"]), (3, "VPHĐND", ["VPHĐND"]), (9, "VPhđnd", ["VPhđnd"]), (9, "VPHĐ", ["VPHĐ"])],
)
def test_abbreviations_that_the_picture_has_apart_are_two_words(gap: int, read_as: str, right: list[str]) -> None:
    page = Image.new("L", (200, 60), 255)
    pen = ImageDraw.Draw(page)
    lefts = [20, 38, 54 + gap, 72 + gap, 90 + gap, 108 + gap]
    for left in lefts:
        pen.rectangle((left, 20, left + (13 if left == lefts[1] else 15), 40), fill=0)
    word = tesseract.Word(read_as, 20, 20, lefts[-1] + 16, 41, 40, 30, 0.8)
    parts = list(scan._spaced(word, pictures.Picture(1, np.array(page), 0.36)))
    assert [part.text for part in parts] == right
    assert all(one.right < other.left for one, other in pairwise(parts))
