"""The wall around one file: whatever happens inside, a record comes out, and the others go on."""

from __future__ import annotations

import hashlib
import logging
import multiprocessing
import os
import time
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.ingest import MOST_BYTES, Content, content_of, one_file
from pipeline.records import Places, Processed, encode, encode_places
from schemas.diagnostic import Diagnostic, diagnose
from schemas.document import Document
from schemas.ocr import OcrMode
from schemas.plan import Plan, Source

if TYPE_CHECKING:
    from types import TracebackType

STAGES: Final = ("ingest", "segment", "extract", "normalize")
"""What a file goes through, in order; writing comes after."""
WORTH_A_POOL: Final = 60
"""From so many files on, worker processes repay the seconds that each of them needs to load the language tools."""

_HOME: Final = Path(__file__).parent.parent
_ROOMS: Final = ("pipeline", "extractors", "schemas")
_log = logging.getLogger("kehoach")


@dataclass(slots=True)
class Stopwatch:
    """The seconds spent in each stage; ``enter`` ends the stage before."""

    seconds: dict[str, float] = field(default_factory=dict)
    _stage: str | None = None
    _since: float = 0.0

    def enter(self, stage: str | None) -> None:
        now = time.perf_counter()
        if self._stage is not None:
            self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + now - self._since
        self._stage, self._since = stage, now


def process(content: Content, ocr: OcrMode = "auto") -> Processed:
    """Read and extract one distinct content. Never raises for what is in the file: a failure is a record with an error diagnostic."""
    return examine(content, ocr)[0]


def examine(content: Content, ocr: OcrMode = "auto") -> tuple[Processed, Document]:
    """As ``process``, and with the document, empty where none could be read."""
    from pipeline.extract import extract
    from pipeline.read import Unreadable, read

    watch = Stopwatch()
    watch.enter("ingest")
    try:
        document = read(_bytes(content), ocr)
        return _processed(extract(document, source_of(content, document), content.source_id, watch.enter), document, watch, content), document
    except Unreadable as error:
        done = _failed(content, diagnose(error.code, error.message), watch)
    except _NotRead as error:
        done = _failed(content, error.diagnostic, watch)
    except Exception as error:
        _log.debug("internal error", exc_info=True)
        done = _failed(content, _internal_error(content.source.path, error), watch)
    return done, Document("", (), "")


def source_of(content: Content, document: Document | None) -> Source:
    """What a record says of its file; None where no document could be read from it."""
    source = Source(content.source.path, content.copies, content.sha256, content.size, format=None, pages=None, encoding=None, ocr=False)
    return source if document is None else replace(source, format=document.format, pages=document.pages, encoding=document.encoding, ocr=document.ocr)


def _processed(plan: Plan, document: Document, watch: Stopwatch, content: Content) -> Processed:
    done = Processed(
        plan,
        record=encode(plan),
        text=document.text.encode(),
        places=encode_places(Places(plan.plan_id, document.pages, document.blocks, document.turns)),
        seconds=watch.seconds,
        content=content,
    )
    watch.enter(None)
    return done


def _failed(content: Content, why: Diagnostic, watch: Stopwatch) -> Processed:
    from pipeline.extract import unread

    return _processed(unread(source_of(content, None), content.source_id, why), Document("", (), ""), watch, content)


class Crew:
    """Those who process files: this process alone, or a pool of ``jobs`` others that survives the death of any of them.

    >>> with Crew(1) as crew:
    ...     list(crew.process([]))
    []
    """

    def __init__(self, jobs: int, ocr: OcrMode = "auto") -> None:
        self._jobs = jobs
        self._ocr = ocr
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._dismiss()

    def process(self, contents: Sequence[Content]) -> Iterator[Processed]:
        """What ``process`` makes of each content, in their order."""
        if self._jobs == 1:
            yield from (process(content, self._ocr) for content in contents)
            return
        futures = [self._hire(self._jobs).submit(process, content, self._ocr) for content in contents]
        for index, future in enumerate(futures):
            try:
                yield future.result()
            except BrokenProcessPool:
                self._dismiss()
                yield from self._one_by_one(contents[index:])
                return

    def _one_by_one(self, contents: Sequence[Content]) -> Iterator[Processed]:
        """A single worker, so that a death tells which file it was."""
        for content in contents:
            try:
                yield self._hire(1).submit(process, content, self._ocr).result()
            except BrokenProcessPool:
                self._dismiss()
                yield _killed(content)
        self._dismiss()

    def _hire(self, jobs: int) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))
        return self._pool

    def _dismiss(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def jobs_for(files: int) -> int:
    """How many processes are worth having for so many files."""
    return 1 if files < WORTH_A_POOL else len(os.sched_getaffinity(0))


def warm_up() -> None:
    """Load what extracting and writing need, while something else is waited for."""
    from pipeline.frames import to_frames

    text = "KẾ HOẠCH\nI. NHIỆM VỤ\n- Sở Nội vụ chủ trì, phối hợp với các sở thực hiện Nghị định số 61/2018/NĐ-CP, đạt 100% trước ngày 15/12/2019.\n"
    to_frames([process(content_of(one_file(text.encode()))).plan])


class _NotRead(Exception):
    """The bytes could not be had."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def _bytes(content: Content) -> bytes:
    """The very bytes that were fingerprinted."""
    if content.trouble is not None:
        raise _NotRead(diagnose("unreadable", f"The file cannot be opened ({content.trouble}): check its permissions and run again."))
    if content.size > MOST_BYTES:
        raise _NotRead(diagnose("too-large", f"The file has more than {MOST_BYTES >> 20} MiB: split it, or take out the pictures."))
    try:
        data = content.source.data if content.source.data is not None else content.source.file.read_bytes()
    except OSError as error:
        raise _NotRead(diagnose("unreadable", f"The file cannot be read ({error.strerror}): check its permissions and run again.")) from error
    if hashlib.sha256(data).hexdigest() != content.sha256:
        raise _NotRead(diagnose("unreadable", "The file changed while it was being read: run again when it is complete."))
    return data


def _internal_error(path: str, error: Exception) -> Diagnostic:
    """What went wrong and in which line of this program, without this machine's folders."""
    frames = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    ours = [(file.relative_to(_HOME), line) for file, line in frames if file.is_relative_to(_HOME)]
    where = next((f"{file.as_posix()} line {line}" for file, line in reversed(ours) if file.parts[0] in _ROOMS), "an unknown place")
    return diagnose("internal-error", f"kehoach itself failed on {path} ({type(error).__name__} in {where}): please report it with the file.")


def _killed(content: Content) -> Processed:
    message = f"The process that read {content.source.path} was killed (too little memory, or a fault in a library): open and save the file anew, or report it."
    return _failed(content, diagnose("internal-error", message), Stopwatch())
