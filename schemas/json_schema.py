"""The JSON Schema of a record, derived from the types of ``schemas.plan``."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from schemas.plan import SCHEMA_VERSION, Plan

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


class _NothingLeftOut(GenerateJsonSchema):
    """Every key is required, also where the type has a default: what is not known is null."""

    def field_is_required(self, field: Any, total: bool) -> bool:  # noqa: ARG002
        return True


@cache
def plan_adapter() -> TypeAdapter[Plan]:
    """What turns a ``Plan`` into JSON and back, checking it."""
    return TypeAdapter(Plan)


def plan_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every line of ``plans.jsonl`` satisfies. Unknown keys are allowed: fields may be added."""
    schema = plan_adapter().json_schema(mode="serialization", schema_generator=_NothingLeftOut)
    schema["properties"]["schema_version"]["const"] = SCHEMA_VERSION
    return {"$schema": DIALECT, **schema}
