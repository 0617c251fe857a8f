"""Alembic called from the program: no configuration file, and the caller's transaction."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from alembic import command
from alembic.config import Config

if TYPE_CHECKING:
    from sqlalchemy import Connection

HERE: Final = Path(__file__).parent


def upgrade(connection: Connection, version: str = "head") -> None:
    """Bring the store that a connection leads to to a version, within the transaction that is open."""
    command.upgrade(configuration(connection), version)


def configuration(connection: Connection) -> Config:
    """What Alembic needs to know."""
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
