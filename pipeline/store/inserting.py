"""Rows into the database in the fewest steps that it knows: one prepared statement over plain tuples in SQLite, COPY in PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from schemas.relations import FINDING_RELATIONS, MEMORY_RELATIONS, PLAN_RELATIONS, Relation
from schemas.tables import Value

Rows = list[tuple[Value, ...]]
"""Rows of one relation, their values in the order of its columns, dates in ISO form."""

_RELATIONS: Final[Mapping[str, Relation]] = {relation.name: relation for relation in (*MEMORY_RELATIONS, *PLAN_RELATIONS, *FINDING_RELATIONS)}
_SPOILT: Final = str.maketrans({0: "\N{SYMBOL FOR NULL}", **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")})
"""Characters that a database cannot hold in a text, with what stands for them. The record keeps what JSON can."""


def storable(value: str) -> str:
    """The text as any database can hold it.

    >>> storable("a\\0b\\ud800")
    'a␀b�'
    """
    return value.translate(_SPOILT)


def rows_of_columns(name: str, columns: Sequence[Sequence[Value]], clean: bool) -> Iterator[tuple[Value, ...]]:
    """Rows of a relation from its columns; ``clean`` says that every text is known to be storable."""
    return zip(*(_stored(shape.kind, values, clean) for shape, values in zip(_RELATIONS[name].columns, columns, strict=True)), strict=True)


def rows_of_records(name: str, records: Iterable[Any]) -> Rows:
    """Rows of a relation from the records whose fields are its columns."""
    take = _taker(name)
    return [tuple(storable(value) if isinstance(value, str) else value for value in take(record)) for record in records]


def insert_rows(connection: Connection, name: str, rows: Rows) -> None:
    """Add rows to a relation. ``DBAPIError`` where they break its bounds and the like."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        _copy(connection, f"COPY {_named(name)} FROM STDIN", rows)
    else:
        connection.exec_driver_sql(_insertion(name, "?"), rows)


def put_rows(connection: Connection, name: str, rows: Rows) -> None:
    """Add rows to a relation; one whose key is there already is changed in place, so that what refers to it stays."""
    if rows:
        relation = _RELATIONS[name]
        changes = ", ".join(f'"{column.name}" = excluded."{column.name}"' for column in relation.columns if column.name not in relation.key)
        mark = "%s" if connection.dialect.name == "postgresql" else "?"
        connection.exec_driver_sql(f"{_insertion(name, mark)} ON CONFLICT ({_quoted(relation.key)}) DO UPDATE SET {changes}", rows)


def _stored(kind: str, values: Sequence[Any], clean: bool) -> Iterable[Value]:
    if kind == "date":
        return [value and value.isoformat() for value in values]
    if kind == "string" and not clean:
        return [value and storable(value) for value in values]
    return values


@cache
def _taker(name: str) -> Callable[[Any], tuple[Value, ...]]:
    return attrgetter(*(column.name for column in _RELATIONS[name].columns))


@cache
def _insertion(name: str, mark: str) -> str:
    return f"INSERT INTO {_named(name)} VALUES ({', '.join(mark for _ in _RELATIONS[name].columns)})"


@cache
def _named(name: str) -> str:
    return f"{name} ({_quoted(column.name for column in _RELATIONS[name].columns)})"


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _copy(connection: Connection, statement: str, rows: Rows) -> None:
    from psycopg import Connection as Driver
    from psycopg import Error

    driver = connection.connection.driver_connection
    assert isinstance(driver, Driver)
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except Error as error:
        raise DBAPIError.instance(statement, None, error, Error) from error
