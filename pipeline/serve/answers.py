"""What the server answers with, made from the types of ``schemas``: nothing of a record's shape is written here."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated, Any, Final, Generic, TypeVar, get_type_hints

from pydantic import BaseModel, Field, create_model

from pipeline.store.status import Status
from schemas.agency import KnownAgency
from schemas.plan import Coverage, LegalRef, Plan, Target, Task

Item = TypeVar("Item")
Count = Annotated[int, Field(ge=0)]

_LISTS: Final = ("sections", "tasks", "targets", "legal_refs", "diagnostics")
HEAD_FIELDS: Final = ("schema_version", "plan_id", "source_id", "source", "metadata")
"""Fields of a plan that its entry in a list has; of its lists it has the lengths."""


class Page(BaseModel, Generic[Item]):
    """Some of what was asked for, and where there is more."""

    total: Annotated[int, Field(ge=0, description="How many there are on all pages together")]
    items: list[Item]
    next: Annotated[str | None, Field(description="Where the next page is; null on the last one")]


def page_of(item: Any) -> Any:
    """The model of a page of such entries."""
    return Page[item]


class Problem(BaseModel):
    """What was wrong with a request (RFC 9457, application/problem+json)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[dict[str, Any]] | None = Field(None, description="Which parameters are wrong, and why")


def _hints(record: type, names: tuple[str, ...] = ()) -> dict[str, Any]:
    """Fields of a record as those of a model that leaves none out."""
    hints = get_type_hints(record, include_extras=True)
    return {field.name: (hints[field.name], ...) for field in fields(record) if not names or field.name in names}


def _of_plan(record: type) -> type[BaseModel]:
    """The model of a record with the id of its plan."""
    return create_model(f"{record.__name__}OfPlan", __doc__=record.__doc__, **_hints(Plan, ("plan_id",)), **_hints(record))


TaskOfPlan: Final = _of_plan(Task)
TargetOfPlan: Final = _of_plan(Target)
LegalRefOfPlan: Final = _of_plan(LegalRef)
CoverageOfPlan: Final = _of_plan(Coverage)
_LENGTHS: Final[dict[str, Any]] = dict.fromkeys(_LISTS, (Count, ...))
PlanHead: Final = create_model("PlanHead", __doc__="A plan without its lists: how long each is.", **_hints(Plan, HEAD_FIELDS), **_LENGTHS)


class NamedAgency(BaseModel):
    """A body that the dataset's plans name, or that the program knows."""

    id: str
    name: str
    known: Annotated[KnownAgency | None, Field(description="What the program knows of it; null of a body that only plans name")]
    related: Annotated[list[str], Field(description="Its id with those of its predecessors and successors: what asking for it finds")]
    leads: Annotated[int, Field(ge=0, description="Tasks that it leads, in this dataset")]
    coordinates: Annotated[int, Field(ge=0, description="Tasks that it takes part in, in this dataset")]


class Served(BaseModel):
    """What the dataset holds, and of which of its states the server answers."""

    state: Annotated[str, Field(description="The state of the dataset that answers are from: their ETag")]
    trouble: Annotated[str | None, Field(description="Why the dataset could not be looked at last time; null where it could")]
    status: Status


def head_of(plan: Plan) -> dict[str, Any]:
    """The entry of a plan in a list, as plain values."""
    return {**{name: getattr(plan, name) for name in HEAD_FIELDS}, **{name: len(getattr(plan, name)) for name in _LISTS}}
