"""The way to a Dask scheduler, by Prefect's task runner for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from pipeline.messages import Trouble, on_one_line, say

if TYPE_CHECKING:
    from prefect_dask.task_runners import DaskTaskRunner

AHEAD: Final = 2
"""Batches on their way for each thread of the workers: one that is read, one that waits."""
CONNECT_SECONDS: Final = 20


@contextmanager
def connected(scheduler: str | None) -> Iterator[tuple[DaskTaskRunner, int]]:
    """A task runner for a scheduler, and how many batches are worth having under way.

    ``Trouble`` where the extra is not installed, the scheduler cannot be reached, or it has no workers.
    """
    try:
        from distributed import Client
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        raise Trouble("dask.not-installed", package=error.name) from error
    address = on_one_line(scheduler or "")
    try:
        with Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            threads = sum(client.nthreads().values())
    except (OSError, TimeoutError, ValueError) as error:
        raise Trouble("dask.not-reached", address=address, why=on_one_line(str(error)) or type(error).__name__) from error
    if not threads:
        raise Trouble("dask.no-workers", address=address)
    with DaskTaskRunner(address=scheduler) as runner:
        yield runner, AHEAD * threads


def check(runner: str, scheduler: str | None, db: str | None) -> None:
    """``Trouble`` where batches cannot be read elsewhere with these settings."""
    if runner != "dask" and scheduler is None:
        return
    if runner != "dask":
        raise Trouble("dask.only-with-runner")
    if scheduler is None:
        raise Trouble("dask.no-scheduler")
    if db is None:
        raise Trouble("dask.no-database", url=say("dask.example"))
