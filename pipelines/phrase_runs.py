"""The runs of a text's words that could be stock phrases, and the moulds that it may open with."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipelines.reference import reference_numbers, reference_words
from pipelines.word_runs import Numbers, Words, runs_of_numbers, words_of

RUN = 4  # words of the shortest phrase; "glimmer of hope" comes with its article
OPENING = 6  # words from the first on in which an opening mould shows


@dataclass(frozen=True, slots=True)
class Block:
    """The runs of some articles, one after the other, that could be stock phrases.

    Of each: its article as a number, its own number, its first word, its words, where it stands,
    and whether it is an opening mould.
    """

    owners: NDArray[np.int64]
    runs: Numbers
    firsts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    moulds: NDArray[np.bool_]


def block_of(owner: int, text: str, quoted: Sequence[tuple[int, int]] = ()) -> Block:
    """The runs of one text that could be stock phrases.

    Not those within quotations: what several print of one speaker is no wording of theirs.
    """
    words = words_of(text)
    (runs, firsts, lengths), (moulds, opens, spans) = _runs_in(text, words)
    first, length = np.concatenate([firsts, opens]), np.concatenate([lengths, spans])
    numbers = np.concatenate([runs, moulds])
    starts, ends = words.starts[first], words.ends[first + length - 1]
    own = ~_within(starts, ends, quoted)
    return Block(
        np.full(int(own.sum()), owner),
        numbers[own],
        first[own],
        length[own],
        starts[own],
        ends[own],
        (np.arange(len(numbers)) >= len(runs))[own],
    )


def _within(
    starts: NDArray[np.int64], ends: NDArray[np.int64], bounds: Sequence[tuple[int, int]]
) -> NDArray[np.bool_]:
    """Whether each stretch lies inside one of the bounds, which are in order and apart."""
    if not bounds:
        return np.zeros(len(starts), np.bool_)
    opening, closing = np.array(bounds, np.int64).T
    before = np.searchsorted(opening, starts, "right") - 1
    inside: NDArray[np.bool_] = (before >= 0) & (ends <= closing[before])
    return inside


def runs_to_count(text: str) -> Iterator[tuple[Numbers, NDArray[np.int64], NDArray[np.int64]]]:
    """Runs of `RUN` stock words with a telling one among them, then the opening moulds.

    Each as numbers, first words and lengths in words.
    """
    return _runs_in(text, words_of(text))


def _runs_in(
    text: str, words: Words
) -> Iterator[tuple[Numbers, NDArray[np.int64], NDArray[np.int64]]]:
    is_stock, is_telling = _kinds(words.numbers)
    runs = runs_of_numbers(words.numbers, RUN)
    if len(runs):
        stock = np.convolve(is_stock, np.ones(RUN), "valid")
        telling = np.convolve(is_telling, np.ones(RUN), "valid")
        at = np.flatnonzero((stock == RUN) & (telling > 0))
    else:
        at = np.zeros(0, np.int64)
    yield runs[at], at, np.full(len(at), RUN)
    moulds, firsts, lengths = [np.zeros(0, np.uint64)], [], []
    for first in _first_words(text, words):
        two = words.numbers[first : first + 2]
        for later in range(first + 2, min(first + OPENING, len(words))):
            if is_stock[first : first + 2].all() and is_telling[later]:
                mould = np.append(two, [_MOULD, words.numbers[later]])
                moulds.append(runs_of_numbers(mould, RUN))
                firsts.append(first)
                lengths.append(later - first + 1)
    yield np.concatenate(moulds), np.array(firsts, np.int64), np.array(lengths, np.int64)


_PARAGRAPH = 80  # characters; shorter first lines, and those without a stop, are headings
_SENTENCE_END = re.compile(r"[.!?](?:[\"'\u201d\u2019)]*(?:\s|$))")
_DATELINE = re.compile(r"[A-Z][^\n]{0,60}? ?[-\u2013\u2014] ")


def _first_words(text: str, words: Words) -> list[int]:
    """The word that the first paragraph opens with, and the one after its dateline."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start >= _PARAGRAPH and _SENTENCE_END.search(text, start, end):
            break
        start = end + 1
    else:
        start = 0
    dateline = _DATELINE.match(text, start)
    chars = [start, dateline.end()] if dateline else [start]
    return [int(place) for place in np.searchsorted(words.starts, chars)]


_MOULD = np.uint64(0x6F70656E)  # stands for what is between the words of a mould
_FREQUENT = 0.3  # of articles: words of grammar and of all news, which no subject claims
_TELLING = 0.15  # of articles: a phrase has a word rarer than that
_REPEATED = 1.6  # times a word comes in an article that has it: more is the word of a subject
_NAME = 0.5  # of its uses with a capital


@lru_cache(maxsize=1)
def _listed() -> tuple[Numbers, NDArray[np.bool_], NDArray[np.bool_]]:
    listed = reference_words()
    numbers = reference_numbers()
    values = np.array([tuple(word) for word in listed.values()]).reshape(-1, 3)
    share, times, capital = values.T
    stock = (capital < _NAME) & ((share >= _FREQUENT) | (times < _REPEATED))
    stock &= np.array([word.isalpha() for word in listed])
    order = np.argsort(numbers)
    return numbers[order], stock[order], (stock & (share < _TELLING))[order]


def _kinds(numbers: Numbers) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Of each word whether a stock phrase may have it, and whether it tells anything."""
    listed, stock, telling = _listed()
    found = np.minimum(np.searchsorted(listed, numbers), len(listed) - 1)
    known = listed[found] == numbers
    return known & stock[found], known & telling[found]
