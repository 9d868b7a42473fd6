"""The terms of a headline, and what they add up to."""

import pytest

from pipelines.flag_phrases import weighted_phrases
from pipelines.flags.teasing import START, tease_of, terms_of


def names(headline: str) -> set[str]:
    return {name for name, _ in terms_of(headline)}


def test_words_pairs_and_shape_are_terms() -> None:
    assert {"why", "<start> why", "why <number>", "<number> cats", "? <end>"} <= names(
        "Why 12 cats smile?"
    )
    assert "<3 to 5 words>" in names("Why 12 cats smile?")
    assert "<24 words and more>" in names("word " * 40)
    assert "<full stop>" in names("The bill passed.")
    assert "<full stop>" not in names("And then ...")
    assert "<word in capitals>" in names("He was WRONG about it")
    assert "<word in capitals>" not in names("EU and US sign deal")
    assert "<1 names>" in names("The mayor met Ana on a boat in the bay")
    assert not any("names" in name for name in names("Every Word Has A Capital Here"))


@pytest.mark.parametrize("headline", ["", "…", "?!", "é", "’’", "\x00", "İstanbul won’t “wait”"])
def test_any_text_has_a_value_and_spans_inside_it(headline: str) -> None:
    tease = tease_of(headline)
    assert isinstance(tease.value, float)
    for _, place in terms_of(headline):
        assert place is None or 0 <= place[0] < place[1] <= len(headline)


def test_the_value_is_the_sum_of_the_weights_of_the_terms() -> None:
    weights = weighted_phrases("headline_words")
    headline = "17 things you should never say to your best friend"
    terms = [name for name, _ in terms_of(headline)]
    expected = weights[START] + sum(weights.get(name, 0.0) for name in terms)
    assert tease_of(headline).value == pytest.approx(expected)
    assert tease_of(headline).fires


def test_a_word_is_marked_with_what_it_adds() -> None:
    headline = "You won't believe what this dog did next"
    marked = {headline[s.start_char : s.end_char]: w for s, w in tease_of(headline).words}
    assert marked
    assert min(marked.values()) >= 0.4
