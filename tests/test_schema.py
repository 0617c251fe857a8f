"""The JSON Schema and the tables derive from the types, and hold for records."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from jsonschema import Draft202012Validator

import pipeline
from pipeline.records import decode, encode, read_records
from schemas.diagnostic import CODES, diagnose
from schemas.json_schema import plan_schema
from schemas.plan import Agency, Deadline, LegalRef, Metadata, Period, Plan
from schemas.tables import TABLES, Table

SAMPLES = sorted(path for path in (Path(__file__).parent.parent / "samples").iterdir() if path.suffix in (".txt", ".docx"))
AGENCY = Agency("so-noi-vu", "Sở Nội vụ", "Sở Nội vụ", "department", False, 0, 9, "rule", 0.9)


@pytest.fixture(scope="module")
def plans() -> list[Plan]:
    return [pipeline.extract_plan(path) for path in SAMPLES]


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(plan_schema())
    return Draft202012Validator(plan_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def objects(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (each for each in (schema, *schema["$defs"].values()) if each.get("type") == "object")


def test_every_key_of_every_object_is_required_and_described() -> None:
    for each in objects(plan_schema()):
        assert set(each["required"]) == set(each["properties"])
        assert each.get("additionalProperties", True), "fields may be added"


def test_records_of_the_samples_satisfy_the_schema(plans: list[Plan], validator: Draft202012Validator) -> None:
    assert plans
    for plan in plans:
        assert plan.tasks
        validator.validate(json.loads(encode(plan)))


def test_record_of_an_unread_source_satisfies_the_schema(tmp_path: Path, validator: Draft202012Validator) -> None:
    (tmp_path / "empty.txt").touch()
    (plan,) = pipeline.extract_plans(tmp_path)
    record = json.loads(encode(plan))
    validator.validate(record)
    assert [record[key] for key in ("sections", "tasks", "targets", "legal_refs")] == [[], [], [], []]
    assert record["metadata"] == dict.fromkeys(field.name for field in dataclasses.fields(Metadata))
    assert [each["code"] for each in record["diagnostics"]] == ["empty-file"]
    assert len(record["coverage"]) == 8


@pytest.mark.parametrize(
    "spoil",
    [
        lambda record: record.pop("metadata"),
        lambda record: record["metadata"].pop("signer"),
        lambda record: record.update(schema_version="2.0"),
        lambda record: record["coverage"][0].update(component=9),
        lambda record: record["tasks"][0].update(origin="rumour"),
        lambda record: record["tasks"][0].update(confidence=1.5),
        lambda record: record["tasks"][0].update(start="0"),
        lambda record: record["metadata"].update(issued_on="ngày 6 tháng 12"),
        lambda record: record["diagnostics"].append({"code": "x", "severity": "fatal", "message": "", "start": None, "end": None}),
    ],
)
def test_schema_refuses_what_is_no_record(plans: list[Plan], validator: Draft202012Validator, spoil: Any) -> None:
    record = json.loads(encode(plans[0]))
    spoil(record)
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(record)


def test_record_comes_back_as_it_went(plans: list[Plan], tmp_path: Path) -> None:
    assert [decode(encode(plan)) for plan in plans] == plans
    (tmp_path / "plans.jsonl").write_bytes(b"".join(map(encode, plans)))
    assert list(read_records(tmp_path)) == plans


def test_line_keeps_letters_and_has_no_line_end_within(plans: list[Plan]) -> None:
    odd = replace(plans[0], metadata=Metadata(title="Kế hoạch\u2028\u2029\x85\n hết"))
    line = encode(odd).decode()
    assert line.splitlines() == [line.removesuffix("\n")]
    assert "Kế hoạch" in line
    assert decode(line).metadata.title == "Kế hoạch\u2028\u2029\x85\n hết"


def rich(plan: Plan) -> Plan:
    """The plan with a first task, reference and metadata that have every value."""
    deadline = Deadline("Quý II/2019", "period", date(2019, 4, 1), date(2019, 6, 30), None, "2019-Q2", (), "rule", 0.9)
    task = replace(plan.tasks[0], leads=(AGENCY,), coordinators=(replace(AGENCY, id="so-y-te", mention="Sở Y tế"),), deadline=deadline, components=(1, 3))
    reference = LegalRef(
        "l1", None, None, "Điều 5", 0, 6, None, "rule", "1/NQ-CP", "Nghị quyết", "1", 2019, None, None, None, {"điều": "5"}, "cites", None, 0.9
    )
    metadata = Metadata(issuer=AGENCY, issued_on=date(2018, 12, 6), period=Period(date(2019, 1, 1), None))
    return replace(plan, metadata=metadata, tasks=(task, *plan.tasks[1:]), legal_refs=(reference,), diagnostics=(diagnose("no-text", "x"),))


def test_tables_flatten_a_plan(plans: list[Plan]) -> None:
    plan = rich(plans[0])
    rows = {table.name: list(table.rows(plan)) for table in TABLES}
    assert list(rows) == ["plans", "sections", "tasks", "task_agencies", "targets", "target_owners", "legal_refs", "coverage", "diagnostics"]
    assert {key: rows["plans"][0][key] for key in ("path", "issuer_name", "issued_on", "period_start", "period_end")} == {
        "path": plan.source.path,
        "issuer_name": "Sở Nội vụ",
        "issued_on": date(2018, 12, 6),
        "period_start": date(2019, 1, 1),
        "period_end": None,
    }
    assert {key: rows["tasks"][0][key] for key in ("leads", "deadline_end", "components")} == {
        "leads": ["Sở Nội vụ"],
        "deadline_end": date(2019, 6, 30),
        "components": [1, 3],
    }
    assert [(row["role"], row["agency_id"]) for row in rows["task_agencies"][:2]] == [("lead", "so-noi-vu"), ("coordinator", "so-y-te")]
    assert {key: value for key, value in rows["legal_refs"][0].items() if key.startswith("locator")} == {
        "locator_dieu": "5",
        "locator_khoan": None,
        "locator_diem": None,
    }
    assert all(row["plan_id"] == plan.plan_id for name in rows for row in rows[name])


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_described_and_named_once(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert all(column.description for column in table.columns)


def test_frames_have_a_row_for_each_fact(plans: list[Plan]) -> None:
    frames = pipeline.to_frames(plans)
    assert {name: len(frame) for name, frame in frames.items()} == {
        "plans": len(plans),
        **{name: sum(len(getattr(plan, name)) for plan in plans) for name in ("sections", "tasks", "targets", "legal_refs", "coverage", "diagnostics")},
        "task_agencies": sum(len(task.leads) + len(task.coordinators) for plan in plans for task in plan.tasks),
        "target_owners": sum(len(target.owners) for plan in plans for target in plan.targets),
        "findings": 0,
    }
    ends = {end for plan in plans for task in plan.tasks if task.deadline and (end := task.deadline.end)}
    assert set(frames["tasks"].deadline_end.dropna().dt.date) == ends
    assert pipeline.to_frames([])["tasks"].empty


def test_codes_speak_both_languages() -> None:
    assert all(code.english and code.vietnamese for code in CODES.values())
