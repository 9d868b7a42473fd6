"""How much a headline teases: the weights of its words, pairs of words and shape, added up."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.articles import Span
from pipelines.flag_phrases import weighted_phrases
from pipelines.typography import plain

TEASING_WORD = 0.4  # weight from which a word is marked; weaker ones convince nobody
START = "<start>"  # what every headline begins with; its weight holds the threshold
_END = "<end>"
_NUMBER = "<number>"
_FULL_STOP = "<full stop>"
_SHOUTED = "<word in capitals>"
_LONGEST_RUN = 24  # words; longer headlines are one kind
_LONG_WORD = 4  # letters from which capitals are no abbreviation
_MOST_NAMES = 3

_LETTER_OR_DIGIT = re.compile(r"[A-Za-z\d]")
_TOKEN = re.compile(r"[A-Za-z][A-Za-z']*|\d+(?:[.,]\d+)*|[?!$%\":]|\.\.\.|#|@")


# A word, a pair of words or a shape, and where the word stands that it ends with; None for a shape.
Term = tuple[str, tuple[int, int] | None]


class Tease(NamedTuple):
    """How much a headline teases, and the words that do so most, each with its weight."""

    value: float
    words: tuple[tuple[Span, float], ...]

    @property
    def fires(self) -> bool:
        """Above 0 more headlines tease than report, as the fit has weighed the two errors."""
        return self.value > 0


def tease_of(headline: str) -> Tease:
    """The weights of the terms of a headline, added up."""
    weights = weighted_phrases("headline_words")
    value = weights[START]
    of_word: dict[tuple[int, int], float] = {}
    for name, place in terms_of(headline):
        weight = weights.get(name)
        if weight is None:
            continue
        value += weight
        if place is not None:
            of_word[place] = of_word.get(place, 0.0) + weight
    strong = ((Span(*place), weight) for place, weight in of_word.items() if weight >= TEASING_WORD)
    return Tease(value, tuple(strong))


def has_words(headline: str) -> bool:
    """Whether there is anything to weigh: shape alone says nothing."""
    return _LETTER_OR_DIGIT.search(headline) is not None


def terms_of(headline: str) -> Iterator[Term]:
    """Words, pairs of neighbours and the shape of a headline, each once."""
    straight = plain(headline)
    tokens = list(_TOKEN.finditer(straight))
    seen: set[str] = set()
    before = START
    for token in tokens:
        word = token.group()
        word = _NUMBER if word[0].isdigit() else word.lower()
        for name in (word, f"{before} {word}"):
            if name not in seen:
                seen.add(name)
                yield name, token.span()
        before = word
    if tokens:
        yield f"{before} {_END}", tokens[-1].span()
    yield from ((name, None) for name in _shape([t.group() for t in tokens], straight))


def _shape(tokens: list[str], headline: str) -> Iterator[str]:
    """Length in steps of three words, names in a headline that is not all capitals, its end."""
    shortest = min(len(tokens), _LONGEST_RUN) // 3 * 3
    yield (
        f"<{shortest} words and more>"
        if shortest == _LONGEST_RUN
        else (f"<{shortest} to {shortest + 2} words>")
    )
    if headline.rstrip().endswith(".") and not headline.rstrip().endswith("..."):
        yield _FULL_STOP
    words = [token for token in tokens if token[0].isalpha()]
    if any(len(word) >= _LONG_WORD and word.isupper() for word in words):
        yield _SHOUTED
    later = [word for word in tokens[1:] if word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in later)
    if capitals < len(later) / 2:  # else every word has one, or nearly
        names = min(capitals, _MOST_NAMES)
        yield f"<{names} names>" if names < _MOST_NAMES else f"<{names} names and more>"
