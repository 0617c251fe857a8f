"""The same sources give the same dataset, byte for byte, however many read them, in whatever order and batches, wherever they lie."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from random import Random

import pytest

from pipeline.run.batches import batches
from pipeline.run.ingestion import Ingestion
from pipeline.run.order import Order
from pipeline.store.folder import PUBLISHED
from pipeline.walls.limits import Limits
from tests.generator import generate
from tests.generator.archive import bytes_of, path_of, poison_of
from tests.make_samples import to_txt

ROOT = Path(__file__).parent.parent
FILES = 20
EVERY = 4
"""Of so many files one cannot be read."""


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two folders with plans of all formats, poison, and one plan that lies in both."""
    folder = tmp_path_factory.mktemp("archive")
    for number in range(FILES):
        if poison_of(number, EVERY) != "endless":
            put(folder / ("sở" if number % 2 else "huyện") / path_of(number, EVERY), bytes_of(number, EVERY))
    lines = "".join(f"<p>{line}</p>" for line in to_txt(generate(77).parts, gap=False).splitlines())
    put(folder / "sở/kế hoạch.html", f"<html><meta charset=utf-8><body>{lines}</body></html>".encode())
    shutil.copy(folder / "sở/kế hoạch.html", folder / "huyện/bản sao.html")
    return folder / "huyện", folder / "sở"


@pytest.fixture(scope="module")
def reference(sources: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    out = tmp_path_factory.mktemp("reference") / "dataset"
    ingest(out, *sources, workers=1)
    return files_of(out)


def put(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def ingest(out: Path, *sources: Path, workers: int) -> None:
    with Ingestion(Order(tuple(map(str, sources)), str(out), limits=Limits(workers=workers))) as ingestion:
        for batch in ingestion.batches:
            ingestion.note(ingestion.process(batch))
        ingestion.publish()


def files_of(dataset: Path) -> Mapping[str, bytes]:
    """All that is published, by path."""
    found = {file.relative_to(dataset).as_posix(): file.read_bytes() for file in dataset.rglob("*") if file.is_file()}
    return {path: data for path, data in found.items() if path.split("/")[0] in PUBLISHED}


def differing(dataset: Path, reference: Mapping[str, bytes]) -> list[str]:
    found = files_of(dataset)
    return sorted(path for path in found.keys() | reference.keys() if found.get(path) != reference.get(path))


def test_the_archive_holds_every_format_and_failures(reference: Mapping[str, bytes]) -> None:
    records = list(map(json.loads, reference["plans.jsonl"].splitlines()))
    assert {record["source"]["format"] for record in records} >= {"txt", "docx", "pdf", "html", None}
    assert len({each["code"] for record in records for each in record["diagnostics"] if each["severity"] == "error"}) >= 3
    assert any(record["source"]["copies"] for record in records)
    assert {path.split("/")[0] for path in reference} == PUBLISHED


def test_order_and_batches_change_nothing(sources: tuple[Path, Path], reference: Mapping[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.run.ingestion.batches", partial(batches, most=3))
    ingest(tmp_path / "dataset", *reversed(sources), workers=3)
    assert differing(tmp_path / "dataset", reference) == []


def test_where_the_sources_lie_and_the_number_of_workers_change_nothing(sources: tuple[Path, Path], reference: Mapping[str, bytes], tmp_path: Path) -> None:
    """Copied elsewhere, in another order."""
    elsewhere = tmp_path / "nơi khác"
    files = sorted(file for source in sources for file in source.rglob("*") if file.is_file())
    Random(1).shuffle(files)
    for file in files:
        put(elsewhere / file.relative_to(sources[0].parent), file.read_bytes())
    ingest(tmp_path / "dataset", elsewhere / "huyện", elsewhere / "sở", workers=2)
    assert differing(tmp_path / "dataset", reference) == []
