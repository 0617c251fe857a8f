"""How fast a dataset is served: ``python -m tests.benchmarks.serve [DATASET] [--plans 1000] [--tasks 60]``.

Starts ``kehoach serve`` over the dataset, or over a new store of so many made-up plans, and asks it over HTTP; of each question the first answer,
and the middle one of the next twenty (the total is remembered then, the page is not).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from itertools import islice
from pathlib import Path
from statistics import median
from urllib.parse import quote

import httpx

from pipeline.store import DatasetWriter
from tests.benchmarks.store import BATCH, plans

LOOKS = 20
QUESTIONS = (
    "/tasks",
    "/tasks?agency=co-quan-5&role=lead&due_from=2023-04-01&due_to=2023-06-30",
    "/tasks?due_from=2024-01-01&due_to=2024-03-31&sort=due",
    "/tasks?sort=-confidence",
    "/tasks?q=chuyen+doi+so",
    f"/tasks?q={quote('chuyển đổi số')}&agency=co-quan-5",
    "/plans?q=ke+hoach&sort=-issued",
    "/agencies?named=true",
    "/?q=chuyen+doi+so",
)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", nargs="?", type=Path)
    parser.add_argument("--plans", type=int, default=1000)
    parser.add_argument("--tasks", type=int, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        measure(asked.dataset or make(Path(folder) / "dataset", asked.plans, asked.tasks))


def make(dataset: Path, count: int, tasks: int) -> Path:
    """A store of made-up plans."""
    waiting = plans(count, tasks)
    with DatasetWriter(dataset) as writer:
        while some := list(islice(waiting, BATCH)):
            writer.add(some)
    return dataset


def measure(dataset: Path) -> None:
    """Start a server and ask it."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "pipeline.cli", "serve", str(dataset), "--port", "0", "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server, suppress(KeyboardInterrupt):
        assert server.stdout is not None
        address = server.stdout.readline().split()[2]
        say("ready after", time.perf_counter() - started)
        with httpx.Client(base_url=address, timeout=60) as client:
            for question in QUESTIONS:
                first, *others = (ask(client, question) for _ in range(1 + LOOKS))
                say(f"{question}: first {first * 1000:.1f} ms, then", median(others))
        server.terminate()


def ask(client: httpx.Client, question: str) -> float:
    """Seconds until the whole answer is there."""
    started = time.perf_counter()
    client.get(question).raise_for_status()
    return time.perf_counter() - started


def say(what: str, seconds: float) -> None:
    """Print one figure."""
    print(f"{what} {seconds * 1000:.1f} ms" if seconds < 1 else f"{what} {seconds:.1f} s", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
