"""The crew: it hands files to workers, keeps their deadlines, and has a record for every file, whatever becomes of the worker.

It does so in a thread of its own, so that the workers go on while whoever wants the records does other things.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from signal import SIGKILL
from typing import TYPE_CHECKING, Final, Literal

from pipeline.ingest import Content
from pipeline.messages import Trouble
from pipeline.process import DEADLY, NO_MEMORY, TOO_LONG, failed
from pipeline.records import Processed
from pipeline.walls.ahead import Ahead
from pipeline.walls.limits import Limits, processors
from pipeline.walls.nursery import Closed, Death, Nursery
from pipeline.walls.parcels import Done, Job, MoreTime, done
from schemas.diagnostic import diagnose
from schemas.document import Document
from schemas.ocr import OcrMode

if TYPE_CHECKING:
    from types import TracebackType

AHEAD: Final = 1000
"""How many files may be handed out before the first of them is done: while one is slow, the others go on."""
ROOM: Final = 16 << 20
"""Bytes of results that may wait for such a file, and as many for whoever wants them."""

_PROOF: Final = 6
_HARM: Final = 3
"""What a worker died of may have been an earlier file, or a machine that is short of everything: once is not enough."""
_ACCIDENT: Final = 1
"""Somebody else killed the worker, as no file can."""
_TRIES: Final = 3
_MOST_MORE_SECONDS: Final = 1800.0
"""What a file can ask for beyond its own time, all programs that read it together."""
_HUNGRY: Final = 0.5
"""A worker that died holding more than this share of its memory died of that."""
_BUSY: Final = 0.5
"""A file whose worker had the processor for this share of its time would take as long again."""

Harm = Literal["timed-out", "out-of-memory", "crashed"]
_MESSAGES: Final[Mapping[Harm, str]] = {"timed-out": TOO_LONG, "out-of-memory": NO_MEMORY, "crashed": DEADLY}


@dataclass(slots=True)
class _Worker:
    """A worker, and the file that it reads now."""

    nursery: Nursery
    pid: int
    connection: Connection[Job, Done | MoreTime]
    fresh: bool = True
    index: int | None = None
    began: float = 0.0
    until: float = 0.0
    more: float = 0.0
    processor_seconds: float = 0.0


@dataclass(slots=True)
class _Batch:
    """Files that are being read, by their numbers: how many were handed out, what is done before its turn, and the files whose worker died."""

    contents: Sequence[Content]
    with_document: bool
    ears: Connection[None, None]
    """Hears when the other end is closed: nobody wants the results any more."""
    given: int = 0
    again: list[int] = field(default_factory=list)
    """Files that took all memory of a worker that had read others; a new one may have enough."""
    done: dict[int, Done] = field(default_factory=dict)
    waiting: int = 0
    """Bytes of what is done."""
    suspects: Counter[int] = field(default_factory=Counter)
    """The weight of what happened while such a file was read; one of ``_PROOF`` is not read again."""

    def keep(self, index: int, what: Done) -> None:
        self.done[index] = what
        self.waiting += len(what.packed)

    def take(self, index: int) -> Done:
        what = self.done.pop(index)
        self.waiting -= len(what.packed)
        return what


class Crew:
    """Those who read files. One batch at a time; a file is read by one worker, and what it does to that one harms no other.

    A file whose worker dies is read again, alone and by a new one; if that dies too, the file's record says so.

    >>> with Crew() as crew:
    ...     list(crew.process([]))
    []
    """

    def __init__(self, limits: Limits | None = None, ocr: OcrMode = "auto") -> None:
        self._limits = limits or Limits()
        self._ocr = ocr
        self._workers: list[_Worker] = []
        self._nursery: Nursery | None = None
        self._ahead: Ahead[Done] | None = None

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.dismiss()

    def dismiss(self) -> None:
        """End all workers, whatever they do. Whoever still takes results gets ``CancelledError``."""
        if self._ahead is not None and not self._ahead.ended:
            self._stop.close()
            self._ahead.close()
            if self._nursery is not None:
                self._nursery.interrupt()
            self._ahead.join()
        self._dismiss()

    def _dismiss(self) -> None:
        for worker in self._workers:
            worker.connection.close()
        self._workers.clear()
        if self._nursery is not None:
            self._nursery.close()
            self._nursery = None

    def prepare(self) -> Crew:
        """Begin to load what workers need, while other things are done."""
        if self._nursery is None:
            self._nursery = _spare.pop() if _spare else Nursery()
        return self

    def process(self, contents: Sequence[Content]) -> Iterator[Processed]:
        """What ``pipeline.process.process`` makes of each content, in their order; read ahead of what is asked for."""
        return (each.unpack()[0] for each in self._results(contents, with_document=False))

    def examine(self, contents: Sequence[Content]) -> Iterator[tuple[Processed, Document]]:
        """As ``process``, and with the documents, empty where none could be read."""
        unpacked = (each.unpack() for each in self._results(contents, with_document=True))
        return ((processed, document or Document("", (), "")) for processed, document in unpacked)

    def _results(self, contents: Sequence[Content], *, with_document: bool) -> Iterator[Done]:
        """What a thread reads, as it is wanted; where no more of it is, the thread and the workers end."""
        ears, self._stop = Pipe(duplex=False)
        with ears, self._stop:
            self._ahead = Ahead(self._read(_Batch(contents, with_document, ears)), lambda each: len(each.packed), ROOM)
            try:
                yield from self._ahead
            finally:
                if not self._ahead.ended:
                    self.dismiss()

    def _read(self, batch: _Batch) -> Generator[Done, None, None]:
        most = self._limits.workers_for(len(batch.contents))
        try:
            for index in range(len(batch.contents)):
                while index not in batch.done:
                    if index in batch.suspects:
                        self._read_alone(batch, index)
                        continue
                    self._hand_out(batch, index, most)
                    self._await(batch)
                yield batch.take(index)
        finally:
            if self._busy():
                self._dismiss()

    def _hand_out(self, batch: _Batch, index: int, most: int) -> None:
        """Let as many workers read as there may be, as far ahead of a file as there is room."""
        while len(self._busy()) < most:
            if batch.again:
                self._renew()
                if self._begin(batch, batch.again[0], most):
                    del batch.again[0]
            elif batch.given < min(len(batch.contents), index + AHEAD) and (batch.given == index or batch.waiting <= ROOM):
                if self._begin(batch, batch.given, min(most, len(batch.contents) - batch.given)):
                    batch.given += 1
            else:
                return

    def _read_alone(self, batch: _Batch, index: int) -> None:
        """Read a file that did harm once more, by a worker that has read nothing, while no other reads."""
        while self._busy():
            self._await(batch)
        self._renew()
        while not self._begin(batch, index, 1):
            pass
        while self._busy():
            self._await(batch)

    def _renew(self) -> None:
        """Let idle workers go that have read anything: the next one is new."""
        for worker in [each for each in self._workers if each.index is None and not each.fresh]:
            self._bury(worker)

    def _busy(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.index is not None]

    def _begin(self, batch: _Batch, index: int, sharing: int) -> bool:
        """Hand a file to an idle worker, or a new one, that shares the processors with so many; False where the worker had died by then."""
        worker = next((each for each in self._workers if each.index is None), None) or self._hire(batch)
        content = batch.contents[index]
        try:
            worker.connection.send(Job(content, self._ocr, max(1, processors() // sharing), batch.with_document))
        except OSError:
            self._bury(worker)
            return False
        worker.index, worker.more = index, 0.0
        worker.began = time.monotonic()
        worker.until = worker.began + self._limits.seconds_for(content.size)
        return True

    def _await(self, batch: _Batch) -> None:
        """Wait until something happens: a file is done, or a worker has died or had its time. ``CancelledError`` where nobody wants it any more."""
        busy = self._busy()
        left = min(worker.until for worker in busy) - time.monotonic()
        ready = wait([batch.ears, *(worker.connection for worker in busy)], max(0.0, left))
        if batch.ears in ready:
            raise CancelledError
        for worker in busy:
            if worker.connection in ready:
                self._hear(batch, worker)
            elif worker.until <= time.monotonic():
                self._harmed(batch, worker, timed_out=True)

    def _hear(self, batch: _Batch, worker: _Worker) -> None:
        """Take what a worker sends, or note that it has died."""
        try:
            heard = worker.connection.recv()
        except (EOFError, OSError):
            self._harmed(batch, worker, timed_out=False)
            return
        if isinstance(heard, MoreTime):
            more = min(heard.seconds, _MOST_MORE_SECONDS - worker.more)
            worker.more += more
            worker.until += more
            return
        index = worker.index
        assert index is not None
        if heard.hungry:
            self._starved(batch, index, worker, bounded=self._was_full(self._bury(worker)))
            return
        worker.index, worker.fresh, worker.processor_seconds = None, False, heard.processor_seconds
        batch.keep(index, heard)
        if heard.worn:
            self._bury(worker)

    def _harmed(self, batch: _Batch, worker: _Worker, *, timed_out: bool) -> None:
        """Note the file that a worker died of, and why."""
        index = worker.index
        assert index is not None
        took = time.monotonic() - worker.began
        death = self._bury(worker)
        if death is None:
            self._blame(batch, index, "crashed", _ACCIDENT)
        elif timed_out:
            used = death.processor_seconds - worker.processor_seconds
            self._blame(batch, index, "timed-out", _PROOF if used > _BUSY * took else _HARM)
        elif self._was_full(death):
            self._starved(batch, index, worker, bounded=death.signal != SIGKILL)
        else:
            self._blame(batch, index, "crashed", _ACCIDENT if death.signal == SIGKILL else _HARM)

    def _starved(self, batch: _Batch, index: int, worker: _Worker, *, bounded: bool) -> None:
        """Note a file that its worker had too little memory for: up to its bound, part of which earlier files may have taken, or on this machine."""
        if not bounded:
            self._blame(batch, index, "out-of-memory", _HARM)
        elif worker.fresh:
            self._blame(batch, index, "out-of-memory", _PROOF)
        else:
            batch.again.append(index)

    def _was_full(self, death: Death | None) -> bool:
        return death is not None and death.most_bytes > _HUNGRY * (self._limits.mebibytes << 20)

    def _blame(self, batch: _Batch, index: int, harm: Harm, weight: int) -> None:
        """Note what happened while a file was read; where that is proof enough, it is the file's record."""
        batch.suspects[index] += weight
        if batch.suspects[index] >= _PROOF:
            batch.keep(index, done(failed(batch.contents[index], diagnose(harm, _MESSAGES[harm]))))

    def _hire(self, batch: _Batch) -> _Worker:
        """A new worker. ``Trouble`` where none can be had; ``CancelledError`` where nobody wants it any more."""
        for _ in range(_TRIES):
            nursery = self.prepare()._nursery
            assert nursery is not None
            if batch.ears.poll():
                raise CancelledError
            try:
                worker = _Worker(nursery, *nursery.hire(self._limits.mebibytes))
            except Closed:
                self._dismiss()
            else:
                self._workers.append(worker)
                return worker
        raise Trouble("usage.no-workers")

    def _bury(self, worker: _Worker) -> Death | None:
        """End a worker; how it ended, None where its nursery is gone too."""
        worker.connection.close()
        worker.index = None
        if worker in self._workers:
            self._workers.remove(worker)
        if worker.nursery is not self._nursery:
            return None
        try:
            return worker.nursery.bury(worker.pid)
        except Closed:
            worker.nursery.close()
            self._nursery = None
            return None


_spare: list[Nursery] = []


def prepare() -> None:
    """Begin to load what the next crew's workers need, while other things are done."""
    if not _spare:
        _spare.append(Nursery())
