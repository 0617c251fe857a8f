"""The tables of the database in SQLAlchemy's words, made from ``schemas.relations``; nothing of their shape is written here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Date, Float, ForeignKeyConstraint, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

from schemas import relations
from schemas.relations import FINDING_RELATIONS, MEMORY_RELATIONS, PLAN_RELATIONS, Relation
from schemas.tables import Column as Shape
from schemas.tables import Kind

_TYPES: Final[Mapping[Kind, type[TypeEngine[Any]]]] = {
    "string": Text,
    "integer": BigInteger,
    "number": Float,
    "boolean": Boolean,
    "date": Date,
    "bytes": LargeBinary,
}
_COUNTED: Final = frozenset({"runs", "changes"})
"""Relations whose key the database counts up."""

METADATA: Final = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s"})


def _table(relation: Relation) -> Table:
    counted = relation.name in _COUNTED
    columns = [
        Column(
            shape.name,
            Integer if counted and shape.name in relation.key else _TYPES[shape.kind],
            primary_key=shape.name in relation.key,
            nullable=shape.nullable,
            autoincrement=counted if shape.name in relation.key else "auto",
        )
        for shape in relation.columns
    ]
    in_order = sorted(columns, key=lambda column: relation.key.index(column.name) if column.name in relation.key else len(relation.key))
    return Table(
        relation.name,
        METADATA,
        *in_order,
        *_references(relation),
        *_checks(relation),
        *(Index(None, *columns) for columns in relation.indexes),
        sqlite_autoincrement=counted,
    )


def _references(relation: Relation) -> Iterator[ForeignKeyConstraint]:
    for reference in relation.references:
        itself = reference.relation == relation.name
        yield ForeignKeyConstraint(
            reference.columns,
            [f"{reference.relation}.{key}" for key in reference.keys],
            name=f"fk_{relation.name}_{'_'.join(reference.columns)}",
            deferrable=itself or None,
            initially="DEFERRED" if itself else None,
        )


def _checks(relation: Relation) -> Iterator[CheckConstraint]:
    for shape in relation.columns:
        if (condition := _condition(shape)) is not None:
            yield CheckConstraint(condition, name=shape.name)
    names = {shape.name for shape in relation.columns}
    if {"start", "end"} <= names:
        yield CheckConstraint('"start" <= "end"', name="span")


def _condition(shape: Shape) -> str | None:
    column = f'"{shape.name}"'
    if shape.allowed:
        values = ", ".join(f"'{each}'" for each in shape.allowed)
        return f"{column} IN ({values})"
    limits = [f"{column} {sign} {limit:g}" for sign, limit in ((">=", shape.least), ("<=", shape.most)) if limit is not None]
    return " AND ".join(limits) or None


TABLES: Final[Mapping[str, Table]] = {relation.name: _table(relation) for relation in (*MEMORY_RELATIONS, *PLAN_RELATIONS, *FINDING_RELATIONS)}
"""Every table of the database by its name."""
RUNS: Final = TABLES[relations.RUNS.name]
RUN_SOURCES: Final = TABLES[relations.RUN_SOURCES.name]
CHANGES: Final = TABLES[relations.CHANGES.name]
SOURCES: Final = TABLES[relations.SOURCES.name]
REVISIONS: Final = TABLES[relations.REVISIONS.name]
TEXTS: Final = TABLES[relations.TEXTS.name]
PLANS: Final = TABLES["plans"]
