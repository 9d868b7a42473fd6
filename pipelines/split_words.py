"""Sentences cut into words at white space, as both models of tone read them."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


class Words(NamedTuple):
    """The words of many sentences in a row, how many each has, and whose each is."""

    every: list[str]
    counts: Numbers
    sentences: Numbers

    def numbers(self, of: Callable[[str], int]) -> Numbers:
        """A number for every word."""
        return np.fromiter(map(of, self.every), np.int64, len(self.every))


def words_of(sentences: Sequence[str]) -> Words:
    """The words of the sentences, in order."""
    words = [sentence.split() for sentence in sentences]
    counts = np.fromiter(map(len, words), np.int64, len(words))
    return Words(list(chain.from_iterable(words)), counts, np.repeat(np.arange(len(words)), counts))
