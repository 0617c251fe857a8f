"""A plan as the store is to keep it: as it was extracted, or as people say it is where they said anything of it."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, RowMapping, select

from pipeline.records import decode, decode_places, encode
from pipeline.review.applying import Corrected, corrected
from pipeline.review.corrections import Corrections
from pipeline.store.model import REVISIONS, TEXTS
from schemas.document import Document
from schemas.plan import Plan

_SQUEEZED: Final = 1
"""How hard records are compressed: the least is nearly as small and five times as fast."""

_AT_ONCE: Final = 100
"""Records that are in memory at once."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a revision holds of a plan; ``plan`` and ``record`` are as corrected."""

    plan: Plan
    record: bytes
    digest: str
    squeezed: bytes
    extracted: bytes | None
    corrections: str | None


def keep(plan: Plan, corrections: Corrections, document: Callable[[], Document]) -> Kept:
    """An extracted plan with what people said of it; its text is asked for only where they said anything."""
    said = corrections.digest(plan.plan_id, plan.source_id)
    whole = corrected(plan, document(), corrections.about(plan.plan_id, plan.source_id)).plan if said else plan
    record = encode(whole)
    extracted = None if whole == plan else squeeze(encode(plan))
    return Kept(whole, record, hashlib.sha256(record).hexdigest(), squeeze(record), extracted, said)


def squeeze(data: bytes) -> bytes:
    """Bytes as the store keeps them."""
    return zlib.compress(data, _SQUEEZED)


def extracted_of(row: RowMapping) -> Plan:
    """The plan of a revision as it was extracted, whatever people said since."""
    return decode(zlib.decompress(row["extracted"] or row["record"]))


def document_of(plan: Plan, text: bytes, places: bytes) -> Document:
    """The document that a plan was extracted from, as far as the store knows it."""
    source, kept = plan.source, decode_places(places)
    return Document(text.decode(), kept.blocks, source.format or "", source.pages, source.encoding, source.ocr, turns=kept.turns)


def stored_document(connection: Connection, plan: Plan) -> Document:
    """The document of a plan in the store."""
    row = connection.execute(select(TEXTS.c.text, TEXTS.c.places).where(TEXTS.c.plan_id == plan.plan_id)).one()
    return document_of(plan, row.text, zlib.decompress(row.places))


@dataclass(frozen=True, slots=True)
class Stored:
    """A plan of the store as it was extracted, with its text."""

    plan: Plan
    document: Document

    def as_said(self, corrections: Corrections) -> Corrected:
        """The plan as these corrections make it, whether they were applied to it in the store yet or not."""
        return corrected(self.plan, self.document, corrections.about(self.plan.plan_id, self.plan.source_id))


def stored(connection: Connection, plan_id: str) -> Stored | None:
    """A plan that could be read; None where there is none of this id."""
    now = (REVISIONS.c.plan_id == plan_id, REVISIONS.c.until.is_(None), REVISIONS.c.failed.is_(False))
    row = connection.execute(select(REVISIONS).where(*now)).mappings().one_or_none()
    if row is None:
        return None
    plan = extracted_of(row)
    return Stored(plan, stored_document(connection, plan))


def in_order(connection: Connection) -> list[tuple[str, str, str]]:
    """The plans that could be read, in the order of the dataset: id, source, and what tells this state of the record from others."""
    columns = (REVISIONS.c.path, REVISIONS.c.root, REVISIONS.c.plan_id, REVISIONS.c.source_id, REVISIONS.c.digest)
    rows = connection.execute(select(*columns).where(REVISIONS.c.until.is_(None), REVISIONS.c.failed.is_(False)))
    return [row[2:] for row in sorted(tuple(row) for row in rows)]


def as_said(connection: Connection, plan_ids: Sequence[str], corrections: Corrections) -> Iterator[Corrected]:
    """Plans of the store as these corrections make them; the text of one is read only where something was said of it."""
    for start in range(0, len(plan_ids), _AT_ONCE):
        wanted = plan_ids[start : start + _AT_ONCE]
        query = select(REVISIONS).where(REVISIONS.c.plan_id.in_(wanted), REVISIONS.c.until.is_(None))
        rows = {row["plan_id"]: row for row in connection.execute(query).mappings()}
        for plan_id in wanted:
            plan = extracted_of(rows[plan_id])
            said = corrections.about(plan.plan_id, plan.source_id)
            yield Stored(plan, stored_document(connection, plan)).as_said(corrections) if said else Corrected(plan, {}, ())


def outdated(connection: Connection, corrections: Corrections) -> list[str]:
    """The ids of plans of which something else is said now than when they were last written."""
    columns = (REVISIONS.c.plan_id, REVISIONS.c.source_id, REVISIONS.c.corrections, REVISIONS.c.failed)
    now = REVISIONS.c.until.is_(None)
    query = select(*columns).where(now) if corrections.lines else select(*columns).where(now, REVISIONS.c.corrections.is_not(None))
    rows = connection.execute(query)
    return [row.plan_id for row in rows if row.corrections != (None if row.failed else corrections.digest(row.plan_id, row.source_id))]
