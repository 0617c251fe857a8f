"""Archives of any size: plans of all formats and lengths, and files among them that cannot be read. The same number gives the same file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

from tests.generator.grammar import generate
from tests.generator.layouts import LAYOUTS
from tests.make_samples import Part, to_docx, to_pdf
from tests.poison import POISON

MIX: Final[Mapping[str, int]] = {"docx": 40, "pdf": 30, "txt": 30}
"""How many of a hundred plans have a format."""
ANNEXES: Final = (0, 0, 0, 0, 1, 1, 1, 2, 3, 5)
"""How many annexes plans have, each number as likely as the others: it makes plans of two to fifteen pages."""
EVERY: Final = 100
"""One of so many files is poison."""

_FOLDER: Final = 500
_SEEDS: Final = 10
_RENDERERS: Final[Mapping[str, Callable[[tuple[Part, ...]], bytes]]] = {"docx": partial(to_docx, numbered=False), "pdf": to_pdf}


def make_archive(folder: Path, count: int, every: int = EVERY) -> None:
    """Write an archive of so many files. What is there already stays; ``ValueError`` where other files are."""
    wanted = {folder / path_of(number, every): number for number in range(count)}
    there = {file for file in folder.rglob("*") if file.is_file()} if folder.exists() else set()
    if others := there - wanted.keys():
        raise ValueError(f"{folder} holds {len(others)} files that are not of this archive")
    for parent in {file.parent for file in wanted}:
        parent.mkdir(parents=True, exist_ok=True)
    missing = [(number, every, file) for file, number in wanted.items() if file not in there]
    with ProcessPoolExecutor() as makers:
        for _ in makers.map(_write, missing, chunksize=20):
            pass


def poison_of(number: int, every: int = EVERY) -> str | None:
    """The kind of ``tests.poison`` that a file is; None for a plan."""
    return tuple(POISON)[number // every % len(POISON)] if number % every == every // 2 else None


def path_of(number: int, every: int = EVERY) -> str:
    """Where a file lies in its archive."""
    kind = poison_of(number, every)
    ending = POISON[kind].ending if kind else f".{_form(number)}"
    return f"{number // _FOLDER:03}/{number:06}{ending}"


def bytes_of(number: int, every: int = EVERY) -> bytes:
    """What is in a file."""
    if kind := poison_of(number, every):
        return POISON[kind].make(number)
    form, dice = _form(number), Random(f"length {number}")
    parts = _with_annexes(number * _SEEDS, dice.choice(ANNEXES))
    return (_RENDERERS.get(form) or LAYOUTS[dice.choice(tuple(LAYOUTS))])(parts)


def _form(number: int) -> str:
    return Random(f"form {number}").choices(tuple(MIX), tuple(MIX.values()))[0]


def _with_annexes(seed: int, annexes: int) -> tuple[Part, ...]:
    """The plan of a seed, and behind it what the plans of the next seeds hold between their titles and their signatures."""
    parts = generate(seed).parts
    for count in range(1, annexes + 1):
        head = Part("appendix", (), ((f"PHỤ LỤC {count}",), ("NHIỆM VỤ CỤ THỂ",)))
        parts = (*parts, head, *(part for part in generate(seed + count).parts if part.kind in ("body", "table")))
    return parts


def _write(order: tuple[int, int, Path]) -> None:
    number, every, file = order
    aside = file.with_name(f".{file.name}")
    aside.write_bytes(bytes_of(number, every))
    aside.rename(file)
