"""Views of a corpus: right numbers, each mean with its n, nothing in nothing out."""

import math
from datetime import UTC, datetime

import pandas as pd
import pytest

from pipelines import summaries, summaries_tone, summaries_voices
from pipelines.schemas import COLUMNS, Tables, tables_of
from pipelines.tone import mean_interval


def article(article_id: str, **cells: object) -> tuple[object, ...]:
    zero = {"count": 0, "id": None}
    filled = {column.name: zero.get(column.kind) for column in COLUMNS["articles"]}
    filled |= {"article_id": article_id, **cells}
    return tuple(filled[column.name] for column in COLUMNS["articles"])


def spoken(article_id: str, index: int, tone: float | None, voice: str) -> tuple[object, ...]:
    own = None if voice == "quoted" else tone
    said = None if voice == "narrator" else tone
    start = 20 * index
    return (article_id, index, start, start + 19, voice, tone, tone, tone, own, said, None)


@pytest.fixture
def corpus() -> Tables:
    """Three articles: `a` grim in its own voice with warm quotes, `b` even, `c` without tone."""
    grim = (-0.5, -0.4, -0.3, -0.5, -0.4, -0.3)
    even = (0.0, 0.1, -0.1, 0.0, 0.1, -0.1)
    march = {"a": 3, "b": 3, "c": 20}
    return tables_of(
        {
            "articles": [
                article(
                    i,
                    outlet=None if i == "c" else "Wire",
                    published_at=datetime(2025, 3, march[i], tzinfo=UTC),
                    tone=tone,
                    tone_without_topic_words=without,
                )
                for i, tone, without in (("a", -0.2, 0.1), ("b", 0.0, 0.0), ("c", None, None))
            ],
            "texts": [("a", "“We will not yield,” said Ada. “We will not yield!”", "")],
            "sentences": [
                *(spoken("a", n, tone, "narrator") for n, tone in enumerate(grim)),
                *(spoken("a", n, 0.4, "quoted") for n in (6, 7)),
                *(spoken("b", n, tone, "narrator") for n, tone in enumerate(even)),
                *(spoken("c", n, None, "narrator") for n in range(4)),
            ],
            "themes": [
                ("a", "ceasefire", "story", 4, 0.5, -0.4, 0.1),
                ("a", "sanctions", "story", 2, 0.25, 0.2, 0.1),
                ("a", "politics", "desk", 8, 1.0, 0.0, 0.1),
                ("b", "ceasefire", "story", 2, 0.3, 0.1, 0.1),
            ],
            "actors": [
                ("a", "Ada", 3, 2, 1, 0, 0.1, 0.1),
                ("a", "Bo", 2, 2, 0, 1, -0.5, 0.1),
                ("b", "Ada", 1, 1, 0, 0, 0.4, 0.1),
                ("b", "Cy", 1, 1, 0, 0, None, None),
            ],
            "quotes": [
                ("a", 0, 20, "direct", "Ada", "named", "said", False, 0.4),
                ("a", 31, 51, "direct", None, "none", None, False, 0.4),
                ("b", 0, 9, "indirect", "an official", "unnamed", "said", False, 0.1),
            ],
            "flags": [
                ("a", "no_byline", "triggered", "no byline", None, None),
                ("b", "no_byline", "clear", None, None, None),
                ("c", "no_byline", "cannot assess", "no column", None, None),
                ("a", "hedging", "clear", None, None, None),
                ("b", "hedging", "clear", None, None, None),
                ("c", "hedging", "cannot assess", "German", None, None),
            ],
            "pairs": [
                ("a", "b", "near_duplicate", 0.9, 1.0, "a", None),
                ("a", "c", "date_conflict", None, None, None, "May against June"),
            ],
        }
    )


def test_each_voice_has_its_mean_its_n_and_its_interval(corpus: Tables) -> None:
    tones = summaries_tone.voice_tones(corpus)
    a = tones.loc["a"]
    assert a["narrator"] == pytest.approx(-0.4)
    assert (a["narrator_n"], a["quoted_n"]) == (6, 2)
    expected = mean_interval([-0.5, -0.4, -0.3, -0.5, -0.4, -0.3])
    assert (a["narrator_low"], a["narrator_high"]) == pytest.approx(expected)
    assert tones.loc["c", "narrator_n"] == 0
    assert math.isnan(tones.loc["c", "narrator"]), "an unknown tone is not 0"


def test_the_grimmest_own_voice_comes_with_how_many_it_overlaps(corpus: Tables) -> None:
    assert summaries.extreme_in_own_voice(corpus) == ("a", 0)
    assert summaries.extreme_in_own_voice(corpus, grimmest=False) == ("b", 0)


def test_too_few_sentences_are_never_called_grimmest(corpus: Tables) -> None:
    short = summaries.only(corpus, ["c"])
    assert summaries.extreme_in_own_voice(short) is None


def test_a_pair_whose_order_depends_on_topic_words_is_named(corpus: Tables) -> None:
    assert summaries_tone.order_changes(corpus.articles) == [("b", "a")]


def test_a_change_of_order_that_no_page_shows_is_none(corpus: Tables) -> None:
    alike = corpus.articles.head(2).assign(
        tone=[0.101, 0.099], tone_without_topic_words=[0.099, 0.101]
    )
    assert summaries_tone.order_changes(alike) == []


def test_shares_are_0_where_a_theme_is_absent(corpus: Tables) -> None:
    shares = summaries.theme_shares(corpus)
    assert list(shares.columns) == ["ceasefire", "sanctions"]
    assert shares.loc["b"].to_list() == [0.3, 0.0]
    assert shares.loc["c"].to_list() == [0.0, 0.0]


def test_a_theme_counts_its_articles_and_weighs_its_tone_by_sentences(corpus: Tables) -> None:
    reach = summaries.theme_reach(corpus)
    ceasefire = reach.loc["ceasefire"]
    assert (ceasefire["n_articles"], ceasefire["of_articles"], ceasefire["n_sentences"]) == (
        2,
        3,
        6,
    )
    assert ceasefire["tone"] == pytest.approx((4 * -0.4 + 2 * 0.1) / 6)
    assert ceasefire["mean_share"] == pytest.approx(0.8 / 3)


def test_what_one_article_alone_has_is_told_from_what_all_share(corpus: Tables) -> None:
    pair = summaries.only(corpus, ["a", "b"])
    assert summaries.only_here(pair, "actors", "actor") == {"a": ["Bo"], "b": ["Cy"]}
    assert summaries.shared(pair, "actors", "actor") == ["Ada"]


def test_an_actor_has_the_strongest_role_that_holds(corpus: Tables) -> None:
    roles = summaries_voices.actor_roles(corpus).set_index(["article_id", "actor"])["role"]
    assert roles.to_dict() == {
        ("a", "Ada"): "quoted",
        ("a", "Bo"): "paraphrased",
        ("b", "Ada"): "mentioned",
        ("b", "Cy"): "mentioned",
    }


def test_the_tone_around_an_actor_weighs_by_sentences_and_ignores_unknown(corpus: Tables) -> None:
    reach = summaries_voices.actor_reach(corpus)
    assert reach.loc["Ada", "tone"] == pytest.approx((2 * 0.1 + 1 * 0.4) / 3)
    assert reach.loc["Ada", "n_toned"] == 3
    assert math.isnan(reach.loc["Cy", "tone"])
    assert reach.loc["Cy", "n_toned"] == 0


def test_of_actors_in_as_many_articles_those_who_speak_come_first(corpus: Tables) -> None:
    order = list(summaries_voices.actor_reach(corpus).index)
    assert order[0] == "Ada", "in two articles"
    assert order.index("Bo") < order.index("Cy"), "Bo is paraphrased, Cy only mentioned"


def test_every_kind_of_speaker_is_counted(corpus: Tables) -> None:
    kinds = summaries_voices.speaker_kinds(corpus)
    assert kinds.loc["a"].to_dict() == {"named": 1, "unnamed": 0, "group": 0, "none": 1}
    assert kinds.loc["c"].sum() == 0


def test_a_rate_leaves_out_what_could_not_be_assessed(corpus: Tables) -> None:
    rates = summaries.flag_rates(corpus)
    assert rates.loc["no_byline", "share"] == 0.5
    assert rates.loc["no_byline", "cannot assess"] == 1
    families = {"no_byline": "provenance", "hedging": "language"}
    by_outlet = summaries.family_rates(corpus, families).set_index(["outlet", "family"])
    assert by_outlet.loc[("Wire", "provenance")].to_dict() == {"share": 0.5, "n": 2}


def test_outlets_count_articles_once_and_keep_those_without_a_name(corpus: Tables) -> None:
    listed = summaries.outlets(corpus)
    assert listed["n_articles"].to_list() == [2, 1]
    assert listed["n_toned"].to_list() == [2, 0]
    assert listed["tone"].iloc[0] == pytest.approx(-0.1)
    assert pd.isna(listed["outlet"].iloc[1])


def test_time_has_a_row_for_every_period_between(corpus: Tables) -> None:
    weeks = summaries.over_time(corpus, every="W")
    assert weeks["n_articles"].to_list() == [2, 0, 1]
    assert weeks["n_toned"].to_list() == [2, 0, 0]
    assert weeks["tone"].isna().to_list() == [False, True, True]


def test_roles_are_counted_by_group_of_articles(corpus: Tables) -> None:
    group = pd.Series({"a": "Wire", "b": "Wire", "c": "other"})
    counted = summaries_voices.roles_by_group(corpus, group, ["Ada", "Bo"])
    rows = counted.set_index("actor").to_dict("index")
    assert rows["Ada"] == {"group": "Wire", "quoted": 1, "paraphrased": 0, "mentioned": 1}
    assert rows["Bo"] == {"group": "Wire", "quoted": 0, "paraphrased": 1, "mentioned": 0}


def test_the_agenda_starts_with_the_theme_most_is_said_on() -> None:
    said = (
        ("a", 0, "Russia", "territory", "reject", "refuses", 0, 9, "narrator", None),
        ("a", 1, "Ukraine", "ceasefire", "want", "wants", 9, 19, "narrator", None),
        ("b", 0, "Ukraine", "ceasefire", "offer", "offers", 0, 9, "narrator", None),
    )
    rows = summaries_voices.agenda(tables_of({"positions": said}))
    assert list(rows["theme"]) == ["ceasefire", "ceasefire", "territory"]
    assert rows.iloc[0][["n_theme", "n_actor", "n_articles"]].tolist() == [2, 2, 2]


def test_copies_form_groups_and_other_pairs_do_not(corpus: Tables) -> None:
    assert summaries.copy_groups(corpus) == [["a", "b"]]


def test_the_course_of_an_article_has_parts_with_their_n(corpus: Tables) -> None:
    course = summaries_tone.course(corpus)
    a = course[course["article_id"] == "a"]
    assert a["n"].to_list() == [4, 4]
    assert a["tone"].iloc[0] < 0 < a["tone"].iloc[1] + 0.2
    assert "c" not in set(course["article_id"]), "no tone, no course"


def test_articles_come_in_the_order_that_was_asked_for(corpus: Tables) -> None:
    assert list(summaries.in_order(corpus, ["b", "a"]).articles["article_id"]) == ["b", "a"]


def test_of_no_articles_every_view_is_empty() -> None:
    nothing = tables_of({})
    for view in (
        summaries_tone.voice_tones,
        summaries.theme_shares,
        summaries.theme_reach,
        summaries_voices.actor_roles,
        summaries_voices.actor_reach,
        summaries_voices.speaker_kinds,
        summaries.flag_rates,
        summaries.outlets,
        summaries.over_time,
        summaries_voices.agenda,
        summaries_tone.course,
    ):
        assert len(view(nothing)) == 0, view.__name__
    assert summaries.extreme_in_own_voice(nothing) is None
    assert summaries.copy_groups(nothing) == []
