"""The same run on several machines: a Dask scheduler and its workers as processes of their own, PostgreSQL as the store."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.run.ingestion import Ingestion
from pipeline.run.order import Order
from pipeline.walls.limits import Limits
from tests.generator.archive import make_archive

if TYPE_CHECKING:
    from tests.postgres import Server

pytest.importorskip("prefect_dask")
from distributed import Client

from tests.patience import PATIENCE, until

ROOT = Path(__file__).parent.parent
FILES = 16
PUBLISHED = ("plans.jsonl", "dataset.json", "texts", "places", "tables")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of all formats, some of its files poison, and the dataset that one machine makes of it."""
    folder = tmp_path_factory.mktemp("dask")
    make_archive(folder / "archive", FILES, every=8)
    with Ingestion(Order((str(folder / "archive"),), str(folder / "alone"), limits=Limits(seconds=10.0))) as ingestion:
        for batch in ingestion.batches:
            ingestion.note(ingestion.process(batch))
        assert ingestion.publish().total.failed
    return folder


def command(folder: Path, out: str, *more: str) -> list[str]:
    return [sys.executable, "-m", "pipeline.cli", "run", str(folder / "archive"), "--out", str(folder / out), "--json", "--quiet", "--timeout", "10", *more]


def environment() -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "DASK_", "LC_", "LANG"))}
    return {**clean, "PYTHONPATH": str(ROOT)}


@dataclass(frozen=True, slots=True)
class Cluster:
    """The address of a scheduler, and the processes of which its workers are daemons."""

    address: str
    minders: list[subprocess.Popen[bytes]]


@pytest.fixture(scope="module")
def cluster(place: Path) -> Iterator[Cluster]:
    """A scheduler on a free port, and two workers of one thread."""
    folder = place
    with ExitStack() as opened:
        log = opened.enter_context((folder / "cluster.log").open("wb"))
        contact = folder / "scheduler.json"
        contact.unlink(missing_ok=True)

        def start(program: str, *arguments: str) -> subprocess.Popen[bytes]:
            line = [sys.executable, "-m", f"distributed.cli.{program}", "--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(contact), *arguments]
            process = subprocess.Popen(line, cwd=folder, env=environment(), stdout=log, stderr=log, start_new_session=True)
            opened.callback(process.wait)
            opened.callback(end, process)
            return process

        start("dask_scheduler", "--port", "0")
        until(contact.exists)
        minders = [start("dask_worker", "--nthreads", "1", "--local-directory", str(folder / "dask")) for _ in range(2)]
        address = json.loads(contact.read_bytes())["address"]
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=PATIENCE)
        yield Cluster(address, minders)


def end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def published(dataset: Path) -> dict[str, bytes]:
    files = (file for name in PUBLISHED for file in ((dataset / name).rglob("*") if (dataset / name).is_dir() else [dataset / name]))
    return {file.relative_to(dataset).as_posix(): file.read_bytes() for file in files}


def test_same_dataset_as_on_one_machine(place: Path, cluster: Cluster, postgres: Server) -> None:
    line = command(place, "many", "--runner", "dask", "--scheduler", cluster.address, "--db", postgres.new_database())
    done = subprocess.run(line, env=environment(), cwd=place, capture_output=True, check=False, timeout=PATIENCE)
    assert (done.returncode, done.stderr.decode()) == (1, "")
    assert published(place / "many") == published(place / "alone")
    batches = [each for each in map(json.loads, done.stdout.splitlines()) if each["event"] == "batch"]
    assert len(batches) > 2 and sum(each["files"] for each in batches) == FILES, "there was work for both"


def test_worker_that_dies_is_another_ones_work(place: Path, cluster: Cluster, postgres: Server) -> None:
    words = command(place, "fewer", "--runner", "dask", "--scheduler", cluster.address, "--db", postgres.new_database())
    with subprocess.Popen(words, env=environment(), cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stderr is not None
        while (line := running.stdout.readline()) and json.loads(line)["event"] != "batch":
            pass
        assert line, running.stderr.read().decode()
        end(cluster.minders[0])
        running.stdout.read()
        told = running.stderr.read().decode()
    assert (running.returncode, told) == (1, "")
    assert published(place / "fewer") == published(place / "alone")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--runner", "dask"), "needs the address of a scheduler"),
        (("--scheduler", "tcp://127.0.0.1:9"), "only used with --runner dask"),
        (("--runner", "dask", "--scheduler", "tcp://127.0.0.1:9"), "needs a database that every machine reaches"),
        (("--runner", "dask", "--scheduler", "nowhere", "--db", "{db}"), "the Dask scheduler cannot be reached"),
    ],
)
def test_what_is_missing_is_told(more: tuple[str, ...], told: str, place: Path, postgres: Server) -> None:
    db = postgres.new_database() if "{db}" in more else ""
    line = command(place, "none", *(word.format(db=db) for word in more))
    done = subprocess.run(line, env=environment(), cwd=place, capture_output=True, check=False, timeout=PATIENCE)
    assert done.returncode == 2 and told in done.stderr.decode() and len(done.stderr.splitlines()) == 1, done.stderr.decode()
    assert not (place / "none").exists()
