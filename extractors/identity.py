"""Ids that last: made of a fact's kind, section path and folded text, so that an unchanged fact keeps its id when the file changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Final

from extractors.draft import Draft
from extractors.tasks import section_components
from schemas.plan import Agency, LegalRef, Section, Target, Task
from schemas.text import Span, bare

_DIGITS: Final = 12


def number_facts(draft: Draft) -> Draft:
    """The draft with ids on every section, target, task and legal reference, and with the links between them."""
    paths = tuple(passage_path(draft, start) for start in (fact.start for fact in draft.legal_refs))
    sections = _number_sections(draft.sections)
    by_path = {section.path: section.id for section in sections}
    domains = dict(zip((section.path for section in sections), section_components(draft), strict=True))
    task_ids = _ids("t", [(task.path, task.text) for task in draft.tasks])
    target_ids = _ids("g", [(target.path, target.text) for target in draft.targets])
    ref_ids = _ids("r", [(path, ref.text) for path, ref in zip(paths, draft.legal_refs, strict=True)])
    targets = tuple(
        replace(
            target,
            id=identity,
            section=by_path.get(target.path or ""),
            task=_home(target, draft.tasks, task_ids),
            components=domains.get(target.path or "", ()),
            owners=_owners(target, draft.tasks),
        )
        for target, identity in zip(draft.targets, target_ids, strict=True)
    )
    legal_refs = tuple(
        replace(ref, id=identity, section=by_path.get(path or ""), task=_home(ref, draft.tasks, task_ids))
        for ref, identity, path in zip(draft.legal_refs, ref_ids, paths, strict=True)
    )
    tasks = tuple(
        replace(
            task,
            id=identity,
            section=by_path.get(task.path or ""),
            targets=tuple(target.id for target in targets if target.task == identity or target.item in task.target_items),
            legal_refs=tuple(ref.id for ref in legal_refs if ref.task == identity),
        )
        for task, identity in zip(draft.tasks, task_ids, strict=True)
    )
    return replace(draft, sections=sections, tasks=tasks, targets=targets, legal_refs=legal_refs)


def passage_path(draft: Draft, offset: int) -> str | None:
    """The path of the section that holds an offset: of the deepest whose passage covers it."""
    passage = next((passage for passage in draft.passages if passage.start <= offset < passage.end and passage.section is not None), None)
    return draft.sections[passage.section].path if passage is not None and passage.section is not None else None


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


def _home(fact: Target | LegalRef, tasks: tuple[Task, ...], ids: Sequence[str]) -> str | None:
    """The id of the task in whose text a fact stands."""
    span = Span(fact.start, fact.end)
    return next((identity for task, identity in zip(tasks, ids, strict=True) if Span(task.start, task.end).holds(span)), None)


def _owners(target: Target, tasks: tuple[Task, ...]) -> tuple[Agency, ...]:
    """Who answers for a target: the leads of the tasks that name its number, else of the task it stands in."""
    named = [task for task in tasks if target.item is not None and target.item in task.target_items]
    home = [task for task in tasks if task.start <= target.start and target.end <= task.end]
    owners = {agency.id: agency for task in named or home for agency in task.leads}
    return tuple(owners.values())
