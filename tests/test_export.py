"""An export holds what the dataset holds: every file is opened again by another program and compared with the records."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import icalendar
import openpyxl
import psycopg
import pytest
import regex
from click.testing import CliRunner
from dateutil.rrule import rrulestr
from openpyxl.utils.escape import unescape

from extractors.agencies import known_agencies, known_provinces
from pipeline.cli import cli
from pipeline.export import FOLDERS, FORMATS
from pipeline.export.letters import shown
from pipeline.export.occurrences import recurring
from pipeline.export.selection import Selection, related, select
from pipeline.export.to_xlsx import CELL
from pipeline.export.words import notes_on
from pipeline.frames import harmless
from pipeline.ingest import distinct, gather
from pipeline.messages import speak
from pipeline.process import process
from pipeline.records import Processed, read_records
from pipeline.store import DatasetWriter
from schemas.agency import KnownAgency
from schemas.plan import Deadline, Metadata, Period, Plan, Task
from schemas.relations import plan_rows
from schemas.tables import AGENCIES, PROVINCES, TABLES, Row
from tests.patience import PATIENCE

if TYPE_CHECKING:
    from tests.postgres import Server

ROOT = Path(__file__).parent.parent
PLAN = """ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN
Số: 15/KH-UBND
Lạng Sơn, ngày 10 tháng 01 năm 2019

KẾ HOẠCH
Cải cách hành chính năm 2019
I. CẢI CÁCH THỂ CHẾ
- Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ rà soát văn bản quy phạm pháp luật trước ngày 15/12/2019.
- Sở Nội vụ báo cáo UBND tỉnh trước ngày 20 hằng tháng.
- Sở Thông tin và Truyền thông thường xuyên tuyên truyền.
- Sở Nội vụ tổng hợp kết quả thực hiện định kỳ hằng quý, 6 tháng, năm.
II. CẢI CÁCH THỦ TỤC HÀNH CHÍNH
- Sở Bưu chính, Viễn thông báo cáo kết quả định kỳ hằng quý.
- Đạt 100% hồ sơ đúng hạn theo Nghị định số 61/2018/NĐ-CP.
"""


@dataclass(frozen=True)
class Done:
    code: int
    out: bytes
    err: str


def export(dataset: Path, *arguments: str | Path, language: str = "en") -> Done:
    result = CliRunner().invoke(cli, ["export", *map(str, (dataset, *arguments)), "--lang", language])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return Done(result.exit_code, result.stdout_bytes, result.stderr)


def read(*sources: Path) -> list[Processed]:
    return [process(each) for each in distinct(gather([str(source) for source in sources]).files)]


def write(out: Path, done: Sequence[Processed]) -> Path:
    with DatasetWriter(out) as writer:
        writer.add(done)
        writer.publish()
    return out


@pytest.fixture(autouse=True)
def _language_of_the_locale() -> Iterator[None]:
    yield
    speak(None)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The text samples, and a plan with every kind of deadline."""
    folder = tmp_path_factory.mktemp("dataset")
    (folder / "lang-son.txt").write_text(PLAN, "utf-8")
    return write(folder / "out", read(folder / "lang-son.txt", *sorted((ROOT / "samples").glob("*.txt"))))


@pytest.fixture(scope="module")
def plans(dataset: Path) -> list[Plan]:
    return list(read_records(dataset))


def rows_of(plans: Iterable[Plan]) -> dict[str, list[Row]]:
    """The rows of every table, but for findings, of which these plans have none."""
    rows = {table.name: [row for plan in plans for row in table.rows(plan)] for table in TABLES}
    return {
        **rows,
        "agencies": [row for each in known_agencies() for row in AGENCIES.rows(each)],
        "provinces": [row for each in known_provinces() for row in PROVINCES.rows(each)],
    }


def tasks_in(lines: bytes) -> set[tuple[str, str]]:
    """The tasks of an export as JSON lines."""
    return {(record["plan_id"], record["task"]["id"]) for record in map(json.loads, lines.splitlines())}


def tasks_of(plans: Iterable[Plan]) -> set[tuple[str, str]]:
    return {(plan.plan_id, task.id) for plan in plans for task in plan.tasks}


# What is written is what the dataset holds.


def test_parquet_says_the_same_to_duckdb(dataset: Path, plans: list[Plan], tmp_path: Path) -> None:
    assert export(dataset, "--to", "parquet", "--out", tmp_path / "out").code == 0
    for name, rows in rows_of(plans).items():
        found = duckdb.sql(f"SELECT * FROM '{tmp_path}/out/{name}.parquet'")
        assert [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()] == rows
    types = duckdb.sql(f"DESCRIBE SELECT deadline_end, confidence, components, doubts, start FROM '{tmp_path}/out/tasks.parquet'").fetchall()
    assert [row[1] for row in types] == ["DATE", "DOUBLE", "BIGINT[]", "VARCHAR[]", "BIGINT"]


def test_csv_says_the_same(dataset: Path, plans: list[Plan], tmp_path: Path) -> None:
    assert export(dataset, "--to", "csv", "--out", tmp_path / "out").code == 0
    for name, rows in rows_of(plans).items():
        content = (tmp_path / f"out/{name}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        found = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        assert [list(row.values()) for row in found] == [[as_cell(value) for value in row.values()] for row in rows]


def as_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return harmless("; ".join(map(str, value)))
    return value.isoformat() if isinstance(value, date) else harmless(str(value))


def test_workbook_says_the_same_to_openpyxl(dataset: Path, plans: list[Plan], tmp_path: Path) -> None:
    assert export(dataset, "--to", "xlsx", "--out", tmp_path / "out.xlsx").code == 0
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["Theo dõi nhiệm vụ", *(table.name for table in TABLES), "findings", "agencies", "provinces"]
    for name, rows in rows_of(plans).items():
        header, *cells = book[name].iter_rows(values_only=True)
        assert [dict(zip(header, row, strict=True)) for row in cells] == [{key: as_excel(value) for key, value in row.items()} for row in rows]
        assert book[name].freeze_panes == "A2" and book[name].auto_filter.ref == book[name].dimensions
    dated = next(cell for row in book["tasks"].iter_rows(min_row=2) for cell in row if isinstance(cell.value, datetime))
    assert dated.is_date and dated.number_format == "dd/mm/yyyy"


def as_excel(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join(map(str, value)) or None
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return value if value != "" else None


def test_tracking_sheet_is_ready_to_work_with(dataset: Path, plans: list[Plan], tmp_path: Path) -> None:
    export(dataset, "--to", "xlsx", "--out", tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    header, *rows = sheet.iter_rows(values_only=True)
    assert header == (
        "STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Hạn cuối", "Sản phẩm", "Trạng thái", "Kế hoạch", "Mục", "Độ tin cậy", "Lưu ý",
    )  # fmt: skip
    tasks = [task for plan in plans for task in plan.tasks]
    assert [row[0] for row in rows] == list(range(1, len(tasks) + 1))
    assert [row[1] for row in rows] == [task.text for task in tasks]
    assert [row[5] and row[5].date() for row in rows] == [task.deadline.end if task.deadline else None for task in tasks]
    assert {row[7] for row in rows} == {None}
    assert [row[11] or "" for row in rows] == [notes_on(task) for task in tasks]
    first = next(row for row in rows if row[1].startswith("Sở Tư pháp chủ trì"))
    assert first[2:6] == ("Sở Tư pháp", "Sở Nội vụ", "trước ngày 15/12/2019", datetime(2019, 12, 14))
    assert first[8:10] == ("15/KH-UBND ngày 10/01/2019: Cải cách hành chính năm 2019", "I CẢI CÁCH THỂ CHẾ")
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"Chưa thực hiện,Đang thực hiện,Hoàn thành,Quá hạn"' and str(choice.sqref) == f"H2:H{len(tasks) + 1}"
    assert sheet.freeze_panes == "C2" and sheet.auto_filter.ref == f"A1:L{len(tasks) + 1}"
    assert all(cell.alignment.wrap_text for cell in sheet[2]) and sheet.column_dimensions["B"].width > 40
    coloured = {str(each.sqref): [rule.operator for rule in each.rules] for each in sheet.conditional_formatting}
    assert coloured[f"K2:K{len(tasks) + 1}"] == ["lessThan"]


def test_json_lines_hold_each_task_with_its_plan(dataset: Path, plans: list[Plan]) -> None:
    done = export(dataset, "--to", "jsonl")
    records = {json.loads(line)["plan_id"]: json.loads(line) for line in (dataset / "plans.jsonl").read_bytes().splitlines()}
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert [(line["plan_id"], line["task"]) for line in lines] == [(plan.plan_id, task) for plan in plans for task in records[plan.plan_id]["tasks"]]
    for line in lines:
        record = records[line["plan_id"]]
        assert line["metadata"] == record["metadata"] and line["path"] == record["source"]["path"]
        assert line["section"] == next((each for each in record["sections"] if each["id"] == line["task"]["section"]), None)
        assert [each["id"] for each in line["targets"]] == line["task"]["targets"]
        assert [each["id"] for each in line["legal_refs"]] == line["task"]["legal_refs"]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_sql_loads_into_a_fresh_database(dataset: Path, plans: list[Plan], kind: str, request: pytest.FixtureRequest) -> None:
    script = export(dataset, "--to", "sql").out.decode()
    query = loaded(script, kind, request)
    wanted: dict[str, list[Row]] = {}
    for plan in plans:
        for name, rows in plan_rows(plan).items():
            wanted.setdefault(name, []).extend(rows)
    for name, rows in wanted.items():
        columns = list(rows[0]) if rows else ["plan_id"]
        found = query(f"SELECT {quoted(columns)} FROM {name}")
        assert sorted(map(repr, found)) == sorted(repr(tuple(as_stored(row[each], kind) for each in columns)) for row in rows)


def quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{each}"' for each in columns)


def loaded(script: str, kind: str, request: pytest.FixtureRequest) -> Any:
    """A new database that ran the script, as a function that answers a query."""
    if kind == "sqlite":
        lite = sqlite3.connect(":memory:")
        lite.execute("PRAGMA foreign_keys = ON")
        lite.executescript(script)
        assert lite.execute("PRAGMA foreign_key_check").fetchall() == []
        return lambda query: lite.execute(query).fetchall()
    server: Server = request.getfixturevalue("postgres")
    post = psycopg.connect(server.new_database().replace("+psycopg", ""), autocommit=True)
    request.addfinalizer(post.close)
    post.execute(script)  # type: ignore[arg-type]
    return lambda query: post.execute(query).fetchall()


def as_stored(value: Any, kind: str) -> Any:
    if kind == "sqlite" and isinstance(value, date):
        return value.isoformat()
    return int(value) if kind == "sqlite" and isinstance(value, bool) else value


def events_of(content: bytes) -> list[icalendar.Event]:
    return [each for each in icalendar.Calendar.from_ical(content).walk("VEVENT") if isinstance(each, icalendar.Event)]


def test_calendar_has_each_task_on_its_last_day(dataset: Path, plans: list[Plan]) -> None:
    done = export(dataset, "--to", "ics")
    events = events_of(done.out)
    dated = [task for plan in plans for task in plan.tasks if task.deadline and task.deadline.end and task.deadline.kind != "recurring"]
    once = [event for event in events if "rrule" not in event]
    assert sorted(event.decoded("dtstart") for event in once) == sorted(task.deadline.end for task in dated if task.deadline and task.deadline.end)
    first = next(event for event in once if "Sở Tư pháp chủ trì" in event["description"])
    assert first.decoded("dtstart") == date(2019, 12, 14)
    assert first["summary"].startswith("Sở Tư pháp: Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ rà soát")
    assert "Kế hoạch: 15/KH-UBND ngày 10/01/2019: Cải cách hành chính năm 2019" in first["description"]
    without = sum(task.deadline is None for plan in plans for task in plan.tasks)
    assert f"{without} tasks have no deadline" in done.err and "names no day" in done.err


def test_calendar_lets_recurring_tasks_recur(dataset: Path) -> None:
    rules = {
        event["description"].split("\n")[0]: (event.decoded("dtstart"), event["rrule"].to_ical().decode())
        for event in events_of(export(dataset, "--to", "ics").out)
        if "rrule" in event
    }
    monthly = next(rule for text, rule in rules.items() if "hằng tháng" in text)
    quarterly = next(rule for text, rule in rules.items() if "báo cáo kết quả định kỳ hằng quý" in text)
    assert monthly == (date(2019, 1, 19), "FREQ=MONTHLY;UNTIL=20191231;BYMONTHDAY=19")
    assert days(*quarterly) == ["2019-03-31", "2019-06-30", "2019-09-30", "2019-12-31"]


def test_task_of_several_rules_has_an_event_for_each(dataset: Path) -> None:
    events = [event for event in events_of(export(dataset, "--to", "ics", "--year", "2019").out) if "6 tháng, năm" in event["description"]]
    assert [event["summary"].split(":")[0] for event in events] == ["Hằng quý", "6 tháng", "Hằng năm"]
    assert [days(event.decoded("dtstart"), event["rrule"].to_ical().decode())[0] for event in events] == ["2019-03-31", "2019-06-30", "2019-12-31"]
    assert len({event["uid"] for event in events}) == 3


def days(first: date, rule: str) -> list[str]:
    return [f"{day:%Y-%m-%d}" for day in rrulestr(rule, dtstart=datetime(first.year, first.month, first.day))]


def test_calendar_keeps_to_the_letter_of_its_standard(dataset: Path) -> None:
    content = export(dataset, "--to", "ics").out
    assert content.startswith(b"BEGIN:VCALENDAR\r\n") and content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    content.decode()
    uids = regex.findall(rb"\r\nUID:(.*?)\r\n(?! )", content)
    assert len(set(uids)) == len(uids) > 5
    assert content.count(b"BEGIN:VEVENT") == content.count(b"\r\nDTSTAMP:") == content.count(b"END:VEVENT")


def test_event_keeps_its_id_when_its_plan_changes_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    before = export(write(tmp_path / "one", read(tmp_path / "plan.txt")), "--to", "ics").out
    (tmp_path / "plan.txt").write_text(PLAN.replace("Đạt 100%", "Đạt 95%"), "utf-8")
    after = export(write(tmp_path / "two", read(tmp_path / "plan.txt")), "--to", "ics").out
    assert {event["uid"] for event in events_of(before)} == {event["uid"] for event in events_of(after)}


YEAR = Metadata(period=Period(date(2022, 1, 1), date(2022, 12, 31)), issued_on=date(2022, 2, 10))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=19", ["2022-02-19", "2022-03-19", "2022-12-19"]),
        ("FREQ=MONTHLY", ["2022-02-28", "2022-03-31", "2022-12-31"]),
        ("FREQ=MONTHLY;INTERVAL=3", ["2022-03-31", "2022-06-30", "2022-12-31"]),
        ("FREQ=MONTHLY;INTERVAL=6", ["2022-06-30", "2022-12-31", "2022-12-31"]),
        ("FREQ=YEARLY", ["2022-12-31", "2022-12-31", "2022-12-31"]),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15", ["2022-03-15", "2022-06-15", "2022-12-15"]),
        ("FREQ=YEARLY;BYMONTH=4", ["2022-04-30", "2022-04-30", "2022-04-30"]),
        ("FREQ=WEEKLY", ["2022-02-11", "2022-02-18", "2022-12-30"]),
        ("FREQ=WEEKLY;BYDAY=MO", ["2022-02-14", "2022-02-21", "2022-12-26"]),
        ("FREQ=DAILY;INTERVAL=15;UNTIL=20220301", ["2022-02-10", "2022-02-25", "2022-02-25"]),
    ],
)
def test_rule_falls_on_days(rule: str, expected: list[str]) -> None:
    known = recurring(rule, deadline(rule), YEAR)
    assert known is not None and f"{known.first}" == expected[0]
    found = days(known.first, known.rule)
    assert [found[0], found[min(1, len(found) - 1)], found[-1]] == expected


@pytest.mark.parametrize(
    "rule", ["", "FREQ=NEVER", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", "FREQ=DAILY;UNTIL=20200101", "FREQ=MONTHLY;INTERVAL=-1", "FREQ=MONTHLY;INTERVAL=0"]
)
def test_rule_that_falls_on_no_day_is_none(rule: str) -> None:
    assert recurring(rule, deadline(rule), YEAR) is None


def test_rule_of_a_plan_without_a_time_is_none() -> None:
    assert recurring("FREQ=MONTHLY", deadline("FREQ=MONTHLY"), Metadata()) is None


def deadline(rule: str) -> Deadline:
    return Deadline("", "recurring", None, None, None, None, (rule,), "", 1.0)


# Filters.


def bodies(task: Task, role: str | None = None) -> set[str]:
    return {agency.id for agency in (*(task.leads if role != "coordinator" else ()), *(task.coordinators if role != "lead" else ()))}


def is_of_2019(plan: Plan) -> bool:
    return bool(plan.metadata.period and plan.metadata.period.start and plan.metadata.period.start.year == 2019)


@pytest.mark.parametrize(
    ("arguments", "keeps"),
    [
        (["--agency", "Phòng Nội vụ"], lambda _, task: "phong-noi-vu" in bodies(task)),
        (["--agency", "phong noi vu"], lambda _, task: "phong-noi-vu" in bodies(task)),
        (["--agency", "so-noi-vu", "--role", "coordinator"], lambda _, task: "so-noi-vu" in bodies(task, "coordinator")),
        (["--agency", "Sở Nội vụ", "--agency", "Sở Tư pháp", "--role", "lead"], lambda _, task: {"so-noi-vu", "so-tu-phap"} & bodies(task, "lead")),
        (["--agency", "Sở Nội vụ tỉnh Lạng Sơn"], lambda plan, task: "so-noi-vu" in bodies(task) and plan.metadata.number == "15/KH-UBND"),
        (["--role", "lead"], lambda _, task: task.leads),
        (["--year", "2019"], lambda plan, _: plan.metadata.period.start.year == 2019),
        (["--year", "2019", "--year", "2020"], lambda plan, _: plan.metadata.period.start.year in (2019, 2020)),
        (["--province", "Lạng Sơn"], lambda plan, _: plan.metadata.number == "15/KH-UBND"),
        (["--province", "tinh lang son"], lambda plan, _: plan.metadata.number == "15/KH-UBND"),
        (["--level", "province"], lambda plan, _: plan.metadata.level == "province"),
        (["--component", "2"], lambda _, task: 2 in (*task.components, *task.inferred_components)),
        (["--min-confidence", "0.9"], lambda _, task: task.confidence >= 0.9),
        (["--due-from", "2019-12-14", "--due-to", "14/12/2019"], lambda _, task: "15/12/2019" in task.text),
        (["--due-from", "2019-12-01", "--due-to", "2019-12-20"], lambda plan, task: "15/12/2019" in task.text or ("20 hằng tháng" in task.text and is_of_2019(plan))),
        (["--due-to", "2019-03-31", "--level", "province"], lambda plan, task: "hằng quý" in task.text or ("20 hằng tháng" in task.text and is_of_2019(plan))),
        (["--year", "2019", "--agency", "Sở Tư pháp"], lambda plan, task: plan.metadata.period.start.year == 2019 and "so-tu-phap" in bodies(task)),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_filter_keeps_these_tasks(arguments: list[str], keeps: Any, dataset: Path, plans: list[Plan]) -> None:
    expected = {(plan.plan_id, task.id) for plan in plans for task in plan.tasks if keeps(plan, task)}
    assert 0 < len(expected) < len(tasks_of(plans)), "the case proves something"
    assert tasks_in(export(dataset, "--to", "jsonl", *arguments).out) == expected


@pytest.mark.parametrize(
    ("period", "issued", "years", "kept"),
    [
        (Period(date(2021, 1, 1), date(2025, 12, 31)), date(2020, 12, 1), (2023,), True),
        (Period(date(2021, 1, 1), date(2025, 12, 31)), date(2020, 12, 1), (2020, 2026), False),
        (None, date(2020, 12, 1), (2020,), True),
        (Period(None, None), date(2020, 12, 1), (2020,), True),
        (Period(None, date(2022, 6, 30)), None, (2022,), True),
        (None, None, (2020,), False),
    ],
)
def test_plan_is_of_the_years_that_it_covers(period: Period | None, issued: date | None, years: tuple[int, ...], kept: bool, plans: list[Plan]) -> None:
    plan = replace(plans[0], metadata=replace(plans[0].metadata, period=period, issued_on=issued))
    assert (select(plan, Selection(years=years)) is not None) == kept


def test_district_plan_is_of_the_province_that_it_names(plans: list[Plan]) -> None:
    plan = next(plan for plan in plans if plan.metadata.number == "15/KH-UBND")
    issuer = plan.metadata.issuer
    assert issuer is not None
    district = replace(plan, metadata=replace(plan.metadata, issuer=replace(issuer, level="district", locality="huyện Bắc Sơn"), place="Bắc Sơn"))
    assert select(district, Selection(provinces=("Lạng Sơn",))) is not None
    assert select(district, Selection(provinces=("Lào Cai",))) is None


def test_bodies_before_and_after_count(dataset: Path, plans: list[Plan]) -> None:
    names = ("Sở Bưu chính, Viễn thông", "Sở Thông tin và Truyền thông", "Sở TT&TT", "so-khoa-hoc-va-cong-nghe")
    found = [tasks_in(export(dataset, "--to", "jsonl", "--agency", name, "--year", "2019").out) for name in names]
    texts = {task.text for plan in plans for task in plan.tasks if (plan.plan_id, task.id) in found[0]}
    assert found == [found[0]] * len(names)
    assert {text[:11] for text in texts} == {"Sở Bưu chín", "Sở Thông ti"}


@pytest.mark.parametrize("agency", [each for each in known_agencies() if each.predecessors][:20], ids=lambda agency: agency.id)
def test_whoever_had_the_field_is_related(agency: KnownAgency) -> None:
    assert {agency.id, *agency.lineage} <= related(agency.name)
    assert all(agency.id in related(before) for before in agency.lineage)


def test_what_belongs_to_the_tasks_comes_along_and_nothing_else(plans: list[Plan]) -> None:
    for plan in plans:
        for agency in {each.name for task in plan.tasks for each in (*task.leads, *task.coordinators)}:
            kept = select(plan, Selection(agencies=(agency,)))
            assert kept is not None and kept.tasks
            tasks, sections = {task.id for task in kept.tasks}, {section.id for section in kept.sections}
            assert all(each.task in tasks for each in kept.legal_refs)
            assert all(each.task in tasks or any(each.id in task.targets for task in kept.tasks) for each in kept.targets)
            assert {each.section for each in (*kept.tasks, *kept.targets, *kept.legal_refs)} <= {*sections, None}
            assert {section.parent for section in kept.sections} <= {*sections, None}
            assert (kept.metadata, kept.coverage) == (plan.metadata, plan.coverage)


def test_filtered_sql_refers_to_nothing_that_is_not_there(dataset: Path, request: pytest.FixtureRequest) -> None:
    for arguments in (["--agency", "Phòng Nội vụ"], ["--min-confidence", "0.9"], ["--component", "1"]):
        query = loaded(export(dataset, "--to", "sql", *arguments).out.decode(), "sqlite", request)
        assert query("SELECT count(*) FROM tasks")[0][0] > 0


def test_since_a_run_only_what_is_new_or_changed(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    write(tmp_path / "out", read(tmp_path / "plan.txt"))
    changed = PLAN.replace("15/12/2019", "20/12/2019").replace(
        "- Sở Thông tin và Truyền thông thường xuyên tuyên truyền.\n", "- Sở Y tế tổ chức tập huấn cho cán bộ.\n"
    )
    (tmp_path / "plan.txt").write_text(changed, "utf-8")
    time.sleep(0.01)
    write(tmp_path / "out", read(tmp_path / "plan.txt"))
    done = export(tmp_path / "out", "--to", "jsonl", "--since", "1")
    assert sorted(json.loads(line)["task"]["text"][:9] for line in done.out.splitlines()) == ["Sở Tư phá", "Sở Y tế t"]
    assert "1 tasks were taken out since that run" in done.err
    assert export(tmp_path / "out", "--to", "jsonl", "--since", "2").out == b""
    missing = export(tmp_path / "out", "--to", "jsonl", "--since", "9")
    assert (missing.code, missing.out) == (2, b"") and "there is no run 9" in missing.err


def test_dataset_in_another_database_is_exported_alike(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    server: Server = request.getfixturevalue("postgres")
    db = server.new_database()
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    done = read(tmp_path / "plan.txt")
    write(tmp_path / "lite", done)
    with DatasetWriter(tmp_path / "post", db=db) as writer:
        writer.add(done)
        writer.publish()
    for to in ("jsonl", "sql"):
        expected = export(tmp_path / "lite", "--to", to, "--agency", "Sở Nội vụ").out
        assert expected and export(tmp_path / "post", "--to", to, "--agency", "Sở Nội vụ", "--db", db).out == expected


# Nothing selected.


@pytest.mark.parametrize("to", FORMATS)
def test_nothing_selected_is_said_and_the_file_is_valid(to: str, dataset: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    out = tmp_path / "out"
    done = export(dataset, "--to", to, "--out", out, "--agency", "Sở Không có thật")
    assert done.code == 0 and done.err.startswith("Nothing in the dataset meets these filters")
    if to == "parquet":
        assert duckdb.sql(f"SELECT count(*) FROM '{out}/tasks.parquet'").fetchall() == [(0,)]
    elif to == "csv":
        assert (out / "tasks.csv").read_text("utf-8-sig").startswith("plan_id,id,") and len((out / "tasks.csv").read_text("utf-8-sig").splitlines()) == 1
    elif to == "xlsx":
        assert openpyxl.load_workbook(io.BytesIO(out.read_bytes())).worksheets[0].max_row == 1
    elif to == "ics":
        assert [each.name for each in icalendar.Calendar.from_ical(out.read_bytes()).subcomponents] == ["VTIMEZONE"]
    elif to == "jsonl":
        assert out.read_bytes() == b""
    else:
        assert loaded(out.read_text("utf-8"), "sqlite", request)("SELECT count(*) FROM tasks") == [(0,)]


# Texts that would do harm.

HOSTILE = [
    "=HYPERLINK(\"http://x\",\"y\")", "+1+1", "-2", "@SUM(A1)", "\t=1", "http://example.com/a", "mailto:a@b.c", "1e5", "001", "{=1}", "'; DROP TABLE tasks; --",
    "a\\'b\\n;,:\"", "%s %(x)s :name $1 ?", "dòng 1\ndòng 2\r\ndòng 3", "END:VEVENT\r\nBEGIN:VEVENT", "a\x00b\x07c\x1b[31m", "_x000D_", "\ufffe\uffff", "🏛️" * 40, " hai đầu ", "]]><x>&amp;", "<r><t>x</t></r>",
    "<r></t></is></c><c r=\"A9\"><f>1+1</f></c><c><is><t></r>",
]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of one plan whose tasks say the worst."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    (done,) = read(folder / "plan.txt")
    task = next(task for task in done.plan.tasks if task.deadline and task.deadline.kind == "date")
    tasks = tuple(replace(task, id=f"t-{number}", text=text, outputs=(text, "b"), targets=(), legal_refs=()) for number, text in enumerate(HOSTILE))
    plan = replace(done.plan, tasks=tasks, targets=(), legal_refs=())
    return write(folder / "out", [replace(done, plan=plan)])


def test_workbook_runs_no_text(hostile: Path, tmp_path: Path) -> None:
    assert export(hostile, "--to", "xlsx", "--out", tmp_path / "out.xlsx").code == 0
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    (head, *rows) = book["tasks"].iter_rows()
    column = [cell.value for cell in head].index("text")
    assert [unescape(row[column].value) for row in rows] == [shown(text) for text in HOSTILE]
    assert {cell.data_type for row in rows for cell in row if isinstance(cell.value, str)} <= {"s", "inlineStr"}
    assert not any(cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)


def test_other_formats_keep_or_show_every_letter(hostile: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    assert [json.loads(line)["task"]["text"] for line in export(hostile, "--to", "jsonl").out.splitlines()] == HOSTILE
    export(hostile, "--to", "parquet", "--out", tmp_path / "parquet")
    assert [row[0] for row in duckdb.sql(f"SELECT text FROM '{tmp_path}/parquet/tasks.parquet'").fetchall()] == HOSTILE
    without_nul = [text.replace("\0", "␀") for text in HOSTILE]
    for kind in ("sqlite", "postgresql"):
        query = loaded(export(hostile, "--to", "sql").out.decode(), kind, request)
        assert [row[0] for row in query("SELECT text FROM tasks ORDER BY position")] == without_nul
    export(hostile, "--to", "csv", "--out", tmp_path / "csv")
    with (tmp_path / "csv/tasks.csv").open(encoding="utf-8-sig", newline="") as opened:
        assert [row["text"] for row in csv.DictReader(opened)] == [harmless(text) for text in HOSTILE]


def test_calendar_is_not_broken_by_a_text(hostile: Path) -> None:
    events = events_of(export(hostile, "--to", "ics").out)
    assert len(events) == len(HOSTILE)
    for event, text in zip(events, HOSTILE, strict=True):
        assert event["description"].startswith(shown(text))
        assert "\n" not in event["summary"]


def test_nothing_of_an_overlong_text_is_lost(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    (done,) = read(tmp_path / "plan.txt")
    long = ["x" * CELL, "y" * (CELL + 1), "🏛" * 20_000, "ế" * 1_000_000]
    tasks = tuple(replace(done.plan.tasks[0], id=f"t-{number}", text=text, targets=(), legal_refs=()) for number, text in enumerate(long))
    out = write(tmp_path / "out", [replace(done, plan=replace(done.plan, tasks=tasks, targets=(), legal_refs=()))])
    told = export(out, "--to", "xlsx", "--out", tmp_path / "out.xlsx", language="vi")
    assert told.code == 0 and "6 đoạn dài hơn mức một ô chứa được" in told.err
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert (
        max(len(cell.encode("utf-16-le")) // 2 for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)) == CELL
    )
    assert book["tasks"].cell(2, 1).value == tasks[0].id or long[0] in [cell.value for cell in book["tasks"][2]]
    whole: dict[tuple[str, int], str] = {}
    for sheet, row, _, _, text in book["Văn bản dài"].iter_rows(min_row=2, values_only=True):
        whole[sheet, row] = whole.get((sheet, row), "") + text
    assert whole == {(sheet, row): text for sheet in ("Theo dõi nhiệm vụ", "tasks") for row, text in zip((3, 4, 5), long[1:], strict=True)}


def test_table_longer_than_a_sheet_goes_on_in_another(dataset: Path, plans: list[Plan], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.export.to_xlsx.ROWS", 11)
    assert export(dataset, "--to", "xlsx", "--out", tmp_path / "out.xlsx").code == 0
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    for name, column in (("tasks", "text"), ("Theo dõi nhiệm vụ", "Nhiệm vụ")):
        sheets = [sheet for sheet in book if regex.sub(r" \(\d+\)$", "", sheet.title) == name]
        cells = [[row[[cell.value for cell in sheet[1]].index(column)] for row in sheet.iter_rows(min_row=2, values_only=True)] for sheet in sheets]
        assert [text for each in cells for text in each] == [task.text for plan in plans for task in plan.tasks]
        assert len(sheets) > 2 and {len(each) for each in cells[:-1]} == {10}
        assert sheets[1].freeze_panes and sheets[1].auto_filter.ref


# What goes wrong, and where files go.


def test_no_dataset_and_no_such_format(tmp_path: Path, dataset: Path) -> None:
    missing = export(tmp_path, "--to", "csv", "--out", tmp_path / "out")
    assert missing.code == 2 and missing.err == f"Error: {tmp_path}: there is no dataset here. Name the folder that kehoach run wrote.\n"
    unknown = export(dataset, "--to", "docx")
    assert unknown.code == 2 and "'docx' is not one of" in unknown.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("to", FORMATS)
def test_place_that_cannot_be_written_is_said_on_one_line(to: str, dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("tôi", "utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/mine.txt").touch()
    os.mkfifo(tmp_path / "pipe")
    for place in ("file/below", "none/below", "pipe", "folder", *(["file"] if to in FOLDERS else [])):
        done = export(dataset, "--to", to, "--out", tmp_path / place)
        assert done.code == 2 and done.err.startswith(f"Error: {tmp_path / place}: ") and len(done.err.splitlines()) == 1
    assert export(dataset, "--to", to, "--out", "/").err.startswith("Error: /: ")
    for place in (dataset, dataset / "plans.jsonl", dataset / "tables"):
        done = export(dataset, "--to", to, "--out", place)
        assert done.code == 2 and "inside the folder of a dataset" in done.err
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["file", "folder", "mine.txt", "pipe"]


@pytest.mark.parametrize("to", FORMATS)
def test_earlier_export_is_replaced(to: str, dataset: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(dataset, "--to", to, "--out", out, "--year", "1999")
    before = content(out)
    assert export(dataset, "--to", to, "--out", out).code == 0
    after = content(out)
    assert after != before and set(after) == set(before)
    assert export(dataset, "--to", to, "--out", out).code == 0
    assert content(out) == after, "the same dataset gives the same bytes"
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def content(out: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in (out.iterdir() if out.is_dir() else [out])}


@pytest.mark.parametrize("to", FORMATS)
def test_full_disk_leaves_what_was_there(to: str, dataset: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(dataset, "--to", to, "--out", out, "--year", "1999")
    before = content(out)
    command = [sys.executable, "-m", "pipeline.cli", "export", dataset, "--to", to, "--out", out, "--lang", "en"]
    with sqlite3.connect(dataset / "kehoach.sqlite") as held:  # another reader, so that reading the store needs no room
        held.execute("SELECT count(*) FROM plans").fetchall()
        limits: dict[str, Any] = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (12_000, 12_000))}
        done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, timeout=PATIENCE, env={**os.environ, "TMPDIR": str(tmp_path)}, **limits)
    held.close()
    assert done.returncode == 2 and done.stderr.decode().startswith(f"Error: {out}: ") and len(done.stderr.splitlines()) == 1, done.stderr.decode()
    assert content(out) == before and [each.name for each in tmp_path.iterdir()] == ["out"]


def test_export_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    from tests.benchmarks.export import make

    make(tmp_path / "dataset", 60, 60)
    (tmp_path / "place").mkdir()
    command = [sys.executable, "-m", "pipeline.cli", "export", tmp_path / "dataset", "--to", "xlsx", "--out", tmp_path / "place/out.xlsx"]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, "TMPDIR": str(tmp_path / "place")}) as running:
        while not list((tmp_path / "place").glob("kehoach-*/*")):
            assert running.poll() is None
            time.sleep(0.01)
        running.terminate()
    assert running.returncode == 128 + signal.SIGTERM
    assert list((tmp_path / "place").iterdir()) == []


def test_without_a_place_files_go_by_the_name_of_the_dataset(dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for to in FORMATS:
        assert export(dataset, "--to", to).code == 0
    assert sorted(each.name for each in tmp_path.iterdir()) == ["out-csv", "out-parquet", "out.xlsx"]
