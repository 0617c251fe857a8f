"""Parquet: one file a table with the types of the dataset's own files: dates, doubles, lists of texts and of integers, nothing nested deeper."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.export.material import Material
from pipeline.store.publish import TableFiles


def write(material: Material, folder: Path) -> Iterable[str]:
    """Write every table into the folder."""
    with TableFiles(folder, ["parquet"]) as files:
        for table, rows in material.rows():
            files.write(table, rows)
    return ()
