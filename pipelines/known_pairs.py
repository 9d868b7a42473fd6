"""Which neighbouring numbers of a long row are a known pair, asked for the whole row at once."""

from collections.abc import Collection

import numpy as np

from pipelines.split_words import Numbers

_SLOTS = 1 << 20  # a megabyte: of a hundred thousand pairs one in ten shares its slot
_MIX = (np.int64(0x9E3779B1), np.int64(0x85EBCA6B))  # odd constants that spread small numbers


class KnownPairs:
    """Finds pairs of numbers, none of them beyond `largest`.

    A look into a table that has a slot for many pairs sorts out most of those that are not known;
    only what is left is searched for.
    """

    def __init__(self, pairs: Collection[tuple[int, int]], *, largest: int) -> None:
        self._width = largest + 1
        both = np.array(list(pairs), np.int64).reshape(-1, 2)
        keys = both[:, 0] * self._width + both[:, 1]
        self._order = np.argsort(keys)
        self._keys = keys[self._order]
        self._taken = np.zeros(_SLOTS, np.bool_)
        self._taken[_slots(both[:, 0], both[:, 1])] = True

    def found_in(self, numbers: Numbers) -> tuple[Numbers, Numbers]:
        """Where a known pair begins in the row, and its place among the pairs given."""
        if not len(self._keys):
            return self._order, self._order
        firsts = np.flatnonzero(self._taken[_slots(numbers[:-1], numbers[1:])])
        keys = numbers[firsts] * self._width + numbers[firsts + 1]
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        known = self._keys[at] == keys
        return firsts[known], self._order[at[known]]


def _slots(first: Numbers, second: Numbers) -> Numbers:
    slots: Numbers = ((first * _MIX[0]) ^ (second * _MIX[1])) & (_SLOTS - 1)
    return slots
