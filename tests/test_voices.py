"""Whose words a sentence is in."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.articles import Span
from pipelines.quotations import quotation_spans
from pipelines.quotes import quotes_in
from pipelines.sentences import sentence_spans
from pipelines.voices import voices_of


def voices(text):
    sentences = sentence_spans(text)
    direct = [
        Span(quote.start_char, quote.end_char)
        for quote in quotes_in(text, sentences)
        if quote.form == "direct"
    ]
    return voices_of(sentences, direct)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The river rose overnight and closed the bridge.", ["narrator"]),
        ("“We left the house before the water came.”", ["quoted"]),
        ("“We left the house before the water came,” said Ann Holt.", ["mixed"]),
        ('"We left the house before the water came," said Ann Holt.', ["mixed"]),
        ("‘We left the house before the water came,’ said Ann Holt.", ["mixed"]),
        ("„We left the house before the water came“, said Ann Holt.", ["mixed"]),
        ("The talks were called “highly productive” by both sides.", ["narrator"]),
        ("The workers' union didn't sign the owners' offer.", ["narrator"]),
    ],
)
def test_a_sentence_has_the_voice_of_those_whose_words_it_holds(text, expected):
    assert [voice.voice for voice in voices(text)] == expected


def test_a_quotation_over_two_paragraphs_is_quoted_in_both():
    text = (
        "Ann Holt told the court: “We left before the water came.\n\n"
        "“Nobody had warned us until then.” The judge rose.\n\nIt was late."
    )
    assert [voice.voice for voice in voices(text)] == ["mixed", "quoted", "narrator", "narrator"]


def test_the_parts_of_a_mixed_sentence_are_the_words_of_each():
    text = "“We left the house before the water came,” said Ann Holt."
    (voice,) = voices(text)
    assert [text[s.start_char : s.end_char].strip() for s in voice.narrated] == ["said Ann Holt."]
    assert [text[s.start_char : s.end_char] for s in voice.quoted] == [
        "“We left the house before the water came,”"
    ]


@given(st.text(alphabet="ab ,.!?\n\"'“”‘’«»„", max_size=120))
def test_parts_lie_in_their_sentence_in_order_and_apart(text):
    sentences = sentence_spans(text)
    for sentence, voice in zip(sentences, voices_of(sentences, quotation_spans(text)), strict=True):
        parts = sorted(voice.narrated + voice.quoted)
        assert all(part.start_char < part.end_char for part in parts)
        assert all(one.end_char <= two.start_char for one, two in pairwise(parts))
        if parts:
            assert parts[0].start_char >= sentence.start_char
            assert parts[-1].end_char <= sentence.end_char
