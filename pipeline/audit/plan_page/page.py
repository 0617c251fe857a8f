"""The page of a plan: its text as read with every fact marked in place, its outline, and its tasks, targets and references as tables."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from pipeline.audit.model import LOW, Cell
from pipeline.audit.plan_page.facts import Fact, facts_of
from pipeline.audit.plan_page.marks import Mark
from pipeline.audit.plan_page.places import Layout, PageBox
from pipeline.audit.plan_page.text import text_as_html
from pipeline.audit.plan_page.words import days, figure, noticed, plain, told, when
from pipeline.audit.rendering import Desk, Words, both, words
from pipeline.records import decode_places
from pipeline.store.publish import Kept
from schemas.document import Document
from schemas.doubt import DOUBTS
from schemas.finding import Finding
from schemas.plan import Metadata, Plan, Section, Task
from schemas.text import Span

if TYPE_CHECKING:
    from pipeline.audit.plan_page.images import Drawn, PageImages

LINKS: Final = 12
"""Plans that a finding links to, and facts."""

_GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "tasks": ("task",),
    "targets": ("target", "result"),
    "deadlines": ("deadline",),
    "bodies": ("issuer", "lead", "coordinator", "owner"),
    "legal-refs": ("legal-ref",),
    "noticed": ("noticed",),
}
"""What a reader can have marked or not, and the kinds of facts in it."""
_UNSAFE: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the outline: a section, how many tasks stand in it and in those below it, and those below it."""

    section: Section
    tasks: int
    below: tuple[Heading, ...]


def write_plan_page(desk: Desk, kept: Kept, findings: Sequence[Finding], images: PageImages | None) -> None:
    """Write the page of a plan, with pictures of its source's pages where ``images`` is given; that of a source that could not be read says why."""
    plan = kept.plan
    layout = _layout(kept)
    drawn = images.draw(plan, desk.folder) if images else None
    document = layout.document
    facts = facts_of(plan, layout)
    desk.page(
        f"plans/{plan.plan_id}.html",
        "plan_page.html",
        title=plain(_title(plan)),
        plan=plan,
        known=_known(plan.metadata),
        text=text_as_html(document.text, document.blocks, _marks(facts), _depths(plan.sections)),
        data=_embedded(_data(facts) | _pages(facts, layout, drawn)),
        drawn=drawn,
        groups={name: kinds for name, kinds in _GROUPS.items() if any(fact.kind in kinds for fact in facts)},
        outline=_outline(plan),
        cells=[Cell(each.component, each.applicable, each.tasks, each.targets, each.inferred_tasks, len(each.criteria)) for each in plan.coverage],
        bodies=_bodies(plan.tasks),
        paths={section.id: section.path for section in plan.sections},
        findings=findings,
        failure=next((each for each in plan.diagnostics if each.severity == "error"), None),
        low=LOW,
        when=when,
        figure=figure,
        noticed=noticed,
        told=told,
        links=partial(_links, plan.plan_id),
    )


def _layout(kept: Kept) -> Layout:
    places = decode_places(kept.places)
    return Layout(Document(kept.text.decode("utf-8"), places.blocks, kept.plan.source.format or "", places.pages, turns=places.turns))


def _title(plan: Plan) -> str:
    return " · ".join(filter(None, (plan.metadata.number, plan.metadata.title))) or plan.source.path


def _known(metadata: Metadata) -> Sequence[tuple[str, Words]]:
    """What is known of the plan as a whole."""
    period = days(metadata.period.start, metadata.period.end) if metadata.period else plain("")
    rows = (
        ("plan-page.issuer", plain(metadata.issuer.name if metadata.issuer else "")),
        ("plan-page.issued-on", days(metadata.issued_on, metadata.issued_on)),
        ("browse.period", period),
        ("browse.level", words(f"level.{metadata.level}") if metadata.level else plain("")),
        ("plan-page.place", plain(metadata.place or "")),
        ("browse.signer", plain(metadata.signer or "")),
        ("plan-page.par-index", plain(metadata.par_index or "")),
    )
    return [(name, value) for name, value in rows if value.vi]


def _depths(sections: Iterable[Section]) -> Mapping[int, int]:
    """The offsets at which sections begin, with their depth."""
    return {section.start: section.path.count("/") for section in reversed(tuple(sections))}


def _outline(plan: Plan) -> tuple[Heading, ...]:
    """The sections as a tree."""
    own = Counter(task.section for task in plan.tasks)
    below: defaultdict[str | None, list[Section]] = defaultdict(list)
    for section in plan.sections:
        below[section.parent].append(section)

    def headings(parent: str | None) -> Iterator[Heading]:
        for section in below.get(parent, ()):
            within = tuple(headings(section.id))
            yield Heading(section, own[section.id] + sum(each.tasks for each in within), within)

    return tuple(headings(None))


def _bodies(tasks: Iterable[Task]) -> Sequence[tuple[str, str, int]]:
    """The bodies that lead tasks or take part in them, by name: id, name, number of tasks."""
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    for task in tasks:
        named = {body.id: body.name for body in (*task.leads, *task.coordinators)}
        counts.update(named.keys())
        names |= named
    return sorted(((identity, name, counts[identity]) for identity, name in names.items()), key=lambda body: body[1])


def _links(plan_id: str, finding: Finding) -> Iterator[tuple[str, Words]]:
    """Where a finding shows: the facts of the plan itself, then the other plans, each at its first fact; the first of many."""
    facts: defaultdict[str, list[str]] = defaultdict(list)
    for fact in finding.facts:
        of, _, identity = fact.partition("/")
        facts[of].append(identity)
    yield from ((f"#{each}", words("plan-page.in-text")) for each in facts[plan_id][:LINKS])
    others = [each for each in finding.plan_ids if each != plan_id]
    for number, other in enumerate(others[:LINKS], start=1):
        yield f"{other}.html" + "".join(f"#{each}" for each in facts[other][:1]), words("plan-page.other-plan", number=number)


def _marks(facts: Iterable[Fact]) -> Sequence[Mark]:
    """A mark for each stretch that facts stand in, the same for those that stand in the same."""
    together: defaultdict[Span, list[tuple[int, Fact]]] = defaultdict(list)
    for number, fact in enumerate(facts):
        together[fact.span].append((number, fact))
    return [_mark(span, some) for span, some in together.items()]


def _mark(span: Span, facts: Sequence[tuple[int, Fact]]) -> Mark:
    kinds = dict.fromkeys(f"is-{fact.kind}" for _, fact in facts)
    low = ("is-low",) if any(fact.confidence is not None and fact.confidence < LOW for _, fact in facts) else ()
    return Mark(span.start, span.end, tuple(fact.id for _, fact in facts if fact.id), (*kinds, *low), tuple(number for number, _ in facts))


def _data(facts: Sequence[Fact]) -> dict[str, Any]:
    """What the cards of facts say; words and rows that many facts share stand once, and facts name them by their number."""
    kinds = [f"plan-page.is-{fact.kind}" for fact in facts]
    names = {name: number for number, name in enumerate(dict.fromkeys((*kinds, *(name for fact in facts for name, _ in fact.rows))))}
    rows = {row: number for number, row in enumerate(dict.fromkeys(row for fact in facts for row in fact.rows))}
    return {
        "words": [_pair(words(name)) for name in names],
        "rows": [(names[name], *_pair(value)) for name, value in rows],
        "doubts": {code: _pair(both(DOUBTS[code])) for fact in facts for code in fact.doubts if code in DOUBTS},
        "facts": [_datum(fact, names[kind], [rows[row] for row in fact.rows]) for fact, kind in zip(facts, kinds, strict=True)],
    }


def _pages(facts: Sequence[Fact], layout: Layout, drawn: Drawn | None) -> dict[str, Any]:
    """The pictures of pages, and the boxes of each fact: page, left, top, width and height in per cent of the page. Nothing without pictures."""
    if drawn is None or not drawn.images:
        return {}
    sizes = {image.page: (image.width, image.height) for image in drawn.images}
    boxes = [[_share(each, *sizes[each.page]) for each in layout.boxes_of(fact.span) if each.page in sizes] for fact in facts]
    return {"images": {image.page: image.path.partition("/")[2] for image in drawn.images}, "boxes": boxes}


def _share(place: PageBox, width: float, height: float) -> Sequence[float]:
    left, top, right, bottom = place.box
    shares = (left / width, top / height, (right - left) / width, (bottom - top) / height)
    return (place.page, *(round(100 * share, 2) for share in shares))


def _datum(fact: Fact, kind: int, rows: Sequence[int]) -> Mapping[str, Any]:
    datum = {
        "kind": kind,
        "rows": rows,
        "id": fact.id,
        "rule": fact.rule,
        "sure": fact.confidence,
        "doubts": fact.doubts,
        "page": fact.page,
        "of": fact.of,
    }
    return {name: value for name, value in datum.items() if value not in (None, ())}


def _pair(said: Words) -> tuple[str, ...]:
    """Both languages, once where they say the same."""
    return (said.vi,) if said.vi == said.en else (said.vi, said.en)


def _embedded(value: Any) -> Markup:
    """JSON within a page; no text in it can end its element."""
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter, code in _UNSAFE.items():
        told = told.replace(letter, code)
    return Markup(told)
