"""Views of a corpus: functions of tables, never stored; every mean comes with its n."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from pipelines.connected import joined
from pipelines.published import LargeTables
from pipelines.schemas import TABLES, Tables
from pipelines.summaries_tone import means_by, voice_tones, with_pooled

AT_ONCE = 500_000  # rows of a table that are reckoned in one go
FEW = 5  # a mean of fewer sentences says little, and is drawn in grey


def only(tables: Tables, article_ids: Iterable[str]) -> Tables:
    """The rows of these articles, in the order they had; pairs need both of their articles."""
    if isinstance(tables, LargeTables):
        return tables.only(article_ids)
    wanted = set(article_ids)
    kept = {}
    for table in TABLES:
        rows = getattr(tables, table)
        inside = rows["article_id"].isin(wanted)
        if table == "pairs":
            inside &= rows["other_id"].isin(wanted)
        kept[table] = rows[inside]
    return Tables(**kept)


def is_read(articles: pd.DataFrame) -> pd.Series:
    """Whether themes and facts of an article were looked for, by row.

    Word lists are English: that nothing was found in another language is no silence. A text too
    short to tell its language was read as English.
    """
    return articles["language"].isna() | (articles["language"] == "en")


def unread(tables: Tables) -> frozenset[str]:
    """The articles whose language is not covered, by id."""
    return frozenset(tables.articles.loc[~is_read(tables.articles), "article_id"])


def in_order(tables: Tables, article_ids: Sequence[str]) -> Tables:
    """The rows of these articles, with the articles in the order given."""
    part = only(tables, article_ids)
    if isinstance(part, LargeTables):
        return part
    articles = part.articles.set_index("article_id", drop=False).loc[list(article_ids)]
    return replace(part, articles=articles.reset_index(drop=True))


def extreme_in_own_voice(tables: Tables, *, grimmest: bool = True) -> tuple[str, int] | None:
    """The article with the grimmest (or warmest) own voice, and how many others it overlaps with.

    Only articles with `FEW` sentences in their own voice compete; None without any.
    """
    tones = voice_tones(tables)
    tones = tones[tones["narrator_n"] >= FEW]
    if tones.empty:
        return None
    first = tones["narrator"].idxmin() if grimmest else tones["narrator"].idxmax()
    row = tones.loc[str(first)]
    low, high = row["narrator_low"], row["narrator_high"]
    overlaps = (tones["narrator_low"] <= high) & (tones["narrator_high"] >= low)
    return str(first), int(overlaps.sum()) - 1


def theme_shares(tables: Tables, *, layer: str = "story") -> pd.DataFrame:
    """Article x theme: the share of sentences, 0 where a theme is absent; themes by reach."""
    rows = tables.themes[tables.themes["layer"] == layer]
    ids = pd.Index(tables.articles["article_id"])
    codes, themes = pd.factorize(rows["theme"].astype("category"), sort=True)
    found = rows["article_id"].astype("category").cat
    table = np.zeros((len(ids), len(themes)))
    # Not `pivot_table`, which of a million rows takes ten times the memory of what it gives.
    places = ids.get_indexer(found.categories)[found.codes]
    known = places >= 0
    np.add.at(table, (places[known], codes[known]), rows["share"].to_numpy()[known])
    shares = pd.DataFrame(table, index=ids, columns=pd.Index(themes.astype("str"), name="theme"))
    reach = (shares > 0).sum().sort_values(ascending=False, kind="stable")
    return shares[list(reach.index)]


def theme_by_group(tables: Tables, group: pd.Series, *, layer: str = "story") -> pd.DataFrame:
    """Theme x group: the mean share over the articles of the group, each counting once.

    `group` names a group per article, indexed by article_id; articles without one are left out.
    """
    shares = theme_shares(tables, layer=layer)
    shares = shares[is_read(tables.articles).to_numpy()]  # of the others it is not known
    grouped = shares.groupby(group.reindex(shares.index)).mean()
    return grouped.T


def theme_reach(tables: Tables, *, layer: str = "story") -> pd.DataFrame:
    """Per theme: in how many articles, of how many; mean share; tone with n and its interval.

    Articles in a language that is not read are no part of the "how many".
    """
    rows = tables.themes[tables.themes["layer"] == layer]
    n_articles = int(is_read(tables.articles).sum())
    by_theme = rows.groupby("theme").agg(
        n_articles=("article_id", "nunique"),
        n_sentences=("n_sentences", "sum"),
        share_sum=("share", "sum"),
    )
    view = pd.DataFrame(index=by_theme.index)
    view["n_articles"] = by_theme["n_articles"].astype(int)
    view["of_articles"] = n_articles
    view["n_sentences"] = by_theme["n_sentences"].astype(int)
    view["mean_share"] = by_theme["share_sum"] / max(1, n_articles)
    view = with_pooled(view, rows, "theme")
    return view.sort_values(["n_articles", "n_sentences"], ascending=False, kind="stable")


def only_here(tables: Tables, table: str, column: str) -> dict[str, list[str]]:
    """Values that one article alone has, by article: `only_here(tables, "actors", "actor")`."""
    rows = getattr(tables, table)[["article_id", column]].drop_duplicates()
    alone = rows[~rows[column].duplicated(keep=False)]
    return {
        article_id: sorted(alone.loc[alone["article_id"] == article_id, column])
        for article_id in tables.articles["article_id"]
    }


def shared(tables: Tables, table: str, column: str) -> list[str]:
    """Values that every article of the tables has."""
    rows = getattr(tables, table)[["article_id", column]].drop_duplicates()
    counts = rows[column].value_counts()
    return sorted(counts[counts == len(tables.articles)].index)


def flag_rates(tables: Tables) -> pd.DataFrame:
    """Per flag how often it fired, was clear and could not be assessed; share of the assessed."""
    states = ["triggered", "clear", "cannot assess"]
    sizes = pd.concat(
        [part.groupby(["flag", "state"], observed=True).size() for part in _in_parts(tables.flags)]
    )
    words = sizes.rename("n").reset_index().astype({"flag": "str", "state": "str"})
    counted = words.groupby(["flag", "state"])["n"].sum().unstack(fill_value=0)
    counted = counted.reindex(columns=states, fill_value=0)
    assessed = counted["triggered"] + counted["clear"]
    counted["share"] = counted["triggered"] / assessed.where(assessed > 0)
    return counted


def _in_parts(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Some rows at a time: what is reckoned of four million at once does not fit in memory."""
    for start in range(0, max(len(rows), 1), AT_ONCE):
        yield rows.iloc[start : start + AT_ONCE]


def outlets(tables: Tables) -> pd.DataFrame:
    """Per outlet (null: none stated): n_articles, first and last stated date, mean tone.

    The mean is over the n_toned articles with a tone, each counting once; `low` and `high` are
    its 95 % interval.
    """
    articles = tables.articles
    by_outlet = articles.groupby("outlet", dropna=False)
    view = pd.DataFrame(
        {
            "n_articles": by_outlet.size(),
            "first": by_outlet["published_at"].min(),
            "last": by_outlet["published_at"].max(),
        }
    ).reset_index()
    tone = means_by(articles["tone"], articles["outlet"].fillna("")).reindex(
        view["outlet"].fillna("")
    )
    view["tone"], view["low"], view["high"] = (
        tone[column].to_numpy() for column in ("mean", "low", "high")
    )
    view["n_toned"] = tone["n"].fillna(0).astype(int).to_numpy()
    return view.sort_values("n_articles", ascending=False, kind="stable", ignore_index=True)


def over_time(tables: Tables, *, every: str = "D") -> pd.DataFrame:
    """Articles and mean tone by stated date: period, n_articles, tone, n_toned, low, high.

    `every` is a pandas period (D, W, M). Articles without a date are left out; periods between
    have 0 articles and no tone.
    """
    dated = tables.articles.dropna(subset=["published_at"])
    if dated.empty:
        return pd.DataFrame(columns=["period", "n_articles", "tone", "n_toned", "low", "high"])
    period = dated["published_at"].dt.tz_localize(None).dt.to_period(every)
    every_one = pd.period_range(period.min(), period.max(), freq=every)
    tone = means_by(dated["tone"], period).reindex(every_one)
    return pd.DataFrame(
        {
            "period": every_one.to_timestamp(),
            "n_articles": period.value_counts().reindex(every_one).fillna(0).astype(int).to_numpy(),
            "tone": tone["mean"].to_numpy(),
            "n_toned": tone["n"].fillna(0).astype(int).to_numpy(),
            "low": tone["low"].to_numpy(),
            "high": tone["high"].to_numpy(),
        }
    )


def copy_pairs(tables: Tables) -> pd.DataFrame:
    """The near-duplicate pairs that are copies; one without an origin shares page furniture."""
    pairs = tables.pairs
    return pairs[(pairs["kind"] == "near_duplicate") & pairs["origin_id"].notna()]


def copy_groups(tables: Tables) -> list[list[str]]:
    """Articles joined by copying, each group in the order of the corpus."""
    twins = copy_pairs(tables)
    root = joined(zip(twins["article_id"], twins["other_id"], strict=True))
    order = {article_id: place for place, article_id in enumerate(tables.articles["article_id"])}
    groups: dict[str, list[str]] = defaultdict(list)
    for article_id in sorted(root, key=lambda one: order.get(one, 0)):
        groups[root[article_id]].append(article_id)
    return list(groups.values())


def family_rates(tables: Tables, families: Mapping[str, str]) -> pd.DataFrame:
    """Per outlet and family the share of assessed flags that fired, with n assessed.

    Columns: outlet, family, share, n. Articles without an outlet are under a null one.
    """
    articles = tables.articles
    codes, outlets = pd.factorize(articles["outlet"], use_na_sentinel=False)
    outlet_of = pd.Series(codes, index=articles["article_id"])
    order = sorted(set(families.values()))
    numbers = {flag: order.index(family) for flag, family in families.items()}
    n = np.zeros(len(outlets) * len(order), dtype=int)
    n_fired = np.zeros(len(n), dtype=int)
    for flags in _in_parts(tables.flags):
        family = np.asarray(flags["flag"].map(numbers), dtype=float)
        known = (flags["state"] != "cannot assess").to_numpy() & ~np.isnan(family)
        place = np.asarray(flags["article_id"].map(outlet_of))[known].astype(int)
        cell = place * len(order) + family[known].astype(int)
        fired = (flags["state"] == "triggered").to_numpy()[known]
        n += np.bincount(cell, minlength=len(n))
        n_fired += np.bincount(cell[fired], minlength=len(n))
    share = n_fired / np.maximum(n, 1)
    view = pd.DataFrame(
        {
            "outlet": np.repeat(np.asarray(outlets, dtype=object), len(order)),
            "family": order * len(outlets),
            "share": share,
            "n": n,
        }
    ).astype({"outlet": articles["outlet"].dtype})
    return view[view["n"] > 0].sort_values(["outlet", "family"], ignore_index=True)
