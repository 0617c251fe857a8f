"""Ids that last: made of a fact's kind, section path and folded text, so that an unchanged fact keeps its id when the file changes."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Final

from extractors.draft import Draft
from extractors.tasks import section_components
from schemas.plan import Agency, LegalRef, Section, Target, Task
from schemas.text import bare

_DIGITS: Final = 12


def number_facts(draft: Draft) -> Draft:
    """The draft with ids on every section, target, task and legal reference, and with the links between them."""
    paths = _paths(draft)
    sections = _number_sections(draft.sections)
    by_path = {section.path: section.id for section in sections}
    domains = dict(zip((section.path for section in sections), section_components(draft), strict=True))
    tasks = tuple(
        replace(task, id=identity, section=by_path.get(task.path or ""))
        for task, identity in zip(draft.tasks, _ids("t", [(task.path, task.text) for task in draft.tasks]), strict=True)
    )
    home = _Homes(tasks)
    targets = tuple(
        replace(
            target,
            id=identity,
            section=by_path.get(target.path or ""),
            task=home.of(target),
            components=domains.get(target.path or "", ()),
            owners=home.owners(target),
        )
        for target, identity in zip(draft.targets, _ids("g", [(target.path, target.text) for target in draft.targets]), strict=True)
    )
    legal_refs = tuple(
        replace(ref, id=identity, section=by_path.get(path or ""), task=home.of(ref))
        for ref, identity, path in zip(
            draft.legal_refs, _ids("r", [(path, ref.text) for path, ref in zip(paths, draft.legal_refs, strict=True)]), paths, strict=True
        )
    )
    return replace(draft, sections=sections, tasks=_link(tasks, targets, legal_refs), targets=targets, legal_refs=legal_refs)


class _Homes:
    """Which task each stretch of text stands in."""

    def __init__(self, tasks: tuple[Task, ...]) -> None:
        self._tasks = sorted(tasks, key=lambda task: task.start)
        self._starts = [task.start for task in self._tasks]
        self._named: dict[str, list[Task]] = {}
        for task in tasks:
            for item in task.target_items:
                self._named.setdefault(item, []).append(task)

    def _task(self, fact: Target | LegalRef) -> Task | None:
        index = bisect_right(self._starts, fact.start) - 1
        task = self._tasks[index] if index >= 0 else None
        return task if task and fact.end <= task.end else None

    def of(self, fact: Target | LegalRef) -> str | None:
        """The id of the task in whose text a fact stands."""
        task = self._task(fact)
        return task.id if task else None

    def owners(self, target: Target) -> tuple[Agency, ...]:
        """Who answers for a target: the leads of the tasks that name its number, else of the task it stands in."""
        home = self._task(target)
        answering = self._named.get(target.item or "") or ([home] if home else [])
        return tuple({agency.id: agency for task in answering for agency in task.leads}.values())


def _link(tasks: tuple[Task, ...], targets: tuple[Target, ...], legal_refs: tuple[LegalRef, ...]) -> tuple[Task, ...]:
    """The tasks with the ids of the targets and references in their texts, and of the targets they name by number."""
    inside: dict[str | None, list[str]] = {}
    cited: dict[str | None, list[str]] = {}
    numbered: dict[str | None, list[str]] = {}
    for target in targets:
        inside.setdefault(target.task, []).append(target.id)
        numbered.setdefault(target.item, []).append(target.id)
    for ref in legal_refs:
        cited.setdefault(ref.task, []).append(ref.id)
    return tuple(
        replace(
            task,
            targets=tuple(dict.fromkeys([*inside.get(task.id, ()), *(identity for item in task.target_items for identity in numbered.get(item, ()))])),
            legal_refs=tuple(cited.get(task.id, ())),
        )
        for task in tasks
    )


def _paths(draft: Draft) -> tuple[str | None, ...]:
    """The path of the section of each legal reference's passage."""
    starts = [passage.start for passage in draft.passages]
    paths: list[str | None] = []
    for ref in draft.legal_refs:
        index = bisect_right(starts, ref.start) - 1
        section = draft.passages[index].section if index >= 0 else None
        paths.append(draft.sections[section].path if section is not None else None)
    return tuple(paths)


def _ids(prefix: str, facts: Sequence[tuple[str | None, str]]) -> list[str]:
    seen: Counter[tuple[str | None, str]] = Counter()
    ids = []
    for path, text in facts:
        key = (path, bare(text))
        seen[key] += 1
        digest = sha256(f"{prefix}\n{path or ''}\n{key[1]}\n{seen[key]}".encode()).hexdigest()
        ids.append(f"{prefix}-{digest[:_DIGITS]}")
    return ids


def _number_sections(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Sections with ids; until now ``parent`` holds the parent's path."""
    ids = dict(zip((section.path for section in sections), _ids("s", [(section.path, section.title) for section in sections]), strict=True))
    return tuple(replace(section, id=ids[section.path], parent=ids.get(section.parent or "")) for section in sections)
