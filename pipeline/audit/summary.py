"""What an audit found, in a few words and as a plain matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.messages import Trouble, on_one_line, say

if TYPE_CHECKING:
    from pipeline.audit.model import Audit, Cell


def told(found: Audit) -> str:
    """Coverage and gaps in one line."""
    figures = {"plans": len(found.readable), "covered": f"{found.covered:.1f}", "cells": found.covered_cells, "all": found.cells, "gaps": found.gaps}
    return say("audit.told", **figures) + (" " + say("audit.told-failed", count=len(found.failed)) if found.failed else "")


def shortfall(found: Audit, least: float | None) -> Trouble | None:
    """What to say where a smaller share is covered than asked for, in per cent; None where nothing is short."""
    if least is None or found.covered >= least:
        return None
    return Trouble("audit.below", covered=f"{found.covered:.2f}", least=f"{least:g}")


def matrix(found: Audit) -> list[dict[str, Any]]:
    """The readable plans, each with its number of tasks for every component index; "–" where none is asked of it."""
    return [
        {say("table.plan"): on_one_line(row.name), **{f"{cell.component} {say(f'component.{cell.component}')}": _shown(cell) for cell in row.cells}}
        for row in found.readable
    ]


def _shown(cell: Cell) -> int | str:
    return cell.tasks if cell.applicable else "–"
