"""Events as the analyst sees them: articles that she moved are counted where she put them."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from pipelines.published import LargeTables
from pipelines.schemas import Tables


def moved(tables: Tables, moves: Mapping[str, str]) -> Tables:
    """The tables with the articles of `moves` in the events given there, large ones too.

    Only `events.event_id` changes; what set an article apart is the machine's finding and stays.
    An article that was never compared gets a row.
    """
    own = tables.ids if isinstance(tables, LargeTables) else set(tables.articles["article_id"])
    here = {article_id: event for article_id, event in moves.items() if article_id in own}
    if not here:
        return tables
    if isinstance(tables, LargeTables):
        return tables.with_events(lambda events: _moved(events, here))
    return replace(tables, events=_moved(tables.events, here))


def _moved(events: pd.DataFrame, moves: Mapping[str, str]) -> pd.DataFrame:
    event_id = events["article_id"].map(moves).fillna(events["event_id"])
    known = set(events["article_id"])
    added = [one for one in moves if one not in known]
    new = pd.DataFrame(
        {
            "article_id": added,
            "event_id": [moves[one] for one in added],
            "deciding_slot": [None] * len(added),
        }
    ).astype(events.dtypes.to_dict())
    rows = events.assign(event_id=event_id.astype(events["event_id"].dtype))
    return pd.concat([rows, new], ignore_index=True) if added else rows
