"""iCalendar (RFC 5545): an all-day event on the day by which a task is due; one that recurs has its rule.

Events, not to-dos: Google Calendar leaves to-dos out when it imports a file, and Outlook does so too. A day is not made busy by them.
An event keeps its UID while its task and the name of its source stay, so that a calendar brings it up to date instead of doubling it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import IO, Final

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vRecur

from pipeline.export.letters import shown
from pipeline.export.material import Material
from pipeline.export.occurrences import recurring
from pipeline.export.words import frequency_words, notes_on, plan_words, section_words, word
from pipeline.messages import say
from schemas.plan import Plan, Task

_END: Final = b"END:VCALENDAR\r\n"
_SUMMARY: Final = 160
"""Characters of a task that stand in the title of its event; the whole of it is in the description."""


def write(material: Material, opened: IO[bytes]) -> Iterable[str]:
    """Write the calendar; in words, how many tasks are not in it."""
    undated = dayless = 0
    opened.write(_calendar().removesuffix(_END))
    for plans in material.some():
        for plan in plans:
            for task in plan.tasks:
                events = list(_events(plan, task, material.revised))
                opened.writelines(event.to_ical() for event in events)
                if task.deadline is None:
                    undated += 1
                elif not events:
                    dayless += 1
    opened.write(_END)
    return [say(f"export.{name}", count=count) for name, count in (("undated", undated), ("dayless", dayless)) if count]


def _calendar() -> bytes:
    """A calendar without events; with the zone of its days, for one that has nothing in it is none."""
    calendar = Calendar()
    calendar.add("prodid", "-//kehoach//export//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", word("sheet"))
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "Asia/Ho_Chi_Minh")
    standard.add("dtstart", datetime(1975, 6, 13))
    standard.add("tzoffsetfrom", timedelta(hours=7))
    standard.add("tzoffsetto", timedelta(hours=7))
    standard.add("tzname", "+07")
    zone.add_component(standard)
    calendar.add_component(zone)
    return bytes(calendar.to_ical())


def _events(plan: Plan, task: Task, revised: datetime) -> Iterator[Event]:
    """The events of a task: one on its last day, or one for each of its rules."""
    deadline = task.deadline
    if deadline is None:
        return
    if not deadline.recurrence:
        if deadline.end is not None and deadline.kind != "recurring":
            yield _event(plan, task, f"{task.id}.{plan.source_id}@kehoach", deadline.end, revised)
        return
    several = len(deadline.recurrence) > 1
    for number, rule in enumerate(deadline.recurrence):
        if (known := recurring(rule, deadline, plan.metadata)) is not None:
            uid = f"{task.id}{f'.{number}' if number else ''}.{plan.source_id}@kehoach"
            event = _event(plan, task, uid, known.first, revised, frequency_words(rule) if several else "")
            event.add("rrule", vRecur.from_ical(known.rule))
            yield event


def _event(plan: Plan, task: Task, uid: str, day: date, revised: datetime, which: str = "") -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", revised)
    event.add("dtstart", day)
    event.add("summary", shown(_summary(task, which)))
    event.add("description", shown("\n".join(_description(plan, task))))
    if task.components:
        event.add("categories", [word("domain", number=number) for number in task.components])
    event.add("transp", "TRANSPARENT")
    return event


def _summary(task: Task, which: str) -> str:
    """Who is to do what, on one line."""
    who = ", ".join(agency.mention for agency in task.leads)
    text = " ".join(": ".join(filter(None, (which, who, task.text))).split())
    if len(text) <= _SUMMARY:
        return text
    return f"{text[:_SUMMARY].rsplit(' ', 1)[0]} …"


def _description(plan: Plan, task: Task) -> Iterator[str]:
    yield task.text
    facts = (
        ("leads", ", ".join(agency.mention for agency in task.leads)),
        ("coordinators", ", ".join(agency.mention for agency in task.coordinators)),
        ("deadline", task.deadline.text if task.deadline else ""),
        ("outputs", "; ".join(task.outputs)),
        ("plan", plan_words(plan)),
        ("section", section_words(plan, task)),
        ("notes", notes_on(task)),
    )
    yield from (f"{word(name)}: {value}" for name, value in facts if value)
