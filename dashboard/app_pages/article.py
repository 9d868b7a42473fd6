"""Why these scores? One article with every mark in its text."""

import streamlit as st

from dashboard import address, downloads, filters, markup, moves, pieces, tables
from dashboard.article_view import show_article
from dashboard.naming import names
from pipelines.summaries import only

MOST_CHOICES = 500  # headlines in the list; a longer one is slow to send, so one searches first

corpus = moves.chosen()
markup.heading(
    "Why these scores?",
    "One article with everything that was found in it, at its words.",
    "Shade is tone, the kind of line is the kind of mark. Point at a mark, or step with the keys "
    "N and P, to read what it means. Flags describe reporting practice, not truth or intent; "
    "tone is not stance.",
)
asked = address.value("article")
is_here = asked is not None and bool(tables.known(corpus, [asked]))
articles = filters.shown("article", has_figures=False, needs_some=not is_here).articles

choices = list(articles["article_id"])
if len(choices) > MOST_CHOICES:
    search = st.text_input("Search headlines", placeholder="Words of the headline")
    found = articles["title"].str.contains(search, case=False, regex=False, na=not search)
    choices = list(articles.loc[found, "article_id"])[:MOST_CHOICES]
if is_here and asked not in choices:
    choices.insert(0, asked)  # a link leads to its article, whatever the filters leave out
elif asked is not None and asked not in choices:
    st.info(
        "The article of this address is not in the open corpus. It may have been one of your own, "
        "which are forgotten when their tab closes. Choose another one."
    )
if not choices:
    st.info("No headline has these words.")
    st.stop()


def leave_place() -> None:
    """Another article opens at its top."""
    address.save("article")
    for place in ("sentence", "mark", "restored", "shared"):
        st.query_params.pop(place, None)


labels = names(corpus, choices)
address.restore("article", address.one_of(choices, choices[0]))
if st.session_state["article"] not in choices:
    st.session_state["article"] = choices[0]
st.selectbox(
    "Article",
    choices,
    format_func=lambda one: labels[one].plain(at_most=110),
    key="article",
    on_change=leave_place,
)
read = st.session_state["article"]
show_article(corpus, read)
its_own = pieces.kept(lambda: only(corpus, [read]), read)
downloads.tables(its_own, "articles", "sentences", "flags", "marks", "quotes", "clues", part=True)
