"""What in a folder is passed over: hidden files, locks of Office, links, datasets, and files of kinds that are not plans."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import IO, Literal

from pipeline.ingest.reading import taken
from pipeline.ingest.source import Entry, Where
from pipeline.messages import say
from pipeline.store.folder import DATABASE, MANIFEST, holds_dataset, is_dataset

Skip = Literal["hidden", "office-lock", "link", "other-kind", "special", "dataset", "closed-folder", "repeated"]


@cache
def other_kinds() -> frozenset[str]:
    """Name endings, and whole names, of what lies beside plans in a folder. Such a file is passed over unless its content is a PDF, a
    Word document or a picture of a page's size; one that the user names is always read."""
    lines = (files("pipeline") / "data" / "other-kinds.txt").read_text("utf-8").splitlines()
    return frozenset(ending for line in lines if not line.startswith("#") for ending in line.split())


def counts(skipped: Mapping[Skip, int]) -> str:
    """What was passed over, in words."""
    return ", ".join(say(f"skipped.{reason}", count=count) for reason, count in sorted(skipped.items()) if count)


def reason_to_skip(entry: Entry) -> Skip | None:
    """Why an entry of a folder is not read, as far as it can be told without listing it."""
    if entry.name.startswith("~$"):
        return "office-lock"
    if entry.name.startswith("."):
        return "hidden"
    if entry.kind in ("link", "special"):
        return "link" if entry.kind == "link" else "special"
    return "other-kind" if is_named_otherwise(entry) and not _disguised(entry.where) else None


def is_named_otherwise(entry: Entry) -> bool:
    """Whether a file has the name of another kind than a plan's."""
    name = entry.name.lower()
    return entry.kind == "file" and not other_kinds().isdisjoint((name, PurePosixPath(name).suffix))


def is_of_dataset(folder: Where, held: Mapping[str, Entry]) -> bool:
    """Whether a folder is a dataset that a run wrote; ``held`` is what it holds by name."""
    if isinstance(folder, Path):
        return is_dataset(folder)

    def start(name: str, most: int) -> bytes:
        if name not in held:
            raise FileNotFoundError(name)
        return taken(held[name].where, lambda opened: opened.read(most))

    return not held.keys().isdisjoint((MANIFEST, DATABASE)) and holds_dataset(start)


def _disguised(file: Where) -> bool:
    """Whether a file that is named like another kind is a PDF, a Word document or the scan of a page all the same."""
    try:
        return taken(file, _is_document)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _is_document(opened: IO[bytes]) -> bool:
    from pipeline.read import pictures

    if b"%PDF-" in (start := opened.read(1024)):
        return True
    if pictures.format_of(start):
        opened.seek(0)
        return pictures.is_page(opened)
    if not start.startswith(b"PK"):
        return False
    with zipfile.ZipFile(opened) as archive:
        return "word/document.xml" in archive.namelist()
