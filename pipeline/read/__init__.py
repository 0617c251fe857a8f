"""How a file becomes a document: one reader a format, found by what the bytes are, never by the file's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from pipeline.read import docx, foreign, html, office, pdf, scan, text
from pipeline.read.unreadable import Unreadable
from schemas.document import Document
from schemas.ocr import OcrMode

__all__ = ["READERS", "Reader", "Unreadable", "read"]


class Reader(NamedTuple):
    """A format, how its bytes are known, and how they are read."""

    format: str
    recognizes: Callable[[bytes], bool]
    read: Callable[[bytes, OcrMode], Document]


def _as_text(reader: Callable[[bytes], Document]) -> Callable[[bytes, OcrMode], Document]:
    """The reader of a format whose text is in the file, so that none is recognized."""
    return lambda data, ocr: reader(data)  # noqa: ARG005


READERS: Final = (
    Reader("pdf", pdf.recognizes, pdf.read),
    Reader("docx", docx.recognizes, _as_text(docx.read)),
    Reader("html", html.recognizes, _as_text(html.read)),
    Reader("office", office.recognizes, _as_text(office.read)),
    Reader("picture", scan.recognizes, scan.read),
    Reader("foreign", foreign.recognizes, _as_text(foreign.read)),
    Reader("txt", text.recognizes, _as_text(text.read)),
)
"""In the order in which they are asked; the last takes whatever the others leave."""


def read(data: bytes, ocr: OcrMode = "auto") -> Document:
    """The document that the bytes hold, text in pictures recognized as ``ocr`` asks; raises ``Unreadable`` where no text can be had."""
    if not data:
        raise Unreadable("empty-file", "The file is empty")
    return next(reader for reader in READERS if reader.recognizes(data)).read(data, ocr)
