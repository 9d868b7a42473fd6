"""Events as the analyst sees them: articles that she moved are counted where she put them."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from pipelines.published import LargeTables
from pipelines.schemas import Tables

BY_HAND = "by hand from "  # in `deciding_slot`, before the event where the machine had the article


def moved(tables: Tables, moves: Mapping[str, str]) -> Tables:
    """The tables with the articles of `moves` in the events given there, large ones too.

    `events.event_id` changes, and `deciding_slot` of a moved article says that nothing but a hand
    put it there (see `moved_from`): the machine's reason would speak of another event. An article
    that was never compared gets a row.
    """
    own = tables.ids if isinstance(tables, LargeTables) else set(tables.articles["article_id"])
    here = {article_id: event for article_id, event in moves.items() if article_id in own}
    if not here:
        return tables
    if isinstance(tables, LargeTables):
        return tables.with_events(lambda events: _moved(events, here))
    return replace(tables, events=_moved(tables.events, here))


def _moved(events: pd.DataFrame, moves: Mapping[str, str]) -> pd.DataFrame:
    found = events["event_id"].astype("str")
    event_id = events["article_id"].map(moves).fillna(found)
    by_hand = event_id.astype("str") != found
    slots = events["deciding_slot"].astype("object").where(~by_hand, BY_HAND + found)
    known = set(events["article_id"])
    added = [one for one in moves if one not in known]
    new = pd.DataFrame(
        {
            "article_id": added,
            "event_id": [moves[one] for one in added],
            "deciding_slot": [BY_HAND for _ in added],
        }
    ).astype(events.dtypes.to_dict())
    rows = events.assign(
        event_id=event_id.astype(events["event_id"].dtype),
        deciding_slot=slots.astype(events["deciding_slot"].dtype),
    )
    return pd.concat([rows, new], ignore_index=True) if added else rows


def moved_from(events: pd.DataFrame) -> dict[str, str]:
    """Of the articles that were moved by hand the event where the machine had each, or ""."""
    slots = events["deciding_slot"].astype("object")
    return {
        str(article_id): slot.removeprefix(BY_HAND)
        for article_id, slot in zip(events["article_id"], slots, strict=True)
        if isinstance(slot, str) and slot.startswith(BY_HAND)
    }


def deciding_slots(events: pd.DataFrame) -> dict[str, str]:
    """By event what set it apart, as the machine found it; moved articles have no say.

    Where moves leave no two events of the machine's, nothing sets them apart but the hand.
    """
    by_hand = moved_from(events)
    own = events[~events["article_id"].isin(list(by_hand))]
    if by_hand and own["event_id"].nunique() < 2:
        return {}
    stated = own.dropna(subset=["deciding_slot"]).drop_duplicates("event_id")
    return {
        str(event): str(slot)
        for event, slot in zip(stated["event_id"], stated["deciding_slot"], strict=True)
    }


def by_hand_said(machine: str, numbers: Mapping[str, int]) -> str:
    """In words that an article was moved, and where the machine had it."""
    if machine in numbers:
        return f"moved by you (the machine had event {numbers[machine]})"
    where = "an event that is empty now" if machine else "no event"
    return f"moved by you (the machine had {where})"
