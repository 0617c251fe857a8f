"""Scans: pages of a PDF that are pictures, and picture files, recognized by Tesseract page by page and laid out as any other page."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from statistics import fmean, median
from typing import Final, Literal

import regex

from pipeline.read import pictures, programs
from pipeline.read.allowance import allowed
from pipeline.read.glyphs import Font, Glyph
from pipeline.read.grid import Grid, grids_of
from pipeline.read.joining import join_broken
from pipeline.read.layout import Page, page_of, pieces_of, without_running_heads
from pipeline.read.pictures import Part, Picture
from pipeline.read.pieces import lay_out
from pipeline.read.slips import mended, mended_pieces
from pipeline.read.syllables import is_syllable
from pipeline.read.tables import join_rows
from pipeline.read.tesseract import SECONDS, Engine, Layout, Word, engine
from pipeline.read.unreadable import Unreadable
from schemas.diagnostic import Diagnostic, diagnose
from schemas.document import Block, Document
from schemas.ocr import OcrMode
from schemas.text import fold

MOST_PAGES: Final = 300
"""Of one file to recognize; some five minutes."""
MOST_SECONDS: Final = 900
"""For one file; pages that are left then stay without text."""
_MOST_AT_ONCE: Final = 4
_FEWEST_LETTERS: Final = 20
_UPRIGHT: Final = 0.6
"""The mean sureness below which a page may stand on its side or head."""
_POOR: Final = 0.87
_NOISE: Final = 0.35
"""Words less sure are stains, stamps and signatures, unless the language has them or they look like labels."""
_LABEL: Final = regex.compile(r"(?:[IVXl1H|]{1,5}|\d{1,2}|\p{Ll})[.)]|[IVXl1H|]{1,4}/\d{4}\W?|\d{1,5}/\S*\p{Lu}{2}\S*|\d(?:\.\d{1,2}){1,3}\W?")
_QUARTER: Final = regex.compile(r"[IVXl1H|]{1,4}\W?")
_STROKED: Final = regex.compile(r"[VX]{0,2}(?P<strokes>(?=[l1|]*[IH])[IHl1|]{1,4})(?:[.,;:)]|/\d{4}[.,;:)]?)?")
"""A Roman numeral that ends in upright strokes, as it is read, H for two of them."""
_MOST_STROKES: Final = 3
_CAPITALS: Final = regex.compile(r"\p{Lu}{4,}")
_FEWEST_CAPITALS: Final = 2
"""On either side of a space that recognition left out between abbreviations."""
_PUNCTUATION: Final = ".,;:()\"“”'!?/"
_LOW: Final = 0.5
"""How high, beside the word below it, a mark is that was taken for a word: the accent on a capital."""
_EDGE: Final = 0.08
_STRAY: Final = 0.7
_LONGEST_STRAY: Final = 3
_OPENING: Final = frozenset("-–—+*•")
_BELOW: Final = 0.5


@dataclass(frozen=True, slots=True)
class Recognized:
    """A page with its words in points, as sure as each is; or why there are none."""

    page: Page
    words: tuple[Word, ...] = ()
    trouble: Literal["too-large", "too-slow"] | None = None

    @property
    def sure(self) -> float:
        """The mean sureness by letters, from 0 to 1."""
        letters = sum(len(word.text) for word in self.words)
        return sum(word.sure * len(word.text) for word in self.words) / letters if letters else 0.0

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def recognizes(data: bytes) -> bool:
    """Whether the bytes are a picture in a format that is read."""
    return bool(pictures.format_of(data))


def read(data: bytes, ocr: OcrMode = "auto") -> Document:
    """The document of a picture file, of several pages if it is a TIFF.

    Raises ``Unreadable`` (``needs-tesseract``, ``damaged``, ``too-large``, ``no-text``).
    """
    if ocr == "never":
        raise Unreadable("no-text", "This is a picture, whose text is only read with text recognition: run with --ocr auto")
    known = list(recognize(pictures.of_file(data, MOST_PAGES)))
    pages = without_running_heads([each.page for each in known])
    if sum(page.letters for page in pages) < _FEWEST_LETTERS:
        raise nothing(known)
    document = lay_out(
        join_rows(join_broken(mended_pieces(pieces_of(pages))), cut_anywhere=False),
        pictures.format_of(data),
        pages=len(pages),
        ocr=True,
        diagnostics=tuple(notes(known)),
    )
    return with_confidence(document, known)


def recognize(pages: Iterable[Picture | int]) -> Iterator[Recognized]:
    """What stands on the pages, in their order, recognized several at a time; raises ``Unreadable`` (``needs-tesseract``)."""
    found = engine()
    until = time.monotonic() + MOST_SECONDS
    may = allowed()
    at_once = min(_MOST_AT_ONCE, may.at_once)
    with ThreadPoolExecutor(at_once) as pool:
        waiting: deque[Future[Recognized]] = deque()
        try:
            for page in pages:
                may.need(SECONDS)
                waiting.append(pool.submit(_recognized, page, found, until))
                if len(waiting) > at_once:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _recognized(page: Picture | int, found: Engine, until: float) -> Recognized:
    if isinstance(page, int):
        return Recognized(Page(page, (), (), has_pictures=True), trouble="too-large")
    if time.monotonic() > until:
        return Recognized(Page(page.number, (), (), has_pictures=True), trouble="too-slow")
    try:
        first = _upright(page, found)
        if (first.sure >= _UPRIGHT and not _lies(first.words)) or not (degrees := found.turned(page.pixels, page.dpi)):
            return first
        return max(_upright(pictures.turned(page, degrees), found), first, key=lambda each: each.sure - _lies(each.words))
    except (TimeoutError, programs.Failed, OSError):
        return Recognized(Page(page.number, (), (), has_pictures=True), trouble="too-slow")


def _lies(words: Sequence[Word]) -> bool:
    """Whether most words are higher than they are wide: Tesseract reads such a page, but its lines are columns."""
    long = [word for word in words if len(word.text) > _LONGEST_STRAY]
    return 2 * sum(word.bottom - word.top > word.right - word.left for word in long) > len(long)


def _upright(picture: Picture, found: Engine) -> Recognized:
    """What stands on a page that stands upright."""
    picture, edges = pictures.without_lines(pictures.straight(picture))
    grids = grids_of(edges)
    read_words = [_counted(part, picture) for word in _words(picture, grids, found) for part in _spaced(word, picture)]
    inked = [word for word, before in zip(read_words, (None, *read_words), strict=False) if not _is_noise(word, before)]
    words = [_scaled(replace(word, baseline=_baseline(word)), picture.scale) for word in inked if not _is_accent(word, read_words)]
    words = mended(_without_strays(words, picture.height))
    size = median(word.size for word in words) if words else 0.0
    page = page_of(picture.number, list(_glyphs(words)), lambda number: Font(size, False), grids, picture.height)  # noqa: ARG005
    return Recognized(replace(page, has_pictures=not words and pictures.has_ink(picture)), tuple(words))


def _words(picture: Picture, grids: Sequence[Grid], found: Engine) -> Iterator[Word]:
    """The words of a page in pixels: those in tables cell by cell, for a column of numbers is lost and neighbours melt when they are read as one."""
    cells = [part for grid in grids for cell in grid.cells if (part := pictures.part_of(picture, cell.box)) is not None]
    rest = pictures.without(picture, [grid.box for grid in grids])
    yield from found.words([rest.pixels], picture.dpi, Layout.PAGE)[0]
    if cells:
        for part, words in zip(cells, found.words([part.pixels for part in cells], picture.dpi, Layout.BLOCK), strict=True):
            yield from (_on_page(word, part) for word in words)


def _counted(word: Word, picture: Picture) -> Word:
    """The word (in pixels) with as many strokes of a Roman numeral as the picture has where recognition lost some or took them for letters."""
    spoilt = _STROKED.fullmatch(word.text)
    if spoilt is None:
        return word
    least = sum(2 if stroke == "H" else 1 for stroke in spoilt["strokes"])
    count = pictures.strokes(picture.pixels, (word.left, word.top, word.right, word.bottom))
    if not least <= count <= _MOST_STROKES:
        return word
    return replace(word, text=word.text[: spoilt.start("strokes")] + "I" * count + word.text[spoilt.end("strokes") :])


def _spaced(word: Word, picture: Picture) -> Iterator[Word]:
    """The word (in pixels), in two where it is two abbreviations that the picture has apart (``VPHĐND``)."""
    between = pictures.space(picture.pixels, (word.left, word.top, word.right, word.bottom)) if _CAPITALS.fullmatch(word.text) else None
    if between is None:
        yield word
        return
    end, start = between
    share = (end - word.left) / (end - word.left + word.right - start)
    first = round(share * len(word.text))
    if not _FEWEST_CAPITALS <= first <= len(word.text) - _FEWEST_CAPITALS:
        yield word
        return
    yield replace(word, text=word.text[:first], right=end)
    yield replace(word, text=word.text[first:], left=start)


def _on_page(word: Word, part: Part) -> Word:
    """The word as it stands on the page that the part was cut from."""
    word = _scaled(word, 1 / part.enlarged)
    left, right = word.left + part.left, word.right + part.left
    return replace(word, left=left, right=right, top=word.top + part.top, bottom=word.bottom + part.top, baseline=word.baseline + part.top)


def _scaled(word: Word, factor: float) -> Word:
    left, top, right, bottom, baseline, size = (length * factor for length in (word.left, word.top, word.right, word.bottom, word.baseline, word.size))
    return replace(word, left=left, top=top, right=right, bottom=bottom, baseline=baseline, size=size)


def _baseline(word: Word) -> float:
    """The baseline of the word's line; the word's own foot where the line was made of words at several heights."""
    return word.baseline if word.top < word.baseline < word.bottom + _BELOW * word.size else word.bottom


def _without_strays(words: Sequence[Word], height: float) -> list[Word]:
    """The words without what stands alone at the page's head or foot (page numbers taken for letters), and without specks taken for signs."""
    kept = []
    for word in words:
        sign = not _is_word(word) and word.text not in _OPENING
        short = len(word.text) <= _LONGEST_STRAY and word.sure < _STRAY and not _EDGE * height < word.baseline < (1 - _EDGE) * height
        alone = (sign or short) and not any(other is not word and abs(other.baseline - word.baseline) < word.size and _is_word(other) for other in words)
        if not alone and not (sign and word.sure < _STRAY):
            kept.append(word)
    return kept


def _is_noise(word: Word, before: Word | None) -> bool:
    """Whether a word is what recognition makes of a stain, a stamp or a signature."""
    if word.sure >= _NOISE or _LABEL.fullmatch(word.text):
        return False
    bare = word.text.strip(_PUNCTUATION).lower()
    counted = before is not None and fold(before.text) == "quý" and _QUARTER.fullmatch(word.text)
    return not counted and not (len(bare) > 2 and is_syllable(bare))


def _is_accent(word: Word, words: Sequence[Word]) -> bool:
    """Whether a word is the accent of a capital, read as a line of its own: low and short, and it ends where the word below begins.

    That word's box may end short of it, for an accent leans over the edge of the last letter.
    """
    height, middle = word.bottom - word.top, (word.left + word.right) / 2
    return len(word.text) <= _LONGEST_STRAY and any(
        height < _LOW * (other.bottom - other.top) and other.left < middle < other.right and abs(other.top - word.bottom) < height for other in words
    )


def _is_word(word: Word) -> bool:
    return any(map(str.isalnum, word.text))


def _glyphs(words: Sequence[Word]) -> Iterator[Glyph]:
    """The letters of words, each taking its share of the word's width, with a space after each word."""
    for number, word in enumerate(words):
        step = (word.right - word.left) / len(word.text)
        for index, letter in enumerate(word.text):
            yield Glyph(word.baseline, word.left + index * step, word.left + (index + 1) * step, letter, number)
        yield Glyph(word.baseline, word.right, word.right, " ", number)


def nothing(known: Sequence[Recognized]) -> Unreadable:
    """Why no text came of the pages."""
    troubles = {each.trouble for each in known}
    if "too-large" in troubles:
        return Unreadable("too-large", pictures.TOO_LARGE)
    if "too-slow" in troubles:
        return Unreadable("no-text", f"Tesseract did not read a page in {SECONDS} seconds: scan it anew, in greys and with 200 dots per inch")
    return Unreadable("no-text", "No text can be recognized: scan the pages anew, upright and with 200 dots per inch or more")


def with_confidence(document: Document, known: Sequence[Recognized]) -> Document:
    """The document with the sureness of each block that was recognized: the mean of the words that stand in its box."""
    words = {each.page.number: each.words for each in known}
    return replace(document, blocks=tuple(_sure(block, words.get(block.place.page or 0, ())) for block in document.blocks))


def _sure(block: Block, words: Sequence[Word]) -> Block:
    if block.place.box is None or not words:
        return block
    left, top, right, bottom = block.place.box
    within = [word.sure for word in words if left <= (word.left + word.right) / 2 <= right and top <= (word.top + word.bottom) / 2 <= bottom]
    return replace(block, confidence=round(fmean(within), 2)) if within else block


def notes(known: Sequence[Recognized]) -> Iterator[Diagnostic]:
    """What a user should know of the recognized pages."""
    poor = [str(each.page.number) for each in known if each.words and each.sure < _POOR]
    if poor:
        yield diagnose("poor-scan", f"Page {', '.join(poor)} is hard to read, so its text holds errors: compare it with the picture, or scan it anew")
