"""Write the migration to what schemas/ says of the store's shape now: ``python -m tests.write_migration [VERSION MESSAGE]``.

Without a version, the first one is written anew where it does not fit: until the first release there are no stores to keep. Its version ends with a
digest of the shape, so that a store of an earlier one is refused, not misread. With a version, a further migration is written: look it through.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import CreateIndex, CreateTable

from pipeline.store.migrations import KNOWN
from pipeline.store.migrations.upgrade import HERE, configuration, upgrade
from pipeline.store.model import METADATA

FIRST = "The first shape"
_DIGITS = 8


def first_version() -> str:
    """The version of the first shape as the types have it now."""
    made = [str(each) for table in METADATA.sorted_tables for each in (CreateTable(table), *map(CreateIndex, sorted(table.indexes, key=str)))]
    return f"0001_{hashlib.sha256(''.join(made).encode()).hexdigest()[:_DIGITS]}"


def write(version: str, message: str, known: Sequence[str]) -> Path:
    """The file of the new migration, and the version in the list of those that there are."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.connect() as connection:
        if known:
            upgrade(connection)
        config = configuration(connection)
        config.set_main_option("file_template", f"v{version[:4]}_%%(slug)s")
        command.revision(config, message, autogenerate=True, rev_id=version)
    (file,) = (HERE / "versions").glob(f"v{version[:4]}_*.py")
    lines = [line for line in file.read_text("utf-8").splitlines(keepends=True) if not line.strip().startswith("# ###")]
    file.write_text("".join(lines), "utf-8")
    listed = HERE / "__init__.py"
    here = listed.read_text("utf-8")
    versions = ", ".join(f'"{each}"' for each in (*known, version))
    listed.write_text("".join(f"KNOWN: Final = ({versions},)\n" if line.startswith("KNOWN") else line for line in here.splitlines(keepends=True)), "utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(HERE)], check=False)
    return file


def main(arguments: Sequence[str]) -> None:
    """The command."""
    if arguments:
        version, message = arguments
        write(version, message, KNOWN)
    elif (first_version(),) != KNOWN:
        if len(KNOWN) > 1:
            sys.exit("there are later migrations: write a further one (python -m tests.write_migration VERSION MESSAGE)")
        for file in (HERE / "versions").glob("*.py"):
            file.unlink()
        write(first_version(), FIRST, ())


if __name__ == "__main__":
    main(sys.argv[1:])
