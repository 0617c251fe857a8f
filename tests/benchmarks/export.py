"""How fast exports are, and how much memory they take: ``python -m tests.benchmarks.export [--plans 1000] [--tasks 60] [--to xlsx ...]``.

Writes plans of so many tasks, made from one sample, into a new dataset, then exports it to each format by the command itself, in a process of its own.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

from pipeline.export import FORMATS
from pipeline.store import DatasetWriter
from tests.benchmarks.store import BATCH, plans


def make(dataset: Path, count: int, tasks: int) -> None:
    """Write plans into a new dataset."""
    made = list(plans(count, tasks))
    with DatasetWriter(dataset) as writer:
        for start in range(0, count, BATCH):
            writer.add(made[start : start + BATCH])
        writer.publish()


def measure(dataset: Path, to: str, out: Path) -> None:
    """Print how long one export takes, the most memory that it held, and what it wrote."""
    started = time.perf_counter()
    child = os.spawnv(os.P_NOWAIT, sys.executable, [sys.executable, "-m", "pipeline.cli", "export", str(dataset), "--to", to, "--out", str(out)])
    _, status, used = os.wait4(child, 0)
    seconds = time.perf_counter() - started
    files = [each for each in out.rglob("*") if each.is_file()] if out.is_dir() else [out]
    size = sum(each.stat().st_size for each in files) / 1e6
    cpu = used.ru_utime + used.ru_stime
    print(  # noqa: T201
        f"{to}: {seconds:.1f} s ({cpu:.1f} s of one core), {used.ru_maxrss / 1024:,.0f} MB of memory, {size:,.1f} MB written, exit code {os.waitstatus_to_exitcode(status)}",
        flush=True,
    )


def main() -> None:
    """The command."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--plans", type=int, default=1000)
    arguments.add_argument("--tasks", type=int, default=60)
    arguments.add_argument("--to", nargs="*", choices=FORMATS, default=FORMATS)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # In a process of its own: the memory of a process counts as that of those it starts.
        making = get_context("spawn").Process(target=make, args=(folder / "dataset", given.plans, given.tasks))
        making.start()
        making.join()
        for to in given.to:
            measure(folder / "dataset", to, folder / f"export.{to}")


if __name__ == "__main__":
    main()
