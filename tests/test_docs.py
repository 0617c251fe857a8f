"""What the documentation says is so: generated pages are fresh, both READMEs start alike and name only what exists."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest
import regex

from pipeline import extract_plan
from pipeline.evaluation.measures import MEASURES
from pipeline.records import encode
from schemas.diagnostic import CODES
from schemas.dictionary import data_dictionary

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.vi.md")
TARGETS = set(regex.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), regex.MULTILINE))


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def code_blocks(name: str, language: str = "") -> list[str]:
    return regex.findall(rf"^```{language}[^\n]*\n(.*?)^```", text_of(name), regex.MULTILINE | regex.DOTALL)


def commands(name: str) -> list[list[str]]:
    """The words of every ``kehoach …`` line in the shell blocks, comments aside."""
    lines = (line.partition(" #")[0].strip() for block in code_blocks(name, "sh") for line in block.splitlines())
    return [line.split() for line in lines if line.startswith("kehoach ")]


def test_data_dictionary_is_fresh() -> None:
    assert text_of("docs/data-dictionary.md") == data_dictionary(), "make docs"


def test_data_dictionary_names_every_code() -> None:
    assert all(f"| `{code}` |" in data_dictionary() for code in CODES)


@pytest.mark.parametrize("name", READMES)
def test_readme_starts_with_the_two_commands(name: str) -> None:
    assert [block.strip() for block in code_blocks(name)[:2]] == ["make run", "make test"]


@pytest.mark.parametrize("name", READMES)
def test_readme_names_commands_and_options_that_exist(name: str) -> None:
    from pipeline.cli import cli

    assert isinstance(cli, click.Group)
    named = commands(name)
    assert {words[1] for words in named} == set(cli.commands)
    for words in named:
        options = {option for parameter in cli.commands[words[1]].params for option in (*parameter.opts, *parameter.secondary_opts)}
        assert {word for word in words if word.startswith("--")} <= options, words


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_make_targets_and_files_named_exist(name: str) -> None:
    text = text_of(name)
    assert set(regex.findall(r"`make ([a-z]+)`", text)) <= TARGETS
    for link in regex.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (ROOT / link).exists(), link


def holds(whole: Any, part: Any) -> bool:
    """Whether a record has all that an excerpt of it shows."""
    if isinstance(part, dict):
        return all(key in whole and holds(whole[key], value) for key, value in part.items())
    if isinstance(part, list):
        return len(whole) == len(part) and all(map(holds, whole, part))
    return bool(whole == part)


@pytest.mark.parametrize("name", READMES)
def test_excerpt_is_of_the_record_that_the_sample_gives(name: str) -> None:
    (excerpt,) = code_blocks(name, "json")
    plan = ROOT / "samples" / "so-tttt-tay-van-2023.txt"
    tasks = json.loads(encode(extract_plan(plan)))["tasks"]
    assert any(holds(task, json.loads(excerpt)) for task in tasks)
    for line in code_blocks(name, "text")[0].splitlines():
        assert line in plan.read_text("utf-8")


def test_python_example_runs() -> None:
    (example,) = code_blocks("README.md", "python")
    assert code_blocks("README.vi.md", "python") == [example]
    done = subprocess.run([sys.executable, "-c", example], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"})
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("09/KH-STTTT 15\n")


@pytest.mark.parametrize("name", READMES)
def test_quality_table_is_what_is_on_record(name: str) -> None:
    """The columns of the table equal figures.toml and first_reading.toml, measure by measure."""
    on_record = tomllib.loads(text_of("tests/figures.toml"))
    first = tomllib.loads(text_of("tests/first_reading.toml"))
    columns = (on_record["samples"], on_record["real"], first["thirteen"], first["six"], first["next"], first["nine"], on_record["plans"])
    lines = text_of(name).partition("<!-- quality -->")[2].partition("<!-- quality -->")[0].strip().splitlines()
    shown = [[cell.strip() for cell in line.strip("|").split("|")[1:]] for line in lines[2:]]
    measures = [measure for measure in MEASURES if any(measure in column for column in columns)]
    assert shown == [[f"{column[measure]:.1f}" if measure in column else "–" for column in columns] for measure in measures]


def test_both_readmes_show_the_same_figures() -> None:
    figures = [regex.findall(r"(?<=\| )\d+\.\d(?= \|)", text_of(name)) for name in READMES]
    assert figures[0] == figures[1] and figures[0]
