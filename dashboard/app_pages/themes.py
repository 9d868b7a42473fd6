"""Who covers what, and who leaves it out?"""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard import address, downloads, filters, links, markup, palette, tables, vocabulary
from dashboard.markup import anchor, escaped
from dashboard.matrix import Cell, matrix
from dashboard.naming import Name, heads, names
from dashboard.places import sentences_of
from dashboard.strips import Mean, dots, signed
from dashboard.tables import words_of
from pipelines.schemas import Tables
from pipelines.summaries import FEW, gaps, only, theme_by_group, theme_reach, theme_shares

LAYERS = {"story": "Story themes", "desk": "General desks"}
COLUMNS = {"article": "Article", "outlet": "Outlet", "week": "Week"}
MOST_COLUMNS = 40
MOST_GAPS = 12


def theme_matrix(shown: Tables, named: Mapping[str, Name], layer: str, across: str) -> str:
    """Theme by article, outlet or week, as HTML."""
    reach = filters.view(theme_reach, layer=layer)
    if across == "article":
        shares = filters.view(theme_shares, layer=layer).iloc[:MOST_COLUMNS].T
        columns, top = list(shares.columns), heads(named, shares.columns)
    else:
        shares = filters.view(shares_by, across=across, layer=layer).iloc[:, :MOST_COLUMNS]
        columns, top = list(shares.columns), [escaped(column) for column in shares.columns]
    most = max(0.05, float(shares.to_numpy().max())) if shares.size else 1.0
    rows = []
    for theme in reach.index:
        label = vocabulary.theme_label(theme)
        n_with = f"{reach.loc[theme, 'n_articles']} of {reach.loc[theme, 'of_articles']}"
        cells = [
            cell(theme, column, float(shares.loc[theme, column]), most, across)
            for column in columns
        ]
        rows.append((f'{escaped(label)} <span class="px-faint">{n_with}</span>', cells))
    return matrix(top, rows, corner="Theme, in how many articles")


def shares_by(shown: Tables, *, across: str, layer: str) -> pd.DataFrame:
    """Theme by outlet or week: the mean share over its articles."""
    return theme_by_group(shown, groups(shown, across), layer=layer)


def groups(shown: Tables, across: str) -> pd.Series:
    """The outlet or week of each article, by article_id."""
    articles = shown.articles.set_index("article_id")
    if across == "outlet":
        return articles["outlet"].fillna(filters.NOT_STATED)
    week = articles["published_at"].dt.tz_localize(None).dt.to_period("W").dt.start_time
    return week.dt.strftime("%Y-%m-%d").where(articles["published_at"].notna())


def cell(theme: str, column: str, share: float, most: float, across: str) -> Cell:
    """One cell of the matrix; the link lists the sentences, or the articles, behind it."""
    if not share > 0:
        return Cell("")
    if across == "article":
        to = links.here("themes", at=f"{theme},{column}")
    elif across == "outlet":
        to = links.link("", outlet=column, theme=theme)
    else:
        until = pd.Timestamp(column) + pd.Timedelta(days=6)
        to = links.link("", theme=theme, **{"from": column, "to": f"{until:%Y-%m-%d}"})
    return Cell(f"{100 * share:.0f}", to, palette.shade_css(share / most), "percent of sentences")


def sentences_on(shown: Tables, corpus: Tables, theme: str, article_id: str) -> str:
    """The sentences of an article on a theme, each a link to its place, as HTML."""
    marks = shown.marks
    here = marks[
        (marks["article_id"] == article_id) & (marks["kind"] == "theme") & (marks["name"] == theme)
    ]
    wanted = {place for place in sentences_of(shown, here) if place is not None}
    of_article = shown.sentences[shown.sentences["article_id"] == article_id]
    on = of_article[of_article["sentence_index"].isin(wanted)]
    name = names(corpus, [article_id])[article_id]
    items = "".join(
        "<li>"
        + anchor(
            links.article_link(article_id, int(index)),
            escaped(words or f"sentence {index + 1} (texts are not published here)"),
            kind="cm-words",
        )
        + f' <span class="px-faint">{signed(tone)} · {voice}</span></li>'
        for index, words, tone, voice in zip(
            on["sentence_index"],
            words_of(shown, on, at_most=400),
            on["tone"],
            on["voice"],
            strict=True,
        )
    )
    close = anchor(links.here("themes", at=None), "close", kind="px-clear")
    title = f"{escaped(vocabulary.theme_label(theme))} in {name.number} · {name.html(at_most=80)}"
    return f'<div class="px-panel"><p><b>{title}</b>: n {len(on)} {close}</p><ol>{items}</ol></div>'


corpus = tables.chosen()
shown = filters.shown()
markup.heading(
    "Who covers what, and who leaves it out?",
    "Each cell is the share of sentences on a theme, in percent.",
    "Read along a row to see who covers a theme; an empty cell is silence. Click a cell for its "
    "sentences. A sentence may be on several themes.",
)
filters.chips("themes", len(shown.articles), len(corpus.articles))

few = len(shown.articles) <= MOST_COLUMNS
address.restore("layer", address.one_of(list(LAYERS), "story"))
address.restore("by", address.one_of(list(COLUMNS), "article" if few else "outlet"))
with st.container(horizontal=True):
    for name, label, options, default in (
        ("layer", "Themes", LAYERS, "story"),
        ("by", "Columns", COLUMNS, "article" if few else "outlet"),
    ):
        st.segmented_control(
            label,
            list(options),
            format_func=lambda option, options=options: options[option],
            key=name,
            required=True,
            on_change=address.save,
            args=(name,),
            kwargs={"default": default},
        )
layer, across = st.session_state["layer"], st.session_state["by"]
drawn = list(shown.articles["article_id"])[:MOST_COLUMNS]
named = names(corpus, drawn)
if shown.themes.empty:
    st.info("No theme was found in these articles.")
else:
    markup.show(theme_matrix(shown, named, layer, across))
    if across == "article" and len(shown.articles) > MOST_COLUMNS:
        st.caption(
            f"The first {MOST_COLUMNS} of {len(shown.articles)} articles; filter for others."
        )
theme, _, article_id = (address.value("at") or "").partition(",")
if article_id in set(shown.articles["article_id"]):
    markup.show(sentences_on(only(shown, [article_id]), corpus, theme, article_id))

st.header("Left out", anchor=False)
left_out = filters.view(gaps, layer=layer)
if len(shown.articles) < 3:
    st.markdown("Gaps need three articles: of two, neither is most.")
elif left_out.empty:
    st.markdown("No theme that most of these articles have is missing from another.")
else:
    if shown.events.empty:
        st.markdown("The articles were not compared yet, so that all of them count as one event.")
    gap_names = names(corpus, left_out["article_id"].unique())
    lines = []
    for missing, rows in list(left_out.groupby("theme", sort=False))[:MOST_GAPS]:
        linked = ", ".join(
            anchor(
                links.article_link(one),
                f"{gap_names[one].number} · {gap_names[one].html(at_most=30)}",
            )
            for one in rows["article_id"].head(6)
        )
        more = f" and {len(rows) - 6} more" if len(rows) > 6 else ""
        n_with, of = rows["n_with"].iloc[0], rows["n_articles"].iloc[0]
        lines.append(
            f"<li><b>{escaped(vocabulary.theme_label(missing))}</b>, which {n_with} of {of} have: "
            f"not in {linked}{more}</li>"
        )
    markup.show(f'<ul class="px-points">{"".join(lines)}</ul>')

st.header("Reach and tone of each theme", anchor=False)
reach = filters.view(theme_reach, layer=layer)
if len(reach):
    known = vocabulary.themes()
    markup.show(
        markup.table(
            ("Theme", "Question", "Articles", "Sentences", "Mean tone of its sentences"),
            [
                (
                    f'<i class="px-swatch" style="background:{palette.theme_colour(theme)}"></i>'
                    + escaped(vocabulary.theme_label(theme)),
                    escaped(known[theme].question if theme in known else ""),
                    f"{row['n_articles']} of {row['of_articles']}",
                    str(row["n_sentences"]),
                    dots([Mean("", row["tone"], int(row["n_sentences"]))]),
                )
                for theme, row in zip(reach.index, reach.to_dict("records"), strict=True)
            ],
            numbers=(2, 3),
        )
        + f'<p class="px-faint">Grey numbers rest on fewer than {FEW} sentences or have no '
        "interval.</p>"
    )

st.header("What is named within a theme", anchor=False)
elements = shown.elements[shown.elements["article_id"].isin(drawn)]
if elements.empty:
    st.markdown("No element of a story theme was found in these articles.")
else:
    places = sentences_of(shown, elements)
    first: dict[tuple[str, str, str], int | None] = {}
    for row, place in zip(elements.to_dict("records"), places, strict=True):
        first.setdefault((row["theme"], row["element"], row["article_id"]), place)
    counted = elements.groupby(["theme", "element", "article_id"]).size()
    rows = []
    for theme in elements["theme"].value_counts().index:
        parts = counted[theme]
        for element in parts.groupby("element").size().sort_values(ascending=False).index:
            cells = [
                Cell(
                    str(parts[element, one]),
                    links.article_link(one, first[theme, element, one]),
                    palette.shade_css(0.5),
                    "times named",
                )
                if (element, one) in parts.index
                else Cell("")
                for one in drawn
            ]
            label = (
                f"{escaped(vocabulary.element_label(theme, element))} "
                f'<span class="px-faint">{escaped(vocabulary.theme_label(theme))}</span>'
            )
            rows.append((label, cells))
    with st.expander(f"{len(rows)} elements, times named in each article"):
        markup.show(matrix(heads(named, drawn), rows, corner="Element of a theme"))

st.header("Discovered topics", anchor=False)
if shown.topics.empty:
    st.markdown(
        "None in these tables: topics are looked for from 100 articles up, and only when a build "
        "compares its articles."
    )
else:
    topics = shown.topics.groupby(["topic_id", "label"])["article_id"].nunique()
    markup.show(
        markup.table(
            ("Topic", "Its terms", "Articles"),
            [(str(topic), escaped(label), str(n)) for (topic, label), n in topics.items()],
            numbers=(2,),
        )
    )
downloads.tables(shown, "themes", "elements", "topics")
