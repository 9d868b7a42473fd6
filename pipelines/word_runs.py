"""The words of a text and its runs of n words as numbers, with where they stand."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.typography import lowered

Numbers = NDArray[np.uint64]

# Odd constants of a well-mixing 64-bit finaliser; weaker mixing merges different runs.
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_LONGEST_WORD = 64  # characters; what follows in a longer one is hashed without its place


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: a number for each, equal for equal words in any case, and their spans.

    A word is a run of letters and digits; a character of Chinese, Japanese or Korean is one.
    """

    numbers: Numbers
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.numbers)


def words_of(text: str) -> Words:
    """The words of any text, in order; time grows with its length."""
    low = lowered(text).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(low, dtype=np.uint32)
    kinds = _kinds().take(codes, mode="clip")
    before = np.zeros_like(kinds)
    before[1:] = kinds[:-1]
    inside = kinds > 0
    first = inside & ((before == 0) | (kinds == _SIGN) | (before == _SIGN))
    letters = np.flatnonzero(inside)
    starts = np.flatnonzero(first)
    if not len(starts):
        return Words(np.zeros(0, np.uint64), starts, starts)
    heads = np.flatnonzero(first[letters])  # where each word begins among the letters
    lengths = np.diff(heads, append=len(letters))
    places = np.arange(len(letters)) - np.repeat(heads, lengths)
    powers = _powers()[np.minimum(places, _LONGEST_WORD - 1)]
    sums = np.add.reduceat((codes[letters].astype(np.uint64) + np.uint64(1)) * powers, heads)
    return Words(_mixed(sums), starts, starts + lengths)


def runs_of(words: Words, n: int) -> Numbers:
    """A number for each run of n words, by where it starts; none in a shorter text."""
    return runs_of_numbers(words.numbers, n)


def runs_of_numbers(numbers: Numbers, n: int) -> Numbers:
    """Same, of words already numbered."""
    count = len(numbers) - n + 1
    if count < 1:
        return np.zeros(0, np.uint64)
    runs = np.zeros(count, np.uint64)
    for place in range(n):
        runs = runs * _SPREAD + numbers[place : place + count]
    return _mixed(runs)


_PLANE = 0x10000  # above are emoji and rare scripts; read as the last one below, which is no letter
_SIGN = 2  # a character that is a word of its own


@lru_cache(maxsize=1)
def _kinds() -> NDArray[np.uint8]:
    """Of each character: 0 between words, 1 in a word, 2 a word."""
    kinds = np.array([chr(code).isalnum() for code in range(_PLANE)], dtype=np.uint8)
    for low, high in ((0x3040, 0x3100), (0x3400, 0xA000), (0xAC00, 0xD7A4), (0xF900, 0xFB00)):
        kinds[low:high] *= _SIGN
    return kinds


@lru_cache(maxsize=1)
def _powers() -> Numbers:
    return np.cumprod(np.full(_LONGEST_WORD, _SPREAD), dtype=np.uint64)


def _mixed(numbers: "NDArray[Any]") -> Numbers:
    mixed: Numbers = numbers ^ (numbers >> np.uint64(30))
    mixed = mixed * _MIX[0]
    mixed = mixed ^ (mixed >> np.uint64(27))
    mixed = mixed * _MIX[1]
    return mixed ^ (mixed >> np.uint64(31))
