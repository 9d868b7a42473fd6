"""Which articles report one event: by rare words, days, parties and places."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipelines.reference import reference_numbers, reference_words
from pipelines.word_runs import Numbers, words_of

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
class Grouping:
    """The event of each article, and pairs of articles that only their days may keep apart.

    Of such a pair one at least is undated, and the wording of both is as alike as in one event.
    """

    memberships: list["Membership"]
    undated_alike: list[tuple[str, str]]


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
KEY_WORDS = 40  # of an article: rare, in title or lead, or repeated; two share some or are not
SHARED_KEYS = 2  # compared, nor are they if
NEAR = 24  # articles with the same key word were published between them
WORDS = 300  # that likeness is measured on


def events_among(stories: Sequence[Story]) -> Grouping:
    """The events of the articles, in the order of the articles.

    Groups grow from the likest pair on, and two groups are joined only if their articles are alike
    on average: one article between two events does not chain them together. Time grows with the
    number of articles: each is compared with at most `KEY_WORDS * NEAR` others.
    """
    if not stories:
        return Grouping([], [])
    order = sorted(range(len(stories)), key=lambda place: stories[place].article_id)
    repeated = _repeated_lines(stories)
    groups = [_Group.of(stories[place], _vector(stories[place], repeated)) for place in order]
    edges = _edges(groups)
    group_of = list(range(len(groups)))

    def root(place: int) -> int:
        while group_of[place] != place:
            group_of[place] = group_of[group_of[place]]
            place = group_of[place]
        return place

    for unlike, _, one, other in sorted(edges):
        if -unlike < SAME_EVENT:
            break  # groups are hardly ever more alike than their likest articles
        a, b = root(one), root(other)
        if a != b and _belong_together(groups[a], groups[b]):
            groups[a].join(groups[b])
            group_of[b] = a
    roots = [root(place) for place in range(len(groups))]
    apart = _deciding_slots(groups, roots, edges)
    found = {
        stories[place].article_id: Membership(
            stories[place].article_id, groups[roots[i]].first()[2], apart.get(roots[i])
        )
        for i, place in enumerate(order)
    }
    ordered = [stories[place] for place in order]
    alike = [
        (ordered[one].article_id, ordered[other].article_id)
        for _, words, one, other in edges
        if roots[one] != roots[other]
        and words >= ALIKE
        and not (ordered[one].is_dated and ordered[other].is_dated)
    ]
    return Grouping([found[story.article_id] for story in stories], sorted(alike))


@dataclass(slots=True)
class _Group:
    """Articles of one event so far; `weights` are summed over them, by word number."""

    stories: list[Story]
    words: Numbers
    weights: NDArray[np.float64]
    parties: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, story: Story, vector: "tuple[Numbers, NDArray[np.float64]]") -> "_Group":
        return cls([story], *vector, set(story.parties), set(story.places))

    def join(self, other: "_Group") -> None:
        self.stories += other.stories
        words = np.concatenate([self.words, other.words])
        weights = np.concatenate([self.weights, other.weights])
        self.words, places = np.unique(words, return_inverse=True)
        self.weights = np.bincount(places, weights).astype(np.float64)
        self.parties |= other.parties
        self.places |= other.places

    def cohesion(self) -> float:
        """How alike its articles are on average; 0 for a single one."""
        n = len(self.stories)
        return (float(np.sum(self.weights**2)) - n) / (n * (n - 1)) if n > 1 else 0.0

    def first(self) -> tuple[bool, date, str]:
        return min(
            (
                story.days[0] is None or not story.is_dated,
                story.days[0] or date.max,
                story.article_id,
            )
            for story in self.stories
        )


def _belong_together(a: _Group, b: _Group) -> bool:
    likeness = _likeness(a, b)
    return likeness >= SAME_EVENT and likeness >= LOOSEST * min(a.cohesion(), b.cohesion())


def _likeness(a: _Group, b: _Group) -> float:
    """How alike the articles of two groups are on average: 0 to about 1.3."""
    return _shared(a, b) / (len(a.stories) * len(b.stories)) * _nearness(a, b) * _agreement(a, b)


def _shared(a: _Group, b: _Group) -> float:
    if len(a.words) > len(b.words):
        a, b = b, a
    places = np.minimum(np.searchsorted(b.words, a.words), len(b.words) - 1)
    if not len(b.words):
        return 0.0
    return float(np.sum(a.weights * b.weights[places], where=b.words[places] == a.words))


def _nearness(a: _Group, b: _Group) -> float:
    days_a, days_b = _middle(a), _middle(b)
    if days_a is not None and days_b is not None:
        return 1 / (1 + ((days_a - days_b) / DAYS) ** 2)
    return NO_DAY / (1 + (_gap(a, b) / DAYS) ** 2)


def _middle(group: _Group) -> float | None:
    days = [s.days[0].toordinal() for s in group.stories if s.is_dated and s.days[0]]
    return sum(days) / len(days) if days else None


def _gap(a: _Group, b: _Group) -> int:
    """Days between the times in which the articles of two groups can have been written."""
    latest_start = max((s.days[0] or date.min) for group in (a, b) for s in group.stories)
    earliest_end = min((s.days[1] or date.max) for group in (a, b) for s in group.stories)
    return max(0, (latest_start - earliest_end).days)


def _agreement(a: _Group, b: _Group) -> float:
    agreement = 1.0
    if a.parties and b.parties:
        agreement *= SAME_PARTIES if len(a.parties & b.parties) > 1 else OTHER_PARTIES
    if a.places and b.places:
        agreement *= SAME_PLACE if a.places & b.places else OTHER_PLACE
    return agreement


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


def _repeated_lines(stories: Sequence[Story]) -> frozenset[int]:
    """Digests of the lines that many articles have."""
    counts = Counter(
        digest for story in stories for digest in {hash(line) for line in _long_lines(story.text)}
    )
    return frozenset(digest for digest, n in counts.items() if n >= FURNITURE)


def _long_lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if len(line) >= _LINE]


def _own_text(text: str, repeated: Collection[int]) -> str:
    """The text without repeated lines; as it is where those are half of it, as in a wire copy."""
    if not repeated or not any(hash(line) in repeated for line in _long_lines(text)):
        return text
    kept = "\n".join(line for line in text.split("\n") if hash(line) not in repeated)
    return kept if 2 * len(kept) > len(text) else text


def _vector(story: Story, repeated: Collection[int]) -> tuple[Numbers, NDArray[np.float64]]:
    """The words that say most of an article, with weights whose squares add up to 1."""
    title, body = (
        words_of(story.title).numbers,
        words_of(_own_text(story.text, repeated)[:_READ]).numbers,
    )
    if not len(body):
        body = words_of("\n".join(story.names)).numbers
    words = np.concatenate([title, body])
    if not len(words):
        return words, np.zeros(0)
    counts = np.ones(len(words))
    counts[: len(title)] = _TITLE
    counts[len(title) : len(title) + _LEAD_WORDS] = _LEAD
    numbers, places = np.unique(words, return_inverse=True)
    listed, says = _rarity()
    weights = 1 + np.log(np.bincount(places, counts))
    if len(listed):
        found = np.minimum(np.searchsorted(listed, numbers), len(listed) - 1)
        weights *= np.where(listed[found] == numbers, says[found], -np.log(_RAREST))
    top = np.sort(np.argsort(-weights, kind="stable")[:WORDS])
    top = top[weights[top] > 0]
    length = float(np.sqrt(np.sum(weights[top] ** 2))) or 1.0
    return numbers[top], weights[top] / length


_Edge = tuple[float, float, int, int]


def _edges(groups: Sequence[_Group]) -> list[_Edge]:
    """Pairs of articles that share key words: negative likeness, likeness of the words alone.

    The likest sort first.
    """
    keys, places = [], []
    for place, group in enumerate(groups):
        top = np.argsort(-group.weights, kind="stable")[:KEY_WORDS]
        keys.append(group.words[top])
        places.append(np.full(len(top), place))
    days = np.array([_middle(group) or 0.0 for group in groups])
    key, at = np.concatenate(keys), np.concatenate(places)
    order = np.lexsort((at, days[at], key))
    key, at = key[order], at[order]
    pairs = []
    for step in range(1, NEAR + 1):
        same = np.flatnonzero(key[:-step] == key[step:])
        low, high = np.minimum(at[same], at[same + step]), np.maximum(at[same], at[same + step])
        pairs.append(low * len(groups) + high)
    codes, counts = np.unique(np.concatenate(pairs), return_counts=True)
    ones, others = np.divmod(codes[counts >= SHARED_KEYS], len(groups))
    far = (days[ones] > 0) & (days[others] > 0) & (np.abs(days[ones] - days[others]) > FAR)
    edges = []
    for one, other in zip(ones[~far].tolist(), others[~far].tolist(), strict=True):
        a, b = groups[one], groups[other]
        words = _shared(a, b)
        edges.append((-words * _nearness(a, b) * _agreement(a, b), words, one, other))
    return edges


def _deciding_slots(
    groups: Sequence[_Group], roots: Sequence[int], edges: Sequence[_Edge]
) -> dict[int, str]:
    """For each event the slot in which it differs from the one with the article likest to its own.

    An event of several articles comes before one that a single article reports.
    """
    nearest: dict[int, tuple[bool, float, int]] = {}
    for _, words, one, other in edges:
        a, b = roots[one], roots[other]
        for event, near in ((a, b), (b, a)) if a != b else ():
            candidate = len(groups[near].stories) > 1, words, near
            nearest[event] = max(nearest.get(event, candidate), candidate)
    slots = {}
    for event, (_, _, other) in nearest.items():
        slot = _difference(groups[event], groups[other])
        if slot:
            slots[event] = slot
    return slots


def _difference(a: _Group, b: _Group) -> str | None:
    """The first slot in which two events differ: party, place, date, then persons."""
    if a.parties and b.parties and len(a.parties & b.parties) < 2:
        return "party"
    if a.places and b.places and not a.places & b.places:
        return "place"
    if _nearness(a, b) < NO_DAY / 2:
        return "date"
    persons_a = {person for story in a.stories for person in story.persons}
    persons_b = {person for story in b.stories for person in story.persons}
    if persons_a and persons_b and not persons_a & persons_b:
        return "person"
    return "place" if bool(a.places) != bool(b.places) else None
