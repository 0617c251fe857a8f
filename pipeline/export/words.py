"""What an office reads in a tracking sheet or a calendar, in Vietnamese whatever the language of the screen: the plans are."""

from __future__ import annotations

from typing import Any

from extractors.recurrence import INTERVALS
from pipeline.messages import catalogue
from schemas.doubt import DOUBTS
from schemas.plan import Plan, Task


def word(name: str, **values: Any) -> str:
    """A word of the sheet."""
    return catalogue()[f"tracking.{name}"]["vi"].format(**values)


def plan_words(plan: Plan) -> str:
    """What a plan is called: number, day and subject, as far as they are known; else its file."""
    metadata = plan.metadata
    day = f"ngày {metadata.issued_on:%d/%m/%Y}" if metadata.issued_on else None
    head = " ".join(filter(None, (metadata.number, day)))
    return ": ".join(filter(None, (head, metadata.title))) or plan.source.path


def section_words(plan: Plan, task: Task) -> str:
    """The path and the heading of the section in which a task stands; empty where it stands in none."""
    title = next((section.title for section in plan.sections if section.id == task.section), "")
    return " ".join(filter(None, (task.path, title)))


def notes_on(task: Task) -> str:
    """Why a task, or its deadline, may be wrong."""
    doubts = dict.fromkeys((*task.doubts, *(task.deadline.doubts if task.deadline else ())))
    text = "; ".join(DOUBTS[each].vietnamese if each in DOUBTS else each for each in doubts)
    return text[:1].upper() + text[1:]


def frequency_words(rule: str) -> str:
    """How often a rule comes round; empty where it has no word of its own.

    >>> frequency_words("FREQ=MONTHLY;INTERVAL=3;UNTIL=20191231")
    'Hằng quý'
    """
    known = sorted(INTERVALS.items(), key=lambda each: -len(each[1]))
    name = next((name for name, start in known if rule == start or rule.startswith(f"{start};")), None)
    return word(name) if name else ""
