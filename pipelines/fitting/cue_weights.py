"""Fit the weights that tell a credited statement's cue: `python -m pipelines.fitting.cue_weights`.

Logistic regression with an L1 penalty on part A of `attribution`, so that few features keep a
weight. Writes `lexicons/cue_weights.tsv`; the same labels give the same file.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pipelines.articles import Span
from pipelines.attribution_words import attribution_words
from pipelines.cues import CONSTANT, STRENGTH, WEIGHTS, Feature, features_in
from pipelines.evaluation.labelled import digest, rows
from pipelines.evaluation.parts import part_of
from pipelines.indirect import HEARSAY
from pipelines.quotations import LONG_QUOTE, quotation_spans
from pipelines.sentences import sentence_spans
from pipelines.stretches import Stretch, stretch_of
from pipelines.typography import plain

# A word is weighed at all if people marked it so often, and in this share of its places outside
# the credits of quotations.
MIN_MARKED = 2
MIN_SHARE = 0.15
FEW_PLACES = 6  # outside the credits of quotations
RARE_STRENGTH = 2  # every second place, as for verbs of speech on the whole
MIN_PLACES = 4  # places that a feature must occur in; rarer ones are noise
PENALTY = 1.5  # of the absolute weights, against the summed loss; chosen on an eighth of part A
STEPS = 300


_WORDS = attribution_words()
# Parts of a longer cue ("has also called for"): its verb or noun is weighed.
_ACCOMPANY = _WORDS.auxiliary | _WORDS.preposition | _WORDS.subordinator | _WORDS.determiner


@dataclass(frozen=True, slots=True)
class _Marked:
    """A sentence, and for each of its words the mark that people gave it as a cue."""

    stretch: Stretch
    marks: list[str | None]


def sentences_in(row: dict[str, Any]) -> Iterator[_Marked]:
    """The sentences of an article with the marks of their words."""
    text = row["text"]
    straight = plain(text)
    spans = quotation_spans(text)
    long = [
        span for span in spans if len(text[span.start_char : span.end_char].split()) >= LONG_QUOTE
    ]
    marked = marked_cues(row, long)
    for sentence in sentence_spans(text):
        inside = [
            q
            for q in spans
            if q.end_char > sentence.start_char and q.start_char < sentence.end_char
        ]
        stretch = stretch_of(straight, sentence.start_char, sentence.end_char, inside)
        places = range(len(stretch.words))
        yield _Marked(stretch, [marked.get(stretch.start_of(at)) for at in places])


def marked_cues(row: dict[str, Any], long: list[Span]) -> dict[int, str]:
    """Characters of the cues that people marked, as `direct` where the content is quoted."""
    marked: dict[int, str] = {}
    for attribution in row["attributions"]:
        quoted = any(
            start < span.end_char and end > span.start_char
            for start, end in attribution["content"]
            for span in long
        )
        for start, end in attribution["cue"]:
            for char in range(start, end):
                if not quoted or char not in marked:
                    marked[char] = "direct" if quoted else "indirect"
    return marked


def word_strengths(sentences: Iterable[_Marked]) -> dict[str, int]:
    """Words that people marked often enough to weigh them everywhere: in how many fifths of their
    places they are cues of anything."""
    marked: Counter[str] = Counter()
    quoting: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for sentence in sentences:
        for low, mark in zip(sentence.stretch.lows, sentence.marks, strict=True):
            seen[low] += 1
            marked[low] += mark == "indirect"
            quoting[low] += mark == "direct"
    told = {word: seen[word] - quoting[word] for word in seen}
    # Forms of listed verbs too rare to tell ("cautions") get the weights of their stems.
    rare = {
        word: RARE_STRENGTH
        for word in _WORDS.cues
        if told.get(word, 0) < FEW_PLACES or marked[word] >= MIN_SHARE * told[word]
    }
    return rare | {
        word: min(4, 5 * (count + quoting[word]) // seen[word])
        for word, count in marked.items()
        if count >= MIN_MARKED
        and count / told[word] >= MIN_SHARE
        and (word == ":" or (len(word) > 2 and word[0].isalpha()))
        and word not in _ACCOMPANY
        and (word in HEARSAY or not word.endswith("ly"))
    }


@dataclass(frozen=True, slots=True)
class _Place:
    """A word that may be a cue, what is known of it, and whether people marked it as one."""

    word: str
    features: list[Feature]
    is_cue: bool


def places_in(sentence: _Marked, strengths: dict[str, int]) -> Iterator[_Place]:
    """The words of a sentence to learn from: all that are weighed, but for cues of quotations."""
    for at, features in features_in(sentence.stretch, strengths):
        mark = sentence.marks[at]
        if mark != "direct":
            yield _Place(sentence.stretch.lows[at], features, mark == "indirect")


def fitted(places: list[_Place]) -> dict[Feature, float]:
    """Weight of every feature that kept one, and of the constant."""
    names = [place.features for place in places]
    counts = Counter(name for found in names for name in set(found))
    kept = sorted((name for name, count in counts.items() if count >= MIN_PLACES), key=_as_text)
    number = {name: index for index, name in enumerate(kept, start=1)}
    columns, ends = [], []
    for found in names:
        columns.append(0)
        columns.extend(sorted({number[name] for name in found if name in number}))
        ends.append(len(columns))
    weights = _descend(
        np.array(columns), np.array([0, *ends[:-1]]), np.array([p.is_cue for p in places], float)
    )
    kept_weights = {name: float(weights[at]) for name, at in number.items() if weights[at]}
    return {CONSTANT: float(weights[0])} | kept_weights


def _as_text(name: Feature) -> tuple[str, ...]:
    return tuple(map(str, name))


def _descend(columns: Any, starts: Any, labels: Any) -> Any:
    """Weights by accelerated proximal gradient descent; `starts` is where each place's run is."""
    n_weights = int(columns.max()) + 1
    places = np.repeat(np.arange(len(starts)), np.diff([*starts, len(columns)]))
    step = 4.0 / _squared_norm(columns, starts, places)
    weights = np.zeros(n_weights)
    ahead, momentum = weights.copy(), 1.0
    for _ in range(STEPS):
        scores = np.add.reduceat(ahead[columns], starts)
        errors = 1 / (1 + np.exp(-scores)) - labels
        gradient = np.bincount(columns, weights=errors[places], minlength=n_weights)
        moved = ahead - step * gradient
        shrunk = np.sign(moved) * np.maximum(np.abs(moved) - step * PENALTY, 0)
        shrunk[0] = moved[0]
        following = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = shrunk + (momentum - 1) / following * (shrunk - weights)
        weights, momentum = shrunk, following
    return weights


def _squared_norm(columns: Any, starts: Any, places: Any) -> float:
    """The largest eigenvalue of the features' products, by power iteration, with a margin."""
    vector: Any = np.ones(int(columns.max()) + 1)
    for _ in range(30):
        vector = np.bincount(columns, weights=np.add.reduceat(vector[columns], starts)[places])
        norm = float(np.linalg.norm(vector))
        vector /= norm
    return 1.05 * norm


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", type=Path, required=True, help="folder of the labelled sets")
    path = parser.parse_args().eval / "attribution.jsonl.gz"
    sentences = [s for row in rows(path) if part_of(row["id"]) == "A" for s in sentences_in(row)]
    strengths = word_strengths(sentences)
    places = [place for sentence in sentences for place in places_in(sentence, strengths)]
    weights = fitted(places)
    named = [(*_as_text(name), f"{weight:.3f}") for name, weight in weights.items()]
    named += [(STRENGTH, word, "", str(strength)) for word, strength in strengths.items()]
    lines = [
        "# Weight of a word and those around it for crediting a statement: README_attribution.md.",
        f"# Fitted on {len(places)} places in part A of attribution.jsonl.gz {digest(path)}.",
        *map("\t".join, sorted(named)),
    ]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{WEIGHTS}: {len(weights)} weights, {len(strengths)} words")


if __name__ == "__main__":
    main()
