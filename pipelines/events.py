"""Which articles report one event: by rare words, days, parties and places."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pipelines.event_likeness import (
    DAYS,
    NO_DAY,
    UNKNOWN,
    Days,
    Edges,
    Likeness,
    Profile,
    agreement,
    edges_of,
)
from pipelines.telling_words import line_digests, repeated_lines, words_that_tell


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
    edges = edges_of(ordered, known)
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


def _grown(groups: list["_Group"], edges: Edges) -> NDArray[np.int64]:
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
    return _shared(a, b) / (a.n * b.n) * _nearness(a, b) * agreement(a, b)


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


def _deciding_slots(
    groups: Sequence[_Group], roots: NDArray[np.int64], edges: Edges
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
