"""What goes between the crew and a worker."""

from __future__ import annotations

import pickle
import zlib
from dataclasses import dataclass

from pipeline.ingest import Content
from pipeline.records import Processed
from schemas.document import Document
from schemas.ocr import OcrMode

_SQUEEZED = 1
"""How hard results are compressed: the least takes a hundredth of a file's time, and leaves a quarter of what waits in memory."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read, its text in pictures recognized as ``ocr`` asks, so many pages ``at_once``."""

    content: Content
    ocr: OcrMode
    at_once: int
    with_document: bool


@dataclass(frozen=True, slots=True)
class MoreTime:
    """The file is being read by another program, which may take so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Done:
    """A file that was read, or could not be; and what the worker has used until now."""

    packed: bytes
    """What became of the file, until somebody wants it."""
    hungry: bool
    """Whether it could not be read for want of memory."""
    worn: bool = False
    """Whether the worker holds so much memory that a new one should take its place."""
    processor_seconds: float = 0.0

    def unpack(self) -> tuple[Processed, Document | None]:
        """What became of the file, and its document where that was asked for."""
        unpacked: tuple[Processed, Document | None] = pickle.loads(zlib.decompress(self.packed))
        return unpacked


def done(processed: Processed, document: Document | None = None, *, worn: bool = False, processor_seconds: float = 0.0) -> Done:
    """What a worker sends."""
    hungry = processed.failure is not None and processed.failure.code == "out-of-memory"
    return Done(zlib.compress(pickle.dumps((processed, document), pickle.HIGHEST_PROTOCOL), _SQUEEZED), hungry, worn, processor_seconds)
