"""Plain VADER, to the last digit."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sentencex import segment
from vaderSentiment import vaderSentiment as vader

from pipelines.polarity import _IDIOMS, _SPECIAL_WORDS, _UNCOMMON, polarity_of

PLAIN = vader.SentimentIntensityAnalyzer()

HOSTILE = (
    "",
    " \t\n",
    "good",
    "GOOD",
    "GOOD day",
    "not good",
    "It isn't good",
    "It isnt a very good idea",
    "never so good",
    "He was never this good, never so bad",
    "without doubt a great day",
    "without a doubt great",
    "so so so good this this good",
    "good but bad but good but terrible",
    "But great. BUT awful, but, (but) nice",
    "great great great but great great great",
    "a great win but a sad, sad loss and a 2 2 2",
    "no",
    "no good",
    "no one is good or bad, nor nice; no or bad",
    "No problem. no no no problem",
    "kind of",
    "kind of good",
    "It was only kind of good, KIND of nice, kind",
    "sort of awful and just enough fun, very sort of nice",
    "least good",
    "at least good, the least good, very least bad",
    "least",
    "the shit",
    "what a bad ass is that bad ass",
    "waiting at the bus stop for the bomb",
    "yeah right he said yeah right good",
    "it is to die for and the kiss of death",
    "a beating heart! beating heart",
    "EXTREMELY good and VERY BAD, hardly GOOD at all",
    "VERY GOOD",
    "good!!!!!! bad?? ??? ????",
    "! ! ! ?",
    ":) :D :( :-/ ;) <3 xoxo",
    "I ❤ this 😁😁 good😁good 💘",
    "😀but😀not😀good",
    "© ® ‼ ™",
    "хорошо плохо 好 坏 جيد",
    "İSTANBUL is GREAT",
    "don’t like it, isn’t bad",
    "U.S. I A+ B-",
    "ok. (ok) 'ok'",
    "\ud800 good \udfff",
    "good\u2028bad\x1cnice\x85fine\u00a0great",
    "fed up screwed up can't stand",
    "a-good/bad,great;awful",
    "0 1 2 -1.5 %",
    "Good, good; GOOD... 'good' \"good\"",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_all_four_numbers_equal_those_of_plain_vader(text: str) -> None:
    assert polarity_of([text]) == [PLAIN.polarity_scores(text)]


WORDS = st.sampled_from(
    [
        *vader.NEGATE,
        *vader.BOOSTER_DICT,
        *(word for phrase in vader.SPECIAL_CASES for word in phrase.split()),
        *("but", "BUT", "so", "this", "least", "at", "no", "or", "nor", "kind", "of", "doubt", "!"),
        *("good", "GOOD", "bad,", "Great", "horrible", "(nice)", "table", "The", "??", "😁", ":)"),
        *list(PLAIN.lexicon)[::97],
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS, max_size=16), st.sampled_from([" ", "  ", "\n"]))
def test_any_order_of_telling_words_scores_as_in_plain_vader(words: list[str], gap: str) -> None:
    text = gap.join(words)
    assert polarity_of([text]) == [PLAIN.polarity_scores(text)]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_any_text_at_all_scores_as_in_plain_vader(text: str) -> None:
    assert polarity_of([text]) == [PLAIN.polarity_scores(text)]


def test_a_sentence_scores_the_same_beside_any_others() -> None:
    together = [text for one in HOSTILE for text in (one, "not never", "good but", "AWFUL")]
    assert polarity_of(together) == [PLAIN.polarity_scores(text) for text in together]


def test_sentences_of_real_articles_score_as_in_plain_vader(shared: Path) -> None:
    with gzip.open(shared / "eval" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for _, line in zip(range(60), lines, strict=False)]
    found = [s for text in texts for line in text.split("\n") for s in segment("en", line)]
    assert len(found) > 1000
    assert polarity_of(found) == [PLAIN.polarity_scores(sentence) for sentence in found]


def test_every_idiom_and_two_word_booster_has_a_word_that_switches_its_rule_on() -> None:
    phrases = [*_IDIOMS, *(booster for booster in vader.BOOSTER_DICT if " " in booster)]
    assert phrases
    for phrase in phrases:
        assert not _SPECIAL_WORDS.isdisjoint(phrase.split()), phrase


def test_no_emoji_is_overlooked_by_the_quick_look() -> None:
    for emoji in PLAIN.emojis:
        assert len(emoji) > 1 or _UNCOMMON.search(emoji), emoji


@pytest.mark.timeout(60)
def test_a_text_without_a_sentence_end_takes_time_in_proportion_to_its_length() -> None:
    # Plain VADER copies all words for each that carries valence: this would take it an hour.
    long = "not a good but a VERY bad day, never so nice " * 40_000
    assert polarity_of([long])[0]["neu"] > 0


def test_no_sentences_give_no_scores() -> None:
    assert polarity_of([]) == []
