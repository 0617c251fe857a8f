"""CSV: one file a table, for spreadsheets (UTF-8 with a byte order mark, as Excel wants it).

A text that begins like a formula gets an apostrophe in front, as in the dataset's own CSV: such files are opened by double click, and data
from documents of others must not run there. Programs that need every text exact read Parquet, JSON lines or SQL.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.export.material import Material
from pipeline.store.publish import TableFiles


def write(material: Material, folder: Path) -> Iterable[str]:
    """Write every table into the folder."""
    with TableFiles(folder, ["csv"]) as files:
        for table, rows in material.rows():
            files.write(table, rows)
    return ()
