"""The log odds that words credit a statement to somebody, for many sentences at once.

The sums of the weights of `cues.features_in`: these stand in tables by the numbers of what is
looked at, so that all words that may be cues are looked up together.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipelines.cues import (
    CONSTANT,
    SMALL,
    STOPS,
    cue_strengths,
    cue_weights,
    kind_of,
    look_of,
    stem_of,
    word_class,
)
from pipelines.phrases import spaced
from pipelines.remembered import Remembered
from pipelines.stretches import QUOTED, Stretch

Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]

_NO_WORD = ""
_GAP = 5  # of these between two sentences: nothing is looked at farther away
_BEYOND = "^"  # the class of what lies there
_NOTHING, _OTHER = 0, 1  # numbers of no name, and of every name that has no weight


@lru_cache(maxsize=1)
def _classes() -> list[str]:
    """Every class of words that has a weight, and those of small words."""
    classes = {_BEYOND, *map(word_class, SMALL)}
    for kind, one, other in cue_weights():
        if kind.startswith("around"):
            classes |= {str(one), str(other)}
        elif kind in ("-2", "+2"):
            classes.add(str(one))
        elif kind.endswith((" after", " before")):
            classes.add(str(other))
    return sorted(classes)


@lru_cache(maxsize=1)
def _names() -> dict[str, int]:
    """A number for every class, subject and small word that has a weight; classes come first."""
    classes = _classes()
    subjects = {
        str(one if kind == "subject" else other)
        for kind, one, other in cue_weights()
        if kind.endswith("subject")
    }
    others = (SMALL | subjects).difference(classes)
    ordered = ["", "none of them", *classes, *sorted(others)]
    return {name: number for number, name in enumerate(ordered)}


@lru_cache(maxsize=1)
def _cues() -> dict[str, int]:
    """A number from 1 for every word that may be a cue."""
    return {word: number for number, word in enumerate(cue_strengths(), start=1)}


class _Bits(NamedTuple):
    """Where a number stands in the code of a word."""

    first: int
    n_bits: int

    def of(self, codes: Numbers) -> Numbers:
        numbers: Numbers = (codes >> self.first) & ((1 << self.n_bits) - 1)
        return numbers


# What is known of a word, all in one number.
_CUE = _Bits(0, 11)
_KIND = _Bits(11, 8)
_SUBJECT = _Bits(19, 8)
_SMALL = _Bits(27, 8)
_PARTS = _Bits(35, 3)  # as `cues.parts_between` has them
_NAMES = _Bits(38, 1)
_STOPS = _Bits(39, 1)


def _code_of(word: str) -> int:
    names = _names()
    if word == _NO_WORD:
        return names[_BEYOND] << _KIND.first | names[_BEYOND] << _SUBJECT.first
    look, low = look_of(word), word.lower()
    kind = names.get(look.kind, _OTHER)  # of a mark that is weighed as a subject only: no class
    parts = (low in _JOINS) + 2 * (low == ",") + 4 * (low in _CLAUSE_ENDS)
    return (
        _cues().get(low, _NOTHING) << _CUE.first
        | (kind if kind < 2 + len(_classes()) else _OTHER) << _KIND.first
        | names.get(look.subject, _OTHER) << _SUBJECT.first
        | (names[low] if low in SMALL else _NOTHING) << _SMALL.first
        | parts << _PARTS.first
        | look.names << _NAMES.first
        | (low in STOPS) << _STOPS.first
    )


_JOINS = frozenset(("and", "but", "or"))
_CLAUSE_ENDS = frozenset((";", QUOTED))
_CODES = Remembered(_code_of)


class _Tables(NamedTuple):
    """The weights by number; the first number is the cue's, down to `as_last`."""

    strength: Numbers
    alone: Weights
    after: Weights
    before: Weights
    subject: Weights
    last: Weights
    following: Weights
    behind: Weights
    as_earlier: Weights
    as_last: Weights
    around: Weights
    two_before: Weights
    two_after: Weights
    ahead: Weights
    name: Weights
    place: Weights
    length: Weights
    earlier: Weights
    strongest: Weights
    strongest_then: Weights
    later: Weights
    end: Weights
    first: float
    only_last: float


Rows = Mapping[str, Sequence[int]]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    names, n_classes, weights = _names(), 2 + len(_classes()), cue_weights()
    n_names = len(names)
    by_word, by_stem, by_kind = (_cues_by(key) for key in (str, stem_of, kind_of))
    around = np.array([_of_places("around", n_classes, n_classes)] * n_classes)
    for shape in _classes():
        around[names[shape]] += _of_places(f"around {shape}", n_classes, n_classes)
    return _Tables(
        strength=np.array([0, *cue_strengths().values()]),
        alone=weights[CONSTANT] + _of_cues(1, {"word": by_word, "stem": by_stem})[:, _NOTHING],
        after=_of_cues(
            n_names, {"word after": by_word, "stem after": by_stem, "kind after": by_kind}
        ),
        before=_of_cues(n_names, {"word before": by_word, "stem before": by_stem}),
        subject=_of_cues(n_names, {"stem subject": by_stem, "kind subject": by_kind}, "subject"),
        last=_of_cues(n_names, {"word -1": by_word}, "-1"),
        following=_of_cues(n_names, {"stem +1": by_stem}, "+1"),
        behind=_of_cues(8, {"stem earlier": by_stem}),
        as_earlier=_of_cues(8, {"earlier word": by_stem}),
        as_last=_of_cues(2, {"last word": by_stem}),
        around=around,
        two_before=_of_places("-2", n_names, 1)[:, _NOTHING],
        two_after=_of_places("+2", n_names, 1)[:, _NOTHING],
        ahead=_of_places("ahead", n_names, 1)[:, _NOTHING],
        name=_of_places("name", 6, 1)[:, _NOTHING],
        place=_of_places("place", 6, 4),
        length=_of_places("length", 6, 2),
        earlier=_of_places("earlier", 64, 4),
        strongest=_of_places("strongest", 8, 8),
        strongest_then=_of_places("strongest then", 64, n_names),
        later=_of_places("later", 8, 8),
        end=_of_places("last", 8, 2),
        first=weights.get(("first", "", ""), 0.0),
        only_last=weights.get(("last", "", ""), 0.0),
    )


def _cues_by(key: Callable[[str], str]) -> Rows:
    found: dict[str, list[int]] = {}
    for word, number in _cues().items():
        found.setdefault(key(word), []).append(number)
    return found


@lru_cache(maxsize=1)
def _by_kind() -> dict[str, list[tuple[str | int, str | int, float]]]:
    """The weights of every kind, with the two things that it looks at."""
    found: dict[str, list[tuple[str | int, str | int, float]]] = {}
    for (kind, one, other), weight in cue_weights().items():
        found.setdefault(kind, []).append((one, other, weight))
    return found


def _column(name: str | int) -> int:
    return name if isinstance(name, int) else _names()[name]


def _of_cues(width: int, kinds: Mapping[str, Rows], of_any: str | None = None) -> Weights:
    """Weights by cue and by what stands beside it, added up from kinds that know the cue as its
    word, stem or kind, and from one that is `of_any` cue."""
    table = np.zeros((len(_cues()) + 1, width))
    for kind, rows in kinds.items():
        for one, other, weight in _by_kind().get(kind, ()):
            table[list(rows.get(str(one), ())), _column(other)] += weight
    for one, _, weight in _by_kind().get(of_any or "", ()):
        table[1:, _column(one)] += weight
    return table


def _of_places(kind: str, *shape: int) -> Weights:
    """Weights of a kind by the two things that it looks at, whichever cue it is."""
    table = np.zeros(shape)
    for one, other, weight in _by_kind().get(kind, ()):
        if kind != "last" or one != "":  # without others
            table[_column(one), _column(other)] += weight
    return table


def may_hold_cue(words: Iterable[bytes]) -> bool:
    """Whether there may be a word with a score among the words of a `phrases.spaced` sentence.

    Faster than to cut it into words as they are written.
    """
    return not _in_bytes().isdisjoint(words)


@lru_cache(maxsize=1)
def _in_bytes() -> frozenset[bytes]:
    """The first words of all words that have a score; "so-called" has two."""
    return frozenset(spaced(word).split()[0] for word in _cues())


def cue_scores(stretches: Sequence[Stretch]) -> list[list[tuple[int, float]]]:
    """Of every sentence the words that may be cues, and the log odds that each is one."""
    lengths = np.fromiter((len(stretch.words) for stretch in stretches), np.int64, len(stretches))
    starts = np.cumsum(lengths + _GAP) - lengths
    codes = np.full(int(lengths.sum()) + _GAP * (len(stretches) + 1), _CODES[_NO_WORD])
    owners = np.repeat(np.arange(len(stretches)), lengths)
    words = chain.from_iterable(stretch.words for stretch in stretches)
    codes[np.arange(len(owners)) + _GAP * (owners + 1)] = np.fromiter(
        map(_CODES.__getitem__, words), np.int64, len(owners)
    )
    cues = np.flatnonzero(_CUE.of(codes))
    owners = np.searchsorted(starts, cues, side="right") - 1
    ends = starts[owners] + lengths[owners]
    scores = _own_scores(codes, cues, cues - starts[owners], ends)
    worded = np.flatnonzero(_CUE.of(codes[cues]) != _cues().get(":", _NOTHING))
    scores[worded] += _scores_around(codes, cues[worded], owners[worded], ends[worded])
    found: list[list[tuple[int, float]]] = [[] for _ in stretches]
    places = cues - starts[owners]
    for owner, place, score in zip(owners.tolist(), places.tolist(), scores.tolist(), strict=True):
        found[owner].append((place, score))
    return found


def _own_scores(codes: Numbers, cues: Numbers, places: Numbers, ends: Numbers) -> Weights:
    """What the words around each of `cues` say, whether or not others may be cues.

    `places` are theirs in their sentences, `ends` where those end.
    """
    table, cue = _tables(), _CUE.of(codes[cues])
    kind, small = _KIND.of(codes), _SMALL.of(codes)
    subject, names = _SUBJECT.of(codes), _NAMES.of(codes)
    numbers = np.arange(len(codes))
    subject_at = np.maximum.accumulate(np.where(subject != _NOTHING, numbers, 0))
    name_at = np.maximum.accumulate(np.where(names, numbers, -_GAP))
    to_name = cues - name_at[cues - 1]
    to_end = ends - 1 - cues
    place = np.where(places < 3, places, 3 + (places > 7) + (places > 19))
    length = np.minimum((places + to_end) // 8, 5)
    scores: Weights = (
        table.alone[cue]
        + table.after[cue, kind[cues + 1]]
        + table.before[cue, kind[cues - 1]]
        + table.subject[cue, subject[subject_at[cues - 1]]]
        + table.around[kind[cues], kind[cues - 1], kind[cues + 1]]
        + table.two_before[kind[cues - 2]]
        + table.two_after[kind[cues + 2]]
        + table.place[place, np.minimum(to_end, 3)]
        + table.length[length, _STOPS.of(codes[ends - 1])]
        + table.name[np.where(to_name > 5, 0, to_name)]
        + table.last[cue, small[cues - 1]]
        + table.following[cue, small[cues + 1]]
    )
    for step in range(2, 6):
        scores += table.ahead[small[cues + step]]
    return scores


def _scores_around(codes: Numbers, cues: Numbers, owners: Numbers, ends: Numbers) -> Weights:
    """What the others in its sentence that may be cues say of each of `cues`."""
    table, cue = _tables(), _CUE.of(codes[cues])
    strength = table.strength[cue]
    parts = _Parts(codes)
    scores = np.zeros(len(cues))
    numbers = np.arange(len(cues))
    opens = np.append(True, owners[1:] != owners[:-1])[: len(cues)]
    scores[opens] = table.first
    first_at = np.maximum.accumulate(np.where(opens, numbers, 0))
    # The strongest so far, of equals the first: the largest of numbers that grow with the sentence,
    # then with the strength, and fall with the place.
    ranks = (owners * 8 + strength) * (len(cues) + 1) - numbers
    best_at = (-np.maximum.accumulate(ranks)) % (len(cues) + 1)

    later = np.flatnonzero(~opens)
    earlier, best, opening = later - 1, best_at[later - 1], first_at[later]
    parted = parts.between(cues[earlier], cues[later])
    gap = cues[later] - cues[earlier]
    follows = codes[cues[best] + 1]
    small = _SMALL.of(follows)
    then = np.where(small != _NOTHING, small, _KIND.of(follows))
    since_best = parts.between(cues[best], cues[later])
    scores[later] = (
        table.earlier[8 * strength[earlier] + parted, 1 + (gap > 1) + (gap > 3)]
        + table.as_earlier[cue[earlier], parted]
        + table.behind[cue[later], strength[earlier]]
        + table.strongest[strength[best], parts.between(cues[opening], cues[later])]
        + table.strongest_then[8 * strength[best] + since_best, then]
    )

    closes = np.append(owners[1:] != owners[:-1], True)[: len(cues)]
    scores[closes] += table.only_last
    last_at = np.flatnonzero(closes)[np.cumsum(closes) - closes][earlier]
    at_end = (ends[last_at] - cues[last_at] < 5).astype(np.int64)
    scores[earlier] += (
        table.later[strength[later], parted]
        + table.end[strength[last_at], at_end]
        + table.as_last[cue[last_at], at_end]
    )
    return scores


class _Parts:
    """What parts words from one another, as `cues.parts_between` has it."""

    def __init__(self, codes: Numbers) -> None:
        parts = _PARTS.of(codes)
        self._counts = [np.cumsum(parts & bit != 0) for bit in (1, 2, 4)]

    def between(self, first: Numbers, last: Numbers) -> Numbers:
        """For the words between each of `first` and of `last`, both left out."""
        found = np.zeros(len(first), np.int64)
        for bit, counts in zip((1, 2, 4), self._counts, strict=True):
            found += bit * (counts[last - 1] > counts[first])
        return found
