"""Tesseract, where it is installed: a picture of a page to words with their places and how sure it is of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING, Final

import regex

from pipeline.read import programs
from pipeline.read.unreadable import Unreadable

if TYPE_CHECKING:
    from pipeline.read.pictures import Pixels

SECONDS: Final = 60
"""The longest that one page may take; a clean one takes one or two."""
PACKAGES: Final = "tesseract-ocr tesseract-ocr-vie"
_PLACES: Final = ("/opt/homebrew/bin/tesseract", "/usr/local/bin/tesseract", "/snap/bin/tesseract")
_MODELS: Final = ("vie", "Vietnamese", "script/Vietnamese")
_ONE_THREAD: Final = {"OMP_THREAD_LIMIT": "1"}
_ITEM: Final = regex.compile(
    r"""<span class='(?:(?P<line>ocr_(?:line|header|caption|textfloat))|(?P<word>ocrx_word))'[^>]*?"""
    r"""title=["']bbox (\d+) (\d+) (\d+) (\d+); (?:baseline (?P<slope>-?[\d.]+) (?P<offset>-?[\d.]+)[^"']*?x_size (?P<size>[\d.]+)|x_wconf (?P<sure>\d+))"""
    r"""[^"']*["'][^>]*>(?P<text>(?:[^<]|</?(?:strong|em)>)*)"""
)
_PAGE: Final = regex.compile(r"<div class='ocr_page'")
_MARKUP: Final = regex.compile(r"<[^>]*>")
_ROTATE: Final = regex.compile(rb"Rotate: (\d+)")
_SURE: Final = regex.compile(rb"Orientation confidence: ([\d.]+)")
_LEAST_SURE: Final = 1.0


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its sides, the baseline of its line and that line's height, all in pixels; ``sure`` from 0 to 1."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float
    sure: float


class Layout(Enum):
    """What Tesseract is to expect of a picture (its page segmentation modes)."""

    PAGE = 3
    BLOCK = 6


@dataclass(frozen=True, slots=True)
class Engine:
    """Tesseract as it is installed: its path and the model for Vietnamese."""

    program: str
    model: str

    def words(self, parts: Sequence[Pixels], dpi: int, layout: Layout) -> list[list[Word]]:
        """The words in each of several grey pictures. ``TimeoutError`` after ``SECONDS``, ``programs.Failed`` where it fails."""
        command = (self.program, "stdin", "stdout", "-l", self.model, "--dpi", str(dpi), "--psm", str(layout.value), "hocr")
        pages = _PAGE.split(programs.run(command, _tiff(parts), seconds=SECONDS, environment=_ONE_THREAD).decode("utf-8", "replace"))[1:]
        return [list(parse(page)) for page in pages] + [[]] * (len(parts) - len(pages))

    def turned(self, pixels: Pixels, dpi: int) -> int:
        """By how many degrees (clockwise) the picture must be turned to stand upright; 0 where that is not known."""
        command = (self.program, "stdin", "stdout", "-l", "osd", "--dpi", str(dpi), "--psm", "0")
        try:
            said = programs.run(command, _tiff([pixels]), seconds=SECONDS, environment=_ONE_THREAD)
        except (programs.Failed, TimeoutError):
            return 0
        found, sure = _ROTATE.search(said), _SURE.search(said)
        return int(found[1]) if found and sure and float(sure[1]) >= _LEAST_SURE else 0


def engine() -> Engine:
    """The engine; raises ``Unreadable`` (``needs-tesseract``), naming the packages, where it or its model is not installed."""
    program = programs.find(("tesseract",), _PLACES)
    model = _model(program) if program else None
    if program is None or model is None:
        raise Unreadable("needs-tesseract", f"This is a scan: install Tesseract with its Vietnamese model to read it (Debian: apt install {PACKAGES})")
    return Engine(program, model)


@cache
def _model(program: str) -> str | None:
    try:
        there = programs.run((program, "--list-langs"), seconds=SECONDS).decode("utf-8", "replace").split()
    except (programs.Failed, TimeoutError, OSError):
        return None
    return next((model for model in _MODELS if model in there), None)


def _tiff(parts: Sequence[Pixels]) -> bytes:
    """The pictures as the pages of a TIFF file, not compressed."""
    from PIL import Image

    first, *others = (Image.fromarray(part) for part in parts)
    file = BytesIO()
    first.save(file, "TIFF", save_all=True, append_images=others)
    return file.getvalue()


def parse(hocr: str) -> Iterator[Word]:
    """The words of Tesseract's hOCR output."""
    left = bottom = slope = offset = size = 0.0
    middle = 0.0
    for item in _ITEM.finditer(hocr):
        sides = (float(item[3]), float(item[4]), float(item[5]), float(item[6]))
        if item["line"] and item["slope"]:
            left, bottom, slope, offset, size = sides[0], sides[3], float(item["slope"]), float(item["offset"]), float(item["size"])
            middle = (sides[2] - left) / 2
        elif item["word"] and item["sure"] and (text := unescape(_MARKUP.sub("", item["text"])).strip()):
            yield Word(text, *sides, bottom + offset + slope * middle, size, int(item["sure"]) / 100)
