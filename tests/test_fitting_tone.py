"""Fitting the fast tone: on sentences made up for the test, and with nothing of part B."""

import gzip
import json
from itertools import product

import numpy as np
import pytest

pytest.importorskip("scipy")

from pipelines.evaluation.parts import part_of
from pipelines.fitting.deep_labels import more_texts
from pipelines.fitting.words import fit_words


def test_a_word_that_waters_down_is_larger_than_one_that_does_not():
    texts, tones = [], []
    for good, filler, ordinary in product(range(-2, 3), range(6), range(6)):
        word = "hero" if good > 0 else "crook"
        texts.append(" ".join([word] * abs(good) + ["the"] * filler + ["table"] * ordinary))
        tones.append(8 * good / (8 + abs(good) + 2 * ordinary))
    weights = fit_words(
        texts * 20,
        np.array(tones * 20),
        np.ones(20 * len(texts)),
        names=frozenset(),
        alone={"hero": 0.5, "crook": -0.5, "table": 0.0},
    )
    assert weights.terms["hero"] > 0 > weights.terms["crook"]
    assert weights.sizes["the"] < 0.5 < 1.2 < weights.sizes["table"]
    assert weights.counts["the"] > 0


def test_texts_to_label_are_sentences_of_part_a_and_clauses_of_articles(tmp_path):
    def write(name, rows):
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(row) + "\n" for row in rows)

    texts = [f"Town number {n} has a new bridge." for n in range(40)]
    write("attribution", [{"id": text, "text": text} for text in texts])
    write("bbc_topics", [{"text": "Shares rose again in the city on Friday."}])
    long = "The mayor praised the plan for the harbour, but the council of the town rejected it."
    write("articles", [{"text": long}])
    found = set(more_texts(tmp_path))
    assert {part_of(text) for text in texts if text in found} == {"A"}
    assert {text for text in texts if part_of(text) == "A"} <= found
    clauses = {
        "The mayor praised the plan for the harbour",
        "but the council of the town rejected it.",
    }
    assert clauses <= found
    assert long not in found
