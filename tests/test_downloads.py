"""Downloads: safe in a spreadsheet, unchanged in Parquet."""

import io
import json
import re
import zipfile

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.downloads import archive, csv, guarded, parquet
from dashboard.drawing import alone
from pipelines import Article, compare_articles, score_articles
from pipelines.analyst import Entry
from pipelines.published import TooMany
from pipelines.schemas import TABLES, Tables


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\n=x", " =1", "\uff1d1+1"]
)
def test_text_that_a_spreadsheet_would_run_is_quoted(cell: str) -> None:
    table = pd.DataFrame({"title": pd.Series([cell, "plain", None], dtype="str")})
    assert guarded(table)["title"].to_list()[:2] == ["'" + cell, "plain"]
    assert guarded(table)["title"].isna().to_list() == [False, False, True]


def test_texts_of_a_large_corpus_are_quoted_too_though_it_holds_each_of_them_once() -> None:
    speakers = pd.Series(["-x", "Ines Ahn", None, "-x"], dtype="str").astype("category")
    safe = guarded(pd.DataFrame({"speaker": speakers}))["speaker"]
    assert safe.to_list()[:2] == ["'-x", "Ines Ahn"]
    assert safe.isna().to_list() == [False, False, True, False]


def test_numbers_stay_numbers() -> None:
    table = pd.DataFrame({"tone": [-0.5, 0.5], "n": pd.Series([-1, None], dtype="Int64")})
    assert csv(table).decode("utf-8-sig").splitlines() == ["tone,n", "-0.5,-1", "0.5,"]


def test_parquet_keeps_the_table_as_it_is() -> None:
    table = pd.DataFrame({"title": pd.Series(["=1+1", "ä"], dtype="str")})
    pd.testing.assert_frame_equal(pd.read_parquet(io.BytesIO(parquet(table))), table)


@pytest.fixture(scope="module")
def scored() -> Tables:
    articles = [
        Article("Envoys met in Geneva. They agreed on a treaty.", title="=1+1", outlet="Post"),
        Article("Sources say the talks failed. The mood was grim.", title="Failure"),
    ]
    return compare_articles(score_articles(articles))


def test_archive_holds_every_table_the_notes_on_these_articles_and_the_run(scored):
    one = str(scored.articles["article_id"].iloc[0])
    said = [
        Entry(one, source_grade="B", note="=1+1"),
        Entry(one, note="Seen."),
        Entry(one, flag="no_byline", override="false alarm"),
        Entry("f" * 16, note="Of another article."),
    ]
    with zipfile.ZipFile(io.BytesIO(archive(scored, said, {"rules_digest": "abc"}))) as file:
        names = set(file.namelist())
        assert {f"{name}.{end}" for name in TABLES for end in ("csv", "parquet")} <= names
        assert "'=1+1" in file.read("articles.csv").decode("utf-8-sig")
        stored = pd.read_parquet(io.BytesIO(file.read("articles.parquet")))
        assert stored["title"].iloc[0] == "=1+1"
        lines = [json.loads(line) for line in file.read("analyst.jsonl").decode().splitlines()]
        assert [line["note"] for line in lines] == ["=1+1", "Seen.", None]
        judged = pd.read_parquet(io.BytesIO(file.read("analyst_articles.parquet")))
        grades = judged.set_index("article_id")[["source_grade", "information_grade"]]
        assert grades.loc[one].to_list() == ["B", "6"]
        assert grades.drop(one).to_numpy().tolist() == [["F", "6"]]
        assert judged.set_index("article_id")["note"].loc[one] == "Seen."
        assert file.read("analyst_flags.csv").decode("utf-8-sig").splitlines() == [
            "article_id,flag,override",
            f"{one},no_byline,false alarm",
        ]
        assert json.loads(file.read("run.json")) == {"rules_digest": "abc"}


def test_archive_says_which_tables_did_not_fit(scored):
    class Large:
        def __getattr__(self, name: str) -> pd.DataFrame:
            if name == "sentences":
                raise TooMany
            return getattr(scored, name)

    with zipfile.ZipFile(io.BytesIO(archive(Large(), [], {}))) as file:
        assert "sentences.csv" not in file.namelist()
        assert "Not here: sentences" in file.read("README.txt").decode()


def test_a_chart_alone_carries_its_description_and_its_library_and_loads_nothing():
    page = alone(go.Figure(), "Tone & time", "Tone of <b>two</b> articles")
    assert "<title>Tone &amp; time</title>" in page
    assert page.count("<p>") == 1
    assert "&lt;b&gt;two" in page
    assert '<html lang="en">' in page
    assert not re.search(r"<(?:script|link|img)[^>]+(?:src|href)=", page[:2000])
