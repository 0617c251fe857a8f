"""What the program has to say about a source: nothing is silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing noticed while a source was read or extracted."""

    code: Annotated[str, Field(description="What kind of thing was noticed; the codes are listed in the documentation", examples=["no-text"])]
    severity: Annotated[Severity, Field(description="error: the source could not be read; warning: look at it; info: noted")]
    message: Annotated[str, Field(description="What is wrong, where, and what to do, in one English sentence")]
    start: Annotated[int | None, Field(description="Where in the text it was noticed, in characters")] = None
    end: Annotated[int | None, Field(description="Where that stretch ends, end excluded")] = None
