"""The report as people use it: written by the command, opened from disk in a real browser, read, filtered, followed, and judged by axe-core."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
import regex

from pipeline.ingest import distinct, gather
from pipeline.process import process
from pipeline.store import DatasetWriter
from schemas.text import slug

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser import Visitors

pytest.importorskip("altair", reason="the extra audit draws plots; make test installs it")

ROOT = Path(__file__).parent.parent
PHONE, DESKTOP = (390, 844), (1280, 900)
HOSTILE = '"><img src=x onerror=alert(1)>.txt'
HOSTILE_PLAN = """ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN
Số: 15/KH-UBND
Lạng Sơn, ngày 10 tháng 01 năm 2019

KẾ HOẠCH
Cải cách hành chính <script>alert('tiêu đề')</script> năm 2019
I. CẢI CÁCH THỂ CHẾ
- Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ rà soát </script><script>alert(1)</script> văn bản trước ngày 15/12/2018.
- Sở Thông tin và Truyền thông đẩy mạnh chuyển đổi số, <img src=x onerror=alert(2)> & thường xuyên.
II. CẢI CÁCH THỦ TỤC HÀNH CHÍNH
- Đạt 100% hồ sơ "<svg onload=alert(3)>" đúng hạn theo Nghị định số 61/2018/NĐ-CP.
"""


@dataclass(frozen=True)
class Report:
    """A report on disk, beside the dataset that it is on."""

    folder: Path
    dataset: Path
    records: Mapping[str, Mapping[str, Any]]
    """By the names of their sources."""

    def page(self, source: str) -> Path:
        """The page of a plan."""
        return self.folder / "plans" / f"{self.records[source]['plan_id']}.html"

    def text(self, source: str) -> str:
        return (self.dataset / "texts" / f"{self.records[source]['plan_id']}.txt").read_text("utf-8")

    def kinds(self) -> Sequence[Path]:
        """A page of every kind: those of the whole dataset, one of each folder, and plans of several sorts."""
        folders = sorted({page.parent for page in self.folder.rglob("*.html")} - {self.folder, self.folder / "plans"})
        return [
            *sorted(self.folder.glob("*.html")),
            *(min(folder.glob("*.html")) for folder in folders),
            *map(self.page, ("nam-hoanh-2024.pdf", "broken.pdf", HOSTILE)),
        ]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """On plans of several formats, one in two files, one whose source is gone, one that could not be read, and one made to do harm."""
    sources = tmp_path_factory.mktemp("nguồn")
    for name in ("nam-hoanh-2024.pdf", "muong-kha-2026.docx", "so-tttt-tay-van-2023.txt", "tra-lam-2023-tin.txt"):
        shutil.copy(ROOT / "samples" / name, sources)
    shutil.copy(ROOT / "tests" / "plans" / "tinh-cchc-2021.txt", sources)
    (sources / "gone.pdf").write_bytes((ROOT / "samples/nam-hoanh-2024.pdf").read_bytes() + b"\n")
    (sources / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    (sources / HOSTILE).write_text(HOSTILE_PLAN, "utf-8")
    dataset = tmp_path_factory.mktemp("dữ liệu") / "ds"
    with DatasetWriter(dataset) as writer:
        writer.add([process(each) for each in distinct(gather([str(sources)]).files)])
        writer.publish()
    (sources / "gone.pdf").unlink()
    command = [sys.executable, "-m", "pipeline.cli", "audit", str(dataset), "--page-images", "--lang", "en"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    records = [json.loads(line) for line in (dataset / "plans.jsonl").read_text("utf-8").splitlines()]
    return Report(dataset / "report", dataset, {record["source"]["path"]: record for record in records})


def in_view(locator: Locator) -> bool:
    return bool(locator.evaluate("each => { const {top, bottom} = each.getBoundingClientRect(); return bottom > 0 && top < innerHeight; }"))


def visible(page: Page, said: str) -> None:
    """Wait until some words are seen."""
    page.get_by_text(said).filter(visible=True).first.wait_for()


def press(mark: Locator) -> None:
    """Click on the first line of a mark, which may go on over several."""
    where = "each => { each.scrollIntoView({block: 'center'}); const line = each.getClientRects()[0]; return [line.left + 3, line.top + line.height / 2]; }"
    mark.page.mouse.click(*mark.evaluate(where))


def eventually(page: Page, locator: Locator, condition: str) -> None:
    """Wait until a condition on an element, in the browser's words, holds."""
    page.wait_for_function(f"each => ({condition})", arg=locator.element_handle())


# Every kind of page.


@pytest.mark.parametrize(("size", "language"), [(PHONE, "vi"), (DESKTOP, "en")], ids=["phone", "desktop in English"])
def test_pages_are_for_everyone(report: Report, visitors: Visitors, size: tuple[int, int], language: str) -> None:
    visit = visitors.visit(size)
    faults: dict[str, object] = {}
    for each in report.kinds():
        page = visit.open(f"{each.as_uri()}?lang={language}")
        assert page.evaluate("document.documentElement.dataset.language") == language
        assert page.title() and page.locator("h1").count() == 1
        faults[str(each.relative_to(report.folder))] = [*visit.faults(), *(["wider than the screen"] if visit.overflow() > 0 else [])]
    assert {name: found for name, found in faults.items() if found} == {}


def test_pages_are_linked_to_pages_that_are_there(report: Report, visitors: Visitors) -> None:
    visit = visitors.visit()
    lost: list[tuple[str, str]] = []
    ids: dict[Path, set[str]] = {}
    for each in report.kinds():
        page = visit.open(each)
        for address in page.eval_on_selector_all("a[href]", "all => all.map(each => each.href)"):
            file, anchor = Path(unquote(urlsplit(address).path)), unquote(urlsplit(address).fragment)
            if file not in ids:
                ids[file] = set(regex.findall(r'\bid="([^"]+)"', file.read_text("utf-8"))) if file.suffix == ".html" and file.is_file() else set()
            lost += [(each.name, address)] if not file.is_file() or (anchor and anchor not in ids[file]) else []
    assert lost == []


def test_the_language_goes_along(report: Report, visitors: Visitors) -> None:
    page = visitors.visit().open(report.folder / "index.html")
    assert page.locator("html").get_attribute("lang") == "vi"
    page.get_by_role("button", name="English").click()
    page.locator("nav a[href*='coverage.html']").first.click()
    page.wait_for_url("**/coverage.html*")
    visible(page, "Coverage")
    page.locator("#matrix tbody th a").first.click()
    page.wait_for_url("**/plans/*.html*")
    visible(page, "Issuer")
    page.get_by_role("button", name="Tiếng Việt").click()
    visible(page, "Cơ quan ban hành")


# The matrix.


def test_the_matrix_is_filtered_and_sorted(report: Report, visitors: Visitors) -> None:
    page = visitors.visit().open(report.folder / "coverage.html")
    rows = page.locator("#matrix tbody tr:visible")
    assert rows.count() == len(report.records)
    page.locator("form[data-filters=matrix] [name=q]").fill("nam hoanh")
    page.wait_for_function("document.querySelectorAll('#matrix tbody tr:not([hidden])').length === 2")
    page.locator("form[data-filters=matrix] [name=q]").fill("")
    head = page.locator("#matrix thead th.component").first
    for order in ("descending", "ascending"):
        head.get_by_role("button").click()
        eventually(page, head, f"each.getAttribute('aria-sort') === '{order}'")
        told = [int(each) for each in page.locator("#matrix tbody tr td:nth-child(2) b").all_inner_texts()]
        assert told == sorted(told, reverse=order == "descending") and len(set(told)) > 1


def test_a_row_leads_to_its_place_in_the_text_and_back(report: Report, visitors: Visitors) -> None:
    record = report.records["nam-hoanh-2024.pdf"]
    page = visitors.visit().open(report.folder / "coverage.html")
    page.locator(f"#plan-{record['plan_id']} th a").click()
    page.wait_for_url("**/plans/*.html*")
    task = next(each for each in reversed(record["tasks"]) if each["leads"])
    page.locator(f"[id='row-{task['id']}'] a.to-text").click()
    mark = page.locator(f"mark[id='{task['id']}']")
    eventually(page, mark, "each.classList.contains('chosen')")
    eventually(page, mark, "each.getBoundingClientRect().top >= 0 && each.getBoundingClientRect().bottom <= innerHeight")
    card = page.locator("#fact article").first
    assert task["rule"] in card.inner_text() and task["leads"][0]["mention"] in card.inner_text() and f"{task['confidence']:.2f}" in card.inner_text()
    card.get_by_role("link", name="xem trong bảng").click()
    row = page.locator(f"[id='row-{task['id']}']")
    eventually(page, row, "each.getBoundingClientRect().top >= 0 && each.getBoundingClientRect().bottom <= innerHeight")


# The text of a plan.


@pytest.mark.parametrize("source", ["nam-hoanh-2024.pdf", "muong-kha-2026.docx", "tinh-cchc-2021.txt", HOSTILE])
def test_the_text_is_the_text(report: Report, visitors: Visitors, source: str) -> None:
    page = visitors.visit().open(report.page(source))
    text = report.text(source)
    assert page.locator("#as-read").evaluate("each => each.textContent") == text
    marked = page.evaluate(
        """() => {
            const {facts} = JSON.parse(document.getElementById("data").textContent), said = {};
            for (const mark of document.querySelectorAll("#as-read mark"))
                for (const number of mark.dataset.facts.split(" ")) if (facts[number].id) said[facts[number].id] = (said[facts[number].id] ?? "") + mark.textContent;
            return said;
        }"""
    )
    record = report.records[source]
    for fact in (*record["tasks"], *record["targets"], *record["legal_refs"]):
        assert "".join(marked[fact["id"]].split()) == "".join(text[fact["start"] : fact["end"]].split())


@pytest.mark.parametrize("source", ["tra-lam-2023-tin.txt", "so-tttt-tay-van-2023.txt", "nam-hoanh-2024.pdf"], ids=["no sections", "sections", "pictures"])
@pytest.mark.parametrize("size", [DESKTOP, (1100, 800), (800, 1000), PHONE], ids=lambda size: str(size[0]))
def test_the_text_has_most_of_the_room(report: Report, visitors: Visitors, source: str, size: tuple[int, int]) -> None:
    page = visitors.visit(size).open(report.page(source))
    text, card = page.locator("#as-read").bounding_box(), page.locator("#fact").bounding_box()
    assert text and text["width"] > size[0] * 0.4
    assert card is None or card["width"] < text["width"]


def test_a_link_to_a_fact_shows_it_in_both_languages(report: Report, visitors: Visitors) -> None:
    record = report.records["so-tttt-tay-van-2023.txt"]
    visit = visitors.visit()
    for fact in (record["tasks"][-1], record["targets"][-1], record["legal_refs"][-1]):
        page = visit.open(f"{report.page('so-tttt-tay-van-2023.txt').as_uri()}#{fact['id']}")
        mark = page.locator(f"[id='{fact['id']}']")
        eventually(page, mark, "(each.closest('mark')).classList.contains('chosen')")
        assert in_view(mark)
        visible(page, "Độ tin cậy")
        page.get_by_role("button", name="English").click()
        page.locator("#fact").get_by_text("Confidence").filter(visible=True).first.wait_for()
        assert not page.locator("#fact").get_by_text("Độ tin cậy").filter(visible=True).count()
        page.get_by_role("button", name="Tiếng Việt").click()


def test_what_was_noticed_is_linked_to_its_place(report: Report, visitors: Visitors) -> None:
    source = next(name for name, record in report.records.items() if any(each["start"] is not None for each in record["diagnostics"]))
    page = visitors.visit().open(report.page(source))
    link = page.locator(".notes a[href^='#at-']").first
    link.click()
    mark = page.locator(f"[id='{(link.get_attribute('href') or '#')[1:]}']")
    eventually(page, mark, "each.closest('mark').classList.contains('chosen')")
    visible(page, "Cần xem")


def test_pointing_shows_what_holds_what(report: Report, visitors: Visitors) -> None:
    page = visitors.visit().open(report.page("tinh-cchc-2021.txt"))
    inner = page.locator("mark.is-task mark.is-lead").first
    inner.scroll_into_view_if_needed()
    inner.hover()
    heads = page.locator("#fact h3")
    eventually(page, page.locator("#fact"), "each.querySelectorAll('h3').length > 1")
    assert heads.all_inner_texts()[0] == "Chủ trì" and "Nhiệm vụ" in heads.all_inner_texts()
    page.mouse.move(2, 2)
    eventually(page, page.locator("#fact"), "each.querySelectorAll('h3').length === 0")
    inner.click()
    page.mouse.move(2, 2)
    assert heads.count() > 1, "what was clicked stays"
    page.keyboard.press("Escape")
    assert heads.count() == 0


def test_the_keys_reach_every_mark(report: Report, visitors: Visitors) -> None:
    page = visitors.visit().open(report.page("so-tttt-tay-van-2023.txt"))
    assert page.locator("#as-read mark[tabindex='0']").count() == 1
    page.locator("#as-read mark[tabindex='0']").focus()
    seen = [page.locator("#fact h3").first.inner_text()]
    for _ in range(6):
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.matches('#as-read mark')")
        seen.append(page.locator("#fact h3").first.inner_text())
    assert len(set(seen)) > 2
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.mouse.move(2, 2)
    assert page.locator("#as-read mark.chosen").count() >= 1
    assert page.locator("#as-read mark[tabindex='0']").count() == 1


def test_kinds_of_facts_can_be_left_unmarked(report: Report, visitors: Visitors) -> None:
    page = visitors.visit().open(report.page("tinh-cchc-2021.txt"))
    background = "each => getComputedStyle(each).backgroundColor"
    lead = page.locator("mark.is-lead").first
    before = lead.evaluate(background)
    page.locator(".groups label.bodies").click()
    assert lead.evaluate(background) != before
    page.locator(".groups label.bodies").click()
    assert lead.evaluate(background) == before


def test_on_a_phone_a_tap_opens_the_card_and_a_button_closes_it(report: Report, visitors: Visitors) -> None:
    visit = visitors.visit(PHONE)
    page = visit.open(report.page("nam-hoanh-2024.pdf"))
    assert not page.locator("#fact").is_visible()
    page.locator("mark.is-legal-ref").first.tap()
    page.locator("#fact article").first.wait_for()
    assert visit.faults() == []
    page.locator("#fact .close").tap()
    page.locator("#fact").wait_for(state="hidden")


# The tasks of a plan.


def shown(page: Page) -> list[str]:
    return page.locator("#task-table tbody tr:not([hidden])").evaluate_all("rows => rows.map(row => row.id.slice(4))")


def wanted(tasks: Sequence[Mapping[str, Any]], keep: Callable[[Mapping[str, Any]], bool]) -> list[str]:
    kept = [task["id"] for task in tasks if keep(task)]
    assert 0 < len(kept) < len(tasks), "a filter that is tested keeps some"
    return kept


def bodies(task: Mapping[str, Any]) -> list[str]:
    return [body["id"] for body in task["leads"] + task["coordinators"]]


def said(task: Mapping[str, Any]) -> str:
    """The words that a task is found by."""
    named = [body["mention"] for body in task["leads"] + task["coordinators"]]
    return " ".join((task["text"], *named, task["deadline"]["text"] if task["deadline"] else "")).lower()


def test_tasks_are_filtered(report: Report, visitors: Visitors) -> None:
    tasks = report.records["tinh-cchc-2021.txt"]["tasks"]
    page = visitors.visit().open(report.page("tinh-cchc-2021.txt"))
    form = page.locator("#filters")
    form.get_by_label("Từ khóa").fill("văn bản")
    assert shown(page) == wanted(tasks, lambda task: all(word in said(task) for word in ("văn", "bản")))
    form.get_by_label("Từ khóa").fill("BAN van")
    assert shown(page) == wanted(tasks, lambda task: all(word in slug(said(task)) for word in ("van", "ban")))
    form.get_by_label("Từ khóa").fill("vẵn bạn")
    visible(page, "Không có nhiệm vụ nào phù hợp")
    assert shown(page) == []
    form.get_by_label("Từ khóa").fill("")
    body = bodies(next(task for task in tasks if task["leads"]))[0]
    form.get_by_label("Cơ quan").select_option(body)
    assert shown(page) == wanted(tasks, lambda task: body in bodies(task))
    form.get_by_label("Cơ quan").select_option("")
    form.get_by_label("Lĩnh vực").select_option("3")
    assert shown(page) == wanted(tasks, lambda task: 3 in task["components"] + task["inferred_components"])
    form.get_by_label("Lĩnh vực").select_option("0")
    none = [task["id"] for task in tasks if not task["components"] + task["inferred_components"]]
    assert shown(page) == none
    form.get_by_label("Lĩnh vực").select_option("")
    form.get_by_label("Chỉ mục độ tin cậy thấp").check()
    low = wanted(tasks, lambda task: task["confidence"] < 0.7)
    assert shown(page) == low
    visible(page, f"{len(low)}/{len(tasks)} nhiệm vụ")


def test_a_link_shows_a_row_that_is_filtered_out(report: Report, visitors: Visitors) -> None:
    task = report.records["tinh-cchc-2021.txt"]["tasks"][3]
    page = visitors.visit().open(report.page("tinh-cchc-2021.txt"))
    page.locator("#filters").get_by_label("Từ khóa").fill("không có từ này")
    press(page.locator(f"mark[id='{task['id']}']"))
    page.locator("#fact").get_by_role("link", name="xem trong bảng").last.click()
    page.locator(f"[id='row-{task['id']}']").wait_for(state="visible")


# Pictures of pages.


def test_a_fact_is_boxed_on_the_picture_of_its_page(report: Report, visitors: Visitors) -> None:
    record = report.records["nam-hoanh-2024.pdf"]
    page = visitors.visit().open(report.page("nam-hoanh-2024.pdf"))
    for task in (record["tasks"][0], record["tasks"][-1]):
        press(page.locator(f"mark[id='{task['id']}']"))
        picture = page.locator("#fact .sheet img")
        eventually(page, picture, f"each.complete && each.naturalWidth > 500 && each.src.endsWith('/{task['page']}.webp')")
        sheet, box = page.locator("#fact .sheet").bounding_box(), page.locator("#fact .sheet .box").first.bounding_box()
        assert sheet and box
        assert sheet["x"] <= box["x"] and box["x"] + box["width"] <= sheet["x"] + sheet["width"]
        assert sheet["y"] <= box["y"] and box["y"] + box["height"] <= sheet["y"] + sheet["height"]
        assert 0 < box["height"] < sheet["height"] / 3
    page.locator("#fact .before").click()
    eventually(page, picture, f"each.complete && each.naturalWidth > 500 && each.src.endsWith('/{task['page'] - 1}.webp')")


def test_a_source_that_is_gone_has_no_pictures_and_says_so(report: Report, visitors: Visitors) -> None:
    page = visitors.visit().open(report.page("gone.pdf"))
    visible(page, "tệp nguồn không còn ở nơi đã đọc")
    assert page.locator("#fact .sheet").count() == 0
    visible(page, "Đối chiếu với kế hoạch khác")


def test_a_source_that_could_not_be_read_says_why(report: Report, visitors: Visitors) -> None:
    page = visitors.visit().open(report.page("broken.pdf"))
    visible(page, "Không đọc được nguồn này")
    visible(page, "tệp hỏng")


# What was made to do harm stands there as text: a visit fails where a script of it ran or anything was fetched.


def test_hostile_names_and_texts_are_text(report: Report, visitors: Visitors) -> None:
    visit = visitors.visit()
    page = visit.open(report.page(HOSTILE))
    visible(page, HOSTILE)
    visible(page, "<script>alert('tiêu đề')</script>")
    for mark in page.locator("#as-read mark").all():
        mark.hover(force=True)
    for each in sorted(report.folder.glob("*.html")):
        page = visit.open(each)
        assert page.locator("img[src=x], svg[onload]").count() == 0


# Without scripts, and on paper.


def test_without_scripts_all_is_there_to_read(report: Report, visitors: Visitors) -> None:
    record = report.records["nam-hoanh-2024.pdf"]
    page = visitors.visit(java_script_enabled=False).open(f"{report.page('nam-hoanh-2024.pdf').as_uri()}#{record['tasks'][-1]['id']}")
    assert page.locator("#as-read mark.is-task").first.is_visible()
    assert page.locator("#task-table tbody tr").count() == len(record["tasks"])
    assert not page.locator("#filters").is_visible(), "what needs scripts is not offered"


def test_on_paper_stands_the_plan_alone(report: Report, visitors: Visitors) -> None:
    page = visitors.visit().open(report.page("nam-hoanh-2024.pdf"))
    page.emulate_media(media="print")
    assert page.locator("#as-read").is_visible() and page.locator("#task-table").is_visible()
    assert not any(page.locator(each).first.is_visible() for each in ("#filters", "#fact", ".outline", ".groups", "header nav"))
    assert page.pdf(format="A4").startswith(b"%PDF")
