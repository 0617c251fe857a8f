"""The measure itself: a right record scores 100, and each fault falls under its own measure."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from pipeline.evaluation.evaluate import evaluate, figures, markdown, read_gold, score_plans
from pipeline.evaluation.measures import MEASURES, Count, Score, score
from pipeline.messages import Trouble
from schemas.gold import Gold
from schemas.plan import Plan
from tests.right_answers import GOLD, agency, right_plan

SHARED = Path(__file__).parent.parent.parent / "shared"

PLAN = right_plan(GOLD)
TASK, TARGET, REF = PLAN.tasks[0], PLAN.targets[0], PLAN.legal_refs[0]


def f1(scored: Score) -> dict[str, float | None]:
    return {measure: count.f1 for measure, count in scored.counts.items()}


def test_a_right_record_scores_100_and_differs_in_nothing() -> None:
    scored = score(GOLD, PLAN)
    assert set(f1(scored)) == set(MEASURES) - {"grounded"}
    assert set(f1(scored).values()) == {100.0}
    assert scored.differences == ()


def test_no_record_is_all_omissions() -> None:
    scored = score(GOLD, None)
    assert scored.counts["tasks"] == Count(0, 0, 2)
    assert scored.counts["leads"].omitted == 2 and scored.counts["leads"].invented == 0
    assert all(each.got is None or each.measure == "coverage" for each in scored.differences)


@pytest.mark.parametrize(
    ("change", "measures"),
    [
        (lambda p: replace(p, metadata=replace(p.metadata, number="13/KH-UBND")), {"metadata"}),
        (lambda p: replace(p, sections=p.sections[:1]), {"sections"}),
        (lambda p: replace(p, sections=(p.sections[0], replace(p.sections[1], kind="other"))), {"section kind"}),
        (lambda p: replace(p, tasks=(replace(TASK, path="I"), p.tasks[1])), {"task path"}),
        (lambda p: replace(p, tasks=(replace(TASK, leads=()), p.tasks[1])), {"leads", "perfect tasks"}),
        (lambda p: replace(p, tasks=(replace(TASK, coordinators=(agency("Sở Tư pháp"),)), p.tasks[1])), {"coordinators", "perfect tasks"}),
        (lambda p: replace(p, tasks=(replace(TASK, deadline=replace(TASK.deadline, end=date(2024, 6, 29))), p.tasks[1])), {"deadlines", "perfect tasks"}),
        (lambda p: replace(p, tasks=(replace(TASK, components=(3, 4)), p.tasks[1])), {"components", "perfect tasks"}),
        (lambda p: replace(p, tasks=(replace(TASK, criteria=()), p.tasks[1])), {"criteria", "perfect tasks"}),
        (lambda p: replace(p, tasks=(replace(TASK, outputs=("Báo cáo", "Kết quả")), p.tasks[1])), {"outputs", "perfect tasks"}),
        (lambda p: replace(p, tasks=(replace(TASK, target_items=("2",)), p.tasks[1])), {"target items", "perfect tasks"}),
        (lambda p: replace(p, targets=(replace(TARGET, comparator=">"),)), {"targets whole"}),
        (lambda p: replace(p, targets=(replace(TARGET, indicator_id=None),)), {"indicator"}),
        (lambda p: replace(p, targets=(replace(TARGET, value=59.0),)), {"targets found", "targets whole"}),
        (lambda p: replace(p, legal_refs=(replace(REF, locator=None),)), {"legal refs whole"}),
        (lambda p: replace(p, legal_refs=(REF, replace(REF, symbol="17/NQ-CP"))), {"legal refs", "legal refs whole"}),
        (lambda p: replace(p, coverage=p.coverage[:2]), {"coverage"}),
    ],
)
def test_a_fault_falls_under_its_own_measure(change: Callable[[Plan], Plan], measures: set[str]) -> None:
    scored = score(GOLD, change(PLAN))
    assert {measure for measure, figure in f1(scored).items() if figure != 100} == measures
    assert {each.measure for each in scored.differences} == measures - {"perfect tasks"} - ({"targets whole"} if "targets found" in measures else set()) - (
        {"legal refs whole"} if "legal refs" in measures else set()
    )


def test_a_task_not_found_takes_its_facts_along() -> None:
    scored = score(GOLD, replace(PLAN, tasks=PLAN.tasks[1:]))
    assert scored.counts["tasks"] == Count(1, 1, 2)
    assert scored.counts["leads"] == Count(1, 1, 2)
    assert scored.counts["deadlines"] == Count(0, 0, 1)


def test_an_invented_task_brings_its_facts_along() -> None:
    invented = replace(TASK, text="Một câu hoàn toàn khác, không có trong kế hoạch nào.")
    scored = score(GOLD, replace(PLAN, tasks=(*PLAN.tasks, invented)))
    assert scored.counts["tasks"] == Count(2, 3, 2)
    assert scored.counts["coordinators"].invented == scored.counts["deadlines"].invented == 1
    assert [(each.expected, each.got, each.rule) for each in scored.differences] == [(None, invented.text, "tasks.test")]


@pytest.mark.parametrize(
    ("written", "found"),
    [("UBND các xã", "Ủy ban nhân dân các xã"), ("UBND các xã", "Uỷ ban nhân dân xã"), ("Văn phòng HĐND-UBND huyện", "VP HĐND & UBND")],
)
def test_one_agency_under_two_spellings(written: str, found: str) -> None:
    gold = replace(GOLD, tasks=(replace(GOLD.tasks[1], leads=(written,)),))
    plan = replace(right_plan(gold), tasks=(replace(PLAN.tasks[1], leads=(agency(found),)),))
    assert score(gold, plan).counts["leads"] == Count(1, 1, 1)


def test_two_agencies_that_share_words_stay_two() -> None:
    gold = replace(GOLD, tasks=(replace(GOLD.tasks[1], leads=("Sở Tài chính",)),))
    plan = replace(right_plan(gold), tasks=(replace(PLAN.tasks[1], leads=(agency("Sở Tư pháp"),)),))
    assert score(gold, plan).counts["leads"] == Count(0, 1, 1)


def test_a_gold_task_may_hold_only_its_beginning() -> None:
    whole = "Phòng Nội vụ theo dõi, đôn đốc việc thực hiện kế hoạch này. " * 4
    gold = replace(GOLD, tasks=(replace(GOLD.tasks[1], quote=whole[:60], length=len("".join(filter(str.isalnum, whole)))),))
    assert score(gold, replace(right_plan(gold), tasks=(replace(PLAN.tasks[1], text=whole),))).counts["tasks"].right == 1
    assert score(gold, replace(right_plan(gold), tasks=(replace(PLAN.tasks[1], text=whole[:60]),))).counts["tasks"].right == 0


def test_grounded_compares_facts_with_the_text_they_point_into() -> None:
    text = f"- {TASK.text}\n"
    plan = replace(PLAN, tasks=(replace(TASK, start=2, end=2 + len(TASK.text)),), targets=(), legal_refs=())
    assert score(GOLD, plan, text).counts["grounded"] == Count(1, 1, 1)
    assert score(GOLD, plan, "khác " + text).counts["grounded"] == Count(0, 1, 1)


def write_dataset(folder: Path, *plans: Plan) -> Path:
    folder.mkdir()
    (folder / "plans.jsonl").write_bytes(b"".join(TypeAdapter(Plan).dump_json(plan) + b"\n" for plan in plans))
    return folder


def write_gold(folder: Path, **golds: Gold) -> Path:
    folder.mkdir()
    for stem, gold in golds.items():
        (folder / f"{stem}.json").write_bytes(TypeAdapter(Gold).dump_json(gold))
    return folder


def test_a_dataset_is_paired_with_gold_by_name(tmp_path: Path) -> None:
    dataset = write_dataset(
        tmp_path / "dataset", right_plan(GOLD, "a/mot.txt"), right_plan(GOLD, "b/hai.pdf"), right_plan(GOLD, "b/hai.txt"), right_plan(GOLD, "la.txt")
    )
    report = evaluate(dataset, write_gold(tmp_path / "gold", mot=GOLD, hai=GOLD, ba=GOLD))
    assert {plan: each.counts["tasks"] for plan, each in report.plans.items()} == {
        "mot": Count(2, 2, 2),
        "b/hai.pdf": Count(2, 2, 2),
        "b/hai.txt": Count(2, 2, 2),
        "ba": Count(0, 0, 2),
    }
    assert report.total.counts["tasks"] == Count(6, 6, 8)
    assert figures(report)["all"]["tasks"]["recall"] == 75.0
    table = markdown(report).splitlines()
    assert table[0] == "| F1 % | b/hai.pdf | b/hai.txt | ba | mot | all |"
    assert "| tasks | 100.0 | 100.0 | 0.0 | 100.0 | 85.7 |" in table


@pytest.mark.parametrize(
    ("lines", "gold", "trouble"),
    [
        (None, "{}", "usage.not-a-dataset-to-read"),
        ('{"plan_id": 1}\n', "{}", "usage.not-a-dataset-to-read"),
        ("", "{}", "usage.not-gold"),
        ("", None, "usage.no-gold"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line(tmp_path: Path, lines: str | None, gold: str | None, trouble: str) -> None:
    for name, content in (("plans.jsonl", lines), ("gold.json", gold)):
        if content is not None:
            (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(Trouble) as caught:
        evaluate(tmp_path, tmp_path)
    assert caught.value.name == trouble
    assert "\n" not in str(caught.value)


def blemished(gold: Gold) -> Plan:
    """A record with many faults: every third task missing, others with the facts of their neighbours."""
    plan = right_plan(gold, gold.source)
    tasks = [
        replace(task, leads=other.leads, deadline=other.deadline) if n % 4 == 1 else replace(task, text=task.text[: len(task.text) * 9 // 10])
        for n, (task, other) in enumerate(zip(plan.tasks, plan.tasks[1:] + plan.tasks[:1], strict=True))
        if n % 3
    ]
    return replace(
        plan,
        metadata=replace(plan.metadata, place=None, level="central"),
        sections=plan.sections[1:],
        tasks=tuple(tasks),
        targets=tuple(replace(each, unit="lần") if n % 2 else each for n, each in enumerate(plan.targets[2:])),
        legal_refs=(*plan.legal_refs[::2], *plan.legal_refs[:3]),
        coverage=plan.coverage[:4],
    )


@pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated real plans are not shipped")
def test_figures_agree_with_the_measure_of_the_real_plans(tmp_path: Path) -> None:
    golds = read_gold(SHARED / "gold")
    plans = [blemished(gold) for gold in golds.values()]
    dataset = write_dataset(tmp_path / "dataset", *plans)
    printed = subprocess.run(
        [sys.executable, SHARED / "tools" / "score.py", dataset / "plans.jsonl", SHARED / "gold", "--json"], capture_output=True, check=True, text=True
    )
    report = score_plans(plans, golds, {})
    for plan, measures in json.loads(printed.stdout).items():
        ours = report.total if plan == "all" else report.plans[plan]
        assert {measure: figure for measure, figure in f1(ours).items() if figure is not None} == pytest.approx(
            {measure: figure for measure, figure in measures.items() if figure is not None}
        ), plan
