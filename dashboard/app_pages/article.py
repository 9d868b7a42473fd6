"""Why these scores? One article with every mark in its text."""

import streamlit as st

from dashboard import address, filters, markup, tables
from dashboard.article_view import show_article

MOST_CHOICES = 500  # headlines in the list; a longer one is slow to send, so one searches first

open_tables = tables.chosen()
shown = filters.shown()
markup.heading(
    "Why these scores?",
    "One article with everything that was found in it, at its words.",
    "Shade is tone, the kind of line is the kind of mark. Point at a mark, or step with the keys "
    "N and P, to read what it means. Flags describe reporting practice, not truth or intent; "
    "tone is not stance.",
)

articles = shown.articles
titles = dict(zip(articles["article_id"], articles["title"], strict=True))
titles = {
    one: title if isinstance(title, str) else "(no headline)" for one, title in titles.items()
}
asked = address.value("article")
outside = asked is not None and asked not in titles
if outside and asked in set(open_tables.articles["article_id"]):
    st.caption("The filters leave this article out; the link opened it all the same.")
    titles = {asked: "(left out by the filters)", **titles}
elif outside:
    st.info(
        "The article of this address is not in the open corpus. It may have been one of your own, "
        "which are forgotten when their tab closes. Choose another one."
    )

choices = list(titles)
if len(choices) > MOST_CHOICES:
    search = st.text_input("Search headlines", placeholder="Words of the headline").casefold()
    choices = [one for one in choices if search in titles[one].casefold()][:MOST_CHOICES]
if asked in titles and asked not in choices:
    choices.insert(0, asked)
if not choices:
    st.info("No headline has these words.")
    st.stop()


def leave_place() -> None:
    """Another article opens at its top."""
    address.save("article")
    for place in ("sentence", "mark"):
        st.query_params.pop(place, None)


address.restore("article", address.one_of(choices, choices[0]))
if st.session_state["article"] not in choices:
    st.session_state["article"] = choices[0]
st.selectbox(
    "Article", choices, format_func=lambda one: titles[one], key="article", on_change=leave_place
)
show_article(open_tables, st.session_state["article"])
