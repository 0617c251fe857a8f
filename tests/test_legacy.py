"""Text from before Unicode: every letter of every old encoding, whole plans, and nothing else taken for them."""

from __future__ import annotations

import random
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from itertools import groupby
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.run import Run as WordRun

from pipeline.extract import extract
from pipeline.read import Unreadable, read
from pipeline.read.legacy import mend
from pipeline.read.legacy.fonts import Run, as_shown, legacy_font
from pipeline.read.legacy.hyphens import tell_hyphens
from pipeline.read.legacy.tables import BYTE_ENCODINGS, ByteEncoding, from_full_tcvn3, from_legacy
from pipeline.read.legacy.viqr import from_viqr
from schemas.document import Document
from schemas.json_schema import plan_adapter
from schemas.plan import Source
from schemas.text import fold
from tests.legacy_encoders import ABC, ENCODERS, LETTERS, VISCII
from tests.reading import check_promises, shown

ROOT = Path(__file__).parent.parent
SAMPLES = {path.stem: path for folder in ("tests/samples", "samples") for path in sorted((ROOT / folder).glob("*.txt"))}
KHE_VANG = (ROOT / "tests/samples/khe-vang-2021.txt").read_text("utf-8")
SENTENCE = "Cộng hoà xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc; Uỷ ban nhân dân huyện Đắk Lắk"
ASCII_SIGNS = str.maketrans({"–": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "ð": "đ", "\ufeff": None})


def plain(text: str) -> str:
    """The text with no signs that some encoding lacks."""
    return "".join(letter for letter in unicodedata.normalize("NFC", text).translate(ASCII_SIGNS) if letter.isascii() or letter in LETTERS)


def sample(name: str) -> str:
    return read(SAMPLES[name].read_bytes()).text


def facts(document: Document) -> str:
    source = Source("plan.txt", (), "0" * 64, 1, document.format, document.pages, None, False)
    return plan_adapter().dump_json(extract(document, source, "plan"), exclude={"diagnostics"}).decode()


# Letters and sentences


def test_the_writers_know_all_letters() -> None:
    assert len(LETTERS) == len(set(LETTERS)) == len(VISCII) == 134
    assert set(ABC) - {"_"} == {letter for letter in LETTERS if letter.islower()} | set("ĂÂÊÔƠƯĐ")


@pytest.mark.parametrize("encoding", BYTE_ENCODINGS)
def test_every_letter_is_read(encoding: ByteEncoding) -> None:
    read_back = {letter: from_legacy(f"t{ENCODERS[encoding](letter).decode('latin-1')}", encoding)[1:] for letter in LETTERS}
    lacking = set(LETTERS) - set(ABC) if encoding == "tcvn3" else set()
    assert read_back == {letter: letter.lower() if letter in lacking else letter for letter in LETTERS}


def test_every_letter_of_viqr_is_read() -> None:
    assert from_viqr("\n".join(ENCODERS["viqr"](f"t{letter}nh\\.").decode() for letter in LETTERS)) == "\n".join(f"t{letter}nh." for letter in LETTERS)


@pytest.mark.parametrize("encoding", BYTE_ENCODINGS)
def test_letters_are_read_whatever_their_bytes_were_taken_for(encoding: ByteEncoding) -> None:
    data = ENCODERS[encoding](SENTENCE)
    as_windows = "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in data)
    assert from_legacy(data.decode("latin-1"), encoding) == from_legacy(as_windows, encoding) == SENTENCE


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv is not installed")
@pytest.mark.parametrize(("charset", "encoding"), [("VISCII", "viscii"), ("TCVN5712-1", "tcvn3")])
def test_tables_agree_with_the_c_library(charset: str, encoding: ByteEncoding) -> None:
    done = subprocess.run(["iconv", "-f", "UTF-8", "-t", charset], input=" ".join(LETTERS).encode(), capture_output=True)
    if done.returncode:
        pytest.skip(f"iconv has no {charset}")
    text = done.stdout.decode("latin-1")
    assert (from_full_tcvn3(text) if encoding == "tcvn3" else from_legacy(text, encoding)) == " ".join(LETTERS)


@pytest.mark.parametrize(
    ("encoding", "written", "right"),
    [
        ("tcvn3", "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("tcvn3", "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        ("tcvn3", "CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("tcvn3", "ñY BAN NH¢N D¢N HUYÖN B¾C ¸I", "ỦY BAN NHÂN DÂN HUYỆN BẮC ÁI"),
        ("tcvn3", "UBND x·, thÞ trÊn; H§ND ë x·", "UBND xã, thị trấn; HĐND ở xã"),
        ("tcvn3", "Thñ t\u00adíng ChÝnh phñ ®Çu t\u00ad", "Thủ tướng Chính phủ đầu tư"),
        ("vni-windows", "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("vni-windows", "Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        ("vni-windows", "Ñaø Naüng coù ñieàu kieän thuaän lôïi", "Đà Nẵng có điều kiện thuận lợi"),
        ("windows-1258", "Côòng hoÌa xaÞ hôòi chuÒ nghiÞa Viêòt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ],
)
def test_real_lines(encoding: ByteEncoding, written: str, right: str) -> None:
    assert from_legacy(written, encoding) == right


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Co^.ng ho`a xa~ ho^.i chu? nghi~a Vie^.t Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("DDo^.c la^.p - Tu+. do - Ha.nh phu'c.", "Độc lập - Tự do - Hạnh phúc."),
        ("U?y ban nha^n da^n huye^.n. Ba'o ca'o tru+o+'c nga`y 15/12.", "Ủy ban nhân dân huyện. Báo cáo trước ngày 15/12."),
        ("I. MU.C DDI'CH\na. Pho`ng No^.i vu.", "I. MỤC ĐÍCH\na. Phòng Nội vụ"),
        ("Bao gio+`? (theo NDD 61/2018/NDD-CP)", "Bao giờ? (theo NĐ 61/2018/NĐ-CP)"),
        (r"cho ta\. Ta. o+? \"dda^y\"", r'cho ta. Tạ ở "đây"'),
    ],
)
def test_viqr_tells_marks_from_punctuation(written: str, right: str) -> None:
    assert from_viqr(written) == right


# Whole files


@pytest.mark.parametrize("encoding", ENCODERS)
@pytest.mark.parametrize("name", SAMPLES)
def test_a_plan_in_an_old_encoding_reads_as_in_unicode(name: str, encoding: str) -> None:
    text = plain(sample(name))
    document, right = read(ENCODERS[encoding](text)), read(text.encode())
    check_promises(document)
    assert document.encoding == encoding
    assert [diagnostic.code for diagnostic in document.diagnostics] == ["legacy-encoding"]
    if encoding == "tcvn3":
        assert document.folded == right.folded
        assert [line for line in right.text.split("\n") if line.isupper()] == [line for line in document.text.split("\n") if line.isupper()]
    else:
        assert document.text == right.text


@pytest.mark.parametrize("encoding", ENCODERS)
def test_a_plan_in_an_old_encoding_gives_the_same_facts(encoding: str) -> None:
    text = plain(KHE_VANG)
    old, right = facts(read(ENCODERS[encoding](text))), facts(read(text.encode()))
    assert len(right) > 10_000
    assert (old.lower() == right.lower()) if encoding == "tcvn3" else (old == right)


def test_capitals_with_tones_are_read_where_a_file_has_their_codes() -> None:
    codes = {from_full_tcvn3(chr(code)): code for code in range(256)}
    text = plain(KHE_VANG)
    document = read(bytes(codes.get(letter, ord(letter) if letter.isascii() else 0) for letter in text))
    assert (document.text, document.encoding) == (read(text.encode()).text, "tcvn3")


def test_quotes_and_dashes_of_windows_stay() -> None:
    text = "Thực hiện nhiệm vụ “cải cách hành chính” – giai đoạn đến năm 2010 của huyện…"
    for encoding in ("tcvn3", "vni-windows", "windows-1258"):
        assert read(ENCODERS[encoding](text)).text.strip() == text


@pytest.mark.parametrize("encoding", ENCODERS)
def test_text_saved_as_unicode_by_mistake_is_mended(encoding: str) -> None:
    text = plain(KHE_VANG)
    data = ENCODERS[encoding](text)
    document = read("".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in data).encode())
    assert document.encoding == encoding
    assert document.folded == read(text.encode()).folded


def test_only_the_lines_in_an_old_encoding_are_mended() -> None:
    lines = [
        "KẾ HOẠCH",
        "Cải cách hành chính năm 2009 – 2010, diện tích 50 m² theo § 5",
        "Céng hoµ x· héi chñ nghÜa ViÖt Nam",
        "N¬i nhËn:",
        "Ñoäc laäp - Töï do - Haïnh phuùc cuûa nhaân daân",
        "Café Müller, 25 °C",
    ]
    document = read("\n\n".join(lines).encode())
    assert shown(document) == [
        *lines[:2],
        "Cộng hoà xã hội chủ nghĩa Việt Nam",
        "Nơi nhận:",
        "Độc lập - Tự do - Hạnh phúc của nhân dân",
        lines[5],
    ]
    assert document.encoding == "tcvn3"
    (note,) = document.diagnostics
    assert note.code == "legacy-encoding" and "3 of 6 lines" in note.message and "TCVN3" in note.message and "VNI" in note.message


# Recognition


def pieces(seed: int, count: int = 20, length: int = 300) -> Iterator[str]:
    draw = random.Random(seed)
    for name in SAMPLES:
        text = plain(sample(name))
        for _ in range(count):
            start = draw.randrange(len(text) - length)
            yield text[start : start + length]


def encoding_of(data: bytes) -> str | None:
    try:
        return read(data).encoding
    except Unreadable:
        return None


@pytest.mark.parametrize("encoding", ENCODERS)
def test_pieces_of_300_characters_are_recognized(encoding: str) -> None:
    found = [encoding_of(ENCODERS[encoding](piece)) == encoding for piece in pieces(7)]
    assert sum(found) >= 0.99 * len(found)


@pytest.mark.parametrize("encoding", BYTE_ENCODINGS)
def test_pieces_saved_as_unicode_by_mistake_are_recognized(encoding: str) -> None:
    found = [encoding_of(ENCODERS[encoding](piece).decode("latin-1").encode()) == encoding for piece in pieces(11)]
    assert sum(found) >= 0.99 * len(found)


FOREIGN = {
    "English": "The committee shall, in consultation with its members, report to the council no later than 31 March. Who is to do it? “We do.” It's a "
    "naïve résumé of the café; see § 5, 25 °C, £10, ½ of it. No. Do to me. He (I) can't go. Add all odd data to a. to e.; O'Neil's. Yo-yo! Did she? ",
    "French": "L'état d'avancement du projet a été présenté à l'assemblée générale où les élèves, déjà prêts, ont reçu les œuvres. Ça dépend : à côté "
    "de la forêt, où naît l'été, l'île brûle. « Là-bas, dès août », s'écrie Noël, âgé et ému, à l'hôtel du maïs. Hé ! où ? À toi. ",
    "German": "Über die Maßnahmen der Behörde für größere Städte wird jährlich in Köln, München und Düsseldorf berichtet; schöne Grüße aus Österreich, "
    "natürlich möchten wir die Bevölkerung über Änderungen frühzeitig aufklären. ",
    "Spanish": "El niño compró piñas en la estación; mañana volverá él solo. ¿Dónde está la cañería? ¡Qué pena! Según el señor Muñoz, aún no llegó. ",
    "Portuguese": "A comissão não tomou decisões sobre a situação das regiões; até amanhã, à noite, os órgãos públicos irão às câmaras. Há também ações. ",
    "Danish": "På øen går børnene over broen; Åse køber æbler, rødgrød og fløde, når året er omme. Søren bør også få sin æske på Ærø. ",
    "Icelandic": "Það er ekki hægt að fá þetta í búðinni; þú verður að fara út á þjóðveginn og biðja Þórð um að lána þér bílinn á þriðjudag. ",
    "Code": "if (a[i] == 'x' && b.c()) { return e.f(u+1, o+2) ? a'b : d.d; } // add(i++); oo~ a^b; u^=o; puts(\"a.b.c?\"); see e.g. i.e. www.a.vn/~user?i=o. ",
}


@pytest.mark.parametrize("language", FOREIGN)
@pytest.mark.parametrize("codec", ["utf-8", "cp1252"])
def test_other_languages_are_not_taken_for_it(language: str, codec: str) -> None:
    text = FOREIGN[language]
    repeated = text * 4
    draw = random.Random(3)
    for start in (draw.randrange(len(text)) for _ in range(40)):
        assert encoding_of(repeated[start : start + 300].encode(codec)) in ("utf-8", None)


def test_random_bytes_and_letters_are_not_taken_for_it() -> None:
    draw = random.Random(5)
    letters = "".join(chr(code) for code in range(0x20, 0x100) if not 0x7F <= code < 0xA0)
    for _ in range(200):
        text = "".join(draw.choices(letters, k=300))
        spaced = " ".join("".join(draw.choices(letters, k=draw.randrange(1, 7))) for _ in range(70))
        marked = " ".join("".join(draw.choices("abcdeghiklmnoprstuvxy'`?~.^(+", k=draw.randrange(1, 7))) for _ in range(70))
        assert {encoding_of(text.encode("latin-1")), encoding_of(spaced.encode("latin-1"))} <= {None}
        assert {encoding_of(each.encode()) for each in (text, spaced, marked)} == {"utf-8"}


@pytest.mark.parametrize("name", SAMPLES)
def test_unicode_plans_stay_as_they_are(name: str) -> None:
    text = unicodedata.normalize("NFC", sample(name))
    assert mend(text) is None and mend(unicodedata.normalize("NFD", text)) is None
    assert all(mend(line) is None for line in text.split("\n"))
    assert all(mend(text[start : start + 300]) is None for start in range(0, len(text), 300))


def test_vietnamese_whose_letters_latin_1_has_stays() -> None:
    assert mend("có là và hà tìm\nBà Hà có nhà ở xã là vì sao\nông và bà cùng tìm nhà") is None


@pytest.mark.parametrize("written", ["Uỷ ban", "Ủy ban", "hoà giải", "hòa giải", "Ðồng Tháp", "Đồng Tháp"])
def test_spellings_are_kept_and_matched_alike(written: str) -> None:
    document = read(f"KẾ HOẠCH\n\n{written} thực hiện.".encode())
    assert written in document.text
    assert fold({"Uỷ ban": "Ủy ban", "hoà giải": "hòa giải", "Ðồng Tháp": "Đồng Tháp"}.get(written, written)) in document.folded


HOSTILE = ("µ" * 60_000, "µ-" * 30_000, "µ\n" * 20_000, "aé ®·\n" * 10_000, "a^'." * 15_000, "<" * 60_000, "A" + "µ" * 60_000 + "A ", "dd\\." * 15_000)


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile[:5])
def test_hostile_text_is_read_or_refused(hostile: str) -> None:
    text = f"Céng hoµ x· héi chñ nghÜa ViÖt Nam\n{hostile}"
    check_promises(read(text.encode()))
    with suppress(Unreadable):
        check_promises(read(text.encode("latin-1")))


# Fonts


@pytest.mark.parametrize(
    ("name", "encoding", "capitals"),
    [
        (".VnTime", "tcvn3", False),
        (".VnTimeH", "tcvn3", True),
        (".vntimeh", "tcvn3", True),
        (".VNTIMEH", "tcvn3", True),
        (".VnArial Narrow", "tcvn3", False),
        (".VnArial NarrowH", "tcvn3", True),
        (".VnArialH,Bold", "tcvn3", True),
        (".Vn3DH", "tcvn3", True),
        ("ABCDEF+.VnTimeH-Bold", "tcvn3", True),
        ("ABCDEF+#2EVnTime", "tcvn3", False),
        ("VnTimeH", "tcvn3", True),
        (".VnBook-Antiqua", "tcvn3", False),
        (".VnGothic", "tcvn3", False),
        ("VNI-Times", "vni-windows", False),
        ("BCDEEE+VNI-Helve-Condense,Bold", "vni-windows", False),
        ("VNI Times", "vni-windows", False),
        ("vni-times", "vni-windows", False),
    ],
)
def test_old_fonts_are_known_by_name(name: str, encoding: str, capitals: bool) -> None:
    assert legacy_font(name) == (encoding, capitals)


@pytest.mark.parametrize("name", ["Times New Roman", "Arial", "UVN Bach Tuyet", "UTM Avo", "SVN-Times", "VNI", "Vnu Sans", "Symbol", ".SF UI", "", "Vnunicode"])
def test_other_fonts_are_not(name: str) -> None:
    assert legacy_font(name) is None


TIME, TIME_H, VNI = (legacy_font(name) for name in (".VnTime", ".VnTimeH", "VNI-Times"))


@pytest.mark.parametrize(
    ("runs", "right"),
    [
        ([Run("Uû ban", font=TIME)], "Uỷ ban"),
        ([Run("uû ban nh©n d©n", font=TIME_H)], "UỶ BAN NHÂN DÂN"),
        ([Run("I. ", font=TIME), Run("môc ®Ých", font=TIME_H)], "I. MỤC ĐÍCH"),
        ([Run("huyeä", font=VNI), Run("n Ño", font=VNI), Run("äi", font=VNI)], "huyện Đội"),
        ([Run("Căn cứ "), Run("LuËt Tæ chøc", font=TIME), Run(" số 1; § 5")], "Căn cứ Luật Tổ chức số 1; § 5"),
        ([Run("Căn cứ Luật Tổ chức", font=TIME)], "Căn cứ Luật Tổ chức"),
        ([Run("hòa giải và tìm nhà", font=TIME_H)], "hòa giải và tìm nhà"),
        ([Run("c¶i c¸ch", capitals=True, font=TIME)], "CẢI CÁCH"),
        ([Run("12/2009", font=TIME)], "12/2009"),
    ],
)
def test_runs_are_read_as_their_fonts_show_them(runs: list[Run], right: str) -> None:
    assert as_shown(runs)[0] == right


# Word files


def save(document: WordDocument) -> Document:
    data = BytesIO()
    document.save(data)
    return read(data.getvalue())


def set_fonts(run: WordRun, **names: str) -> None:
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for slot in list(fonts.attrib):
        del fonts.attrib[slot]
    for slot, name in names.items():
        fonts.set(qn(f"w:{slot}"), name)


def typed(text: str, encoding: str) -> str:
    """The text as Word keeps it when it was typed in a font of that encoding."""
    return ENCODERS[encoding](text).decode("cp1252")


def test_word_runs_are_read_by_their_fonts() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph()
    for text, names in (
        ("Căn cứ ", {"ascii": "Times New Roman", "hAnsi": "Times New Roman"}),
        (typed("Luật Tổ chức ", "tcvn3"), {"ascii": ".VnTime", "hAnsi": ".VnTime"}),
        ("ubnd huyÖn ", {"ascii": ".VnTimeH", "hAnsi": ".VnTimeH", "cs": "Arial"}),
        (typed("Đắk Lắk; ", "vni-windows"), {"ascii": "VNI-Times", "hAnsi": "VNI-Times"}),
        (typed("hỗ trợ ", "tcvn3"), {"cs": ".VnArial"}),
        ("Quyết định của tỉnh ủy; hòa giải", {"ascii": ".VnTime", "hAnsi": ".VnTime"}),
    ):
        set_fonts(paragraph.add_run(text), **names)
    set_fonts(word.add_paragraph().add_run("Quyết định hỗ trợ người dân"), ascii=".VnTime", hAnsi=".VnTime")
    set_fonts(word.add_paragraph().add_run("Quyết định © ® § 5"), ascii="Arial", hAnsi="Arial", cs=".VnTime")
    document = save(word)
    check_promises(document)
    assert shown(document)[1:] == ["Quyết định hỗ trợ người dân", "Quyết định © ® § 5"]
    assert document.encoding == "tcvn3"
    assert [note.code for note in document.diagnostics] == ["legacy-encoding"]


def test_a_style_or_the_document_names_the_font() -> None:
    word = docx.Document()
    defaults = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr")).find(qn("w:rFonts"))
    for slot in list(defaults.attrib):
        del defaults.attrib[slot]
    defaults.set(qn("w:hAnsi"), ".VnTime")
    normal = word.styles["Normal"].element.rPr
    if normal is not None and normal.find(qn("w:rFonts")) is not None:
        normal.remove(normal.find(qn("w:rFonts")))
    heading = word.styles.add_style("Muc", WD_STYLE_TYPE.PARAGRAPH)
    heading.base_style = word.styles["Normal"]
    heading.font.name = ".VnTimeH"
    strong = word.styles.add_style("Dam", WD_STYLE_TYPE.CHARACTER)
    strong.font.name = "VNI-Times"
    word.add_paragraph(typed("Nhiệm vụ và giải pháp", "tcvn3"))
    word.add_paragraph(typed("nhiệm vụ và giải pháp", "tcvn3"), style="Muc")
    word.add_paragraph().add_run(typed("Nhiệm vụ và giải pháp", "vni-windows"), style="Dam")
    set_fonts(word.add_paragraph().add_run("Nhiệm vụ và giải pháp"), asciiTheme="minorHAnsi", hAnsiTheme="minorHAnsi")
    rows = (("Số thứ tự", "Cơ quan chủ trì", "Thời gian hoàn thành"), ("1", "Sở Nội vụ", "Quý II"))
    for row, texts in zip(word.add_table(2, 3).rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = typed(text, "tcvn3")
    document = save(word)
    check_promises(document)
    assert shown(document) == [
        "Nhiệm vụ và giải pháp",
        "NHIỆM VỤ VÀ GIẢI PHÁP",
        "Nhiệm vụ và giải pháp",
        "Nhiệm vụ và giải pháp",
        "| Số thứ tự | Cơ quan chủ trì | Thời gian hoàn thành |",
        "| 1 | Sở Nội vụ | Quý II |",
    ]


@pytest.mark.parametrize("font", [".VnTime", "Times New Roman"])
def test_soft_hyphens_of_word_are_a_letter_in_tcvn3(font: str) -> None:
    word = docx.Document()
    run = word.add_paragraph().add_run("Thñ t")
    run._r.append(OxmlElement("w:softHyphen"))
    run._r.append(parse_xml(f'<w:t xml:space="preserve" {nsdecls("w")}>íng ChÝnh phñ</w:t>'))
    set_fonts(run, ascii=font, hAnsi=font)
    assert shown(save(word)) == ["Thủ tướng Chính phủ"]


def test_soft_hyphens_in_unicode_are_none() -> None:
    word = docx.Document()
    word.add_paragraph("Thủ tướng Chính\xad phủ; re\xadport")
    document = save(word)
    assert shown(document) == ["Thủ tướng Chính phủ; report"]
    assert (document.encoding, document.diagnostics) == (None, ())


def test_old_letters_in_a_word_file_under_a_font_of_unicode_are_mended() -> None:
    word = docx.Document()
    for line in ("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM", "§éc lËp - Tù do - H¹nh phóc", "N¬i nhËn:", "Quyết định của Ủy ban"):
        set_fonts(word.add_paragraph().add_run(line), ascii="Arial", hAnsi="Arial")
    document = save(word)
    assert shown(document) == ["CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Nơi nhận:", "Quyết định của Ủy ban"]
    assert document.encoding == "tcvn3"


@pytest.mark.parametrize(("encoding", "font"), [("tcvn3", ".VnTime"), ("vni-windows", "VNI-Times")])
def test_a_plan_typed_in_an_old_font_gives_the_same_facts(encoding: str, font: str) -> None:
    old, new = docx.Document(), docx.Document()
    for line in plain(read(KHE_VANG.encode()).text).split("\n"):
        new.add_paragraph(line)
        capitals = encoding == "tcvn3"
        paragraph = old.add_paragraph()
        for letter, group in groupby(line, key=lambda letter: capitals and letter.isupper() and letter not in ABC and not letter.isascii()):
            text = "".join(group)
            name = ".VnTimeH" if letter else font
            set_fonts(paragraph.add_run(typed(text.lower() if letter else text, encoding)), ascii=name, hAnsi=name)
    old_document, new_document = save(old), save(new)
    assert old_document.text == new_document.text
    assert facts(old_document) == facts(new_document)


@pytest.mark.parametrize("path", sorted((*ROOT.glob("samples/*.docx"), *ROOT.glob("tests/samples/*.docx"))), ids=lambda path: path.stem)
def test_word_files_in_unicode_stay_as_they_are(path: Path) -> None:
    document = read(path.read_bytes())
    assert document.encoding is None
    assert "legacy-encoding" not in {note.code for note in document.diagnostics}


# PDF files


def make_pdf(lines: Sequence[tuple[str, bytes]]) -> bytes:
    """A page with each line in a font of that name, whose codes are what windows-1252 has, as Word's printers left them."""
    names = sorted({name for name, _ in lines})
    fonts = b"".join(
        b"/F%d<</Type/Font/Subtype/TrueType/BaseFont/%s/Encoding/WinAnsiEncoding/FirstChar 0/LastChar 255/Widths[%s]>>"
        % (number, name.replace(".", "#2E").replace(" ", "#20").encode(), b" ".join([b"500"] * 256))
        for number, name in enumerate(names)
    )
    content = b"".join(
        b"BT /F%d 13 Tf 70 %d Td <%s> Tj ET\n" % (names.index(name), 800 - 18 * at, text.hex().encode()) for at, (name, text) in enumerate(lines)
    )
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<<%s>>>>/Contents 4 0 R>>" % fonts,
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    )
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return b"%sxref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>startxref %d\n%%%%EOF" % (written, table, len(written))


def test_glyphs_of_a_pdf_are_read_by_their_fonts() -> None:
    document = read(
        make_pdf(
            [
                (".VnTimeH", ENCODERS["tcvn3"]("kế hoạch")),
                ("ABCDEF+.VnTime", ENCODERS["tcvn3"]("- Ưu tiên: Thủ tướng, Thông tư, đầu tư; KH-UBND.")),
                (".VnTime", ENCODERS["tcvn3"]("1. Phòng Nội vụ hướng dẫn")),
                ("VNI-Times", ENCODERS["vni-windows"]("2. Sở Tư pháp chủ trì đợt hai ở Đà Nẵng")),
                ("Times New Roman", b"3. B\xe0 H\xe0 l\xe0 ai; \xa7 5, 20 m\xb2"),
            ]
        )
    )
    check_promises(document)
    assert shown(document) == [
        "KẾ HOẠCH",
        "- Ưu tiên: Thủ tướng, Thông tư, đầu tư; KH-UBND.",
        "1. Phòng Nội vụ hướng dẫn",
        "2. Sở Tư pháp chủ trì đợt hai ở Đà Nẵng",
        "3. Bà Hà là ai; § 5, 20 m²",
    ]
    assert document.encoding == "tcvn3"
    assert [note.code for note in document.diagnostics] == ["legacy-encoding"]


@pytest.mark.parametrize("encoding", ["tcvn3", "vni-windows"])
def test_a_pdf_whose_fonts_have_other_names_is_mended_by_its_letters(encoding: str) -> None:
    lines = ["Căn cứ Nghị quyết của Hội đồng nhân dân", "Thủ tướng Chính phủ ban hành Thông tư số 5", "Nơi nhận:"]
    document = read(make_pdf([("F1", ENCODERS[encoding](line)) for line in lines]))
    assert " ".join(shown(document)) == " ".join(lines)
    assert document.encoding == encoding


@pytest.mark.parametrize("path", sorted((*ROOT.glob("samples/*.pdf"), *ROOT.glob("tests/samples/*.pdf"))), ids=lambda path: path.stem)
def test_pdf_files_in_unicode_stay_as_they_are(path: Path) -> None:
    document = read(path.read_bytes())
    assert document.encoding is None
    assert "legacy-encoding" not in {note.code for note in document.diagnostics}


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Thñ t-íng Th«ng t-", "Thủ tướng Thông tư"),
        ("-u tiªn ®Çu t\u2212", "ưu tiên đầu tư"),
        ("N§-CP, KH-UBND, 2009-2010", "NĐ-CP, KH-UBND, 2009-2010"),
        ("x·-ph-êng-thÞ trÊn", "xã-phường-thị trấn"),
        ("§éc lËp - Tù do", "Độc lập - Tự do"),
    ],
)
def test_hyphens_are_told_from_the_letter_at_their_code(written: str, right: str) -> None:
    assert from_legacy(tell_hyphens(written), "tcvn3") == right


# Web pages


def make_page(lines: Sequence[str], charset: str = "utf-8") -> str:
    """A page as Word saves it."""
    style = "p.MsoNormal {margin: 0}\n" * 1_000
    head = f'<html><head><meta http-equiv=Content-Type content="text/html; charset={charset}"><style>\n{style}</style></head>'
    body = "".join(
        f"<p class=MsoNormal style='text-align:justify'><span style='font-size:13.0pt;font-family:\".VnTime\"'>{line}</span></p>\n" for line in lines
    )
    return f"{head}<body>\n{body}</body></html>"


PAGE_LINES = [line for line in plain(KHE_VANG).split("\n") if line.strip()][:40]
PAGE = read(make_page(PAGE_LINES).encode())


@pytest.mark.parametrize("encoding", BYTE_ENCODINGS)
@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1", "x-user-defined", "utf-8"])
def test_web_pages_with_old_letters_are_read(encoding: str, charset: str) -> None:
    page = make_page([ENCODERS[encoding](line).decode("latin-1") for line in PAGE_LINES], charset)
    document = read(page.encode("latin-1"))
    assert len(PAGE.blocks) > 20
    assert document.folded == PAGE.folded
    assert document.encoding == encoding
    assert [note.code for note in document.diagnostics] == ["legacy-encoding"]


@pytest.mark.parametrize("encoding", ["tcvn3", "vni-windows"])
def test_old_letters_written_as_entities_are_read(encoding: str) -> None:
    lines = ["".join(f"&#{code};" if code > 127 else chr(code) for code in ENCODERS[encoding](line)) for line in PAGE_LINES]
    document = read(make_page(lines).encode())
    assert set(PAGE.folded.split("\n")) >= set(document.folded.split("\n")) and len(document.blocks) > 20
    assert document.encoding == encoding
