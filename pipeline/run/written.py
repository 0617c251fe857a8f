"""The report of a run as files in the dataset: ``runs/<number>.json`` for programs, ``runs/<number>.md`` for people."""

from __future__ import annotations

import json
import platform
import shutil
from collections.abc import Iterator, Mapping
from html import escape
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline.ingest import counts, readable
from pipeline.messages import explain, meaning_of, on_one_line, say
from pipeline.output import file_put_at
from pipeline.store.folder import Place, program_version
from pipeline.walls.limits import processors
from schemas.diagnostic import CODES
from schemas.finding import KINDS

if TYPE_CHECKING:
    from pipeline.run.order import Order
    from pipeline.run.report import FileLine, RunReport

FOLDER: Final = "runs"
_LIBRARIES: Final = ("lxml", "pdfplumber", "pypdfium2", "python-docx", "spacy", "underthesea", "pandas", "prefect", "sqlalchemy")
_PROGRAMS: Final = ("tesseract", "soffice")
_MARKS: Final = frozenset("\\`*_[]|#")


def write_report(report: RunReport, order: Order) -> None:
    """Put both files into the dataset; ``Trouble`` where they cannot be written."""
    place = Place(Path(report.dataset))
    with place.shared():
        folder = place.folder / FOLDER
        folder.mkdir(exist_ok=True)
        for ending, text in (("json", as_json(report, order)), ("md", as_markdown(report, order))):
            with file_put_at(folder / f"{report.number:06}.{ending}") as aside:
                aside.write_text(text, "utf-8")


def as_json(report: RunReport, order: Order) -> str:
    """The report with the settings and versions that it was made with, as a JSON object."""
    whole = {**report.as_json(), "sources": list(order.sources), "settings": settings(order), "versions": versions()}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def settings(order: Order) -> dict[str, Any]:
    """What the run was told; of the database only whether it lies elsewhere."""
    limits = order.limits
    return {
        "ocr": order.ocr,
        "prune": order.prune,
        "timeout": limits.seconds,
        "memory": limits.mebibytes,
        "workers": limits.workers or processors(),
        "runner": order.runner,
        "database": "elsewhere" if order.db else "in the dataset",
    }


def versions() -> dict[str, str]:
    """Of this program, what it stands on, and the programs that read scans and old files, as far as they are there."""
    found = {"kehoach": program_version(), "python": platform.python_version(), **{name: _version(name) for name in _LIBRARIES}}
    return {**found, **{name: "installed" if shutil.which(name) else "not installed" for name in _PROGRAMS}}


def as_markdown(report: RunReport, order: Order) -> str:
    """The report for people, in the language spoken now."""
    return "\n\n".join(filter(None, _parts(report, order))) + "\n"


def summary(report: RunReport) -> str:
    """What matters most of it, as Markdown."""
    return "\n\n".join(filter(None, (_figures(report), _stages(report), _failures(report, 20))))


def _parts(report: RunReport, order: Order) -> Iterator[str]:
    yield f"# {say('report.title', number=report.number, dataset=_cell(readable(report.dataset)))}"
    yield say("report.when", start=report.moments.started_at, end=report.moments.finished_at, seconds=f"{report.moments.seconds:.1f}")
    yield say("report.sources", sources=", ".join(f"`{_cell(readable(source))}`" for source in order.sources))
    yield _figures(report)
    yield f"## {say('report.stages')}\n\n{_stages(report)}"
    if report.total.failures:
        yield f"## {say('report.failures', count=report.total.failed)}\n\n{_failures(report, len(report.total.failures))}"
    if warnings := report.total.warnings:
        named = ((meaning_of(CODES[code]) if code in CODES else code, count) for code, count in warnings.items())
        yield f"## {say('report.warnings')}\n\n{_table((say('report.what'), say('report.times')), named)}"
    if found := report.count_findings():
        kinds = ((meaning_of(KINDS[kind]), count) for kind, count in found.items())
        yield f"## {say('report.findings')}\n\n{_table((say('report.what'), say('report.times')), kinds)}"
    if slowest := report.total.slowest:
        lines = ((line.path, line.pages or "", line.bytes >> 10, f"{line.seconds:.2f}") for line in slowest)
        yield f"## {say('report.slowest')}\n\n{_table((say('table.path'), say('report.pages'), 'KiB', say('table.seconds')), lines)}"
    yield f"## {say('report.settings')}\n\n{_pairs({**settings(order), **versions()})}"


def _figures(report: RunReport) -> str:
    total, seconds = report.total, max(report.moments.seconds, 0.001)
    figures = {
        "report.read": total.read,
        "report.failed": total.failed,
        "report.unchanged": report.unchanged,
        "report.gone": report.gone,
        "report.skipped": counts(report.skipped) or 0,
        "report.pages": total.pages,
        **{f"table.{name}": total.counts.get(name, 0) for name in ("sections", "tasks", "targets", "legal_refs")},
        "report.rate": f"{total.files / seconds:.1f}",
    }
    return _pairs({say(name): value for name, value in figures.items()})


def _stages(report: RunReport) -> str:
    head = (say("table.stage"), say("table.count"), say("table.seconds"))
    return _table(head, ((say(f"stage.{name}"), stage.count, f"{stage.seconds:.2f}") for name, stage in report.total.stages.items()))


def _failures(report: RunReport, most: int) -> str:
    if not report.total.failures:
        return ""
    return _table((say("table.path"), say("report.why")), ((line.path, _why(line)) for line in report.total.failures[:most]))


def _why(line: FileLine) -> str:
    assert line.failure is not None
    return explain(line.failure)


def _pairs(values: Mapping[str, Any]) -> str:
    return "\n".join(f"- {_cell(name)}: {_cell(value)}" for name, value in values.items())


def _table(head: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> str:
    lines = (head, tuple("---" if not index else "--:" for index in range(len(head))), *rows)
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(value: Any) -> str:
    """A value such that no mark of Markdown or HTML in it has a meaning."""
    text = escape(on_one_line(str(value)), quote=False)
    return "".join(f"\\{letter}" if letter in _MARKS else letter for letter in text)


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "not installed"
