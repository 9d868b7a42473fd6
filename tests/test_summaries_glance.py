"""The answers of the overview: events, copies, own voice, unnamed sources, what is left out."""

import pandas as pd
import pytest

from pipelines import Article, compare_articles, score_articles
from pipelines.schemas import COLUMNS, Tables, tables_of
from pipelines.summaries_glance import (
    copied,
    event_sizes,
    event_values,
    grimmest_own_voice,
    left_out,
    tone_distribution,
    unnamed_sources,
)


def article(article_id: str, **cells: object) -> tuple[object, ...]:
    filled = {c.name: 0 if c.kind == "count" else None for c in COLUMNS["articles"]}
    filled |= {"article_id": article_id, **cells}
    return tuple(filled[column.name] for column in COLUMNS["articles"])


def sentences(article_id: str, *tones: float) -> list[tuple[object, ...]]:
    return [
        (article_id, place, 0, 1, "narrator", tone, tone, tone, tone, None, None)
        for place, tone in enumerate(tones)
    ]


@pytest.fixture
def corpus() -> Tables:
    """Five articles: a to d of one event, d a copy of a; e of another event."""
    tones = {
        "a": (0.2, 0.1, 0.2, 0.1, 0.2),
        "b": (-0.5, -0.4, -0.5, -0.4, -0.5),
        "c": (-0.4, -0.5, -0.4, -0.5, -0.4),
        "d": (-0.9, -0.9),
        "e": (0.3, 0.3, 0.3, 0.3, 0.3),
    }
    return tables_of(
        {
            "articles": [
                article(i, tone=sum(t) / len(t), tone_narrator=sum(t) / len(t), n_narrator=len(t))
                for i, t in tones.items()
            ],
            "sentences": [row for i, t in tones.items() for row in sentences(i, *t)],
            "themes": [(i, "ceasefire", "story", 1, 0.5, 0.1, None) for i in "abc"]
            + [("e", "sanctions", "story", 1, 0.5, 0.1, None)],
            "slots": [(i, "party", "Selmo", None, 0, 1) for i in "abcd"]
            + [("a", "party", "Vell", None, 2, 3), ("e", "party", "Orva", None, 0, 1)],
            "quotes": [
                ("a", 0, 1, "indirect", "Ada", "named", "said", False, None),
                ("b", 0, 1, "indirect", "officials", "unnamed", "said", False, None),
                ("b", 2, 3, "indirect", "Ben", "named", "said", False, None),
                ("c", 0, 1, "indirect", None, "none", "said", False, None),
            ],
            "events": [(i, "a", "party") for i in "abcd"] + [("e", "e", "party")],
            "pairs": [("a", "d", "near_duplicate", 0.9, 1.0, "a", None)],
        }
    )


def test_events_are_counted_with_what_sets_them_apart(corpus: Tables) -> None:
    sizes = event_sizes(corpus)
    assert list(sizes["event_id"]) == ["a", "e"]
    assert list(sizes["n_articles"]) == [4, 1]
    assert set(sizes["deciding_slot"]) == {"party"}
    assert event_sizes(tables_of({})).empty


def test_a_value_stands_for_an_event_only_if_several_state_it(corpus: Tables) -> None:
    assert event_values(corpus, "a", "party") == ["Selmo"]
    assert event_values(corpus, "e", "party") == ["Orva"]


def test_a_copy_is_told_from_its_origin(corpus: Tables) -> None:
    found = copied(corpus)
    assert list(found["article_id"]) == ["d"]
    assert list(found["origin_id"]) == ["a"]


def test_the_grimmest_needs_enough_sentences_and_says_who_it_overlaps(corpus: Tables) -> None:
    first = grimmest_own_voice(corpus)
    assert first is not None
    assert first.article_id == "b", "d is grimmer, on two sentences"
    assert (first.n, first.n_overlapping, first.n_compared) == (5, 1, 3)
    assert first.low < first.mean < first.high
    assert grimmest_own_voice(tables_of({})) is None


def test_unnamed_sources_are_counted_among_attributed_statements(corpus: Tables) -> None:
    found = unnamed_sources(corpus)
    assert found.to_dict("records") == [{"article_id": "b", "n_unnamed": 1, "n_attributed": 2}]


def test_a_theme_is_left_out_within_its_event(corpus: Tables) -> None:
    found = left_out(corpus)
    assert found is not None
    assert (found.theme, found.event_id, found.n_with, found.n_articles) == ("ceasefire", "a", 3, 4)
    assert list(found.article_ids) == ["d"], "e is another event"
    assert left_out(tables_of({})) is None


def test_every_article_with_a_tone_is_in_one_step() -> None:
    articles = pd.DataFrame({"tone": [-0.12, -0.11, 0.0, 0.049, 0.31, None]})
    spread = tone_distribution(articles)
    assert spread["n_articles"].sum() == 5
    assert spread["low"].iloc[0] == pytest.approx(-0.15)
    filled = spread[spread["n_articles"] > 0]
    assert list(filled["n_articles"]) == [2, 2, 1]
    assert list(filled["first"]) == [0, 2, 4]


def test_answers_hold_for_articles_as_scored() -> None:
    text = "Envoys of Ostermark met in Vell on Tuesday. “We want peace,” said Mara Lindt. "
    tables = compare_articles(score_articles([Article(text, title="One"), Article(text * 2)]))
    assert event_sizes(tables)["n_articles"].sum() == 2
    assert unnamed_sources(tables).empty
