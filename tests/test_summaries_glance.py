"""The answers of the overview: events, copies, own voice, unnamed sources, what is left out."""

from dataclasses import replace

import pandas as pd
import pytest

from pipelines import Article, compare_articles, score_articles
from pipelines.once import copy_ids, counted_once
from pipelines.schemas import COLUMNS, Tables, frame, tables_of
from pipelines.summaries_glance import (
    copied,
    dates_fit,
    event_sizes,
    event_values,
    grimmest_own_voice,
    key_figures,
    left_out,
    to_compare,
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
    apart = replace(corpus, pairs=corpus.pairs.iloc[:0])
    found = left_out(apart)
    assert found is not None
    assert (found.theme, found.event_id, found.n_with, found.n_articles) == ("ceasefire", "a", 3, 4)
    assert (found.article_id, found.n_themes, found.n_tied) == ("d", 1, 0), "e is another event"
    assert sorted(found.example_ids) == ["a", "b", "c"], "each that has it is named"
    assert left_out(corpus) is None, "a copy is no voice that could leave anything out"
    assert left_out(tables_of({})) is None


def test_key_figures_are_of_the_articles_that_count(corpus: Tables) -> None:
    every, once = key_figures(corpus), key_figures(counted_once(corpus))
    assert (every.n_articles, once.n_articles) == (5, 4)
    assert key_figures(tables_of({})).first is None


def test_of_articles_that_credit_each_other_one_is_no_copy(corpus: Tables) -> None:
    both = frame("pairs", [
        ("a", "d", "near_duplicate", 0.9, 1.0, "a", None),
        ("b", "d", "near_duplicate", 0.9, 1.0, "d", None),
        ("a", "b", "near_duplicate", 0.9, 1.0, "b", None),
    ])  # fmt: skip
    circle = replace(corpus, pairs=both)
    assert set(copied(circle)["article_id"]) == copy_ids(circle)
    assert len(copy_ids(circle)) == 2


def themes_of(**sentences: dict[str, int]) -> Tables:
    """Articles of one event with their themes and the sentences on each."""
    rows = [
        (one, theme, "story", n, 0.5, 0.1, None)
        for one, of in sentences.items()
        for theme, n in of.items()
    ]
    return tables_of(
        {
            "articles": [article(one) for one in sentences],
            "themes": rows,
            "events": [(one, "a", None) for one in sentences],
        }
    )


def test_the_article_with_most_gaps_is_named_whatever_the_order_of_the_tables() -> None:
    full = {"ceasefire": 1, "territory": 1, "sanctions": 1}
    one, two = {"sanctions": 1}, {"ceasefire": 1, "territory": 1, "mediation": 9}
    for tables in (
        themes_of(a=two, b=full, c=full, d=one),
        themes_of(d=one, c=full, b=full, a=two),
    ):
        found = left_out(tables)
        assert found is not None
        assert (found.article_id, found.n_tied) == ("d", 0)


def test_of_articles_with_as_many_gaps_the_theme_with_most_sentences_decides() -> None:
    tables = themes_of(
        a={"territory": 9},
        b={"ceasefire": 2},
        c={"ceasefire": 2, "territory": 4},
        d={"ceasefire": 1, "territory": 1},
    )
    found = left_out(tables)
    assert found is not None
    assert (found.article_id, found.theme, found.n_tied) == ("b", "territory", 1)
    assert found.example_ids == ("a", "c", "d"), "first where most of the words are"


def test_dates_fit_as_the_flag_and_the_pairs_say() -> None:
    states = {"a": "triggered", "b": "clear", "c": "cannot assess"}
    tables = tables_of(
        {
            "articles": [article(one) for one in states],
            "flags": [(one, "date_conflict", of, None, None, None) for one, of in states.items()]
            + [("b", "no_byline", "triggered", None, None, None)],
            "pairs": [
                ("a", "b", "date_conflict", None, None, None, "days apart"),
                ("a", "b", "near_duplicate", 0.9, 1.0, "a", None),
            ],
        }
    )
    found = dates_fit(tables)
    assert (found.n_checked, list(found.in_conflict), len(found.pairs)) == (2, ["a"], 1)


def test_articles_of_the_largest_event_are_compared_first(corpus: Tables) -> None:
    assert to_compare(corpus, at_most=3) == ["a", "b", "c"]
    last_first = only_events(corpus, {"a": "x", "b": "y", "c": "y", "d": "x", "e": "y"})
    assert to_compare(last_first, at_most=4) == ["b", "c", "e"]
    assert to_compare(last_first, at_most=4, wanted={"d"}) == ["d", "a"]
    assert to_compare(last_first, at_most=4, wanted={"c", "d"}) == ["c", "d"], "alone"
    of_one = only_events(corpus, dict.fromkeys("abcde", "x"))
    assert to_compare(of_one, at_most=4) == ["a", "b", "c", "e"], "d is a copy"


def test_where_no_two_articles_share_an_event_the_first_are_compared(corpus: Tables) -> None:
    alone = only_events(corpus, {one: one for one in "abcde"})
    assert to_compare(alone, at_most=2) == ["a", "b"]
    assert to_compare(alone, at_most=2, wanted={"c"}) == ["c", "a"]
    assert to_compare(only_events(corpus, {}), at_most=2) == ["a", "b"], "nothing was compared"


def only_events(tables: Tables, event_of: dict[str, str]) -> Tables:
    events = tables_of({"events": [(one, event, None) for one, event in event_of.items()]}).events
    return replace(tables, events=events)


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
