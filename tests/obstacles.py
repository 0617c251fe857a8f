"""What a run may meet that tests can set up for real, where the machine lets them: a small disk, a database server."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.postgres import Server


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """Within, the folder is a disk of its own."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1g", "tmpfs", str(folder)], check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def remount(disk: Path, options: str) -> None:
    """Change a small disk's size, or whether it can be written to."""
    subprocess.run(["mount", "-o", f"remount,{options}", str(disk)], check=True)


@contextmanager
def server_or_none() -> Iterator[Server | None]:
    """A PostgreSQL server, where there can be one."""
    try:
        from tests.postgres import NoServer, running_server
    except ModuleNotFoundError:
        yield None
        return
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running_server())
        except NoServer:
            server = None
        yield server
