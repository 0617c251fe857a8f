"""Watching sources by looking again and again: it works on network drives too, which tell of no changes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.ingest import gather
from pipeline.messages import Trouble
from pipeline.run.ingestion import Ingestion
from pipeline.run.order import Order
from pipeline.store import is_dataset
from pipeline.store.history import stamp_of


@dataclass(frozen=True, slots=True)
class View:
    """What a look at the sources saw: each file with its size and times, None for one that is being written; why there was nothing to see, if so."""

    files: frozenset[tuple[str, str | None]] = frozenset()
    trouble: str | None = None

    @property
    def is_settled(self) -> bool:
        """Whether no file was written a moment ago."""
        return self.trouble is None and all(stamp is not None for _, stamp in self.files)


def look(order: Order) -> View:
    """The sources as they are now."""
    try:
        return View(frozenset((each.location, stamp_of(each)) for each in gather(order.sources).files))
    except Trouble as trouble:
        return View(trouble=str(trouble))


class Watch:
    """Says when a run is due: there is something new, and it has not changed since the look before. Sources that a run was due for count as read."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._before = View()
        self._read: View | None = None

    def is_due(self, now: View) -> bool:
        """Whether the sources, as they are now, want a run."""
        before, self._before = self._before, now
        if not now.is_settled or now != before or now == self._read:
            return False
        self._read = now
        return self._has_news()

    def forget(self) -> None:
        """What was said to be due was not read after all."""
        self._read = None

    def _has_news(self) -> bool:
        if not is_dataset(Path(self._order.out)):
            return True
        with Ingestion(self._order) as ingestion:
            return ingestion.has_news
