"""What a first word opens: no pattern of the agency grammar is passed by that would have matched."""

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.agencies.patterns import opened_by, pattern
from extractors.agencies.view import View
from extractors.draft import Draft
from pipeline.read import read
from pipeline.words import annotate
from tests.generator import generate
from tests.generator.layouts import LAYOUTS


def test_a_first_word_opens_what_begins_with_it_and_little_else() -> None:
    assert {"committee"} <= set(opened_by("ubnd"))
    assert {"quantifier"} <= set(opened_by("các"))
    assert {"where"} <= set(opened_by(" trên"))
    assert not {"committee", "head", "noun", "quantifier", "person"} & set(opened_by("rà"))


@settings(max_examples=4, deadline=None, derandomize=True, database=None)
@given(st.integers(0, 100_000), st.sampled_from(sorted(LAYOUTS)))
def test_what_matches_is_open(seed: int, layout: str) -> None:
    document = read(LAYOUTS[layout](generate(seed).parts))
    view = View.of(Draft(document, annotate(document)), len(document.text))
    names = set(opened_by(""))
    assert names
    for place in regex.finditer(r"\b", document.folded):
        closed = names - set(view.opened[place.start()])
        assert not [name for name in closed if pattern(name).match(document.folded, place.start(), view.near(place.start()))]
