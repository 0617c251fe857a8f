"""Pictures of pages made ready to be recognized: grey, upright, straight, with the lines ruled in them known and taken out."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from typing import IO, TYPE_CHECKING, Any, Final

import regex

from pipeline.read.grid import Edge
from pipeline.read.unreadable import Unreadable
from schemas.document import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image
    from pypdfium2 import PdfPage

    Pixels = NDArray[np.uint8]

DPI: Final = 200
_POINTS: Final = 72
MOST_PIXELS: Final = 80_000_000
"""Of a picture as stored; A3 at 600 dpi has 70 million."""
_A4: Final = (595.0, 842.0)
_LONGEST: Final = 1_300.0
"""Points of a page's longer side, somewhat more than A3; a larger one is taken for A4 measured in pixels."""
_FORMATS: Final = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
_SHORTEST: Final = 300.0
_DPI_LIKELY: Final = range(72, 1201)
_PAGE_DOTS: Final = 1_000
_PAGE_SHAPE: Final = (1.38, 1.46)
"""Height by width of A4 is 1.41."""
_NEAR: Final = 1.25
_MAGIC: Final = tuple(
    (name, regex.compile(pattern, flags=regex.DOTALL))
    for name, pattern in (
        ("png", rb"\x89PNG\r\n"),
        ("jpeg", rb"\xff\xd8\xff"),
        ("tiff", rb"II\*\0|MM\0\*"),
        ("bmp", rb"BM.{4}\0\0\0\0"),
        ("webp", rb"RIFF.{4}WEBP"),
    )
)
TOO_LARGE: Final = "The picture has more dots than any scan needs: save it with 200 dots per inch"

_INK: Final = 170
"""Grey values below are ink."""
_INSET: Final = 3
_MARGIN: Final = 20
_ONE_LINE: Final = 50
"""Pixels up to which a cell's ink is one line; it reads better enlarged."""
_FEWEST_DOTS: Final = 20
_SPECKS: Final = 0.001
_SKEW_AT: Final = 4
"""How many times smaller the picture is in which the skew is looked for."""
_MOST_SKEW: Final = 5.0
_LEAST_SKEW: Final = 0.15
_MOST_INK: Final = 400_000
_LINE_ACROSS: Final = 70
_LINE_DOWN: Final = 40
"""Pixels from which a run of ink across (down) is a ruled line; letters are less wide and high."""
_LINE_THICK: Final = 8
_MOST_RUNS: Final = 6_000
_SPACE_WIDE: Final = 0.27
"""By the height of capitals, how wide a space is at least; their letters are apart by 0.2 at most."""
_STROKE_AT: Final = (0.3, 0.5, 0.7)
"""Where down a numeral its strokes are looked for: below and above the serifs, by which they may hang together."""
_STROKE_LEAN: Final = 0.11
"""By how much of its height a stroke may lean between the first and the last of these; a slash and the arms of V lean 0.17."""
_STROKE_WIDE: Final = 0.3
_STROKE_APART: Final = 0.75
"""By how much of the height the strokes of one numeral are apart at most; 0.5 is usual, 0.6 in bold."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A page (from 1) as grey pixels, rows from the top; ``scale`` is how many points a pixel is wide."""

    number: int
    pixels: Pixels
    scale: float

    @property
    def dpi(self) -> int:
        return round(_POINTS / self.scale)

    @property
    def height(self) -> float:
        """In points."""
        return float(self.pixels.shape[0] * self.scale)


def of_pdf(data: bytes, numbers: Collection[int]) -> Iterator[Picture | int]:
    """The pages with these numbers (from 1) as pictures; the number alone of a page that cannot be drawn in bounds."""
    import numpy as np
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(data)
    try:
        for number in numbers:
            page = document[number - 1]
            try:
                if _largest_picture(page) > MOST_PIXELS:
                    yield number
                    continue
                width, height = page.get_size()
                scale = _scale(width, height)
                bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
                yield Picture(number, np.array(bitmap.to_pil().convert("L")), 1 / scale)
            except pdfium.PdfiumError:
                yield number
            finally:
                page.close()
    finally:
        document.close()


def _scale(width: float, height: float) -> float:
    """How many pixels a point becomes."""
    usual = DPI / _POINTS
    longest = max(width, height, 1.0)
    return usual if longest <= _LONGEST else usual * _A4[1] / longest


def _largest_picture(page: PdfPage) -> int:
    """The pixels of all pictures that a page shows, as stored."""
    from pypdfium2 import raw

    return sum(width * height for thing in page.get_objects((raw.FPDF_PAGEOBJ_IMAGE,)) for width, height in (thing.get_px_size(),))


def of_file(data: bytes, most_pages: int) -> Iterator[Picture | int]:
    """The pages of a picture file, the number alone of one that is too large; raises ``Unreadable`` (``damaged``, ``too-large``)."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            opened = Image.open(BytesIO(data), formats=_FORMATS)
            frames = getattr(opened, "n_frames", 1) if opened.format == "TIFF" else 1
            if frames > most_pages:
                raise Unreadable("too-large", f"The picture file has {frames} pages, more than any plan: give the plan's pages alone")
            for index in range(frames):
                opened.seek(index)
                yield index + 1 if opened.width * opened.height > MOST_PIXELS else _picture(opened, index + 1)
    except Image.DecompressionBombError as error:
        raise Unreadable("too-large", TOO_LARGE) from error
    except (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, OverflowError) as error:
        raise Unreadable("damaged", "The picture is damaged or cut short: scan or save it again") from error


def format_of(data: bytes) -> str:
    """The format of a picture file, as records name it; "" where it is none that is read."""
    return next((name for name, magic in _MAGIC if magic.match(data)), "")


def is_page(file: IO[bytes]) -> bool:
    """Whether a picture has the size and shape of a page rather than those of a logo, a photograph or a screen."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(file, formats=_FORMATS) as opened:
                return min(opened.size) >= _PAGE_DOTS and _PAGE_SHAPE[0] <= opened.height / opened.width <= _PAGE_SHAPE[1]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False


def _picture(opened: Any, number: int) -> Picture:
    """The frame that is opened, at the usual density."""
    import numpy as np
    from PIL import Image, ImageOps

    points = _points_a_pixel(opened)
    size = (max(1, round(opened.width * points * DPI / _POINTS)), max(1, round(opened.height * points * DPI / _POINTS)))
    opened.draft("L", size)
    grey = _grey(opened)
    if max(grey.width / size[0], size[0] / grey.width) > _NEAR:
        grey = grey.resize(size, Image.Resampling.LANCZOS)
    return Picture(number, np.array(ImageOps.exif_transpose(grey)), _POINTS / DPI * size[0] / grey.width)


def _points_a_pixel(opened: Any) -> float:
    """From the density that the file states, where that makes a likely page; else as if the picture were an A4 page, upright or lying."""
    longest, shortest = max(opened.size), min(opened.size)
    dpi = opened.info.get("dpi", (0, 0))
    stated = float(dpi[0]) if isinstance(dpi, tuple) and dpi and isinstance(dpi[0], int | float) else 0.0
    if _DPI_LIKELY.start <= stated <= _DPI_LIKELY.stop and _SHORTEST <= longest * _POINTS / stated <= _LONGEST:
        return _POINTS / stated
    return float(min(_A4[1] / longest, _A4[0] / shortest))


def _grey(opened: Any) -> Image:
    """In greys, on white where it is transparent."""
    from PIL import Image

    if opened.mode in ("RGBA", "LA", "PA") or "transparency" in opened.info:
        seen = opened.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        white.alpha_composite(seen)
        return white.convert("L")
    if opened.mode.startswith("I;16") or opened.mode == "I":
        return opened.point(lambda value: value / 256).convert("L")  # type: ignore[no-any-return]
    return opened.convert("L")  # type: ignore[no-any-return]


def straight(picture: Picture) -> Picture:
    """The picture turned by the few degrees that its lines are askew."""
    angle = skew_of(picture.pixels)
    return turned(picture, -angle) if abs(angle) >= _LEAST_SKEW else picture


def turned(picture: Picture, degrees: float) -> Picture:
    """The picture turned clockwise; by a right angle its sides change places."""
    import numpy as np
    from PIL import Image

    if degrees % 90 == 0:
        return replace(picture, pixels=np.ascontiguousarray(np.rot90(picture.pixels, -round(degrees / 90))))
    image = Image.fromarray(picture.pixels).rotate(-degrees, Image.Resampling.BILINEAR, fillcolor=255)
    return replace(picture, pixels=np.array(image))


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A stretch of a page with a white margin: where its top left corner stands on the page, in pixels, and how many times it is enlarged."""

    pixels: Pixels
    left: float
    top: float
    enlarged: int


def part_of(picture: Picture, box: Box) -> Part | None:
    """What stands in a box (in points), cut close, for the place of a lone numeral in a wide field misleads; None where it is empty."""
    import numpy as np
    from PIL import Image

    left, top, right, bottom = (max(0, round(side / picture.scale)) for side in box)
    inside = picture.pixels[top + _INSET : max(0, bottom - _INSET), left + _INSET : max(0, right - _INSET)]
    rows, columns = np.nonzero(inside < _INK)
    if len(rows) < _FEWEST_DOTS:
        return None
    first_row, first_column = int(rows.min()), int(columns.min())
    close = np.pad(inside[first_row : rows.max() + 1, first_column : columns.max() + 1], _MARGIN, constant_values=255)
    enlarged = 2 if len(close) - 2 * _MARGIN <= _ONE_LINE else 1
    if enlarged > 1:
        close = np.array(Image.fromarray(close).resize((close.shape[1] * enlarged, close.shape[0] * enlarged), Image.Resampling.LANCZOS))
    return Part(close, left + _INSET + first_column - _MARGIN, top + _INSET + first_row - _MARGIN, enlarged)


def without(picture: Picture, boxes: Iterable[Box]) -> Picture:
    """The picture with these boxes (in points) left white."""
    pixels = picture.pixels.copy()
    for box in boxes:
        left, top, right, bottom = (max(0, round(side / picture.scale)) for side in box)
        pixels[top:bottom, left:right] = 255
    return replace(picture, pixels=pixels)


def has_ink(picture: Picture) -> bool:
    """Whether anything stands on the page besides a few specks."""
    return float((picture.pixels < _INK).mean()) > _SPECKS


def strokes(pixels: Pixels, box: Box) -> int:
    """How many upright strokes of a numeral stand side by side in a box (in pixels), as the three of III; what leans, as V and a slash do, is none.

    A model that reads by likeness loses one of several equal strokes; counted in the picture, they are all there.
    """
    left, top, right, bottom = map(round, box)
    height = bottom - top
    ink = pixels[max(0, top) : bottom, max(0, left) : right] < _INK
    if not ink.size or height <= 0:
        return 0
    first, middle, last = (_inked(ink[round(share * (len(ink) - 1))]) for share in _STROKE_AT)
    upright = []
    for start, end in middle:
        center, wide = (start + end) / 2, end - start
        above, below = (min(((one + other) / 2 for one, other in runs), key=lambda each: abs(each - center), default=None) for runs in (first, last))
        if above is None or below is None or wide > _STROKE_WIDE * height:
            continue
        if max(abs(above - below), abs(above - center), abs(below - center)) <= _STROKE_LEAN * height:
            upright.append(center)
    count = min(1, len(upright))
    while count < len(upright) and upright[count] - upright[count - 1] <= _STROKE_APART * height:
        count += 1
    return count


def space(pixels: Pixels, box: Box) -> tuple[int, int] | None:
    """Where the one space lies in a box (in pixels) that holds capitals, at least twice as wide as any other gap; None where there is none."""
    import numpy as np

    left, top, right, bottom = (max(0, round(side)) for side in box)
    ink = pixels[top:bottom, left:right] < _INK
    if not ink.size:
        return None
    letters = _inked(np.logical_or.reduce(ink))
    gaps = sorted((after[0] - before[1], left + before[1], left + after[0]) for before, after in pairwise(letters))
    if not gaps or gaps[-1][0] < _SPACE_WIDE * (bottom - top) or (len(gaps) > 1 and gaps[-1][0] < 2 * gaps[-2][0]):
        return None
    return gaps[-1][1:]


def _inked(row: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The stretches of ink in a row of pixels."""
    import numpy as np

    steps = np.diff(np.pad(row, 1).astype(np.int8))
    return list(zip(np.nonzero(steps == 1)[0].tolist(), np.nonzero(steps == -1)[0].tolist(), strict=True))


def skew_of(pixels: Pixels) -> float:
    """By how many degrees (clockwise) the lines of a page fall: the angle at which its ink lies in the most distinct rows."""
    import numpy as np

    height, width = (side // _SKEW_AT * _SKEW_AT for side in pixels.shape)
    if not height or not width:
        return 0.0
    small = pixels[:height, :width].reshape(height // _SKEW_AT, _SKEW_AT, width // _SKEW_AT, _SKEW_AT).min(axis=(1, 3))
    rows, columns = np.nonzero(small < _INK)
    if not 0 < len(rows) < min(_MOST_INK, 0.6 * small.size):
        return 0.0

    def distinctness(angle: float) -> float:
        fallen = rows - columns * np.tan(np.radians(angle))
        counts = np.bincount(np.round(fallen - fallen.min()).astype(np.int64))
        return float((np.diff(counts.astype(np.float64)) ** 2).sum())

    rough = max(np.arange(-_MOST_SKEW, _MOST_SKEW + 0.01, 0.5), key=distinctness)
    return float(max(np.arange(rough - 0.5, rough + 0.51, 0.1), key=distinctness))


def without_lines(picture: Picture) -> tuple[Picture, list[Edge]]:
    """The picture with the ruled lines taken out, and these; none where there is more ink than ruled tables have."""
    import numpy as np

    ink = picture.pixels < _INK
    across, down = _runs(ink, _LINE_ACROSS), _runs(ink.T, _LINE_DOWN)
    if len(across) + len(down) > _MOST_RUNS:
        return picture, []
    pixels = picture.pixels.copy()
    edges = []
    for row, start, end in across:
        pixels[max(0, row - 1) : row + 2, start:end] = 255
        edges.append(Edge("h", start * picture.scale, row * picture.scale, end * picture.scale, row * picture.scale))
    for column, start, end in down:
        pixels[start:end, max(0, column - 1) : column + 2] = 255
        edges.append(Edge("v", column * picture.scale, start * picture.scale, column * picture.scale, end * picture.scale))
    return replace(picture, pixels=np.ascontiguousarray(pixels)), edges


def _runs(ink: NDArray[np.bool_], least: int) -> list[tuple[int, int, int]]:
    """The thin runs of ink along the rows that are at least so long, each as row, start and end; a slant of one pixel does not break them."""
    import numpy as np

    thick = ink.copy()
    thick[1:] |= ink[:-1]
    thick[:-1] |= ink[1:]
    steps = np.diff(np.pad(thick, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(steps == 1)
    ends = np.nonzero(steps == -1)[1]
    found = []
    for index in np.nonzero(ends - starts >= least)[0][: _MOST_RUNS + 1]:
        row, start, end = int(rows[index]), int(starts[index]), int(ends[index])
        above, below = ink[max(0, row - _LINE_THICK), start:end], ink[min(len(ink) - 1, row + _LINE_THICK), start:end]
        if above.mean() < 0.5 and below.mean() < 0.5:
            found.append((row, start, end))
    return found
