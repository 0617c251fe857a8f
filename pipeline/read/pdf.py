"""PDF files: glyphs from pdfium, lines and paragraphs from where they stand, tables from the lines ruled around them."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from math import pi
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from pipeline.read import pictures, scan
from pipeline.read.glyphs import Font, FontOf, Glyph, with_marks
from pipeline.read.grid import Transform, edges_of, grids_of
from pipeline.read.joining import join_broken
from pipeline.read.layout import Page, page_of, pieces_of, with_aligned_tables, without_running_heads
from pipeline.read.legacy import converted_note, most
from pipeline.read.legacy.glyphs import FontName, as_fonts_show
from pipeline.read.legacy.pieces import mend_pieces
from pipeline.read.legacy.tables import ByteEncoding
from pipeline.read.pdfium import unchecked
from pipeline.read.pieces import lay_out
from pipeline.read.scan import Recognized
from pipeline.read.slips import mended_pieces
from pipeline.read.spans import join_spans
from pipeline.read.syllables import wellness
from pipeline.read.tables import join_rows
from pipeline.read.tesseract import PACKAGES
from pipeline.read.unreadable import Unreadable
from schemas.diagnostic import Diagnostic, diagnose
from schemas.document import Document
from schemas.ocr import OcrMode

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_MAGIC_WITHIN: Final = 1024
_MOST_PAGES: Final = 1_500
_MOST_GLYPHS: Final = 3_000_000
_MOST_GLYPHS_OF_A_PAGE: Final = 100_000
"""Counted before the characters are looked at one by one; the fullest page of a plan has a tenth of it."""
_FEWEST_LETTERS: Final = 20
_DAMAGED: Final = "The PDF is damaged or cut short: open it in a PDF reader, save it again and retry"
_NO_TEXT: Final = "The PDF has no text layer (it is a scan, or empty): have its text recognized (--ocr auto)"
_STAMP_LETTERS: Final = 300
"""So many characters at most has the text of a digital signature's stamp on a scanned page."""
_WELL: Final = 0.75
_BETTER: Final = 0.1
_COVERED: Final = 0.5
_ANGLES: Final = 20
"""How many characters of a page show how its text is turned."""
_MOST_PICTURES: Final = 5_000
_BOLD_WEIGHT: Final = 600
_LIGATURES: Final = range(0xFB00, 0xFB07)
_HYPHEN: Final = 0x02
"""What pdfium gives for a hyphen at a line end."""


def recognizes(data: bytes) -> bool:
    """Whether the bytes say, near their start, that they are a PDF."""
    return b"%PDF-" in data[:_MAGIC_WITHIN]


def read(data: bytes, ocr: OcrMode = "auto") -> Document:
    """The document of a PDF, its pictures recognized as ``ocr`` asks.

    Raises ``Unreadable`` (``encrypted``, ``damaged``, ``too-large``, ``no-text``, ``needs-tesseract``). Not to be called from two
    threads at once: pdfium is not made for it.
    """
    pages = list(pages_of(data))
    if pages and all(page.damaged for page in pages):
        raise Unreadable("damaged", _DAMAGED)
    known: list[Recognized] = []
    missing: Unreadable | None = None
    try:
        known = _recognized(data, pages, ocr)
    except Unreadable as error:
        if error.code != "needs-tesseract" or ocr == "always":
            raise
        missing = error
    better = {each.page.number: each.page for each in known}
    pages = [better.get(page.number, page) for page in pages]
    if sum(page.letters for page in pages) < _FEWEST_LETTERS:
        if any(page.damaged for page in pages):
            raise Unreadable("damaged", _DAMAGED)
        raise missing or (scan.nothing(known) if known else Unreadable("no-text", _NO_TEXT))
    pieces, converted = mend_pieces(list(pieces_of(with_aligned_tables(without_running_heads(pages)))))
    if known:
        pieces = mended_pieces(pieces)
    for page in pages:
        converted.update(page.converted)
    said = (*_notes(pages, _advice(ocr, missing)), *scan.notes(known), *((converted_note(converted),) if converted else ()))
    document = lay_out(
        join_spans(join_rows(join_broken(pieces), cut_anywhere=False)), "pdf", pages=len(pages), encoding=most(converted), ocr=bool(known), diagnostics=said
    )
    return scan.with_confidence(document, known) if known else document


def _recognized(data: bytes, pages: Sequence[Page], ocr: OcrMode) -> list[Recognized]:
    """The pages to recognize as text recognition reads them, save where it reads no better than what the file itself says."""
    wanted = {page.number: page for page in pages if not page.damaged and (ocr == "always" or (ocr == "auto" and is_scanned(page)))}
    if not wanted:
        return []
    if len(wanted) > scan.MOST_PAGES:
        raise Unreadable("too-large", f"The PDF has {len(wanted)} pages to recognize, more than any plan: give the plan's pages alone")
    known = scan.recognize(pictures.of_pdf(data, wanted))
    return [each for each in known if ocr == "always" or _reads_better(each, wanted[each.page.number])]


def is_scanned(page: Page) -> bool:
    """Whether a page is a picture without usable text: none, no more than a stamp's, or what bad recognition made of it earlier."""
    if page.letters < _FEWEST_LETTERS:
        return page.has_pictures
    return page.is_picture and (page.letters < _STAMP_LETTERS or wellness(page.text) < _WELL)


def _reads_better(recognized: Recognized, page: Page) -> bool:
    return page.letters < _STAMP_LETTERS or wellness(recognized.page.text) > wellness(page.text) + _BETTER


def pages_of(data: bytes) -> Iterator[Page]:
    """What stands on each page by the file's own text; raises as ``read``."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            raise Unreadable("encrypted", "The PDF is protected by a password: remove the password and try again") from error
        raise Unreadable("damaged", _DAMAGED) from error
    try:
        yield from _read_pages(document)
    finally:
        document.close()


def _read_pages(document: PdfDocument) -> Iterator[Page]:
    from pypdfium2 import PdfiumError

    if len(document) > _MOST_PAGES:
        raise Unreadable("too-large", f"The PDF has {len(document)} pages, more than any plan: give the plan's pages alone")
    budget = _MOST_GLYPHS
    for index in range(len(document)):
        try:
            page = document[index]
        except PdfiumError:
            yield Page(index + 1, (), (), damaged=True)
            continue
        try:
            text = page.get_textpage()
            try:
                budget -= text.count_chars()
                if budget < 0 or text.count_chars() > _MOST_GLYPHS_OF_A_PAGE:
                    raise Unreadable("too-large", "The PDF holds more text than any plan: give the plan's pages alone")
                yield _page(page, text, index + 1)
            finally:
                text.close()
        finally:
            page.close()


def upright_by(page: PdfPage, text: PdfTextPage) -> int:
    """By how many degrees, clockwise, a page is to be turned so that its text stands upright: as nearly all of it is drawn, else as the page says."""
    from pypdfium2 import raw

    count = text.count_chars()
    angles = Counter(
        round(-raw.FPDFText_GetCharAngle(text.raw, number) * 2 / pi) % 4 * 90
        for number in range(0, count, max(1, count // _ANGLES))
        if not raw.FPDFText_IsGenerated(text.raw, number)
    )
    most, agreeing = angles.most_common(1)[0] if angles else (0, 0)
    return most if 10 * agreeing >= 9 * angles.total() > 0 else int(page.get_rotation())


def _placing(page: PdfPage, turned: int) -> Transform:
    """What takes a page's own coordinates (origin bottom left, before rotation) to ours (top left, its text upright)."""
    left, bottom, right, top = page.get_cropbox()
    return {
        0: (1, 0, 0, -1, -left, top),
        90: (0, 1, 1, 0, -bottom, -left),
        180: (-1, 0, 0, 1, right, -bottom),
        270: (0, -1, -1, 0, top, right),
    }[turned]


def _glyphs(text: PdfTextPage, place: Transform) -> tuple[list[Glyph], Counter[ByteEncoding]]:
    """The characters of a page in the order of the file, without the white space that pdfium adds; and how many are converted from old encodings."""
    from pypdfium2 import raw

    a, b, c, d, e, f = place
    upright = (a, b, c) == (1, 0, 0)
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    to_x, to_y, to_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    code_of, origin_of, box_of = unchecked("FPDFText_GetUnicode"), unchecked("FPDFText_GetCharOrigin"), unchecked("FPDFText_GetLooseCharBox")
    is_generated, page = raw.FPDFText_IsGenerated, text.raw
    glyphs: list[Glyph] = []
    for number in range(text.count_chars()):
        code = code_of(page, number)
        if (code < 32 and code != _HYPHEN) or (code == 32 and is_generated(page, number)):
            continue
        origin_of(page, number, to_x, to_y)
        box_of(page, number, to_box)
        letter = normalize("NFKC", chr(code)) if code in _LIGATURES else chr(code)
        if upright:
            glyphs.append(Glyph(y.value * d + f, box.left + e, box.right + e, letter, number))
        else:
            sides = sorted((a * box.left + c * box.bottom + e, a * box.right + c * box.top + e))
            glyphs.append(Glyph(b * x.value + d * y.value + f, sides[0], sides[1], letter, number))
    glyphs, converted = as_fonts_show(glyphs, _font_names(text))
    return with_marks(glyphs), converted


def _font_names(text: PdfTextPage) -> FontName:
    from pypdfium2 import raw

    page, name, flags = text.raw, ctypes.create_string_buffer(128), ctypes.c_int()

    def name_of(number: int) -> str:
        length = raw.FPDFText_GetFontInfo(page, number, name, 128, flags)
        return name.value.decode("utf-8", "replace") if 0 < length <= 128 else ""

    return name_of


def _fonts(text: PdfTextPage) -> FontOf:
    from pypdfium2 import raw

    page, matrix, name, flags = text.raw, raw.FS_MATRIX(), ctypes.create_string_buffer(128), ctypes.c_int()

    to_matrix, to_flags, length = ctypes.byref(matrix), ctypes.byref(flags), ctypes.c_ulong(len(name))
    matrix_of, font_info, size_of, weight_of = map(unchecked, ("FPDFText_GetMatrix", "FPDFText_GetFontInfo", "FPDFText_GetFontSize", "FPDFText_GetFontWeight"))

    @cache
    def font_of(number: int) -> Font:
        scale = (matrix.c**2 + matrix.d**2) ** 0.5 if matrix_of(page, number, to_matrix) else 1.0
        named_bold = 0 < font_info(page, number, name, length, to_flags) <= len(name) and b"bold" in name.value.lower()
        return Font(size_of(page, number) * scale, named_bold or weight_of(page, number) >= _BOLD_WEIGHT)

    return font_of


def _page(page: PdfPage, text: PdfTextPage, number: int) -> Page:
    from pypdfium2 import raw

    turned = upright_by(page, text)
    place = _placing(page, turned)
    width, height = page.get_size()
    if (turned - page.get_rotation()) % 180:
        height = width
    glyphs, converted = _glyphs(text, place)
    kinds = {raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, index)) for index in range(raw.FPDFPage_CountObjects(page))}
    grids = grids_of(edges_of(page, place)) if kinds & {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM} else []
    shown = page_of(number, glyphs, _fonts(text), grids, height)
    if raw.FPDF_PAGEOBJ_IMAGE not in kinds and raw.FPDF_PAGEOBJ_FORM not in kinds:
        return replace(shown, converted=converted)
    covered = _covered(page)
    return replace(shown, has_pictures=covered > 0, is_picture=covered > _COVERED, converted=converted)


def _covered(page: PdfPage) -> float:
    """The share of the page that its pictures cover, those laid over each other counted each."""
    from pypdfium2 import PdfiumError, raw

    width, height = page.get_size()
    covered = 0.0
    for thing, _ in zip(page.get_objects((raw.FPDF_PAGEOBJ_IMAGE,)), range(_MOST_PICTURES), strict=False):
        try:
            left, bottom, right, top = thing.get_bounds()
        except PdfiumError:
            continue
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return covered / (width * height) if width and height else 0.0


def _advice(ocr: OcrMode, missing: Unreadable | None) -> str:
    """What to do about a page that is only a picture."""
    if missing:
        return f"install Tesseract (Debian: apt install {PACKAGES}) to have it recognized"
    return "have it recognized (--ocr auto)" if ocr == "never" else "nothing was recognized there: look"


def _notes(pages: Sequence[Page], advice: str) -> Iterator[Diagnostic]:
    damaged = [str(page.number) for page in pages if page.damaged]
    if damaged:
        yield diagnose("damaged-pages", f"Page {', '.join(damaged)} cannot be opened and is left out: compare it with the original")
    scanned = [str(page.number) for page in pages if page.has_pictures and not page.rows and not page.tables]
    if scanned:
        yield diagnose("pages-without-text", f"No text on page {', '.join(scanned)}, only a picture: {advice} if it belongs to the plan")
