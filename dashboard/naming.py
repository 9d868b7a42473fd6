"""How an article is called: a number that stays the same under filters, and its headline."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.links import article_link
from dashboard.markup import anchor, escaped
from dashboard.notes import noted
from dashboard.tables import index, yours
from pipelines.published import LargeTables, rows_of
from pipelines.schemas import Tables
from pipelines.shortened import shortened

FIRST_WORDS = 12
KEY_OPEN = 8  # articles up to which their names are shown at once
BRIEF = 28  # characters of a headline that stands on end above a column


@dataclass(frozen=True, slots=True)
class Name:
    """`number` counts articles from 1 in the order of the corpus; `text` is the headline, or the
    first words of an article without one. `yours` marks the visitor's own beside stored ones,
    `noted` those of which she has said something. `event` is the number of its event where articles
    stand side by side that may be of several, `outlet` who published it, where that is stated."""

    number: int
    text: str
    is_headline: bool
    yours: bool = False
    noted: bool = False
    event: int | None = None
    outlet: str | None = None

    def plain(self, *, at_most: int = 60) -> str:
        """As plain text, such as for a list to choose from."""
        text = shortened(self.text, at_most=at_most)
        marks = ", ".join(["yours"] * self.yours + ["noted"] * self.noted)
        return f"{self.number} · {text}{f' ({marks})' if marks else ''}"

    def html(self, *, at_most: int = 160) -> str:
        """As HTML: first words in italics, so that they do not pass for a headline."""
        text = shortened(self.text, at_most=at_most)
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
    titles, outlets = corpus.articles["title"], corpus.articles["outlet"]
    texts = _texts(corpus, article_ids, [titles.iloc[place] for place in places])
    named = {}
    own, said_of = yours(), noted()
    for article_id, place in zip(article_ids, places, strict=True):
        title, outlet = titles.iloc[place], outlets.iloc[place]
        is_headline = isinstance(title, str) and bool(title.strip())
        named[article_id] = Name(
            number=int(place) + 1,
            text=title if is_headline else _opening(texts.get(article_id, "")),
            is_headline=is_headline,
            yours=article_id in own,
            noted=article_id in said_of,
            outlet=outlet if isinstance(outlet, str) else None,
        )
    return named


def _opening(text: str) -> str:
    words = text.split(maxsplit=FIRST_WORDS)[:FIRST_WORDS]
    return " ".join(words) + " …" if words else "(no headline; texts are not published here)"


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
    """Column heads of a matrix: the number and short name of an article, a link to it."""
    ids = list(article_ids)
    brief = in_brief(named, ids)
    return [
        anchor(
            article_link(one),
            f"{head(brief[one], str(named[one].number))}"
            f'<span class="px-hint">{named[one].html()}</span>',
            kind="px-right mx-head",
        )
        for one in ids
    ]


def head(name: str, number: str) -> str:
    """A column head as HTML: a name that stands on end where columns are narrow, and a number."""
    return f'<span class="mx-name">{escaped(name)}</span> <span class="mx-n">{number}</span>'


def in_brief(named: Mapping[str, Name], article_ids: Iterable[str]) -> dict[str, str]:
    """Each article in a few words of plain text: its outlet where that tells it from the others,
    else the beginning of its headline."""
    ids = list(article_ids)
    times = Counter(named[one].outlet for one in ids)
    return {
        one: shortened(outlet if outlet and times[outlet] == 1 else named[one].text, at_most=BRIEF)
        for one in ids
        for outlet in (named[one].outlet,)
    }


def key(named: Mapping[str, Name], article_ids: Iterable[str]) -> str:
    """What the numbers of an axis stand for, as HTML: open for a few articles, folded for many."""
    ids = list(article_ids)
    items = "".join(
        f"<li>{anchor(article_link(one), named[one].listed(at_most=110))}</li>" for one in ids
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
