"""One file from its bytes to its record: whatever is in it, a record comes out. ``pipeline.walls`` guards against what kills the process."""

from __future__ import annotations

import hashlib
import logging
import time
import traceback
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from pipeline.ingest import FETCH_SECONDS, MOST_BYTES, Content, Remote, bytes_of
from pipeline.records import Places, Processed, encode, encode_places
from schemas.diagnostic import Diagnostic, diagnose
from schemas.document import Document
from schemas.ocr import OcrMode
from schemas.plan import Plan, Source

STAGES: Final = ("ingest", "segment", "extract", "normalize")
"""What a file goes through, in order; writing comes after."""
NO_MEMORY: Final = "The file takes too much memory to read: open and save it anew, split it, or run with a greater --memory."
TOO_LONG: Final = "The file takes too long to read: open and save it anew, split it, or run with a greater --timeout."
DEADLY: Final = "The process that read the file died, and so did the next one: open and save the file anew, or report it."

_REACHED: Final = "check that it can be reached and may be read, and run again."
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
        done = failed(content, diagnose(error.code, error.message), watch)
    except _NotRead as error:
        done = failed(content, error.diagnostic, watch)
    except MemoryError:
        done = None
    except Exception as error:
        _log.debug("internal error", exc_info=True)
        done = failed(content, _internal_error(content.source.path, error), watch)
    return done or failed(content, diagnose("out-of-memory", NO_MEMORY), watch), Document("", (), "")


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


def failed(content: Content, why: Diagnostic, watch: Stopwatch | None = None) -> Processed:
    """The record of a content that could not be read, and why."""
    from pipeline.extract import unread

    return _processed(unread(source_of(content, None), content.source_id, why), Document("", (), ""), watch or Stopwatch(), content)


class _NotRead(Exception):
    """The bytes could not be had."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def _bytes(content: Content) -> bytes:
    """The very bytes that were fingerprinted."""
    from pipeline.read.allowance import allowed

    if content.trouble is not None:
        raise _NotRead(diagnose("unreadable", f"The file cannot be opened ({content.trouble}): {_REACHED}"))
    if content.size > MOST_BYTES:
        raise _NotRead(diagnose("too-large", f"The file has more than {MOST_BYTES >> 20} MiB: split it, or take out the pictures."))
    if isinstance(content.source.file, Remote):
        allowed().need(FETCH_SECONDS)
    try:
        data = bytes_of(content.source)
    except OSError as error:
        raise _NotRead(diagnose("unreadable", f"The file cannot be read ({error.strerror}): {_REACHED}")) from error
    if hashlib.sha256(data).hexdigest() != content.sha256:
        raise _NotRead(diagnose("unreadable", "The file changed while it was being read: run again when it is complete."))
    return data


def _internal_error(path: str, error: Exception) -> Diagnostic:
    """What went wrong and in which line of this program, without this machine's folders."""
    frames = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    ours = [(file.relative_to(_HOME), line) for file, line in frames if file.is_relative_to(_HOME)]
    where = next((f"{file.as_posix()} line {line}" for file, line in reversed(ours) if file.parts[0] in _ROOMS), "an unknown place")
    return diagnose("internal-error", f"kehoach itself failed on {path} ({type(error).__name__} in {where}): please report it with the file.")
