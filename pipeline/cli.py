"""The command line. Every command loads what it needs when it runs, so that ``--help`` is quick."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn

import click

from pipeline.audit.command import audit
from pipeline.deploy import deploy_command
from pipeline.export.command import export
from pipeline.keeping import diff, status
from pipeline.launch import ALL_READ, SOME_FAILED, USAGE, language_option, limits_options, ocr_option, run_command
from pipeline.look import compare, evaluate, show
from pipeline.look import explain as explain_facts
from pipeline.messages import Trouble, explain, on_one_line, say
from pipeline.review.command import review
from pipeline.serve.command import serve

if TYPE_CHECKING:
    from pipeline.deploy import Flows
    from pipeline.launch import Flow
    from pipeline.walls.limits import Limits
    from schemas.ocr import OcrMode


def _ingest_plans() -> Flow:
    from flows import ingest_plans

    return ingest_plans


def _all_flows() -> Flows:
    from flows import audit_coverage, export_dataset, ingest_plans

    return ingest_plans, audit_coverage, export_dataset


def _print_version(context: click.Context, parameter: click.Parameter, asked: bool) -> None:  # noqa: ARG001
    if asked:
        from pipeline.store import program_version

        click.echo(f"kehoach {program_version()}")
        context.exit()


@click.group(help=say("help.kehoach"), context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, callback=_print_version, expose_value=False, is_eager=True, help=say("help.version"))
@language_option
def cli() -> None:
    """The commands."""


cli.add_command(run_command(_ingest_plans))
cli.add_command(deploy_command(_all_flows))
cli.add_command(status)
cli.add_command(diff)
cli.add_command(export)
cli.add_command(serve)
cli.add_command(review)
cli.add_command(audit)
cli.add_command(show)
cli.add_command(explain_facts)
cli.add_command(evaluate)
cli.add_command(compare)


@cli.command(help=say("help.extract"), epilog=say("help.exits"))
@click.argument("sources", metavar="FILE...", nargs=-1, required=True)
@click.option("--out", metavar="FILE", help=say("help.out-file"))
@ocr_option
@limits_options
@language_option
def extract(sources: tuple[str, ...], out: str | None, ocr: OcrMode, limits: Limits) -> NoReturn:
    """Records as JSON lines."""
    from pipeline.ingest import distinct, gather
    from pipeline.walls.crew import Crew

    failed = False
    try:
        with Crew(limits, ocr).prepare() as crew, _opened(out) as lines:
            contents = distinct(gather(sources, read_standard_input=True).files)
            for processed in crew.process(contents):
                lines.write(processed.record)
                lines.flush()
                for diagnostic in (*processed.warnings, *filter(None, (processed.failure,))):
                    click.echo(f"{on_one_line(processed.plan.source.path)}: {explain(diagnostic)}", err=True)
                failed = failed or processed.failure is not None
    except Trouble as trouble:
        click.echo(say("usage.error", message=trouble), err=True)
        sys.exit(USAGE)
    sys.exit(SOME_FAILED if failed else ALL_READ)


@cli.command(help=say("help.schema"))
@click.option("--markdown", "as_markdown", is_flag=True, help=say("help.dictionary"))
@language_option
def schema(as_markdown: bool) -> None:
    """The JSON Schema of a record, or the data dictionary."""
    if as_markdown:
        from schemas.dictionary import data_dictionary

        click.echo(data_dictionary(), nl=False)
        return
    import json

    from schemas.json_schema import plan_schema

    click.echo(json.dumps(plan_schema(), ensure_ascii=False, indent=2))


@contextmanager
def _opened(out: str | None) -> Iterator[IO[bytes]]:
    """Standard output, or a file that is put in place when all of it is written."""
    if out is None:
        yield sys.stdout.buffer
        return
    from pipeline.output import file_put_at

    with file_put_at(Path(out)) as aside, aside.open("wb") as lines:
        yield lines


def main() -> None:
    """The entry point ``kehoach``."""
    cli.main(prog_name="kehoach")


if __name__ == "__main__":
    main()
