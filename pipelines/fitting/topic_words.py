"""Words that name the subject: their valence does not predict how readers judge the sentence.

For every word of VADER's lexicon, the sentences of part A that hold it say how much of its valence
readers confirm, once the other words of the sentence are accounted for: 1 is all of it, 0 none.
Editorial sentences are compared with the rest of their article, so that a grim subject does not
pass for a grim word; political sentences are rated towards a person already.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from math import sqrt
from pathlib import Path

import numpy as np

from pipelines.evaluation.labelled import (
    RatedSentence,
    digest,
    editorial_snippets,
    political_sentences,
    rows,
)
from pipelines.evaluation.parts import part_of
from pipelines.fast_tone import term_word
from pipelines.polarity import LEXICON, valences_of
from pipelines.split_words import words_of
from pipelines.typography import plain

_FEWEST = 12  # sentences of both domains together
_CONFIRMED = 0.75  # a word is kept out when even the upper end of its 80 % interval is below
_UPPER = 1.28
_EVERY = 4  # two thousand articles are enough to know how a word is used
_RECURS = 0.25  # of the articles with a word have it again: subjects recur, judgements do not
_IN_NAMES = 0.5  # of a word's uses inside sentences are capitalised: it is part of a name
# Every article of a peace process is about these, so they cannot tell two of them apart, whatever
# readers make of them elsewhere (their shares are in the file). Added by decision, and marked so.
_SUBJECT = ("conflict", "peace")
# Political reporting has few editorials on peace and war; what the deep model makes of several
# hundred sentences decides where people rated too few to tell.
_FEWEST_SCORED = 150


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a word's valence ratings confirm, on n sentences, with its standard error."""

    n: int
    share: float
    error: float


_UNKNOWN = Share(0, 0.0, float("inf"))


def confirmed(rated: Sequence[RatedSentence], *, within_article: bool) -> dict[str, Share]:
    """Per word of VADER's lexicon, the share of its valence that the ratings confirm."""
    texts = [plain(row.text) for row in rated]
    words = [text.split() for text in texts]
    root = np.sqrt([max(1, len(found)) for found in words])
    valence = valences_of(words_of(texts)).sums() / root
    ratings = np.array([row.rating for row in rated])
    if within_article:
        ratings = _against_the_rest([row.key for row in rated], ratings)
    slope, level = np.polyfit(valence, ratings, 1)
    spread = float(np.std(ratings - slope * valence - level))
    places: dict[str, list[int]] = defaultdict(list)
    for place, found in enumerate(words):
        for word in {term_word(raw) for raw in found} & LEXICON.keys():
            places[word].append(place)
    shares: dict[str, Share] = {}
    for word, at in places.items():
        expected = slope * LEXICON[word] / root[at]
        beyond = ratings[at] - level - slope * valence[at] + expected
        power = float(expected @ expected)
        shares[word] = Share(len(at), float(beyond @ expected) / power, spread / sqrt(power))
    return shares


def _against_the_rest(keys: Sequence[str], ratings: np.ndarray) -> np.ndarray:
    """Every rating less the mean of the other ratings of its article."""
    total: Counter[str] = Counter()
    n: Counter[str] = Counter()
    for key, rating in zip(keys, ratings, strict=True):
        total[key] += rating
        n[key] += 1
    rest = [(total[key] - r) / max(1, n[key] - 1) for key, r in zip(keys, ratings, strict=True)]
    others: np.ndarray = np.array(rest)
    return np.asarray(ratings - others)


def together(*shares: Share) -> Share:
    """Shares of several domains, weighted by how exactly each is known."""
    weights = [share.error**-2 for share in shares]
    mean = sum(s.share * w for s, w in zip(shares, weights, strict=True)) / sum(weights)
    return Share(sum(share.n for share in shares), mean, sum(weights) ** -0.5)


def use_in(texts: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Per word: share of its articles that have it twice, share of its uses with a capital."""
    articles: Counter[str] = Counter()
    again: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        here: Counter[str] = Counter()
        before = "."
        for raw in plain(text).split():
            word = term_word(raw)
            if word in LEXICON:
                here[word] += 1
                inside[word] += before[-1] not in ".!?\"':"
                capital[word] += before[-1] not in ".!?\"':" and raw.lstrip("\"'(")[:1].isupper()
            before = raw
        articles.update(here.keys())
        again.update(word for word, n in here.items() if n > 1)
    return {w: (again[w] / n, capital[w] / max(1, inside[w])) for w, n in articles.items()}


def main(folder: Path, out: Path, scored: Sequence[RatedSentence] = ()) -> None:
    """Write the list with its evidence; `scored` are sentences with the deep model's tone."""
    editorial = [row for row in editorial_snippets(folder) if part_of(row.key) == "A"]
    political = [
        row
        for name in ("newsmtsc_train", "newsmtsc_dev")
        for row in political_sentences(folder, name)
        if part_of(row.key) == "A"
    ]
    domains = (
        confirmed(editorial, within_article=True),
        confirmed(political, within_article=False),
    )
    by_model = confirmed(scored, within_article=False) if scored else {}
    articles = rows(folder / "articles.jsonl.gz")
    uses = use_in(row["text"] for row in islice(articles, 0, None, _EVERY))
    lines = [
        "# Words that name the subject; see README_tone.md. Share: how much of the valence readers",
        "# confirm (1 all, 0 none); model: the same by the deep model's tone of news sentences.",
        f"# nyt_snippets {digest(folder / 'nyt_snippets.jsonl.gz')}",
        f"# newsmtsc_train {digest(folder / 'newsmtsc_train.jsonl.gz')}",
        "word\tvalence\tn_editorial\tshare_editorial\tn_political\tshare_political"
        "\tshare\terror\tn_model\tshare_model\trecurs\tin_names\tlisted_by",
    ]
    for word in sorted(LEXICON):
        in_editorials, in_politics = (domain.get(word, _UNKNOWN) for domain in domains)
        if in_editorials.n + in_politics.n < _FEWEST and word not in _SUBJECT:
            continue
        both = together(in_editorials, in_politics)
        model = by_model.get(word, _UNKNOWN)
        recurs, in_names = uses.get(word, (0.0, 0.0))
        learned = _names_the_subject(both, model, recurs, in_names)
        if not learned and word not in _SUBJECT:
            continue
        lines.append(
            f"{word}\t{LEXICON[word]:.1f}\t{in_editorials.n}\t{in_editorials.share:.2f}"
            f"\t{in_politics.n}\t{in_politics.share:.2f}\t{both.share:.2f}\t{both.error:.2f}"
            f"\t{model.n}\t{model.share:.2f}\t{recurs:.2f}\t{in_names:.2f}"
            f"\t{'ratings' if learned else 'decision'}"
        )
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{out.name}: {len(lines) - 5} words", file=sys.stderr)


def _names_the_subject(people: Share, model: Share, recurs: float, in_names: float) -> bool:
    if recurs < _RECURS and in_names < _IN_NAMES:
        return False
    if people.share + _UPPER * people.error < _CONFIRMED:
        return True
    unclear = people.share - _UPPER * people.error < _CONFIRMED
    return unclear and model.n >= _FEWEST_SCORED and model.share + _UPPER * model.error < _CONFIRMED
