"""Keeping processed files for a run, in the process that began it or in any other that reaches its database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.records import Processed
    from pipeline.store.database import Store
    from pipeline.store.writing import Seen


@dataclass(frozen=True, slots=True)
class Keeping:
    """What plans are kept as: the number of the run that read them, and the rules that it reads with."""

    run: int
    rules: str

    def keep(self, store: Store, processed: Sequence[tuple[Processed, tuple[Seen, ...]]]) -> None:
        """Keep further plans, each with the files that hold it, in one transaction.

        ``Trouble`` where the disk is full, the connection is lost and the like.
        """
        from pipeline.store.writing import Entry, Writer

        entries = [Entry(each.plan.plan_id, files, each.plan, each.text, each.places, each.failure is not None) for each, files in processed]
        store.write(lambda connection: Writer(connection, self.run, self.rules).put(entries))
