"""The lock files pin what pyproject.toml asks for, in a form that holds on any machine."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text("utf-8").split("\n")
    found = [Requirement(line) for line in lines if line and not line.startswith("-r ")]
    return {each.name.lower(): str(each.specifier).removeprefix("==") for each in found}


def unmet(requirements: Iterable[str], locked: dict[str, str]) -> list[str]:
    wanted = [each for line in requirements if (each := Requirement(line)).name != PROJECT["name"]]
    return [str(each) for each in wanted if each.name.lower() not in locked or not each.specifier.contains(locked[each.name.lower()])]


def test_running_is_locked_within_the_ranges() -> None:
    assert unmet(PROJECT["dependencies"], pins("requirements.lock")) == []


def test_testing_and_checking_are_locked_within_the_ranges() -> None:
    extras = [line for name, extra in PROJECT["optional-dependencies"].items() if name != "peers" for line in extra]
    assert unmet(extras, pins("requirements.lock") | pins("requirements-test.lock")) == []


def test_a_pin_out_of_range_is_seen() -> None:
    assert unmet(["pandas>=2.2,<4"], {"pandas": "1.5.3"}) and unmet(["pandas>=2.2,<4"], {})


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_lock_has_exact_versions_and_no_address(name: str) -> None:
    for line in (ROOT / name).read_text("utf-8").splitlines():
        assert line == "-r requirements.lock" or "==" in line, line
        assert "://" not in line and "--" not in line and " @ " not in line, line


def test_peers_are_measured_but_never_installed_along() -> None:
    peers = {Requirement(line).name.lower() for line in PROJECT["optional-dependencies"]["peers"]}
    assert peers and not peers & set(pins("requirements.lock") | pins("requirements-test.lock"))


@pytest.mark.parametrize("heavy", ["torch", "scikit-learn", "transformers", "tensorflow"])
def test_no_learning_framework_comes_along(heavy: str) -> None:
    assert heavy not in pins("requirements.lock")
