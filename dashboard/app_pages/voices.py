"""Who speaks, and who is only spoken about?"""

import streamlit as st

from dashboard import address, downloads, filters, links, markup, palette, tables
from dashboard.comparison import KINDS
from dashboard.markup import anchor, escaped
from dashboard.matrix import Cell, matrix
from dashboard.naming import heads, names
from dashboard.places import sentences_of
from dashboard.strips import Mean, dots, signed
from dashboard.tables import words_of
from pipelines.summaries import (
    FEW,
    actor_reach,
    actor_roles,
    only,
    quote_ledger,
    speaker_kinds,
)

MOST_COLUMNS = 40
MOST_ACTORS = 25
MOST_LINES = 40
MOST_PRINTED = 12  # articles named beside a quotation
SIGNS = {"quoted": "❝{}", "paraphrased": "→{}", "mentioned": "·{}"}
DEPTHS = {"quoted": 1.0, "paraphrased": 0.55, "mentioned": 0.0}

corpus = tables.chosen()
shown = filters.shown()
markup.heading(
    "Who speaks, and who is only spoken about?",
    "Each actor by article: quoted, paraphrased, only mentioned, or absent.",
    "A dark cell speaks, a pale one is spoken about, an empty one is not there. Click a cell for "
    "the words.",
)
filters.chips("voices", len(shown.articles), len(corpus.articles))
drawn = list(shown.articles["article_id"])[:MOST_COLUMNS]
named = names(corpus, drawn)

if shown.actors.empty:
    st.info("No actor was found in these articles.")
else:
    markup.show(
        '<div class="px-legend"><span><b>❝3</b> quoted directly, 3 quotes</span>'
        "<span><b>→2</b> paraphrased, 2 statements</span>"
        "<span><b>·4</b> only mentioned, 4 times</span><span>empty: absent</span></div>"
    )
    reach = filters.view(actor_reach)
    found = actor_roles(only(shown, drawn))
    found = found[found["article_id"].isin(drawn) & found["actor"].isin(reach.index[:MOST_ACTORS])]
    roles = {(row["article_id"], row["actor"]): row for row in found.to_dict("records")}
    rows = []
    for actor in reach.index[:MOST_ACTORS]:
        cells = []
        for article_id in drawn:
            row = roles.get((article_id, actor))
            if row is None:
                cells.append(Cell(""))
                continue
            n = {
                "quoted": row["n_quotes"],
                "paraphrased": row["n_attributed"],
                "mentioned": row["n_mentions"],
            }[row["role"]]
            cells.append(
                Cell(
                    SIGNS[row["role"]].format(n),
                    links.article_link(article_id, mark=actor),
                    palette.shade_css(DEPTHS[row["role"]]),
                    row["role"],
                )
            )
        n_with = f"{reach.loc[actor, 'n_articles']} of {len(shown.articles)}"
        rows.append((f'{escaped(actor)} <span class="px-faint">{n_with}</span>', cells))
    markup.show(matrix(heads(named, drawn), rows, corner="Actor, in how many articles"))
    if len(reach) > MOST_ACTORS:
        st.caption(f"The {MOST_ACTORS} actors in most articles, of {len(reach)}; all are below.")
    silent = reach[(reach["n_quotes"] == 0) & (reach["n_attributed"] == 0)]
    often = ", ".join(
        f"<b>{escaped(actor)}</b> ({row['n_mentions']:.0f}× in {row['n_articles']:.0f} articles)"
        for actor, row in silent.head(5).iterrows()
    )
    if often:
        markup.show(f'<p class="px-text">Often named and never heard: {often}.</p>')

st.header("Named, unnamed, or nobody", anchor=False)
kinds = filters.view(speaker_kinds)
if not len(shown.quotes):
    st.markdown("These articles attribute no statement to anyone.")
else:
    counted = kinds.loc[drawn]
    counted = counted.assign(total=counted.sum(axis=1))
    body = []
    for article_id, row in zip(counted.index, counted.to_dict("records"), strict=True):
        total = row["total"]
        bar = "".join(
            f'<i class="vk-{kind}" style="width:{100 * row[kind] / total:.1f}%"></i>'
            for kind in KINDS
            if total
        )
        name = named[article_id]
        body.append(
            (
                anchor(links.article_link(article_id), f"{name.number} · {name.html(at_most=60)}"),
                f'<span class="vk">{bar}</span>' if total else "",
                *(str(row[kind]) if row[kind] else "–" for kind in KINDS),
                str(total),
            )
        )
    everyone = kinds.sum()
    markup.show(
        f'<p class="px-text">Of {int(everyone.sum())} statements, {everyone["named"]} have a named '
        f"speaker, {everyone['unnamed']} an unnamed one, {everyone['group']} a vague group, "
        f"{everyone['none']} nobody.</p>"
        + markup.table(
            ("Article", "Share", "named", "unnamed", "vague group", "nobody", "n"),
            body,
            numbers=(2, 3, 4, 5, 6),
        )
    )

st.header("Quote ledger", anchor=False)
# Every quotation of a large corpus is more than fits in memory: there it lists the articles drawn.
told = only(shown, drawn) if tables.is_large(shown) else shown
ledger = quote_ledger(told) if tables.is_large(shown) else filters.view(quote_ledger)
if tables.is_large(shown):
    st.caption(f"Of the first {len(drawn)} articles; filter for others.")
if told.texts.empty and len(shown.quotes):
    st.info("These tables were published without texts, so that no quotation can be shown.")
elif ledger.empty:
    st.markdown("These articles quote nobody directly.")
else:
    several = int((ledger["n_articles"] > 1).sum())
    st.markdown(f"{len(ledger)} quotations, each listed once; {several} stand in several articles.")
    at = address.value("ledger") or "1"
    n_pages = -(-len(ledger) // MOST_LINES)
    page = min(n_pages, max(1, int(at))) if at.isdecimal() else 1
    part = ledger.iloc[(page - 1) * MOST_LINES : page * MOST_LINES]
    first = told.quotes.loc[[rows[0] for rows in part["rows"]]]
    printed = names(corpus, {one for ids in part["article_ids"] for one in ids[:MOST_PRINTED]})
    body = []
    for row, start in zip(part.to_dict("records"), sentences_of(told, first), strict=True):
        who = ", ".join(escaped(speaker) for speaker in row["speakers"])
        words = row["words"] if len(row["words"]) <= 260 else row["words"][:260] + " …"
        where = ", ".join(
            anchor(links.article_link(one, start if one == row["article_ids"][0] else None),
                   str(printed[one].number))
            for one in row["article_ids"][:MOST_PRINTED]
        )  # fmt: skip
        if len(row["article_ids"]) > MOST_PRINTED:
            where += f" and {len(row['article_ids']) - MOST_PRINTED} more"
        body.append(
            (
                anchor(links.article_link(row["article_ids"][0], start), escaped(words)),
                who or '<span class="px-faint">no speaker stated</span>',
                where,
            )
        )
    markup.show(markup.table(("Quotation", "Speaker", "Printed in"), body))
    if n_pages > 1:
        steps = [f"page {page} of {n_pages}"]
        if page > 1:
            steps.insert(0, anchor(links.here("voices", ledger=page - 1), "← previous"))
        if page < n_pages:
            steps.append(anchor(links.here("voices", ledger=page + 1), "next →"))
        markup.show(f'<p class="px-text">{" ".join(steps)}</p>')

st.header("Tone of the sentences that name an actor", anchor=False)
if len(shown.actors):
    st.markdown("How the sentences read that name someone; not what the article thinks of them.")
    rows = [
        (
            escaped(actor),
            f"{row['n_articles']:.0f}",
            f"{row['n_mentions']:.0f}",
            f"{row['n_quotes']:.0f} / {row['n_attributed']:.0f}",
            dots([Mean("", row["tone"], int(row["n_sentences"]))]),
        )
        for actor, row in reach.head(60).iterrows()
    ]
    drawn_table = markup.table(
        ("Actor", "Articles", "Mentions", "Quoted / paraphrased", "Mean tone"),
        rows,
        numbers=(1, 2, 3),
    )
    markup.show(drawn_table + f'<p class="px-faint">Grey: fewer than {FEW} sentences.</p>')

st.header("What actors want, offer and refuse", anchor=False)
if shown.positions.empty:
    st.markdown("No position was found: no article states what one of its actors wants or refuses.")
else:
    positions = shown.positions.head(200)
    where = names(corpus, positions["article_id"].unique())
    markup.show(
        markup.table(
            ("Actor", "Stance", "Theme", "Words", "Article"),
            [
                (
                    escaped(row["actor"]),
                    escaped(row["polarity"]),
                    escaped(row["theme"]),
                    anchor(
                        links.article_link(row["article_id"], int(row["sentence_index"])),
                        escaped(words or row["verb"]),
                    ),
                    str(where[row["article_id"]].number),
                )
                for row, words in zip(
                    positions.to_dict("records"), words_of(shown, positions), strict=True
                )
            ],
        )
    )
downloads.tables(shown, "actors", "quotes", "positions")
if len(shown.actors):
    known = shown.actors["tone"].dropna()
    if len(known):
        st.caption(f"Median tone over actor and article: {signed(float(known.median()))}.")
