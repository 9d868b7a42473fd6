"""How alike two articles are as far as events go: by rare words, days, parties and places."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Days = tuple[date | None, date | None]
DAYS = 4.0  # between two reports at which their likeness counts half
FAR = 60  # days between articles that are not compared at all
NO_DAY = 0.55  # what likeness counts where a day is unknown: it has to be higher
OTHER_PARTIES, SAME_PARTIES = 0.4, 1.15
OTHER_PLACE, SAME_PLACE = 0.9, 1.05
SHARED_KEYS = 2  # key words that two articles share, or they are not compared, nor are they if
NEAR = 24  # articles with the same key word were published between them


@dataclass(frozen=True, slots=True)
class Profile:
    """What is left of a story for grouping: its telling words and what it states.

    `words` are sorted numbers, `weights` theirs, with squares that add up to 1; `keys` are the
    words that say most.
    """

    article_id: str
    days: Days
    is_dated: bool
    parties: frozenset[str]
    places: frozenset[str]
    persons: frozenset[str]
    words: NDArray[np.uint32]
    weights: NDArray[np.float32]
    keys: NDArray[np.uint32]

    @property
    def wording(self) -> int:
        """A number for its words and their weights."""
        whole = blake2b(self.words.tobytes(), digest_size=8)
        whole.update(self.weights.tobytes())
        return int.from_bytes(whole.digest(), "big")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike the words of pairs of articles are, by a number for the wording of both, sorted."""

    pairs: NDArray[np.uint64]
    alike: NDArray[np.float64]


UNKNOWN = Likeness(np.zeros(0, np.uint64), np.zeros(0))


class Stating(Protocol):
    """An article, or a group of them, with the parties and places that it states."""

    @property
    def parties(self) -> Set[str]: ...

    @property
    def places(self) -> Set[str]: ...


def agreement(a: Stating, b: Stating) -> float:
    """What parties and places make of likeness: below 1 where they differ, else above."""
    factor = 1.0
    if a.parties and b.parties:
        factor *= SAME_PARTIES if len(a.parties & b.parties) > 1 else OTHER_PARTIES
    if a.places and b.places:
        factor *= OTHER_PLACE if a.places.isdisjoint(b.places) else SAME_PLACE
    return factor


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of articles that share key words: their places, `ones` the smaller, the likeness of
    their words alone, and with days, parties and places; and what to remember of it."""

    ones: NDArray[np.int64]
    others: NDArray[np.int64]
    words: NDArray[np.float64]
    likeness: NDArray[np.float64]
    measured: Likeness


def edges_of(profiles: Sequence[Profile], known: Likeness) -> Edges:
    """The pairs of articles that may report one event; words of `known` pairs are not compared."""
    starts = np.array([(one.days[0] or date.min).toordinal() for one in profiles])
    ends = np.array([(one.days[1] or date.max).toordinal() for one in profiles])
    dated = np.array([one.is_dated and one.days[0] is not None for one in profiles])
    ones, others = _near(profiles, np.where(dated, starts, 0))
    both = dated[ones] & dated[others]
    apart = np.abs(starts[ones] - starts[others])
    near = ~(both & (apart > FAR))
    ones, others, both, apart = ones[near], others[near], both[near], apart[near]
    gap = np.maximum(starts[ones], starts[others]) - np.minimum(ends[ones], ends[others])
    days = np.where(both, apart, np.maximum(0, gap))
    nearness = np.where(both, 1.0, NO_DAY) / (1 + (days / DAYS) ** 2)
    words, measured = _alike(profiles, ones, others, known)
    agreed = np.ones(len(ones))
    told = np.array([bool(one.parties) + 2 * bool(one.places) for one in profiles], dtype=np.int8)
    for place in np.flatnonzero(told[ones] & told[others]).tolist():
        agreed[place] = agreement(profiles[ones[place]], profiles[others[place]])
    return Edges(ones, others, words, words * nearness * agreed, measured)


def _near(
    profiles: Sequence[Profile], days: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of places whose articles share `SHARED_KEYS` key words and are near in time."""
    key = np.concatenate([profile.keys for profile in profiles])
    at = np.repeat(np.arange(len(profiles)), [len(profile.keys) for profile in profiles])
    order = np.lexsort((at, days[at], key))
    key, at = key[order], at[order]
    pairs = []
    for step in range(1, NEAR + 1):
        same = np.flatnonzero(key[:-step] == key[step:])
        low, high = np.minimum(at[same], at[same + step]), np.maximum(at[same], at[same + step])
        pairs.append(low * len(profiles) + high)
    codes = np.sort(np.concatenate(pairs))
    # `SHARED_KEYS` equal codes in a row, counted at the last of them and kept once.
    often = codes[SHARED_KEYS - 1 :][
        codes[SHARED_KEYS - 1 :] == codes[: len(codes) - SHARED_KEYS + 1]
    ]
    ones, others = np.divmod(often[np.diff(often, prepend=-1) > 0], len(profiles))
    return ones, others


_MIXED = np.uint64(0x9E3779B97F4A7C15)


def _alike(
    profiles: Sequence[Profile],
    ones: NDArray[np.int64],
    others: NDArray[np.int64],
    known: Likeness,
) -> tuple[NDArray[np.float64], Likeness]:
    """How alike the words of each pair are, 0 to 1, and the same to be remembered."""
    wording = np.array([profile.wording for profile in profiles], dtype=np.uint64)
    with np.errstate(over="ignore"):
        pairs = wording[ones] * _MIXED + wording[others]
    at = np.minimum(np.searchsorted(known.pairs, pairs), max(0, len(known.pairs) - 1))
    is_known = known.pairs[at] == pairs if len(known.pairs) else np.zeros(len(pairs), bool)
    alike = np.zeros(len(pairs))
    alike[is_known] = known.alike[at[is_known]]
    alike[~is_known] = _shared_words(profiles, ones[~is_known], others[~is_known])
    distinct, first = np.unique(pairs, return_index=True)
    return alike, Likeness(distinct, alike[first])


def _shared_words(
    profiles: Sequence[Profile], ones: NDArray[np.int64], others: NDArray[np.int64]
) -> NDArray[np.float64]:
    """How alike the words of each pair are, 0 to 1; `ones` are in order.

    One article after the other is spread over the whole vocabulary, and all that it is compared
    with are looked up there at once. Each pair is added up by itself, to the same last digit
    whatever it is looked up with.
    """
    if not len(ones):
        return np.zeros(0)
    compared = np.unique(np.concatenate([ones, others])).tolist()
    vocabulary = np.unique(np.concatenate([profiles[one].words for one in compared]))
    places = {
        one: np.searchsorted(vocabulary, profiles[one].words).astype(np.int32) for one in compared
    }
    spread = np.zeros(len(vocabulary))
    alike = np.zeros(len(ones))
    first = np.unique(ones)
    bounds = np.append(np.searchsorted(ones, first), len(ones))
    for one, begin, end in zip(first.tolist(), bounds[:-1], bounds[1:], strict=True):
        near = others[begin:end].tolist()
        spread[places[one]] = profiles[one].weights
        found = spread[np.concatenate([places[other] for other in near])]
        found *= np.concatenate([profiles[other].weights for other in near])
        lengths = [len(places[other]) for other in near]
        alike[begin:end] = np.add.reduceat(found, np.cumsum([0, *lengths[:-1]]))
        spread[places[one]] = 0.0
    return alike
