"""The fast tone: relations that readers expect, and words that account for every score."""

from math import tanh
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.fast_tone import build_model, term_word, terms_of, topic_words, word_model
from pipelines.split_words import words_of
from pipelines.tone import (
    deep_available,
    explain_tone,
    mean_interval,
    polarity_of,
    tone_model_name,
    tone_of,
    tone_without_topic_words_of,
    tones_of_sentences,
)
from pipelines.typography import plain

WORDS = (
    "not no never isn't good bad, great Terrible killed welcomed hope fear peace war and the "
    "a success “failed” don’t of 12 % – minister said talks won, lost. VERY but"
)
SENTENCES = st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join)


@pytest.mark.parametrize(
    ("warmer", "grimmer"),
    [
        ("The rescue was a wonderful success.", "The rescue was a terrible failure."),
        ("Doctors praised the new treatment.", "Doctors condemned the new treatment."),
        ("The plan is good.", "The plan is not good."),
        ("Residents celebrated in the streets.", "Residents were killed in the streets."),
        ("The firm hired two thousand people.", "The firm abused two thousand people."),
        ("She was honored for her courage.", "She was jailed for corruption."),
    ],
)
def test_a_warmer_sentence_scores_above_a_grimmer_one(warmer: str, grimmer: str) -> None:
    high, low = tone_of([warmer, grimmer])
    assert high > low


@pytest.mark.parametrize("text", ["", "   ", "12 345", "???", "— …", "Ξ жщ 好", "\ud800"])
def test_a_text_without_a_known_word_is_neutral_or_at_least_a_number(text: str) -> None:
    (tone,) = tone_of([text])
    assert -0.2 < tone < 0.2


def test_typographic_and_straight_apostrophes_mean_the_same() -> None:
    curly, straight = tone_of(["They don’t like “it”", 'They don\'t like "it"'])
    assert curly == straight


def test_a_sentence_scores_the_same_beside_any_others() -> None:
    some = ["A great day.", "A sad day.", "", "War is terrible."]
    assert tone_of(some) == [tone for text in some for tone in tone_of([text])]


@settings(max_examples=100, deadline=None)
@given(st.lists(SENTENCES, max_size=5))
def test_no_word_reaches_into_the_next_sentence(some: list[str]) -> None:
    alone = [tones_of_sentences([text]) for text in some]
    together = tones_of_sentences(some)
    assert together.fast == [tone for one in alone for tone in one.fast]
    assert together.vader == [tone for one in alone for tone in one.vader]
    without = [tone for one in alone for tone in one.without_topic_words]
    assert together.without_topic_words == without


def test_the_tones_of_sentences_are_those_of_each_model_also_with_emoji() -> None:
    some = ["A great day.", "I ❤ this 😁 day, not that war", "", "Security failed 😢."]
    found = tones_of_sentences(some)
    assert found.fast == tone_of(some)
    assert found.without_topic_words == tone_without_topic_words_of(some)
    assert found.vader == [polarity["compound"] for polarity in polarity_of(some)]


@settings(max_examples=200, deadline=None)
@given(SENTENCES)
def test_contributions_of_words_add_up_to_the_tone(text: str) -> None:
    (tone,) = tone_of([text])
    assert sum(value for _, value in explain_tone(text)) == pytest.approx(tone, abs=1e-9)


@settings(max_examples=200, deadline=None)
@given(SENTENCES)
def test_the_quick_way_equals_the_definition_of_the_model(text: str) -> None:
    model = word_model()
    words = plain(text).split()
    names = {number: word for word, number in model.ids.known.items()}
    weight = {names[number]: w for number, w in enumerate(model.words) if number}
    weight |= {f"{names[a]} {names[b]}": w for (a, b), w in model.pairs.items()}
    weight |= {f"not~{names[number]}": w for number, w in model.negated.items()}
    total = sum(weight.get(term, 0.0) for term, _ in terms_of([term_word(word) for word in words]))
    sizes = [model.sizes[model.ids[word]] for word in words]
    expected = tanh(total / (model.extra_size + sum(sizes))) if words else 0.0
    assert tone_of([text]) == [pytest.approx(expected, abs=1e-12)]


def test_words_without_size_water_nothing_down_and_large_ones_drown_their_neighbours() -> None:
    sizes = {"hero": 1.0, "the": 0.0, "table": 1.0, "denied": 8.0}
    model = build_model({"hero": 4.0}, sizes, name="x", extra_size=8.0, other_size=1.0)

    def tone(text: str) -> float:
        return model.tones(model.read(words_of([text])))[0]

    assert tone("the hero the the the") == tone("hero") > tone("hero table") > tone("hero denied")
    assert tone("hero unseen") == tone("hero table")  # as large as any other


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gets_a_tone_within_bounds_and_words_inside_the_text(text: str) -> None:
    (tone,) = tone_of([text])
    assert -1 <= tone <= 1
    for span, value in explain_tone(text):
        assert 0 <= span.start_char < span.end_char <= len(text)
        assert -2 <= value <= 2


def test_the_words_behind_a_score_are_named_in_reading_order_without_punctuation() -> None:
    text = "“Terrible!” she said; the talks were a great success."
    words = [text[span.start_char : span.end_char] for span, _ in explain_tone(text)]
    assert "Terrible" in words
    assert "success" in words
    assert words.index("Terrible") < words.index("success")


def test_words_that_name_the_subject_carry_no_weight_without_topic_words() -> None:
    assert {"party", "security"} <= topic_words()
    plain_tone, with_topic = tone_without_topic_words_of(["We met.", "We met security."])
    assert with_topic == pytest.approx(plain_tone, abs=0.05)
    unchanged = "A wonderful, generous gift."
    assert tone_without_topic_words_of([unchanged]) == tone_of([unchanged])


@pytest.mark.timeout(60)
def test_a_text_without_a_sentence_end_takes_time_in_proportion_to_its_length() -> None:
    long = "not a good but a VERY bad day, never so nice " * 30_000
    assert -1 <= tone_of([long])[0] <= 1
    assert len(explain_tone(long)) > 1000


def test_every_model_has_a_name_of_its_own_and_an_unknown_one_is_an_error() -> None:
    assert tone_model_name("fast") != tone_model_name("deep")
    with pytest.raises(ValueError, match="'fast' or 'deep'"):
        tone_of(["x"], model="quick")
    with pytest.raises(ValueError, match="'fast' or 'deep'"):
        tone_model_name("quick")
    assert deep_available() in (True, False)


@pytest.mark.parametrize("values", [[], [0.4]])
def test_a_mean_of_fewer_than_two_has_no_interval(values: list[float]) -> None:
    assert mean_interval(values) is None


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=60))
def test_the_interval_holds_the_mean_and_stays_in_bounds(values: list[float]) -> None:
    interval = mean_interval(values)
    assert interval is not None
    low, high = interval
    assert -1 <= low <= fmean(values) + 1e-9
    assert fmean(values) - 1e-9 <= high <= 1


def test_more_sentences_of_the_same_kind_narrow_the_interval() -> None:
    few, many = mean_interval([0.1, -0.2, 0.3] * 3), mean_interval([0.1, -0.2, 0.3] * 30)
    assert few is not None
    assert many is not None
    assert many[1] - many[0] < (few[1] - few[0]) / 2
