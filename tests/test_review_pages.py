"""The pages of a review over HTTP: who may come in, what is written when, and what is left when the server is killed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import regex

from pipeline.review.ledger import read_lines
from tests.patience import PATIENCE
from tests.reviewing import Review, reviewing
from tests.test_incremental import run
from tests.test_review import PLAN, REVIEWED, command, records


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "plans").mkdir()
    (folder / "plans/a.txt").write_text(PLAN, "utf-8")
    run(folder / "out", folder / "plans")
    return folder / "out"


@pytest.fixture(scope="module")
def review(dataset: Path) -> Iterator[Review]:
    with reviewing(dataset, "--lang", "en") as opened:
        yield opened


@contextmanager
def inside(review: Review) -> Iterator[httpx.Client]:
    """A client that opened the address with the key."""
    with httpx.Client(base_url=review.base, follow_redirects=True, timeout=PATIENCE) as client:
        assert client.get(review.url).status_code == 200
        yield client


def token_of(page: str) -> str:
    found = regex.search(r'name="token" value="([^"]+)"', page)
    assert found is not None
    return str(found[1])


def task_of(dataset: Path, words: str) -> tuple[str, str]:
    (plan,) = records(dataset)
    return plan["plan_id"], next(each["id"] for each in plan["tasks"] if words in each["text"])


def test_only_who_has_the_key_and_the_token_can_say_anything(review: Review, dataset: Path) -> None:
    plan_id, task = task_of(dataset, REVIEWED)
    address = f"/fact/{plan_id}/task/{task}"
    outside = httpx.Client(base_url=review.base, timeout=PATIENCE)
    for path in ("/", address, "/assets/review.js", "/said"):
        assert outside.get(path).status_code == 403
    assert outside.get("/?key=guessed").status_code == 403
    assert outside.get("/", headers={"host": "evil.example"}).status_code == 421
    with inside(review) as client:
        page = client.get(address)
        assert REVIEWED in page.text and page.headers["cache-control"] == "no-store"
        assert "script-src 'self'" in page.headers["content-security-policy"] and "unsafe" not in page.headers["content-security-policy"]
        assert client.post(address, data={"verdict": "accept"}).status_code == 403
        assert client.post(address, data={"verdict": "accept", "token": "guessed"}).status_code == 403
        assert client.post("/apply", data={"token": "ï"}).status_code == 403
        assert client.get("/", headers={"host": "evil.example"}).status_code == 421
        assert outside.post(address, data={"verdict": "accept", "token": token_of(page.text)}).status_code == 403
        token = token_of(page.text)
        assert client.post(address, data={"verdict": "maybe", "token": token}).status_code == 400
        for nowhere in (f"/fact/{plan_id}/task/t-0", f"/fact/{plan_id}/rumour/{task}", "/plan/0", "/assets/../views.py", "/assets/base.html"):
            assert client.get(nowhere).status_code == 404
        assert client.post("/undo", data={"line": "none", "token": token}).status_code == 404
        assert client.post(address, content=b"token=" + b"x" * (2 << 20)).status_code == 413
    assert read_lines(dataset) == ()


def test_what_is_wrong_in_a_form_is_said_and_nothing_written(review: Review, dataset: Path) -> None:
    plan_id, task = task_of(dataset, REVIEWED)
    address = f"/fact/{plan_id}/task/{task}"
    with inside(review) as client:
        token = token_of(client.get(address).text)
        wrong = client.post(address, data={"verdict": "correct", "token": token, "leads": "Sở Y tế", "deadline": "khi nào rảnh rỗi"})
        assert wrong.status_code == 200 and "Please check: Deadline" in wrong.text and 'value="Sở Y tế"' in wrong.text
        added = client.post(f"/plan/{plan_id}/add", data={"of": "task", "words": "không có trong văn bản", "token": token})
        assert "Please check: Its words" in added.text
        assert client.get("/deadline", params={"words": "Quý II", "plan_id": plan_id}).json() == {
            "kind": "period", "start": "2019-04-01", "end": "2019-06-30", "frequency": ""
        }  # fmt: skip
    assert read_lines(dataset) == ()


def test_what_was_said_is_there_when_the_server_is_killed_the_next_moment(dataset: Path, tmp_path: Path) -> None:
    dataset = shutil.copytree(dataset, tmp_path / "out")
    before = (dataset / "plans.jsonl").read_bytes()
    plan_id, task = task_of(dataset, REVIEWED)
    with reviewing(dataset) as review, inside(review) as client:
        address = f"/fact/{plan_id}/task/{task}"
        token = token_of(client.get(address).text)
        given = {"verdict": "correct", "token": token, "leads": ["Sở Ngoại vụ", ""], "components": "2", "deadline": "Quý III/2019", "why": "đọc lại văn bản"}
        answer = client.post(address, data=given, follow_redirects=False)
        assert answer.status_code == 303
        review.process.kill()
    (line,) = read_lines(dataset)
    assert (line.by, line.verdict, line.fact, line.changed, line.why) == ("Lan", "correct", task, ("leads", "deadline"), "đọc lại văn bản")
    assert (dataset / "plans.jsonl").read_bytes() == before
    told = json.loads(command("status", dataset, "--json").stdout)
    assert told["uncorrected"] == 1
    with reviewing(dataset, "--lang", "en") as review, inside(review) as client:
        assert "corrected by Lan" in client.get(address).text, "the page shows it before the dataset does"
        assert review.stop().strip() == "1 plans brought up to what was said of them"
    (plan,) = records(dataset)
    (corrected,) = [each for each in plan["tasks"] if each["id"] == task]
    assert [each["id"] for each in corrected["leads"]] == ["so-ngoai-vu"] and corrected["deadline"]["timex"] == "2019-Q3"
