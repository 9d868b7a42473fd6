"""Which language a text is in."""

import re
from functools import cache
from typing import Any

_PREFIX = 3_000  # characters; longer samples change no answer on the development articles
_MIN_LETTERS = 20  # fewer fit several languages
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# The commonest English words that are not words of another large language.
_ENGLISH = frozenset(
    ["the", "of", "and", "to", "that", "for", "is", "was", "on", "with", "as", "at", "by", "from",
     "his", "her", "he", "she", "it", "its", "this", "which", "are", "were", "be", "been", "have",
     "has", "had", "not", "but", "they", "their", "would", "will", "said", "who", "when", "there",
     "what", "if", "about", "after", "than", "them", "some", "could", "our", "you", "your"]
)  # fmt: skip
# English news has 0.30 to 0.45 of these, other languages under 0.06; between, the model decides.
_SURELY_ENGLISH = 0.22
_MIN_WORDS = 12  # for the share to mean something


def language_of(text: str) -> str | None:
    """The main language as ISO 639-1 ("en"), or None if there is too little text to tell."""
    sample = _sample(text)
    words = _words(sample.lower())
    if sum(map(len, words)) < _MIN_LETTERS:
        return None
    n_english = sum(map(_ENGLISH.__contains__, words))
    if len(words) >= _MIN_WORDS and n_english >= _SURELY_ENGLISH * len(words):
        return "en"
    language, _ = _model().classify(sample)
    return str(language)


def _words(sample: str) -> list[str]:
    """Its words, in no certain order: what is all letters needs no pattern to find the word."""
    pieces = sample.split()
    words = [piece for piece in pieces if piece.isalpha()]
    others = [piece for piece in pieces if not piece.isalpha()]
    return words + _WORD.findall(" ".join(others))


def _sample(text: str) -> str:
    """The start, the middle and the end, so that a foreign quotation on top does not decide."""
    if len(text) <= _PREFIX:
        return text
    third = _PREFIX // 3
    middle = len(text) // 2
    return f"{text[:third]} {text[middle : middle + third]} {text[-third:]}"


@cache
def _model() -> Any:
    # Loading takes about a second, which English text need not pay.
    import py3langid

    return py3langid
