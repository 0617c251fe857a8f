"""A worker: it reads one file after the other, for as long as it is handed any."""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, NoReturn

from pipeline.process import examine
from pipeline.read.allowance import Allowance, allowance
from pipeline.walls.parcels import Done, Job, MoreTime, done

_WORN: Final = 0.5
"""The share of its memory that a worker may keep from one file to the next."""


def work(fd: int, mebibytes: int, scratch: Path) -> NoReturn:
    """Read what comes over the socket ``fd``, with at most so much memory and temporary files in ``scratch``; ends when the socket does."""
    jobs: Connection[Done | MoreTime, Job] = Connection(fd)
    tempfile.tempdir = str(scratch)
    born, most = _data_bytes(), mebibytes << 20
    _bound(born + most)
    try:
        while True:
            job = jobs.recv()
            allowance.set(Allowance(job.at_once, lambda seconds: jobs.send(MoreTime(seconds))))
            processed, document = examine(job.content, job.ocr)
            worn = _data_bytes() - born > _WORN * most
            jobs.send(done(processed, document if job.with_document else None, worn=worn, processor_seconds=_processor_seconds()))
    except (EOFError, OSError):
        os._exit(0)


def _bound(most: int) -> None:
    """Whoever asks for more memory than this is refused it; and a crash leaves no image of the memory on the disk."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (most, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _data_bytes() -> int:
    """The memory that this process may write to, as the bound counts it."""
    if sys.platform != "linux":
        return 0
    return int(Path("/proc/self/statm").read_text("ascii").split()[5]) * resource.getpagesize()


def _processor_seconds() -> float:
    """What this process and the programs that it called have used."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
