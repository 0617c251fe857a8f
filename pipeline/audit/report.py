"""The report on a dataset, written aside and put in place whole: pages that open from disk, tables for spreadsheets, plots for documents."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.audit.drawing import Artist, artist
from pipeline.messages import Trouble, on_one_line
from pipeline.output import folder_put_at
from pipeline.store.folder import Place, program_version

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from pipeline.audit.model import Audit
    from pipeline.audit.plan_page.images import PageImages
    from pipeline.audit.rendering import Desk
    from schemas.finding import Finding

REPORT: Final = "report"
"""The folder of the report in a dataset's."""
MANIFEST: Final = "report.json"
"""The file that says that a folder is a report, and holds its summary."""
KIND: Final = "kehoach report"
NEEDED: Final = ("altair", "jinja2", "vl_convert")
"""What the extra ``audit`` installs."""

_ASSETS: Final = (".css", ".js")


def write_report(dataset: Path, out: Path | None = None, *, db: str | None = None, page_images: bool = False) -> Audit:
    """Write the report on a dataset into a folder (``report`` in the dataset's unless another is given); what it found.

    An earlier report there is replaced in one step when all of the new one is written. ``Trouble`` where a library is missing, there is no
    dataset, or the folder cannot be written or holds something else than a report.
    """
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise Trouble("audit.not-installed", names=", ".join(missing))
    target = dataset / REPORT if out is None else out
    place = Place(dataset)
    place.mend()
    with artist() as drawer:
        from pipeline.store.database import open_store

        with closing(open_store(place, db)) as store, place.shared(), store.reading() as connection:
            _refuse_other(target)
            with folder_put_at(target, lambda _: True) as aside:
                return _write(connection, aside, _name_of(dataset), page_images, drawer)


def is_report(folder: Path) -> bool:
    """Whether an audit wrote the folder, and nobody put anything else into it."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    if not isinstance(manifest, dict) or manifest.get("kind") != KIND:
        return False
    entries = manifest.get("entries")
    return isinstance(entries, list) and all(entry.name in entries for entry in folder.iterdir())


def _refuse_other(target: Path) -> None:
    """``Trouble`` where a folder holds something else than a report."""
    place = Path(os.path.realpath(target))
    try:
        if place.is_dir() and any(place.iterdir()) and not is_report(place):
            raise Trouble("audit.not-a-report", path=on_one_line(str(target)))
    except OSError as error:
        raise Trouble("usage.file-not-writable", path=on_one_line(str(target)), why=error.strerror) from error


def _write(connection: Connection, folder: Path, dataset: str, page_images: bool, drawer: Artist) -> Audit:
    """Write all files of a report; what it found."""
    from pipeline.audit.plots import plots, write_plots
    from pipeline.audit.rendering import Desk
    from pipeline.audit.tables import write_tables
    from pipeline.audit.views import write_listings, write_views
    from pipeline.store.publish import state_of
    from pipeline.store.writing import findings_of

    state = state_of(connection)
    findings = findings_of(connection)
    desk = Desk(folder, {"program": program_version(), "held": len(state.plan_ids), "dataset": dataset})
    _copy_assets(desk)
    audit = _gather(connection, state.plan_ids, findings, desk, dataset, page_images)
    with ThreadPoolExecutor(1) as beside:
        drawing = beside.submit(write_plots, folder, plots(audit), drawer)
        try:
            write_listings(desk, audit)
            write_tables(folder, audit)
            write_views(desk, audit, drawing.result())
        except BaseException:
            drawer.stop()
            raise
    entries = sorted((MANIFEST, *(entry.name for entry in folder.iterdir())))
    summary = {"kind": KIND, "program": program_version(), "digest": state.digest, "entries": entries, **audit.as_json()}
    desk.file(MANIFEST, (json.dumps(summary, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))
    return audit


def _gather(connection: Connection, plan_ids: Sequence[str], findings: Sequence[Finding], desk: Desk, dataset: str, page_images: bool) -> Audit:
    """Go through the plans once: each gets its page, and all make the audit."""
    from pipeline.audit.plan_page.page import write_plan_page
    from pipeline.store.publish import plans_of

    concerning = _by_plan(findings)
    from pipeline.audit.gathering import Gathering

    gathering = Gathering()
    with _images(connection) if page_images else nullcontext() as images:
        for some in plans_of(connection, plan_ids):
            for kept in some:
                gathering.add(kept.plan)
                write_plan_page(desk, kept, concerning.get(kept.plan.plan_id, ()), images)
    return gathering.audit(dataset, findings)


def _images(connection: Connection) -> PageImages:
    from pipeline.audit.plan_page.images import PageImages

    return PageImages(connection)


def _by_plan(findings: Sequence[Finding]) -> Mapping[str, Sequence[Finding]]:
    """The findings that concern each plan."""
    concerning: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        for plan_id in finding.plan_ids:
            concerning[plan_id].append(finding)
    return concerning


def _copy_assets(desk: Desk) -> None:
    for asset in sorted(files("pipeline").joinpath("audit", "pages").iterdir(), key=lambda each: each.name):
        if asset.name.endswith(_ASSETS):
            desk.file(f"assets/{asset.name}", asset.read_bytes())


def _name_of(dataset: Path) -> str:
    """What the dataset is called: its folder's name."""
    return on_one_line(dataset.resolve().name or "dataset")
