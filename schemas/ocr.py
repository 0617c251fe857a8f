"""When text is recognized in pictures."""

from __future__ import annotations

from typing import Literal

OcrMode = Literal["auto", "always", "never"]
"""Where there is no usable text, on every page of a PDF, or not at all."""
