"""The words and phrases that flags and scores count, found in one pass over the text."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from pipelines.articles import Span
from pipelines.phrases import PhraseMatcher

FOLDER = Path(__file__).parent / "lexicons"
# One file per list, `NAME.txt`; lexicons/README_flags.md says where each comes from.
LISTS = (
    "anonymity",
    "calques",
    "chatbot_residue",
    "cited_documents",
    "cues",
    "event_dates",
    "hedges",
    "judgements",
    "lost_apostrophes",
    "placeholders",
    "reporting_places",
    "republication",
    "stock_phrases",
    "template_vocabulary",
    "text_about_text",
    "vague_groups",
)
LOADED = "loaded_words"  # `loaded_words.tsv`: a phrase and its weight
# Weight from which a word of that list judges by itself: it is marked and counted. Weaker ones,
# three in four, are commoner in opinion than in reports; they add up and convince nobody alone.
LOADED_WORD = 1.2
_GROUP = re.compile(r"\(([^()]*)\)")

# Start and end of a loaded word, and its weight. Plain tuples: a text has a hundred of them, of
# which no more than a few are shown.
LoadedWord = tuple[int, int, float]
Place = TypeVar("Place", tuple[int, int], LoadedWord)


class Wording(NamedTuple):
    """What the lists find in a text.

    `phrases` are the places of each list's phrases, ordered and disjoint: of two that overlap the
    longer one counts. A list without a hit is absent. `loaded` are the loaded words, alike.
    """

    phrases: Mapping[str, tuple[Span, ...]]
    loaded: Sequence[LoadedWord]


def wording_of(lowered: str) -> Wording:
    """What the lists find in a text from `typography.lowered(plain(text))`."""
    matcher, lists, weights = _matcher()
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    words = matcher.words(lowered)
    loaded = [(at, end - 2, weight) for index, at, end in words if (weight := weights[index])]
    for index, at, end in words:
        if (names := lists[index]) and (place := matcher.place(lowered, index, at, end)):
            for name in names:
                found[name].append(place)
    for index, start, end in matcher.bare(lowered):
        for name in lists[index]:
            found[name].append((start, end))
    if compounds := found.pop(LOADED, None):
        of = weighted_phrases(LOADED)
        loaded += [(start, end, of[lowered[start:end]]) for start, end in compounds]
        loaded = _longest(loaded)
    spans = {name: tuple(map(Span._make, _longest(places))) for name, places in found.items()}
    return Wording(spans, loaded)


@cache
def phrase_list(name: str) -> tuple[str, ...]:
    """The phrases of one list with their alternatives written out: "(a|b) c" gives two.

    Raises ValueError with file and line for a line whose brackets do not match.
    """
    path = FOLDER / f"{name}.txt"
    phrases: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if "(" in _GROUP.sub("", line) or ")" in _GROUP.sub("", line):
            raise ValueError(f"{path}, line {number}: brackets do not match in {line!r}")
        phrases.extend(_written_out(line))
    return tuple(dict.fromkeys(phrases))


@cache
def weighted_phrases(name: str) -> dict[str, float]:
    """Phrases of a weighted list `NAME.tsv` with their weights.

    Raises ValueError with file and line where a line is not a phrase, a tab and a number.
    """
    path = FOLDER / f"{name}.tsv"
    weights: dict[str, float] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        phrase, _, weight = line.partition("\t")
        try:
            weights[phrase] = float(weight)
        except ValueError:
            raise ValueError(
                f"{path}, line {number}: expected a phrase, a tab and a number, not {line!r}"
            ) from None
    return weights


def _written_out(line: str) -> Iterable[str]:
    """Every choice of one alternative from each bracket."""
    parts = _GROUP.split(line)  # text and alternatives take turns
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    for choice in itertools.product(*choices):
        yield " ".join("".join(choice).split())


@cache
def _matcher() -> tuple[PhraseMatcher, tuple[tuple[str, ...], ...], tuple[float, ...]]:
    """All phrases; of each the lists it is on, and its weight if it is one loaded word.

    Compounds ("pro-life") are on a list of their own, for their marks are to be compared.
    """
    lists: dict[str, list[str]] = {}
    for name in LISTS:
        for phrase in phrase_list(name):
            lists.setdefault(phrase, []).append(name)
    weights = weighted_phrases(LOADED)
    for phrase in weights:
        lists.setdefault(phrase, []).extend([] if phrase.isalpha() else [LOADED])
    return (
        PhraseMatcher(list(lists)),
        tuple(map(tuple, lists.values())),
        tuple(weights.get(phrase, 0.0) if phrase.isalpha() else 0.0 for phrase in lists),
    )


def _longest(places: list[Place]) -> list[Place]:
    """The places in order, without those that overlap an earlier or a longer one."""
    places.sort()
    chosen: list[Place] = []
    start = end = -1
    for place in places:
        if place[0] == start:  # the longer of the two, as sorted
            chosen[-1] = place
        elif place[0] >= end:
            chosen.append(place)
        else:
            continue
        start, end = place[0], place[1]
    return chosen
