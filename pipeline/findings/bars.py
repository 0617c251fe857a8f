"""The figure that a target sets, as others of the same measure are held against it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from schemas.plan import Change, Comparator, Target

_SIGNS: Final = {">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ ", "=": "", "range": ""}
_WORDS: Final = {">": "more than ", ">=": "at least ", "<": "less than ", "<=": "at most ", "=": "", "range": ""}
_UPWARD: Final = frozenset({">", ">=", "=", "range"})
_DOWNWARD: Final = frozenset({"<", "<="})


class Bar(NamedTuple):
    """A figure with what binds it: ``low`` and ``high`` are the same but for a range."""

    comparator: Comparator
    low: float
    high: float
    unit: str
    change: Change | None

    @property
    def sign(self) -> str:
        """As in a table: "≥ 97 %"."""
        return f"{_DIRECTION[self.change]}{_SIGNS[self.comparator]}{self._figure}"

    @property
    def words(self) -> str:
        """As in a sentence: "at least 97 %"."""
        change = f"{'an' if self.change == 'increase' else 'a'} {self.change} of " if self.change else ""
        return f"{change}{_WORDS[self.comparator]}{self._figure}"

    @property
    def _figure(self) -> str:
        return f"{self.low:g} {self.unit}" if self.high == self.low else f"{self.low:g}-{self.high:g} {self.unit}"


_DIRECTION: Final = {None: "", "increase": "+", "decrease": "-"}


def bar_of(target: Target, unit: str) -> Bar:
    """The bar of a target whose value is known, in the unit of its measure."""
    assert target.value is not None, "a target without a value sets no bar"
    return Bar(target.comparator, target.value, target.value if target.value_max is None else target.value_max, unit, target.change)


def agree(bars: Iterable[Bar]) -> bool:
    """Whether one figure would do for all: the same figure, or one within every range."""
    lows, highs = zip(*((bar.low, bar.high) for bar in bars), strict=True)
    return bool(max(lows) <= min(highs))


def falls_short(bar: Bar, of: Bar, less_is_better: bool) -> bool:
    """Whether a bar asks for less than another does; False also where it is not sure which way is better."""
    if of.comparator in _DOWNWARD and bar.comparator in _DOWNWARD:
        return bar.high > of.high
    if of.comparator in _UPWARD and bar.comparator in _UPWARD and not less_is_better:
        return bar.high < of.low
    return False
