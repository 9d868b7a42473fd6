"""The only code that sees two articles at once."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from pipelines.conflicts import Account, Conflict, conflicts_within, dates_apart
from pipelines.copies import Copy, Source, copies_among
from pipelines.events import Grouping, Story, events_among
from pipelines.schemas import COMPARED, Tables, frame
from pipelines.shared_phrases import Text, phrases_among

Rows = list[tuple[Any, ...]]


def compare_articles(tables: Tables) -> Tables:
    """The tables with `events`, `pairs`, `phrases` and `topics` filled, whatever they held.

    Every part takes time linear in the corpus, and the same tables give the same rows. Without
    `texts` (tables published without them) there are no copies and no phrases, and events rest on
    titles, names and slots. `topics` stay empty: `discover` fills them.
    """
    articles = list(_articles(tables))
    copies = copies_among([_source(article) for article in articles if article.text is not None])
    grouping = events_among([_story(article) for article in articles])
    event_of = {one.article_id: one.event_id for one in grouping.memberships}
    copied = {_other(copy) for copy in copies if copy.origin_id is not None}
    originals = [article for article in articles if article.article_id not in copied]
    texts = [_text(article, event_of) for article in originals if article.text is not None]
    conflicts = _conflicts(articles, copied, grouping, event_of)
    rows: Mapping[str, Rows] = {
        "events": [(m.article_id, m.event_id, m.deciding_slot) for m in grouping.memberships],
        "pairs": sorted(
            [
                *_copy_rows(copies),
                *_conflict_rows(conflicts),
            ],
            key=lambda row: row[:3],
        ),
        "phrases": [
            (o.phrase, o.article_id, o.start_char, o.end_char, o.n_articles, o.background_rate)
            for o in phrases_among(texts)
        ],
        "topics": [],
    }
    return replace(tables, **{table: frame(table, rows[table]) for table in COMPARED})


class _Stated(NamedTuple):
    """A slot of an article."""

    slot: str
    value: str
    unit: str | None
    start_char: int


@dataclass(frozen=True, slots=True)
class _Article:
    """What the tables say of an article that a comparison needs; None where they do not say it."""

    article_id: str
    outlet: str | None
    author: str | None
    title: str | None
    published_at: pd.Timestamp | None
    window: tuple[date | None, date | None]
    text: str | None
    raw_text: str | None
    actors: tuple[str, ...]
    slots: Mapping[str, tuple[str, ...]]
    stated: tuple[_Stated, ...]

    @property
    def day(self) -> date | None:
        return self.published_at.date() if self.published_at is not None else None


_COLUMNS = (
    "article_id",
    "outlet",
    "author",
    "title",
    "published_at",
    "window_earliest",
    "window_latest",
)


def _articles(tables: Tables) -> Iterator[_Article]:
    texts = _by_article(tables.texts, ("text", "raw_text"))
    actors = _by_article(tables.actors, ("actor",))
    slots = _by_article(tables.slots, ("slot", "value", "unit", "start_char"))
    for cells in zip(*(tables.articles[name] for name in _COLUMNS), strict=True):
        article_id, outlet, author, title, published_at, earliest, latest = map(_known, cells)
        stated = tuple(
            _Stated(slot, value, _known(unit), start)
            for slot, value, unit, start in slots.get(article_id, ())
        )
        named: dict[str, dict[str, None]] = defaultdict(dict)
        for one in stated:
            named[one.slot][one.value] = None
        text, raw_text = texts.get(article_id, [(None, None)])[0]
        yield _Article(
            article_id,
            outlet,
            author,
            title,
            published_at,
            (earliest and earliest.date(), latest and latest.date()),
            text,
            raw_text,
            tuple(actor for (actor,) in actors.get(article_id, ())),
            {slot: tuple(values) for slot, values in named.items()},
            stated,
        )


def _by_article(table: pd.DataFrame, columns: Sequence[str]) -> Mapping[str, list[tuple[Any, ...]]]:
    rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for article_id, *cells in zip(
        table["article_id"], *(table[name] for name in columns), strict=True
    ):
        rows[article_id].append(tuple(cells))
    return rows


def _known(value: Any) -> Any:
    """The cell, or None where the table has no value."""
    return None if pd.isna(value) else value


def _source(article: _Article) -> Source:
    return Source(
        article.article_id,
        article.outlet,
        article.author,
        article.published_at,
        article.text or "",
        article.raw_text or "",
    )


def _story(article: _Article) -> Story:
    named = [v for slot, values in article.slots.items() if slot != "figure" for v in values]
    return Story(
        article.article_id,
        article.title or "",
        article.text or "",
        (article.day, article.day) if article.day else article.window,
        article.day is not None,
        (*article.actors, *named),
        frozenset(article.slots.get("party", ())),
        frozenset(place.casefold() for place in article.slots.get("place", ())),
        frozenset(article.slots.get("person", ())),
    )


def _text(article: _Article, event_of: Mapping[str, str]) -> Text:
    source = article.outlet or article.article_id
    return Text(article.article_id, source, event_of[article.article_id], article.text or "")


def _other(copy: Copy) -> str:
    """Of two copies the one that is not the origin."""
    return copy.other_id if copy.origin_id == copy.article_id else copy.article_id


def _conflicts(
    articles: Sequence[_Article],
    copied: Collection[str],
    grouping: Grouping,
    event_of: Mapping[str, str],
) -> list[Conflict]:
    """Conflicts within events, and of days between articles alike in words and with a party."""
    accounts = {a.article_id: _account(a, is_copy=a.article_id in copied) for a in articles}
    events: dict[str, list[Account]] = defaultdict(list)
    for account in accounts.values():
        events[event_of[account.article_id]].append(account)
    found = [conflict for inside in events.values() for conflict in conflicts_within(inside)]
    for one, other in grouping.undated_alike:
        if accounts[one].parties & accounts[other].parties:
            apart = dates_apart(accounts[one], accounts[other])
            found += [apart] if apart else []
    return found


BESIDE = 100  # characters between two facts of one statement


def _account(article: _Article, *, is_copy: bool) -> Account:
    named = [one for one in article.stated if one.slot in ("date", "person", "document")]
    parties = [one for one in article.stated if one.slot == "party"]
    figures: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for one in article.stated:
        if one.slot == "figure":
            beside = figures[one.unit or ""].get(one.value, frozenset())
            figures[one.unit or ""][one.value] = beside | _beside(one, named)
    return Account(
        article.article_id,
        # Wording at odds with the article's own date is a flag of that article.
        article.window if article.day is None else (None, None),
        article.day,
        frozenset(article.slots.get("party", ())),
        frozenset(
            one.value for one in article.stated if one.slot == "place" and _beside(one, parties)
        ),
        figures,
        is_copy,
    )


def _beside(one: _Stated, others: Sequence[_Stated]) -> frozenset[str]:
    """The values that stand within `BESIDE` characters of a slot; `others` are in order."""
    first = bisect_left(others, one.start_char - BESIDE, key=lambda other: other.start_char)
    last = bisect_right(others, one.start_char + BESIDE, key=lambda other: other.start_char)
    return frozenset(_without_year(other.value) for other in others[first:last])


def _without_year(value: str) -> str:
    """The value of a slot; of a date only day and month, which articles state more often."""
    words = value.split(" ")
    return " ".join(words[:2]) if len(words) == 3 and words[2].isdigit() else value


def _copy_rows(copies: Sequence[Copy]) -> Rows:
    return [
        (
            copy.article_id,
            copy.other_id,
            "near_duplicate",
            copy.jaccard,
            copy.containment,
            copy.origin_id,
            copy.note,
        )
        for copy in copies
    ]


def _conflict_rows(conflicts: Sequence[Conflict]) -> Rows:
    return [
        (one.article_id, one.other_id, one.kind, None, None, None, one.note) for one in conflicts
    ]
