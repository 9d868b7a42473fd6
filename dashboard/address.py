"""Widgets whose value lives in the address, so that a link restores the view.

Streamlit's own binding writes the label that a visitor reads; ours writes the id, which stays the
same when a count in the label changes or another corpus is opened.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

_SEEN = "_address_"  # + name: what the address said when the widget last took its value from it


def values(name: str) -> list[str]:
    """The values of a parameter of the address, none if it is absent."""
    return st.query_params.get_all(name)


def value(name: str) -> str | None:
    """The first value of a parameter, None if it is absent."""
    return next(iter(values(name)), None)


def page(name: str, n_pages: int) -> int:
    """The page that a parameter asks for, from 1: the nearest there is, else the first.

    Of a number that somebody made endlessly long its first digits say enough.
    """
    said = value(name) or ""
    return min(n_pages, max(1, int(said[:9]))) if said.isdecimal() else 1


def restore(name: str, read: Callable[[list[str]], Any]) -> None:
    """Before drawing the widget `name`: take its value from the address if that has changed."""
    said = values(name)
    if st.session_state.get(_SEEN + name) == said and name in st.session_state:
        return
    st.session_state[_SEEN + name] = said
    st.session_state[name] = read(said)


def segmented(label: str, options: Mapping[str, str], name: str, *, usual: str) -> str:
    """Draw a choice of one among a few and give what is chosen; `usual` needs no parameter."""
    restore(name, one_of(list(options), usual))
    st.segmented_control(
        label,
        list(options),
        format_func=lambda option: options[option],
        key=name,
        required=True,
        on_change=save,
        args=(name,),
        kwargs={"default": usual},
    )
    chosen: str = st.session_state[name]
    return chosen


def forget(name: str) -> None:
    """Drop a parameter and the value of its widget, which is not drawn for now."""
    st.query_params.pop(name, None)
    st.session_state.pop(name, None)
    st.session_state.pop(_SEEN + name, None)


def save(name: str, *, default: object = None) -> None:
    """After a change of the widget `name`: write its value to the address (`on_change`)."""
    said = _written(st.session_state.get(name), default)
    st.session_state[_SEEN + name] = said
    if said:
        st.query_params[name] = said
    elif name in st.query_params:
        del st.query_params[name]


def _written(chosen: object, default: object) -> list[str]:
    if chosen is None or chosen is False or chosen == default:
        return []
    if chosen is True:
        return ["1"]
    if isinstance(chosen, (list, tuple)):
        return [str(one) for one in chosen]
    return [str(chosen)]


def among(options: Sequence[str]) -> Callable[[list[str]], list[str]]:
    """Reads the values that are options and drops others: an address may say anything."""
    return lambda said: [one for one in said if one in options]


def one_of(options: Sequence[str], default: str) -> Callable[[list[str]], str]:
    """Reads one of the options, the default for anything else."""
    return lambda said: said[0] if said and said[0] in options else default


def day(said: list[str]) -> date | None:
    """Reads a date, None for anything else."""
    try:
        return date.fromisoformat(said[0]) if said else None
    except ValueError:
        return None


def yes(said: list[str]) -> bool:
    """Reads `1` as yes and anything else as no."""
    return said == ["1"]
