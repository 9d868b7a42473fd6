"""Themes against labels: the desk of an article, and the story themes of single sentences."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from pipelines.articles import Span
from pipelines.evaluation.figures import Figure, Numbers, figure
from pipelines.evaluation.labelled import rows
from pipelines.evaluation.parts import part_of
from pipelines.sentences import sentence_spans
from pipelines.taxonomy import read_taxonomy
from pipelines.themes import ThemeMatch, themes_in, topic_of
from pipelines.typography import lowered, plain

_LABELS = Path(__file__).parents[2] / "tests" / "labels" / "seed_themes.json"
_SHORT = 40  # words: what a feed shows of an article

# The set's sections and the desks that answer to them.
_DESKS = {
    "business": ("business", "economy"),
    "entertainment": ("culture",),
    "politics": ("politics",),
    "sport": ("sport",),
    "tech": ("science_technology",),
}


def topic_agreement(folder: Path) -> list[Figure]:
    """Share of articles whose leading desk is the section they were published in.

    Measured on the whole text and on its first words. Terms were chosen with texts of this set in
    view, of both parts, so that the figures are optimistic. No desk counts as wrong.
    """
    path = folder / "bbc_topics.jsonl.gz"
    if not path.exists():
        return []
    labelled = {row["text"]: row["topic"] for row in rows(path)}
    reported = {text: label for text, label in labelled.items() if part_of(text) == "B"}
    return [
        _accuracy("topic accuracy", reported.items()),
        _accuracy(
            f"topic accuracy, first {_SHORT} words",
            ((" ".join(text.split()[:_SHORT]), label) for text, label in reported.items()),
        ),
    ]


def story_theme_agreement(folder: Path) -> list[Figure]:
    """F1 over all labels of the story themes of single sentences of the seed articles.

    Labelled by one reader before the lexicon was written, and read without their neighbours.
    """
    seeds = folder.parent / "seeds"
    if not seeds.is_dir() or not _LABELS.exists():
        return []
    hits, marked, wanted = [], [], []
    for row in json.loads(_LABELS.read_text(encoding="utf-8"))["sentences"]:
        whole = (seeds / row["file"]).read_text(encoding="utf-8")
        text = whole[row["start_char"] : row["end_char"]]
        found = {m.theme for m in _matches(text, [Span(0, len(text))]) if m.layer == "story"}
        hits.append(len(found & set(row["themes"])))
        marked.append(len(found))
        wanted.append(len(row["themes"]))
    # Rows stay together when they are drawn again: each carries its three counts.
    index = np.arange(len(hits), dtype=float)
    counts = np.array([hits, marked, wanted], dtype=float)

    def f1(drawn: Numbers, _: Numbers) -> float:
        found, given, asked = counts[:, drawn.astype(int)].sum(axis=1)
        return float(2 * found / (given + asked)) if given + asked else 0.0

    return [figure("story themes F1", "seed_themes", "themes", index, index, measure=f1)]


def _accuracy(name: str, labelled: Iterable[tuple[str, str]]) -> Figure:
    right = [float(_topic(text) in _DESKS[label]) for text, label in labelled]
    return figure(name, "bbc_topics", "themes", right, right, measure=_mean)


def _mean(found: Numbers, _: Numbers) -> float:
    return float(found.mean()) if len(found) else 0.0


def _topic(text: str) -> str | None:
    spans = sentence_spans(text)
    return topic_of(_matches(text, spans), len(spans))


def _matches(text: str, spans: Sequence[Span]) -> list[ThemeMatch]:
    straight = plain(text)
    matches, _ = themes_in(lowered(straight), straight, spans, read_taxonomy().themes)
    return matches
