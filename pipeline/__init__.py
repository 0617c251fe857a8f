"""From files to plans to tables: the Python interface. Nothing heavy is loaded until a function is called.

import pipeline

document = pipeline.read_document("plan.pdf")             # the text, and where each block of it stood
plan = pipeline.extract_plan("plan.pdf")                  # one plan; schemas.plan says what it holds
plans = pipeline.extract_plans("plans/", "more/*.docx")   # many, and none stops the others
frames = pipeline.to_frames(plans)                        # {"tasks": DataFrame, "targets": DataFrame, …}
plans = pipeline.read_dataset("dataset/")                 # what `kehoach run` wrote
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas

    from schemas.document import Document
    from schemas.ocr import OcrMode
    from schemas.plan import Plan

__all__ = ["extract_plan", "extract_plans", "read_dataset", "read_document", "to_frames"]


def read_document(source: str | Path | bytes, ocr: OcrMode = "auto") -> Document:
    """The text of a plan in any format that is read (a path, a URL, or the bytes themselves), with the place of every block.

    ``ocr``: ``auto`` recognizes text in scans, ``always`` on every page of a PDF, ``never`` not at all.

    Raises ``pipeline.read.Unreadable`` where there is no text to be had, and ``OSError`` where the file cannot be opened.
    """
    from pipeline.ingest import bytes_of, one_file
    from pipeline.read import read

    return read(bytes_of(one_file(source)), ocr)


def extract_plan(source: str | Path | bytes, ocr: OcrMode = "auto") -> Plan:
    """The plan in one file (a path, a URL, or the bytes themselves). Raises what ``read_document`` raises."""
    from dataclasses import replace

    from pipeline.extract import extract
    from pipeline.ingest import bytes_of, content_of, one_file
    from pipeline.process import source_of

    file = one_file(source)
    content = content_of(replace(file, data=bytes_of(file)))
    assert content.source.data is not None
    document = read_document(content.source.data, ocr)
    return extract(document, source_of(content, document), content.source_id)


def extract_plans(*sources: str | Path, ocr: OcrMode = "auto") -> Iterator[Plan]:
    """The plans in files, folders (with all below them) and patterns, as paths or URLs, one for each distinct content, ordered by path.

    A source that cannot be read gives a plan with empty lists and a diagnostic of severity ``error``. Raises
    ``pipeline.messages.Trouble`` where a source is not there, or none of them holds anything to read.
    """
    from pipeline.ingest import distinct, gather
    from pipeline.process import process

    return (process(content, ocr).plan for content in distinct(gather([str(source) for source in sources]).files))


def to_frames(plans: Iterable[Plan]) -> dict[str, pandas.DataFrame]:
    """The plans as pandas data frames: plans, sections, tasks, task_agencies, targets, legal_refs, coverage, diagnostics; what they show together: findings."""
    from pipeline.frames import to_frames as frames_of

    return frames_of(plans)


def read_dataset(folder: str | Path) -> Iterator[Plan]:
    """The plans of a dataset that ``kehoach run`` wrote, in its order. Raises ``pipeline.messages.Trouble`` where there is none."""
    from pipeline.records import read_records

    return read_records(Path(folder))
