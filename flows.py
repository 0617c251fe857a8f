"""The Prefect flow of the main job: sources in, dataset out. It calls ``pipeline`` and decides nothing."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from pydantic import SecretStr

from pipeline.ingest import gather
from pipeline.launch import run_command
from pipeline.report import Progress, Report, RunReport, announce, summarize, together
from pipeline.store import DatasetWriter
from pipeline.walls.crew import Crew, Reading
from pipeline.walls.limits import USUAL, Limits
from schemas.ocr import OcrMode

BATCH = 50
"""Files in a batch: one task run each, for a task run costs more than a plan does."""

log = logging.getLogger("kehoach")


@task(task_run_name="batch-{number}", cache_policy=NO_CACHE, persist_result=False)
def process_batch(number: int, reading: Reading, writer: DatasetWriter, progress: Progress) -> Report:
    """Write the next files that are read and extracted; what became of them, in figures."""
    processed = [progress.count(each) for each in reading.next(BATCH)]
    started = time.perf_counter()
    writer.add(processed)
    report = summarize(processed, time.perf_counter() - started)
    announce(log, number, report)
    return report


@flow(name="ingest_plans", persist_result=False)
def ingest_plans(sources: list[str], out: str, ocr: OcrMode = "auto", db: SecretStr | None = None, prune: bool = False, limits: Limits = USUAL) -> RunReport:
    """Bring the dataset ``out`` up to date with files, folders and patterns: what is new or changed is read, scans recognized as ``ocr`` asks.

    ``db`` is the URL of the database to keep it in instead of the dataset's folder; ``prune`` takes out what is gone from the sources;
    ``limits`` bound what a file may cost.
    """
    gathered = gather(sources)
    with DatasetWriter(Path(out), db=db.get_secret_value() if db else None, ocr=ocr, sources=sources) as writer:
        survey = writer.look(gathered)
        progress = Progress(len(survey.fresh))
        with Crew(limits, ocr) as crew:
            reading = Reading(crew.process(survey.fresh))
            batches = range(1, len(survey.fresh) // BATCH + bool(len(survey.fresh) % BATCH) + 1)
            total = together(process_batch(number, reading, writer, progress) for number in batches)
        findings = writer.publish(prune)
    create_markdown_artifact(total.as_markdown(), key="ingest-plans", description=out)
    return RunReport(out, total, findings, gathered.skipped, gathered.empty, len(survey.known), len(survey.gone))


if __name__ == "__main__":
    run_command(lambda: ingest_plans).main()
