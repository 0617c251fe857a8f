"""The lines that stand, by the plans that they are about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Final

from schemas.correction import Correction, correction_adapter, standing

_DIGITS: Final = 16


@dataclass(frozen=True)
class Corrections:
    """What people said of facts and still say, in the order in which they said it."""

    lines: tuple[Correction, ...] = ()

    @classmethod
    def of_file(cls, lines: Iterable[Correction]) -> Corrections:
        """What stands of all lines that were ever written."""
        return cls(standing(lines))

    def about(self, plan_id: str, source_id: str) -> tuple[Correction, ...]:
        """The lines about a plan, with those about other contents that its source had."""
        numbers = {*self._by_plan.get(plan_id, ()), *self._by_source.get(source_id, ())}
        return tuple(self.lines[number] for number in sorted(numbers))

    def digest(self, plan_id: str, source_id: str) -> str | None:
        """What tells the lines about a plan from others; None where there are none."""
        lines = self.about(plan_id, source_id)
        return sha256(b"\n".join(map(correction_adapter().dump_json, lines))).hexdigest()[:_DIGITS] if lines else None

    def among(self, plan_ids: Collection[str], source_ids: Collection[str]) -> Corrections:
        """Those about some plans alone."""
        return Corrections(tuple(line for line in self.lines if line.plan_id in plan_ids or line.source_id in source_ids))

    @cached_property
    def _by_plan(self) -> Mapping[str, Sequence[int]]:
        return _grouped(line.plan_id for line in self.lines)

    @cached_property
    def _by_source(self) -> Mapping[str, Sequence[int]]:
        return _grouped(line.source_id for line in self.lines)


def _grouped(names: Iterable[str]) -> Mapping[str, Sequence[int]]:
    numbers: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        numbers.setdefault(name, []).append(number)
    return numbers


NOTHING: Final = Corrections()
