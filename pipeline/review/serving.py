"""The server of a review: started for one person, on this machine alone; as it ends, the dataset is brought up to what was said."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from pathlib import Path

import click
from uvicorn import Config, Server

from pipeline.messages import language, say
from pipeline.review.awaiting import LOW
from pipeline.review.desk import Desk
from pipeline.review.door import KEY, POLICY, Door, Secrets
from pipeline.review.views import make_app
from pipeline.serve.command import address_of, leave, listening
from pipeline.serve.guard import LOOPBACK, Guard

_HOST = "127.0.0.1"


def serve(dataset: Path, db: str | None, name: str, port: int, below: float | None) -> None:
    """Let a reviewer work until the server is stopped. ``Trouble`` where there is no dataset, or it cannot be written in the end."""
    desk = Desk(dataset, db, name, LOW if below is None else below)
    signal.signal(signal.SIGTERM, leave)
    with suppress(KeyboardInterrupt), listening(_HOST, port) as listener:
        desk.plans()
        drawn = Secrets()
        app = Guard(Door(make_app(desk, drawn.token, language()), drawn.key, listener.getsockname()[1]), LOOPBACK, POLICY)
        click.echo(say("review.ready", url=f"{address_of(listener)}?{KEY}={drawn.key}"))
        sys.stdout.flush()
        Server(Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")).run([listener])
    if count := desk.apply():
        click.echo(say("review.applied", count=count), err=True)
