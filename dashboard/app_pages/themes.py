"""Who covers what, and who leaves it out?"""

from collections.abc import Mapping, Sequence

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
    palette,
    picture,
    pieces,
    vocabulary,
)
from dashboard.gaps import left_out_lines
from dashboard.markup import anchor, escaped
from dashboard.matrix import Cell, Grid, matrix, silence
from dashboard.naming import Name, head, heads, names, numbered
from dashboard.places import sentences_of
from dashboard.selection import NOT_STATED
from dashboard.sentence_panel import MOST, sentence_panel
from dashboard.strips import Mean, dots
from dashboard.topics import topics_drawn
from pipelines import plurals
from pipelines.schemas import Tables
from pipelines.summaries import (
    FEW,
    is_read,
    only,
    theme_by_group,
    theme_reach,
    theme_shares,
    unread,
)
from pipelines.summaries_themes import (
    element_grid,
    element_reach,
    elements_by_group,
    sentences_with,
)

LAYERS = {"story": "Story themes", "desk": "General desks"}
COLUMNS = {"article": "Article", "outlet": "Outlet", "week": "Week"}
MOST_COLUMNS = 40
MOST_GAPS = 12
FIRST_ELEMENTS = 15


def theme_matrix(shown: Tables, named: Mapping[str, Name], layer: str, across: str) -> str:
    """Theme by article, outlet or week, as HTML."""
    reach = filters.view(theme_reach, layer=layer)
    if across == "article":
        shares = filters.listed(theme_shares, layer=layer).iloc[:MOST_COLUMNS].T
        columns, top = list(shares.columns), heads(named, shares.columns)
    else:
        sizes = largest(groups(counted, across), across)
        columns = list(sizes.index)
        shares = filters.view(shares_by, across=across, layer=layer)
        top = [head(one, f"n {n}") for one, n in sizes.items()]
    shares = shares.reindex(columns=columns, fill_value=0.0)
    unseen = unread_columns(shown, across)
    most = max(0.05, float(shares.to_numpy().max())) if shares.size else 1.0
    rows = []
    for theme in reach.index:
        label = vocabulary.theme_label(theme)
        n_with = f"{reach.loc[theme, 'n_articles']} of {reach.loc[theme, 'of_articles']}"
        cells = [
            cell(theme, column, float(shares.loc[theme, column]), most)
            if theme in shares.index and shares.loc[theme, column] > 0
            else silence(column, unseen)
            for column in columns
        ]
        rows.append((f'{escaped(label)} <span class="px-faint">{n_with}</span>', cells))
    return matrix(top, rows, corner="Theme, in how many articles")


def shares_by(shown: Tables, *, across: str, layer: str) -> pd.DataFrame:
    """Theme by outlet or week: the mean share over its articles."""
    return theme_by_group(shown, groups(shown, across), layer=layer)


def unread_columns(shown: Tables, across: str) -> frozenset[str]:
    """The columns of which nothing is known: every article is in a language that is not read."""
    if across == "article":
        return unread(shown)
    known = is_read(shown.articles).groupby(groups(shown, across).to_numpy()).any()
    return frozenset(known.index[~known])


def groups(shown: Tables, across: str) -> pd.Series:
    """The article itself, its outlet, or the first day of its week, by article_id."""
    articles = shown.articles.set_index("article_id", drop=False)
    if across == "article":
        return articles["article_id"]
    if across == "outlet":
        return articles["outlet"].fillna(NOT_STATED)
    week = articles["published_at"].dt.tz_localize(None).dt.to_period("W").dt.start_time
    return week.dt.strftime("%Y-%m-%d").where(articles["published_at"].notna())


def largest(group: pd.Series, across: str) -> pd.Series:
    """The outlets with most articles, or the last weeks in order, with their n."""
    sizes = group.value_counts()
    if across == "week":
        return sizes.sort_index().tail(MOST_COLUMNS)
    return sizes.head(MOST_COLUMNS)


def cell(theme: str, column: str, share: float, most: float) -> Cell:
    """One cell of the matrix; the link lists the sentences behind it."""
    percent = f"{100 * share:.0f}" if share >= 0.005 else "<1"
    to = links.here("themes", at=theme, of=column)
    return Cell(percent, to, palette.shade_css(share / most), "percent of sentences")


def sentences_on(shown: Tables, corpus: Tables, theme: str, column: str, across: str) -> str:
    """The sentences on a theme of an article, outlet or week, or of all (`column` ""), as HTML."""
    having = shown.themes[shown.themes["theme"] == theme]
    if column:
        having = having[having["article_id"].map(groups(shown, across)).eq(column)]
    n, n_articles = int(having["n_sentences"].sum()), len(having)
    listed = list(having["article_id"])[:MOST]  # each has a sentence at least
    part = sentences_with(only(shown, listed), "theme", theme)
    found = f"n {plurals.counted(n, 'sentence')}"
    where = plurals.counted(n_articles, "article")
    title = f"{escaped(vocabulary.theme_label(theme))}: {found} in {where}"
    if column and across != "article":
        title += f" of {escaped(column)}"
    close = links.here("themes", at=None, of=None)
    return sentence_panel(shown, corpus, part, title=title, n=n, close=close)


def elements_drawn(
    shown: Tables, named: Mapping[str, Name], drawn: Sequence[str], across: str
) -> None:
    """Element by article: how often each names it, each a link to the first words.

    By outlet or week: in how many articles, each a link to the grid of these articles.
    """
    reach = filters.view(element_reach)
    if reach.empty:
        st.markdown("No element of a story theme was found in these articles.")
        return
    said = (
        "How often each article names a part of a theme. Click a number for the first words."
        if across == "article"
        else "How many articles name a part of a theme. Click a number for these articles and, in "
        "them, the words."
    )
    grid = pieces.kept(lambda: element_matrix(shown, named, drawn, across), across)
    st.markdown(f"{said} An empty cell is silence.")
    with picture.container("elements"):
        markup.show(grid.first)
        if len(reach) > FIRST_ELEMENTS:
            with st.expander(f"{plurals.counted(len(reach) - FIRST_ELEMENTS, 'more element')}"):
                markup.show(grid.others)
    whole = grid.whole + (numbered(named, drawn) if across == "article" else "")
    chart_page.offer(whole, title="Elements of themes", n=len(counted.articles), key="elements")


def element_matrix(
    shown: Tables, named: Mapping[str, Name], drawn: Sequence[str], across: str
) -> Grid:
    """Element by article, outlet or week."""
    if across == "article":
        columns, top = list(drawn), heads(named, drawn)
        at = elements_in_articles(shown, drawn)
    else:
        sizes = largest(groups(counted, across), across)
        columns = list(sizes.index)
        top = [head(one, f"n {n}") for one, n in sizes.items()]
        at = elements_in_groups(counted, across, sizes)
    unseen = unread_columns(shown, across)
    rows: list[tuple[str, Sequence[Cell]]] = []
    for theme, element, n_articles, of_articles in filters.view(element_reach).itertuples(
        index=False
    ):
        cells = [at.get((theme, element, column), silence(column, unseen)) for column in columns]
        n_with = f"{n_articles} of {of_articles}"
        label = (
            f'{escaped(vocabulary.element_label(theme, element))} <span class="px-faint">'
            f"{escaped(vocabulary.theme_label(theme))} · {n_with}</span>"
        )
        rows.append((label, cells))
    return Grid(
        matrix(top, rows[:FIRST_ELEMENTS], corner="Element, in articles"),
        matrix(top, rows[FIRST_ELEMENTS:], corner="Element"),
        matrix(top, rows, corner="Element, in articles"),
    )


Elements = dict[tuple[str, str, str], Cell]


def elements_in_articles(shown: Tables, drawn: Sequence[str]) -> Elements:
    grid = element_grid(only(shown, drawn))
    rows = zip(grid.itertuples(), sentences_of(shown, grid), strict=True)
    return {
        (row.theme, row.element, row.article_id): Cell(
            str(row.n),
            links.article_link(row.article_id, place),
            palette.shade_css(min(1.0, 0.25 + 0.15 * row.n)),
            "times named",
        )
        for row, place in rows
    }


def elements_in_groups(shown: Tables, across: str, sizes: pd.Series) -> Elements:
    counts = elements_by_group(shown, groups(shown, across))
    counts = counts[counts["group"].isin(sizes.index)]
    cells = {}
    for row in counts.itertuples():
        theme, group = str(row.theme), str(row.group)
        if across == "outlet":
            to = links.link("themes", outlet=group, theme=theme, by="article")
        else:
            until = f"{pd.Timestamp(group) + pd.Timedelta(days=6):%Y-%m-%d}"
            days = {"from": group, "to": until}
            to = links.link("themes", theme=theme, by="article", **days)
        shade = palette.shade_css(row.n_articles / sizes[group])
        cells[theme, str(row.element), group] = Cell(str(row.n_articles), to, shade, "articles")
    return cells


def asked(theme: str) -> str:
    """The question behind a theme, as HTML; none of a theme that is no longer listed."""
    known = vocabulary.themes().get(theme)
    return f' <span class="px-faint px-aside">{escaped(known.question)}</span>' if known else ""


def reach_table(reach: pd.DataFrame) -> str:
    """Every theme with the articles and sentences that have it, and their tone, as HTML."""
    rows = [
        (
            f'<i class="px-swatch" style="background:{palette.theme_colour(theme)}"></i>'
            + escaped(vocabulary.theme_label(theme))
            + asked(theme),
            f"{row['n_articles']} of {row['of_articles']}",
            anchor(links.here("themes", at=theme, of=None), str(row["n_sentences"])),
            dots([Mean("", row["tone"], row["n_toned"], row["low"], row["high"])]),
        )
        for theme, row in zip(reach.index, reach.to_dict("records"), strict=True)
    ]
    head_ = ("Theme", "Articles", "Sentences", "Mean tone")
    return (
        markup.table(head_, rows, numbers=(1, 2))
        + f'<p class="px-faint">Bar: 95 % interval over these sentences. Grey: fewer than {FEW}.'
        "</p>"
    )


corpus = moves.chosen()
markup.heading(
    "Who covers what, and who leaves it out?",
    "Each cell is the share of sentences on a theme, in percent.",
    "Read along a row to see who covers a theme; an empty cell is silence, “?” a "
    "language that is not covered. Click a cell for its sentences. A sentence may be on several "
    "themes.",
)
shown = filters.shown("themes")
counted = filters.counted()

few = len(shown.articles) <= MOST_COLUMNS
with st.container(horizontal=True):
    layer = address.segmented("Themes", LAYERS, "layer", usual="story")
    across = address.segmented("Columns", COLUMNS, "by", usual="article" if few else "outlet")
drawn = list(shown.articles["article_id"])[:MOST_COLUMNS]
named = names(corpus, drawn)
reach = filters.view(theme_reach, layer=layer)
if reach.empty:
    st.info("No theme was found in these articles.")
else:
    grid, title = (
        pieces.kept(lambda: theme_matrix(shown, named, layer, across), layer, across),
        f"{LAYERS[layer]}, percent of sentences",
    )
    n = len(drawn) if across == "article" else len(counted.articles)
    if across == "article":
        grid += numbered(named, drawn)
    chart_page.drawn(grid, title=title, n=n, key="themes")
    if across == "article" and len(shown.articles) > MOST_COLUMNS:
        st.caption(
            f"The first {MOST_COLUMNS} of {len(shown.articles)} articles; filter for others."
        )
theme, column = address.value("at") or "", address.value("of") or ""
is_shown = theme in reach.index
if is_shown and column in set(groups(shown, across)):
    markup.show(sentences_on(shown, corpus, theme, column, across))

markup.place("left-out")
st.header("Left out", anchor=False)
if len(shown.articles) < 3:
    st.markdown("Gaps need three articles: of two, neither is most.")
elif lines := pieces.kept(lambda: left_out_lines(shown, corpus, layer), layer):
    if shown.events.empty:
        st.markdown("The articles were not compared yet, so that all of them count as one event.")
    st.markdown("What most articles of an event have and others leave out; copies count once.")
    markup.show(f'<ul class="px-points">{"".join(lines[:MOST_GAPS])}</ul>')
    if len(lines) > MOST_GAPS:
        with st.expander(f"{plurals.counted(len(lines) - MOST_GAPS, 'more gap')}"):
            markup.show(f'<ul class="px-points">{"".join(lines[MOST_GAPS:])}</ul>')
else:
    st.markdown("No theme or element that most of these articles have is missing from another.")

st.header("Reach and tone of each theme", anchor=False)
if len(reach):
    chart_page.drawn(
        pieces.kept(lambda: reach_table(reach), layer),
        title="Reach and tone of each theme",
        n=len(counted.articles),
        key="theme-reach",
    )

if not column and is_shown:
    markup.show(sentences_on(shown, corpus, theme, "", across))

st.header("What is named within a theme", anchor=False)
elements_drawn(shown, named, drawn, across)

st.header("Discovered topics", anchor=False)
topics_drawn(shown, corpus)
downloads.tables(shown, "themes", "elements", "topics")
