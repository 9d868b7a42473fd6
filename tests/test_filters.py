"""Filters: which articles stay, and what happens to their rows."""

from datetime import UTC, date, datetime

import pytest

from dashboard.selection import NOT_STATED, Selection, apply, counts
from pipelines.once import copy_ids
from pipelines.schemas import COLUMNS, TABLES, Tables, tables_of


def article(article_id: str, **cells: object) -> tuple[object, ...]:
    zero = {"count": 0, "id": None}
    filled = {column.name: zero.get(column.kind) for column in COLUMNS["articles"]}
    filled |= {"article_id": article_id, **cells}
    return tuple(filled[column.name] for column in COLUMNS["articles"])


@pytest.fixture
def corpus() -> Tables:
    """A wire report, its copy a day later, and a German piece without outlet and date."""
    return tables_of(
        {
            "articles": [
                article("a", outlet="Wire", language="en", published_at=_on(3)),
                article("b", outlet="Post", language="en", published_at=_on(4)),
                article("c", language="de"),
            ],
            "sentences": [(i, 0, 0, 9, "narrator", 0.1, 0.1, 0.1, 0.1, None, None) for i in "abc"],
            "themes": [
                ("a", "ceasefire", "story", 1, 1.0, 0.1, None),
                ("b", "ceasefire", "story", 1, 1.0, 0.1, None),
                ("c", "sanctions", "story", 1, 1.0, 0.1, None),
            ],
            "actors": [
                ("a", "Ada", 1, 1, 0, 0, None, None),
                ("c", "Ada", 1, 1, 0, 0, None, None),
            ],
            "events": [("a", "a", None), ("b", "a", None), ("c", "c", "place")],
            "flags": [
                ("a", "no_byline", "clear", None, None, None),
                ("b", "no_byline", "triggered", "no byline", None, None),
                ("c", "no_byline", "cannot assess", "no column", None, None),
            ],
            "pairs": [("a", "b", "near_duplicate", 0.9, 1.0, "a", None)],
        }
    )


def _on(day: int) -> datetime:
    return datetime(2025, 3, day, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("selection", "left"),
    [
        (Selection(), "abc"),
        (Selection(outlets=("Wire",)), "a"),
        (Selection(outlets=("Wire", "Post")), "ab"),
        (Selection(outlets=(NOT_STATED,)), "c"),
        (Selection(languages=("de",)), "c"),
        (Selection(themes=("ceasefire",)), "ab"),
        (Selection(themes=("ceasefire", "sanctions")), "abc"),
        (Selection(flags=("no_byline",)), "b"),
        (Selection(without_flags=("no_byline",)), "ac"),
        (Selection(actors=("Ada",)), "ac"),
        (Selection(events=("a",)), "ab"),
        (Selection(since=date(2025, 3, 4)), "b"),
        (Selection(until=date(2025, 3, 3)), "a"),
        (Selection(since=date(2025, 3, 3), until=date(2025, 3, 4)), "ab"),
        (Selection(without_copies=True), "ac"),
        (Selection(without_families=("provenance",)), "ac"),
        (Selection(without_families=("sourcing",)), "abc"),
        (Selection(outlets=("Wire",), themes=("sanctions",)), ""),
        (Selection(outlets=("nobody",)), ""),
    ],
)
def test_a_filter_keeps_the_articles_that_meet_it(
    corpus: Tables, selection: Selection, left: str
) -> None:
    assert "".join(apply(corpus, selection).articles["article_id"]) == left


def test_every_table_holds_the_rows_of_the_articles_that_are_left(corpus: Tables) -> None:
    left = apply(corpus, Selection(outlets=("Wire",)))
    for table in TABLES:
        assert set(getattr(left, table)["article_id"]) <= {"a"}, table
    assert left.pairs.empty, "a pair needs both of its articles"
    assert len(corpus.sentences) == 3, "the corpus itself stays as it is"


def test_no_filter_copies_nothing(corpus: Tables) -> None:
    assert apply(corpus, Selection()) is corpus


def test_the_likely_origin_of_a_copy_is_no_copy(corpus: Tables) -> None:
    assert copy_ids(corpus) == {"b"}


def test_choices_come_with_their_counts_and_say_what_is_not_stated(corpus: Tables) -> None:
    found = counts(corpus)
    assert found.outlets == {"Wire": 1, "Post": 1, NOT_STATED: 1}
    assert found.themes == {"ceasefire": 2, "sanctions": 1}
    assert found.flags == {"no_byline": 1}
    assert found.families == {"provenance": 1}
    assert found.actors == {"Ada": 2}
    assert found.events == {"a": 2, "c": 1}
    assert (found.first, found.last) == (date(2025, 3, 3), date(2025, 3, 4))
    assert found.n_copies == 1


def test_filters_of_an_empty_corpus_are_empty() -> None:
    found = counts(tables_of({}))
    assert not found.outlets
    assert found.first is None
