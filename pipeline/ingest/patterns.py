"""Patterns of paths: ``*``, ``?`` and ``[…]`` within a name, ``**`` for any folders. Names match in whatever Unicode form they are written."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Sequence

from schemas.text import nfc

Parts = tuple[str, ...]
"""What is left of a pattern to match, a part for each name."""


def is_pattern(source: str) -> bool:
    """Whether it holds a sign of a pattern; a file may have it in its name all the same."""
    return any(sign in source for sign in "*?[")


def split(parts: Sequence[str]) -> tuple[int, Parts]:
    """How many names of a path come before the first sign of a pattern, and the pattern from there on, repeated ``**`` made one."""
    fixed = next((index for index, part in enumerate(parts) if is_pattern(part)), len(parts))
    return fixed, tuple(part for index, part in enumerate(parts[fixed:], fixed) if not (part == "**" and index and parts[index - 1] == "**"))


def begin(pattern: Parts) -> frozenset[Parts]:
    """What may come next at the pattern's top folder."""
    return _opened([pattern])


def enter(waiting: Iterable[Parts], name: str) -> frozenset[Parts]:
    """What may come next below an entry of this name; the empty pattern in it where the entry itself is one that was asked for."""
    after = [parts if parts[0] == "**" else parts[1:] for parts in waiting if parts and (parts[0] == "**" or _fits(name, parts[0]))]
    return _opened(after)


def fitting(waiting: Iterable[Parts], name: str) -> frozenset[str]:
    """The parts that ask for an entry of this name, save ``**``."""
    return frozenset(parts[0] for parts in waiting if parts and parts[0] != "**" and _fits(name, parts[0]))


def covers(pattern: Parts, names: Sequence[str]) -> bool:
    """Whether a path, or a folder that it is in, is one that the pattern stands for."""
    waiting = begin(pattern)
    for name in names:
        waiting = enter(waiting, name)
        if () in waiting:
            return True
    return False


def _opened(waiting: Iterable[Parts]) -> frozenset[Parts]:
    """With every ``**`` also as no folder at all; at the end it stands for whatever is there."""
    return frozenset(each for parts in waiting for each in ((parts, parts[1:] or ("*",)) if parts and parts[0] == "**" else (parts,)))


def _fits(name: str, part: str) -> bool:
    return fnmatch.fnmatchcase(nfc(name), nfc(part))
