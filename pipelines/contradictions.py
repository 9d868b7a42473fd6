"""Two articles that contradict each other, with the places in both where they do."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import product
from typing import NamedTuple

import pandas as pd

from pipelines.figure_words import values_of
from pipelines.schemas import Tables
from pipelines.stated_days import weekday_names
from pipelines.told_days import without_year

_SLOTS = ("place", "date", "outcome")  # notes name these; of a figure they name what it counts


class _Place(NamedTuple):
    """Where a value stands, and the words of its sentence."""

    start_char: int
    end_char: int
    words: frozenset[str]


def contradictions(tables: Tables) -> pd.DataFrame:
    """Every pair of articles with facts that do not fit, with one place in each.

    Columns: event_id, article_id, other_id, note, start_char, end_char, other_start_char,
    other_end_char. Where an article states the value several times, the places are those whose
    sentences have most words in common. Null where the value is not found again, or texts are
    withheld and only a weekday tells the day.
    """
    pairs = tables.pairs[tables.pairs["kind"] == "slot_conflict"]
    event_of = tables.events.drop_duplicates("article_id").set_index("article_id")["event_id"]
    ids = {*pairs["article_id"], *pairs["other_id"]}
    places = _places(tables, ids)
    rows = []
    for one, other, note in zip(pairs["article_id"], pairs["other_id"], pairs["note"], strict=True):
        what = note.partition(": ")[0]
        slot = what.partition(" (")[0]
        kind, unit = (slot, "") if slot in _SLOTS else ("figure", what)
        values = values_of(note)
        if len(values) != 2:
            continue
        mine, theirs = (
            places.get((article_id, kind, without_year(value), unit), [])
            for article_id, value in zip((one, other), values, strict=True)
        )
        both = max(product(mine, theirs), key=_likeness, default=None)
        spans = [place[:2] for place in both] if both else [(None, None), (None, None)]
        rows.append((event_of.get(one), one, other, note, *spans[0], *spans[1]))
    ends = ["start_char", "end_char", "other_start_char", "other_end_char"]
    view = pd.DataFrame(rows, columns=["event_id", "article_id", "other_id", "note", *ends])
    return view.astype(dict.fromkeys(ends, "Int64"))


def _likeness(both: tuple[_Place, _Place]) -> tuple[int, int, int]:
    one, other = both
    return len(one.words & other.words), -one.start_char, -other.start_char


def _places(tables: Tables, ids: set[str]) -> Mapping[tuple[str, str, str, str], list[_Place]]:
    """By article, slot, value and unit where it stands; a weekday that is no slot by its name."""
    slots = tables.slots[tables.slots["article_id"].isin(ids)]
    texts = tables.texts[tables.texts["article_id"].isin(ids)]
    text_of = dict(zip(texts["article_id"], texts["text"], strict=True))
    found: dict[tuple[str, str, str, str], list[_Place]] = defaultdict(list)
    columns = ("article_id", "slot", "value", "unit", "start_char", "end_char")
    for article_id, slot, value, unit, start, end in zip(
        *(slots[name] for name in columns), strict=True
    ):
        counted = unit if slot == "figure" and isinstance(unit, str) else ""
        words = _around(text_of.get(article_id, ""), start, end)
        found[article_id, slot, without_year(value), counted].append(_Place(start, end, words))
    for article_id, text in text_of.items():
        for start, end in weekday_names(text):
            place = _Place(start, end, _around(text, start, end))
            found[article_id, "date", text[start:end], ""].append(place)
    return found


_BESIDE = 160  # characters to both sides that are compared
_LONG = 4  # letters


def _around(text: str, start: int, end: int) -> frozenset[str]:
    """The longer words shortly before and after a value."""
    beside = text[max(0, start - _BESIDE) : start] + " " + text[end : end + _BESIDE]
    words = (word.strip(".,;:!?\"'()").lower() for word in beside.split())
    return frozenset(word for word in words if len(word) >= _LONG)
