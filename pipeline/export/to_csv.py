"""CSV: one file a table, for spreadsheets (UTF-8 with a byte order mark, as Excel wants it).

A text that begins like a formula gets an apostrophe in front, as in the dataset's own CSV: such files are opened by double click, and data
from documents of others must not run there. Programs that need every text exact read Parquet, JSON lines or SQL.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from pipeline.export.material import ALL_TABLES, Material
from pipeline.frames import spreadsheet_cells


def write(material: Material, folder: Path) -> Iterable[str]:
    """Write every table into the folder."""
    with ExitStack() as opened:
        files = {}
        for table in ALL_TABLES:
            file = opened.enter_context((folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline=""))
            files[table.name] = csv.writer(file, lineterminator="\r\n")
            files[table.name].writerow(column.name for column in table.columns)
        for table, rows in material.rows():
            values = [spreadsheet_cells(column, [row[column.name] for row in rows]) for column in table.columns]
            files[table.name].writerows(zip(*values, strict=True))
    return ()
