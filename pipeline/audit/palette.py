"""The colours of the plots, those of the pages' style sheet."""

from __future__ import annotations

from typing import Final

INK: Final = "#1c2530"
LINE: Final = "#d5dbe2"
RED: Final = "#9b1c24"
BLUE: Final = "#1f5f9c"
BLUES: Final = ("#e4eef7", "#c3daee", "#93bddf", "#5795c8", BLUE)
"""From little to much."""
YELLOW: Final = "#e3c77b"
BRICK: Final = "#b4473f"
DARK: Final = frozenset({BLUE, BRICK})
"""Colours on which numbers are white."""
