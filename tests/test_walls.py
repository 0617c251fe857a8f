"""The walls around each file, through the command line: whatever a file does to the process that reads it, every other has its record."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from pipeline.ingest import distinct, gather
from pipeline.process import process
from pipeline.walls.crew import Crew
from pipeline.walls.limits import Limits
from pipeline.walls.nursery import Nursery
from tests.patience import PATIENCE, until
from tests.poison import LETTERS, NOTHING, looping_pages, nested_forms

ROOT = Path(__file__).parent.parent
PLAN = "KẾ HOẠCH\nCải cách hành chính năm {}\nI. NHIỆM VỤ\n- Phòng Nội vụ chủ trì rà soát thủ tục hành chính.\n"

DEEDS = """
import os, subprocess, sys, time
import pipeline.read

def segfault():
    import ctypes
    ctypes.string_at(0)

def allocate_in_c():
    import ctypes
    malloc = ctypes.CDLL(None).malloc
    malloc.restype = ctypes.c_void_p
    while place := malloc(1 << 24):
        ctypes.memset(ctypes.c_void_p(place), 1, 1 << 24)
    os.abort()

def allocate():
    held = []
    while True:
        held.append(bytearray(1 << 24))

kept = []

def keep():
    kept.extend(bytearray(1 << 24) for _ in range(7))

def take():
    [bytearray(1 << 24) for _ in range(13)]

def call_another_program_and_wait():
    subprocess.run(["sleep", "4321"], start_new_session=True)

def die_once():
    try:
        open(os.environ["ONCE"], "x").close()
    except FileExistsError:
        return
    os._exit(3)

deeds = {
    b"SEGFAULT": segfault,
    b"EXIT": lambda: os._exit(0),
    b"ABORT": os.abort,
    b"ALLOCATE": allocate,
    b"ALLOCATE IN C": allocate_in_c,
    b"SLEEP": lambda: time.sleep(4321),
    b"SPIN": lambda: 7 ** (7 ** 12),
    b"KEEP": keep,
    b"TAKE": take,
    b"CALL": call_another_program_and_wait,
    b"ONCE": die_once,
    b"WAIT": lambda: time.sleep(0.2),
}
read = pipeline.read.read

def harmed(data, ocr):
    deeds.get(data.rpartition(b"@")[2].strip(), lambda: None)()
    return read(data, ocr)

pipeline.read.read = harmed
"""
"""Makes the process that reads a file which ends in @ and a word do to itself what the word says."""


@pytest.fixture
def harmful(tmp_path: Path) -> Mapping[str, str]:
    """An environment in which files can do harm."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/sitecustomize.py").write_text(DEEDS, "utf-8")
    return {"PYTHONPATH": os.pathsep.join([str(tmp_path / "site"), str(ROOT)]), "ONCE": str(tmp_path / "once")}


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, deed: str = "") -> None:
    (folder / name).write_text(PLAN.format(name) + (f"@{deed}" if deed else ""), "utf-8")


def start(*arguments: str | Path, environment: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline.cli", *map(str, arguments)]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT), **(environment or {})}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def extract(folder: Path, *options: str, environment: Mapping[str, str] | None = None) -> tuple[dict[str, str | None], bytes, str]:
    """The code of each file's error, if any, by name, in their order; all that was written; what was said."""
    done = start("extract", folder, *options, environment=environment)
    written, said = done.communicate(timeout=PATIENCE)
    assert b"Traceback" not in said, said
    records = [json.loads(line) for line in written.splitlines()]
    assert done.returncode == int(any(map(error_of, records))), said
    return {record["source"]["path"]: error_of(record) for record in records}, written, said.decode()


def error_of(record: dict[str, list[dict[str, str]]]) -> str | None:
    return next((each["code"] for each in record["diagnostics"] if each["severity"] == "error"), None)


def kin(of: int) -> Iterator[tuple[int, list[str]]]:
    """The processes that descend from one, with what their command lines say."""
    parents: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents.setdefault(int(status.read_text().rpartition(")")[2].split()[1]), []).append(int(status.parent.name))
        except OSError:
            continue
    waiting = list(parents.get(of, ()))
    while waiting:
        process = waiting.pop()
        waiting += parents.get(process, ())
        try:
            yield process, Path(f"/proc/{process}/cmdline").read_text().split("\0")
        except OSError:
            continue


def workers_of(command: int) -> list[int]:
    """The process ids of the workers of a command that runs: the children of its nursery."""
    nurseries = [process for process, words in kin(command) if any("nursery" in word for word in words)]
    return [process for process in nurseries if process != min(nurseries)]


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_file_that_harms_its_process_costs_itself_alone(harmful: Mapping[str, str], plans: Path) -> None:
    deeds = {
        "SEGFAULT": "crashed",
        "EXIT": "crashed",
        "ABORT": "crashed",
        "ALLOCATE": "out-of-memory",
        "ALLOCATE IN C": "out-of-memory",
        "SLEEP": "timed-out",
        "SPIN": "timed-out",
    }
    expected: dict[str, str | None] = {}
    for number, (deed, code) in enumerate(deeds.items()):
        put(plans, f"{number} poison.txt", deed)
        put(plans, f"{number} sound.txt")
        expected |= {f"{number} poison.txt": code, f"{number} sound.txt": None}
    put(plans, "once.txt", "ONCE")
    expected["once.txt"] = None
    limits = ("--timeout", "1.5", "--memory", "300")
    both, written, said = extract(plans, "--workers", "2", *limits, environment=harmful)
    assert both == expected
    assert list(both) == sorted(both)
    assert len(said.splitlines()) == len(deeds)
    Path(harmful["ONCE"]).unlink()
    assert extract(plans, "--workers", "1", *limits, environment=harmful)[1] == written, "the number of workers changes nothing"


def test_pdfs_that_no_library_ends_reading(plans: Path) -> None:
    (plans / "forms.pdf").write_bytes(nested_forms(NOTHING))
    (plans / "loop.pdf").write_bytes(looping_pages())
    put(plans, "sound.txt")
    codes, _, said = extract(plans, "--timeout", "3", "--memory", "8000")
    assert codes == {"forms.pdf": "timed-out", "loop.pdf": "damaged", "sound.txt": None}
    assert "forms.pdf: The file takes too long to read: open and save it anew, split it, or run with a greater --timeout." in said


def test_a_pdf_that_takes_all_memory(plans: Path) -> None:
    (plans / "letters.pdf").write_bytes(nested_forms(LETTERS))
    put(plans, "sound.txt")
    assert extract(plans, "--memory", "400")[0] == {"letters.pdf": "out-of-memory", "sound.txt": None}


def test_what_to_do_is_said_in_vietnamese_too(harmful: Mapping[str, str], plans: Path) -> None:
    put(plans, "a.txt", "EXIT")
    said = start("--lang", "vi", "extract", plans, environment=harmful).communicate(timeout=PATIENCE)[1].decode()
    assert said == "a.txt: tiến trình đọc tệp bị sập vì tệp này: hãy mở ra và lưu lại, hoặc báo lỗi kèm theo tệp\n"


def test_workers_killed_from_outside_lose_nothing(harmful: Mapping[str, str], plans: Path, tmp_path: Path) -> None:
    for number in range(30):
        put(plans, f"{number:02}.txt", "WAIT")
    _, undisturbed, _ = extract(plans, environment=harmful)
    command = start("extract", plans, "--out", tmp_path / "records.jsonl", "--workers", "2", environment=harmful)
    killed = 0
    while killed < 4 and command.poll() is None:
        for worker in workers_of(command.pid)[:1]:
            os.kill(worker, signal.SIGKILL)
            killed += 1
        time.sleep(0.7)
    assert (command.communicate(timeout=PATIENCE), command.returncode, killed) == ((b"", b""), 0, 4)
    assert (tmp_path / "records.jsonl").read_bytes() == undisturbed


def test_the_nursery_killed_from_outside_loses_nothing(harmful: Mapping[str, str], plans: Path) -> None:
    for number in range(12):
        put(plans, f"{number:02}.txt", "WAIT")
    command = start("extract", plans, "--workers", "2", environment=harmful)
    while not workers_of(command.pid):
        time.sleep(0.05)
    os.kill(min(process for process, words in kin(command.pid) if any("nursery" in word for word in words)), signal.SIGKILL)
    written, said = command.communicate(timeout=PATIENCE)
    assert (command.returncode, len(written.splitlines()), said) == (0, 12, b"")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_command_that_is_stopped_leaves_no_process_and_no_file(harmful: Mapping[str, str], plans: Path, tmp_path: Path, number: signal.Signals) -> None:
    put(plans, "a.txt", "CALL")
    put(plans, "b.txt", "SPIN")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    command = start("extract", plans, "--workers", "2", environment={**harmful, "TMPDIR": str(temporary)})
    while not any("4321" in words for _, words in kin(command.pid)):
        assert command.poll() is None
        time.sleep(0.05)
    family = [process for process, _ in kin(command.pid)]
    assert len(family) == 4
    command.send_signal(number)
    command.communicate(timeout=PATIENCE)
    until(lambda: not any(map(alive, family)))
    assert list(temporary.iterdir()) == []


def test_programs_that_a_file_called_end_with_its_time(harmful: Mapping[str, str], plans: Path) -> None:
    put(plans, "a.txt", "CALL")
    for number in range(20):
        put(plans, f"b{number}.txt", "WAIT")
    command = start("extract", plans, "--out", plans.parent / "records.jsonl", "--workers", "1", "--timeout", "1", environment=harmful)
    callers: set[int] = set()
    while command.poll() is None:
        now = {process for process, words in kin(command.pid) if "4321" in words}
        assert len(now) <= 1
        callers |= now
        time.sleep(0.05)
    assert len(callers) == 2, "a file that had to wait is read once more"
    assert not any(map(alive, callers))
    command.communicate()


def test_show_and_explain_stand_behind_the_wall_too(harmful: Mapping[str, str], plans: Path) -> None:
    put(plans, "a.txt", "SEGFAULT")
    put(plans, "b.txt")
    for name in ("show", "explain"):
        command = start(name, plans, environment=harmful)
        written, said = command.communicate(timeout=PATIENCE)
        assert command.returncode == 1
        assert said.startswith(b"a.txt: The process that read the file died") and "Phòng Nội vụ" in written.decode()


def test_run_goes_on_past_poison(harmful: Mapping[str, str], plans: Path, tmp_path: Path) -> None:
    for deed in ("SEGFAULT", "ALLOCATE", "SLEEP"):
        put(plans, f"{deed}.txt", deed)
    put(plans, "z.txt")
    limits = {"KEHOACH_TIMEOUT": "2", "KEHOACH_MEMORY": "300", "KEHOACH_WORKERS": "2"}
    command = start("run", plans, "--out", tmp_path / "dataset", "--json", "--quiet", environment={**harmful, **limits})
    *events, done = map(json.loads, command.communicate(timeout=PATIENCE)[0].splitlines())
    assert command.returncode == 1
    assert [(each["path"], each["code"]) for each in done["failures"]] == [
        ("ALLOCATE.txt", "out-of-memory"),
        ("SEGFAULT.txt", "crashed"),
        ("SLEEP.txt", "timed-out"),
    ]
    assert [each["path"] for each in events if each["event"] == "read"] == ["z.txt"]


def test_crew_gives_what_one_process_gives_and_works_in_a_daemon(plans: Path) -> None:
    for number in range(5):
        put(plans, f"{number}.txt")
    contents = distinct(gather([str(plans)]).files)
    with Crew(Limits(workers=2)) as crew:
        assert [each.record for each in crew.process(contents)] == [process(content).record for content in contents]
        first = next(crew.process(contents))
        assert [first.record, *(each.record for each in crew.process(contents[1:]))] == [process(content).record for content in contents]
    daemon = (
        "import multiprocessing, sys\n"
        "from pipeline.ingest import distinct, gather\n"
        "from pipeline.walls.crew import Crew\n"
        "def read(folder):\n"
        "    with Crew() as crew:\n"
        "        sys.exit(40 + len(list(crew.process(distinct(gather([folder]).files)))))\n"
        "worker = multiprocessing.get_context('fork').Process(target=read, args=[sys.argv[1]], daemon=True)\n"
        "worker.start(); worker.join(); sys.exit(worker.exitcode)\n"
    )
    done = subprocess.run([sys.executable, "-c", daemon, str(plans)], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=PATIENCE, check=False)
    assert done.returncode == 45


def test_a_file_is_not_blamed_for_the_memory_of_those_before_it(harmful: Mapping[str, str], plans: Path) -> None:
    put(plans, "a.txt", "KEEP")
    put(plans, "b.txt", "TAKE")
    put(plans, "c.txt", "ALLOCATE")
    assert extract(plans, "--workers", "1", "--memory", "300", environment=harmful)[0] == {"a.txt": None, "b.txt": None, "c.txt": "out-of-memory"}


def test_results_wait_in_little_room(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(12):
        put(plans, f"{number:02}.txt")
    monkeypatch.setattr("pipeline.walls.crew.ROOM", 1)
    with Crew(Limits(workers=2)) as crew:
        assert [each.plan.source.path for each in crew.process(distinct(gather([str(plans)]).files))] == [f"{number:02}.txt" for number in range(12)]


def test_a_crew_is_dismissed_whatever_it_does(harmful: Mapping[str, str], plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", harmful["PYTHONPATH"])
    put(plans, "a.txt")
    put(plans, "b.txt", "SLEEP")
    with Crew(Limits(workers=2)) as crew:
        processed = crew.process(distinct(gather([str(plans)]).files))
        assert next(processed).failure is None
        workers = workers_of(os.getpid())
        assert len(workers) == 2
        crew.dismiss()
        until(lambda: not any(map(alive, workers)))
        with pytest.raises(CancelledError):
            next(processed)


def test_a_worker_that_is_buried_says_how_it_ended_and_all_end_with_their_nursery() -> None:
    nursery = Nursery()
    try:
        (first, one), (second, other) = nursery.hire(300), nursery.hire(300)
        assert first != second
        one.close()
        death = nursery.bury(first)
        assert (death.signal, death.code) in ((signal.SIGKILL, None), (None, 0))
        other.close()
    finally:
        nursery.close()
    until(lambda: not any(map(alive, (first, second))))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_the_time_of_another_program_is_not_taken_from_the_file(plans: Path) -> None:
    (plans / "plan.rtf").write_text(r"{\rtf1\ansi KE HOACH\par I. NHIEM VU\par - Phong Noi vu chu tri ra soat thu tuc hanh chinh.\par}", "ascii")
    assert extract(plans, "--timeout", "1.5")[0] == {"plan.rtf": None}
