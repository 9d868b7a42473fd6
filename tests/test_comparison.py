"""The columns of a comparison show the words of each article, and who is who."""

from dataclasses import replace

import pandas as pd
import pytest

from dashboard import comparison
from dashboard.markup import in_marks
from dashboard.naming import Name
from dashboard.tables import words_of
from pipelines.schemas import tables_of
from tests.test_article_view import row, tables


def test_words_come_from_the_field_that_a_mark_points_at():
    one = tables()
    said = words_of(one, one.marks[one.marks["field"] != "text"])
    assert said == ["Talks", "Share this page"]


def test_words_of_a_headline_without_one_are_unknown():
    one = tables()
    bare = replace(one, articles=one.articles.assign(title=None))
    assert words_of(bare, one.marks[one.marks["field"] == "title"]) == [None]


@pytest.mark.parametrize(
    ("words", "shown"), [("a <b>", "“a &lt;b&gt;”"), ("“We go,” he said", "“We go,” he said")]
)
def test_words_get_quotation_marks_once(words, shown):
    assert in_marks(words) == shown


def test_each_section_says_which_column_is_which():
    articles = [Name(3, "Talks open", True), Name(7, "Talks close", True)]
    html = comparison.columns([comparison.Row("Theme", ["yes", "no"])], articles)
    top = html.split("cm-top")[1].split("Theme")[0]
    assert all(said in top for said in (">3</b>Talks open", ">7</b>Talks close"))
    assert comparison.columns([], articles) == ""


def test_who_speaks_is_listed_before_who_is_only_named_and_the_cut_is_said():
    named = [
        row("actors", article_id="a1", actor=f"Named {n}", n_mentions=9, n_quotes=0, n_attributed=0)
        for n in range(comparison.MOST_ACTORS)
    ]
    speaks = row("actors", article_id="a1", actor="Kreps", n_mentions=1, n_quotes=2, n_attributed=0)
    articles = pd.DataFrame({"article_id": ["a1"]})
    part = replace(tables_of({"actors": [*named, speaks]}), articles=articles)
    assert comparison.actor_rows(part)[0].label == "Kreps"
    assert comparison.actors_said(part).startswith("14 of 15 actors")
