"""What a run is given to read: files, by what names the dataset knows them, and which of them hold the same bytes. Nothing is opened here."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from pipeline.ingest.patterns import covers
from pipeline.messages import on_one_line
from schemas.text import nfc

if TYPE_CHECKING:
    from pipeline.ingest.kinds import Skip

STANDARD_INPUT: Final = "-"
MOST_BYTES: Final = 256 * 1024 * 1024
"""Larger files are not plans; they are recorded as too large instead of filling the memory."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A file or folder in a file system that fsspec reaches. Holds no secret, and can be sent to another process or machine."""

    url: str
    """The one form of its URL: two SOURCEs that reach it give the same."""
    stamp: str | None = None
    """Its size, a colon, and what tells one version of it from another; None where a change might not show in them."""


Where = Path | Remote
"""A file or folder, on this machine or elsewhere."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a folder holds under one name."""

    name: str
    kind: Literal["file", "folder", "link", "special"]
    where: Where


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: where it is, and by what name the dataset knows it."""

    file: Where
    root: str
    """Name of the SOURCE folder it was found under (of the folder it lies in where the file itself was named)."""
    path: str
    """Path under that folder, with ``/`` separators."""
    data: bytes | None = field(default=None, repr=False)
    """Its bytes where they can be read only once (standard input, a pipe)."""

    @property
    def source_id(self) -> str:
        """From the root's name and the path, in one Unicode form: stays when the content changes."""
        return hashlib.sha256(nfc(f"{self.root}/{self.path}").encode()).hexdigest()[:16]

    @property
    def location(self) -> str:
        """Where it lies, for this machine."""
        return self.path if self.data is not None else location_of(self.file)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a SOURCE stands for, so that a file that is no longer there can be told from one that nobody asked for."""

    folder: str
    pattern: tuple[str, ...] | None = None
    """The parts of a pattern below the folder; None for all that is in it."""

    def covers(self, location: str) -> bool:
        """Whether a file at this place would be read for the SOURCE."""
        below = location.removeprefix(self.folder.rstrip("/") + "/")
        if below == location:
            return False
        return self.pattern is None or covers(self.pattern, below.split("/"))


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the SOURCEs hold: the files to read in the order of the dataset, what was passed over, and SOURCEs with nothing to read."""

    files: tuple[SourceFile, ...]
    skipped: Mapping[Skip, int]
    empty: tuple[str, ...]
    scopes: tuple[Scope, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """Distinct bytes: the files that have them, the first of which stands for all, and why they could not be read, if so."""

    files: tuple[SourceFile, ...]
    sha256: str
    """Of the bytes; of the file's name where the bytes could not be read."""
    size: int
    trouble: str | None = None

    @property
    def source(self) -> SourceFile:
        """The first of its files."""
        return self.files[0]

    @property
    def copies(self) -> tuple[str, ...]:
        """The paths of the others."""
        return tuple(file.path for file in self.files[1:])

    @property
    def plan_id(self) -> str:
        return self.sha256[:16]

    @property
    def source_id(self) -> str:
        """Of its first file."""
        return self.source.source_id


def location_of(where: Where) -> str:
    """A place in the one form that tells whether two are the same: a path without links, or a URL."""
    return where.url if isinstance(where, Remote) else text_of(os.path.realpath(where))


def readable(path: str) -> str:
    """A path on one line, for messages."""
    return on_one_line(text_of(path))


def text_of(path: str) -> str:
    """The path as Unicode text: bytes of the name that are not UTF-8 appear as escapes."""
    try:
        return os.fsencode(path).decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:  # a name of another machine, with half a character in it
        return path.encode("utf-8", "backslashreplace").decode()
