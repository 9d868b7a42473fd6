"""What came of it is found where a text says that it has happened, and told from what has not."""

from datetime import date

import pytest

from pipelines import Article, score_articles
from pipelines.articles import Span
from pipelines.outcomes import is_against, outcomes_in
from pipelines.typography import lowered, plain


def outcomes(sentence: str, published: date | None = None) -> list[str]:
    straight = plain(sentence)
    found = outcomes_in(lowered(straight), [Span(0, len(straight))], published)
    return [outcome.value for outcome in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Norland and Sudria signed the pact.", ["signed"]),
        ("The pact has been initialled, her office said.", ["signed"]),
        ("The talks collapsed after an hour.", ["collapsed"]),
        ("The two sides failed to reach a compromise.", ["no deal"]),
        ("They went home without a deal.", ["no deal"]),
        ("Parliament voted down the budget.", ["rejected"]),
        ("The vote was put off until May.", ["postponed"]),
        ("Four people were killed and nine injured.", ["killed", "injured"]),
        ("Ana Roth was re-elected on Sunday.", ["elected"]),
        ("A jury found him guilty; it acquitted his wife.", ["acquitted"]),
        ("He was found guilty and jailed for life.", ["convicted"]),
        ("The envoys made meaningful progress.", ["progress made"]),
        ("He called the talks “highly productive.”", ["called productive"]),
        ("The river rose.", []),
    ],
)
def test_outcomes_that_a_text_states(sentence, expected):
    assert outcomes(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The pact would be signed in May.",
        "A pact is to be signed in May.",
        "If elected, she wants peace.",
        "He cannot be impeached.",
        "The elected leader spoke.",
        "She agreed that the road is bad.",
        "He signed up for a course.",
        "Was the pact signed?",
        "Nobody drew up a no-deal plan, and a no-deal exit looms.",
    ],
)
def test_what_is_wanted_possible_asked_or_only_described_is_no_outcome(sentence):
    assert outcomes(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Sudria has not signed the pact.", ["not signed"]),
        ("Sudria hasn't yet approved it.", ["not approved"]),
        ("The minister never resigned.", ["not resigned"]),
        ("Sudria did not sign the pact.", ["not signed"]),
        ("Sudria refused to sign the pact.", ["not signed"]),
        ("The court didn't uphold the ruling.", ["not upheld"]),
        ("The senators failed to ratify it.", ["not approved"]),
        ("He pleaded not guilty.", ["pleaded not guilty"]),
        ("They would have declined to sign it.", []),
        ("It did not rain, and the pact was signed.", ["signed"]),
    ],
)
def test_what_is_denied_is_told_from_what_is_stated(sentence, expected):
    assert outcomes(sentence) == expected


def test_the_span_is_the_words_themselves():
    text = "In Korval both sides walked in. The talks broke down at noon."
    tables = score_articles([Article(text, url="https://one.example/")])
    (row,) = tables.slots[tables.slots["slot"] == "outcome"].to_dict("records")
    assert text[row["start_char"] : row["end_char"]] == "broke down"
    assert row["value"] == "collapsed"


def test_an_outcome_is_at_odds_with_its_opposite_and_with_its_denial():
    assert is_against("agreed", "collapsed")
    assert is_against("collapsed", "agreed")
    assert is_against("signed", "not signed")
    assert not is_against("signed", "agreed")
    assert not is_against("killed", "injured")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Prices have doubled since Norland invaded Sudria.", []),
        ("Since he was elected, nobody has been arrested.", ["arrested"]),
        ("Norland annexed the valley in 2014.", []),
        ("Norland annexed the valley in 2025.", ["invaded"]),
        ("He resigned on Friday over what he did in 2014.", ["resigned"]),
        ("The minister, in office from 2014 to 2025, resigned.", ["resigned"]),
    ],
)
def test_what_ended_something_earlier_is_no_outcome(sentence, expected):
    assert outcomes(sentence, date(2025, 6, 1)) == expected


def test_a_year_is_over_only_for_those_who_write_well_after_it():
    sentence = "Norland annexed the valley in December 2024."
    assert outcomes(sentence, date(2025, 1, 20)) == ["invaded"]
    assert outcomes(sentence) == ["invaded"], "nothing says when this was written"
