"""Views across articles lead to words, count copies and outlets once, and bear empty tables."""

from dataclasses import replace
from itertools import permutations

import pandas as pd
import pytest

from pipelines.corroboration import corroboration
from pipelines.independence import _sharing, discounts
from pipelines.schemas import frame, tables_of
from pipelines.summaries import only
from pipelines.summaries_events import (
    copies,
    coverage_gaps,
    event_grid,
    independent_voices,
    joined,
    only_stated_here,
    phrase_counts,
    phrase_radar,
)
from pipelines.summaries_quotes import quote_ledger

VIEWS = (
    event_grid,
    corroboration,
    discounts,
    coverage_gaps,
    only_stated_here,
    copies,
    phrase_radar,
    quote_ledger,
)
OUTLETS = {"a": "Wire", "b": "Post", "c": "WIRE ", "d": None, "e": None}
QUOTE = "\u201cWe will open the pipeline before the winter comes,\u201d"
TEXTS = {
    "a": f"{QUOTE} Ana Roth said.",
    "b": "\u201cWe shall open the pipeline before the winter comes\u201d, it was said.",
    "c": "No quotation.",
    "d": f"{QUOTE} Jon Beck said.",
    "e": "",
}


def tables():
    """Five articles of one event; b is a copy of a, and c is of the same outlet as a."""
    built = tables_of(
        {
            "events": [(name, "a", "party") for name in OUTLETS],
            "pairs": [
                ("a", "b", "near_duplicate", 0.7, 0.9, "a", "credit"),
                ("d", "e", "near_duplicate", 0.2, 0.6, None, "page furniture"),
                ("a", "d", "slot_conflict", None, None, None, "prisoner: 620 against 480"),
            ],
            "slots": [
                *((name, "figure", "620", "prisoner", 5, 8) for name in "abc"),
                ("d", "figure", "480", "prisoner", 3, 6),
                *((name, "person", "Ana Roth", None, 10, 18) for name in "ade"),
                ("a", "person", "Ana Roth", None, 30, 38),
                ("e", "place", "Korval", None, 0, 6),
            ],
            "texts": [(name, text, text) for name, text in TEXTS.items()],
            "quotes": [
                ("a", 0, len(QUOTE), "direct", "Ana Roth", "named", "said", False, None),
                ("b", 0, 51, "direct", None, "none", None, False, None),
                ("d", 0, len(QUOTE), "direct", "Jon Beck", "named", "said", False, None),
            ],
            "sentences": [("a", 0, 0, 40, "quoted", *[None] * 6)],
            "phrases": [("stock words", "a", 5, 9, 3, 0.001), ("stock words", "d", 5, 9, 3, 0.001)],
        }
    )
    articles = pd.DataFrame({"article_id": list(OUTLETS), "outlet": list(OUTLETS.values())})
    empty = frame("articles", ())
    for column in empty.columns.difference(articles.columns):
        articles[column] = pd.Series([None] * len(articles), dtype=empty[column].dtype)
    object.__setattr__(built, "articles", articles[list(empty.columns)])
    return built


def test_copies_and_one_outlet_are_one_voice():
    voices = independent_voices(tables())
    assert voices["a"] == voices["b"] == voices["c"]
    assert len({voices[name] for name in "ade"}) == 3


def test_the_grid_has_a_row_for_every_slot_stated_or_not():
    grid = event_grid(tables())
    for name in OUTLETS:
        own = grid[grid["article_id"] == name]
        assert set(own["slot"]) == {"party", "place", "date", "person", "outcome"}
        assert own.loc[own["slot"] == "party", "value"].isna().all()
    person = grid[(grid["article_id"] == "a") & (grid["slot"] == "person")].iloc[0]
    assert (person["value"], person["n"], person["start_char"]) == ("Ana Roth", 2, 10)
    assert grid.loc[grid["slot"] == "party", "decides"].all()


def test_corroboration_counts_independent_articles_and_tells_conflicts():
    facts = corroboration(tables()).set_index(["article_id", "kind"])
    figure = facts.loc[("a", "figure")]
    assert (figure["n_independent"], figure["n_articles"], figure["of_voices"]) == (1, 3, 3)
    assert figure["alone"]
    assert figure["conflict"] == "prisoner: 620 against 480"
    assert figure["conflict_id"] == "d"
    assert facts.loc[("d", "figure"), "conflict_id"] == "a"
    assert pd.isna(facts.loc[("c", "figure"), "conflict"])
    assert facts.loc[("e", "person"), "n_independent"] == 3
    assert not facts.loc[("e", "person"), "alone"]


def tied(given) -> set[tuple[str, str, str]]:
    view = discounts(given)
    return set(zip(view["article_id"], view["other_id"], view["reason"], strict=True))


def test_each_discount_has_its_reason_and_words():
    assert tied(tables()) == {("a", "b", "copy"), ("c", "a", "same publisher")}


def test_articles_that_share_phrases_in_turn_are_one_voice_in_any_order():
    places = {"x": {"one": 0, "two": 20}, "y": {"one": 0, "two": 20, "three": 40},
              "z": {"one": 0, "three": 40}}  # fmt: skip
    for names in permutations("xyz"):
        renamed = dict(zip("xyz", names, strict=True))
        having = {
            renamed[name]: {p: (at, at + 10) for p, at in phrases.items()}
            for name, phrases in places.items()
        }
        assert len(set(joined(_sharing(list("xyz"), having)).values())) == 1


def test_two_phrases_in_one_place_tie_nothing():
    having = {name: {"one": (0, 16), "two": (2, 30)} for name in "xy"}
    assert list(_sharing(["x", "y"], having)) == []


def test_one_unnamed_quotation_ties_two_articles():
    given = tables()
    given.quotes["speaker_kind"] = "unnamed"
    ties = discounts(given).set_index("reason")
    assert (ties.index == "same unnamed quotation").sum() == 2
    row = ties.loc["same unnamed quotation"].iloc[0]
    assert TEXTS[row["article_id"]][row["start_char"] : row["end_char"]].startswith("\u201cWe")


def test_two_stock_phrases_tie_two_articles_and_one_does_not():
    given = tables()
    more = given.phrases.assign(phrase="more stock words")
    more[["start_char", "end_char"]] += 1000
    both = replace(given, phrases=pd.concat([given.phrases, more], ignore_index=True))
    assert ("d", "a", "shared stock phrases") in tied(both)
    assert "shared stock phrases" not in {reason for *_, reason in tied(given)}


def test_opposite_verbs_of_one_actor_are_to_be_compared_and_contradict_nothing():
    given = tables()
    given = replace(
        given,
        positions=frame(
            "positions",
            [
                ("a", 0, "Norland", "territory", "wants", "wants", 0, 5, "narrator", None),
                ("d", 0, "Norland", "territory", "rejects", "refuses", 0, 5, "narrator", None),
            ],
        ),
    )
    facts = corroboration(given)
    facts = facts[facts["kind"] == "position"].set_index("article_id")
    assert facts["conflict"].isna().all()
    assert facts.loc["a", "compare_id"] == "d"
    assert (
        facts.loc["d", "compare"] == "Norland refuses: territory against Norland wants: territory"
    )


def test_what_another_says_of_an_actor_is_no_position_that_is_stated():
    rows = [
        ("a", 0, "Norland", "territory", "wants", "wants", 0, 5, "quoted", "Sudland"),
        ("d", 0, "Norland", "territory", "wants", "wants", 0, 5, "quoted", "Norland"),
    ]
    facts = corroboration(replace(tables(), positions=frame("positions", rows)))
    assert list(facts.loc[facts["kind"] == "position", "article_id"]) == ["d"]


def test_a_day_is_one_fact_with_its_year_and_without_it():
    days = [("a", "13 March"), ("a", "13 March 2025"), ("d", "13 March 2025"), ("e", "13 March")]
    slots = frame("slots", [(one, "date", day, None, 3, 9) for one, day in days])
    given = replace(tables(), slots=slots)
    facts = corroboration(given)
    facts = facts[facts["kind"] == "date"]
    assert set(facts["value"]) == {"13 March 2025"}
    assert list(facts["article_id"]) == ["a", "d", "e"]
    assert (facts["n_independent"] == 3).all()
    assert only_stated_here(given).empty
    other = frame(
        "slots", [*slots.itertuples(index=False), ("c", "date", "13 March 2024", None, 0, 5)]
    )
    assert "13 March" in set(corroboration(replace(given, slots=other))["value"]), "which is it?"


def test_a_day_is_one_fact_by_its_date_and_by_its_weekday():
    days = [("a", "13 March 2025", None), ("d", "13 March 2025", "weekday")]
    slots = frame("slots", [(one, "date", day, unit, 3, 9) for one, day, unit in days])
    facts = corroboration(replace(tables(), slots=slots))
    assert list(facts.loc[facts["kind"] == "date", "n_independent"]) == [2, 2]


def test_gaps_are_what_most_state_and_one_leaves_out():
    gaps = coverage_gaps(tables())
    assert set(zip(gaps["article_id"], gaps["value"], strict=True)) == {
        ("b", "Ana Roth"),
        ("c", "Ana Roth"),
    }
    assert (gaps["example_id"] == "a").all()


def test_an_article_in_another_language_has_no_gaps():
    built = tables()
    languages = ["de" if one == "c" else "en" for one in built.articles["article_id"]]
    foreign = replace(built, articles=built.articles.assign(language=languages))
    assert "c" not in set(coverage_gaps(foreign)["article_id"])


def test_only_here_names_what_one_voice_alone_states():
    alone = only_stated_here(tables())
    assert ("e", "Korval") in set(zip(alone["article_id"], alone["value"], strict=True))
    assert "Ana Roth" not in set(alone["value"])


def test_copies_come_in_groups_and_page_furniture_is_no_copy():
    view = copies(tables())
    assert list(view["article_id"]) == ["a", "b"]
    assert list(view["is_origin"]) == [True, False]


def test_a_quotation_is_found_through_another_wording_and_speaker():
    ledger = quote_ledger(tables()).set_index("article_id")
    assert ledger["quotation"].nunique() == 1
    assert (ledger["n_articles"] == 3).all()
    assert (ledger["n_independent"] == 2).all()
    assert ledger.loc["b", "speaker_issue"] == "missing"
    assert ledger.loc["d", "speaker_issue"] == "different"
    assert "shall" in ledger.loc["b", "differs"] or "will" in ledger.loc["a", "differs"]


def test_phrases_come_with_their_sentence_where_there_is_one():
    radar = phrase_radar(tables()).set_index("article_id")
    assert radar.loc["a", "sentence_index"] == 0
    assert pd.isna(radar.loc["d", "sentence_index"])
    assert radar.loc["a", "of_articles"] == 4, "copies are not looked through for phrases"


def test_phrases_are_counted_among_the_articles_at_hand():
    counts = phrase_counts(tables())
    assert list(counts["n_articles"]) == [2]
    alone = only(tables(), ["a", "b"])
    assert phrase_counts(alone).empty, "a phrase of one article is not shared"


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_every_view_bears_empty_tables(view):
    assert view(tables_of({})).empty
