"""The commands over a dataset's store: what it holds, and what changed in it since a run."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.launch import USAGE, db_option, language_option
from pipeline.messages import Trouble, catalogue, on_one_line, say

if TYPE_CHECKING:
    from pipeline.store.database import Store
    from pipeline.store.status import Status

dataset_argument = click.argument("dataset", metavar="DATASET", type=click.Path(path_type=Path))


@click.command(help=say("help.status"))
@dataset_argument
@db_option
@click.option("--json", "as_json", is_flag=True, help=say("help.status-json"))
@language_option
def status(dataset: Path, db: str | None, as_json: bool) -> None:
    """What a dataset holds."""
    with reading(dataset, db) as store:
        from pipeline.store.status import status as look

        found = look(store)
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False))
        return
    for line in _lines(found):
        click.echo(line)


@click.command(help=say("help.diff"))
@dataset_argument
@click.option("--since", metavar="RUN", type=click.IntRange(min=0), required=True, help=say("help.since"))
@db_option
@language_option
def diff(dataset: Path, since: int, db: str | None) -> None:
    """What changed in a dataset, as JSON lines."""
    with reading(dataset, db) as store:
        from pipeline.store.diff import differences

        with store.reading() as connection:
            for each in differences(connection, since):
                click.echo(json.dumps(each.as_json(), ensure_ascii=False))


@contextmanager
def reading(dataset: Path, db: str | None) -> Iterator[Store]:
    """The store of a dataset; what the user can put right is said on one line."""
    from pipeline.store.database import open_store
    from pipeline.store.folder import Place

    try:
        place = Place(dataset)
        place.mend()
        store = open_store(place, db)
        try:
            yield store
        finally:
            store.close()
    except Trouble as trouble:
        click.echo(say("usage.error", message=trouble), err=True)
        sys.exit(USAGE)


def _lines(found: Status) -> Iterator[str]:
    """The status in words."""
    yield say("status.holds", plans=found.plans, files=found.files, store=found.store)
    if not found.published:
        yield say("status.behind")
    yield from _listed("failed", [f"{on_one_line(each.path)}: {_reason(each.code)}" for each in found.failed])
    yield from _listed("stale", [on_one_line(path) for path in found.stale])
    yield from _listed("gone", [on_one_line(path) for path in found.gone])
    yield from _listed("unapplied", [f"{on_one_line(each.path)}: {on_one_line(each.message)}" for each in found.unapplied])
    if found.uncorrected:
        yield say("status.uncorrected", count=found.uncorrected)
    if found.homeless:
        yield say("status.homeless", count=found.homeless)
    for run in found.runs:
        given = on_one_line(" ".join(run.sources))
        yield say("status.run" if run.finished_at else "status.run-stopped", number=run.number, start=run.started_at, end=run.finished_at, sources=given)


def _listed(name: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield say(f"status.{name}", count=len(lines))
        yield from (f"  {line}" for line in lines)


def _reason(code: str) -> str:
    from pipeline.messages import meaning_of
    from schemas.diagnostic import CODES

    meaning = meaning_of(CODES[code]) if code in CODES else code
    return f"{meaning}: {say(f'advice.{code}')}" if f"advice.{code}" in catalogue() else meaning
