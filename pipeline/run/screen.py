"""What a run shows on the screen: notices and a progress bar on standard error, the outcome on standard output."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.ingest import counts, readable
from pipeline.messages import explain, meaning_of, on_one_line, say
from pipeline.run.events import BatchDone, Event, FileDone, Publishing, Surveyed, listener
from pipeline.run.gauge import Gauge
from pipeline.run.report import COUNTED, FileLine, RunReport
from schemas.finding import KINDS

MOST_FAILURES: Final = 200
"""Longer lists of failures are cut; the dataset has them all."""
MOST_TITLE: Final = 60
PLAIN_WIDTH: Final = 160
"""Columns of the table where there is no terminal to say."""


class Screen:
    """Where a run speaks. ``quiet`` leaves only errors; with ``as_json`` standard output holds a JSON object a line for each event, nothing else."""

    def __init__(self, quiet: bool, as_json: bool) -> None:
        self.quiet = quiet
        self.as_json = as_json
        self._notices = Console(stderr=True, highlight=False, soft_wrap=True)
        self._outcome = Console(highlight=False)
        if not self._outcome.is_terminal:
            self._outcome = Console(highlight=False, width=PLAIN_WIDTH)

    def notice(self, text: str, style: str = "") -> None:
        """Say what is happening."""
        if not self.quiet:
            self._notices.print(Text(text, style))

    def error(self, text: str) -> None:
        """Say what went wrong; in JSON too where that is asked for."""
        self._notices.print(Text(say("usage.error", message=text), "red"))
        if self.as_json:
            self._print_json({"event": "error", "error": text})

    @contextmanager
    def following(self) -> Iterator[None]:
        """Show the log and the events of a run; on a terminal, a bar that follows it."""
        handler = _LogLines(self)
        log = logging.getLogger("kehoach")
        log.setLevel(logging.INFO)
        log.addHandler(handler)
        with Gauge(self._notices, hidden=self.quiet or not self._notices.is_terminal) as gauge:

            def hear(event: Event) -> None:
                gauge.hear(event)
                if self.as_json and (told := as_json(event)) is not None:
                    self._print_json(told)

            before = listener.set(hear)
            try:
                yield
            finally:
                listener.reset(before)
                log.removeHandler(handler)

    def outcome(self, report: RunReport) -> None:
        """Show what came of the run: the table of plans, the failures, and where the dataset lies."""
        if self.as_json:
            self._print_json({"event": "done", **report.as_json()})
            return
        total = report.total
        if total.failed:
            self._notices.print(Text(say("table.failures", count=total.failed, all=total.files), "red"))
            for line in total.failures[:MOST_FAILURES]:
                assert line.failure is not None
                self._notices.print(Text(f"  {on_one_line(line.path)}: {explain(line.failure)}"))
            if total.failed > MOST_FAILURES:
                self._notices.print(Text(f"  {say('table.more', count=total.failed - MOST_FAILURES)}", "dim"))
        if not self.quiet:
            if total.files:
                self._outcome.print(_table(report))
            if report.unchanged:
                self._outcome.print(Text(say("table.unchanged", count=report.unchanged), "dim"))
            if report.gone:
                self._outcome.print(Text(say("table.gone", count=report.gone), "yellow"))
            if report.unapplied:
                self._outcome.print(Text(say("table.unapplied", count=report.unapplied), "yellow"))
            for kind, count in report.count_findings().items():
                self._outcome.print(Text(say("table.findings", count=count, meaning=meaning_of(KINDS[kind])), "yellow"))
            if any(report.skipped.values()):
                self._outcome.print(Text(say("run.skipped", counts=counts(report.skipped)), "dim"))
            self._outcome.print(Text(say("table.dataset", path=readable(report.dataset))), soft_wrap=True)

    def _print_json(self, value: Mapping[str, Any]) -> None:
        self._outcome.file.write(json.dumps(value, ensure_ascii=False) + "\n")
        self._outcome.file.flush()


def as_json(event: Event) -> Mapping[str, Any] | None:
    """An event as plain values; None for one that others already tell."""
    match event:
        case Surveyed(files, seconds, unchanged):
            return {"event": "surveyed", "files": files, "unchanged": unchanged, "expected_seconds": round(seconds, 1)}
        case FileDone(line):
            return {"event": "failed" if line.failure else "read", **line.as_json()}
        case BatchDone(report):
            stages = {name: {"count": stage.count, "seconds": round(stage.seconds, 3)} for name, stage in report.stages.items()}
            return {"event": "batch", "number": report.number, "files": len(report.lines), "failed": report.failures, "stages": stages}
        case Publishing():
            return {"event": "publishing"}


class _LogLines(logging.Handler):
    """Log records as lines a person reads: the time, what happened. What failed is listed when all is done."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self._screen = screen
        self.setFormatter(logging.Formatter("%(asctime)s  %(message)s", "%H:%M:%S"))

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno < logging.ERROR:
            self._screen.notice(self.format(record), "yellow" if record.levelno == logging.WARNING else "")


def _table(report: RunReport) -> Table:
    """One row a plan, with its counts; last, those that could not be read."""
    table = Table()
    table.add_column(say("table.path"), overflow="fold")
    table.add_column(say("table.plan"))
    for count in (*COUNTED, "warnings"):
        table.add_column(say(f"table.{count}"), justify="right", no_wrap=True)
    shown = sorted((*report.total.plans, *report.total.failures[:MOST_FAILURES]), key=lambda line: line.path)
    for line in shown:
        table.add_row(*_cells(line))
    if report.total.files > len(shown):
        table.add_row(Text(say("table.more", count=report.total.files - len(shown)), "dim"))
    return table


def _cells(line: FileLine) -> Iterator[str | Text]:
    yield Text(on_one_line(line.path))
    if line.failure is not None:
        yield Text(f"{say('table.unread')}: {line.failure.code}", "red")
        return
    yield Text(_heading(line))
    yield from (str(getattr(line, count)) for count in COUNTED)
    yield Text(str(len(line.warnings)), "yellow" if line.warnings else "")


def _heading(line: FileLine) -> str:
    """Number and title, shortened."""
    whole = on_one_line(" · ".join(filter(None, (line.number, line.title))))
    return whole if len(whole) <= MOST_TITLE else whole[: MOST_TITLE - 1].rstrip() + "…"
