"""Where workers put temporary files: a folder that is locked as long as a process of its nursery lives, so that others can tell what is left behind."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_PREFIX: Final = "kehoach-workers-"
_SECONDS: Final = 5.0
"""How long the workers of a nursery that was killed may take to die of it."""


@contextmanager
def scratch() -> Iterator[Path]:
    """A new folder, which goes in the end; those that nurseries left behind which were killed, and their owners too, go at once."""
    _clear(f"{_PREFIX}*")
    folder, lock = _new()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _new() -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
        with suppress(FileNotFoundError):  # another nursery took it for one left behind, in the moment before it was locked
            lock = os.open(folder, os.O_RDONLY)
            fcntl.flock(lock, fcntl.LOCK_EX)
            if folder.exists():
                return folder, lock
            os.close(lock)


def clear_after(nursery: int) -> None:
    """Take away the folder of a nursery that was killed, as soon as its workers are dead too."""
    end = time.monotonic() + _SECONDS
    while _clear(f"{_PREFIX}{nursery}-*") and time.monotonic() < end:
        time.sleep(0.02)


def _clear(pattern: str) -> bool:
    """Take away the folders that nobody holds; whether somebody holds one."""
    held = False
    for folder in Path(tempfile.gettempdir()).glob(pattern):
        with suppress(OSError):
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.fstat(lock).st_uid == os.getuid():
                    shutil.rmtree(folder)
            except BlockingIOError:
                held = True
            finally:
                os.close(lock)
    return held
