"""The data dictionary: every field of a record, every table, diagnostic code and kind of finding, as Markdown derived from the types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from schemas.correction import correction_schema
from schemas.diagnostic import CODES, Code
from schemas.doubt import DOUBTS
from schemas.finding import KINDS
from schemas.json_schema import plan_schema
from schemas.relations import FINDING_RELATIONS, MEMORY_RELATIONS, PLAN_RELATIONS, Reference
from schemas.tables import AGENCIES, FINDINGS, PROVINCES, TABLES


def data_dictionary() -> str:
    """The whole dictionary, ready to be a file."""
    return "\n".join(
        (
            "# Data dictionary",
            "",
            "Written by `make docs` from the types in `schemas/`; `kehoach schema` prints the same as JSON Schema.",
            "",
            "## Records",
            "",
            "One line of `plans.jsonl` is one `Plan`. Every key is always there: what is not known is `null`, what is empty is `[]`.",
            "",
            *_records("Plan", plan_schema()),
            "## Corrections",
            "",
            "What people say of facts: one line of `corrections.jsonl` in the dataset's folder is one `Correction`. `kehoach review` adds lines and never",
            "changes one; of several about one fact the last one counts.",
            "",
            *_records("Correction", correction_schema()),
            "## Tables",
            "",
            "Each is a file in Parquet and in CSV (UTF-8 with BOM).",
            "",
            *_tables(),
            "## Database",
            "",
            "`kehoach.sqlite` in the dataset's folder, or PostgreSQL: what the other files are published from. Its tables are the ones above, with",
            "the `position` of each row in its plan, a table for each list column, and what the store remembers beside plans.",
            "",
            *_relations(),
            "## Diagnostic codes",
            "",
            *_codes("code", CODES),
            "",
            "## Doubts",
            "",
            *_table(("doubt", "meaning", "ý nghĩa"), ((f"`{code}`", each.english, each.vietnamese) for code, each in DOUBTS.items())),
            "",
            "## Kinds of findings",
            "",
            *_codes("kind", KINDS),
            "",
        )
    )


def _codes(name: str, codes: Mapping[str, Code]) -> Iterator[str]:
    """A Markdown table of all codes, the gravest first, in both languages."""
    grave = ("error", "warning", "info")
    rows = sorted(codes.items(), key=lambda each: grave.index(each[1].severity))
    return _table((name, "severity", "meaning", "ý nghĩa"), ((f"`{code}`", each.severity, each.english, each.vietnamese) for code, each in rows))


def _records(name: str, schema: Mapping[str, Any]) -> Iterator[str]:
    described: list[str] = []
    waiting = [(name, schema)]
    while waiting:
        name, record = waiting.pop(0)
        described.append(name)
        yield from (f"### {name}", "", record["description"], "")
        yield from _table(("field", "type", "meaning", "for example"), (_field(key, value, schema["$defs"]) for key, value in record["properties"].items()))
        yield ""
        for other in _mentioned(record["properties"]):
            if other not in described and other not in (each for each, _ in waiting):
                waiting.append((other, schema["$defs"][other]))


def _field(name: str, value: Mapping[str, Any], records: Mapping[str, Any]) -> tuple[str, str, str, str]:
    meaning = value.get("description") or " ".join(records[other]["description"].rstrip(".") for other in _mentioned(value))
    examples = ", ".join(f"`{_example(each)}`" for each in value.get("examples", ()))
    return f"`{name}`", _type(value), meaning, examples


def _example(value: Any) -> str:
    return "[" + ", ".join(map(str, value)) + "]" if isinstance(value, list) else str(value)


def _type(value: Mapping[str, Any]) -> str:
    """What a field's values are, in a few words: ``date or null``, ``list of Agency``."""
    if "anyOf" in value:
        return " or ".join(map(_type, value["anyOf"]))
    if "$ref" in value:
        name = _name(value)
        return f"[{name}](#{name.lower()})"
    if "enum" in value:
        return " · ".join(f"`{each}`" for each in value["enum"])
    if "const" in value:
        return f"`{value['const']}`"
    if value["type"] == "array":
        return f"list of {_type(value['items'])}"
    if value["type"] == "object":
        return f"map of {_type(value['propertyNames'])}"
    span = f" {value['minimum']}–{value['maximum']}" if "maximum" in value else ""
    return f"{value.get('format', value['type'])}{span}"


def _name(reference: Mapping[str, Any]) -> str:
    return str(reference["$ref"]).rpartition("/")[2]


def _mentioned(value: Any) -> Iterator[str]:
    """The records that a part of the schema refers to, in their order."""
    if isinstance(value, Mapping):
        if "$ref" in value:
            yield _name(value)
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _mentioned(each)


def _tables() -> Iterator[str]:
    for table in (*TABLES, FINDINGS, AGENCIES, PROVINCES):
        yield from (f"### `{table.name}`", "", f"{table.description}.", "")
        yield from _table(("column", "type", "meaning"), ((f"`{column.name}`", column.kind, column.description) for column in table.columns))
        yield ""


def _relations() -> Iterator[str]:
    derived = (*PLAN_RELATIONS, *FINDING_RELATIONS)
    yield from _table(
        ("table", "key", "refers to", "rows"),
        ((f"`{each.name}`", _names(each.key), "; ".join(map(_reference, each.references)), each.description) for each in (*derived, *MEMORY_RELATIONS)),
    )
    yield ""
    for relation in MEMORY_RELATIONS:
        yield from (f"### `{relation.name}`", "", f"{relation.description}.", "")
        yield from _table(("column", "type", "meaning"), ((f"`{column.name}`", column.kind, column.description) for column in relation.columns))
        yield ""


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f"`{column}`" for column in columns)


def _reference(reference: Reference) -> str:
    return f"{_names(reference.columns)} → `{reference.relation}`"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'|'.join('---' for _ in heads)}|"
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |"
