"""Drafts from plain text, as the pipeline makes them, for the tests of single extractors."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

from extractors.draft import Draft
from extractors.metadata import find_metadata
from extractors.segment import find_sections
from extractors.tasks import find_tasks
from pipeline.read import read
from pipeline.words import annotate


def draft_of(text: str, *extractors: Callable[[Draft], Draft]) -> Draft:
    """The draft of a text after the given extractors."""
    document = read(dedent(text).strip().encode())
    draft = Draft(document, annotate(document))
    for extractor in extractors:
        draft = extractor(draft)
    return draft


def outlined(text: str) -> Draft:
    """The draft with sections and passages."""
    return draft_of(text, find_sections)


def assigned(text: str) -> Draft:
    """The draft with sections, metadata and tasks."""
    return draft_of(text, find_sections, find_metadata, find_tasks)
