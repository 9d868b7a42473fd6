"""Whether dates and facts fit: within an article, and between two that report one event."""

import pandas as pd

from dashboard import links
from dashboard.answer_parts import MOST_NAMED, folded, linked, numbered, some_of
from dashboard.markup import anchor, escaped
from dashboard.naming import names
from dashboard.places import sentences_of
from pipelines import plurals
from pipelines.contradictions import contradictions
from pipelines.figure_words import conflict_said
from pipelines.published import rows_of
from pipelines.schemas import Tables
from pipelines.summaries import only
from pipelines.summaries_glance import DatesFit, dates_fit

MOST_TOLD = 2  # contradictions told in one answer
BOUND = " with words that bound when it was written"


def dates_answer(shown: Tables, corpus: Tables) -> str:
    """Whether the wording of articles fits their dates, and each other's."""
    found = dates_fit(shown)
    return f"{_dates_within(found, corpus)} {_dates_between(shown, corpus, found.pairs)}"


def _dates_within(found: DatesFit, corpus: Tables) -> str:
    if not found.n_checked:
        return "No article has words that bound when it was written."
    checked = plurals.counted(found.n_checked, "article")
    n = len(found.in_conflict)
    if not n:
        return f"<b>Yes</b> within each of {checked}{folded(BOUND)}."
    named = (linked(corpus, one, mark="date_conflict") for one in found.in_conflict[:MOST_NAMED])
    those = f"{BOUND}: those of {some_of(named, n)} contradict each other or the stated date"
    return f"<b>Not in {n:,} of {checked}</b>{folded(those)}."


def _dates_between(shown: Tables, corpus: Tables, pairs: pd.DataFrame) -> str:
    if pairs.empty:
        return "No two articles rule out each other's days."
    one, other, note = pairs.iloc[0][["article_id", "other_id", "note"]]
    to_all = anchor(
        links.place_link("timeline", "between"), plurals.counted(len(pairs) - 1, "more pair")
    )
    more = f" ({to_all})" if len(pairs) > 1 else ""
    return (
        f"<b>Not between</b> {_at_dates(shown, corpus, one)} and "
        f"{_at_dates(shown, corpus, other)}{folded(f': {escaped(conflict_said(note))}{more}')}."
    )


def _at_dates(shown: Tables, corpus: Tables, article_id: str) -> str:
    """The article at its date clues; one without any shows its stated date at its head."""
    has_clues = len(rows_of(shown, "clues", [article_id])) > 0
    return linked(corpus, article_id, mark="date" if has_clues else None, by_number=True)


def facts_answer(shown: Tables, corpus: Tables) -> str:
    """Days, places, numbers and outcomes that articles of one event tell otherwise."""
    if not shown.events["event_id"].duplicated().any():
        return ""  # no two articles that could
    pairs = shown.pairs[shown.pairs["kind"] == "slot_conflict"]
    if pairs.empty:
        held = " Only what two articles of an event tell in like words is held together."
        return f"<b>No contradiction found.</b>{folded(held)}"
    first = pairs.head(MOST_TOLD)
    part = only(shown, {*first["article_id"], *first["other_id"]})
    found = contradictions(part).merge(first[["article_id", "other_id", "note"]])
    sides = [
        _at_facts(part, corpus, found, columns)
        for columns in (("article_id", "start_char"), ("other_id", "other_start_char"))
    ]
    told = [
        f"{escaped(conflict_said(note))} ({one}, {other})"
        for note, one, other in zip(found["note"], *sides, strict=True)
    ]
    event = found["event_id"].iloc[0]
    to_all = anchor(links.place_link("sources", "facts", support=event), "all with their sentences")
    contradicted = plurals.counted(len(pairs), "contradiction")
    return f"<b>{contradicted}</b> to read: {some_of(told, len(pairs))}. {folded(f'({to_all})')}"


def _at_facts(
    part: Tables, corpus: Tables, found: pd.DataFrame, columns: tuple[str, str]
) -> list[str]:
    """Of each contradiction one of its articles, by number, at the sentence that tells it."""
    side = found[list(columns)].set_axis(["article_id", "start_char"], axis=1)
    places = sentences_of(part, side.fillna({"start_char": -1}))
    called = names(corpus, list(side["article_id"]))
    return [
        numbered(links.article_link(one, place), called[one])
        for one, place in zip(side["article_id"], places, strict=True)
    ]
