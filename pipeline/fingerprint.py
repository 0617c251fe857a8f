"""Which rules a plan was read with: a digest over everything that decides what a file's record holds."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from schemas.ocr import OcrMode

_HOME: Final = Path(__file__).parent.parent
_ROOMS: Final = ("schemas", "extractors", "pipeline/read", "pipeline/data")
_MODULES: Final = ("pipeline/extract.py", "pipeline/words.py", "pipeline/process.py", "pipeline/records.py")
_KINDS: Final = frozenset({".py", ".toml", ".csv", ".txt"})
_APART: Final = frozenset(
    {"pipeline/data/messages.toml", "schemas/correction.py", "schemas/dictionary.py", "schemas/gold.py", "schemas/relations.py", "schemas/store.py"}
)
"""What lies in these rooms and has no say."""
_LIBRARIES: Final = ("lxml", "numpy", "pdfminer.six", "pdfplumber", "pillow", "pypdfium2", "python-docx", "rapidfuzz", "regex", "spacy", "underthesea")
_PROGRAMS: Final = ("tesseract", "soffice")
_DIGITS: Final = 16


def rules_version(ocr: OcrMode) -> str:
    """The fingerprint of the rules, with the setting and the programs on this machine that scans and old files are read by."""
    programs = [name for name in _PROGRAMS if shutil.which(name)]
    return _digest([program_digest(), f"ocr={ocr}", *programs])


@cache
def program_digest() -> str:
    """The fingerprint of the program's rules, data and readers, and of the libraries that they stand on."""
    return _digest([*(f"{name}\n{_sum(_HOME / name)}" for name in sorted(_files())), *map(_version, _LIBRARIES)])


def _files() -> Iterator[str]:
    found = (file.relative_to(_HOME).as_posix() for room in _ROOMS for file in (_HOME / room).rglob("*") if file.suffix in _KINDS)
    yield from (name for name in found if name not in _APART)
    yield from _MODULES


def _sum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _version(library: str) -> str:
    try:
        return f"{library}=={version(library)}"
    except PackageNotFoundError:
        return f"{library} is not installed"


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_DIGITS]
