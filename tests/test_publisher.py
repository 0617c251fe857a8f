"""The files of a large dataset are written by a process of their own: the same files, whatever becomes of that process or of its owner."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.ingest import Content, distinct, gather
from pipeline.messages import Trouble, speak
from pipeline.process import process
from pipeline.store import DatasetWriter, dataset
from tests.obstacles import remount, small_disk
from tests.patience import until
from tests.soak import missing
from tests.soundness import published
from tests.test_walls import alive, kin

ROOT = Path(__file__).parent.parent
PLAN = "KẾ HOẠCH\nSố: {number}/KH-UBND\nCải cách hành chính năm 2024\nI. NHIỆM VỤ\n- Sở Nội vụ chủ trì thực hiện trước ngày {number}/6/2024.\n"
OWNER = """
import sys
from pathlib import Path
from pipeline.store import DatasetWriter, dataset

dataset.MOST_HERE = 0
with DatasetWriter(Path(sys.argv[1])) as writer:
    writer.publish()
"""
"""Publishes what a store holds, and does no more."""


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> list[Content]:
    folder = tmp_path_factory.mktemp("plans")
    for number in (7, 8, 9):
        (folder / f"{number}.txt").write_text(PLAN.format(number=number), "utf-8")
        (folder / f"again-{number}.txt").write_text(PLAN.format(number=number).upper(), "utf-8")
    return distinct(gather([str(folder)]).files)


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dataset of any size is written by a process of its own."""
    monkeypatch.setattr(dataset, "MOST_HERE", 0)


def keep(out: Path, contents: list[Content]) -> None:
    """Plans into a store, from which nothing is published."""
    with DatasetWriter(out) as writer:
        writer.add([process(content) for content in contents])


def publish(out: Path) -> int:
    """The number of findings."""
    with DatasetWriter(out) as writer:
        return len(writer.publish())


@pytest.fixture
def expected(contents: list[Content], tmp_path: Path) -> object:
    """What is published in the ordinary way."""
    keep(tmp_path / "expected", contents)
    assert publish(tmp_path / "expected") > 0
    return published(tmp_path / "expected")


@pytest.mark.usefixtures("apart")
def test_the_files_and_the_findings_are_the_same(contents: list[Content], expected: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path / "out", contents)
    assert publish(tmp_path / "out") == publish(tmp_path / "expected") > 0
    assert published(tmp_path / "out") == expected
    with monkeypatch.context() as known:
        known.setattr("pipeline.store.publisher.publish_apart", lambda *_: pytest.fail("nothing has changed"))
        publish(tmp_path / "out")


def test_the_run_keeps_its_memory_for_reading(contents: list[Content], expected: object, tmp_path: Path) -> None:
    keep(tmp_path / "out", contents)
    told = "assert not {'pandas', 'pyarrow'} & sys.modules.keys()"
    subprocess.run([sys.executable, "-c", OWNER + told, str(tmp_path / "out")], cwd=ROOT, check=True)
    assert published(tmp_path / "out") == expected


@contextmanager
def halted(out: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A run that publishes, and the process that writes for it, which has been halted in its work."""
    with subprocess.Popen([sys.executable, "-c", OWNER, str(out)], cwd=ROOT, stderr=subprocess.PIPE) as owner:
        writer = until(lambda: next((number for number, words in kin(owner.pid) if any("publisher" in word for word in words)), None))
        until((out.parent / f".{out.name}.building").exists)
        os.kill(writer, signal.SIGSTOP)
        try:
            yield owner, writer
        finally:
            for number in (owner.pid, writer):
                if alive(number):
                    os.kill(number, signal.SIGKILL)


def test_the_next_run_waits_for_what_a_killed_one_left_at_work(contents: list[Content], expected: object, tmp_path: Path) -> None:
    keep(tmp_path / "out", contents)
    with halted(tmp_path / "out") as (owner, writer):
        owner.kill()
        owner.wait()
        next_run = threading.Thread(target=publish, args=(tmp_path / "out",))
        next_run.start()
        next_run.join(0.5)
        assert next_run.is_alive() and alive(writer), "both would write the same folder"
        os.kill(writer, signal.SIGCONT)
        next_run.join()
        assert not alive(writer)
    assert published(tmp_path / "out") == expected
    assert sorted(path.name for path in tmp_path.iterdir()) == ["expected", "out"]


@pytest.mark.parametrize("deed", [signal.SIGKILL, signal.SIGSEGV])
def test_a_writer_that_is_killed_is_told_and_the_same_command_goes_on(deed: signal.Signals, contents: list[Content], expected: object, tmp_path: Path) -> None:
    keep(tmp_path / "out", contents[:1])
    publish(tmp_path / "out")
    before = published(tmp_path / "out")
    keep(tmp_path / "out", contents)
    with halted(tmp_path / "out") as (owner, writer):
        os.kill(writer, deed)
        os.kill(writer, signal.SIGCONT)
        last = owner.communicate()[1].decode().splitlines()[-1]
        assert f"the process that wrote the dataset's files was ended ({signal.strsignal(deed)}); the plans are kept" in last
    assert published(tmp_path / "out") == before
    publish(tmp_path / "out")
    assert published(tmp_path / "out") == expected
    assert sorted(path.name for path in tmp_path.iterdir()) == ["expected", "out"]


def test_a_run_that_is_stopped_ends_its_writer(contents: list[Content], tmp_path: Path) -> None:
    keep(tmp_path / "out", contents)
    with halted(tmp_path / "out") as (owner, writer):
        owner.send_signal(signal.SIGINT)
        owner.communicate()
        assert not alive(writer)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


@pytest.mark.usefixtures("apart")
def test_a_full_disk_is_told_as_one(contents: list[Content], expected: object, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if why := missing("tmpfs", None, disk):
        pytest.skip(why)
    with small_disk(disk):
        keep(disk / "out", contents)
        size = sum(file.stat().st_blocks * 512 for file in disk.rglob("*") if file.is_file())
        remount(disk, f"size={size // 1024 + 12}k")
        with pytest.raises(Trouble) as raised:
            publish(disk / "out")
        assert raised.value.name in ("usage.writing-failed", "store.full")
        assert [path.name for path in disk.iterdir()] == ["out"]
        remount(disk, "size=1g")
        publish(disk / "out")
        assert published(disk / "out") == expected


def test_trouble_of_another_process_is_told_in_the_language_of_this_one() -> None:
    speak("en")
    carried = pickle.dumps(Trouble("store.locked", store="a"))
    speak("vi")
    try:
        here = pickle.loads(carried)
        assert (type(here), here.name, str(here)) == (Trouble, "store.locked", str(Trouble("store.locked", store="a")))
        assert "chương trình khác" in str(here)
    finally:
        speak(None)
