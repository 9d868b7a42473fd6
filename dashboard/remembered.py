"""What pages have read or computed of the stored corpus, kept for all visitors within a bound."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from pipelines.published import give_back

T = TypeVar("T")

# Bytes for everything kept. A server on Community Cloud has 690 MB, of which the libraries and the
# articles of a large corpus take about 350.
LIMIT = 140_000_000


class Remembered:
    """A store that drops what was used least recently once it holds more than `limit` bytes."""

    def __init__(self, limit: int = LIMIT) -> None:
        self.limit = limit
        self.n_bytes = 0
        self._kept: OrderedDict[object, tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: object, make: Callable[[], T]) -> T:
        """What was kept under the key, made first if it is not there."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][0]
        made = make()  # outside the lock: other visitors need not wait for it
        give_back()
        size = weight(made)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = (made, size)
                self.n_bytes += size
            while self.n_bytes > self.limit and len(self._kept) > 1:
                _, (_, freed) = self._kept.popitem(last=False)
                self.n_bytes -= freed
        return made


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
