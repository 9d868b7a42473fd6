"""Shared phrases that are the same words in the same places, so that one of them says it all."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import Protocol, TypeVar


class Place(Protocol):
    """Where a text, known by a number, has a phrase."""

    @property
    def owner(self) -> int: ...
    @property
    def start_char(self) -> int: ...
    @property
    def end_char(self) -> int: ...


Phrase = TypeVar("Phrase", bound=Hashable)


def repeated(found: Mapping[Phrase, Sequence[Place]]) -> set[Phrase]:
    """Phrases all of whose places lie inside, or around, places of one other phrase.

    The other one is what more texts share, or what is longer if as many do: "in a significant
    development" adds nothing to "in a significant ..." in the same openings. Time grows with the
    places, as few phrases stand in one spot.
    """
    by_owner: dict[int, list[tuple[int, int, Phrase]]] = defaultdict(list)
    for phrase, places in found.items():
        for place in places:
            by_owner[place.owner].append((place.start_char, -place.end_char, phrase))
    shared: Counter[frozenset[Phrase]] = Counter()
    for spots in by_owner.values():
        shared.update(_nested(sorted(spots, key=lambda spot: spot[:2])))
    rank = {phrase: _rank(places) for phrase, places in found.items()}
    order = {phrase: at for at, phrase in enumerate(found)}
    inside = set()
    for both, n in shared.items():
        less = min(both, key=lambda phrase: (rank[phrase], -order[phrase]))
        if n >= len(found[less]):
            inside.add(less)
    return inside


def _nested(spots: Sequence[tuple[int, int, Phrase]]) -> Counter[frozenset[Phrase]]:
    """Pairs of phrases of which one place holds the other, in one text, with how often."""
    pairs: Counter[frozenset[Phrase]] = Counter()
    around: list[tuple[int, Phrase]] = []
    for start, minus_end, phrase in spots:
        around = [(end, outer) for end, outer in around if end > start]
        for end, outer in around:
            if end >= -minus_end and outer != phrase:
                pairs[frozenset((outer, phrase))] += 1
        around.append((-minus_end, phrase))
    return pairs


def _rank(places: Sequence[Place]) -> tuple[int, int]:
    """How many texts share a phrase, then how long it is where it is longest."""
    n_texts = len({place.owner for place in places})
    return n_texts, max(place.end_char - place.start_char for place in places)
