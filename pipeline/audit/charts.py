"""The kinds of charts in the report, by Vega-Altair: rows in, a Vega-Lite specification out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import altair

from pipeline.audit.model import STEPS
from pipeline.audit.palette import BLUE, BLUES, DARK, INK, LINE, RED

FONTS: Final = "Liberation Sans, Arial, Noto Sans, sans-serif"
"""The first has all Vietnamese letters, and comes with vl-convert."""

_ROWS: Final = "rows"
_INKED: Final = altair.Color("ink:N", scale=None)
"""A text in the colour that its row holds."""
_WIDTH: Final = 640
_LINE: Final = 22
_BAR: Final = 32
_COLUMN: Final = 52
_SHAPES: Final[Mapping[str, str]] = {"≥, >": "triangle-up", "=": "circle", "≤, <": "triangle-down", "a–b": "diamond"}

Row = Mapping[str, Any]


def stacked_bars(rows: Sequence[Row], colours: Mapping[str, str], legend: str | None = None) -> dict[str, Any]:
    """Bars of named parts, each with its number; rows hold ``name``, ``part`` and ``count``, parts in the order of ``colours``."""
    starts: dict[str, int] = {}
    placed = []
    for row in rows:
        start = starts.get(row["name"], 0)
        starts[row["name"]] = start + row["count"]
        placed.append({**row, "from": start, "to": start + row["count"], "middle": start + row["count"] / 2})
    most = max(starts.values(), default=1)
    labelled = [row["count"] > most / 30 for row in placed]
    inks = ["white" if colours[row["part"]] in DARK else INK for row in placed]
    placed = [{**row, "label": str(row["count"]) if fits else "", "ink": ink} for row, fits, ink in zip(placed, labelled, inks, strict=True)]
    base = altair.Chart(altair.NamedData(_ROWS))
    y = altair.Y("name:N", title=None, sort=list(starts))
    x = altair.X("from:Q", title=None, axis=None, scale=altair.Scale(domain=[0, most], nice=False))
    scale = altair.Scale(domain=list(colours), range=list(colours.values()))
    key = altair.Legend(orient="top", direction="horizontal", columns=len(colours), offset=8)
    bars = base.mark_bar(height=22).encode(x=x, x2="to:Q", y=y, color=altair.Color("part:N", title=legend, scale=scale, legend=key))
    numbers = _numbers(base).encode(x="middle:Q", y=y, text="label:N", color=_INKED)
    return _specification((bars + numbers).resolve_scale(color="independent").properties(width=_WIDTH, height=_BAR * len(starts)), placed)


def heat_map(rows: Sequence[Row], names: Sequence[str], columns: Sequence[str]) -> dict[str, Any]:
    """Counts as shades with the numbers in them; rows hold ``name``, ``column``, ``count`` and ``label``."""
    base = altair.Chart(altair.NamedData(_ROWS))
    x = altair.X("column:N", title=None, sort=list(columns), axis=altair.Axis(orient="top", labelAngle=-35, labelLimit=260))
    y = altair.Y("name:N", title=None, sort=list(names))
    scale = altair.Scale(type="threshold", domain=list(STEPS), range=["#ffffff", *BLUES])
    cells = base.mark_rect(stroke=LINE).encode(x=x, y=y, color=altair.Color("count:Q", scale=scale, legend=None))
    inked = [{**row, "ink": RED if row["label"] == "0" else "white" if row["count"] >= STEPS[-1] else INK} for row in rows]
    numbers = _numbers(base).transform_filter("datum.label").encode(x=x, y=y, text="label:N", color=_INKED)
    layered = (cells + numbers).resolve_scale(color="independent")
    return _specification(layered.properties(width=_COLUMN * len(columns), height=_LINE * max(len(names), 1)), inked)


def upright_bars(rows: Sequence[Row]) -> dict[str, Any]:
    """Bars side by side, each with its number above; rows hold ``name`` and ``count``."""
    base = altair.Chart(altair.NamedData(_ROWS))
    x = altair.X("name:N", title=None, sort=None, axis=altair.Axis(labelAngle=-45))
    y = altair.Y("count:Q", title=None, axis=None)
    numbers = _numbers(base, dy=-7, color=INK).encode(x=x, y=y, text="count:Q")
    return _specification((base.mark_bar(color=BLUE).encode(x=x, y=y) + numbers).properties(width=max(_WIDTH, 20 * len(rows)), height=240), rows)


def lying_bars(rows: Sequence[Row]) -> dict[str, Any]:
    """Bars one below the other, each with its number behind; rows hold ``name`` and ``count``."""
    base = altair.Chart(altair.NamedData(_ROWS))
    x = altair.X("count:Q", title=None, axis=None)
    y = altair.Y("name:N", title=None, sort=None)
    numbers = _numbers(base, align="left", dx=4, color=INK).encode(x=x, y=y, text="count:Q")
    bars = base.mark_bar(color=BLUE, height=15).encode(x=x, y=y)
    return _specification((bars + numbers).properties(width=_WIDTH - 120, height=_LINE * len(rows)), rows)


def figures_by_year(rows: Sequence[Row], unit: str, kinds: Sequence[str]) -> dict[str, Any]:
    """Figures over the years: the shape says how one binds; those of the first kind are filled, those of the second hollow, beside them.

    Rows hold ``year``, ``value``, ``most`` (None but for a range), ``sign`` and ``kind``.
    """
    reached = [value for row in rows for value in (row["value"], row["most"]) if value is not None]
    signs = [sign for sign in _SHAPES if any(row["sign"] == sign for row in rows)]
    base = altair.Chart(altair.NamedData(_ROWS))
    x = altair.X("year:N", title=None, axis=altair.Axis(labelAngle=0))
    y = altair.Y("value:Q", title=unit or None, scale=altair.Scale(domain=[min(reached), max(reached)], zero=False, nice=True))
    side = altair.XOffset("kind:N", sort=list(kinds))
    marks = base.mark_point(size=90, strokeWidth=1.6, opacity=0.8).encode(
        x=x,
        xOffset=side,
        y=y,
        shape=altair.Shape("sign:N", title=None, scale=altair.Scale(domain=signs, range=[_SHAPES[sign] for sign in signs])),
        stroke=altair.Stroke("kind:N", title=None, scale=altair.Scale(domain=list(kinds), range=[BLUE, RED])),
        fill=altair.Fill("kind:N", title=None, scale=altair.Scale(domain=list(kinds), range=[BLUE, "#ffffff"])),
    )
    ranges = base.mark_rule(strokeWidth=3, color=BLUE).transform_filter("datum.most !== null").encode(x=x, xOffset=side, y=y, y2="most:Q")
    return _specification((ranges + marks).properties(width=max(300, 90 * len({row["year"] for row in rows})), height=240), rows)


def _numbers(base: altair.Chart, **look: Any) -> altair.Chart:
    marked: altair.Chart = base.mark_text(fontSize=11, **look)
    return marked


def _specification(chart: Any, rows: Sequence[Row]) -> dict[str, Any]:
    """The specification of a chart, in the look that all share, with its rows."""
    axis = {"domain": False, "ticks": False, "labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"}
    legend = {"labelColor": INK, "labelFontSize": 12, "titleColor": INK, "titleFontSize": 12, "titleFontWeight": "normal", "symbolSize": 120}
    configured = (
        chart.configure(font=FONTS, background="white", padding=8)
        .configure_view(stroke=None)
        .configure_axis(**axis, gridColor="#e6eaee", labelLimit=420, titlePadding=10, labelPadding=6)
        .configure_legend(**legend, labelLimit=300)
    )
    specification: dict[str, Any] = configured.to_dict(validate=False)
    return {**specification, "datasets": {_ROWS: [dict(row) for row in rows]}}
