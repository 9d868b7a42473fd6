"""Fitting the word lists: on labels made up for the test, and with nothing of part B."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn")

from pipelines.evaluation.flags import SOLID
from pipelines.evaluation.parts import part_of
from pipelines.fitting import headline_words, loaded_words
from pipelines.fitting.headline_words import Labelled
from pipelines.fitting.loaded_words import OPINION, Sentences
from pipelines.flags.teasing import START


def write(path: Path, rows: list[dict[str, object]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


def headlines() -> list[Labelled]:
    tease = [f"You never guess what {n} kittens did" for n in "abcdefghijklmnopqrstuvwxyz"]
    report = [f"Vote delays the budget {n}" for n in "abcdefghijklmnopqrstuvwxyz"]
    sets = ("clickbait_posts", "clickbait_headlines")
    found = [Labelled(text, sets[at % 2], 1.0, True) for at, text in enumerate(tease)]
    found += [Labelled(text, sets[at % 2], 0.0, False) for at, text in enumerate(report)]
    return found + [Labelled(f"Minister visits port {n}", "articles", 0.0, False) for n in "abcdef"]


def test_teasing_words_get_weights_above_reporting_ones() -> None:
    labelled = headlines()
    terms = headline_words.kept_terms(labelled)
    weights = headline_words.fitted(terms, labelled, headline_words.Settings(1.0, 0.5))
    assert weights["kittens"] > 0 > weights["budget"]
    found = headline_words.values(terms, weights)
    reached = headline_words.outcome(found, labelled)
    assert reached.f1_posts > 0.9
    assert reached.accuracy_headlines > 0.9
    assert START in weights


def test_headlines_of_part_b_are_not_read(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"text": f"Headline {n}", "clickbait": n % 2, "strength": n % 2 * 0.8} for n in range(80)
    ]
    write(tmp_path / "clickbait_posts.jsonl.gz", rows)
    write(tmp_path / "clickbait_headlines.jsonl.gz", rows)
    outlet = sorted(SOLID)[0]
    titles = [{"id": f"{n}", "title": f"Title {n}", "outlet": outlet} for n in range(80)]
    write(tmp_path / "articles.jsonl.gz", [*titles])
    read = headline_words.labelled_headlines(tmp_path)
    parts = {part_of(one.text) for one in read if one.set != "articles"}
    parts |= {part_of(one.text.removeprefix("Title ")) for one in read if one.set == "articles"}
    assert parts == {"A"}
    assert len(read) < 240
    (strong,) = {one.tease for one in read if one.set == "clickbait_posts" and one.verdict}
    assert strong == pytest.approx(0.9)


def test_words_of_opinion_and_of_biased_sentences_weigh_more() -> None:
    opinion, solid = sorted(OPINION)[0], sorted(SOLID)[0]
    articles = [{"outlet": opinion, "text": "a shameful farce in town"} for _ in range(20)]
    articles += [{"outlet": solid, "text": "a quiet meeting in town"} for _ in range(20)]
    usage = loaded_words.usage_in(articles)
    assert (usage.n_opinion, usage.n_solid) == (20, 20)
    texts = [f"the {word} of number {n}" for n in range(30) for word in ("farce", "meeting")]
    biased = np.array([float("farce" in text) for text in texts])
    sentences = Sentences([loaded_words.own_words_of(text) for text in texts], biased, texts)
    words = loaded_words.words_to_weigh(sentences, usage)
    known = loaded_words.known_of(words, usage)
    counted = loaded_words.matrix(sentences.words, words)
    settings = loaded_words.Settings(1.0, 1.0, 0.05)
    weights = dict(
        zip(
            words,
            loaded_words.fitted(counted, biased, known, np.ones(len(words)), settings),
            strict=True,
        )
    )
    assert min(weights.values()) >= 0
    assert weights["farce"] > weights["meeting"]
    assert weights["shameful"] > weights["quiet"]


def test_a_common_word_of_solid_reporting_is_no_judgement() -> None:
    solid = sorted(SOLID)[0]
    usage = loaded_words.usage_in([{"outlet": solid, "text": "said the mayor"}] * 10)
    assert loaded_words.allowed_of(["said", "farce"], usage, 0.05).tolist() == [0.0, 1.0]


def test_words_of_long_quotations_are_somebody_elses() -> None:
    text = 'He called it "a shameful farce that nobody in this town will forget" and left.'
    assert "shameful" not in loaded_words.own_words_of(text)
    assert "called" in loaded_words.own_words_of(text)
