"""How many voices the articles of an event are: copies, one publisher, one hand count once.

Support that comes from one voice is one support, however many pages print it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise

import pandas as pd

from pipelines.connected import joined
from pipelines.schemas import Tables
from pipelines.summaries import copy_pairs
from pipelines.summaries_quotes import quote_ledger

REASONS = ("copy", "same publisher", "same unnamed quotation", "shared stock phrases")
SHARED_PHRASES = 2  # of the list of phrases that are rare elsewhere; one may be chance
MOST_PHRASES = 30  # of an article that are paired; more add nothing to what ties it
_ANONYMOUS = ("unnamed", "group", "none")


def discounts(tables: Tables) -> pd.DataFrame:
    """Why articles of one event are not counted as independent of each other.

    Columns: event_id, article_id, other_id, reason (one of `REASONS`), because (the note, outlet,
    quotation or phrases that it rests on), start_char, end_char (of the words in `article_id`,
    null where the reason is no words). A group of n articles has n - 1 rows at least.
    """
    event_of = _event_of(tables)
    rows = [
        (event_of[one], one, other, *reason)
        for one, other, *reason in (
            *_copies(tables),
            *_publishers(tables, event_of),
            *_quotations(tables, event_of),
            *_phrases(tables, event_of),
        )
        if one in event_of and event_of[one] == event_of.get(other)
    ]
    columns = ["event_id", "article_id", "other_id", "reason", "because", "start_char", "end_char"]
    view = pd.DataFrame(rows, columns=columns)
    return view.astype({"start_char": "Int64", "end_char": "Int64"})


def voices_of(tables: Tables, tied: pd.DataFrame) -> pd.Series:
    """By article the name of the voice that it counts for; `tied` as `discounts` gives it."""
    root = joined(zip(tied["article_id"], tied["other_id"], strict=True))
    ids = tables.articles["article_id"]
    return pd.Series([root.get(one, one) for one in ids], index=ids, name="voice", dtype="str")


def _event_of(tables: Tables) -> Mapping[str, str]:
    events = tables.events.drop_duplicates("article_id")
    return dict(zip(events["article_id"], events["event_id"], strict=True))


_Tie = tuple[str, str, str, str | None, int | None, int | None]


def _copies(tables: Tables) -> Iterator[_Tie]:
    pairs = copy_pairs(tables)
    for one, other, note in zip(pairs["article_id"], pairs["other_id"], pairs["note"], strict=True):
        yield one, other, "copy", note, None, None


def _publishers(tables: Tables, event_of: Mapping[str, str]) -> Iterator[_Tie]:
    known = tables.articles.dropna(subset=["outlet"])
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for article_id, outlet in zip(known["article_id"], known["outlet"], strict=True):
        if article_id in event_of:
            groups[event_of[article_id], outlet.strip().casefold()].append(article_id)
    outlets = dict(zip(known["article_id"], known["outlet"], strict=True))
    for group in groups.values():
        for one, other in pairwise(group):
            yield other, one, "same publisher", outlets[one], None, None


def _quotations(tables: Tables, event_of: Mapping[str, str]) -> Iterator[_Tie]:
    """Articles that print one quotation of nobody in particular: one source, or one another's."""
    ledger = quote_ledger(tables)
    ledger = ledger[(ledger["n_articles"] > 1) & ledger["speaker_kind"].isin(_ANONYMOUS)]
    by_quotation = ledger.drop_duplicates(["quotation", "article_id"])
    columns = ("article_id", "quotation", "words", "start_char", "end_char")
    groups: dict[tuple[str, int], list[tuple[str, str, int, int]]] = defaultdict(list)
    for article_id, quotation, *rest in zip(*(by_quotation[name] for name in columns), strict=True):
        if article_id in event_of:
            groups[event_of[article_id], quotation].append((article_id, *rest))
    for group in groups.values():
        for (before, *_), (article_id, words, start, end) in pairwise(group):
            yield article_id, before, "same unnamed quotation", words, start, end


def _phrases(tables: Tables, event_of: Mapping[str, str]) -> Iterator[_Tie]:
    """Articles of one event that share `SHARED_PHRASES` stock phrases: one hand, or one model."""
    having: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    columns = ("phrase", "article_id", "start_char", "end_char")
    for phrase, article_id, start, end in zip(
        *(tables.phrases[name] for name in columns), strict=True
    ):
        having[article_id].setdefault(phrase, (start, end))
    by_event: dict[str, list[str]] = defaultdict(list)
    for article_id in having:
        if article_id in event_of:
            by_event[event_of[article_id]].append(article_id)
    for members in by_event.values():
        for article_id, other in _sharing(members, having):
            both = sorted(having[article_id].keys() & having[other].keys())
            said = "; ".join(f"\u201c{one}\u201d" for one in both)
            yield article_id, other, "shared stock phrases", said, *having[article_id][both[0]]


def _sharing(
    members: Sequence[str], having: Mapping[str, Mapping[str, tuple[int, int]]]
) -> Iterator[tuple[str, str]]:
    """Each article with the first ones before it that have `SHARED_PHRASES` of its phrases.

    Two that stand in one place are one.
    """
    first: dict[tuple[str, ...], str] = {}
    for article_id in sorted(members):
        phrases = sorted(having[article_id])[:MOST_PHRASES]
        places = having[article_id]
        several = [
            both
            for both in combinations(phrases, SHARED_PHRASES)
            if all(_are_apart(places[a], places[b]) for a, b in combinations(both, 2))
        ]
        for other in dict.fromkeys(first[some] for some in several if some in first):
            yield article_id, other
        for some in several:
            first.setdefault(some, article_id)


def _are_apart(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]
