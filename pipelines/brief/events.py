"""How many events, and what sets them apart."""

import pandas as pd

from pipelines.brief.corpus import MOST_ROWS, Corpus
from pipelines.brief.footnotes import Footnotes
from pipelines.brief.page import Section, counted, left_off, paragraph, table, words
from pipelines.summaries import only
from pipelines.summaries_events import event_grid

MOST_EVENTS = 12
NAMED = 3  # articles of the second event
VALUES = 3  # of a cell of the grid, the most frequent ones
SLOTS = {
    "party": "Who takes part",
    "place": "Where",
    "date": "When",
    "person": "Who is named",
    "outcome": "What came of it",
}
_DECIDED = {
    "party": "who takes part",
    "place": "where it happens",
    "date": "when it happens",
    "person": "who is named",
}


def events(corpus: Corpus, notes: Footnotes) -> Section:
    """The suggestion to split, its deciding cell, and who, where and when per article."""
    sizes = corpus.counted.events["event_id"].value_counts()
    title = "One event or several?"
    if sizes.empty:
        lead = "These articles have not been compared with each other: they may tell of any events."
        return Section("events", title, (lead,), paragraph(lead))
    largest = [str(event) for event in sizes.index[:MOST_EVENTS]]
    members = corpus.tables.events[corpus.tables.events["event_id"].isin(largest)]
    grid = event_grid(only(corpus.tables, members["article_id"].head(50 * MOST_EVENTS)))
    lead = _lead(corpus, sizes, grid, notes)
    body = paragraph(
        "Articles are put together by who takes part, where and when. Tone and themes are best "
        "compared within one event; a mean over several events mixes different news."
    )
    if len(sizes) > 1:
        body += _apart(corpus, largest, grid, notes) + left_off(len(sizes), len(largest), "events")
    return Section("events", title, (lead,), body + _grid(corpus, grid, notes))


def _lead(corpus: Corpus, sizes: "pd.Series[int]", grid: pd.DataFrame, notes: Footnotes) -> str:
    n = len(corpus.counted.articles)
    if len(sizes) == 1:
        return f"<b>One event.</b> Who, where and when agree across {counted(n, 'article')}."
    parts = ", ".join(str(size) for size in sizes.head(5)) + (" …" if len(sizes) > 5 else "")
    first, second = (str(event) for event in sizes.index[:2])
    slot = _decider(corpus, second) or _decider(corpus, first)
    said = (
        f"<b>{len(sizes)} events</b> rather than one in {counted(n, 'article')} ({parts}): "
        "compare within an event first."
    )
    if slot is None:
        return said
    apart = corpus.tables.events.loc[corpus.tables.events["event_id"] == second, "article_id"]
    linked = [
        corpus.number(str(one), begins=place == 0) for place, one in enumerate(apart.head(NAMED))
    ]
    more = f" and {len(apart) - NAMED:,} more" if len(apart) > NAMED else ""
    cells = [_cell(grid[grid["event_id"] == event], slot, notes) for event in (second, first)]
    return (
        f"{said} {', '.join(linked)}{more} {'stands' if len(apart) == 1 else 'stand'} apart from "
        f"the largest by {_DECIDED.get(slot, slot)}: {cells[0]} against {cells[1]}."
    )


def _decider(corpus: Corpus, event: str) -> str | None:
    rows = corpus.tables.events
    slots = rows.loc[rows["event_id"] == event, "deciding_slot"].dropna()
    return None if slots.empty else str(slots.iloc[0])


def _apart(corpus: Corpus, largest: list[str], grid: pd.DataFrame, notes: Footnotes) -> str:
    rows = []
    members = corpus.tables.events.groupby("event_id", sort=False)["article_id"].agg(list)
    for number, event in enumerate(largest, start=1):
        ids = corpus.in_order(members[event])
        linked = ", ".join(corpus.number(one) for one in ids[:6])
        more = f" and {len(ids) - 6:,} more" if len(ids) > 6 else ""
        slot = _decider(corpus, event)
        inside = grid[grid["event_id"] == event]
        rows.append(
            (
                f"Event {number}",
                f"{len(ids):,}: {linked}{more}",
                "–" if slot is None else _DECIDED.get(slot, slot),
                "–" if slot is None else _cell(inside, slot, notes),
            )
        )
    head = ("Event", "Articles", "Set apart by", "Which is, here")
    return table("Events and what sets them apart", head, rows)


def _cell(rows: pd.DataFrame, slot: str, notes: Footnotes) -> str:
    """The most frequent values of a slot, each with the words that state it first."""
    stated = rows[(rows["slot"] == slot) & rows["value"].notna()]
    if stated.empty:
        return '<span class="faint">not stated</span>'
    counts = stated.groupby("value", sort=False)["n"].sum()
    top = counts.sort_values(ascending=False, kind="stable").index[:VALUES]
    return ", ".join(
        f"{words(value)}{notes.cite_rows(stated[stated['value'] == value], at_most=1)}"
        for value in top
    )


def _grid(corpus: Corpus, grid: pd.DataFrame, notes: Footnotes) -> str:
    ids = list(dict.fromkeys(grid["article_id"]))
    drawn = corpus.in_order(ids)[:MOST_ROWS]
    rows = [
        (
            corpus.name(one),
            *(_cell(grid[grid["article_id"] == one], slot, notes) for slot in SLOTS),
        )
        for one in drawn
    ]
    return (
        "<h3>Who, where and when, by article</h3>"
        + table("Who, where and when, by article", ("Article", *SLOTS.values()), rows)
        + left_off(len(corpus.tables.articles), len(drawn), "articles")
    )
