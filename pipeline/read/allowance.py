"""What a reader may use while it reads a file: processors, and time for the other programs that it calls."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many pages to recognize at a time, and whom to tell that a program was called that may take so many seconds."""

    at_once: int = field(default_factory=lambda: len(os.sched_getaffinity(0)))
    need: Callable[[float], None] = lambda seconds: None  # noqa: ARG005


allowance: Final[ContextVar[Allowance]] = ContextVar("allowance")


def allowed() -> Allowance:
    """What may be used now: all processors, where nobody said otherwise."""
    return allowance.get(None) or Allowance()
