"""Who speaks, and who is only spoken about?"""

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
    tables,
    vocabulary,
)
from dashboard.agenda import agenda_table, positions_list
from dashboard.comparison import KINDS
from dashboard.markup import anchor, escaped
from dashboard.matrix import Cell, Grid, matrix, silence
from dashboard.naming import Name, head, heads, names, numbered
from dashboard.outlets import roles_by_outlet
from dashboard.quote_rows import ledger_counts, ledger_rows
from dashboard.selection import NOT_STATED
from dashboard.sentence_panel import MOST, sentence_panel
from dashboard.speaker_kinds import kinds_table, said_by
from dashboard.strips import Mean, dots
from pipelines import plurals
from pipelines.schemas import Tables
from pipelines.summaries import FEW, in_order, only, unread
from pipelines.summaries_quotes import quote_ledger
from pipelines.summaries_themes import sentences_with
from pipelines.summaries_voices import (
    actor_reach,
    actor_roles,
    agenda,
    speaker_kinds,
)

MOST_COLUMNS = 40
MOST_ACTORS = 25
OFTEN = 3  # mentions; who is named once or twice is not expected to speak
MOST_LINES = 20  # quotations on a page of the ledger
MOST_TONES = 60  # actors whose tone is drawn
FIRST_TONES = 12  # of them before the fold
LISTED = 200
COLUMNS = {"article": "Article", "outlet": "Outlet"}
SIGNS = {"quoted": "❝{}", "paraphrased": "→{}", "mentioned": "·{}"}
DEPTHS = {"quoted": 1.0, "paraphrased": 0.55, "mentioned": 0.0}


def by_article(shown: Tables, named: Mapping[str, Name], drawn: Sequence[str]) -> str:
    """Actor by article: how each article lets an actor speak, as HTML."""
    reach = filters.view(actor_reach)
    found = actor_roles(only(shown, drawn))
    found = found[found["article_id"].isin(drawn) & found["actor"].isin(reach.index[:MOST_ACTORS])]
    roles = {(row["article_id"], row["actor"]): row for row in found.to_dict("records")}
    rows = []
    for actor in reach.index[:MOST_ACTORS]:
        found_in = (roles.get((one, actor)) for one in drawn)
        cells = [
            silence(one, unseen) if row is None else role_cell(row, one, actor)
            for one, row in zip(drawn, found_in, strict=True)
        ]
        rows.append((label_of(reach, actor), cells))
    return matrix(heads(named, drawn), rows, corner="Actor, in how many articles")


def label_of(reach: pd.DataFrame, actor: str) -> str:
    """The actor, and in how many of the articles that count."""
    n = f"{int(reach['n_articles'].get(actor, 0))} of {len(counted_ones.articles)}"
    return f'{escaped(actor)} <span class="px-faint">{n}</span>'


def role_cell(row: Mapping[str, object], article_id: str, actor: str) -> Cell:
    """One cell of the matrix; the link marks the actor in the article."""
    role = str(row["role"])
    columns = {"quoted": "n_quotes", "paraphrased": "n_attributed", "mentioned": "n_mentions"}
    return Cell(
        SIGNS[role].format(row[columns[role]]),
        links.article_link(article_id, mark=actor),
        palette.shade_css(DEPTHS[role]),
        role,
    )


def by_outlet(shown: Tables) -> str:
    """Actor by outlet: in how many articles quoted, paraphrased, only mentioned, as HTML."""
    outlet = shown.articles["outlet"].fillna(NOT_STATED)
    sizes = outlet.value_counts().head(MOST_COLUMNS)
    reach = filters.view(actor_reach)
    counted = filters.view(roles_by_outlet, actors="\n".join(reach.index[:MOST_ACTORS]))
    cells = {(row["actor"], row["group"]): row for row in counted.to_dict("records")}
    rows = []
    for actor in reach.index[:MOST_ACTORS]:
        line = []
        for name in sizes.index:
            row = cells.get((actor, name))
            if row is None:
                line.append(Cell(""))
                continue
            said = " ".join(sign.format(row[role]) for role, sign in SIGNS.items() if row[role])
            n = row["quoted"] + row["paraphrased"] + row["mentioned"]
            depth = (row["quoted"] + 0.55 * row["paraphrased"]) / n
            to = links.link("voices", outlet=name, actor=actor)
            line.append(Cell(said, to, palette.shade_css(depth), "articles"))
        rows.append((label_of(reach, actor), line))
    top = [head(name, f"n {n}") for name, n in sizes.items()]
    return matrix(top, rows, corner="Actor, in how many articles")


def tone_of_actors(reach: pd.DataFrame) -> str:
    """Actors with the mean tone of the sentences that name them, a row each, as HTML."""
    rows = [
        (
            anchor(links.here("voices", naming=actor), escaped(actor)),
            f"{row['n_articles']:,}",
            f"{row['n_mentions']:,}",
            f"{row['n_quotes']:,} / {row['n_attributed']:,}",
            dots([Mean("", row["tone"], row["n_toned"], row["low"], row["high"])]),
        )
        for actor, row in zip(reach.index, reach.to_dict("records"), strict=True)
    ]
    head = ("Actor", "Articles", "Mentions", "Quoted / paraphrased", "Mean tone")
    return markup.table(head, rows, numbers=(1, 2, 3))


def tone_grid(reach: pd.DataFrame) -> Grid:
    """The tone of actors: those in most articles, the others, and all of them."""
    first, rest = reach.iloc[:FIRST_TONES], reach.iloc[FIRST_TONES:]
    return Grid(tone_of_actors(first), tone_of_actors(rest), tone_of_actors(reach))


def sentences_naming(shown: Tables, corpus: Tables, actor: str) -> str:
    """The sentences that name an actor, each with its tone and a link to its place, as HTML."""
    rows = shown.actors[shown.actors["actor"] == actor]
    part = sentences_with(only(shown, list(rows["article_id"])[:MOST]), "actor", actor)
    n = int(rows["n_sentences"].sum())
    title = (
        f"Sentences that name {escaped(actor)}: n {n:,} in {plurals.counted(len(rows), 'article')}"
    )
    close = links.here("voices", naming=None)
    return sentence_panel(shown, corpus, part, title=title, n=n, close=close)


corpus = moves.chosen()
markup.heading(
    "Who speaks, and who is only spoken about?",
    "Each actor by article: quoted, paraphrased, only mentioned, or absent.",
    "A dark cell speaks, a pale one is spoken about, an empty one is not there. Click a cell for "
    "the words.",
)
shown = filters.shown("voices")
counted_ones = filters.counted()
unseen = unread(shown)
drawn = list(shown.articles["article_id"])[:MOST_COLUMNS]
named = names(corpus, drawn)
many = len(shown.articles) > MOST_COLUMNS
across = address.segmented("Columns", COLUMNS, "across", usual="outlet") if many else "article"

# Whether there are any is asked of what is remembered: the table itself takes a second to read.
reach, kinds = filters.view(actor_reach), filters.view(speaker_kinds)
says_something = bool(kinds.to_numpy().any())
if reach.empty:
    st.info("No actor was found in these articles.")
else:
    markup.show(
        '<div class="px-legend"><span><b>❝3</b> quoted directly, 3 quotes</span>'
        "<span><b>→2</b> paraphrased, 2 statements</span>"
        "<span><b>·4</b> only mentioned, 4 times</span><span>empty: absent</span>"
        f"{'<span><b>?</b> language not covered</span>' if unseen else ''}"
        f"{'<span>by outlet: articles</span>' if across == 'outlet' else ''}</div>"
    )
    grid = pieces.kept(
        lambda: (
            by_outlet(counted_ones)
            if across == "outlet"
            else by_article(shown, named, drawn) + numbered(named, drawn)
        ),
        across,
    )
    title = "Actors: ❝ quoted, → paraphrased, · only mentioned"
    n = len(counted_ones.articles) if across == "outlet" else len(drawn)
    chart_page.drawn(grid, title=title, n=n, key="actors")
    if across == "article" and many:
        st.caption(
            f"The first {MOST_COLUMNS} of {len(shown.articles)} articles; filter for others."
        )
    if len(reach) > MOST_ACTORS:
        rest = "; all are below" if len(reach) <= MOST_TONES else ""
        st.caption(f"The {MOST_ACTORS} actors in most articles, of {len(reach)}{rest}.")
    silent = reach[(reach["n_quotes"] == 0) & (reach["n_attributed"] == 0)]
    silent = silent[silent["n_mentions"] >= OFTEN]
    often = ", ".join(
        f"{anchor(links.here('voices', naming=actor), escaped(actor))} "
        f"({row['n_mentions']:.0f}× in "
        f"{plurals.counted(int(row['n_articles']), 'article')})"
        for actor, row in silent.head(5).iterrows()
    )
    if often:
        markup.show(f'<p class="px-text">Often named and never heard: {often}.</p>')

markup.place("named")
st.header("Named, unnamed, or nobody", anchor=False)
if not says_something:
    st.markdown("These articles attribute no statement to anyone.")
else:
    if across == "outlet":
        outlet = counted_ones.articles.set_index("article_id")["outlet"].fillna(NOT_STATED)
        most = outlet.value_counts().index[:MOST_COLUMNS]
        counted = kinds.groupby(outlet).sum().reindex(most, fill_value=0)
        labels = {
            one: anchor(links.link("voices", outlet=one), escaped(one)) for one in counted.index
        }
    else:
        counted = filters.listed(speaker_kinds).loc[drawn]
        labels = {
            one: anchor(links.article_link(one), name.listed(at_most=60))
            for one, name in named.items()
        }
    heard = kinds.drop(index=list(unseen), errors="ignore").sum()
    chart_page.drawn(
        pieces.kept(
            lambda: kinds_table(heard, counted, labels, unseen=unseen, column=COLUMNS[across]),
            across,
        ),
        title="Who speaks, by kind",
        n=len(counted_ones.articles),
        key="speaker-kinds",
    )
    kind, _, one = (address.value("speaks") or "").partition(",")
    if kind in KINDS and one in counted.index:
        markup.show(said_by(shown, corpus, kind, one, across))

st.header("Quote ledger", anchor=False)
# Every quotation of a large corpus is more than fits in memory: there it lists the articles drawn.
told = only(shown, drawn) if tables.is_large(shown) else shown
ledger = quote_ledger(told) if tables.is_large(shown) else filters.listed(quote_ledger)
if tables.is_large(shown):
    st.caption(f"Of the first {len(drawn)} articles; filter for others.")
if told.texts.empty and says_something:
    st.info("These tables were published without texts, so that no quotation can be shown.")
elif ledger.empty:
    st.markdown("These articles quote nobody directly.")
else:
    sizes = ledger.drop_duplicates("quotation")
    st.markdown(ledger_counts(ledger, sizes))
    n_pages = -(-len(sizes) // MOST_LINES)
    page = address.page("ledger", n_pages)
    chosen = sizes["quotation"].iloc[(page - 1) * MOST_LINES : page * MOST_LINES]
    body = pieces.kept(lambda: ledger_rows(told, corpus, ledger[ledger["quotation"].isin(chosen)]))
    markup.show(markup.table(("Quotation", "Speaker", "Printed in"), body))
    if n_pages > 1:
        steps = [f"page {page} of {n_pages}"]
        if page > 1:
            steps.insert(0, anchor(links.here("voices", ledger=page - 1), "← previous"))
        if page < n_pages:
            steps.append(anchor(links.here("voices", ledger=page + 1), "next →"))
        markup.show(f'<p class="px-text">{" ".join(steps)}</p>')

st.header("Tone of the sentences that name an actor", anchor=False)
if len(reach):
    st.markdown(
        "Tone of the sentences naming an actor, not stance: how they read, not what the article "
        "thinks of the actor. Click a name for these sentences."
    )
    noted = f"Bar: 95 % interval over these sentences. Grey: fewer than {FEW}."
    listed = reach.iloc[:MOST_TONES]
    tones = pieces.kept(lambda: tone_grid(listed))
    with picture.container("actor-tone"):
        markup.show(tones.first)
        st.caption(noted)
        if len(listed) > FIRST_TONES:
            with st.expander(plurals.counted(len(listed) - FIRST_TONES, "more actor")):
                markup.show(tones.others)
    chart_page.offer(
        tones.whole + f'<p class="px-faint">{noted}</p>',
        title="Tone of the sentences naming an actor",
        n=len(counted_ones.articles),
        key="actor-tone",
    )
    if len(reach) > MOST_TONES:
        st.caption(f"The {MOST_TONES} actors in most articles, of {len(reach)}.")

    asked = address.value("naming")
    if asked in reach.index:
        markup.show(sentences_naming(shown, corpus, asked))

st.header("What actors want, offer and refuse", anchor=False)
if shown.positions.empty:
    st.markdown("No position was found: no article states what one of its actors wants or refuses.")
else:
    st.markdown(
        "Per theme what the articles say that each actor wants, offers, refuses, accepts or warns "
        "of, and whose claim that is where the article quotes or reports it; each leads to its "
        "sentence. Nothing is inferred: an empty cell is not said, and in a table of positions the "
        "heading of a column tells whose they are."
    )
    holding = list(dict.fromkeys(shown.positions["article_id"]))[:LISTED]
    labels = {one: name.plain() for one, name in names(corpus, holding).items()}
    address.restore("agenda", address.one_of(["all", *holding], "all"))
    if st.session_state["agenda"] not in labels:  # of other filters
        st.session_state["agenda"] = "all"
    article = st.selectbox(
        "Article",
        ["all", *holding],
        format_func=lambda one: labels.get(one, f"all articles ({len(counted_ones.articles)})"),
        key="agenda",
        on_change=address.save,
        args=("agenda",),
        kwargs={"default": "all"},
    )
    chosen = counted_ones if article == "all" else in_order(shown, [article])
    markup.show(pieces.kept(lambda: agenda_table(chosen, corpus), article))
    theme, _, actor = (address.value("stance") or "").partition(",")
    stances = filters.view(agenda) if article == "all" else agenda(chosen)
    asked = stances[(stances["theme"] == theme) & (stances["actor"] == actor)]
    if len(asked):
        close = anchor(links.here("voices", stance=None), "close", kind="px-clear")
        title = f"{escaped(actor)} on {escaped(vocabulary.theme_label(theme))}: n {len(asked)}"
        listed = positions_list(chosen, corpus, asked.head(LISTED))
        markup.show(
            f'<div class="px-panel" tabindex="-1"><p><b>{title}</b> {close}</p>{listed}</div>'
        )
    with st.expander(f"All positions ({len(stances)})"):
        markup.show(
            pieces.kept(lambda: positions_list(chosen, corpus, stances.head(LISTED)), article)
        )
        if len(stances) > LISTED:
            st.caption(f"The first {LISTED}; the download has all.")
downloads.tables(shown, "actors", "quotes", "positions")
