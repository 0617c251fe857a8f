"""How fast the program is: ``python -m tests.benchmarks [FOLDER]`` measures on the plans of a folder, the samples otherwise.

Prints one row for each thing that has a limit. Reading and extraction are measured in processor time of one core, whole
commands by the clock: the best of three runs, a single one where it starts Prefect. A busy machine shows in the latter.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipeline.extract import extract
from pipeline.read import read
from schemas.document import Document
from schemas.plan import Source
from tests.benchmarks import growth, readers
from tests.generator import generate
from tests.generator.layouts import LAYOUTS

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "samples"
FORMATS_OF_SAMPLES = ROOT / "tests" / "samples"
"""The samples in the formats in which they are not shipped."""
COMMAND = Path(sys.executable).with_name("kehoach")
FORMATS = (".txt", ".docx", ".pdf")
CHARACTERS = 400_000
"""How much text the extraction is measured on, at least; the plans are repeated up to it."""
COLD_SEEDS = range(900_000, 900_050)
"""Of generated plans that no test reads."""
COLD_LOADING = 10
"""So many of them only load the rules."""
NOTHING = "from prefect import flow\n@flow\ndef nothing(): pass\nnothing()"
SILENT = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "ERROR",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}


@dataclass(frozen=True)
class Measured:
    """One figure beside its limit."""

    what: str
    figure: str
    limit: str


def measure(folder: Path) -> Iterator[Measured]:
    """All figures, as they come in."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in FORMATS)
    documents = [read(path.read_bytes()) for path in files]
    yield _extraction(documents)
    yield _cold_extraction()
    for reading in readers.measure([folder] if folder != SAMPLES else [SAMPLES, FORMATS_OF_SAMPLES]):
        yield Measured(f"{reading.what}: {reading.reader}", reading.measured, reading.limit)
    yield Measured("kehoach --help", _seconds(_best(lambda: _run([COMMAND, "--help"]))), "≤ 0.5 s")
    five = files[:5]
    yield Measured(f"kehoach extract, {len(five)} files", _seconds(_best(lambda: _run([COMMAND, "extract", *five]))), "≤ 4 s")
    with tempfile.TemporaryDirectory() as home:
        empty = _best(lambda: _run([sys.executable, "-c", NOTHING], PREFECT_HOME=home), times=1)
        yield Measured("Prefect's own start and stop", _seconds(empty), "")
        run = _best(lambda: _run([COMMAND, "run", *five, "--out", Path(home) / "dataset", "--quiet"]), times=1)
        yield Measured(f"kehoach run, {len(five)} files", f"{run:.2f} s ({run - empty:+.2f} s)", "≤ 3 s more than Prefect")


def _extraction(documents: Sequence[Document]) -> Measured:
    """Text to record, on one core, the gazetteers already loaded."""
    source = Source("plan.txt", (), "0" * 64, 0, "txt", None, "utf-8", False)
    for document in documents:
        extract(document, source, "plan")
    size = sum(len(document.text) for document in documents)
    rounds = -(-CHARACTERS // size)
    fresh = [Document(each.text, each.blocks, each.format, each.pages) for _ in range(rounds) for each in documents]
    started = time.process_time()
    for document in fresh:
        extract(document, source, "plan")
    rate = rounds * size / (time.process_time() - started) / 1e6
    return Measured(f"extraction ({len(documents)} plans, {size:,} characters, {rounds} times)", f"{rate:.2f} M characters/s", "≥ 0.5 M characters/s")


def _cold_extraction() -> Measured:
    """Plans that were never seen before, each read once: the rules are loaded, no memory knows the words."""
    source = Source("plan.txt", (), "0" * 64, 0, "txt", None, "utf-8", False)
    plans = [read(LAYOUTS["close"](generate(seed).parts)) for seed in COLD_SEEDS]
    loading, fresh = plans[:COLD_LOADING], plans[COLD_LOADING:]
    for document in loading:
        extract(document, source, "plan")
    size = sum(len(document.text) for document in fresh)
    started = time.process_time()
    for document in fresh:
        extract(document, source, "plan")
    rate = size / (time.process_time() - started) / 1e6
    return Measured(f"extraction, cold ({len(fresh)} generated plans, {size:,} characters)", f"{rate:.2f} M characters/s", "")


def _best(action: Callable[[], object], times: int = 3) -> float:
    """Seconds of the quickest of several runs."""

    def once() -> float:
        started = time.perf_counter()
        action()
        return time.perf_counter() - started

    return min(once() for _ in range(times))


def _run(command: Sequence[str | Path], **environment: str) -> None:
    """A whole process; one that fails says why and ends the measuring."""
    done = subprocess.run([str(part) for part in command], env=os.environ | SILENT | environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed ({done.returncode}):\n{done.stderr}")


def _seconds(value: float) -> str:
    return f"{value:.2f} s"


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests/benchmarks", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES, help="plans as PDF, DOCX or TXT")
    folder = parser.parse_args().folder
    if not any(path.suffix in FORMATS for path in folder.rglob("*")):
        parser.error(f"{folder}: no plans there")
    table = Table("what", "measured", "limit", title=f"{folder.name}, {os.cpu_count()} cores, Python {sys.version.split()[0]}")
    for each in measure(folder):
        table.add_row(each.what, each.figure, each.limit)
    Console().print(table)
    growth.show()


if __name__ == "__main__":
    main()
