"""Parquet: one file a table with the types of the dataset's own files: dates, doubles, lists of texts and of integers, nothing nested deeper."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from pyarrow.parquet import ParquetWriter

from pipeline.export.material import ALL_TABLES, Material
from pipeline.frames import arrow_schema, arrow_table
from schemas.tables import Row, Table

_GROUP: Final = 50_000
"""Rows of a table that are gathered for one group of its file."""


def write(material: Material, folder: Path) -> Iterable[str]:
    """Write every table into the folder."""
    waiting: dict[str, list[Row]] = {table.name: [] for table in ALL_TABLES}
    with ExitStack() as opened:
        files = {table.name: opened.enter_context(ParquetWriter(folder / f"{table.name}.parquet", arrow_schema(table))) for table in ALL_TABLES}

        def flush(table: Table) -> None:
            rows = waiting[table.name]
            files[table.name].write_table(arrow_table(table, [[row[column.name] for row in rows] for column in table.columns]))
            rows.clear()

        for table, rows in material.rows():
            waiting[table.name] += rows
            if len(waiting[table.name]) >= _GROUP:
                flush(table)
        for table in ALL_TABLES:
            flush(table)
    return ()
