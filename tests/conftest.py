"""Fixtures that several test modules share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser import Visitors
    from tests.postgres import Server


SLOWEST = ("test_walls", "test_flow", "test_resume", "test_deploy", "test_dask", "test_urls", "test_report_browser", "test_review", "test_determinism")
"""Modules that wait for servers and other processes: begun first, so that none is left alone at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the slowest modules begin first."""
    rank = {name: place for place, name in enumerate(SLOWEST)}
    items.sort(key=lambda item: rank.get(item.path.stem, len(rank)))


@pytest.fixture(scope="session", autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder in which every run that tests make finds Prefect's files, so that its database is made once, and never the user's own."""
    folder = tmp_path_factory.mktemp("state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server; tests that need it skip, and say why, where there is none."""
    pytest.importorskip("psycopg")
    from tests.postgres import NoServer, running_server

    try:
        with running_server() as server:
            yield server
    except NoServer as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser; tests that need it skip, and say why, where there is none. It is closed with its module, as it keeps the thread's event loop."""
    pytest.importorskip("playwright")
    from tests.browser import NoBrowser, running_browser

    try:
        with running_browser() as opened:
            yield opened
    except NoBrowser as reason:
        pytest.skip(str(reason))


@pytest.fixture
def visitors(browser: Browser) -> Iterator[Visitors]:
    """Opens pages in the browser; fails in the end where one complained, or asked for anything outside."""
    from tests.browser import Visitors

    opened = Visitors(browser)
    yield opened
    opened.close()
