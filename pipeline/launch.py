"""The command that runs a flow: what is checked before, how the flow is run, what is said after."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, Final, NoReturn, get_args

import click

from pipeline.messages import LANGUAGES, Trouble, on_one_line, say, speak
from pipeline.run.order import Order, Runner
from pipeline.walls.limits import USUAL, Limits
from schemas.ocr import OcrMode

if TYPE_CHECKING:
    from pydantic import SecretStr

    from pipeline.run.report import RunReport
    from pipeline.run.screen import Screen

    Flow = Callable[[list[str], str, OcrMode, SecretStr | None, bool, Limits, Runner, str | None], RunReport]

ALL_READ: Final = 0
SOME_FAILED: Final = 1
USAGE: Final = 2
INTERRUPTED: Final = 130


def asked_language(arguments: Sequence[str]) -> str | None:
    """The language that a command line asks for, so that its help speaks it too; None where it asks for none that there is."""
    wanted = [after if word == "--lang" else word.removeprefix("--lang=") for word, after in pairwise([*arguments, ""]) if word.startswith("--lang")]
    return next((each for each in wanted if each in LANGUAGES), None)


speak(asked_language(sys.argv))


def language_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option that every command has."""
    return click.option("--lang", type=click.Choice(LANGUAGES), callback=_speak, expose_value=False, is_eager=True, help=say("help.lang"))(command)


def ocr_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option of every command that reads files."""
    return click.option("--ocr", type=click.Choice(get_args(OcrMode)), default="auto", show_default=True, help=say("help.ocr"))(command)


def db_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option of every command that reads or writes a store."""
    return click.option("--db", metavar="URL", envvar="KEHOACH_DB", help=say("help.db"))(command)


def limits_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that reads files in workers, which gets them as ``limits``."""

    @wraps(command)
    def limited(timeout: float, memory: int, workers: int | None, **others: Any) -> None:
        command(limits=Limits(timeout, memory, workers), **others)

    positive = click.FloatRange(min=0, min_open=True)
    some = click.IntRange(min=1)
    for option in (
        click.option("--workers", metavar="N", type=some, envvar="KEHOACH_WORKERS", help=say("help.workers")),
        click.option("--memory", metavar="MIB", type=some, default=USUAL.mebibytes, show_default=True, envvar="KEHOACH_MEMORY", help=say("help.memory")),
        click.option(
            "--timeout", metavar="SECONDS", type=positive, default=USUAL.seconds, show_default=True, envvar="KEHOACH_TIMEOUT", help=say("help.timeout")
        ),
    ):
        limited = option(limited)
    return limited


def run_command(load: Callable[[], Flow]) -> click.Command:
    """The command ``run`` for the flow that ``load`` gives; it is loaded while Prefect's server starts."""

    @click.command("run", help=say("help.run"), epilog=say("help.exits"))
    @click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
    @click.option("--out", required=True, metavar="DATASET", help=say("help.out"))
    @db_option
    @click.option("--prune", is_flag=True, help=say("help.prune"))
    @ocr_option
    @limits_options
    @click.option("--runner", type=click.Choice(get_args(Runner)), default="local", show_default=True, help=say("help.runner"))
    @click.option("--scheduler", metavar="ADDRESS", envvar="KEHOACH_SCHEDULER", help=say("help.scheduler"))
    @click.option("--quiet", is_flag=True, help=say("help.quiet"))
    @click.option("--json", "as_json", is_flag=True, help=say("help.json"))
    @language_option
    def run(quiet: bool, as_json: bool, **asked: Any) -> NoReturn:
        from pipeline.run.screen import Screen

        code = launch(load, Order(**asked), Screen(quiet, as_json))
        if code == INTERRUPTED:  # a library half loaded when the run was stopped has nothing to say at the interpreter's end
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
        sys.exit(code)

    return run


def launch(load: Callable[[], Flow], order: Order, screen: Screen) -> int:
    """Run the flow and show what came of it; the exit code."""
    try:
        with _stoppable():
            report = _run(load, order, screen)
    except Trouble as trouble:
        screen.error(str(trouble))
        return USAGE
    except OSError as error:
        screen.error(say("usage.writing-failed", path=on_one_line(order.out), why=error.strerror or type(error).__name__))
        return USAGE
    except KeyboardInterrupt:
        screen.error(say("run.interrupted"))
        return INTERRUPTED
    except Exception as error:
        if _stopped.is_set():  # a library that was being imported made another error of it
            screen.error(say("run.interrupted"))
            return INTERRUPTED
        reason = on_one_line(f"{type(error).__name__}: {error}")
        screen.error(say("usage.no-server", why=reason) if "reach API" in reason else say("usage.flow-failed", why=reason))
        return USAGE
    screen.outcome(report)
    return SOME_FAILED if report.total.failed else ALL_READ


def _run(load: Callable[[], Flow], order: Order, screen: Screen) -> RunReport:
    from pipeline.ingest import is_url, readable
    from pipeline.prefect_server import embedded_server
    from pipeline.run import dask
    from pipeline.run.ingestion import Ingestion
    from pipeline.store import check_out, is_dataset
    from pipeline.store.dataset import MOST_HERE
    from pipeline.store.folder import DATABASE
    from pipeline.walls.crew import prepare

    if is_url(order.out):
        raise Trouble("usage.out-is-url", path=readable(order.out))
    check_out(Path(order.out))
    dask.check(order.runner, order.scheduler, order.db)
    if is_dataset(Path(order.out)) and not order.db and not (Path(order.out) / DATABASE).exists():
        screen.notice(say("run.without-store", path=readable(order.out)), "yellow")
    with Ingestion(order) as ingestion:  # what is wrong with the sources, the place or the database is told before Prefect starts
        gathered = ingestion.gathered
        for source in gathered.empty:
            screen.notice(say("run.empty-source", path=readable(source)), "yellow")
        if not ingestion.has_news:
            return ingestion.publish()
    prepare()
    started = time.monotonic()
    with embedded_server() as server:
        if server is None:
            screen.notice(say("run.joining", count=len(gathered.files), url=os.environ["PREFECT_API_URL"]))
        else:
            screen.notice(say("run.starting", count=len(gathered.files)))
            if server.home != server.wanted_home:
                screen.notice(say("run.home-elsewhere", wanted=server.wanted_home, home=server.home), "yellow")
        with _stopping_at_once(screen):
            flow = load()
            if len(gathered.files) <= MOST_HERE:
                import pandas  # noqa: F401 (this process writes the dataset's tables in the end, and it is slow to load)
    if _stopped.is_set():
        raise KeyboardInterrupt
    if server is not None:
        screen.notice(say("run.started", seconds=f"{time.monotonic() - started:.1f}"))
    with screen.following():
        from pydantic import SecretStr

        return flow(
            list(order.sources), order.out, order.ocr, SecretStr(order.db) if order.db else None, order.prune, order.limits, order.runner, order.scheduler
        )


def _speak(context: click.Context, parameter: click.Parameter, chosen: str | None) -> None:  # noqa: ARG001
    if chosen is not None:
        speak(chosen)


_stopped = threading.Event()
"""Set when the user stops the run: a library may swallow the exception while it is being imported."""


@contextmanager
def _stoppable() -> Iterator[None]:
    """Within, the signals that ask a program to stop raise ``KeyboardInterrupt``."""
    _stopped.clear()
    say_unraisable = sys.unraisablehook
    sys.unraisablehook = lambda unraisable: None if _stopped.is_set() else say_unraisable(unraisable)
    before = {number: signal.signal(number, _stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        sys.unraisablehook = say_unraisable
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _stopping_at_once(screen: Screen) -> Iterator[None]:
    """Within, a stop ends the program there and then: nothing is being written yet, and libraries that are being loaded take an
    exception for an error of their own. The embedded server ends with this process."""

    def leave(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001
        screen.error(say("run.interrupted"))
        sys.stderr.flush()
        os._exit(INTERRUPTED)

    before = {number: signal.signal(number, leave) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001
    _stopped.set()
    raise KeyboardInterrupt
