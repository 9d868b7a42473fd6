"""The fast model's weights and sizes: a student of the deep model over words and their pairs.

Needs `scipy`, for fitting only.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, diags, hstack
from scipy.sparse.linalg import lsqr

from pipelines.fast_tone import NEGATED, term_word, terms_of
from pipelines.polarity import LEXICON
from pipelines.typography import plain

Numbers = NDArray[np.float64]

FEWEST = 3  # sentences with a term; with 2, as many terms say no more (r on part A)
MOST_TERMS = 120_000  # .006 better in r than 40,000 (part A); a readable file of under 3 MB
SHRINKAGE = 10.0
EXTRA_SIZE = 8.0  # keeps a sentence of two words from extremes that readers do not see in it
_STEPS = 80
_USUAL_SIZE = 20.0  # keeps the shrinkage the same whatever the length of sentences
_TURNS = 4  # six are alike
_SIZE_STEPS = 25
_SIZE_SHRINKAGE = 0.1  # ten times as much loses .005 in r, a third is alike (part A)
_OTHER = ""  # names, numbers and words too rare for a size of their own share one
_CONSTANT = 5.0  # the value of a sentence without terms is hardly shrunk
_ALONE = 3.0  # the tone of words by themselves is hardly shrunk either
_NAME_SHARE = 0.8  # of a word's uses inside sentences that are capitalised: then it is a name

# Words of grammar. Alone or with each other they shift tone by how people write, not by what they
# say; a reader who asks for the words behind a score would not accept them.
_GRAMMAR = frozenset(
    {"a", "about", "after", "again", "all", "also", "am", "an", "and", "any", "are", "as", "at"}
    | {"be", "because", "been", "before", "being", "between", "both", "but", "by", "can", "could"}
    | {"did", "do", "does", "doing", "down", "during", "each", "for", "from", "had", "has", "have"}
    | {"having", "he", "her", "here", "hers", "him", "his", "how", "i", "if", "in", "into", "is"}
    | {"it", "its", "just", "me", "mine", "my", "of", "off", "on", "once", "one", "or", "other"}
    | {"our", "ours", "out", "over", "own", "said", "same", "say", "says", "she", "should", "so"}
    | {"some", "such", "than", "that", "the", "their", "theirs", "them", "then", "there", "these"}
    | {"they", "this", "those", "through", "to", "two", "under", "until", "up", "upon", "us"}
    | {"was", "we", "were", "what", "when", "where", "which", "while", "who", "whom", "whose"}
    | {"why", "will", "with", "would", "you", "your", "yours", "i'm", "i've", "it's", "that's"}
    | {"he's", "she's", "we're", "we've", "they're", "you're", "there's", "we'll", "i'll", "i'd"}
)


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: weight per term, size per word, tone of a sentence without terms."""

    terms: dict[str, float]
    sizes: dict[str, float]
    other_size: float
    counts: dict[str, int]
    empty: float


def words_of(text: str) -> list[str]:
    """The words of a sentence as terms spell them."""
    return [term_word(word) for word in plain(text).split()]


def names_among(texts: Iterable[str]) -> frozenset[str]:
    """Words that are nearly always capitalised inside a sentence: whom it is about, not how."""
    seen: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        for raw in plain(text).split()[1:]:
            word = term_word(raw)
            seen[word] += 1
            capital[word] += raw.lstrip("\"'([")[:1].isupper()
    return frozenset(word for word, n in seen.items() if capital[word] / n > _NAME_SHARE)


def kept_terms(text: str, names: frozenset[str]) -> list[str]:
    """The terms of a sentence that may get a weight: no names, no grammar on its own."""
    words = ["" if word in names else word for word in words_of(text)]
    return [term for term, _ in terms_of(words) if not _GRAMMAR.issuperset(term.split(" "))]


def is_word(term: str) -> bool:
    """True for a single word that is not marked as negated."""
    return " " not in term and not term.startswith(NEGATED)


def _matrix(found: Sequence[Sequence[str]], columns: dict[str, int]) -> csr_matrix:
    """How often each text (a row) has each term (a column)."""
    places = [[columns[term] for term in terms if term in columns] for terms in found]
    ends = np.cumsum([0, *map(len, places)])
    every = np.fromiter(chain.from_iterable(places), np.int64, ends[-1])
    return csr_matrix((np.ones(len(every)), every, ends), shape=(len(found), len(columns)))


def fit_words(
    texts: Sequence[str],
    tones: Numbers,
    importance: Numbers,
    *,
    names: frozenset[str],
    alone: dict[str, float],
) -> Weights:
    """Regression of `tones` on terms and on what is known of their words beforehand.

    `alone` is what the deep model makes of each word as if it were a sentence; VADER's lexicon has
    another opinion of some. With these two, plain and turned around after a negation, a word that
    few of the sentences contain still starts from a sensible weight. Weights given sizes are a
    ridge regression; sizes given weights follow the slope of its error; the two take turns.
    """
    found = [kept_terms(text, names) for text in texts]
    counts = Counter(term for terms in found for term in set(terms))
    terms = [term for term, n in counts.items() if n >= FEWEST]
    usual = float(np.mean(list(alone.values())))
    lexicon = {w: v for w, v in LEXICON.items() if " " not in w and term_word(w) == w}
    by_itself = {word: _ALONE * (tone - usual) for word, tone in alone.items()}
    opinions = (lexicon, _turned(lexicon), by_itself, _turned(by_itself))

    columns = np.array([[_sum(opinion, terms) for opinion in opinions] for terms in found])
    numbered = {term: number for number, term in enumerate(terms)}
    counted = hstack([_matrix(found, numbered), csr_matrix(columns)]).tocsr()
    sized = [*sorted(term for term in terms if is_word(term)), *sorted(_GRAMMAR), _OTHER]
    words = _words_matrix(texts, {word: number for number, word in enumerate(sized)})

    sizes = np.zeros(len(sized))  # their logarithms
    solved, root = np.zeros(0), np.sqrt(importance)
    for turn in range(_TURNS):
        if turn:
            totals = _USUAL_SIZE * (counted @ solved[:-1])
            empty = solved[-1] * _CONSTANT
            sizes = _better_sizes(sizes, words, totals, tones - empty, importance)
        shares = diags(_USUAL_SIZE / (EXTRA_SIZE + words @ np.exp(sizes)))
        constant = csr_matrix(np.full((len(texts), 1), _CONSTANT))
        table = diags(root) @ hstack([shares @ counted, constant]).tocsr()
        solved = lsqr(table, root * tones, damp=sqrt(SHRINKAGE), iter_lim=_STEPS)[0]

    learned = Counter(dict(zip(terms, map(float, solved), strict=False)))
    for opinion, share in zip(opinions, map(float, solved[len(terms) : -1]), strict=True):
        learned.update({term: share * weight for term, weight in opinion.items()})
    return Weights(
        terms={term: weight * _USUAL_SIZE for term, weight in _most_used(learned, counts)},
        sizes=dict(zip(sized[:-1], map(float, np.exp(sizes[:-1])), strict=True)),
        other_size=float(np.exp(sizes[-1])),
        counts={**_uses_of_grammar(texts), **counts},
        empty=float(solved[-1]) * _CONSTANT,
    )


def _uses_of_grammar(texts: Sequence[str]) -> Counter[str]:
    """Texts with each word of grammar, which is no term by itself but has a size."""
    return Counter(word for text in texts for word in _GRAMMAR.intersection(words_of(text)))


def _words_matrix(texts: Sequence[str], columns: dict[str, int]) -> csr_matrix:
    """How often each text has each word that has a size of its own, and in the last any other."""
    return _matrix([[w if w in columns else _OTHER for w in words_of(t)] for t in texts], columns)


def _better_sizes(
    sizes: Numbers, words: csr_matrix, totals: Numbers, wanted: Numbers, importance: Numbers
) -> Numbers:
    """Logarithms of sizes with which `totals`, the sums of weights, come closer to what is wanted.

    Least squares, plus a little for every size that is not 1.
    """
    turned = words.T.tocsr()

    def error(sizes: Numbers) -> tuple[float, Numbers]:
        whole = EXTRA_SIZE + words @ np.exp(sizes)
        off = totals / whole - wanted
        slope = turned @ (-2 * importance * off * totals / whole**2) * np.exp(sizes)
        value = importance @ off**2 + _SIZE_SHRINKAGE * (sizes @ sizes)
        return float(value), slope + 2 * _SIZE_SHRINKAGE * sizes

    options = {"maxiter": _SIZE_STEPS}
    found: Numbers = minimize(error, sizes, jac=True, method="L-BFGS-B", options=options).x
    return found


def _turned(weights: dict[str, float]) -> dict[str, float]:
    """What takes a word's weight away after a negation, and adds half of its opposite."""
    return {NEGATED + word: -1.5 * weight for word, weight in weights.items()}


def _sum(weights: dict[str, float], terms: Sequence[str]) -> float:
    return sum(weights.get(term, 0.0) for term in terms)


def _most_used(learned: Mapping[str, float], counts: Counter[str]) -> list[tuple[str, float]]:
    """The terms that explain most over all sentences, so that neither rare nor idle ones stay."""
    use = {term: abs(weight) * sqrt(counts[term] + 1) for term, weight in learned.items()}
    chosen = sorted(use, key=lambda term: (-use[term], term))[:MOST_TERMS]
    return [(term, learned[term]) for term in chosen]
