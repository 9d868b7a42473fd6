"""How do two to four articles differ?"""

import dataclasses

import streamlit as st

from dashboard import (
    address,
    chart_page,
    charts,
    comparison,
    downloads,
    filters,
    markup,
    moves,
    picture,
    pieces,
    tables,
    vocabulary,
)
from dashboard.agenda import side_by_side
from dashboard.compared_glance import (
    change_said,
    dates_in,
    event_of,
    glance,
    none_said,
    several_events,
    shifts,
    triggered,
    triggered_said,
    windows_said,
    words_behind,
)
from dashboard.course import HOW_TO_READ, courses
from dashboard.drawing import draw
from dashboard.markup import escaped
from dashboard.naming import names, numbered
from dashboard.strips import signed
from pipelines.plurals import counted
from pipelines.summaries import in_order
from pipelines.summaries_glance import to_compare
from pipelines.summaries_tone import subject_tones

MOST = 4
FIRST = 3  # rows of a section in sight; more would push the next section away
MOST_OFFERED = 100  # headlines to choose from; in a larger corpus one searches first


def ids_in(said: list[str]) -> list[str]:
    """The articles that the address names, comma-separated; unknown ones are dropped."""
    asked = [one for part in said for one in part.split(",")]
    return tables.known(corpus, asked)[:MOST]


def chosen_first(said: list[str]) -> list[str]:
    """The articles of the address, else the visitor's; those of one event for fewer than two."""
    named_there = ids_in(said)
    if len(named_there) > 1:
        return named_there
    wanted = named_there or tables.yours()
    return pieces.kept(lambda: to_compare(shown, at_most=MOST, wanted=wanted))


def in_rows(rows: list[comparison.Row], what: str) -> None:
    """The first rows in columns; the others open with a click, since a phone stacks their cells."""
    markup.show(comparison.columns(rows[:FIRST], columns))
    if len(rows) > FIRST:
        with st.expander(counted(len(rows) - FIRST, f"more {what}")):
            markup.show(comparison.columns(rows[FIRST:], columns))


def of_family(family: str) -> tuple[list[comparison.Row], list[str], dict[str, int]]:
    """The flags of a family as rows, those triggered in none, and how many are in each article."""
    rows, quiet = comparison.flag_rows(part, family=family)
    return rows, quiet, triggered(part, family=family)


def remember() -> None:
    """Write the articles chosen to the address."""
    st.session_state["_address_articles"] = [",".join(st.session_state["articles"])]
    st.query_params["articles"] = ",".join(st.session_state["articles"])


markup.heading(
    "How do these articles differ?",
    "Two to four articles in columns, the same measures in the same place.",
    "Read each row across; every bar, word and quote leads to its place in the article.",
)
corpus = moves.chosen()
if len(corpus.articles) < 2:
    st.info("A comparison needs two articles, and this corpus has fewer. Build from more files.")
    st.stop()

shown = filters.shown("compare", has_figures=False)
asked = ids_in(address.values("articles"))
matching = shown.articles["article_id"]
place = st.container()
if len(shown.articles) > MOST_OFFERED:
    place, beside = st.columns([3, 1])
    words = beside.text_input("Search headlines", placeholder="words of the headline", key="find")
    titles = shown.articles["title"]
    matching = matching[titles.str.contains(words or "", case=False, regex=False, na=not words)]
offered = list(dict.fromkeys([*asked, *matching.head(MOST_OFFERED)]))
address.restore("articles", chosen_first)
offered = list(dict.fromkeys([*st.session_state["articles"], *offered]))
labels = names(corpus, offered)
picked = place.multiselect(
    "Articles",
    offered,
    format_func=lambda article_id: labels[article_id].plain(at_most=50),
    key="articles",
    max_selections=MOST,
    on_change=remember,
)
if len(picked) < 2:
    st.info("Choose two to four articles above.")
    st.stop()
if len(asked) == 1:
    st.caption("The address names one article; the others are the first of its event.")

part = pieces.kept(lambda: in_order(corpus, picked), *picked)
events = pieces.kept(lambda: event_of(part, corpus), *picked)
named = {
    article_id: dataclasses.replace(name, event=events.get(article_id))
    for article_id, name in names(corpus, picked).items()
}
columns = [named[article_id] for article_id in picked]
numbers = [one.number for one in columns]

markup.show(pieces.kept(lambda: several_events(part, named, corpus) + glance(part, named), *picked))
heads = pieces.kept(
    lambda: comparison.columns(comparison.heads(part, named), columns, head=True), *picked
)
chart_page.drawn(heads, title="Articles compared", n=len(picked), key="compared")

st.header("Tone", anchor=False)
st.caption(f"Model of these tones: {', '.join(tables.tone_models(part)) or 'none'}")
st.markdown("**With and without topic words**")
left, right = st.columns([3, 2], gap="medium", vertical_alignment="center")
tones = subject_tones(part)
addresses = list(words_behind(part).values())
with left:
    draw(
        lambda look: charts.slope(tones, numbers, addresses, appearance=look),
        title="Tone with and without topic words",
        alt="; ".join(
            f"article {number}: {signed(before)} with, {signed(after)} without topic words"
            for number, before, after in zip(numbers, tones["tone"], tones["without"], strict=True)
        ),
        key="slope",
    )
with right:
    markup.show(
        '<p class="px-text">Left the mean tone of each article, right the same when words that '
        "name the subject (peace, war) carry no weight; the bars are 95 % intervals. Lines that "
        "cross: the order is a matter of the subject. A dot leads to the sentence that weighs most."
        f"</p>{shifts(part, tones, named)}"
        f'<p class="px-text">{change_said(part, named)}</p>'
    )
st.markdown("**From the first sentence to the last**")
markup.show(f'<p class="px-text">{HOW_TO_READ}</p>')
drawn = courses(part)
parts = comparison.columns(
    [comparison.Row("Mean tone of each part", [drawn[one] for one in picked])], columns
)
chart_page.drawn(
    parts, title="Tone from the first sentence to the last", n=len(picked), key="course"
)

st.header("Story themes, on one scale", anchor=False)
rows = pieces.kept(lambda: comparison.theme_rows(part, layer="story"), *picked)
if rows:
    with picture.container("story-themes"):
        in_rows(rows, "theme")
    chart_page.offer(
        comparison.columns(rows, columns) + numbered(named, picked),
        title="Story themes, share of sentences",
        n=len(picked),
        key="story-themes",
    )
else:
    st.markdown(none_said(part, named, "No story theme was found in these articles."))
with st.expander("General desks, on one scale"):
    desks = pieces.kept(lambda: comparison.theme_rows(part, layer="desk"), *picked)
    markup.show(comparison.columns(desks, columns))

st.header("What each names within a theme", anchor=False)
rows = pieces.kept(lambda: comparison.element_rows(part), *picked)
if rows:
    in_rows(rows, "theme")
else:
    st.markdown(none_said(part, named, "No element of a story theme was found in these articles."))

st.header("Who is named, who speaks", anchor=False)
everywhere, alone = pieces.kept(lambda: comparison.only_and_shared(part), *picked)
said = pieces.kept(lambda: comparison.actors_said(part), *picked)
markup.show(f'<p class="px-text">Named in all of them: {everywhere or "nobody"}. {said}</p>')
rows = pieces.kept(lambda: comparison.actor_rows(part), *picked)
in_rows([comparison.Row("<b>Named only here</b>", alone), *rows], "actor")

st.header("What each party is said to want", anchor=False)
rows = pieces.kept(lambda: side_by_side(part), *picked)
if rows:
    in_rows(rows, "position")
else:
    st.markdown(
        none_said(part, named, "None of these articles says what a party wants, offers or refuses.")
    )

st.header("Flags, with their words", anchor=False)
flags = pieces.kept(lambda: [of_family(family) for family in vocabulary.FAMILIES], *picked)
for (family, question), (rows, quiet, fired) in zip(
    vocabulary.FAMILIES.items(), flags, strict=True
):
    note = f"Triggered in none: {', '.join(quiet)}." if quiet else ""
    with st.expander(f"**{family.capitalize()}** · {question} · {triggered_said(fired, named)}"):
        markup.show(comparison.columns(rows, columns) + f'<p class="px-faint">{escaped(note)}</p>')

st.header("Quotes and reported statements", anchor=False)
quotes = pieces.kept(lambda: comparison.quote_cells(part), *picked)
markup.show(comparison.columns([comparison.Row("In order", quotes)], columns))

st.header("When they were written, by their wording", anchor=False)
spans = [
    charts.window_of(f"article {named[i].number}", row, address=dates_in(part, i))
    for i, row in zip(picked, part.articles.to_dict("records"), strict=True)
]
if any(span.earliest or span.latest or span.stated for span in spans):
    st.markdown(
        "Bar: days that the wording allows, an arrow where it sets no end. Diamond: stated date, "
        "orange if outside. Both lead to the words."
    )
    draw(
        lambda look: charts.windows(spans, appearance=look),
        title="When the wording fits",
        alt="; ".join(charts.said(span) for span in spans),
        key="windows",
    )
    markup.show(windows_said(part, named))
else:
    st.markdown("Nothing in these articles bounds their date, and none states one.")
downloads.tables(part, "articles", "themes", "quotes", "positions", "flags", "marks", part=True)
