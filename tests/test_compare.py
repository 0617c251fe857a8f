"""Two datasets side by side through the command line: each fact that differs, each gain and loss; and how far confidence can be trusted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner, Result
from pydantic import TypeAdapter

from pipeline import extract_plan
from pipeline.changes import Record, changes
from pipeline.cli import cli
from pipeline.evaluation.measures import Judged, score
from pipeline.evaluation.reliability import bands
from pipeline.records import encode
from schemas.gold import Gold
from schemas.json_schema import plan_adapter
from schemas.plan import Plan
from tests.right_answers import GOLD, agency, right_plan

PLAN = right_plan(GOLD)
TASK = PLAN.tasks[0]


def record(plan: Plan) -> Record:
    return cast("Record", plan_adapter().dump_python(plan, mode="json"))


def call(*arguments: object) -> Result:
    result = CliRunner().invoke(cli, [str(each) for each in (*arguments, "--lang", "en")])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


@pytest.fixture
def dataset(tmp_path: Path) -> Callable[..., Path]:
    names: Iterator[int] = iter(range(99))

    def write(*plans: Plan) -> Path:
        folder = tmp_path / f"dataset-{next(names)}"
        folder.mkdir()
        (folder / "plans.jsonl").write_bytes(b"".join(map(encode, plans)))
        return folder

    return write


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda p: p, []),
        (lambda p: replace(p, tasks=p.tasks[1:]), [("task", "removed", {}), ("deadline", "removed", {})]),
        (lambda p: replace(p, tasks=(*p.tasks, replace(TASK, id="new", deadline=None))), [("task", "added", {})]),
        (lambda p: replace(p, tasks=(replace(TASK, id="new", text=TASK.text + " Báo cáo."), *p.tasks[1:])), [("task", "changed", {"text"})]),
        (lambda p: replace(p, tasks=(replace(TASK, leads=(agency("Sở Y tế"),)), *p.tasks[1:])), [("task", "changed", {"leads"})]),
        (lambda p: replace(p, tasks=(replace(TASK, deadline=None), *p.tasks[1:])), [("deadline", "removed", {})]),
        (lambda p: replace(p, metadata=replace(p.metadata, number="9/KH-UBND")), [("plan", "changed", {"number"})]),
        (lambda p: replace(p, tasks=(replace(TASK, start=7, end=9, page=2, confidence=0.1, rule="other"), *p.tasks[1:])), []),
        (lambda p: replace(p, tasks=(replace(TASK, leads=tuple(replace(a, start=5, rule="other") for a in TASK.leads)), *p.tasks[1:])), []),
    ],
)
def test_facts_differ_by_what_they_say_not_by_where_they_stand(change: Callable[[Plan], Plan], expected: list[tuple[str, str, set[str]]]) -> None:
    found = changes(record(PLAN), record(change(PLAN)))
    assert [(each.kind, each.change, set(each.fields)) for each in found] == [(kind, what, set(names)) for kind, what, names in expected]


def test_a_new_plan_is_all_additions_and_one_that_went_all_removals() -> None:
    deadlines = sum(task.deadline is not None for task in PLAN.tasks)
    facts = 1 + len(PLAN.sections) + len(PLAN.tasks) + deadlines + len(PLAN.targets) + len(PLAN.legal_refs)
    assert [each.change for each in changes(None, record(PLAN))] == ["added"] * facts
    assert [each.change for each in changes(record(PLAN), None)] == ["removed"] * facts
    assert list(changes(None, None)) == []


def test_moved_text_leaves_every_fact_as_it_was(tmp_path: Path) -> None:
    source = Path(__file__).parent.parent / "samples" / "so-tttt-tay-van-2023.txt"
    moved = tmp_path / source.name
    moved.write_text("\n\n" + source.read_text("utf-8"), "utf-8")
    assert list(changes(record(extract_plan(source)), record(extract_plan(moved)))) == []


def test_compare_lists_each_change_on_a_line(dataset: Callable[..., Path]) -> None:
    old = dataset(PLAN)
    new = dataset(replace(PLAN, tasks=(replace(TASK, leads=(agency("Sở Y tế"),)),)))
    shown = call("compare", old, new)
    assert shown.exit_code == 0
    changed, removed, *_, total = shown.stdout.splitlines()
    assert changed.endswith("leads: Phòng Nội vụ → Sở Y tế")
    assert " · task removed · " in removed and PLAN.tasks[1].text in removed
    assert total.endswith("facts differ in 1 plans.")


def test_compare_finds_a_renamed_source_by_its_bytes_and_prints_json(dataset: Callable[..., Path]) -> None:
    old = dataset(PLAN)
    renamed = replace(PLAN, source_id="elsewhere", source=replace(PLAN.source, path="other.txt"), targets=())
    lines = [json.loads(line) for line in call("compare", old, dataset(renamed), "--json").stdout.splitlines()]
    assert {(each["path"], each["kind"], each["change"]) for each in lines} == {("other.txt", "target", "removed")}


def test_compare_with_gold_shows_gains_and_losses(dataset: Callable[..., Path], tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "ke-hoach.json").write_bytes(TypeAdapter(Gold).dump_json(GOLD))
    old = dataset(replace(PLAN, legal_refs=()))
    new = dataset(replace(PLAN, tasks=(replace(TASK, leads=()), *PLAN.tasks[1:])))
    shown = call("compare", old, new, "--gold", gold)
    assert shown.exit_code == 0
    cells = {row[0]: row[1:] for line in shown.stdout.splitlines() if line.startswith("│") and (row := [each.strip() for each in line.strip("│").split("│")])}
    assert cells["legal refs"] == ["0.0", "100.0", "+100.0"]
    assert cells["tasks"] == ["100.0", "100.0", "="]
    assert cells["leads"][2].startswith("-")
    verdicts = [line for line in shown.stdout.splitlines() if line.startswith(("lost", "gained"))]
    assert f"lost · ke-hoach · leads · {TASK.text} · expected Phòng Nội vụ / got nothing" in verdicts
    assert any(line.startswith("gained · ke-hoach · legal refs · ") for line in verdicts)


def test_compare_says_what_is_not_there(tmp_path: Path) -> None:
    shown = call("compare", tmp_path, tmp_path)
    assert (shown.exit_code, shown.stdout, shown.stderr.count("\n")) == (2, "", 1)


def test_bands_count_the_right_among_the_sure() -> None:
    judged = [Judged("leads", 0.97, True), Judged("leads", 0.96, True), Judged("leads", 0.95, False), Judged("leads", 0.7, False), Judged("tasks", 0.9, True)]
    assert [(each.measure, each.floor, each.facts, each.right) for each in bands(judged)] == [
        ("tasks", 0.9, 1, 1),
        ("leads", 0.95, 3, 2),
        ("leads", 0.6, 1, 0),
    ]


def test_every_fact_that_is_wrong_is_judged_so() -> None:
    wrong = replace(TASK, leads=(agency("Sở Y tế"),), confidence=0.3)
    invented = replace(TASK, id="x", text="Một việc không có trong đáp án nào cả", confidence=0.2)
    judged = score(GOLD, replace(PLAN, tasks=(wrong, PLAN.tasks[1], invented))).judged
    assert [(each.confidence, each.right) for each in judged if each.measure == "perfect tasks"] == [(0.3, False), (1.0, True), (0.2, False)]
    assert next(each.right for each in judged if each.measure == "leads") is False


def test_evaluate_prints_the_reliability_table(dataset: Callable[..., Path], tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "ke-hoach.json").write_bytes(TypeAdapter(Gold).dump_json(GOLD))
    folder = dataset(replace(PLAN, tasks=(replace(TASK, leads=(), confidence=0.65), *PLAN.tasks[1:])))
    lines = call("evaluate", folder, gold, "--reliability", "--markdown").stdout.splitlines()
    assert "| perfect tasks | ≥ 0.95 (⌀ 1.00) | 1 | 1 | 100.0 |" in lines
    assert "| perfect tasks | ≥ 0.6 (⌀ 0.65) | 1 | 0 | 0.0 |" in lines
