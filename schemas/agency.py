"""The bodies and provinces that the program knows, each with its life: rows of the tables ``agencies`` and ``provinces`` of every dataset."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

Trust = Literal["seen", "unconfirmed"]


@dataclass(frozen=True, slots=True)
class KnownAgency:
    """A body that the gazetteer knows, with those whose field it took over and those that took over its own."""

    id: Annotated[str, Field(description="What agency_id of the other tables says")]
    name: Annotated[str, Field(description="Official name, without the place")]
    kind: Annotated[str, Field(description="Kind of body", examples=["department"])]
    level: Annotated[Literal["central", "province", "district", "commune", "any"], Field(description="Level of government it is of")]
    valid_from: Annotated[date | None, Field(description="First day, included; null where older than the gazetteer looks back")]
    valid_to: Annotated[date | None, Field(description="Last day, included; null while it exists")]
    predecessors: Annotated[tuple[str, ...], Field(description="Ids of those whose field it took over")]
    successors: Annotated[tuple[str, ...], Field(description="Ids of those that took over its field")]
    lineage: Annotated[
        tuple[str, ...],
        Field(description="Its id and those of all its predecessors, theirs too: joined with task_agencies, who had its field over the years"),
    ]
    dates_trust: Annotated[Trust | None, Field(description="seen: dates and succession were read in the source; unconfirmed: general knowledge")]
    source: Annotated[str, Field(description="Where the name, the dates and the succession come from")]


@dataclass(frozen=True, slots=True)
class KnownProvince:
    """A province or a city of its rank, in one of the states it was in."""

    name: Annotated[str, Field(description="Name without the level", examples=["Lạng Sơn"])]
    kind: Annotated[str, Field(description="tỉnh or thành phố", examples=["tỉnh"])]
    valid_from: Annotated[date | None, Field(description="First day, included; null where older than the table looks back")]
    valid_to: Annotated[date | None, Field(description="Last day, included; null while it exists")]
    predecessors: Annotated[tuple[str, ...], Field(description="Names of those it was made of")]
    successors: Annotated[tuple[str, ...], Field(description="Names of those that it became, or became part of")]
    trust: Annotated[Trust, Field(description="seen: read in the source; unconfirmed: general knowledge")]
    source: Annotated[str, Field(description="Where it was read")]
