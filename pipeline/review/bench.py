"""A dataset on the bench: its plans as people say they are, what awaits review, and what is done with what was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from pipeline.messages import Trouble, on_one_line
from pipeline.output import folder_put_at
from pipeline.review.applying import Corrected
from pipeline.review.corrections import Corrections
from pipeline.review.gold import encode_gold, gold_of, is_gold
from pipeline.review.ledger import read_lines
from pipeline.store import DatasetWriter
from pipeline.store.correcting import as_said, in_order, outdated
from pipeline.store.database import Store, open_store
from pipeline.store.folder import Place


@contextmanager
def opened(dataset: Path, db: str | None) -> Iterator[Store]:
    """The store of a dataset. ``Trouble`` where there is none."""
    place = Place(dataset)
    place.mend()
    store = open_store(place, db)
    try:
        yield store
    finally:
        store.close()


def corrections_of(dataset: Path) -> Corrections:
    """What people said of a dataset's facts, and say still. ``Trouble`` where a line of the file is broken."""
    return Corrections.of_file(read_lines(Place(dataset).folder))


def plans(store: Store, corrections: Corrections) -> Iterator[Corrected]:
    """Every plan that could be read, as people say it is, in the order of the dataset."""
    with store.reading() as connection:
        yield from as_said(connection, [plan_id for plan_id, _, _ in in_order(connection)], corrections)


def behind(store: Store, corrections: Corrections) -> int:
    """How many plans of the dataset are not as people say that they are."""
    with store.reading() as connection:
        return len(outdated(connection, corrections))


def apply(dataset: Path, db: str | None) -> int:
    """Bring a dataset up to what people say of its plans; how many were behind. ``Trouble`` where it cannot be written."""
    with opened(dataset, db) as store:
        count = behind(store, corrections_of(dataset))
    if count:
        with DatasetWriter(dataset, db=db) as writer:
            writer.publish()
    return count


def write_gold(states: Iterator[Corrected], folder: Path, below: float | None) -> tuple[str, ...]:
    """Write a gold file for every reviewed plan into a new or empty folder; their names. ``Trouble`` where none is reviewed, or two have one name."""
    found = [state.plan for state in states if is_gold(state, below)]
    names = [PurePosixPath(plan.source.path).stem for plan in found]
    if not found:
        raise Trouble("review.no-gold")
    shared = next((name for name, count in Counter(names).items() if count > 1), None)
    if shared is not None:
        raise Trouble("review.same-name", stem=on_one_line(shared))
    with folder_put_at(folder, lambda _: False) as aside:
        for name, plan in zip(names, found, strict=True):
            (aside / f"{name}.json").write_bytes(encode_gold(gold_of(plan)))
    return tuple(names)
