"""The words and phrases that flags and scores count, found in one pass over the text."""

import itertools
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

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
WEIGHTED = "loaded_words"  # `loaded_words.tsv`: a phrase and its weight
JUDGING = "judging_words"  # those of them with the largest weights
# Weight from which a word of that list judges by itself: it is marked and counted. Weaker ones,
# three in four, are commoner in opinion than in reports; they add up and convince nobody alone.
LOADED_WORD = 1.2
_GROUP = re.compile(r"\(([^()]*)\)")


def phrases_in(lowered: str) -> dict[str, tuple[Span, ...]]:
    """Where each list's phrases stand in a text from `typography.lowered(plain(text))`.

    Spans of one list are ordered and disjoint: of two that overlap the longer one counts.
    A list without a hit is absent.
    """
    matcher, lists = _matcher()
    found = matcher.find_by_list(lowered, lists)
    return {name: _longest(spans) for name, spans in found.items()}


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
def _matcher() -> tuple[PhraseMatcher, tuple[tuple[str, ...], ...]]:
    lists: dict[str, list[str]] = {}
    for name in LISTS:
        for phrase in phrase_list(name):
            lists.setdefault(phrase, []).append(name)
    for phrase, weight in weighted_phrases(WEIGHTED).items():
        names = [WEIGHTED, JUDGING] if weight >= LOADED_WORD else [WEIGHTED]
        lists.setdefault(phrase, []).extend(names)
    return PhraseMatcher(list(lists)), tuple(tuple(names) for names in lists.values())


def _longest(places: list[tuple[int, int]]) -> tuple[Span, ...]:
    """The spans of places given as start and negative end, of which longer ones sort first."""
    places.sort()
    chosen = []
    last = 0
    for start, minus_end in places:
        if start >= last:
            last = -minus_end
            chosen.append(Span(start, last))
    return tuple(chosen)
