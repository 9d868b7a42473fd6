"""Filters of the sidebar, bound to the address: a link restores them, a click clears them."""

from dataclasses import dataclass, fields
from datetime import date

import pandas as pd
import streamlit as st

from dashboard import tables as data
from pipelines.schemas import Tables
from pipelines.summaries import only


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles to show. An empty choice leaves everything in."""

    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    without_copies: bool = False


def apply(tables: Tables, selection: Selection) -> Tables:
    """The tables of the articles that meet every filter; themes and flags each need one match."""
    if selection == Selection():
        return tables
    articles = tables.articles
    kept = pd.Series(True, index=articles.index)
    if selection.outlets:
        kept &= articles["outlet"].isin(selection.outlets)
    if selection.languages:
        kept &= articles["language"].isin(selection.languages)
    if selection.themes:
        on_theme = tables.themes.loc[tables.themes["theme"].isin(selection.themes), "article_id"]
        kept &= articles["article_id"].isin(on_theme)
    if selection.flags:
        fired = (tables.flags["state"] == "triggered") & tables.flags["flag"].isin(selection.flags)
        kept &= articles["article_id"].isin(tables.flags.loc[fired, "article_id"])
    if selection.since:
        kept &= articles["published_at"] >= pd.Timestamp(selection.since, tz="UTC")
    if selection.until:
        after = pd.Timestamp(selection.until, tz="UTC") + pd.Timedelta(days=1)
        kept &= articles["published_at"] < after
    if selection.without_copies:
        kept &= ~articles["article_id"].isin(copies(tables))
    return only(tables, articles.loc[kept.astype(bool), "article_id"])


def copies(tables: Tables) -> set[str]:
    """Articles that are a near-duplicate of another one and not its likely origin."""
    twins = tables.pairs[tables.pairs["kind"] == "near_duplicate"]
    later = twins["other_id"].where(twins["origin_id"] != twins["other_id"], twins["article_id"])
    return set(later)


def shown() -> Tables:
    """The open corpus as filtered; with nothing left the page says so and stops."""
    everything = data.chosen()
    left = apply(everything, current())
    if left.articles.empty:
        if everything.articles.empty:
            st.info("These tables hold no article. Build them from a folder that has some.")
        else:
            st.info("No article meets these filters. Clear one of them in the sidebar.")
        st.stop()
    return left


def current() -> Selection:
    """The filters as they are set in this session."""
    state = st.session_state
    return Selection(
        outlets=tuple(state.get("outlet") or ()),
        languages=tuple(state.get("language") or ()),
        themes=tuple(state.get("theme") or ()),
        flags=tuple(state.get("flag") or ()),
        since=state.get("from"),
        until=state.get("to"),
        without_copies=bool(state.get("copies")),
    )


def sidebar() -> None:
    """Draw the filters, each choice with the number of articles it leaves."""


__all__ = ["Selection", "apply", "copies", "current", "fields", "shown", "sidebar"]
