"""The bar that follows a run on a terminal: files done, failed and left out, pages and plans a second, and the time left."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pipeline.messages import say
from pipeline.run.events import BatchDone, Event, FileDone, Publishing, Surveyed

if TYPE_CHECKING:
    from types import TracebackType

    from rich.console import Console


class Gauge:
    """Shows the events it hears; nothing where it is ``hidden``."""

    def __init__(self, console: Console, hidden: bool) -> None:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.fields[said]}"))
        self._bar = Progress(*columns, console=console, transient=True, disable=hidden)
        self._line = self._bar.add_task(say("run.progress"), total=None, said="")
        self._pace = Pace(time.monotonic())
        self._unchanged = 0

    def __enter__(self) -> Gauge:
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bar.stop()

    def hear(self, event: Event) -> None:
        """Show what happened."""
        match event:
            case Surveyed(files, seconds, unchanged):
                self._pace = Pace(time.monotonic(), seconds)
                self._unchanged = unchanged
                self._bar.update(self._line, total=files)
            case FileDone(line, seconds):
                self._pace.count(seconds, line.pages or 0, line.failure is not None)
                self._bar.update(self._line, completed=self._pace.files, said=self._said())
            case Publishing():
                self._bar.update(self._line, description=say("run.publishing"), said="")
            case BatchDone():
                pass

    def _said(self) -> str:
        pace, now = self._pace, time.monotonic()
        left = pace.left(now)
        words = [
            say("gauge.failed", count=pace.failed) if pace.failed else "",
            say("gauge.unchanged", count=self._unchanged) if self._unchanged else "",
            say("gauge.rates", plans=f"{pace.rate(pace.files, now):.1f}", pages=f"{pace.rate(pace.pages, now):.0f}"),
            say("gauge.left", time=clock(left)) if left is not None else "",
        ]
        return " · ".join(filter(None, words))


class Pace:
    """How fast a run goes: what is done beside what it was expected to cost."""

    def __init__(self, started: float, expected: float = 0.0) -> None:
        self._started = started
        self._expected = expected
        self._done = 0.0
        self.files = self.pages = self.failed = 0

    def count(self, seconds: float, pages: int, failed: bool) -> None:
        """Another file, which was expected to take so many seconds."""
        self._done += seconds
        self.files += 1
        self.pages += pages
        self.failed += failed

    def rate(self, count: int, now: float) -> float:
        """So many in the time until now, by the second."""
        return count / max(now - self._started, 0.001)

    def left(self, now: float) -> float | None:
        """Seconds that the rest will take, at the speed until now; None where nothing is done yet."""
        if not self._done:
            return None
        return (now - self._started) * max(self._expected - self._done, 0.0) / self._done


def clock(seconds: float) -> str:
    """Hours, minutes and seconds.

    >>> clock(59.6), clock(3725)
    ('1:00', '1:02:05')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
