"""A review as people do it: in a real browser, by mouse and by key, on a desk and on a phone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.review.ledger import read_lines
from tests.reviewing import Review, reviewing
from tests.test_incremental import run
from tests.test_review import PLAN, REVIEWED, command, records

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser import Visit, Visitors

expect = pytest.importorskip("playwright.sync_api", reason="make test installs Playwright").expect

HOSTILE = "- Sở Y tế <script>alert(1)</script> chủ trì <img src=x onerror=alert(2)> khám bệnh trước ngày 15/12/2019.\n"
PATIENCE = 60_000
NAME = '"><img src=x onerror=alert(3)>.txt'


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / NAME).write_text(PLAN + HOSTILE, "utf-8")
    run(tmp_path / "out", tmp_path / "plans")
    return tmp_path / "out"


@pytest.fixture
def review(dataset: Path) -> Iterator[Review]:
    with reviewing(dataset, "--below", "1", "--lang", "vi") as opened:
        yield opened


def sound(visit: Visit) -> None:
    """The page has no serious fault, and nothing of it lies beside the screen."""
    assert visit.faults() == [] and visit.overflow() == 0


def task_of(dataset: Path, words: str) -> dict[str, Any]:
    (plan,) = records(dataset)
    (task,) = [each for each in plan["tasks"] if words in each["text"]]
    return {"plan_id": plan["plan_id"], **task}


def ready(page: Page, selector: str) -> None:
    """Wait for the page that has this on it; its keys work when it is loaded."""
    page.locator(selector).first.wait_for()
    page.wait_for_load_state("load")


def open_task(page: Page, review: Review, dataset: Path, words: str) -> None:
    task = task_of(dataset, words)
    page.goto(f"{review.base}fact/{task['plan_id']}/task/{task['id']}")


def test_a_fact_is_corrected_by_mouse_and_the_dataset_shows_it(visitors: Visitors, review: Review, dataset: Path) -> None:
    visit = visitors.visit(within=(review.base,))
    page = visit.open(review.url)
    assert "key=" not in page.url
    sound(visit)
    assert page.get_by_role("heading", level=1).inner_text() == "Chờ rà soát"
    page.get_by_role("link", name=REVIEWED).first.click()
    assert REVIEWED in page.locator(".context mark.fact").first.inner_text()
    page.locator("summary").click()
    page.get_by_label("Chủ trì 1").fill("Sở Ngoại vụ")
    page.get_by_label("Thời hạn", exact=True).fill("Quý III")
    page.get_by_role("button", name="Đọc theo câu chữ").click()
    expect(page.locator("[name=deadline_end]")).to_have_value("2019-09-30", timeout=PATIENCE)
    page.locator("#correction [name=why]").fill("câu văn giao Sở Ngoại vụ")
    sound(visit)
    page.get_by_role("button", name="Lưu").click()
    assert "đã sửa: Rà soát chương trình" in page.locator(".told").inner_text()
    (line,) = read_lines(dataset)
    assert (line.by, line.verdict, line.why) == ("Lan", "correct", "câu văn giao Sở Ngoại vụ") and set(line.changed) >= {"leads", "deadline"}
    page.get_by_role("button", name="Cập nhật bộ dữ liệu (1)").click()
    page.get_by_text("Đã cập nhật 1 kế hoạch").wait_for()
    task = task_of(dataset, REVIEWED)
    assert [each["id"] for each in task["leads"]] == ["so-ngoai-vu"] and (task["deadline"]["start"], task["deadline"]["end"]) == ("2019-07-01", "2019-09-30")
    page.get_by_role("link", name="Ý kiến đã ghi").click()
    sound(visit)
    page.get_by_role("button", name="Hoàn tác").click()
    assert page.get_by_text("Chưa có ý kiến nào.").is_visible()


def test_keys_do_what_buttons_do(visitors: Visitors, review: Review, dataset: Path) -> None:
    visit = visitors.visit(within=(review.base,))
    page = visit.open(review.url)
    count = int(page.locator(".count").first.inner_text().split()[0])
    page.locator("#start").click()
    ready(page, "#accept")
    first = page.url
    page.keyboard.press("n")
    page.wait_for_url(lambda url: url != first)
    second = page.url
    page.keyboard.press("a")
    ready(page, ".told .accept")
    assert page.url.partition("?")[0] not in (first, second)
    page.keyboard.press("u")
    page.wait_for_url(second)
    assert [line.verdict for line in read_lines(dataset)] == ["accept", "undo"]
    open_task(page, review, dataset, REVIEWED)
    page.keyboard.press("c")
    page.keyboard.type("Sở arcn")
    assert page.get_by_label("Chủ trì 1").input_value() == "Sở arcn", "where one types, a letter is a letter"
    page.keyboard.press("Escape")
    assert not page.locator("#correction").get_attribute("open")
    page.keyboard.press("r")
    ready(page, ".told .reject")
    assert [(line.verdict, line.text.startswith(REVIEWED)) for line in read_lines(dataset)[2:]] == [("reject", True)]
    page.goto(review.base)
    assert int(page.locator(".count").first.inner_text().split()[0]) == count - 1
    page.get_by_label("Phím tắt").uncheck()
    page.locator("#start").click()
    ready(page, "#accept")
    here = page.url
    page.keyboard.press("a")
    page.keyboard.press("n")
    page.get_by_label("Phím tắt").wait_for()
    assert page.url == here and len(read_lines(dataset)) == 3, "keys can be turned off"


def test_what_was_missed_is_added_and_the_plan_finished(visitors: Visitors, review: Review, dataset: Path, tmp_path: Path) -> None:
    visit = visitors.visit(within=(review.base,))
    page = visit.open(review.url)
    page.locator("table a").click()
    sound(visit)
    page.evaluate(
        """() => {
            const place = document.createTreeWalker(document.getElementById("whole"), NodeFilter.SHOW_TEXT);
            while (place.nextNode()) {
                const at = place.currentNode.data.indexOf("giao Sở Ngoại vụ");
                if (at < 0) continue;
                document.getSelection().setBaseAndExtent(place.currentNode, at, place.currentNode, at + "giao Sở Ngoại vụ".length);
                return;
            }
        }"""
    )
    expect(page.locator("[name=words]")).to_have_value("giao Sở Ngoại vụ", timeout=PATIENCE)
    page.get_by_role("button", name="Bổ sung nhiệm vụ").click()
    sound(visit)
    page.get_by_label("Chủ trì 1").fill("Sở Ngoại vụ")
    page.get_by_role("button", name="Lưu").click()
    assert "đã bổ sung: giao Sở Ngoại vụ" in page.locator(".told").inner_text()
    page.get_by_role("button", name="Tất cả đều đúng, hoàn tất").click()
    assert page.locator("#finish .said").inner_text() == "đã rà soát xong"
    assert "1/1 kế hoạch" in page.locator(".progress").first.inner_text()
    assert review.stop().strip() == "Đã cập nhật 1 kế hoạch theo ý kiến rà soát"
    (plan,) = records(dataset)
    assert [each["text"] for each in plan["tasks"] if each["rule"] == "review.added"] == ["giao Sở Ngoại vụ"]
    gold = tmp_path / "gold"
    assert command("review", dataset, "--gold", gold).returncode == 0
    assert json.loads(command("evaluate", dataset, gold, "--json").stdout)["differences"] == []


def test_it_works_on_a_phone_in_english_and_hostile_text_is_text(visitors: Visitors, review: Review, dataset: Path) -> None:
    visit = visitors.visit((390, 844), within=(review.base,))
    page = visit.open(review.url)
    sound(visit)
    assert NAME in page.locator("main").inner_text()
    page.get_by_role("link", name="English").click()
    assert page.get_by_role("heading", level=1).inner_text() == "To review" and page.locator("html").get_attribute("lang") == "en"
    open_task(page, review, dataset, "khám bệnh")
    assert "<script>alert(1)</script>" in page.locator(".context").inner_text()
    assert page.locator("html").get_attribute("lang") == "en", "the language stays"
    sound(visit)
    page.locator("summary").click()
    sound(visit)
    page.locator("#correction [name=leads]").first.fill("<b onclick=alert(4)>Sở</b>")
    page.locator("#correction [name=why]").fill('"><script>alert(5)</script>')
    page.get_by_role("button", name="Save").click()
    page.goto(f"{review.base}said")
    assert '"><script>alert(5)</script>' in page.locator(".lines").inner_text()
    sound(visit)
    page.locator(".lines a").first.click()
    assert "<b onclick=alert(4)>Sở</b>" in page.locator(".facts").inner_text()
    page.goto(f"{review.base}plan/{task_of(dataset, 'khám bệnh')['plan_id']}")
    sound(visit)
