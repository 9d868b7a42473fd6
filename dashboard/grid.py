"""Who, where and when, per article: whether the articles tell of one event."""

from collections.abc import Mapping

import pandas as pd

from dashboard import links
from dashboard.markup import anchor, escaped
from dashboard.naming import Name
from pipelines.schemas import Tables

SLOTS = {"party": "Parties", "place": "Places", "date": "Dates", "person": "People"}
VALUES = 4  # of a slot drawn per article, the most frequent ones


def event_grid(tables: Tables, named: Mapping[str, Name]) -> str:
    """HTML of the grid; where the articles were not compared or state nothing, it says so."""
    slots = tables.slots[tables.slots["slot"].isin(list(SLOTS))]
    if slots.empty:
        return (
            '<p class="px-faint">No facts of who, where and when are in these tables yet, and '
            "the articles have not been compared: this corpus may hold several events. "
            "Until that is known, read an average over its articles with care.</p>"
        )
    events = tables.events.drop_duplicates("article_id").set_index("article_id")
    order = {event: n for n, event in enumerate(events["event_id"].unique(), start=1)}
    head = "".join(f"<th>{label}</th>" for label in SLOTS.values())
    rows = []
    for article_id in sorted(
        tables.articles["article_id"],
        key=lambda i: (order.get(events["event_id"].get(i), 0), named[i].number),
    ):
        event = order.get(events["event_id"].get(article_id))
        stated = slots[slots["article_id"] == article_id]
        cells = "".join(
            f"<td>{_values(stated[stated['slot'] == slot]['value'])}</td>" for slot in SLOTS
        )
        name = named[article_id]
        title = anchor(links.article_link(article_id), f"{name.number} · {name.html(at_most=60)}")
        rows.append(f"<tr><td>{event or '–'}</td><td>{title}</td>{cells}</tr>")
    note = (
        ""
        if order
        else '<p class="px-faint">Not compared yet: the grid shows what each article states, '
        "nothing groups the articles into events.</p>"
    )
    return (
        f'{note}<div class="px-scroll"><table><thead><tr><th>Event</th><th>Article</th>{head}'
        f"</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _values(values: pd.Series) -> str:
    counted = values.value_counts().head(VALUES)
    return ", ".join(escaped(value) for value in counted.index) or '<span class="px-faint">–</span>'
