"""The words of an article that tell its event from others: rare ones, with their weights."""

import hashlib
from collections.abc import Collection, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipelines.reference import reference_numbers, reference_words
from pipelines.word_runs import Numbers, words_of

KEY_WORDS = 40  # of an article: rare, in title or lead, or repeated
WORDS = 300  # that likeness is measured on
_RAREST = 1 / 2000  # share of articles that stands for every word too rare to be listed
_COMMON = 0.37  # words in more articles than that say nothing of an event
_READ = 4000  # characters of a text: below stand background and page furniture
_TITLE, _LEAD, _LEAD_WORDS = 3.0, 2.0, 100  # weight of a word in the title and the first lines


@lru_cache(maxsize=1)
def _rarity() -> tuple[Numbers, NDArray[np.float64]]:
    """The numbers of the listed words, sorted, and how much each says: 0 for common ones."""
    listed = reference_words()
    numbers = reference_numbers()
    shares = np.array([word.share for word in listed.values()])
    says = np.where(shares > _COMMON, 0.0, -np.log(np.maximum(shares, _RAREST)))
    order = np.argsort(numbers)
    return numbers[order], says[order]


FURNITURE = 8  # articles that have one line: a sign-up box, not a report
_LINE = 40  # characters; shorter lines weigh little


def line_digests(text: str) -> Numbers:
    """A number for each different line of some length, sorted: equal for equal lines."""
    lines = {line for line in text.split("\n") if len(line) >= _LINE}
    return np.array(sorted(map(_digest, lines)), dtype=np.uint64)


def _digest(line: str) -> int:
    whole = hashlib.blake2b(line.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(whole.digest(), "big")


def repeated_lines(digests: Numbers) -> frozenset[int]:
    """Of the different lines of every article those that many of them have."""
    every = np.sort(digests)
    n = max(0, len(every) - FURNITURE + 1)
    last = every[len(every) - n :]
    return frozenset(last[last == every[:n]].tolist())


def _own_text(text: str, repeated: Collection[int]) -> str:
    """The text without repeated lines; as it is where those are half of it, as in a wire copy."""
    if not repeated:
        return text
    own = [line for line in text.split("\n") if len(line) < _LINE or _digest(line) not in repeated]
    kept = "\n".join(own)
    return kept if 2 * len(kept) > len(text) else text


Telling = tuple[NDArray[np.uint32], NDArray[np.float32], NDArray[np.uint32]]


def words_that_tell(
    title: str, text: str, names: Sequence[str], repeated: Collection[int] = frozenset()
) -> Telling:
    """The words that say most of an article, their weights, and the key words among them.

    Weights have squares that add up to 1. Without a text the names stand in for it.
    """
    head = words_of(title).numbers
    body = words_of(_own_text(text, repeated)[:_READ]).numbers
    if not len(body):
        body = words_of("\n".join(names)).numbers
    words = np.concatenate([head, body])
    counts = np.ones(len(words))
    counts[: len(head)] = _TITLE
    counts[len(head) : len(head) + _LEAD_WORDS] = _LEAD
    numbers, places = np.unique(words, return_inverse=True)
    listed, says = _rarity()
    weights = 1 + np.log(np.bincount(places, counts)) if len(words) else np.zeros(0)
    if len(listed) and len(words):
        found = np.minimum(np.searchsorted(listed, numbers), len(listed) - 1)
        weights *= np.where(listed[found] == numbers, says[found], -np.log(_RAREST))
    most = np.argsort(-weights, kind="stable")[:WORDS]
    most = most[weights[most] > 0]
    short = (numbers >> _UPPER_HALF).astype(np.uint32)  # keeps their order, in half the memory
    length = float(np.sqrt(np.sum(weights[most] ** 2))) or 1.0
    top = np.sort(most)
    return short[top], (weights[top] / length).astype(np.float32), short[most[:KEY_WORDS]]


_UPPER_HALF = np.uint64(32)
