"""The flows as deployments on a real Prefect server: the archive watched and on a schedule, its audit, its export, and what Prefect's page shows of them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests import patience
from tests.patience import PATIENCE

ROOT = Path(__file__).parent.parent
until = partial(patience.until, pause=0.5)
PLAN = "KẾ HOẠCH\nCải cách hành chính năm {}\nI. CẢI CÁCH THỂ CHẾ\n- Phòng Nội vụ chủ trì rà soát văn bản trước ngày 30/6.\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deploy")
    (folder / "plans").mkdir()
    (folder / "plans/2019.txt").write_text(PLAN.format(2019), "utf-8")
    return folder


def environment(place: Path, **more: str) -> Mapping[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "LC_", "LANG"))}
    quiet = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "PREFECT_SERVER_UI_ENABLED": "false"}
    return {**clean, **quiet, "PREFECT_HOME": str(place / "home"), "PYTHONPATH": str(ROOT), **more}


@contextmanager
def running(place: Path, log: str, *command: str, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program in a process group of its own, which is ended with all of its children."""
    with (place / log).open("ab") as opened:
        process = subprocess.Popen([sys.executable, *command], cwd=place, env=environment(place, **more), stdout=opened, stderr=opened, start_new_session=True)
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def server(place: Path) -> Iterator[httpx.Client]:
    """A Prefect server as ``prefect server start`` runs it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/api"
    with (
        running(place, "server.log", "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)),
        httpx.Client(base_url=url, timeout=PATIENCE) as client,
    ):

        def is_up() -> bool:
            try:
                return client.get("/health").is_success
            except httpx.TransportError:
                return False

        until(is_up)
        yield client


def deploying(place: Path, server: httpx.Client, *more: str) -> Any:
    (place / "deploy.log").unlink(missing_ok=True)
    url = str(server.base_url).rstrip("/")
    return running(place, "deploy.log", "-m", "pipeline.cli", "deploy", "plans", "--out", "dataset", *more, PREFECT_API_URL=url)


def told(place: Path) -> str:
    return (place / "deploy.log").read_text("utf-8")


def ask(server: httpx.Client, flow: str, deployment: str, **parameters: Any) -> dict[str, Any]:
    """Ask for a run of a deployment; the run when it has ended."""
    known = server.get(f"/deployments/name/{flow}/{deployment}").json()

    def answered() -> httpx.Response | None:
        """The server's answer, once its database has a moment for us."""
        answer = server.post(f"/deployments/{known['id']}/create_flow_run", json={"parameters": parameters, "state": {"type": "SCHEDULED"}})
        assert answer.is_success or answer.is_server_error, answer.text
        return answer if answer.is_success else None

    run = until(answered).json()
    return until(lambda: ended(server, run["id"]))


def ended(server: httpx.Client, run: str) -> dict[str, Any] | None:
    found: dict[str, Any] = server.get(f"/flow_runs/{run}").json()
    return found if found.get("state_type") in ("COMPLETED", "FAILED", "CRASHED") else None


def runs_of(server: httpx.Client, flow: str) -> list[dict[str, Any]]:
    answer = server.post("/flow_runs/filter", json={"flows": {"name": {"any_": [flow]}}})
    return answer.json() if answer.is_success else []


def artifact(server: httpx.Client, key: str) -> Any:
    found = server.get(f"/artifacts/{key}/latest").json()["data"]
    return json.loads(found) if isinstance(found, str) and found.startswith("[") else found


def test_archive_is_watched_audited_and_exported(place: Path, server: httpx.Client) -> None:
    pytest.importorskip("altair")
    with deploying(place, server, "--watch", "1") as deployed:
        until(lambda: (place / "deploy.log").exists() and "Serving ingest_plans/ingest-archive, audit_coverage/audit-coverage" in told(place))
        until(lambda: [run for run in runs_of(server, "ingest_plans") if run["state_type"] == "COMPLETED"])
        assert [json.loads(line)["source"]["path"] for line in (place / "dataset/plans.jsonl").open("rb")] == ["2019.txt"]
        (place / "plans/2020.txt").write_text(PLAN.format(2020), "utf-8")
        (place / "plans/empty.txt").touch()
        until(lambda: len([run for run in runs_of(server, "ingest_plans") if run["state_type"] == "COMPLETED"]) == 2)
        paths = [json.loads(line)["source"]["path"] for line in (place / "dataset/plans.jsonl").open("rb")]
        assert paths == ["2019.txt", "2020.txt", "empty.txt"]
        assert artifact(server, "kehoach-progress") == 100
        assert "Plans read: 1" in artifact(server, "kehoach-summary")
        assert [(row["path"], row["code"]) for row in artifact(server, "kehoach-failures")] == [("empty.txt", "empty-file")]

        short = ask(server, "audit_coverage", "audit-coverage", fail_under=100)
        assert short["state_type"] == "FAILED" and "which is below the 100" in short["state"]["message"]
        assert (place / "dataset/report/index.html").exists()
        assert [row["2 Institutions"] for row in artifact(server, "kehoach-coverage")] == [1, 1]

        assert ask(server, "export_dataset", "export-dataset", to="csv", out=str(place / "tables"), selection={"years": [2020]})["state_type"] == "COMPLETED"
        assert (place / "tables/plans.csv").read_text("utf-8-sig").count("\n") == 2
        deployed.terminate()
        assert deployed.wait(PATIENCE) == 0
    assert [line for line in told(place).splitlines() if "something new among them" not in line][1:] == [], "what is served, and what was due; no more"


def test_archive_is_read_on_a_schedule(place: Path, server: httpx.Client) -> None:
    shutil.rmtree(place / "dataset", ignore_errors=True)
    before = {run["id"] for run in runs_of(server, "ingest_plans")}
    with deploying(place, server, "--every", "10"):
        (run, *_) = until(lambda: [run for run in runs_of(server, "ingest_plans") if run["id"] not in before and run["state_type"] == "COMPLETED"])
    assert run["auto_scheduled"] and (place / "dataset/plans.jsonl").exists()
    (deployed,) = server.post("/deployments/filter", json={"deployments": {"name": {"any_": ["ingest-archive"]}}}).json()
    assert deployed["parameters"]["sources"] == [str(place / "plans")]
    described = deployed["parameter_openapi_schema"]["properties"]
    assert described["sources"]["description"] == "Files, folders, patterns and URLs of plans."
    assert described["ocr"]["enum"] == ["auto", "always", "never"]


def test_a_limit_on_the_tag_of_batches_is_kept(place: Path, server: httpx.Client) -> None:
    """While the one slot that there is is taken, a run reads nothing; it goes on when the slot is free."""
    limit = "tag:kehoach-batch"
    assert server.post("/v2/concurrency_limits/", json={"name": limit, "limit": 1}).is_success
    assert server.post("/v2/concurrency_limits/increment", json={"names": [limit], "slots": 1, "mode": "concurrency"}).is_success
    line = ("-m", "pipeline.cli", "run", "plans", "--out", "limited", "--json")
    with running(place, "limited.log", *line, PREFECT_API_URL=str(server.base_url).rstrip("/")) as limited:
        until(lambda: batches_on(server) == ["PENDING"])
        time.sleep(3)
        assert (batches_on(server), events(place / "limited.log")) == (["PENDING"], ["surveyed"])
        assert server.post("/v2/concurrency_limits/decrement", json={"names": [limit], "slots": 1}).is_success
        limited.wait(PATIENCE)
    assert events(place / "limited.log")[-3:] == ["batch", "publishing", "done"]
    assert server.delete(f"/v2/concurrency_limits/{limit}").is_success


def batches_on(server: httpx.Client) -> list[str]:
    """The states of all batches that are under way on the server."""
    wanted = {"task_runs": {"tags": {"all_": ["kehoach-batch"]}, "state": {"type": {"any_": ["PENDING", "RUNNING"]}}}}
    return [each["state_type"] for each in server.post("/task_runs/filter", json=wanted).json()]


def events(log: Path) -> list[str]:
    """The events that a run has told of; what else stands there is for people."""
    return [json.loads(line)["event"] for line in log.read_text("utf-8").splitlines() if line.startswith("{")]


@pytest.mark.parametrize(
    ("more", "url", "why"),
    [
        ((), "", "needs a Prefect server"),
        ((), "http://127.0.0.1:9/api", "the Prefect server does not answer"),
        (("--cron", "nightly"), "{server}", "nightly: these are no five words of cron"),
        (("--cron", "0 2 * * *", "--watch", "5"), "{server}", "exclude one another"),
    ],
)
def test_what_is_missing_is_told(more: tuple[str, ...], url: str, why: str, place: Path, server: httpx.Client) -> None:
    line = [sys.executable, "-m", "pipeline.cli", "deploy", "plans", "--out", "elsewhere", *more]
    more_environment = {"PREFECT_API_URL": url.format(server=str(server.base_url).rstrip("/"))} if url else {}
    done = subprocess.run(line, cwd=place, env=environment(place, **more_environment), capture_output=True, check=False, timeout=PATIENCE)
    assert done.returncode == 2 and why in done.stderr.decode() and len(done.stderr.splitlines()) == 1, done.stderr.decode()
