"""How fast the store is: ``python -m tests.benchmarks.store [--plans 1000] [--tasks 60] [--db URL | --postgres]``.

Writes plans of so many tasks, made from one sample, batch by batch into a new store (SQLite where no URL is given) and publishes them; asks for the
tasks that one agency leads and that are due in one quarter; looks at an archive of so many files that has not changed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path

from sqlalchemy import select

from pipeline.ingest import Content, SourceFile, distinct, gather
from pipeline.process import process
from pipeline.records import Processed, encode
from pipeline.store import DatasetWriter
from pipeline.store.database import Store, open_store
from pipeline.store.folder import Place
from pipeline.store.model import TABLES
from schemas.plan import Deadline, Plan, Task

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "so-tttt-tay-van-2023.txt"
BATCH = 50
AGENCIES = 300
LOOKS = 20


def plans(count: int, tasks: int) -> Iterator[Processed]:
    """Plans that share a sample's facts, each with ids, agencies and deadlines of its own."""
    (content,) = distinct(gather([str(SAMPLE)]).files)
    whole = process(content)
    for number in range(count):
        sha256 = hashlib.sha256(str(number).encode()).hexdigest()
        source = SourceFile(Path(f"/nowhere/{number:06}.txt"), "archive", f"{number:06}.txt")
        plan = _plan(whole.plan, number * tasks, tasks)
        plan = replace(plan, plan_id=sha256[:16], source_id=source.source_id, source=replace(plan.source, path=source.path, sha256=sha256))
        yield replace(whole, plan=plan, record=encode(plan), content=Content((source,), sha256, 1))


def _plan(sample: Plan, first: int, tasks: int) -> Plan:
    made = tuple(_task(task, first + number) for number, task in enumerate(islice(cycle(sample.tasks), tasks)))
    loose = {"targets": tuple(replace(each, task=None) for each in sample.targets), "legal_refs": tuple(replace(each, task=None) for each in sample.legal_refs)}
    return replace(sample, tasks=made, **loose)


def _task(task: Task, number: int) -> Task:
    """A task of its own: one of 300 agencies leads it, two others take part, and it is due on a day of the two years."""
    body = next(iter((*task.leads, *task.coordinators)), None)
    assert body is not None, "the sample names who does each task"
    names = [f"co-quan-{(number * 7 + step) % AGENCIES}" for step in range(3)]
    lead, *others = (replace(body, id=name, name=name, mention=name) for name in names)
    day = date(2023, 1, 1) + timedelta(days=number % 730)
    deadline = Deadline(day.isoformat(), "date", day, day, None, day.isoformat(), (), "benchmark", 1.0)
    return replace(task, id=f"t-{number:012}", leads=(lead,), coordinators=tuple(others), deadline=deadline, targets=(), legal_refs=())


@contextmanager
def timed(what: str, count: int = 0) -> Iterator[None]:
    """Print how long something took."""
    started, used = time.perf_counter(), time.process_time()
    yield
    say(what, count, time.perf_counter() - started, time.process_time() - used)


def say(what: str, count: int, seconds: float, used: float) -> None:
    """Print one figure, with the load of the machine that it was measured under."""
    load, _, _ = os.getloadavg()
    print(f"{what}: {seconds:.3f} s" + (f" ({count / seconds:,.0f}/s)" if count else "") + f", {used:.3f} s of this process, load {load:.1f}", flush=True)  # noqa: T201


def ask(store: Store) -> int:
    """The tasks that one agency leads and that are due in one quarter: how many there are."""
    tasks, agencies = TABLES["tasks"], TABLES["task_agencies"]
    joined = tasks.join(agencies, (agencies.c.plan_id == tasks.c.plan_id) & (agencies.c.task == tasks.c.id))
    query = select(tasks).select_from(joined).where(
        agencies.c.agency_id == "co-quan-7", agencies.c.role == "lead", tasks.c.deadline_end.between(date(2023, 4, 1), date(2023, 6, 30))
    )  # fmt: skip
    with store.reading() as connection:
        return len(connection.execute(query).all())


def measure(out: Path, db: str | None, count: int, tasks: int) -> None:
    """Print every figure."""
    with DatasetWriter(out, db=db) as writer:
        made = plans(count, tasks)
        writer.add(list(islice(made, 1)))
        seconds = used = 0.0
        while some := list(islice(made, BATCH)):
            started, before = time.perf_counter(), time.process_time()
            writer.add(some)
            seconds, used = seconds + time.perf_counter() - started, used + time.process_time() - before
        say(f"writing {count} plans of {tasks} tasks", count, seconds, used)
        with timed("publishing", count):
            writer.publish()
    store = open_store(Place(out), db)
    with timed(f"the first question over {count * tasks} tasks"):
        found = ask(store)
    with timed(f"{LOOKS} more, {found} tasks found", LOOKS):
        for _ in range(LOOKS):
            ask(store)
    store.close()


def look_again(folder: Path, count: int, db: str | None) -> None:
    """Print how long a run takes that finds nothing new."""
    (folder / "archive").mkdir()
    for number in range(count):
        (folder / "archive" / f"{number}.txt").write_text(f"KẾ HOẠCH\nI. NHIỆM VỤ\n- Phòng Nội vụ thực hiện việc số {number}.\n", "utf-8")
    time.sleep(3)  # a file that was just written is read again, to be sure
    gathered = gather([str(folder / "archive")])
    for what in ("reading a new archive", "looking at it again"):
        with timed(f"{what} of {count} files", count), DatasetWriter(folder / "again", db=db) as writer:
            survey = writer.look(gather([str(folder / "archive")]))
            writer.add([process(content) for content in survey.fresh])
            writer.publish()
    assert gathered.files


def main() -> None:
    """The command."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--plans", type=int, default=1000)
    arguments.add_argument("--tasks", type=int, default=60)
    arguments.add_argument("--archive", type=int, default=1000)
    arguments.add_argument("--db")
    arguments.add_argument("--postgres", action="store_true", help="in a PostgreSQL server started for it")
    given = arguments.parse_args()
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        databases = [given.db, given.db]
        if given.postgres:
            from tests.postgres import running_server

            server = opened.enter_context(running_server())
            databases = [server.new_database(), server.new_database()]
        measure(folder / "out", databases[0], given.plans, given.tasks)
        if given.archive:
            look_again(folder, given.archive, databases[1])


if __name__ == "__main__":
    main()
