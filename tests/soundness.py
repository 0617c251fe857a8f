"""Whether a dataset is whole as readers see it, and its store sound, whatever befell the run that wrote it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

from pipeline.store.database import open_store
from pipeline.store.folder import PUBLISHED, Place

ONE_OF_EACH = (
    "SELECT plan_id FROM revisions WHERE until IS NULL GROUP BY plan_id HAVING count(*) > 1",
    "SELECT plan_id FROM plans WHERE plan_id NOT IN (SELECT plan_id FROM revisions WHERE until IS NULL)",
    "SELECT plan_id FROM revisions WHERE until IS NULL AND plan_id NOT IN (SELECT plan_id FROM plans)",
    "SELECT plan_id FROM plans WHERE plan_id NOT IN (SELECT plan_id FROM plan_texts)",
    "SELECT plan_id FROM plan_texts WHERE plan_id NOT IN (SELECT plan_id FROM plans)",
    "SELECT plan_id FROM plans WHERE plan_id NOT IN (SELECT plan_id FROM sources)",
    "SELECT number FROM changes WHERE run NOT IN (SELECT number FROM runs)",
)
"""What must find nothing: plans with two present states or none, and what belongs to no plan."""


class Unsound(AssertionError):
    """The dataset or its store is not as it must be; the message says how."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a store holds: files by place, plans that could be read, and all states of plans, former ones too."""

    files: frozenset[str]
    read: int
    plans: int
    revisions: int
    unfinished_runs: int


def published(out: Path) -> Mapping[str, bytes]:
    """What a run puts in place: all files but the database and the reports of runs, whose bytes tell when runs were."""
    files = (path for name in sorted(PUBLISHED) for path in sorted((out / name).rglob("*") if (out / name).is_dir() else [out / name]))
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files if path.exists()}


def look(out: Path) -> int:
    """The plans of a published dataset, all its files being those that its manifest tells of; the folder may be exchanged meanwhile."""
    while True:
        folder = os.open(out, os.O_RDONLY | os.O_DIRECTORY)
        try:
            return _count(folder)
        except FileNotFoundError as error:
            if os.path.samestat(os.fstat(folder), os.stat(out)):  # noqa: PTH116
                raise Unsound(f"{error.filename} is missing from {out}") from error
        finally:
            os.close(folder)


def _count(folder: int) -> int:
    manifest = json.loads(_read(folder, "dataset.json"))
    records = _read(folder, "plans.jsonl").splitlines(keepends=True)
    told = []
    for record in records:
        plan_id = json.loads(record)["plan_id"]
        rest = _read(folder, f"texts/{plan_id}.txt") + _read(folder, f"places/{plan_id}.json")
        told.append(f"{plan_id} {hashlib.sha256(record).hexdigest()} {hashlib.sha256(rest).hexdigest()}")
    digest = hashlib.sha256("\n".join(told).encode()).hexdigest()
    if (manifest["digest"], manifest["plans"]) != (digest, len(records)):
        raise Unsound(f"the manifest tells of {manifest['plans']} plans with another digest than that of the {len(records)} that are there")
    return len(records)


def _read(folder: int, name: str) -> bytes:
    with open(name, "rb", opener=lambda path, flags: os.open(path, flags, dir_fd=folder)) as opened:
        return opened.read()


def watch(out: Path, on: Callable[[], bool]) -> int:
    """Look at a dataset again and again, as long as ``on`` says; how often. ``Unsound`` where it is once not whole."""
    looks = 0
    while True:
        look(out)
        looks += 1
        if not on():
            return looks


def held(out: Path, db: str | None) -> Held:
    """What a store holds; ``Unsound`` where it contradicts itself."""
    store = open_store(Place(out), db)
    try:
        with store.reading() as connection:
            if store.is_file:
                _expect(connection, "PRAGMA integrity_check", [("ok",)])
                _expect(connection, "PRAGMA foreign_key_check", [])
            for query in ONE_OF_EACH:
                _expect(connection, query, [])
            return Held(
                frozenset(connection.execute(text("SELECT location FROM sources WHERE removed IS NULL")).scalars()),
                _number(connection, "SELECT count(*) FROM revisions WHERE until IS NULL AND NOT failed"),
                _number(connection, "SELECT count(*) FROM plans"),
                _number(connection, "SELECT count(*) FROM revisions"),
                _number(connection, "SELECT count(*) FROM runs WHERE finished_at IS NULL"),
            )
    finally:
        store.close()


def _expect(connection: Connection, query: str, rows: list[tuple[str, ...]]) -> None:
    if (found := [tuple(row) for row in connection.execute(text(query))]) != rows:
        raise Unsound(f"{query}: {found[:3]}")


def _number(connection: Connection, query: str) -> int:
    return int(connection.execute(text(query)).scalar_one())
