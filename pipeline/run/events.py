"""What a run tells while it goes on, to whoever listens."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from pipeline.run.report import BatchReport, FileLine


@dataclass(frozen=True, slots=True)
class Surveyed:
    """The files were looked at: so many are to be read, which is so many seconds of one worker's time; so many plans are known already."""

    files: int
    seconds: float
    unchanged: int


@dataclass(frozen=True, slots=True)
class FileDone:
    """A file was read, or could not be; it was expected to take one worker so many seconds."""

    line: FileLine
    seconds: float


@dataclass(frozen=True, slots=True)
class BatchDone:
    """A batch is in the store."""

    report: BatchReport


@dataclass(frozen=True, slots=True)
class Publishing:
    """All is read; the dataset's files are being written."""


Event = Surveyed | FileDone | BatchDone | Publishing

listener: ContextVar[Callable[[Event], None] | None] = ContextVar("listener", default=None)
"""Who is told."""


def tell(event: Event) -> None:
    """Tell the listener, if there is one."""
    if (told := listener.get()) is not None:
        told(event)
