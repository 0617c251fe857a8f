"""How a whole archive fares: ``python -m tests.benchmarks.archive [--plans 10000] [--archive FOLDER] [--workers 2,1] [--timeout 20]``.

Generates the archive (what of it FOLDER holds already stays), runs ``kehoach run`` on it once for each number of workers, and once the same steps
without Prefect. Prints the plans a second, the processor time by part, the memory of the command as the archive is read, whether each file that
cannot be read has its one diagnostic, and how busy others kept the machine meanwhile. Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields, replace
from itertools import islice
from pathlib import Path
from statistics import fmean
from typing import Any, Final

from pipeline.ingest import gather
from pipeline.store import DatasetWriter
from pipeline.walls.crew import Crew
from pipeline.walls.limits import Limits
from tests.benchmarks.processes import Spent, machine_seconds, resident, spent_by
from tests.generator.archive import make_archive, path_of, poison_of
from tests.poison import POISON

ROOT: Final = Path(__file__).parent.parent.parent
PAUSE: Final = 0.5
PARTS: Final = 10
"""In how many parts of the archive memory is told."""
PARTS_OF_A_RUN: Final = {"readers": "workers", "command": "the command itself", "publisher": "writing the files", "server": "Prefect's server"}
BATCH: Final = 100
"""Plans in a transaction, where the steps go without Prefect."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a run has done and holds."""

    kept: int | None
    """Contents in its store; None when all are."""
    resident: int
    """Bytes of memory of the command itself."""
    spent: Spent


@dataclass(frozen=True, slots=True)
class Run:
    """A run from outside: its moments, how long it took, and the seconds of processor that others used meanwhile."""

    moments: tuple[Moment, ...]
    seconds: float
    others: float

    @property
    def spent(self) -> Spent:
        """The most of each part: what a child that has ended had used is not told any more."""
        return Spent(*(max(getattr(moment.spent, part.name) for moment in self.moments) for part in fields(Spent)))


def run(archive: Path, out: Path, workers: int, timeout: float, contents: int) -> Run:
    """``kehoach run`` as a user runs it."""
    command = [sys.executable, "-m", "pipeline.cli", "run", str(archive), "--out", str(out), "--json", "--quiet"]
    before, started = machine_seconds(), time.monotonic()
    with tempfile.TemporaryFile() as said, subprocess.Popen([*command, "--workers", str(workers), "--timeout", str(timeout)], cwd=ROOT, stdout=said) as running:
        moments = tuple(_watched(running, out / "kehoach.sqlite", contents))
    if running.returncode not in (0, 1):
        sys.exit(f"kehoach run ended with {running.returncode}")
    seconds = time.monotonic() - started
    done = Run(moments, seconds, 0.0)
    return replace(done, others=max(0.0, machine_seconds() - before - done.spent.all))


def _watched(running: subprocess.Popen[bytes], database: Path, contents: int) -> Iterator[Moment]:
    """The moments of a run. Its store is looked into until all is in it, and then left alone, for to be published it must be closed."""
    kept: int | None = 0
    while running.poll() is None:
        if kept is not None:
            kept = _kept(database) or kept
            kept = kept if kept < contents else None
        try:
            yield Moment(kept, resident(running.pid), spent_by(running.pid))
        except (FileNotFoundError, ProcessLookupError):
            return
        time.sleep(PAUSE)


def _kept(database: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
            return int(opened.execute("SELECT count(*) FROM plans").fetchone()[0])
    except sqlite3.Error:
        return 0


class Steps:
    """The seconds that steps took, and those of processor of the thread that they ran in."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.used: Counter[str] = Counter()

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        started, used = time.perf_counter(), time.thread_time()
        yield
        self.seconds[step] += time.perf_counter() - started  # type: ignore[assignment]
        self.used[step] += time.thread_time() - used  # type: ignore[assignment]


def run_without_prefect(archive: Path, out: Path, workers: int, timeout: float) -> Steps:
    """The same steps in this process."""
    steps = Steps()
    before = time.process_time()
    with DatasetWriter(out, sources=[str(archive)]) as writer:
        with steps.timed("looking at the files"):
            survey = writer.look(gather([str(archive)]))
        with Crew(Limits(timeout, workers=workers)) as crew:
            reading = crew.process(survey.fresh)
            while True:
                with steps.timed("taking what was read"):
                    some = list(islice(reading, BATCH))
                if not some:
                    break
                with steps.timed("writing"):
                    writer.add(some)
        with steps.timed("publishing"):
            writer.publish()
    steps.used["feeding workers, beside"] = time.process_time() - before - sum(steps.used.values())  # type: ignore[assignment]
    return steps


def misread(out: Path, count: int) -> list[str]:
    """Files that are not in the dataset as they should be: one that cannot be read with its one diagnostic, and a plan without an error."""
    codes: dict[str, list[str]] = {}
    for record in _records(out):
        source = record["source"]
        for path in (source["path"], *source["copies"]):
            codes.setdefault(path, []).extend(each["code"] for each in record["diagnostics"] if poison_of(int(Path(path).stem)) or each["severity"] == "error")
    return [path for number in range(count) if not _as_wanted(poison_of(number), codes.get(path := path_of(number)))]


def _as_wanted(kind: str | None, codes: Sequence[str] | None) -> bool:
    return codes == [] if kind is None else codes is not None and len(codes) == 1 and codes[0] in POISON[kind].codes


def mix(archive: Path, out: Path) -> str:
    """What the archive holds, in words."""
    formats = Counter(record["source"]["format"] for record in _records(out) if record["source"]["format"])
    pages = [record["source"]["pages"] for record in _records(out) if record["source"]["pages"]]
    tasks = fmean(len(record["tasks"]) for record in _records(out) if record["source"]["format"])
    size = sum(file.stat().st_size for file in archive.rglob("*.*"))
    letters = fmean(file.stat().st_size for file in (out / "texts").iterdir())
    named = ", ".join(f"{count} {name}" for name, count in formats.most_common())
    return f"{named}; {size / 1e6:.0f} MB; PDFs of {min(pages)}-{max(pages)} pages, {fmean(pages):.1f} on average; {tasks:.0f} tasks and {letters:,.0f} bytes of text a plan"


def _records(out: Path) -> Iterator[Mapping[str, Any]]:
    with (out / "plans.jsonl").open("rb") as lines:
        yield from map(json.loads, lines)


def tell(what: str, value: str) -> None:
    """Print one figure."""
    print(f"{what + ':':<34} {value}", flush=True)  # noqa: T201


def tell_run(workers: int, done: Run, count: int, contents: int) -> None:
    """Print the figures of one run."""
    spent = done.spent
    tell(f"run with {workers} workers", f"{done.seconds:.1f} s, {count / done.seconds:.1f} files/s")
    tell("  processor time", ", ".join(f"{name} {getattr(spent, part):.1f} s" for part, name in PARTS_OF_A_RUN.items()))
    tell("  others on the machine", f"{done.others / done.seconds:.2f} processors, load now {os.getloadavg()[0]:.1f}")
    parts = memory(done.moments, contents)
    tell("  memory of the command, by tenths", " ".join(f"{part / 1e6:.0f}" for part in parts) + f" MB, growth {parts[-1] / parts[0] - 1:+.1%}")
    tell("  its most, publishing included", f"{max(moment.resident for moment in done.moments) / 1e6:.0f} MB")


def memory(moments: Sequence[Moment], contents: int) -> list[int]:
    """The most that the command held while it read each part of the archive, in bytes."""
    parts: list[list[int]] = [[] for _ in range(PARTS)]
    for moment in moments:
        if moment.kept:
            parts[moment.kept * PARTS // contents].append(moment.resident)
    return [max(part) for part in parts if part]


def main() -> None:
    """The command."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--plans", type=int, default=10_000, help="files of the archive, one in a hundred of which cannot be read")
    arguments.add_argument("--archive", type=Path, help="the folder to keep it in (otherwise it is made anew, and removed)")
    arguments.add_argument("--workers", default="2,1", help="how many, one run each")
    arguments.add_argument("--timeout", type=float, default=20, help="seconds a file may take; one in a thousand takes them all")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        archive = (given.archive or Path(scratch)) / f"plans-{given.plans}"
        tell("machine", f"{len(os.sched_getaffinity(0))} processors, load {os.getloadavg()[0]:.1f}")
        make_archive(archive, given.plans)
        contents = given.plans - max(0, sum(poison_of(number) == "empty" for number in range(given.plans)) - 1)
        runs: dict[int, Run] = {}
        for workers in map(int, given.workers.split(",")):
            out = Path(scratch) / f"dataset-{workers}"
            runs[workers] = run(archive, out, workers, given.timeout, contents)
            if len(runs) == 1:
                tell("archive", mix(archive, out))
            tell_run(workers, runs[workers], given.plans, contents)
            wrong = misread(out, given.plans)
            tell("  not as they should be", f"{len(wrong)} of {given.plans} files {wrong[:5] or ''}")
        if {1, 2} <= runs.keys():
            tell("two workers over one", f"{runs[1].seconds / runs[2].seconds:.2f} times as fast")
        most = max(runs)
        steps = run_without_prefect(archive, Path(scratch) / "without", most, given.timeout)
        whole = sum(steps.seconds.values())
        tell(f"without Prefect, {most} workers", f"{whole:.1f} s: " + ", ".join(f"{step} {seconds:.1f}" for step, seconds in steps.seconds.items()))
        tell("  processor time of the parent", ", ".join(f"{step} {used:.1f}" for step, used in steps.used.items()) + " s")
        spent = runs[most].spent
        extra = spent.command + spent.server - sum(steps.used.values())
        tell("Prefect's own share", f"{extra / spent.all:.1%} of the processor time, {1 - whole / runs[most].seconds:.1%} of the time")


if __name__ == "__main__":
    main()
