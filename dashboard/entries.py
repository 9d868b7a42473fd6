"""Everything the analyst has said, newest first: each entry with its article, to delete or save."""

from collections.abc import Mapping

import streamlit as st

from dashboard import downloads, links, markup, notes, tables
from dashboard.markup import anchor, escaped
from dashboard.naming import Name, names
from pipelines import analyst
from pipelines.analyst import Entry
from pipelines.schemas import Tables

MOST_SHOWN = 50  # entries with a button each; the downloads have all
ABOUT = 280  # characters of a note in the list


def entries_list(corpus: Tables, *, key: str) -> None:
    """Draw the entries about any article, and the buttons that download them all."""
    entries = notes.said().entries
    if not entries:
        st.markdown("You have not said anything of these articles yet.")
        return
    places = list(enumerate(entries))[::-1][:MOST_SHOWN]
    concerned = {one for _, entry in places for one in (entry.article_id, entry.event_id) if one}
    named = names(corpus, tables.known(corpus, concerned))
    for place, entry in places:
        with st.container(horizontal=True, vertical_alignment="center", key=f"{key}-row-{place}"):
            with st.container(width="stretch"):
                markup.show(f'<p class="px-text">{_line(entry, named)}</p>')
            if st.button("Delete", key=f"{key}-delete-{place}", help="Take this entry back"):
                notes.remove(entry)
                st.rerun()
    if len(entries) > MOST_SHOWN:
        st.caption(f"The last {MOST_SHOWN} of {len(entries):,} entries; the downloads have all.")
    table = analyst.frame(entries)
    with st.container(horizontal=True):
        st.download_button(
            f"Save as CSV: all entries ({len(table)})", lambda: downloads.csv(table),
            file_name="analyst.csv", mime="text/csv", on_click="ignore", key=f"{key}-csv",
        )  # fmt: skip
        st.download_button(
            "Save as JSON Lines",
            lambda: "".join(map(analyst.line_of, entries)).encode("utf-8", "replace"),
            file_name="analyst.jsonl", mime="application/jsonl", on_click="ignore",
            key=f"{key}-jsonl",
        )  # fmt: skip


def _line(entry: Entry, named: Mapping[str, Name]) -> str:
    """An entry in a line of HTML: its article, what was said, and the note itself."""
    article = (
        anchor(links.article_link(entry.article_id), _name(named[entry.article_id]))
        if entry.article_id in named
        else '<span class="px-faint">an article that is not open here</span>'
    )
    said = f"<b>{escaped(notes.in_words(entry))}</b>"
    if entry.note:
        note = entry.note if len(entry.note) <= ABOUT else entry.note[:ABOUT].rstrip() + " …"
        said += f": “{escaped(note)}”"
    if entry.event_id in named:
        target = anchor(links.article_link(entry.event_id), _name(named[entry.event_id]))
        said += f", that of {target}"
    return f"{article}: {said}"


def _name(name: Name) -> str:
    """Number and headline; that an article is noted goes without saying here."""
    return f"{name.number} · {name.html(at_most=70)}"
