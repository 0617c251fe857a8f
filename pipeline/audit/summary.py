"""What an audit found, in a few words and as a plain matrix."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from pipeline.messages import Trouble, language, on_one_line, say

if TYPE_CHECKING:
    from pipeline.audit.model import Audit, Cell


def told(found: Audit) -> str:
    """Coverage and gaps in one line."""
    figures = {"plans": len(found.readable), "covered": _share(found.covered, 1), "cells": found.covered_cells, "all": found.cells, "gaps": found.gaps}
    return say("audit.told", **figures) + (" " + say("audit.told-failed", count=len(found.failed)) if found.failed else "")


def shortfall(found: Audit, least: float | None) -> Trouble | None:
    """What to say where a smaller share is covered than asked for, in per cent; None where nothing is short."""
    if least is None or found.covered >= least:
        return None
    return Trouble("audit.below", covered=_share(found.covered, 2), least=_share(least, 2))


def matrix(found: Audit) -> list[dict[str, Any]]:
    """The readable plans, each with its number of tasks for every component index; "–" where none is asked of it."""
    return [
        {say("table.plan"): on_one_line(row.name), **{f"{cell.component} {say(f'component.{cell.component}')}": _shown(cell) for cell in row.cells}}
        for row in found.readable
    ]


def _share(value: float, digits: int) -> str:
    """A share of a hundred as people write it, rounded down, so that what is below does not look as if it were not."""
    told = f"{math.floor(value * 10**digits) / 10**digits:.{digits}f}"
    return f"{told}%" if language() == "en" else f"{told.replace('.', ',')} %"


def _shown(cell: Cell) -> int | str:
    return cell.tasks if cell.applicable else "–"
