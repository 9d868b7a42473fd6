"""How many events, and what sets them apart."""

from collections.abc import Collection

import pandas as pd

from pipelines.brief.corpus import MOST_ROWS, UNCOVERED, Corpus
from pipelines.brief.footnotes import Footnotes
from pipelines.brief.page import Section, counted, left_off, listed, paragraph, table, words
from pipelines.moved import by_hand_said, deciding_slots, moved_from
from pipelines.summaries import only, unread
from pipelines.summaries_events import event_grid

MOST_EVENTS = 12
NAMED = 3  # articles of the second event
VALUES = 3  # of a cell of the grid, the most frequent ones
SLOTS = {
    "party": "Who takes part",
    "place": "Where",
    "date": "When",
    "person": "Who is named",
    "outcome": "Outcome words",
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
    largest = sorted(map(str, sizes.index[:MOST_EVENTS]), key=corpus.event_numbers.__getitem__)
    members = corpus.tables.events[corpus.tables.events["event_id"].isin(largest)]
    grid = event_grid(only(corpus.tables, members["article_id"].head(50 * MOST_EVENTS)))
    lead = _lead(corpus, sizes, grid, notes)
    body = paragraph(
        "Articles are put together by who takes part, where and when. Tone and themes are best "
        "compared within one event; a mean over several events mixes different news."
    )
    if len(sizes) > 1:
        body += _apart(corpus, largest, grid, notes) + left_off(len(sizes), len(largest), "events")
    # Of a single article the first line of the brief has said so.
    leads = (lead,) if len(corpus.counted.articles) > 1 or _by_hand(corpus) else ()
    return Section("events", title, leads, body + _grid(corpus, grid, notes))


def _lead(corpus: Corpus, sizes: "pd.Series[int]", grid: pd.DataFrame, notes: Footnotes) -> str:
    n = len(corpus.counted.articles)
    moves = _by_hand(corpus)
    if len(sizes) == 1 and n == 1:
        return f"<b>One article.</b>{moves}"
    if len(sizes) == 1:
        of = counted(n, "article")
        agree = f" Nothing that {of} state of who, where and when sets them apart."
        return f"<b>One event.</b>{moves or agree}"
    parts = [str(size) for size in sizes.head(5)]
    parts += [f"{len(sizes) - 5:,} more of fewer"] if len(sizes) > 5 else []
    first, second = (str(event) for event in sizes.index[:2])
    if sizes.iloc[0] == 1:
        return f"<b>{len(sizes):,} events</b>: each of the {n:,} articles tells of its own.{moves}"
    said = (
        f"<b>{len(sizes):,} events</b> rather than one: of {listed(parts)} of the "
        f"{counted(n, 'article')}. Compare within an event first.{moves}"
    )
    found = corpus.tables.events
    found = found[~found["article_id"].isin(list(moved_from(found)))]
    grid = grid[grid["article_id"].isin(found["article_id"])]
    apart = found.loc[found["event_id"] == second, "article_id"]
    if apart.empty:
        return said
    unseen = unread(corpus.tables)
    linked = [
        corpus.number(str(one), begins=place == 0) for place, one in enumerate(apart.head(NAMED))
    ]
    if len(apart) > NAMED:
        linked.append(f"{len(apart) - NAMED:,} more")
    if set(apart) <= unseen:
        is_ = "is" if len(apart) == 1 else "are"
        return (
            f"{said} {listed(linked)} {is_} in a language that the word lists do not cover: "
            "whether it is the same event cannot be told."
        )
    slot = _decider(corpus, second) or _decider(corpus, first)
    if slot is None:
        return said
    cells = [
        listed(_values(grid[grid["event_id"] == event], slot, notes, unseen))
        for event in (second, first)
    ]
    return (
        f"{said} {listed(linked)} {'stands' if len(apart) == 1 else 'stand'} apart from the "
        f"largest event by {_DECIDED.get(slot, slot)}: {cells[0]} here, {cells[1]} there."
    )


def _decider(corpus: Corpus, event: str) -> str | None:
    return deciding_slots(corpus.tables.events).get(event)


def _by_hand(corpus: Corpus) -> str:
    """The articles that an analyst moved: no reason of the machine's holds for them."""
    by_hand = list(moved_from(corpus.tables.events))
    if not by_hand:
        return ""
    linked = ", ".join(corpus.number(one, begins=not at) for at, one in enumerate(by_hand[:NAMED]))
    more = f" and {len(by_hand) - NAMED:,} more" if len(by_hand) > NAMED else ""
    verb = "was" if len(by_hand) == 1 else "were"
    return f" {linked}{more} {verb} moved by hand from where the machine had put them."


def _apart(corpus: Corpus, largest: list[str], grid: pd.DataFrame, notes: Footnotes) -> str:
    rows = []
    unseen = unread(corpus.tables)
    by_hand = {
        one: by_hand_said(machine, corpus.event_numbers)
        for one, machine in moved_from(corpus.tables.events).items()
    }
    members = corpus.tables.events.groupby("event_id", sort=False)["article_id"].agg(list)
    sizes = corpus.counted.events["event_id"].value_counts()
    for event in largest:
        ids = corpus.in_order(members[event])
        linked = ", ".join(
            corpus.number(one) + (f" ({by_hand[one]})" if one in by_hand else "") for one in ids[:6]
        )
        more = f" and {len(ids) - 6:,} more" if len(ids) > 6 else ""
        n_copies = len(ids) - int(sizes[event])
        beside = f" and {'a copy' if n_copies == 1 else f'{n_copies:,} copies'}" if n_copies else ""
        slot = None if set(ids) <= unseen else _decider(corpus, event)
        inside = grid[(grid["event_id"] == event) & ~grid["article_id"].isin(list(by_hand))]
        rows.append(
            (
                f"Event {corpus.event_numbers[event]}",
                f"{sizes[event]:,}{beside}: {linked}{more}",
                "–" if slot is None else _DECIDED.get(slot, slot),
                "–" if slot is None else _cell(inside, slot, notes, unseen),
            )
        )
    head = ("Event", "Articles", "Set apart by", "Here it is")
    return table("Events and what sets them apart", head, rows)


def _cell(rows: pd.DataFrame, slot: str, notes: Footnotes, unseen: Collection[str]) -> str:
    return ", ".join(_values(rows, slot, notes, unseen))


def _values(rows: pd.DataFrame, slot: str, notes: Footnotes, unseen: Collection[str]) -> list[str]:
    """The most frequent values of a slot, each with the words that state it first.

    In the articles `unseen`, whose language is not covered, nobody could look for one.
    """
    stated = rows[(rows["slot"] == slot) & rows["value"].notna()]
    if stated.empty:
        looked = not set(rows["article_id"]) <= set(unseen)
        return [f'<span class="faint">{"not stated" if looked else UNCOVERED}</span>']
    counts = stated.groupby("value", sort=False)["n"].sum()
    top = counts.sort_values(ascending=False, kind="stable").index[:VALUES]
    return [
        f"{words(value)}{notes.cite_rows(stated[stated['value'] == value], at_most=1)}"
        for value in top
    ]


def _grid(corpus: Corpus, grid: pd.DataFrame, notes: Footnotes) -> str:
    ids = list(dict.fromkeys(grid["article_id"]))
    drawn = corpus.in_order(ids)[:MOST_ROWS]
    unseen = unread(corpus.tables)
    rows = [
        (
            corpus.name(one),
            *(_cell(grid[grid["article_id"] == one], slot, notes, unseen) for slot in SLOTS),
        )
        for one in drawn
    ]
    return (
        "<h3>Who, where and when, by article</h3>"
        + table("Who, where and when, by article", ("Article", *SLOTS.values()), rows)
        + left_off(len(corpus.tables.articles), len(drawn), "articles")
    )
