"""How far confidence can be trusted: of the facts that the program was so sure of, how many does the gold agree with?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.evaluation.measures import MEASURES, Judged
from pipeline.messages import say

if TYPE_CHECKING:
    from rich.table import Table

FLOORS: Final = (0.95, 0.9, 0.8, 0.6, 0.0)
"""The lowest confidence of each band, the surest band first."""


@dataclass(frozen=True, slots=True)
class Band:
    """The facts of one measure whose confidence lies from ``floor`` up to the next band's."""

    measure: str
    floor: float
    facts: int
    right: int
    confidence: float
    """Their mean confidence, which a calibrated program's share of right facts equals."""

    @property
    def share(self) -> float:
        """Per cent of the facts that are right."""
        return 100 * self.right / self.facts


def bands(judged: Iterable[Judged]) -> tuple[Band, ...]:
    """Every band that holds facts, measure by measure, the surest first."""
    sorted_in: dict[tuple[str, float], list[Judged]] = {}
    for each in judged:
        floor = next(floor for floor in FLOORS if each.confidence >= floor)
        sorted_in.setdefault((each.measure, floor), []).append(each)
    order = sorted(sorted_in, key=lambda key: (MEASURES.index(key[0]), -key[1]))
    return tuple(_band(*key, sorted_in[key]) for key in order)


def _band(measure: str, floor: float, judged: Sequence[Judged]) -> Band:
    return Band(measure, floor, len(judged), sum(each.right for each in judged), sum(each.confidence for each in judged) / len(judged))


def rows(judged: Iterable[Judged]) -> tuple[tuple[str, ...], ...]:
    """The reliability table as text: measure, confidence, facts, right, per cent right."""
    return tuple(
        (say(f"measure.{each.measure.replace(' ', '-')}"), f"≥ {each.floor:g} (⌀ {each.confidence:.2f})", str(each.facts), str(each.right), f"{each.share:.1f}")
        for each in bands(judged)
    )


def heads() -> tuple[str, ...]:
    """What stands over the columns of ``rows``."""
    return tuple(say(f"measure.{name}") for name in ("name", "confidence", "facts", "right", "share"))


def table(judged: Iterable[Judged]) -> Table:
    """The reliability table for the screen."""
    from rich.table import Table

    shown = Table(*heads())
    for column in shown.columns[2:]:
        column.justify = "right"
    for row in rows(judged):
        shown.add_row(*row)
    return shown


def markdown(judged: Iterable[Judged]) -> str:
    """The reliability table as Markdown."""
    lines = (heads(), ("---", "---", "---:", "---:", "---:"), *rows(judged))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
