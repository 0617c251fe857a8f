"""Plans as pandas data frames, one for each table of ``schemas.tables``, and the frames as Parquet and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pipeline.findings import Comparison
from schemas.tables import FINDINGS, TABLES, Column, Kind, Row, Table

if TYPE_CHECKING:
    import pandas
    import pyarrow

    from schemas.plan import Plan

PANDAS_TYPES: Final[Mapping[Kind, str]] = {
    "string": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
    "strings": "object",
    "integers": "object",
}
RISKY_STARTS: Final = "=+-@\t\r\n＝＋－＠"
"""The first characters that make a spreadsheet take a cell for a formula, as OWASP's page on CSV injection lists it."""
BETWEEN: Final = "; "
"""What stands between the values of a list in a CSV cell."""


def to_frames(plans: Iterable[Plan]) -> dict[str, pandas.DataFrame]:
    """One frame a table, by the table's name; lists stay lists, what is not known is missing.

    ``findings`` holds what the plans show together; plans whose texts alone are the same are none of it, as texts are not asked for.
    """
    kept = list(plans)
    together = Comparison()
    for plan in kept:
        together.add(plan)
    findings = [row for finding in together.findings() for row in FINDINGS.rows(finding)]
    return {table.name: frame(table, [row for plan in kept for row in table.rows(plan)]) for table in TABLES} | {FINDINGS.name: frame(FINDINGS, findings)}


def frame(table: Table, rows: list[Row]) -> pandas.DataFrame:
    """The rows as a frame with the table's columns and types."""
    import pandas

    return pandas.DataFrame(
        {column.name: pandas.Series([_plain(row[column.name]) for row in rows], dtype=PANDAS_TYPES[column.kind]) for column in table.columns}
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@cache
def arrow_schema(table: Table) -> pyarrow.Schema:
    """The table's columns as Parquet keeps them, each with its description, and the types that pandas gives them back."""
    import pyarrow

    kinds: Mapping[Kind, Any] = {
        "string": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "strings": pyarrow.list_(pyarrow.string()),
        "integers": pyarrow.list_(pyarrow.int64()),
    }
    plain = pyarrow.schema([pyarrow.field(column.name, kinds[column.kind], metadata={"description": column.description}) for column in table.columns])
    return pyarrow.Table.from_pandas(frame(table, []), plain, preserve_index=False).schema


def arrow_table(table: Table, values: Sequence[Sequence[Any]]) -> pyarrow.Table:
    """The values of each column as Parquet keeps them."""
    import pyarrow

    schema = arrow_schema(table)
    return pyarrow.Table.from_arrays([pyarrow.array(each, field.type) for each, field in zip(values, schema, strict=True)], schema=schema)


def spreadsheet_cells(column: Column, values: Sequence[Any]) -> Sequence[Any]:
    """A column's values as spreadsheets read them: lists joined, dates in ISO form, and no text that a spreadsheet would run.

    A text that begins like a formula gets an apostrophe in front, which Excel reads as "this is text".
    """
    if column.kind in ("strings", "integers"):
        return [harmless(BETWEEN.join(map(str, each))) if each else "" for each in values]
    if column.kind == "string":
        return [value and harmless(value) for value in values]
    if column.kind == "date":
        return [value and value.isoformat() for value in values]
    return values


def harmless(cell: str) -> str:
    """The text of a CSV cell such that no spreadsheet takes it for a formula.

    >>> harmless("=1+1"), harmless("- Sở Nội vụ"), harmless("Sở Nội vụ")
    ("'=1+1", "'- Sở Nội vụ", 'Sở Nội vụ')
    """
    return f"'{cell}" if cell and cell[0] in RISKY_STARTS else cell
