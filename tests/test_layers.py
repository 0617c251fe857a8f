"""Imports run one way: schemas ← extractors ← pipeline ← flows.py ← pipeline/cli.py, and each room imports only what it may."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted([*(path for room in ("schemas", "extractors", "pipeline") for path in (ROOT / room).rglob("*.py")), ROOT / "flows.py"])
COMMAND_LINE = "pipeline.cli"
LANGUAGE_TOOLS = {"spacy", "underthesea"}
LANGUAGE_TOOLS_HOME = "pipeline.words"
FLOW_TOOLS = {"prefect"}

# What a pure module may import besides the rooms below it; an extractor loads the data that comes with it through importlib.resources.
PURE = {
    "__future__", "abc", "bisect", "calendar", "collections", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools",
    "hashlib", "heapq", "itertools", "math", "operator", "pydantic", "pydantic_core", "regex", "statistics", "string", "types", "typing", "unicodedata",
}  # fmt: skip
DATA_LOADING = {"csv", "importlib.resources", "json", "tomllib"}
CLOCKS = {"now", "today", "utcnow"}

MAY_IMPORT = {
    "schemas": {"schemas"},
    "extractors": {"schemas", "extractors"},
    "pipeline": {"schemas", "extractors", "pipeline"},
    "flows": {"schemas", "extractors", "pipeline"},
    COMMAND_LINE: {"schemas", "extractors", "pipeline", "flows"},
}
ROOMS = {"schemas", "extractors", "pipeline", "flows"}


@dataclass(frozen=True)
class Import:
    """A module imported, and whether as the file itself is imported (not inside a function)."""

    module: str
    line: int
    at_once: bool


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(tree: ast.Module) -> Iterator[Import]:
    """Every import of a module, save those that only type checkers see."""

    def visit(node: ast.AST, at_once: bool) -> Iterator[Import]:
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno, at_once) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports name their module in full"
            yield Import(node.module or "", node.lineno, at_once)
            if node.module in ROOMS:
                yield from (Import(f"{node.module}.{alias.name}", node.lineno, at_once) for alias in node.names)
        elif isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            yield from (found for child in node.orelse for found in visit(child, at_once))
        else:
            inner = at_once and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from (found for child in ast.iter_child_nodes(node) for found in visit(child, inner))

    return visit(tree, True)


def top(module: str) -> str:
    return module.partition(".")[0]


def breaches(name: str, tree: ast.Module) -> list[str]:
    """What a module of this dotted name does against the rules of the house."""
    room = name if name == COMMAND_LINE else top(name)
    found = list(imports(tree))
    wrong = [f"{each.line}: {room} must not import {each.module}" for each in found if top(each.module) in ROOMS - MAY_IMPORT[room]]
    wrong += [f"{each.line}: nobody imports the command line" for each in found if each.module == COMMAND_LINE and room != COMMAND_LINE]
    wrong += [
        f"{each.line}: only {LANGUAGE_TOOLS_HOME} imports {each.module}" for each in found if top(each.module) in LANGUAGE_TOOLS and name != LANGUAGE_TOOLS_HOME
    ]
    wrong += [f"{each.line}: {each.module} only inside the function that needs it" for each in found if each.at_once and top(each.module) in LANGUAGE_TOOLS]
    if room != "flows":
        wrong += [f"{each.line}: flows only inside the command that runs one" for each in found if top(each.module) == "flows" and each.at_once]
        wrong += [f"{each.line}: Prefect is for flows.py" for each in found if top(each.module) in FLOW_TOOLS and each.at_once]
    wrong += [f"{each.line}: re splits syllables of NFD text; use regex" for each in found if each.module == "re"]
    if room in ("schemas", "extractors"):
        allowed = PURE | ROOMS | (DATA_LOADING if room == "extractors" else set())
        wrong += [f"{each.line}: {room} is pure, and {each.module} is not" for each in found if top(each.module) not in allowed and each.module not in allowed]
        wrong += [
            f"{node.lineno}: {room} has no {node.func.attr} clock"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
        ]
        wrong += [
            f"{node.lineno}: {room} opens no files"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("open", "print", "input", "eval", "exec")
        ]
    return wrong


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), path.name)


def test_all_rooms_are_looked_at() -> None:
    assert {top(dotted(path)) for path in MODULES} == ROOMS


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_module_keeps_the_rules_of_the_house(path: Path) -> None:
    assert breaches(dotted(path), parse(path)) == []


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(parse(path)), "a module opens with what it is"


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("schemas.text", "import extractors.rules"),
        ("schemas.text", "import pipeline"),
        ("extractors.tasks", "from pipeline.read import read"),
        ("extractors.tasks", "from pathlib import Path"),
        ("extractors.tasks", "import os"),
        ("extractors.tasks", "def f():\n    import random"),
        ("extractors.tasks", "import spacy"),
        ("extractors.tasks", "import re"),
        ("extractors.tasks", "from datetime import date\ndate.today()"),
        ("extractors.tasks", "open('x')"),
        ("extractors.tasks", "import io"),
        ("extractors.tasks", "import importlib"),
        ("schemas.plan", "from importlib.resources import files"),
        ("pipeline.extract", "import flows"),
        ("pipeline.extract", "def f():\n    from flows import ingest_plans"),
        ("pipeline.extract", "from pipeline.cli import main"),
        ("pipeline.extract", "from pipeline import cli"),
        ("pipeline.extract", "def f():\n    import underthesea"),
        ("pipeline.words", "import spacy"),
        ("pipeline.cli", "import flows"),
        ("pipeline.cli", "from prefect import flow"),
        ("flows", "from pipeline.cli import main"),
    ],
)
def test_a_breach_is_seen(name: str, source: str) -> None:
    assert breaches(name, ast.parse(source))


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("extractors.rules", "import tomllib\nfrom importlib.resources import files"),
        ("extractors.agencies", "import csv\nfrom importlib.resources import files"),
        ("extractors.tasks", "import regex\nfrom schemas.text import fold\nfrom extractors.rules import load_rules"),
        ("pipeline.words", "def annotate():\n    import spacy"),
        ("pipeline.cli", "def run():\n    from flows import ingest_plans"),
        ("flows", "from prefect import flow\nfrom pipeline.extract import extract"),
        ("pipeline.store", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from spacy import Language"),
    ],
)
def test_what_is_allowed_is_left_alone(name: str, source: str) -> None:
    assert breaches(name, ast.parse(source)) == []
