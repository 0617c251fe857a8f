"""A run beneath Prefect, in a process of its own, and what strikes it: at a step that is counted, so that a seed brings the same strike again."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any, Final, Literal, NoReturn

from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url

from pipeline.messages import Trouble
from pipeline.process import process
from pipeline.records import Processed
from pipeline.run.batches import Batch, batches
from pipeline.run.ingestion import Ingestion
from pipeline.run.order import Order
from pipeline.walls.limits import Limits
from tests.generator import generate
from tests.make_samples import to_txt
from tests.poison import looping_pages

DONE, TROUBLE, CRASHED, STOPPED = 0, 2, 70, 130
BATCH: Final = 4
MARK: Final = "KEHOACH_STRUCK"
"""The variable by which all processes of a run are known."""

Deed = Literal["kill", "term", "stop", "worker", "nursery", "family", "connections", "server"]

_STEPS: Final = ("open", "os.", "shutil.", "sqlite3.connect", "fcntl.flock", "ctypes.dlopen")
"""What of the interpreter's audit events is a step, with every statement to the database and every commit."""


@dataclass(frozen=True, slots=True)
class Strike:
    """What befalls a run, and at which of its steps."""

    deed: Deed
    step: int
    server: int | None = None
    """The process of the database server."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A run to be made."""

    source: Path
    out: Path
    report: Path
    temporary: Path
    db: str | None = None
    crew: bool = False
    strike: Strike | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """What a run told of itself until it ended."""

    fresh: int | None = None
    known: int = 0
    kept: int = 0
    """Plans that are in the store for sure."""
    struck: bool = False
    steps: int = 0
    trouble: str | None = None
    crash: str | None = None


def account(report: Path) -> Account:
    """What stands in a run's report."""
    told: dict[str, Any] = {}
    with suppress(FileNotFoundError):
        for line in report.read_text("utf-8").splitlines():
            for name, value in json.loads(line).items():
                told[name] = told.get(name, 0) + value if name == "kept" else value
    return Account(**told)


def archive(folder: Path, plans: int, seed: int) -> None:
    """Plans of many kinds in folders, some of them twice, and files that cannot be read."""
    dice = Random(seed)
    for number in range(plans):
        file = folder / f"{number % 3}" / f"{number:03}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(to_txt(generate(dice.randrange(1 << 30)).parts, gap=False), "utf-8")
        if number % 7 == 3:
            (folder / f"copy-{number:03}.txt").write_bytes(file.read_bytes())
    (folder / "empty.txt").touch()
    (folder / "loop.pdf").write_bytes(looping_pages())
    (folder / "torn.docx").write_bytes(b"PK\x03\x04 and no more")


def run(errand: Errand) -> NoReturn:
    """Bring a dataset up to date in this process, as the flow does, and end it; the report is written while the run goes on."""
    os.setsid()
    os.environ |= {MARK: str(errand.report), "TMPDIR": str(errand.temporary)}
    tempfile.tempdir = None
    signal.signal(signal.SIGTERM, _stop)
    logging.disable()
    report = os.open(errand.report, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def tell(**words: object) -> None:
        with suppress(OSError):
            os.write(report, json.dumps(words).encode() + b"\n")

    steps = _Steps(errand, tell)
    code = CRASHED
    try:
        _ingest(errand, tell)
        tell(steps=steps.taken)
        code = DONE
    except Trouble as trouble:
        tell(trouble=trouble.name)
        code = TROUBLE
    except KeyboardInterrupt:
        code = STOPPED
    except BaseException:
        tell(crash=traceback.format_exc())
    finally:
        os._exit(code)


class _Small(Ingestion):
    """A run in small batches, so that a strike falls between many."""

    @cached_property
    def batches(self) -> tuple[Batch, ...]:
        return batches(self.survey.fresh, most=BATCH)


class _Alone(_Small):
    """A run that reads in its own process, which costs less than workers do."""

    @cached_property
    def _reading(self) -> Iterator[Processed]:
        return map(process, self.survey.fresh)


def _ingest(errand: Errand, tell: Callable[..., None]) -> None:
    """What the flow does."""
    order = Order((str(errand.source),), str(errand.out), db=errand.db, limits=Limits(workers=2))
    with (_Small if errand.crew else _Alone)(order) as ingestion:
        tell(fresh=len(ingestion.survey.fresh), known=len(ingestion.survey.known))
        for batch in ingestion.batches:
            report = ingestion.process(batch)
            tell(kept=len(report.lines) - report.failures)
            ingestion.note(report)
        ingestion.publish()


class _Steps:
    """Counts what a run does to files and to its database, and strikes at the step that it was told."""

    def __init__(self, errand: Errand, tell: Callable[..., None]) -> None:
        self.taken = 0
        self._errand, self._tell = errand, tell
        self._busy = False
        sys.addaudithook(self._heard)
        for moment in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(Engine, moment, lambda *_: self._step())

    def _heard(self, name: str, _: tuple[object, ...]) -> None:
        if name.startswith(_STEPS):
            self._step()

    def _step(self) -> None:
        if self._busy:
            return
        self.taken += 1
        strike = self._errand.strike
        if strike is not None and strike.step == self.taken:
            self._busy = True
            self._tell(struck=True)
            try:
                DEEDS[strike.deed](self._errand)
            finally:
                self._busy = False


def _stop(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001
    raise KeyboardInterrupt


def _kill(process_id: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process_id, signal.SIGKILL)


def _kill_worker(_: Errand) -> None:
    for nursery in children(os.getpid()):
        for worker in children(nursery)[:1]:
            _kill(worker)


def _kill_nursery(_: Errand) -> None:
    for nursery in children(os.getpid()):
        _kill(nursery)


def _kill_family(_: Errand) -> None:
    for nursery in children(os.getpid()):
        for each in (*children(nursery), nursery):
            _kill(each)
    _kill(os.getpid())


def _end_connections(errand: Errand) -> None:
    import psycopg

    assert errand.db is not None
    url = make_url(errand.db).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()")


def _kill_server(errand: Errand) -> None:
    assert errand.strike is not None and errand.strike.server is not None
    kill_with_children(errand.strike.server)


DEEDS: Final[Mapping[Deed, Callable[[Errand], None]]] = {
    "kill": lambda _: _kill(os.getpid()),
    "term": lambda _: os.kill(os.getpid(), signal.SIGTERM),
    "stop": lambda _: os.kill(os.getpid(), signal.SIGSTOP),
    "worker": _kill_worker,
    "nursery": _kill_nursery,
    "family": _kill_family,
    "connections": _end_connections,
    "server": _kill_server,
}


def children(of: int) -> list[int]:
    """The processes that one has started and that have not been waited for."""
    with suppress(OSError):
        return [int(each) for task in Path(f"/proc/{of}/task").iterdir() for each in (task / "children").read_text("ascii").split()]
    return []


def kill_with_children(process_id: int) -> None:
    """End a process and what it started, as the machine does that runs out of memory."""
    family = children(process_id)
    for each in (process_id, *family):
        _kill(each)


def marked(report: Path) -> list[int]:
    """The processes that belong to a run, whoever started them."""
    mark = f"{MARK}={report}".encode()
    found = []
    for process_id in (int(each.name) for each in Path("/proc").iterdir() if each.name.isdecimal()):
        with suppress(OSError):
            if mark in Path(f"/proc/{process_id}/environ").read_bytes().split(b"\0"):
                found.append(process_id)
    return found
