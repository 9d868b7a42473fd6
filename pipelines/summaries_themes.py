"""Views of what articles are about: sentences behind a cell, elements, gaps, discovered topics."""

import re

import numpy as np
import pandas as pd

from pipelines.schemas import Tables
from pipelines.summaries import is_read, only, theme_shares
from pipelines.summaries_events import ENOUGH, MOST, independent_voices
from pipelines.summaries_tone import means_by


def sentences_with(tables: Tables, kind: str, name: str) -> pd.DataFrame:
    """The sentences with a mark, such as ("theme", "ceasefire"), in order of the corpus.

    Columns: article_id, sentence_index, start_char, end_char, voice, tone.
    """
    marks = tables.marks
    on = marks.loc[(marks["kind"] == kind) & (marks["name"] == name) & (marks["field"] == "text")]
    sentences = tables.sentences
    both = on[["article_id", "start_char"]].merge(
        sentences, on="article_id", suffixes=("_mark", "")
    )
    begins = both["start_char"] <= both["start_char_mark"]
    both = both[begins & (both["start_char_mark"] < both["end_char"])]
    columns = ["article_id", "sentence_index", "start_char", "end_char", "voice", "tone"]
    return _in_order_of(tables, both[columns].drop_duplicates(["article_id", "sentence_index"]))


def element_reach(tables: Tables) -> pd.DataFrame:
    """Per element of a story theme how many articles name it: theme, element, n_articles,
    of_articles (those whose language is read). Themes with most articles first, then elements."""
    named = tables.elements[["theme", "element", "article_id"]].drop_duplicates()
    counts = named.groupby(["theme", "element"], observed=True).size().rename("n_articles")
    view = counts.reset_index().astype({"theme": "str", "element": "str", "n_articles": "int"})
    themes = named.drop_duplicates(["theme", "article_id"])["theme"].value_counts()
    view["of_articles"] = int(is_read(tables.articles).sum())
    view["_reach"] = view["theme"].map(dict(themes)).astype("int")
    order = ["_reach", "theme", "n_articles", "element"]
    ascending = [False, True, False, True]
    view = view.sort_values(order, ascending=ascending, kind="stable", ignore_index=True)
    return view.drop(columns="_reach")


def element_grid(tables: Tables) -> pd.DataFrame:
    """Each element of a story theme in each article that names it.

    Columns: theme, element, article_id, n (times named), start_char, end_char (where first).
    """
    grid = tables.elements.groupby(["theme", "element", "article_id"], sort=False, observed=True)
    return grid.agg(
        n=("start_char", "size"), start_char=("start_char", "first"), end_char=("end_char", "first")
    ).reset_index()


def elements_by_group(tables: Tables, group: pd.Series) -> pd.DataFrame:
    """In how many articles of a group (an outlet, a week) an element is named.

    `group` names the group of each article, indexed by article_id. Columns: theme, element, group,
    n_articles.
    """
    named = tables.elements[["theme", "element", "article_id"]].drop_duplicates()
    groups = named["article_id"].map(group).astype("object")
    of_groups = named.assign(group=groups).dropna(subset=["group"])
    keys = ["theme", "element", "group"]
    counts = of_groups.groupby(keys, observed=True).size().rename("n_articles")
    return counts.reset_index()


def theme_gaps(tables: Tables, *, layer: str = "story") -> pd.DataFrame:
    """Themes that more than half of an event's independent articles have and this one has not.

    Columns: event_id, article_id, theme, n_with, of_articles (independent articles of the event),
    example_id (one that has it). Needs `ENOUGH` of them. Where nothing was compared, all count as
    one event, without an id.
    """
    events = tables.events.drop_duplicates("article_id").set_index("article_id")["event_id"]
    shares = theme_shares(tables, layer=layer)
    present = shares.to_numpy() > 0
    ids = shares.index.to_numpy()
    voices = independent_voices(tables).reindex(ids).to_numpy()
    group = pd.Series(ids).map(events).astype("object").fillna("").to_numpy()
    rows = []
    read = set(tables.articles.loc[is_read(tables.articles), "article_id"])
    for event, places in pd.Series(range(len(ids))).groupby(group):
        inside = np.array([place for place in places if ids[place] in read], dtype=int)
        of_articles = len(set(voices[inside]))
        if of_articles < ENOUGH:
            continue
        for column, theme in enumerate(shares.columns):
            having = present[inside, column]
            n_with = len(set(voices[inside][having]))
            if n_with > MOST * of_articles:
                example = ids[inside][having][0]
                rows += [
                    (event or None, one, theme, n_with, of_articles, example)
                    for one in ids[inside][~having]
                ]
    columns = ["event_id", "article_id", "theme", "n_with", "of_articles", "example_id"]
    view = pd.DataFrame(rows, columns=columns)
    return view.sort_values("n_with", ascending=False, kind="stable", ignore_index=True)


def topic_reach(tables: Tables) -> pd.DataFrame:
    """Each discovered topic: topic_id, label, n_articles, of_articles, tone, n_toned, low, high.

    `tone` is the mean over the n_toned articles on it that have one, each counting once; its 95 %
    interval is over these articles.
    """
    topics = tables.topics.merge(tables.articles[["article_id", "tone"]], on="article_id")
    by = topics["topic_id"]
    view = topics.groupby(["topic_id", "label"], as_index=False).agg(
        n_articles=("article_id", "nunique")
    )
    view.insert(3, "of_articles", len(tables.articles))
    means = means_by(topics["tone"], by).rename(columns={"mean": "tone", "n": "n_toned"})
    view = view.join(means, on="topic_id").astype({"tone": float})
    view["n_toned"] = view["n_toned"].fillna(0).astype(int)
    return view.sort_values(
        ["n_articles", "topic_id"], ascending=[False, True], kind="stable", ignore_index=True
    )


def furthest_apart(tables: Tables, *, layer: str = "story") -> tuple[str | None, dict[str, float]]:
    """The theme whose share of sentences differs most between the articles, and its shares.

    None without a theme; articles in a language that is not read have no share.
    """
    read = tables.articles.loc[is_read(tables.articles), "article_id"]
    shares = theme_shares(tables, layer=layer).reindex(read).fillna(0.0)
    if shares.empty:
        return None, {}
    theme = str((shares.max() - shares.min()).idxmax())
    return theme, {str(one): float(share) for one, share in shares[theme].items()}


MOST_OF_A_TOPIC = 12  # articles shown for a topic, those with most of it
SENTENCES_OF_A_TOPIC = 3  # of each of them


def topic_sentences(tables: Tables, topic_id: int) -> pd.DataFrame:
    """The articles with most of a topic and, of each, the sentences with most of its terms.

    Columns: article_id, weight, sentence_index, start_char, end_char, n_terms (distinct terms of
    the label in the sentence). An article without such a sentence, or without text, has one row
    with nulls: the topic rests on other words of it.
    """
    rows = tables.topics[tables.topics["topic_id"] == topic_id]
    rows = rows.sort_values("weight", ascending=False, kind="stable").head(MOST_OF_A_TOPIC)
    part = only(tables, rows["article_id"])
    texts = dict(zip(part.texts["article_id"], part.texts["text"], strict=True))
    grouped = dict(list(part.sentences.groupby("article_id", sort=False)))
    found: list[tuple[object, ...]] = []
    for article_id, label, weight in zip(
        rows["article_id"], rows["label"], rows["weight"], strict=True
    ):
        terms = re.compile(
            "|".join(rf"\b{re.escape(term)}" for term in str(label).split(", ")), re.IGNORECASE
        )
        text, sentences = texts.get(article_id), grouped.get(article_id)
        best: list[tuple[int, int, int, int]] = []
        if text is not None and sentences is not None:
            for index, start, end in zip(
                sentences["sentence_index"],
                sentences["start_char"],
                sentences["end_char"],
                strict=True,
            ):
                n = len({term.lower() for term in terms.findall(text[start:end])})
                if n:
                    best.append((n, index, start, end))
        best = sorted(sorted(best, key=lambda one: -one[0])[:SENTENCES_OF_A_TOPIC], key=_place)
        found += [(article_id, weight, index, start, end, n) for n, index, start, end in best]
        if not best:
            found.append((article_id, weight, None, None, None, 0))
    columns = ["article_id", "weight", "sentence_index", "start_char", "end_char", "n_terms"]
    view = pd.DataFrame(found, columns=columns)
    return view.astype(dict.fromkeys(("sentence_index", "start_char", "end_char"), "Int64"))


def _place(one: tuple[int, int, int, int]) -> int:
    return one[1]


def _in_order_of(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    order = pd.Series(np.arange(len(tables.articles)), index=tables.articles["article_id"])
    place = rows["article_id"].map(order)
    return (
        rows.assign(_place=place)
        .sort_values(["_place", "sentence_index"], kind="stable", ignore_index=True)
        .drop(columns="_place")
    )
