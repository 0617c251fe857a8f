"""The same plan in several formats, measured against its one gold: ``python -m tests.formats [FOLDER ...] [--gold GOLD]`` (``make formats``).

Takes every plan that lies in the folders in more than one format (files of the same stem) and prints each measure by format with
the difference to the text file. The samples otherwise.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from rich.console import Console
from rich.table import Table

from pipeline.evaluation.evaluate import percent, read_gold
from pipeline.evaluation.measures import MEASURES, Count, Score, score
from pipeline.ingest import content_of, one_file
from pipeline.process import process
from schemas.gold import Gold

ROOT: Final = Path(__file__).parent.parent
FOLDERS: Final = (ROOT / "samples", ROOT / "tests" / "samples")
GOLD: Final = ROOT / "samples" / "gold"
YARDSTICK: Final = "txt"
FORMATS: Final = (YARDSTICK, "docx", "pdf", "html", "scan")
"""In the order of the table; others follow."""
SUFFIXES: Final = frozenset({".txt", ".md", ".docx", ".docm", ".doc", ".rtf", ".odt", ".pdf", ".html", ".htm", ".mhtml"})

Scores = Mapping[str, Score]
"""What one plan scores in each of its formats."""


class Measured(NamedTuple):
    """The plans with gold that exist as text and in other formats, by stem; and the sources that could not be read (a scan without OCR), with why."""

    plans: Mapping[str, Scores]
    unread: Mapping[Path, str]


def measure(folders: Sequence[Path], golds: Mapping[str, Gold]) -> Measured:
    """What the plans in the folders score in each of their formats."""
    found: dict[str, dict[str, Score]] = {}
    unread: dict[Path, str] = {}
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in SUFFIXES and path.stem in golds):
        if "sources" in path.parts:
            continue
        done = process(content_of(one_file(path)))
        if done.failure is not None:
            unread[path] = done.failure.message
        else:
            name = "scan" if done.plan.source.ocr else str(done.plan.source.format)
            found.setdefault(path.stem, {}).setdefault(name, score(golds[path.stem], done.plan, done.text.decode()))
    return Measured({stem: scores for stem, scores in sorted(found.items()) if YARDSTICK in scores and len(scores) > 1}, unread)


def difference(scores: Scores, name: str, measure_name: str) -> float:
    """How many points a format scores above the text (below: negative); where there is nothing to find, nothing found is all right."""
    here, text = (_f1(scores[each], measure_name) for each in (name, YARDSTICK))
    return (100.0 if here is None else here) - (100.0 if text is None else text)


def _f1(scored: Score, measure_name: str) -> float | None:
    return scored.counts.get(measure_name, Count()).f1


def _by_format(scores: Scores) -> list[str]:
    return sorted(scores, key=lambda name: (FORMATS.index(name) if name in FORMATS else len(FORMATS), name))


def table(title: str, scores: Scores) -> Table:
    """The F1 of each measure by format, with the difference to the text."""
    names = _by_format(scores)
    shown = Table("F1 %", title=title)
    for name in names:
        shown.add_column(name, justify="right")
        if name != YARDSTICK:
            shown.add_column("±", justify="right")
    for each in MEASURES:
        if all(_f1(scores[name], each) is None for name in names):
            continue
        cells = []
        for name in names:
            cells.append(percent(_f1(scores[name], each)))
            if name != YARDSTICK:
                points = difference(scores, name, each)
                cells.append(f"{points:+.1f}" if abs(points) >= 0.05 else "")
        shown.add_row(each, *cells)
    return shown


def together(plans: Mapping[str, Scores], name: str) -> Scores:
    """All plans that exist in a format, in it and as text."""
    both = [scores for scores in plans.values() if name in scores]
    return {each: sum((scores[each] for scores in both), Score()) for each in (YARDSTICK, name)}


def show_unread(console: Console, unread: Mapping[Path, str]) -> None:
    """Say which sources could not be read, and why: they are in no table."""
    for path, message in unread.items():
        console.print(f"not read: {path}: {message}", style="yellow", markup=False, soft_wrap=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.formats", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folders", type=Path, nargs="*", default=FOLDERS, help="plans, those of one stem in several formats")
    parser.add_argument("--gold", type=Path, default=GOLD, help="their right answers, by stem")
    asked = parser.parse_args()
    plans, unread = measure(asked.folders, read_gold(asked.gold))
    console = Console()
    show_unread(console, unread)
    if not plans:
        parser.error("no plan there exists as text and in another format")
    for stem, scores in plans.items():
        console.print(table(stem, scores))
    others = {name: each for scores in plans.values() for name, each in scores.items() if name != YARDSTICK}
    for name in _by_format(others) if len(plans) > 1 else ():
        console.print(table(f"all {sum(name in scores for scores in plans.values())} plans as {name}", together(plans, name)))


if __name__ == "__main__":
    main()
