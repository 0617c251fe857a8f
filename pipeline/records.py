"""What becomes of a file, and records as bytes: what a plan is in ``plans.jsonl`` and a document in ``places/``, and the way back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import TypeAdapter, ValidationError

from pipeline.messages import Trouble
from schemas.diagnostic import Diagnostic
from schemas.document import Block
from schemas.json_schema import plan_adapter
from schemas.plan import Plan

if TYPE_CHECKING:
    from pipeline.ingest import Content

_LINE_ENDS: Final = ((b"\xc2\x85", b"\\u0085"), (b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029"))
"""Characters that some readers take for the end of a line, with their JSON escapes."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where each block and cell of a plan's text stood in its source.

    A block stands on the page of its place until one of ``turns`` (offset, page) says that it goes on on another.
    """

    plan_id: str
    pages: int | None
    blocks: tuple[Block, ...]
    turns: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Processed:
    """A file's plan, what it leaves in the dataset, and the seconds that each stage took."""

    plan: Plan
    record: bytes
    """The plan's line in plans.jsonl."""
    text: bytes
    places: bytes
    seconds: Mapping[str, float]
    content: Content
    """What it was made from."""

    @property
    def failure(self) -> Diagnostic | None:
        """Why the source could not be read; None where it could."""
        return next((each for each in self.plan.diagnostics if each.severity == "error"), None)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        return tuple(each for each in self.plan.diagnostics if each.severity == "warning")


def encode(plan: Plan) -> bytes:
    """The record as one line of UTF-8 JSON, ended by a line feed."""
    line = plan_adapter().dump_json(plan)
    for letter, escape in _LINE_ENDS:
        line = line.replace(letter, escape)
    return line + b"\n"


def decode(line: bytes | str) -> Plan:
    """The plan of one line, checked. ``pydantic.ValidationError`` where it is not a record."""
    return plan_adapter().validate_json(line)


@cache
def _places_adapter() -> TypeAdapter[Places]:
    return TypeAdapter(Places)


def encode_places(places: Places) -> bytes:
    """The places as a UTF-8 JSON object, ended by a line feed."""
    return _places_adapter().dump_json(places) + b"\n"


def decode_places(places: bytes | str) -> Places:
    """The way back from ``encode_places``. ``pydantic.ValidationError`` where it is none."""
    return _places_adapter().validate_json(places)


def read_records(dataset: Path) -> Iterator[Plan]:
    """The plans of a dataset (a folder with plans.jsonl), in its order. ``Trouble`` where there is none."""
    try:
        with (dataset / "plans.jsonl").open("rb") as lines:
            for line in lines:
                yield decode(line)
    except (OSError, ValidationError) as error:
        raise Trouble("usage.not-a-dataset-to-read", path=dataset) from error
