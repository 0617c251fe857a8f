"""The file of corrections: read whole, and only ever added to. A line that was added is on the disk, whatever happens next."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from pipeline.messages import Trouble, on_one_line
from pipeline.store.folder import CORRECTIONS, Place, shown
from schemas.correction import Correction, correction_adapter, flaw


def read_lines(dataset: Path) -> tuple[Correction, ...]:
    """All lines of a dataset's file, in their order; none where there is no file. ``Trouble`` names the first that is not a correction."""
    file = dataset / CORRECTIONS
    try:
        whole = file.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise Trouble("review.not-readable", path=shown(file), why=error.strerror) from error
    return tuple(_decoded(file, number, line) for number, line in enumerate(whole.split(b"\n"), 1) if line.strip())


def append(place: Place, lines: Iterable[Correction]) -> None:
    """Add lines, all of them or none, beside others who do so at the same time. ``Trouble`` where they cannot be written."""
    file = place.folder / CORRECTIONS
    written = b"".join(correction_adapter().dump_json(line) + b"\n" for line in lines)
    for line in written.splitlines():
        _decoded(file, 0, line)
    try:
        with place.shared():
            handle = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
                _write(handle, written)
            finally:
                os.close(handle)
    except OSError as error:
        raise Trouble("review.not-written", path=shown(file), why=error.strerror or type(error).__name__) from error


def _write(handle: int, written: bytes) -> None:
    """Write at the end of a file that is locked; what was there is as it was where not all of it can be written."""
    size = os.fstat(handle).st_size
    if size and os.pread(handle, 1, size - 1) != b"\n":
        written = b"\n" + written
    try:
        left = written
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, size)
        raise


def _decoded(file: Path, number: int, line: bytes) -> Correction:
    try:
        correction = correction_adapter().validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        why = f"{'.'.join(map(str, first['loc']))}: {first['msg']}" if first["loc"] else first["msg"]
        raise Trouble("review.broken-line", path=shown(file), line=number, why=on_one_line(why)) from error
    if (lack := flaw(correction)) is not None:
        raise Trouble("review.broken-line", path=shown(file), line=number, why=lack)
    return correction
