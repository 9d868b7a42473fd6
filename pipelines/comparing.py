"""The only code that sees two articles at once."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from pipelines.accounts import accounts_of, dated
from pipelines.conflicts import Conflict, conflicts_within, dates_apart
from pipelines.copies import Copy, Outline, Source, candidates, measured, told_from_furniture
from pipelines.corpus import Corpus, Facts, Part
from pipelines.discover import Content, Learned, TopicWeight, topics_with
from pipelines.event_likeness import Profile
from pipelines.events import events_of
from pipelines.kept import TABLES as KEPT_TABLES
from pipelines.kept import (
    conflicts_in,
    conflicts_table,
    likeness_in,
    likeness_table,
    number_of,
    telling_in,
    telling_table,
)
from pipelines.learned import TABLES as LEARNED
from pipelines.learned import from_tables, to_tables
from pipelines.schemas import COMPARED, Tables, frame
from pipelines.shared_phrases import Occurrence, phrases_of
from pipelines.signatures import (
    COUNTED,
    RUN_COLUMNS,
    block_of_rows,
    counts_of_rows,
    flat_of,
    having,
    rows_of,
    signatures_of,
)
from pipelines.telling_words import Telling, repeated_lines, words_that_tell

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Compared:
    """The tables that compare, and what the next comparison need not measure again."""

    tables: Mapping[str, pd.DataFrame]
    kept: Mapping[str, pa.Table]


NOTHING: Mapping[str, pa.Table] = MappingProxyType({})
KEPT = ("measured", *KEPT_TABLES, *LEARNED)  # tables that a comparison may keep


def compare_articles(tables: Tables) -> Tables:
    """The tables with `events`, `pairs`, `phrases` and `topics` filled, whatever they held.

    Every part takes time linear in the corpus, and the same tables give the same rows. Without
    `texts` (tables published without them) there are no copies, phrases or topics, and events rest
    on titles, names and slots.
    """
    return replace(tables, **compare_parts([_Held(tables, signatures_of(tables))]).tables)


@dataclass(frozen=True, slots=True)
class _Held:
    """All articles, in memory."""

    tables: Tables
    signed: pa.Table

    def read(self, table: str, columns: Sequence[str]) -> pd.DataFrame:
        rows: pd.DataFrame = getattr(self.tables, table)[list(columns)]
        return rows

    def signatures(self, columns: Sequence[str]) -> pa.Table:
        return self.signed.select(list(columns))


def compare_parts(parts: Sequence[Part], known: Mapping[str, pa.Table] = NOTHING) -> Compared:
    """The same for a corpus in parts, which are read one after the other, some columns at a time.

    `known` is what an earlier comparison kept: only pairs and events of which one article is new
    or has changed are measured again, so that an added article is held against the few that share
    words with it, and it is assigned to the topics that were learned.
    """
    corpus = Corpus(parts)
    copies, measured = _copies(corpus, known.get("measured"))
    profiles, telling = _profiles(corpus, telling_in(known))
    grouping = events_of(profiles, likeness_in(known))
    event_of = {one.article_id: one.event_id for one in grouping.memberships}
    copied = {_other(copy) for copy in copies if copy.origin_id is not None}
    within = _conflicts_within(corpus, copied, event_of, conflicts_in(known))
    conflicts = [one for found in within.values() for one in found]
    conflicts += _days_apart(corpus, profiles, grouping.undated_alike)
    topics, learned = _topics(corpus, copied, from_tables(known))
    rows: Mapping[str, Rows] = {
        "events": [(m.article_id, m.event_id, m.deciding_slot) for m in grouping.memberships],
        "pairs": sorted([*_copy_rows(copies), *_conflict_rows(conflicts)], key=lambda row: row[:3]),
        "phrases": [
            (o.phrase, o.article_id, o.start_char, o.end_char, o.n_articles, o.background_rate)
            for o in _phrases(corpus, copied, event_of)
        ],
        "topics": list(topics),
    }
    tables = {table: frame(table, rows[table]) for table in COMPARED}
    kept = {
        "measured": measured,
        "likeness": likeness_table(grouping.likeness),
        "telling": telling_table(telling),
        "conflicts": conflicts_table(within),
    }
    return Compared(tables, {**kept, **to_tables(learned)})


_MEASURED = pa.schema(
    [
        ("one", pa.uint64()),
        ("other", pa.uint64()),
        ("jaccard", pa.float64()),
        ("containment", pa.float64()),
        ("one_is_origin", pa.bool_()),
        ("note", pa.string()),
    ]
)


def _copies(corpus: Corpus, known: pa.Table | None) -> tuple[list[Copy], pa.Table]:
    """The copies, and all that was measured, also where the two were none."""
    order = sorted(range(len(corpus.ids)), key=corpus.ids.__getitem__)
    ids = [corpus.ids[place] for place in order]
    digest, sketch = corpus.columns("digest", "sketch")
    digests = digest.take(pa.array(order, pa.int64())).to_pylist()
    sketches = rows_of(sketch)
    pairs = [
        (a, b, n_with)
        for a, b, n_with in candidates([sketches[place] for place in order])
        if ids[a] != ids[b]  # an article given twice is no copy of itself
    ]
    del sketches
    before = _known(known)
    new = [(a, b) for a, b, _ in pairs if (digests[a], digests[b]) not in before]
    outlines = {
        article_id: Outline.of(_source(corpus.facts[article_id], text, raw_text))
        for article_id, text, raw_text in corpus.texts({ids[one] for pair in new for one in pair})
    }
    copies, rows = [], []
    for a, b, n_with in pairs:
        key = digests[a], digests[b]
        if key in before:
            copy = _remembered(ids[a], ids[b], before[key])
        else:
            copy = measured(outlines[ids[a]], outlines[ids[b]])
        rows.append((*key, *_to_remember(copy)))
        told = told_from_furniture(copy, n_with)
        copies += [told] if told else []
    columns = zip(*rows, strict=True) if rows else [()] * len(_MEASURED)
    arrays = [pa.array(c, type=f.type) for c, f in zip(columns, _MEASURED, strict=True)]
    return copies, pa.table(arrays, schema=_MEASURED)


_Remembered = tuple[float | None, float | None, bool | None, str | None]


def _known(known: pa.Table | None) -> Mapping[tuple[int, int], _Remembered]:
    if known is None:
        return {}
    one, other, *rest = (column.to_pylist() for column in known.columns)
    return dict(zip(zip(one, other, strict=True), zip(*rest, strict=True), strict=True))


def _to_remember(copy: Copy | None) -> _Remembered:
    if copy is None:
        return None, None, None, None
    return copy.jaccard, copy.containment, copy.origin_id == copy.article_id, copy.note


def _remembered(one: str, other: str, said: _Remembered) -> Copy | None:
    jaccard, containment, one_is_origin, note = said
    if jaccard is None or containment is None or note is None:
        return None
    return Copy(one, other, jaccard, containment, one if one_is_origin else other, note)


def _source(facts: Facts, text: str, raw_text: str) -> Source:
    return Source(facts.article_id, facts.outlet, facts.author, facts.published_at, text, raw_text)


def _profiles(
    corpus: Corpus, known: Mapping[int, Telling]
) -> tuple[list[Profile], Mapping[int, Telling]]:
    """The profile of every article, and the words of those with lines that many have.

    Such lines are taken out of what the profile rests on.
    """
    digest, lines, *told = corpus.columns(
        "digest", "lines", "words", "weights", "keys", "parties", "places", "persons"
    )
    repeated = repeated_lines(flat_of(lines)[0])
    of_lines = number_of(sorted(repeated))
    with_some = [corpus.ids[place] for place in having(lines, repeated)]
    digests = dict(zip(corpus.ids, digest.to_pylist(), strict=True))
    numbers = {one: number_of([digests[one], of_lines]) for one in with_some}
    words = {one: known[number] for one, number in numbers.items() if number in known}
    for article_id, text, _ in corpus.texts(numbers.keys() - words.keys()):
        title = corpus.facts[article_id].title or ""
        words[article_id] = words_that_tell(title, text, (), repeated)
    telling = zip(*map(rows_of, told[:3]), strict=True)
    stated = zip(*(column.to_pylist() for column in told[3:]), strict=True)
    profiles = [
        Profile(
            facts.article_id,
            (facts.day, facts.day) if facts.day else facts.window,
            facts.day is not None,
            frozenset(parties),
            frozenset(places),
            frozenset(persons),
            *words.get(facts.article_id, own),
        )
        for facts, own, (parties, places, persons) in zip(
            (corpus.facts[one] for one in corpus.ids), telling, stated, strict=True
        )
    ]
    return profiles, {number: words[one] for one, number in numbers.items()}


def _phrases(
    corpus: Corpus, copied: Collection[str], event_of: Mapping[str, str]
) -> list[Occurrence]:
    """Stock phrases of the articles that are no copies."""
    originals = [one for one in corpus.ids if one not in copied]
    number = {article_id: place for place, article_id in enumerate(originals)}

    def parts() -> Iterator[tuple[Part, NDArray[np.int64]]]:
        at = 0
        for part, size in zip(corpus.parts, corpus.sizes, strict=True):
            owners = [number.get(one, -1) for one in corpus.ids[at : at + size]]
            at += size
            yield part, np.array(owners, dtype=np.int64)

    return phrases_of(
        originals,
        [corpus.facts[one].outlet or one for one in originals],
        [event_of[one] for one in originals],
        lambda: (counts_of_rows(part.signatures(COUNTED), owners) for part, owners in parts()),
        lambda: (block_of_rows(part.signatures(RUN_COLUMNS), owners) for part, owners in parts()),
        lambda wanted: {one: text for one, text, _ in corpus.texts(wanted)},
    )


def _topics(
    corpus: Corpus, copied: Collection[str], known: Learned | None
) -> tuple[list[TopicWeight], Learned | None]:
    """Topics of the articles that have content words; texts are read for the labels alone."""

    def contents() -> Iterator[tuple[str, Content]]:
        for part in corpus.parts:
            signed = part.signatures(("article_id", "content"))
            ids = signed["article_id"].to_pylist()
            yield from zip(ids, rows_of(signed["content"]), strict=True)

    def texts(wanted: Collection[str]) -> Iterator[tuple[str, str]]:
        return ((one, text) for one, text, _ in corpus.texts(wanted))

    return topics_with(contents, texts, copied=copied, known=known)


def _other(copy: Copy) -> str:
    """Of two copies the one that is not the origin."""
    return copy.other_id if copy.origin_id == copy.article_id else copy.article_id


def _conflicts_within(
    corpus: Corpus,
    copied: Collection[str],
    event_of: Mapping[str, str],
    known: Mapping[int, Sequence[Conflict]],
) -> Mapping[int, Sequence[Conflict]]:
    """The conflicts of every event of several articles, by a number for these articles."""
    members: dict[str, list[str]] = defaultdict(list)
    for article_id in dict.fromkeys(corpus.ids):
        members[event_of[article_id]].append(article_id)
    digests = dict(zip(corpus.ids, corpus.column("digest").to_pylist(), strict=True))
    events = {
        number_of((digests[one] for one in inside), (one in copied for one in inside)): inside
        for inside in members.values()
        if len(inside) > 1
    }
    wanted = {one for number, inside in events.items() if number not in known for one in inside}
    accounts = dict(accounts_of(corpus, wanted, copied))
    return {
        number: known[number]
        if number in known
        else conflicts_within([accounts[one] for one in inside])
        for number, inside in events.items()
    }


def _days_apart(
    corpus: Corpus, profiles: Sequence[Profile], pairs: Sequence[tuple[str, str]]
) -> list[Conflict]:
    """Conflicts of days between articles alike in words and with a party in common."""
    parties = {profile.article_id: profile.parties for profile in profiles}
    found = [
        dates_apart(dated(corpus.facts[one]), dated(corpus.facts[other]))
        for one, other in pairs
        if parties[one] & parties[other]
    ]
    return [one for one in found if one is not None]


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
