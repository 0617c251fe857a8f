"""A dataset over HTTP: a real server, started by the command line, asked by a real client, and compared with the records."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from extractors.agencies import known_agencies
from pipeline.export.selection import Selection, related, select
from pipeline.ingest import distinct, gather
from pipeline.process import process
from pipeline.records import Processed, encode, read_records
from pipeline.serve.search import query_for
from pipeline.store import DatasetWriter
from schemas.json_schema import plan_schema
from schemas.plan import Plan
from tests.patience import PATIENCE, until

if TYPE_CHECKING:
    from tests.postgres import Server

ROOT = Path(__file__).parent.parent
LISTS = ("/plans", "/tasks", "/targets", "/legal-refs", "/agencies", "/coverage", "/findings")
PAGES = ("/", "/browse/plans", "/browse/agencies")
PLAN = """ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN
Số: 15/KH-UBND
Lạng Sơn, ngày 10 tháng 01 năm 2019

KẾ HOẠCH
Cải cách hành chính <script>alert('tiêu đề')</script> năm 2019
I. CẢI CÁCH THỂ CHẾ
- Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ rà soát văn bản quy phạm pháp luật trước ngày 15/12/2019.
- Sở Nội vụ báo cáo UBND tỉnh trước ngày 20 hằng tháng.
- Sở Thông tin và Truyền thông đẩy mạnh chuyển đổi số, <script>alert("đá quý")</script> & thường xuyên.
II. CẢI CÁCH THỦ TỤC HÀNH CHÍNH
- Sở Bưu chính, Viễn thông báo cáo kết quả định kỳ hằng quý.
- Đạt 100% hồ sơ đúng hạn theo Nghị định số 61/2018/NĐ-CP.
"""


def read(*sources: Path) -> list[Processed]:
    return [process(each) for each in distinct(gather([str(source) for source in sources]).files)]


def write(out: Path, done: Sequence[Processed], db: str | None = None) -> Path:
    with DatasetWriter(out, db=db) as writer:
        writer.add(done)
        writer.publish()
    return out


@contextmanager
def serving(dataset: Path, *arguments: str) -> Iterator[str]:
    """The address of a server of the dataset, started by the command line; it is stopped as a service is."""
    command = [sys.executable, "-m", "pipeline.cli", "serve", str(dataset), "--port", "0", "--lang", "en", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert process.stdout is not None and process.stderr is not None
        line = process.stdout.readline()
        assert line.startswith("Serving at http://"), process.stderr.read()
        yield line.split()[2].rstrip("/")
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=PATIENCE)
        assert (process.returncode, out) == (0, "")
        assert [each for each in err.splitlines() if not each.startswith("Indexing")] == [], "a server that ran well says nothing"
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> list[Processed]:
    """The text samples, and a plan with every kind of deadline and with tags in its text."""
    folder = tmp_path_factory.mktemp("sources")
    (folder / "lang-son.txt").write_text(PLAN, "utf-8")
    return read(folder / "lang-son.txt", *sorted((ROOT / "samples").glob("*.txt")))


@pytest.fixture(scope="module")
def dataset(done: list[Processed], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("dataset") / "out", done)


@pytest.fixture(scope="module")
def plans(dataset: Path) -> list[Plan]:
    return list(read_records(dataset))


@pytest.fixture(scope="module")
def client(dataset: Path) -> Iterator[httpx.Client]:
    with serving(dataset) as address, httpx.Client(base_url=address, timeout=PATIENCE) as opened:
        yield opened


def ask(client: httpx.Client, path: str, **parameters: Any) -> Any:
    answer = client.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def all_of(client: httpx.Client, path: str, **parameters: Any) -> list[Any]:
    """The entries of all pages."""
    page = ask(client, path, **parameters)
    found = list(page["items"])
    while page["next"]:
        following = client.get(page["next"]).json()
        assert following["total"] == page["total"]
        page = following
        found += page["items"]
    assert len(found) == page["total"]
    return found


def texts(found: Sequence[Mapping[str, Any]]) -> list[str]:
    return [each["text"].split("\n")[0][:40] for each in found]


# What is served is what the dataset holds.


def records(dataset: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (dataset / "plans.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("path", "field"), [("/tasks", "tasks"), ("/targets", "targets"), ("/legal-refs", "legal_refs"), ("/coverage", "coverage")])
@pytest.mark.parametrize("limit", [1, 3, 7, 200])
def test_pages_hold_everything_once_in_the_order_of_the_dataset(client: httpx.Client, dataset: Path, path: str, field: str, limit: int) -> None:
    expected = [{"plan_id": record["plan_id"], **fact} for record in records(dataset) for fact in sorted(record[field], key=lambda fact: fact.get("start", 0))]
    assert all_of(client, path, limit=limit) == expected


def test_a_plan_is_its_record(client: httpx.Client, dataset: Path) -> None:
    heads = all_of(client, "/plans", limit=2)
    assert [each["plan_id"] for each in heads] == [each["plan_id"] for each in records(dataset)]
    for head, record in zip(heads, records(dataset), strict=True):
        assert ask(client, f"/plans/{head['plan_id']}") == record
        assert head == {name: len(value) if isinstance(value, list) else value for name, value in record.items() if name in head}
        assert not Draft202012Validator(plan_schema()).is_valid(head)


def test_each_fact_has_an_address(client: httpx.Client, plans: list[Plan]) -> None:
    plan = plans[0]
    for path, facts in (("/tasks", plan.tasks), ("/targets", plan.targets), ("/legal-refs", plan.legal_refs)):
        for fact in facts:
            found = ask(client, f"{path}/{plan.plan_id}/{fact.id}")
            assert (found["plan_id"], found["id"], found["text"]) == (plan.plan_id, fact.id, fact.text)


def test_agencies_have_their_lineage_and_what_they_do(client: httpx.Client, plans: list[Plan]) -> None:
    found = {each["id"]: each for each in all_of(client, "/agencies", limit=200)}
    assert found.keys() == {each.id for each in known_agencies()} | {
        body.id for plan in plans for task in plan.tasks for body in (*task.leads, *task.coordinators)
    }
    body = found["so-thong-tin-va-truyen-thong"]
    assert body["related"] == sorted(related("so-thong-tin-va-truyen-thong"))
    assert body["known"]["lineage"] == ["so-thong-tin-va-truyen-thong", "so-buu-chinh-vien-thong"]
    assert body["leads"] == sum(any(lead.id == body["id"] for lead in task.leads) for plan in plans for task in plan.tasks)
    assert body["id"] in {each["id"] for each in ask(client, "/agencies", q="SO THONG TIN truyền")["items"]}
    assert all(each["leads"] + each["coordinates"] for each in all_of(client, "/agencies", named="true", limit=9))


def test_status_names_the_state_of_the_answers(client: httpx.Client, plans: list[Plan]) -> None:
    found = ask(client, "/status")
    assert found["status"]["plans"] == len(plans)
    assert client.get("/tasks").headers["etag"] == f'"{found["state"]}"'


# Filters mean what they mean in an export.

FILTERS: list[dict[str, Any]] = [
    {"agencies": ("Sở TT&TT",)},
    {"agencies": ("so-buu-chinh-vien-thong",), "role": "lead"},
    {"agencies": ("Sở Nội vụ", "Phòng Nội vụ"), "role": "coordinator"},
    {"role": "coordinator"},
    {"years": (2019,)},
    {"years": (2020, 2023)},
    {"provinces": ("tỉnh Lạng Sơn",)},
    {"levels": ("province", "commune")},
    {"components": (2,)},
    {"components": (1, 3)},
    {"due_from": date(2019, 4, 1), "due_to": date(2019, 6, 30)},
    {"due_from": date(2019, 12, 14), "due_to": date(2019, 12, 14)},
    {"due_to": date(2021, 6, 30)},
    {"due_from": date(2023, 10, 1)},
    {"min_confidence": 0.9},
    {"agencies": ("Sở Nội vụ",), "role": "lead", "due_from": date(2019, 1, 1), "due_to": date(2019, 3, 31), "years": (2019,)},
]
NAMES = {"agencies": "agency", "years": "year", "provinces": "province", "levels": "level", "components": "component"}


@pytest.mark.parametrize("wanted", FILTERS, ids=lambda wanted: ",".join(wanted))
def test_filters_keep_what_an_export_keeps(client: httpx.Client, plans: list[Plan], wanted: dict[str, Any]) -> None:
    kept = [narrowed for plan in plans if (narrowed := select(plan, Selection(**wanted)))]
    parameters = {NAMES.get(name, name): [str(each) for each in value] if isinstance(value, tuple) else str(value) for name, value in wanted.items()}
    assert {(each["plan_id"], each["id"]) for each in all_of(client, "/tasks", limit=5, **parameters)} == {
        (plan.plan_id, task.id) for plan in kept for task in plan.tasks
    }


def test_the_filters_that_are_tested_keep_something(plans: list[Plan]) -> None:
    counts = [sum(len(kept.tasks) for plan in plans if (kept := select(plan, Selection(**wanted)))) for wanted in FILTERS]
    everything = sum(len(plan.tasks) for plan in plans)
    assert all(0 < count < everything for count in counts), counts


@pytest.mark.parametrize("sort", ["due", "-due", "confidence", "-confidence"])
def test_tasks_come_in_the_order_that_is_asked_for(client: httpx.Client, sort: str) -> None:
    found = all_of(client, "/tasks", sort=sort, limit=4)
    assert len({(each["plan_id"], each["id"]) for each in found}) == len(found)
    keys = [each["confidence"] if sort.endswith("confidence") else _due(each) for each in found]
    told = [key for key in keys if key is not None]
    assert keys[: len(told)] == told, "what has none comes last"
    assert told == sorted(told, reverse=sort.startswith("-")) and len(set(told)) > 1


def _due(task: Mapping[str, Any]) -> str | None:
    deadline = task["deadline"]
    return deadline["end"] if deadline and not deadline["recurrence"] else None


def test_references_and_targets_are_found_by_what_they_are(client: httpx.Client, plans: list[Plan]) -> None:
    found = all_of(client, "/legal-refs", symbol="61/2018/NĐ-CP", limit=1)
    assert len(found) == sum(each.symbol == "61/2018/NĐ-CP" for plan in plans for each in plan.legal_refs) > 1
    assert {each["relation"] for each in all_of(client, "/legal-refs", relation="basis")} == {"basis"}
    assert [each["status"] for each in all_of(client, "/targets", status="target")] == [
        "target" for plan in plans for each in plan.targets if each.status == "target"
    ]
    assert {each["component"] for each in all_of(client, "/coverage", component=[2, 3])} == {2, 3}


# Search.

SEARCHES = [
    ("chuyển đổi số đẩy mạnh", 1),
    ("chuyen doi so day manh", 1),
    ("CHUYEN ĐỔI so", 1),
    ("da quy", 1),
    ("đá quý", 1),
    ("ĐÁ", 1),
    ("đã quý", 0),
    ("đa", 0),
    ('"chuyen doi so"', 1),
    ('"so chuyen doi"', 0),
    ('"chuyển đổi', 1),
    ("script", 1),
    ("chuyển%", 1),
    ("chuy*", 0),
    ("không-có-đâu", 0),
    ("Sở Tư pháp", 1),
    ("So Tu phap", 1),
    ("!!!", 0),
    ("   ", 5),
]


@pytest.mark.parametrize(("asked", "count"), SEARCHES)
def test_search_minds_diacritics_where_they_are_written(client: httpx.Client, plans: list[Plan], asked: str, count: int) -> None:
    lang_son = next(plan for plan in plans if plan.source.path == "lang-son.txt")
    found = all_of(client, "/tasks", q=asked, plan_id=lang_son.plan_id)
    assert len(found) == count, texts(found)


@pytest.mark.parametrize("style", ["Uỷ ban nhân dân", "Ủy ban nhân dân", "uy ban nhan dan"])
def test_the_place_of_a_tone_does_not_matter(client: httpx.Client, style: str) -> None:
    assert ask(client, "/plans", q=style)["total"] == ask(client, "/plans", q="ủy ban")["total"] > 0


def test_plans_targets_and_references_are_searched_too(client: httpx.Client) -> None:
    assert ask(client, "/plans", q="15/kh-ubnd")["total"] == ask(client, "/plans", q="lang son")["total"] == 1
    assert ask(client, "/legal-refs", q="nghi dinh 61/2018")["total"] > 0
    assert ask(client, "/targets", q="đúng hạn")["total"] > 0


HOSTILE = ["' OR 1=1 --", '"; DROP TABLE tasks; --', "%' UNION SELECT record FROM plans --", "NEAR(a b)", "marked:x OR y", 'a" OR "b', "\\", "(", "*", "^a", "a AND NOT b", "{a}", "\x00", "ă\u0301\u0323" * 60]  # fmt: skip


@pytest.mark.parametrize("asked", HOSTILE)
def test_what_looks_like_a_query_language_is_words(client: httpx.Client, asked: str) -> None:
    total = ask(client, "/tasks")["total"]
    for path, name in (("/tasks", "q"), ("/plans", "q"), ("/tasks", "agency"), ("/tasks", "province"), ("/tasks", "plan_id"), ("/legal-refs", "symbol"), ("/agencies", "q"), ("/findings", "kind")):  # fmt: skip
        assert ask(client, path, **{name: asked})["total"] < total
    assert client.get(f"/plans/{httpx.URL('/', params={'x': asked}).query.decode()[2:]}").status_code == 404
    assert ask(client, "/tasks")["total"] == total


def test_a_query_has_so_many_words_at_most() -> None:
    assert (query_for("a " * 1000) or "").count("plain") == 20
    assert (query_for('"' + "a " * 1000) or "").count("a ") <= 20


# What is wrong is said, as JSON, and nothing is changed by anything.


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("/tasks?year=abc", "year"), ("/tasks?limit=0", "limit"), ("/tasks?limit=201", "limit"), ("/tasks?limit=-1", "limit"),
        ("/tasks?component=9", "component"), ("/tasks?due_from=2019-02-30", "due_from"), ("/tasks?role=chief", "role"), ("/tasks?levle=province", "levle"),
        ("/tasks?level=moon", "level"), ("/tasks?min_confidence=2", "min_confidence"), ("/tasks?min_confidence=nan", "min_confidence"),
        ("/tasks?sort=text", "sort"), ("/tasks?after=zz", "after"), ("/tasks?after=W10", "after"), ("/plans?after=WzFd", "after"),
        ("/tasks?after=W3siYSI6MX0sMSwyLDNd", "after"), ("/tasks?after=%F0%9F%92%A9", "after"), ("/coverage?q=a", "q"), ("/agencies?named=perhaps", "named"),
        (f"/tasks?q={'a' * 201}", "q"), ("/tasks?" + "year=2019&" * 21, "year"), ("/findings?severity=bad", "severity"),
    ],
)  # fmt: skip
def test_a_wrong_parameter_is_named(client: httpx.Client, path: str, wrong: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    problem = answer.json()
    assert problem["status"] == 422
    assert wrong in {each["parameter"].split(".")[0] for each in problem["errors"]}


@pytest.mark.parametrize("path", ["/plans/0", "/tasks/0/0", "/targets/a/b", "/legal-refs/a/b", "/nothing", "/tasks/", "/docs", "/redoc", "/static/../plans.jsonl", "/%2e%2e/etc/passwd", "/plans/%00"])  # fmt: skip
def test_what_is_not_there_is_a_problem_told(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert answer.json()["status"] == 404


@pytest.mark.parametrize("path", [*LISTS, "/status", "/openapi.json", "/plans/0", *PAGES])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_nothing_can_be_written(client: httpx.Client, path: str, method: str) -> None:
    answer = client.request(method, path, headers={"Origin": "http://elsewhere.example", "Access-Control-Request-Method": "GET"})
    assert answer.status_code == 405
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("path", [*LISTS, *PAGES, "/nothing", "/browse/nothing", "/openapi.json", "/browse/style.css"])
def test_every_answer_is_guarded(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"Origin": "http://elsewhere.example"})
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "server" not in answer.headers and not [name for name in answer.headers if name.startswith("access-control")]


def test_head_is_get_without_the_body(client: httpx.Client) -> None:
    got, head = client.get("/tasks"), client.head("/tasks")
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(got.content)))


def test_who_has_an_answer_is_not_sent_it_again(client: httpx.Client) -> None:
    for path in ("/tasks", "/plans", "/"):
        tag = client.get(path).headers["etag"]
        again = client.get(path, headers={"If-None-Match": f'"old", W/{tag}'})
        assert (again.status_code, again.content) == (304, b"")
        assert client.get(path, headers={"If-None-Match": '"old"'}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
def test_a_name_that_is_not_this_machine_is_refused(client: httpx.Client, host: str) -> None:
    answer = client.get("/tasks", headers={"Host": host})
    assert (answer.status_code, answer.headers["content-type"]) == (421, "application/problem+json")


# The pages.


class Seen(HTMLParser):
    """The tags of a page and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.words += data


def page(client: httpx.Client, path: str, **parameters: Any) -> Seen:
    answer = client.get(path, params=parameters or None)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    return Seen(answer.text)


def test_tags_in_a_plan_are_shown_as_text(client: httpx.Client, plans: list[Plan]) -> None:
    plan_id = next(plan.plan_id for plan in plans if plan.source.path == "lang-son.txt")
    for seen in (page(client, "/", q="đá quý"), page(client, f"/browse/plans/{plan_id}")):
        assert '<script>alert("đá quý")</script> & thường xuyên' in seen.words
        assert "script" not in {tag for tag, _ in seen.tags}
    seen = page(client, "/browse/plans", q="lang son")
    assert "<script>alert('tiêu đề')</script>" in seen.words and "script" not in {tag for tag, _ in seen.tags}


@pytest.mark.parametrize("asked", ['"><script>alert(1)</script>', "<img src=x onerror=alert(1)>", "' onfocus='alert(1)", "{{ 7*7 }}"])
@pytest.mark.parametrize("path", PAGES)
def test_what_is_asked_is_shown_as_text(client: httpx.Client, path: str, asked: str) -> None:
    seen = page(client, path, q=asked, agency=asked, lang=asked)
    assert not {"script", "img"} & {tag for tag, _ in seen.tags}
    assert not [name for _, attributes in seen.tags for name in attributes if name.startswith("on")]
    assert asked in {attributes.get("value") for tag, attributes in seen.tags if tag == "input"}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_speaks_vietnamese_and_english(client: httpx.Client, path: str) -> None:
    vietnamese = page(client, path)
    assert ("html", {"lang": "vi"}) in vietnamese.tags and "Nhiệm vụ" in vietnamese.words
    switch = next(attributes["href"] for tag, attributes in vietnamese.tags if tag == "a" and attributes.get("hreflang") == "en")
    english = page(client, str(switch))
    assert ("html", {"lang": "en"}) in english.tags and "Tasks" in english.words
    inside = [str(attributes["href"]) for tag, attributes in english.tags if tag == "a" and str(attributes["href"]).startswith(("/?", "/browse/"))]
    assert inside and all("lang=" in each for each in inside)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_needs_nothing_from_elsewhere_and_labels_every_field(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    seen = Seen(answer.text)
    addresses = [attributes.get(name) or "" for _, attributes in seen.tags for name in ("href", "src", "action") if name in attributes]
    assert addresses and all(each.startswith(("/", "#")) and not each.startswith("//") for each in addresses)
    assert not [attributes for _, attributes in seen.tags if "style" in attributes]
    fields = [tag for tag, attributes in seen.tags if tag in ("input", "select") and attributes.get("type") != "hidden"]
    assert len(fields) == sum(tag == "label" for tag, _ in seen.tags) > 0
    assert ("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}) in seen.tags


def test_every_link_of_the_pages_leads_somewhere(client: httpx.Client) -> None:
    waiting, known = ["/"], {"/"}
    while waiting:
        answer = client.get(waiting.pop())
        assert answer.status_code == 200, answer.url
        if answer.headers["content-type"].startswith("text/html") and len(known) < 150:
            found = {str(attributes["href"]).partition("#")[0] for tag, attributes in Seen(answer.text).tags if tag == "a"} - {""}
            waiting += sorted(found - known)
            known |= found
    assert len(known) > 20


def test_a_form_left_blank_asks_for_nothing_and_a_wrong_one_says_so(client: httpx.Client, plans: list[Plan]) -> None:
    blank = page(client, "/", q="", agency="", role="", year=" ", due_from="", component="", sort="")
    assert f"{sum(len(plan.tasks) for plan in plans)} nhiệm vụ" in blank.words
    wrong = page(client, "/", year="abc")
    assert "Hãy kiểm tra lại: year" in wrong.words
    several = page(client, "/", agency="Sở Tư pháp; Sở TT&TT")
    assert "rà soát văn bản" in several.words and "chuyển đổi số" in several.words


def test_what_a_page_does_not_have_is_said_on_a_page(client: httpx.Client) -> None:
    answer = client.get("/browse/plans/nothing")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert client.get("/", params={"after": "zz"}).status_code == 422


# The OpenAPI is true, whatever is asked.


def _values(schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """Values for a parameter: some that its schema allows, some that it does not."""
    anything = st.one_of(st.text(max_size=30), st.integers().map(str), st.sampled_from(["", "null", "true", "2019-13-01", "0x1", "1e999", "-0", "ă", "\ud7ff"]))
    kinds = schema.get("anyOf", [schema])
    good = [_good(each) for each in kinds if each.get("type") != "null"]
    return st.one_of(*good, *good, anything)


def _good(schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    if schema.get("type") == "array":
        return st.lists(_good(schema["items"]), max_size=3)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema.get("format") == "date":
        return st.dates().map(str)
    if schema.get("type") == "integer":
        return st.integers(schema.get("minimum"), schema.get("maximum")).map(str)
    if schema.get("type") == "number":
        return st.floats(schema.get("minimum"), schema.get("maximum")).map(str)
    if schema.get("type") == "boolean":
        return st.sampled_from(["true", "false"])
    return st.one_of(st.sampled_from(["Sở Nội vụ", "chuyen doi so", '"đá', "61/2018/NĐ-CP", "Lạng Sơn"]), st.text(min_size=1, max_size=20))


@pytest.fixture(scope="module")
def description(client: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def test_the_description_names_every_path_and_only_reading(description: dict[str, Any]) -> None:
    singles = {"/plans/{plan_id}", "/tasks/{plan_id}/{id}", "/targets/{plan_id}/{id}", "/legal-refs/{plan_id}/{id}"}
    assert description["paths"].keys() == {*LISTS, *singles, "/status"}
    assert {method for path in description["paths"].values() for method in path} == {"get"}


@settings(max_examples=150, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_asked_is_answered_as_described(client: httpx.Client, description: dict[str, Any], data: st.DataObject) -> None:
    path, operation = data.draw(st.sampled_from([(path, methods["get"]) for path, methods in description["paths"].items()]))
    asked: dict[str, Any] = {}
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", data.draw(st.sampled_from(["0", "a-b", "ă", "%00", "%2F"])))
        elif data.draw(st.integers(0, 3)) == 0:
            asked[parameter["name"]] = data.draw(_values(parameter["schema"]))
    answer = client.get(path, params=asked)
    assert answer.status_code in (200, 404, 422), answer.text
    kind = answer.headers["content-type"]
    described = operation["responses"].get(str(answer.status_code))
    if described is None:
        assert (answer.status_code, kind) == (404, "application/problem+json")
        return
    assert kind == ("application/json" if answer.status_code == 200 else "application/problem+json")
    (schema,) = (each["schema"] for each in described["content"].values())
    Draft202012Validator({**schema, "components": description["components"]}).validate(answer.json())


# The dataset goes on living.


def wait_for(client: httpx.Client, path: str, wanted: Callable[[Any], bool], **parameters: Any) -> httpx.Response:
    """The first answer that is as wanted: a run makes its changes in several transactions, each of which may be seen."""

    def answer() -> httpx.Response | None:
        given = client.get(path, params=parameters or None)
        return given if wanted(given.json()) else None

    return until(answer)


def changed(done: Processed, text: str) -> Processed:
    """The plan with another first task, as another version of the program might read it."""
    first, *others = done.plan.tasks
    plan = replace(done.plan, tasks=(replace(first, text=text), *others))
    return replace(done, plan=plan, record=encode(plan))


@pytest.mark.parametrize("db", ["sqlite", "postgresql"])
def test_a_run_that_publishes_is_seen_while_the_server_serves(done: list[Processed], tmp_path: Path, db: str, request: pytest.FixtureRequest) -> None:
    url = None if db == "sqlite" else _database(request.getfixturevalue("postgres"))
    out = write(tmp_path / "out", done[:1], url)
    with serving(out, *(("--db", url) if url else ())) as address, httpx.Client(base_url=address, timeout=PATIENCE) as client:
        first = client.get("/tasks")
        write(out, done, url)
        total = sum(len(each.plan.tasks) for each in done)
        second = wait_for(client, "/tasks", lambda found: found["total"] == total)
        assert first.json()["total"] < total and first.headers["etag"] != second.headers["etag"]
        assert ask(client, "/tasks", q="ngon den xanh")["total"] == 0
        before = ask(client, "/tasks", q="chuyen doi so day manh")["total"]
        write(out, [changed(done[0], "Đi tìm ngọn đèn xanh")], url)
        third = wait_for(client, "/tasks", lambda found: found["total"] == 1, q="ngon den xanh")
        assert [each["text"] for each in third.json()["items"]] == ["Đi tìm ngọn đèn xanh"]
        assert ask(client, "/tasks")["total"] == total
        assert ask(client, "/tasks", q="chuyen doi so day manh")["total"] <= before
        assert ask(client, "/status")["trouble"] is None


def _database(server: Server) -> str:
    return server.new_database()


def test_a_dataset_that_is_replaced_or_away_for_a_while_is_seen(done: list[Processed], tmp_path: Path) -> None:
    out = write(tmp_path / "out", done[:1])
    other = write(tmp_path / "other", done[1:2])
    with serving(out) as address, httpx.Client(base_url=address, timeout=PATIENCE) as client:
        first = client.get("/plans")
        out.rename(tmp_path / "away")
        away = wait_for(client, "/status", lambda found: found["trouble"] is not None)
        assert "there is no dataset here" in away.json()["trouble"]
        assert client.get("/plans").content == first.content, "what was there is served on"
        other.rename(out)
        assert [each["plan_id"] for each in wait_for(client, "/plans", lambda found: found != first.json()).json()["items"]] == [done[1].plan.plan_id]


def test_the_server_leaves_the_dataset_as_it_is(done: list[Processed], tmp_path: Path) -> None:
    out = write(tmp_path / "out", done[:1])
    before = {path.relative_to(tmp_path): (path.stat().st_mtime_ns, path.read_bytes()) for path in sorted(tmp_path.rglob("*")) if path.is_file()}
    with serving(out) as address:
        httpx.get(f"{address}/tasks")
        time.sleep(2.5)
    after = {path.relative_to(tmp_path): (path.stat().st_mtime_ns, path.read_bytes()) for path in sorted(tmp_path.rglob("*")) if path.is_file()}
    assert {path: each for path, each in after.items() if not path.name.startswith("kehoach.sqlite-")} == before


# What the command says.


def command(*arguments: str | Path, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "pipeline.cli", "serve", *map(str, arguments)]
    return subprocess.run(words, capture_output=True, text=True, cwd=ROOT, timeout=PATIENCE, env={**os.environ, **(environment or {})}, check=False)


def test_a_port_in_use_is_one_clear_line(dataset: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        failed = command(dataset, "--port", str(port), "--lang", "en")
    assert (failed.returncode, failed.stdout) == (2, "")
    assert failed.stderr == f"Error: 127.0.0.1:{port}: no server can listen there (Address already in use). Give another --port or --host.\n"


@pytest.mark.parametrize("host", ["no.such.host.invalid", "a" * 300, "203.0.113.7"])
def test_a_host_that_is_not_here_is_one_clear_line(dataset: Path, host: str) -> None:
    failed = command(dataset, "--host", host, "--lang", "en")
    assert failed.returncode == 2 and failed.stderr.startswith(f"Error: {host}:8001: no server can listen there") and failed.stderr.count("\n") == 1


def test_a_folder_without_a_dataset_is_one_clear_line(tmp_path: Path) -> None:
    failed = command(tmp_path, "--port", "0", "--lang", "vi")
    assert failed.returncode == 2
    assert failed.stderr.splitlines()[-1].startswith("Lỗi: ") and "Traceback" not in failed.stderr


@pytest.mark.parametrize("missing", ["jinja2", "uvicorn"])
def test_a_part_that_is_not_installed_is_named(dataset: Path, tmp_path: Path, missing: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        f"import importlib.util as u\nfind = u.find_spec\nu.find_spec = lambda name, *rest: None if name == {missing!r} else find(name, *rest)\n", "utf-8"
    )
    failed = command(dataset, "--lang", "en", environment={"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"})
    assert (failed.returncode, failed.stderr) == (2, f"Error: kehoach serve needs {missing}, not installed here. Run: pip install 'kehoach[serve]'\n")


def test_a_server_that_is_interrupted_leaves_nothing_behind(dataset: Path, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "pipeline.cli", "serve", str(dataset), "--port", "0"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "TMPDIR": str(tmp_path)})
    assert process.stdout is not None
    process.stdout.readline()
    assert list(tmp_path.iterdir())
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, "Traceback" in err, list(tmp_path.iterdir())) == (0, False, [])


def test_a_place_that_cannot_hold_the_index_is_one_clear_line(dataset: Path) -> None:
    words = f"ulimit -f 64; exec {sys.executable} -m pipeline.cli serve {dataset} --port 0 --lang en"
    failed = subprocess.run(["bash", "-c", words], capture_output=True, text=True, cwd=ROOT, timeout=PATIENCE, check=False)
    assert failed.returncode == 2, failed
    assert "the index cannot be written there" in failed.stderr and "Traceback" not in failed.stderr


def test_a_failure_of_the_server_is_told_without_its_inside(dataset: Path, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "pipeline.cli", "serve", str(dataset), "--port", "0", "--lang", "en"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "TMPDIR": str(tmp_path)})
    assert process.stdout is not None
    address = process.stdout.readline().split()[2]
    for file in tmp_path.rglob("index.sqlite*"):
        file.unlink()
    answer = httpx.get(f"{address}tasks")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "sqlite" not in answer.text.lower() and "Traceback" not in answer.text
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in err and err.splitlines()[1].startswith("/tasks: OperationalError")
