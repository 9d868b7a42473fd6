"""Tone of sentences: what readers would call their mood, -1 (grim) to 1 (warm), 0 neutral."""

from collections.abc import Sequence
from math import sqrt
from statistics import fmean
from typing import NamedTuple

from pipelines.articles import Span
from pipelines.deep_tone import DEEP_NAME, deep_available, deep_contributions, deep_tones
from pipelines.fast_tone import model_without_topic_words, word_model
from pipelines.polarity import CODES, compounds_of, polarity_of, readable
from pipelines.remembered import Remembered
from pipelines.split_words import words_of
from pipelines.typography import plain

__all__ = [
    "deep_available",
    "explain_tone",
    "mean_interval",
    "polarity_of",
    "t_point",
    "tone_model_name",
    "tone_of",
    "tone_without_topic_words_of",
    "tones_of_sentences",
]

# Two-sided 95 % points of Student's t for 1 to 30 degrees of freedom; beyond, the normal's.
_T_POINTS = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip


def tone_of(sentences: Sequence[str], *, model: str = "fast") -> list[float]:
    """Tone of every sentence, -1 (grim) to 1 (warm); 0 is what readers call neutral."""
    texts = [plain(sentence) for sentence in sentences]
    if _known(model) == "deep":
        return deep_tones(texts)
    words = word_model()
    return words.tones(words.read(words_of(texts)))


def tone_without_topic_words_of(sentences: Sequence[str]) -> list[float]:
    """Fast tone in which words that only name the subject (peace, war, ...) carry no weight."""
    return tones_of_sentences([plain(sentence) for sentence in sentences]).without_topic_words


class Tones(NamedTuple):
    """The fast tone of sentences, the same without topic words, and VADER's compound."""

    fast: list[float]
    without_topic_words: list[float]
    vader: list[float]


def tones_of_sentences(sentences: Sequence[str]) -> Tones:
    """The tones of sentences with straight apostrophes, in one reading of their words."""
    words = words_of(sentences)
    known = words.numbers(_KNOWN.__getitem__)
    read = word_model().read(words, known >> 8)
    vader = compounds_of(sentences, words, known & 255)
    texts = readable(sentences)
    spelled_out = [at for at, text in enumerate(texts) if text is not sentences[at]]
    others = [texts[at] for at in spelled_out]
    for at, compound in zip(spelled_out, compounds_of(others, words_of(others)), strict=True):
        vader[at] = compound
    return Tones(word_model().tones(read), model_without_topic_words().tones(read), vader)


# Both models' numbers of a word in one, since to look one up takes longer than all else: VADER's
# are bytes.
_KNOWN = Remembered(lambda word: word_model().ids[word] << 8 | CODES[word])


def explain_tone(sentence: str, *, model: str = "fast") -> list[tuple[Span, float]]:
    """Words with what each adds to the tone of the sentence, in reading order.

    For `fast` the contributions add up to `tone_of` (to rounding). For `deep` each is the change
    in tone when the word is left out, which need not add up.
    """
    text = plain(sentence)
    if _known(model) == "deep":
        return deep_contributions(text)
    return word_model().contributions(text)


def tone_model_name(model: str) -> str:
    """The name under which results of `fast` or `deep` are stored; never mix two on one axis."""
    return DEEP_NAME if _known(model) == "deep" else word_model().name


def mean_interval(values: Sequence[float]) -> tuple[float, float] | None:
    """95 % interval of the mean of sentence tones (Student's t), within -1..1.

    Agrees with a bootstrap over sentences from about ten sentences up and is wider below, as it
    should be. None for fewer than two sentences.
    """
    if len(values) < 2:
        return None
    mean = fmean(values)
    return interval_around(mean, sum((value - mean) ** 2 for value in values), len(values))


def interval_around(mean: float, squares: float, n: int) -> tuple[float, float]:
    """`mean_interval` of n > 1 values whose squared distances from their mean add up to this."""
    margin = t_point(n - 1) * sqrt(squares / (n - 1) / n)
    return max(-1.0, mean - margin), min(1.0, mean + margin)


def t_point(degrees: float) -> float:
    """The two-sided 95 % point of Student's t; degrees of freedom are rounded down."""
    return _T_POINTS[int(degrees) - 1] if degrees <= len(_T_POINTS) else 1.96


def _known(model: str) -> str:
    if model not in ("fast", "deep"):
        raise ValueError(f"Unknown tone model {model!r}: choose 'fast' or 'deep'.")
    return model
