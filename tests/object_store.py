"""An S3 server of the tests' own (moto's), on the loopback and a free port: it logs what it is asked for, and fails when it is told to.

``python -m tests.object_store`` is the server: it prints its port, and ends with its standard input.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

from tests.patience import PATIENCE

_CONTROL = "/-/"
_HEADERS = {
    "Content-Type": "application/octet-stream",
    "Authorization": "AWS4-HMAC-SHA256 Credential=khoa/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0",  # which moto does not check
}


@dataclass
class Fault:
    """The next so many requests of a method, for what begins so (its path and query), get this status."""

    method: str
    begins: str
    status: int
    times: int


class ObjectStore:
    """A running server, as tests see it."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.environment: Mapping[str, str] = {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "khoa",
            "AWS_SECRET_ACCESS_KEY": "bi-mat-cua-kho",
            "AWS_DEFAULT_REGION": "us-east-1",
        }

    def make(self, bucket: str) -> None:
        self._call("PUT", f"/{bucket}")

    def put(self, place: str, content: bytes) -> None:
        self._call("PUT", f"/{quote(place)}", content)

    def put_folder(self, place: str, folder: Path) -> None:
        for file in filter(Path.is_file, folder.rglob("*")):
            self.put(f"{place}/{file.relative_to(folder).as_posix()}", file.read_bytes())

    def delete(self, place: str) -> None:
        self._call("DELETE", f"/{quote(place)}")

    def fail(self, method: str, begins: str, status: int = 500, times: int = 1000) -> None:
        """From now on fail as a ``Fault`` says."""
        self._call("POST", f"{_CONTROL}faults", json.dumps(asdict(Fault(method, begins, status, times))).encode())

    def asked(self) -> list[tuple[str, str]]:
        """Method and path with query of all requests since this was last called; what was to fail is forgotten."""
        return [(method, path) for method, path in json.loads(self._call("POST", f"{_CONTROL}asked"))]

    def _call(self, method: str, path: str, data: bytes | None = None) -> bytes:
        with urlopen(Request(self.url + path, data, _HEADERS, method=method), timeout=PATIENCE) as answer:
            read: bytes = answer.read()
            return read


@contextmanager
def running_object_store() -> Iterator[ObjectStore]:
    """A server with nothing in it; it ends with the block."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    with subprocess.Popen([sys.executable, "-m", "tests.object_store"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=clean) as server:
        assert server.stdin is not None and server.stdout is not None
        try:
            yield ObjectStore(int(server.stdout.readline()))
        finally:
            server.stdin.close()
            server.wait(PATIENCE)


class _Watched:
    """A WSGI application behind one that logs and fails."""

    def __init__(self, application: Callable[..., Any]) -> None:
        self._application = application
        self._asked: deque[tuple[str, str]] = deque()
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        method, path = environ["REQUEST_METHOD"], environ["RAW_URI"]
        with self._lock:
            if path.startswith(_CONTROL):
                return self._controlled(path.removeprefix(_CONTROL), environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)), start)
            self._asked.append((method, path))
            fault = next((each for each in self._faults if each.times and method == each.method and path.startswith(each.begins)), None)
            if fault is not None:
                fault.times -= 1
        if fault is None:
            return self._application(environ, start)
        start(f"{fault.status} told to", [("Content-Length", "0")])
        return []

    def _controlled(self, order: str, data: bytes, start: Callable[..., Any]) -> list[bytes]:
        answer = b""
        if order == "faults":
            self._faults.append(Fault(**json.loads(data)))
        else:
            answer = json.dumps(list(self._asked)).encode()
            self._asked.clear()
            self._faults.clear()
        start("200 OK", [("Content-Length", str(len(answer)))])
        return [answer]


def _serve() -> None:
    import logging

    from moto.moto_server.werkzeug_app import create_backend_app
    from werkzeug.serving import make_server

    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    server = make_server("127.0.0.1", 0, _Watched(create_backend_app("s3")), threaded=True)
    print(server.server_port, flush=True)  # noqa: T201
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    _serve()
