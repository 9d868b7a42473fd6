"""Pieces of pages that are made once for all visitors who open the same view of stored articles."""

from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st

from dashboard import notes, remembered, tables

T = TypeVar("T")

# Another one whenever the app is loaded anew: what an earlier version drew is not shown again.
_LOADED = object()


def kept(make: Callable[[], T], *given: Hashable) -> T:
    """What `make` gives, remembered for the address as it is; nobody may change it.

    `make` is known by where it is written, and may depend on nothing but the stored tables, the
    address and what is `given`: the value of a widget belongs there. Whoever has articles of her
    own, or has said something of one, gets it made for her alone.
    """
    if tables.corpus() != "stored" or tables.own() is not None or notes.said().entries:
        return make()
    code = make.__code__  # two functions may be alike in everything but their file
    key = (_LOADED, str(tables.folder()), tables.version(), _address(), code.co_filename, code)
    return remembered.shared().get((*key, given), make)


def _address() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The parameters of the address in their order, which links keep."""
    now = st.query_params
    return tuple((name, tuple(now.get_all(name))) for name in now)
