"""Who, where and when, per article: whether the articles tell of one event."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from dashboard import links
from dashboard.markup import anchor, escaped, table
from dashboard.naming import Name
from dashboard.places import sentences_of
from pipelines.schemas import Tables

SLOTS = {"party": "Parties", "place": "Places", "date": "Dates", "person": "People"}
VALUES = 4  # of a slot drawn per article, the most frequent ones
NONE = '<span class="px-faint">–</span>'


def event_grid(tables: Tables, named: Mapping[str, Name], order: Mapping[str, int]) -> str:
    """HTML of the grid; where the articles were not compared or state nothing, it says so."""
    slots = tables.slots[tables.slots["slot"].isin(list(SLOTS))]
    if slots.empty:
        return (
            '<p class="px-faint">No facts of who, where and when are in these tables, and the '
            "articles have not been compared: this corpus may hold several events. Until that is "
            "known, read an average over its articles with care.</p>"
        )
    counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    first: dict[tuple[str, str, str], int | None] = {}
    rows = zip(slots["article_id"], slots["slot"], slots["value"], strict=True)
    for (article_id, slot, value), place in zip(rows, sentences_of(tables, slots), strict=True):
        counted[article_id, slot][value] += 1
        first.setdefault((article_id, slot, value), place)
    events = tables.events
    event_of = {
        article_id: order[event]
        for article_id, event in zip(events["article_id"], events["event_id"], strict=True)
    }
    body = []
    for article_id in sorted(named, key=lambda one: (event_of.get(one, 0), named[one].number)):
        name = named[article_id]
        title = f"{name.number} · {name.html(at_most=60)}"
        cells = [
            ", ".join(
                anchor(
                    links.article_link(article_id, first[article_id, slot, value]), escaped(value)
                )
                for value, _ in counted[article_id, slot].most_common(VALUES)
            )
            or NONE
            for slot in SLOTS
        ]
        event = str(event_of.get(article_id, "–"))
        body.append((event, anchor(links.article_link(article_id), title), *cells))
    note = (
        ""
        if order
        else '<p class="px-faint">Not compared yet: the grid shows what each article states, '
        "nothing groups the articles into events.</p>"
    )
    return note + table(("Event", "Article", *SLOTS.values()), body)
