"""Charts drawn as HTML, saved as a page of their own (neither network nor scripts) or a picture."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from dashboard import filters, markup, palette, picture, tables
from dashboard.markup import escaped
from pipelines.brief import SAMPLE_NOTICE
from pipelines.plurals import counted

STYLE = Path(__file__).with_name("style.css")
# Light whatever the reader's device says; colours that carry a meaning are printed too; what
# scrolls or opens on a page lies open on paper.
_ON_PAPER = """
:root { color-scheme: light; }
body { margin: 2rem; background: var(--px-paper); color: var(--px-ink); font-family: sans-serif; }
h1 { font-family: "Source Serif", Georgia, serif; font-size: 1.4rem; margin: 0 0 0.4rem; }
* { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.sh-box, .px-hint, .px-key { display: none !important; }
.px .px-saved { display: block; }
@page { size: A4 landscape; margin: 12mm; }
@media print {
  body { margin: 0; }
  .px-scroll { overflow: visible; animation: none; }
  tr, .sh-row { break-inside: avoid; }
}
"""
# In our own markup a `>` within an attribute is always escaped, so that a tag ends at the first.
_LINK = re.compile(r"<a\b[^>]*>")
_LEADS = re.compile(r' (?:href|tabindex|aria-current)="[^"]*"')


def drawn(chart: str, *, title: str, n: int, key: str) -> None:
    """Draw a chart that is HTML already, with buttons that save it; `n` articles are in it."""
    with picture.container(key):
        markup.show(chart)
    offer(chart, title=title, n=n, key=key)


def offer(chart: str, *, title: str, n: int, key: str) -> None:
    """The buttons that save a chart which was drawn in `picture.container(key)`."""
    said = about(n)
    saving(lambda: page(chart, title=title, said=said), title=title, said=said, key=key)


def saving(write: Callable[[], str], *, title: str, said: Sequence[str], key: str) -> None:
    """The two buttons below any chart; `write` makes its page, `said` is what it rests on."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Save as HTML",
            write,
            file_name=f"parallax-{key}.html",
            mime="text/html",
            on_click="ignore",
            key=f"html-{key}",
            type="tertiary",
            help="As a page of its own that needs no network.",
        )
        picture.button(key, title=title, said=". ".join(said))


def about(n: int | None = None) -> list[str]:
    """What a saved chart rests on: its articles, the filters that are set, and its tables."""
    named = [label for _, _, label in filters.set_ones(filters.current())]
    said = [] if n is None else [f"n {counted(n, 'article')}"]
    said.append(f"filters: {'; '.join(named) or 'none'}")
    if tables.corpus() != "stored":
        said.append("with articles scored in this visit")
    written = tables.written()
    if tables.corpus() != "own" and written is not None:
        said.append(f"tables written on {written}")
    said.append(f"saved on {datetime.now(UTC).date()}")
    return [*said, SAMPLE_NOTICE] if tables.is_sample() else said


def page(chart: str, *, title: str, said: Sequence[str]) -> str:
    """A whole HTML page of a chart whose texts were escaped; `title` and `said` are plain text.

    Links into the app lead nowhere from a file: their words stay, their addresses go.
    """
    still = _LINK.sub(lambda tag: _LEADS.sub("", tag.group()), chart)
    style = "\n".join((palette.css_variables(), STYLE.read_text(encoding="utf-8"), _ON_PAPER))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escaped(title)}</title><style>{style}</style></head>"
        f'<body class="stApp"><h1>{escaped(title)}</h1>'
        f'<div class="px"><p class="px-faint">{escaped(". ".join(said))}</p>{still}</div>'
        "</body></html>\n"
    )
