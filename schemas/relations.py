"""The shape of the database: its tables with keys, references and bounds, derived from the tables of ``schemas.tables`` and the types of ``schemas.store``.

A table of the dataset becomes one relation of its plain columns, with the row's ``position`` in its plan, and one more for each list:
``tasks.components`` is ``task_components`` with the columns ``plan_id``, ``task``, ``position`` and ``component``. Lists of agencies
have their own tables already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from schemas.finding import Finding
from schemas.plan import Plan
from schemas.store import Change, KnownFile, PlanText, Revision, Run
from schemas.tables import FINDINGS, TABLES, Column, Row, Table, Value, columns_of

LISTS: Final = ("strings", "integers")
Rows = dict[str, list[Row]]
"""Rows by the name of their relation."""
Values = dict[str, list[list[Value]]]
"""The values of each column of a relation, by the relation's name."""
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
    references: tuple[Reference, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _List:
    """The relation of a list column: which column of the table it is, and the owner's key there and here."""

    relation: Relation
    column: str
    owner: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Derived:
    """What a table of the dataset becomes: a relation of its plain columns, and one for each list."""

    table: Table
    relation: Relation
    lists: tuple[_List, ...]

    def values(self, source: Any) -> Values:
        """What a plan (or what else the table is made from) has in each of them."""
        columns: dict[str, list[Any]] = dict(zip((column.name for column in self.table.columns), self.table.values(source), strict=True))
        columns[_POSITION.name] = list(range(len(columns[self.table.columns[0].name])))
        found: Values = {self.relation.name: [columns[column.name] for column in self.relation.columns]}
        for each in self.lists:
            lists = columns[each.column]
            owners = [row for row, members in enumerate(lists) for _ in members]
            found[each.relation.name] = [
                *([columns[there][row] for row in owners] for there, _ in each.owner),
                [position for members in lists for position in range(len(members))],
                [member for members in lists for member in members],
            ]
        return found


_POSITION: Final = Column("position", "integer", "Counts up from 0 in the order of the plan", lambda row: row, least=0)
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


def _derived(table: Table) -> _Derived:
    """What a table of the dataset becomes in the database."""
    key = _KEYS.get(table.name, ("plan_id", "id"))
    plain = tuple(column for column in table.columns if column.kind not in LISTS)
    columns = plain if table.name == "plans" else (*plain, _POSITION)
    relation = Relation(table.name, table.description, columns, key, tuple(_links(table.name, columns)), _INDEXES.get(table.name, ()))
    return _Derived(table, relation, tuple(_list(relation, column) for column in table.columns if column.kind in LISTS and not column.agencies))


def _list(above: Relation, column: Column) -> _List:
    """The relation of one list column."""
    one = singular(above.name)
    name = f"{above.name if one == above.name or above.name in _IRREGULAR else one}_{column.name}"
    columns = {each.name: each for each in above.columns}
    owner = tuple((key, one if key in ("id", _POSITION.name) else key) for key in above.key)
    keys = tuple(replace(columns[there], name=here) for there, here in owner)
    member = replace(column, name=singular(column.name.removeprefix("inferred_")), kind="integer" if column.kind == "integers" else "string")
    names = tuple(here for _, here in owner)
    references = (Reference(names, above.name, above.key), *_links(name, (*keys, member), but=names))
    relation = Relation(name, f"{column.description}: one row each", (*keys, _POSITION, member), (*names, _POSITION.name), references, _INDEXES.get(name, ()))
    return _List(relation, column.name, owner)


def _links(name: str, columns: Sequence[Column], but: tuple[str, ...] = ()) -> Iterator[Reference]:
    names = [column.name for column in columns]
    linked = [(each, _LINKS[name, each]) for each in names if (name, each) in _LINKS]
    yield from (Reference(("plan_id", each), other, ("plan_id", "id")) for each, other in linked)
    told = any((name, column.name) in _LINKS and not column.nullable for column in columns)
    if "plan_id" in names and "plan_id" not in but and not told and not name.startswith(("plans", "finding")):
        yield Reference(("plan_id",), "plans", ("plan_id",))


def _memory(name: str, record: type, key: tuple[str, ...], references: tuple[Reference, ...] = (), indexes: tuple[tuple[str, ...], ...] = ()) -> Relation:
    """A relation of what the store remembers; its rows are the records."""
    columns = tuple(column for column in columns_of(record) if column.kind not in LISTS)
    return Relation(name, (record.__doc__ or "").partition(".")[0], columns, key, references, indexes)


def _run_sources() -> Relation:
    columns = {column.name: column for column in columns_of(Run)}
    run = replace(columns["number"], name="run", description="Number of the run")
    source = replace(columns["sources"], name="source", kind="string")
    reference = Reference(("run",), "runs", ("number",))
    return Relation("run_sources", "The SOURCEs that a run was given: one row each", (run, _POSITION, source), ("run", "position"), (reference,))


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
_OF_PLANS: Final = tuple(map(_derived, TABLES))
_OF_FINDINGS: Final = _derived(replace(FINDINGS, records=iter))
PLAN_RELATIONS: Final = (*(each.relation for each in _OF_PLANS), *(one.relation for each in _OF_PLANS for one in each.lists))
"""What a plan is in the database, in an order in which every reference points backwards."""
FINDING_RELATIONS: Final = (_OF_FINDINGS.relation, *(one.relation for one in _OF_FINDINGS.lists))
"""What all plans showed together when the dataset was last published."""
MEMORY_RELATIONS: Final = (RUNS, RUN_SOURCES, CHANGES, SOURCES, REVISIONS, TEXTS)
"""What the store remembers beside plans."""


def plan_values(plan: Plan) -> Values:
    """What a plan has in every relation, column by column."""
    return {name: columns for each in _OF_PLANS for name, columns in each.values(plan).items()}


def finding_values(findings: Sequence[Finding]) -> Values:
    """All findings, column by column."""
    return _OF_FINDINGS.values(findings)


def plan_rows(plan: Plan) -> Rows:
    """The rows of a plan in every relation."""
    return _rows(PLAN_RELATIONS, plan_values(plan))


def finding_rows(findings: Sequence[Finding]) -> Rows:
    """The rows of all findings."""
    return _rows(FINDING_RELATIONS, finding_values(findings))


def _rows(relations: Sequence[Relation], values: Values) -> Rows:
    names = {relation.name: [column.name for column in relation.columns] for relation in relations}
    return {name: [dict(zip(names[name], row, strict=True)) for row in zip(*columns, strict=True)] for name, columns in values.items()}
