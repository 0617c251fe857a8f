"""The pages of PDF sources as pictures, where the sources are still at hand, so that a fact can be seen where it was printed.

A source is drawn by a process of its own, with a limit of time and memory (``pipeline.audit.plan_page.drawing``): what a hostile file does to that one
harms no report.
"""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from sqlalchemy import Connection, select

from pipeline.audit.plan_page.drawing import CHANGED
from pipeline.store.model import SOURCES
from schemas.plan import Plan

if TYPE_CHECKING:
    from types import TracebackType

SECONDS: Final = 120.0
"""For all pages of a source."""

_ROOT: Final = Path(__file__).parents[3]
_DRAWN: Final = "pdf"
"""The format whose places have boxes on pages."""

Lack = Literal["images-gone", "images-changed", "images-failed", "images-cut"]
"""Why there is no picture of a page: its source is gone, or has other bytes now; it could not be drawn; there are more pages than are drawn."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page (from 1) as a picture: its file, under the report's folder, and its width and height in points, its text upright."""

    page: int
    path: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """The pages of a plan's source, and why there are none or not all."""

    images: tuple[PageImage, ...] = ()
    lack: Lack | None = None


class PageImages:
    """Knows where sources lie, and draws them into a report."""

    def __init__(self, connection: Connection) -> None:
        rows = connection.execute(select(SOURCES.c.plan_id, SOURCES.c.location).where(SOURCES.c.removed.is_(None)))
        locations: defaultdict[str, list[Path]] = defaultdict(list)
        for plan_id, location in sorted(tuple(row) for row in rows):
            locations[plan_id].append(Path(location))
        self._locations: Mapping[str, Sequence[Path]] = locations

    def __enter__(self) -> PageImages:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Nothing is left open: each source is drawn by a process that ends with it."""

    def draw(self, plan: Plan, report: Path) -> Drawn:
        """Draw the pages of a plan's source into ``plans/<plan_id>/`` of a report; nothing of a source that has no pages with boxes."""
        if plan.source.format != _DRAWN:
            return Drawn()
        there = [each for each in self._locations.get(plan.plan_id, ()) if _is_file(each)]
        if not there:
            return Drawn(lack="images-gone")
        under = f"plans/{plan.plan_id}"
        lines = next((drawn for source in there if (drawn := _draw(source, plan.source.sha256, report / under))), [])
        if lines == [CHANGED]:
            return Drawn(lack="images-changed")
        images = tuple(PageImage(int(page), f"{under}/{page}.webp", float(width), float(height)) for page, width, height in map(str.split, lines))
        return Drawn(images, None if len(images) == plan.source.pages else "images-cut" if images else "images-failed")


def _is_file(place: Path) -> bool:
    try:
        return place.is_file()
    except (OSError, ValueError):
        return False


def _draw(source: Path, sha256: str, folder: Path) -> list[str]:
    """What the process says that draws a source: a line for each page that it has drawn when it ends, or is ended."""
    start = f"import sys; sys.path.insert(0, {str(_ROOT)!r}); from pipeline.audit.plan_page.drawing import main; main()"
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", start, str(source), sha256, str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        ).stdout
    except subprocess.TimeoutExpired as late:
        done = late.stdout or b""
    return done.decode("ascii").splitlines()
