"""A run into a dataset, step by step: look at the sources, read and keep batch after batch, put the dataset in place."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.ingest import gather
from pipeline.run.batches import Batch, batches, seconds_of, spread
from pipeline.run.events import BatchDone, FileDone, Publishing, Surveyed, tell
from pipeline.run.parcels import Parcel, pack
from pipeline.run.report import BatchReport, Moments, RunReport, Tally, announce, line_of, summarize
from pipeline.run.written import write_report
from pipeline.store import DatasetWriter
from pipeline.store.writing import now
from pipeline.walls.crew import Crew

if TYPE_CHECKING:
    from types import TracebackType

    from pipeline.records import Processed
    from pipeline.run.order import Order
    from pipeline.store.history import Survey

log = logging.getLogger("kehoach")


class Ingestion:
    """What a flow, or a plain loop, goes through. What ``process`` has returned from is kept, whatever happens after.

    >>> from pipeline.run.order import Order
    >>> with Ingestion(Order(("samples",), "dataset")) as ingestion:  # doctest: +SKIP
    ...     for batch in ingestion.batches:
    ...         ingestion.note(ingestion.process(batch))
    ...     report = ingestion.publish()

    Entering raises ``Trouble`` where a source is not there or the dataset cannot be written.
    """

    def __init__(self, order: Order) -> None:
        self._order = order
        self._opened = ExitStack()
        self._tally = Tally()
        self._held: tuple[int, list[Processed]] = (0, [])

    def __enter__(self) -> Ingestion:
        self._started_at, self._started = now(), time.monotonic()
        order = self._order
        self.gathered = gather(order.sources)
        self._writer = self._opened.enter_context(DatasetWriter(Path(order.out), db=order.db, ocr=order.ocr, sources=order.sources))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._opened.close()

    @property
    def has_news(self) -> bool:
        """Whether there may be anything to read, as can be told without opening a file."""
        return not self._writer.knows_all(self.gathered)

    @cached_property
    def survey(self) -> Survey:
        """What of the sources is new, known, or gone."""
        return self._writer.look(self.gathered)

    @cached_property
    def batches(self) -> tuple[Batch, ...]:
        """What is to be read."""
        found = spread(self.survey.fresh) if self._order.runner == "dask" else batches(self.survey.fresh)
        tell(Surveyed(len(self.survey.fresh), sum(batch.seconds for batch in found), len(self.survey.known)))
        return found

    def process(self, batch: Batch) -> BatchReport:
        """Read a batch, with the crew of this process, and keep it. Batches are taken in their order; one whose writing failed may be tried again."""
        number, processed = self._held
        if number != batch.number:
            processed = [self._heard(each) for each in islice(self._reading, len(batch.contents))]
            self._held = (batch.number, processed)
        started = time.perf_counter()
        self._writer.add(processed)
        return summarize(batch.number, map(line_of, processed), (each.seconds for each in processed), time.perf_counter() - started)

    def pack(self, batch: Batch) -> Parcel:
        """A batch with all that another machine needs to read and keep it."""
        return pack(batch, self._writer.keeping, self._writer.files_of, self._order)

    def note(self, report: BatchReport, elsewhere: bool = False) -> None:
        """Count a batch that is kept, and tell of it; also of its files, where they were read ``elsewhere``."""
        if elsewhere:
            for line, content in zip(report.lines, self.batches[report.number - 1].contents, strict=True):
                tell(FileDone(line, seconds_of(content)))
        self._held = (0, [])
        self._tally.add(report)
        announce(log, report)
        tell(BatchDone(report))

    def publish(self) -> RunReport:
        """Put the dataset in place, with a report of the run in it."""
        tell(Publishing())
        survey, started = self.survey, time.perf_counter()
        findings = self._writer.publish(self._order.prune)
        report = RunReport(
            self._order.out,
            self._writer.keeping.run,
            self._tally.total(time.perf_counter() - started),
            findings,
            self.gathered.skipped,
            self.gathered.empty,
            Moments(self._started_at, now(), time.monotonic() - self._started),
            len(survey.known),
            len(survey.gone),
            self._writer.count_unapplied(),
        )
        write_report(report, self._order)
        return report

    @cached_property
    def _reading(self) -> Iterator[Processed]:
        """All files of all batches, read ahead of what is asked for."""
        crew = self._opened.enter_context(Crew(self._order.limits, self._order.ocr))
        return crew.process(self.survey.fresh)

    def _heard(self, processed: Processed) -> Processed:
        tell(FileDone(line_of(processed), seconds_of(processed.content)))
        return processed
