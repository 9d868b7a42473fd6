"""The terms of a headline, and what they add up to."""

import pytest

from pipelines.flag_phrases import weighted_phrases
from pipelines.flags.teasing import START, tease_of, terms_of


def test_words_pairs_and_shape_are_terms() -> None:
    question = terms_of("Why 12 cats smile?")
    assert {"why", "<start> why", "why <number>", "<number> cats", "? <end>"} <= question.keys()
    assert "<3 to 5 words>" in question
    assert "<24 words and more>" in terms_of("word " * 40)
    assert "<full stop>" in terms_of("The bill passed.")
    assert "<full stop>" not in terms_of("And then ...")
    assert "<word in capitals>" in terms_of("He was WRONG about it")
    assert "<word in capitals>" not in terms_of("EU and US sign deal")
    assert "<1 names>" in terms_of("The mayor met Ana on a boat in the bay")
    assert not any("names" in name for name in terms_of("Every Word Has A Capital Here"))


@pytest.mark.parametrize("headline", ["", "…", "?!", "é", "’’", "\x00", "İstanbul won’t “wait”"])
def test_any_text_has_a_value(headline: str) -> None:
    assert isinstance(tease_of(headline).value, float)


def test_the_value_is_the_sum_of_the_weights_of_the_terms() -> None:
    weights = weighted_phrases("headline_words")
    headline = "17 things you should never say to your best friend"
    expected = weights[START] + sum(weights.get(name, 0.0) for name in terms_of(headline))
    assert tease_of(headline).value == pytest.approx(expected)
    assert tease_of(headline).fires


def test_a_word_is_marked_with_what_it_adds() -> None:
    headline = "… won’t believe what THIS dog did next"
    marked = {headline[s.start_char : s.end_char]: w for s, w in tease_of(headline).words}
    assert "THIS" in marked
    assert min(marked.values()) >= 0.4
