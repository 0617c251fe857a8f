"""What a file may cost, and how many processes read files at a time."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final

_SECONDS_PER_MEBIBYTE = 20.0
"""A large file has more time: a ruled page of a PDF takes 0.2 seconds, and five hundred of them some megabytes."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one file, and the number of workers (as many as there are processors, where it is None)."""

    seconds: float = 60.0
    """For a file of a few pages; ``seconds_for`` says how much more a large one has. Readers that call other programs ask for more."""
    mebibytes: int = 1536
    """Of memory, beyond what a worker needs before it has read anything."""
    workers: int | None = None

    def seconds_for(self, size: int) -> float:
        """What a file of so many bytes may take."""
        return self.seconds + _SECONDS_PER_MEBIBYTE * (size >> 20)

    def workers_for(self, files: int) -> int:
        """How many processes are worth having for so many files, one at least."""
        return max(1, min(files, self.workers or processors()))


USUAL: Final = Limits()
"""What holds where nobody says otherwise."""


def processors() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0))
