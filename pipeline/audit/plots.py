"""The plots of the report: drawn by Vega-Altair, made into pictures by vl-convert, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import regex

from pipeline.audit.model import COMPONENTS, Audit, IndicatorRow, State
from pipeline.audit.phrases import bilingual, decimal, document_name
from pipeline.audit.quality import BANDS
from pipeline.audit.rendering import Desk, Words, words
from pipeline.audit.wording import short
from pipeline.messages import LANGUAGES, Language
from schemas.text import slug

FOLDER: Final = "plots"
FONTS: Final = "Noto Sans, DejaVu Sans, Liberation Sans, Arial, sans-serif"
"""Fonts with all Vietnamese letters; vl-convert brings the third."""
SCALE: Final = 2.0
"""How much larger a PNG is than the SVG, so that it prints well."""
PLANS: Final = 40
"""Plans of the heat map; of more, those with the most gaps are shown."""
BODIES: Final = 20
DOCUMENTS: Final = 15
INDICATORS: Final = 8
MONTHS: Final = 48

_WIDTH: Final = 640
_ROW: Final = 22
_BLUES: Final = ("#e4eef7", "#c3daee", "#93bddf", "#5795c8", "#1f5f9c")
_STATES: Final[Mapping[State, str]] = {"covered": "#1f5f9c", "targets": "#93bddf", "suggested": "#e3c77b", "missing": "#d5dbe2"}
_BANDS: Final = ("#1f5f9c", "#5795c8", "#93bddf", "#e3c77b", "#b4473f")
_INK: Final = "#1c2530"
_SHAPES: Final = {">=": "triangle-up", ">": "triangle-up", "=": "circle", "<=": "triangle-down", "<": "triangle-down", "range": "diamond"}
_SIZE: Final = regex.compile(r'width="(\d+)" height="(\d+)"')

Drawn = Callable[[Language], Any]
"""Makes an Altair chart."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot that can be drawn in either language."""

    name: str
    title: Words
    draw: Drawn


@dataclass(frozen=True, slots=True)
class Picture:
    """A plot as files of the report, with its size in CSS pixels."""

    name: str
    title: Words
    width: int
    height: int

    def svg(self, language: Language) -> str:
        return f"{FOLDER}/{self.name}-{language}.svg"

    @property
    def png(self) -> str:
        return f"{FOLDER}/{self.name}.png"


def write_plots(desk: Desk, some: Iterable[Plot]) -> dict[str, Picture]:
    """Draw plots as SVG in both languages and as PNG in Vietnamese; the pictures by their names."""
    import vl_convert

    pictures = {}
    for plot in some:
        drawn = {language: vl_convert.vegalite_to_svg(_finished(plot.draw(language)), vl_version=None) for language in LANGUAGES}
        width, height = map(int, _SIZE.search(drawn["vi"]).groups())  # type: ignore[union-attr]
        picture = Picture(plot.name, plot.title, width, height)
        for language, svg in drawn.items():
            desk.file(picture.svg(language), svg.encode("utf-8", "replace"))
        desk.file(picture.png, vl_convert.svg_to_png(drawn["vi"], scale=SCALE))
        pictures[plot.name] = picture
    return pictures


def plots(audit: Audit) -> Iterator[Plot]:
    """The plots for which there is something to show."""
    if audit.readable:
        yield Plot("coverage-by-component", words("audit.plot-by-component"), lambda language: _by_component(audit, language))
        yield Plot("coverage-matrix", words("audit.plot-matrix"), lambda language: _matrix(audit, language))
    if any(body.leads for body in audit.bodies):
        yield Plot("bodies", words("audit.plot-bodies"), lambda language: _bodies(audit, language))
    if any(row.is_month for row in audit.dues):
        yield Plot("deadlines", words("audit.plot-deadlines"), lambda language: _deadlines(audit, language))
    for indicator in [each for each in audit.indicators if len(_points(audit, each)) > 1][:INDICATORS]:
        title = words("audit.plot-indicator", name=bilingual("indicator", indicator.id))
        yield Plot(f"target-{slug(indicator.id)}", title, lambda language, indicator=indicator: _indicator(audit, indicator, language))  # type: ignore[misc]
    if audit.documents:
        yield Plot("documents", words("audit.plot-documents"), lambda language: _documents(audit, language))
    if any(each.facts for each in audit.sureness):
        yield Plot("confidence", words("audit.plot-confidence"), lambda language: _confidence(audit, language))


def _finished(chart: Any) -> dict[str, Any]:
    """The specification of a chart with the look that all share."""
    quiet = {"domain": False, "ticks": False, "labelColor": _INK, "titleColor": _INK, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"}
    configured = (
        chart.configure(font=FONTS, background="white", padding=8)
        .configure_view(stroke=None)
        .configure_axis(**quiet, gridColor="#e6eaee", labelLimit=420, titlePadding=10, labelPadding=6)
        .configure_legend(labelColor=_INK, labelFontSize=12, titleColor=_INK, titleFontSize=12, titleFontWeight="normal", symbolSize=120, labelLimit=300)
    )
    specification: dict[str, Any] = configured.to_dict(validate=False)
    return specification


def _component(number: int, language: Language) -> str:
    return f"{number}. {getattr(words(f'component.{number}'), language)}"


def _by_component(audit: Audit, language: Language) -> Any:
    import altair

    def name(state: str) -> str:
        return str(getattr(words(f"audit.state-{state}"), language))

    rows = []
    for component in COMPONENTS:
        states = [row.cells[component - 1].state for row in audit.readable]
        left = 0
        for state in _STATES:
            count = states.count(state)
            if count:
                rows.append({"component": _component(component, language), "state": name(state), "from": left, "to": left + count, "count": count})
            left += count
    colours = altair.Scale(domain=[name(state) for state in _STATES], range=list(_STATES.values()))
    plans = getattr(words("audit.plans"), language)
    y = altair.Y("component:N", title=None, sort=[_component(each, language) for each in COMPONENTS])
    base = altair.Chart(altair.InlineData(values=rows))
    bars = base.mark_bar(height=22).encode(
        x=altair.X("from:Q", title=plans, axis=altair.Axis(format="d", tickMinStep=1)),
        x2="to:Q",
        y=y,
        color=altair.Color("state:N", title=None, scale=colours, legend=altair.Legend(orient="top", direction="horizontal", columns=2, offset=8)),
    )
    middle = altair.datum["from"] + altair.datum["count"] / 2
    text = (
        base.transform_calculate(middle=middle)
        .mark_text(fontSize=11)
        .encode(x="middle:Q", y=y, text="count:Q", color=altair.condition(altair.datum.state == name("covered"), altair.value("white"), altair.value(_INK)))
    )
    return (bars + text).properties(width=_WIDTH, height=8 * 32)


def _heat(rows: list[dict[str, Any]], order: list[str], language: Language) -> Any:
    """A heat map of counts by component, with the numbers in it; rows hold ``name``, ``component`` and ``count``."""
    import altair

    names = [_component(each, language) for each in COMPONENTS]
    base = altair.Chart(altair.InlineData(values=rows))
    x = altair.X("component:N", title=None, sort=names, axis=altair.Axis(orient="top", labelAngle=-35, labelLimit=260))
    y = altair.Y("name:N", title=None, sort=order)
    scale = altair.Scale(type="threshold", domain=[1, 3, 6, 11, 21], range=["#ffffff", *_BLUES])
    cells = base.mark_rect(stroke="#d5dbe2").encode(x=x, y=y, color=altair.Color("count:Q", scale=scale, legend=None))
    dark = altair.datum.count >= 21
    numbers = base.mark_text(fontSize=11).encode(x=x, y=y, text="shown:N", color=altair.condition(dark, altair.value("white"), altair.value(_INK)))
    return (cells + numbers).properties(width=52 * len(names), height=_ROW * max(len(order), 1))


def _matrix(audit: Audit, language: Language) -> Any:
    chosen = {id(row) for row in sorted(audit.readable, key=lambda row: -len(row.gaps))[:PLANS]}
    kept = [row for row in audit.readable if id(row) in chosen]
    names = _distinct([short(row.name, 58) for row in kept])
    rows = [
        {"name": name, "component": _component(cell.component, language), "count": cell.tasks, "shown": str(cell.tasks) if cell.applicable else "–"}
        for row, name in zip(kept, names, strict=True)
        for cell in row.cells
    ]
    return _heat(rows, names, language)


def _bodies(audit: Audit, language: Language) -> Any:
    kept = [body for body in audit.bodies if body.leads][:BODIES]
    names = _distinct([short(body.name, 60) for body in kept])
    rows = [
        {
            "name": name,
            "component": _component(component, language),
            "count": body.by_component[component - 1],
            "shown": str(body.by_component[component - 1] or ""),
        }
        for body, name in zip(kept, names, strict=True)
        for component in COMPONENTS
    ]
    return _heat(rows, names, language)


def _deadlines(audit: Audit, language: Language) -> Any:
    """Tasks by month; where there are too many months, by year."""
    import altair

    months = [row for row in audit.dues if row.is_month]
    if len(months) <= MONTHS:
        counted = {f"{row.key[5:]}/{row.key[:4]}": row.tasks for row in months}
    else:
        counted = {}
        for row in months:
            counted[row.key[:4]] = counted.get(row.key[:4], 0) + row.tasks
    base = altair.Chart(altair.InlineData(values=[{"when": when, "tasks": tasks} for when, tasks in counted.items()]))
    x = altair.X("when:N", title=None, sort=list(counted), axis=altair.Axis(labelAngle=-45))
    bars = base.mark_bar(color="#1f5f9c").encode(
        x=x, y=altair.Y("tasks:Q", title=getattr(words("audit.tasks"), language), axis=altair.Axis(format="d", tickMinStep=1))
    )
    numbers = base.mark_text(dy=-7, fontSize=11, color=_INK).encode(x=x, y="tasks:Q", text="tasks:Q")
    return (bars + numbers).properties(width=max(_WIDTH, 20 * len(counted)), height=240)


def _points(audit: Audit, indicator: IndicatorRow) -> list[dict[str, Any]]:
    """The figures of an indicator that share its most usual unit and are no differences, each with its plan's first year."""
    usable = [each for each in indicator.figures if each.value is not None and each.change is None and audit.rows[each.plan].years]
    units = [each.unit or "" for each in usable]
    unit = max(dict.fromkeys(units), key=units.count, default="")
    return [
        {
            "year": audit.rows[each.plan].years[0],  # type: ignore[index]
            "value": each.value,
            "most": each.value_max,
            "comparator": each.comparator,
            "status": each.status,
            "unit": unit,
        }
        for each in usable
        if (each.unit or "") == unit
    ]


def _indicator(audit: Audit, indicator: IndicatorRow, language: Language) -> Any:
    """Targets and results by year; the shape of a point says how it binds, and a result is hollow."""
    import altair

    def say(name: str) -> str:
        return str(getattr(words(f"audit.{name}"), language))

    points = _points(audit, indicator)
    signs = {">=": "≥, >", ">": "≥, >", "=": "=", "<=": "≤, <", "<": "≤, <", "range": say("range")}
    rows = [{**each, "year": str(each["year"]), "sign": signs[each["comparator"]], "kind": say(f"status-{each['status']}")} for each in points]
    shown = list(dict.fromkeys(signs[each] for each in _SHAPES if any(row["sign"] == signs[each] for row in rows)))
    shapes = [next(_SHAPES[each] for each in _SHAPES if signs[each] == sign) for sign in shown]
    reached = [value for each in points for value in (each["value"], each["most"]) if value is not None]
    kinds = [say("status-target"), say("status-result")]
    base = altair.Chart(altair.InlineData(values=rows))
    x = altair.X("year:N", title=say("year"), axis=altair.Axis(labelAngle=0))
    y = altair.Y(
        "value:Q",
        title=points[0]["unit"] or None,
        scale=altair.Scale(domain=[min(reached), max(reached)], zero=False, nice=True),
        axis=altair.Axis(format="~g"),
    )
    side = altair.XOffset("kind:N", sort=kinds)
    marks = base.mark_point(size=90, strokeWidth=1.6, opacity=0.8).encode(
        x=x,
        xOffset=side,
        y=y,
        shape=altair.Shape("sign:N", title=say("comparator"), scale=altair.Scale(domain=shown, range=shapes)),
        stroke=altair.Stroke("kind:N", title=None, scale=altair.Scale(domain=kinds, range=["#1f5f9c", "#9b1c24"])),
        fill=altair.Fill("kind:N", title=None, scale=altair.Scale(domain=kinds, range=["#1f5f9c", "#ffffff"])),
    )
    ranges = base.transform_filter(altair.datum.most != None).mark_rule(strokeWidth=3, color="#1f5f9c").encode(x=x, xOffset=side, y=y, y2="most:Q")  # noqa: E711
    return (ranges + marks).properties(width=max(300, 90 * len({row["year"] for row in rows})), height=240)


def _documents(audit: Audit, language: Language) -> Any:
    import altair

    kept = audit.documents[:DOCUMENTS]
    names = _distinct([short(document_name(each), 60) for each in kept])
    rows = [{"name": name, "plans": each.plans} for each, name in zip(kept, names, strict=True)]
    base = altair.Chart(altair.InlineData(values=rows))
    y = altair.Y("name:N", title=None, sort=names)
    bars = base.mark_bar(color="#1f5f9c", height=15).encode(
        x=altair.X("plans:Q", title=getattr(words("audit.plans"), language), axis=altair.Axis(format="d", tickMinStep=1)), y=y
    )
    numbers = base.mark_text(align="left", dx=4, fontSize=11, color=_INK).encode(x="plans:Q", y=y, text="plans:Q")
    return (bars + numbers).properties(width=_WIDTH - 120, height=_ROW * len(rows))


def _confidence(audit: Audit, language: Language) -> Any:
    import altair

    told = [getattr(decimal(least), language) for least in BANDS]
    bands = [*(f"≥ {each}" for each in told[:-1]), f"< {told[-2]}"]
    names = [getattr(words(f"audit.kind-{each.kind}"), language) for each in audit.sureness]
    rows = [
        {"kind": name, "band": band, "order": order, "facts": count}
        for each, name in zip(audit.sureness, names, strict=True)
        for order, (band, count) in enumerate(zip(bands, each.bands, strict=True))
        if count
    ]
    return (
        altair.Chart(altair.InlineData(values=rows))
        .mark_bar(height=22)
        .encode(
            x=altair.X("facts:Q", title=getattr(words("audit.facts"), language), axis=altair.Axis(format="d", tickMinStep=1)),
            y=altair.Y("kind:N", title=None, sort=names),
            color=altair.Color("band:N", title=getattr(words("audit.confidence-short"), language), scale=altair.Scale(domain=bands, range=list(_BANDS))),
            order="order:Q",
        )
        .properties(width=_WIDTH - 100, height=32 * len(names))
    )


def _distinct(names: list[str]) -> list[str]:
    """The names, those that are the same told apart by numbers."""
    seen: dict[str, int] = {}
    told = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return told
