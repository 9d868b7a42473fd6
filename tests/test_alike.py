"""Sentences in like words of two articles: another value for one thing is found, no more."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import zip_longest

import pytest

from pipelines import Article, compare_articles, score_articles

FIRST = """Negotiators from Norland and Sudria met in Geneva on Tuesday for a second round of talks
on ending the border war.

The two delegations signed an agreement to exchange 620 prisoners, Norland's foreign minister Ana
Roth said. The exchange will begin on 14 May at the Tarsk crossing.

At least 37 people were killed in a missile attack on the port of Brell on Monday, officials said.
"""
SECOND = """Delegations of Sudria and Norland held their second round of negotiations in Geneva on
Tuesday, hoping to end the war along their border.

Sudria's envoy Mark Oden said both sides signed an agreement on exchanging 620 prisoners, which
begins on 14 May at the crossing near Tarsk.

On Monday a missile attack killed 37 people in the port of Brell.
"""
THIRD = """Ana Roth, the foreign minister of Norland, and Mark Oden, the Sudrian envoy, sat down in
Geneva this week for the second round of border talks.

Their teams signed an agreement on Tuesday: 620 prisoners will be exchanged from 14 May at Tarsk. A
missile attack on the port of Brell killed 37 people on Monday.
"""


def notes(*texts: str, days: Sequence[int] = ()) -> list[str]:
    articles = [
        Article(
            text.replace("\n", " ").replace("  ", "\n\n"),
            title=f"Norland and Sudria talk {i}",
            outlet=f"Paper {i}",
            url=f"https://p{i}.example/",
            published_at=datetime(2025, 5, day, tzinfo=UTC),
        )
        for i, (text, day) in enumerate(zip_longest(texts, days, fillvalue=7))
    ]
    found = compare_articles(score_articles(articles))
    assert found.events["event_id"].nunique() == 1
    pairs = found.pairs
    return list(pairs.loc[pairs["kind"] == "slot_conflict", "note"])


def test_reports_of_one_event_that_agree_hold_no_contradiction():
    assert notes(FIRST, SECOND, THIRD) == []


@pytest.mark.parametrize(
    ("was", "now", "what"),
    [
        ("Geneva", "Vienna", "place"),
        ("Tuesday", "Thursday", "date"),
        ("14 May", "21 May", "date"),
        ("620", "540", "prisoner"),
        ("37 people", "52 people", "dead"),
        ("signed an", "did not sign an", "outcome"),
        ("signed an", "refused to sign an", "outcome"),
    ],
)
def test_one_changed_fact_is_found(was, now, what):
    found = notes(FIRST, SECOND.replace(was, now), THIRD)
    assert found
    assert {note.partition(":")[0].partition(" (")[0] for note in found} == {what}


def test_what_another_article_gives_as_well_contradicts_nothing():
    both = THIRD + "\nSudria counts 540 prisoners, Mark Oden said of the exchange at Tarsk."
    assert notes(FIRST, SECOND.replace("620", "540"), both) == []


def test_half_of_a_number_may_be_one_side_of_it():
    assert notes(FIRST, SECOND.replace("620", "310"), THIRD) == []


def test_a_plan_for_a_day_of_the_week_is_no_contradiction_of_what_came():
    planned = SECOND.replace(
        "held their second round of negotiations in Geneva on\nTuesday",
        "will hold their second round of negotiations in Geneva on\nThursday",
    )
    assert planned != SECOND
    assert notes(FIRST, planned, THIRD) == []


FERRY = (
    "A ferry carrying 140 people sank off Marrow Island on Tuesday, killing 12 people. "
    "Coast guard chief Mira Holt said 12 people had died and 128 were rescued."
)
MISSED = (
    "A ferry sank off Marrow Island on {day}. At least {dead} people died. "
    "Coast guard chief Mira Holt said {saved} people were rescued from the ferry."
)


def test_the_rescued_are_held_against_the_rescued_and_the_dead_against_the_dead():
    assert notes(FERRY, MISSED.format(day="Tuesday", dead=12, saved=128)) == []
    found = notes(FERRY, MISSED.format(day="Tuesday", dead=12, saved=125))
    assert [note.partition(":")[0] for note in found] == ["rescued"]
    assert {"125", "128"} == set(found[0].partition(": ")[2].split(" against "))


def test_a_short_sentence_whose_words_all_recur_may_tell_another_weekday():
    [note] = notes(FERRY, MISSED.format(day="Monday", dead=12, saved=128))
    assert "6 May 2025" in note
    assert "5 May 2025" in note


def test_datelines_of_two_days_are_no_contradiction():
    told = "A ferry carrying 140 people sank off Marrow Island, killing 12 people, {} said."
    one = "VELIN, 6 May 2025 (Harbour Wire) - " + told.format("the coast guard of Velin")
    other = "OSTERBY, 7 May 2025 (Northern Post) - " + told.format("a fisherman")
    assert notes(one, other) == []


def test_a_sentence_taken_over_a_day_later_with_another_weekday_is_a_contradiction():
    told = "Coast guard chief Mira Holt ordered every ferry of Marrow Island into port on {}."
    one = f"{told.format('Monday')} Families of the crew waited at the pier in Velin."
    same = f"{told.format('Sunday')} In Osterby the fishermen kept their boats at home."
    assert notes(one, told.format("Monday"), days=(6, 7)) == []
    [note] = notes(one, same, days=(6, 7))
    assert "weekday" in note
