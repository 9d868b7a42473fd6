"""Days and outcomes are told of things that another article can be known to speak of."""

import pytest

from pipelines.occasions import told_in, words_of_names


def told(text: str, value: str, slot: str = "date", unit: str = ""):
    start = text.index(value)
    return told_in(text, [(slot, value, unit, start, start + len(value))])


def test_a_day_belongs_to_what_happened_and_to_the_names_of_its_sentence():
    text = "It rained. Norland and Sudria held talks in Korval on 12 March. Ana Roth left."
    (one,) = told(text, "12 March")
    assert one.kinds == ("talks",)
    assert one.names == ("Korval", "Norland", "Sudria")
    assert not one.is_ahead


@pytest.mark.parametrize(
    "text",
    [
        "Norland and Sudria have held talks in Korval since 12 March.",
        "Norland and Sudria held talks in Korval on 11 and 12 March.",
        "Norland and Sudria held talks, Korval, 12 March (REUTERS/Ana Roth).",
        "Norland and Sudria saw the sun on 12 March.",
        "There were talks on 12 March.",
    ],
)
def test_edges_ranges_captions_and_things_that_cannot_be_known_again_tell_nothing(text):
    assert told(text, "12 March") == []


def test_a_plan_is_told_from_what_has_happened():
    (one,) = told("Norland and Sudria will meet for talks in Korval on 12 March.", "12 March")
    assert one.is_ahead


def test_an_outcome_is_of_the_names_of_its_sentence():
    (one,) = told("The talks of Norland and Sudria collapsed.", "collapsed", "outcome")
    assert (one.kinds, one.names) == ((), ("Norland", "Sudria"))


def test_a_figure_is_told_by_the_words_of_its_sentence_and_counts_nothing_without_a_unit():
    text = "Soldiers freed 48 hostages from the burning hotel in the old harbour of Korval."
    (one,) = told(text, "48", "figure", "hostage")
    assert one.unit == "hostage"
    assert words_of_names(["Korval"]) <= set(one.words)
    assert set(one.near) < set(one.words)
    assert told(text, "48", "figure") == []


def test_a_day_without_a_digit_was_told_by_its_weekday():
    (one,) = told("Soldiers freed the hostages from the hotel in Korval on Friday.", "Friday")
    assert one.by_weekday
