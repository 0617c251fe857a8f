"""Files in batches of some seconds' work: a task run costs more than a plan does, and a batch is what is lost where a run is killed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from pipeline.ingest import Content
from pipeline.walls.limits import Limits

BATCH_SECONDS: Final = 10.0
"""Of one worker's time."""
MOST_FILES: Final = 500
MACHINES: Final = 24
"""Into so many batches a small archive is split where others may help."""
LEAST_SECONDS: Final = 0.5
"""Smaller batches would cost more than they hold."""
_BASE_SECONDS: Final = 600.0
_MARGIN: Final = 10.0
"""A batch that takes so many times what its files may take hangs somewhere else."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What reading and extracting a file costs: seconds for each, and for each mebibyte of it."""

    file: float
    mebibyte: float


RATES: Final[Mapping[str, Rate]] = {
    ".txt": Rate(0.02, 3.0),
    ".md": Rate(0.02, 3.0),
    ".html": Rate(0.03, 1.0),
    ".htm": Rate(0.03, 1.0),
    ".docx": Rate(0.05, 0.5),
    ".docm": Rate(0.05, 0.5),
    ".doc": Rate(2.0, 1.0),
    ".rtf": Rate(2.0, 1.0),
    ".odt": Rate(2.0, 1.0),
    ".pdf": Rate(0.1, 3.0),
    ".png": Rate(2.0, 1.0),
    ".jpg": Rate(2.0, 1.0),
    ".jpeg": Rate(2.0, 1.0),
    ".tif": Rate(2.0, 3.0),
    ".tiff": Rate(2.0, 3.0),
}
"""Estimates by the ending of the name, from the speeds of ``tests/benchmarks``: good enough to share the work out, no more is asked of them."""
OTHERS: Final = Rate(0.1, 3.0)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some files that are read and kept together."""

    number: int
    """Counts from 1."""
    contents: tuple[Content, ...]
    seconds: float
    """What one worker is expected to take for them."""

    def patience(self, limits: Limits) -> float:
        """The seconds after which a batch that is not done never will be."""
        return _BASE_SECONDS + _MARGIN * sum(limits.seconds_for(each.size) for each in self.contents) / limits.workers_for(len(self.contents))


def seconds_of(content: Content) -> float:
    """What one worker is expected to take for a file."""
    rate = RATES.get(PurePosixPath(content.source.path).suffix.lower(), OTHERS)
    return rate.file + rate.mebibyte * content.size / (1 << 20)


def batches(contents: Iterable[Content], seconds: float = BATCH_SECONDS, most: int = MOST_FILES) -> tuple[Batch, ...]:
    """The files in their order, in batches that take so many seconds or hold so many files, one file at least."""
    return tuple(Batch(number, some, cost) for number, (some, cost) in enumerate(_filled(contents, seconds, most), 1))


def spread(contents: Sequence[Content]) -> tuple[Batch, ...]:
    """The files in batches for several machines: small enough that each machine has some, and that little is lost with one of them.

    >>> spread(())
    ()
    """
    share = sum(map(seconds_of, contents)) / MACHINES
    return batches(contents, seconds=min(BATCH_SECONDS, max(LEAST_SECONDS, share)))


def _filled(contents: Iterable[Content], seconds: float, most: int) -> Iterator[tuple[tuple[Content, ...], float]]:
    some: list[Content] = []
    cost = 0.0
    for content in contents:
        more = seconds_of(content)
        if some and (cost + more > seconds or len(some) == most):
            yield tuple(some), cost
            some, cost = [], 0.0
        some.append(content)
        cost += more
    if some:
        yield tuple(some), cost
