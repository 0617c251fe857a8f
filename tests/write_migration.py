"""Write the migration from the last version of the store's shape to what schemas/ says now: ``python -m tests.write_migration VERSION MESSAGE``.

Look it through, then name the version in pipeline/store/migrations/__init__.py.
"""

from __future__ import annotations

import sys
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from pipeline.store.migrations.upgrade import HERE, configuration, upgrade


def write(version: str, message: str) -> Path:
    """The file of the new migration."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.connect() as connection:
        if any((HERE / "versions").glob("*.py")):
            upgrade(connection)
        config = configuration(connection)
        config.set_main_option("file_template", f"v{version}_%%(slug)s")
        command.revision(config, message, autogenerate=True, rev_id=version)
    (file,) = (HERE / "versions").glob(f"v{version}_*.py")
    return file


if __name__ == "__main__":
    print(write(*sys.argv[1:3]))  # noqa: T201
