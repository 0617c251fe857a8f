"""What may be asked for: the parameters of each list, checked, in the words of ``pipeline.export.selection``."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from pipeline.export.selection import Role
from schemas.diagnostic import Severity
from schemas.plan import Component, Confidence, Level, Relation

MOST: Final = 200
"""Entries of one page at most."""
USUAL: Final = 50

Order = Literal["plan", "due", "-due", "confidence", "-confidence"]
Member = TypeVar("Member")
Few = Annotated[list[Member], Field(max_length=20)]
"""Values of a parameter that may be repeated: any of them will do."""
Word = Annotated[str, Field(min_length=1, max_length=200)]
Query = Annotated[
    str | None,
    Field(
        max_length=200,
        description="Words that must all be there; with diacritics they are minded, without they are not (đ too); in quotes they follow each other",
        examples=["chuyen doi so"],
    ),
]


class Filters(BaseModel):
    """What every list takes. A parameter that there is not is refused, so that none is misspelt in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: Annotated[int, Field(ge=1, le=MOST, description="Entries of a page")] = USUAL
    after: Annotated[str | None, Field(max_length=2000, description="Where a page begins: taken from `next` of the page before")] = None


class OfPlans(Filters):
    """What lists take whose entries belong to plans."""

    plan_id: Annotated[Few[Word], Field(description="Of these plans")] = []
    year: Annotated[Few[Annotated[int, Field(ge=1900, le=2200)]], Field(description="Of plans that cover one of these years")] = []
    province: Annotated[Few[Word], Field(description="Of plans issued in one of these provinces", examples=[["Lạng Sơn"]])] = []
    level: Annotated[Few[Level], Field(description="Of plans of one of these levels of government")] = []


class PlanFilters(OfPlans):
    """What the list of plans takes."""

    q: Query = None
    sort: Annotated[Literal["path", "issued", "-issued"], Field(description="Order; - for the last first")] = "path"


class Sure(OfPlans):
    """What lists of facts take."""

    q: Query = None
    min_confidence: Annotated[Confidence, Field(description="At least this sure")] = 0.0


class TaskFilters(Sure):
    """What the list of tasks takes."""

    agency: Annotated[
        Few[Word], Field(description="Led or helped by one of these: id, name or a plan's words; with predecessors and successors", examples=[["Sở TT&TT"]])
    ] = []
    role: Annotated[Role | None, Field(description="What the agencies are to do; without agency: tasks that name somebody to do it")] = None
    component: Annotated[Few[Component], Field(description="Of one of these PAR INDEX domains, by headings or by the task's own words")] = []
    due_from: Annotated[date | None, Field(description="Due, once or again, on this day or later")] = None
    due_to: Annotated[date | None, Field(description="Due, once or again, on this day or earlier")] = None
    sort: Annotated[Order, Field(description="Order; - for the last first; tasks without a last day come at the end")] = "plan"


class TargetFilters(Sure):
    """What the list of targets takes."""

    agency: Annotated[Few[Word], Field(description="Answered for by one of these; with predecessors and successors")] = []
    component: Annotated[Few[Component], Field(description="Of one of these PAR INDEX domains")] = []
    status: Annotated[Literal["target", "result"] | None, Field(description="To be reached, or reached already")] = None
    indicator: Annotated[Few[Word], Field(description="Of one of these known indicators", examples=[["sipas"]])] = []
    sort: Annotated[Literal["plan", "confidence", "-confidence"], Field(description="Order")] = "plan"


class LegalRefFilters(Sure):
    """What the list of legal references takes."""

    symbol: Annotated[Few[Word], Field(description="Of one of these documents", examples=[["61/2018/NĐ-CP"]])] = []
    relation: Annotated[Few[Relation], Field(description="Made for one of these ends")] = []
    sort: Annotated[Literal["plan", "symbol", "confidence", "-confidence"], Field(description="Order")] = "plan"


class CoverageFilters(OfPlans):
    """What the list of coverage takes."""

    component: Annotated[Few[Component], Field(description="Of one of these PAR INDEX domains")] = []


class FindingFilters(Filters):
    """What the list of findings takes."""

    plan_id: Annotated[Few[Word], Field(description="Of one of these plans")] = []
    kind: Annotated[Few[Word], Field(description="Of one of these kinds")] = []
    severity: Annotated[Severity | None, Field(description="As grave as this")] = None


class AgencyFilters(Filters):
    """What the list of agencies takes."""

    q: Query = None
    named: Annotated[bool, Field(description="Only those that plans of this dataset name")] = False
