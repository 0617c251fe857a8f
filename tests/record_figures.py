"""Put the figures of today on record: ``python tests/record_figures.py [PLANS GOLD]`` (``make record``).

Extracts the samples and writes what they score into figures.toml and both READMEs. With a folder of further plans and one of
their gold files it also writes the table of plans that are not shipped. A figure that falls is written too: look at the change before committing it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import regex

from pipeline.evaluate import Report, markdown, measured, read_gold, score_plans
from pipeline.ingest import distinct, gather
from pipeline.messages import speak
from pipeline.process import process

ROOT: Final = Path(__file__).parent.parent
FIGURES: Final = ROOT / "tests" / "figures.toml"
READMES: Final = {"en": ROOT / "README.md", "vi": ROOT / "README.vi.md"}
HEAD: Final = "# F1 in per cent of all samples together; `make record` writes it, tests/test_figures.py fails where a measure falls below it.\n[samples]\n"


def report_on(plans: Path, gold: Path) -> Report:
    """What the plans of a folder score against their gold, as the code stands."""
    processed = [process(content) for content in distinct(gather([str(plans)]).files)]
    return score_plans([each.plan for each in processed], read_gold(gold), {each.plan.plan_id: each.text.decode() for each in processed})


def recorded(report: Report) -> str:
    """The text of figures.toml."""
    return HEAD + "".join(f'"{measure}" = {report.total.counts[measure].f1:.1f}\n' for measure in measured(report))


def between(text: str, name: str, inside: str) -> str:
    """The text with what stands between the marks of that name replaced."""
    mark = f"<!-- {name} -->"
    assert text.count(mark) == 2, f"{mark} opens and closes the table"
    return regex.sub(rf"(?s){mark}.*{mark}", lambda _: f"{mark}\n\n{inside}\n\n{mark}", text)


def main(arguments: list[str]) -> None:
    samples = report_on(ROOT / "samples", ROOT / "samples" / "gold")
    FIGURES.write_text(recorded(samples), "utf-8")
    tables = {"samples": samples} | ({"not shipped": report_on(Path(arguments[0]), Path(arguments[1]))} if arguments else {})
    for language, readme in READMES.items():
        speak(language)
        for name, report in tables.items():
            readme.write_text(between(readme.read_text("utf-8"), name, markdown(report)), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
