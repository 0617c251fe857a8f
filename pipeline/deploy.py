"""The command that offers the flows on a Prefect server: on a schedule, whenever the sources change, or when somebody asks for a run."""

from __future__ import annotations

import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, cast

import click

from pipeline.launch import ALL_READ, USAGE, db_option, language_option, limits_options, ocr_option
from pipeline.messages import Trouble, on_one_line, say
from pipeline.run.order import Order

if TYPE_CHECKING:
    from prefect import Flow
    from prefect.client.schemas.objects import FlowRun
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Schedule

    Flows = tuple[Flow[..., Any], Flow[..., Any], Flow[..., Any]]
    """Those that ingest, audit and export."""

INGEST: Final = "ingest-archive"
AUDIT: Final = "audit-coverage"
EXPORT: Final = "export-dataset"
QUERY_SECONDS: Final = 2.0
"""How often the server is asked for runs that are due."""


def deploy_command(load: Callable[[], Flows]) -> click.Command:
    """The command ``deploy`` for the flows that ``load`` gives."""

    @click.command("deploy", help=say("help.deploy"), epilog=say("help.deploy-more"))
    @click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
    @click.option("--out", required=True, metavar="DATASET", help=say("help.out"))
    @click.option("--cron", metavar="CRON", help=say("help.cron"))
    @click.option("--every", metavar="SECONDS", type=click.IntRange(min=10), help=say("help.every"))
    @click.option("--watch", metavar="SECONDS", type=click.IntRange(min=1), help=say("help.watch"))
    @db_option
    @click.option("--prune", is_flag=True, help=say("help.prune"))
    @ocr_option
    @limits_options
    @language_option
    def deploy(sources: tuple[str, ...], out: str, cron: str | None, every: int | None, watch: int | None, **asked: Any) -> NoReturn:
        """Offer the flows until stopped."""
        try:
            if sum(each is not None for each in (cron, every, watch)) > 1:
                raise Trouble("deploy.one-of")
            order = Order(tuple(map(_absolute, sources)), _absolute(out), **asked)
            with _server():
                _serve(load(), order, _schedule(cron, every), watch)
        except Trouble as trouble:
            click.echo(say("usage.error", message=trouble), err=True)
            sys.exit(USAGE)
        sys.exit(ALL_READ)

    return deploy


@contextmanager
def _server() -> Iterator[None]:
    """Within, there is a Prefect server that answers. ``Trouble`` where none is named or it does not."""
    from pipeline.prefect_server import SETTINGS

    os.environ.update({name: value for name, value in SETTINGS.items() if name not in os.environ})
    url = os.environ.get("PREFECT_API_URL")
    if not url:
        raise Trouble("deploy.no-server")
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        if (error := client.api_healthcheck()) is not None:
            raise Trouble("deploy.not-reached", url=on_one_line(url), why=on_one_line(f"{type(error).__name__}: {error}"))
    yield


def _absolute(source: str) -> str:
    """A path as it is called from any folder; a URL as it is."""
    from pipeline.ingest import is_url

    return source if is_url(source) else os.path.abspath(source)  # noqa: PTH100 (a link keeps its own name, a pattern its signs)


def _schedule(cron: str | None, every: int | None) -> Schedule | None:
    """When the archive is read; ``Trouble`` where the words of cron cannot be understood."""
    from prefect.client.schemas.schedules import CronSchedule
    from prefect.schedules import Cron, Interval

    if every is not None:
        return Interval(timedelta(seconds=every))
    if cron is None:
        return None
    try:
        CronSchedule(cron=cron)
    except ValueError as error:
        raise Trouble("deploy.not-cron", cron=on_one_line(cron)) from error
    return Cron(cron, timezone=os.environ.get("TZ") or "Asia/Ho_Chi_Minh")


def _serve(flows: Flows, order: Order, schedule: Schedule | None, watch: int | None) -> None:
    """Register the deployments, say so, and run what is due until stopped."""
    from prefect import serve

    if order.db is not None:
        os.environ["KEHOACH_DB"] = order.db  # the runs' own processes have it from here; a parameter would be kept on the server
    deployments = _deployments(flows, order, schedule)
    click.echo(say("deploy.serving", names=", ".join(each.full_name for each in deployments), url=os.environ["PREFECT_API_URL"]))
    warnings.filterwarnings("ignore", "coroutine 'Runner.astop' was never awaited", RuntimeWarning)  # Prefect's own way to stop
    stopped = threading.Event()
    if watch is not None:
        threading.Thread(target=_keep_watch, args=(order, deployments[0].full_name, watch, stopped), daemon=True).start()
    try:
        serve(*deployments, pause_on_shutdown=False, print_starting_message=False, query_seconds=QUERY_SECONDS)
    finally:
        stopped.set()


def _deployments(flows: Flows, order: Order, schedule: Schedule | None) -> tuple[RunnerDeployment, ...]:
    from prefect.types.entrypoint import EntrypointType

    ingest, audit, export = flows
    dataset = Path(order.out)
    limits = {"seconds": order.limits.seconds, "mebibytes": order.limits.mebibytes, "workers": order.limits.workers}
    alike: dict[str, Any] = {"tags": ["kehoach"], "entrypoint_type": EntrypointType.MODULE_PATH, "concurrency_limit": 1}
    deployments = (
        ingest.to_deployment(
            INGEST,
            schedule=schedule,
            parameters={"sources": list(order.sources), "out": order.out, "ocr": order.ocr, "prune": order.prune, "limits": limits},
            **alike,
        ),
        audit.to_deployment(AUDIT, parameters={"dataset": order.out}, **alike),
        export.to_deployment(EXPORT, parameters={"dataset": order.out, "to": "xlsx", "out": str(dataset.with_name(f"{dataset.name}.xlsx"))}, **alike),
    )
    return cast("tuple[RunnerDeployment, ...]", deployments)


def _keep_watch(order: Order, deployment: str, seconds: int, stopped: threading.Event) -> None:
    """Ask for a run whenever one is due and none is under way."""
    from prefect.client.orchestration import get_client
    from prefect.deployments import run_deployment
    from prefect.exceptions import ObjectNotFound

    from pipeline.watch import Watch, look

    watch = Watch(order)
    asked = None
    trouble = None
    while not stopped.wait(seconds):
        view = look(order)
        if view.trouble is not None and view.trouble != trouble:
            click.echo(say("usage.error", message=view.trouble), err=True)
        trouble = view.trouble
        try:
            if asked is not None:
                with get_client(sync_client=True) as client:
                    state = client.read_flow_run(asked).state
                if state is not None and not state.is_final():
                    continue
            if watch.is_due(view):
                run = cast("FlowRun", run_deployment(deployment, timeout=0, as_subflow=False))
                asked = run.id
                click.echo(say("deploy.asked", run=run.name, count=len(view.files)))
        except ObjectNotFound:  # the deployment is not there yet
            watch.forget()
        except Exception as error:  # the watch goes on when the server or the database is there again
            watch.forget()
            click.echo(say("usage.error", message=on_one_line(f"{type(error).__name__}: {error}")), err=True)
