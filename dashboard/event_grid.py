"""Who, where, when, and what came of it, per article: one event or several, and what decides."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from dashboard import charts, links
from dashboard.findings import APART
from dashboard.markup import anchor, escaped
from dashboard.naming import Name
from dashboard.places import sentences_of
from dashboard.sheet import day, window
from pipelines.moved import by_hand_said, deciding_slots, moved_from
from pipelines.once import copy_ids
from pipelines.plurals import and_copies
from pipelines.schemas import Tables
from pipelines.summaries import is_read
from pipelines.summaries_glance import dates_fit

SLOTS = {
    "party": "Who is involved",
    "place": "Where",
    "date": "When",
    "person": "Who is named",
    "outcome": "Outcome words",
}
HEAD = ("Article", *SLOTS.values(), "Do the dates fit?")
VALUES = 4  # of a slot drawn per article, the most frequent ones
NONE = '<span class="px-faint">not stated</span>'
UNREAD = NONE.replace("not stated", "? cannot assess")  # in a language that no lexicon covers


def event_grid(tables: Tables, named: Mapping[str, Name], order: Mapping[str, int]) -> str:
    """HTML of the grid, an event after the other; the column that set an event apart is ringed.

    Never for articles moved by hand, which are said to be.

    `order` numbers the events of the open corpus; without any, the grid says that nothing groups
    the articles yet.
    """
    slots = tables.slots[tables.slots["slot"].isin(list(SLOTS))]
    if slots.empty:
        return (
            '<p class="px-faint">No facts of who, where and when are in these tables. This corpus '
            "may hold several events: read an average over its articles with care.</p>"
        )
    counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    first: dict[tuple[str, str, str], int | None] = {}
    rows = zip(slots["article_id"], slots["slot"], slots["value"], strict=True)
    for (article_id, slot, value), place in zip(rows, sentences_of(tables, slots), strict=True):
        counted[article_id, slot][value] += 1
        first.setdefault((article_id, slot, value), place)
    deciding = deciding_slots(tables.events)
    by_hand = moved_from(tables.events)
    read = set(tables.articles.loc[is_read(tables.articles), "article_id"])
    dates = _dates(tables, named)
    inside: dict[str | None, list[str]] = defaultdict(list)
    event_of = {
        str(article_id): str(event)
        for article_id, event in zip(
            tables.events["article_id"], tables.events["event_id"], strict=True
        )
    }
    for article_id in sorted(named, key=lambda one: named[one].number):
        inside[event_of.get(article_id)].append(article_id)
    copies = copy_ids(tables)
    body = []
    for event in sorted(inside, key=lambda one: order.get(one or "", len(order) + 1)):
        apart = deciding.get(event or "") if len(order) > 1 else None
        body.append(_heading(event, inside[event], apart, order, copies))
        for article_id in inside[event]:
            empty = NONE if article_id in read else UNREAD
            ring = None if article_id in by_hand else apart
            said = {
                slot: _values(article_id, slot, counted[article_id, slot], first) or empty
                for slot in SLOTS
            }
            cells = "".join(_cell(slot, said[slot], ringed=slot == ring) for slot in SLOTS)
            name = named[article_id]
            title = anchor(links.article_link(article_id), name.listed(at_most=60))
            if article_id in by_hand:
                said = by_hand_said(by_hand[article_id], order)
                title += f'<div class="px-faint">{escaped(said)}</div>'
            cells += f'<td><span class="tb-cap">{HEAD[-1]} </span>{dates[article_id]}</td>'
            body.append(f'<tr><th scope="row">{title}</th>{cells}</tr>')
    head = "".join(f'<th scope="col">{label}</th>' for label in HEAD)
    return (
        '<div class="px-scroll" tabindex="0" role="region" aria-label="Event grid">'
        f'<table class="eg tb"><thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody></table>'
        "</div>"
    )


def _cell(slot: str, said: str, *, ringed: bool) -> str:
    ring = ' class="eg-decides"' if ringed else ""
    return f'<td{ring}><span class="tb-cap">{SLOTS[slot]} </span>{said}</td>'


def _dates(tables: Tables, named: Mapping[str, Name]) -> dict[str, str]:
    """Per article its stated date against what its wording allows, and against the others."""
    found = dates_fit(tables)
    worded = set(tables.clues["article_id"])  # the others are held against by their stated date
    apart: dict[str, list[str]] = defaultdict(list)
    pairs = zip(found.pairs["article_id"], found.pairs["other_id"], strict=True)
    for one, other in (both for pair in pairs for both in (pair, pair[::-1])):
        if other in named:
            to = links.article_link(other, mark="date" if other in worded else None)
            apart[one].append(anchor(to, str(named[other].number)))
    cells = {}
    for row in tables.articles.to_dict("records"):
        article_id = row["article_id"]
        stated = day(row["published_at"]) if not pd.isna(row["published_at"]) else None
        allowed = window(row["window_earliest"], row["window_latest"])
        lines = [f"stated {stated}" if stated else "no date"]
        if allowed:
            lines.append(anchor(links.article_link(article_id, mark="date"), f"wording {allowed}"))
        fits = charts.window_of("", row).fits
        if article_id in found.in_conflict:
            at = links.article_link(article_id, mark="date_conflict")
            lines.append(f"<b>▲ {anchor(at, 'does not fit')}</b>")
        elif fits is not None:
            lines.append("fits" if fits else "outside, by words that are not firm")
        if article_id in apart:
            lines.append(f"<b>▲ not with {', '.join(apart[article_id])}</b>")
        cells[article_id] = "<br>".join(lines)
    return cells


def _heading(
    event: str | None,
    articles: Sequence[str],
    apart: object,
    order: Mapping[str, int],
    copies: Collection[str],
) -> str:
    if event is None:
        said = "Not compared yet: nothing groups these articles into events"
    else:
        number = anchor(links.link("", event=event), f"Event {order[event]}")
        reason = APART.get(str(apart))
        why = f", set apart by {reason} (ringed)" if reason else ""
        here = and_copies(len(articles), sum(one in copies for one in articles))
        said = f"<b>{number}</b>: {here} here{why}"
    return f'<tr class="eg-event"><th colspan="{len(HEAD)}" scope="rowgroup">{said}</th></tr>'


def _values(
    article_id: str,
    slot: str,
    counted: Counter[str],
    first: Mapping[tuple[str, str, str], int | None],
) -> str:
    drawn = [
        anchor(links.article_link(article_id, first[article_id, slot, value]), escaped(value))
        for value, _ in counted.most_common(VALUES)
    ]
    more = len(counted) - VALUES
    if more > 0:
        drawn.append(anchor(links.article_link(article_id), f"{more} more"))
    return ", ".join(drawn)
