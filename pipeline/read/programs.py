"""Programs that readers call where they are installed: found by themselves, bounded in time and memory, ended with all they started."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from glob import glob
from typing import Final

_MOST_KILOBYTES: Final = 4_000_000
_LIMITED: Final = ("sh", "-c", f'ulimit -v {_MOST_KILOBYTES}; ulimit -c 0; exec "$@"', "sh")
"""Runs the rest of a command line with a bound on its memory."""


class Failed(Exception):
    """A program that did not do its work; the message is the end of what it said, on one line."""


def find(names: Sequence[str], places: Sequence[str] = ()) -> str | None:
    """The path of the first program that is there: by its name on PATH, else in the usual places (patterns)."""
    for name in names:
        if path := shutil.which(name):
            return path
    return next((path for pattern in places for path in sorted(glob(pattern), reverse=True) if os.access(path, os.X_OK)), None)  # noqa: PTH207


def run(command: Sequence[str], given: bytes = b"", *, seconds: float, environment: Mapping[str, str] | None = None) -> bytes:
    """What the program writes to its standard output when it is given those bytes.

    Raises ``TimeoutError`` after so many seconds, and ``Failed`` where the program says that it failed. Nothing it started lives on.
    """
    process = subprocess.Popen(
        (*_LIMITED, *command) if os.name == "posix" else command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **(environment or {})},
        start_new_session=True,
    )
    try:
        written, said = process.communicate(given, timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(f"{command[0]} took more than {seconds:g} seconds") from error
    finally:
        _end(process)
    if process.returncode:
        raise Failed(" ".join(said.decode("utf-8", "replace").split())[-200:] or f"exit code {process.returncode}")
    return written


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and its children, and wait for it."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    process.wait()
