"""Statements credited to somebody in the writer's words: who, the cue, and the clause."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.attribution_words import attribution_words
from pipelines.clauses import Phrase, object_after, subject_before
from pipelines.credits import Credit, is_passive, is_verb, subject_of
from pipelines.stretches import Stretch

_WORDS = attribution_words()
# A word counts as a cue from these chances on, with and without a source in its sentence: on the
# development articles three of four are right either way.
_LEAST_ODDS = math.log(0.45 / 0.55)
_LEAST_ODDS_ALONE = math.log(0.55 / 0.45)
_STOPS = frozenset((".", "?", "!", ",", ";", ":"))
HEARSAY = frozenset(("reportedly", "allegedly", "supposedly", "purportedly"))
_LONGEST_LABEL = 4  # words before a colon that may name a speaker
# Words that may follow a cue at the end of a sentence that it credits: "..., she said on Monday."
_TAIL = 4


class Statement(NamedTuple):
    """A credit and the clause it covers, as words of a stretch."""

    credit: Credit
    content: Phrase


def statements_in(stretch: Stretch, scores: Sequence[tuple[int, float]]) -> Iterator[Statement]:
    """The statements that a sentence credits to somebody without quoting them.

    `scores` are its words that may be cues, with their `cue_scores`.
    """
    last = -2
    for at, score in scores:
        if at == last + 1:
            continue  # "called on": the words after the first belong to the same cue
        odds = math.inf if stretch.lows[at] in HEARSAY else score
        if odds <= _LEAST_ODDS:
            continue
        if _is_act(stretch.lows, at) or stretch.lows[at + 1 : at + 3] == ["as", "saying"]:
            continue  # of "was quoted as saying" the second verb is the cue
        last = at
        statement = _statement(stretch, at)
        if statement is not None and (statement.credit.source or odds > _LEAST_ODDS_ALONE):
            yield statement


def _is_act(lows: list[str], at: int) -> bool:
    """Whether the word does something and says nothing: "passed a law", "offered a venue"."""
    low = lows[at]
    return low in _WORDS.act or (low.startswith("offer") and lows[at + 1 : at + 2] != ["to"])


def _statement(stretch: Stretch, cue: int) -> Statement | None:
    lows = stretch.lows
    last = len(lows) - 1
    if lows[cue] == "according" and lows[cue + 1 : cue + 2] == ["to"]:
        source = object_after(stretch, cue + 1)
        after = cue + 1 if source is None else source[1]
        credit = Credit((cue, cue + 1), source)
        # "According to X, ..." opens the sentence; elsewhere the clause before it is meant.
        content = _trimmed(lows, after + 1, last) if cue <= 1 else _trimmed(lows, 0, cue - 1)
    elif lows[cue] == ":":
        credit = Credit((cue, cue), (0, cue - 1) if 0 < cue <= _LONGEST_LABEL else None)
        content = _trimmed(lows, cue + 1, last)  # Holt: Talks have failed
    elif lows[cue] in HEARSAY:
        credit = Credit((cue, cue), None)
        content = _trimmed(lows, cue + 1, last) or _trimmed(lows, 0, cue - 1)
    elif cue > 2 and lows[cue - 1] == "," and lows[cue] in _WORDS.speech and _turned(stretch, cue):
        credit = Credit((cue, cue), object_after(stretch, cue))
        content = _trimmed(lows, 0, cue - 1)
    else:
        source = _source(stretch, cue)
        credit = Credit((cue, cue), source)
        opening = cue if source is None else min(cue, source[0])
        trails = opening > 2 and lows[opening - 1] == "," and last - cue <= _TAIL
        trails = trails and not lows[cue].endswith("ing")  # "..., saying it would fail"
        content = (
            _trimmed(lows, 0, opening - 1)
            if trails and lows[cue] in _WORDS.speech
            else _trimmed(lows, cue + 1, last)
        )
    return None if content is None else Statement(credit, content)


def _source(stretch: Stretch, cue: int) -> Phrase | None:
    """The subject of a verb, or whose a noun is: "Holt's criticism of the talks"."""
    if is_verb(stretch, cue):
        if is_passive(stretch, cue):
            return None  # "Holt was praised" is said by somebody else
        return subject_of(stretch, cue, len(stretch.lows))
    if cue and stretch.lows[cue - 1].endswith("'s"):
        return subject_before(stretch, cue)
    return None


def _turned(stretch: Stretch, cue: int) -> bool:
    """Whether the verb stands before its subject: "The talks failed, said Ann Holt"."""
    source = object_after(stretch, cue)
    if source is None or stretch.lows[cue].endswith("ing"):
        return False
    end = source[1] + 1
    return end >= len(stretch.lows) or stretch.lows[end] in _STOPS or stretch.lows[end] == "in"


def _trimmed(lows: list[str], first: int, last: int) -> Phrase | None:
    """The words from `first` to `last` without punctuation at either end; None if none is left."""
    while first <= last and lows[first] in _STOPS:
        first += 1
    while last >= first and lows[last] in _STOPS:
        last -= 1
    return (first, last) if first <= last else None
