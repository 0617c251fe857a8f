"""SQL: the tables of the database with keys, references and checks, and their rows, in words that SQLite and PostgreSQL both know."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import IO, Any, Final

from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.schema import CreateIndex, CreateTable

from pipeline.export.material import Material
from pipeline.store.inserting import storable
from pipeline.store.model import TABLES
from schemas.plan import SCHEMA_VERSION
from schemas.relations import FINDING_RELATIONS, PLAN_RELATIONS, Rows, finding_rows, plan_rows

_LONGEST: Final = 500_000
"""Characters in a statement, where one row is not longer: SQLite takes a million."""
_DIALECT: Final = DefaultDialect()
_TABLES: Final = tuple(TABLES[relation.name] for relation in (*PLAN_RELATIONS, *FINDING_RELATIONS))
"""In an order in which every reference points backwards."""


def write(material: Material, opened: IO[bytes]) -> Iterable[str]:
    """Write one transaction that makes and fills all tables of an empty database, text in UTF-8."""

    def say(text: str) -> None:
        opened.write(text.encode())

    say(f"-- A dataset of kehoach, schema version {SCHEMA_VERSION}. Load it into an empty database, SQLite or PostgreSQL.\nBEGIN;\n")
    for table in _TABLES:
        say(f"{str(CreateTable(table).compile(dialect=_DIALECT)).strip()};\n")
    for plans in material.some():
        rows: Rows = {}
        for plan in plans:
            for name, each in plan_rows(plan).items():
                rows.setdefault(name, []).extend(each)
        _insert(rows, say)
    _insert(finding_rows(material.findings()), say)
    for table in _TABLES:
        for index in sorted(table.indexes, key=lambda each: str(each.name)):
            say(f"{str(CreateIndex(index).compile(dialect=_DIALECT)).strip()};\n")
    say("COMMIT;\n")
    return ()


def _insert(rows: Mapping[str, Iterable[Mapping[str, Any]]], say: Any) -> None:
    """Write rows, many a statement."""
    for table in _TABLES:
        names = [column.name for column in table.columns]
        head = f"INSERT INTO {table.name} ({', '.join(_DIALECT.identifier_preparer.quote(name) for name in names)}) VALUES\n"
        waiting: list[str] = []
        size = 0
        for row in rows.get(table.name, ()):
            values = f"({', '.join(literal(row[name]) for name in names)})"
            if waiting and size + len(values) > _LONGEST:
                say(head + ",\n".join(waiting) + ";\n")
                waiting, size = [], 0
            waiting.append(values)
            size += len(values)
        if waiting:
            say(head + ",\n".join(waiting) + ";\n")


def literal(value: Any) -> str:
    """A value as SQL writes it.

    >>> literal("Sở 'A'"), literal(True), literal(None), literal(date(2022, 6, 30))
    ("'Sở ''A'''", 'TRUE', 'NULL', "'2022-06-30'")
    """
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return repr(value)
    text = value.isoformat() if isinstance(value, date) else storable(value).replace("'", "''")
    return f"'{text}'"
