"""A dataset, or a selection of it, as files of other programs: one module a format, ``to_<format>``."""

from __future__ import annotations

from typing import Final, Literal, get_args

Format = Literal["parquet", "csv", "xlsx", "jsonl", "ics", "sql"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
FOLDERS: Final[frozenset[Format]] = frozenset({"parquet", "csv"})
"""Formats that make one file a table, in a folder."""
