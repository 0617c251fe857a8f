"""The command that exports a dataset."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from pipeline.export import FORMATS, Format
from pipeline.keeping import dataset_argument
from pipeline.launch import USAGE, db_option, language_option
from pipeline.messages import Trouble, say
from schemas.level import Level

if TYPE_CHECKING:
    from pipeline.export.selection import Selection

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
    try:
        from pipeline.export.exporting import export_dataset

        exported = export_dataset(dataset, to, out, _selection(filters), db=db, since=since)
    except Trouble as trouble:
        click.echo(say("usage.error", message=trouble), err=True)
        sys.exit(USAGE)
    for line in exported.said:
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
