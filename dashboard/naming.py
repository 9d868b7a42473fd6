"""How an article is called: a number that stays the same under filters, and its headline."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.links import article_link
from dashboard.markup import anchor, escaped
from dashboard.notes import noted
from dashboard.tables import index, yours
from pipelines.published import LargeTables, rows_of
from pipelines.schemas import Tables

FIRST_WORDS = 12
KEY_OPEN = 8  # articles up to which their names are shown at once


@dataclass(frozen=True, slots=True)
class Name:
    """`number` counts articles from 1 in the order of the corpus; `text` is the headline, or the
    first words of an article without one. `yours` marks the visitor's own beside stored ones,
    `noted` those of which she has said something. `event` is the number of its event where articles
    stand side by side that may be of several."""

    number: int
    text: str
    is_headline: bool
    yours: bool = False
    noted: bool = False
    event: int | None = None

    def plain(self, *, at_most: int = 60) -> str:
        """As plain text, such as for a list to choose from."""
        text = self.text if len(self.text) <= at_most else self.text[:at_most].rstrip() + " …"
        marks = ", ".join(["yours"] * self.yours + ["noted"] * self.noted)
        return f"{self.number} · {text}{f' ({marks})' if marks else ''}"

    def html(self, *, at_most: int = 160) -> str:
        """As HTML: first words in italics, so that they do not pass for a headline."""
        text = self.text if len(self.text) <= at_most else self.text[:at_most].rstrip() + " …"
        # Before the headline: after it a short column would cut the mark off with the last words.
        mark = '<span class="px-chip px-yours">yours</span> ' if self.yours else ""
        return mark + (escaped(text) if self.is_headline else f"<i>{escaped(text)}</i>")

    def marked(self, *, at_most: int = 160) -> str:
        """As HTML with what only its own visitor may see: that she has said something of it."""
        mark = '<span class="px-chip px-noted">noted</span> ' if self.noted else ""
        return mark + self.html(at_most=at_most)

    def listed(self, *, at_most: int = 160) -> str:
        """The same after its number, for lists."""
        return f"{self.number} · {self.marked(at_most=at_most)}"


def names(corpus: Tables, article_ids: Iterable[str]) -> dict[str, Name]:
    """The names of these articles; `corpus` is the open corpus before any filter."""
    article_ids = list(article_ids)
    places = index(corpus).get_indexer(pd.Index(article_ids, dtype="str"))
    titles = corpus.articles["title"]
    texts = _texts(corpus, article_ids, [titles.iloc[place] for place in places])
    named = {}
    own, said_of = yours(), noted()
    for article_id, place in zip(article_ids, places, strict=True):
        title = titles.iloc[place]
        if isinstance(title, str) and title.strip():
            named[article_id] = Name(
                int(place) + 1, title, True, article_id in own, article_id in said_of
            )
            continue
        words = texts.get(article_id, "").split(maxsplit=FIRST_WORDS)[:FIRST_WORDS]
        opening = " ".join(words) + " …" if words else "(no headline; texts are not published here)"
        named[article_id] = Name(
            int(place) + 1, opening, False, article_id in own, article_id in said_of
        )
    return named


def _texts(corpus: Tables, article_ids: list[str], titles: list[object]) -> dict[str, str]:
    """The texts of those without a headline."""
    pairs = zip(article_ids, titles, strict=True)
    bare = [one for one, title in pairs if not (isinstance(title, str) and title.strip())]
    if not bare:
        return {}
    rows = rows_of(corpus, "texts", bare)
    return dict(zip(rows["article_id"], rows["text"], strict=True))


def event_numbers(corpus: Tables) -> dict[str, int]:
    """What the events of the open corpus are called, from 1 for the one with most articles."""
    if isinstance(corpus, LargeTables) and corpus.rearrange is None:
        return corpus.remember((corpus.published.token, "event numbers"), lambda: _numbers(corpus))
    return _numbers(corpus)


def _numbers(corpus: Tables) -> dict[str, int]:
    sizes = corpus.events["event_id"].value_counts()
    return {str(event): number for number, event in enumerate(sizes.index, start=1)}


def heads(named: Mapping[str, Name], article_ids: Iterable[str]) -> list[str]:
    """Column heads of a matrix: the numbers of articles, each a link, the headline on hover."""
    return [
        anchor(
            article_link(article_id),
            f'{named[article_id].number}<span class="px-hint">{named[article_id].html()}</span>',
            kind="px-right mx-head",
        )
        for article_id in article_ids
    ]


def key(named: Mapping[str, Name], article_ids: Iterable[str]) -> str:
    """What the numbers of an axis stand for, as HTML: open for a few articles, folded for many."""
    ids = list(article_ids)
    items = "".join(
        f"<li>{anchor(article_link(one), named[one].listed(at_most=80))}</li>" for one in ids
    )
    state = " open" if len(ids) <= KEY_OPEN else ""
    return (
        f'<details class="px-key"{state}><summary>What the numbers stand for</summary>'
        f"<ul>{items}</ul></details>"
    )


def numbered(named: Mapping[str, Name], article_ids: Iterable[str]) -> str:
    """What the numbers in the heads stand for: links on the page, a plain list on paper."""
    article_ids = list(article_ids)
    called = "".join(f"<br>{named[one].listed()}" for one in article_ids)
    return (
        key(named, article_ids)
        + f'<p class="px-saved">The columns, from left to right:{called}</p>'
    )
