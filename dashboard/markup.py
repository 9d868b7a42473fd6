"""The one way to draw HTML of our own: every text of an article goes through `escaped`."""

import html
from collections.abc import Iterable, Sequence

import streamlit as st


def escaped(text: object) -> str:
    """The text as HTML that shows it and does nothing else; None is an empty text.

    For element content only: in attributes use addresses made by `links`, never article text.
    """
    return "" if text is None else html.escape(str(text), quote=True)


QUOTATION_MARKS = ("“", '"', "„", "«", "‘", "'")


def in_marks(words: str) -> str:
    """The words as HTML in quotation marks; those that begin with one keep their own."""
    return escaped(words) if words.startswith(QUOTATION_MARKS) else f"“{escaped(words)}”"


def anchor(
    address: str,
    inner: str,
    *,
    style: str = "",
    kind: str = "",
    focus: bool = True,
    current: bool = False,
) -> str:
    """A link inside the app around HTML.

    `kind` adds CSS classes, `focus=False` skips it by Tab, `current` marks the page shown now.
    """
    tab = ("" if focus else ' tabindex="-1"') + (' aria-current="page"' if current else "")
    look = f' style="{style}"' if style else ""
    return f'<a class="px-link {kind}" href="{html.escape(address)}"{look}{tab}>{inner}</a>'


def chips(texts: Iterable[object], *, kind: str = "px-chip") -> str:
    """Short labels in a row; empty ones are left out."""
    return "".join(f'<span class="{kind}">{escaped(text)}</span>' for text in texts if text)


def heading(question: str, seen: str, read: str) -> None:
    """The head of a page: its question, what is seen, and how to read it. Our own words only."""
    st.title(question, anchor=False)
    show(f'<p class="px-lead"><b>{escaped(seen)}</b> {escaped(read)}</p>')


def place(name: str) -> None:
    """A place on the page that `links.place_link` leads to; stands above a header."""
    show(f'<span id="{name}" class="px-place"></span>')


def table(
    head: Sequence[str], rows: Iterable[Sequence[str] | str], *, numbers: Sequence[int] = ()
) -> str:
    """A table of cells that are HTML already; the columns `numbers` are set to the right.

    A row that is a text heads the rows below it, as far as the next one.
    On a phone a row becomes a block below its first cell, and every other cell says what it is.
    """
    kinds = ["num" if place in numbers else "" for place in range(len(head))]
    top = "".join(
        f'<th scope="col" class="{kind}">{cell}</th>'
        for cell, kind in zip(head, kinds, strict=True)
    )
    says = ["", *(f'<span class="tb-cap">{cell}</span> ' if cell else "" for cell in head[1:])]
    body = "".join(
        f'<tr class="tb-group"><th scope="colgroup" colspan="{len(head)}">{row}</th></tr>'
        if isinstance(row, str)
        else f"<tr>{''.join(_cell(*cell) for cell in zip(row, kinds, says, strict=True))}</tr>"
        for row in rows
    )
    return (
        '<div class="px-scroll" tabindex="0" role="region" aria-label="Table">'
        f'<table class="tb"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _cell(cell: str, kind: str, says: str) -> str:
    if cell in ("", "–"):
        return f'<td class="{kind} tb-none">{cell}</td>'
    return f'<td class="{kind}">{says}{cell}</td>'


def folded(summary: str, inner: str) -> str:
    """HTML that opens below its summary, which is plain text."""
    return (
        f'<details class="px-fold"><summary>{escaped(summary)}</summary>'
        f'<div class="px-folded">{inner}</div></details>'
    )


def show(markup: str) -> None:
    """Draw HTML whose texts were escaped."""
    st.html(f'<div class="px">{markup}</div>')
