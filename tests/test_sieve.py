"""What a rule needs is read off its pattern: never too much, so that sifting loses nothing."""

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.rules import Rule, load_rules, rule_files
from extractors.sieve import Sieve, needs
from pipeline.read import read
from schemas.text import fold, nfc
from tests.generator import generate
from tests.generator.layouts import LAYOUTS

FILES = sorted(rule_files())


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"kế hoạch", [{"hoạch"}, {"kế"}]),
        (r"kế(?:\s{1,9})hoạch", [{"hoạch"}, {"kế"}]),
        (r"trước|chậm nhất", [{"chậm", "trước"}, {"nhất", "trước"}]),
        (r"(?:báo cáo|sơ kết) quý", [{"quý"}, {"báo", "kết"}, {"cáo", "sơ"}]),
        (r"(?:ngày)?tháng", [{"tháng"}]),
        (r"(?:ngày)*|tháng", []),
        (r"ngày{0,2} quý", [{"ngà"}, {"quý"}]),
        (r"\d+%", [{"%"}, {"\0"}]),
        (r"[0-3]?\d tháng", [{"tháng"}, {"\0"}]),
        (r"(?:\d|hai) [12]?", [{"\0", "hai"}]),
        (r"[ngày]+", []),
        (r"(?<!không )(?=được)(?<name>đạt)", [{"đạt"}]),
        (r"(?i)ngày", []),
        (r"(?i:ngày) quý", []),
        (r"\p{L}ngày\.", [{"ngày."}]),
        (r"", []),
    ],
)
def test_needs_of_a_pattern(pattern: str, expected: list[set[str]]) -> None:
    assert [set(need) for need in needs(pattern)] == expected


@pytest.mark.parametrize("file", FILES)
def test_no_example_is_sifted_out(file: str) -> None:
    rules = load_rules(file)
    sieve = Sieve(rules)
    for text in {fold(nfc(example.replace("«", "").replace("»", ""))) for rule in rules for example in (*rule.match, *rule.no_match)}:
        assert {rule.name for rule in rules if rule.pattern.search(text)} <= {rule.name for rule in sieve.sift(text)}, text


def test_sifting_keeps_the_order_and_passes_most_rules_by() -> None:
    rules = load_rules("deadlines")
    sifted = Sieve(rules).sift("hoàn thành trước ngày 15/12/2019")
    assert sifted == [rule for rule in rules if rule in sifted]
    assert "deadlines.day" in {rule.name for rule in sifted}
    assert len(sifted) < len(rules) / 2


@settings(max_examples=15, deadline=None, derandomize=True, database=None)
@given(st.integers(0, 100_000))
def test_no_plan_loses_a_match(seed: int) -> None:
    plan = read(LAYOUTS["wrapped"](generate(seed).parts)).folded
    rules = [rule for file in ("targets", "deadlines", "components", "agencies") for rule in load_rules(file)]
    sieve = Sieve(rules)
    for line in plan.split("\n"):
        assert {rule.name for rule in rules if rule.pattern.search(line)} <= {rule.name for rule in sieve.sift(line)}, line


ALPHABET = st.text(st.sampled_from("abă (|)?:*"), max_size=12)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(ALPHABET, st.text(st.sampled_from("abă "), max_size=12))
def test_any_pattern_that_matches_is_kept(source: str, text: str) -> None:
    try:
        pattern = regex.compile(source)
    except regex.error:
        return
    rule = Rule("any", pattern, 1.0, (), (), {})
    assert not pattern.search(text) or Sieve([rule]).sift(text)
