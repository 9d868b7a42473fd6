"""The articles of a brief: their numbers and names, and where each leads to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

import pandas as pd

from pipelines.brief.page import escaped, words
from pipelines.once import counted_once
from pipelines.schemas import Tables
from pipelines.shortened import shortened
from pipelines.taxonomy import read_taxonomy

MOST_ROWS = 30  # of a table with a row per article: more are counted, not listed
UNCOVERED = "? language not covered"  # in place of what nobody could look for
FIRST_WORDS = 9  # that name an article without a headline
MOST_CHARS = 90  # of a headline in a table


@dataclass(slots=True)
class Corpus:
    """The tables with a number for each article, from 1 in their order.

    `counted` are those that figures rest on: without copies, unless `with_copies`. `cited`
    remembers which articles the brief speaks of, so that its list of articles has those.
    `overrides` are an analyst's second opinions by article and flag, `event_numbers` what events
    are called: from 1 for the one with most articles, copies among them, as in the dashboard.
    """

    tables: Tables
    overrides: Mapping[tuple[str, str], str] = field(default_factory=dict)
    with_copies: bool = False
    counted: Tables = field(init=False)
    numbers: dict[str, int] = field(init=False)
    event_numbers: dict[str, int] = field(init=False)
    cited: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.counted = self.tables if self.with_copies else counted_once(self.tables)
        ids = self.tables.articles["article_id"]
        self.numbers = {article_id: number for number, article_id in enumerate(ids, start=1)}
        events = self.tables.events["event_id"].astype("str").value_counts().index
        self.event_numbers = {event: number for number, event in enumerate(events, start=1)}
        self.overrides = {
            (article_id, flag): said
            for (article_id, flag), said in self.overrides.items()
            if article_id in self.numbers
        }

    def number(self, article_id: str, *, begins: bool = False) -> str:
        """The article's number as a link to its entry; `begins` a sentence with a capital."""
        self.cited.add(article_id)
        number = self.numbers[article_id]
        article = "Article" if begins else "article"
        return f'<a href="#a{number}">{article}\N{NO-BREAK SPACE}{number}</a>'

    def name(self, article_id: str) -> str:
        """Number and headline, linked to the article's entry."""
        self.cited.add(article_id)
        number = self.numbers[article_id]
        return f'<a href="#a{number}">{number}</a> {self.title(article_id)}'

    def title(self, article_id: str) -> str:
        """The headline as HTML; of an article without one its first words, in italics."""
        title = self.row(article_id)["title"]
        if isinstance(title, str) and title.strip():
            return words(shortened(title, MOST_CHARS))
        found = self.tables.texts.loc[self.tables.texts["article_id"] == article_id, "text"]
        if found.empty:
            return '<span class="faint">(no headline)</span>'
        first = str(found.iloc[0]).split(maxsplit=FIRST_WORDS)[:FIRST_WORDS]
        return f"<i>{words(shortened(' '.join(first), MOST_CHARS))} …</i>"

    def row(self, article_id: str) -> "pd.Series[Any]":
        """The article's row."""
        return self.tables.articles.iloc[self.numbers[article_id] - 1]

    def in_order(self, article_ids: Iterable[str]) -> list[str]:
        """The articles in the order of their numbers."""
        return sorted(article_ids, key=lambda one: self.numbers[one])


def moment(value: Any) -> datetime | None:
    """A time or day of a table, without its zone; None where it is unknown."""
    if pd.isna(value):
        return None
    return pd.Timestamp(value).tz_localize(None).to_pydatetime()


def day(value: datetime | None, otherwise: str = "open") -> str:
    """A day as text."""
    return otherwise if value is None else f"{value.day} {value:%b %Y}"


def spelt_out(name: str) -> str:
    """`security_guarantees` as `security guarantees`."""
    return name.replace("_", " ")


@cache
def _themes() -> dict[str, tuple[str, dict[str, str]]]:
    themes = read_taxonomy().themes.themes
    return {t.theme: (t.label, {part.element: part.label for part in t.elements}) for t in themes}


def theme_label(theme: str) -> str:
    """The label of a theme as HTML; of another taxonomy its id, spelt out."""
    label, _ = _themes().get(theme, (spelt_out(theme), {}))
    return escaped(label)


def fact_label(kind: str, value: str) -> str:
    """A stated fact as HTML: an element of a theme by its label, others as they are."""
    if kind != "element":
        return words(value)
    theme, _, element = value.partition(": ")
    label, elements = _themes().get(theme, (spelt_out(theme), {}))
    return f"{escaped(elements.get(element, spelt_out(element)))} ({escaped(label.lower())})"
