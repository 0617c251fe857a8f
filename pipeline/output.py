"""Files and folders that are put in place when all of them is written: what lay there before stays until then, and nothing is left half written."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.messages import Trouble, on_one_line


@contextmanager
def file_put_at(out: Path) -> Iterator[Path]:
    """Where to write a file that then takes the place of ``out``. ``Trouble`` where it cannot be written, or something else than a file lies there."""
    place = Path(os.path.realpath(out))
    aside = place.parent / f".{place.name}.{os.getpid()}.writing"
    try:
        if place.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if place.exists() and not place.is_file():
            raise Trouble("usage.not-a-place", path=on_one_line(str(out)))
        yield aside
        aside.replace(place)
    except OSError as error:
        raise _trouble(out, error) from error
    finally:
        with suppress(OSError):
            aside.unlink()


@contextmanager
def folder_put_at(out: Path, is_ours: Callable[[Path], bool]) -> Iterator[Path]:
    """Where to write a folder's files that then takes the place of ``out``. ``Trouble`` where it cannot be written, or holds a file that is not ours."""
    place = Path(os.path.realpath(out))
    aside, previous = (place.parent / f".{place.name}.{os.getpid()}.{what}" for what in ("writing", "previous"))
    try:
        if place.exists() and not place.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if place.is_dir() and not all(map(is_ours, place.iterdir())):
            raise Trouble("usage.folder-not-ours", path=on_one_line(str(out)))
        aside.mkdir()
        yield aside
        if place.exists():
            place.rename(previous)
        try:
            aside.rename(place)
        except OSError:
            if previous.exists():
                previous.rename(place)
            raise
    except OSError as error:
        raise _trouble(out, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        if place.exists():
            shutil.rmtree(previous, ignore_errors=True)


def _trouble(out: Path, error: OSError) -> Trouble:
    return Trouble("usage.file-not-writable", path=on_one_line(str(out)), why=error.strerror or type(error).__name__)
