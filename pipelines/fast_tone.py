"""The fast tone model: a weighted sum over words that anyone can read and check.

Every word, pair of neighbouring words and negated word of `lexicons/tone_words.tsv` has a weight.
The sum is divided by the sizes of the sentence's words and a bit more, and bent to -1..1 by tanh.
A word's size says how many ordinary words it counts for: "the" hardly any, so that it waters
nothing down; "denied" many, so that what stands beside it counts for less. A sentence in which
nothing is known has tone 0. `pipelines/fit_tone.py` makes the files.
"""

import re
import string
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise
from math import tanh
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from vaderSentiment import vaderSentiment as vader

from pipelines.articles import Span
from pipelines.known_pairs import KnownPairs
from pipelines.split_words import Numbers, Words

_LEXICONS = Path(__file__).parent / "lexicons"
_WORD = re.compile(r"\S+")
_AROUND = string.punctuation + "“”‘’–—…•"
_HAS_DIGIT = re.compile(r"\d")
_HAS_LETTER = re.compile(r"[^\W\d_]")

_NEGATIONS = frozenset(
    {"not", "no", "never", "without", "nor", "neither", "cannot", "none", "nobody", "nothing"}
    | {"hardly", "barely", "scarcely", "rarely"}
    | {word for word in vader.NEGATE if word.endswith("n't")}
)
REACH = 3  # words after a negation that it turns around; VADER looks as far
NEGATED = "not~"  # before a word in reach of a negation, in the list of terms

_REMEMBERED = 200_000  # spellings of words; about 20 MB
_LONGEST_REMEMBERED = 40  # characters; what is longer is a link or noise


def term_word(word: str) -> str:
    """The word as terms spell it: lower case, without punctuation and possessive, or empty.

    Empty stands for what no term contains: numbers, bare punctuation.
    """
    word = word.strip(_AROUND).lower().removesuffix("'s")
    return word if _HAS_LETTER.search(word) and not _HAS_DIGIT.search(word) else ""


def terms_of(words: Sequence[str]) -> list[tuple[str, int]]:
    """Every term of a sentence with the place of its last word: the definition of the features."""
    terms: list[tuple[str, int]] = []
    before = ""
    negated_until = -1
    for place, word in enumerate(words):
        if word:
            terms.append((word, place))
        if word and before:
            terms.append((f"{before} {word}", place))
        if word and place <= negated_until:
            terms.append((NEGATED + word, place))
        if word in _NEGATIONS:
            negated_until = place + REACH
        before = word
    return terms


class _Ids(dict[str, int]):
    """Number of a word in any spelling; 0 for a word that no term contains."""

    def __init__(self, known: dict[str, int]) -> None:
        super().__init__()
        self.known = known

    def __missing__(self, word: str) -> int:
        number = self.known.get(term_word(word), 0)
        if len(word) <= _LONGEST_REMEMBERED:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[word] = number
        return number


Weights = NDArray[np.float64]


class _Terms(NamedTuple):
    """The terms of one kind in many sentences: the number of the sentence, and that of the term."""

    sentences: Numbers
    terms: Numbers


class Reading(NamedTuple):
    """Sentences as a model reads them: the size of each, and their terms by kind."""

    sizes: Weights
    words: _Terms
    pairs: _Terms
    negated: _Terms


@dataclass(frozen=True, eq=False)
class WordModel:
    """The weights, and the sizes of words, by word number; 0 is the number of all other words."""

    name: str
    extra_size: float
    ids: _Ids
    words: list[float]
    sizes: list[float]
    pairs: dict[tuple[int, int], float]
    negated: dict[int, float]
    negations: frozenset[int]

    def tones(self, read: Reading) -> list[float]:
        """Tone of every sentence, as this model or one with the same terms has read them.

        Sums of many sentences at once; a sentence adds up its own terms in their order.
        """
        totals = np.zeros(len(read.sizes))
        for found, weights in zip(read[1:], self._weights, strict=True):
            totals += np.bincount(found.sentences, weights[found.terms], len(totals))
        totals /= read.sizes
        return list(map(tanh, totals.tolist()))  # numpy's differs from machine to machine

    def read(self, words: Words, numbers: Numbers | None = None) -> Reading:
        """The terms of sentences with straight apostrophes; `numbers` are `ids` of the words."""
        sentences = words.sentences
        if numbers is None:
            numbers = words.numbers(self.ids.__getitem__)
        firsts, pairs = self._known_pairs.found_in(numbers)
        within = sentences[firsts] == sentences[firsts + 1]
        negated = self._in_reach(numbers, sentences)
        sizes = np.full(len(words.counts), self.extra_size)
        sizes += np.bincount(sentences, self._sizes[numbers], len(words.counts))
        return Reading(
            sizes,
            _Terms(sentences, numbers),
            _Terms(sentences[firsts[within]], pairs[within]),
            _Terms(sentences[negated], numbers[negated]),
        )

    def _in_reach(self, numbers: Numbers, sentences: Numbers) -> Numbers:
        """The places of words that a negation before them in their sentence turns around."""
        negations = np.flatnonzero(self._is_negation[numbers])
        reached = np.zeros(len(numbers), np.bool_)
        for step in range(1, REACH + 1):
            places = negations[negations + step < len(numbers)]
            reached[places[sentences[places] == sentences[places + step]] + step] = True
        return np.flatnonzero(reached)

    @cached_property
    def _known_pairs(self) -> KnownPairs:
        return KnownPairs(self.pairs, largest=len(self.words) - 1)

    @cached_property
    def _is_negation(self) -> NDArray[np.bool_]:
        found = np.zeros(len(self.words), np.bool_)
        found[list(self.negations)] = True
        return found

    @cached_property
    def _sizes(self) -> Weights:
        return np.array(self.sizes)

    @cached_property
    def _weights(self) -> tuple[Weights, Weights, Weights]:
        """The weights of words, pairs and negated words, each by the numbers that `read` gives."""
        negated = np.zeros(len(self.words))
        negated[list(self.negated)] = list(self.negated.values())
        return np.array(self.words), np.array(list(self.pairs.values())), negated

    def contributions(self, text: str) -> list[tuple[Span, float]]:
        """What each word adds to the tone of the sentence; they add up to it.

        The weight of a pair is halved between its words, or goes to the one that has a weight of
        its own; that of a negated word stays with it.
        """
        found = list(_WORD.finditer(text))
        words = [match[0] for match in found]
        numbers = [self.ids[word] for word in words]
        weights = [self.words[number] for number in numbers]
        for place, pair in enumerate(pairwise(numbers)):
            weight = self.pairs.get(pair, 0.0)
            first, second = (self.words[number] != 0 for number in pair)
            share = 0.5 if first == second else float(first)
            weights[place] += weight * share
            weights[place + 1] += weight * (1 - share)
        for place in self._in_reach(np.array(numbers, np.int64), np.zeros(len(numbers), np.int64)):
            weights[place] += self.negated.get(numbers[place], 0.0)
        total = sum(weights)
        if total == 0:
            return []
        size = self.extra_size + sum(self.sizes[number] for number in numbers)
        bent = tanh(total / size) / total
        return [
            (_bare(match), weight * bent)
            for match, weight in zip(found, weights, strict=True)
            if weight
        ]


def _bare(match: re.Match[str]) -> Span:
    """The span of a word without the punctuation around it."""
    word = match[0]
    start = match.start() + len(word) - len(word.lstrip(_AROUND))
    end = match.end() - len(word) + len(word.rstrip(_AROUND))
    return Span(start, end) if start < end else Span(*match.span())


@cache
def word_model() -> WordModel:
    """The model as fitted, read once."""
    settings = tomllib.loads((_LEXICONS / "tone_model.toml").read_text(encoding="utf-8"))
    weights: dict[str, float] = {}
    sizes: dict[str, float] = {}
    for line in _rows("tone_words.tsv"):
        term, weight, size, _ = line.split("\t")
        weights[term] = float(weight)
        if size:
            sizes[term] = float(size)
    return build_model(
        weights,
        sizes,
        name=settings["name"],
        extra_size=settings["extra_size"],
        other_size=settings["other_size"],
        known=topic_words(),
    )


@cache
def model_without_topic_words() -> WordModel:
    """The model with the same terms in which the words of `topic_words.tsv` carry no weight."""
    model = word_model()
    silent = frozenset(model.ids.known[w] for w in topic_words())
    words = [0.0 if number in silent else weight for number, weight in enumerate(model.words)]
    pairs = {pair: w if silent.isdisjoint(pair) else 0.0 for pair, w in model.pairs.items()}
    negated = {number: 0.0 if number in silent else w for number, w in model.negated.items()}
    return replace(model, words=words, pairs=pairs, negated=negated)


@cache
def topic_words() -> frozenset[str]:
    """Words that name the subject; their valence does not predict how readers judge a sentence."""
    return frozenset(line.split("\t")[0] for line in _rows("topic_words.tsv"))


def _rows(name: str) -> list[str]:
    """Rows of a table under `lexicons/`, without comments and the line of column names."""
    lines = (_LEXICONS / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")][1:]


def build_model(
    weights: dict[str, float],
    sizes: dict[str, float],
    *,
    name: str,
    extra_size: float,
    other_size: float,
    known: Collection[str] = (),
) -> WordModel:
    """A model from the weight of every term and the size of every word.

    A word without a size has `other_size`; `known` adds words that need a number without a weight.
    """
    ids: dict[str, int] = {}
    for term in (*weights, *sizes, *known, *_NEGATIONS):
        for word in term.removeprefix(NEGATED).split(" "):
            ids.setdefault(word, len(ids) + 1)
    words = [0.0] * (len(ids) + 1)
    pairs: dict[tuple[int, int], float] = {}
    negated: dict[int, float] = {}
    for term, weight in weights.items():
        if term.startswith(NEGATED):
            negated[ids[term.removeprefix(NEGATED)]] = weight
        elif " " in term:
            first, second = term.split(" ")
            pairs[ids[first], ids[second]] = weight
        else:
            words[ids[term]] = weight
    negations = frozenset(number for word, number in ids.items() if word in _NEGATIONS)
    return WordModel(
        name=name,
        extra_size=extra_size,
        ids=_Ids(ids),
        words=words,
        sizes=[other_size, *(sizes.get(word, other_size) for word in ids)],
        pairs=pairs,
        negated=negated,
        negations=negations,
    )
