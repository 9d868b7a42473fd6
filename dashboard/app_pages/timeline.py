"""When were they written, and do the dates fit?"""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import address, charts, downloads, filters, links, markup, moves, pieces
from dashboard.drawing import draw
from dashboard.markup import anchor, escaped
from dashboard.naming import key, names
from dashboard.places import sentences_of
from dashboard.sheet import day, window
from dashboard.strips import Mean, dots, signed
from dashboard.tables import words_of
from pipelines.figure_words import conflict_said
from pipelines.summaries import over_time
from pipelines.summaries_glance import dates_fit

MOST_NAMED = 8  # articles in one sentence
MOST_WINDOWS = 30
MOST_CLUES = 60
MOST_PAIRS = 60
PERIODS = {"D": "Day", "W": "Week", "M": "Month"}


def tone_said(row: Mapping[str, Any]) -> str:
    """The mean tone of a period with its n."""
    n = row["n_toned"]
    return f"mean tone {signed(row['tone'])} (n {n} article{'' if n == 1 else 's'})"


def days_of(first: pd.Timestamp, every: str) -> tuple[str, str]:
    """The first and the last day of a period, as an address names them."""
    last = first.to_period(every).end_time
    return f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"


def articles_of(first: pd.Timestamp, every: str) -> str:
    """The address of the articles of a period: where its bar and its dot lead."""
    since, until = days_of(first, every)
    return links.place_link("", "articles", **{"from": since, "to": until})


def periods_table(periods: pd.DataFrame, every: str) -> str:
    """The same as both charts in words, each period a link to its articles, as HTML."""
    rows = [
        (
            anchor(row["address"], day(row["period"])),
            f"{row['n_articles']:,}",
            dots([Mean("", row["tone"], row["n_toned"], row["low"], row["high"])]),
        )
        for row in periods[periods["n_articles"] > 0].to_dict("records")
    ]
    head = (f"{PERIODS[every]} from", "Articles", "Mean tone over articles")
    return markup.table(head, rows, numbers=(1,))


def stated_outside(dated: pd.DataFrame) -> pd.Index:
    """The articles, by row, whose stated date lies outside the days that their wording allows."""
    return pd.Index(
        [
            row.Index
            for row in dated.itertuples()
            if charts.window_of("", row._asdict()).fits is False
        ],
        dtype="int64",
    )


def pairs_table(between: pd.DataFrame) -> str:
    """Pairs of articles whose days cannot both be right, as HTML."""
    both = names(corpus, {*between["article_id"], *between["other_id"]})
    rows = [
        (
            anchor(links.article_link(one), both[one].listed()),
            anchor(links.article_link(two), both[two].listed()),
            escaped(conflict_said(note) if isinstance(note, str) else ""),
            anchor(links.compare_link((one, two)), "compare"),
        )
        for one, two, note in zip(
            between["article_id"], between["other_id"], between["note"], strict=True
        )
    ]
    return markup.table(("One", "Other", "What conflicts", ""), rows)


def clues_table(clues: pd.DataFrame) -> str:
    """The words that bound when articles were written, each in its place, as HTML."""
    rows = []
    for row, words, place in zip(
        clues.to_dict("records"), words_of(shown, clues), sentences_of(shown, clues), strict=True
    ):
        name = named[row["article_id"]]
        rows.append(
            (
                anchor(links.article_link(row["article_id"]), f"{name.number}"),
                anchor(links.article_link(row["article_id"], place), escaped(words or "(no text)")),
                window(row["earliest"], row["latest"]) or "–",
                escaped(row["firmness"]),
            )
        )
    return markup.table(("Article", "Words", "Written", "How firm"), rows)


corpus = moves.chosen()
markup.heading(
    "When were they written, and do the dates fit?",
    "Blue bars are the days that the wording of an article allows, diamonds its stated date.",
    "A click on either leads to the words. A bar with a triangle is open at that end. An orange "
    "diamond stands outside its bar; the page says of which articles firm words rule the date out.",
)
shown = filters.shown("timeline")

articles = shown.articles
counts = pieces.kept(lambda: articles["article_id"].isin(filters.counted().articles["article_id"]))
n_articles = int(counts.sum())
between = shown.pairs[shown.pairs["kind"] == "date_conflict"]
apart = {*between["article_id"], *between["other_id"]}
is_bounded = articles[["window_earliest", "window_latest"]].notna().any(axis=1)
is_outside = pieces.kept(
    lambda: stated_outside(articles[is_bounded & articles["published_at"].notna()])
)
in_conflict = pieces.kept(
    lambda: articles["article_id"].isin(filters.listed(dates_fit).in_conflict)
)
n_in_conflict = int((in_conflict & counts).sum())
# Articles whose days cannot be right come first: they are what the page is for.
first = 2 * (articles["article_id"].isin(apart) | in_conflict)
first += articles.index.isin(is_outside)
order = first[is_bounded | (first > 0)].sort_values(ascending=False, kind="stable")
# Only those that are drawn: a slice of all would keep all in memory, for every visitor.
bounded = articles.loc[order.index[:MOST_WINDOWS]]
n_bounded = int((is_bounded & counts).sum())
spans = {}
at_odds = list(articles.loc[in_conflict, "article_id"])
named = names(corpus, {*bounded["article_id"], *at_odds[:MOST_NAMED]})
for row in bounded.to_dict("records"):
    one = row["article_id"]
    is_worded = not (pd.isna(row["window_earliest"]) and pd.isna(row["window_latest"]))
    to = links.article_link(one, mark="date" if is_worded else None)
    spans[one] = charts.window_of(str(named[one].number), row, address=to)
n_dated = int((articles["published_at"].notna() & counts).sum())
answers = (
    (f"{n_dated:,} of {n_articles:,}", "articles with a stated date"),
    (
        f"{n_bounded:,}",
        f"{'has' if n_bounded == 1 else 'have'} wording that bounds the days of writing",
    ),
    (
        f"{n_in_conflict:,}",
        f"{'has' if n_in_conflict == 1 else 'have'} dates that do not fit within the article",
    ),
    (
        f"{len(between):,}",
        f"pair{'' if len(between) == 1 else 's'} of articles whose days cannot both be right",
    ),
)
markup.show(
    '<div class="px-figures">'
    + "".join(f"<div><b>{number}</b><span>{label}</span></div>" for number, label in answers)
    + "</div>"
)

markup.place("between")
st.header("Between articles", anchor=False)
if between.empty:
    st.markdown(
        "No two articles that tell of one event, or in like words, rule out each other's days."
    )
else:
    markup.show(pieces.kept(lambda: pairs_table(between.head(MOST_PAIRS))))
    if len(between) > MOST_PAIRS:
        st.caption(f"The first {MOST_PAIRS} of {len(between)} pairs; the download has all.")

markup.place("windows")
st.header("Implied windows against stated dates", anchor=False)
if not spans:
    st.markdown("Nothing in the wording of these articles bounds when they were written.")
else:
    if at_odds:
        linked = ", ".join(
            anchor(
                links.article_link(one, mark="date_conflict"),
                named[one].listed(at_most=70),
            )
            for one in at_odds[:MOST_NAMED]
        )
        more = len(at_odds) - MOST_NAMED
        if more > 0:
            all_of_them = links.link("timeline", flag="date_conflict")
            linked += f" and {anchor(all_of_them, f'{more:,} more')}"
        markup.show(
            f'<p class="px-text"><b>▲ Firm words do not fit together or the date</b>: {linked}.</p>'
        )
    elif any(span.fits is False for span in spans.values()):
        st.markdown(
            "Firm words rule no stated date out; an orange diamond lies outside looser bounds, "
            "such as a year that is mentioned."
        )
    elif any(span.fits for span in spans.values()):
        st.markdown("Every stated date fits what the wording of its article allows.")
    else:
        st.markdown("No article has both a stated date and wording to hold it against.")
    draw(
        lambda look: charts.windows(list(spans.values()), appearance=look),
        title="When the wording fits",
        alt="; ".join(f"article {charts.said(span)}" for span in spans.values()),
        key="windows",
    )
    markup.show(key(named, spans))
    if is_bounded.sum() > MOST_WINDOWS:
        st.caption(f"{MOST_WINDOWS} of {is_bounded.sum()} articles with a window, conflicts first.")

st.header("The words that bound them", anchor=False)
of_drawn = shown.clues[shown.clues["article_id"].isin(list(spans))]
clues = of_drawn.head(MOST_CLUES)
if clues.empty:
    st.markdown("No such words were found in these articles.")
else:
    markup.show(pieces.kept(lambda: clues_table(clues)))
    if len(of_drawn) > MOST_CLUES:
        st.caption(f"The first {MOST_CLUES} of {len(of_drawn):,} places; the download has all.")

st.header("Volume and tone by stated date", anchor=False)
days = articles.loc[counts, "published_at"].dropna().dt.tz_localize(None)
if n_dated == 0:
    st.markdown("No article states its date.")
elif days.dt.normalize().nunique() == 1:
    (row,) = filters.view(over_time, every="D").to_dict("records")
    one = f"One article of {n_articles:,} states its date"
    many = f"All {n_dated:,} articles that state a date, of {n_articles:,}, are of one day"
    st.markdown(
        f"{one if n_dated == 1 else many}: {day(row['period'])}, {tone_said(row)}. "
        "There is no course of time to draw."
    )
else:
    span_days = (days.max() - days.min()).days
    usual = "D" if span_days <= 60 else "W" if span_days <= 500 else "M"
    every = address.segmented("Per", PERIODS, "every", usual=usual)
    periods = filters.view(over_time, every=every)
    periods = periods.assign(address=[articles_of(one, every) for one in periods["period"]])
    st.markdown(
        f"{n_dated:,} of {n_articles:,} articles state a date; the others are not drawn. "
        "A bar or a dot leads to the articles of its days."
    )
    said = "; ".join(
        f"{day(row['period'])}: {row['n_articles']} articles, {tone_said(row)}"
        for row in periods[periods["n_articles"] > 0].head(40).to_dict("records")
    )
    draw(
        lambda look: charts.volume(periods, appearance=look),
        title="Articles over time",
        alt=said,
        key="volume",
    )
    n_events = shown.events["event_id"].nunique()
    if n_events > 1:
        st.markdown(
            f"**These articles tell of {n_events:,} events.** A change of mean tone may be a "
            "change of subject: choose one event under “More filters” to follow its tone."
        )
    draw(
        lambda look: charts.tone_over_time(periods, appearance=look),
        title="Tone over time",
        alt=said,
        key="tone-time",
    )
    st.caption(
        "Lines are 95 % intervals, from two articles up; what goes beyond the axis is cut off."
    )
    markup.show(markup.folded("Both charts as a table", periods_table(periods, every)))
downloads.tables(shown, "articles", "clues", "pairs")
