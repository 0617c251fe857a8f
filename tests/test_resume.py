"""A run survives: killed, stopped, its workers shot, its disk full, its database away; the same command goes on, nothing lost, nothing twice."""

from __future__ import annotations

import errno
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.messages import Trouble
from pipeline.store import DatasetWriter, folder
from pipeline.walls.nursery import Nursery
from tests.soak import KILLED, Scene, ended, server_or_none
from tests.strikes import Errand, Strike
from tests.test_incremental import plans, run

__all__ = ["plans"]
PLANS = 12


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with server_or_none() as server:
        yield Scene(tmp_path_factory.mktemp("scene"), PLANS, server)


def test_a_run_that_is_killed_while_it_begins_leaves_what_the_next_can_use(scene: Scene, tmp_path: Path) -> None:
    """At each of the steps by which a store comes to be."""
    for step in range(1, 60):
        out = tmp_path / f"{step}" / "out"
        out.parent.mkdir()
        errand = Errand(scene.source, out, out.with_name("report"), tmp_path / "temporary", strike=Strike("kill", step))
        assert ended(scene.start(errand)) == KILLED
        with DatasetWriter(out) as writer:
            writer.keeping  # noqa: B018 (the run begins)
        assert {path.name for path in out.parent.iterdir()} <= {"report", "out"}, f"step {step}"


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


def test_a_nursery_that_is_killed_leaves_nothing_once_the_next_one_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    first, second, third = Nursery(), Nursery(), Nursery()
    try:
        first.hire(300)
        _, connection = second.hire(300)
        assert len(list(tmp_path.iterdir())) == 2
        first._process.send_signal(signal.SIGKILL)
        first._process.wait()
        third.hire(300)
        assert len(list(tmp_path.iterdir())) == 2, "that of a nursery that works stays"
        connection.close()
    finally:
        for each in (first, second, third):
            each.close()
    assert list(tmp_path.iterdir()) == []
