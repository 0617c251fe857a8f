"""The command that exports a dataset."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, get_args

import click

from pipeline.export import FOLDERS, FORMATS, Format
from pipeline.keeping import dataset_argument, reading
from pipeline.launch import db_option, language_option
from pipeline.messages import Trouble, on_one_line, say
from schemas.level import Level

if TYPE_CHECKING:
    from pipeline.export.material import Material
    from pipeline.export.selection import Selection

PRINTED: Final[frozenset[Format]] = frozenset({"jsonl", "ics", "sql"})
"""Formats that are printed where no file is named."""

_day = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


def _several(name: str, kind: Any, metavar: str | None = None) -> Callable[..., Any]:
    """A filter that may be given several times."""
    return click.option(f"--{name}", multiple=True, type=kind, metavar=metavar, help=say(f"help.filter-{name}"))


@click.command(help=say("help.export"), epilog=say("help.export-more"))
@dataset_argument
@click.option("--to", "to", type=click.Choice(FORMATS), required=True, help=say("help.export-to"))
@click.option("--out", metavar="PATH", type=click.Path(path_type=Path), help=say("help.export-out"))
@_several("agency", str, "NAME")
@click.option("--role", type=click.Choice(["lead", "coordinator"]), help=say("help.filter-role"))
@_several("component", click.IntRange(1, 8), "1-8")
@click.option("--due-from", metavar="DAY", type=_day, help=say("help.filter-due-from"))
@click.option("--due-to", metavar="DAY", type=_day, help=say("help.filter-due-to"))
@click.option("--since", metavar="RUN", type=click.IntRange(min=0), help=say("help.filter-since"))
@_several("year", click.IntRange(1900, 2200), "YEAR")
@_several("province", str, "NAME")
@_several("level", click.Choice(get_args(Level)))
@click.option("--min-confidence", metavar="0-1", type=click.FloatRange(0, 1), default=0.0, help=say("help.filter-min-confidence"))
@db_option
@language_option
def export(dataset: Path, to: Format, out: Path | None, since: int | None, db: str | None, **filters: Any) -> None:
    """A dataset, or some of it, in another format."""
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # so that what is half written is cleared away
    with reading(dataset, db) as store:
        from pipeline.export.material import material

        target = _target(dataset, to, out)
        with store.reading() as connection:
            found = material(connection, _selection(filters), since)
            notes = _write(found, to, target)
    for line in (*_told(found, target), *notes, *_related(filters["agency"])):
        click.echo(line, err=True)


def _selection(filters: dict[str, Any]) -> Selection:
    from pipeline.export.selection import Selection

    def day(moment: datetime | None) -> Any:
        return moment and moment.date()

    return Selection(
        agencies=filters["agency"],
        role=filters["role"],
        years=filters["year"],
        provinces=filters["province"],
        levels=filters["level"],
        components=filters["component"],
        due_from=day(filters["due_from"]),
        due_to=day(filters["due_to"]),
        min_confidence=filters["min_confidence"],
    )


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
