"""Put the figures of today on record: ``python tests/record_figures.py [PLANS GOLD]`` (``make record``).

Extracts the samples and the plans of tests/plans and writes what they score into figures.toml and both READMEs. With a folder of further plans and one of
their gold files it also puts on record the real plans that are not shipped. A figure that falls is written too: look at the change before committing it.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import regex

from pipeline.evaluation.evaluate import Report, measured, name_of, percent, read_gold, score_plans
from pipeline.evaluation.measures import MEASURES
from pipeline.ingest import distinct, gather
from pipeline.messages import say, speak
from pipeline.process import process

ROOT: Final = Path(__file__).parent.parent
FIGURES: Final = ROOT / "tests" / "figures.toml"
FIRST_READING: Final = ROOT / "tests" / "first_reading.toml"
READMES: Final = {"en": ROOT / "README.md", "vi": ROOT / "README.vi.md"}
SETS: Final = {"samples": ROOT / "samples", "plans": ROOT / "tests" / "plans"}
"""The annotated plans of this repository, by the name of their table in figures.toml; each folder has its gold in ``gold``."""
HEAD: Final = "# F1 in per cent of all plans of a set together; `make record` writes it, tests/test_figures.py fails where a measure falls below it.\n"


def report_on(plans: Path, gold: Path) -> Report:
    """What the plans of a folder score against their gold, as the code stands."""
    processed = [process(content) for content in distinct(gather([str(plans)]).files)]
    return score_plans([each.plan for each in processed], read_gold(gold), {each.plan.plan_id: each.text.decode() for each in processed})


def figures(report: Report) -> dict[str, float]:
    """F1 in per cent of all plans together, by measure."""
    return {measure: round(report.total.counts[measure].f1 or 0.0, 1) for measure in measured(report)}


def recorded(sets: Mapping[str, Mapping[str, float]]) -> str:
    """The text of figures.toml."""
    return HEAD + "\n".join("".join((f"[{name}]\n", *(f'"{each}" = {figure:.1f}\n' for each, figure in table.items()))) for name, table in sets.items())


def quality(sets: Mapping[str, Mapping[str, float]]) -> str:
    """A Markdown table of all sets side by side, with what the plans of tests/plans scored when they were read for the first time."""
    columns = {**sets, **tomllib.loads(FIRST_READING.read_text("utf-8"))}
    order = ("samples", "real", "thirteen", "six", "next", "nine", "plans")
    rows = (
        (name_of(measure), *(percent(columns[name].get(measure)) for name in order)) for measure in MEASURES if any(measure in columns[name] for name in order)
    )
    heads = (say("measure.heading"), *(say(f"measure.on-{name}") for name in order))
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ("---", *("---:" for _ in order)), *rows))


def between(text: str, name: str, inside: str) -> str:
    """The text with what stands between the marks of that name replaced."""
    mark = f"<!-- {name} -->"
    assert text.count(mark) == 2, f"{mark} opens and closes the table"
    return regex.sub(rf"(?s){mark}.*{mark}", lambda _: f"{mark}\n\n{inside}\n\n{mark}", text)


def main(arguments: list[str]) -> None:
    reports = {name: report_on(folder, folder / "gold") for name, folder in SETS.items()}
    before = tomllib.loads(FIGURES.read_text("utf-8"))
    real = figures(report_on(Path(arguments[0]), Path(arguments[1]))) if arguments else before["real"]
    sets = {**{name: figures(report) for name, report in reports.items()}, "real": real}
    FIGURES.write_text(recorded(sets), "utf-8")
    for language, readme in READMES.items():
        speak(language)
        readme.write_text(between(readme.read_text("utf-8"), "quality", quality(sets)), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
