"""Fixtures that several test modules share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.postgres import Server


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
