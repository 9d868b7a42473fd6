"""Which outlets, copies and templates?"""

import pandas as pd
import streamlit as st

from dashboard import downloads, filters, links, markup, palette, tables, vocabulary
from dashboard.markup import anchor, escaped
from dashboard.matrix import Cell, matrix
from dashboard.naming import names
from dashboard.places import sentences_of
from dashboard.strips import Mean, dots
from pipelines.schemas import Tables
from pipelines.summaries import copy_groups, copy_pairs, family_rates, flag_rates, outlets

MOST_OUTLETS = 60
MOST_PHRASES = 40


def rates_by_family(of: Tables) -> pd.DataFrame:
    """How often flags of each family fire, by outlet."""
    return family_rates(of, vocabulary.families())


corpus = tables.chosen()
shown = filters.shown()
markup.heading(
    "Which outlets, copies and templates?",
    "Outlets with the share of their flags that fire, texts that copy each other, and phrases "
    "that several share.",
    "A share needs its n: one article is no outlet. Flags describe reporting practice, and copies "
    "are not corroboration.",
)
filters.chips("sources", len(shown.articles), len(corpus.articles))

st.header("Outlets", anchor=False)
listed = filters.view(outlets)
rates = filters.view(rates_by_family).copy()
rates["outlet"] = rates["outlet"].fillna(filters.NOT_STATED)
by_outlet = {
    (row["outlet"], row["family"]): (row["share"], row["n"]) for row in rates.to_dict("records")
}
rows = []
for row in listed.head(MOST_OUTLETS).to_dict("records"):
    outlet = row["outlet"] if isinstance(row["outlet"], str) else filters.NOT_STATED
    cells = []
    for family in vocabulary.FAMILIES:
        share, n = by_outlet.get((outlet, family), (0.0, 0))
        fired = round(share * n)
        cells.append(
            Cell(
                f"{fired} of {n}" if n else "?",
                links.link("", outlet=outlet),
                palette.shade_css(share),
                f"assessed flags of {family} fire",
            )
        )
    label = anchor(links.link("", outlet=outlet), escaped(outlet))
    n_articles = f'<span class="px-faint">n {row["n_articles"]}</span>'
    rows.append((f"{label} {n_articles}", cells))
markup.show(
    matrix(
        [escaped(family) for family in vocabulary.FAMILIES],
        rows,
        corner="Outlet, number of articles",
    )
    + '<p class="px-faint">Flags that fire, of those that could be assessed, over all articles of '
    "the outlet; the deeper the blue, the larger the share. “?”: none could be assessed.</p>"
)
if len(listed) > MOST_OUTLETS:
    st.caption(f"The {MOST_OUTLETS} outlets with most articles, of {len(listed)}.")

several = listed[(listed["n_articles"] > 1) & listed["tone"].notna()].head(MOST_OUTLETS)
if len(several):
    st.markdown("**Mean tone of outlets with more than one article**")
    markup.show(
        markup.table(
            ("Outlet", "Mean tone over articles"),
            [
                (
                    escaped(row["outlet"] if isinstance(row["outlet"], str) else "not stated"),
                    dots([Mean("", row["tone"], int(row["n_toned"]), row["low"], row["high"])]),
                )
                for row in several.to_dict("records")
            ],
        )
    )

st.header("Near-copies", anchor=False)
groups = filters.view(copy_groups)
if not groups:
    st.markdown("No near-copies are recorded among these articles.")
else:
    copies = names(corpus, {one for group in groups for one in group})
    pairs = copy_pairs(shown)
    for group in groups[:30]:
        inside = pairs[pairs["article_id"].isin(group)]
        origin = inside["origin_id"].dropna()
        items = "".join(
            f"<li>{anchor(links.article_link(one), f'{copies[one].number} · {copies[one].html()}')}"
            f"{' <b>likely origin</b>' if len(origin) and one == origin.iloc[0] else ''}</li>"
            for one in group
        )
        overlap = inside["jaccard"].dropna()
        note = f"{100 * overlap.max():.0f} % of word runs shared" if len(overlap) else ""
        beside = anchor(links.compare_link(group[:4]), "side by side", kind="px-clear")
        markup.show(
            f'<div class="px-panel"><p><b>{len(group)} articles, one voice</b> '
            f'<span class="px-faint">{note}</span> {beside}</p><ul>{items}</ul></div>'
        )

st.header("Stock phrases that several share", anchor=False)
phrases = shown.phrases
if phrases.empty:
    st.markdown("No shared stock phrase is recorded among these articles.")
else:
    ranked = phrases.groupby("phrase").agg(
        n_articles=("n_articles", "max"), background=("background_rate", "max")
    )
    ranked = ranked.sort_values("n_articles", ascending=False, kind="stable").head(MOST_PHRASES)
    where = names(corpus, phrases["article_id"].unique()[:500])
    phrases = phrases[phrases["article_id"].isin(list(where))]
    places = sentences_of(shown, phrases)
    body = []
    for phrase, row in ranked.iterrows():
        at = [
            anchor(links.article_link(one, place), str(where[one].number))
            for one, of, place in zip(phrases["article_id"], phrases["phrase"], places, strict=True)
            if of == phrase and one in where
        ]
        rate = row["background"]
        body.append(
            (
                escaped(phrase),
                str(row["n_articles"]),
                f"{100 * rate:.1f} %" if rate == rate else "–",
                ", ".join(at[:12]),
            )
        )
    markup.show(
        markup.table(
            ("Phrase", "Articles here", "Of reference articles", "Where"), body, numbers=(1, 2)
        )
    )

st.header("How often each flag fires", anchor=False)
fired = filters.view(flag_rates)
body = []
for flag in vocabulary.flags().values():
    if flag.name not in fired.index:
        continue
    row = fired.loc[flag.name]
    n = int(row["triggered"] + row["clear"])
    share = 0.0 if n == 0 else row["share"]
    body.append(
        (
            anchor(links.link("", flag=flag.name), escaped(flag.label)),
            flag.family,
            f'<span class="th-track vk-track"><i style="width:{100 * share:.0f}%"></i></span>',
            f"{int(row['triggered'])} of {n}",
            str(int(row["cannot assess"])) if row["cannot assess"] else "–",
        )
    )
markup.show(
    markup.table(
        ("Flag", "Family", "Share", "Fires, of those assessed", "Cannot assess"),
        body,
        numbers=(3, 4),
    )
)
downloads.tables(shown, "articles", "flags", "pairs", "phrases")
