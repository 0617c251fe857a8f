"""What people say of facts: applied by id and by words, kept whatever happens, the same wherever a dataset is looked at."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pipeline.cli import cli
from pipeline.ingest import distinct, gather
from pipeline.messages import Trouble
from pipeline.process import examine
from pipeline.records import encode
from pipeline.review.anchors import METADATA, Facts
from pipeline.review.applying import Corrected, corrected, new_id
from pipeline.review.awaiting import is_done, items
from pipeline.review.bench import apply
from pipeline.review.consequences import settled
from pipeline.review.corrections import Corrections
from pipeline.review.finding import words_in
from pipeline.review.forms import Wrong, amended_value, given_of, value_from
from pipeline.review.ledger import append, read_lines
from pipeline.review.values import deadline_in_words, value_of
from pipeline.store.folder import Place
from schemas.correction import (
    Correction,
    DeadlineValue,
    Kind,
    TaskValue,
    Value,
    Verdict,
    changed_fields,
    correction_adapter,
    correction_schema,
    standing,
)
from schemas.document import Document
from schemas.plan import Period, Plan
from tests.test_incremental import age, run
from tests.test_store import content

ROOT = Path(__file__).parent.parent
SOURCES = sorted([*(path for path in (ROOT / "samples").iterdir() if path.suffix in (".txt", ".docx", ".pdf")), *(ROOT / "tests/plans").glob("*20.txt")])
PLAN = """ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN
Số: 15/KH-UBND
Lạng Sơn, ngày 10 tháng 01 năm 2019

KẾ HOẠCH
Cải cách hành chính năm 2019
I. CẢI CÁCH THỂ CHẾ
1. Văn bản
- Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ rà soát văn bản quy phạm pháp luật trước ngày 15/12/2019.
- Rà soát chương trình công tác năm, giao Sở Ngoại vụ và Sở Tài chính lấy ý kiến.
II. CẢI CÁCH THỦ TỤC HÀNH CHÍNH
- Văn phòng UBND tỉnh công khai thủ tục hành chính trong Quý II năm 2019.
- Đạt 95% hồ sơ đúng hạn theo Nghị định số 61/2018/NĐ-CP.
"""
REVIEWED = "Rà soát chương trình công tác năm"


@cache
def read(source: Path) -> tuple[Plan, Document]:
    (found,) = distinct(gather([str(source)]).files)
    processed, document = examine(found)
    return processed.plan, document


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "a.txt").write_text(PLAN, "utf-8")
    (folder / "b.txt").write_text(PLAN.replace("2019", "2020"), "utf-8")
    age(folder)
    return folder / "a.txt"


def fact_of(plan: Plan, kind: Kind, words: str) -> Any:
    (found,) = [each for each in getattr(plan, f"{kind}s") if words in (each.title if kind == "section" else each.text)]
    return found


def say(facts: Facts, kind: Kind, identity: str, verdict: Verdict = "accept", value: Value | None = None, name: str = "", **more: Any) -> Correction:
    fact = facts.by_id[kind, identity]
    span = facts.span_of(kind, fact)
    before = value_of(fact)
    value = before if value is None and verdict == "accept" else value
    plan = facts.plan
    line = Correction(
        name or f"{verdict}-{identity}", "2026-03-02T08:15:00Z", "Lan", verdict, plan.plan_id, plan.source_id, kind, identity,
        span.of(facts.document.text), span.start, span.end, value, changed_fields(before, value) if value else (), "", None,
    )  # fmt: skip
    return replace(line, **more)


def undo(line: Correction, name: str = "undo") -> Correction:
    return replace(line, id=name, verdict="undo", value=None, changed=(), undoes=line.id)


def task_value(facts: Facts, words: str, **changes: Any) -> tuple[str, TaskValue]:
    task = fact_of(facts.plan, "task", words)
    value = value_of(task)
    assert isinstance(value, TaskValue)
    return task.id, replace(value, **changes)


def is_grounded(state: Corrected, document: Document) -> bool:
    """Whether all that a plan says has its place in the text, ids are unique, and links lead somewhere."""
    plan, text = state.plan, document.text
    facts = (*plan.tasks, *plan.targets, *plan.legal_refs)
    agencies = [*(each for task in plan.tasks for each in (*task.leads, *task.coordinators)), *(each for target in plan.targets for each in target.owners)]
    ids = [each.id for each in (*plan.sections, *facts)]
    known, sections = set(ids), {each.id for each in plan.sections}
    return (
        all("".join(text[each.start : each.end].split()) == "".join(each.text.split()) for each in facts)
        and all(0 <= each.start <= each.end <= len(text) for each in agencies)
        and len(known) == len(ids)
        and all(each.section is None or each.section in sections for each in facts)
        and all(each.parent is None or each.parent in sections for each in plan.sections)
        and all({*task.targets, *task.legal_refs} <= known for task in plan.tasks)
        and all(each.task is None or each.task in known for each in (*plan.targets, *plan.legal_refs))
        and [each.start for each in plan.tasks] == sorted(each.start for each in plan.tasks)
    )


# What is said of a fact


def test_another_lead_has_the_id_of_the_gazetteer_and_its_place_in_the_text(source: Path) -> None:
    plan, document = read(source)
    facts = Facts(plan, document)
    identity, value = task_value(facts, REVIEWED, leads=("Sở Ngoại vụ",), coordinators=("Sở Tài chính",))
    state = corrected(plan, document, [say(facts, "task", identity, "correct", value)])
    task = fact_of(state.plan, "task", REVIEWED)
    assert [(each.id, each.name, each.in_gazetteer, each.level) for each in task.leads] == [("so-ngoai-vu", "Sở Ngoại vụ", True, "province")]
    assert [document.text[each.start : each.end] for each in (*task.leads, *task.coordinators)] == ["Sở Ngoại vụ", "Sở Tài chính"]
    assert (task.rule, task.confidence, task.doubts, task.leads[0].rule) == ("review.corrected", 1.0, (), "review.corrected")
    assert task.leads[0].locality == fact_of(state.plan, "task", "Sở Tư pháp").leads[0].locality
    others = [each for each in plan.tasks if each.id != identity]
    assert [each for each in state.plan.tasks if each.id != identity] == others
    assert is_grounded(state, document) and state.unapplied == ()


def test_what_nobody_leads_is_counted_anew(source: Path) -> None:
    plan, document = read(source)
    facts = Facts(plan, document)
    without = [each for each in plan.tasks if not each.leads]
    assert without and "tasks-without-lead" in {each.code for each in plan.diagnostics}
    lines = [say(facts, "task", each.id, "correct", task_value(facts, each.text, leads=("Sở Nội vụ",))[1]) for each in without]
    state = corrected(plan, document, lines)
    assert "tasks-without-lead" not in {each.code for each in state.plan.diagnostics}
    assert all(task.leads for task in state.plan.tasks)


def test_deadline_by_its_words_and_by_its_days(source: Path) -> None:
    plan, document = read(source)
    facts = Facts(plan, document)
    in_words = deadline_in_words("Quý III", plan.metadata.period)
    assert in_words == DeadlineValue("Quý III", "period", date(2019, 7, 1), date(2019, 9, 30), None)
    assert deadline_in_words("cái gì đó", plan.metadata.period) is None and deadline_in_words("  ", None) is None
    identity, value = task_value(facts, REVIEWED, deadline=in_words)
    deadline = fact_of(corrected(plan, document, [say(facts, "task", identity, "correct", value)]).plan, "task", REVIEWED).deadline
    assert (deadline.timex, deadline.rule, deadline.confidence) == ("2019-Q3", "review.corrected", 1.0)
    monthly = replace(value, deadline=DeadlineValue("ngày 20 hằng tháng", "recurring", None, None, "monthly"))
    deadline = fact_of(corrected(plan, document, [say(facts, "task", identity, "correct", monthly)]).plan, "task", REVIEWED).deadline
    assert (deadline.timex, deadline.recurrence) == ("P1M", ("FREQ=MONTHLY;BYMONTHDAY=20",))


def test_rejected_facts_leave_nothing_behind(source: Path) -> None:
    plan, document = read(source)
    facts = Facts(plan, document)
    task = next(each for each in plan.tasks if each.legal_refs)
    assert plan.targets and plan.targets[0].task == task.id
    state = corrected(plan, document, [say(facts, "task", task.id, "reject"), say(facts, "legal_ref", plan.legal_refs[0].id, "reject")])
    assert task.id not in {each.id for each in state.plan.tasks} and state.plan.legal_refs == plan.legal_refs[1:]
    assert state.plan.targets[0].task is None and state.plan.targets[0].owners == ()
    assert is_grounded(state, document)
    (row,) = [each for each in state.plan.coverage if each.component == 3]
    (before,) = [each for each in plan.coverage if each.component == 3]
    assert (row.tasks, row.targets) == (before.tasks - 1, before.targets)


def test_what_stood_in_a_rejected_section_stands_in_the_one_above(source: Path) -> None:
    plan, document = read(source)
    facts = Facts(plan, document)
    inner = fact_of(plan, "section", "Văn bản")
    assert inner.path == "I/1"
    state = corrected(plan, document, [say(facts, "section", inner.id, "reject")])
    task = fact_of(state.plan, "task", REVIEWED)
    assert (task.path, task.section, task.id) == ("I", inner.parent, fact_of(plan, "task", REVIEWED).id)
    top = corrected(plan, document, [say(facts, "section", inner.id, "reject"), say(facts, "section", inner.parent or "", "reject")])
    assert (fact_of(top.plan, "task", REVIEWED).path, fact_of(top.plan, "task", REVIEWED).section) == (None, None)
    assert is_grounded(state, document) and is_grounded(top, document)


def test_metadata_is_put_right(source: Path) -> None:
    plan, document = read(source)
    facts = Facts(plan, document)
    value = replace(value_of(plan.metadata), issuer="Ủy ban nhân dân tỉnh Cao Bằng", period=Period(date(2019, 1, 1), date(2020, 12, 31)), signer=None)
    metadata = corrected(plan, document, [say(facts, "metadata", METADATA, "correct", value)]).plan.metadata
    assert metadata.issuer is not None and metadata.issuer.id == "uy-ban-nhan-dan-tinh" and metadata.issuer.confidence == 1.0
    assert (metadata.issuer.name, metadata.period, metadata.number) == ("Ủy ban nhân dân tỉnh Cao Bằng", value.period, "15/KH-UBND")
    assert metadata.par_index is None, "a plan of several years is by no one index"


def test_a_task_that_was_missed_is_added_at_its_words(source: Path) -> None:
    plan, document = read(source)
    facts = Facts(plan, document)
    words = "lấy ý kiến"
    span = words_in(document.text, words)
    assert span is not None
    value = TaskValue(("Sở Ngoại vụ",), (), None, (), None, (1,), (), ())
    line = replace(
        say(facts, "task", plan.tasks[0].id, "add", value), fact=new_id("task", words, facts), text=words, start=span.start, end=span.end
    )  # fmt: skip
    state = corrected(plan, document, [line])
    added = fact_of(state.plan, "task", words) if len(plan.tasks) == 0 else next(each for each in state.plan.tasks if each.rule == "review.added")
    assert (added.text, added.path, added.leads[0].id, added.confidence) == (words, "I/1", "so-ngoai-vu", 1.0)
    assert is_grounded(state, document) and len(state.plan.tasks) == len(plan.tasks) + 1
    assert corrected(plan, document, [line, line]).plan == state.plan


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_accepting_all_changes_no_value(source: Path) -> None:
    plan, document = read(source)
    if not plan.tasks:
        pytest.skip("not read on this machine")
    facts = Facts(plan, document)
    assert settled(plan, plan, document, frozenset()) == plan, "what follows from the facts is what was extracted"
    lines = [say(facts, kind, identity) for kind, identity in facts.by_id]
    state = corrected(plan, document, lines)
    assert len(state.decided) == len(lines) and state.unapplied == ()
    assert {key: value_of(fact) for key, fact in Facts(state.plan, document).by_id.items()} == {key: value_of(fact) for key, fact in facts.by_id.items()}
    assert {each.rule for each in (*state.plan.tasks, *state.plan.targets, *state.plan.legal_refs)} <= {"review.accepted"}
    assert all(item.confidence == 1.0 and not item.doubts for item in items(state) if item.kind in ("task", "target", "legal_ref"))
    validator = Draft202012Validator(correction_schema())
    for line in lines[:20]:
        raw = correction_adapter().dump_json(line)
        assert correction_adapter().validate_json(raw) == line
        validator.validate(json.loads(raw))
    for (kind, _), fact in facts.by_id.items():
        assert amended_value(kind, value_of(fact), given_of(value_of(fact)), plan.metadata.period) == value_of(fact), (
            "a form sent back as it came changes nothing"
        )


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_said_every_fact_keeps_its_place(data: st.DataObject) -> None:
    plan, document = read(ROOT / "samples/so-tttt-tay-van-2023.txt")
    facts = Facts(plan, document)
    keys = data.draw(st.lists(st.sampled_from(sorted(facts.by_id)), max_size=25, unique=True))
    lines = []
    for kind, identity in keys:
        verdict = data.draw(st.sampled_from(["accept", "reject", "correct"] if kind != "metadata" else ["accept"]))
        value: Value | None = value_of(facts.by_id[kind, identity])
        if verdict == "correct" and isinstance(value, TaskValue):
            names = data.draw(st.lists(st.sampled_from(["Sở Nội vụ", "Văn phòng Sở", "Tổ công tác 06", "x"]), max_size=3))
            value = replace(value, leads=tuple(names), deadline=None)
        lines.append(say(facts, kind, identity, verdict, None if verdict == "reject" else value))
    state = corrected(plan, document, lines)
    assert is_grounded(state, document) and state.unapplied == () and len(state.decided) == len(lines)
    untouched = {key for key in facts.by_id if key not in state.decided}
    after = Facts(state.plan, document).by_id
    assert all(value_of(after[key]) == value_of(facts.by_id[key]) for key in untouched)
    assert corrected(plan, document, data.draw(st.permutations(lines))).plan == state.plan, "the order of what is said of different facts is nothing to it"


# Which lines stand


def test_the_last_word_counts_and_can_be_taken_back(source: Path) -> None:
    plan, document = read(source)
    facts = Facts(plan, document)
    identity = plan.tasks[0].id
    accept, reject = say(facts, "task", identity), say(facts, "task", identity, "reject")
    assert standing([accept, reject]) == (reject,)
    assert standing([accept, reject, undo(reject)]) == (accept,), "what was said before stands again"
    assert standing([accept, undo(accept), undo(undo(accept), "redo")]) == (accept,), "so does what was taken back by mistake"
    assert standing([undo(accept), accept]) == (accept,), "nothing is taken back before it is said"


# The text moves, changes, goes


def moved(text: str) -> str:
    """A plan whose first section has another label, so that every id in it is another."""
    return text.replace("I. CẢI CÁCH THỂ CHẾ", "A. MỞ ĐẦU\n\nB. CẢI CÁCH THỂ CHẾ")


def reread(tmp_path: Path, text: str) -> tuple[Plan, Document]:
    file = tmp_path / f"again-{abs(hash(text))}.txt"
    file.write_text(text, "utf-8")
    return read(file)


def test_a_line_finds_its_words_where_ids_and_places_are_others(source: Path, tmp_path: Path) -> None:
    plan, document = read(source)
    facts = Facts(plan, document)
    identity, value = task_value(facts, REVIEWED, leads=("Sở Ngoại vụ",))
    line = say(facts, "task", identity, "correct", value)
    other, its_text = reread(tmp_path, moved(PLAN))
    assert identity not in {each.id for each in other.tasks}
    state = corrected(other, its_text, [line])
    assert fact_of(state.plan, "task", REVIEWED).leads[0].id == "so-ngoai-vu" and state.unapplied == ()
    assert is_grounded(state, its_text)


def test_words_that_are_gone_or_stand_twice_are_reported_not_guessed(source: Path, tmp_path: Path) -> None:
    plan, document = read(source)
    facts = Facts(plan, document)
    identity, value = task_value(facts, REVIEWED, leads=("Sở Ngoại vụ",))
    line = say(facts, "task", identity, "correct", value)
    sentence = line.text
    other, its_text = reread(tmp_path, PLAN.replace("chương trình công tác năm", "quy chế làm việc"))
    state = corrected(other, its_text, [line])
    assert state.unapplied == (line,) and state.plan.tasks == other.tasks
    (told,) = [each for each in state.plan.diagnostics if each.code == "correction-unapplied"]
    assert told.severity == "warning" and "Rà soát chương trình công tác" in told.message
    twice, its_text = reread(tmp_path, moved(PLAN) + f"III. TỔ CHỨC THỰC HIỆN\n- {sentence}\n")
    assert [each.text for each in twice.tasks].count(sentence) == 2
    assert corrected(twice, its_text, [line]).unapplied == (line,)
    gone = say(facts, "task", identity, "reject")
    assert corrected(other, reread(tmp_path, PLAN.replace("chương trình công tác năm", "quy chế làm việc"))[1], [gone]).unapplied == ()


def test_a_fact_that_newer_rules_do_not_find_stays_as_it_was_said_to_be(source: Path) -> None:
    plan, document = read(source)
    facts = Facts(plan, document)
    lines = [say(facts, "task", plan.tasks[0].id), say(facts, "target", plan.targets[0].id), say(facts, "legal_ref", plan.legal_refs[0].id)]
    poorer = replace(plan, tasks=plan.tasks[1:], targets=(), legal_refs=())
    state = corrected(poorer, document, lines)
    assert state.unapplied == () and is_grounded(state, document)
    for kept, known in ((state.plan.tasks[0], plan.tasks[0]), (state.plan.targets[0], plan.targets[0]), (state.plan.legal_refs[0], plan.legal_refs[0])):
        assert value_of(kept) == value_of(known) and (kept.id, kept.start, kept.end) == (known.id, known.start, known.end)
    worse = replace(plan, tasks=(replace(plan.tasks[0], leads=(), deadline=None), *plan.tasks[1:]))
    assert value_of(corrected(worse, document, lines).plan.tasks[0]) == value_of(plan.tasks[0]), "what was accepted does not change under it"


def test_of_two_lines_that_meet_on_one_fact_the_later_counts(source: Path) -> None:
    plan, document = read(source)
    facts = Facts(plan, document)
    identity, value = task_value(facts, REVIEWED, leads=("Sở Ngoại vụ",))
    of_before = replace(say(facts, "task", identity, "correct", value), plan_id="former", fact="t-former")
    state = corrected(plan, document, standing([of_before, say(facts, "task", identity)]))
    assert fact_of(state.plan, "task", REVIEWED).rule == "review.accepted"
    state = corrected(plan, document, standing([say(facts, "task", identity), of_before]))
    assert fact_of(state.plan, "task", REVIEWED).rule == "review.corrected"


# Forms


@pytest.mark.parametrize(
    ("name", "words", "wrong"),
    [
        ("deadline", ["lúc nào đó"], "deadline"),
        ("deadline_start", ["31/12/2019"], "deadline_start"),
        ("components", ["9"], "components"),
        ("leads", ["x" * 3000], "leads"),
        ("deadline_kind", ["often"], "deadline_kind"),
    ],
)
def test_a_field_that_cannot_be_so_is_named(source: Path, name: str, words: list[str], wrong: str) -> None:
    plan, _ = read(source)
    given = given_of(value_of(fact_of(plan, "task", REVIEWED)))
    with pytest.raises(Wrong) as raised:
        value_from("task", {**given, name: words}, plan.metadata.period)
    assert raised.value.name == wrong


# The file


def test_a_broken_line_is_named_and_nothing_is_touched(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(out, source.parent)
    facts = Facts(*read(source))
    append(Place(out), [say(facts, "task", facts.plan.tasks[0].id)])
    with (out / "corrections.jsonl").open("a") as lines:
        lines.write('{"id": "x", "verdict": "maybe"}\n')
    before = content(out)
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "review", str(out), "--list", "--lang", "en"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 2 and "corrections.jsonl: line 2 is not a correction" in done.stderr and len(done.stderr.splitlines()) == 1
    with pytest.raises(Trouble, match="2"):
        run(out, source.parent)
    assert content(out) == before
    with (out / "corrections.jsonl").open("a") as lines:
        lines.write('{"id": "torn')
    with pytest.raises(Trouble):
        read_lines(out)
    append(Place(out), [say(facts, "task", facts.plan.tasks[1].id)])
    assert (out / "corrections.jsonl").read_text("utf-8").splitlines()[2] == '{"id": "torn', "what comes after a torn line is not torn with it"


APPENDING = """
import sys
from pathlib import Path
from pipeline.review.ledger import append, read_lines
from pipeline.store.folder import Place
from dataclasses import replace
place, name = Place(Path(sys.argv[1])), sys.argv[2]
(line,) = read_lines(place.folder)[:1]
print("ready", flush=True)
sys.stdin.readline()
for number in range(40):
    append(place, [replace(line, id=f"{name}-{number}", by=name)])
"""


def test_reviewers_at_one_time_lose_no_line_while_the_dataset_is_put_in_place(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(out, source.parent)
    facts = Facts(*read(source))
    append(Place(out), [say(facts, "task", facts.plan.tasks[0].id, name="first")])
    reviewers = [
        subprocess.Popen([sys.executable, "-c", APPENDING, str(out), name], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for name in "abc"
    ]
    for reviewer in reviewers:
        assert reviewer.stdout is not None and reviewer.stdout.readline() == "ready\n"
    for reviewer in reviewers:
        assert reviewer.stdin is not None
        reviewer.stdin.write("go\n")
        reviewer.stdin.flush()
    exchanges = 0
    while exchanges < 3 or any(reviewer.poll() is None for reviewer in reviewers):
        source.write_text(PLAN + f"- Sở Y tế báo cáo lần {exchanges}.\n", "utf-8")
        run(out, source.parent)
        exchanges += 1
    assert [reviewer.wait() for reviewer in reviewers] == [0, 0, 0]
    assert {line.id for line in read_lines(out)} == {"first", *(f"{name}-{number}" for name in "abc" for number in range(40))}
    assert not list(tmp_path.glob(".out.*"))


# The dataset


def command(*words: object) -> subprocess.CompletedProcess[str]:
    """What a command of the command line says and returns; English, unless it is asked for another language."""
    arguments = [*map(str, words), *(() if "--lang" in words else ("--lang", "en"))]
    result = CliRunner().invoke(cli, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return subprocess.CompletedProcess(arguments, result.exit_code, result.stdout, result.stderr)


def records(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "plans.jsonl").read_text("utf-8").splitlines()]


def reviewed(plan: Plan, document: Document) -> list[Correction]:
    facts = Facts(plan, document)
    identity, value = task_value(facts, REVIEWED, leads=("Sở Ngoại vụ",))
    return [say(facts, "task", identity, "correct", value), say(facts, "task", plan.tasks[0].id), say(facts, "target", plan.targets[0].id, "reject")]


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest) -> str | None:
    return None if request.param == "sqlite" else str(request.getfixturevalue("postgres").new_database())


def test_every_way_out_of_a_dataset_shows_what_was_said(source: Path, tmp_path: Path, db: str | None) -> None:
    out = tmp_path / "out"
    run(out, source.parent, db=db)
    before = records(out)
    append(Place(out), reviewed(*read(source)))
    there = ("--db", db) if db else ()
    done = command("review", out, "--apply", *there)
    assert done.returncode == 0 and done.stderr.strip() == "1 plans brought up to what was said of them", done.stderr
    first, second = records(out)
    assert second == before[1]
    (task,) = [each for each in first["tasks"] if REVIEWED in each["text"]]
    assert [each["id"] for each in task["leads"]] == ["so-ngoai-vu"] and task["rule"] == "review.corrected"
    assert len(first["targets"]) == len(before[0]["targets"]) - 1
    parquet = pandas.read_parquet(out / "tables/task_agencies.parquet")
    assert "so-ngoai-vu" in set(parquet[parquet.plan_id == first["plan_id"]].agency_id)
    exported = command("export", out, "--to", "jsonl", "--agency", "Sở Ngoại vụ", *there)
    assert [json.loads(line)["task"] for line in exported.stdout.splitlines()] == [task], exported.stderr
    changed = [json.loads(line) for line in command("diff", out, "--since", "1", *there).stdout.splitlines()]
    assert {(each["kind"], each["change"]) for each in changed} == {("task", "changed"), ("target", "removed")}
    told = json.loads(command("status", out, "--json", *there).stdout)
    assert (told["published"], told["uncorrected"], told["unapplied"]) == (True, 0, [])
    run(tmp_path / "as-read", source.parent)
    run(out, source.parent, db=db)
    assert records(out) == [first, second], "a further run changes nothing"
    (out / "corrections.jsonl").unlink()
    run(out, source.parent, db=db)
    assert content(out) == content(tmp_path / "as-read"), "without what was said, the dataset is as it was read"


def test_the_same_sources_and_corrections_give_the_same_bytes(source: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    run(one, source.parent)
    lines = reviewed(*read(source))
    for line in lines:
        append(Place(one), [line])
        apply(one, None)
    run(two, source.parent)
    append(Place(two), lines)
    run(two, source.parent)
    assert content(one) == content(two)


def test_what_was_said_outlasts_new_readings_changed_files_and_pruning(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(out, source.parent)
    lines = reviewed(*read(source))
    append(Place(out), lines)
    apply(out, None)
    with closing(sqlite3.connect(out / "kehoach.sqlite")) as store, store:
        store.execute("UPDATE revisions SET rules = 'older'")
    survey = run(out, source.parent)
    assert len(survey.fresh) == 2, "older rules read these"
    assert [each["rule"] for each in records(out)[0]["tasks"] if REVIEWED in each["text"]] == ["review.corrected"]

    source.write_text(moved(PLAN).replace("trước ngày 15/12/2019", "trước ngày 20/12/2019"), "utf-8")
    age(source.parent, 30)
    run(out, source.parent, prune=True)
    first = records(out)[0]
    assert first["plan_id"] != lines[0].plan_id
    (task,) = [each for each in first["tasks"] if REVIEWED in each["text"]]
    assert [each["id"] for each in task["leads"]] == ["so-ngoai-vu"] and first["targets"] == [], "what says the same is as it was said to be"
    (told,) = [each for each in first["diagnostics"] if each["code"] == "correction-unapplied"]
    assert "Sở Tư pháp chủ trì" in told["message"]
    status = command("status", out).stdout
    assert "1 corrections no longer fit the text" in status and "a.txt: What a reviewer said of the task “Sở Tư pháp chủ trì" in status
    append(Place(out), [undo(lines[1])])
    apply(out, None)
    assert "correction-unapplied" not in {each["code"] for each in records(out)[0]["diagnostics"]}
    assert read_lines(out) == (*lines, undo(lines[1]))


def test_a_corrected_plan_that_moves_is_known_by_its_new_name_both_ways(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(out, source.parent)
    append(Place(out), reviewed(*read(source)))
    apply(out, None)
    source.rename(source.with_name("c.txt"))
    run(out, source.parent)
    assert json.loads(command("status", out, "--json").stdout)["homeless"] == 0
    moved_to = next(each for each in records(out) if each["source"]["path"] == "c.txt")
    assert "review.corrected" in {each["rule"] for each in moved_to["tasks"]}
    source.with_name("c.txt").write_text(moved(PLAN), "utf-8")
    run(out, source.parent, prune=True)
    assert json.loads(command("status", out, "--json").stdout)["homeless"] == 3, "neither its content nor its name is known any more"
    source.with_name("c.txt").write_text(PLAN, "utf-8")
    (out / "corrections.jsonl").unlink()
    run(out, source.parent)
    back = next(each for each in records(out) if each["source"]["path"] == "c.txt")
    assert {each["rule"] for each in back["tasks"]} == {each.rule for each in read(source.with_name("c.txt"))[0].tasks}


def test_what_awaits_review_is_listed_the_least_sure_first(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(out, source.parent)
    listed = [json.loads(line) for line in command("review", out, "--json", "--below", "1").stdout.splitlines()]
    assert listed and [each["confidence"] for each in listed] == sorted(each["confidence"] for each in listed)
    plan, document = read(source)
    facts = Facts(plan, document)
    kind, identity = next((each["kind"], each["fact"]) for each in listed if each["plan_id"] == plan.plan_id)
    append(Place(out), [say(facts, kind, identity)])
    left = [json.loads(line) for line in command("review", out, "--json", "--below", "1").stdout.splitlines()]
    assert len(left) == len(listed) - 1 and (plan.plan_id, kind, identity) not in {(each["plan_id"], each["kind"], each["fact"]) for each in left}
    told = command("review", out, "--list", "--below", "0.9", "--lang", "vi")
    assert "a.txt · nhiệm vụ t-" in told.stdout and told.stderr.strip().endswith("dữ kiện chờ rà soát")
    assert command("review", tmp_path, "--list").stderr.count("there is no dataset here") == 1


# Gold


def test_reviewed_plans_are_gold_by_which_the_dataset_is_measured(source: Path, tmp_path: Path) -> None:
    out, gold = tmp_path / "out", tmp_path / "gold"
    run(out, source.parent)
    plan, document = read(source)
    facts = Facts(plan, document)
    append(Place(out), reviewed(plan, document))
    assert "No plan has been reviewed to the end" in command("review", out, "--gold", gold).stderr and not gold.exists()
    done = replace(say(facts, "task", plan.tasks[0].id, name="done"), verdict="done", kind="plan", fact=plan.plan_id, value=None)
    append(Place(out), [done])
    assert command("review", out, "--gold", gold).returncode == 2, "not every fact has been decided on"
    said = {(line.kind, line.fact) for line in read_lines(out)}
    append(Place(out), [say(facts, kind, identity) for kind, identity in facts.by_id if (kind, identity) not in said])
    assert "1 reviewed plans written" in command("review", out, "--gold", gold, "--apply").stdout
    assert [path.name for path in gold.iterdir()] == ["a.json"]
    measured = json.loads(command("evaluate", out, gold, "--json").stdout)
    assert measured["differences"] == [] and {each["f1"] for each in measured["all"].values()} <= {100.0, None}
    run(tmp_path / "as-read", source.parent)
    errors = json.loads(command("evaluate", tmp_path / "as-read", gold, "--json").stdout)["differences"]
    assert {(each["measure"], each["expected"]) for each in errors} >= {("leads", "Sở Ngoại vụ"), ("targets found", None)}
    assert command("review", out, "--gold", gold).returncode == 2, "a folder with gold in it is left alone"
    assert command("review", out, "--gold", tmp_path / "surer", "--below", "0.5").returncode in (0, 2)


def test_a_plan_is_not_done_any_more_when_newer_rules_find_more_in_it(source: Path) -> None:
    plan, document = read(source)
    facts = Facts(plan, document)
    poorer = replace(plan, tasks=plan.tasks[1:])
    lines = [say(facts, kind, identity) for kind, identity in facts.by_id if identity != plan.tasks[0].id]
    done = replace(lines[0], id="done", verdict="done", kind="plan", fact=plan.plan_id, value=None)
    assert is_done(corrected(poorer, document, [*lines, done]))
    assert not is_done(corrected(plan, document, [*lines, done]))
    assert not is_done(corrected(poorer, document, lines))


def test_only_what_is_said_of_a_plan_goes_to_its_record(source: Path) -> None:
    plan, document = read(source)
    lines = reviewed(plan, document)
    said = Corrections(tuple(lines))
    assert said.about(plan.plan_id, "elsewhere") == tuple(lines) and said.about("other", plan.source_id) == tuple(lines) and said.about("other", "x") == ()
    assert said.digest("other", "x") is None and said.digest(plan.plan_id, plan.source_id) != Corrections(tuple(lines[:1])).digest(plan.plan_id, "")
    assert b"Lan" not in encode(corrected(plan, document, lines).plan), "who said so is not published"
