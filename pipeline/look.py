"""The commands that look without writing: one plan as a tree, its facts beside their text, a dataset beside its gold."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click

from pipeline.launch import ALL_READ, SOME_FAILED, USAGE, language_option, limits_options, ocr_option
from pipeline.messages import Trouble, on_one_line, say
from pipeline.messages import explain as in_words

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.walls.limits import Limits
    from schemas.document import Document
    from schemas.ocr import OcrMode
    from schemas.plan import Plan

    Draw = Callable[[Plan, Document, Console], None]

PLAIN_WIDTH: Final = 160
"""Columns where there is no terminal to say."""


@click.command(help=say("help.show"), epilog=say("help.exits"))
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--page", metavar="N", type=click.IntRange(min=1), help=say("help.page"))
@ocr_option
@limits_options
@language_option
def show(files: tuple[str, ...], page: int | None, ocr: OcrMode, limits: Limits) -> NoReturn:
    """Plans as trees, or what one page of them holds."""
    if page is None:
        from pipeline.show import show as draw

        sys.exit(_draw_each(files, ocr, limits, lambda plan, _, console: draw(plan, console)))
    from pipeline.page import show_page

    sys.exit(_draw_each(files, ocr, limits, lambda plan, document, console: show_page(plan, document, page, console)))


@click.command(help=say("help.explain"), epilog=say("help.exits"))
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@ocr_option
@limits_options
@language_option
def explain(files: tuple[str, ...], ocr: OcrMode, limits: Limits) -> NoReturn:
    """Facts beside their text and rule."""
    from pipeline.explain import explain as draw

    sys.exit(_draw_each(files, ocr, limits, draw))


@click.command(help=say("help.evaluate"))
@click.argument("dataset", metavar="DATASET", type=click.Path(path_type=Path))
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.option("--errors", is_flag=True, help=say("help.errors"))
@click.option("--json", "as_json", is_flag=True, help=say("help.figures-json"))
@click.option("--markdown", "as_markdown", is_flag=True, help=say("help.markdown"))
@click.option("--reliability", is_flag=True, help=say("help.reliability"))
@language_option
def evaluate(dataset: Path, gold: Path, errors: bool, as_json: bool, as_markdown: bool, reliability: bool) -> None:
    """A dataset beside its gold."""
    import json

    from pipeline.evaluation import reliability as trust
    from pipeline.evaluation.evaluate import differences, figures, markdown, table
    from pipeline.evaluation.evaluate import evaluate as measure

    with _troubles_told():
        report = measure(dataset, gold)
    if as_json:
        click.echo(json.dumps(figures(report), ensure_ascii=False))
        return
    judged = report.total.judged
    if as_markdown:
        click.echo(trust.markdown(judged) if reliability else markdown(report))
    else:
        _console().print(trust.table(judged) if reliability else table(report))
    for line in differences(report) if errors else ():
        click.echo(line)


@click.command(help=say("help.compare"))
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path))
@click.option("--gold", metavar="GOLD", type=click.Path(path_type=Path), help=say("help.gold"))
@click.option("--json", "as_json", is_flag=True, help=say("help.changes-json"))
@language_option
def compare(old: Path, new: Path, gold: Path | None, as_json: bool) -> None:
    """Two datasets side by side."""
    import json

    from pipeline.evaluation import compare as sides

    with _troubles_told():
        compared = sides.compare(old, new)
        progress = sides.progress(old, new, gold) if gold else None
    if as_json:
        for change in sides.as_json(compared):
            click.echo(json.dumps(change, ensure_ascii=False))
        return
    if progress is None:
        for line in sides.lines(compared):
            click.echo(line)
        click.echo(say("compare.total", plans=len(compared), facts=sum(map(len, compared.values()))))
        return
    _console().print(sides.table(progress))
    for line in sides.verdicts(progress):
        click.echo(line)


def _draw_each(files: tuple[str, ...], ocr: OcrMode, limits: Limits, draw: Draw) -> int:
    """Draw every plan that the files hold; the exit code."""
    from pipeline.ingest import distinct, gather
    from pipeline.walls.crew import Crew

    console = _console()
    code = ALL_READ
    with Crew(limits, ocr).prepare() as crew:
        try:
            contents = distinct(gather(files, read_standard_input=True).files)
        except Trouble as trouble:
            click.echo(say("usage.error", message=trouble), err=True)
            return USAGE
        for processed, document in crew.examine(contents):
            if processed.failure is not None:
                code = max(code, SOME_FAILED)
                click.echo(f"{on_one_line(processed.plan.source.path)}: {in_words(processed.failure)}", err=True)
                continue
            try:
                draw(processed.plan, document, console)
            except Trouble as trouble:
                code = USAGE
                click.echo(say("usage.error", message=trouble), err=True)
    return code


@contextmanager
def _troubles_told() -> Iterator[None]:
    """What the user can put right is said in one line, and ends the command."""
    try:
        yield
    except Trouble as trouble:
        click.echo(say("usage.error", message=trouble), err=True)
        sys.exit(USAGE)


def _console() -> Console:
    from rich.console import Console

    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=PLAIN_WIDTH)
