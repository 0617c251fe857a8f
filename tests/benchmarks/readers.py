"""How fast files are read, beside the limit (the bare text by pypdfium2) and beside others who read them, all in one run.

A PDF is cut into single pages, so that pages with and without ruled tables are measured apart. Everything is processor time of
one core, the best of three runs.
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pdfplumber
import pypdfium2

from pipeline.read import Unreadable, read

TIMES = 3
Read = Callable[[bytes], object]


@dataclass(frozen=True)
class Reading:
    """How long one reader takes for a kind of thing: seconds for each, and for the bare text of the same by pypdfium2 (None: no PDF)."""

    reader: str
    what: str
    seconds: float
    bare: float | None
    limit: str
    peer: float | None = None
    """Seconds of kreuzberg for the same, where it is installed."""

    @property
    def measured(self) -> str:
        """Milliseconds for each; how many times pypdfium2's and kreuzberg's, or how many a second."""
        beside = f"{1 / self.seconds:.0f} a second" if self.bare is None else f"{self.seconds / self.bare:.1f} × pypdfium2"
        peer = f", {self.seconds / self.peer:.1f} × kreuzberg" if self.peer else ""
        return f"{1000 * self.seconds:.1f} ms, {beside}{peer}"


def measure(folders: Sequence[Path]) -> Iterator[Reading]:
    """All readers on the PDF and DOCX files of the folders. kreuzberg stands beside them where it is installed (the extra ``peers``)."""
    has_peer = find_spec("kreuzberg") is not None
    files = [path for folder in folders for path in sorted(folder.rglob("*"))]
    pages = [page for path in files if path.suffix == ".pdf" for page in single_pages(path.read_bytes())]
    for ruled, kind, limit in ((False, "without ruled tables", "≤ 10 ms"), (True, "with a ruled table", "≤ 200 ms")):
        some = [page for page in pages if (found := has_rows(page)) is not None and found == ruled]
        if some:
            what = f"a page {kind} ({len(some)})"
            bare = _each(_text_of_pdf, some)
            yield Reading("pypdfium2, bare text", what, bare, bare, "")
            peer = _each(_kreuzberg("application/pdf"), some) if has_peer else None
            yield Reading("kehoach", what, _each(read, some), bare, limit, peer)
            yield Reading("pdfplumber, bare text", what, _each(_text_by_pdfplumber, some), bare, "")
            if peer:
                yield Reading("kreuzberg", what, peer, bare, "")
    words = [path.read_bytes() for path in files if path.suffix == ".docx"]
    if words:
        what = f"a plan in DOCX ({len(words)})"
        peer = _each(_kreuzberg("application/vnd.openxmlformats-officedocument.wordprocessingml.document"), words) if has_peer else None
        yield Reading("kehoach", what, _each(read, words), None, "≥ 25 a second", peer)
        if peer:
            yield Reading("kreuzberg", what, peer, None, "")


def single_pages(data: bytes) -> Iterator[bytes]:
    """Each page of a PDF as a PDF of its own."""
    with pypdfium2.PdfDocument(data) as whole:
        for index in range(len(whole)):
            with pypdfium2.PdfDocument.new() as alone:
                alone.import_pages(whole, [index])
                held = io.BytesIO()
                alone.save(held)
                yield held.getvalue()


def has_rows(page: bytes) -> bool | None:
    """Whether a page has a ruled table; None where it has no text of its own."""
    try:
        document = read(page)
    except Unreadable:
        return None
    return None if document.ocr else any(block.kind == "row" for block in document.blocks)


def _each(action: Read, files: Sequence[bytes]) -> float:
    """Seconds of processor time for each file, in the quickest of several runs."""

    def once() -> float:
        started = time.process_time()
        for data in files:
            action(data)
        return time.process_time() - started

    return min(once() for _ in range(TIMES)) / len(files)


def _text_of_pdf(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def _text_by_pdfplumber(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def _kreuzberg(kind: str) -> Read:
    from kreuzberg import extract_bytes_sync

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    return lambda data: extract_bytes_sync(data, kind)
