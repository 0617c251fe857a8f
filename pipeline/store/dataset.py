"""A run into a dataset: plans into its store, one transaction a batch, then the files that others read, put in place in one step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.messages import Trouble
from pipeline.store.folder import CORRECTIONS, DATABASE, MANIFEST, Place, check_out, program_version, shown
from pipeline.store.keeping import Keeping

if TYPE_CHECKING:
    from types import TracebackType

    from sqlalchemy import Connection

    from pipeline.ingest import Content, Gathered
    from pipeline.records import Processed
    from pipeline.review.corrections import Corrections
    from pipeline.store.database import Store
    from pipeline.store.history import Survey
    from pipeline.store.writing import Seen
    from schemas.finding import Finding
    from schemas.ocr import OcrMode


MOST_HERE: Final = 1000
"""Plans whose files a run writes by itself: a process of its own, with the libraries that it loads, takes a second to start."""
_CORRECTED_AT_ONCE: Final = 100
"""Plans that one transaction corrects."""


class DatasetWriter:
    """A run into a dataset. Plans that were added are kept, whatever happens after; the files are as they were until ``publish``.

    ``db`` is the URL of a database elsewhere; else it lies in the dataset's folder. Entering raises ``Trouble`` where the place or the
    database cannot be written, or holds something else. Several runs may write one dataset at a time.
    """

    def __init__(self, out: Path, *, db: str | None = None, ocr: OcrMode = "auto", sources: Sequence[str] = ()) -> None:
        self._out = out
        self._db = db
        self._ocr: OcrMode = ocr
        self._sources = sources
        self._place = Place(out)
        self._made_folder = False
        self._store: Store | None = None
        self._survey: Survey | None = None
        self._number: int | None = None
        self._corrections: Corrections | None = None

    def __enter__(self) -> DatasetWriter:
        from pipeline.fingerprint import rules_version
        from pipeline.store.database import open_store

        self._place.mend()
        check_out(self._out)
        try:
            self._place.folder.parent.mkdir(parents=True, exist_ok=True)
            if self._db is None:
                self._made_folder = not self._place.folder.exists()
                self._place.folder.mkdir(exist_ok=True)
        except OSError as error:
            raise Trouble("usage.out-not-writable", path=shown(self._out), why=error.strerror) from error
        self._rules = rules_version(self._ocr)
        self._said()
        self._store = open_store(self._place, self._db, make=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._leave()

    def knows_all(self, gathered: Gathered) -> bool:
        """Whether every file was read before and is as it was, as can be told without opening one."""
        from pipeline.store.history import knows_all

        with self._opened().reading() as connection:
            return knows_all(connection, gathered, self._rules)

    def look(self, gathered: Gathered) -> Survey:
        """What of the files is to be read. New places of what is known already are noted at once."""
        from pipeline.store.history import in_batches, survey
        from pipeline.store.writing import Writer

        store, run = self._opened(), self._run()
        with store.reading() as connection:
            self._survey = survey(connection, gathered, self._rules)
        for some in in_batches(self._survey.notes):
            store.write(lambda connection, some=some: Writer(connection, run, self._rules, self._said()).put(some))  # type: ignore[misc]
        return self._survey

    @cached_property
    def keeping(self) -> Keeping:
        """How this run keeps plans, which another process may do in its stead."""
        return Keeping(self._run(), self._rules, self._said())

    def files_of(self, content: Content) -> tuple[Seen, ...]:
        """The files of a content as the store is to know them."""
        from pipeline.store.history import seen

        return tuple(self._survey.seen[file.location] for file in content.files) if self._survey else seen(content)

    def add(self, processed: Sequence[Processed]) -> None:
        """Keep further plans, in one transaction. ``Trouble`` where the disk is full, the connection is lost and the like."""
        self.keeping.keep(self._opened(), [(each, self.files_of(each.content)) for each in processed])

    def publish(self, prune: bool = False) -> tuple[Finding, ...]:
        """Mark what is gone (with ``prune``, take out all that is), then put the dataset's files in place in one step; what its plans show together."""
        from pipeline.store.writing import Writer, finish_run

        store, run = self._opened(), self._run()
        gone = self._survey.gone if self._survey else ()

        def mark(connection: Connection) -> None:
            writer = Writer(connection, run, self._rules, self._said())
            writer.remove(gone)
            if prune:
                writer.prune()

        if gone or prune:
            store.write(mark)
        self._correct(store, run)
        with self._place.publishing() as turn:
            findings, last_change = self._publish(store, turn)
        store.write(lambda connection: finish_run(connection, run, last_change))
        return findings

    def count_unapplied(self) -> int:
        """How many things that reviewers said of facts no longer fit the text."""
        from pipeline.store.status import unapplied

        with self._opened().reading() as connection:
            return len(unapplied(connection))

    def _correct(self, store: Store, run: int) -> None:
        """Let plans be as people say that they are, also by what they said while the run went on."""
        from pipeline.store.correcting import outdated
        from pipeline.store.history import in_batches
        from pipeline.store.writing import Writer

        self._corrections = None
        with store.reading() as connection:
            behind = outdated(connection, self._said())
        for some in in_batches(behind, _CORRECTED_AT_ONCE):
            store.write(lambda connection, some=some: Writer(connection, run, self._rules, self._said()).correct(some))  # type: ignore[misc]

    def _publish(self, store: Store, turn: int) -> tuple[tuple[Finding, ...], int | None]:
        from pipeline.store.database import checkpoint, journal
        from pipeline.store.publish import is_published, publish, state_of
        from pipeline.store.publisher import publish_apart
        from pipeline.store.writing import findings_of

        aside = self._place.aside
        try:
            with store.reading() as connection:
                state = state_of(connection)
                if is_published(self._place.folder, state):
                    return findings_of(connection), state.last_change
            is_large = len(state.plan_ids) > MOST_HERE
            state = publish_apart(self._place, self._db, aside, turn) if is_large else publish(store, aside)
            with store.reading() as connection:
                findings = findings_of(connection)
            with self._place.alone():
                _take_along(self._place, CORRECTIONS)
                if not store.is_file:
                    self._place.put(aside)
                else:
                    checkpoint(store)
                    try:
                        _take_along(self._place, DATABASE)
                        self._place.put(aside)
                    finally:
                        journal(store)
        except OSError as error:
            raise Trouble("usage.writing-failed", path=shown(self._out), why=error.strerror or type(error).__name__) from error
        finally:
            self._place.tidy()
        return findings, state.last_change

    def _run(self) -> int:
        """The number of this run, which begins when it is first asked for."""
        from pipeline.store.writing import begin_run

        if self._number is None:
            self._number = self._opened().write(lambda connection: begin_run(connection, program_version(), self._rules, self._sources)).number
        return self._number

    def _said(self) -> Corrections:
        """What people say of facts, as the file had it when it was last looked at."""
        from pipeline.review.corrections import Corrections
        from pipeline.review.ledger import read_lines

        if self._corrections is None:
            self._corrections = Corrections.of_file(read_lines(self._place.folder))
        return self._corrections

    def _opened(self) -> Store:
        assert self._store is not None
        return self._store

    def _leave(self) -> None:
        if self._store is None:
            return
        store, self._store = self._store, None
        try:
            if store.is_file and self._made_folder and not (self._place.folder / MANIFEST).exists():
                self._undo(store)
        finally:
            store.close()

    def _undo(self, store: Store) -> None:
        """Take a store away that this run began and put nothing into."""
        from pipeline.store.writing import is_untouched

        with self._place.alone():
            with store.telling(), store.engine.connect() as connection:
                untouched = is_untouched(connection)
            if untouched:
                for file in self._place.folder.glob(f"{DATABASE}*"):
                    file.unlink()
                if not any(self._place.folder.iterdir()):
                    self._place.folder.rmdir()


def _take_along(place: Place, name: str) -> None:
    """Let a file of the dataset, where there is one, be in the new folder too, so that at no moment it is in neither."""
    file = place.folder / name
    if not file.exists():
        return
    try:
        os.link(file, place.aside / name)
    except OSError:  # a file system without links
        shutil.copy2(file, place.aside / name)
