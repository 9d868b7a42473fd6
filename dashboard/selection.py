"""Which articles the filters leave, and how many each choice of a filter would leave."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from dashboard import vocabulary
from pipelines.once import copy_ids, counted_once
from pipelines.schemas import Tables
from pipelines.summaries import only

MOST_CHOICES = 300  # in a list, those in most articles; a longer one is slow to send and to read
NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles to show. An empty choice leaves everything in."""

    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    without_flags: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    without_copies: bool = False
    without_families: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles each choice of a filter would leave, most first."""

    outlets: Mapping[str, int]
    languages: Mapping[str, int]
    themes: Mapping[str, int]
    actors: Mapping[str, int]
    flags: Mapping[str, int]
    families: Mapping[str, int]
    events: Mapping[str, int]
    n_copies: int
    first: date | None
    last: date | None


def apply(tables: Tables, selection: Selection) -> Tables:
    """The tables of the articles that meet every filter; of several choices in one, any will do.

    Articles without a stated date do not meet a filter by date.
    """
    if replace(selection, without_copies=False) == Selection():
        return counted_once(tables) if selection.without_copies else tables
    articles = tables.articles
    kept = pd.Series(True, index=articles.index)
    if selection.outlets:
        kept &= articles["outlet"].fillna(NOT_STATED).isin(selection.outlets)
    if selection.languages:
        kept &= articles["language"].fillna(NOT_STATED).isin(selection.languages)
    if selection.themes:
        on_theme = tables.themes.loc[tables.themes["theme"].isin(selection.themes), "article_id"]
        kept &= articles["article_id"].isin(on_theme)
    if selection.actors:
        naming = tables.actors.loc[tables.actors["actor"].isin(selection.actors), "article_id"]
        kept &= articles["article_id"].isin(naming)
    if selection.flags:
        kept &= articles["article_id"].isin(_with_flag(tables, selection.flags))
    if selection.without_flags:
        kept &= ~articles["article_id"].isin(_with_flag(tables, selection.without_flags))
    if selection.without_families:
        of = vocabulary.families()
        flags = tuple(flag for flag in of if of[flag] in selection.without_families)
        kept &= ~articles["article_id"].isin(_with_flag(tables, flags))
    if selection.events:
        inside = tables.events.loc[tables.events["event_id"].isin(selection.events), "article_id"]
        kept &= articles["article_id"].isin(inside)
    if selection.since:
        kept &= articles["published_at"] >= pd.Timestamp(selection.since, tz="UTC")
    if selection.until:
        after = pd.Timestamp(selection.until, tz="UTC") + pd.Timedelta(days=1)
        kept &= articles["published_at"] < after
    left = only(tables, articles.loc[kept.astype(bool), "article_id"])
    return counted_once(left) if selection.without_copies else left


def _with_flag(tables: Tables, flags: tuple[str, ...]) -> pd.Series:
    fired = (tables.flags["state"] == "triggered") & tables.flags["flag"].isin(flags)
    return tables.flags.loc[fired, "article_id"]


def counts(tables: Tables) -> Counts:
    """The choices of each filter with the number of articles that have them."""
    articles = tables.articles
    fired = tables.flags.loc[tables.flags["state"] == "triggered", ["article_id", "flag"]]
    family = fired.assign(family=fired["flag"].map(vocabulary.families()))
    days = articles["published_at"].dropna()
    return Counts(
        outlets=_counted(articles["outlet"].fillna(NOT_STATED)),
        languages=_counted(articles["language"].fillna(NOT_STATED)),
        themes=_counted(tables.themes["theme"]),
        actors=_counted(tables.actors["actor"]),
        flags=_counted(fired["flag"]),
        families=_counted(family.drop_duplicates(["article_id", "family"])["family"]),
        events=_counted(tables.events["event_id"]),
        n_copies=len(copy_ids(tables)),
        first=None if days.empty else days.min().date(),
        last=None if days.empty else days.max().date(),
    )


def _counted(column: pd.Series) -> dict[str, int]:
    counted = column.value_counts().head(MOST_CHOICES)
    return {str(name): int(n) for name, n in counted.items() if n}
