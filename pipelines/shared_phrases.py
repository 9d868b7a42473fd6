"""Stock phrases and opening moulds that articles share though none is a copy of another."""

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipelines.phrase_families import repeated
from pipelines.phrase_runs import RUN, Block, block_of
from pipelines.reference import (
    RARE_PHRASES,
    reference_phrases,
    reference_words,
    short_number,
)
from pipelines.word_runs import Numbers, words_of

FEWEST = 3  # outlets: two may share anything
EVENTS = 2  # of which a phrase that no reference article has is no event's own vocabulary
SURPRISE = 6.0  # -log10 of the chance that so many of the articles have a phrase of its rarity
LONGEST = 10  # words; a longer run is a sentence that was copied
MOST = 500  # phrases, the strongest


@dataclass(frozen=True, slots=True)
class Text:
    """A text to look through, no copy of another one among them.

    `source` is equal for texts of one outlet, `event` for reports of one event, `quoted` are the
    bounds of its quotations in order.
    """

    article_id: str
    source: str
    event: str
    text: str
    quoted: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where an article has a shared phrase, and how common the phrase is."""

    phrase: str
    article_id: str
    start_char: int
    end_char: int
    n_articles: int
    background_rate: float | None


class Counted(NamedTuple):
    """Of the runs of some articles what counting them takes: see `Block`."""

    owners: NDArray[np.int64]
    runs: Numbers
    moulds: NDArray[np.bool_]


def phrases_among(texts: Sequence[Text]) -> list[Occurrence]:
    """The shared phrases of these texts, strongest first; see `phrases_of`."""
    written = {text.article_id: text.text for text in texts}
    blocks = [block_of(owner, text.text, text.quoted) for owner, text in enumerate(texts)]
    return phrases_of(
        list(written),
        [text.source for text in texts],
        [text.event for text in texts],
        lambda: (Counted(block.owners, block.runs, block.moulds) for block in blocks),
        lambda: blocks,
        lambda wanted: {one: written[one] for one in wanted},
    )


def phrases_of(
    article_ids: Sequence[str],
    sources: Sequence[str],
    events: Sequence[str],
    counted: Callable[[], Iterable[Counted]],
    blocks: Callable[[], Iterable[Block]],
    texts: Callable[[Collection[str]], Mapping[str, str]],
) -> list[Occurrence]:
    """The shared phrases, strongest first, each with all its occurrences in the order of articles.

    A phrase is made of words that are neither names nor belong to a subject, is shared by texts of
    `FEWEST` outlets at least, and is much rarer in the reference articles; one that they do not
    have at all is shared across events or opens the texts, or else it is what the event is about.
    Without reference there is nothing to hold a phrase against, and nothing is found. Time grows
    with the total length; runs are `counted` anew for every `_AT_ONCE` of them, so that memory
    does not, and `texts` are asked for those few that have a phrase to be worded.
    """
    if len(article_ids) < FEWEST or not reference_words():
        return []
    shared = _shared(counted, _numbered(sources), _numbered(events))
    wanted = np.array(list(shared), dtype=np.uint64)
    found: dict[tuple[int, ...], list[_Found]] = defaultdict(list)
    for block in blocks():
        by_text: dict[int, list[_Place]] = defaultdict(list)
        for at in np.flatnonzero(np.isin(block.runs, wanted)).tolist():
            by_text[int(block.owners[at])].append(_Place.at(block, at))
        for owner, places in by_text.items():
            for joined in _joined(places, shared):
                found[tuple(place.run for place in joined)].append(_Found(owner, joined))
    strength = {kinds: max(shared[run].surprise for run in kinds) for kinds in found}
    by_strength = sorted(found, key=lambda kinds: (-strength[kinds], kinds))[: 2 * MOST]
    inside = repeated({kinds: found[kinds] for kinds in by_strength})
    strongest = [kinds for kinds in by_strength if kinds not in inside][:MOST]
    worded = {kinds: _telling(found[kinds]) for kinds in strongest}
    written = texts({article_ids[one.owner] for one in worded.values()})
    phrases = {
        kinds: _wording(written[article_ids[one.owner]], one) for kinds, one in worded.items()
    }
    strongest.sort(key=lambda kinds: (-strength[kinds], phrases[kinds]))
    return [
        _occurrence(phrases[kinds], article_ids[one.owner], one, shared)
        for kinds in strongest
        for one in found[kinds]
    ]


_GAP = "\u2026"


class _Place(NamedTuple):
    """A run in a text: its first word, how many words it spans, its characters, its number."""

    first: int
    length: int
    start_char: int
    end_char: int
    run: int
    is_mould: bool

    @classmethod
    def at(cls, block: Block, at: int) -> "_Place":
        return cls(
            int(block.firsts[at]),
            int(block.lengths[at]),
            int(block.starts[at]),
            int(block.ends[at]),
            int(block.runs[at]),
            bool(block.moulds[at]),
        )


class _Found(NamedTuple):
    """A phrase in a text: the places that make it."""

    owner: int
    places: list[_Place]

    @property
    def start_char(self) -> int:
        return self.places[0].start_char

    @property
    def end_char(self) -> int:
        return self.places[-1].end_char

    @property
    def is_mould(self) -> bool:
        return len(self.places) == 1 and self.places[0].is_mould


def _telling(found: Sequence[_Found]) -> _Found:
    """Of the occurrences the one to word: of a mould one with its gap inside, which fits all."""
    return next((o for o in found if not o.is_mould or o.places[0].length > 3), found[0])


def _wording(text: str, found: _Found) -> str:
    part = text[found.start_char : found.end_char]
    spans = words_of(part)
    words = [part[i:j].lower() for i, j in zip(spans.starts, spans.ends, strict=True)]
    if found.is_mould:
        gap_last = len(words) <= 3
        words = [*words[:2], words[-1]]
        words.insert(3 if gap_last else 2, _GAP)
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class _Shared:
    n_articles: int
    rate: float | None
    surprise: float
    owners: int  # a digest of the texts that have the run


_AT_ONCE = 2_000_000  # runs; some 200 MB while they are sorted


def _shared(
    counted: Callable[[], Iterable[Counted]],
    sources: NDArray[np.int64],
    events: NDArray[np.int64],
) -> Mapping[int, _Shared]:
    """The runs that more texts have than their rarity lets expect."""
    n_passes = 1 + sum(len(block.runs) for block in counted()) // _AT_ONCE
    shared: dict[int, _Shared] = {}
    for turn in range(n_passes):
        runs, owners, opens = [], [], []
        for block in counted():
            mine = block.runs % np.uint64(n_passes) == turn
            runs.append(block.runs[mine])
            owners.append(block.owners[mine])
            opens.append(block.runs[mine & block.moulds])
        every = np.concatenate(runs), np.concatenate(owners), np.concatenate(opens)
        shared |= _shared_of(*every, sources, events)
    return shared


def _shared_of(
    runs: Numbers,
    owners: NDArray[np.int64],
    opening: Numbers,
    sources: NDArray[np.int64],
    events: NDArray[np.int64],
) -> Mapping[int, _Shared]:
    if not len(runs):
        return {}
    order = np.lexsort((owners, runs))
    runs, owners = runs[order], owners[order]
    new_run = np.append(True, runs[1:] != runs[:-1])
    new = new_run | np.append(True, owners[1:] != owners[:-1])
    runs, owner_of, kind_of = runs[new], owners[new], np.cumsum(new_run)[new] - 1
    kinds = runs[np.append(True, runs[1:] != runs[:-1])]
    n_articles = np.bincount(kind_of)
    ends = np.cumsum(n_articles)
    often = np.isin(kind_of, np.flatnonzero(n_articles >= FEWEST))  # outlets are no more
    kind_of, of = kind_of[often], owner_of[often]
    n_sources = _distinct(kind_of, sources[of], len(kinds))
    n_events = _distinct(kind_of, events[of], len(kinds))
    opens = np.isin(kinds, opening)
    background = reference_phrases()
    shared = {}
    for place in np.flatnonzero(n_sources >= FEWEST).tolist():
        run, n = int(kinds[place]), int(n_articles[place])
        rate = background.get(short_number(run))
        if rate is None and n_events[place] < EVENTS and not opens[place]:
            continue
        surprise = _surprise(n, len(sources) * (RARE_PHRASES if rate is None else rate))
        if surprise >= SURPRISE:
            owned = hash(tuple(owner_of[ends[place] - n : ends[place]].tolist()))
            shared[run] = _Shared(n, rate, surprise, owned)
    return shared


def _numbered(values: Sequence[str]) -> NDArray[np.int64]:
    numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
    return np.array([numbers[value] for value in values])


def _distinct(
    kinds: NDArray[np.int64], owners: NDArray[np.int64], n_kinds: int
) -> NDArray[np.int64]:
    """How many different owners each kind has."""
    n_owners = int(owners.max(initial=0)) + 1
    return np.bincount(np.unique(kinds * n_owners + owners) // n_owners, minlength=n_kinds)


def _surprise(n: int, expected: float) -> float:
    """-log10 of the chance of n or more where `expected` are expected (Poisson, upper bound)."""
    if n <= expected:
        return 0.0
    return (n * math.log(n / expected) - (n - expected)) / math.log(10)


def _joined(places: Sequence[_Place], shared: Mapping[int, _Shared]) -> Iterator[list[_Place]]:
    """The places of a text with consecutive runs that the same texts share put together."""
    joined: list[_Place] = []
    for place in places:
        last = joined[-1] if joined else None
        if (
            last is None
            or last.is_mould
            or place.is_mould
            or place.first != last.first + 1
            or shared[place.run].owners != shared[last.run].owners
            or len(joined) + RUN > LONGEST
        ):
            if joined:
                yield joined
            joined = []
        joined.append(place)
    if joined:
        yield joined


def _occurrence(
    phrase: str, article_id: str, found: _Found, shared: Mapping[int, _Shared]
) -> Occurrence:
    rates = [shared[place.run].rate for place in found.places]
    return Occurrence(
        phrase,
        article_id,
        found.start_char,
        found.end_char,
        shared[found.places[0].run].n_articles,
        None if None in rates else min(rate for rate in rates if rate is not None),
    )
