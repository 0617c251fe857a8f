"""Who keeps the index up with the store: looks at it now and then, each time for a moment."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from pipeline.messages import Trouble, on_one_line

if TYPE_CHECKING:
    from pipeline.serve.index import Index

PAUSE: Final = 1.0
"""Seconds between two looks at the store."""


class Follower:
    """Follows the store of a dataset from ``start`` on. What can pass (a lost server, a folder that is away) is waited for."""

    def __init__(self, index: Index, dataset: Path, db: str | None) -> None:
        self._index, self._dataset, self._db = index, dataset, db
        self._stopped = Event()
        self._thread = Thread(target=self._go_on, name="follower", daemon=True)
        self.trouble: str | None = None
        """Why the store could not be read the last time."""

    def look(self) -> bool:
        """Bring the index up to the store now; whether it changed. ``Trouble`` where the store cannot be read."""
        from pipeline.store.database import open_store
        from pipeline.store.folder import Place

        place = Place(self._dataset)
        place.mend()
        store = open_store(place, self._db)
        try:
            return self._index.follow(store)
        finally:
            store.close()

    def start(self) -> None:
        """Look again and again from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more; a look that has begun is waited for, a short while."""
        self._stopped.set()
        self._thread.join(timeout=5)

    def _go_on(self) -> None:
        while not self._stopped.wait(PAUSE):
            try:
                self.look()
            except Trouble as trouble:
                self.trouble = str(trouble)
            except Exception as error:
                self.trouble = on_one_line(f"{type(error).__name__}: {error}")
            else:
                self.trouble = None
