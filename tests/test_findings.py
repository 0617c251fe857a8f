"""What several plans show together, over real runs through the store; their records stay as they are."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas
import pytest
from click.testing import CliRunner

import pipeline
from pipeline.findings import MOST_CITING, Comparison
from pipeline.ingest import distinct, gather
from pipeline.process import process
from pipeline.run.report import Moments, RunReport, Total
from pipeline.run.screen import Screen
from pipeline.store import DatasetWriter
from schemas.finding import KINDS, Finding
from tests.right_answers import GOLD, right_plan

HEAD = "ỦY BAN NHÂN DÂN\nHUYỆN {district}\n\nSố: {number}/KH-UBND\n\n{district}, ngày {day} tháng 01 năm 2024\n\nKẾ HOẠCH\nCải cách hành chính năm 2024\n\n"
BODY = "I. NHIỆM VỤ\n\n- Phòng Nội vụ chủ trì {what}.\n"


def plan(number: int = 12, district: str = "An Hòa", day: str = "15", what: str = "rà soát thủ tục hành chính") -> str:
    return HEAD.format(number=number, district=district, day=day) + BODY.format(what=what)


def write(folder: Path, texts: Mapping[str, str], batch: int = 2) -> tuple[Finding, ...]:
    """The findings of a dataset written from these texts, some files at a time."""
    (folder / "plans").mkdir()
    for name, text in texts.items():
        (folder / "plans" / f"{name}.txt").write_text(text, "utf-8")
    done = [process(content) for content in distinct(gather([str(folder / "plans")]).files)]
    with DatasetWriter(folder / "out") as writer:
        for start in range(0, len(done), batch):
            writer.add(done[start : start + batch])
        return writer.publish()


def names(folder: Path, finding: Finding) -> list[str]:
    records = map(json.loads, (folder / "out/plans.jsonl").read_text("utf-8").splitlines())
    paths = {record["plan_id"]: record["source"]["path"].removesuffix(".txt") for record in records}
    return [paths[each] for each in finding.plan_ids]


FOUND = [
    ("same-plan", {"a": plan(), "b": plan(what="xây dựng kế hoạch kiểm tra"), "c": plan(number=13, what="tuyên truyền")}, ["a", "b"]),
    ("same-plan", {"a": plan(), "b": plan(what="tuyên truyền"), "c": plan(what="kiểm tra")}, ["a", "b", "c"]),
    ("same-plan", {"a": plan(), "b": plan() + "\n\n"}, ["a", "b"]),
    ("same-plan", {"a": plan(), "b": plan(what="tuyên truyền").replace("12/KH-UBND", " 12 / kh - ubnd").replace("ỦY", "UỶ")}, ["a", "b"]),
    ("same-plan", {"a": plan(), "b": plan(what="tuyên truyền").replace("ỦY BAN NHÂN DÂN\nHUYỆN", "UBND HUYỆN")}, ["a", "b"]),
    ("same-text", {"a": BODY.format(what="rà soát thủ tục"), "b": BODY.format(what="rà soát thủ tục").replace("\n\n", "\n").upper()}, ["a", "b"]),
    (
        "legal-dates-differ",
        {"a": plan(1, what="thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018"), "b": plan(2, what="theo Nghị định số 61/2018/NĐ-CP ngày 24/4/2018 rà soát")},
        ["a", "b"],
    ),
    (
        "legal-dates-differ",
        {"a": plan(1, what="thực hiện Quyết định số 749/QĐ-TTg ngày 03/6/2020"), "b": plan(2, what="thực hiện Quyết định số 749/QĐ-TTg ngày 06/3/2020")},
        ["a", "b"],
    ),
    (
        "legal-dates-differ",
        {
            "a": plan(1, "An Hòa", what="thực hiện Kế hoạch số 8/KH-UBND ngày 03/6/2020 của UBND tỉnh Tây Vân"),
            "b": plan(2, "Trà Lâm", what="thực hiện Kế hoạch số 8/KH-UBND ngày 04/6/2020 của UBND tỉnh Tây Vân"),
        },
        ["a", "b"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "texts", "files"), FOUND)
def test_found(kind: str, texts: Mapping[str, str], files: list[str], tmp_path: Path) -> None:
    (finding,) = write(tmp_path, texts)
    assert (finding.kind, names(tmp_path, finding)) == (kind, files)
    assert finding.severity == KINDS[kind].severity


NOT_FOUND = {
    "another number": {"a": plan(12), "b": plan(13)},
    "another body": {"a": plan(district="An Hòa"), "b": plan(district="Trà Lâm")},
    "another day": {"a": plan(day="15"), "b": plan(day="16")},
    "no number": {"a": plan().replace("12/KH", "/KH"), "b": plan(what="tuyên truyền").replace("12/KH", "/KH")},
    "one number in two years": {
        "a": plan(1, what="thực hiện Nghị quyết số 76/NQ-CP ngày 13/6/2013"),
        "b": plan(2, what="thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021"),
    },
    "one number of two provinces": {
        "a": plan(1, what="thực hiện Kế hoạch số 8/KH-UBND ngày 03/6/2020 của UBND tỉnh Tây Vân"),
        "b": plan(2, what="thực hiện Kế hoạch số 8/KH-UBND ngày 04/6/2020 của UBND tỉnh Nam Hoành"),
    },
    "one number of a body that each plan has of its own": {
        "a": plan(1, "An Hòa", what="thực hiện Kế hoạch số 8/KH-UBND ngày 03/6/2020 của UBND huyện"),
        "b": plan(2, "Trà Lâm", what="thực hiện Kế hoạch số 8/KH-UBND ngày 04/6/2020 của UBND huyện"),
    },
    "two dates in one plan, which its own record says": {
        "a": plan(1, what="thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 và Nghị định số 61/2018/NĐ-CP ngày 24/4/2018"),
        "b": plan(2),
    },
    "no number and no day": {
        "a": plan().replace("12/KH", "    /KH").replace("ngày 15 tháng 01", "ngày    tháng   "),
        "b": plan(what="tuyên truyền").replace("12/KH", "    /KH").replace("ngày 15 tháng 01", "ngày    tháng   "),
    },
    "a number of dots": {"a": plan().replace("12/KH", "…../KH"), "b": plan(what="tuyên truyền").replace("12/KH", "…../KH")},
    "no issuer": {
        "a": plan().replace("ỦY BAN NHÂN DÂN\nHUYỆN An Hòa\n", "").replace("KH-UBND", "KH"),
        "b": plan(what="tuyên truyền").replace("ỦY BAN NHÂN DÂN\nHUYỆN An Hòa\n", "").replace("KH-UBND", "KH"),
    },
    "nothing to read": {"a": "", "b": " "},
}  # fmt: skip


@pytest.mark.parametrize("case", NOT_FOUND)
def test_not_found(case: str, tmp_path: Path) -> None:
    assert write(tmp_path, NOT_FOUND[case]) == ()


def test_table_says_what_was_found_and_records_stay_unmarked(tmp_path: Path) -> None:
    texts = {f"{number}": plan(number, what=f"thực hiện Nghị định số 61/2018/NĐ-CP ngày {day}/4/2018") for number, day in enumerate((23, 23, 24))}
    (finding,) = write(tmp_path, texts)
    assert finding.values == ("Nghị định 61/2018/NĐ-CP", "2018-04-23", "2018-04-24")
    assert "2018-04-23 (2), 2018-04-24 (1)" in finding.message
    (row,) = pandas.read_parquet(tmp_path / "out/tables/findings.parquet").to_dict("records")
    assert {key: tuple(value) if hasattr(value, "tolist") else value for key, value in row.items()} == {
        name: getattr(finding, name) for name in Finding.__slots__
    }
    with (tmp_path / "out/tables/findings.csv").open(encoding="utf-8-sig", newline="") as opened:
        assert [row["plan_ids"] for row in csv.DictReader(opened)] == ["; ".join(finding.plan_ids)]
    records = {record["plan_id"]: record for record in map(json.loads, (tmp_path / "out/plans.jsonl").read_text("utf-8").splitlines())}
    cited = [next(ref for ref in records[plan_id]["legal_refs"] if ref["id"] == fact) for plan_id, fact in (each.split("/") for each in finding.facts)]
    assert [ref["issued_on"] for ref in cited] == ["2018-04-23", "2018-04-23", "2018-04-24"]
    assert [record["diagnostics"] for record in records.values()] == [[], [], []]
    assert json.loads((tmp_path / "out/dataset.json").read_text())["tables"]["findings"] == 1


def test_frames_say_what_the_plans_show_together(tmp_path: Path) -> None:
    paths = []
    for name, text in FOUND[0][1].items():
        paths.append(tmp_path / f"{name}.txt")
        paths[-1].write_text(text, "utf-8")
    plans = [pipeline.extract_plan(path) for path in paths]
    (row,) = pipeline.to_frames(plans)["findings"].to_dict("records")
    assert (row["kind"], row["plan_ids"]) == ("same-plan", [plan.plan_id for plan in plans[:2]])
    assert pipeline.to_frames(plans[1:])["findings"].empty


def test_batches_make_no_difference(tmp_path: Path) -> None:
    texts = {
        f"{number}-{part}": plan(number, what=f"{what} theo Quyết định số 749/QĐ-TTg ngày {number:02}/6/2020")
        for number in (1, 2)
        for part, what in enumerate(("rà soát", "kiểm tra"))
    }
    found = []
    for batch in (1, 4):
        (tmp_path / str(batch)).mkdir()
        found.append(write(tmp_path / str(batch), texts, batch))
    assert found[0] == found[1]
    assert [each.kind for each in found[0]] == ["same-plan", "same-plan", "legal-dates-differ"]


def test_dataset_without_findings_has_an_empty_table(tmp_path: Path) -> None:
    write(tmp_path, {"a": plan()})
    assert list(pandas.read_parquet(tmp_path / "out/tables/findings.parquet").columns) == list(Finding.__slots__)
    assert len((tmp_path / "out/tables/findings.csv").read_text("utf-8-sig").splitlines()) == 1


def test_many_plans_that_cite_one_document_are_counted_and_some_named() -> None:
    compared = Comparison()
    cited = replace(right_plan(GOLD).legal_refs[0], symbol="61/2018/NĐ-CP", type="Nghị định")
    for number in range(10 * MOST_CITING):
        refs = tuple(replace(cited, id=f"r{day}", issued_on=date(2018, 4, 1) + timedelta(days=day)) for day in (number % 2, number % 2))
        compared.add(
            replace(right_plan(GOLD), plan_id=str(number), metadata=replace(right_plan(GOLD).metadata, number=f"{number}/KH-UBND"), legal_refs=refs),
            str(number),
        )
    (finding,) = compared.findings()
    assert len(finding.facts) == len(finding.plan_ids) == 2 * MOST_CITING
    assert "2018-04-01 (100), 2018-04-02 (100)" in finding.message


@pytest.mark.parametrize(("language", "words"), [("en", "Findings: 1 × the same plan in several files"), ("vi", "Phát hiện: 1 × cùng một kế hoạch")])
def test_run_tells_how_many(language: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.messages import speak

    report = RunReport(str(tmp_path), 1, Total(), write(tmp_path, FOUND[0][1]), {}, (), Moments("", "", 0.0))
    speak(language)
    try:
        Screen(quiet=False, as_json=False).outcome(report)
        Screen(quiet=False, as_json=True).outcome(report)
    finally:
        speak(None)
    *shown, printed = capsys.readouterr().out.strip().splitlines()
    assert any(line.startswith(words) for line in shown)
    assert json.loads(printed)["findings"] == {"same-plan": 1}


def test_kinds_are_in_the_data_dictionary() -> None:
    from pipeline.cli import cli

    shown = CliRunner().invoke(cli, ["schema", "--markdown"]).stdout
    assert all(f"| `{kind}` | {code.severity} | {code.english} | {code.vietnamese} |" in shown for kind, code in KINDS.items())
