"""What a plan is: the record of the dataset's contract. JSON Schema, table columns and the data dictionary derive from these types."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field

from schemas.diagnostic import Diagnostic
from schemas.level import Level as Level
from schemas.level import Tier as Tier

SCHEMA_VERSION: Final = "1.0"

SectionKind = Literal["objectives", "context", "tasks", "organisation", "budget", "other"]
Origin = Literal["bullet", "item", "paragraph", "table"]
DeadlineKind = Literal["date", "period", "recurring", "continuous", "event"]
Comparator = Literal[">", ">=", "=", "<", "<=", "range"]
Change = Literal["increase", "decrease"]
Relation = Literal["basis", "implements", "amends", "replaces", "repeals", "amended", "cites"]
Locator = dict[Literal["điều", "khoản", "điểm"], str]
Component = Annotated[int, Field(ge=1, le=8, description="PAR INDEX domain")]
Confidence = Annotated[float, Field(ge=0, le=1, description="How likely the fact is right: what its rule earns on annotated plans, less for each doubt")]
Doubts = Annotated[tuple[str, ...], Field(description="Why it may be wrong: the reasons listed below", examples=[["names-nobody"]])]
Start = Annotated[int, Field(ge=0, description="Offset of the first character in texts/<plan_id>.txt")]
End = Annotated[int, Field(ge=0, description="Offset after the last character in texts/<plan_id>.txt")]
Page = Annotated[int | None, Field(description="Page it starts on, from 1; null where the format has no pages")]
Id = Annotated[str, Field(description="Unique within the plan and stable: made of kind, section path and folded text")]
SectionId = Annotated[str | None, Field(description="Id of the section it stands in; null before or outside all sections")]
SectionPath = Annotated[str | None, Field(description="Path of the section it stands in", examples=["II/6/6.2/6.2.1"])]
RuleName = Annotated[str, Field(description="The rule that found it; `kehoach explain` shows text, fact and rule side by side")]


@dataclass(frozen=True, slots=True)
class Agency:
    """A body, a role or a collective that a plan names."""

    id: Annotated[str, Field(description="The same body or role in every plan", examples=["phong-noi-vu"])]
    name: Annotated[str, Field(description="Official full name, or the mention where none is known", examples=["Phòng Nội vụ"])]
    mention: Annotated[str, Field(description="As the plan writes it: a head made the body, collectives split, slips mended, first letter capital")]
    kind: Annotated[str, Field(description="Kind of body", examples=["department", "committee", "collective", "unknown"])]
    collective: Annotated[bool, Field(description="Whether it stands for several bodies")]
    start: Start
    end: End
    rule: RuleName
    confidence: Confidence
    level: Annotated[Tier | None, Field(description="Level of government it is of; null where neither its name nor the gazetteer says")] = None
    locality: Annotated[str | None, Field(description="The place it is of, as its own name says, else as the letterhead does", examples=["tỉnh Lạng Sơn"])] = (
        None
    )
    in_gazetteer: Annotated[bool, Field(description="Whether it is a known body; the others are named by their own words")] = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a task is to be done."""

    text: Annotated[str, Field(description="The words that say when, verbatim", examples=["Quý II/2019"])]
    kind: Annotated[DeadlineKind, Field(description="What sort of time it is")]
    start: Annotated[date | None, Field(description="First day, included; null where not determined")]
    end: Annotated[date | None, Field(description="Last day, included; null where not determined")]
    frequency: Annotated[
        str | None,
        Field(description="daily, weekly, monthly, quarterly, half-yearly, yearly; several joined by +; ×N where N times each", examples=["quarterly+yearly"]),
    ]
    timex: Annotated[str | None, Field(description="TIMEX3 value", examples=["2019-Q2", "P1M"])]
    recurrence: Annotated[
        tuple[str, ...],
        Field(description="RFC 5545 recurrence rules of a recurring deadline, as far as its words name days", examples=[["FREQ=MONTHLY;BYMONTHDAY=19"]]),
    ]
    rule: RuleName
    confidence: Confidence
    doubts: Doubts = ()


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends included."""

    start: Annotated[date | None, Field(description="First day")]
    end: Annotated[date | None, Field(description="Last day")]


@dataclass(frozen=True, slots=True)
class Source:
    """The file a plan was read from."""

    path: Annotated[str, Field(description="Path under the SOURCE given, with / separators")]
    copies: Annotated[tuple[str, ...], Field(description="Other files with the same bytes")]
    sha256: Annotated[str, Field(description="SHA-256 of the bytes, in hexadecimal")]
    bytes: Annotated[int, Field(ge=0, description="Size in bytes")]
    format: Annotated[str | None, Field(description="What the bytes are, whatever the name says", examples=["pdf", "docx", "html", "txt"])]
    pages: Annotated[int | None, Field(description="Number of pages; null where the format has none")]
    encoding: Annotated[
        str | None,
        Field(
            description="Character encoding of a text; in other formats, the old Vietnamese encoding that its letters were in",
            examples=["utf-8", "utf-16-le", "tcvn3"],
        ),
    ]
    ocr: Annotated[bool, Field(description="Whether the text comes from character recognition")]


@dataclass(frozen=True, slots=True)
class Metadata:
    """Who issued the plan, when, for what time."""

    number: Annotated[str | None, Field(description="The plan's own number and symbol", examples=["272/KH-UBND"])] = None
    doc_type: Annotated[str | None, Field(description="Kind of document", examples=["Kế hoạch"])] = None
    title: Annotated[str | None, Field(description="The subject, on one line")] = None
    issuer: Annotated[Agency | None, Field(description="The body that issued it")] = None
    place: Annotated[str | None, Field(description="Place of issue", examples=["Đồng Tháp"])] = None
    issued_on: Annotated[date | None, Field(description="Day of issue")] = None
    period: Annotated[Period | None, Field(description="The time the plan covers")] = None
    level: Annotated[Level | None, Field(description="Level of government that plans")] = None
    signer: Annotated[str | None, Field(description="The name under the signature block, as printed")] = None
    par_index: Annotated[
        str | None,
        Field(
            description="The decision that sets the PAR INDEX a plan is counted by: the one it cites, else the one in force for its level and year",
            examples=["876/QĐ-BNV"],
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class Section:
    """A labelled heading with all that stands under it."""

    id: Id
    parent: Annotated[str | None, Field(description="Id of the section above; null at the top")]
    path: Annotated[str, Field(description="Labels of the ancestors and its own, joined by /", examples=["II/6/6.2/6.2.1"])]
    label: Annotated[str, Field(description="Its own label without punctuation", examples=["6.2.1"])]
    title: Annotated[str, Field(description="Heading on one line, without label and final colon or full stop")]
    kind: Annotated[SectionKind, Field(description="What the section is about")]
    start: Start
    end: End
    page: Page


@dataclass(frozen=True, slots=True)
class Task:
    """One assigned or intended action."""

    id: Id
    section: SectionId
    path: SectionPath
    text: Annotated[str, Field(description="The bullet, item, paragraph or content cell, whole, without its marker")]
    start: Start
    end: End
    page: Page
    rule: RuleName
    origin: Annotated[Origin, Field(description="What it was in the plan")]
    leads: Annotated[tuple[Agency, ...], Field(description="Who must do it; empty where the plan names nobody")]
    coordinators: Annotated[tuple[Agency, ...], Field(description="Who takes part")]
    deadline: Annotated[Deadline | None, Field(description="When, where the task itself says so")]
    outputs: Annotated[tuple[str, ...], Field(description="Products that a table names for it")]
    budget: Annotated[str | None, Field(description="Money that a table names for it, verbatim")]
    components: Annotated[tuple[Component, ...], Field(description="PAR INDEX domains that its headings place it under")]
    inferred_components: Annotated[tuple[Component, ...], Field(description="PAR INDEX domains that its own words suggest; not counted in coverage")]
    criteria: Annotated[tuple[str, ...], Field(description="PAR INDEX criterion codes it names", examples=[["3.4.1"]])]
    target_items: Annotated[tuple[str, ...], Field(description="Numbers of the plan's own targets it answers for", examples=[["1", "2"]])]
    targets: Annotated[tuple[str, ...], Field(description="Ids of the targets in its text or named by target_items")]
    legal_refs: Annotated[tuple[str, ...], Field(description="Ids of the legal references in its text")]
    confidence: Confidence
    doubts: Doubts = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A quantity that the plan sets, or one already reached that it reports."""

    id: Id
    section: SectionId
    path: SectionPath
    item: Annotated[str | None, Field(description="Its own number where the plan numbers its targets")]
    task: Annotated[str | None, Field(description="Id of the task in whose text it stands")]
    text: Annotated[str, Field(description="The shortest stretch with the figure and what it measures")]
    start: Start
    end: End
    page: Page
    rule: RuleName
    status: Annotated[Literal["target", "result"], Field(description="result: a figure already reached")]
    indicator: Annotated[str | None, Field(description="What is measured, in the plan's words")]
    indicator_id: Annotated[str | None, Field(description="Known indicator", examples=["sipas", "tthc_on_time"])]
    comparator: Annotated[Comparator, Field(description="How the figure binds")]
    value: Annotated[float | None, Field(description="The figure; null where it is blank")]
    value_max: Annotated[float | None, Field(description="Upper figure of a range")]
    unit: Annotated[str | None, Field(description="%, điểm, bậc, hạng, or the counted thing")]
    change: Annotated[Change | None, Field(description="Set where the figure is a difference")]
    components: Annotated[tuple[Component, ...], Field(description="PAR INDEX domains that its headings place it under")]
    owners: Annotated[tuple[Agency, ...], Field(description="Bodies that the plan makes answer for it")]
    confidence: Confidence
    doubts: Doubts = ()


@dataclass(frozen=True, slots=True)
class LegalRef:
    """One mention of a law or another document."""

    id: Id
    section: SectionId
    task: Annotated[str | None, Field(description="Id of the task in whose text it stands")]
    text: Annotated[str, Field(description="From the type word to the end of number, date and issuer")]
    start: Start
    end: End
    page: Page
    rule: RuleName
    symbol: Annotated[str, Field(description="Number and symbol, normalized", examples=["61/2018/NĐ-CP"])]
    type: Annotated[str, Field(description="Type of document", examples=["Nghị định"])]
    number: Annotated[str | None, Field(description="The number alone", examples=["61"])]
    year: Annotated[int | None, Field(description="Year in the symbol, else of the date")]
    issued_on: Annotated[date | None, Field(description="Date given with it")]
    issuer: Annotated[str | None, Field(description="Issuer as written", examples=["Chính phủ"])]
    title: Annotated[str | None, Field(description="Subject that follows it, verbatim")]
    locator: Annotated[Locator | None, Field(description="Article, clause and point referred to")]
    relation: Annotated[Relation, Field(description="What the reference is for")]
    correction: Annotated[str | None, Field(description="What the source has where its number or date is evidently wrong", examples=["106/2203/NĐ-CP"])]
    confidence: Confidence
    doubts: Doubts = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a plan holds for one PAR INDEX domain."""

    component: Component
    applicable: Annotated[bool, Field(description="False for domain 8 in a plan of a ministry")]
    tasks: Annotated[int, Field(ge=0, description="Tasks that headings place under it")]
    targets: Annotated[int, Field(ge=0, description="Targets that headings place under it")]
    inferred_tasks: Annotated[int, Field(ge=0, description="Further tasks whose own words suggest it")]
    criteria: Annotated[tuple[str, ...], Field(description="Criterion codes named under it")]


@dataclass(frozen=True, slots=True)
class Plan:
    """One record of the dataset: everything known of one source."""

    schema_version: Annotated[str, Field(description="Version of this contract")]
    plan_id: Annotated[str, Field(description="From the bytes of the source: the same content has the same id anywhere")]
    source_id: Annotated[str, Field(description="From the name of the SOURCE root and the path under it: stays when the content changes")]
    source: Source
    metadata: Metadata
    sections: tuple[Section, ...]
    tasks: tuple[Task, ...]
    targets: tuple[Target, ...]
    legal_refs: tuple[LegalRef, ...]
    coverage: tuple[Coverage, ...]
    diagnostics: tuple[Diagnostic, ...]
