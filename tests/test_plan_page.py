"""The page of a plan, piece by piece: the text stays the text whatever is marked in it, and every fact is marked where it stands."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.audit.plan_page.facts import facts_of
from pipeline.audit.plan_page.marks import DEEPEST, Mark, marked
from pipeline.audit.plan_page.page import write_plan_page
from pipeline.audit.plan_page.places import Layout
from pipeline.audit.plan_page.text import MOST_COLUMNS, text_as_html
from pipeline.audit.rendering import Desk
from pipeline.extract import extract
from pipeline.ingest import distinct, gather
from pipeline.process import process
from pipeline.read import read
from pipeline.read.pieces import Entry, Paragraph, Piece, Row, lay_out
from pipeline.store.publish import Kept
from schemas.diagnostic import CODES
from schemas.plan import Plan, Source
from schemas.text import Span

ROOT = Path(__file__).parent.parent
LETTERS = "aă ợ<>&\"'\t;\n"


class Reader(HTMLParser):
    """What a page says: its text, the text within each mark, where ids stand, and the cells of its tables."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.marked: dict[int, str] = defaultdict(str)
        self.at: dict[str, list[int]] = defaultdict(list)
        self.rows: list[list[dict[str, str]]] = []
        self.tags: list[str] = []
        self._marks: list[list[int]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if "id" in given:
            self.at[given["id"]].append(len(self.text))
        if tag == "mark":
            self._marks.append([int(each) for each in given["data-facts"].split()])
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append({**given, "text": ""})

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self._marks.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        for number in {number for mark in self._marks for number in mark}:
            self.marked[number] += data
        if self.rows and self.rows[-1] and data.strip():
            self.rows[-1][-1]["text"] += data


def spans(most: int) -> st.SearchStrategy[list[tuple[int, int]]]:
    return st.lists(st.tuples(st.integers(0, most), st.integers(0, most)).map(lambda ends: (min(ends), max(ends))), max_size=12)


@given(st.text(LETTERS, max_size=40), spans(40), st.lists(st.integers(0, 40), max_size=6))
def test_marks_nest_cross_and_go_on_over_stretches(text: str, found: list[tuple[int, int]], cuts: list[int]) -> None:
    ends = [(min(start, len(text)), min(end, len(text))) for start, end in found]
    marks = [Mark(start, end, (f"id{number}",), ("task",), (number,)) for number, (start, end) in enumerate(ends)]
    edges = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
    pieces = list(marked(text, marks, [Span(*pair) for pair in zip(edges, edges[1:] or edges, strict=False)]))
    page = Reader("".join(pieces))
    assert page.text == text
    assert {number: page.marked[number] for number in range(len(ends))} == {number: text[start:end] for number, (start, end) in enumerate(ends)}
    assert page.at == {f"id{number}": [start] for number, (start, _) in enumerate(ends)}
    for piece in pieces:
        assert piece.count("<mark") == piece.count("</mark>"), "no mark goes on beyond the paragraph that it is written into"


def test_marks_that_are_too_deep_are_anchors() -> None:
    marks = [Mark(0, 100 - number, (f"id{number}",), ("task",), (number,)) for number in range(DEEPEST + 5)]
    page = Reader(str(*marked("a" * 100, marks, [Span(0, 100)])))
    assert (page.text, len(page.marked), len(page.at)) == ("a" * 100, DEEPEST, DEEPEST + 5)


def test_marks_of_one_stretch_share_their_element() -> None:
    page = Reader(str(*marked("Sở Nội vụ", [Mark(0, 9, ("one", "two"), ("lead", "low"), (3, 4))], [Span(0, 9)])))
    assert (page.tags, page.at, page.marked) == (["mark", "span"], {"one": [0], "two": [0]}, {3: "Sở Nội vụ", 4: "Sở Nội vụ"})


entries = st.builds(Entry, st.text(LETTERS + "bcd", max_size=6), st.just(0), st.just(1), st.booleans())


@st.composite
def pieces(draw: st.DrawFn) -> list[Piece]:
    """Paragraphs and tables as readers hand them over, cells merged both ways among them."""
    made: list[Piece] = []
    for table in range(draw(st.integers(0, 3))):
        made += [Paragraph(draw(st.text(LETTERS, max_size=20)))] * draw(st.integers(0, 2))
        for _ in range(draw(st.integers(0, 4))):
            column, cells = 0, []
            for entry in draw(st.lists(entries, max_size=4)):
                columns = draw(st.integers(1, 3))
                cells.append(Entry(entry.text, column, columns, entry.above))
                column += columns + draw(st.integers(0, 1))
            made.append(Row(tuple(cells), draw(st.integers(0, table)), bold=draw(st.booleans())))
    return made


@given(pieces(), spans(60))
def test_a_document_is_its_text_with_its_tables(made: list[Piece], found: list[tuple[int, int]]) -> None:
    document = lay_out(made, "docx")
    length = len(document.text)
    ends = [(min(start, length), min(end, length)) for start, end in found]
    marks = [Mark(start, end, (f"id{number}",), ("task",), (number,)) for number, (start, end) in enumerate(ends)]
    page = Reader(str(text_as_html(document.text, document.blocks, marks, {})))
    assert page.text == document.text
    if length:
        assert all(len(page.at[f"id{number}"]) == 1 for number in range(len(ends)))
    for number, (start, end) in enumerate(ends):
        assert "".join(page.marked[number].split()) == "".join(document.text[start:end].split())


def shown(*rows: Row) -> list[list[tuple[str, str, str]]]:
    document = lay_out(rows, "docx")
    page = Reader(str(text_as_html(document.text, document.blocks, [], {})))
    assert page.text == document.text
    return [[(cell["text"].strip(), cell.get("colspan", ""), cell.get("rowspan", "")) for cell in row] for row in page.rows]


def test_cells_merged_over_rows_and_columns_stand_once() -> None:
    assert shown(
        Row((Entry("A", 0), Entry("B", 1, 2)), 1),
        Row((Entry("", 0, above=True), Entry("C", 1), Entry("D", 2)), 1),
        Row((Entry("", 0, above=True), Entry("", 1), Entry("E", 2)), 1),
        Row((Entry("F", 1),), 1),
    ) == [[("A", "", "3"), ("B", "2", "")], [("C", "", ""), ("D", "", "")], [("", "", ""), ("E", "", "")], [("", "", ""), ("F", "", "")]]


def test_a_table_of_too_many_columns_has_no_grid() -> None:
    far = MOST_COLUMNS * 1000
    assert shown(Row((Entry("A", 0), Entry("B", far)), 1)) == [[("A", "", ""), ("B", "", "")]]


def test_bold_rows_on_top_are_headers_and_sections_headings() -> None:
    document = lay_out([Paragraph("I. MỤC TIÊU"), Row((Entry("TT", 0),), 1, bold=True), Row((Entry("1", 0),), 1), Paragraph("Xong", bold=True)], "docx")
    page = Reader(str(text_as_html(document.text, document.blocks, [], {0: 0})))
    assert [tag for tag in page.tags if tag in ("h3", "th", "td", "p")] == ["h3", "th", "td", "p"]


# What is marked.


@pytest.fixture(scope="module")
def kept() -> Sequence[Kept]:
    """The samples, read as a run reads them."""
    return read_all(ROOT / "samples")


def read_all(source: Path) -> list[Kept]:
    done = [process(each) for each in distinct(gather([str(source)]).files)]
    return [Kept(each.plan, each.record, each.text, each.places) for each in done]


def pages(kept: Sequence[Kept], folder: Path) -> list[tuple[Plan, str]]:
    desk = Desk(folder, {"program": "0", "held": len(kept), "dataset": "mẫu"})
    for each in kept:
        write_plan_page(desk, each, (), None)
    return [(each.plan, (folder / f"plans/{each.plan.plan_id}.html").read_text("utf-8")) for each in kept]


def test_every_fact_of_the_samples_is_marked_where_it_stands(kept: Sequence[Kept], tmp_path: Path) -> None:
    assert len(kept) >= 6
    for (plan, html), text in zip(pages(kept, tmp_path), (each.text.decode() for each in kept), strict=True):
        body = html.partition('id="as-read" lang="vi">')[2].partition("</div>\n<aside")[0]
        page = Reader(body)
        assert page.text == text
        data = json.loads(html.partition('id="data">')[2].partition("</script>")[0])
        numbers = {fact["id"]: number for number, fact in enumerate(data["facts"]) if "id" in fact}
        for fact in (*plan.tasks, *plan.targets, *plan.legal_refs):
            assert "".join(page.marked[numbers[fact.id]].split()) == "".join(text[fact.start : fact.end].split())
            assert len(page.at[fact.id]) == 1
        assert all(len(page.at[section.id]) == 1 for section in plan.sections)
        words = ["".join(each.split()) for each in page.marked.values()]
        for task in plan.tasks:
            for body_ in (*task.leads, *task.coordinators):
                assert "".join(text[body_.start : body_.end].split()) in words
            if task.deadline:
                assert "".join(task.deadline.text.split()) in words


HEAD = "ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\nSố: 15/KH-UBND\nLạng Sơn, ngày 10 tháng 01 năm 2019\n\nKẾ HOẠCH\nCải cách hành chính năm 2019\n\nI. CẢI CÁCH THỂ CHẾ\n"


def deadlines(text: str) -> list[tuple[int, str, int]]:
    """The deadlines marked: on which line of the text after its head, in which words, and of how many tasks."""
    document = read(f"{HEAD}{text}".encode())
    plan = extract(document, Source("a.txt", (), "0" * 64, 1, "txt", None, "utf-8", False), "a")
    begin = document.text.index("THỂ CHẾ")
    found = [fact for fact in facts_of(plan, Layout(document)) if fact.kind == "deadline"]
    return [(len(document.text[begin : fact.span.start].split("\n\n")) - 1, fact.span.of(document.text), len(fact.of)) for fact in found]


def test_a_deadline_is_marked_where_it_is_said() -> None:
    assert deadlines("- Sở Tư pháp rà soát văn bản trước ngày 15/12/2019.\n") == [(1, "trước ngày 15/12/2019", 1)]
    lines = "- Đơn vị chủ trì: Sở Nội vụ.\n- Thời gian thực hiện: Quý I/2019."
    one = f"1. Rà soát văn bản quy phạm pháp luật.\n{lines}\n"
    assert deadlines(f"{one}2. Kiểm tra việc thi hành pháp luật.\n{lines}\n") == [(3, "Quý I/2019", 1), (6, "Quý I/2019", 1)]


def test_lines_that_tasks_share_are_marked_once() -> None:
    shared = "Đơn vị chủ trì: Sở Nội vụ.\nThời gian thực hiện: Quý I/2019.\n"
    assert deadlines(f"- Rà soát văn bản quy phạm pháp luật.\n- Kiểm tra việc thi hành pháp luật.\n{shared}") == [(4, "Quý I/2019", 2)]


def test_a_deadline_in_a_table_is_marked_in_its_row() -> None:
    header = "| STT | Nội dung | Cơ quan chủ trì | Thời gian |\n| --- | --- | --- | --- |\n"
    rows = "| 1 | Rà soát văn bản | Sở Tư pháp | Quý I/2019 |\n| 2 | Kiểm tra văn bản | Sở Tư pháp | Quý I/2019 |\n"
    assert [each[1:] for each in deadlines(header + rows)] == [("Quý I/2019", 1), ("Quý I/2019", 1)]


def test_what_a_text_says_ends_no_element(tmp_path: Path) -> None:
    source = tmp_path / "plan.txt"
    said = "</script><script>alert(1)</script><!-- <img src=x> & \"đá\" 'quý'"
    source.write_text(f"{HEAD}- Sở Tư pháp rà soát {said} văn bản trước ngày 15/12/2019.\n", "utf-8")
    ((plan, html),) = pages(read_all(source), tmp_path / "report")
    assert plan.tasks and said in plan.tasks[0].text
    page = Reader(html)
    assert page.tags.count("script") == html.count("<script") == 3
    assert json.loads(html.partition('id="data">')[2].partition("</script>")[0])["facts"]


def test_a_source_that_could_not_be_read_says_why(tmp_path: Path) -> None:
    source = tmp_path / "broken.pdf"
    source.write_bytes(b"%PDF-1.7 broken")
    ((plan, html),) = pages(read_all(source), tmp_path / "report")
    assert plan.diagnostics[0].severity == "error"
    assert CODES[plan.diagnostics[0].code].vietnamese in html and "broken.pdf" in html
