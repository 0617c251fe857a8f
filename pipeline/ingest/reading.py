"""Bytes of source files, wherever they lie: fingerprints, and the contents that several files share."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import IO, Final, TypeVar

from pipeline.ingest import remote
from pipeline.ingest.address import Address, address_of, path_of
from pipeline.ingest.source import MOST_BYTES, STANDARD_INPUT, Content, Remote, SourceFile, Where, readable, text_of
from pipeline.messages import Trouble

S = TypeVar("S")
T = TypeVar("T")

AT_ONCE: Final = 8
"""Remote files that are fetched at a time: most of what one takes is waiting."""
MOST_SILENT: Final = 3 * AT_ONCE
"""Files in a row that could not be had from a server, after which it is not asked for more."""
_PIECE: Final = 1 << 20


def one_file(source: str | Path | bytes) -> SourceFile:
    """A single file as a SOURCE; bytes without a name are standard input. ``Trouble`` for a URL that cannot be used."""
    if isinstance(source, bytes):
        return SourceFile(Path(STANDARD_INPUT), STANDARD_INPUT, STANDARD_INPUT, source)
    if isinstance(source, str) and (address := address_of(source)):
        remote.check(address)
        return named(Remote(address.url), address)
    path = Path(path_of(source) if isinstance(source, str) else source)
    return SourceFile(path, folder_name(path.parent), text_of(path.name))


def named(file: Where, address: Address) -> SourceFile:
    """A single file at an address."""
    *_, root, name = ("", *address.names)
    return SourceFile(file, text_of(root), text_of(name))


def folder_name(folder: Path) -> str:
    """The name of a folder, as the root of what is in it."""
    return text_of(Path(os.path.abspath(folder)).name)  # noqa: PTH100 (a link keeps its own name)


def distinct(sources: Iterable[SourceFile]) -> tuple[Content, ...]:
    """The distinct contents among files, in their order; the first file that has a content stands for it."""
    return together(contents_of(sources))


def together(contents: Iterable[Content]) -> tuple[Content, ...]:
    """Contents such that those of the same bytes are one."""
    alike: dict[str, list[Content]] = {}
    for content in contents:
        alike.setdefault(content.sha256, []).append(content)
    return tuple(replace(first, files=tuple(file for each in (first, *others) for file in each.files)) for first, *others in alike.values())


def contents_of(sources: Iterable[SourceFile]) -> Iterator[Content]:
    """The fingerprints of files, in their order; remote ones are fetched several at a time. ``Trouble`` where a server falls silent."""
    silent = 0
    for content, error in at_once(_content_and_error, list(sources), lambda source: isinstance(source.file, Remote)):
        silent = silent + 1 if isinstance(error, remote.Unreachable) else 0
        if silent == MOST_SILENT:
            raise Trouble("usage.no-answer", path=readable(content.source.location), why=content.trouble)
        yield content


def content_of(source: SourceFile) -> Content:
    """The fingerprint of one file."""
    return _content_and_error(source)[0]


def _content_and_error(source: SourceFile) -> tuple[Content, OSError | None]:
    try:
        digest, size = _fingerprint(source)
    except OSError as error:
        name = hashlib.sha256(f"{source.root}/{source.path}".encode()).hexdigest()
        return Content((source,), name, 0, error.strerror or type(error).__name__), error
    return Content((source,), digest, size), None


def bytes_of(source: SourceFile) -> bytes:
    """All of a file, or one byte more than is read of any. Raises ``OSError``."""
    return source.data if source.data is not None else taken(source.file, lambda opened: b"".join(_pieces(opened)))


def taken(where: Where, take: Callable[[IO[bytes]], T]) -> T:
    """What ``take`` makes of a file that is opened for it. Raises ``OSError``."""
    if isinstance(where, Remote):
        return remote.fetch(where, take)
    with where.open("rb") as opened:
        return take(opened)


def is_there(location: str) -> bool:
    """Whether something lies at a location, or cannot be told not to."""
    address = address_of(location)
    if address is None:
        return os.path.lexists(location)
    try:
        remote.look(address)
    except FileNotFoundError:
        return False
    except OSError:
        pass
    return True


def at_once(function: Callable[[S], T], items: Sequence[S], waits: Callable[[S], bool]) -> Iterator[T]:
    """What a function gives for each item, in their order; several at a time where it mostly waits for another machine."""
    return _threads(os.getpid()).map(function, items) if any(map(waits, items)) else map(function, items)


@cache
def _threads(process: int) -> ThreadPoolExecutor:  # noqa: ARG001
    """The threads of a process, which keep their connections."""
    return ThreadPoolExecutor(AT_ONCE)


def _fingerprint(source: SourceFile) -> tuple[str, int]:
    """The SHA-256 of a file and its size, which counts no more than a byte beyond what is read of any."""
    if source.data is not None:
        return hashlib.sha256(source.data).hexdigest(), len(source.data)

    def of_pieces(opened: IO[bytes]) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        for piece in _pieces(opened):
            digest.update(piece)
            size += len(piece)
        return digest.hexdigest(), size

    return taken(source.file, of_pieces)


def _pieces(opened: IO[bytes]) -> Iterator[bytes]:
    left = MOST_BYTES + 1
    while left and (piece := opened.read(min(left, _PIECE))):
        left -= len(piece)
        yield piece
