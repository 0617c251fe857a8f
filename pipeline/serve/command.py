"""The command that serves a dataset."""

from __future__ import annotations

import signal
import socket
import sqlite3
import sys
import tempfile
from contextlib import suppress
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn

import click

from pipeline.keeping import dataset_argument
from pipeline.launch import USAGE, db_option, language_option
from pipeline.messages import Trouble, on_one_line, say

NEEDED: Final = ("fastapi", "jinja2", "uvicorn")
"""What the extra ``serve`` installs."""

_EVERYWHERE: Final = frozenset({"0.0.0.0", "::"})
_WAITING: Final = 128
_AT_ONCE: Final = 200


@click.command(help=say("help.serve"))
@dataset_argument
@click.option("--host", default="127.0.0.1", show_default=True, metavar="HOST", help=say("help.host"))
@click.option("--port", default=8001, show_default=True, metavar="PORT", type=click.IntRange(0, 65535), help=say("help.port"))
@db_option
@language_option
def serve(dataset: Path, host: str, port: int, db: str | None) -> None:
    """Answer over HTTP until it is stopped."""
    try:
        missing = [name for name in NEEDED if find_spec(name) is None]
        if missing:
            raise Trouble("serve.not-installed", names=", ".join(missing))
        with listening(host, port) as listener:
            _serve(dataset, db, host, listener)
    except (OSError, sqlite3.Error) as error:
        reason = on_one_line(getattr(error, "strerror", None) or str(error))
        click.echo(say("usage.error", message=say("serve.no-index", folder=on_one_line(tempfile.gettempdir()), why=reason)), err=True)
        sys.exit(USAGE)
    except Trouble as trouble:
        click.echo(say("usage.error", message=trouble), err=True)
        sys.exit(USAGE)


def _serve(dataset: Path, db: str | None, host: str, listener: socket.socket) -> None:
    from uvicorn import Config, Server

    from pipeline.serve.api import make_app
    from pipeline.serve.desk import Desk
    from pipeline.serve.follower import Follower
    from pipeline.serve.guard import LOOPBACK, Guard
    from pipeline.serve.index import Index

    signal.signal(signal.SIGTERM, leave)
    with suppress(KeyboardInterrupt), tempfile.TemporaryDirectory(prefix="kehoach-serve-", ignore_cleanup_errors=True) as folder:
        index = Index(Path(folder))
        follower = Follower(index, dataset, db)
        click.echo(say("serve.indexing", path=on_one_line(str(dataset))), err=True)
        follower.look()
        hosts = None if host in _EVERYWHERE else LOOPBACK | {host.lower(), f"[{host.lower()}]"}
        app = Guard(make_app(Desk(index, follower)), hosts)
        if not ip_address(listener.getsockname()[0]).is_loopback:
            click.echo(say("serve.open"), err=True)
        click.echo(say("serve.ready", url=address_of(listener)))
        sys.stdout.flush()
        follower.start()
        try:
            Server(Config(app, log_level="warning", access_log=False, server_header=False, limit_concurrency=_AT_ONCE, lifespan="off")).run([listener])
        finally:
            follower.stop()


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens. ``Trouble`` where none can."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(_WAITING)
        except BaseException:
            listener.close()
            raise
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise Trouble("serve.no-address", host=on_one_line(host), port=port, why=why) from error
    return listener


def address_of(listener: socket.socket) -> str:
    """The URL that a socket answers at."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def leave(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001
    """Stop as by Ctrl+C: what a signal that ends a server does."""
    raise KeyboardInterrupt
