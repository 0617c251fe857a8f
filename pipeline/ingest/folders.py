"""What a folder holds, on this machine or elsewhere."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from pipeline.ingest import remote
from pipeline.ingest.source import Entry, Remote, Where


def entries(folder: Where) -> Sequence[Entry]:
    """The entries of a folder in the order of their names. Raises ``OSError`` where it cannot be listed."""
    if isinstance(folder, Remote):
        return sorted(remote.entries(folder), key=lambda entry: entry.name)
    with os.scandir(folder) as listed:
        return sorted(map(_entry, listed), key=lambda entry: entry.name)


def _entry(found: os.DirEntry[str]) -> Entry:
    where = Path(found.path)
    if found.is_symlink():
        return Entry(found.name, "link", where)
    if found.is_dir(follow_symlinks=False):
        return Entry(found.name, "folder", where)
    return Entry(found.name, "file" if found.is_file(follow_symlinks=False) else "special", where)
