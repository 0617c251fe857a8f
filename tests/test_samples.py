"""The sample plans: their gold is well formed and stands in their text, they hold what the genre holds, and their files can be made again."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any, get_args

import pypdfium2
import pytest
import regex

from pipeline.read import read
from schemas import plan
from schemas.text import nfc
from tests import make_samples

Gold = dict[str, Any]

GOLD = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((make_samples.SHIPPED / "gold").glob("*.json"))}
LOCALITIES = ("Khe Vàng", "Đông Lĩnh", "Nam Hoành", "Tây Vân", "Trà Lâm", "Nậm Sảng", "Mường Kha")
INDICATORS = {
    "tthc_on_time", "sipas", "par_index", "par_index_rank", "pci", "papi", "online_services", "iso_9001", "tthc_published", "tthc_one_stop",
    "legal_docs_procedure", "plan_completion", "inspection", "staff_standard",
}  # fmt: skip
PERIODS = (r"(?:trong )?tháng \d+/\d{4}", r"(?:trong )?quý [IV]+/\d{4}", r"(?:trong )?6 tháng .+", r"năm \d{4}", r"từ .+ đến .+", r"giai đoạn .+")
SPELT_OTHERWISE = ("PL", "Phần")
FREQUENCY = regex.compile(r"(?:daily|weekly|monthly|quarterly|half-yearly|yearly)(?:×\d+)?")

METADATA_KEYS = {"number", "issuer", "place", "issued_on", "title", "period", "level", "signer"}
TASK_KEYS = {"quote", "path", "leads", "coordinators", "deadline", "components", "criteria", "outputs", "target_items"}
DEADLINE_KEYS = {"text", "kind", "start", "end", "frequency"}
TARGET_KEYS = {"quote", "path", "item", "status", "indicator", "indicator_id", "comparator", "value", "value_max", "unit", "change"}
LEGAL_REF_KEYS = {"quote", "id", "type", "issued_on", "issuer", "locator", "relation", "correction"}

made = pytest.mark.parametrize("made", make_samples.MADE, ids=lambda made: f"{made.path.parent.name}/{made.path.name}")
stem = pytest.mark.parametrize("stem", GOLD)


def squeeze(text: str) -> str:
    """Text without white space: a quote is looked up whatever the lines it was broken over."""
    return regex.sub(r"\s+", "", nfc(text))


def facts(kind: str) -> list[Gold]:
    """All gold facts of a kind, over all samples."""
    return [fact for gold in GOLD.values() for fact in gold[kind]]


def deadlines() -> list[Gold]:
    return [task["deadline"] for task in facts("tasks") if task["deadline"]]


def needs_fonts(made: make_samples.Made) -> None:
    if made.path.suffix == ".pdf" and not (make_samples.BOLD.exists() and importlib.util.find_spec("reportlab")):
        pytest.skip("the PDFs need reportlab and the fonts of fonts-dejavu-core")


# ---------------------------------------------------------------- the gold is well formed


def test_every_sample_has_its_gold() -> None:
    samples = {path.stem: path.name for path in make_samples.SHIPPED.iterdir() if path.suffix in (".docx", ".pdf", ".txt")}
    assert {stem: gold["source"] for stem, gold in GOLD.items()} == samples
    assert {made.source for made in make_samples.MADE} == set(GOLD)
    assert {Path(name).suffix for name in samples.values()} == {".docx", ".pdf", ".txt"}


@stem
def test_keys_are_those_of_the_guide(stem: str) -> None:
    gold = GOLD[stem]
    assert set(gold) == {"source", "metadata", "sections", "tasks", "targets", "legal_refs"}
    assert set(gold["metadata"]) == METADATA_KEYS
    for kind, keys in (("sections", {"path", "title", "kind"}), ("tasks", TASK_KEYS), ("targets", TARGET_KEYS), ("legal_refs", LEGAL_REF_KEYS)):
        assert [fact for fact in gold[kind] if set(fact) - {"length"} != keys] == []
    assert [task for task in gold["tasks"] if task["deadline"] and set(task["deadline"]) != DEADLINE_KEYS] == []


@stem
def test_values_are_those_of_the_contract(stem: str) -> None:
    gold = GOLD[stem]
    assert gold["metadata"]["level"] in get_args(plan.Level)
    assert {section["kind"] for section in gold["sections"]} <= set(get_args(plan.SectionKind))
    assert {component for task in gold["tasks"] for component in task["components"] or []} <= set(range(1, 9))
    for target in gold["targets"]:
        assert target["comparator"] in get_args(plan.Comparator), target["quote"]
        assert target["change"] in (None, *get_args(plan.Change)), target["quote"]
        assert target["status"] in ("target", "result"), target["quote"]
        assert target["indicator_id"] is None or target["indicator_id"] in INDICATORS, target["quote"]
        assert (target["value_max"] is not None) == (target["comparator"] == "range"), target["quote"]
    for reference in gold["legal_refs"]:
        assert reference["relation"] in get_args(plan.Relation), reference["quote"]
        assert set(reference["locator"] or ()) <= {"điều", "khoản", "điểm"}, reference["quote"]
    for task in gold["tasks"]:
        for agency in (*task["leads"], *task["coordinators"]):
            assert agency == nfc(agency).strip(" ,;.") and agency[0].isupper(), agency
        if due := task["deadline"]:
            assert due["kind"] in get_args(plan.DeadlineKind), task["quote"]
            assert (due["frequency"] is not None) == (due["kind"] == "recurring"), task["quote"]
            assert all(FREQUENCY.fullmatch(each) for each in (due["frequency"] or "daily").split("+")), task["quote"]


def dates(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from dates(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from dates(inner, key)
    elif isinstance(value, str) and key in ("start", "end", "issued_on"):
        yield value


@stem
def test_dates_are_days_of_the_calendar_in_order(stem: str) -> None:
    assert all(date.fromisoformat(day).isoformat() == day for day in dates(GOLD[stem]))
    spans = [GOLD[stem]["metadata"]["period"], *(task["deadline"] for task in GOLD[stem]["tasks"] if task["deadline"])]
    assert [span for span in spans if span["start"] and span["end"] and span["start"] > span["end"]] == []


@stem
def test_paths_resolve(stem: str) -> None:
    gold = GOLD[stem]
    paths = [section["path"] for section in gold["sections"]]
    assert len(paths) == len(set(paths))
    assert {path.rpartition("/")[0] for path in paths} <= {"", *paths}
    assert {fact["path"] for kind in ("tasks", "targets") for fact in gold[kind]} <= {None, *paths}


@stem
def test_tasks_stand_in_sections_that_have_tasks(stem: str) -> None:
    kinds = {section["path"]: section["kind"] for section in GOLD[stem]["sections"]}
    assert {kinds.get(task["path"]) for task in GOLD[stem]["tasks"]} <= {"tasks", "organisation"} | ({None} if not kinds else set())


# ---------------------------------------------------------------- the gold stands in the text


@made
def test_quotes_stand_in_the_text_as_read(made: make_samples.Made) -> None:
    text, gold = squeeze(read(made.path.read_bytes()).text), GOLD[made.source]
    quotes = [fact["quote"] for kind in ("tasks", "targets", "legal_refs") for fact in gold[kind]]
    quotes += [section["title"] for section in gold["sections"]]
    quotes += [task["deadline"]["text"] for task in gold["tasks"] if task["deadline"]]
    quotes += [output for task in gold["tasks"] for output in task["outputs"]]
    assert [quote for quote in quotes if squeeze(quote) not in text] == []


@made
def test_legal_references_are_in_the_order_of_the_text(made: make_samples.Made) -> None:
    text, at = squeeze(read(made.path.read_bytes()).text), 0
    for reference in GOLD[made.source]["legal_refs"]:
        found = text.find(squeeze(reference["quote"]), at)
        assert found >= at, reference["quote"]
        at = found + 1


@made
def test_labels_are_part_of_the_text(made: make_samples.Made) -> None:
    """Also those that Word counts: a section's own label stands just before its title."""
    text = squeeze(read(made.path.read_bytes()).text)
    labelled = [(section["path"].rpartition("/")[2], squeeze(section["title"])) for section in GOLD[made.source]["sections"]]
    missing = [
        own for own, title in labelled if not own.startswith(SPELT_OTHERWISE) and not regex.search(rf"{regex.escape(own)}[.)]?{regex.escape(title)}", text)
    ]
    assert missing == []


# ---------------------------------------------------------------- between them they hold what the genre holds

HOLDS: dict[str, Callable[[], bool]] = {
    "every level but the centre": lambda: {gold["metadata"]["level"] for gold in GOLD.values()} == {*get_args(plan.Level)} - {"central"},
    "a number and a day left blank": lambda: any(gold["metadata"]["number"] is None and gold["metadata"]["issued_on"] is None for gold in GOLD.values()),
    "a plan without sections": lambda: any(not gold["sections"] for gold in GOLD.values()),
    "the placeholder for a signer": lambda: "NGUYỄN VĂN A" in {gold["metadata"]["signer"] for gold in GOLD.values()},
    "every kind of section but other": lambda: {section["kind"] for section in facts("sections")} == {*get_args(plan.SectionKind)} - {"other"},
    "labels of every form": lambda: all(
        any(regex.fullmatch(label, section["path"].rpartition("/")[2]) for section in facts("sections"))
        for label in ("[IVX]+", r"\d", r"\d\.\d", "[a-zđ]", "[A-Z]", "PL", r"Phần \d")
    ),
    "every domain": lambda: {component for task in facts("tasks") for component in task["components"] or []} == set(range(1, 9)),
    "a heading that names two domains": lambda: any(len(task["components"] or []) > 1 for task in facts("tasks")),
    "every kind of deadline": lambda: {due["kind"] for due in deadlines()} == set(get_args(plan.DeadlineKind)),
    "a day to be done before": lambda: any(due["kind"] == "date" and "trước" in due["text"].lower() for due in deadlines()),
    "a day to be done by": lambda: any(due["kind"] == "date" and "chậm nhất" in due["text"].lower() for due in deadlines()),
    "a day itself": lambda: any(due["kind"] == "date" and due["start"] == due["end"] for due in deadlines()),
    "a month, a quarter, a half-year, a year and a span": lambda: all(
        any(due["kind"] == "period" and regex.fullmatch(words, due["text"], regex.I) for due in deadlines()) for words in PERIODS
    ),
    "a period open to the left": lambda: any(due["kind"] == "period" and due["start"] is None and due["end"] for due in deadlines()),
    "every frequency": lambda: (
        {part.partition("×")[0] for due in deadlines() if due["frequency"] for part in due["frequency"].split("+")}
        == {"daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly"}
    ),
    "frequencies joined and counted": lambda: all(any(sign in (due["frequency"] or "") for due in deadlines()) for sign in "+×"),
    "continuous with and without days": lambda: {due["start"] is None for due in deadlines() if due["kind"] == "continuous"} == {True, False},
    "criteria": lambda: any(len(task["criteria"]) > 1 for task in facts("tasks")),
    "target items": lambda: any(len(task["target_items"]) > 1 for task in facts("tasks")),
    "several outputs": lambda: any(len(task["outputs"]) > 2 for task in facts("tasks")),
    "a task with nobody named": lambda: any(not task["leads"] for task in facts("tasks")),
    "levels split": lambda: any({"UBND cấp huyện", "UBND cấp xã"} <= set(task["leads"]) for task in facts("tasks")),
    "a head made the body": lambda: any(
        task["quote"].startswith("Thủ trưởng các phòng") and task["leads"][0] == "Các phòng, ban chuyên môn" for task in facts("tasks")
    ),
    "a list that shares its first word": lambda: any({"Sở Tư pháp", "Sở Tài chính"} <= set(task["coordinators"]) for task in facts("tasks")),
    "a body that no list knows": lambda: any("Hội đồng thẩm định đề án" in task["coordinators"] for task in facts("tasks")),
    "communes, wards and special zones": lambda: any("UBND các xã, phường, đặc khu trong tỉnh" in task["coordinators"] for task in facts("tasks")),
    "every comparator": lambda: {target["comparator"] for target in facts("targets")} == set(get_args(plan.Comparator)),
    "every change": lambda: {target["change"] for target in facts("targets")} == {None, *get_args(plan.Change)},
    "results before the first section": lambda: any(target["status"] == "result" and target["path"] is None for target in facts("targets")),
    "targets with numbers of their own": lambda: {"1", "2.1", "đ"} <= {target["item"] for target in facts("targets")},
    "every relation": lambda: {reference["relation"] for reference in facts("legal_refs")} == set(get_args(plan.Relation)),
    "every part of a locator together": lambda: any(len(reference["locator"] or ()) == 3 for reference in facts("legal_refs")),
    "laws by their title, with and without a day": lambda: (
        {reference["issued_on"] is None for reference in facts("legal_refs") if reference["type"] == "Luật"} == {True, False}
    ),
    "a slip in the letters and one in the year": lambda: {"34/2016/ND-CP", "117/2103/NĐ-CP"} <= {reference["correction"] for reference in facts("legal_refs")},
}


@pytest.mark.parametrize("phenomenon", HOLDS)
def test_samples_hold(phenomenon: str) -> None:
    assert HOLDS[phenomenon]()


def test_no_locality_exists() -> None:
    with (resources.files("extractors.data") / "provinces.csv").open(encoding="utf-8", newline="") as file:
        real = " ".join(cell for row in csv.reader(file) for cell in row)
    assert [name for name in LOCALITIES if name in real] == []
    places = {gold["metadata"]["place"] for gold in GOLD.values()} - {None}
    assert places <= set(LOCALITIES)


# ---------------------------------------------------------------- the files can be made again


@made
def test_made_twice_the_same_bytes(made: make_samples.Made) -> None:
    needs_fonts(made)
    assert make_samples.render(made) == make_samples.render(made)


@made
def test_committed_file_is_what_the_source_gives(made: make_samples.Made) -> None:
    """The same bytes of a text, the same parts of a DOCX (deflate differs between zlib versions), the same words of a PDF (fonts have versions)."""
    needs_fonts(made)
    assert contents(made.path, made.path.read_bytes()) == contents(made.path, make_samples.render(made))


def contents(path: Path, data: bytes) -> object:
    if path.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(member.filename, archive.read(member)) for member in archive.infolist()]
    return pdf_text(data) if path.suffix == ".pdf" else data


def pdf_text(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


@made
def test_committed_file_is_small(made: make_samples.Made) -> None:
    assert made.path.stat().st_size < 150_000


def test_pdf_text_has_its_diacritics_and_order() -> None:
    plan_ = make_samples.parts((make_samples.SOURCES / "nam-hoanh-2024.txt").read_text("utf-8"))
    text = squeeze(pdf_text((make_samples.SHIPPED / "nam-hoanh-2024.pdf").read_bytes()))
    at = 0
    for part in plan_:
        for (line,) in part.rows if part.kind == "body" else ():
            words = [squeeze(word) for word in line.split()]
            places = [text.find(word, at) for word in words]
            assert -1 not in places, line
            at = places[0]


def test_table_of_the_pdf_breaks_within_a_row_and_repeats_its_header() -> None:
    with pypdfium2.PdfDocument(make_samples.SHIPPED / "nam-hoanh-2024.pdf") as document:
        pages = [squeeze(page.get_textpage().get_text_range()) for page in document]
    header, opening, rest = (squeeze(words) for words in ("TT Nội dung nhiệm vụ Sản phẩm", "3.1 Tập huấn nghiệp vụ", "luân chuyển hồ sơ giữa"))
    assert sum(header in page for page in pages) > 1
    assert not any(opening in page and rest in page for page in pages)


def test_numbering_of_the_docx_is_words_own() -> None:
    with zipfile.ZipFile(make_samples.SHIPPED / "khe-vang-2021.docx") as archive:
        document = archive.read("word/document.xml").decode()
    assert "III." not in document and "a) " not in document
    assert document.count("<w:numPr>") > 40


def test_labels_that_word_would_not_count_are_refused() -> None:
    plan_ = make_samples.parts(":: body\nI. MỤC TIÊU\n1. Một\n3. Ba\n")
    with pytest.raises(ValueError, match="Word would count 2"):
        make_samples.to_docx(plan_, numbered=True)
