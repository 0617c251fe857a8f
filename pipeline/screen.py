"""What a run shows on the screen: notices and a progress bar on standard error, the outcome on standard output."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from pipeline.ingest import counts, readable
from pipeline.messages import explain, meaning_of, on_one_line, say
from pipeline.report import PlanLine, RunReport, listener
from schemas.finding import KINDS

MOST_ROWS: Final = 200
"""Longer tables of plans are cut; the dataset has them all."""
MOST_TITLE: Final = 60
PLAIN_WIDTH: Final = 160
"""Columns of the table where there is no terminal to say."""
_COUNTS: Final = ("sections", "tasks", "targets", "legal_refs")


class Screen:
    """Where a run speaks. ``quiet`` leaves only errors; with ``as_json`` standard output holds one JSON object and nothing else."""

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
            self._print_json({"error": text})

    @contextmanager
    def following(self) -> Iterator[None]:
        """Show the log and, on a terminal, a bar that follows the run."""
        handler = _LogLines(self)
        log = logging.getLogger("kehoach")
        log.setLevel(logging.INFO)
        log.addHandler(handler)
        bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self._notices,
            transient=True,
            disable=self.quiet or not self._notices.is_terminal,
        )
        with bar:
            line = bar.add_task(say("run.progress"), total=None)
            told = listener.set(lambda done, of: bar.update(line, completed=done, total=of))
            try:
                yield
            finally:
                listener.reset(told)
                log.removeHandler(handler)

    def outcome(self, report: RunReport) -> None:
        """Show what came of the run: the table of plans, the failures, and where the dataset lies."""
        if self.as_json:
            self._print_json(report.as_json())
            return
        if report.total.failures:
            self._notices.print(Text(say("table.failures", count=len(report.total.failures), all=len(report.total.plans)), "red"))
            for plan in report.total.failures:
                assert plan.failure is not None
                self._notices.print(Text(f"  {on_one_line(plan.path)}: {explain(plan.failure)}"))
        if not self.quiet:
            if report.total.plans:
                self._outcome.print(_table(report.total.plans))
            if report.unchanged:
                self._outcome.print(Text(say("table.unchanged", count=report.unchanged), "dim"))
            if report.gone:
                self._outcome.print(Text(say("table.gone", count=report.gone), "yellow"))
            for kind, count in report.count_findings().items():
                self._outcome.print(Text(say("table.findings", count=count, meaning=meaning_of(KINDS[kind])), "yellow"))
            if any(report.skipped.values()):
                self._outcome.print(Text(say("run.skipped", counts=counts(report.skipped)), "dim"))
            self._outcome.print(Text(say("table.dataset", path=readable(report.dataset))), soft_wrap=True)

    def _print_json(self, value: dict[str, Any]) -> None:
        self._outcome.file.write(json.dumps(value, ensure_ascii=False) + "\n")


class _LogLines(logging.Handler):
    """Log records as lines a person reads: the time, what happened. What failed is listed when all is done."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self._screen = screen
        self.setFormatter(logging.Formatter("%(asctime)s  %(message)s", "%H:%M:%S"))

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno < logging.ERROR:
            self._screen.notice(self.format(record), "yellow" if record.levelno == logging.WARNING else "")


def _table(plans: tuple[PlanLine, ...]) -> Table:
    """One row a plan, with its counts."""
    table = Table()
    table.add_column(say("table.path"), overflow="fold")
    table.add_column(say("table.plan"))
    for count in (*_COUNTS, "warnings"):
        table.add_column(say(f"table.{count}"), justify="right", no_wrap=True)
    for plan in plans[:MOST_ROWS]:
        if plan.failure is not None:
            table.add_row(Text(on_one_line(plan.path)), Text(f"{say('table.unread')}: {plan.failure.code}", "red"))
            continue
        table.add_row(
            Text(on_one_line(plan.path)),
            Text(_heading(plan)),
            *(str(getattr(plan, count)) for count in _COUNTS),
            Text(str(len(plan.warnings)), "yellow" if plan.warnings else ""),
        )
    if len(plans) > MOST_ROWS:
        table.add_row(Text(say("table.more", count=len(plans) - MOST_ROWS), "dim"))
    return table


def _heading(plan: PlanLine) -> str:
    """Number and title, shortened."""
    whole = on_one_line(" · ".join(filter(None, (plan.number, plan.title))))
    return whole if len(whole) <= MOST_TITLE else whole[: MOST_TITLE - 1].rstrip() + "…"
