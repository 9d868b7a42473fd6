"""What pages have read or computed of the stored corpus, kept for all visitors within a bound."""

import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import pandas as pd
import streamlit as st

from pipelines.published import LargeTables, give_back
from pipelines.schemas import TABLES, Tables

T = TypeVar("T")

# Bytes for everything kept. A server on Community Cloud has 690 MB. Of 100,000 articles the
# libraries and the articles take 280, what a first page of each kind reads and reckons up to 100
# for a moment, and sessions the rest: with 75 here a server held 628 at most for one visitor and
# 645 for ten (with 140, and every table read whole for the sake of a choice, 1,077).
LIMIT = 75_000_000


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
        self._making: dict[object, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: object, make: Callable[[], T]) -> T:
        """What was kept under the key, made first if it is not there.

        Who asks for what somebody else is making waits for it; for other keys nobody waits.
        """
        kept = self._found(key)
        if kept is None:
            with self._lock:
                turn = self._making.setdefault(key, threading.Lock())
            try:
                with turn:
                    kept = self._found(key) or self._made(key, make)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        value: T = kept.value
        return value

    def _found(self, key: object) -> _Kept | None:
        with self._lock:
            kept = self._kept.pop(key, None)
            if kept is not None:
                kept = self._kept[key] = kept._replace(rank=self._sunk + kept.worth)
            return kept

    def _made(self, key: object, make: Callable[[], object]) -> _Kept:
        began = self._clock()
        value = make()
        seconds = self._clock() - began
        give_back()
        size = weight(value)
        worth = seconds / max(size, 1)  # a table without rows takes none
        with self._lock:
            self._drop(key)  # of two who made it after a third had failed to
            kept = self._kept[key] = _Kept(value, size, worth, self._sunk + worth)
            self.n_bytes += size
            while self.n_bytes > self.limit and len(self._kept) > 1:
                self._drop_least()
        return kept

    def _drop_least(self) -> None:
        *earlier, _ = self._kept  # the last one is asked for right now
        least = min(earlier, key=lambda key: self._kept[key].rank)
        self._sunk = self._kept[least].rank
        self._drop(least)

    def _drop(self, key: object) -> None:
        gone = self._kept.pop(key, None)
        if gone is not None:
            self.n_bytes -= gone.n_bytes


def weight(value: object) -> int:
    """About how many bytes a value takes; of a collection, texts and tables by what they take."""
    if isinstance(value, pd.DataFrame):
        return int(value.memory_usage(index=True, deep=False).sum())
    if isinstance(value, pd.Series):
        return int(value.memory_usage(index=True, deep=False))
    if isinstance(value, str):
        return sys.getsizeof(value)
    if isinstance(value, LargeTables):  # reads others when asked, each remembered by itself
        return 1_000 + (0 if value.key == "all" else weight(value.chosen))
    if type(value) is Tables:  # others make theirs when asked
        return sum(weight(getattr(value, table)) for table in TABLES)
    if isinstance(value, dict):
        return weight([*value, *value.values()])
    if isinstance(value, (list, tuple, set)):
        heavy = (str, list, tuple, dict, pd.DataFrame, pd.Series, Tables)
        return 100 + sum(100 + (weight(one) if isinstance(one, heavy) else 0) for one in value)
    return 20_000  # the figure of a chart


@st.cache_resource(show_spinner=False)
def shared() -> Remembered:
    """The one store of this server. It holds public tables only, never a visitor's own."""
    return Remembered()
