"""Prefect's own server, started for a run and gone with it: offline, without telemetry, and silent on the screen.

The server is started before Prefect is imported, so that both happen at the same time. It ends when this process does, however it
ends, because it holds the other end of a pipe. What it has to say goes to ``server.log`` in Prefect's home.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from pipeline.messages import Trouble

START_SECONDS: Final = 120
"""How long a slow machine may take to start the server."""
MOST_LOG_BYTES: Final = 1 << 20

_SERVICES: Final = (
    "CANCELLATION_CLEANUP",
    "CLEANUP_RECONCILER",
    "EVENT_LOGGER",
    "EVENT_PERSISTER",
    "FOREMAN",
    "LATE_RUNS",
    "PAUSE_EXPIRATIONS",
    "REPOSSESSOR",
    "SCHEDULER",
    "TRIGGERS",
)
SETTINGS: Final[Mapping[str, str]] = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": str(START_SECONDS),
    "PREFECT_LOGGING_EXTRA_LOGGERS": "kehoach",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",  # this program speaks for itself; Prefect's own records are kept with the run
    "PREFECT_INTERNAL_LOGGING_LEVEL": "CRITICAL",  # nor does a busy server's answer that came too late concern the user
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
}
"""What every run sets, unless the user has."""
SERVER_SETTINGS: Final[Mapping[str, str]] = {
    **{f"PREFECT_SERVER_SERVICES_{service}_ENABLED": "false" for service in _SERVICES},
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_SERVER_DATABASE_CONNECTION_TIMEOUT": "60",
    "PREFECT_SERVER_DATABASE_TIMEOUT": "60",
    "PREFECT_SERVER_EVENTS_STREAM_OUT_ENABLED": "false",
    "PREFECT_SERVER_LOGS_STREAM_OUT_ENABLED": "false",
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
}
"""What only the server for a run needs: none of the services for schedules, workers and automations."""


@dataclass(frozen=True, slots=True)
class Server:
    """The server to use: its address, and the home it was given where that is not the one it should have."""

    url: str
    home: Path
    wanted_home: Path


class _Starting:
    """A server process that has been started and may not be ready yet."""

    def __init__(self, home: Path, wanted_home: Path) -> None:
        self.port = _free_port()
        self.server = Server(f"http://127.0.0.1:{self.port}/api", home, wanted_home)
        self.log = home / "server.log"
        program = Path(__file__).parent.parent
        with self.log.open("wb" if self.log.exists() and self.log.stat().st_size > MOST_LOG_BYTES else "ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(program)!r}); from pipeline.prefect_server import serve; serve({self.port})"],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=home,
                env={**os.environ, **{name: value for name, value in SERVER_SETTINGS.items() if name not in os.environ}},
            )
        atexit.register(self.stop)

    def wait(self) -> None:
        """Return when the server answers. ``Trouble`` where it ends or takes too long."""
        from urllib.error import URLError
        from urllib.request import ProxyHandler, build_opener

        direct = build_opener(ProxyHandler({}))
        until = time.monotonic() + START_SECONDS
        while self.process.poll() is None and time.monotonic() < until:
            try:
                direct.open(f"{self.server.url}/health", timeout=5).close()
            except (URLError, OSError):
                time.sleep(0.05)
            else:
                return
        self.stop()
        raise Trouble("usage.server-not-started", log=self.log)

    def stop(self) -> None:
        """End the server; it needs no farewell, its database is safe at any moment."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


_started: list[_Starting] = []


@contextmanager
def embedded_server() -> Iterator[Server | None]:
    """Set Prefect up for this process and start its server, once a process; None where ``PREFECT_API_URL`` names one that runs.

    The block runs while the server starts; leaving it waits for the server to be ready. Import Prefect inside.
    """
    os.environ.update({name: value for name, value in SETTINGS.items() if name not in os.environ})
    if _started or os.environ.get("PREFECT_API_URL"):
        yield None
        _refresh()
        return
    wanted = state_home(os.environ)
    home = _writable(wanted)
    with _one_at_a_time(home / "start.lock"):
        os.environ["PREFECT_HOME"] = str(home)
        starting = _Starting(home, wanted)
        os.environ["PREFECT_API_URL"] = starting.server.url
        _reach_directly(os.environ)
        _started.append(starting)
        try:
            yield starting.server
            starting.wait()
        except BaseException:
            _started.remove(starting)
            del os.environ["PREFECT_API_URL"]
            starting.stop()
            raise
    _refresh()


def state_home(environment: Mapping[str, str]) -> Path:
    """Where Prefect keeps its files: ``PREFECT_HOME`` where it is set, else a folder of the user's state folder."""
    if named := environment.get("PREFECT_HOME"):
        return Path(named).expanduser().absolute()
    state = environment.get("XDG_STATE_HOME")
    return (Path(state) if state and Path(state).is_absolute() else Path.home() / ".local" / "state") / "kehoach" / "prefect"


def serve(port: int) -> None:
    """Run the server in this process until standard input ends."""
    import threading

    import uvicorn

    def end_with_the_pipe() -> None:
        sys.stdin.buffer.read()
        os._exit(0)

    threading.Thread(target=end_with_the_pipe, daemon=True).start()
    uvicorn.run("prefect.server.api.server:create_app", factory=True, host="127.0.0.1", port=port, log_level="error", lifespan="on")


def _writable(home: Path) -> Path:
    """The home if it can be written, else one in the temporary folder that goes with this process."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            return home
    except OSError:
        elsewhere = Path(tempfile.mkdtemp(prefix="kehoach-prefect-"))
        atexit.register(shutil.rmtree, elsewhere, ignore_errors=True)
        return elsewhere


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _reach_directly(environment: MutableMapping[str, str]) -> None:
    """No proxy stands between this process and its own server."""
    for name in ("NO_PROXY", "no_proxy"):
        environment[name] = ",".join(filter(None, [environment.get(name), "127.0.0.1"]))


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[IO[bytes]]:
    """Runs that start at the same moment prepare the database one after the other."""
    with path.open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield held


def _refresh() -> None:
    """Let a Prefect that was imported before see the settings."""
    if "prefect" in sys.modules:
        from prefect.context import refresh_global_settings_context
        from prefect.logging.configuration import setup_logging

        refresh_global_settings_context()
        setup_logging(incremental=False)
