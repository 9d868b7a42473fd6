"""Many phrases in one pass: whole words, their marks, and where they stand."""

import pytest

from pipelines.flag_phrases import weighted_phrases, wording_of
from pipelines.phrases import PhraseMatcher

PHRASES = ("war", "so-called", "“quoted”", "peace deal", "{{", "señal")
TEXTS = {
    "letters of Latin alone": "{0}",
    "a dash and dots between them": "— {0} … •",
    "letters of another script beside them": "мир {0} 戦争",
    "a character beyond the first plane": "🕊 {0}",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))
@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_is_found_where_it_stands_in_any_text(phrase: str, text: str) -> None:
    found = PhraseMatcher(PHRASES).find(written := text.format(phrase))
    assert [written[start:end] for index, start, end in found if PHRASES[index] == phrase] == [
        phrase
    ]


def test_part_of_a_word_and_other_marks_are_no_match() -> None:
    assert PhraseMatcher(PHRASES).find("warning: so called {peace} deals, a peace. deal") == []


def test_a_loaded_compound_counts_once_and_not_its_words() -> None:
    weights = weighted_phrases("loaded_words")
    text = "die-hard rebels die"
    loaded = [(text[start:end], weight) for start, end, weight in wording_of(text).loaded]
    assert loaded == [(word, weights[word]) for word in ("die-hard", "die")]
