"""The answers that the overview gives first, for four articles as for a hundred thousand.

Only tables with few rows per article are read whole; sentences are read of a few articles.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from pipelines.moved import deciding_slots, moved_from
from pipelines.once import copy_ids
from pipelines.schemas import Tables
from pipelines.summaries import FEW, copy_pairs, is_read, only, unread
from pipelines.summaries_events import ENOUGH, MOST, independent_voices
from pipelines.summaries_tone import voice_tones
from pipelines.summaries_voices import statements

CANDIDATES = 200  # grimmest articles whose intervals are looked at; in a larger corpus the next
# ones are too far from the first to settle or unsettle its place
MOST_EXAMPLES = 20  # articles named one by one in an answer; more are a list of their own


class KeyFigures(NamedTuple):
    """What a corpus holds, every text counted once; days are those of stated dates."""

    n_articles: int
    n_outlets: int
    n_sentences: int
    n_dated: int
    first: pd.Timestamp | None
    last: pd.Timestamp | None


def key_figures(counted: Tables) -> KeyFigures:
    """The key figures of the articles that count: the same on every page and in the brief."""
    articles = counted.articles
    days = articles["published_at"].dropna()
    return KeyFigures(
        len(articles),
        int(articles["outlet"].nunique()),
        int(articles["n_sentences"].sum()),
        len(days),
        None if days.empty else pd.Timestamp(days.min()),
        None if days.empty else pd.Timestamp(days.max()),
    )


class Grimmest(NamedTuple):
    """The article with the grimmest own voice: mean over n sentences, 95 % interval."""

    article_id: str
    mean: float
    n: int
    low: float
    high: float
    n_overlapping: int  # of the other articles compared, those whose interval meets this one
    n_compared: int
    sentence_index: int  # its grimmest sentence in its own voice


def event_sizes(tables: Tables) -> pd.DataFrame:
    """Per event its articles and what sets it apart: event_id, n_articles, deciding_slot.

    The event with most articles comes first; empty where the articles were not compared. Articles
    moved by hand set nothing apart.
    """
    events = tables.events.drop_duplicates("article_id")
    sizes = events["event_id"].value_counts()
    deciding = deciding_slots(events)
    return pd.DataFrame(
        {
            "event_id": sizes.index.astype("str"),
            "n_articles": sizes.to_numpy(),
            "deciding_slot": [deciding.get(str(event)) for event in sizes.index],
        }
    )


SAMPLED = 25  # articles of an event that are asked what its deciding facts are


def event_values(tables: Tables, event_id: str, slot: object, *, at_most: int = 2) -> list[str]:
    """What most articles of an event state in a slot, such as its two parties.

    A value that a single one of several articles states is not taken for the event's.
    """
    by_hand = moved_from(tables.events)
    inside = tables.events.loc[tables.events["event_id"] == event_id, "article_id"]
    members = inside[~inside.isin(list(by_hand))].head(SAMPLED)
    part = only(tables, list(members))
    stated = part.slots[part.slots["slot"] == slot].drop_duplicates(["article_id", "value"])
    counts = stated["value"].value_counts()
    return [str(value) for value in counts[counts >= min(2, len(members))].head(at_most).index]


def copied(tables: Tables) -> pd.DataFrame:
    """Each copy once, with its likely origin: article_id, origin_id, jaccard, containment, note.

    The pair that shares most is kept of a copy with several; the closest copies come first.
    """
    pairs = copy_pairs(tables)
    first = pairs["article_id"].astype("str")
    origin = pairs["origin_id"].astype("str")
    copy = first.where(first != origin, pairs["other_id"].astype("str"))
    view = pairs[["jaccard", "containment", "note"]].assign(article_id=copy, origin_id=origin)
    view = view.sort_values("containment", ascending=False, kind="stable")
    view = view[view["article_id"].isin(copy_ids(tables))]
    columns = ["article_id", "origin_id", "jaccard", "containment", "note"]
    return view.drop_duplicates("article_id")[columns].reset_index(drop=True)


def grimmest_own_voice(tables: Tables) -> Grimmest | None:
    """The article with the lowest mean tone in its own voice; None without one to judge.

    Only articles with `FEW` sentences in their own voice compete.
    """
    articles = tables.articles
    known = articles.loc[articles["tone_narrator"].notna() & (articles["n_narrator"] >= FEW)]
    if known.empty:
        return None
    nearest = known.nsmallest(CANDIDATES, "tone_narrator")["article_id"]
    part = only(tables, list(nearest))
    tones = voice_tones(part)
    tones = tones[tones["narrator_n"] >= FEW]
    if tones.empty:
        return None
    first = str(tones["narrator"].idxmin())
    row = tones.loc[first].astype(float).to_dict()
    low, high = row["narrator_low"], row["narrator_high"]
    own = part.sentences[part.sentences["article_id"] == first]
    meets = (tones["narrator_low"] <= high) & (tones["narrator_high"] >= low)
    return Grimmest(
        first,
        row["narrator"],
        int(row["narrator_n"]),
        low,
        high,
        int(meets.sum()) - 1,
        len(tones) - 1,
        int(own.nsmallest(1, "tone_narrator")["sentence_index"].iloc[0]),
    )


def unnamed_sources(tables: Tables) -> pd.DataFrame:
    """Articles with statements of unnamed sources: article_id, n_unnamed, n_attributed.

    Most of them first; n_attributed counts statements that somebody or some group stands behind.
    Articles in a language that is not read are left out: of them it cannot be assessed.
    """
    quotes = statements(tables.quotes)
    quotes = quotes[~quotes["article_id"].isin(unread(tables))]
    attributed = quotes[quotes["speaker_kind"] != "none"]
    n = attributed["article_id"].value_counts()
    unnamed = attributed.loc[attributed["speaker_kind"] == "unnamed", "article_id"].value_counts()
    unnamed = unnamed[unnamed > 0]
    view = pd.DataFrame(
        {
            "article_id": unnamed.index.astype("str"),
            "n_unnamed": unnamed.to_numpy(),
            "n_attributed": n.reindex(unnamed.index).to_numpy(),
        }
    )
    order = ["n_unnamed", "article_id"]
    return view.sort_values(order, ascending=[False, True], kind="stable", ignore_index=True)


class LeftOut(NamedTuple):
    """The article that leaves out most themes that most of its event have."""

    article_id: str
    event_id: str | None  # None where events are not known: all articles count as one
    theme: str  # of those it leaves out the one that most others have
    n_with: int  # independent articles of the event that have this theme
    n_articles: int  # independent articles of the event
    n_themes: int  # themes that it leaves out
    n_tied: int  # other articles that leave out as many
    example_ids: tuple[str, ...]  # of those that have it, most sentences on it first


def left_out(tables: Tables, *, layer: str = "story") -> LeftOut | None:
    """The article with most gaps: themes that most of its event have and it has not.

    Of several with as many, the one whose theme most others have, and with most sentences. These
    are the gaps of `theme_gaps`: of two independent articles neither is most.
    """
    ids = tables.articles.loc[is_read(tables.articles), "article_id"].astype("str")
    if ids.empty:
        return None
    place = pd.Series(np.arange(len(ids)), index=ids.to_numpy())
    voice = pd.factorize(independent_voices(tables).reindex(place.index))[0]
    events = tables.events.drop_duplicates("article_id")
    of_event = pd.Series(events["event_id"].astype("str").to_numpy(), index=events["article_id"])
    codes, names = pd.factorize(of_event.reindex(place.index).fillna(""))
    sizes = _voices(codes, voice, len(names))
    rows = tables.themes[tables.themes["layer"] == layer]
    rows = rows[rows["article_id"].isin(ids)]
    theme_codes, themes = pd.factorize(rows["theme"].astype("str"))
    own = place.reindex(rows["article_id"].astype("str")).to_numpy()
    sentences = np.zeros((len(ids), len(themes)), dtype=int)
    sentences[own, theme_codes] = rows["n_sentences"].to_numpy()
    present = np.zeros(sentences.shape, dtype=bool)
    present[own, theme_codes] = True
    n_with = np.zeros((len(names), len(themes)), dtype=int)
    n_sentences = np.zeros_like(n_with)
    for theme in range(len(themes)):
        having = present[:, theme]
        n_with[:, theme] = _voices(codes[having], voice[having], len(names))
        n_sentences[:, theme] = np.bincount(codes, sentences[:, theme], len(names))
    usual = (n_with > MOST * sizes[:, None]) & (sizes[:, None] >= ENOUGH)
    usual &= n_with < sizes[:, None]  # a copy alone leaves nothing out
    gaps = usual[codes] & ~present
    n_gaps = gaps.sum(axis=1)
    if not n_gaps.any():
        return None
    most = n_gaps == n_gaps.max()
    share = n_with / np.maximum(sizes, 1)[:, None]
    rank = np.lexsort((n_sentences.ravel(), share.ravel())).argsort().reshape(share.shape)
    weight = np.where(gaps & most[:, None], rank[codes], -1)
    first, theme = (int(one) for one in np.unravel_index(int(weight.argmax()), weight.shape))
    at = codes[first]
    return LeftOut(
        str(ids.iloc[first]),
        str(names[at]) or None,
        str(themes[theme]),
        int(n_with[at, theme]),
        int(sizes[at]),
        int(n_gaps[first]),
        int(most.sum()) - 1,
        _with_theme(ids, voice, np.where(codes == at, sentences[:, theme], 0)),
    )


def _with_theme(ids: pd.Series, voice: np.ndarray, sentences: np.ndarray) -> tuple[str, ...]:
    """Articles with sentences on a theme, most first: of each voice the one with most of them."""
    order = np.argsort(-sentences, kind="stable")[: np.count_nonzero(sentences)]
    first = order[~pd.Series(voice[order]).duplicated().to_numpy()]
    return tuple(str(one) for one in ids.iloc[first[:MOST_EXAMPLES]])


def _voices(events: np.ndarray, voices: np.ndarray, n_events: int) -> np.ndarray:
    """How many different voices each event has, of articles given by event and voice."""
    once = ~pd.DataFrame({"event": events, "voice": voices}).duplicated().to_numpy()
    return np.bincount(events[once], minlength=n_events)


class DatesFit(NamedTuple):
    """Whether the days that articles speak of fit together, within each and between them."""

    n_checked: int  # articles with words that bound when they were written
    in_conflict: Sequence[str]  # those whose firm words contradict each other or the stated date
    pairs: pd.DataFrame  # rows of `pairs`: two articles whose days cannot both be right


def dates_fit(tables: Tables) -> DatesFit:
    """The answers of the flag `date_conflict`, and the pairs of articles at odds."""
    answers = tables.flags[tables.flags["flag"] == "date_conflict"]
    fired = answers.loc[answers["state"] == "triggered", "article_id"]
    return DatesFit(
        int((answers["state"] != "cannot assess").sum()),
        list(fired.astype("str")),
        tables.pairs[tables.pairs["kind"] == "date_conflict"],
    )


def to_compare(tables: Tables, *, at_most: int, wanted: Collection[str] = ()) -> list[str]:
    """The articles that are compared unless others are asked for: the first of the largest event.

    Their tones can be held together, as across events they cannot. Copies come last, since they
    differ from their origin in little. Two or more that are `wanted` are compared by themselves;
    one alone, with the first of its event. Where no two articles share an event, the first of all.
    """
    ids = tables.articles["article_id"]
    ids = ids.iloc[np.argsort(ids.isin(copy_ids(tables)), kind="stable")]
    asked = [one for one in ids if one in wanted]
    if len(asked) > 1:
        return asked[:at_most]
    events = tables.events.drop_duplicates("article_id").set_index("article_id")["event_id"]
    event = ids.map(events).astype("object")
    counts = event.value_counts()
    counts = counts[counts > 1]
    own = events.get(asked[0]) if asked else None
    largest = own if own is not None else next(iter(counts.index), None)
    members = ids[event == largest] if largest in counts.index else ids
    others = [one for one in members if one not in asked]
    return [*asked, *others][:at_most]


def tone_distribution(
    articles: pd.DataFrame, *, among: pd.DataFrame | None = None, step: float = 0.05
) -> pd.DataFrame:
    """How many articles have which tone: low, high, n_articles, first (place from the grimmest).

    `first` is the place in a list of the articles, or of those of `among`, which has more of them.

    Steps without an article between the grimmest and the warmest are kept, with n 0.
    """
    tones = np.sort(articles["tone"].dropna().to_numpy(dtype=float))
    if not len(tones):
        return pd.DataFrame(columns=["low", "high", "n_articles", "first"])
    bins = np.floor(tones / step + 1e-9).astype(int)
    all_bins = np.arange(bins[0], bins[-1] + 1)
    every_one = bins
    if among is not None:
        every_one = np.floor(np.sort(among["tone"].dropna().to_numpy(dtype=float)) / step + 1e-9)
    return pd.DataFrame(
        {
            "low": all_bins * step,
            "high": (all_bins + 1) * step,
            "n_articles": np.bincount(bins - bins[0], minlength=len(all_bins)),
            "first": np.searchsorted(every_one, all_bins),
        }
    )
