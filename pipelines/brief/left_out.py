"""What each article leaves out that others state, and what it alone states."""

from typing import Any

import pandas as pd

from pipelines.brief.corpus import MOST_ROWS, Corpus, fact_label, theme_label
from pipelines.brief.footnotes import Footnotes
from pipelines.brief.page import Section, counted, left_off, paragraph, table
from pipelines.summaries_events import ENOUGH, coverage_gaps, only_stated_here
from pipelines.summaries_glance import left_out as most_left_out
from pipelines.summaries_themes import theme_gaps

MOST_FACTS = 6  # named per cell
TITLE = "What does each article leave out?"


def left_out(corpus: Corpus, notes: Footnotes) -> Section:
    """Themes and facts that most articles of an event have and one has not, and the reverse."""
    themes, facts = theme_gaps(corpus.tables), coverage_gaps(corpus.tables)
    alone = only_stated_here(corpus.tables)
    if themes.empty and facts.empty and alone.empty:
        lead = (
            "Nothing can be said of what is left out: that takes an event with at least three "
            "independent articles."
        )
        return Section("left-out", TITLE, (), paragraph(lead))
    body = paragraph(
        "Left out means: more than half of the independent articles of the same event have it, "
        "this one has no sentence on it. The numbers say how many of how many have it; the "
        "reference leads to an article that states it. Leaving out is a choice of every editor and "
        "no fault by itself."
    )
    concerned = [*themes["article_id"], *facts["article_id"], *alone["article_id"]]
    ids = corpus.in_order(dict.fromkeys(concerned))
    if len(ids) > MOST_ROWS:
        counts = pd.Series([*themes["article_id"], *facts["article_id"]]).value_counts()
        ids = corpus.in_order([str(one) for one in counts.index[:MOST_ROWS]])
    rows = [
        (
            corpus.name(one),
            _themes(corpus, themes[themes["article_id"] == one], notes),
            _facts(facts[facts["article_id"] == one], notes),
            _alone(alone[alone["article_id"] == one], notes),
        )
        for one in ids
    ]
    head = ("Article", "Themes left out", "Facts left out", "Only stated here")
    body += table("Left out and only stated here, by article", head, rows)
    body += left_off(len(set(concerned)), len(rows), "articles")
    return Section("left-out", TITLE, _leads(corpus), body)


def _leads(corpus: Corpus) -> tuple[str, ...]:
    """The article and the theme that the overview names too; none of events too small to say."""
    found = most_left_out(corpus.counted)
    if found is None:
        sizes = corpus.counted.events["event_id"].value_counts()
        if sizes.empty or sizes.iloc[0] < ENOUGH:
            return ()
        return ("<b>Nothing stands out as left out:</b> no article lacks a theme that most have.",)
    more = found.n_themes - 1
    nor = f", nor on {counted(more, 'other theme')} that most have" if more else ""
    tied = counted(found.n_tied, "other article")
    as_many = f" {tied} {'leaves' if found.n_tied == 1 else 'leave'} out as many."
    return (
        f"<b>Left out:</b> {corpus.number(found.article_id)} has no sentence on "
        f"{theme_label(found.theme).lower()}, which {found.n_with:,} of "
        f"{counted(found.n_articles, 'article')} of {_event(corpus, found.event_id)} "
        f"have{nor}.{as_many if found.n_tied else ''}",
    )


def _event(corpus: Corpus, event_id: str | None) -> str:
    """The event as the section on events calls it."""
    numbers = corpus.event_numbers
    return f"event {numbers[event_id]}" if event_id and len(numbers) > 1 else "the event"


def _themes(corpus: Corpus, rows: pd.DataFrame, notes: Footnotes) -> str:
    marks = corpus.tables.marks
    found = []
    for theme, n, of, example in zip(
        rows["theme"], rows["n_with"], rows["of_articles"], rows["example_id"], strict=True
    ):
        on_it = marks[
            (marks["article_id"] == example)
            & (marks["kind"] == "theme")
            & (marks["name"] == theme)
            & (marks["field"] == "text")
        ]
        found.append(f"{theme_label(str(theme))} ({n} of {of}){notes.cite_rows(on_it, at_most=1)}")
    return _cell(found)


def _facts(rows: pd.DataFrame, notes: Footnotes) -> str:
    found = [
        f"{fact_label(str(kind), str(value))} ({n} of {of}){notes.cite(str(example), start, end)}"
        for kind, value, n, of, example, start, end in _cut(
            rows, "kind", "value", "n_with", "of_articles", "example_id", "start_char", "end_char"
        )
    ]
    return _cell(found, len(rows))


def _alone(rows: pd.DataFrame, notes: Footnotes) -> str:
    found = [
        f"{fact_label(str(kind), str(value))}{notes.cite(str(one), start, end)}"
        for kind, value, one, start, end in _cut(
            rows, "kind", "value", "article_id", "start_char", "end_char"
        )
    ]
    return _cell(found, len(rows))


def _cut(rows: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    top = rows.head(MOST_FACTS)
    return list(zip(*(top[column] for column in columns), strict=True))


def _cell(items: list[str], n_all: int | None = None) -> str:
    if not items:
        return "–"
    more = f" and {n_all - len(items):,} more" if n_all and n_all > len(items) else ""
    return ", ".join(items) + more
