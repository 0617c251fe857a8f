"""What the store knows of the files that a run was given: which are as they were, which are to be read, which are gone."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from sqlalchemy import Connection, select

from pipeline.ingest import Content, Gathered, Remote, SourceFile, at_once, base_of, contents_of, is_there, is_url, together
from pipeline.store.model import PLANS, REVISIONS, SOURCES
from pipeline.store.writing import Entry, Seen
from schemas.store import KnownFile

_Some = TypeVar("_Some")
_SETTLED: Final = 2.0
"""Seconds after which a file's times tell a later change of it for sure."""


@dataclass(frozen=True, slots=True)
class Survey:
    """The files of a run beside what the store knows."""

    fresh: tuple[Content, ...]
    """To be read: new, changed, read with older rules, or not readable the last time."""
    known: tuple[Content, ...]
    """As they were."""
    notes: tuple[Entry, ...]
    """Those of the known whose files are new, have moved or are there again."""
    gone: tuple[str, ...]
    """Locations of files that the SOURCEs gave before and do not give now."""
    seen: Mapping[str, Seen]
    """Every file of the run by its location."""


@dataclass(frozen=True, slots=True)
class _State:
    sha256: str
    rules: str
    failed: bool


def survey(connection: Connection, gathered: Gathered, rules: str) -> Survey:
    """Look at what a run was given: every file is found by its place, size and times, and read only where these are new."""
    files = {row["location"]: KnownFile(**row) for row in connection.execute(select(SOURCES)).mappings()}
    states = _states(connection)
    stamps = {each.location: stamp_of(each) for each in gathered.files}
    seen = {each.location: each for each in _seen(gathered.files, stamps, files)}
    fresh, known, notes = [], [], []
    for content in together(_contents(gathered.files, stamps, files, states)):
        state = states.get(content.plan_id)
        if state is None or state.rules != rules or state.failed:
            fresh.append(content)
            continue
        known.append(content)
        here = tuple(seen[file.location] for file in content.files)
        if any(_is_news(each, content.plan_id, files.get(each.location)) for each in here):
            notes.append(Entry(content.plan_id, here))
    moved = {each.was for each in seen.values()}
    missed = [place for place, row in files.items() if row.removed is None and place not in seen and place not in moved and _is_covered(place, gathered)]
    gone = [place for place, is_gone in zip(missed, at_once(_is_gone, missed, is_url), strict=True) if is_gone]
    return Survey(tuple(fresh), tuple(known), tuple(notes), tuple(gone), seen)


def knows_all(connection: Connection, gathered: Gathered, rules: str) -> bool:
    """Whether every file was read before with these rules, as can be told without opening one."""
    rows = connection.execute(
        select(SOURCES.c.location, SOURCES.c.stamp)
        .join(REVISIONS, REVISIONS.c.plan_id == SOURCES.c.plan_id)
        .where(REVISIONS.c.until.is_(None), REVISIONS.c.rules == rules, REVISIONS.c.failed.is_(False), SOURCES.c.stamp.is_not(None))
    )
    stamps: dict[str, str] = {row.location: row.stamp for row in rows}
    return all((stamp := stamps.get(each.location)) is not None and stamp == stamp_of(each) for each in gathered.files)


def seen(content: Content) -> tuple[Seen, ...]:
    """The files of a content, nothing being known of them."""
    return tuple(_seen(content.files, {each.location: stamp_of(each) for each in content.files}, {}))


def stamp_of(file: SourceFile) -> str | None:
    """Size, times and inode of a file, or what its server tells versions by; None where a change of it might not show in them."""
    if file.data is not None:
        return None
    if isinstance(file.file, Remote):
        return file.file.stamp
    try:
        state = file.file.stat()
    except OSError:
        return None
    if time.time() - max(state.st_mtime, state.st_ctime) < _SETTLED:
        return None
    return f"{state.st_size}:{state.st_mtime_ns}:{state.st_ctime_ns}:{state.st_dev}:{state.st_ino}"


def _states(connection: Connection) -> dict[str, _State]:
    query = select(PLANS.c.plan_id, PLANS.c.sha256, REVISIONS.c.rules, REVISIONS.c.failed).join(REVISIONS, REVISIONS.c.plan_id == PLANS.c.plan_id)
    return {plan_id: _State(*state) for plan_id, *state in connection.execute(query.where(REVISIONS.c.until.is_(None)))}


def _seen(files: Iterable[SourceFile], stamps: Mapping[str, str | None], known: Mapping[str, KnownFile]) -> Iterable[Seen]:
    """Files as a run finds them; one that lay elsewhere before, where nothing is now, has moved. Servers that the run has nothing of are not asked."""
    here = list(files)
    places = {each.location for each in here}
    asked = {"", *map(base_of, places)}
    left: dict[str, list[str]] = {}
    for row in known.values():
        if row.location not in places:
            left.setdefault(row.source_id, []).append(row.location)
    for each in here:
        source_id, before = each.source_id, None
        if each.location not in known:
            elsewhere = left.get(source_id, [])
            before = next((place for place in elsewhere if base_of(place) in asked and not is_there(place)), None)
            if before is not None:
                elsewhere.remove(before)
        yield Seen(each.location, source_id, each.root, each.path, stamps[each.location], before)


def _contents(files: Sequence[SourceFile], stamps: Mapping[str, str | None], known: Mapping[str, KnownFile], states: Mapping[str, _State]) -> Iterator[Content]:
    """The contents of files in their order: as they were where nothing about the file is new, else by their bytes."""
    before = {each.location: _before(each, stamps[each.location], known, states) for each in files}
    read = contents_of(each for each in files if before[each.location] is None)
    return (before[each.location] or next(read) for each in files)


def _before(file: SourceFile, stamp: str | None, known: Mapping[str, KnownFile], states: Mapping[str, _State]) -> Content | None:
    """The content of a file as it was; None where something about the file is new."""
    row = known.get(file.location)
    state = states.get(row.plan_id) if row else None
    if stamp is not None and row is not None and row.stamp == stamp and state is not None and not state.failed:
        return Content((file,), state.sha256, int(stamp.partition(":")[0]))
    return None


def _is_news(seen: Seen, plan_id: str, known: KnownFile | None) -> bool:
    if known is None or known.removed is not None or (seen.stamp is not None and seen.stamp != known.stamp):
        return True
    return (seen.source_id, seen.root, seen.path, plan_id) != (known.source_id, known.root, known.path, known.plan_id)


def _is_covered(location: str, gathered: Gathered) -> bool:
    """Whether a SOURCE that was given would hold the file."""
    return any(scope.covers(location) for scope in gathered.scopes)


def _is_gone(location: str) -> bool:
    """Whether the file is not there for sure: what lies in a closed folder, or behind a server that does not answer, may be."""
    if is_url(location):
        return not is_there(location)
    try:
        os.lstat(location)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return os.access(os.path.dirname(location), os.R_OK)  # noqa: PTH120


def in_batches(entries: Sequence[_Some], size: int = 500) -> Iterable[Sequence[_Some]]:
    """The entries some at a time."""
    return (entries[start : start + size] for start in range(0, len(entries), size))
