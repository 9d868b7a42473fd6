"""Copies and events against labelled ones: what is found among many articles, and what is not."""

import csv
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from pipelines.articles import Article
from pipelines.comparing import compare_articles
from pipelines.copies import COPY, Source, copies_among
from pipelines.evaluation.figures import Figure, Numbers, figure
from pipelines.evaluation.labelled import rows
from pipelines.evaluation.parts import part_of
from pipelines.scoring import score_articles

_PAIRS = "near_duplicate_pairs"
_EVENTS = Path(__file__).parents[2] / "tests" / "labels" / "events.tsv"
_SEED = 1
_N_WIRE = 200  # stories that are cut and retitled
_N_EVENTS = 100  # of which three reports each are mixed: 300 articles
_SHORT = 60  # words: what a feed shows of an article


def copy_agreement(folder: Path) -> list[Figure]:
    """Near-duplicates among all articles, against the pairs with most of a text in common.

    The pairs were mined by exact counting, not by people: recall says what sampling loses,
    precision how many pairs are none of them. Wire stories cut by a third, retitled and dated
    earlier than the original are made of articles of the set.
    """
    sources, mined = sources_in(folder), mined_pairs(folder)
    if not sources or not mined:
        return []
    copies = copies_among(sources)
    found = {frozenset((copy.article_id, copy.other_id)) for copy in copies}
    figures = [
        _share("copies recall", [pair in found for pair in mined if _is_reported(pair)]),
        _share("copies precision", [pair in mined for pair in found if _is_reported(pair)]),
    ]
    cut = dict(_cut_stories(sources))
    twins = {
        frozenset((copy.article_id, copy.other_id)): copy.origin_id
        for copy in copies_among([*sources[:_MOST], *cut.values()])
    }
    wire_of = {one: one.removesuffix(_COPY) for one in cut}
    hits = [frozenset((one, wire)) in twins for one, wire in wire_of.items()]
    right = [twins.get(frozenset((one, wire))) == wire for one, wire in wire_of.items()]
    return [
        *figures,
        _share("cut copy found", hits),
        _share("origin of cut copy", right),
    ]


def sources_in(folder: Path) -> list[Source]:
    """All articles of the set as copies are looked for among them."""
    return [_source(row) for row in articles_in(folder).values()]


def mined_pairs(folder: Path) -> set[frozenset[str]]:
    """The ids of the pairs that share enough of a text to be copies; empty without the file."""
    path = folder / f"{_PAIRS}.tsv"
    if not path.exists():
        return set()
    with path.open(encoding="utf-8") as lines:
        return {
            frozenset((row["id_a"], row["id_b"]))
            for row in csv.DictReader(lines, delimiter="\t")
            if float(row["containment8"]) >= COPY
        }


_COPY = " copy"
_MOST = 2000  # articles among which the cut stories are looked for


def _cut_stories(sources: Sequence[Source]) -> Sequence[tuple[str, Source]]:
    """Stories of some length, two thirds of each, by another outlet that credits the first."""
    long = [s for s in sources[:_MOST] if s.outlet and 1500 <= len(s.text) <= 12_000]
    cut: list[tuple[str, Source]] = []
    for wire in random.Random(_SEED).sample(long, min(_N_WIRE, len(long))):
        text = wire.text[: 2 * len(wire.text) // 3].rsplit(" ", 1)[0]
        raw = f"Another headline\n{text}\nThis article was originally published by {wire.outlet}."
        earlier = None if len(cut) % 2 else datetime(1990, 1, 1, tzinfo=UTC)
        one = replace(
            wire,
            article_id=wire.article_id + _COPY,
            outlet="Another outlet",
            text=text,
            raw_text=raw,
            published_at=earlier,
        )
        cut.append((one.article_id, one))
    return cut


def event_agreement(folder: Path) -> list[Figure]:
    """Pairwise F1 of the events of 300 articles, three of each of 100 events labelled by hand.

    As published, and with what may be missing taken away. Cut-offs were chosen with these labels
    in view, so that the figures are optimistic.
    """
    articles = articles_in(folder)
    labelled = labelled_events(articles)
    if not labelled:
        return []
    chance = random.Random(_SEED)
    events = sorted(event for event, members in labelled.items() if len(members) >= 3)
    chosen = [
        (event, article_of(articles[one]))
        for event in chance.sample(events, min(_N_EVENTS, len(events)))
        for one in chance.sample(labelled[event], 3)
    ]
    true = [event for event, _ in chosen]
    given = [article for _, article in chosen]
    variants = {
        "events F1": given,
        "events F1, no dates": [replace(one, published_at=None) for one in given],
        "events F1, no titles": [replace(one, title=None) for one in given],
        f"events F1, first {_SHORT} words": [
            replace(one, text=" ".join(one.text.split()[:_SHORT])) for one in given
        ],
    }
    return [_pairwise_f1(name, variant, true) for name, variant in variants.items()]


def labelled_events(articles: Mapping[str, Any]) -> Mapping[str, list[str]]:
    """The ids of the articles of each event that was labelled by hand."""
    labelled: dict[str, list[str]] = defaultdict(list)
    urls: set[str | None] = set()
    lines = _EVENTS.read_text(encoding="utf-8").splitlines() if _EVENTS.exists() else []
    for line in lines:
        event, _, article_id = line.partition("\t")
        url = articles.get(article_id, {}).get("url")
        if event.isdigit() and article_id in articles and url not in urls:  # one URL, one article
            urls.add(url)
            labelled[event].append(article_id)
    return labelled


def _pairwise_f1(name: str, given: Sequence[Article], true: Sequence[str]) -> Figure:
    """Articles of one event are drawn together; a pair counts once from each of its ends."""
    events = compare_articles(score_articles(given)).events
    event_of = dict(zip(events["article_id"], events["event_id"], strict=True))
    found = [event_of[one.article_id] for one in given]
    both = Counter(zip(found, true, strict=True))
    of_found, of_true = Counter(found), Counter(true)
    counts = np.array(
        [
            (both[f, t] - 1, of_found[f] - 1, of_true[t] - 1)
            for f, t in zip(found, true, strict=True)
        ],
        dtype=float,
    ).T
    index = np.arange(len(given), dtype=float)

    def f1(drawn: Numbers, _: Numbers) -> float:
        hits, marked, wanted = counts[:, drawn.astype(int)].sum(axis=1)
        return float(2 * hits / (marked + wanted)) if marked + wanted else 0.0

    return figure(name, "events", "across", index, index, measure=f1, groups=true)


def articles_in(folder: Path) -> Mapping[str, dict[str, Any]]:
    """The articles of the set by their ids; none where the folder has no such set."""
    path = folder / "articles.jsonl.gz"
    return {row["id"]: row for row in rows(path)} if path.exists() else {}


def _source(row: Mapping[str, Any]) -> Source:
    return Source(row["id"], row["outlet"], row["author"], _day(row), row["text"], row["text"])


def article_of(row: Mapping[str, Any]) -> Article:
    """The article of a row of the set."""
    known = {name: row[name] for name in ("title", "outlet", "url")}
    return Article(row["text"], published_at=_day(row), **known)


def _day(row: Mapping[str, Any]) -> datetime | None:
    """The stated day; None where it is missing or malformed."""
    try:
        return datetime.fromisoformat(row["published_at"][:10]).replace(tzinfo=UTC)
    except (TypeError, ValueError):
        return None


def _is_reported(pair: frozenset[str]) -> bool:
    return part_of(" ".join(sorted(pair))) == "B"


def _share(name: str, hits: Sequence[bool]) -> Figure:
    values = [float(hit) for hit in hits]
    return figure(name, _PAIRS, "across", values, values, measure=_mean)


def _mean(found: Numbers, _: Numbers) -> float:
    return float(found.mean()) if len(found) else 0.0
