"""A batch on its way to another machine, and what is done with it there."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from pipeline.ingest import MOST_BYTES, Content, Remote
from pipeline.messages import Trouble
from pipeline.run.batches import Batch
from pipeline.run.report import BatchReport, line_of, summarize
from pipeline.store.keeping import Keeping
from pipeline.walls.limits import Limits
from schemas.ocr import OcrMode

if TYPE_CHECKING:
    from pipeline.run.order import Order
    from pipeline.store.database import Store
    from pipeline.store.writing import Seen
    from pipeline.walls.crew import Crew


@dataclass(frozen=True, slots=True)
class Parcel:
    """A batch with all that a process elsewhere needs to read and keep it: a local file travels as its bytes, one with a URL by its name."""

    batch: Batch
    files: tuple[tuple[Seen, ...], ...]
    """Of each content, as the store is to know them."""
    keeping: Keeping
    db: SecretStr
    ocr: OcrMode
    limits: Limits


def pack(batch: Batch, keeping: Keeping, files_of: Callable[[Content], tuple[Seen, ...]], order: Order) -> Parcel:
    """The parcel of a batch."""
    files = tuple(files_of(content) for content in batch.contents)
    limits = replace(order.limits, workers=order.limits.workers or 1)
    return Parcel(
        replace(batch, contents=tuple(map(_carried, batch.contents))), files, keeping.of(batch.contents), SecretStr(order.db or ""), order.ocr, limits
    )


def _carried(content: Content) -> Content:
    """A content with its bytes, unless it has a URL, as far as they can be had: what is wrong with them is said where they are read."""
    first = content.source
    if first.data is not None or isinstance(first.file, Remote) or content.trouble is not None or content.size > MOST_BYTES:
        return content
    try:
        data = first.file.read_bytes()
    except OSError:
        return content
    return replace(content, files=(replace(first, data=data), *content.files[1:]))


def process_parcel(parcel: Parcel) -> BatchReport:
    """Read a batch in this process, with a crew of its own, and keep it in the database.

    ``Trouble`` where this machine has other rules or programs than the one that began the run, or the database cannot be reached.
    """
    from pipeline.fingerprint import rules_version

    if rules_version(parcel.ocr) != parcel.keeping.rules:
        raise Trouble("run.other-rules")
    tools = _tools(parcel)
    processed = list(tools.crew.process(parcel.batch.contents))
    started = time.perf_counter()
    parcel.keeping.keep(tools.store, list(zip(processed, parcel.files, strict=True)))
    return summarize(parcel.batch.number, map(line_of, processed), (each.seconds for each in processed), time.perf_counter() - started)


@dataclass(frozen=True, slots=True)
class _Tools:
    """What a thread keeps from one parcel to the next: starting them costs more than a batch does."""

    crew: Crew
    store: Store


_kept = threading.local()


def _tools(parcel: Parcel) -> _Tools:
    key = (parcel.db.get_secret_value(), parcel.ocr, parcel.limits)
    if getattr(_kept, "key", None) != key:
        from pipeline.store.database import open_store
        from pipeline.store.folder import Place
        from pipeline.walls.crew import Crew

        if (tools := getattr(_kept, "tools", None)) is not None:
            tools.crew.dismiss()
            tools.store.close()
        _kept.tools = _Tools(Crew(parcel.limits, parcel.ocr), open_store(Place(Path()), parcel.db.get_secret_value()))
        _kept.key = key
    tools = _kept.tools
    assert isinstance(tools, _Tools)
    return tools
