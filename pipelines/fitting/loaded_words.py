"""Fit the words that judge: `python -m pipelines.fitting.loaded_words --eval DIR`.

A word starts from what is known of it before a labelled sentence is read: how much more often
opinion pages use it than wire agencies and newspapers, and its negative valence in VADER's
lexicon. Sentences of part A labelled as biased or not then move it, and none below 0. The
limit for common words and the pull towards the start are chosen by cross-validation within part A.
Writes `lexicons/loaded_words.tsv`.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product, starmap
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from pipelines.evaluation.figures import area_under_curve
from pipelines.evaluation.flags import SOLID
from pipelines.evaluation.labelled import digest, rows
from pipelines.evaluation.parts import is_for_choices, part_of
from pipelines.flag_phrases import FOLDER
from pipelines.flags.language import LOADED_PRIOR_WORDS
from pipelines.polarity import LEXICON
from pipelines.quotations import LONG_QUOTE, quotation_spans
from pipelines.reference import reference_words
from pipelines.typography import lowered, plain

Numbers = NDArray[np.float64]

# Opinion pages, columnists and partisan sites, as the set names them.
OPINION = frozenset(
    {
        *("American Spectator", "Breitbart News", "CNN - Editorial", "Daily Beast", "Daily Kos"),
        *("Fox News Opinion", "Guest Writer", "Guest Writer - Left", "Guest Writer - Right"),
        *("HotAir", "Independent Journal Review", "Jacobin", "John Fund", "John Stossel"),
        *("Media Matters", "Media Research Center", "Mother Jones", "National Review"),
        *("New Republic", "New York Times - Opinion", "NewsBusters", "Newsmax - Opinion"),
        *("Quillette", "Rand Paul", "Reason", "Rich Lowry", "Salon", "Slate", "The Atlantic"),
        *("The Daily Caller", "The Daily Wire", "The Intercept", "The Nation", "TheBlaze.com"),
        *("ThinkProgress", "Townhall", "Vanity Fair", "Victor Hanson", "Vox"),
        *("Washington Free Beacon",),
    }
)
FOLDS = 8
COMMON_SHARES = (0.05, 0.08, 0.12)  # of solid articles; commoner words carry no judgement
PULLS = (1.0, 2.0)  # towards the start, against the summed loss
FEWEST = 5  # articles with a word; in fewer its share says nothing
LEASTS = (0.2, 0.35, 0.5)  # before scaling; weights below are left out
NAME_SHARE = 0.5  # of a word's uses in the reference set that are capitalised: then it is a name
_USUAL_WORDS = 50  # keeps weights and pulls at the size of a sentence's sum
# Of web pages and their sellers, not of judgement.
_BOILERPLATE = frozenset(
    {"click", "columnist", "newsletter", "newsletters", "podcast", "subscribe", "subscriber"}
    | {"subscribers", "syndicate", "syndicated", "signup"}
)

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*(?:'[a-z]+)?")


@dataclass(frozen=True, slots=True)
class Usage:
    """Articles with a word, of opinion pages and of solid reporting, and how many there are."""

    opinion: Counter[str]
    solid: Counter[str]
    n_opinion: int
    n_solid: int


@dataclass(frozen=True, slots=True)
class Sentences:
    """Labelled sentences as words, 1 where people called one biased, and the text as key."""

    words: list[list[str]]
    biased: Numbers
    keys: list[str]


@dataclass(frozen=True, slots=True)
class Settings:
    """What cross-validation chooses."""

    common_share: float
    pull: float
    least: float


def own_words_of(text: str) -> list[str]:
    """The words outside long quotations, in lower case."""
    low = lowered(plain(text))
    for span in quotation_spans(text):
        if len(text[span.start_char : span.end_char].split()) >= LONG_QUOTE:
            blank = " " * (span.end_char - span.start_char)
            low = low[: span.start_char] + blank + low[span.end_char :]
    return _WORD.findall(low)


def usage_in(articles: Iterable[dict[str, str]]) -> Usage:
    """In how many articles of opinion pages and of solid reporting each word stands."""
    opinion: Counter[str] = Counter()
    solid: Counter[str] = Counter()
    n_opinion = n_solid = 0
    for row in articles:
        if row["outlet"] in OPINION:
            n_opinion += 1
            opinion.update(set(own_words_of(row["text"])))
        elif row["outlet"] in SOLID:
            n_solid += 1
            solid.update(set(own_words_of(row["text"])))
    return Usage(opinion, solid, n_opinion, n_solid)


def words_to_weigh(sentences: Sentences, usage: Usage) -> list[str]:
    """Words of the sentences and of enough articles, in order, without names, boilerplate, and
    what is joined with either a name or a letter ("d-nj")."""
    labelled = {word for words in sentences.words for word in words}
    names = {word for word, usual in reference_words().items() if usual.capital > NAME_SHARE}
    often = {w for w in usage.opinion | usage.solid if usage.opinion[w] + usage.solid[w] >= FEWEST}
    may = (often | labelled) - names - _BOILERPLATE
    return sorted(
        word
        for word in may
        if len(word) > 2 and "'" not in word
        if not any(len(part) < 2 or part in names for part in word.split("-"))
    )


def known_of(words: Sequence[str], usage: Usage) -> Numbers:
    """What is known of each word beforehand, a column for each kind, all of similar size."""
    more_in_opinion = [
        np.log((usage.opinion[w] + 2) / (usage.n_opinion + 4))
        - np.log((usage.solid[w] + 2) / (usage.n_solid + 4))
        if usage.opinion[w] + usage.solid[w] >= FEWEST
        else 0.0
        for w in words
    ]
    columns = np.array(
        [
            more_in_opinion,
            [max(0.0, -LEXICON.get(word, 0.0)) for word in words],
        ]
    ).T
    used = [np.abs(column[column != 0]) for column in columns.T]
    size: Numbers = np.array([one.mean() + one.std() if len(one) else 1.0 for one in used])
    return np.asarray(columns / size)


def matrix(sentences: Sequence[Sequence[str]], words: Sequence[str]) -> csr_matrix:
    """Sentences by words, as the flag counts them: each word against the sentence's length."""
    columns = {word: column for column, word in enumerate(words)}
    at, of, size = [], [], []
    for row, found in enumerate(sentences):
        for word in sorted(set(found) & columns.keys()):
            at.append(row)
            of.append(columns[word])
            size.append(_USUAL_WORDS / (len(found) + LOADED_PRIOR_WORDS))
    return csr_matrix((size, (at, of)), shape=(len(sentences), len(words)))


def start_of(counted: csr_matrix, biased: Numbers, known: Numbers, allowed: Numbers) -> Numbers:
    """The weight that what is known of a word gives it, as far as it tells sentences apart."""
    usable = known * allowed[:, None]
    model = LogisticRegression(max_iter=500).fit(counted @ usable, biased)
    return np.asarray(np.maximum(usable @ model.coef_[0], 0.0))


def fitted(
    counted: csr_matrix, biased: Numbers, known: Numbers, allowed: Numbers, settings: Settings
) -> Numbers:
    """Weights of 0 and more that tell biased sentences apart, drawn to where they started.

    A word that no sentence has stays at its start.
    """
    every = start_of(counted, biased, known, allowed)
    moves = np.flatnonzero((counted.getnnz(axis=0) > 0) & (allowed > 0))
    counted, start = counted[:, moves], every[moves]
    sign = 2 * biased - 1

    def loss(at: Numbers) -> tuple[float, Numbers]:
        weights, constant = at[:-1], at[-1]
        margin = sign * (counted @ weights + constant)
        off = weights - start
        error = -sign / (1 + np.exp(margin))
        gradient = np.append(counted.T @ error + 2 * settings.pull * off, error.sum())
        return float(np.logaddexp(0, -margin).sum() + settings.pull * off @ off), gradient

    bounds = [(0.0, None)] * len(moves) + [(None, None)]
    solved = minimize(loss, np.append(start, 0.0), jac=True, method="L-BFGS-B", bounds=bounds)
    every[moves] = solved.x[:-1]
    return np.where(every >= settings.least, every, 0.0)


def allowed_of(words: Sequence[str], usage: Usage, common_share: float) -> Numbers:
    """1 for words that solid reporting uses seldom enough."""
    return np.array([float(usage.solid[w] / usage.n_solid <= common_share) for w in words])


def held_out(
    counted: csr_matrix,
    sentences: Sentences,
    known: Numbers,
    allowed: Numbers,
    settings: Settings,
) -> float:
    """Area under the curve of part A, each sentence weighed without its fold."""
    found = np.zeros(len(sentences.keys))
    for fold in range(FOLDS):
        aside = np.array([is_for_choices(key, fold=fold) for key in sentences.keys])
        weights = fitted(counted[~aside], sentences.biased[~aside], known, allowed, settings)
        found[aside] = counted[aside] @ weights
    return area_under_curve(found, sentences.biased)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", type=Path, required=True, help="folder of the labelled sets")
    folder = parser.parse_args().eval
    labels, articles = folder / "loaded_language.jsonl.gz", folder / "articles.jsonl.gz"
    part = [row for row in rows(labels) if part_of(row["text"]) == "A"]
    texts = [row["text"] for row in part]
    biased = np.array([float(row["label"] == "Biased") for row in part])
    sentences = Sentences([own_words_of(text) for text in texts], biased, texts)
    usage = usage_in(row for row in rows(articles) if part_of(row["id"]) == "A")
    words = words_to_weigh(sentences, usage)
    counted, known = matrix(sentences.words, words), known_of(words, usage)
    areas: dict[Settings, float] = {}
    for settings in starmap(Settings, product(COMMON_SHARES, PULLS, LEASTS)):
        allowed = allowed_of(words, usage, settings.common_share)
        areas[settings] = held_out(counted, sentences, known, allowed, settings)
        print(settings, round(areas[settings], 4), file=sys.stderr)
    best = max(areas, key=lambda settings: areas[settings])
    allowed = allowed_of(words, usage, best.common_share)
    weights = fitted(counted, biased, known, allowed, best)
    weights /= weights[weights > 0].mean()  # so that 1 is a usual loaded word
    header = [
        "Words that judge while they describe, with how much (1 is usual); README_flags.md.",
        "Made by pipelines/fitting/loaded_words.py from part A of these sets; no chance in it:",
        f"loaded_language {digest(labels)}, n {len(part)} sentences",
        f"articles {digest(articles)}, n {usage.n_opinion} of opinion, {usage.n_solid} solid",
        f"words in at most {best.common_share:.0%} of solid articles, pull {best.pull}, "
        f"weights from {best.least} before scaling",
        f"held out in {FOLDS} folds: AUC {areas[best]:.3f}",
    ]
    kept = [(word, weight) for word, weight in zip(words, weights, strict=True) if weight > 0]
    lines = [*(f"# {line}" for line in header), *(f"{w}\t{weight:.2f}" for w, weight in kept)]
    (FOLDER / "loaded_words.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(header), f"{len(kept)} words", sep="\n")


if __name__ == "__main__":
    main()
