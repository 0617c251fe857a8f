"""The page of every fact: the one on which a PDF shows its first words, also where a paragraph or a row goes on from the page before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest
import regex

from pipeline.read import read
from pipeline.read.joining import join_broken
from pipeline.read.pieces import Entry, Paragraph, Row, lay_out
from pipeline.read.tables import join_rows
from schemas.document import Document, Place
from schemas.plan import LegalRef, Plan, Section, Target, Task
from schemas.text import nfc

ROOT = Path(__file__).parent.parent
PDFS = sorted(path for folder in ("samples", "tests/samples") for path in (ROOT / folder).glob("*.pdf"))
PREFIXES = (30, 20, 14, 10)
"""So many plain letters and digits tell where a fact begins; fewer where a table's columns stand between them in the file."""
Fact = Section | Task | Target | LegalRef


def facts(plan: Plan) -> Sequence[Fact]:
    return (*plan.sections, *plan.tasks, *plan.targets, *plan.legal_refs)


def plain_letters(text: str) -> str:
    """The letters without marks and the digits: some files draw the others apart from their words."""
    return regex.sub("[^a-z0-9]", "", nfc(text).lower())


def page_texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [plain_letters(page.get_textpage().get_text_range()) for page in document]


def wrong_pages(path: Path) -> list[str]:
    """The facts whose first words do not stand on the page that they name."""
    from pipeline import extract_plan

    plan, texts = extract_plan(path), page_texts(path)
    text = read(path.read_bytes()).text
    wrong = []
    for fact in facts(plan):
        words = plain_letters(text[fact.start : fact.end])
        shown = next((pages for length in PREFIXES if (pages := [number for number, page in enumerate(texts, 1) if words[:length] in page])), [])
        if fact.page not in shown:
            wrong.append(f"{fact.id} on {fact.page}, shown on {shown}: {words[:40]}")
    return wrong


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.name)
def test_every_fact_is_on_its_page(path: Path) -> None:
    assert wrong_pages(path) == []


def pages_of(document: Document, *words: str) -> list[int | None]:
    return [document.page_at(regex.search(regex.escape(each), document.text).start()) for each in words]  # type: ignore[union-attr]


def test_words_of_a_paragraph_that_goes_on_are_on_the_next_page() -> None:
    parts = [
        Paragraph("Đẩy mạnh  cải cách thủ tục hành chính và", Place(1)),
        Paragraph("kiểm soát thủ tục theo Nghị định số 61/2018/NĐ-", Place(2)),
        Paragraph("CP của Chính phủ.", Place(4)),
    ]
    document = lay_out([*join_broken(parts), Paragraph("Hết.", Place(4))], "pdf", pages=4)
    assert len(document.blocks) == 2
    assert pages_of(document, "Đẩy", "và", "kiểm", "Nghị", "CP", "Hết") == [1, 1, 2, 2, 4, 4]


def test_cells_of_a_row_that_goes_on_turn_the_page_each_on_its_own() -> None:
    rows = [
        Row((Entry("TT", 0), Entry("Nội dung", 1), Entry("Chủ trì", 2), Entry("Thời hạn", 3)), 0, Place(1)),
        Row((Entry("1", 0), Entry("Rà soát thủ tục hành chính và", 1), Entry("Sở Nội vụ,", 2)), 0, Place(1)),
        Row((Entry("", 0), Entry("đề xuất đơn giản hóa", 1), Entry("Sở Tư pháp", 2), Entry("Quý I", 3)), 0, Place(2), gap=True),
        Row((Entry("2", 0), Entry("Kiểm tra", 1), Entry("Sở Y tế", 2), Entry("Quý II", 3)), 0, Place(2)),
    ]
    document = lay_out(join_rows(rows, cut_anywhere=False), "pdf", pages=2)
    assert len(document.blocks) == 3
    assert pages_of(document, "Rà soát", "và", "đề xuất", "Sở Nội vụ", "Sở Tư pháp", "Quý I", "Kiểm tra") == [1, 1, 2, 1, 2, 2, 2]


def test_text_without_pages_is_on_none() -> None:
    document = read("KẾ HOẠCH\n\nI. NHIỆM VỤ\n\n- Rà soát văn bản.".encode())
    assert {document.page_at(offset) for offset in range(len(document.text))} == {None}
