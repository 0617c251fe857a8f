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


def test_rule_names_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
