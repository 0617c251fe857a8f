"""The dataset folder: written aside, then put in place in one step, so that a run that dies leaves the old dataset or the new one."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import shutil
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline.messages import Trouble, on_one_line

if TYPE_CHECKING:
    from types import TracebackType

    from pipeline.findings import Comparison
    from pipeline.records import Processed
    from schemas.finding import Finding
    from schemas.plan import Plan
    from schemas.tables import Table

MANIFEST: Final = "dataset.json"
KIND: Final = "kehoach dataset"
PUBLISHED: Final = frozenset({MANIFEST, "plans.jsonl", "texts", "places", "tables"})
"""What a run writes anew; whatever else lies in a dataset folder stays there."""


def program_version() -> str:
    """The version installed; "unknown" in a checkout that is not."""
    try:
        return version("kehoach")
    except PackageNotFoundError:
        return "unknown"


def is_dataset(folder: Path) -> bool:
    """Whether the folder is one that a run wrote."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(manifest, dict) and manifest.get("kind") == KIND


def check_out(out: Path) -> None:
    """``Trouble`` where no dataset may be put at this path, as far as can be seen without writing."""
    place = Path(os.path.realpath(out))
    try:
        blocked = next((part for part in (place, *place.parents) if part.exists() and not part.is_dir()), None)
        foreign = blocked is None and place.is_dir() and any(place.iterdir()) and not is_dataset(place)
        mounted = blocked is None and place.is_mount()
    except OSError as error:
        raise Trouble("usage.out-not-writable", path=_shown(out), why=error.strerror) from error
    if blocked is not None:
        raise Trouble("usage.out-not-a-folder", path=_shown(out), part=_shown(blocked))
    if foreign:
        raise Trouble("usage.not-a-dataset", path=_shown(out))
    if mounted:
        raise Trouble("usage.out-is-mounted", path=_shown(out), inside=_shown(out / "dataset"))


@dataclass(slots=True)
class _Files:
    """The open files of a dataset in the making, its folder, the rows written so far, and what its plans show together."""

    folder: Path
    records: Any
    tables: _TableFiles
    comparison: Comparison


class DatasetWriter:
    """A dataset in the making, in a folder beside its place. Leaving the block without ``publish`` leaves what was there before.

    Entering raises ``Trouble`` where the place cannot be written, holds something else, or another run is writing it.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        self._place = Path(os.path.realpath(out))
        self._lock_file = self._place.parent / f".{self._place.name}.lock"
        self._aside = self._place.parent / f".{self._place.name}.building"
        self._opened = ExitStack()
        self._lock: int | None = None
        self._plans = 0
        self._files: _Files | None = None

    def __enter__(self) -> DatasetWriter:
        check_out(self._out)
        try:
            self._place.parent.mkdir(parents=True, exist_ok=True)
            self._lock = _lock(self._lock_file)
            self._settle()
            self._files = self._start()
        except OSError as error:
            self._leave()
            if isinstance(error, BlockingIOError):
                raise Trouble("usage.out-busy", path=_shown(self._out)) from error
            raise Trouble("usage.out-not-writable", path=_shown(self._out), why=error.strerror) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._leave()

    def add(self, processed: Sequence[Processed]) -> None:
        """Write further plans, in the order of the dataset. ``OSError`` where the disk is full and the like."""
        assert self._files is not None
        folder = self._files.folder
        for each in processed:
            self._files.records.write(each.record)
            (folder / "texts" / f"{each.plan.plan_id}.txt").write_bytes(each.text)
            (folder / "places" / f"{each.plan.plan_id}.json").write_bytes(each.places)
            self._files.comparison.add(each.plan, each.text.decode())
        self._files.tables.add([each.plan for each in processed])
        self._plans += len(processed)

    def publish(self) -> tuple[Finding, ...]:
        """Put the dataset in its place in one step; what its plans show together."""
        from schemas.plan import SCHEMA_VERSION

        assert self._files is not None
        findings = self._files.comparison.findings()
        self._files.tables.note(findings)
        self._opened.close()
        manifest = {
            "kind": KIND,
            "schema_version": SCHEMA_VERSION,
            "program": program_version(),
            "plans": self._plans,
            "tables": self._files.tables.rows,
        }
        (self._aside / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")
        if self._place.exists():
            _exchange(self._aside, self._place)
            self._settle()
        else:
            self._aside.rename(self._place)
        self._files = None
        return findings

    def _start(self) -> _Files:
        from pipeline.findings import Comparison

        for part in ("texts", "places", "tables"):
            (self._aside / part).mkdir(parents=True)
        records = self._opened.enter_context((self._aside / "plans.jsonl").open("wb"))
        return _Files(self._aside, records, self._opened.enter_context(_TableFiles(self._aside / "tables")), Comparison())

    def _settle(self) -> None:
        """Clear what an earlier run left aside, whether it died before or after it put its dataset in place."""
        previous = _previous(self._place)
        if previous.exists() and not self._place.exists():
            previous.rename(self._place)
        for left in (self._aside, previous):
            if left.exists() and self._place.exists():
                for entry in left.iterdir():
                    if entry.name not in PUBLISHED and not (self._place / entry.name).exists():
                        entry.rename(self._place / entry.name)
            if left.exists():
                shutil.rmtree(left)

    def _leave(self) -> None:
        with suppress(OSError):
            self._opened.close()
        if self._files is not None:
            shutil.rmtree(self._aside, ignore_errors=True)
            self._files = None
        if self._lock is not None:
            with suppress(OSError):
                self._lock_file.unlink()
            os.close(self._lock)
            self._lock = None


class _TableFiles:
    """The open Parquet and CSV files of every table."""

    def __init__(self, folder: Path) -> None:
        from schemas.tables import AGENCIES, FINDINGS, PROVINCES, TABLES

        self._folder = folder
        self._opened = ExitStack()
        self._tables = (*TABLES, FINDINGS, AGENCIES, PROVINCES)
        self.rows = {table.name: 0 for table in self._tables}

    def __enter__(self) -> _TableFiles:
        from pyarrow.parquet import ParquetWriter

        from pipeline.frames import arrow_schema, for_spreadsheet, frame

        self._parquet = {
            table.name: self._opened.enter_context(ParquetWriter(self._folder / f"{table.name}.parquet", arrow_schema(table))) for table in self._tables
        }
        self._csv = {
            table.name: self._opened.enter_context((self._folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="")) for table in self._tables
        }
        for table in self._tables:
            for_spreadsheet(table, frame(table, [])).to_csv(self._csv[table.name], index=False, lineterminator="\r\n")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._opened.close()

    def add(self, plans: Sequence[Plan]) -> None:
        """Write the rows that each plan makes."""
        from schemas.tables import TABLES

        for table in TABLES:
            self._write(table, plans)

    def note(self, findings: Sequence[Finding]) -> None:
        """Write the rows that all plans make together, and those that every dataset has."""
        from extractors.agencies import known_agencies, known_provinces
        from schemas.tables import AGENCIES, FINDINGS, PROVINCES

        self._write(FINDINGS, findings)
        self._write(AGENCIES, known_agencies())
        self._write(PROVINCES, known_provinces())

    def _write(self, table: Table, sources: Sequence[Any]) -> None:
        from pyarrow import Table as ArrowTable

        from pipeline.frames import arrow_schema, for_spreadsheet, frame

        whole = frame(table, [row for source in sources for row in table.rows(source)])
        self._parquet[table.name].write_table(ArrowTable.from_pandas(whole, arrow_schema(table), preserve_index=False))
        for_spreadsheet(table, whole).to_csv(self._csv[table.name], index=False, header=False, lineterminator="\r\n")
        self.rows[table.name] += len(whole)


def _shown(path: Path) -> str:
    return on_one_line(str(path))


def _previous(place: Path) -> Path:
    return place.parent / f".{place.name}.previous"


def _lock(path: Path) -> int:
    """An open file that only this run holds locked; it vanishes with the process. ``BlockingIOError`` where another holds it."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if path.exists() and os.path.samestat(os.fstat(handle), path.stat()):
                return handle
        except OSError:
            os.close(handle)
            raise
        os.close(handle)  # another run removed the file between our opening and locking it


def _exchange(new: Path, old: Path) -> None:
    """Let two folders change places in one step; where the system cannot, in two, and ``_settle`` mends what a death between them leaves."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    here, exchange = -100, 2
    if call is not None and call(here, os.fsencode(new), here, os.fsencode(old), exchange) == 0:
        return
    if call is not None and ctypes.get_errno() not in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(old))
    old.rename(_previous(old))
    new.rename(old)
