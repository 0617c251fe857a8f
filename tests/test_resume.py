"""A run survives: killed, stopped, its workers shot, its disk full, its database away; the same command goes on, nothing lost, nothing twice."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import SystemRandom

import pytest

from pipeline.messages import Trouble
from pipeline.store import folder
from pipeline.store.database import Store, checkpoint
from pipeline.walls.nursery import Nursery
from tests.obstacles import remount, server_or_none, small_disk
from tests.soak import KILLED, KINDS, PATIENCE, Scene, await_the_end, ended, missing, play, until
from tests.soundness import held, published
from tests.strikes import DONE, MARK, Errand, Strike, account, kill_with_children
from tests.test_incremental import plan, plans, run, status_of
from tests.test_walls import alive

__all__ = ["plans"]
ROOT = Path(__file__).parent.parent
PLANS = 9
LEFT_TO_SOAK = frozenset({"worker", "family"})
"""What ``test_walls`` shows for one run is struck at random by ``make soak`` alone."""


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with server_or_none() as server:
        yield Scene(tmp_path_factory.mktemp("scene"), PLANS, server)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in LEFT_TO_SOAK])
def test_a_run_that_is_struck_goes_on(kind: str, scene: Scene, tmp_path: Path) -> None:
    """At a moment that is another one each time; the message of a failure says how to have the same again."""
    if why := missing(KINDS[kind].need, scene.server, tmp_path):
        pytest.skip(why)
    seed = SystemRandom().randrange(1_000_000)
    try:
        play(scene, kind, seed, tmp_path)
    except Exception as error:
        pytest.fail(f"{error} (again with python -m tests.soak --kinds {kind} --seed {seed} --rounds 1 --plans {PLANS})")


def test_a_run_that_is_killed_while_it_begins_can_begin_again(scene: Scene, tmp_path: Path) -> None:
    """At each of the steps by which a store comes to be."""
    errand = Errand(scene.source, tmp_path / "out", tmp_path / "report", tmp_path / "temporary")
    for step in range(1, 60):
        assert ended(scene.start(replace(errand, strike=Strike("kill", step)))) == KILLED, account(errand.report)
    assert ended(scene.start(errand)) == DONE
    assert published(errand.out) == scene.course.content
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "report", "temporary"]


GATE = """
import os, time
import pipeline.read

read = pipeline.read.read

def gated(data, ocr):
    if data.rstrip().endswith(b"@GATE"):
        open(os.environ["REACHED"], "w").close()
        while not os.path.exists(os.environ["OPEN"]):
            time.sleep(0.05)
    return read(data, ocr)

pipeline.read.read = gated
"""
"""Makes the process that reads a file which ends in @GATE wait there until it is opened, so that a run stands still in its midst."""


def test_the_command_itself_goes_on_after_a_kill_and_while_its_database_is_away(scene: Scene, tmp_path: Path) -> None:
    """Killed when the first batches are kept; begun again, and its server killed and started anew while it reads what is left."""
    if scene.server is None:
        pytest.skip("there is no PostgreSQL server")
    source, out, gate, reached = (tmp_path / name for name in ("plans", "out", "open", "reached"))
    source.mkdir()
    for number in range(12):  # by their names these files cost so much that few make a batch
        (source / f"{number:02}.doc").write_text(plan(2010 + number) + "@GATE" * (number == 7), "utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/sitecustomize.py").write_text(GATE, "utf-8")
    db = scene.server.new_database()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path / "site"), str(ROOT)]), "OPEN": str(gate), "REACHED": str(reached)}
    environment |= {MARK: str(tmp_path), "KEHOACH_TIMEOUT": "900"}
    command = [sys.executable, "-m", "pipeline.cli", "run", str(source), "--out", str(out), "--db", db, "--json", "--quiet", "--workers", "2"]

    def begin() -> subprocess.Popen[str]:
        reached.unlink(missing_ok=True)
        return subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    first = begin()
    until(lambda: first.poll() is not None or (reached.exists() and kept(out, db) > 0))
    first.kill()
    assert (first.communicate()[1], first.returncode) == ("", KILLED)
    await_the_end(tmp_path)
    before = kept(out, db)
    second = begin()
    until(lambda: second.poll() is not None or reached.exists())
    kill_with_children(scene.server.process_id)
    gate.touch()
    scene.server.start_again()
    told, said = second.communicate(timeout=PATIENCE)
    assert (second.returncode, said) == (0, "")
    report = json.loads(told.splitlines()[-1])
    assert (report["unchanged"], report["read"]) == (before, 12 - before) and 0 < before < 12
    await_the_end(tmp_path)
    errand = Errand(source, tmp_path / "undisturbed", tmp_path / "report", tmp_path / "temporary")
    assert ended(scene.start(errand)) == DONE
    assert published(out) == published(errand.out)
    assert replace(held(out, db), unfinished_runs=0) == held(errand.out, None)


def kept(out: Path, db: str) -> int:
    """The plans that are in the store."""
    try:
        return held(out, db).plans
    except Trouble:
        return 0


def test_a_dataset_that_cannot_be_written_is_told_and_left_as_it_is(plans: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if why := missing("tmpfs", None, disk):
        pytest.skip(why)
    with small_disk(disk):
        run(disk / "out", plans / "2019.txt")
        before = published(disk / "out")
        remount(disk, "ro")
        with pytest.raises(Trouble) as raised:
            run(disk / "out", plans)
        assert raised.value.name == "usage.out-not-writable"
        assert status_of(disk / "out", None).plans == 1
        remount(disk, "rw")
        assert published(disk / "out") == before
        run(disk / "out", plans)
        run(tmp_path / "afresh", plans)
        assert published(disk / "out") == published(tmp_path / "afresh")


def test_a_disk_that_is_full_when_the_folders_are_exchanged_is_told_as_full(plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if why := missing("tmpfs", None, disk):
        pytest.skip(why)

    def filled(store: Store) -> None:
        with (disk / "filler").open("wb", buffering=0) as filler, suppress(OSError):
            while filler.write(bytes(4096)):
                pass
        checkpoint(store)

    with small_disk(disk):
        run(disk / "out", plans / "2019.txt")
        before = published(disk / "out")
        remount(disk, "size=16m")
        with monkeypatch.context() as full:
            full.setattr("pipeline.store.database.checkpoint", filled)
            with pytest.raises(Trouble) as raised:
                run(disk / "out", plans)
        assert raised.value.name == "store.full"
        assert published(disk / "out") == before
        (disk / "filler").unlink()
        run(disk / "out", plans, read=lambda _: pytest.fail("what is known is not read again"))
        run(tmp_path / "afresh", plans)
        assert published(disk / "out") == published(tmp_path / "afresh")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")])
def test_what_else_lay_in_the_dataset_is_not_lost_with_the_folder_whose_place_was_taken(
    error: BaseException, plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run is stopped, or finds no room, at the moment when the new folder is in place and what else lay in the old one has not been moved."""
    out = tmp_path / "out"
    run(out, plans / "2019.txt")
    (out / "notes.md").write_text("của tôi", "utf-8")

    def stopped(_: folder.Place) -> None:
        monkeypatch.undo()
        raise error

    exchange = folder._exchange

    def exchanged(*paths: Path) -> None:
        exchange(*paths)
        monkeypatch.setattr(folder.Place, "settle", stopped)

    monkeypatch.setattr(folder, "_exchange", exchanged)
    with pytest.raises((KeyboardInterrupt, Trouble)):
        run(out, plans)
    run(out, plans)
    assert (out / "notes.md").read_text("utf-8") == "của tôi"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "plans"]


def test_a_run_that_is_stopped_while_it_lets_go_of_a_lock_does_not_wait_for_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = folder.Place(tmp_path / "out")

    def stopped(_: Path) -> None:
        monkeypatch.undo()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), place.shared():
        monkeypatch.setattr(Path, "unlink", stopped)
    monkeypatch.setattr(folder, "PATIENCE", 0.0)
    with place.alone():
        pass
    assert list(tmp_path.iterdir()) == []


def test_what_a_nursery_that_is_killed_leaves_goes_with_its_owner_or_when_another_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    first, second, third = Nursery(), Nursery(), Nursery()
    try:
        (worker, _), (_, kept_open) = first.hire(300), second.hire(300)
        assert len(list(tmp_path.iterdir())) == 2
        first._process.send_signal(signal.SIGKILL)
        first._process.wait()
        until(lambda: not alive(worker))
        third.hire(300)
        assert len(list(tmp_path.iterdir())) == 2, "that of a nursery that works stays"
        third._process.send_signal(signal.SIGKILL)
        third._process.wait()
        third.close()
        assert len(list(tmp_path.iterdir())) == 1
        kept_open.close()
    finally:
        for each in (first, second, third):
            each.close()
    assert list(tmp_path.iterdir()) == []
