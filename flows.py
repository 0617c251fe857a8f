"""The Prefect flows: sources into a dataset, and what is made of a dataset. They call ``pipeline`` and decide nothing."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final, cast
from uuid import UUID

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_progress_artifact, create_table_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task
from pydantic import Field, SecretStr

from pipeline.audit.report import write_report
from pipeline.audit.summary import matrix, shortfall, told
from pipeline.export import Format, exporting
from pipeline.export.selection import Selection
from pipeline.launch import run_command
from pipeline.run.batches import Batch
from pipeline.run.dask import connected
from pipeline.run.ingestion import Ingestion
from pipeline.run.order import Order, Runner, database_url
from pipeline.run.parcels import Parcel, process_parcel
from pipeline.run.passing import PAUSES, may_pass
from pipeline.run.report import BatchReport, RunReport
from pipeline.run.written import summary
from pipeline.walls.limits import USUAL, Limits
from schemas.ocr import OcrMode

TAG: Final = "kehoach-batch"
"""A limit on it bounds how many batches are read at a time, over all runs of a server; how many a Dask scheduler's workers read, the scheduler knows."""
MOST_ROWS: Final = 1000
"""Of a table on Prefect's page; the dataset and the report have them all."""
ALL: Final = Selection()


def _passes(task: Task[..., Any], run: TaskRun, state: State[Any]) -> bool:  # noqa: ARG001
    """Whether another attempt at a batch may do better."""
    return may_pass(state.result(raise_on_failure=False))


_batch: Final[dict[str, Any]] = {
    "task_run_name": "batch-{number}",
    "retries": len(PAUSES),
    "retry_delay_seconds": list(PAUSES),
    "retry_condition_fn": _passes,
    "cache_policy": NO_CACHE,
    "persist_result": False,
}


@task(tags=[TAG], **_batch)
def process_batch(number: int, ingestion: Ingestion) -> BatchReport:
    """Read a batch with the workers of this process, and keep it."""
    return ingestion.process(ingestion.batches[number - 1])


@task(**_batch)
def process_elsewhere(number: int, parcel: Parcel) -> BatchReport:  # noqa: ARG001 (it names the task run)
    """Read a batch where a Dask scheduler sends it, and keep it from there."""
    return process_parcel(parcel)


@flow(name="ingest_plans", persist_result=False)
def ingest_plans(
    sources: list[str],
    out: str,
    ocr: OcrMode = "auto",
    db: SecretStr | None = None,
    prune: bool = False,
    limits: Limits = USUAL,
    runner: Runner = "local",
    scheduler: str | None = None,
) -> RunReport:
    """Bring a dataset up to date with its sources: what is new or changed is read, batch by batch; what is known already is not.

    Args:
        sources: Files, folders, patterns and URLs of plans.
        out: Folder of the dataset.
        ocr: Whether text in pictures is recognized.
        db: URL of the database, where it is not the one in the dataset's folder.
        prune: Take out plans whose files are gone.
        limits: What a file may cost, and how many workers read.
        runner: Where batches are read.
        scheduler: Address of the Dask scheduler.
    """
    order = Order(tuple(sources), out, ocr, database_url(db), prune, limits, runner, scheduler)
    with Ingestion(order) as ingestion:
        progress = _Progress(out, sum(batch.seconds for batch in ingestion.batches))
        for batch, done in _on_dask(ingestion, order) if runner == "dask" else _here(ingestion, order):
            ingestion.note(done, elsewhere=runner == "dask")
            progress.move(batch.seconds)
        report = ingestion.publish()
    _show(report)
    return report


class _Progress:
    """The artifact that shows how much of a run's work is done."""

    def __init__(self, out: str, seconds: float) -> None:
        self._artifact = cast(UUID, create_progress_artifact(0.0, key="kehoach-progress", description=out))
        self._all = seconds
        self._done = 0.0

    def move(self, seconds: float) -> None:
        self._done += seconds
        update_progress_artifact(self._artifact, 100.0 * self._done / self._all)


def _show(report: RunReport) -> None:
    """The figures of a run, and the table of what could not be read, on Prefect's page."""
    create_markdown_artifact(summary(report), key="kehoach-summary", description=report.dataset)
    rows = [line.as_json() for line in report.total.failures[:MOST_ROWS]]
    if rows:
        create_table_artifact(rows, key="kehoach-failures", description=report.dataset)


@flow(name="audit_coverage", persist_result=False)
def audit_coverage(
    dataset: str,
    out: str | None = None,
    db: SecretStr | None = None,
    page_images: bool = False,
    fail_under: Annotated[float, Field(ge=0, le=100)] | None = None,
) -> str:
    """Write the report on a dataset, and show which plan covers which component index on Prefect's page; what was found, in words.

    Args:
        dataset: Folder of the dataset.
        out: Folder of the report; report in the dataset's where none is given.
        db: URL of the database, where it is not the one in the dataset's folder.
        page_images: Show the pages of PDF files, as far as they are at hand.
        fail_under: Fail where less of plans × component indexes is covered, in per cent.
    """
    found = write_report(Path(dataset), Path(out) if out else None, db=database_url(db), page_images=page_images)
    create_markdown_artifact(told(found), key="kehoach-coverage-summary", description=dataset)
    if rows := matrix(found)[:MOST_ROWS]:
        create_table_artifact(rows, key="kehoach-coverage", description=dataset)
    if (short := shortfall(found, fail_under)) is not None:
        raise short
    return told(found)


@flow(name="export_dataset", persist_result=False)
def export_dataset(
    dataset: str,
    to: Format,
    out: str,
    db: SecretStr | None = None,
    selection: Selection = ALL,
) -> str:
    """Write a dataset, or what is selected of it, in another format; what was written, in words.

    Args:
        dataset: Folder of the dataset.
        to: Format of the export.
        out: File or folder to write.
        db: URL of the database, where it is not the one in the dataset's folder.
        selection: What of the dataset is exported; all of it unless something is asked for.
    """
    said = "\n".join(exporting.export_dataset(Path(dataset), to, Path(out), selection, db=database_url(db)).said)
    create_markdown_artifact(said, key="kehoach-export", description=dataset)
    return said


def _here(ingestion: Ingestion, order: Order) -> Iterator[tuple[Batch, BatchReport]]:
    for batch in ingestion.batches:
        yield batch, process_batch.with_options(timeout_seconds=batch.patience(order.limits))(batch.number, ingestion)


def _on_dask(ingestion: Ingestion, order: Order) -> Iterator[tuple[Batch, BatchReport]]:
    """Batches as they are done elsewhere, in their order; no more are on their way than keep every worker busy."""
    with connected(order.scheduler) as (runner, most):
        underway: deque[tuple[Batch, Any]] = deque()
        for batch in ingestion.batches:
            if len(underway) == most:
                yield _first(underway)
            sent = process_elsewhere.with_options(timeout_seconds=batch.patience(order.limits))
            underway.append((batch, runner.submit(sent, {"number": batch.number, "parcel": ingestion.pack(batch)})))
        while underway:
            yield _first(underway)


def _first(underway: deque[tuple[Batch, Any]]) -> tuple[Batch, BatchReport]:
    batch, future = underway.popleft()
    return batch, future.result()


if __name__ == "__main__":
    run_command(lambda: ingest_plans).main()
