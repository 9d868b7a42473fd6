"""The first screen of a comparison: how the articles differ, and of which events they are."""

from collections.abc import Mapping

import pytest

from dashboard.compared_glance import (
    differing_said,
    event_of,
    glance,
    none_said,
    several_events,
    triggered,
    triggered_said,
)
from dashboard.comparison import badge
from dashboard.naming import Name
from pipelines.schemas import Tables, tables_of
from pipelines.summaries import only
from pipelines.summaries_themes import furthest_apart
from pipelines.summaries_tone import Order
from tests.test_summaries_glance import article

NAMED = {one: Name(number, one, True) for number, one in enumerate("abc", start=4)}


def tables(events: Mapping[str, str]) -> Tables:
    """Three articles in the events given; b speaks of territory most, c is in German."""
    return tables_of(
        {
            "articles": [
                article("a", tone=0.1, tone_low=0.0, tone_high=0.2, language="en"),
                article("b", tone=0.5, tone_low=0.4, tone_high=0.6, language="en"),
                article("c", language="de"),
            ],
            "themes": [
                ("a", "ceasefire", "story", 2, 0.3, 0.1, None),
                ("b", "ceasefire", "story", 2, 0.2, 0.1, None),
                ("b", "territory", "story", 4, 0.4, 0.1, None),
            ],
            "quotes": [("b", 0, 1, "indirect", "officials", "unnamed", "said", False, None)],
            "flags": [
                ("a", "no_byline", "triggered", None, None, None),
                ("a", "no_date", "triggered", None, None, None),
                ("b", "hedging", "triggered", None, None, None),
            ],
            "slots": [(one, "party", "<b>Selmo</b>", None, 0, 1) for one in "ab"],
            "events": [(one, event, "party") for one, event in events.items()],
        }
    )


ONE = {"a": "x", "b": "x", "c": "x"}
TWO = {"a": "x", "b": "x", "c": "y"}


def test_articles_of_one_event_carry_no_event_and_no_warning() -> None:
    one = tables(ONE)
    assert event_of(one, one) == {}
    assert several_events(one, NAMED, one) == ""


def test_events_are_named_by_number_articles_and_what_they_agree_on() -> None:
    two = tables(TWO)
    assert event_of(two, two) == {"a": 1, "b": 1, "c": 2}
    said = several_events(two, NAMED, two)
    assert "of 2 events" in said
    assert "event 1</a> (articles 4, 5: &lt;b&gt;Selmo&lt;/b&gt;)" in said
    assert "event 2</a> (article 6)" in said


def test_the_theme_that_differs_most_is_told_of_articles_that_were_read() -> None:
    theme, shares = furthest_apart(tables(ONE))
    assert theme == "territory"
    assert shares == pytest.approx({"a": 0.0, "b": 0.4})
    assert furthest_apart(tables_of({})) == (None, {})


def test_the_first_screen_has_tone_themes_statements_and_flags() -> None:
    said = glance(tables(ONE), NAMED)
    for what in ("+0.10", "+0.50", "territory", "40 %", "mark=unnamed", "1 unnamed"):
        assert what in said
    assert triggered(tables(ONE)) == {"a": 2, "b": 1, "c": 0}
    assert triggered(tables(ONE), family="language") == {"a": 0, "b": 1, "c": 0}
    assert "The order of the pair is settled" in said


def test_articles_that_share_no_event_are_not_put_in_order() -> None:
    said = glance(tables({"a": "x", "b": "y", "c": "z"}), NAMED)
    assert "No two of them are of one event" in said


def test_pairs_that_differ_without_a_rank_are_told_apart_from_ranked_ones() -> None:
    assert differing_said(Order(0, 1, 3, [], 1)).startswith("1 pair differs all the same: ")
    assert differing_said(Order(2, 3, 6, [], 1)).startswith("3 more pairs differ: ")
    assert differing_said(Order(0, 1, 1, [], 1)).startswith("The two differ all the same: ")


def test_an_article_has_the_colour_of_its_column_in_every_line() -> None:
    said = glance(tables(ONE), NAMED)
    themes = said[said.index("territory") :]
    third = badge(2, 6)
    assert third in said
    assert badge(1, 5) in themes
    unread = glance(tables(ONE), {"c": NAMED["c"], "a": NAMED["a"], "b": NAMED["b"]})
    assert badge(1, 4) in unread[unread.index("territory") :], "c was not read and is no line here"


def test_a_tone_that_is_not_known_is_said_to_be_unknown() -> None:
    assert "unknown" in glance(tables(ONE), NAMED)


def test_articles_with_triggered_flags_are_named_and_the_others_are_not() -> None:
    assert triggered_said({"a": 2, "b": 0, "c": 1}, NAMED) == (
        "triggered: 2 in article 4, 1 in article 6"
    )
    assert triggered_said({"a": 0, "b": 0}, NAMED) == "none triggered"


def test_nothing_found_is_said_as_far_as_it_could_be_looked_for() -> None:
    three = tables(ONE)
    assert none_said(only(three, ["a", "b"]), NAMED, "None.") == "None."
    assert none_said(three, NAMED, "None.").endswith("the language of article 6 is not covered.")
    assert none_said(only(three, ["c"]), NAMED, "None.").startswith("It cannot be told")
