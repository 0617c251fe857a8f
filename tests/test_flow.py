"""The main job as a user runs it: the command, a real flow on a real server of Prefect's, the dataset."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import pipeline
from pipeline.prefect_server import state_home
from tests.patience import PATIENCE

if TYPE_CHECKING:
    from tests.postgres import Server

ROOT = Path(__file__).parent.parent
PLAN = "KẾ HOẠCH\nCải cách hành chính năm {}\nI. NHIỆM VỤ\n- Phòng Nội vụ chủ trì rà soát thủ tục hành chính.\n"


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    for year in (2019, 2020):
        (folder / f"{year}.txt").write_text(PLAN.format(year), "utf-8")
    shutil.copy(folder / "2019.txt", folder / "copy.txt")
    return folder


def environment(**more: str) -> Mapping[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "LC_", "LANG"))}
    return {**clean, "PYTHONPATH": str(ROOT), **more}


def start(*arguments: str | Path, cwd: Path, **more: str) -> subprocess.Popen[str]:
    program = [sys.executable, *map(str, arguments)]
    return subprocess.Popen(program, cwd=cwd, env=environment(**more), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def run(*arguments: str | Path, cwd: Path, **more: str) -> tuple[int, str, str]:
    started = start(*arguments, cwd=cwd, **more)
    output, errors = started.communicate(timeout=PATIENCE)
    return started.returncode, output, errors


KEHOACH = ("-m", "pipeline.cli", "run")


def test_run_builds_a_dataset_and_tells_what_it_did(state: Path, plans: Path, tmp_path: Path) -> None:
    code, output, errors = run(*KEHOACH, "plans", "--out", "dataset", cwd=tmp_path)
    assert code == 0, errors
    assert [plan.source.copies for plan in pipeline.read_dataset(tmp_path / "dataset")] == [("copy.txt",), ()]
    assert list(pipeline.read_dataset(tmp_path / "dataset")) == list(pipeline.extract_plans(plans))
    assert "2019.txt" in output and "Cải cách hành chính năm 2020" in output and output.endswith("Dataset: dataset\n")
    told = errors.splitlines()
    assert told[0].startswith("Building a dataset from 3 files")
    assert told[1].startswith("Prefect is ready")
    assert "ingest 2 in" in told[2] and "write 2 in" in told[2]
    assert len(told) == 3, "no traceback, no warning"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dataset", "plans"], "Prefect's files are elsewhere"
    assert (state / "kehoach/prefect/prefect.db").exists()


def test_run_in_json_with_failures(plans: Path, tmp_path: Path) -> None:
    (plans / "empty.txt").touch()
    code, output, errors = run(*KEHOACH, "plans", "--out", tmp_path / "dataset", "--json", "--quiet", "--lang", "vi", cwd=tmp_path)
    assert (code, errors) == (1, "")
    surveyed, *files, batch, publishing, done = map(json.loads, output.splitlines())
    assert (surveyed["event"], surveyed["files"], surveyed["unchanged"]) == ("surveyed", 3, 0)
    assert [(each["event"], each["path"], each["copies"], each.get("tasks", each.get("code"))) for each in files] == [
        ("read", "2019.txt", 1, 1),
        ("read", "2020.txt", 0, 1),
        ("failed", "empty.txt", 0, "empty-file"),
    ]
    assert (batch["event"], batch["number"], batch["files"], batch["failed"], publishing["event"]) == ("batch", 1, 3, 1, "publishing")
    assert (done["event"], done["dataset"], done["read"], done["failed"], done["tasks"]) == ("done", str(tmp_path / "dataset"), 2, 1, 2)
    assert [(failure["path"], failure["code"]) for failure in done["failures"]] == [("empty.txt", "empty-file")]
    counts = {stage: figures["count"] for stage, figures in done["stages"].items()}
    assert counts == {"ingest": 3, "segment": 2, "extract": 2, "normalize": 2, "write": 3, "publish": 2}


def test_failures_are_listed_in_the_language_asked_for(plans: Path, tmp_path: Path) -> None:
    (plans / "empty.txt").touch()
    code, output, errors = run(ROOT / "flows.py", "plans", "--out", "dataset", "--quiet", "--lang", "vi", cwd=tmp_path)
    assert (code, output) == (1, "")
    assert errors.splitlines() == ["Không đọc được 1/3 nguồn:", "  empty.txt: tệp rỗng: hãy lấy lại tệp từ nguồn"]


@pytest.mark.usefixtures("plans")
def test_runs_at_the_same_time(tmp_path: Path) -> None:
    runs = [start(*KEHOACH, "plans", "--out", f"dataset{number}", "--quiet", cwd=tmp_path) for number in range(2)]
    assert [(each.communicate(timeout=PATIENCE), each.returncode) for each in runs] == [(("", ""), 0)] * 2
    first, second = ((tmp_path / f"dataset{number}/plans.jsonl").read_bytes() for number in range(2))
    assert first == second


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize(("number", "after"), [(signal.SIGINT, 0.2), (signal.SIGINT, 1.5), (signal.SIGTERM, 1.0)])
def test_run_that_is_stopped_says_so_and_leaves_nothing(tmp_path: Path, number: int, after: float) -> None:
    started = start(*KEHOACH, "plans", "--out", "dataset", cwd=tmp_path)
    assert started.stderr is not None and started.stderr.readline().startswith("Building")
    time.sleep(after)
    started.send_signal(number)
    _, errors = started.communicate(timeout=PATIENCE)
    assert started.returncode == 130
    assert errors == "Error: Stopped; what was there before is unchanged.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["plans"]


@pytest.mark.usefixtures("plans")
def test_run_into_postgresql_and_again(state: Path, postgres: Server, tmp_path: Path) -> None:
    """The files are those that the database in the folder gives; nothing is read twice, and no password is written down."""
    url = postgres.new_database().replace("kehoach@", "kehoach:mat-khau@")
    for _ in range(2):
        code, output, errors = run(*KEHOACH, "plans", "--out", "dataset", "--db", url, "--json", "--quiet", cwd=tmp_path)
        assert (code, errors) == (0, "")
    done = json.loads(output)
    assert (done["event"], done["unchanged"], done["files"]) == ("done", 2, 0)
    assert list(pipeline.read_dataset(tmp_path / "dataset")) == list(pipeline.extract_plans(tmp_path / "plans"))
    assert not (tmp_path / "dataset/kehoach.sqlite").exists()
    assert [file for file in (*state.rglob("*"), *tmp_path.rglob("*")) if file.is_file() and b"mat-khau" in file.read_bytes()] == []


@pytest.mark.usefixtures("plans")
def test_server_that_cannot_be_reached_is_told(tmp_path: Path) -> None:
    code, _, errors = run(*KEHOACH, "plans", "--out", "dataset", "--quiet", cwd=tmp_path, PREFECT_API_URL="http://127.0.0.1:9/api")
    assert code == 2
    assert len(errors.splitlines()) == 1 and "http://127.0.0.1:9/api" in errors
    assert not (tmp_path / "dataset").exists()


def test_state_home(tmp_path: Path) -> None:
    assert state_home({"XDG_STATE_HOME": "/state"}) == Path("/state/kehoach/prefect")
    assert state_home({"XDG_STATE_HOME": "relative"}) == Path.home() / ".local/state/kehoach/prefect"
    assert state_home({"PREFECT_HOME": str(tmp_path), "XDG_STATE_HOME": "/state"}) == tmp_path


def test_error_of_the_program_itself_is_a_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(PLAN, "utf-8")
    monkeypatch.setattr("pipeline.extract.annotate", lambda document: document.nothing)
    (plan,) = pipeline.extract_plans(tmp_path)
    assert [each.code for each in plan.diagnostics] == ["internal-error"]
    assert "a.txt (AttributeError in " in plan.diagnostics[0].message
    assert str(ROOT) not in plan.diagnostics[0].message


def test_python_interface(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(PLAN.format(2019), "utf-8")
    document = pipeline.read_document(file)
    assert document.text.startswith("KẾ HOẠCH")
    plan = pipeline.extract_plan(str(file))
    assert [plan] == list(pipeline.extract_plans(file))
    assert pipeline.extract_plan(file.read_bytes()).plan_id == plan.plan_id
    assert list(pipeline.to_frames([plan])["tasks"].text) == [task.text for task in plan.tasks]
