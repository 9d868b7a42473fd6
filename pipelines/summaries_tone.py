"""Views of tone that say how sure a mean is: tables in, a small table out."""

import math
from collections.abc import Mapping
from statistics import fmean
from typing import NamedTuple

import numpy as np
import pandas as pd

from pipelines.schemas import Tables
from pipelines.tone import interval_around, mean_interval, t_point

# The voices of an article, and the columns of `sentences` with the tone of each.
VOICES: Mapping[str, str] = {"all": "tone", "narrator": "tone_narrator", "quoted": "tone_quoted"}


def pooled(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Per value of `by` the mean tone over all sentences of its rows, as if they were one list.

    `rows` have `n_sentences, tone, tone_spread` per article, as `themes` and `actors` do. Columns:
    tone, n_toned (sentences), low, high (95 % interval over sentences, null under two).
    """
    known = rows[rows["tone"].notna()]
    n = known["n_sentences"].astype(float)
    tone = known["tone"].astype(float)
    # From means and spreads of the parts the sum of squares about zero is exact; one sentence has
    # no spread.
    squares = n * (known["tone_spread"].astype(float).fillna(0.0) ** 2 + tone**2)
    sums = (
        pd.DataFrame({"n": n, "sum": n * tone, "squares": squares, by: known[by]})
        .groupby(by)[["n", "sum", "squares"]]
        .sum()
    )
    mean = sums["sum"] / sums["n"]
    about = (sums["squares"] - sums["n"] * mean**2).clip(lower=0.0)
    ends = [
        interval_around(m, around, int(count)) if count > 1 else (math.nan, math.nan)
        for m, around, count in zip(mean, about, sums["n"], strict=True)
    ]
    return pd.DataFrame(
        {
            "tone": mean,
            "n_toned": sums["n"].astype(int),
            "low": [low for low, _ in ends],
            "high": [high for _, high in ends],
        },
        index=sums.index,
    )


def with_pooled(view: pd.DataFrame, rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """The view, indexed by `by`, with the columns of `pooled`; n_toned is 0 without a tone."""
    joined = view.join(pooled(rows, by))
    return joined.assign(n_toned=joined["n_toned"].fillna(0).astype(int))


def means_by(values: pd.Series, group: pd.Series) -> pd.DataFrame:
    """Per group: mean, n and the 95 % interval (`low`, `high`) of the values that are known."""
    known = values.notna().to_numpy()
    rows = [
        (name, fmean(of_group), len(of_group), *(mean_interval(of_group) or (math.nan, math.nan)))
        for name, of_group in values[known].groupby(group[known], sort=False).agg(list).items()
    ]
    columns = ["group", "mean", "n", "low", "high"]
    return pd.DataFrame(rows, columns=columns).set_index("group").astype({"n": int})


def voice_tones(tables: Tables) -> pd.DataFrame:
    """Per article the mean tone of its own voice and of its quotes.

    Indexed by article: `narrator, narrator_n, narrator_low, narrator_high` and the same with
    `quoted`. n counts sentences with such a part; the means are those of `articles`.
    """
    sentences = tables.sentences
    view = pd.DataFrame(index=pd.Index(tables.articles["article_id"], name="article_id"))
    for voice in ("narrator", "quoted"):
        figures = means_by(sentences[f"tone_{voice}"], sentences["article_id"]).reindex(view.index)
        view[voice] = figures["mean"]
        view[f"{voice}_n"] = figures["n"].fillna(0).astype(int)
        view[f"{voice}_low"] = figures["low"]
        view[f"{voice}_high"] = figures["high"]
    return view


def strongest(tables: Tables, columns: Mapping[str, str] = VOICES) -> pd.DataFrame:
    """Per article the sentence that stands for each of its means: the words behind a dot.

    Indexed by article, with a column per name in `columns`, which gives the column of `sentences`:
    of a mean below 0 the grimmest sentence, else the most positive one, as its index from 0; null
    where there is no mean.
    """
    sentences = tables.sentences.reset_index(drop=True)
    view = pd.DataFrame(index=pd.Index(tables.articles["article_id"], name="article_id"))
    for voice, column in columns.items():
        rows = sentences.dropna(subset=[column])
        grouped = rows.groupby("article_id", sort=False)[column]
        grim = grouped.mean() < 0
        lowest, highest = grouped.idxmin(), grouped.idxmax()
        places = rows["sentence_index"].reindex(lowest.where(grim, highest))
        found = pd.Series(places.to_numpy(), index=grim.index)
        view[voice] = found.reindex(view.index).astype("Int64")
    return view


class Orders(NamedTuple):
    """Of `n_pairs` pairs of articles: how many are ranked by tone, and how many others differ."""

    n_ranked: int
    n_differ: int
    n_pairs: int


def tone_orders(articles: pd.DataFrame) -> Orders:
    """How many pairs of articles with a tone are ranked by it, and how many only differ.

    Ranked: the 95 % intervals of the two means do not meet. Differing: they meet, but the 95 %
    interval of the difference of the means leaves out 0 (Welch: from `tone_spread` and the number
    of sentences, with the degrees of freedom of Welch and Satterthwaite). An article of a single
    sentence has no interval, so that no pair with it is either.
    """
    # Intervals that meet are no test: of equal spreads they ask for 2.8 standard errors, not 2. The
    # excess is wanted for a rank: sentences of one article are not independent, so that intervals
    # are too narrow, and pages draw them, where two that overlap must not look ranked.
    toned = articles[articles["tone"].notna()]
    names = ("tone", "tone_spread", "n_sentences", "tone_low", "tone_high")
    tone, spread, n, low, high = (toned[name].to_numpy(dtype=float) for name in names)
    one, other = np.triu_indices(len(toned), 1)
    ranked = (low[one] > high[other]) | (low[other] > high[one])  # false where an end is unknown
    freedom = np.where(n > 1, n - 1, np.nan)
    errors = spread**2 / freedom  # squared; `tone_spread` divides by n, not by n - 1
    both = errors[one] + errors[other]
    parts = errors[one] ** 2 / freedom[one] + errors[other] ** 2 / freedom[other]
    degrees = np.divide(both**2, parts, out=np.full(len(one), np.inf), where=parts > 0)
    margin = np.array([t_point(degree) for degree in degrees]) * np.sqrt(both)
    differ = (np.abs(tone[one] - tone[other]) > margin) & ~ranked
    return Orders(int(ranked.sum()), int(differ.sum()), len(one))


def subject_tones(tables: Tables) -> pd.DataFrame:
    """Per article, in order, the mean tone with and without topic words, each with its interval.

    Indexed by article: tone, tone_low, tone_high, without, without_low, without_high.
    """
    articles = tables.articles.set_index("article_id")
    view = articles[["tone", "tone_low", "tone_high"]].astype(float)
    view["without"] = articles["tone_without_topic_words"].astype(float)
    tones = tables.sentences.dropna(subset=["tone_without_topic_words"])
    ends = {
        article_id: mean_interval(list(values))
        for article_id, values in tones.groupby("article_id")["tone_without_topic_words"]
    }
    for place, name in enumerate(("without_low", "without_high")):
        view[name] = [
            (ends.get(article_id) or (np.nan, np.nan))[place] for article_id in view.index
        ]
    return view


def order_changes(articles: pd.DataFrame) -> list[tuple[str, str]]:
    """Pairs of articles whose order by tone turns round once topic words carry no weight.

    Each pair is (warmer with topic words, grimmer with them), in hundredths as pages show them:
    what no reader could see is no change. Meant for a few articles: the work grows with their
    square.
    """
    known = articles.dropna(subset=["tone", "tone_without_topic_words"])
    rows = known.sort_values("tone", ascending=False, kind="stable")
    ids = list(rows["article_id"])
    before = list(rows["tone"].round(2))
    after = list(rows["tone_without_topic_words"].round(2))
    return [
        (ids[i], ids[j])
        for i in range(len(ids))
        for j in range(i + 1, len(ids))
        if before[i] > before[j] and after[i] < after[j]
    ]


class Order(NamedTuple):
    """How far articles can be put in order by tone, each compared with those of its event only."""

    n_settled: int  # pairs whose intervals do not meet
    n_differ: int  # others that differ, see `tone_orders`
    n_pairs: int
    changes: list[tuple[str, str]]  # see `order_changes`
    n_events: int


def order_within_events(tables: Tables) -> Order:
    """The order by tone within each event; all articles are of one where nothing groups them."""
    events = tables.events.drop_duplicates("article_id").set_index("article_id")["event_id"]
    group = tables.articles["article_id"].map(events).astype("object").fillna("")
    parts = [part for _, part in tables.articles.groupby(group.to_numpy(), sort=False)]
    orders = [tone_orders(part) for part in parts]
    return Order(
        sum(one.n_ranked for one in orders),
        sum(one.n_differ for one in orders),
        sum(one.n_pairs for one in orders),
        [pair for part in parts for pair in order_changes(part)],
        len(parts),
    )


COURSE_PARTS = 10  # of an article; each should hold some sentences for its mean to say anything


def course(tables: Tables) -> pd.DataFrame:
    """Tone along each article, from its first part to its last.

    Columns: article_id, first, last (its sentences, from 0), place (middle of the part, 0..1),
    tone, n (sentences with a tone), low, high (95 % interval over them). An article has a part for
    every three sentences, at most ten, all equally long in sentences.
    """
    rows = []
    grouped = dict(list(tables.sentences.groupby("article_id", sort=False)))
    for article_id in tables.articles["article_id"]:
        tones = grouped[article_id]["tone"].to_numpy() if article_id in grouped else np.array([])
        n_parts = max(1, min(COURSE_PARTS, len(tones) // 3))
        for part, chunk in enumerate(np.array_split(np.arange(len(tones)), n_parts)):
            known = tones[chunk][~np.isnan(tones[chunk])]
            if len(known):
                ends = mean_interval(list(known)) or (math.nan, math.nan)
                at = (int(chunk[0]), int(chunk[-1]), (part + 0.5) / n_parts)
                rows.append((article_id, *at, float(known.mean()), len(known), *ends))
    columns = ["article_id", "first", "last", "place", "tone", "n", "low", "high"]
    return pd.DataFrame(rows, columns=columns)
