"""Figures of a corpus count every text once."""

import pytest

from pipelines import Article, compare_articles, score_articles
from pipelines.brief import brief
from pipelines.once import counted_once
from pipelines.schemas import TABLES, tables_of
from pipelines.summaries import flag_rates, only, outlets
from tests.test_sources import COPY, OTHER, WIRE


@pytest.fixture(scope="module")
def scored():
    return compare_articles(score_articles((WIRE, COPY, OTHER)))


def test_of_copies_the_origin_counts(scored):
    once = counted_once(scored)
    assert set(once.articles["outlet"]) == {"Harbour Wire", "Hollin Courier"}
    assert set(outlets(once)["n_articles"]) == {1}
    assert flag_rates(once)[["triggered", "clear", "cannot assess"]].sum(axis=1).eq(2).all()


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_that_of_the_articles_that_count(scored, table):
    once = counted_once(scored)
    kept = only(scored, once.articles["article_id"])
    assert getattr(once, table).equals(getattr(kept, table))
    assert getattr(only(once, once.articles["article_id"]), table).equals(getattr(kept, table))


def test_a_copy_without_its_origin_counts(scored):
    part = only(scored, [COPY.article_id, OTHER.article_id])
    assert counted_once(part) is part


def test_of_two_that_credit_each_other_one_counts():
    ids = [Article(f"text {n}", url=f"https://{n}.example/").article_id for n in range(3)]
    one, two, three = sorted(ids)
    given = score_articles([Article(f"text {n}", url=f"https://{n}.example/") for n in range(3)])
    pairs = [
        (one, two, "near_duplicate", 0.9, 0.9, one, "credit"),
        (two, three, "near_duplicate", 0.9, 0.9, two, "credit"),
        (one, three, "near_duplicate", 0.9, 0.9, three, "credit"),
    ]
    object.__setattr__(given, "pairs", tables_of({"pairs": pairs}).pairs)
    assert len(counted_once(given).articles) == 1


def test_the_brief_says_how_many_copies_it_leaves_out(scored):
    once, too = brief(scored), brief(scored, with_copies=True)
    assert "1 copy, which is left out of the figures" in once
    assert "in 2 articles" in once
    assert "1 copy counts in the figures" in too
    assert "Bridge opens for prisoners" in once  # still listed
