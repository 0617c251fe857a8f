"""Texts of plans as a report lists them: on one line, and no longer than a reader wants."""

from __future__ import annotations

from typing import Final

SHORT: Final = 160
"""Characters of a name or a title."""
LONG: Final = 280
"""Characters of a task's or a figure's text."""


def short(text: str, most: int = SHORT) -> str:
    """The text on one line, cut after so many characters.

    >>> short("Sở Nội vụ\\nchủ trì", 12)
    'Sở Nội vụ c…'
    """
    line = " ".join(text[: 4 * most].split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
