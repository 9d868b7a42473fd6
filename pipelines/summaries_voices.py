"""Views of who speaks and who is spoken about: actors, their positions, and kinds of speakers."""

from collections.abc import Collection

import pandas as pd

from pipelines.schemas import Tables
from pipelines.summaries_tone import with_pooled


def actor_roles(tables: Tables) -> pd.DataFrame:
    """Article x actor: `quoted`, `paraphrased` or `mentioned`, the strongest that holds.

    Absent pairs have no row. Columns: article_id, actor, role, n_mentions, n_quotes, n_attributed,
    tone, n_sentences.
    """
    actors = tables.actors
    columns = ["article_id", "actor", "n_mentions", "n_quotes", "n_attributed"]
    return actors[[*columns, "tone", "n_sentences"]].assign(role=_roles(actors))


def _roles(actors: pd.DataFrame) -> pd.Series:
    """The strongest part that each row of `actors` plays in its article."""
    role = pd.Series("mentioned", index=actors.index)
    role[(actors["n_attributed"] > 0).to_numpy()] = "paraphrased"
    role[(actors["n_quotes"] > 0).to_numpy()] = "quoted"
    return role


def actor_reach(tables: Tables) -> pd.DataFrame:
    """Per actor: in how many articles, mentions, quotes, statements; tone with n and interval.

    First who is in most articles; of those in as many, who speaks most.
    """
    sums = tables.actors.groupby("actor").agg(
        n_articles=("article_id", "nunique"),
        n_mentions=("n_mentions", "sum"),
        n_quotes=("n_quotes", "sum"),
        n_attributed=("n_attributed", "sum"),
    )
    sums = sums.astype({"n_mentions": int, "n_quotes": int, "n_attributed": int})
    view = with_pooled(sums, tables.actors, "actor")
    view["n_said"] = view["n_quotes"] + view["n_attributed"]
    order = ["n_articles", "n_said", "n_mentions"]
    return view.sort_values(order, ascending=False, kind="stable").drop(columns="n_said")


def agenda(tables: Tables) -> pd.DataFrame:
    """Theme x actor: what the articles say that the actor wants, offers, refuses, accepts, warns.

    One row per position, with the theme's and the actor's number of positions (`n_theme`,
    `n_actor`) and of articles (`n_articles`) of this actor on this theme; the most stated first.
    """
    positions = tables.positions
    view = positions.assign(
        n_theme=positions.groupby("theme", observed=True)["actor"].transform("size"),
        n_actor=positions.groupby("actor", observed=True)["theme"].transform("size"),
        n_articles=positions.groupby(["actor", "theme"], observed=True)["article_id"].transform(
            "nunique"
        ),
    )
    return view.sort_values(
        ["n_theme", "theme", "n_actor", "actor"],
        ascending=[False, True, False, True],
        kind="stable",
        ignore_index=True,
    )


def roles_by_group(tables: Tables, group: pd.Series, actors: Collection[str]) -> pd.DataFrame:
    """Actor x group: in how many articles quoted, paraphrased and only mentioned.

    `group` names a group per article (an outlet), indexed by article_id. Columns: actor, group,
    quoted, paraphrased, mentioned; a pair without any has no row.
    """
    rows = tables.actors[tables.actors["actor"].isin(actors)]
    roles = pd.DataFrame(
        {
            "actor": rows["actor"].astype("str"),
            "group": rows["article_id"].map(group).astype("str"),
            "role": _roles(rows),
        }
    )
    kinds = ["quoted", "paraphrased", "mentioned"]
    counted = roles.groupby(["actor", "group", "role"]).size().unstack("role", fill_value=0)
    return counted.reindex(columns=kinds, fill_value=0).reset_index().rename_axis(columns=None)


def statements(quotes: pd.DataFrame) -> pd.DataFrame:
    """Quotations, and the reported statements that somebody stands behind.

    Clauses that only sound reported ("concerns about …") stay in the table for those who study
    attribution; in a view for readers they would be noise.
    """
    return quotes[(quotes["form"] == "direct") | quotes["speaker"].notna()]


def speaker_kinds(tables: Tables) -> pd.DataFrame:
    """Per article how many statements have a named, unnamed, vague or no speaker."""
    kinds = ["named", "unnamed", "group", "none"]
    quotes = statements(tables.quotes)
    counted = pd.crosstab(quotes["article_id"], quotes["speaker_kind"])
    counted = counted.reindex(columns=kinds, fill_value=0)
    return counted.reindex(tables.articles["article_id"], fill_value=0)
