"""Reviewed plans as gold, for ``kehoach evaluate`` to measure by."""

from __future__ import annotations

from pathlib import PurePosixPath

from pydantic import TypeAdapter

from pipeline.review.applying import Corrected
from pipeline.review.awaiting import awaits, is_done, items
from schemas.gold import Gold, GoldDeadline, GoldLegalRef, GoldMetadata, GoldSection, GoldTarget, GoldTask
from schemas.plan import Deadline, Plan


def is_gold(state: Corrected, below: float | None) -> bool:
    """Whether a plan counts as reviewed: somebody said that it is done, and every fact of it has been decided on; with ``below``, every
    fact less sure than that has been, and nobody need have said so. Either way nothing that was said of it may have lost its words."""
    if below is None:
        return is_done(state)
    return not state.unapplied and bool(state.decided) and not any(awaits(item, below) for item in items(state))


def gold_of(plan: Plan) -> Gold:
    """The plan as right answers."""
    metadata = plan.metadata
    issuer = metadata.issuer.name if metadata.issuer else None
    return Gold(
        source=PurePosixPath(plan.source.path).name,
        metadata=GoldMetadata(metadata.number, issuer, metadata.place, metadata.issued_on, metadata.title, metadata.period, metadata.level, metadata.signer),
        sections=tuple(GoldSection(each.path, each.title, each.kind) for each in plan.sections),
        tasks=tuple(
            GoldTask(
                quote=each.text,
                path=each.path,
                leads=tuple(agency.mention for agency in each.leads),
                coordinators=tuple(agency.mention for agency in each.coordinators),
                deadline=_deadline(each.deadline) if each.deadline else None,
                components=each.components,
                criteria=each.criteria,
                outputs=each.outputs,
                target_items=each.target_items,
            )
            for each in plan.tasks
        ),
        targets=tuple(
            GoldTarget(
                each.text,
                each.path,
                each.item,
                each.status,
                each.indicator,
                each.indicator_id,
                each.comparator,
                each.value,
                each.value_max,
                each.unit,
                each.change,
            )
            for each in plan.targets
        ),
        legal_refs=tuple(
            GoldLegalRef(each.text, each.symbol, each.type, each.issued_on, each.issuer, each.locator, each.correction) for each in plan.legal_refs
        ),
    )


def encode_gold(gold: Gold) -> bytes:
    """A gold file's bytes."""
    return TypeAdapter(Gold).dump_json(gold, indent=1) + b"\n"


def _deadline(deadline: Deadline) -> GoldDeadline:
    return GoldDeadline(deadline.text, deadline.kind, deadline.start, deadline.end, deadline.frequency)
