"""Keeping processed files for a run, in the process that began it or in any other that reaches its database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.ingest import Content
    from pipeline.records import Processed
    from pipeline.review.corrections import Corrections
    from pipeline.store.database import Store
    from pipeline.store.writing import Seen


@dataclass(frozen=True, slots=True)
class Keeping:
    """What plans are kept as: the number of the run that read them, the rules that it reads with, and what people said of them."""

    run: int
    rules: str
    corrections: Corrections

    def of(self, contents: Sequence[Content]) -> Keeping:
        """How some contents are kept: with what is said of these alone, as it may have far to go."""
        return replace(
            self, corrections=self.corrections.among({each.plan_id for each in contents}, {file.source_id for each in contents for file in each.files})
        )

    def keep(self, store: Store, processed: Sequence[tuple[Processed, tuple[Seen, ...]]]) -> None:
        """Keep further plans, each with the files that hold it, in one transaction.

        ``Trouble`` where the disk is full, the connection is lost and the like.
        """
        from pipeline.store.writing import Entry, Writer

        entries = [Entry(each.plan.plan_id, files, each.plan, each.text, each.places, each.failure is not None) for each, files in processed]
        store.write(lambda connection: Writer(connection, self.run, self.rules, self.corrections).put(entries))
