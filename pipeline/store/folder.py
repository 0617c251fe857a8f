"""The dataset's folder: what belongs to it, who may touch it, and how a new one takes its place in one step. Needs no database."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from pipeline.messages import Trouble, on_one_line

MANIFEST: Final = "dataset.json"
KIND: Final = "kehoach dataset"
DATABASE: Final = "kehoach.sqlite"
CORRECTIONS: Final = "corrections.jsonl"
"""What people said of facts: the one file that nothing else could be made from again."""
PUBLISHED: Final = frozenset({MANIFEST, "plans.jsonl", "texts", "places", "tables"})
"""What is written anew from the store; whatever else lies in a dataset folder stays there."""
APPLICATION: Final = 0x6B656861
"""What the header of the database says of who made it (SQLite's ``application_id``)."""
PATIENCE: Final = 600.0
"""Seconds to wait for another run that puts its dataset in place."""

_OURS: Final = PUBLISHED | {DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal"}
_HEADER: Final = b"SQLite format 3\0"
_HEADER_BYTES: Final = 100
_LONGEST_MANIFEST: Final = 1 << 20
_PAUSE: Final = 0.02


def program_version() -> str:
    """The version installed; "unknown" in a checkout that is not."""
    try:
        return version("kehoach")
    except PackageNotFoundError:
        return "unknown"


def is_dataset(folder: Path) -> bool:
    """Whether the folder is one that a run wrote, or began to."""
    return holds_dataset(lambda name, most: _start_of(folder / name, most))


def holds_dataset(start: Callable[[str, int], bytes]) -> bool:
    """As ``is_dataset`` of a folder anywhere; ``start`` gives so many bytes of the file of a name, or raises ``OSError``."""
    try:
        manifest = json.loads(start(MANIFEST, _LONGEST_MANIFEST))
    except (OSError, ValueError, RecursionError):
        try:
            return _is_header(start(DATABASE, _HEADER_BYTES))
        except OSError:
            return False
    return isinstance(manifest, dict) and manifest.get("kind") == KIND


def is_ours(database: Path) -> bool:
    """Whether the file is a SQLite database that this program made."""
    try:
        return _is_header(_start_of(database, _HEADER_BYTES))
    except OSError:
        return False


def _start_of(file: Path, most: int) -> bytes:
    with file.open("rb") as opened:
        return opened.read(most)


def _is_header(data: bytes) -> bool:
    return data.startswith(_HEADER) and data[68:72] == APPLICATION.to_bytes(4, "big")


def check_out(out: Path) -> None:
    """``Trouble`` where no dataset may be put at this path, as far as can be seen without writing."""
    place = Path(os.path.realpath(out))
    try:
        blocked = next((part for part in (place, *place.parents) if part.exists() and not part.is_dir()), None)
        foreign = blocked is None and place.is_dir() and any(place.iterdir()) and not is_dataset(place)
        mounted = blocked is None and place.is_mount()
    except OSError as error:
        raise Trouble("usage.out-not-writable", path=shown(out), why=error.strerror) from error
    if blocked is not None:
        raise Trouble("usage.out-not-a-folder", path=shown(out), part=shown(blocked))
    if foreign and (place / DATABASE).exists():
        raise Trouble("store.foreign", store=shown(out / DATABASE))
    if foreign:
        raise Trouble("usage.not-a-dataset", path=shown(out))
    if mounted:
        raise Trouble("usage.out-is-mounted", path=shown(out), inside=shown(out / "dataset"))


def shown(path: Path) -> str:
    """A path on one line, for messages."""
    return on_one_line(str(path))


class Place:
    """Where a dataset lies, with the two locks beside it that everyone who touches it takes, each for a short while.

    Whoever reads or writes the database in the folder shares the one; who exchanges the folder has it alone. The other is held by who
    publishes, from the first look at the store until the new folder is in place.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.folder = Path(os.path.realpath(out))
        self.aside = self._beside("building")
        self.begun = self._beside("begun")
        self._previous = self._beside("previous")
        self._lock = self._beside("lock")
        self._turn = self._beside("publishing")

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Within, the folder stays where it is. Where nobody may write beside it, nobody can exchange it either."""
        try:
            lock = _lock(self._lock, fcntl.LOCK_SH, PATIENCE)
        except PermissionError:
            yield
            return
        except OSError as error:
            if error.errno != errno.EROFS:
                raise self._trouble(error) from error
            yield
            return
        try:
            yield
        finally:
            _unlock(lock, self._lock)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Within, nobody else has the database open."""
        with self._held(self._lock):
            yield

    @contextmanager
    def publishing(self) -> Iterator[int]:
        """Within, nobody else publishes; what one that died left behind has been cleared. Gives the open file that is locked."""
        with self._held(self._turn) as turn:
            with self.alone():
                self.settle()
            yield turn

    @contextmanager
    def _held(self, file: Path) -> Iterator[int]:
        try:
            lock = _lock(file, fcntl.LOCK_EX, PATIENCE)
        except OSError as error:
            raise self._trouble(error) from error
        try:
            yield lock
        finally:
            _unlock(lock, file)

    def _trouble(self, error: OSError) -> Trouble:
        if isinstance(error, BlockingIOError):
            return Trouble("usage.out-busy", path=shown(self.out))
        return Trouble("usage.out-not-writable", path=shown(self.out), why=error.strerror)

    def mend(self) -> None:
        """Bring back the folder that a run took away and died before it put the new one there."""
        if os.path.lexists(self._previous):
            with self.alone():
                if not self.folder.exists():
                    with suppress(FileNotFoundError):
                        self._previous.rename(self.folder)

    def put(self, new: Path) -> None:
        """Let a folder take the dataset's place in one step; what else lay there goes along."""
        if self.folder.exists():
            _exchange(new, self.folder, self._previous)
        else:
            new.rename(self.folder)
        self.settle()

    def settle(self) -> None:
        """Clear what lies beside: a folder half built, or one whose place another took."""
        if self._previous.exists() and not self.folder.exists():
            self._previous.rename(self.folder)
        for left in (self.aside, self._previous):
            if left.exists() and self.folder.exists():
                for entry in left.iterdir():
                    if entry.name not in _OURS and not (self.folder / entry.name).exists():
                        entry.rename(self.folder / entry.name)
            if left.exists():
                shutil.rmtree(left)

    def tidy(self) -> None:
        """As ``settle``, as far as that can be done now: a full disk may have no room for a lock. Whoever publishes next does the rest.

        A lock that a process left when it was killed goes too.
        """
        with suppress(OSError):
            self.settle()
        with suppress(OSError):
            _unlock(_lock(self._lock, fcntl.LOCK_EX, 0.0), self._lock)

    def _beside(self, what: str) -> Path:
        return self.folder.parent / f".{self.folder.name}.{what}"


def _lock(path: Path, kind: int, patience: float) -> int:
    """An open file that is locked; the lock vanishes with the process. ``BlockingIOError`` where others hold it all the time."""
    end = time.monotonic() + patience
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
            if path.exists() and os.path.samestat(os.fstat(handle), path.stat()):
                return handle
        except BlockingIOError:
            if time.monotonic() > end:
                os.close(handle)
                raise
            time.sleep(_PAUSE)
        except FileNotFoundError:
            pass  # another process removed the file between our two looks
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _unlock(handle: int, path: Path) -> None:
    """Let go; the last to hold the lock takes the file away."""
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
    finally:  # a run that is stopped in this very moment is not to wait for itself
        os.close(handle)


def _exchange(new: Path, old: Path, between: Path) -> None:
    """Let two folders change places in one step; where the system cannot, in two, and ``settle`` mends what a death between them leaves."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    here, exchange = -100, 2
    if call is not None and call(here, os.fsencode(new), here, os.fsencode(old), exchange) == 0:
        return
    if call is not None and ctypes.get_errno() not in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(old))
    old.rename(between)
    new.rename(old)
