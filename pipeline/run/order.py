"""What the user asks of a run."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pipeline.walls.limits import USUAL, Limits
from schemas.ocr import OcrMode

if TYPE_CHECKING:
    from pydantic import SecretStr

Runner = Literal["local", "dask"]
"""Where batches are read: by workers of this process, or by those of a Dask scheduler."""


@dataclass(frozen=True, slots=True)
class Order:
    """The sources and the dataset, and how to bring the one into the other."""

    sources: tuple[str, ...]
    out: str
    ocr: OcrMode = "auto"
    db: str | None = field(default=None, repr=False)
    """URL of the database instead of the one in the dataset's folder; it may hold a password."""
    prune: bool = False
    limits: Limits = USUAL
    runner: Runner = "local"
    scheduler: str | None = None
    """Address of the Dask scheduler."""


def database_url(db: SecretStr | None) -> str | None:
    """The URL of the database that a flow is to use: the one it is given, else the one that the environment names."""
    return db.get_secret_value() if db else os.environ.get("KEHOACH_DB")
