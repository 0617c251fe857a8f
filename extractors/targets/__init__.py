"""Chỉ tiêu: the figures of a plan, each classed as aimed at, already reached, or merely describing.

Every figure is found by a named rule of ``targets.toml``. Comparators, differences and status are told by the words around it.
"""

from extractors.targets.figures import Figure, find_figures, parse_number
from extractors.targets.indicators import indicator_id
from extractors.targets.places import find_targets

__all__ = ["Figure", "find_figures", "find_targets", "indicator_id", "parse_number"]
