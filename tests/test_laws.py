"""The laws of the whole: what holds for every article, whatever it says."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines import Article, Tables, compare_articles, read_tables, score_articles
from pipelines.build import SAMPLE_ARTICLES, SAMPLE_TAXONOMY, Report, build, read
from pipelines.flags import FLAGS
from pipelines.schemas import COLUMNS, COMPARED, TABLES, check
from pipelines.scores import SCORES
from tests import readme

ROOT = Path(__file__).resolve().parents[1]

REPORT = """Ferry line to reopen after two years
By Ana Petrova
Published 2025-03-14 09:30
The ferry between Selmo and Nyhaven will sail again on 2 April, the port authority said on Friday.
“We have waited long enough for this boat,” said Jonas Beld, the harbour master. Analysts warned
that the terrible state of the pier could delay the first trip.

A senior official, speaking on condition of anonymity because talks continue, said that the ministry
opposes any new tax. The line carried 41,000 people a year.
"""
OPINION = "It is a shameful, disastrous plan. The government must resign at once, as all know."
GERMAN = (
    "Die Regierung hat am Freitag beschlossen, die Brücke über den Fluss nicht zu bauen. "
    "Der Minister sagte, das Geld reiche in diesem Jahr nicht aus."
)
ARTICLES = [
    Article(REPORT, url="https://selmo-gazette.example/ferry"),
    Article(OPINION, title="A plan without shame", outlet="Nyhaven Post"),
    Article(GERMAN, outlet="Brückenblatt"),
    Article(""),
]


@pytest.fixture(scope="module")
def tables() -> Tables:
    return score_articles(ARTICLES)


def rows_of(table: pd.DataFrame, article_id: str) -> pd.DataFrame:
    return table[table["article_id"] == article_id].reset_index(drop=True)


def test_an_articles_rows_do_not_depend_on_its_neighbours(tables: Tables) -> None:
    for article in ARTICLES:
        alone = score_articles([article])
        for name in TABLES:
            pd.testing.assert_frame_equal(
                rows_of(getattr(tables, name), article.article_id), getattr(alone, name)
            )


def test_every_table_holds_what_its_schema_promises(tables: Tables) -> None:
    for name in TABLES:
        pd.testing.assert_frame_equal(check(name, getattr(tables, name)), getattr(tables, name))


def test_nothing_in_gives_empty_valid_tables() -> None:
    empty = compare_articles(score_articles([]))
    for name in TABLES:
        table = getattr(empty, name)
        assert table.empty
        assert list(table.columns) == [column.name for column in COLUMNS[name]]
        check(name, table)


def test_every_flag_is_answered_for_every_article(tables: Tables) -> None:
    for article in ARTICLES:
        answered = rows_of(tables.flags, article.article_id)["flag"]
        assert list(answered) == [flag.name for flag in FLAGS]


def test_every_triggered_flag_has_marks_or_a_reason(tables: Tables) -> None:
    flagged = tables.marks[tables.marks["kind"] == "flag"]
    marked = set(zip(flagged["article_id"], flagged["name"], strict=True))
    for row in tables.flags[tables.flags["state"] == "triggered"].to_dict("records"):
        assert (row["article_id"], row["flag"]) in marked or isinstance(row["reason"], str), row


def test_every_cannot_assess_has_a_reason(tables: Tables) -> None:
    rows = tables.flags[tables.flags["state"] == "cannot assess"]
    assert not rows.empty
    assert rows["reason"].notna().all()


def assert_offsets_point_at_words(tables: Tables) -> None:
    """Every span lies inside its field and is not empty; those on words carry no outer blanks."""
    fields = {
        row["article_id"]: row
        for row in tables.texts.merge(tables.articles[["article_id", "title"]]).to_dict("records")
    }
    for name in ("sentences", "elements", "quotes", "positions", "clues", "slots", "marks"):
        for row in getattr(tables, name).to_dict("records"):
            text = fields[row["article_id"]][row.get("field", "text")]
            words = text[row["start_char"] : row["end_char"]]
            assert 0 <= row["start_char"] < row["end_char"] <= len(text), (name, row)
            assert words.strip(), (name, row)


def test_every_offset_points_at_the_words_it_claims(tables: Tables) -> None:
    assert_offsets_point_at_words(tables)


def test_sentences_are_ordered_disjoint_and_hold_every_word(tables: Tables) -> None:
    for row in tables.texts.to_dict("records"):
        sentences = rows_of(tables.sentences, row["article_id"])
        assert list(sentences["sentence_index"]) == list(range(len(sentences)))
        end = 0
        for start, stop in zip(sentences["start_char"], sentences["end_char"], strict=True):
            assert not row["text"][end:start].strip()
            end = stop
        assert not row["text"][end:].strip()


def test_unknown_is_null_and_never_zero(tables: Tables) -> None:
    german = rows_of(tables.articles, ARTICLES[2].article_id).iloc[0]
    nothing = rows_of(tables.articles, ARTICLES[3].article_id).iloc[0]
    for article in (german, nothing):
        assert pd.isna(article["tone"])
        assert pd.isna(article["tone_low"])
        assert pd.isna(article["tone_model"])
    assert german["language"] == "de"
    assert nothing["n_sentences"] == 0


def test_the_interval_holds_the_tone(tables: Tables) -> None:
    known = tables.articles.dropna(subset=["tone", "tone_low"])
    assert not known.empty
    assert (known["tone_low"] <= known["tone"]).all()
    assert (known["tone"] <= known["tone_high"]).all()


def test_scoring_leaves_the_comparison_empty(tables: Tables) -> None:
    assert all(getattr(tables, name).empty for name in COMPARED)


def test_tables_survive_the_disk(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(REPORT, encoding="utf-8")
    (folder / "b.txt").write_text(GERMAN, encoding="utf-8")
    build([folder], out=tmp_path / "tables")
    stored = read_tables(tmp_path / "tables")
    fresh = compare_articles(score_articles(list(read([folder], Report()))))
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(stored, name), getattr(fresh, name))


def test_same_input_same_bytes(tmp_path: Path) -> None:
    names = []
    for out in (tmp_path / "one", tmp_path / "two"):
        build([SAMPLE_ARTICLES], out=out)
        # Files are named after their content.
        names.append(sorted(path.name for path in out.glob("*.parquet")))
    assert names[0] == names[1]
    assert len(names[0]) >= 10


def test_the_committed_sample_equals_a_fresh_build() -> None:
    committed = read_tables(ROOT / "data" / "sample" / "tables")
    fresh = compare_articles(
        score_articles(
            list(read([SAMPLE_ARTICLES], Report(), relative_to=ROOT)), taxonomy=SAMPLE_TAXONOMY
        )
    )
    for name in TABLES:
        pd.testing.assert_frame_equal(
            getattr(committed, name),
            getattr(fresh, name),
            check_exact=False,
            rtol=1e-9,
            obj=f"{name}: run `parallax build` and commit data/sample/tables",
        )


@pytest.mark.parametrize(
    ("path", "rows"),
    [
        (readme.README, readme.score_rows()),
        (readme.README, readme.flag_rows()),
        (readme.DATA_README, readme.column_rows()),
    ],
    ids=["scores", "flags", "columns"],
)
def test_every_score_flag_and_column_has_its_line_in_a_readme(path: Path, rows: list[str]) -> None:
    text = path.read_text(encoding="utf-8")
    for row in rows:
        assert row in text, f"{path.name} lacks {row!r}: run `python -m tests.readme`"


def test_every_score_stays_in_its_range(tables: Tables) -> None:
    for score in SCORES:
        values = tables.articles[score.name].dropna()
        assert score.low is None or (values >= score.low).all(), score.name
        assert score.high is None or (values <= score.high).all(), score.name


hostile = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from(list("\"'“”‘’«»„.,!?-–—\n\r\t\x00\u200b\u202e\ud800 aAzZ09$%<>&")),
    ),
    max_size=300,
)
newsy = st.lists(
    st.sampled_from(
        [
            "“We will not sign,” said Mr Holt.",
            "Source link : https://a.example/x",
            "By Ana Petrova",
            "Share.",
            "The Kremlin said on 3 May 2024 that talks had failed",
            "\n",
            "\n\n",
            "Officials familiar with the talks warn of war.",
            "U.S.",
            "“",
            "”",
            "not good",
            "Dr. ",
            "After more than two years of war,",
            "İ",
        ]
    ),
    max_size=30,
).map(" ".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(hostile, newsy), st.one_of(st.none(), hostile))
def test_the_laws_hold_for_any_text(text: str, title: str | None) -> None:
    tables = score_articles([Article(text, title=title)])
    assert len(tables.articles) == 1
    assert list(tables.flags["flag"]) == [flag.name for flag in FLAGS]
    for name in TABLES:
        check(name, getattr(tables, name))
    assert_offsets_point_at_words(tables)
