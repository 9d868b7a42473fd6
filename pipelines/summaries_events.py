"""Views across the articles of an event: who states what, who agrees, who leaves it out.

Every function takes tables (filtered ones too) and gives rows that lead to words: an article and a
span. `of_articles` is how many independent articles the event has: copies count with their origin,
articles of one outlet once.
"""

from collections import defaultdict

import pandas as pd

from pipelines.connected import joined
from pipelines.figure_words import figure_said
from pipelines.once import counted_once
from pipelines.schemas import Tables
from pipelines.summaries import copy_pairs, is_read, only

GRID = ("party", "place", "date", "person", "outcome")
LEFT_OUT = ("party", "place", "date", "person", "document", "element")
MOST = 0.5  # of the independent articles: what more than half of them state is missed elsewhere
ENOUGH = 3  # independent articles of an event: of two neither is most


def event_grid(tables: Tables) -> pd.DataFrame:
    """Per article and slot of `GRID` each value, or one row with a null value: not stated.

    Columns: event_id, article_id, slot, value, n (times stated), start_char, end_char (where
    first), decides (whether this slot set the event apart).
    """
    stated = first_of_each(tables.slots[tables.slots["slot"].isin(GRID)])
    frame = pd.MultiIndex.from_product(
        [tables.articles["article_id"], GRID], names=["article_id", "slot"]
    ).to_frame(index=False)
    grid = frame.merge(stated.drop(columns="unit"), on=["article_id", "slot"], how="left")
    grid["n"] = grid["n"].fillna(0).astype(int)
    events = tables.events.drop_duplicates("article_id")
    grid = grid.merge(events, on="article_id", how="left")
    grid["decides"] = (grid["deciding_slot"] == grid["slot"]).fillna(False)
    columns = ["event_id", "article_id", "slot", "value", "n", "start_char", "end_char", "decides"]
    return grid[columns]


def coverage_gaps(tables: Tables) -> pd.DataFrame:
    """What more than half of an event's independent articles state and this article does not.

    Columns: event_id, article_id, kind (a slot of `LEFT_OUT` or `element`), value, n_with (that
    state it), of_articles, example_id, start_char, end_char (the words of one that states it).
    Needs `ENOUGH` independent articles.
    """
    tables = only(tables, tables.articles.loc[is_read(tables.articles), "article_id"])
    facts = _facts(tables)
    members = _membership(tables)
    facts = in_one_year(facts.merge(members, on="article_id", how="inner"))
    facts = facts[facts["of_articles"] >= ENOUGH]
    rows = []
    inside: dict[str, list[str]] = defaultdict(list)
    for event, article_id in zip(members["event_id"], members["article_id"], strict=True):
        inside[event].append(article_id)
    for _, part in facts.groupby(["event_id", "kind", "value"], sort=False):
        first = part.iloc[0]
        n_with = part["voice"].nunique()
        if n_with <= MOST * first["of_articles"]:
            continue
        what = [first[name] for name in ("kind", "value")]
        example = [first[name] for name in ("article_id", "start_char", "end_char")]
        stating = set(part["article_id"])
        rows += [
            (first["event_id"], article_id, *what, n_with, first["of_articles"], *example)
            for article_id in inside[first["event_id"]]
            if article_id not in stating
        ]
    columns = ["event_id", "article_id", "kind", "value", "n_with", "of_articles", "example_id"]
    view = pd.DataFrame(rows, columns=[*columns, "start_char", "end_char"])
    return view.sort_values("n_with", ascending=False, kind="stable", ignore_index=True)


def only_stated_here(tables: Tables) -> pd.DataFrame:
    """What one independent article of an event states and no other.

    Columns: event_id, article_id, kind (a slot or `element`), value (of a figure as people write
    it), of_articles, start_char, end_char. Events of one article have no rows: all of it would be.
    """
    tables = only(tables, tables.articles.loc[is_read(tables.articles), "article_id"])
    figures = tables.slots[tables.slots["slot"] == "figure"]
    numbers = figures.assign(value=list(map(figure_said, figures["value"], figures["unit"])))
    facts = pd.concat([_facts(tables), first_of_each(numbers).rename(columns={"slot": "kind"})])
    facts = in_one_year(facts.merge(_membership(tables), on="article_id", how="inner"))
    voices = facts.groupby(["event_id", "kind", "value"])["voice"].transform("nunique")
    alone = facts[(voices == 1) & (facts["of_articles"] > 1)]
    columns = ["event_id", "article_id", "kind", "value", "of_articles", "start_char", "end_char"]
    return alone[columns].reset_index(drop=True)


def copies(tables: Tables) -> pd.DataFrame:
    """Articles that are copies of one another, one row each, largest group first.

    Columns: group (id of the origin), article_id, is_origin, jaccard, containment, note (what
    decided), n_articles. Pairs that share page furniture only (no origin) are left out.
    """
    pairs = copy_pairs(tables)
    root = joined(zip(pairs["article_id"], pairs["other_id"], strict=True))
    origins = pairs["origin_id"].value_counts()
    order = {article_id: -int(n) for article_id, n in origins.items()}
    groups: dict[str, list[str]] = defaultdict(list)
    for article_id in root:
        groups[root[article_id]].append(article_id)
    rows = []
    best = pd.concat([pairs, pairs.assign(article_id=pairs["other_id"])]).sort_index(kind="stable")
    best = best.sort_values("containment", ascending=False, kind="stable")
    best = best.drop_duplicates("article_id").set_index("article_id")
    for members in groups.values():
        origin = min(members, key=lambda one: (order.get(one, 0), one))
        for member in sorted(members, key=lambda one: (one != origin, one)):
            figures = best.loc[member, ["jaccard", "containment", "note"]]
            rows.append((origin, member, member == origin, *figures, len(members)))
    columns = ["group", "article_id", "is_origin", "jaccard", "containment", "note", "n_articles"]
    view = pd.DataFrame(rows, columns=columns)
    return view.sort_values("n_articles", ascending=False, kind="stable", ignore_index=True)


def phrase_counts(tables: Tables) -> pd.DataFrame:
    """The stock phrases that several of these articles share, the strongest first.

    Columns: phrase, n_articles, of_articles (both without copies, in which none are looked for),
    background_rate (share of reference articles with it, null where none is recorded).
    """
    phrases = tables.phrases
    view = phrases.groupby("phrase", sort=False, as_index=False).agg(
        n_articles=("article_id", "nunique"), background_rate=("background_rate", "first")
    )
    view = view[view["n_articles"] > 1].assign(of_articles=len(counted_once(tables).articles))
    columns = ["phrase", "n_articles", "of_articles", "background_rate"]
    return view[columns].reset_index(drop=True)


def phrase_radar(tables: Tables) -> pd.DataFrame:
    """Shared stock phrases with every occurrence in its sentence, the strongest first.

    Columns: those of `phrase_counts`, article_id, sentence_index (null outside all), start_char,
    end_char. A shared phrase corroborates nothing.
    """
    places = tables.phrases[["phrase", "article_id", "start_char", "end_char"]]
    view = places.merge(phrase_counts(tables), on="phrase", how="inner")
    sentences = tables.sentences[["article_id", "sentence_index", "start_char", "end_char"]]
    inside = view.reset_index().merge(sentences, on="article_id", suffixes=("", "_sentence"))
    begins = inside["start_char"] >= inside["start_char_sentence"]
    inside = inside[begins & (inside["start_char"] < inside["end_char_sentence"])]
    view["sentence_index"] = inside.drop_duplicates("index").set_index("index")["sentence_index"]
    columns = ["phrase", "n_articles", "of_articles", "background_rate", "article_id"]
    return view[[*columns, "sentence_index", "start_char", "end_char"]]


def independent_voices(tables: Tables) -> pd.Series:
    """By article the name of the voice that it counts for: equal for copies and for one outlet."""
    pairs = copy_pairs(tables)
    links = list(zip(pairs["article_id"], pairs["other_id"], strict=True))
    known = tables.articles.dropna(subset=["outlet"])
    links += [
        (article_id, f"outlet {outlet.strip().casefold()}")
        for article_id, outlet in zip(known["article_id"], known["outlet"], strict=True)
    ]
    root = joined(links)
    ids = tables.articles["article_id"]
    return pd.Series([root.get(one, one) for one in ids], index=ids, name="voice", dtype="str")


def _membership(tables: Tables) -> pd.DataFrame:
    """Per article its event, its voice and how many voices the event has."""
    members = tables.events[["article_id", "event_id"]].drop_duplicates("article_id")
    voices = independent_voices(tables)
    members = members.assign(voice=members["article_id"].map(voices)).dropna(subset=["voice"])
    return members.assign(
        of_articles=members.groupby("event_id")["voice"].transform("nunique").astype(int)
    )


def first_of_each(slots: pd.DataFrame) -> pd.DataFrame:
    """Each fact of an article once: n times stated, and where first."""
    # A day is the same one, by whichever words it was told.
    slots = slots.assign(unit=slots["unit"].where(slots["slot"] != "date").fillna(""))
    facts = slots.groupby(["article_id", "slot", "value", "unit"], sort=False).agg(
        n=("start_char", "size"),
        start_char=("start_char", "first"),
        end_char=("end_char", "first"),
    )
    facts = facts.reset_index()
    return facts.assign(unit=facts["unit"].where(facts["unit"] != "", None))


def in_one_year(facts: pd.DataFrame) -> pd.DataFrame:
    """The facts (event_id, article_id, kind, value, ...) with days that an event states in one
    year only written with that year: "13 March" and "13 March 2025" are one. Each article has a
    fact once."""
    whole = facts["value"].str.extract(r"^(\d{1,2} [A-Z][a-z]+)(?: (\d{4}))?$")
    day = whole[0].where(facts["kind"] == "date")
    key = [facts["event_id"], day]
    years = whole[1].groupby(key, observed=True)
    is_one = years.transform("nunique") == 1
    value = facts["value"].where(~is_one, day + " " + years.transform("first"))
    same = ["article_id", "kind", "value", *facts.columns.intersection(["unit"])]
    return facts.assign(value=value).drop_duplicates(same, ignore_index=True)


def _facts(tables: Tables) -> pd.DataFrame:
    """Slots of `LEFT_OUT` and elements of themes: article_id, kind, value, start_char, end_char."""
    slots = first_of_each(tables.slots[tables.slots["slot"].isin(LEFT_OUT)])
    slots = slots.rename(columns={"slot": "kind"})
    elements = tables.elements.drop_duplicates(["article_id", "theme", "element"])
    elements = elements.assign(kind="element", value=elements["theme"] + ": " + elements["element"])
    columns = ["article_id", "kind", "value", "start_char", "end_char"]
    return pd.concat([slots[columns], elements[columns]], ignore_index=True)
