"""What most articles of an event have and others leave out, a line per theme or element."""

from collections.abc import Mapping

import pandas as pd

from dashboard import filters, links, tables, vocabulary
from dashboard.markup import anchor, escaped
from dashboard.naming import Name, event_numbers, in_brief, names
from dashboard.places import sentences_of
from pipelines.schemas import Tables
from pipelines.summaries_events import coverage_gaps
from pipelines.summaries_themes import theme_gaps

MOST_LISTED = 60
MISSING = 6  # articles named of those that leave something out


def left_out_lines(shown: Tables, corpus: Tables, layer: str) -> list[str]:
    """One line per theme or element that most articles of an event have, with those without it."""
    themes = filters.listed(theme_gaps, layer=layer)
    to = [
        links.article_link(example, mark=theme)
        for example, theme in zip(themes["example_id"], themes["theme"], strict=True)
    ]
    label = themes["theme"].map(vocabulary.theme_label)
    both = themes.assign(value=label, kind="theme", to=to)
    if not tables.is_large(shown):  # of many articles not every fact is in memory
        both = pd.concat([both, element_gaps(shown)], ignore_index=True)
    groups_of = list(both.groupby(["kind", "value", "example_id"], sort=False))[:MOST_LISTED]
    ids = {one for _, rows in groups_of for one in rows["article_id"].head(MISSING)}
    named = names(corpus, ids | {example for (_, _, example), _ in groups_of})
    brief = in_brief(named, named)
    numbers = event_numbers(corpus)
    return [
        gap_line(value, rows, example, named, brief, numbers)
        for (_, value, example), rows in groups_of
    ]


def element_gaps(shown: Tables) -> pd.DataFrame:
    """The elements among the coverage gaps, by name, and where one article states them (`to`)."""
    gaps = filters.listed(coverage_gaps)
    gaps = gaps[gaps["kind"] == "element"]
    parts = [value.partition(": ") for value in gaps["value"]]
    called = [
        f"{vocabulary.element_label(theme, element)} ({vocabulary.theme_label(theme)})"
        for theme, _, element in parts
    ]
    stated = gaps[["example_id", "start_char"]].rename(columns={"example_id": "article_id"})
    to = [
        links.article_link(example, place)
        for example, place in zip(gaps["example_id"], sentences_of(shown, stated), strict=True)
    ]
    return gaps.assign(value=called, to=to)


def gap_line(
    value: str,
    rows: pd.DataFrame,
    example: str,
    named: Mapping[str, Name],
    brief: Mapping[str, str],
    numbers: Mapping[str, int],
) -> str:
    without = ", ".join(
        anchor(links.article_link(one), f"{named[one].number} · {escaped(brief[one])}")
        for one in rows["article_id"].head(MISSING)
    )
    more = f" and {len(rows) - MISSING} more" if len(rows) > MISSING else ""
    n_with, of = rows["n_with"].iloc[0], rows["of_articles"].iloc[0]
    there = anchor(rows["to"].iloc[0], str(named[example].number))
    event = rows["event_id"].iloc[0]
    where = f" of event {numbers[event]}" if len(numbers) > 1 and event in numbers else ""
    have = f"{n_with} of {of}{where} have it (as {there})"
    return f"<li><b>{escaped(value)}</b>: {have}, not {without}{more}</li>"
