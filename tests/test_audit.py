"""A report says what the dataset holds: every figure is counted again from plans.jsonl, in the pages, the CSV and the workbook that the command wrote."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import openpyxl
import pytest
import regex
from click.testing import CliRunner
from lxml import html

from pipeline.audit.deadlines import YEARS, key_of
from pipeline.audit.report import is_report, write_report
from pipeline.audit.summary import shortfall
from pipeline.cli import cli
from pipeline.ingest import distinct, gather
from pipeline.messages import catalogue, speak
from pipeline.process import process
from pipeline.store import DatasetWriter
from schemas.plan import Deadline

if TYPE_CHECKING:
    from tests.postgres import Server

pytest.importorskip("altair", reason="the extra audit draws plots; make test installs it")

ROOT = Path(__file__).parent.parent
COMPONENTS = range(1, 9)
NAMES = (
    "bo-cchc-2018",
    "huyen-cchc-2020",
    "quan-parindex-2019",
    "so-tuphap-2022",
    "tinh-cchc-2021",
    "tinh-cchc-2022",
    "tinh-cchc-2023",
    "tinh-cds-2023",
    "tp-cchc-2016",
    "xa-cchc-2024",
)
SAMPLE = ROOT / "samples" / "so-tttt-tay-van-2023.txt"
HOSTILE = '"><img onerror=alert(1)>.txt'
FORMULA = "=1+1.txt"
PLAN = """ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN
Số: {number}/KH-UBND
Lạng Sơn, ngày 10 tháng 01 năm 2019

KẾ HOẠCH
Cải cách hành chính <script>alert("tiêu đề")</script> năm 2019
I. CẢI CÁCH THỂ CHẾ
- Sở Tư pháp chủ trì rà soát </script><script>alert(1)</script> văn bản quy phạm pháp luật trước ngày 15/12/2019.
- Sở Nội vụ báo cáo Uỷ ban nhân dân tỉnh trước ngày 20 hằng tháng.
II. CẢI CÁCH TÀI CHÍNH CÔNG
- Tỷ lệ đơn vị tự chủ tài chính đạt 100% theo Nghị định số 16/2015/NĐ-CP ngày 14/02/2015 của Chính phủ.
"""


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Report:
    """A report that the command wrote, and the records of its dataset."""

    folder: Path
    plans: Sequence[Mapping[str, Any]]
    done: Done

    @property
    def readable(self) -> list[Mapping[str, Any]]:
        return [plan for plan in self.plans if not any(each["severity"] == "error" for each in plan["diagnostics"])]


def kehoach(*arguments: str | Path) -> Done:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "pipeline.cli", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    return Done(done.returncode, done.stdout, done.stderr)


def audit(dataset: Path, *arguments: str | Path) -> Done:
    """The command in this process, in English."""
    result = CliRunner().invoke(cli, ["audit", *map(str, (dataset, *arguments)), "--lang", "en"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return Done(result.exit_code, result.stdout, result.stderr)


def write(out: Path, *sources: Path, db: str | None = None) -> Path:
    with DatasetWriter(out, db=db) as writer:
        writer.add([process(each) for each in distinct(gather([str(source) for source in sources]).files)])
        writer.publish()
    return out


@pytest.fixture(autouse=True)
def _language_of_the_locale() -> Iterator[None]:
    yield
    speak(None)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """On plans of several levels and years, one made to do harm under two names, and one that could not be read."""
    folder = tmp_path_factory.mktemp("audit")
    (folder / "sources").mkdir()
    (folder / "sources" / HOSTILE).write_text(PLAN.format(number=15), "utf-8")
    (folder / "sources" / FORMULA).write_text(PLAN.format(number=16), "utf-8")
    (folder / "sources" / "hỏng.pdf").write_bytes(b"%PDF-1.7 broken")
    dataset = write(folder / "dữ liệu", *(ROOT / "tests" / "plans" / f"{name}.txt" for name in NAMES), folder / "sources")
    done = kehoach("audit", dataset, "--lang", "vi")
    assert (done.code, done.err) == (0, "")
    records = (dataset / "plans.jsonl").read_text("utf-8").splitlines()
    return Report(dataset / "report", [json.loads(line) for line in records], done)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of two plans."""
    folder = tmp_path_factory.mktemp("small")
    return write(folder / "small", one_plan(folder), SAMPLE)


def one_plan(folder: Path) -> Path:
    """The folder of the plan that is in the small dataset beside the sample."""
    (folder / "sources").mkdir()
    (folder / "sources" / "plan.txt").write_text(PLAN.format(number=15), "utf-8")
    return folder / "sources"


@pytest.fixture(scope="module")
def made(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on it."""
    folder = tmp_path_factory.mktemp("made") / "report"
    write_report(small, folder)
    return folder


@cache
def page(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def said(element: html.HtmlElement, language: str = "vi") -> str:
    """The text that a reader of a language sees, on one line."""
    other = "en" if language == "vi" else "vi"
    hidden = "".join if not element.xpath(f".//*[contains(@class, 'say') and @lang='{other}']") else None
    if hidden is None:
        element = html.fromstring(html.tostring(element, encoding="unicode", with_tail=False))
        for each in element.xpath(f".//*[contains(@class, 'say') and @lang='{other}']"):
            each.drop_tree()
    return " ".join(element.text_content().split())


def rows(path: Path, table: str) -> list[list[str]]:
    """The rows of a page's table, by the id of the table or of the heading above it; each cell as a Vietnamese reader sees it."""
    found = page(path).xpath(f"//table[@id='{table}']") or page(path).xpath(f"//*[@id='{table}']/following::table[1]")
    return [[said(cell) for cell in row.xpath("./th|./td")] for row in found[0].xpath("./tbody/tr[not(contains(@class, 'group'))]")]


def sheet(report: Report, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet of the workbook, by the column's head."""
    book = openpyxl.load_workbook(report.folder / "coverage.xlsx", read_only=True)
    lines = book[catalogue()[f"audit.{name}"]["vi"]].iter_rows(values_only=True)
    heads = next(lines)
    return [dict(zip(heads, line, strict=True)) for line in lines]


def word(name: str, **values: Any) -> str:
    return catalogue()[name]["vi"].format(**values)


def component(number: int) -> str:
    return f"{number}. {word(f'component.{number}')}"


def figure(text: str) -> int:
    """A count as a page writes it; 0 where it leaves it out."""
    return int(text.replace(".", "") or 0)


def covered(cell: Mapping[str, Any]) -> bool:
    return bool(cell["applicable"] and (cell["tasks"] or cell["criteria"]))


# The matrix.


def test_the_matrix_counts_what_the_records_hold(report: Report) -> None:
    told = {row.get("id").removeprefix("plan-"): row for row in page(report.folder / "coverage.html").xpath("//table[@id='matrix']/tbody/tr")}
    assert list(told) == [plan["plan_id"] for plan in report.plans]
    for plan in report.readable:
        cells = told[plan["plan_id"]].xpath("./td")[:8]
        for cell, coverage in zip(cells, plan["coverage"], strict=True):
            if not coverage["applicable"]:
                assert said(cell) == "–"
                continue
            assert cell.xpath("string(./b)") == str(coverage["tasks"])
            below = cell.xpath("string(./small)")
            if coverage["targets"] or coverage["criteria"]:
                assert below == f"{coverage['targets']} · {len(coverage['criteria'])}"
            else:
                assert not below or below == f"≈ {coverage['inferred_tasks']}"


def test_the_csv_has_a_row_for_each_plan_and_component(report: Report) -> None:
    content = (report.folder / "coverage.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    names = ("component", "applicable", "covered", "tasks", "targets", "suggested_tasks", "criteria")
    assert [(line["plan_id"], *(int(line[name]) for name in names)) for line in lines] == [
        (plan["plan_id"], each["component"], each["applicable"], covered(each), each["tasks"], each["targets"], each["inferred_tasks"], len(each["criteria"]))
        for plan in report.plans
        for each in plan["coverage"]
    ]
    assert {line["source"] for line in lines} >= {f"'{FORMULA}", HOSTILE}


def test_the_workbook_has_the_matrix(report: Report) -> None:
    for line, plan in zip(sheet(report, "nav-coverage"), report.plans, strict=True):
        if plan in report.readable:
            assert [line[component(each["component"])] for each in plan["coverage"]] == [
                each["tasks"] if each["applicable"] else None for each in plan["coverage"]
            ]
            applicable = [each for each in plan["coverage"] if each["applicable"]]
            assert line[word("audit.covered")] == f"{sum(map(covered, applicable))}/{len(applicable)}"


def test_the_share_covered_is_that_of_the_cells_that_count(report: Report) -> None:
    cells = [each for plan in report.readable for each in plan["coverage"] if each["applicable"]]
    share = 100 * sum(map(covered, cells)) / len(cells)
    assert f"{share:.1f} %".replace(".", ",") in report.done.out
    assert f"{sum(map(covered, cells))}/{len(cells)}" in report.done.out
    summary = json.loads((report.folder / "report.json").read_text("utf-8"))
    assert (summary["covered"], summary["cells"], summary["failed"]) == (round(share, 2), len(cells), 1)
    assert f"{share:.1f} %".replace(".", ",") in said(page(report.folder / "index.html").xpath("//dl")[0])
    gaps = {str(number): sum(each["component"] == number and not covered(each) for each in cells) for number in COMPONENTS}
    assert summary["gaps"] == gaps
    table = rows(report.folder / "index.html", "components")
    assert [figure(row[3]) for row in table] == list(gaps.values())


def test_gaps_are_named_in_words(report: Report) -> None:
    for row in page(report.folder / "coverage.html").xpath("//table[@id='matrix']/tbody/tr[not(td[@colspan])]"):
        plan = next(each for each in report.plans if row.get("id") == f"plan-{each['plan_id']}")
        gaps = [each["component"] for each in plan["coverage"] if each["applicable"] and not covered(each)]
        words = said(row.xpath("./td")[-1])
        assert row.get("data-gap").split() == (["any", *map(str, gaps)] if gaps else [])
        assert all(word(f"component.{number}") in words for number in gaps)
        assert words.startswith("không có nhiệm vụ cho " if gaps else "đủ")
    assert len(sheet(report, "gaps")) == sum(each["applicable"] and not covered(each) for plan in report.readable for each in plan["coverage"])


def test_rows_say_province_level_and_years_to_filter_by(report: Report) -> None:
    told = {row.get("id"): row for row in page(report.folder / "coverage.html").xpath("//table[@id='matrix']/tbody/tr")}
    for plan in report.readable:
        row = told[f"plan-{plan['plan_id']}"]
        assert row.get("data-level") == (plan["metadata"]["level"] or "")
        period = plan["metadata"]["period"]
        if period and period["start"] and period["end"]:
            assert row.get("data-year").split() == [str(year) for year in range(int(period["start"][:4]), int(period["end"][:4]) + 1)]
    choices = page(report.folder / "coverage.html").xpath("//select[@name='province']/option/@value")
    assert set(choices) >= {row.get("data-province") for row in told.values()}
    assert "lang-son" in choices


def test_criteria_are_told_by_version_of_the_index(report: Report) -> None:
    plans: dict[str | None, set[str]] = defaultdict(set)
    criteria: dict[str | None, set[str]] = defaultdict(set)
    for plan in report.readable:
        version = plan["metadata"]["par_index"]
        plans[version].add(plan["plan_id"])
        criteria[version].update(code for task in plan["tasks"] for code in task["criteria"])
    table = rows(report.folder / "coverage.html", "versions")
    versions = [*sorted(filter(None, plans)), None]
    assert [figure(row[1]) for row in table] == [len(plans[version]) for version in versions]
    assert [figure(row[3].partition(" / ")[0]) for row in table] == [len({tuple(code.split(".")[:2]) for code in criteria[version]}) for version in versions]
    assert [figure(row[4]) for row in table] == [len(criteria[version]) for version in versions]
    assert all(row[0].startswith(version or word("audit.version-unknown")) for row, version in zip(table, versions, strict=True))
    assert any(criteria.values())


# Who leads what, when, towards which figure, under which document.


def test_bodies_lead_what_the_tasks_say(report: Report) -> None:
    leads: Counter[str] = Counter()
    by_component: dict[str, Counter[int]] = defaultdict(Counter)
    nobody = 0
    for plan in report.readable:
        for task in plan["tasks"]:
            nobody += not task["leads"]
            for body in {each["id"]: each["name"] for each in task["leads"]}.items():
                leads[body[0]] += 1
                by_component[body[0]].update(task["components"])
    lines = sheet(report, "nav-bodies")
    assert (lines[0][word("audit.body")], lines[0][word("audit.leads")]) == (word("audit.nobody"), nobody)
    counted = sorted((line[word("audit.leads")], *(line[component(each)] for each in COMPONENTS)) for line in lines[1:] if line[word("audit.leads")])
    assert counted == sorted((count, *(by_component[body][each] for each in COMPONENTS)) for body, count in leads.items())
    shown = rows(report.folder / "bodies.html", "bodies")
    assert figure(shown[0][1]) == nobody
    assert sorted(figure(row[1]) for row in shown[1:]) == sorted(leads.values())


def test_tasks_stand_in_the_month_in_which_they_fall_due(report: Report) -> None:
    due: Counter[str] = Counter()
    dated: dict[str, list[str]] = defaultdict(list)
    for plan in report.readable:
        for task in plan["tasks"]:
            deadline = task["deadline"]
            if deadline and deadline["kind"] in ("date", "period") and deadline["end"]:
                assert int(deadline["end"][:4]) in YEARS
                dated[deadline["end"][:7]].append(f"{plan['plan_id']}.html#{task['id']}")
            else:
                due["none" if deadline is None else "open" if deadline["kind"] in ("date", "period") else deadline["kind"]] += 1
    folder = report.folder / "deadlines"
    assert {path.stem for path in folder.iterdir()} == {*dated, *due}
    for month, tasks in dated.items():
        links = page(folder / f"{month}.html").xpath("//table/tbody/tr/th/a/@href")
        assert sorted(link.rpartition("/")[2] for link in links) == sorted(tasks)
    lines = [line[word("audit.tasks")] for line in sheet(report, "nav-deadlines")]
    assert lines[: len(dated)] == [len(dated[month]) for month in sorted(dated)]
    assert sorted(lines[len(dated) :]) == sorted(due.values())


def test_figures_stand_under_their_indicator_results_beside_targets(report: Report) -> None:
    figures: dict[str, Counter[str]] = defaultdict(Counter)
    for plan in report.readable:
        for target in plan["targets"]:
            if target["indicator_id"]:
                figures[target["indicator_id"]][target["status"]] += 1
    named = {word(f"indicator.{each}"): counts for each, counts in figures.items()}
    lines = Counter((line[word("audit.indicators")], line[word("audit.status")]) for line in sheet(report, "nav-targets"))
    assert lines == {(name, word(f"audit.status-{status}")): count for name, counts in named.items() for status, count in counts.items()}
    for section in page(report.folder / "targets.html").xpath("//section"):
        counts = named.pop(said(section.xpath("./h2")[0]))
        for column, status in ((1, "target"), (2, "result")):
            assert len(section.xpath(f"./div/table/tbody/tr/td[{column + 1}]/a")) == counts[status]
    assert not named


def test_documents_are_counted_by_plan_and_mention(report: Report) -> None:
    mentions: Counter[str] = Counter()
    plans: dict[str, set[str]] = defaultdict(set)
    for plan in report.readable:
        for ref in plan["legal_refs"]:
            if ref["symbol"].endswith(("/NĐ-CP", "/QĐ-TTg")) and regex.search(r"/(19|20)\d\d/", ref["symbol"]):
                mentions[ref["symbol"]] += 1
                plans[ref["symbol"]].add(plan["plan_id"])
    lines = {line[word("audit.symbol")]: line for line in sheet(report, "nav-legal")}
    assert mentions
    for symbol, count in mentions.items():
        assert (lines[symbol][word("audit.plans")], lines[symbol][word("audit.mentions")]) == (len(plans[symbol]), count)
    changed = [ref for plan in report.readable for ref in plan["legal_refs"] if ref["relation"] in ("amends", "replaces", "repeals", "amended")]
    assert len(rows(report.folder / "legal.html", "changed-documents")) == len(changed) == len(sheet(report, "changed"))


# How good the data are.


def test_diagnostics_are_counted_by_kind(report: Report) -> None:
    counted = Counter(each["code"] for plan in report.plans for each in plan["diagnostics"])
    table = page(report.folder / "quality.html").xpath("//*[@id='diagnostics']/following::table[1]/tbody/tr")
    assert {row.xpath("string(./th/span[@class='from'])"): figure(said(row.xpath("./td")[1])) for row in table} == counted


def test_what_could_not_be_read_is_told_with_the_reason(report: Report) -> None:
    ((source, why, advice),) = rows(report.folder / "quality.html", "failed")
    (plan,) = [plan for plan in report.plans if plan not in report.readable]
    assert source == plan["source"]["path"] == "hỏng.pdf"
    assert plan["diagnostics"][0]["code"] in why
    assert advice
    assert len(sheet(report, "not-read")) == 1
    assert "1 nguồn không đọc được" in report.done.out


def test_the_least_sure_facts_come_first(report: Report) -> None:
    sure = sorted(
        confidence
        for plan in report.readable
        for fact in (*plan["tasks"], *plan["targets"], *plan["legal_refs"])
        for confidence in (
            fact["confidence"],
            *(each["confidence"] for each in fact.get("leads", ())),
            *([fact["deadline"]["confidence"]] if fact.get("deadline") else ()),
        )
        if confidence < 0.7
    )
    listed = [float(row[0].replace(",", ".")) for row in rows(report.folder / "quality.html", "doubtful-facts")]
    assert listed == [round(each, 2) for each in sure[: len(listed)]]
    assert len(listed) == min(len(sure), 300) > 0


def test_findings_are_those_of_the_dataset(report: Report) -> None:
    with (report.folder.parent / "tables" / "findings.csv").open(encoding="utf-8-sig", newline="") as opened:
        found = list(csv.DictReader(opened))
    assert found
    assert len(rows(report.folder / "quality.html", "findings")) == len(found) == len(sheet(report, "findings-short"))


# A page that opens from disk, in two languages, whatever the plans hold.


def test_every_link_leads_somewhere(report: Report) -> None:
    for path in report.folder.rglob("*.html"):
        for link in page(path).xpath("//@href|//@src"):
            parts = urlsplit(link)
            assert not parts.scheme and not parts.netloc, link
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file() and target.is_relative_to(report.folder.resolve()), (path.name, link)
            if parts.fragment and target.suffix == ".html":
                assert page(target).xpath("//*[@id=$name]", name=unquote(parts.fragment)), (path.name, link)


def test_texts_of_plans_are_never_markup(report: Report) -> None:
    for path in report.folder.rglob("*.html"):
        for element in page(path).iter(html.etree.Element):
            assert not any(name.startswith("on") for name in element.attrib), path.name
            if element.tag == "script" and element.get("type") == "application/json":
                json.loads(element.text)
            elif element.tag == "script":
                assert element.get("src") and not (element.text or "").strip(), path.name
        assert not page(path).xpath("//iframe|//object|//embed|//style|//*[@style]"), path.name
    for path in report.folder.rglob("*.js"):
        assert "</script" not in path.read_text("utf-8").lower(), path.name
    assert 'Cải cách hành chính <script>alert("tiêu đề")</script> năm 2019' in said(page(report.folder / "coverage.html").getroottree().getroot())


def test_no_cell_of_the_workbook_is_a_formula(report: Report) -> None:
    book = openpyxl.load_workbook(report.folder / "coverage.xlsx", read_only=True)
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b", "inlineStr"}
    assert FORMULA in {cell.value for cell in cells}


def test_both_languages_stand_in_every_page(report: Report) -> None:
    for path in report.folder.rglob("*.html"):
        pieces = Counter(each.get("lang") for each in page(path).xpath("//*[contains(concat(' ', @class, ' '), ' say ')]"))
        assert pieces["vi"] == pieces["en"] > 0, path.name
        assert page(path).get("lang") == "vi"
        for table in page(path).xpath("//table") if path.parent.name != "plans" else ():
            assert table.xpath("./caption"), path.name
            assert table.xpath("./thead//th[@scope='col']") and not table.xpath(".//th[not(@scope)]"), path.name


def test_nothing_asks_for_the_network(report: Report) -> None:
    for path in (*report.folder.rglob("*.js"), *report.folder.rglob("*.css")):
        content = path.read_text("utf-8")
        assert not regex.search(r"https?://|fetch\(|XMLHttpRequest|@import|url\(", content), path.name


def test_plots_are_pictures_for_word(report: Report) -> None:
    plots = report.folder / "plots"
    assert {"coverage-by-component", "coverage-matrix", "bodies", "deadlines", "documents", "confidence"} <= {path.stem for path in plots.glob("*.png")}
    assert any(path.name.startswith("target-") for path in plots.glob("*.png"))
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in plots.glob("*.png"))
    assert "Cải cách tài chính công" in (plots / "coverage-by-component-vi.svg").read_text("utf-8")
    assert "Public finance" in (plots / "coverage-by-component-en.svg").read_text("utf-8")


# The command.


def files_of(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def test_the_same_dataset_makes_the_same_bytes(small: Path, made: Path, tmp_path: Path) -> None:
    assert audit(small, "--out", tmp_path / "report").code == 0
    assert files_of(tmp_path / "report") == files_of(made)


def test_a_later_run_leaves_the_report_and_a_later_report_replaces_it(made: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN.format(number=16), "utf-8")
    dataset = write(tmp_path / "ds", tmp_path / "plan.txt")
    shutil.copytree(made, dataset / "report")
    (tmp_path / "plan.txt").write_text(PLAN.format(number=17), "utf-8")
    write(dataset, tmp_path / "plan.txt")
    assert files_of(dataset / "report") == files_of(made)
    assert audit(dataset).code == 0
    records = (dataset / "plans.jsonl").read_text("utf-8").splitlines()
    assert sorted(path.stem for path in (dataset / "report" / "plans").glob("*.html")) == sorted(json.loads(line)["plan_id"] for line in records)
    assert {path.name for path in tmp_path.iterdir()} == {"ds", "plan.txt"}


def test_fail_under(small: Path, tmp_path: Path) -> None:
    plans = [json.loads(line) for line in (small / "plans.jsonl").read_text("utf-8").splitlines()]
    cells = [each for plan in plans for each in plan["coverage"] if each["applicable"]]
    share = 100 * sum(map(covered, cells)) / len(cells)
    assert 0 < share < 99
    done = audit(small, "--out", tmp_path / "report", "--fail-under", str(share + 0.01))
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "below" in done.err and is_report(tmp_path / "report")
    assert shortfall(write_report(small, tmp_path / "report"), share) is None
    assert audit(small, "--fail-under", "101").code == 2


def test_an_empty_dataset_has_a_report_too(tmp_path: Path) -> None:
    with DatasetWriter(tmp_path / "ds") as writer:
        writer.publish()
    done = audit(tmp_path / "ds", "--fail-under", "1")
    assert (done.code, done.out.partition(":")[0]) == (1, "0 plans")
    assert (tmp_path / "ds" / "report" / "index.html").is_file()


def test_no_dataset_is_told_on_one_line(tmp_path: Path) -> None:
    done = audit(tmp_path / "nowhere")
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1 and "there is no dataset here" in done.err
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_no_report_is_left_alone(small: Path, made: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "index.html").write_text("mine", "utf-8")
    shutil.copytree(made, tmp_path / "report")
    (tmp_path / "report" / "notes.txt").write_text("mine", "utf-8")
    for place in (tmp_path / "mine", tmp_path / "report", small):
        before = files_of(place)
        done = audit(small, "--out", place)
        assert (done.code, done.err.count("\n")) == (2, 1)
        assert "left alone" in done.err
        assert files_of(place) == before


def test_a_missing_library_is_named(small: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['altair'] = None", "utf-8")
    command = [sys.executable, "-m", "pipeline.cli", "audit", str(small), "--lang", "en"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
    assert done.returncode == 2
    assert "altair" in done.stderr and "pip install 'kehoach[audit]'" in done.stderr and done.stderr.count("\n") == 1


def test_what_cannot_be_written_leaves_what_was(small: Path, made: Path, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path / "report")
    largest = max(path.stat().st_size for path in made.rglob("*") if path.is_file())
    program = f"""import resource, signal, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({largest - 1}, {largest - 1}))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from pipeline.cli import main
sys.argv = ["kehoach", *sys.argv[1:]]
main()"""
    command = [sys.executable, "-c", program, "audit", str(small), "--out", str(tmp_path / "report"), "--lang", "en"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert files_of(tmp_path / "report") == files_of(made)
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_a_report_that_is_stopped_leaves_what_was(small: Path, made: Path, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path / "report")
    for _ in range(5):
        command = [sys.executable, "-m", "pipeline.cli", "audit", str(small), "--out", str(tmp_path / "report")]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        while process.poll() is None and not list(tmp_path.glob(".report.*.writing")):
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate()
        assert files_of(tmp_path / "report") == files_of(made)
        assert [path.name for path in tmp_path.iterdir()] == ["report"]
        if process.returncode == 128 + signal.SIGTERM:
            assert b"Traceback" not in told
            return
    pytest.fail("it was done before it could be stopped, five times")


def test_a_store_in_postgresql_is_audited_as_one_in_the_folder(postgres: Server, made: Path, tmp_path: Path) -> None:
    url = postgres.new_database()
    write(tmp_path / "small", one_plan(tmp_path), SAMPLE, db=url)
    assert audit(tmp_path / "small", "--db", url).code == 0
    assert files_of(tmp_path / "small" / "report") == files_of(made)


def test_what_it_found_is_at_hand_without_the_command(small: Path, made: Path, tmp_path: Path) -> None:
    found = write_report(small, tmp_path / "report")
    told = json.loads((made / "report.json").read_text("utf-8"))
    assert found.as_json() == {key: value for key, value in told.items() if key not in ("kind", "program", "digest", "entries")}
    assert (len(found.rows), found.failed, found.gaps) == (2, (), found.cells - found.covered_cells)


# Pieces.


@pytest.mark.parametrize(
    ("kind", "end", "key"),
    [
        ("date", "2024-06-30", "2024-06"),
        ("period", "1999-12-31", "beyond"),
        ("date", "9999-01-01", "beyond"),
        ("period", None, "open"),
        ("recurring", "2024-06-30", "recurring"),
        ("event", None, "event"),
    ],
)
def test_a_deadline_counts_in_one_row(kind: Any, end: str | None, key: str) -> None:
    last = date.fromisoformat(end) if end else None
    assert key_of(Deadline("trước", kind, None, last, None, None, (), "rule", 1.0)) == key
