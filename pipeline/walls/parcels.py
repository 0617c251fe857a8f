"""What goes between the crew and a worker."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.ingest import Content
from pipeline.records import Processed
from schemas.document import Document
from schemas.ocr import OcrMode


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
    """A file that was read, or could not be; the document where it was asked for, and what the worker has used until now."""

    processed: Processed
    document: Document | None = None
    worn: bool = False
    """Whether the worker holds so much memory that a new one should take its place."""
    processor_seconds: float = 0.0
