"""Pictures of a source's pages: as upright as its text, no larger than they need be, and none of a source that is gone, changed or made to do harm."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from pipeline.audit.plan_page.drawing import HEIGHT, WIDTH, draw
from pipeline.audit.plan_page.images import Drawn, PageImages
from pipeline.ingest import distinct, gather
from pipeline.process import process
from pipeline.records import decode_places
from pipeline.store import DatasetWriter
from pipeline.store.database import open_store
from pipeline.store.folder import Place

SAMPLE = Path(__file__).parent.parent / "samples" / "nam-hoanh-2024.pdf"


def drawn(folder: Path, source: bytes, then: Callable[[Path], object] = lambda _: None) -> Drawn:
    """What is drawn of a source that was read, when something has happened to it since."""
    file = folder / "nguồn" / "kế hoạch.pdf"
    file.parent.mkdir()
    file.write_bytes(source)
    (done,) = [process(each) for each in distinct(gather([str(file)]).files)]
    with DatasetWriter(folder / "ds") as writer:
        writer.add([done])
        writer.publish()
    then(file)
    with closing(open_store(Place(folder / "ds"))) as store, store.reading() as connection, PageImages(connection) as images:
        return images.draw(done.plan, folder / "report")


def turned(source: bytes, degrees: int, folder: Path) -> bytes:
    """The PDF with each page shown turned, though its text stands in the file as before."""
    document = pdfium.PdfDocument(source)
    for page in document:
        page.set_rotation(degrees)
    document.save(folder / "turned.pdf")
    return (folder / "turned.pdf").read_bytes()


def test_each_page_is_drawn_once(tmp_path: Path) -> None:
    found = drawn(tmp_path, SAMPLE.read_bytes())
    assert (found.lack, [each.page for each in found.images]) == (None, [1, 2, 3, 4])
    for each in found.images:
        with Image.open(tmp_path / "report" / each.path) as picture:
            assert picture.width == WIDTH and abs(picture.height / picture.width - each.height / each.width) < 0.01


def test_boxes_lie_on_the_ink_of_a_page_that_is_turned(tmp_path: Path) -> None:
    source = turned(SAMPLE.read_bytes(), 90, tmp_path)
    found = drawn(tmp_path, source)
    places = decode_places(next((tmp_path / "ds" / "places").iterdir()).read_bytes())
    first = found.images[0]
    with Image.open(tmp_path / "report" / first.path) as picture:
        scale = picture.width / first.width
        grey = picture.convert("L")
        boxes = [block.place.box for block in places.blocks if block.place.page == 1 and block.place.box]
        inked = [grey.crop(tuple(round(side * scale) for side in box)).getextrema()[0] < 128 for box in boxes]
    assert len(inked) > 10 and all(inked)
    assert first.width < first.height, "a page of A4 whose text stands upright"


@pytest.mark.parametrize(
    ("then", "lack"),
    [
        (Path.unlink, "images-gone"),
        (lambda file: file.write_bytes(SAMPLE.read_bytes() + b"\n"), "images-changed"),
        (lambda file: (file.unlink(), file.mkdir()), "images-gone"),
    ],
    ids=["gone", "changed", "a folder now"],
)
def test_a_source_that_is_not_as_it_was_has_none(tmp_path: Path, then: Callable[[Path], object], lack: str) -> None:
    assert drawn(tmp_path, SAMPLE.read_bytes(), then) == Drawn((), lack)
    assert not list(tmp_path.rglob("*.webp"))


def test_a_source_that_could_not_be_read_is_not_drawn(tmp_path: Path) -> None:
    assert drawn(tmp_path, b"%PDF-1.7 broken") == Drawn()


@pytest.mark.parametrize(("width", "height"), [(14400, 14400), (3, 14400), (14400, 3), (595, 842)])
def test_a_page_costs_so_many_pixels_at_most(tmp_path: Path, width: int, height: int) -> None:
    document = pdfium.PdfDocument.new()
    assert draw(document.new_page(width, height), tmp_path / "page.webp") == (width, height)
    with Image.open(tmp_path / "page.webp") as picture:
        assert picture.width <= WIDTH + 1 and picture.height <= HEIGHT + 1
