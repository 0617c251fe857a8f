"""The commands that look, as a user calls them."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydantic import TypeAdapter
from rich.console import Console

from pipeline import extract_plan, read_document
from pipeline.cli import cli
from pipeline.messages import say
from pipeline.page import show_page
from pipeline.records import encode
from schemas.gold import Gold
from schemas.plan import Section
from tests.right_answers import GOLD, right_plan

PLAN = """UBND HUYỆN AN HÒA
Số: 12/KH-UBND

KẾ HOẠCH
Cải cách hành chính năm 2024

I. NHIỆM VỤ
1. Cải cách thủ tục hành chính
- Phòng Nội vụ chủ trì, phối hợp với Phòng Tư pháp rà soát thủ tục hành chính trong Quý II/2024.
- Văn phòng HĐND-UBND huyện thường xuyên kiểm tra việc niêm yết [red]thủ tục\x1b[31m hành chính.
"""


def call(*arguments: object, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(cli, [str(each) for each in (*arguments, "--lang", "en")], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAN, "utf-8")
    return path


def test_show_prints_a_tree(plan: Path) -> None:
    shown = call("show", plan)
    assert shown.exit_code == 0
    assert "Kế hoạch 12/KH-UBND Cải cách hành chính năm 2024" in shown.stdout
    assert "1 Cải cách thủ tục hành chính · tasks" in shown.stdout
    assert "lead: Phòng Nội vụ · with: Phòng Tư pháp · when:" in shown.stdout


def test_explain_prints_text_fact_and_rule(plan: Path) -> None:
    shown = call("explain", plan)
    assert shown.exit_code == 0
    assert "«Phòng Nội vụ»" in shown.stdout
    assert "lead Phòng Nội vụ" in shown.stdout
    assert "(2024-04-01…2024-06-30)" in shown.stdout


def test_explain_says_why_a_fact_may_be_wrong(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAN + "- Rà soát văn bản quy phạm pháp luật.\n", "utf-8")
    shown = " ".join(call("explain", path).stdout.replace("│", " ").split())
    assert "? the task names nobody" in shown


@pytest.mark.parametrize("command", ["show", "explain"])
def test_standard_input_is_read_and_cannot_steer_the_terminal(command: str) -> None:
    shown = call(command, "-", stdin=PLAN.encode())
    assert shown.exit_code == 0
    assert "\x1b" not in shown.stdout
    assert "niêm yết [red]thủ" in " ".join(shown.stdout.split())


@pytest.mark.parametrize("command", ["show", "explain"])
def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(command: str, plan: Path) -> None:
    empty = plan.with_name("a.txt")
    empty.touch()
    shown = call(command, plan.parent)
    assert shown.exit_code == 1
    assert shown.stderr.startswith("a.txt: ") and shown.stderr.count("\n") == 1
    assert "Phòng Nội vụ" in shown.stdout


@pytest.mark.parametrize("command", ["show", "explain"])
def test_a_path_that_is_not_there_is_wrong_use(command: str, tmp_path: Path) -> None:
    shown = call(command, tmp_path / "nowhere.txt")
    assert shown.exit_code == 2
    assert "nowhere.txt" in shown.stderr and shown.stderr.count("\n") == 1


@pytest.fixture
def measured(tmp_path: Path) -> tuple[Path, Path]:
    """A dataset of one plan that lacks a task, and its gold."""
    dataset, gold = tmp_path / "dataset", tmp_path / "gold"
    dataset.mkdir()
    gold.mkdir()
    plan = right_plan(GOLD)
    kept = type(plan)(**{name: getattr(plan, name) for name in plan.__slots__} | {"tasks": plan.tasks[1:]})
    (dataset / "plans.jsonl").write_bytes(encode(kept))
    (gold / "ke-hoach.json").write_bytes(TypeAdapter(Gold).dump_json(GOLD))
    return dataset, gold


def test_evaluate_prints_what_is_left_out(measured: tuple[Path, Path]) -> None:
    shown = call("evaluate", *measured)
    assert shown.exit_code == 0
    row = next(line for line in shown.stdout.splitlines() if line.startswith("│ tasks"))
    assert [cell.strip() for cell in row.strip("│").split("│")] == ["tasks", "100.0", "50.0", "66.7", "1", "1", "0", "66.7"]


def test_evaluate_lists_differences(measured: tuple[Path, Path]) -> None:
    lines = call("evaluate", *measured, "--errors").stdout.splitlines()
    assert f"ke-hoach · tasks · {GOLD.tasks[0].quote} · expected {GOLD.tasks[0].quote} / got nothing" in lines
    assert f"ke-hoach · leads · {GOLD.tasks[0].quote} · expected Phòng Nội vụ / got nothing" in lines


def test_evaluate_prints_json_and_markdown(measured: tuple[Path, Path]) -> None:
    figures = json.loads(call("evaluate", *measured, "--json").stdout)
    assert figures["all"]["tasks"] == figures["plans"]["ke-hoach"]["tasks"]
    assert figures["all"]["tasks"]["omitted"] == 1
    assert {each["measure"] for each in figures["differences"]} >= {"tasks", "leads", "deadlines"}
    assert "| tasks | 66.7 | 66.7 |" in call("evaluate", *measured, "--markdown").stdout.splitlines()


def test_evaluate_says_what_is_not_there(tmp_path: Path) -> None:
    shown = call("evaluate", tmp_path, tmp_path)
    assert shown.exit_code == 2
    assert shown.stderr.count("\n") == 1 and shown.stdout == ""


SAMPLES = Path(__file__).parent.parent / "samples"


def test_show_prints_what_begins_on_a_page() -> None:
    plan = extract_plan(SAMPLES / "nam-hoanh-2024.pdf")
    pages = [" ".join(call("show", SAMPLES / "nam-hoanh-2024.pdf", "--page", number).stdout.split()) for number in (1, 2, 3, 4)]
    for fact in (*plan.sections, *plan.tasks, *plan.targets, *plan.legal_refs):
        opening = " ".join((fact.title if isinstance(fact, Section) else fact.text).split())[:40]
        assert fact.page is not None and opening in pages[fact.page - 1], opening
    assert [pages[number].startswith(f"nam-hoanh-2024.pdf: page {number + 1} of 4") for number in range(4)] == [True] * 4
    inspection = next(task for task in plan.tasks if task.text.startswith("Kiểm tra công tác"))
    assert inspection.page == 2 and inspection.text[:40] not in pages[0] + pages[2] + pages[3]
    assert "Sở Nội vụ [so-noi-vu]" in pages[1]


@pytest.mark.parametrize(
    ("file", "page", "words"),
    [
        ("nam-hoanh-2024.pdf", 5, "there is no page 5; the last one is 4"),
        ("noi-vu-tra-lam-2020.txt", 1, "this format (TXT) has no pages"),
        ("khe-vang-2021.docx", 1, "this format (DOCX) has no pages"),
        ("nam-hoanh-2024.pdf", 0, "--page"),
    ],
)
def test_page_that_is_not_there_is_wrong_use(file: str, page: int, words: str) -> None:
    shown = call("show", SAMPLES / file, "--page", page)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert words in shown.stderr and "Traceback" not in shown.stderr


def test_file_without_that_page_does_not_stop_the_others() -> None:
    shown = call("show", SAMPLES / "khe-vang-2021.docx", SAMPLES / "nam-hoanh-2024.pdf", "--page", 1)
    assert shown.exit_code == 2 and len(shown.stderr.splitlines()) == 1
    assert "page 1 of 4" in shown.stdout


def test_page_without_facts_says_so() -> None:
    plan = extract_plan(SAMPLES / "nam-hoanh-2024.pdf")
    document = replace(read_document(SAMPLES / "nam-hoanh-2024.pdf"), pages=9)
    console = Console(file=io.StringIO(), width=160)
    show_page(plan, document, 9, console)
    assert console.file.getvalue().splitlines()[1].strip("└─ ") == say("show.page-empty")  # type: ignore[attr-defined]
