"""A plan on the screen: what is shown, in two languages, and that nothing in a source can steer the terminal."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from rich.console import Console

from extractors.rules import load_rules, rule_files
from pipeline.explain import evidence, explain
from pipeline.messages import speak
from pipeline.show import figure, plain, show
from schemas.diagnostic import diagnose
from schemas.document import Block, Cell, Document
from schemas.plan import Plan
from tests.right_answers import GOLD, right_plan

HOSTILE = "\x1b]0;owned\x07[bold red]đỏ[/bold red]\u202e"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    speak("en")
    yield
    speak(None)


@pytest.fixture
def document() -> Document:
    text = f"NHIỆM VỤ\n- {GOLD.tasks[0].quote}\n- {GOLD.tasks[1].quote}\n"
    return Document(text, (), "txt")


@pytest.fixture
def plan(document: Document) -> Plan:
    """The right record, its tasks in section II at their place in the document."""
    plan = right_plan(GOLD)
    at = document.text.find
    tasks = tuple(
        replace(
            task,
            section="s1",
            start=at(task.text),
            end=at(task.text) + len(task.text),
            leads=tuple(replace(lead, start=max(0, at(lead.mention)), end=max(0, at(lead.mention)) + len(lead.mention)) for lead in task.leads),
        )
        for task in plan.tasks
    )
    return replace(plan, tasks=tasks, targets=tuple(replace(each, section="s0", task=None) for each in plan.targets))


def screen(draw: object, width: int = 160) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=False)
    draw(console)  # type: ignore[operator]
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_tree_has_sections_with_their_tasks(plan: Plan) -> None:
    lines = screen(lambda console: show(plan, console)).splitlines()
    assert lines[0] == "Kế hoạch 12/KH-UBND Cải cách hành chính năm 2024"
    assert lines[1] == "Ủy ban nhân dân huyện An Hòa · An Hòa, 2024-01-15 · 2024-01-01…2024-12-31 · district · Nguyễn Văn A"
    assert lines[3:7] == [
        "├── I MỤC TIÊU · objectives",
        "│   └── >= 95 % 95% hồ sơ được giải quyết đúng hạn · target",
        "├── II NHIỆM VỤ · tasks",
        "│   ├── Phòng Nội vụ chủ trì, phối hợp với Phòng Tư pháp rà soát thủ tục hành chính trong Quý II/2024.",
    ]
    assert "lead: Phòng Nội vụ · with: Phòng Tư pháp · when: trong Quý II/2024 (2024-04-01…2024-06-30) · output: Báo cáo" in lines[7]
    assert "└── Tasks by PAR INDEX domain: 1:1 2:0 3:1 4:0 5:0 6:0 7:0 8:0" in lines


def test_target_of_a_task_hangs_from_it(plan: Plan) -> None:
    hung = replace(
        plan,
        targets=(replace(plan.targets[0], section="s1", task="t1", start=plan.tasks[1].end),),
    )
    lines = screen(lambda console: show(hung, console)).splitlines()
    assert lines[lines.index("├── I MỤC TIÊU · objectives") + 1] == "├── II NHIỆM VỤ · tasks"
    assert "│       └── >= 95 % 95% hồ sơ được giải quyết đúng hạn · target" in lines


def test_tree_speaks_vietnamese(plan: Plan) -> None:
    speak("vi")
    shown = screen(lambda console: show(plan, console))
    assert "chủ trì: Phòng Nội vụ · phối hợp: Phòng Tư pháp · thời hạn: trong Quý II/2024" in shown
    assert "lead:" not in shown


def test_a_task_stands_between_the_sections_it_stands_between(plan: Plan) -> None:
    inner = replace(plan.sections[1], id="s2", parent="s1", path="II/1", label="1", title="Tuyên truyền", start=plan.tasks[1].start, end=plan.tasks[1].end)
    outer = replace(plan.sections[1], end=plan.tasks[1].end)
    nested = replace(plan, sections=(plan.sections[0], outer, inner), tasks=(plan.tasks[0], replace(plan.tasks[1], section="s2")))
    lines = screen(lambda console: show(nested, console)).splitlines()
    starts = [next(number for number, line in enumerate(lines) if line.startswith(f"{stem}{words}")) for stem, words in (
        ("├── ", "II NHIỆM VỤ"), ("│   ├── ", "Phòng Nội vụ"), ("│   └── ", "1 Tuyên truyền"), ("│       └── ", "Thường xuyên"),
    )]  # fmt: skip
    assert starts == sorted(starts)


def test_what_stands_outside_sections_and_what_was_noticed_is_shown(plan: Plan) -> None:
    loose = replace(plan, sections=(), targets=(), tasks=(replace(plan.tasks[0], section=None),), diagnostics=(diagnose("not-a-plan", "This is a poem."),))
    shown = screen(lambda console: show(loose, console)).splitlines()
    assert shown[3].startswith("├── Phòng Nội vụ chủ trì")
    assert shown[-1] == "    └── This is a poem."


def test_hostile_text_neither_steers_the_terminal_nor_is_markup(plan: Plan, document: Document) -> None:
    task = plan.tasks[0]
    text = document.text + HOSTILE
    start = text.index(HOSTILE)
    hostile = replace(
        plan,
        metadata=replace(plan.metadata, title=HOSTILE, signer=HOSTILE),
        tasks=(replace(task, text=HOSTILE, start=start, end=len(text), leads=(replace(task.leads[0], mention=HOSTILE),), path=HOSTILE),),
        legal_refs=(replace(plan.legal_refs[0], symbol=HOSTILE, text=HOSTILE, locator={"điều": HOSTILE}),),
    )
    for draw in (lambda console: show(hostile, console), lambda console: explain(hostile, replace(document, text=text), console)):
        shown = screen(draw, 400)
        assert not {letter for letter in shown if not letter.isprintable()} - {"\n"}
        assert "[bold red]đỏ[/bold red]" in shown


def test_facts_stand_beside_their_text_and_rule(plan: Plan, document: Document) -> None:
    found = {each.fact: each for each in evidence(plan, document)}
    lead = found["lead Phòng Nội vụ [id]"]
    assert lead.span.of(document.text) == "Phòng Nội vụ" and lead.rule == "agencies.test"
    deadline = found["deadline trong Quý II/2024 (2024-04-01…2024-06-30)"]
    assert deadline.span.of(document.text) == "trong Quý II/2024"
    starts = [each.span.start for each in evidence(plan, document)]
    assert starts == sorted(starts)
    assert "«Phòng Nội vụ»" in screen(lambda console: explain(plan, document, console))


def test_a_deadline_in_the_row_of_its_task_is_found_there(plan: Plan) -> None:
    text = "rà soát thủ tục hành chính\tSở Nội vụ\ttrong Quý II/2024"
    cells = tuple(Cell(text.index(cell), text.index(cell) + len(cell), column) for column, cell in enumerate(text.split("\t")))
    row = Document(text, (Block("row", 0, len(text), cells=cells),), "txt")
    only = replace(plan, tasks=(replace(plan.tasks[0], start=0, end=cells[0].end),), targets=(), legal_refs=())
    (deadline,) = (each for each in evidence(only, row) if each.fact.startswith("deadline"))
    assert deadline.span == cells[2].span


def test_what_several_tasks_inherit_is_explained_once(plan: Plan, document: Document) -> None:
    lead = plan.tasks[0].leads
    shared = replace(plan, tasks=tuple(replace(task, leads=lead) for task in plan.tasks))
    assert [each.fact for each in evidence(shared, document)].count("lead Phòng Nội vụ [id]") == 1


def test_a_rule_of_a_rule_file_shows_its_examples(plan: Plan, document: Document) -> None:
    rule = load_rules(min(rule_files()))[0]
    ruled = replace(plan, tasks=(replace(plan.tasks[0], rule=rule.name),))
    shown = screen(lambda console: explain(ruled, document, console), 1000)
    assert f"{rule.name} 1.00" in shown
    assert f"+ {plain(rule.match[0])}" in shown and f"- {plain(rule.no_match[0])}" in shown


def test_a_plan_without_facts_says_so(document: Document) -> None:
    empty = replace(right_plan(GOLD), metadata=replace(right_plan(GOLD).metadata, issuer=None), tasks=(), targets=(), legal_refs=())
    assert screen(lambda console: explain(empty, document, console)) == "No facts were found.\n"


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"comparator": ">=", "value": 87.07, "unit": "%"}, ">= 87.07 %"),
        ({"comparator": "range", "value": 75.0, "value_max": 80.0, "unit": "%"}, "75…80 %"),
        ({"comparator": "range", "value": 10.0, "value_max": 15.0, "unit": "bậc", "change": "increase"}, "increase 10…15 bậc"),
        ({"comparator": "=", "value": None, "unit": "xã"}, "= ? xã"),
    ],
)
def test_figure(plan: Plan, fields: dict[str, object], shown: str) -> None:
    assert figure(replace(plan.targets[0], **fields)) == shown
