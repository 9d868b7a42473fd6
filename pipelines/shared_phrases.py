"""Stock phrases and opening moulds that articles share though none is a copy of another."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipelines.reference import (
    RARE_PHRASES,
    reference_numbers,
    reference_phrases,
    reference_words,
    short_number,
)
from pipelines.word_runs import Numbers, Words, runs_of_numbers, words_of

RUN = 4  # words of the shortest phrase; "glimmer of hope" comes with its article
OPENING = 6  # words from the first on in which an opening mould shows
FEWEST = 3  # outlets: two may share anything
EVENTS = 2  # of which a phrase that no reference article has is no event's own vocabulary
SURPRISE = 6.0  # -log10 of the chance that so many of the articles have a phrase of its rarity
LONGEST = 10  # words; a longer run is a sentence that was copied
MOST = 500  # phrases, the strongest


@dataclass(frozen=True, slots=True)
class Text:
    """A text to look through, no copy of another one among them.

    `source` is equal for texts of one outlet, `event` for reports of one event.
    """

    article_id: str
    source: str
    event: str
    text: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where an article has a shared phrase, and how common the phrase is."""

    phrase: str
    article_id: str
    start_char: int
    end_char: int
    n_articles: int
    background_rate: float | None


def phrases_among(texts: Sequence[Text]) -> list[Occurrence]:
    """The shared phrases, strongest first, each with all its occurrences in the order of the texts.

    A phrase is made of words that are neither names nor belong to a subject, is shared by texts of
    `FEWEST` outlets at least, and is much rarer in the reference articles; one that they do not
    have at all is shared across events or opens the texts, or else it is what the event is about.
    Without reference there is nothing to hold a phrase against, and nothing is found. Time grows
    with the total length.
    """
    if len(texts) < FEWEST or not reference_words():
        return []
    runs, owners, starts, lengths, is_mould = _all_runs(texts)
    shared = _shared(runs, owners, is_mould, texts)
    wanted = np.flatnonzero(np.isin(runs, np.array(list(shared), dtype=np.uint64)))
    by_text: dict[int, list[_Place]] = defaultdict(list)
    for at in wanted.tolist():
        place = _Place(int(starts[at]), int(lengths[at]), int(runs[at]), bool(is_mould[at]))
        by_text[int(owners[at])].append(place)
    found: dict[tuple[int, ...], list[Occurrence]] = defaultdict(list)
    for owner, places in by_text.items():
        words = words_of(texts[owner].text)
        for joined in _joined(places, shared):
            kinds = tuple(place.run for place in joined)
            found[kinds].append(_occurrence(texts[owner], words, joined, shared))
    for kinds, occurrences in found.items():
        phrase = min((one.phrase for one in occurrences), key=_gap_last)
        found[kinds] = [replace(one, phrase=phrase) for one in occurrences]
    strongest = sorted(
        found.items(),
        key=lambda item: (-max(shared[run].surprise for run in item[0]), item[1][0].phrase),
    )
    return [occurrence for _, occurrences in strongest[:MOST] for occurrence in occurrences]


def _gap_last(phrase: str) -> tuple[bool, str]:
    """Of the wordings of a mould the one with its gap inside comes first: it fits all."""
    return phrase.endswith(_GAP), phrase


_GAP = "\u2026"


class _Place(NamedTuple):
    """A run in a text: its first word, how many words it spans, its number."""

    first: int
    length: int
    run: int
    is_mould: bool


@dataclass(frozen=True, slots=True)
class _Shared:
    n_articles: int
    rate: float | None
    surprise: float
    owners: int  # a digest of the texts that have the run


def _all_runs(
    texts: Sequence[Text],
) -> tuple[Numbers, NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Every run that could be a stock phrase: number, text, first word, words, whether it opens."""
    runs, owners, starts, lengths, moulds = [], [], [], [], []
    for owner, text in enumerate(texts):
        for number, (found, first, span) in enumerate(runs_to_count(text.text)):
            runs.append(found)
            owners.append(np.full(len(found), owner))
            starts.append(first)
            lengths.append(span)
            moulds.append(np.full(len(found), number == 1))
    return (
        np.concatenate(runs),
        np.concatenate(owners),
        np.concatenate(starts),
        np.concatenate(lengths),
        np.concatenate(moulds),
    )


def runs_to_count(text: str) -> Iterator[tuple[Numbers, NDArray[np.int64], NDArray[np.int64]]]:
    """Runs of `RUN` stock words with a telling one among them, then the opening moulds.

    Each as numbers, first words and lengths in words.
    """
    words = words_of(text)
    is_stock, is_telling = _kinds(words.numbers)
    runs = runs_of_numbers(words.numbers, RUN)
    if len(runs):
        stock = np.convolve(is_stock, np.ones(RUN), "valid")
        telling = np.convolve(is_telling, np.ones(RUN), "valid")
        at = np.flatnonzero((stock == RUN) & (telling > 0))
    else:
        at = np.zeros(0, np.int64)
    yield runs[at], at, np.full(len(at), RUN)
    moulds, firsts, lengths = [np.zeros(0, np.uint64)], [], []
    for first in _first_words(text, words):
        two = words.numbers[first : first + 2]
        for later in range(first + 2, min(first + OPENING, len(words))):
            if is_stock[first : first + 2].all() and is_telling[later]:
                mould = np.append(two, [_MOULD, words.numbers[later]])
                moulds.append(runs_of_numbers(mould, RUN))
                firsts.append(first)
                lengths.append(later - first + 1)
    yield np.concatenate(moulds), np.array(firsts, np.int64), np.array(lengths, np.int64)


_PARAGRAPH = 80  # characters; shorter first lines, and those without a stop, are headings
_SENTENCE_END = re.compile(r"[.!?](?:[\"'\u201d\u2019)]*(?:\s|$))")
_DATELINE = re.compile(r"[A-Z][^\n]{0,60}? ?[-\u2013\u2014] ")


def _first_words(text: str, words: Words) -> list[int]:
    """The word that the first paragraph opens with, and the one after its dateline."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start >= _PARAGRAPH and _SENTENCE_END.search(text, start, end):
            break
        start = end + 1
    else:
        start = 0
    dateline = _DATELINE.match(text, start)
    chars = [start, dateline.end()] if dateline else [start]
    return [int(place) for place in np.searchsorted(words.starts, chars)]


_MOULD = np.uint64(0x6F70656E)  # stands for what is between the words of a mould
_FREQUENT = 0.3  # of articles: words of grammar and of all news, which no subject claims
_TELLING = 0.15  # of articles: a phrase has a word rarer than that
_REPEATED = 1.6  # times a word comes in an article that has it: more is the word of a subject
_NAME = 0.5  # of its uses with a capital


@lru_cache(maxsize=1)
def _listed() -> tuple[Numbers, NDArray[np.bool_], NDArray[np.bool_]]:
    listed = reference_words()
    numbers = reference_numbers()
    values = np.array([tuple(word) for word in listed.values()]).reshape(-1, 3)
    share, times, capital = values.T
    stock = (capital < _NAME) & ((share >= _FREQUENT) | (times < _REPEATED))
    stock &= np.array([word.isalpha() for word in listed])
    order = np.argsort(numbers)
    return numbers[order], stock[order], (stock & (share < _TELLING))[order]


def _kinds(numbers: Numbers) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Of each word whether a stock phrase may have it, and whether it tells anything."""
    listed, stock, telling = _listed()
    found = np.minimum(np.searchsorted(listed, numbers), len(listed) - 1)
    known = listed[found] == numbers
    return known & stock[found], known & telling[found]


def _shared(
    runs: Numbers,
    owners: NDArray[np.int64],
    is_mould: NDArray[np.bool_],
    texts: Sequence[Text],
) -> Mapping[int, _Shared]:
    """The runs that more texts have than their rarity lets expect."""
    sources, events = _numbered([t.source for t in texts]), _numbered([t.event for t in texts])
    kinds, inverse = np.unique(runs, return_inverse=True)
    pairs = np.unique(inverse * len(texts) + owners)
    kind_of, owner_of = pairs // len(texts), pairs % len(texts)
    n_articles = np.bincount(kind_of, minlength=len(kinds))
    n_sources = _distinct(kind_of, sources[owner_of], len(kinds))
    n_events = _distinct(kind_of, events[owner_of], len(kinds))
    opens = np.zeros(len(kinds), bool)
    opens[inverse[is_mould]] = True
    ends = np.cumsum(n_articles)
    background = reference_phrases()
    shared = {}
    for place in np.flatnonzero(n_sources >= FEWEST).tolist():
        run, n = int(kinds[place]), int(n_articles[place])
        rate = background.get(short_number(run))
        if rate is None and n_events[place] < EVENTS and not opens[place]:
            continue
        surprise = _surprise(n, len(texts) * (RARE_PHRASES if rate is None else rate))
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
    text: Text, words: Words, places: Sequence[_Place], shared: Mapping[int, _Shared]
) -> Occurrence:
    first, last = places[0].first, places[-1].first + places[-1].length - 1
    rates = [shared[place.run].rate for place in places]
    at = list(range(first, last + 1))
    if len(places) == 1 and places[0].is_mould:
        at = [first, first + 1, last]
    wording = [text.text[words.starts[i] : words.ends[i]].lower() for i in at]
    if len(places) == 1 and places[0].is_mould:
        wording.insert(2 if last > first + 2 else 3, _GAP)
    return Occurrence(
        " ".join(wording),
        text.article_id,
        int(words.starts[first]),
        int(words.ends[last]),
        shared[places[0].run].n_articles,
        None if None in rates else min(rate for rate in rates if rate is not None),
    )
