"""Which articles report one event: by rare words, days, parties and places."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from pipelines.telling_words import line_digests, repeated_lines, words_that_tell

Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Story:
    """An article as far as events go.

    `days` is the stated day of publication twice, or else the earliest and latest day that the
    wording allows. Without its text an article still has the names it was found to contain.
    """

    article_id: str
    title: str
    text: str
    days: Days
    is_dated: bool
    names: tuple[str, ...] = ()
    parties: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()


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


@dataclass(frozen=True, slots=True)
class Grouping:
    """The event of each article, and pairs of articles that only their days may keep apart.

    Of such a pair one at least is undated, and the wording of both is as alike as in one event.
    """

    memberships: list["Membership"]
    undated_alike: list[tuple[str, str]]
    likeness: Likeness = UNKNOWN


@dataclass(frozen=True, slots=True)
class Membership:
    """The event of an article: the id of its first one, and the slot that set it apart."""

    article_id: str
    event_id: str
    deciding_slot: str | None


SAME_EVENT = 0.09  # mean likeness of the articles of two groups; best on labelled groups, see
# tests/labels/events.tsv: pairwise F1 falls slowly to both sides of it
LOOSEST = 0.5  # of the likeness inside the looser group; less is a bridge between two events
ALIKE = 0.2  # of the words of two articles: twice as much as two reports of an event need
DAYS = 4.0  # between two reports at which their likeness counts half
FAR = 60  # days between articles that are not compared at all
NO_DAY = 0.55  # what likeness counts where a day is unknown: it has to be higher
OTHER_PARTIES, SAME_PARTIES = 0.4, 1.15
OTHER_PLACE, SAME_PLACE = 0.9, 1.05
SHARED_KEYS = 2  # key words that two articles share, or they are not compared, nor are they if
NEAR = 24  # articles with the same key word were published between them


def events_among(stories: Sequence[Story]) -> Grouping:
    """The events of the articles, in the order of the articles."""
    lines = [line_digests(story.text) for story in stories]
    repeated = repeated_lines(np.concatenate(lines)) if lines else frozenset()
    return events_of(
        [
            Profile(
                story.article_id,
                story.days,
                story.is_dated,
                story.parties,
                story.places,
                story.persons,
                *words_that_tell(story.title, story.text, story.names, repeated),
            )
            for story in stories
        ]
    )


def events_of(profiles: Sequence[Profile], known: Likeness = UNKNOWN) -> Grouping:
    """The events of the articles, in the order of the articles.

    The words of pairs that are `known` are not compared again.

    Groups grow from the likest pair on, and two groups are joined only if their articles are alike
    on average: one article between two events does not chain them together. Time grows with the
    number of articles: each is compared with at most `KEY_WORDS * NEAR` others.
    """
    if not profiles:
        return Grouping([], [])
    ordered = sorted(profiles, key=lambda profile: profile.article_id)
    edges = _edges(ordered, known)
    groups = [_Group.of(profile) for profile in ordered]
    roots = _grown(groups, edges)
    apart = _deciding_slots(groups, roots, edges)
    found = {
        profile.article_id: Membership(
            profile.article_id, groups[roots[place]].first[2], apart.get(int(roots[place]))
        )
        for place, profile in enumerate(ordered)
    }
    dated = np.array([profile.is_dated for profile in ordered])
    undated = ~(dated[edges.ones] & dated[edges.others])
    alike = (roots[edges.ones] != roots[edges.others]) & (edges.words >= ALIKE) & undated
    pairs = [
        (ordered[one].article_id, ordered[other].article_id)
        for one, other in zip(edges.ones[alike], edges.others[alike], strict=True)
    ]
    memberships = [found[profile.article_id] for profile in profiles]
    return Grouping(memberships, sorted(pairs), edges.measured)


def _grown(groups: list["_Group"], edges: "_Edges") -> NDArray[np.int64]:
    """The group that each article ends in, by its place in `groups`, which are joined."""
    group_of = list(range(len(groups)))

    def root(place: int) -> int:
        while group_of[place] != place:
            group_of[place] = group_of[group_of[place]]
            place = group_of[place]
        return place

    # Groups are hardly ever more alike than their likest articles.
    enough = np.flatnonzero(edges.likeness >= SAME_EVENT)
    likest = np.lexsort((edges.others[enough], edges.ones[enough], -edges.likeness[enough]))
    for one, other in zip(
        edges.ones[enough][likest].tolist(), edges.others[enough][likest].tolist(), strict=True
    ):
        a, b = root(one), root(other)
        if a != b and _belong_together(groups[a], groups[b]):
            groups[a].join(groups[b])
            group_of[b] = a
    return np.array([root(place) for place in range(len(groups))])


@dataclass(slots=True)
class _Group:
    """Articles of one event so far; `weights` are summed over them, by word number."""

    n: int
    words: NDArray[np.uint32]
    weights: NDArray[np.float64]
    first: tuple[bool, date, str]
    n_dated: int
    day_sum: int
    latest_start: int
    earliest_end: int
    parties: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, profile: Profile) -> "_Group":
        start, end = profile.days
        is_dated = profile.is_dated and start is not None
        return cls(
            1,
            profile.words,
            profile.weights.astype(np.float64),
            (not is_dated, start or date.max, profile.article_id),
            int(is_dated),
            start.toordinal() if is_dated and start else 0,
            (start or date.min).toordinal(),
            (end or date.max).toordinal(),
            set(profile.parties),
            set(profile.places),
            set(profile.persons),
        )

    def join(self, other: "_Group") -> None:
        words = np.concatenate([self.words, other.words])
        weights = np.concatenate([self.weights, other.weights])
        self.words, places = np.unique(words, return_inverse=True)
        self.weights = np.bincount(places, weights).astype(np.float64)
        self.n += other.n
        self.first = min(self.first, other.first)
        self.n_dated += other.n_dated
        self.day_sum += other.day_sum
        self.latest_start = max(self.latest_start, other.latest_start)
        self.earliest_end = min(self.earliest_end, other.earliest_end)
        self.parties |= other.parties
        self.places |= other.places
        self.persons |= other.persons

    def cohesion(self) -> float:
        """How alike its articles are on average; 0 for a single one."""
        n = self.n
        return (float(np.sum(self.weights**2)) - n) / (n * (n - 1)) if n > 1 else 0.0

    def middle(self) -> float | None:
        """The mean of the stated days, as an ordinal."""
        return self.day_sum / self.n_dated if self.n_dated else None


def _belong_together(a: _Group, b: _Group) -> bool:
    likeness = _likeness(a, b)
    return likeness >= SAME_EVENT and likeness >= LOOSEST * min(a.cohesion(), b.cohesion())


def _likeness(a: _Group, b: _Group) -> float:
    """How alike the articles of two groups are on average: 0 to about 1.3."""
    return _shared(a, b) / (a.n * b.n) * _nearness(a, b) * _agreement(a, b)


def _shared(a: _Group, b: _Group) -> float:
    if len(a.words) > len(b.words):
        a, b = b, a
    if not len(b.words):
        return 0.0
    places = np.minimum(np.searchsorted(b.words, a.words), len(b.words) - 1)
    return float(np.sum(a.weights * b.weights[places], where=b.words[places] == a.words))


def _nearness(a: _Group, b: _Group) -> float:
    days_a, days_b = a.middle(), b.middle()
    if days_a is not None and days_b is not None:
        return 1 / (1 + ((days_a - days_b) / DAYS) ** 2)
    # Days between the times in which the articles of the two can have been written.
    gap = max(a.latest_start, b.latest_start) - min(a.earliest_end, b.earliest_end)
    return NO_DAY / (1 + (max(0, gap) / DAYS) ** 2)


def _agreement(a: _Group | Profile, b: _Group | Profile) -> float:
    agreement = 1.0
    if a.parties and b.parties:
        agreement *= SAME_PARTIES if len(a.parties & b.parties) > 1 else OTHER_PARTIES
    if a.places and b.places:
        agreement *= OTHER_PLACE if a.places.isdisjoint(b.places) else SAME_PLACE
    return agreement


@dataclass(frozen=True, slots=True)
class _Edges:
    """Pairs of articles that share key words: their places, `ones` the smaller, the likeness of
    their words alone, and with days, parties and places; and what to remember of it."""

    ones: NDArray[np.int64]
    others: NDArray[np.int64]
    words: NDArray[np.float64]
    likeness: NDArray[np.float64]
    measured: Likeness


def _edges(profiles: Sequence[Profile], known: Likeness) -> _Edges:
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
    agreement = np.ones(len(ones))
    told = np.array([bool(one.parties) + 2 * bool(one.places) for one in profiles], dtype=np.int8)
    for place in np.flatnonzero(told[ones] & told[others]).tolist():
        agreement[place] = _agreement(profiles[ones[place]], profiles[others[place]])
    return _Edges(ones, others, words, words * nearness * agreement, measured)


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


def _deciding_slots(
    groups: Sequence[_Group], roots: NDArray[np.int64], edges: _Edges
) -> dict[int, str]:
    """For each event the slot in which it differs from the one with the article likest to its own.

    An event of several articles comes before one that a single article reports.
    """
    across = roots[edges.ones] != roots[edges.others]
    a, b = roots[edges.ones[across]], roots[edges.others[across]]
    event, near = np.concatenate([a, b]), np.concatenate([b, a])
    words = np.tile(edges.words[across], 2)
    several = np.array([group.n > 1 for group in groups])[near]
    order = np.lexsort((near, words, several, event))
    event, near = event[order], near[order]
    last = np.append(event[1:] != event[:-1], True) if len(event) else np.zeros(0, bool)
    slots = {}
    for own, other in zip(event[last].tolist(), near[last].tolist(), strict=True):
        slot = _difference(groups[own], groups[other])
        if slot:
            slots[own] = slot
    return slots


def _difference(a: _Group, b: _Group) -> str | None:
    """The first slot in which two events differ: party, place, date, then persons."""
    if a.parties and b.parties and len(a.parties & b.parties) < 2:
        return "party"
    if a.places and b.places and not a.places & b.places:
        return "place"
    if _nearness(a, b) < NO_DAY / 2:
        return "date"
    if a.persons and b.persons and not a.persons & b.persons:
        return "person"
    return "place" if bool(a.places) != bool(b.places) else None
