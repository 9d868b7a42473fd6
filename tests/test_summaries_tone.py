"""Means that say how sure they are: parts pool to the whole, and order is called settled or not."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.schemas import tables_of
from pipelines.scores import mean, spread
from pipelines.summaries_tone import order_within_events, pooled, strongest, tone_orders
from pipelines.tone import interval_around, mean_interval
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


def toned(*articles: tuple[float | None, float | None, int]) -> pd.DataFrame:
    """Articles with a mean tone, the spread of their sentences and the number of these."""
    rows = []
    for tone, width, n in articles:
        ends = interval_around(tone, n * width**2, n) if width is not None else (None, None)
        rows.append((tone, width, n, *ends))
    columns = ["tone", "tone_spread", "n_sentences", "tone_low", "tone_high"]
    return pd.DataFrame(rows, columns=columns).astype(float)


@pytest.mark.parametrize(
    ("articles", "orders"),
    [
        ([(0.1, 0.1, 50), (0.3, 0.1, 50)], (1, 0, 1)),
        ([(0.1, 0.2, 50), (0.19, 0.2, 50)], (0, 1, 1)),
        ([(0.1, 0.2, 50), (0.15, 0.2, 50)], (0, 0, 1)),
        ([(0.1, 0.2, 50), (0.19, 0.2, 50), (0.6, 0.2, 50)], (2, 1, 3)),
        ([(0.1, 0.2, 50), (0.9, None, 1)], (0, 0, 1)),
        ([(0.1, 0.0, 5), (0.1, 0.0, 5)], (0, 0, 1)),
        ([(None, None, 5), (0.1, 0.1, 5)], (0, 0, 0)),
        ([], (0, 0, 0)),
    ],
)
def test_a_pair_is_ranked_where_intervals_do_not_meet_and_may_differ_where_they_do(
    articles, orders
) -> None:
    assert tone_orders(toned(*articles)) == orders


def test_two_articles_differ_as_often_by_chance_as_the_interval_says() -> None:
    chance = np.random.default_rng(1)
    n_pairs = 400
    said = 0
    for _ in range(n_pairs):
        drawn = [chance.normal(0, width, n) for width, n in ((0.1, 12), (0.3, 25))]
        said += sum(tone_orders(toned(*((one.mean(), one.std(), len(one)) for one in drawn)))[:2])
    assert 0.02 < said / n_pairs < 0.08


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


def test_the_sentence_that_stands_for_a_mean_is_the_furthest_on_its_side() -> None:
    def sentence(one: str, n: int, own: float | None, quoted: float | None) -> dict[str, object]:
        return {
            "article_id": one,
            "sentence_index": n,
            "start_char": n,
            "end_char": n + 1,
            "tone": own if quoted is None else quoted,
            "tone_narrator": own,
            "tone_quoted": quoted,
        }

    rows = [
        sentence("a", 0, -0.6, None),
        sentence("a", 1, 0.5, None),
        sentence("a", 2, None, 0.1),
        sentence("a", 3, None, 0.4),
        sentence("b", 0, None, None),
    ]
    sentences = pd.DataFrame(rows, index=[7, 7, 8, 9, 9])  # of two corpora put together
    tables = replace(tables_of({"articles": [article("a"), article("b")]}), sentences=sentences)
    found = strongest(tables)
    assert found.loc["a"].to_list() == [1, 0, 3], "all are positive, its own voice is grim"
    assert found.loc["b"].isna().all(), "no tone, no sentence"
