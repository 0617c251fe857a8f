"""How long tests wait for what has to come: so long that a busy machine fails none, for only one that fails anyway waits to the end."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeVar

PATIENCE: Final = 300.0
"""Seconds."""

T = TypeVar("T")


def until(found: Callable[[], T | None], pause: float = 0.02) -> T:
    """What is found, once there is something; ``AssertionError`` where nothing comes. Looked for again after so many seconds."""
    end = time.monotonic() + PATIENCE
    while not (it := found()):
        assert time.monotonic() < end, "what was waited for does not come"
        time.sleep(pause)
    return it
