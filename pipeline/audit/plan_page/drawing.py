"""The process that draws the pages of one PDF as pictures, within bounds: a page costs so many pixels at most, whatever size it says it has."""

from __future__ import annotations

import hashlib
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

CHANGED: Final = "changed"
"""What is said of a source that holds other bytes than those that were read."""
MOST_PAGES: Final = 100
WIDTH, HEIGHT = 1000, 3000
"""The most pixels that a picture has; a page of A4 is 1,414 high."""
_MEMORY: Final = 1 << 30
_QUALITY: Final = 60


def main() -> None:
    """Draw the PDF of the command line, if its bytes have the SHA-256 given, into the folder given; a line for each page: number, width, height in points."""
    import pypdfium2 as pdfium

    source, sha256, folder = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    data = Path(source).read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        sys.stdout.write(f"{CHANGED}\n")
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    document = pdfium.PdfDocument(data)
    for index in range(min(len(document), MOST_PAGES)):
        try:
            width, height = draw(document[index], Path(folder) / f"{index + 1}.webp")
        except pdfium.PdfiumError:
            continue
        sys.stdout.write(f"{index + 1} {width} {height}\n")
        sys.stdout.flush()


def draw(page: PdfPage, file: Path) -> tuple[float, float]:
    """Draw a page, its text upright; its width and height in points."""
    from pipeline.read.pdf import upright_by

    turn = (upright_by(page, page.get_textpage()) - page.get_rotation()) % 360
    width, height = page.get_size() if turn % 180 == 0 else reversed(page.get_size())
    scale = min(WIDTH / max(width, 1), HEIGHT / max(height, 1))
    page.render(scale=scale, rotation=turn, may_draw_forms=False).to_pil().convert("RGB").save(file, quality=_QUALITY, method=2)
    return width, height
