"""Ids that last: made of a fact's kind, section path and folded text, so that an unchanged fact keeps its id when the file changes."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Final, TypeVar

from extractors.draft import Draft
from extractors.tasks import section_components
from schemas.plan import Agency, LegalRef, Section, Target, Task
from schemas.record import amended
from schemas.text import bare, strip_to_words

_DIGITS: Final = 12
_Fact = TypeVar("_Fact", Target, LegalRef)


def number_facts(draft: Draft) -> Draft:
    """The draft with ids on every section, target, task and legal reference, and with the links between them."""
    paths = _paths(draft)
    sections = _number_sections(draft.sections)
    by_path = {section.path: section.id for section in sections}
    domains = dict(zip((section.path for section in sections), section_components(draft), strict=True))
    task_ids = _ids("t", [(task.path, _words(draft, task)) for task in draft.tasks])
    homes = Homes(draft.tasks, task_ids)
    targets = tuple(
        amended(
            target,
            id=identity,
            section=by_path.get(target.path or ""),
            task=homes.task_of(target),
            components=domains.get(target.path or "", ()),
            owners=homes.owners_of(target),
        )
        for target, identity in zip(draft.targets, _ids("g", [(target.path, _words(draft, target)) for target in draft.targets]), strict=True)
    )
    legal_refs = tuple(
        amended(ref, id=identity, section=by_path.get(path or ""), task=homes.task_of(ref))
        for ref, path, identity in zip(
            draft.legal_refs, paths, _ids("r", list(zip(paths, (_words(draft, ref) for ref in draft.legal_refs), strict=True))), strict=True
        )
    )
    inside, cited = _ids_by(targets, lambda target: target.task), _ids_by(legal_refs, lambda ref: ref.task)
    numbered = _ids_by(targets, lambda target: target.item)
    tasks = tuple(
        amended(
            task,
            id=identity,
            section=by_path.get(task.path or ""),
            targets=tuple(dict.fromkeys([*inside.get(identity, ()), *(each for item in task.target_items for each in numbered.get(item, ()))])),
            legal_refs=tuple(cited.get(identity, ())),
        )
        for task, identity in zip(draft.tasks, task_ids, strict=True)
    )
    return replace(draft, sections=sections, tasks=tasks, targets=targets, legal_refs=legal_refs)


class Homes:
    """Which task each stretch of text stands in."""

    def __init__(self, tasks: tuple[Task, ...], ids: Sequence[str]) -> None:
        self._tasks = sorted(zip(tasks, ids, strict=True), key=lambda numbered: numbered[0].start)
        self._starts = [task.start for task, _ in self._tasks]
        self._named: dict[str, list[Task]] = {}
        for task in tasks:
            for item in task.target_items:
                self._named.setdefault(item, []).append(task)

    def _home(self, fact: Target | LegalRef) -> tuple[Task, str] | None:
        index = bisect_right(self._starts, fact.start) - 1
        return self._tasks[index] if index >= 0 and fact.end <= self._tasks[index][0].end else None

    def task_of(self, fact: Target | LegalRef) -> str | None:
        """The id of the task in whose text a fact stands."""
        home = self._home(fact)
        return home[1] if home else None

    def owners_of(self, target: Target) -> tuple[Agency, ...]:
        """Who answers for a target: the leads of the tasks that name its number, else of the task it stands in."""
        home = self._home(target)
        answering = self._named.get(target.item or "") or ([home[0]] if home else [])
        return tuple({agency.id: agency for task in answering for agency in task.leads}.values())


def _ids_by(facts: tuple[_Fact, ...], key: Callable[[_Fact], str | None]) -> dict[str | None, list[str]]:
    """The ids of facts, grouped."""
    grouped: dict[str | None, list[str]] = {}
    for fact in facts:
        grouped.setdefault(key(fact), []).append(fact.id)
    return grouped


def _paths(draft: Draft) -> tuple[str | None, ...]:
    """The path of the section of each legal reference's passage."""
    starts = [passage.start for passage in draft.passages]
    paths: list[str | None] = []
    for ref in draft.legal_refs:
        index = bisect_right(starts, ref.start) - 1
        section = draft.passages[index].section if index >= 0 else None
        paths.append(draft.sections[section].path if section is not None else None)
    return tuple(paths)


def _words(draft: Draft, fact: Task | Target | LegalRef) -> str:
    """The letters and digits of a fact's words, folded."""
    return strip_to_words(draft.document.folded[fact.start : fact.end])


def _ids(prefix: str, facts: Sequence[tuple[str | None, str]]) -> list[str]:
    seen: Counter[tuple[str | None, str]] = Counter()
    ids = []
    for path, text in facts:
        seen[path, text] += 1
        digest = sha256(f"{prefix}\n{path or ''}\n{text}\n{seen[path, text]}".encode()).hexdigest()
        ids.append(f"{prefix}-{digest[:_DIGITS]}")
    return ids


def _number_sections(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Sections with ids; until now ``parent`` holds the parent's path."""
    ids = dict(zip((section.path for section in sections), _ids("s", [(section.path, bare(section.title)) for section in sections]), strict=True))
    return tuple(amended(section, id=ids[section.path], parent=ids.get(section.parent or "")) for section in sections)
