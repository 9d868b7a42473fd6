"""Copies on the page of an article: which it copies or is copied by, and what they share."""

from typing import NamedTuple

import streamlit as st

from dashboard import links, tables
from dashboard.annotate import Highlight
from dashboard.markup import anchor
from dashboard.naming import Name, names
from dashboard.shared_text import aligned, both_texts, marked_link, shared_marks
from pipelines.schemas import Tables
from pipelines.summaries import copy_pairs

MOST = 3  # copies named; the page of sources has all


class Beside(NamedTuple):
    """The article that the address asks to hold beside this one."""

    article_id: str
    name: Name
    text: str


def beside(corpus: Tables, article_id: str, text: str | None) -> Beside | None:
    """The article whose shared words the address asks to mark, if both texts are here."""
    asked = st.query_params.get("shared")
    if text is None or asked is None or asked == article_id or not tables.known(corpus, [asked]):
        return None
    other = tables.text_of(corpus, asked)
    return None if other is None else Beside(asked, names(corpus, [asked])[asked], other)


def marks(
    other: Beside | None, article_id: str, text: str | None, *, asked: str | None
) -> list[Highlight]:
    """The words that both have, as marks of the text."""
    if other is None or text is None:
        return []
    found = aligned(article_id, text, other.article_id, other.text)
    return shared_marks(found, text, other.name, asked=asked)


def relations(corpus: Tables, article_id: str) -> str:
    """What the article copies, and what copies it, with the way to the shared words, as HTML."""
    pairs = copy_pairs(corpus)
    pairs = pairs[(pairs["article_id"] == article_id) | (pairs["other_id"] == article_id)]
    pairs = pairs.sort_values("containment", ascending=False, kind="stable")
    said = []
    for row in pairs.head(MOST).to_dict("records"):
        other = row["other_id"] if row["article_id"] == article_id else row["article_id"]
        name = names(corpus, [other])[other].listed(at_most=64)
        linked = anchor(links.article_link(other), name)
        copies_it = row["origin_id"] == article_id
        origin, copy = (article_id, other) if copies_it else (other, article_id)
        what = f"{linked} copies this article" if copies_it else f"Copy of {linked}"
        share = f"{100 * row['containment']:.0f} % of the shorter text"
        shared = anchor(marked_link(article_id, other), "mark what both have")
        together = both_texts(origin, copy, "both texts side by side")
        said.append(f"<b>▣</b> {what}, {share}: {shared} · {together}")
    more = len(pairs) - MOST
    if more > 0:
        said.append(anchor(links.place_link("sources", "copies"), f"and {more:,} more copies"))
    return "".join(f'<p class="px-text">{one}</p>' for one in said)
