"""An export of a dataset to a place, put there when all of it is written; the way of the command and of the flow."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from pipeline.export import FOLDERS, Format
from pipeline.messages import Trouble, on_one_line, say

if TYPE_CHECKING:
    from pipeline.export.material import Material
    from pipeline.export.selection import Selection

PRINTED: Final[frozenset[Format]] = frozenset({"jsonl", "ics", "sql"})
"""Formats that are printed where no file is named."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was exported, where to (None is standard output), and what is to be said of it."""

    plans: int
    tasks: int
    target: Path | None
    said: tuple[str, ...]


def export_dataset(dataset: Path, to: Format, out: Path | None, selection: Selection, *, db: str | None = None, since: int | None = None) -> Exported:
    """Write a dataset, or what is selected of it, in another format. ``Trouble`` where there is none, or the place cannot be written."""
    from pipeline.export.material import material
    from pipeline.store.database import open_store
    from pipeline.store.folder import Place

    place = Place(dataset)
    place.mend()
    with closing(open_store(place, db)) as store:
        target = _target(dataset, to, out)
        with store.reading() as connection:
            found = material(connection, selection, since)
            notes = _write(found, to, target)
    return Exported(found.plans, found.tasks, target, (*_told(found, target), *notes, *_related(selection.agencies)))


def _target(dataset: Path, to: Format, out: Path | None) -> Path | None:
    """Where an export goes; None is standard output. ``Trouble`` where it would take the place of the dataset's own files."""
    from pipeline.store.folder import is_dataset

    if out is None:
        name = dataset.resolve().name or "dataset"
        return None if to in PRINTED else Path(f"{name}-{to}" if to in FOLDERS else f"{name}.{to}")
    if out == Path("-") and to in PRINTED:
        return None
    place = out.resolve()
    if is_dataset(place) or any(is_dataset(folder) for folder in place.parents):
        raise Trouble("usage.in-dataset", path=on_one_line(str(out)))
    return out


def _write(found: Material, to: Format, target: Path | None) -> list[str]:
    """Write the export; what is to be said of it."""
    from pipeline.output import file_put_at, folder_put_at

    write = import_module(f"pipeline.export.to_{to}").write
    with ExitStack() as opened:
        if target is None:
            place: Path | IO[bytes] = sys.stdout.buffer
        elif to in FOLDERS:
            place = opened.enter_context(folder_put_at(target, lambda file: _is_ours(file, to)))
        else:
            place = opened.enter_context(opened.enter_context(file_put_at(target)).open("wb"))
        return list(write(found, place))


def _is_ours(file: Path, to: Format) -> bool:
    """Whether an earlier export wrote the file."""
    from pipeline.export.material import ALL_TABLES

    return file.name in {f"{table.name}.{to}" for table in ALL_TABLES}


def _related(agencies: Iterable[str]) -> Iterator[str]:
    """Which other bodies counted as those asked for."""
    from extractors.agencies import bodies, resolve_agency
    from pipeline.export.selection import related

    for asked in agencies:
        known = related(asked) - {resolve_agency(asked).id}
        names = sorted(bodies()[each].name for each in known if each in bodies())
        if names:
            yield say("export.related", asked=on_one_line(asked), names="; ".join(names))


def _told(found: Material, target: Path | None) -> list[str]:
    """How much was exported."""
    where = say("export.printed") if target is None else on_one_line(str(target))
    lines = [say("export.done", tasks=found.tasks, plans=found.plans, path=where) if found.plans else say("export.nothing", path=where)]
    if found.removed:
        lines.append(say("export.removed", count=found.removed))
    return lines
