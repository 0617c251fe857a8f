"""The first shape: as the types have it until the first release, which writes it down with tests.write_migration."""

from __future__ import annotations

from typing import Final

from alembic import op

from pipeline.store.model import METADATA

revision: Final = "0001"
down_revision: Final = None


def upgrade() -> None:
    """From nothing to this version."""
    METADATA.create_all(op.get_bind())
