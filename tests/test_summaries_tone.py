"""Means that say how sure they are: parts pool to the whole, and order is called settled or not."""

import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.schemas import tables_of
from pipelines.scores import mean, spread
from pipelines.summaries_tone import n_settled, order_within_events, pooled
from pipelines.tone import mean_interval
from tests.test_summaries_glance import article

TONES = st.lists(st.floats(-1, 1), min_size=1, max_size=9)


@given(st.lists(TONES, min_size=1, max_size=5))
def test_the_interval_of_pooled_articles_is_that_of_all_their_sentences(articles) -> None:
    rows = pd.DataFrame(
        {
            "theme": "ceasefire",
            "n_sentences": [len(tones) for tones in articles],
            "tone": [mean(tones) for tones in articles],
            "tone_spread": [spread(tones) for tones in articles],
        }
    )
    row = pooled(rows, "theme").loc["ceasefire"]
    together = [tone for tones in articles for tone in tones]
    assert row["tone"] == pytest.approx(mean(together), abs=1e-9)
    assert row["n_toned"] == len(together)
    ends = mean_interval(together)
    if ends is None:
        assert math.isnan(row["low"])
    else:
        assert (row["low"], row["high"]) == pytest.approx(ends, abs=1e-6)


def test_an_article_without_a_tone_adds_nothing_to_a_pooled_mean() -> None:
    rows = pd.DataFrame(
        {
            "actor": ["Ada", "Ada", "Bo"],
            "n_sentences": [2, 7, 3],
            "tone": [0.5, None, None],
            "tone_spread": [0.1, None, None],
        }
    )
    view = pooled(rows, "actor")
    assert view.loc["Ada", "n_toned"] == 2
    assert "Bo" not in view.index


@pytest.mark.parametrize(
    ("ends", "settled"),
    [
        ([(0.1, 0.2), (0.3, 0.4)], (1, 1)),
        ([(0.1, 0.3), (0.3, 0.4)], (0, 1)),
        ([(0.1, 0.2), (0.3, 0.4), (0.15, 0.35)], (1, 3)),
        ([(0.1, 0.2), (None, None)], (0, 1)),
        ([], (0, 0)),
    ],
)
def test_an_order_is_settled_where_intervals_do_not_meet(ends, settled) -> None:
    articles = pd.DataFrame(ends, columns=["tone_low", "tone_high"], dtype=float).assign(tone=0.2)
    assert n_settled(articles) == settled


def test_no_order_is_claimed_between_articles_of_different_events() -> None:
    cells = {"tone_without_topic_words": 0.0}
    tables = tables_of(
        {
            "articles": [
                article("a", tone=0.1, tone_low=0.05, tone_high=0.15, **cells),
                article("b", tone=0.5, tone_low=0.45, tone_high=0.55, **cells),
                article("c", tone=0.9, tone_low=0.85, tone_high=0.95, **cells),
            ],
            "events": [("a", "x", None), ("b", "x", None), ("c", "y", None)],
        }
    )
    found = order_within_events(tables)
    assert (found.n_settled, found.n_pairs, found.n_events) == (1, 1, 2)
    together = order_within_events(replace(tables, events=tables.events.iloc[:0]))
    assert (together.n_settled, together.n_pairs, together.n_events) == (3, 3, 1)
