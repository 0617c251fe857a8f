"""The pages of the report beside those of single plans: what each shows, made ready for its template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, get_args

from extractors.components import index_versions
from pipeline.audit import phrases
from pipeline.audit.model import COMPONENTS, LOW, STEPS, Audit, Figure, IndicatorRow, Place, PlanRow
from pipeline.audit.phrases import due_name, plain
from pipeline.audit.quality import BANDS
from pipeline.audit.rendering import Desk, Words, words
from pipeline.audit.wording import short
from schemas.diagnostic import CODES
from schemas.doubt import DOUBTS
from schemas.finding import KINDS, Finding
from schemas.level import Level
from schemas.text import slug

if TYPE_CHECKING:
    from pipeline.audit.plots import Picture

BODIES: Final = 500
"""Bodies that the page lists; the workbook has all."""
DOCUMENTS: Final = 300
FIGURES: Final = 300
"""Plans that the page lists for an indicator."""
FINDINGS: Final = 500
FAILED: Final = 1000
PLACES: Final = 20
"""Facts that are named of a finding."""
GROUPS: Final = 40
"""Provinces or years of a table on the first page."""
WORST: Final = 10
LEVELS: Final[tuple[str, ...]] = get_args(Level)
"""Levels of government, from the top."""

_SHARES: Final = (1, 25, 50, 75, 90)
"""From how many per cent on a cell is how dark."""
_MOST_YEARS: Final = 30


def write_listings(desk: Desk, audit: Audit) -> None:
    """Write a page for each month, and for each other kind of deadline, with the tasks that fall due then."""
    shared = _shared(audit)
    for number, row in enumerate(audit.dues):
        around = {"before": audit.dues[number - 1] if number else None, "after": audit.dues[number + 1] if number + 1 < len(audit.dues) else None}
        desk.page(row.address, "due.html", title=due_name(row), **shared, row=row, **around)


def write_views(desk: Desk, audit: Audit, drawn: Mapping[str, Picture]) -> None:
    """Write the pages that show all plans together, with the plots that were drawn."""
    shared = {**_shared(audit), "drawn": drawn}
    contents: Mapping[str, Mapping[str, Any]] = {
        "index": _index(audit),
        "coverage": _coverage(audit),
        "bodies": {"bodies": [each for each in audit.bodies if each.leads][:BODIES]},
        "deadlines": _deadlines(audit),
        "targets": {"indicators": [_indicator(audit, each) for each in audit.indicators]},
        "legal": {"documents": audit.documents[:DOCUMENTS], "dated": [each for each in audit.findings if each.kind == "legal-dates-differ"][:FINDINGS]},
        "quality": {"bands": BANDS, "findings": audit.findings[:FINDINGS], "failed": audit.failed[:FAILED]},
    }
    for name, content in contents.items():
        desk.page(f"{name}.html", f"{name}.html", title=words("audit.title" if name == "index" else f"audit.nav-{name}"), **shared, **content)


def _shared(audit: Audit) -> dict[str, Any]:
    """What every template may show or call."""
    return {
        "audit": audit,
        "components": COMPONENTS,
        "plan": {row.plan_id: row for row in audit.rows},
        "low": LOW,
        "codes": CODES,
        "kinds": KINDS,
        "doubts": DOUBTS,
        "heat": heat,
        **_PHRASES,
    }


def heat(value: float, steps: Sequence[float] = STEPS) -> str:
    """The class of a cell, the darker the more.

    >>> heat(0), heat(2), heat(40)
    ('heat-0', 'heat-1', 'heat-5')
    """
    return f"heat-{sum(value >= step for step in steps)}"


@dataclass(frozen=True, slots=True)
class Share:
    """Of the plans of a group (a year, a level, a province), how many have a task for each component."""

    key: str
    name: Words
    plans: int
    shares: tuple[float | None, ...]
    """Per cent of the plans to which it applies; None where it applies to none."""


def _index(audit: Audit) -> dict[str, Any]:
    """The first page: figures, what is left out most, where the rest is."""
    readable = audit.readable
    worst = sorted((row for row in readable if row.gaps), key=lambda row: -len(row.gaps))[:WORST]
    groups = {
        "year": _shares(readable, lambda row: [str(year) for year in each_year(row)], plain),
        "level": _shares(readable, lambda row: [row.level or ""], _level),
        "province": _shares(readable, lambda row: [row.province or ""], lambda key: plain(key) if key else words("audit.no-province")),
    }
    totals = [
        {
            "component": component,
            "plans": sum(cell.covered for cell in cells),
            "all": sum(cell.applicable for cell in cells),
            "tasks": sum(cell.tasks for cell in cells),
            "targets": sum(cell.targets for cell in cells),
            "naming": sum(bool(cell.criteria) for cell in cells),
        }
        for component, cells in ((component, [row.cells[component - 1] for row in readable]) for component in COMPONENTS)
    ]
    return {"worst": worst, "groups": groups, "totals": totals, "shade": _SHARES, "undated": _undated(audit)}


def _shares(rows: Sequence[PlanRow], keys_of: Callable[[PlanRow], Iterable[str]], name: Callable[[str], Words]) -> list[Share]:
    """The groups of plans, those with the most plans where there are too many, in the order of their names."""
    grouped: dict[str, list[PlanRow]] = {}
    for row in rows:
        for key in keys_of(row):
            grouped.setdefault(key, []).append(row)
    kept = sorted(grouped, key=lambda key: (-len(grouped[key]), key))[:GROUPS]
    kept.sort(key=lambda key: (key not in LEVELS, LEVELS.index(key) if key in LEVELS else 0, not key, slug(key)))
    return [Share(key, name(key), len(grouped[key]), tuple(_share(grouped[key], component) for component in COMPONENTS)) for key in kept]


def _share(rows: Sequence[PlanRow], component: int) -> float | None:
    cells = [row.cells[component - 1] for row in rows]
    applicable = sum(cell.applicable for cell in cells)
    return 100 * sum(cell.covered for cell in cells) / applicable if applicable else None


def each_year(row: PlanRow) -> range:
    """The years that a plan is for; of one that names too many, the first."""
    if row.years is None:
        return range(0)
    first, last = row.years
    return range(first, min(last, first + _MOST_YEARS - 1) + 1)


def _level(key: str) -> Words:
    return words(f"level.{key}") if key else words("audit.no-level")


def _coverage(audit: Audit) -> dict[str, Any]:
    """What the page of the matrix needs beside it: the choices of its filters, and the sizes of the indexes known."""
    provinces = sorted({row.province for row in audit.rows if row.province}, key=slug)
    years = sorted({year for row in audit.rows for year in each_year(row)}, reverse=True)
    levels = [each for each in LEVELS if any(row.level == each for row in audit.rows)]
    sizes = {each.decision: each for each in index_versions() if each.level == "province"}
    return {"provinces": provinces, "years": years, "levels": levels, "sizes": sizes, "each_year": each_year}


def _deadlines(audit: Audit) -> dict[str, Any]:
    """The months year by year, and what falls due otherwise."""
    years = groupby((row for row in audit.dues if row.is_month), key=lambda row: row.key[:4])
    return {"years": [(year, list(rows)) for year, rows in years], "others": [row for row in audit.dues if not row.is_month]}


@dataclass(frozen=True, slots=True)
class Compared:
    """What one plan sets for an indicator, beside what it reports."""

    row: PlanRow
    targets: tuple[Figure, ...]
    results: tuple[Figure, ...]


def _indicator(audit: Audit, row: IndicatorRow) -> dict[str, Any]:
    """An indicator with its figures plan by plan, the latest years first."""
    by_plan: dict[int, list[Figure]] = {}
    for figure in row.figures:
        by_plan.setdefault(figure.plan, []).append(figure)
    compared = [
        Compared(audit.rows[plan], tuple(each for each in some if each.status == "target"), tuple(each for each in some if each.status == "result"))
        for plan, some in by_plan.items()
    ]
    compared.sort(key=lambda each: (-(each.row.years or (0, 0))[0], slug(each.row.province or "")))
    return {"row": row, "compared": compared[:FIGURES]}


def _undated(audit: Audit) -> int:
    """Tasks without a deadline."""
    return sum(row.tasks for row in audit.dues if row.key == "none")


def fact_place(fact: str) -> Place:
    """Where a fact is shown that a finding names as ``plan_id/id``."""
    plan_id, _, identity = fact.partition("/")
    return Place(plan_id, identity)


def finding_places(finding: Finding) -> list[Place]:
    """The facts that a finding is about, and the plans of which it names none."""
    facts = [fact_place(fact) for fact in finding.facts]
    named = {place.plan_id for place in facts}
    return [*facts, *(Place(plan_id) for plan_id in finding.plan_ids if plan_id not in named)][:PLACES]


_PHRASES: Final[Mapping[str, Callable[..., Any]]] = {
    "about": phrases.about,
    "advice": phrases.advice,
    "bilingual": phrases.bilingual,
    "decimal": phrases.decimal,
    "document_name": phrases.document_name,
    "due_name": phrases.due_name,
    "fact_place": fact_place,
    "figure_words": phrases.figure_words,
    "finding_places": finding_places,
    "gaps_of": phrases.gaps_of,
    "iso_day": phrases.iso_day,
    "plain": phrases.plain,
    "short": short,
    "slug": slug,
    "span": phrases.span,
    "years_of": phrases.years_of,
}
"""What the templates call."""
