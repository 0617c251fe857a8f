"""The shape of the database: its tables with keys, references and bounds, derived from the tables of ``schemas.tables`` and the types of ``schemas.store``.

A table of the dataset becomes one relation of its plain columns, with the row's ``position`` in its plan, and one more for each list:
``tasks.components`` is ``task_components`` with the columns ``plan_id``, ``task``, ``position`` and ``component``. Lists of agencies
have their own tables already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from schemas.store import Change, KnownFile, PlanText, Revision, Run
from schemas.tables import FINDINGS, TABLES, Column, Row, Table, columns_of

LISTS: Final = ("strings", "integers")
_IRREGULAR: Final[Mapping[str, str]] = {"criteria": "criterion", "coverage": "component"}


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns that hold the key of a row of another relation."""

    columns: tuple[str, ...]
    relation: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """One table of the database."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...]
    indexes: tuple[tuple[str, ...], ...]
    records: Callable[[Any], Iterable[Any]]

    def rows(self, source: Any) -> Iterator[Row]:
        """The rows that a plan (or what else the relation is made from) has in it."""
        return ({column.name: column.value(record) for column in self.columns} for record in self.records(source))


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A record with its number among its equals, and the row of the relation above it."""

    position: int
    record: Any
    above: Any = None


_POSITION: Final = Column("position", "integer", "Counts up from 0 in the order of the plan", lambda row: row.position, least=0)
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "plans": ("plan_id",),
    "task_agencies": ("plan_id", "task", "role", "position"),
    "target_owners": ("plan_id", "target", "position"),
    "coverage": ("plan_id", "component"),
    "diagnostics": ("plan_id", "position"),
    "findings": ("position",),
}
"""What tells the rows of a relation apart, where that is not the id within the plan."""
_LINKS: Final[Mapping[tuple[str, str], str]] = {
    ("sections", "parent"): "sections",
    ("tasks", "section"): "sections",
    ("targets", "section"): "sections",
    ("targets", "task"): "tasks",
    ("legal_refs", "section"): "sections",
    ("legal_refs", "task"): "tasks",
    ("task_agencies", "task"): "tasks",
    ("target_owners", "target"): "targets",
    ("task_targets", "target"): "targets",
    ("task_legal_refs", "legal_ref"): "legal_refs",
}
"""Columns that hold the id of a fact of the same plan."""
_INDEXES: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "plans": (("issued_on",), ("issuer_id",)),
    "tasks": (("deadline_end",),),
    "task_agencies": (("agency_id", "role", "plan_id", "task"),),
    "target_owners": (("agency_id",),),
    "targets": (("indicator_id",),),
    "legal_refs": (("symbol",),),
    "task_components": (("component",),),
}
"""Further columns that are asked for."""


def singular(name: str) -> str:
    """What one member of a list or table is called.

    >>> singular("copies"), singular("tasks"), singular("criteria"), singular("deadline_recurrence")
    ('copy', 'task', 'criterion', 'deadline_recurrence')
    """
    if name in _IRREGULAR:
        return _IRREGULAR[name]
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name.removesuffix("s")


def _relations(table: Table) -> Iterator[Relation]:
    """A table of the dataset and its lists."""
    key = _KEYS.get(table.name, ("plan_id", "id"))
    plain = tuple(_lowered(column) for column in table.columns if column.kind not in LISTS)
    columns = plain if table.name == "plans" else (*plain, _POSITION)
    references = tuple(_links(table.name, columns))
    yield Relation(table.name, table.description, columns, key, references, _INDEXES.get(table.name, ()), lambda source: _numbered(table.records(source)))
    for column in table.columns:
        if column.kind in LISTS and not column.agencies:
            yield _list(table, column, {each.name: each for each in columns}, key)


def _list(table: Table, column: Column, columns: Mapping[str, Column], key: tuple[str, ...]) -> Relation:
    """The relation of one list column."""
    name = f"{singular(table.name) if table.name != 'coverage' else table.name}_{column.name}"
    above = [replace(columns[each], name=singular(table.name) if each in ("id", "position") else each, value=_above(columns[each])) for each in key]
    member = replace(column, name=_member(column.name), kind="integer" if column.kind == "integers" else "string", value=lambda row: row.record, nullable=False)
    owner = tuple(each.name for each in above)
    references = (Reference(owner, table.name, key), *_links(name, (*above, member), but=owner))
    return Relation(
        name,
        f"{column.description}: one row each",
        (*above, _POSITION, member),
        (*owner, "position"),
        references,
        _INDEXES.get(name, ()),
        lambda source: (
            _Numbered(position, value, each)
            for each in _numbered(table.records(source))
            for position, value in enumerate(column.value(each.record))  # type: ignore[arg-type]
        ),
    )


def _member(name: str) -> str:
    return singular(name.removeprefix("inferred_"))


def _above(column: Column) -> Callable[[Any], Any]:
    return lambda row: column.value(row.above)


def _lowered(column: Column) -> Column:
    """The column, taking its value from a numbered record."""
    return replace(column, value=lambda row: column.value(row.record))


def _numbered(records: Iterable[Any]) -> Iterator[_Numbered]:
    return (_Numbered(position, record) for position, record in enumerate(records))


def _links(name: str, columns: Sequence[Column], but: tuple[str, ...] = ()) -> Iterator[Reference]:
    names = [column.name for column in columns]
    linked = [(each, _LINKS[name, each]) for each in names if (name, each) in _LINKS]
    yield from (Reference(("plan_id", each), other, ("plan_id", "id")) for each, other in linked)
    told = any((name, column.name) in _LINKS and not column.nullable for column in columns)
    if "plan_id" in names and "plan_id" not in but and not told and not name.startswith(("plans", "finding")):
        yield Reference(("plan_id",), "plans", ("plan_id",))


def _memory(name: str, record: type, key: tuple[str, ...], references: tuple[Reference, ...] = (), indexes: tuple[tuple[str, ...], ...] = ()) -> Relation:
    """A relation of what the store remembers; its rows are made of the records themselves."""
    columns = tuple(column for column in columns_of(record) if column.kind not in LISTS)
    return Relation(name, (record.__doc__ or "").partition(".")[0], columns, key, references, indexes, lambda source: (source,))


def _run_sources() -> Relation:
    columns = {column.name: column for column in columns_of(Run)}
    run = replace(columns["number"], name="run", description="Number of the run", value=lambda row: row.above)
    source = replace(columns["sources"], name="source", kind="string", value=lambda row: row.record)
    return Relation(
        "run_sources",
        "The SOURCEs that a run was given: one row each",
        (run, _POSITION, source),
        ("run", "position"),
        (Reference(("run",), "runs", ("number",)),),
        (),
        lambda run: (_Numbered(position, each, run.number) for position, each in enumerate(run.sources)),
    )


RUNS: Final = _memory("runs", Run, ("number",))
RUN_SOURCES: Final = _run_sources()
CHANGES: Final = _memory("changes", Change, ("number",), (Reference(("run",), "runs", ("number",)),))
SOURCES: Final = _memory(
    "sources",
    KnownFile,
    ("location",),
    (
        Reference(("plan_id",), "plans", ("plan_id",)),
        Reference(("first_seen",), "runs", ("number",)),
        Reference(("last_changed",), "runs", ("number",)),
        Reference(("removed",), "runs", ("number",)),
    ),
    (("source_id",), ("plan_id",)),
)
REVISIONS: Final = _memory(
    "revisions",
    Revision,
    ("plan_id", "since"),
    (Reference(("since",), "changes", ("number",)), Reference(("until",), "changes", ("number",))),
    (("source_id",), ("until",), ("since",)),
)
TEXTS: Final = _memory("plan_texts", PlanText, ("plan_id",), (Reference(("plan_id",), "plans", ("plan_id",)),))
_DERIVED: Final = tuple(tuple(_relations(table)) for table in TABLES)
PLAN_RELATIONS: Final = (*(first for first, *_ in _DERIVED), *(each for _, *lists in _DERIVED for each in lists))
"""What a plan is in the database, in an order in which every reference points backwards; ``rows`` takes a ``Plan``."""
FINDING_RELATIONS: Final = tuple(_relations(replace(FINDINGS, records=iter)))
"""What all plans showed together when the dataset was last published; ``rows`` takes the list of all findings."""
MEMORY_RELATIONS: Final = (RUNS, RUN_SOURCES, CHANGES, SOURCES, REVISIONS, TEXTS)
"""What the store remembers beside plans."""
