"""How a file becomes a document: one reader a format, found by what the bytes are, never by the file's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from pipeline.read import docx, foreign, html, office, pdf, text
from pipeline.read.unreadable import Unreadable
from schemas.document import Document

__all__ = ["READERS", "Reader", "Unreadable", "read"]


class Reader(NamedTuple):
    """A format, how its bytes are known, and how they are read."""

    format: str
    recognizes: Callable[[bytes], bool]
    read: Callable[[bytes], Document]


READERS: Final = (
    Reader("pdf", pdf.recognizes, pdf.read),
    Reader("docx", docx.recognizes, docx.read),
    Reader("html", html.recognizes, html.read),
    Reader("office", office.recognizes, office.read),
    Reader("foreign", foreign.recognizes, foreign.read),
    Reader("txt", text.recognizes, text.read),
)
"""In the order in which they are asked; the last takes whatever the others leave."""


def read(data: bytes) -> Document:
    """The document that the bytes hold; raises ``Unreadable`` where no reader can make text of them."""
    if not data:
        raise Unreadable("empty-file", "The file is empty")
    return next(reader for reader in READERS if reader.recognizes(data)).read(data)
