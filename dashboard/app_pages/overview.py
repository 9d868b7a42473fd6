"""What is in this corpus, and is it one event?"""

import pandas as pd
import streamlit as st

from dashboard import (
    address,
    chart_page,
    downloads,
    filters,
    links,
    markup,
    moves,
    picture,
    pieces,
    tables,
)
from dashboard.event_grid import event_grid
from dashboard.findings import figures, findings
from dashboard.naming import event_numbers, names
from dashboard.selection import Selection
from dashboard.sheet import legend, sheet
from dashboard.strips import histogram
from pipelines import plurals
from pipelines.schemas import Tables
from pipelines.summaries import in_order
from pipelines.summaries_glance import copied, to_compare, tone_distribution

ROWS = 25  # articles drawn at once; more would take longer to draw than to page
GRID_OPEN = 8  # articles up to which the event grid is open; more would push the sheet away
ENOUGH_TO_SPREAD = 20  # articles from which their tones have a shape worth drawing
ORDERS = {
    "read": ("As read", None, True),
    "grim": ("Grimmest first", "tone", True),
    "warm": ("Most positive first", "tone", False),
    "own": ("Grimmest own voice first", "tone_narrator", True),
    "unnamed": ("Most unnamed sources first", "unnamed_share", False),
    "new": ("Newest first", "published_at", False),
    "old": ("Oldest first", "published_at", True),
    "outlet": ("By outlet", "outlet", True),
    "flags": ("Most flags first", "n_triggered", False),
}


def ordered(shown: Tables, order: str) -> pd.Series:
    """The ids of the articles in the order that was asked for; unknown values come last."""
    articles = shown.articles
    _, column, ascending = ORDERS[order]
    if column is None:
        return articles["article_id"]
    if column == "n_triggered":
        fired = shown.flags.loc[shown.flags["state"] == "triggered", "article_id"].value_counts()
        articles = articles.assign(n_triggered=articles["article_id"].map(fired).fillna(0))
    return articles.sort_values(column, ascending=ascending, kind="stable")["article_id"]


def reorder() -> None:
    """Another order begins at its first page."""
    address.save("sort", default="read")
    st.query_params.pop("sheet", None)


def compare_bar(picked: list[str], part: Tables) -> None:
    """The articles picked for the comparison, and the link that opens it."""
    if picked:
        numbers = ", ".join(str(names(corpus, [one])[one].number) for one in picked)
        open_it = markup.anchor(
            links.compare_link(picked[:4]),
            f"Compare {len(picked[:4])} articles"
            if len(picked) > 1
            else "Pick one more to compare",
            kind="px-button",
        )
        none = markup.anchor(links.here("", pick=None), "pick none", kind="px-clear")
        markup.show(f'<p class="px-text">Picked: {numbers} {open_it} {none}</p>')
    elif len(part.articles) > 1:
        yours = tables.yours()
        first = to_compare(part, at_most=4, wanted=yours)
        of = set(part.events.loc[part.events["article_id"].isin(first), "event_id"])
        where = f" of event {events[of.pop()]}" if len(of) == 1 and len(events) > 1 else ""
        whose = "your" if len(yours.intersection(first)) == len(first) else "the"
        label = f"Compare {whose} first {len(first)}{where}"
        open_it = markup.anchor(links.compare_link(first), label, kind="px-button")
        markup.show(f'<p class="px-text">Tick ☐ two to four articles, or {open_it}</p>')


def first_steps() -> None:
    """Three steps for whoever opens the sample for the first time, until they are dismissed."""
    if not tables.is_sample() or st.session_state.get("toured"):
        return
    steps = (
        ("Ask", "read the answers below; each leads to its words", "", ""),
        ("Look", "every coloured cell is a sentence: click one to read it in its place", "", ""),
        (
            "Compare",
            "tick two to four articles, or",
            links.link("compare"),
            "open four of one event",
        ),
    )
    items = "".join(
        f"<li><b>{step}</b>: {what} {markup.anchor(to, label) if to else ''}</li>"
        for step, what, to, label in steps
    )
    own = markup.anchor(links.link("score_article"), "use your own articles")
    tour = f'<ol class="px-tour">{items}</ol><p>Then {own}.</p>'
    with st.container(border=True, key="tour"):
        # On a phone the steps fold to one line, so that its first screen has the first answers.
        markup.show(
            f'<div class="px-tour-long">{tour}</div><details class="px-tour-short">'
            f"<summary>New here? Three steps</summary>{tour}</details>"
        )
        if st.button("Hide these steps", type="tertiary"):
            st.session_state["toured"] = True
            st.rerun()


@st.cache_data(max_entries=64, show_spinner="Looking for the first answers ...")
def summary_of_stored(
    place: str,
    token: str | None,
    selection: Selection,
    moved: tuple[tuple[str, str], ...],
    with_copies: bool,
    in_links: tuple[tuple[str, str], ...],
) -> str:
    """Key figures and findings of the stored corpus: a build, a filter or a move changes them.

    `in_links` is what their links take over from the address of whoever asks.
    """
    return figures(counted, shown) + findings(counted, shown, corpus)


markup.heading(
    "What is in this corpus, and is it one event?",
    "First the answers, then a row for every article: tone by sentence, themes, flags.",
    "Read along a row for one article, down a column to compare; every mark leads to its words.",
)
corpus = moves.chosen()
shown = filters.shown("", has_figures=False)
counted = filters.counted()
first_steps()
if tables.corpus() == "stored":
    markup.show(
        summary_of_stored(
            str(tables.folder()),
            tables.version(),
            filters.current(),
            moves.token(),
            filters.copies_count(),
            links.kept(),
        )
    )
else:
    markup.show(figures(counted, shown) + findings(counted, shown, corpus))
if left_out := filters.copies_said(""):
    markup.show(left_out)
downloads.whole(shown)

address.restore("sort", address.one_of(list(ORDERS), "read"))
order = st.session_state["sort"]
ids = ordered(shown, order)
n_pages = -(-len(ids) // ROWS)
page = address.page("sheet", n_pages)
drawn = list(ids.iloc[(page - 1) * ROWS : page * ROWS])
part = pieces.kept(lambda: in_order(shown, drawn), order)
asked = [one for one in (address.value("pick") or "").split(",") if one]
picked = tables.known(corpus, asked)
found = filters.listed(copied).set_index("article_id")["origin_id"]
origins = dict(found[found.index.isin(drawn)])
called = names(corpus, {*drawn, *picked, *origins.values()})
events = event_numbers(corpus)

if len(counted.articles) >= ENOUGH_TO_SPREAD:
    spread = tone_distribution(counted.articles, among=shown.articles)
    st.header("How tone is spread", anchor=False)
    bars = pieces.kept(
        lambda: histogram(
            spread, lambda place: links.here("", sort="grim", sheet=place // ROWS + 1)
        )
    )
    chart_page.drawn(bars, title="How tone is spread", n=len(counted.articles), key="spread")

st.header("Why one event or several", anchor=False)
with st.expander(
    f"Who, where and when, for the {plurals.counted(len(drawn), 'article')} below",
    expanded=len(drawn) <= GRID_OPEN,
):
    grid = pieces.kept(lambda: event_grid(part, {one: called[one] for one in drawn}, events), order)
    chart_page.drawn(grid, title="Who, where and when", n=len(drawn), key="event-grid")

markup.place("articles")
st.header("Side by side", anchor=False)
left, right = st.columns([1, 3], vertical_alignment="bottom")
left.selectbox(
    "Order",
    list(ORDERS),
    format_func=lambda one: ORDERS[one][0],
    key="sort",
    on_change=reorder,
)
with right:
    compare_bar(picked, part)
if ORDERS[order][1] in ("tone", "tone_narrator"):
    st.caption("By the mean alone. Where the bars of two articles overlap, neither ranks first.")
with picture.container("sheet", gap=None):
    tone_of = f"tone: model {', '.join(tables.tone_models(part)) or 'none'}"
    markup.show(legend([tone_of]))
    rows = pieces.kept(
        lambda: sheet(part, called, events=events, origins=origins, picked=picked), order
    )
    for row in rows:
        markup.show(row)
together = legend([tone_of]) + "".join(rows)
chart_page.offer(together, title="Articles side by side", n=len(drawn), key="sheet")
if n_pages > 1:
    steps = [
        markup.anchor(links.here("", sheet=page - 1), "← previous", kind="px-clear")
        if page > 1
        else "",
        f"articles {(page - 1) * ROWS + 1:,} to {(page - 1) * ROWS + len(drawn):,} of {len(ids):,}",
        markup.anchor(links.here("", sheet=page + 1), "next →", kind="px-clear")
        if page < n_pages
        else "",
    ]
    markup.show(f'<p class="px-text">{" ".join(steps)}</p>')
downloads.tables(shown, "articles", "sentences", "flags")
