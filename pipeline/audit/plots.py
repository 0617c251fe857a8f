"""The plots of the report: what each shows, and the pictures made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.audit.drawing import Artist, Chart, Content
from pipeline.audit.model import COMPONENTS, Audit, IndicatorRow, PlanRow, State
from pipeline.audit.palette import BLUE, BLUES, BRICK, LINE, YELLOW
from pipeline.audit.phrases import bilingual, decimal, document_name
from pipeline.audit.quality import BANDS
from pipeline.audit.rendering import Words, words
from pipeline.audit.wording import short
from pipeline.messages import LANGUAGES, Language
from schemas.text import slug

FOLDER: Final = "plots"
PLANS: Final = 40
"""Plans of the heat map; of more, those with the most gaps are shown."""
BODIES: Final = 20
DOCUMENTS: Final = 15
INDICATORS: Final = 8
MONTHS: Final = 48
"""Of more months, the years are shown."""

_STATES: Final[Mapping[State, str]] = {"covered": BLUE, "targets": BLUES[2], "suggested": YELLOW, "missing": LINE}
_BANDS: Final = (BLUE, BLUES[3], BLUES[2], YELLOW, BRICK)
_SIGNS: Final = {">=": "≥, >", ">": "≥, >", "=": "=", "<=": "≤, <", "<": "≤, <", "range": "a–b"}


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot: what kind of chart it is, and what that is drawn from, by language."""

    name: str
    title: Words
    chart: Chart
    content: Callable[[Language], Content]
    worded: bool = True
    """Whether it holds words, and so differs by language."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A plot as files of the report, with its size in CSS pixels."""

    title: Words
    svg: Mapping[Language, str]
    png: str
    width: int
    height: int


def write_plots(folder: Path, some: Iterator[Plot], artist: Artist) -> dict[str, Picture]:
    """Draw plots as SVG, in both languages where they differ, and as PNG in Vietnamese; the pictures by their names."""
    (folder / FOLDER).mkdir()
    pictures = {}
    for plot in some:
        name = f"{FOLDER}/{plot.name}"
        svg: dict[Language, str] = {language: f"{name}-{language}.svg" if plot.worded else f"{name}.svg" for language in LANGUAGES}
        width, height = artist.draw(plot.chart, plot.content("vi"), folder / svg["vi"], folder / f"{name}.png")
        if plot.worded:
            artist.draw(plot.chart, plot.content("en"), folder / svg["en"])
        pictures[plot.name] = Picture(plot.title, svg, f"{name}.png", width, height)
    return pictures


def plots(audit: Audit) -> Iterator[Plot]:
    """The plots for which there is something to show."""
    if audit.readable:
        yield Plot("coverage-by-component", words("audit.plot-by-component"), "stacked_bars", lambda language: _by_component(audit, language))
        title = words("audit.plot-matrix") if len(audit.readable) <= PLANS else words("audit.plot-matrix-of", plans=PLANS)
        yield Plot("coverage-matrix", title, "heat_map", lambda language: _matrix(audit, language))
    if any(body.leads for body in audit.bodies):
        yield Plot("bodies", words("audit.plot-bodies"), "heat_map", lambda language: _bodies(audit, language))
    if any(row.is_month for row in audit.dues):
        yield Plot("deadlines", words("audit.plot-deadlines"), "upright_bars", lambda _: _deadlines(audit), worded=False)
    yield from _indicators(audit)
    if audit.documents:
        yield Plot("documents", words("audit.plot-documents"), "lying_bars", lambda _: _documents(audit), worded=False)
    if any(each.facts for each in audit.sureness):
        yield Plot("confidence", words("audit.plot-confidence"), "stacked_bars", lambda language: _confidence(audit, language))


def _component(number: int, language: Language) -> str:
    return f"{number}. {words(f'component.{number}').of(language)}"


def _by_component(audit: Audit, language: Language) -> Content:
    """Of how many plans each component is in which state."""
    names = {state: words(f"audit.state-{state}").of(language) for state in _STATES}
    rows = []
    for component in COMPONENTS:
        states = [row.cells[component - 1].state for row in audit.readable]
        rows += [{"name": _component(component, language), "part": names[state], "count": count} for state in _STATES if (count := states.count(state))]
    return {"rows": rows, "colours": {names[state]: colour for state, colour in _STATES.items()}}


def _matrix(audit: Audit, language: Language) -> Content:
    kept = most_gaps(audit.readable)
    names = _distinct([short(row.name, 58) for row in kept])
    rows = [
        {"name": name, "column": _component(cell.component, language), "count": cell.tasks, "label": str(cell.tasks) if cell.applicable else "–"}
        for row, name in zip(kept, names, strict=True)
        for cell in row.cells
    ]
    return {"rows": rows, "names": names, "columns": [_component(each, language) for each in COMPONENTS]}


def most_gaps(rows: Sequence[PlanRow]) -> list[PlanRow]:
    """As many plans as a heat map holds, those with the most gaps, in the order of the dataset."""
    chosen = sorted(range(len(rows)), key=lambda index: -len(rows[index].gaps))[:PLANS]
    return [rows[index] for index in sorted(chosen)]


def _bodies(audit: Audit, language: Language) -> Content:
    kept = [body for body in audit.bodies if body.leads][:BODIES]
    names = _distinct([short(body.name, 60) for body in kept])
    rows = [
        {"name": name, "column": _component(component, language), "count": count, "label": str(count or "")}
        for body, name in zip(kept, names, strict=True)
        for component, count in zip(COMPONENTS, body.by_component, strict=True)
    ]
    return {"rows": rows, "names": names, "columns": [_component(each, language) for each in COMPONENTS]}


def _deadlines(audit: Audit) -> Content:
    """Tasks by month; where there are too many months, by year."""
    months = [row for row in audit.dues if row.is_month]
    counted: dict[str, int] = {}
    for row in months:
        year, month = row.key[:4], row.key[5:]
        name = f"{month}/{year}" if len(months) <= MONTHS else year
        counted[name] = counted.get(name, 0) + row.tasks
    return {"rows": [{"name": name, "count": count} for name, count in counted.items()]}


def _indicators(audit: Audit) -> Iterator[Plot]:
    drawn = 0
    for indicator in audit.indicators:
        points, unit = _points(audit, indicator)
        if len(points) > 1 and drawn < INDICATORS:
            drawn += 1
            title = words("audit.plot-indicator", name=bilingual("indicator", indicator.id))
            content = {"rows": points, "unit": unit, "kinds": [_status("target"), _status("result")]}
            yield Plot(f"target-{slug(indicator.id)}", title, "figures_by_year", lambda _, content=content: content, worded=False)  # type: ignore[misc]


def _points(audit: Audit, indicator: IndicatorRow) -> tuple[list[dict[str, Any]], str]:
    """The figures of an indicator that share its most usual unit and are no differences, each with its plan's first year; and that unit."""
    usable = [(each, years[0]) for each in indicator.figures if each.value is not None and each.change is None and (years := audit.rows[each.plan].years)]
    units = [each.unit or "" for each, _ in usable]
    unit = max(dict.fromkeys(units), key=units.count, default="")
    return [
        {"year": str(year), "value": each.value, "most": each.value_max, "sign": _SIGNS[each.comparator], "kind": _status(each.status)}
        for each, year in usable
        if (each.unit or "") == unit
    ], unit


def _status(name: str) -> str:
    """What a figure is, in both languages, for a plot that is the same in either."""
    said = words(f"audit.status-{name}")
    return f"{said.vi} / {said.en}"


def _documents(audit: Audit) -> Content:
    kept = audit.documents[:DOCUMENTS]
    names = _distinct([short(document_name(each), 60) for each in kept])
    return {"rows": [{"name": name, "count": each.plans} for each, name in zip(kept, names, strict=True)]}


def _confidence(audit: Audit, language: Language) -> Content:
    told = [decimal(least).of(language) for least in BANDS]
    bands = [*(f"≥ {each}" for each in told[:-1]), f"< {told[-2]}"]
    rows = [
        {"name": words(f"audit.kind-{each.kind}").of(language), "part": band, "count": count}
        for each in audit.sureness
        for band, count in zip(bands, each.bands, strict=True)
        if count
    ]
    return {"rows": rows, "colours": dict(zip(bands, _BANDS, strict=True)), "legend": words("audit.confidence-short").of(language)}


def _distinct(names: Sequence[str]) -> list[str]:
    """The names, those that are the same told apart by numbers."""
    seen: dict[str, int] = {}
    told = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return told
