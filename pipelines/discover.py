"""Topics that nobody listed: what the articles of a large corpus have in common, by their words.

Without a model that was trained elsewhere: a topic is a set of words that come together here.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from pipelines.typography import plain
from pipelines.word_runs import Numbers, runs_of_numbers

STOP_WORDS = Path(__file__).parent / "lexicons" / "topic_stop_words.txt"

ENOUGH = 100  # articles, copies apart: with fewer a topic would be two or three articles
# Articles that topics are learned from, a fixed draw; the others are only assigned. One changed
# article must not cost what a whole corpus does: from twice as many, with twice as many rounds, the
# topics of 8,369 articles are as coherent (NPMI of their ten first terms .412 against .411), at
# twice the time, and 79 % of the articles are given one instead of 76 %.
MOST_FITTED = 1_500
_ROUNDS = 40  # of the factorisation at most
BATCH = 2_000  # articles assigned at a time
# Characters read of an article. News says first what it is about, and a long essay should not
# decide more than its beginning does.
READ = 4_000
MOST_TERMS = 10_000
MOST_COMMON = 0.25  # of the articles: a term that more of them use tells no topic from another
FEWEST = 5  # articles with a term; fewer make a name or a slip, not a topic
FEWEST_SHARE = 0.002  # the same, of a large corpus
MOST_TOPICS = 60  # more than a reader looks through
# A topic is given to an article if it makes up a quarter of what the topics say of it, and if the
# topics explain its words at all: without the second rule every stray text would get one.
LEAST_SHARE = 0.25
LEAST_EXPLAINED = 0.15  # of the length of the article's vector
LABEL_TERMS = 4
LABEL_NAMES = 2  # of these: a label that only lists names does not say what they are about
_SWEEPS = 20  # of coordinate descent per article: a fixed number, so that neighbours do not matter
# Content words that several articles have in a row: a notice, or a link to another article.
_RUN = 4
_REPEATED = 5  # articles, copies apart
_REPEATED_SHARE = 0.001  # the same, of many articles
_READ_FOR_LABELS = 8  # articles of a topic whose wording gives its terms
_CANDIDATES = 60  # terms of a topic that may name it
_SAME_ROOT = 5  # letters at the start that make two words forms of one
_WHOLE = 0.5  # of the weight of a word: a pair with so much is what the word stands for
_LETTERS = re.compile(r"[A-Za-z][A-Za-z'-]*[A-Za-z]")

Content = NDArray[np.uint32]
_PAIR = np.uint64(0x9E3779B97F4A7C15)


class TopicWeight(NamedTuple):
    """A topic of an article: `weight` is its share (0..1) of what all topics say of the article."""

    article_id: str
    topic_id: int
    label: str
    weight: float


def content_of(text: str) -> list[int]:
    """The content words of a text as numbers; 0 stands where others, or a stop, come between."""
    found: list[int] = []
    reached = -1
    for word, _, start, end in _words(text):
        if found and start != reached + 1:
            found.append(0)
        found.append(crc32(word.encode()) or 1)
        reached = end
    return found


def topics_among(
    contents: Callable[[], Iterable[tuple[str, Content]]],
    texts: Callable[[Collection[str]], Iterable[tuple[str, str]]],
    *,
    copied: Collection[str] = (),
) -> list[TopicWeight]:
    """The topics of a corpus and the articles on each; none with fewer than `ENOUGH` articles.

    Factors of the TF-IDF matrix (NMF), as many as the square root of half the number of articles,
    at most `MOST_TOPICS`; labelled with the terms that set them apart, 0 the one with most
    articles. Copies (`copied`, without their origins) take no part in finding topics and are
    assigned like all others. Ids are digests, so that their order is a fixed shuffle of the corpus:
    the same articles give the same topics, in whatever order they came. `contents` gives the
    articles with their `content_of`, one part of the corpus after the other; `texts` is asked for
    the few texts whose words name the topics.
    """
    return topics_with(contents, texts, copied=copied)[0]


def topics_with(
    contents: Callable[[], Iterable[tuple[str, Content]]],
    texts: Callable[[Collection[str]], Iterable[tuple[str, str]]],
    *,
    copied: Collection[str] = (),
    known: "Learned | None" = None,
) -> "tuple[list[TopicWeight], Learned | None]":
    """The same, and what was learned, for the next time: `known` is what an earlier one learned.

    While the articles that topics are learned from are the same, only articles that are new or
    have changed are assigned; the rows are those of a fresh run.
    """
    own = sorted(one for one, content in contents() if len(content) and one not in copied)
    if len(own) < ENOUGH:
        return [], None
    chosen = set(own[:MOST_FITTED])
    fitted = dict(sorted((one, content) for one, content in contents() if one in chosen))
    n_topics = min(MOST_TOPICS, round(sqrt(len(own) / 2)))
    digest = _digest(fitted, n_topics)
    if known is not None and known.digest == digest:
        model, labels = known.model, known.labels
    else:
        topics = _found(list(fitted.values()), n_topics)
        if topics is None:
            return [], None
        model, labels, known = topics.model, _labels(topics, list(fitted), texts), None
    assigned = _assigned(model, contents(), known.assigned if known else {})
    found = [
        (article_id, topic, weight)
        for article_id, (_, shares) in assigned.items()
        for topic, weight in shares
    ]
    sizes = Counter(topic for _, topic, _ in found)
    order = sorted(sizes, key=lambda topic: (-sizes[topic], labels[topic], topic))
    number = {topic: place for place, topic in enumerate(order)}
    rows = (TopicWeight(one, number[t], labels[t], weight) for one, t, weight in found)
    learned = Learned(digest, model, labels, assigned)
    return sorted(rows, key=lambda row: (row.topic_id, -row.weight, row.article_id)), learned


class Model(NamedTuple):
    """Topic x term, the terms and their rarity, and the runs of words that are furniture."""

    factors: Any
    terms: Numbers
    rarity: Any
    furniture: Numbers

    def shares(self, some: Sequence[Content]) -> Any:
        """Article x topic, 0 where a topic is not given to an article."""
        numbered = [_terms(content, self.furniture) for content in some]
        between = np.asarray(self.factors @ self.factors.T, dtype=np.float64)
        weights = _weights(_matrix(numbered, self.terms, self.rarity), self.factors, between)
        of_all = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
        lengths = np.sqrt((np.einsum("ij,jk->ik", weights, between) * weights).sum(axis=1))
        explained = lengths >= LEAST_EXPLAINED
        return np.where((of_all >= LEAST_SHARE) & explained[:, None], of_all, 0.0)


# Of an article the digest of its content, and its topics with their weights.
Assigned = tuple[int, list[tuple[int, float]]]


class Learned(NamedTuple):
    """What a run learned: from which articles (their digest), the topics, and who is on which."""

    digest: int
    model: Model
    labels: Sequence[str]
    assigned: Mapping[str, Assigned]


def _digest(fitted: Mapping[str, Content], n_topics: int) -> int:
    whole = blake2b(str(n_topics).encode(), digest_size=8)
    for article_id, content in fitted.items():
        whole.update(article_id.encode())
        whole.update(np.ascontiguousarray(content, dtype=np.uint32).tobytes())
    return int.from_bytes(whole.digest(), "big")


def _assigned(
    model: Model, contents: Iterable[tuple[str, Content]], known: Mapping[str, Assigned]
) -> dict[str, Assigned]:
    """The topics of every article; those of `known` whose content is the same are taken over."""
    assigned: dict[str, Assigned] = {}
    new: list[tuple[str, Content, int]] = []

    def assign() -> None:
        shares = model.shares([content for _, content, _ in new])
        for (article_id, _, of_content), row in zip(new, shares, strict=True):
            on = [(int(topic), round(float(row[topic]), 4)) for topic in np.flatnonzero(row)]
            assigned[article_id] = of_content, on
        new.clear()

    for article_id, content in contents:
        of_content = crc32(np.ascontiguousarray(content, dtype=np.uint32).tobytes())
        before = known.get(article_id)
        if before is not None and before[0] == of_content:
            assigned[article_id] = before
            continue
        new.append((article_id, content, of_content))
        if len(new) == BATCH:
            assign()
    if new:
        assign()
    return assigned


class _Topics(NamedTuple):
    """A model, and article x topic of the articles that it was learned from."""

    model: Model
    fitted: Any


def _found(contents: Sequence[Content], n_topics: int) -> _Topics | None:
    # Imported here: it takes a second and 60 MB, and most runs and the app never need it.
    from sklearn.decomposition import NMF

    furniture = _furniture(contents)
    numbered = [_terms(content, furniture) for content in contents]
    terms, rarity = _vocabulary(numbered)
    if not len(terms):
        return None
    matrix = _matrix(numbered, terms, rarity)
    nmf = NMF(
        min(n_topics, *matrix.shape), init="nndsvda", random_state=0, max_iter=_ROUNDS, tol=1e-3
    )
    fitted = nmf.fit_transform(matrix)
    lengths = np.linalg.norm(nmf.components_, axis=1, keepdims=True)
    factors = (nmf.components_ / np.where(lengths > 0, lengths, 1)).astype(matrix.dtype)
    return _Topics(Model(factors, terms, rarity, furniture), fitted * lengths.T)


def _weights(rows: Any, factors: Any, between: Any) -> Any:
    """Article x topic: the weights, none below 0, with which the factors come closest to the rows.

    Coordinate descent with fixed factors; `between` are their products with one another. No row
    depends on another, and the products with the factors are made once, where a general
    factorisation makes them in every sweep.
    """
    toward = np.asarray(rows @ factors.T, dtype=np.float64)
    weights = np.zeros(toward.shape)
    for _ in range(_SWEEPS):
        for topic in range(len(factors)):
            # A product that adds up each row by itself: to the last digit, whatever the others.
            step = toward[:, topic] - np.einsum("ij,j->i", weights, between[topic])
            weights[:, topic] += step / max(between[topic, topic], 1e-9)
            np.maximum(weights[:, topic], 0.0, out=weights[:, topic])
    return weights


def _furniture(contents: Sequence[Content]) -> Numbers:
    """The runs of `_RUN` content words that several articles share."""
    runs = np.concatenate([np.unique(_runs(content[content > 0])) for content in contents])
    distinct, counts = np.unique(runs, return_counts=True)
    return distinct[counts >= max(_REPEATED, round(_REPEATED_SHARE * len(contents)))]


def _runs(words: Content) -> Numbers:
    return runs_of_numbers(words.astype(np.uint64), _RUN)


def _terms(content: Content, furniture: Numbers) -> Numbers:
    """The words of an article and the pairs of those side by side, without shared runs."""
    words = content.astype(np.uint64)
    places = np.flatnonzero(words)
    for first in np.flatnonzero(np.isin(_runs(content[places]), furniture)):
        words[places[first : first + _RUN]] = 0
    pairs = _pair(words[:-1], words[1:])[(words[:-1] > 0) & (words[1:] > 0)]
    return np.concatenate([words[words > 0], pairs])


def _pair(first: Any, second: Any) -> Any:
    with np.errstate(over="ignore"):
        return first * _PAIR + second


def _vocabulary(numbered: Sequence[Numbers]) -> tuple[Numbers, Any]:
    """The terms that tell articles apart, in order, and the rarity of each (log of 1 / share)."""
    n = len(numbered)
    once = np.concatenate([np.unique(one) for one in numbered])
    terms, counts = np.unique(once, return_counts=True)
    usable = (counts >= max(FEWEST, round(FEWEST_SHARE * n))) & (counts <= MOST_COMMON * n)
    terms, counts = terms[usable], counts[usable]
    most = np.sort(np.argsort(-counts, kind="stable")[:MOST_TERMS])
    return terms[most], -np.log(counts[most] / n)


def _matrix(numbered: Sequence[Numbers], terms: Numbers, rarity: Any) -> Any:
    """Article x term: one plus the logarithm of its count, times rarity, rows of length 1."""
    from scipy.sparse import csr_matrix

    columns, values, ends = [], [], [0]
    for one in numbered:
        found, counts = np.unique(one, return_counts=True)
        places = np.searchsorted(terms, found)
        known = (places < len(terms)) & (terms[np.minimum(places, len(terms) - 1)] == found)
        weights = (1 + np.log(counts[known])) * rarity[places[known]]
        columns.append(places[known])
        values.append(weights / (np.linalg.norm(weights) or 1.0))
        ends.append(ends[-1] + len(weights))
    cells = np.concatenate(values).astype(np.float32), np.concatenate(columns), np.array(ends)
    return csr_matrix(cells, shape=(len(numbered), len(terms)))


def _words(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Content words in lower case, as written, and where they start and end."""
    stop = _stop_words()
    for match in _LETTERS.finditer(plain(text[:READ])):
        written = match[0].removesuffix("'s")
        word = written.lower()
        if len(word) > 2 and word not in stop:
            yield word, written, match.start(), match.end()


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    lines = STOP_WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _labels(
    topics: _Topics,
    ids: Sequence[str],
    texts: Callable[[Collection[str]], Iterable[tuple[str, str]]],
) -> list[str]:
    """Per topic its most distinctive terms, such as "vaccine, hospital, health officials".

    A term ranks by its weight in the topic and its rarity elsewhere. A word that mostly comes in a
    pair ("supreme court") is given as the pair, and no word is given twice, in whatever form.
    """
    ranks = []
    for weights in topics.model.factors:
        best = np.argsort(-weights, kind="stable")[:_CANDIDATES]
        ranks.append(
            {
                int(topics.model.terms[i]): float(weights[i] * topics.model.rarity[i])
                for i in best
                if weights[i] > 0
            }
        )
    telling = np.argsort(-topics.fitted, axis=0, kind="stable")[:_READ_FOR_LABELS].ravel()
    read = sorted(texts({ids[int(place)] for place in telling}))
    written = _written({term for rank in ranks for term in rank}, [text for _, text in read])
    return [
        ", ".join(_chosen({written[t]: w for t, w in rank.items() if t in written}))
        for rank in ranks
    ]


def _written(terms: Collection[int], texts: Sequence[str]) -> Mapping[int, str]:
    """The terms as they are mostly written: names keep their capitals."""
    forms: dict[int, Counter[str]] = {term: Counter() for term in terms}
    for text in texts:
        found = [
            (np.uint64(crc32(word.encode()) or 1), written, start, end)
            for word, written, start, end in _words(text)
        ]
        for number, written, _, _ in found:
            if int(number) in forms:
                forms[int(number)][written] += 1
        for (one, before, _, end), (other, written, start, _) in pairwise(found):
            pair = int(_pair(one, other))
            if start == end + 1 and pair in forms:
                forms[pair][f"{before} {written}"] += 1
    return {t: max(f, key=lambda form: (f[form], form)) for t, f in forms.items() if f}


def _chosen(rank: Mapping[str, float]) -> list[str]:
    chosen: list[str] = []
    roots: set[str] = set()
    n_names = 0
    for term in sorted(rank, key=lambda term: (-rank[term], term)):
        of_term = [pair for pair in rank if " " in pair and term.lower() in pair.lower().split()]
        pair = max(of_term, key=lambda pair: (rank[pair], pair), default=term)
        whole = pair if rank[pair] >= _WHOLE * rank[term] else term
        parts = {word[:_SAME_ROOT].lower() for word in whole.split()}
        is_name = whole[:1].isupper()
        if parts & roots or (is_name and n_names == LABEL_NAMES):
            continue
        chosen.append(whole)
        roots |= parts
        n_names += is_name
        if len(chosen) == LABEL_TERMS:
            break
    return chosen
