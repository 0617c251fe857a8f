"""From a document to a plan: the front door, and the whole story."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from extractors.bundle import notice_several
from extractors.components import cover
from extractors.consistency import check
from extractors.doubts import weigh
from extractors.draft import Draft
from extractors.identity import number_facts
from extractors.legal import find_legal_refs
from extractors.localities import locate_agencies
from extractors.metadata import find_metadata
from extractors.plausibility import doubt
from extractors.segment import find_sections
from extractors.targets import find_targets
from extractors.tasks import find_tasks
from pipeline.words import annotate
from schemas.diagnostic import Diagnostic
from schemas.document import Document
from schemas.plan import SCHEMA_VERSION, Coverage, Metadata, Plan, Source

Stage = Literal["segment", "extract", "normalize"]
Extractor = Callable[[Draft], Draft]

EXTRACTORS: Final[tuple[tuple[Stage, Extractor], ...]] = (
    ("segment", doubt),
    ("segment", find_sections),
    ("segment", notice_several),
    ("segment", find_metadata),
    ("extract", find_legal_refs),
    ("extract", find_targets),
    ("extract", find_tasks),
    ("normalize", locate_agencies),
    ("normalize", number_facts),
    ("normalize", check),
    ("normalize", cover),
    ("normalize", weigh),
)


def extract(document: Document, source: Source, source_id: str, on_stage: Callable[[Stage], None] = lambda _: None) -> Plan:
    """The plan that a document holds; ``on_stage`` is told each stage as it starts."""
    on_stage("segment")
    draft = Draft(document, annotate(document), diagnostics=document.diagnostics)
    stage: Stage = "segment"
    for name, extractor in EXTRACTORS:
        if name != stage:
            on_stage(stage := name)
        draft = extractor(draft)
    return Plan(
        schema_version=SCHEMA_VERSION,
        plan_id=plan_id(source),
        source_id=source_id,
        source=source,
        metadata=draft.metadata,
        sections=draft.sections,
        tasks=draft.tasks,
        targets=draft.targets,
        legal_refs=draft.legal_refs,
        coverage=draft.coverage,
        diagnostics=draft.diagnostics,
    )


def unread(source: Source, source_id: str, diagnostic: Diagnostic) -> Plan:
    """The record of a source that could not be read: every key, empty lists, and why."""
    empty = tuple(Coverage(component, True, 0, 0, 0, ()) for component in range(1, 9))
    return Plan(SCHEMA_VERSION, plan_id(source), source_id, source, Metadata(), (), (), (), (), empty, (diagnostic,))


def plan_id(source: Source) -> str:
    """The id of the same content anywhere: the first 16 digits of its SHA-256."""
    return source.sha256[:16]
