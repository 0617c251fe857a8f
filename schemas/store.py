"""What the store remembers beside plans: runs, changes, the files that plans were read from, and every state that a plan was in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

Moment = Annotated[str, Field(description="UTC, ISO 8601", examples=["2026-03-02T08:15:00Z"])]


@dataclass(frozen=True, slots=True)
class Run:
    """One `kehoach run` into the store."""

    number: Annotated[int, Field(ge=1, description="Counts up; what `kehoach diff --since` takes")]
    started_at: Annotated[Moment, Field(description="When it began, UTC, ISO 8601")]
    finished_at: Annotated[Moment | None, Field(description="When its dataset was in place; null where it was stopped")]
    program: Annotated[str, Field(description="Version of kehoach")]
    rules: Annotated[str, Field(description="Fingerprint of the program's rules and of the settings it read with")]
    sources: Annotated[tuple[str, ...], Field(description="The SOURCEs it was given")]
    last_change: Annotated[int | None, Field(description="Number of the last change that the dataset had when the run was done")]


@dataclass(frozen=True, slots=True)
class Change:
    """One transaction that changed plans. Numbers count up in the order in which changes became visible."""

    number: Annotated[int, Field(ge=1, description="Counts up, with gaps")]
    run: Annotated[int, Field(description="Number of the run that made it")]
    made_at: Annotated[Moment, Field(description="When, UTC, ISO 8601")]


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file that a plan was read from."""

    location: Annotated[str, Field(description="Path of the file on the machine that read it, or its URL")]
    source_id: Annotated[str, Field(description="From the name of the SOURCE root and the path under it: stays when the content changes")]
    root: Annotated[str, Field(description="Name of the SOURCE root")]
    path: Annotated[str, Field(description="Path under the SOURCE given, with / separators")]
    plan_id: Annotated[str, Field(description="The plan that it holds now")]
    stamp: Annotated[str | None, Field(description="Size, times and inode, or version, when it was last read; spares reading it to see that it is the same")]
    first_seen: Annotated[int, Field(description="Number of the run that first read it")]
    last_changed: Annotated[int, Field(description="Number of the run that last found other bytes in it")]
    removed: Annotated[int | None, Field(description="Number of the run that found it gone from beneath its SOURCE; null while it is there")]


@dataclass(frozen=True, slots=True)
class Revision:
    """A state that a plan was in, from one change to another. The one without an end is what the other tables hold."""

    plan_id: Annotated[str, Field(description="From the bytes of the source: the same content has the same id anywhere")]
    since: Annotated[int, Field(description="Number of the change that made it")]
    until: Annotated[int | None, Field(description="Number of the change that ended it; null for the present state")]
    source_id: Annotated[str, Field(description="The source that the plan was known by: earlier contents of a file have the same")]
    root: Annotated[str, Field(description="Name of its SOURCE root")]
    path: Annotated[str, Field(description="Path under the SOURCE given, with / separators")]
    rules: Annotated[str, Field(description="Fingerprint of the rules and settings it was read with")]
    failed: Annotated[bool, Field(description="Whether the source could not be read")]
    digest: Annotated[str, Field(description="SHA-256 of the record, in hexadecimal")]
    record: Annotated[bytes, Field(description="The line of plans.jsonl, compressed (zlib)")]
    extracted: Annotated[bytes | None, Field(description="The record as extracted, compressed likewise; null where no correction made another of it")] = None
    corrections: Annotated[str | None, Field(description="Digest of the corrections that were looked at for it; null where there were none")] = None


@dataclass(frozen=True, slots=True)
class PlanText:
    """The text of a plan as read, and where its blocks stood."""

    plan_id: Annotated[str, Field(description="Plan it belongs to")]
    text: Annotated[bytes, Field(description="The text as read, UTF-8: what texts/<plan_id>.txt holds")]
    places: Annotated[bytes, Field(description="What places/<plan_id>.json holds, compressed (zlib)")]
    digest: Annotated[str, Field(description="SHA-256 of text and places, in hexadecimal")]
