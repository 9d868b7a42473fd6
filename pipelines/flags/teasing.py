"""How much a headline teases: the weights of its words, pairs of words and shape, added up."""

import re
from collections.abc import Iterable, Iterator, Sequence
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


class Tease(NamedTuple):
    """How much a headline teases, and if it does, the words that do so most with their weights."""

    value: float
    words: tuple[tuple[Span, float], ...]

    @property
    def fires(self) -> bool:
        """Above 0 more headlines tease than report, as the fit has weighed the two errors."""
        return self.value > 0


def tease_of(headline: str) -> Tease:
    """The weights of the terms of a headline, added up."""
    weights = weighted_phrases("headline_words")
    known = [(weights[name], word) for name, word in terms_of(headline).items() if name in weights]
    value = weights[START]
    for weight, _ in known:
        value += weight
    return Tease(value, tuple(_strong(headline, known)) if value > 0 else ())


def _strong(
    headline: str, known: Iterable[tuple[float, int | None]]
) -> Iterator[tuple[Span, float]]:
    """The words whose terms together weigh enough to be shown."""
    of_word: dict[int, float] = {}
    for weight, word in known:
        if word is not None:
            of_word[word] = of_word.get(word, 0.0) + weight
    places = [token.span() for token in _TOKEN.finditer(plain(headline))]
    for word, weight in of_word.items():
        if weight >= TEASING_WORD:
            yield Span(*places[word]), weight


def has_words(headline: str) -> bool:
    """Whether there is anything to weigh: shape alone says nothing."""
    return _LETTER_OR_DIGIT.search(headline) is not None


def terms_of(headline: str) -> dict[str, int | None]:
    """Words, pairs of neighbours and the shape of a headline.

    Each with the number of the word that it ends with where it first stands, None for a shape.
    """
    straight = plain(headline)
    tokens = _TOKEN.findall(straight)
    terms: dict[str, int | None] = {}
    before = START
    for number, token in enumerate(tokens):
        word = _NUMBER if token[0].isdigit() else token.lower()
        terms.setdefault(word, number)
        terms.setdefault(f"{before} {word}", number)
        before = word
    if tokens:
        terms[f"{before} {_END}"] = len(tokens) - 1
    return terms | dict.fromkeys(_shape(tokens, straight))


def _shape(tokens: Sequence[str], headline: str) -> Iterator[str]:
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
