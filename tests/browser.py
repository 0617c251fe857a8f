"""A browser of the tests' own, for pages as people use them: Debian's Chromium, driven by Playwright, judged by axe-core.

A visit remembers every address that its page asked for and everything that its page complained of; as it ends it fails where anything was asked
of another machine, or where there was a complaint.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

DESKTOP: Final = (1280, 900)
PHONE: Final = (390, 844)
PATIENCE: Final = 60_000.0
"""Milliseconds to wait for what is to appear; a loaded machine is slow, and nothing is asserted of how long it took."""

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
_FLAGS: Final = (
    "--headless",
    "--no-sandbox",  # root, as whom containers run, has none
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_GRAVE: Final = ("serious", "critical")
_AXE: Final = {"resultTypes": ["violations"], "preload": False}
"""Without what it would fetch again by itself: a page opened from disk fetches nothing."""


class NoBrowser(Exception):
    """There is none to be had; the message says why."""


@dataclass
class Visit:
    """A page of the browser, with what it asked for and what it complained of since it was opened."""

    page: Page
    within: tuple[str, ...]
    """How every address that it may ask for begins."""
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, address: Path | str) -> Page:
        """The page at an address, or of a file, loaded."""
        self.page.goto(address.resolve().as_uri() if isinstance(address, Path) else address, wait_until="load")
        return self.page

    def faults(self) -> list[str]:
        """What axe-core finds serious or critical in the page as it is now: what, and where."""
        found = Axe().run(self.page, options=_AXE).response["violations"]
        return [f"{each['impact']} {each['id']}: {_where(each)}" for each in found if each["impact"] in _GRAVE]

    def strays(self) -> list[str]:
        """Addresses asked for that lie elsewhere."""
        return [each for each in self.asked if not each.startswith(self.within)]

    def overflow(self) -> int:
        """CSS pixels by which the page is wider than the screen: what a reader on a phone would have to push aside."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


class Visitors:
    """Opens visits in one browser, and closes them."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._visits: list[Visit] = []

    def visit(self, size: tuple[int, int] = DESKTOP, within: tuple[str, ...] = ("file:", "data:"), **context: Any) -> Visit:
        """An empty page of its own: width and height in CSS pixels, touch where it is as small as a phone; ``context`` goes to Playwright."""
        touch = size[0] < 600
        width, height = size
        opened = self._browser.new_context(viewport={"width": width, "height": height}, has_touch=touch, is_mobile=touch, **context)
        opened.set_default_timeout(PATIENCE)
        visit = Visit(opened.new_page(), within)
        visit.page.on("request", lambda request: visit.asked.append(request.url))
        visit.page.on("console", lambda message: _note(visit, message))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.on("dialog", lambda dialog: _refuse(visit, dialog))
        self._visits.append(visit)
        return visit

    def close(self) -> None:
        """Close all, and say what was wrong in any."""
        for each in self._visits:
            each.page.context.close()
        strays = [stray for each in self._visits for stray in each.strays()]
        complaints = [complaint for each in self._visits for complaint in each.complaints]
        assert not strays, f"asked for what lies elsewhere: {strays}"
        assert not complaints, f"complained: {complaints}"


@contextmanager
def running_browser() -> Iterator[Browser]:
    """A browser that is closed in the end. ``NoBrowser`` where none is installed, or none that starts."""
    program = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if program is None:
        raise NoBrowser("no Chromium for the tests: apt install chromium")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=program, args=list(_FLAGS), timeout=PATIENCE)
        except BrowserError as error:
            raise NoBrowser(f"no Chromium for the tests: {error}") from error
        try:
            yield browser
        finally:
            browser.close()


def _note(visit: Visit, message: ConsoleMessage) -> None:
    if message.type in ("error", "warning"):
        visit.complaints.append(f"{message.type}: {message.text}")


def _refuse(visit: Visit, dialog: Dialog) -> None:
    """A page has nothing to ask by an alert: what opens one is a script that should not have run."""
    visit.complaints.append(f"{dialog.type}: {dialog.message}")
    dialog.dismiss()


def _where(violation: Any) -> str:
    return "; ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:5])
