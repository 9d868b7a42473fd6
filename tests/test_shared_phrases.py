"""Stock phrases and opening moulds are found; names, quotations and an event's words are not."""

import gzip
import json
import random
from dataclasses import replace

import pytest

from pipelines.reference import reference_phrases, reference_words
from pipelines.shared_phrases import Text, phrases_among

NEWS = (
    "The mayor of Hollin said that {0} would be mended before the winter, and the council agreed. "
    "Nobody could say what it would cost.\nResidents had waited for {0} since the flood."
)
THINGS = ("the bridge", "the school roof", "the harbour wall", "the railway line", "the town hall")


def texts(*changed: str, event: str = "one") -> list[Text]:
    """Five reports of five outlets on different things; the first ones have the given words."""
    plain = [NEWS.format(thing) for thing in THINGS]
    plain[: len(changed)] = changed
    return [Text(f"a{i}", f"outlet {i}", event, text) for i, text in enumerate(plain)]


def phrases(found):
    return list(dict.fromkeys(one.phrase for one in found))


def test_the_reference_is_there():
    assert reference_words()["hope"].share > 0.05
    assert len(reference_phrases()) > 10_000


def test_a_stock_phrase_of_three_outlets_is_found_with_its_words_and_rate():
    changed = [
        NEWS.format(thing) + "\nIt is a glimmer of hope for the street." for thing in THINGS[:3]
    ]
    corpus = texts(*changed)
    found = [one for one in phrases_among(corpus) if "glimmer" in one.phrase]
    assert {one.article_id for one in found} == {"a0", "a1", "a2"}
    assert {one.n_articles for one in found} == {3}
    by_id = {text.article_id: text.text for text in corpus}
    for one in found:
        assert by_id[one.article_id][one.start_char : one.end_char] in (
            "a glimmer of hope",
            "is a glimmer of hope",
            "glimmer of hope for",
        )
    rates = [one.background_rate for one in found if one.background_rate is not None]
    assert rates
    assert max(rates) < 0.01


def test_two_articles_are_not_enough():
    changed = [NEWS.format(thing) + "\nIt is a glimmer of hope." for thing in THINGS[:2]]
    assert not any("glimmer" in phrase for phrase in phrases(phrases_among(texts(*changed))))


def test_three_articles_of_one_outlet_count_once():
    changed = [NEWS.format(thing) + "\nIt is a glimmer of hope." for thing in THINGS[:3]]
    same = [Text(t.article_id, "Post", t.event, t.text) for t in texts(*changed)]
    assert phrases_among(same) == []


def test_an_opening_mould_is_found_through_its_gap_and_after_a_dateline():
    changed = (
        "In a significant diplomatic development, the envoys met on Monday. Little else is known.",
        "KORVAL, March 3 \u2013 In a significant local development, a baker was elected mayor.",
        "A Very Long Heading That Has No Stop At Its End And Is Therefore Not The First Sentence\n"
        "In a development that nobody expected, the library will open again, its director said.",
    )
    found = phrases_among(texts(*changed))
    assert "in a \u2026 development" in phrases(found)
    places = {one.article_id: one.start_char for one in found if one.phrase.endswith("opment")}
    assert places["a0"] == 0
    assert places["a1"] == changed[1].index("In a")
    assert places["a2"] == changed[2].index("In a")


@pytest.mark.parametrize(
    "line",
    [
        "The Ministry of Foreign Affairs declined to say more.",
        "The United States and Ukraine signed it.",
        "The compressor station burned twice since then.",
    ],
)
def test_names_and_an_events_own_words_are_no_stock_phrases(line):
    changed = [NEWS.format(thing) + "\n" + line for thing in THINGS[:4]]
    words = line.lower().split()[2:5]
    assert not any(" ".join(words) in phrase for phrase in phrases(phrases_among(texts(*changed))))


def test_strongest_first_and_the_same_whatever_else_is_there():
    changed = [NEWS.format(t) + "\nThey saw a glimmer of hope: nothing." for t in THINGS[:4]]
    found = phrases_among(texts(*changed))
    assert phrases(found)[0].find("glimmer") >= 0
    assert found == phrases_among(texts(*changed))


@pytest.mark.parametrize("content", ["", "one", "a b c d", "\ud800 in a", "in a in a in a " * 50])
def test_odd_texts_are_read_without_error(content):
    assert phrases_among([Text(str(i), str(i), "e", content) for i in range(4)]) is not None


def test_the_seeds_share_their_opening_and_a_stock_phrase_and_controls_share_none(shared, seeds):
    corpus = [Text(p.stem, p.stem, "one", p.read_text(encoding="utf-8")) for p in seeds]
    found = phrases(phrases_among(corpus))
    assert "a glimmer of hope" in found
    assert any(phrase.startswith("in a ") for phrase in found)
    with gzip.open(shared / "eval" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = random.Random(5).sample([json.loads(line) for line in lines], 50)
    controls = [Text(r["id"], r["outlet"], r["id"], r["text"]) for r in rows]
    assert phrases_among(controls) == []


def test_words_of_one_speaker_that_several_print_are_no_phrase_of_theirs():
    said = 'She said "it is a glimmer of hope for the whole street".'
    corpus = texts(*(f"{NEWS.format(thing)}\n{said}" for thing in THINGS[:3]))
    assert any("glimmer" in phrase for phrase in phrases(phrases_among(corpus)))
    quoted = [
        replace(one, quoted=((at + 1, one.text.rindex('"')),))
        if (at := one.text.find('"')) >= 0
        else one
        for one in corpus
    ]
    assert not any("glimmer" in phrase for phrase in phrases(phrases_among(quoted)))
