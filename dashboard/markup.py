"""The one way to draw HTML of our own: every text of an article goes through `escaped`."""

import html
from collections.abc import Iterable

import streamlit as st


def escaped(text: object) -> str:
    """The text as HTML that shows it and does nothing else; None is an empty text.

    For element content only: in attributes use addresses made by `links`, never article text.
    """
    return "" if text is None else html.escape(str(text), quote=True)


def anchor(address: str, inner: str, *, style: str = "", kind: str = "", focus: bool = True) -> str:
    """A link inside the app around HTML. `kind` adds CSS classes; `focus=False` skips it by Tab."""
    tab = "" if focus else ' tabindex="-1"'
    look = f' style="{style}"' if style else ""
    return (
        f'<a class="px-link {kind}" href="{html.escape(address)}"'
        f' target="_self"{look}{tab}>{inner}</a>'
    )


def chips(texts: Iterable[object]) -> str:
    """Short labels in a row; empty ones are left out."""
    return "".join(f'<span class="px-chip">{escaped(text)}</span>' for text in texts if text)


def show(markup: str) -> None:
    """Draw HTML whose texts were escaped."""
    st.html(f'<div class="px">{markup}</div>')
