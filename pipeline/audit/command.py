"""The command that audits a dataset."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import NoReturn

import click

from pipeline.keeping import dataset_argument
from pipeline.launch import USAGE, db_option, language_option
from pipeline.messages import Trouble, on_one_line, say

BELOW: int = 1
"""The exit code where less is covered than asked for."""


@click.command(help=say("help.audit"), epilog=say("help.audit-more"))
@dataset_argument
@click.option("--out", metavar="FOLDER", type=click.Path(path_type=Path), help=say("help.audit-out"))
@click.option("--fail-under", metavar="PERCENT", type=click.FloatRange(0, 100), help=say("help.fail-under"))
@click.option("--page-images", is_flag=True, help=say("help.page-images"))
@db_option
@language_option
def audit(dataset: Path, out: Path | None, fail_under: float | None, page_images: bool, db: str | None) -> NoReturn:
    """The report on a dataset."""
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # so that what is half written is cleared away
    try:
        from pipeline.audit.report import REPORT, write_report
        from pipeline.audit.summary import shortfall, told

        found = write_report(dataset, out, db=db, page_images=page_images)
    except Trouble as trouble:
        click.echo(say("usage.error", message=trouble), err=True)
        sys.exit(USAGE)
    click.echo(told(found))
    click.echo(say("audit.written", path=on_one_line(str((dataset / REPORT if out is None else out) / "index.html"))))
    if (short := shortfall(found, fail_under)) is not None:
        click.echo(short, err=True)
        sys.exit(BELOW)
    sys.exit(0)
