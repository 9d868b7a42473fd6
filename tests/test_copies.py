"""Copies are found however they are cut, and other reports of an event are never called copies."""

import csv
import gzip
import json
import random
import time
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.copies import BUCKET, Copy, Source, copies_among, sketch_of
from pipelines.word_runs import runs_of, words_of

WORDS = [
    first + second
    for first in [
        "ba",
        "de",
        "fi",
        "go",
        "hu",
        "ka",
        "le",
        "mi",
        "no",
        "pu",
        "ra",
        "se",
        "ti",
        "vo",
        "wu",
    ]
    for second in ["lan", "mer", "nor", "pas", "quil", "rod", "sten", "tuk", "vin", "zor"]
]


def prose(n_words: int, seed: int) -> str:
    chosen = random.Random(seed).choices(WORDS, k=n_words)
    lines = [" ".join(chosen[i : i + 14]).capitalize() + "." for i in range(0, n_words, 14)]
    return "\n".join(lines)


def source(name: str, text: str, **known: object) -> Source:
    empty = Source(name, None, None, None, text, text)
    return replace(empty, **known)  # type: ignore[arg-type]


def pairs(copies: list[Copy]) -> set[tuple[str, str]]:
    return {(copy.article_id, copy.other_id) for copy in copies}


def changed(text: str, share: float, seed: int) -> str:
    chance = random.Random(seed)
    words = text.split(" ")
    return " ".join("other" if chance.random() < share else word for word in words)


@pytest.mark.parametrize("n_words", [60, 150, 800, 3000])
def test_a_text_cut_by_a_third_and_retitled_is_found(n_words):
    text = prose(n_words, seed=n_words)
    cut = " ".join(text.split(" ")[: 2 * n_words // 3])
    others = [source(f"o{i}", prose(n_words, seed=9000 + i)) for i in range(20)]
    found = copies_among([source("wire", text), source("copy", cut), *others])
    assert pairs(found) == {("copy", "wire")}
    assert found[0].containment > 0.95
    assert 0.55 < found[0].jaccard < 0.75


def test_a_short_story_inside_one_ten_times_as_long_is_found():
    story = prose(120, seed=1)
    long = prose(700, seed=2) + "\n" + story + "\n" + prose(700, seed=3)
    found = copies_among([source("a", long), source("b", story)])
    assert pairs(found) == {("a", "b")}
    assert found[0].jaccard < 0.1


def test_planted_copies_with_changed_words_are_found_and_nothing_else():
    originals = [source(f"a{i:03}", prose(300, seed=i)) for i in range(200)]
    copies = [
        source(f"b{i:03}", changed(originals[i].text, 0.03, seed=i)) for i in range(0, 200, 2)
    ]
    found = pairs(copies_among([*originals, *copies]))
    wanted = {(f"a{i:03}", f"b{i:03}") for i in range(0, 200, 2)}
    assert found <= wanted
    assert len(found & wanted) >= 0.99 * len(wanted)


def test_two_reports_that_quote_one_long_statement_are_no_copies():
    statement = prose(90, seed=5)
    one = prose(120, seed=6) + "\n" + statement
    other = statement + "\n" + prose(130, seed=7)
    assert copies_among([source("a", one), source("b", other)]) == []


def test_a_caption_inside_a_report_is_no_copy_but_two_equal_captions_are():
    report = prose(300, seed=8)
    caption = " ".join(report.split()[40:55])
    found = copies_among([source("a", report), source("b", caption), source("c", caption)])
    assert pairs(found) == {("b", "c")}


def test_page_furniture_is_told_from_a_copy():
    furniture = prose(200, seed=50)
    pages = [source(f"p{i}", prose(150, seed=60 + i) + "\n" + furniture) for i in range(12)]
    found = copies_among(pages)
    assert found
    assert all(copy.origin_id is None for copy in found)
    assert all("12 articles" in copy.note for copy in found)


def test_equal_texts_are_chained_and_time_stays_linear():
    text = prose(200, seed=70)
    many = [source(f"{i:05}", text) for i in range(8 * BUCKET)]
    start = time.process_time()
    found = copies_among(many)
    assert len(found) < 4 * len(many)
    assert {name for pair in pairs(found) for name in pair} == {one.article_id for one in many}
    assert time.process_time() - start < 20


def test_the_credited_article_is_the_origin_even_where_the_copy_is_dated_earlier():
    text = prose(200, seed=80)
    wire = source("w", text, outlet="Harbour Wire", published_at=datetime(2025, 3, 14, tzinfo=UTC))
    copy = source(
        "c",
        text[:900],
        outlet="Easterby Post",
        published_at=datetime(2025, 3, 13, tzinfo=UTC),
        raw_text=text[:900] + "\nThis article was originally published by Harbour Wire.",
    )
    (found,) = copies_among([wire, copy])
    assert found.origin_id == "w"
    assert "originally published by Harbour Wire" in found.note


@pytest.mark.parametrize(
    ("known", "origin", "words"),
    [
        ({"author": "Harbour Wire"}, "a", "By Harbour Wire"),
        ({"raw_text": "KESSEL (Harbour Wire) - Talks"}, "a", ""),
        ({"published_at": datetime(2025, 3, 12, tzinfo=UTC)}, "b", "published first"),
        ({}, "b", "longer"),
    ],
)
def test_the_note_says_what_decided(known, origin, words):
    text = prose(100, seed=90)
    a = source("a", text, outlet="Harbour Wire", published_at=datetime(2025, 3, 13, tzinfo=UTC))
    b = source("b", text + "\nAn addition.", outlet="Post", **known)
    if "raw_text" in known:
        b = replace(b, text=f"KESSEL (Harbour Wire) - {text}")
    (found,) = copies_among([a, b])
    assert found.origin_id == origin
    assert words in found.note


def test_the_order_of_articles_changes_nothing():
    texts = [prose(200, seed=i // 2) for i in range(20)]
    sources = [source(f"{i:02}", text) for i, text in enumerate(texts)]
    shuffled = random.Random(4).sample(sources, k=len(sources))
    assert copies_among(sources) == copies_among(shuffled)


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["one", ""], ["\ud800", "\u200b" * 50]])
def test_texts_without_words_are_no_copies(texts):
    assert copies_among([source(str(i), text) for i, text in enumerate(texts)]) == []


@given(st.text(max_size=300), st.text(max_size=300))
def test_every_text_is_compared_without_error(one, other):
    for copy in copies_among([source("a", one), source("b", other)]):
        assert 0 <= copy.jaccard <= copy.containment <= 1


@given(st.text(max_size=400))
def test_words_stand_where_their_spans_say(text):
    words = words_of(text)
    spans = list(zip(words.starts.tolist(), words.ends.tolist(), strict=True))
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_equal_words_have_equal_numbers_and_other_words_others():
    words = words_of("War, war and WAR; peace \u2014 \u548c\u5e73 \u548c")
    assert words.numbers[0] == words.numbers[1] == words.numbers[3]
    assert words.numbers[5] == words.numbers[7]
    assert len(set(words.numbers.tolist())) == 5


def test_no_two_of_many_runs_share_a_number():
    numbers = runs_of(words_of(" ".join(f"w{i}" for i in range(200_000))), 3)
    assert len(np.unique(numbers)) == len(numbers)


def test_a_sample_is_the_same_part_of_every_text():
    part, rest = prose(400, seed=11), prose(400, seed=12)
    whole = sketch_of(f"{part}\n{rest}")
    shared = np.intersect1d(sketch_of(part), whole)
    assert len(shared) == len(sketch_of(part))


def test_the_mined_pairs_are_found_among_all_articles_and_every_pair_is_real(shared):
    with gzip.open(shared / "eval" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [source(row["id"], row["text"]) for row in map(json.loads, lines)]
    with (shared / "eval" / "near_duplicate_pairs.tsv").open(encoding="utf-8") as lines:
        mined = {
            (min(row["id_a"], row["id_b"]), max(row["id_a"], row["id_b"]))
            for row in csv.DictReader(lines, delimiter="\t")
            if float(row["containment8"]) >= 0.5
        }
    found = copies_among(articles)
    assert len(pairs(found) & mined) >= 0.95 * len(mined)
    assert all(copy.containment >= 0.5 for copy in found)
