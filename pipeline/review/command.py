"""The command that lets people say what is right in a dataset."""

from __future__ import annotations

import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.keeping import dataset_argument
from pipeline.launch import USAGE, db_option, language_option
from pipeline.messages import Trouble, meaning_of, on_one_line, say
from pipeline.serve.command import NEEDED

if TYPE_CHECKING:
    from pipeline.review.awaiting import Item

_share = click.FloatRange(0, 1)


@click.command(help=say("help.review"))
@dataset_argument
@click.option("--as", "name", metavar="NAME", help=say("help.review-as"))
@click.option("--port", default=8002, show_default=True, metavar="PORT", type=click.IntRange(0, 65535), help=say("help.port"))
@click.option("--below", metavar="P", type=_share, help=say("help.review-below"))
@click.option("--list", "as_list", is_flag=True, help=say("help.review-list"))
@click.option("--json", "as_json", is_flag=True, help=say("help.review-json"))
@click.option("--gold", metavar="FOLDER", type=click.Path(path_type=Path), help=say("help.review-gold"))
@click.option("--apply", "at_once", is_flag=True, help=say("help.review-apply"))
@db_option
@language_option
def review(
    dataset: Path, name: str | None, port: int, below: float | None, as_list: bool, as_json: bool, gold: Path | None, at_once: bool, db: str | None
) -> None:
    """Facts to be looked at, in a browser or as a list; what was said of them as gold."""
    try:
        if at_once:
            _apply(dataset, db)
        if gold is not None:
            _write_gold(dataset, db, gold, below)
        elif as_list or as_json:
            _list(dataset, db, below, as_json)
        elif not at_once:
            _serve(dataset, db, name or _user(), port, below)
    except Trouble as trouble:
        click.echo(say("usage.error", message=trouble), err=True)
        sys.exit(USAGE)


def _apply(dataset: Path, db: str | None) -> None:
    from pipeline.review.bench import apply

    click.echo(say("review.applied", count=apply(dataset, db)), err=True)


def _write_gold(dataset: Path, db: str | None, folder: Path, below: float | None) -> None:
    from pipeline.review.bench import corrections_of, opened, plans, write_gold

    corrections = corrections_of(dataset)
    with opened(dataset, db) as store:
        names = write_gold(plans(store, corrections), folder, below)
    click.echo(say("review.gold-written", count=len(names), path=on_one_line(str(folder))))


def _list(dataset: Path, db: str | None, below: float | None, as_json: bool) -> None:
    from pipeline.review.awaiting import LOW, awaits, items
    from pipeline.review.bench import corrections_of, opened, plans

    corrections = corrections_of(dataset)
    with opened(dataset, db) as store:
        found = [item for state in plans(store, corrections) for item in items(state) if awaits(item, LOW if below is None else below)]
    found.sort(key=lambda item: item.confidence)
    for item in found:
        click.echo(json.dumps(item.as_json(), ensure_ascii=False) if as_json else _line(item))
    if not as_json:
        click.echo(say("review.awaiting", count=len(found)), err=True)


def _line(item: Item) -> str:
    from schemas.doubt import DOUBTS

    doubts = "; ".join(meaning_of(DOUBTS[each]) if each in DOUBTS else each for each in item.doubts)
    where = f"{item.path} · {say(f'review.kind-{item.kind}')} {item.fact}"
    return on_one_line(f"{item.confidence:.2f} {where} · {item.text}{f' ({doubts})' if doubts else ''}")


def _serve(dataset: Path, db: str | None, name: str, port: int, below: float | None) -> None:
    from importlib.util import find_spec

    missing = [needed for needed in NEEDED if find_spec(needed) is None]
    if missing:
        raise Trouble("review.not-installed", names=", ".join(missing))
    from pipeline.review.serving import serve

    serve(dataset, db, name, port, below)


def _user() -> str:
    """Who sits at this machine, as far as it knows."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
