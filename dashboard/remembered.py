"""What pages have read or computed of the stored corpus, kept for all visitors within a bound."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import pandas as pd
import streamlit as st

from pipelines.published import give_back

T = TypeVar("T")

# Bytes for everything kept. A server on Community Cloud has 690 MB, of which the libraries and the
# articles of a large corpus take about 350.
LIMIT = 140_000_000


class _Kept(NamedTuple):
    """A value, its bytes, the seconds that a byte of it took to make, and its rank among others."""

    value: Any
    n_bytes: int
    worth: float
    rank: float


class Remembered:
    """A store that holds at most `limit` bytes, the last value apart.

    What goes first is what is quickest made again for its size; of two alike the one used least
    recently. A value that nobody asks for sinks while others come and go, so that it goes too in
    the end (GreedyDual-Size; Cao and Irani 1997). `clock` gives seconds.
    """

    def __init__(self, limit: int = LIMIT, clock: Callable[[], float] = time.perf_counter) -> None:
        self.limit = limit
        self.n_bytes = 0
        self._clock = clock
        self._sunk = 0.0  # rank of the last value that went
        self._kept: OrderedDict[object, _Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: object, make: Callable[[], T]) -> T:
        """What was kept under the key, made first if it is not there."""
        with self._lock:
            kept = self._kept.pop(key, None)
            if kept is not None:
                self._kept[key] = kept._replace(rank=self._sunk + kept.worth)
                found: T = kept.value
                return found
        began = self._clock()
        made = make()  # outside the lock: other visitors need not wait for it
        seconds = self._clock() - began
        give_back()
        size = weight(made)
        with self._lock:
            if key not in self._kept:
                worth = seconds / max(size, 1)  # a table without rows takes none
                self._kept[key] = _Kept(made, size, worth, self._sunk + worth)
                self.n_bytes += size
            while self.n_bytes > self.limit and len(self._kept) > 1:
                self._drop_one()
        return made

    def _drop_one(self) -> None:
        *earlier, _ = self._kept  # the last one is asked for right now
        least = min(earlier, key=lambda key: self._kept[key].rank)
        gone = self._kept.pop(least)
        self._sunk = gone.rank
        self.n_bytes -= gone.n_bytes


def weight(value: object) -> int:
    """About how many bytes a value takes; what is not a table counts by its length."""
    if isinstance(value, pd.DataFrame):
        return int(value.memory_usage(index=True, deep=False).sum())
    if isinstance(value, pd.Series):
        return int(value.memory_usage(index=True, deep=False))
    if isinstance(value, (list, dict, tuple, set, str)):
        return 100 * len(value) + 100
    return 1_000


@st.cache_resource(show_spinner=False)
def shared() -> Remembered:
    """The one store of this server. It holds public tables only, never a visitor's own."""
    return Remembered()
