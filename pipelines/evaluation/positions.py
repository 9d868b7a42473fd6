"""Positions against one reader's judgement: those that are found, and those that texts state."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.actors import mentions_in
from pipelines.articles import Article
from pipelines.cleaning import clean
from pipelines.evaluation.figures import Figure, Numbers, figure
from pipelines.evaluation.labelled import rows
from pipelines.evaluation.parts import part_of
from pipelines.positions import positions_in
from pipelines.quotes import quotes_in
from pipelines.sentences import sentence_spans
from pipelines.speaking import speaking_persons
from pipelines.taxonomy import read_taxonomy
from pipelines.themes import themes_in
from pipelines.typography import lowered, plain

_SET = "articles"
_LABELS = Path(__file__).parents[2] / "tests" / "labels" / "positions.tsv"
# The articles whose positions were all judged after the rules were set, by the second byte of their
# hash. They are of part A: those of part B had served to mend the rules by then.
_JUDGED = range(178, 194)


class _Found(NamedTuple):
    """A position of an article; `start_char` is where it begins in the text as read."""

    article: str
    start_char: int
    actor: str
    polarity: str
    theme: str


@dataclass(frozen=True, slots=True)
class _Stated:
    """A sentence that plainly states a position; any of the themes is right."""

    article: str
    start_char: int
    end_char: int
    actor: str
    polarity: str
    themes: frozenset[str]


def position_agreement(folder: Path) -> list[Figure]:
    """Share of the positions found that are right, and of plainly stated ones that are found.

    Right are actor, stance, theme and words together, as one reader judged every position found in
    the sample; one that was never judged counts as wrong, so that a change of the rules cannot gain
    without a reader. The stated ones are sentences with a name and a verb of stance, found by a
    search that knows nothing of these rules, and kept where the reader saw a position on a theme.
    """
    path = folder / f"{_SET}.jsonl.gz"
    if not path.exists() or not _LABELS.exists():
        return []
    judged, stated = _labels()
    asked = {label.article for label in stated}
    found: dict[str, list[_Found]] = {}
    sample: set[str] = set()
    for row in rows(path):
        if is_judged(row["id"]):
            sample.add(row["id"])
        if row["id"] in asked or row["id"] in sample:
            found[row["id"]] = list(found_in(row))
    right = [(one.article, one in judged) for key in sorted(sample) for one in found[key]]
    met = [(label.article, _is_met(label, found.get(label.article, []))) for label in stated]
    return [_share("positions precision", right), _share("positions recall", met)]


def is_judged(key: str) -> bool:
    """Whether every position of the article was judged."""
    return part_of(key) == "A" and hashlib.sha256(key.encode()).digest()[1] in _JUDGED


def found_in(row: dict[str, Any]) -> Iterator[_Found]:
    """The positions of an article of the set, cleaned and read as the product reads it."""
    article = Article(row["text"], title=row["title"], outlet=row["outlet"], author=row["author"])
    text = clean(article).text
    straight, spans = plain(text), sentence_spans(text)
    low, taxonomy = lowered(straight), read_taxonomy()
    themes, _ = themes_in(low, straight, spans, taxonomy.themes)
    quotes = quotes_in(text, spans)
    speaking = speaking_persons(quotes, straight)
    mentions = mentions_in(straight, low, spans, taxonomy.actors, speaking=speaking)
    for position in positions_in(straight, low, spans, mentions, themes, quotes):
        sentence = spans[position.sentence_index]
        words = text[sentence.start_char : sentence.end_char]
        at = row["text"].find(words) + position.start_char - sentence.start_char
        yield _Found(row["id"], at, position.actor, position.polarity, position.theme)


def _labels() -> tuple[frozenset[_Found], list[_Stated]]:
    """Positions judged right, and sentences that state one."""
    judged, stated = set(), []
    with _LABELS.open(encoding="utf-8", newline="") as lines:
        given = (line for line in lines if not line.startswith("#"))
        for row in csv.DictReader(given, delimiter="\t"):
            start, end = int(row["start_char"]), row["end_char"]
            key = row["article_id"], start
            if row["label"] == "right":
                judged.add(_Found(*key, row["actor"], row["polarity"], row["theme"]))
            elif row["label"] == "stated":
                themes = frozenset(row["theme"].split(","))
                stated.append(_Stated(*key, int(end), row["actor"], row["polarity"], themes))
    return frozenset(judged), stated


def _is_met(label: _Stated, found: list[_Found]) -> bool:
    return any(
        label.start_char <= one.start_char < label.end_char
        and (one.actor, one.polarity) == (label.actor, label.polarity)
        and one.theme in label.themes
        for one in found
    )


def _share(name: str, counted: list[tuple[str, bool]]) -> Figure:
    right = [float(one) for _, one in counted]
    groups = [article for article, _ in counted]
    return figure(name, _SET, "positions", right, right, measure=_mean, groups=groups)


def _mean(found: Numbers, _: Numbers) -> float:
    return float(found.mean()) if len(found) else 0.0
