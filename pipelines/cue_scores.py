"""The log odds that a word credits a statement to somebody, added up from tables."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, pairwise
from typing import Any

from pipelines.cues import (
    CONSTANT,
    SMALL,
    STOPS,
    Look,
    cue_strengths,
    cue_weights,
    kind_of,
    looks_of,
    parts_between,
    stem_of,
    subject_class,
    words_to_name,
)
from pipelines.stretches import Stretch

Table = dict[Any, float]


@dataclass(frozen=True, slots=True)
class _Word:
    """What the weights of a word, its stem and its kind come to, by what stands beside it.

    The last three weigh it with the other words of its sentence that may be cues: by the strength
    of the one before it, by what parts it from the one behind, by whether the sentence ends soon.
    """

    strength: int
    base: float
    after: Table
    before: Table
    subject: Table
    last: Table
    following: Table
    behind: Table
    as_earlier: Table
    as_last: Table


@lru_cache(maxsize=1)
def _by_kind() -> dict[str, dict[Any, Table]]:
    """The weights by kind and first word, class or number, then by the second."""
    nested: dict[str, dict[Any, Table]] = defaultdict(lambda: defaultdict(dict))
    for (kind, one, other), weight in cue_weights().items():
        nested[kind][one][other] = weight
    return nested


def _of_one(kind: str) -> Table:
    """The weights of a kind that looks at one thing only."""
    return {one: table[""] for one, table in _by_kind()[kind].items()}


def _of_two(kind: str) -> Table:
    """The weights of a kind by the two things that it looks at."""
    tables = _by_kind()[kind].items()
    return {(one, other): weight for one, table in tables for other, weight in table.items()}


@lru_cache(maxsize=1 << 12)
def _word(low: str) -> _Word:
    weights, kinds, stem, kind = cue_weights(), _by_kind(), stem_of(low), kind_of(low)
    return _Word(
        cue_strengths()[low],
        weights[CONSTANT]
        + weights.get(("word", low, ""), 0.0)
        + weights.get(("stem", stem, ""), 0.0),
        _sum(
            kinds["word after"].get(low),
            kinds["stem after"].get(stem),
            kinds["kind after"].get(kind),
        ),
        _sum(kinds["word before"].get(low), kinds["stem before"].get(stem)),
        _sum(kinds["stem subject"].get(stem), _of_one("subject"), kinds["kind subject"].get(kind)),
        _sum(kinds["word -1"].get(low), _of_one("-1")),
        _sum(kinds["stem +1"].get(stem), _of_one("+1")),
        kinds["stem earlier"].get(stem, {}),
        kinds["earlier word"].get(stem, {}),
        kinds["last word"].get(stem, {}),
    )


def _sum(*tables: Mapping[Any, float] | None) -> Table:
    total: Table = defaultdict(float)
    for table in tables:
        for name, weight in (table or {}).items():
            total[name] += weight
    return dict(total)


@dataclass(frozen=True, slots=True)
class _Places:
    """The weights of what stands around a word, whichever word it is."""

    two_before: Table
    two_after: Table
    ahead: Table
    name: Table
    place: Table
    length: Table
    first: float
    only_last: float
    earlier: Table
    strongest: Table
    strongest_then: Table
    later: Table
    last: Table


@lru_cache(maxsize=1)
def _places() -> _Places:
    weights = cue_weights()
    return _Places(
        two_before=_of_one("-2"),
        two_after=_of_one("+2"),
        ahead=_of_one("ahead"),
        name=_of_one("name"),
        place=_of_two("place"),
        length=_of_two("length"),
        first=weights.get(("first", "", ""), 0.0),
        only_last=weights.get(("last", "", ""), 0.0),
        earlier=_of_two("earlier"),
        strongest=_of_two("strongest"),
        strongest_then=_of_two("strongest then"),
        later=_of_two("later"),
        last=_of_two("last"),
    )


@lru_cache(maxsize=1 << 6)
def _around_shape(shape: str) -> Table:
    """The weights of the classes before and after a word of that class."""
    return _sum(_of_two("around"), _of_two(f"around {shape}"))


def _own_score(
    lows: Sequence[str], looks: Sequence[Look], at: int, word: _Word, places: _Places
) -> float:
    """The weights of what `cues.py` sees beside a word, whether or not others may be cues.

    Only small words are in the tables of the very words before, behind and ahead.
    """
    last = len(lows) - 1
    before = looks[at - 1].kind if at else "^"
    after = looks[at + 1].kind if at < last else "^"
    score = (
        word.base
        + word.after.get(after, 0.0)
        + word.before.get(before, 0.0)
        + word.subject.get(subject_class(looks, at), 0.0)
        + _around_shape(looks[at].kind).get((before, after), 0.0)
        + places.two_before.get(looks[at - 2].kind if at > 1 else "^", 0.0)
        + places.two_after.get(looks[at + 2].kind if at + 1 < last else "^", 0.0)
        + places.place.get((at if at < 3 else 3 + (at > 7) + (at > 19), min(last - at, 3)), 0.0)
        + places.length.get((min(last // 8, 5), int(lows[last] in STOPS)), 0.0)
        + places.name.get(words_to_name(looks, at), 0.0)
    )
    if at:
        score += word.last.get(lows[at - 1], 0.0)
    if at < last:
        score += word.following.get(lows[at + 1], 0.0)
    for low in lows[at + 2 : at + 6]:
        if low in places.ahead:
            score += places.ahead[low]
    return score


def _scores_around(
    lows: Sequence[str],
    looks: Sequence[Look],
    cues: Sequence[int],
    weighed: Sequence[_Word],
    places: _Places,
) -> Iterator[float]:
    """The weights of what `cues.py` sees of the others that may be cues, for each of `cues`."""
    parts = [parts_between(lows, one, other) for one, other in pairwise(cues)]
    at_end = int(len(lows) - cues[-1] < 5)
    from_last = places.last.get((weighed[-1].strength, at_end), 0.0)
    from_last += weighed[-1].as_last.get(at_end, 0.0)
    since_first = since_best = best = 0
    for index, word in enumerate(weighed):
        if index == 0:
            score = places.first
        else:
            parted, earlier, top = parts[index - 1], weighed[index - 1], weighed[best].strength
            since_first |= parted
            since_best |= parted
            distance = min(3, (cues[index] - cues[index - 1]).bit_length())
            follows = lows[cues[best] + 1]
            if follows not in SMALL:
                follows = looks[cues[best] + 1].kind
            score = (
                places.earlier.get((8 * earlier.strength + parted, distance), 0.0)
                + earlier.as_earlier.get(parted, 0.0)
                + word.behind.get(earlier.strength, 0.0)
                + places.strongest.get((top, since_first), 0.0)
                + places.strongest_then.get((8 * top + since_best, follows), 0.0)
            )
        if index < len(parts):
            following = weighed[index + 1].strength
            score += places.later.get((following, parts[index]), 0.0) + from_last
        else:
            score += places.only_last
        if word.strength > weighed[best].strength:
            best, since_best = index, 0
        yield score


def cue_scores(stretch: Stretch) -> list[tuple[int, float]]:
    """Words of a sentence and the log odds that each credits a statement to somebody.

    The sum of the weights of `features_in`, which tables by word and by place give faster.
    """
    strengths, lows = cue_strengths(), stretch.lows
    found = list(compress(range(len(lows)), map(strengths.__contains__, lows)))
    if not found:
        return []
    looks, places = looks_of(stretch.words), _places()
    weighed = {at: _word(lows[at]) for at in found}
    scores = {at: _own_score(lows, looks, at, word, places) for at, word in weighed.items()}
    cues = [at for at in weighed if lows[at] != ":"]
    if cues:
        words = [weighed[at] for at in cues]
        around = _scores_around(lows, looks, cues, words, places)
        for at, score in zip(cues, around, strict=True):
            scores[at] += score
    return list(scores.items())
