"""Every rule proves itself on its own examples: it finds what is marked, and nothing in its counter-examples."""

import pytest
import regex

from extractors.rules import Rule, load_rules, rule_files
from schemas.text import fold, nfc

RULES = [rule for file in sorted(rule_files()) for rule in load_rules(file)]
MARKED = regex.compile("«([^»]*)»")


def occurrences(rule: Rule, text: str) -> list[str]:
    return [match[0] for match in rule.pattern.finditer(fold(nfc(text)))]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_finds_what_its_examples_mark(rule: Rule) -> None:
    assert rule.match, "a rule needs an example that matches"
    for example in rule.match:
        assert occurrences(rule, MARKED.sub(r"\1", example)) == [fold(nfc(part)) for part in MARKED.findall(example)], example


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_leaves_its_counter_examples_alone(rule: Rule) -> None:
    assert rule.no_match, "a rule needs an example that does not match"
    for example in rule.no_match:
        assert not occurrences(rule, example), example


HOSTILE = [
    sample * (4000 // len(sample))
    for sample in ("1", "1.", "1,", "1/", "1-", "1 ", "a", "a ", "(", '"', ".", "\n", "\t", "- ", "; ", "ngày 1 tháng 1 năm ", "điều 1 khoản 2 ", "sở nội vụ, ", "ubnd ")
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_no_text_makes_a_rule_run_away(rule: Rule) -> None:
    for text in HOSTILE:
        assert all(match.end() <= len(text) for match in rule.pattern.finditer(text, timeout=5))


def test_rule_names_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
