"""A review as the command starts it, for tests: a real server on a port of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.patience import PATIENCE

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Review:
    """A review that goes on: its address with the key and without, and its process."""

    url: str
    base: str
    process: subprocess.Popen[str]

    def stop(self) -> str:
        """End it as Ctrl+C does; what it said on standard error."""
        self.process.send_signal(signal.SIGINT)
        told = self.process.communicate(timeout=PATIENCE)[1]
        assert self.process.returncode == 0, told
        return told


@contextmanager
def reviewing(dataset: Path, *options: str, name: str = "Lan") -> Iterator[Review]:
    """A review of a dataset; it is killed in the end where it goes on still."""
    command = [sys.executable, "-m", "pipeline.cli", "review", str(dataset), "--port", "0", "--as", name, *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert process.stdout is not None and process.stderr is not None
        words = process.stdout.readline().split()
        url = next((word for word in words if word.startswith("http://")), None)
        assert url is not None, process.stderr.read()
        yield Review(url, url.partition("?")[0], process)
    finally:
        process.kill()
        process.communicate()
