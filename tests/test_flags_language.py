"""Hedged, loaded, sensational, advising, out of tune."""

import pytest

from tests.asking import HONEST, ask, long, words

HEDGED = (
    "The plan could possibly fail and might perhaps hurt trade. It may seem to help, but it is "
    "unclear whether it would likely work. Potential buyers could appear to wait. "
) * 6


@pytest.mark.parametrize(
    "flag", ["hedging", "loaded_language", "sensational_style", "opinion_as_news"]
)
def test_a_sober_report_is_clear_and_has_a_value(flag: str) -> None:
    finding = ask(flag, HONEST, title="Ferry line reopens after council vote")
    assert finding.state == "clear"


def test_hedges_in_the_writers_own_voice_are_marked_and_quoted_ones_are_not() -> None:
    assert "could" in words("hedging", HEDGED)
    quoted = "\n\n".join(
        f'"It could fail, it might rain and it may snow in {n}," said Ana Holt.' for n in range(12)
    )
    assert ask("hedging", long(quoted)).state == "clear"
    assert ask("hedging", "It may rain.").state == "cannot assess"


def test_the_month_of_may_is_no_hedge() -> None:
    dated = long(
        "\n\n".join(f"The council met on May {n} and voted for the pier." for n in range(1, 20))
    )
    assert ask("hedging", dated).state == "clear"


def test_loaded_words_are_marked_and_a_harsher_text_has_a_higher_value() -> None:
    harsh = "The disastrous plan is an absurd and shameful mess by reckless men."
    plain = "The plan was read in the council on Friday by two men."
    assert {"disastrous", "absurd"} <= set(words("loaded_language", harsh))
    harsher, milder = ask("loaded_language", harsh).value, ask("loaded_language", plain).value
    assert harsher is not None
    assert milder is not None
    assert harsher > milder


@pytest.mark.parametrize(
    ("headline", "teases"),
    [
        ("17 Things You Should Never Say To Your Best Friend", True),
        ("You Won't Believe What This Dog Did Next", True),
        ("Which Kitchen Tool Are You?", True),
        ("Parliament passes budget after night of talks", False),
        ("Earthquake kills 12 in northern province, police say", False),
        ("Central bank raises rates by a quarter point", False),
    ],
)
def test_headlines_that_tease_are_told_from_headlines_that_report(
    headline: str, teases: bool
) -> None:
    in_title = ask("sensational_style", HONEST, title=headline)
    alone = ask("sensational_style", headline)
    assert (in_title.state == "triggered") is teases
    assert (alone.state == "triggered") is teases


def test_a_label_of_opinion_clears_judgements() -> None:
    column = (
        "We must stop this absurd plan. It is time to demand an answer, and frankly the council "
        "should never have allowed such a shameful, ridiculous mess. Our leaders must act. "
    ) * 8
    assert ask("opinion_as_news", column, title="The pier").state == "triggered"
    assert ask("opinion_as_news", column, title="Opinion: the pier").state == "clear"


def test_a_headline_much_grimmer_than_its_text_is_out_of_tune() -> None:
    glad = "The happy children won a wonderful prize. All loved the great party. " * 8
    finding = ask("headline_body_gap", glad, title="Horrible murder and brutal terror")
    assert finding.state == "triggered"
    assert ask("headline_body_gap", HONEST).state == "cannot assess"
