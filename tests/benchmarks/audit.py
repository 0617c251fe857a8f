"""How fast a report is, and how much memory it takes: ``python -m tests.benchmarks.audit [--plans 10 1000]``.

Extracts the sample plans and those of ``tests/plans``, varies them to so many in a new dataset (other numbers, places, years), then audits it by the
command itself, in a process of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path

from extractors.agencies import known_provinces
from pipeline.ingest import Content, SourceFile, distinct, gather
from pipeline.process import process
from pipeline.records import Processed, encode
from pipeline.store import DatasetWriter
from schemas.plan import Deadline, Metadata, Period, Plan

ROOT = Path(__file__).parent.parent.parent
SOURCES = [str(ROOT / "samples" / "*.*"), str(ROOT / "tests" / "plans" / "*.txt")]
BATCH = 50


def plans(count: int) -> Iterator[Processed]:
    """The plans at hand, over and over, each time of another number, province and year."""
    read = [process(each) for each in distinct(gather(SOURCES).files)]
    known = [each for each in read if each.failure is None and each.plan.tasks]
    provinces = sorted({each.name for each in known_provinces()})
    for number, processed in enumerate(islice(cycle(known), count)):
        sha256 = hashlib.sha256(str(number).encode()).hexdigest()
        source = SourceFile(Path(f"/nowhere/{number:06}.txt"), "archive", f"{number:06}.txt")
        plan = _varied(processed.plan, number, provinces[number % len(provinces)], number // len(known) % 10 - 5)
        plan = replace(plan, plan_id=sha256[:16], source_id=source.source_id, source=replace(plan.source, path=source.path, sha256=sha256))
        yield replace(processed, plan=plan, record=encode(plan), content=Content((source,), sha256, 1))


def _varied(plan: Plan, number: int, province: str, years: int) -> Plan:
    meta = plan.metadata
    issuer = meta.issuer and replace(meta.issuer, locality=f"tỉnh {province}")
    varied = replace(meta, number=f"{number}/KH-UBND", issuer=issuer, place=province, issued_on=_later(meta.issued_on, years), period=_period(meta, years))
    return replace(plan, metadata=varied, tasks=tuple(replace(task, deadline=_deadline(task.deadline, years)) for task in plan.tasks))


def _period(meta: Metadata, years: int) -> Period | None:
    return meta.period and Period(_later(meta.period.start, years), _later(meta.period.end, years))


def _deadline(deadline: Deadline | None, years: int) -> Deadline | None:
    return deadline and replace(deadline, start=_later(deadline.start, years), end=_later(deadline.end, years))


def _later(day: date | None, years: int) -> date | None:
    return day and day.replace(year=day.year + years, day=min(day.day, 28))


def make(dataset: Path, count: int) -> None:
    """Write plans into a new dataset."""
    made = plans(count)
    with DatasetWriter(dataset) as writer:
        while some := list(islice(made, BATCH)):
            writer.add(some)
        writer.publish()


def measure(dataset: Path, count: int) -> None:
    """Print how long a report takes, the most memory that it held, and what it wrote."""
    started = time.perf_counter()
    child = os.spawnv(os.P_NOWAIT, sys.executable, [sys.executable, "-m", "pipeline.cli", "audit", str(dataset)])
    _, status, used = os.wait4(child, 0)
    seconds = time.perf_counter() - started
    files = [each for each in (dataset / "report").rglob("*") if each.is_file()]
    size = sum(each.stat().st_size for each in files) / 1e6
    cpu, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    print(  # noqa: T201
        f"{count} plans: {seconds:.1f} s ({cpu:.1f} s of one core), {memory:,.0f} MB of memory, "
        f"{len(files):,} files, {size:,.1f} MB written, exit code {os.waitstatus_to_exitcode(status)}",
        flush=True,
    )


def main() -> None:
    """The command."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--plans", type=int, nargs="*", default=[10, 1000])
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for count in given.plans:
            dataset = Path(name) / str(count)
            # In a process of its own: the memory of a process counts as that of those it starts.
            making = get_context("spawn").Process(target=make, args=(dataset, count))
            making.start()
            making.join()
            measure(dataset, count)


if __name__ == "__main__":
    main()
