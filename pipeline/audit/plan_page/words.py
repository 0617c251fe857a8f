"""What the facts of a plan are in words, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from pipeline.audit.rendering import Words, day, words
from pipeline.messages import catalogue, on_one_line
from schemas.diagnostic import CODES, Diagnostic
from schemas.finding import KINDS, Finding
from schemas.plan import Deadline, Target

_SIGNS: Final = {">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< "}


def plain(said: str) -> Words:
    """Words of the plan, the same in both languages."""
    return Words(said, said)


def listed(each: Iterable[Words], between: str = "; ") -> Words:
    """Several in a row."""
    some = tuple(each)
    return Words(between.join(one.vi for one in some), between.join(one.en for one in some))


def days(first: date | None, last: date | None) -> Words:
    """A span of days, of which one end may be open; empty where both are."""
    if first and last:
        return day(first) if first == last else listed((day(first), day(last)), " – ")
    if first:
        return words("browse.from", day=day(first))
    return words("browse.until", day=day(last)) if last else plain("")


def frequency(deadline: Deadline) -> Words:
    """How often: ``quarterly+yearly×2`` in words."""
    return listed((_often(each) for each in (deadline.frequency or "").split("+") if each), ", ")


def when(deadline: Deadline | None) -> Words:
    """A deadline as the plan has it, with its days and how often; empty where there is none."""
    if deadline is None:
        return plain("")
    exact = (each for each in (days(deadline.start, deadline.end), frequency(deadline)) if each.vi)
    return listed((plain(deadline.text), *exact), " · ")


def _often(said: str) -> Words:
    name, _, times = said.partition("×")
    known = words(f"tracking.{name}") if f"tracking.{name}" in catalogue() else plain(name)
    return words("plan-page.times", often=known, times=times) if times else known


def figure(target: Target) -> Words:
    """A target's figure: ``≥ 95,5 %``, ``75–80 %``, ``tăng 10–15 bậc``."""
    told = Words("…", "…") if target.value is None else _decimal(target.value)
    if target.value_max is not None:
        told = listed((told, _decimal(target.value_max)), "–")
    sign, unit = _SIGNS.get(target.comparator, ""), f" {target.unit}" if target.unit else ""
    signed = told.each(lambda value: f"{sign}{value}{unit}")
    return words(f"plan-page.{target.change}", figure=signed) if target.change else signed


def _decimal(value: float) -> Words:
    told = f"{value:,.10g}"
    return Words(told.translate({ord(","): ".", ord("."): ","}), told)


def noticed(diagnostic: Diagnostic) -> Words:
    """What a diagnostic says: in English as recorded, in Vietnamese its code's meaning and what to do."""
    english = on_one_line(diagnostic.message)
    known = CODES.get(diagnostic.code)
    if known is None:
        return plain(english)
    advice = f"advice.{diagnostic.code}"
    return Words(f"{known.vietnamese}: {words(advice).vi}" if advice in catalogue() else known.vietnamese, english)


def told(finding: Finding) -> Words:
    """What a finding says: in English as recorded, in Vietnamese what its kind means, and the values concerned."""
    meaning = KINDS[finding.kind].vietnamese if finding.kind in KINDS else finding.kind
    return Words(on_one_line(": ".join(filter(None, (meaning, "; ".join(finding.values))))), on_one_line(finding.message))
