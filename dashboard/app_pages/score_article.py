"""What about this text? A visitor's own articles, scored like the stored ones and kept for her."""

import streamlit as st

from dashboard import address, downloads, links, markup, own_articles, tables
from dashboard.article_view import reading_style, show_article
from dashboard.naming import names
from pipelines.readers import ENDINGS, UPLOAD_BYTES
from pipelines.tone import deep_available

MEGABYTE = 1_000_000
MOST_LISTED = 50  # own articles with a button each; more would make the page slow

markup.heading(
    "What about this text?",
    "Paste an article, upload several or give addresses: they are scored by the same functions "
    "as the stored ones.",
    "One article is shown below at once; several become a corpus of yours that every page opens, "
    "alone or beside the stored one.",
)
st.caption(
    "Private: your texts are kept in memory for this tab only and never written to disk; no other "
    "visitor can see them. They are gone when the tab closes, or at once when you delete them."
)

state = st.session_state
round_ = state.setdefault("own_round", 0)  # a new key empties the widget and drops its bytes
pasted, uploaded, addressed = st.tabs(["Paste a text", "Upload files", "Fetch addresses"])

with pasted, st.form(f"paste-{round_}", border=False):
    text = st.text_area(
        "Text of the article",
        height=260,
        max_chars=own_articles.MOST_PASTED,
        placeholder="Headline on the first line, then the text.",
    )
    with st.expander("What you know about it (optional)"):
        title = st.text_input("Headline", max_chars=500)
        left, right = st.columns(2)
        outlet = left.text_input("Outlet", max_chars=200)
        author = right.text_input("Author", max_chars=200)
        published = left.date_input("Date of publication", value=None)
        url = right.text_input("Address (URL)", max_chars=2000)
    deep = deep_available() and st.checkbox("Deep tone too (slower)")
    if st.form_submit_button("Score this text", type="primary"):
        article = own_articles.from_form(
            text, title=title, outlet=outlet, author=author, published=published, url=url
        )
        if article is None:
            st.warning("There is no text yet. Paste one into the field above.")
        else:
            own_articles.add([article], tone="deep" if deep else "fast")
            st.rerun()

with uploaded:
    st.caption(
        f"Read: {', '.join(ENDINGS)}, each also .gz. At most {UPLOAD_BYTES // MEGABYTE} MB a file "
        f"and {own_articles.SESSION_BYTES // MEGABYTE} MB of text altogether; "
        "for more, run `parallax build FOLDER` on your own machine."
    )
    deep = deep_available() and st.checkbox("Deep tone too (slower)", key="deep-files")
    files = st.file_uploader(
        "Files with articles",
        type=[*ENDINGS, ".gz"],
        accept_multiple_files=True,
        max_upload_size=UPLOAD_BYTES // MEGABYTE,
        key=f"upload-{round_}",
        label_visibility="collapsed",
    )
    if files:
        own_articles.add_files(
            [(file.name, file.getvalue()) for file in files], tone="deep" if deep else "fast"
        )
        state["own_round"] = round_ + 1
        st.rerun()

with addressed:
    if own_articles.may_fetch():
        with st.form(f"fetch-{round_}", border=False):
            lines = st.text_area(
                "Addresses, one a line",
                height=120,
                max_chars=20_000,
                placeholder="https://outlet.example/2025/03/first-step",
                help=f"Up to {own_articles.MOST_ADDRESSES} public pages or feeds; each is asked "
                "for once, from this computer. For more, run `parallax collect`.",
            )
            deep = deep_available() and st.checkbox("Deep tone too (slower)", key="deep-fetch")
            if st.form_submit_button("Fetch and score", type="primary"):
                if lines.strip():
                    own_articles.add_addresses(lines, tone="deep" if deep else "fast")
                    st.rerun()
                st.warning("There is no address yet. Write one into the field above.")
    else:
        st.info(
            "This app runs on a server, which does not fetch addresses for its visitors. Open the "
            "page in your browser, copy its text and paste it here, or save the page and upload "
            "it. An app that you start yourself with `parallax dashboard` does fetch."
        )

markup.show(own_articles.messages())
mine = tables.own()
if mine is None:
    st.stop()

articles = mine.articles
count = len(articles)
beside = (
    "&emsp;"
    + markup.anchor(links.link("", corpus="both"), "beside the stored ones", kind="px-clear")
    if "both" in tables.offered() and tables.problem() is None
    else ""
)
st.subheader(f"Your {count} articles" if count > 1 else "Your article", anchor=False)
with st.container(horizontal=True, vertical_alignment="center"):
    markup.show(
        markup.anchor(
            links.link("", corpus="own"),
            f"Open in overview: your {count:,} articles" if count > 1 else "Open in overview",
            kind="px-button",
        )
        + beside
    )
    st.download_button(
        "Save as JSON Lines: scores",
        lambda: own_articles.json_lines_of(mine),
        file_name="parallax.jsonl",
        mime="application/x-ndjson",
        on_click="ignore",
    )
    st.download_button(
        "Save as CSV: scores",
        lambda: downloads.csv(articles),
        file_name="parallax.csv",
        mime="text/csv",
        on_click="ignore",
    )
    if st.button("Delete my data now", help="Forgets your articles and everything about them."):
        own_articles.forget()
        st.rerun()

reading_style()
ids = list(articles["article_id"])
named = names(mine, ids[:MOST_LISTED])
asked = address.value("article")
opened = asked if asked in ids else ids[0] if count == 1 else None
for article_id, row in zip(ids[:MOST_LISTED], own_articles.rows(mine), strict=False):
    with st.container(horizontal=True, vertical_alignment="center", key=f"own-{article_id}"):
        link = links.here("score_article", article=article_id, sentence=None, mark=None)
        markup.show(
            own_articles.row_html(
                row,
                named[article_id].html(at_most=80),
                link,
                opened=article_id == opened and count > 1,
            )
        )
        if st.button("Remove", key=f"remove-{article_id}", type="tertiary"):
            own_articles.remove(article_id)
            st.rerun()
if count > MOST_LISTED:
    st.caption(f"and {count - MOST_LISTED} more: open them in the overview.")
if opened is not None:
    st.divider()
    show_article(mine, opened)
