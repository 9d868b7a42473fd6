"""Who states what in an event, and who says otherwise: by facts, never by similar sentences."""

from collections import defaultdict
from collections.abc import Mapping

import pandas as pd

from pipelines.independence import discounts, voices_of
from pipelines.schemas import Tables
from pipelines.summaries_events import first_of_each, in_one_year

# Opposite verbs on a theme are read beside each other; warnings are neither.
_FOR, _AGAINST = frozenset({"wants", "offers", "accepts"}), frozenset({"refuses"})


def corroboration(tables: Tables) -> pd.DataFrame:
    """Per event, fact and article that states it how many independent articles do.

    Facts are the slots (parties, places, dates, persons, documents, figures with their unit),
    `element`s of themes and `position`s of actors. Columns: event_id, kind, value, unit,
    n_independent (voices, see `discounts`), n_articles, of_voices, of_articles (both of the
    event), alone (one voice in an event of several), article_id, voice, start_char, end_char,
    conflict (what another article of the event has against it, or null) and conflict_id (that
    article). Of a position `compare` is another article's opposite verb on the same theme, and
    `compare_id` that article: to be read, as who refuses to lose land wants it back. The most
    corroborated first.
    """
    facts = _facts(tables)
    facts = facts.merge(_membership(tables), on="article_id", how="inner")
    facts["unit"] = facts["unit"].fillna("")
    facts = in_one_year(facts.assign(stated=facts["value"]))
    key = ["event_id", "kind", "value", "unit"]
    counts = facts.groupby(key, sort=False).agg(
        n_independent=("voice", "nunique"), n_articles=("article_id", "nunique")
    )
    facts = facts.merge(counts.reset_index(), on=key)
    facts["alone"] = (facts["n_independent"] == 1) & (facts["of_voices"] > 1)
    parts = [facts[name] for name in ("article_id", "kind", "stated", "unit")]
    stated = list(zip(*parts, strict=True))
    for name, against in (("conflict", _noted(tables)), ("compare", _opposite_verbs(facts))):
        found = [against.get(one, (None, None)) for one in stated]
        facts[name] = pd.Series([note for note, _ in found], index=facts.index, dtype="str")
        facts[f"{name}_id"] = pd.Series([i for _, i in found], index=facts.index, dtype="str")
    facts["unit"] = facts["unit"].where(facts["unit"] != "", None)
    columns = [*key, "n_independent", "n_articles", "of_voices", "of_articles", "alone"]
    columns += ["article_id", "voice", "start_char", "end_char", "conflict", "conflict_id"]
    columns += ["compare", "compare_id"]
    return facts[columns].sort_values(
        ["event_id", "n_independent", "n_articles", "kind", "value"],
        ascending=[True, False, False, True, True],
        kind="stable",
        ignore_index=True,
    )


def _facts(tables: Tables) -> pd.DataFrame:
    """Each fact of an article once: article_id, kind, value, unit, start_char, end_char.

    What one actor says that another wants is that actor's claim, not a position that is stated.
    """
    slots = first_of_each(tables.slots).rename(columns={"slot": "kind"})
    elements = tables.elements.drop_duplicates(["article_id", "theme", "element"])
    elements = elements.assign(
        kind="element", unit=None, value=elements["theme"] + ": " + elements["element"]
    )
    positions = tables.positions
    own = positions["claimed_by"].isna() | (positions["claimed_by"] == positions["actor"])
    positions = positions[own].drop_duplicates(["article_id", "actor", "theme", "polarity"])
    what = positions["actor"] + " " + positions["polarity"] + ": " + positions["theme"]
    positions = positions.assign(kind="position", unit=None, value=what)
    columns = ["article_id", "kind", "value", "unit", "start_char", "end_char"]
    parts = [part[columns].astype({"unit": "str"}) for part in (slots, elements, positions)]
    return pd.concat(parts, ignore_index=True)


def _membership(tables: Tables) -> pd.DataFrame:
    """Per article its event, its voice, and how many voices and articles the event has."""
    members = tables.events[["article_id", "event_id"]].drop_duplicates("article_id")
    voices = voices_of(tables, discounts(tables))
    members = members.assign(voice=members["article_id"].map(voices)).dropna(subset=["voice"])
    of_event = members.groupby("event_id")
    return members.assign(
        of_voices=of_event["voice"].transform("nunique").astype(int),
        of_articles=of_event["article_id"].transform("size").astype(int),
    )


_Against = Mapping[tuple[str, str, str, str], tuple[str, str]]


def _noted(tables: Tables) -> _Against:
    """By article, kind, value and unit the note of a conflict about just this value."""
    pairs = tables.pairs[tables.pairs["kind"] == "slot_conflict"]
    notes = {}
    for one, other, note in zip(pairs["article_id"], pairs["other_id"], pairs["note"], strict=True):
        what, _, values = note.partition(": ")
        mine, _, theirs = values.partition(" against ")
        slot = what.partition(" (")[0]
        kind, unit = (slot, "") if slot in ("place", "date", "outcome") else ("figure", what)
        notes[one, kind, mine, unit] = note, other
        notes[other, kind, theirs, unit] = note, one
    return notes


def _opposite_verbs(facts: pd.DataFrame) -> _Against:
    """Positions of one actor on one theme, for it in one article and against it in another."""
    sides: dict[tuple[str, str, str], dict[bool, tuple[str, str]]] = defaultdict(dict)
    stated = facts[facts["kind"] == "position"]
    rows = list(zip(stated["event_id"], stated["article_id"], stated["value"], strict=True))
    for event, article_id, value in rows:
        actor, polarity, theme = _position(value)
        if polarity in _FOR or polarity in _AGAINST:
            sides[event, actor, theme].setdefault(polarity in _FOR, (article_id, value))
    found = {}
    for event, article_id, value in rows:
        actor, polarity, theme = _position(value)
        other = sides[event, actor, theme].get(polarity in _AGAINST)
        is_clear = polarity in _FOR or polarity in _AGAINST
        if is_clear and other is not None and other[0] != article_id:
            found[article_id, "position", value, ""] = f"{value} against {other[1]}", other[0]
    return found


def _position(value: str) -> tuple[str, str, str]:
    said, _, theme = value.rpartition(": ")
    actor, _, polarity = said.rpartition(" ")
    return actor, polarity, theme
