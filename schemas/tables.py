"""The tables of a dataset: which there are, and their columns, derived from the types of ``schemas.plan``.

A nested record becomes columns named after its field and theirs (``deadline_start``), a list of agencies the list of their
mentions, a set of named strings one column each (``locator_dieu``). Every row starts with the ``plan_id`` of its plan.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from operator import attrgetter
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from schemas.agency import KnownAgency, KnownProvince
from schemas.diagnostic import Diagnostic
from schemas.finding import Finding
from schemas.plan import Agency, Coverage, LegalRef, Plan, Section, Target, Task
from schemas.text import slug

Kind = Literal["string", "integer", "number", "boolean", "date", "bytes", "strings", "integers"]
Value = str | int | float | bool | date | bytes | list[str] | list[int] | None
Row = dict[str, Value]

_KINDS: Final[Mapping[type, Kind]] = {str: "string", int: "integer", float: "number", bool: "boolean", date: "date", bytes: "bytes"}
_FLAT: Final = frozenset({"source", "metadata"})
"""Records of which a plan has exactly one: their fields are columns of the plan, under their own names."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what its values are, what they mean, how to take one from a row's record, and what bounds its type sets.

    Of a list, ``allowed``, ``least`` and ``most`` bound its members.
    """

    name: str
    kind: Kind
    description: str
    value: Callable[[Any], Value]
    nullable: bool = False
    allowed: tuple[str, ...] = ()
    """The only values there are; empty where the type does not say."""
    least: float | None = None
    most: float | None = None
    agencies: bool = False
    """Whether it lists the mentions of agencies, which are rows of a table of their own."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, its columns, and the records of a plan (or of what else it is made from) that are its rows."""

    name: str
    description: str
    columns: tuple[Column, ...]
    records: Callable[[Any], Iterator[Any]]

    def values(self, source: Any) -> list[list[Value]]:
        """The values of each column, over the rows of one plan in the order of the plan."""
        records = list(self.records(source))
        return [list(map(column.value, records)) for column in self.columns]

    def rows(self, source: Any) -> Iterator[Row]:
        """The rows of one plan, in the order of the plan."""
        names = [column.name for column in self.columns]
        return (dict(zip(names, row, strict=True)) for row in zip(*self.values(source), strict=True))


@dataclass(frozen=True, slots=True)
class TaskAgency:
    """An agency's part in a task."""

    plan_id: Annotated[str, FieldInfo(description="Plan of the task")]
    task: Annotated[str, FieldInfo(description="Id of the task")]
    role: Annotated[Literal["lead", "coordinator"], FieldInfo(description="Whether it leads or takes part")]
    agency: Agency


@dataclass(frozen=True, slots=True)
class TargetOwner:
    """An agency that answers for a target."""

    plan_id: Annotated[str, FieldInfo(description="Plan of the target")]
    target: Annotated[str, FieldInfo(description="Id of the target")]
    agency: Agency


@dataclass(frozen=True, slots=True)
class _Owned:
    """A record with the plan it belongs to."""

    plan_id: str
    record: Any


def _described(annotation: Any) -> tuple[Any, str]:
    """The bare type, without ``Annotated`` and ``| None``, and its description ("" where none is given)."""
    description = ""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            description = next((note.description for note in annotation.__metadata__ if isinstance(note, FieldInfo) and note.description), "") or description
            annotation = annotation.__origin__
        elif origin in (Union, types.UnionType):
            (annotation,) = (each for each in get_args(annotation) if each is not type(None))
        else:
            return annotation, description


def _scalar(annotation: Any) -> Kind | None:
    bare, _ = _described(annotation)
    if get_origin(bare) is Literal:
        return _KINDS[type(get_args(bare)[0])]
    return _KINDS.get(bare)


def _optional(annotation: Any) -> bool:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _optional(annotation.__origin__)
    return origin in (Union, types.UnionType)


def _bounds(annotation: Any) -> dict[str, Any]:
    """The values that a scalar type allows, by the names of a ``Column``."""
    bare, _ = _described(annotation)
    allowed = tuple(get_args(bare)) if get_origin(bare) is Literal else ()
    notes = [limit for note in getattr(annotation, "__metadata__", ()) if isinstance(note, FieldInfo) for limit in note.metadata]
    return {
        "allowed": allowed,
        "least": next((limit.ge for limit in notes if hasattr(limit, "ge")), None),
        "most": next((limit.le for limit in notes if hasattr(limit, "le")), None),
    }


def _then(get: Callable[[Any], Any], take: Callable[[Any], Value]) -> Callable[[Any], Value]:
    return lambda row: take(get(row))


def _entry(key: str) -> Callable[[Mapping[str, str] | None], str | None]:
    return lambda entries: (entries or {}).get(key)


def _taking(path: str, above: Callable[[Any], Any] | None, name: str) -> Callable[[Any], Any]:
    """What takes a field from a row: by its path, or from a record that may be missing."""
    if above is None:
        return attrgetter(path + name)

    def get(row: Any) -> Any:
        holder = above(row)
        return None if holder is None else getattr(holder, name)

    return get


def columns_of(record: type, prefix: str = "", path: str = "", above: Callable[[Any], Any] | None = None) -> Iterator[Column]:
    """The columns of a record type; the record is at ``path`` of its row, or ``above`` takes it from there, or None where there is none."""
    hints = get_type_hints(record, include_extras=True)
    for field in fields(record):
        bare, description = _described(hints[field.name])
        name = prefix + field.name
        optional = _optional(hints[field.name])
        missing = above is not None or optional
        get = _taking(path, above, field.name)
        if (kind := _scalar(bare)) is not None:
            yield Column(name, kind, description, get, missing, **_bounds(hints[field.name]))
        elif is_dataclass(bare):
            assert isinstance(bare, type)
            yield from columns_of(bare, prefix if field.name in _FLAT else f"{name}_", f"{path}{field.name}.", get if missing else None)
        elif get_origin(bare) is dict:
            for key in get_args(_described(get_args(bare)[0])[0]):
                yield Column(f"{name}_{slug(key)}", "string", f"{description}: {key}", _then(get, _entry(key)), True)
        elif _described(get_args(bare)[0])[0] is Agency:
            yield Column(name, "strings", description, _then(get, lambda agencies: [agency.mention for agency in agencies]), agencies=True)
        elif (kind := _scalar(member := get_args(bare)[0])) is not None:
            yield Column(name, "integers" if kind == "integer" else "strings", description, _then(get, lambda values: list(values or ())), **_bounds(member))


def _owned(name: str, record: type, description: str) -> Table:
    """The table of a plan's list of that name."""
    key = Column("plan_id", "string", "Plan it belongs to", lambda row: row.plan_id)
    columns = (key, *columns_of(record, path="record."))
    return Table(name, description, columns, lambda plan: (_Owned(plan.plan_id, each) for each in getattr(plan, name)))


def _task_agencies(plan: Plan) -> Iterator[TaskAgency]:
    for task in plan.tasks:
        yield from (TaskAgency(plan.plan_id, task.id, "lead", agency) for agency in task.leads)
        yield from (TaskAgency(plan.plan_id, task.id, "coordinator", agency) for agency in task.coordinators)


def _target_owners(plan: Plan) -> Iterator[TargetOwner]:
    return (TargetOwner(plan.plan_id, target.id, agency) for target in plan.targets for agency in target.owners)


TABLES: Final = (
    Table("plans", "One row a plan", tuple(columns_of(Plan)), lambda plan: iter((plan,))),
    _owned("sections", Section, "One row a section"),
    _owned("tasks", Task, "One row a task; leads and coordinators as the plan writes them"),
    Table("task_agencies", "One row for each agency's part in a task", tuple(columns_of(TaskAgency)), _task_agencies),
    _owned("targets", Target, "One row a target or result"),
    Table("target_owners", "One row for each agency that answers for a target", tuple(columns_of(TargetOwner)), _target_owners),
    _owned("legal_refs", LegalRef, "One row a mention of a law or another document"),
    _owned("coverage", Coverage, "Eight rows a plan, one for each PAR INDEX domain"),
    _owned("diagnostics", Diagnostic, "One row for each thing noticed"),
)
"""The tables that the plans of a dataset make, each plan its own rows."""
FINDINGS: Final = Table(
    "findings", "One row for each thing that only several plans together show", tuple(columns_of(Finding)), lambda finding: iter((finding,))
)
"""The table that all plans make together; ``rows`` takes a ``Finding``."""
AGENCIES: Final = Table("agencies", "One row a body that the program knows, with its life", tuple(columns_of(KnownAgency)), lambda agency: iter((agency,)))
"""A table that every dataset has, whatever its plans; ``rows`` takes a ``KnownAgency``."""
PROVINCES: Final = Table("provinces", "One row a province in one of its states", tuple(columns_of(KnownProvince)), lambda province: iter((province,)))
"""A table that every dataset has, whatever its plans; ``rows`` takes a ``KnownProvince``."""
