"""Outlets and flags as figures of the corpus: what is triggered where, of how many articles."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard import chart_page, filters, links, markup, palette, pieces, vocabulary
from dashboard.downloads import offer
from dashboard.markup import anchor, escaped
from dashboard.matrix import Cell, matrix
from dashboard.selection import NOT_STATED
from dashboard.strips import Mean, dots
from pipelines.flags.finding import Flag
from pipelines.schemas import Tables
from pipelines.summaries import family_rates, flag_rates, outlets
from pipelines.summaries_voices import roles_by_group

MOST_OUTLETS = 60


def rates_by_family(of: Tables) -> pd.DataFrame:
    """How often flags of each family are triggered, by outlet."""
    return family_rates(of, vocabulary.families())


def roles_by_outlet(of: Tables, *, actors: str) -> pd.DataFrame:
    """In how many articles of each outlet each actor, one a line, is quoted or only mentioned."""
    outlet = of.articles.set_index("article_id")["outlet"].fillna(NOT_STATED)
    return roles_by_group(of, outlet, actors.split("\n"))


def outlets_section(shown: Tables) -> None:
    """Outlets against families of flags, and their mean tone."""
    markup.place("outlets")
    st.header("Outlets", anchor=False)
    listed = filters.view(outlets)
    copied = copies_by_outlet(shown, listed)
    grid = pieces.kept(lambda: outlet_grid(listed, copied))
    chart_page.drawn(
        grid,
        title="Flags triggered, by outlet",
        n=int(listed["n_articles"].sum()),
        key="outlet-flags",
    )
    known = set(listed["outlet"].fillna(NOT_STATED))
    alone = [(outlet, n) for outlet, n in copied.items() if outlet not in known]
    if alone:
        only_copies = ", ".join(
            f"{anchor(links.link('', outlet=outlet), escaped(outlet))} ({n})"
            for outlet, n in alone[:MOST_OUTLETS]
        )
        markup.show(f'<p class="px-text">Outlets of which only copies are here: {only_copies}.</p>')
    if len(listed) > MOST_OUTLETS:
        st.caption(f"The {MOST_OUTLETS} outlets with most articles, of {len(listed)}.")
    tones_of_outlets(listed)
    offer("outlets", listed)


def tones_of_outlets(listed: pd.DataFrame) -> None:
    """Mean tone of the outlets that have more than one article, if there are any."""
    named = listed[listed["outlet"].notna()]  # articles that state no outlet are none together
    several = named[(named["n_articles"] > 1) & named["tone"].notna()].head(MOST_OUTLETS)
    if len(several):
        st.markdown(
            "**Mean tone of outlets with more than one article.** Outlets that report other "
            "events are not comparable: filter by event first."
        )
        body = [
            (
                escaped(row["outlet"]),
                dots([Mean("", row["tone"], int(row["n_toned"]), row["low"], row["high"])]),
            )
            for row in several.to_dict("records")
        ]
        chart_page.drawn(
            markup.table(("Outlet", "Mean tone over articles"), body),
            title="Mean tone by outlet",
            n=int(several["n_toned"].sum()),
            key="outlet-tone",
        )


def outlet_grid(listed: pd.DataFrame, copied: Mapping[str, int]) -> str:
    """How many of the assessed flags of each family are triggered in each outlet, as HTML."""
    rates = filters.view(rates_by_family).copy()
    rates["outlet"] = rates["outlet"].fillna(NOT_STATED)
    by_outlet = {
        (row["outlet"], row["family"]): (row["share"], row["n"]) for row in rates.to_dict("records")
    }
    rows = []
    for row in listed.head(MOST_OUTLETS).to_dict("records"):
        outlet = row["outlet"] if isinstance(row["outlet"], str) else NOT_STATED
        cells = []
        for family in vocabulary.FAMILIES:
            share, n = by_outlet.get((outlet, family), (0.0, 0))
            cells.append(
                Cell(
                    f"{round(share * n)} of {n}" if n else "?",
                    links.link("", outlet=outlet),
                    palette.shade_css(share),
                    f"assessed flags of {family} are triggered",
                )
            )
        label = anchor(links.link("", outlet=outlet), escaped(outlet))
        n_copies = copied.get(outlet, 0)
        beside = f" and {n_copies} left out" if n_copies else ""
        rows.append((f'{label} <span class="px-faint">n {row["n_articles"]}{beside}</span>', cells))
    return (
        matrix([escaped(one) for one in vocabulary.FAMILIES], rows, corner="Outlet, articles")
        + '<p class="px-faint">Flags that fire, of those that could be assessed, over all articles '
        "of the outlet; the deeper the blue, the larger the share. “?”: none could be assessed. "
        "One article is no outlet: read a share with its n.</p>"
    )


def copies_by_outlet(shown: Tables, listed: pd.DataFrame) -> dict[str, int]:
    """Per outlet how many of its articles do not count, being copies; none where all do."""
    every_one = shown.articles["outlet"].fillna(NOT_STATED).value_counts()
    names_of = listed["outlet"].fillna(NOT_STATED)
    counted = pd.Series(listed["n_articles"].to_numpy(), index=names_of)
    left = every_one.sub(counted.reindex(every_one.index, fill_value=0))
    return {str(outlet): int(n) for outlet, n in left[left > 0].items()}


def flags_section() -> None:
    """How often each flag is triggered over the articles shown."""
    st.header("How often each flag is triggered", anchor=False)
    markup.show(
        '<p class="px-faint">Triggered: of the articles for which a flag could be assessed.</p>'
        + pieces.kept(flags_table)
    )


def flags_table() -> str:
    """Every flag with how often it is triggered, as HTML."""
    fired = filters.view(flag_rates)
    body: list[tuple[str, ...] | str] = []
    for family in vocabulary.FAMILIES:
        own = [flag for flag in vocabulary.flags().values() if flag.family == family]
        own = [flag for flag in own if flag.name in fired.index]
        if own:
            body.append(escaped(family.capitalize()))
        body += [_flag_row(flag, fired.loc[flag.name]) for flag in own]
    head = ("Flag", "Share", "Triggered", "Cannot assess")
    return markup.table(head, body, numbers=(2, 3))


def _flag_row(flag: Flag, answers: pd.Series) -> tuple[str, ...]:
    n = int(answers["triggered"] + answers["clear"])
    share = 0.0 if n == 0 else answers["share"]
    return (
        anchor(links.link("", flag=flag.name), escaped(flag.label)),
        f'<span class="th-track vk-track"><i style="width:{100 * share:.0f}%"></i></span>',
        f"{int(answers['triggered']):,} of {n:,}",
        f"{int(answers['cannot assess']):,}" if answers["cannot assess"] else "–",
    )
