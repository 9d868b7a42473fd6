"""The deep tone: optional, and exact about what it can and cannot do."""

import pytest

from pipelines import deep_tone
from pipelines.tone import deep_available, explain_tone, tone_of

needs_deep = pytest.mark.skipif(
    not deep_available(), reason="the extra `deep` (onnxruntime, tokenizers) is not installed"
)


def test_without_its_packages_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    deep_tone._loaded.cache_clear()
    monkeypatch.setattr(deep_tone, "find_spec", lambda name: None)
    assert not deep_available()
    with pytest.raises(RuntimeError, match="pip install"):
        tone_of(["Some words."], model="deep")


@needs_deep
@pytest.mark.parametrize(
    ("warmer", "grimmer"),
    [
        ("The rescue was a wonderful success.", "The rescue was a terrible failure."),
        ("The plan is good.", "The plan is not good."),
        ("He fought corruption with courage.", "He hid his corruption with threats."),
        ("Residents celebrated in the streets.", "Residents were killed in the streets."),
    ],
)
def test_a_warmer_sentence_scores_above_a_grimmer_one(warmer: str, grimmer: str) -> None:
    high, low = tone_of([warmer, grimmer], model="deep")
    assert high > low


@needs_deep
def test_a_sentence_scores_the_same_beside_any_others() -> None:
    some = ["A great day.", "A sad day for all who had hoped for more.", "", "War is terrible."]
    together = tone_of(some, model="deep")
    assert together == [tone for text in some for tone in tone_of([text], model="deep")]


@needs_deep
@pytest.mark.parametrize(
    "text", ["", "  ", "?!", "…", "\ud800 x", "好 坏", "a" * 5000, "w " * 5000]
)
def test_hostile_texts_get_a_tone_within_bounds(text: str) -> None:
    assert -1 <= tone_of([text], model="deep")[0] <= 1


@needs_deep
def test_leaving_out_the_telling_word_changes_the_tone_most() -> None:
    text = "The committee heard a disgraceful speech."
    found = explain_tone(text, model="deep")
    span, change = min(found, key=lambda item: item[1])
    assert text[span.start_char : span.end_char] == "disgraceful"
    assert change < 0
