"""The database of a dataset: opened by its URL, brought to this program's shape, and spoken to in transactions that outlast what can pass."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import NullPool

from pipeline.messages import Trouble, on_one_line
from pipeline.store.folder import APPLICATION, DATABASE, Place, is_ours
from pipeline.store.migrations import HEAD, KNOWN, VERSIONS

BUSY_SECONDS: Final = 30.0
"""How long a transaction waits for another one that writes."""
PATIENCE_MILLISECONDS: Final = 5000
"""How long to wait for others to close a database in a folder that is to be exchanged."""
PAUSES: Final = (0.2, 1.0, 3.0)
"""Seconds before each further attempt, where a lost connection or a contest between transactions may pass."""

_WRITERS: Final = 0x6B656861
"""The key under which PostgreSQL lets one transaction write at a time, so that changes become visible in the order of their numbers."""
_CONTESTS: Final = frozenset({"40001", "40P01", "55P03"})
_FULL: Final = frozenset({"53100"})
_LOST: Final = frozenset({"57P01", "57P02", "57P03"})
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. Connections are short: one a transaction in SQLite, a small pool in PostgreSQL."""

    engine: Engine
    place: Place
    name: str
    """Where it is, for messages; without a password."""

    @property
    def is_file(self) -> bool:
        """Whether it lies in the dataset's folder."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store and changes nothing."""
        with self._staying(), self.telling(), self.engine.connect() as connection:
            if self.is_file:
                connection.exec_driver_sql("PRAGMA query_only = ON")
                connection.exec_driver_sql("BEGIN")
            else:
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield connection

    def write(self, work: Callable[[Connection], T]) -> T:
        """What ``work`` returns, in one transaction: all of it is kept or nothing. One writes at a time; ``work`` may be called again.

        ``Trouble`` where the disk is full, another program holds the database, or the connection is lost for good.
        """
        for pause in (*PAUSES, None):
            try:
                with self._staying(), self.engine.connect() as connection:
                    self._begin(connection)
                    done = work(connection)
                    connection.commit()
                    return done
            except DBAPIError as error:
                if pause is None or not _may_pass(error):
                    raise self.trouble(error) from error
                time.sleep(pause)
        raise AssertionError

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Within, what goes wrong with the database is told as ``trouble`` has it."""
        try:
            yield
        except DBAPIError as error:
            raise self.trouble(error) from error

    def trouble(self, error: DBAPIError) -> Exception:
        """What went wrong as the user is told it; the error itself where the program is at fault."""
        first = _first(error)
        reason = on_one_line(str(first.orig).strip().split("\n", 1)[0])
        state = getattr(first.orig, "sqlstate", None)
        if state in _FULL or "disk is full" in reason or "disk I/O error" in reason:
            return Trouble("store.full", store=self.name, why=reason)
        if _is_locked(first) or state in _CONTESTS:
            return Trouble("store.locked", store=self.name)
        if "malformed" in reason or "not a database" in reason:
            return Trouble("store.damaged", store=self.name, why=reason)
        if "readonly" in reason or "unable to open" in reason or state in ("42501", "25006"):
            return Trouble("store.closed", store=self.name, why=reason)
        if not self.is_file and _is_lost(first):
            return Trouble("store.lost", store=self.name, why=reason)
        return error

    def _begin(self, connection: Connection) -> None:
        if self.is_file:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITERS})

    def _staying(self) -> AbstractContextManager[None]:
        return self.place.shared() if self.is_file else nullcontext()


def open_store(place: Place, db: str | None = None, make: bool = False) -> Store:
    """The store of a dataset: the database in its folder, or the one at a SQLAlchemy URL.

    With ``make`` it is made where there is none, and one of an older version is migrated. ``Trouble`` where it cannot be reached, is
    another program's (it is left as it is), is newer than this program, or, without ``make``, is missing or older.
    """
    store = _store(place, db)
    try:
        if store.is_file:
            _check_file(store, make)
        with store.telling():
            _settle(store, make)
    except BaseException:
        store.close()
        raise
    return store


def checkpoint(store: Store) -> None:
    """Bring all of a SQLite database into its one file, so that the file may be linked elsewhere; the caller holds its place alone.

    ``Trouble`` where another program has it open.
    """
    try:
        with store.engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {PATIENCE_MILLISECONDS}")
            connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
    except OperationalError as error:
        raise Trouble("store.in-use", store=store.name) if _is_locked(error) else store.trouble(error) from error


def journal(store: Store) -> None:
    """Let a SQLite database be read while it is written, as it is but for ``checkpoint``. Where that cannot be now, the next run does it."""
    with suppress(OperationalError), store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")


def _store(place: Place, db: str | None) -> Store:
    if db is None:
        return Store(_engine(place.folder / DATABASE), place, on_one_line(str(place.out / DATABASE)))
    try:
        url = make_url(db)
    except ArgumentError as error:
        raise Trouble("store.not-a-url") from error
    if url.get_backend_name() == "postgres":
        url = url.set(drivername=url.drivername.replace("postgres", "postgresql", 1))
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    name = on_one_line(url.render_as_string(hide_password=True))
    if url.drivername != "postgresql+psycopg":
        raise Trouble("store.other-kind", store=name)
    try:
        engine = create_engine(url, pool_pre_ping=True, pool_size=1, connect_args={"connect_timeout": 10})
    except ModuleNotFoundError as error:
        raise Trouble("store.no-driver") from error
    return Store(engine, place, name)


def _engine(file: Path) -> Engine:
    url = URL.create("sqlite", database=str(file))
    if _is_fixed(file):
        url = url.set(database=f"file:{quote(str(file))}", query={"immutable": "1", "uri": "true"})
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _is_fixed(file: Path) -> bool:
    """Whether the file is whole and on a file system that nobody can write to, where SQLite finds no place for what several readers share."""
    try:
        return bool(os.statvfs(file).f_flag & os.ST_RDONLY) and not file.with_name(f"{file.name}-wal").exists()
    except OSError:
        return False


def _set_up_sqlite(connection: sqlite3.Connection, record: object) -> None:  # noqa: ARG001
    connection.isolation_level = None  # transactions are begun by hand, also around changes of the shape
    for pragma in (f"busy_timeout = {int(BUSY_SECONDS * 1000)}", "foreign_keys = ON", "synchronous = NORMAL", "cache_size = -16384"):
        connection.execute(f"PRAGMA {pragma}")


def _check_file(store: Store, make: bool) -> None:
    """Refuse a file that is not ours; begin one where there is none."""
    file = store.place.folder / DATABASE
    if file.exists() and file.stat().st_size and not is_ours(file):
        raise Trouble("store.foreign", store=store.name)
    if not make:
        if not is_ours(file):
            raise Trouble("usage.not-a-dataset-to-read", path=on_one_line(str(store.place.out)))
        return
    with store.place.alone(), store.telling():
        if not is_ours(file):
            try:
                _begin(store.place.begun)
                store.place.begun.replace(file)
            except OSError as error:
                raise Trouble("store.closed", store=store.name, why=error.strerror) from error
        with store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")


def _begin(file: Path) -> None:
    """An empty database that says whose it is: it is made beside the dataset, for one that says nothing yet is taken for another program's."""
    for left in (file, file.with_name(f"{file.name}-journal")):
        left.unlink(missing_ok=True)
    with _engine(file).connect() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")


def _settle(store: Store, make: bool) -> None:
    """Bring the store to this program's shape, or refuse it."""
    with store._staying(), store.engine.connect() as connection:
        version = _version(store, connection)
    if version == HEAD:
        return
    if version is not None and version not in KNOWN:
        raise Trouble("store.newer", store=store.name)
    if not make:
        raise Trouble("store.older" if version else "store.empty", store=store.name)

    def upgrade(connection: Connection) -> None:
        from pipeline.store.migrations.upgrade import upgrade

        if _version(store, connection) != HEAD:
            upgrade(connection)

    store.write(upgrade)


def _version(store: Store, connection: Connection) -> str | None:
    """The version of the store's shape; None where it has none yet. ``Trouble`` where its tables are another program's."""
    names: list[Any] = inspect(connection).get_table_names()
    if VERSIONS in names:
        return connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar()
    if names:
        raise Trouble("store.foreign", store=store.name)
    return None


def _first(error: DBAPIError) -> DBAPIError:
    """What began it: an error while a transaction is taken back hides the one for which it is."""
    first, before = error, error.__context__
    while before is not None:
        if isinstance(before, DBAPIError):
            first = before
        before = before.__context__
    return first


def _is_locked(error: DBAPIError) -> bool:
    return "is locked" in str(error.orig)


def _is_lost(error: DBAPIError) -> bool:
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in _LOST or type(error.orig).__name__ in ("OperationalError", "InterfaceError")


def _may_pass(error: DBAPIError) -> bool:
    """Whether another attempt may do better: the connection was lost, or two transactions stood in each other's way."""
    if isinstance(error.orig, sqlite3.Error):
        return False
    return getattr(error.orig, "sqlstate", None) in _CONTESTS or _is_lost(error)
