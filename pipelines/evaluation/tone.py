"""Tone against human judgement: editorials and political news, per sentence and per article."""

from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

import numpy as np

from pipelines.evaluation.figures import Figure, Numbers, figure, macro_f1, pearson_r
from pipelines.evaluation.labelled import RatedSentence, editorial_snippets, political_sentences
from pipelines.evaluation.parts import part_of
from pipelines.tone import deep_available, polarity_of, tone_of, tone_without_topic_words_of
from pipelines.typography import plain

_CUTS = 60  # candidates on either side of 0, spread evenly over the scores of part A
_POLITICAL = ("newsmtsc_train", "newsmtsc_dev")


def tone_agreement(folder: Path) -> list[Figure]:
    """Pearson's r and macro-F1 of every tone on part B, with part A choosing only cut-offs."""
    found: list[Figure] = []
    if (folder / "nyt_snippets.jsonl.gz").exists():
        found += _editorials(editorial_snippets(folder))
    political = [name for name in _POLITICAL if (folder / f"{name}.jsonl.gz").exists()]
    if political:
        found += _political({name: political_sentences(folder, name) for name in political})
    return found


def _tones(rows: Sequence[RatedSentence]) -> dict[str, Numbers]:
    """The scores of every model that is installed, by the name it has in the figures."""
    texts = [plain(row.text) for row in rows]
    scores = {
        "vader": [scores["compound"] for scores in polarity_of(texts)],
        "without_topic_words": tone_without_topic_words_of(texts),
        "fast": tone_of(texts),
    }
    if deep_available():
        scores["deep"] = tone_of(texts, model="deep")
    return {model: np.array(values) for model, values in scores.items()}


def _editorials(rows: Sequence[RatedSentence]) -> list[Figure]:
    rows = [row for row in rows if part_of(row.key) == "B"]
    keys = [row.key for row in rows]
    ratings = [row.rating for row in rows]
    found: list[Figure] = []
    for model, tones in _tones(rows).items():
        found.append(
            figure(
                "sentence tone r", "nyt_snippets", model, tones, ratings,
                measure=pearson_r, groups=keys,
            ),
        )  # fmt: skip
        found.append(
            figure(
                "article tone r", "nyt_snippets", model,
                _by_article(keys, tones), _by_article(keys, ratings), measure=pearson_r,
            ),
        )  # fmt: skip
    return found


def _by_article(keys: Sequence[str], values: Sequence[float] | Numbers) -> list[float]:
    """Mean of an article's sentences, articles in the order of their first sentence."""
    grouped: dict[str, list[float]] = {}
    for key, value in zip(keys, values, strict=True):
        grouped.setdefault(key, []).append(float(value))
    return [fmean(values) for values in grouped.values()]


def _political(sets: dict[str, list[RatedSentence]]) -> list[Figure]:
    """Macro-F1 with cut-offs chosen on part A of all sets together, and r, on part B of each."""
    rows = [row for rows in sets.values() for row in rows]
    names = np.array([name for name, rows in sets.items() for _ in rows])
    reported = np.array([part_of(row.key) == "B" for row in rows])
    ratings = np.array([row.rating for row in rows])
    wanted = np.sign(ratings)
    found: list[Figure] = []
    for model, tones in _tones(rows).items():
        lower, upper = best_cuts(tones[~reported], wanted[~reported])
        labels = (tones > upper).astype(float) - (tones < lower)
        for name in sets:
            chosen = reported & (names == name)
            found.append(
                figure(
                    "sentence tone macro-F1", name, model, labels[chosen], wanted[chosen],
                    measure=macro_f1,
                ),
            )  # fmt: skip
            found.append(
                figure(
                    "sentence tone r", name, model, tones[chosen], ratings[chosen],
                    measure=pearson_r,
                ),
            )  # fmt: skip
    return found


def best_cuts(tones: Numbers, wanted: Numbers) -> tuple[float, float]:
    """The two cut-offs (negative below the first, positive above the second) of best macro-F1."""
    candidates = np.unique(np.quantile(tones, np.linspace(0.02, 0.98, _CUTS)))
    below = np.array(
        [[(tones < cut)[wanted == label].sum() for label in (-1, 0, 1)] for cut in candidates]
    )
    above = np.array(
        [[(tones > cut)[wanted == label].sum() for label in (-1, 0, 1)] for cut in candidates]
    )
    sizes = np.array([(wanted == label).sum() for label in (-1, 0, 1)])
    best = (-1.0, 0.0, 0.0)
    for low, lower in enumerate(candidates):
        for high, upper in enumerate(candidates[low:], start=low):
            between = sizes - below[low] - above[high]
            hits = (below[low][0], between[1], above[high][2])
            marked = (below[low].sum(), between.sum(), above[high].sum())
            score = np.mean(
                [2 * h / max(1, m + s) for h, m, s in zip(hits, marked, sizes, strict=True)]
            )
            best = max(best, (float(score), float(lower), float(upper)))
    return best[1], best[2]
