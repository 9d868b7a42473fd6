"""Comparison fills its four tables from whatever tables it is given."""

from dataclasses import replace
from datetime import datetime

import pandas as pd
import pytest

from pipelines import Article, compare_articles, score_articles
from pipelines.account import Account
from pipelines.accounts import accounts_of
from pipelines.comparing import _Held
from pipelines.conflicts import conflicts_within
from pipelines.corpus import Corpus
from pipelines.corroboration import corroboration
from pipelines.occasions import Told
from pipelines.schemas import COMPARED, check, concat, frame, tables_of
from pipelines.signatures import signatures_of
from tests.test_copies import prose

WIRE = (
    "Envoys of Norland and Sudria met in Korval on 12 March 2025 and agreed to exchange 620 "
    "prisoners on 18 March. Mediator Ana Roth said that the Orva pipeline would open again."
)
FLOOD = "The river Tamsel burst its banks and flooded the cellars of Hollin, the mayor said."
AGAIN = (
    "KORVAL - On 18 March 620 prisoners will walk home over the Orva, if Norland and Sudria keep "
    "what they agreed in Korval. The pipeline is to open again as well, Ana Roth said."
)
OTHER = (
    "Norland and Sudria agreed in Korval on an exchange of 480 prisoners on 18 March, Ana Roth "
    "told reporters. Both will reopen the Orva pipeline, whose station at Brell burned."
)


def compared(*articles: Article):
    return compare_articles(score_articles(list(articles)))


def article(text: str, name: str, **known: object) -> Article:
    return Article(text, title=name, url=f"https://{name}.example/", outlet=name, **known)


@pytest.fixture(scope="module")
def wire_and_copy():
    text = prose(300, seed=3)
    cut = text[: 2 * len(text) // 3]
    return compared(
        article(text, "wire", published_at=pd.Timestamp("2025-03-13", tz="UTC")),
        article(cut, "post", published_at=pd.Timestamp("2025-03-14", tz="UTC")),
        article(FLOOD, "third"),
    )


def test_a_wire_story_and_its_cut_and_retitled_copy_are_a_pair_with_the_right_origin(wire_and_copy):
    (pair,) = wire_and_copy.pairs.to_dict("records")
    origin = wire_and_copy.articles.set_index("outlet").loc["wire", "article_id"]
    assert pair["kind"] == "near_duplicate"
    assert pair["origin_id"] == origin
    assert pair["article_id"] < pair["other_id"]


def test_a_copy_is_of_the_same_event(wire_and_copy):
    event = wire_and_copy.events.merge(wire_and_copy.articles, on="article_id")
    event = event.set_index("outlet")["event_id"]
    assert event["wire"] == event["post"] != event["third"]


def test_every_table_holds_its_schema(wire_and_copy):
    for table in COMPARED:
        check(table, getattr(wire_and_copy, table))


def test_nothing_in_empty_tables_out():
    empty = compare_articles(tables_of({}))
    assert all(getattr(empty, table).empty for table in COMPARED)


def test_without_texts_there_are_events_but_no_copies_and_no_phrases(wire_and_copy):
    bare = compare_articles(replace(wire_and_copy, texts=frame("texts", ())))
    assert len(bare.events) == 3
    assert bare.pairs.empty
    assert bare.phrases.empty


def test_comparing_twice_gives_the_same(wire_and_copy):
    again = compare_articles(wire_and_copy)
    for table in COMPARED:
        pd.testing.assert_frame_equal(getattr(again, table), getattr(wire_and_copy, table))


def account(name: str, **known: object) -> Account:
    empty = Account(name, (None, None), None, frozenset(), frozenset(), {})
    return replace(empty, **known)  # type: ignore[arg-type]


def prisoners(name: str, *values: str, beside: str = "18 March") -> Account:
    return account(name, figures={"prisoner": {v: frozenset({beside}) for v in values}})


@pytest.mark.parametrize(
    ("accounts", "notes"),
    [
        ([("a", "620"), ("b", "620"), ("c", "480")], ["prisoner: 620 against 480"]),
        ([("a", "620"), ("b", "620"), ("c", "310")], []),
        ([("a", "620", "480"), ("b", "620"), ("c", "480")], []),
        ([("a", "620"), ("b", "480")], []),
    ],
)
def test_another_number_for_what_most_count_is_a_conflict(accounts, notes):
    found = conflicts_within([prisoners(*one) for one in accounts])
    assert [conflict.note for conflict in found] == notes


def test_another_number_beside_another_day_is_no_conflict():
    accounts = [prisoners("a", "620"), prisoners("b", "620"), prisoners("c", "9", beside="1 May")]
    assert conflicts_within(accounts) == []


def test_windows_of_wording_that_do_not_meet_are_a_conflict_and_stated_days_are_not():
    early = account("a", window=(None, pd.Timestamp("2024-11-05").date()))
    late = account("b", day=pd.Timestamp("2025-02-22").date())
    later = account("c", day=pd.Timestamp("2025-02-25").date())
    found = conflicts_within([early, late, later])
    assert {(one.article_id, one.other_id, one.kind) for one in found} == {
        ("a", "b", "date_conflict"),
        ("a", "c", "date_conflict"),
    }


def test_windows_that_do_not_meet_are_told_also_of_an_article_at_odds_with_its_own_date():
    march, april = pd.Timestamp("2025-03-16").date(), pd.Timestamp("2025-04-01").date()
    odd = replace(account("a", day=march), worded=(None, pd.Timestamp("2024-07-26").date()))
    worded = replace(account("b", day=april), worded=(march, None))
    (found,) = conflicts_within([odd, worded, account("c", day=april)])
    assert (found.article_id, found.other_id, found.kind) == ("a", "b", "date_conflict")
    assert found.note.endswith("wording at odds with the stated date")


def test_figures_of_scored_articles_conflict():
    tables = compared(article(WIRE, "one"), article(AGAIN, "two"), article(OTHER, "three"))
    (conflict,) = tables.pairs.to_dict("records")
    third = tables.articles.set_index("outlet").loc["three", "article_id"]
    assert conflict["kind"] == "slot_conflict"
    assert third in (conflict["article_id"], conflict["other_id"])
    assert "480" in conflict["note"]


def test_an_article_given_twice_is_no_copy_of_itself():
    once = score_articles([article(WIRE, "one")])
    twice = compare_articles(concat([once, once]))
    assert twice.pairs.empty
    assert len(set(twice.events["event_id"])) == 1


def day_of_talks(name: str, *days: str, names: tuple[str, ...] = ("Korval", "Norland", "Sudria")):
    told = tuple(Told("date", day, ("talks",), names, False) for day in days)
    return account(name, told=told, stated=frozenset(days))


@pytest.mark.parametrize(
    ("accounts", "notes"),
    [
        (
            [day_of_talks("a", "12 March"), day_of_talks("b", "14 March")],
            ["date (talks, Korval, Norland, Sudria): 12 March against 14 March"],
        ),
        ([day_of_talks("a", "12 March"), day_of_talks("b", "12 March", "14 March")], []),
        ([day_of_talks("a", "12 March"), day_of_talks("b", "14 May")], []),
        ([day_of_talks("a", "12 March 2024"), day_of_talks("b", "14 March 2025")], []),
        (
            [day_of_talks("a", "12 March"), day_of_talks("b", "14 March", names=("A", "B"))],
            [],
        ),
    ],
)
def test_another_day_for_one_thing_is_a_conflict(accounts, notes):
    assert [conflict.note for conflict in conflicts_within(accounts)] == notes


FREED = "Soldiers freed 48 hostages from the burning hotel in Korval on Tuesday morning."


def freed(name: str, text: str, *, is_copy: bool = False):
    """An account of what a text on the hotel tells, published on a Thursday."""
    given = Article(text, url=f"https://{name}.example/", published_at=datetime(2025, 3, 13))
    tables = score_articles([given])
    corpus = Corpus([_Held(tables, signatures_of(tables))])
    ((_, one),) = accounts_of(corpus, set(corpus.ids), ())
    return replace(one, article_id=name, is_copy=is_copy)


@pytest.mark.parametrize(
    ("other", "notes"),
    [
        (
            FREED.replace("Tuesday", "Wednesday"),
            ["date (Korval, Soldiers, by weekday): 11 March 2025 against 12 March 2025"],
        ),
        (FREED.replace("48", "56"), ["hostage: 48 against 56"]),
        (FREED.replace("48", "24"), []),
        (FREED.replace("48", "56") + " By noon 48 hostages were home.", []),
        (FREED.replace("Tuesday", "Wednesday") + " It was Tuesday when the hotel in Korval was "
         "burning.", []),
        ("Korval mourned on Wednesday. Its mayor laid flowers before the hotel.", []),
        ("56 hostages of Korval came home, and the mayor shook hands with all soldiers.", []),
    ],
)  # fmt: skip
def test_a_sentence_in_much_the_same_words_with_another_value_is_a_conflict(other, notes):
    found = conflicts_within([freed("a", FREED), freed("b", other)])
    assert [conflict.note for conflict in found] == notes


def test_of_much_the_same_sentences_two_copies_do_not_contradict_each_other():
    other = FREED.replace("Tuesday", "Wednesday")
    pair = [freed("a", FREED, is_copy=True), freed("b", other, is_copy=True)]
    assert conflicts_within(pair) == []


def test_two_copies_do_not_contradict_each_other():
    pair = [replace(day_of_talks(n, d), is_copy=True) for n, d in (("a", "1 May"), ("b", "2 May"))]
    assert conflicts_within(pair) == []


TALKS = (
    "Envoys of Norland and Sudria met in Korval on 12 March 2025. The river Orva is high, and the "
    "hotel was guarded by soldiers. Norland and Sudria agreed in Korval to open the Orva pipeline."
)
TALKS_LATER = (
    "The hotel in Korval was guarded by soldiers when envoys of Norland and Sudria met there on "
    "14 March. Over the Orva pipeline the talks of Norland and Sudria in Korval collapsed."
)


def test_articles_of_one_event_contradict_each_other_on_the_day_and_on_the_outcome():
    tables = compared(article(TALKS, "one"), article(TALKS_LATER, "two"))
    assert tables.events["event_id"].nunique() == 1
    conflicts = tables.pairs[tables.pairs["kind"] == "slot_conflict"]
    said = sorted(note.partition(" (")[0] for note in conflicts["note"])
    assert said == ["date", "outcome"]
    facts = corroboration(tables)
    against = facts.dropna(subset=["conflict"]).set_index("value")["kind"].to_dict()
    assert against == {
        "12 March 2025": "date",
        "14 March": "date",
        "agreed": "outcome",
        "collapsed": "outcome",
    }


def test_an_article_contradicts_two_others_on_the_place_and_not_one():
    again = TALKS_LATER.replace("14 March", "12 March")
    elsewhere = again.replace("Korval", "Brell").replace("soldiers", "the army")
    two = compared(article(TALKS, "one"), article(elsewhere, "two"))
    assert not any(note.startswith("place") for note in two.pairs["note"])
    tables = compared(article(TALKS, "one"), article(elsewhere, "two"), article(again, "three"))
    assert tables.events["event_id"].nunique() == 1
    places = tables.pairs[tables.pairs["note"].str.startswith("place")]
    values = {frozenset(note.rpartition(": ")[2].split(" against ")) for note in places["note"]}
    assert values == {frozenset({"Brell", "Korval"})}
    assert not places.duplicated(["article_id", "other_id"]).any()
