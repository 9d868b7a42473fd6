"""Discovered topics: found from 100 articles up, named by their words, the same in any order."""

import random
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from itertools import cycle, islice

import numpy as np
import pytest

from pipelines import Article, compare_articles, discover, score_articles
from pipelines.discover import ENOUGH, Learned, TopicWeight, content_of, topics_with
from pipelines.discover import topics_among as topics_of_contents
from pipelines.learned import from_tables, to_tables

SUBJECTS = {
    "harvest": "wheat harvest rainfall farmers barley tractor irrigation drought silo grain",
    "court": "judge verdict jury appeal courtroom defendant prosecutor testimony lawsuit bench",
    "football": "striker goalkeeper penalty midfield stadium referee league coach transfer pitch",
    "harbour": "ferry Lumen tugboat lighthouse",
}


def topics_among(texts: Mapping[str, str], copied: Collection[str] = ()) -> list[TopicWeight]:
    contents = [(one, np.array(content_of(text), np.uint32)) for one, text in texts.items()]
    return topics_of_contents(
        lambda: contents, lambda wanted: ((one, texts[one]) for one in wanted), copied=copied
    )


def text(subject: str, seed: int) -> str:
    """A made-up article: the words of one subject among words that all news has."""
    draw = random.Random(f"{subject} {seed}")
    words, small = SUBJECTS[subject].split(), ("the", "of", "and", "with", "for", "near", "under")
    return " ".join(
        f"They {' '.join(f'{draw.choice(small)} {draw.choice(words)}' for _ in range(4))} on {day}."
        for day in islice(cycle(("Monday", "Tuesday")), 12)
    )


def corpus(n: int) -> dict[str, str]:
    subjects = list(SUBJECTS)
    return {
        f"{random.Random(i).getrandbits(64):016x}": text(subjects[i % len(subjects)], i)
        for i in range(n)
    }


def test_subjects_become_topics_named_by_their_own_words() -> None:
    texts = corpus(160)
    found = topics_among(texts)
    labels = {row.topic_id: row.label for row in found}
    words = {w.lower() for label in labels.values() for w in label.replace(",", "").split()}
    assert words <= {word.lower() for subject in SUBJECTS.values() for word in subject.split()}
    assert not words & {"monday", "said", "reported"}, "words of all news name no topic"
    for subject in SUBJECTS.values():
        firsts = [label.split(", ")[0] for label in labels.values()]
        assert any(first in subject for first in firsts), subject
    leading = {row.article_id: row for row in sorted(found, key=lambda row: row.weight)}
    for article_id, row in leading.items():
        own = [s for s in SUBJECTS.values() if any(w in texts[article_id] for w in s.split())]
        assert any(word in own[0] for word in row.label.replace(",", "").split())


def test_a_name_keeps_its_capitals_in_a_label() -> None:
    labels = {row.label for row in topics_among(corpus(160))}
    assert any("Lumen" in label for label in labels)
    assert all("lumen" not in label for label in labels)


def test_the_order_of_the_articles_changes_nothing() -> None:
    texts = corpus(130)
    shuffled = list(texts.items())
    random.Random(5).shuffle(shuffled)
    assert topics_among(texts) == topics_among(dict(shuffled))


def test_weights_are_shares_and_topic_0_has_the_most_articles() -> None:
    found = topics_among(corpus(160))
    assert all(0 < row.weight <= 1 for row in found)
    sizes = [sum(row.topic_id == topic for row in found) for topic in range(found[-1].topic_id + 1)]
    assert sizes == sorted(sizes, reverse=True)
    assert all(sizes)


def test_fewer_than_a_hundred_articles_have_no_topics() -> None:
    assert topics_among(corpus(ENOUGH - 1)) == []
    assert topics_among({}) == []


def test_copies_count_once() -> None:
    texts = corpus(ENOUGH - 1)
    copies = {f"{i:016x}": next(iter(texts.values())) for i in range(50)}
    assert topics_among({**texts, **copies}, copied=set(copies)) == []


def test_what_many_articles_print_word_for_word_is_no_topic() -> None:
    notice = "Zebra quagga okapi tapir lemur dingo wombat numbat quokka bilby."
    texts = {
        one: f"{text} {notice}" if place % 4 == 0 else text
        for place, (one, text) in enumerate(corpus(160).items())
    }
    assert not any("wombat" in row.label or "okapi" in row.label for row in topics_among(texts))


def test_stop_words_and_stops_part_the_content_words() -> None:
    wheat, price, rise = (content_of(word)[0] for word in ("wheat", "prices", "rise"))
    assert content_of("Wheat prices rise.") == [wheat, price, rise]
    assert content_of("The wheat of prices. Rise!") == [wheat, 0, price, 0, rise]
    assert content_of("Wheat's prices") == [wheat, price]


@pytest.mark.parametrize("texts", [[""] * 120, ["same words here"] * 120, ["ab 12 !"] * 120])
def test_articles_without_words_of_their_own_have_no_topics(texts: list[str]) -> None:
    assert topics_among({f"{i:016x}": one for i, one in enumerate(texts)}) == []


def test_a_comparison_fills_the_topics_of_english_articles() -> None:
    articles = [Article(one, url=f"https://a.example/{name}") for name, one in corpus(104).items()]
    topics = compare_articles(score_articles(articles)).topics
    assert len(topics)
    assert set(topics["article_id"]) <= {article.article_id for article in articles}
    few = compare_articles(score_articles(articles[:30])).topics
    assert few.empty


def test_neither_the_app_nor_a_small_comparison_loads_the_library() -> None:
    code = (
        "import sys\n"
        "from pipelines import Article, compare_articles, score_articles\n"
        "compare_articles(score_articles([Article('Talks began in Geneva. They ended.')]))\n"
        "print('sklearn' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert run.stdout.strip() == "False"


def learned_and_rows(texts: Mapping[str, str], known: Learned | None = None):
    contents = [(one, np.array(content_of(text), np.uint32)) for one, text in texts.items()]
    rows, learned = topics_with(
        lambda: contents, lambda wanted: ((one, texts[one]) for one in wanted), known=known
    )
    return rows, from_tables(to_tables(learned))


@pytest.mark.parametrize("added", ["0" * 16, "f" * 16], ids=["learned from", "only assigned"])
def test_an_added_article_gives_the_topics_of_a_fresh_run(
    monkeypatch: pytest.MonkeyPatch, added: str
) -> None:
    monkeypatch.setattr(discover, "MOST_FITTED", 140)
    texts = corpus(160)
    _, known = learned_and_rows(texts)
    assert known is not None
    changed = max(texts)  # topics are learned from the smallest ids
    more = {**texts, changed: text("court", 999), added: text("football", 1_000)}
    rows, learned = learned_and_rows(more, known)
    fresh, _ = learned_and_rows(more)
    assert rows == fresh
    assert learned is not None
    assert added in learned.assigned


def test_unchanged_articles_are_not_assigned_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discover, "MOST_FITTED", 140)
    texts = corpus(160)
    _, known = learned_and_rows(texts)
    assigned: list[int] = []
    really = discover.Model.shares

    def counted(model: discover.Model, some: Sequence[object]) -> object:
        assigned.append(len(some))
        return really(model, some)

    monkeypatch.setattr(discover.Model, "shares", counted)
    learned_and_rows({**texts, "f" * 16: text("football", 1_000)}, known)
    assert assigned == [1]
