"""Reports of one event come together; others stay apart, and the table says by what."""

import gzip
import json
import random
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from pipelines.events import Story, events_among

LABELS = Path(__file__).parent / "labels" / "events.tsv"
MARCH = date(2025, 3, 13)
TALKS = (
    "Envoys of Norland and Sudria met in Korval to settle the Orva pipeline quarrel. The Orva "
    "pipeline has been idle since its compressor station at Brell burned down. Mediator Ana Roth "
    "said that the gas tariff was the last hurdle before the Orva pipeline could reopen."
)
TALKS_AGAIN = (
    "Mediator Ana Roth hopes to reopen the Orva pipeline. In Korval the two sides still quarrel "
    "over the gas tariff and over who pays for the burned compressor station at Brell, she said."
)
OTHER_TALKS = (
    "Norland asked Westmark for talks on fishing off Cape Arn. The gas tariff, on which the Orva "
    "pipeline depends, is not on the table, its minister said after a visit to the herring fleet."
)
FLOOD = (
    "The river Tamsel burst its banks and flooded the cellars of Hollin. Firefighters pumped water "
    "from the hospital through the night; the mayor of Hollin asked pupils to stay at home."
)

FLOODED = (
    "Pupils of Hollin stayed at home after the Tamsel burst its banks. In the flooded cellars "
    "of the hospital firefighters were still pumping water in the morning, the mayor said."
)


def story(name: str, text: str, day: date | None = MARCH, **known: object) -> Story:
    parts = {"title": "", "days": (day, day), "is_dated": day is not None, **known}
    return Story(article_id=name, text=text, **parts)  # type: ignore[arg-type]


def groups(stories: list[Story]) -> list[set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one in events_among(stories).memberships:
        found[one.event_id].add(one.article_id)
    return sorted(found.values(), key=min)


def test_reports_of_one_event_come_together_and_others_stay_apart():
    stories = [story("a", TALKS), story("b", FLOOD), story("c", TALKS_AGAIN)]
    assert groups(stories) == [{"a", "c"}, {"b"}]


def test_the_same_words_a_year_later_are_another_event():
    later = story("b", TALKS_AGAIN, date(2026, 3, 13))
    assert groups([story("a", TALKS), later]) == [{"a"}, {"b"}]


def test_an_undated_report_joins_by_its_words():
    assert groups([story("a", TALKS), story("b", TALKS_AGAIN, None)]) == [{"a", "b"}]


def test_other_parties_make_another_event_and_are_named_as_the_reason():
    one = story("a", TALKS, None, parties=frozenset({"Norland", "Sudria"}))
    other = story("b", OTHER_TALKS, None, parties=frozenset({"Norland", "Westmark"}))
    found = events_among([one, other]).memberships
    assert [m.event_id for m in found] == ["a", "b"]
    assert [m.deciding_slot for m in found] == ["party", "party"]


def test_days_that_keep_alike_articles_apart_are_the_reason_and_are_told():
    one = story("a", TALKS, None, days=(date(2024, 2, 1), date(2024, 11, 5)))
    other = story("b", TALKS_AGAIN, date(2025, 3, 13))
    found = events_among([one, other])
    assert [m.deciding_slot for m in found.memberships] == ["date", "date"]
    assert found.undated_alike == [("a", "b")]


def test_an_article_between_two_events_does_not_chain_them():
    texts = {"a": TALKS, "b": TALKS_AGAIN, "m": TALKS_AGAIN + " " + FLOOD, "x": FLOOD, "y": FLOODED}
    found = groups([story(name, text) for name, text in texts.items()])
    assert not any("a" in group and "x" in group for group in found)


def test_an_event_is_named_after_its_first_dated_article():
    stories = [story("a", TALKS, None), story("z", TALKS_AGAIN, date(2025, 3, 12))]
    assert {m.event_id for m in events_among(stories).memberships} == {"z"}


def test_without_texts_titles_and_names_decide():
    names = ("Orva", "Brell", "Ana Roth", "Korval")
    stories = [
        story("a", "", title="Orva pipeline talks open in Korval", names=names),
        story("b", "", title="Ana Roth hopes to reopen Orva pipeline", names=names),
        story("c", "", title="Hollin under water", names=("Tamsel", "Hollin")),
    ]
    assert groups(stories) == [{"a", "b"}, {"c"}]


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["and", "and"], ["\ud800", "1 2 3"]])
def test_texts_that_say_nothing_are_events_of_their_own(texts):
    found = events_among([story(str(i), text) for i, text in enumerate(texts)]).memberships
    assert [m.event_id for m in found] == [str(i) for i in range(len(texts))]


def test_the_order_of_articles_changes_nothing():
    stories = [story("a", TALKS), story("b", FLOOD), story("c", TALKS_AGAIN), story("d", FLOOD)]
    assert groups(stories) == groups(stories[::-1])


def labelled(shared: Path) -> tuple[dict[str, dict[str, str]], list[list[str]]]:
    with gzip.open(shared / "eval" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = {row["id"]: row for row in map(json.loads, lines)}
    events: dict[str, list[str]] = defaultdict(list)
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        number, _, article_id = line.partition("\t")
        if number.isdigit():
            events[number].append(article_id)
    return articles, list(events.values())


def pairwise_f1(predicted: list[str], true: list[int]) -> float:
    def pairs(values: list[object]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(values).values())

    both = pairs(list(zip(predicted, true, strict=True)))
    return 2 * both / (pairs(list(predicted)) + pairs(list(true)))


@pytest.mark.parametrize("seed", [1, 2])
def test_triples_of_labelled_events_are_put_together(shared, seed):
    articles, events = labelled(shared)
    chance = random.Random(seed)
    stories, true = [], []
    for number, members in enumerate(chance.sample(events, 100)):
        for name in chance.sample(members, 3):
            row = articles[name]
            day = date.fromisoformat(row["published_at"][:10])
            stories.append(story(name, row["text"], day, title=row["title"]))
            true.append(number)
    predicted = [m.event_id for m in events_among(stories).memberships]
    assert pairwise_f1(predicted, true) >= 0.93
