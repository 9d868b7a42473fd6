"""Views of themes lead to sentences, count copies once, and bear empty tables."""

from dataclasses import replace

import pandas as pd
import pytest

from pipelines.schemas import COLUMNS, Tables, tables_of
from pipelines.summaries import only
from pipelines.summaries_glance import left_out
from pipelines.summaries_themes import (
    element_grid,
    element_reach,
    elements_by_group,
    sentences_with,
    theme_gaps,
    topic_reach,
    topic_sentences,
)

TEXTS = {
    "a": "A ceasefire holds. Wheat and barley fail. Rain came.",
    "b": "The ceasefire was signed. The ceasefire broke.",
    "c": "Nothing of it here.",
    "d": "A ceasefire holds. Wheat fails.",
}


def article(article_id: str, tone: float | None) -> tuple[object, ...]:
    filled = {c.name: 0 if c.kind == "count" else None for c in COLUMNS["articles"]}
    filled |= {"article_id": article_id, "tone": tone}
    return tuple(filled[column.name] for column in COLUMNS["articles"])


def sentences(article_id: str) -> list[tuple[object, ...]]:
    rows, start = [], 0
    for index, part in enumerate(TEXTS[article_id].split(". ")):
        end = min(start + len(part) + 1, len(TEXTS[article_id]))
        rows.append((article_id, index, start, end, "narrator", 0.1, *[None] * 5))
        start = end + 1
    return rows


def mark(article_id: str, name: str, start: int) -> tuple[object, ...]:
    return (article_id, "text", "theme", name, start, start + 9, None)


@pytest.fixture
def corpus() -> Tables:
    """Four articles of one event; `d` is a copy of `a`."""
    return tables_of(
        {
            "articles": [article("a", 0.2), article("b", 0.4), article("c", None), article("d", 0)],
            "texts": [(one, text, text) for one, text in TEXTS.items()],
            "sentences": [row for one in TEXTS for row in sentences(one)],
            "themes": [(one, "ceasefire", "story", 1, 0.5, 0.1, None) for one in "abd"],
            "marks": [
                *(mark("b", "ceasefire", TEXTS["b"].index("signed")), mark("b", "ceasefire", 30)),
                *(mark("a", "ceasefire", 2), mark("a", "economy", 19)),
                mark("a", "ceasefire", 5),
            ],
            "elements": [
                ("a", "ceasefire", "truce", 2, 11),
                ("a", "ceasefire", "truce", 30, 39),
                ("b", "ceasefire", "truce", 4, 13),
                ("b", "ceasefire", "monitors", 4, 13),
            ],
            "events": [(one, "a", None) for one in "abcd"],
            "pairs": [("a", "d", "near_duplicate", 0.9, 1.0, "a", None)],
            "topics": [
                ("a", 0, "wheat, barley", 0.9),
                ("d", 0, "wheat, barley", 0.5),
                ("c", 0, "wheat, barley", 0.4),
            ],
        }
    )


def test_the_sentences_of_a_theme_are_listed_once_and_in_order(corpus: Tables) -> None:
    rows = sentences_with(corpus, "theme", "ceasefire")
    where = list(zip(rows["article_id"], rows["sentence_index"], strict=True))
    assert where == [("a", 0), ("b", 0), ("b", 1)]
    assert sentences_with(only(corpus, ["c"]), "theme", "ceasefire").empty
    assert list(sentences_with(corpus, "theme", "economy")["sentence_index"]) == [1]


def test_an_element_has_its_count_its_reach_and_its_first_words(corpus: Tables) -> None:
    grid = element_grid(corpus).set_index(["element", "article_id"])
    assert grid.loc[("truce", "a"), ["n", "start_char", "end_char"]].tolist() == [2, 2, 11]
    assert len(grid) == 3
    assert element_reach(corpus).to_numpy().tolist() == [
        ["ceasefire", "truce", 2, 4],
        ["ceasefire", "monitors", 1, 4],
    ]


def test_elements_are_counted_by_article_in_a_group(corpus: Tables) -> None:
    outlets = pd.Series({"a": "Wire", "b": "Wire", "c": "Post", "d": None})
    counts = elements_by_group(corpus, outlets)
    assert counts.to_numpy().tolist() == [
        ["ceasefire", "monitors", "Wire", 1],
        ["ceasefire", "truce", "Wire", 2],
    ]


def test_a_gap_is_a_theme_that_most_independent_articles_have(corpus: Tables) -> None:
    gaps = theme_gaps(corpus)
    assert gaps.to_dict("records") == [
        {
            "event_id": "a",
            "article_id": "c",
            "theme": "ceasefire",
            "n_with": 2,  # a and its copy d are one
            "of_articles": 3,
            "example_id": "a",
        }
    ]
    two = tables_of({"articles": [article("a", 0.2), article("c", None)]})
    assert theme_gaps(two).empty, "of two, neither is most"


def test_what_was_not_read_leaves_nothing_out(corpus: Tables) -> None:
    """Word lists are English: a theme not found in another language may well be there."""
    languages = corpus.articles["article_id"].map({"c": "de"}).astype("str").fillna("en")
    foreign = replace(corpus, articles=corpus.articles.assign(language=languages))
    assert not (theme_gaps(foreign)["article_id"] == "c").any()
    assert left_out(foreign) is None
    assert left_out(corpus) is not None


def test_a_topic_has_its_articles_and_their_mean_tone(corpus: Tables) -> None:
    topic = topic_reach(corpus).iloc[0]
    assert (topic["n_articles"], topic["of_articles"], topic["n_toned"]) == (3, 4, 2)
    assert topic["tone"] == pytest.approx(0.1)


def test_the_sentences_behind_a_topic_hold_its_terms(corpus: Tables) -> None:
    rows = topic_sentences(corpus, 0)
    assert list(rows["article_id"]) == ["a", "d", "c"], "most of the topic first"
    a = rows.iloc[0]
    assert TEXTS["a"][a["start_char"] : a["end_char"]] == "Wheat and barley fail."
    assert (a["sentence_index"], a["n_terms"]) == (1, 2)
    assert pd.isna(rows.iloc[2]["sentence_index"]), "no sentence of c has a term"


def test_of_no_articles_every_view_is_empty() -> None:
    nothing = tables_of({})
    assert sentences_with(nothing, "theme", "ceasefire").empty
    assert element_grid(nothing).empty
    assert element_reach(nothing).empty
    assert theme_gaps(nothing).empty
    assert topic_reach(nothing).empty
    assert topic_sentences(nothing, 0).empty
