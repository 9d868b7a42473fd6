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
_JOINS = frozenset(("and", "but", "or", "while"))
_NO_CONTENT = frozenset(("that", "to", "of", "as", "and", "out"))
_STOPS = frozenset((".", "?", "!", ",", ";", ":"))
HEARSAY = frozenset(("reportedly", "allegedly", "supposedly", "purportedly"))
_LONGEST_LABEL = 4  # words before a colon that may name a speaker
# Words that may follow a cue at the end of a sentence that it credits: "..., she said on Monday."
_TAIL = 4
_TO_AGENT = 4  # words from a participle to its "by", of which one is a day
_TO_OWNER = 4  # words from a noun to whose it is, with two adjectives between
_POSSESSIVE = frozenset(("his", "her", "their", "its"))
_SHORT_IS = frozenset(("it's", "he's", "she's", "that's", "there's", "what's", "who's", "let's"))


class Statement(NamedTuple):
    """A credit and the clause it covers, as words of a stretch."""

    credit: Credit
    content: Phrase


def statements_in(stretch: Stretch, scores: Sequence[tuple[int, float]]) -> Iterator[Statement]:
    """The statements that a sentence credits to somebody without quoting them.

    `scores` are its words that may be cues, with their `cue_scores`. A statement ends where the
    sentence goes on with another: "called it | a bribe | and said that ...".
    """
    found = list(_credited(stretch, scores))
    for number, statement in enumerate(found):
        content = statement.content
        for later in found[number + 1 :]:
            end = _end_before(stretch, later, content)
            if end is not None:
                shorter = _trimmed(stretch.lows, content[0], end)
                content = shorter or (0, -1)
                break
        if content[0] <= content[1] and _has_words(stretch, content):
            yield Statement(statement.credit, content)


def _has_words(stretch: Stretch, content: Phrase) -> bool:
    """Whether anything is said: "said that" may be all that is left of a broken text."""
    first, last = content
    return any(low not in _NO_CONTENT and low[0].isalnum() for low in stretch.lows[first : last + 1])


def _end_before(stretch: Stretch, later: Statement, content: Phrase) -> int | None:
    """The last word of a content in which a later statement of the same rank begins."""
    lows, cue = stretch.lows, later.credit.cue
    if cue is None or not content[0] <= cue[0] <= content[1]:
        return None
    source = later.credit.source
    at = cue[0]
    own = source is not None and content[0] <= source[0] < at
    if own and source is not None:
        at = source[0]
    while at > content[0] and (lows[at - 1] in _WORDS.auxiliary or lows[at - 1].endswith("ly")):
        at -= 1
    before = lows[at - 1] if at else ""
    if lows[cue[0]].endswith("ing"):
        return at - 1 if before == "," and not own else None
    if before not in _JOINS:
        return None
    clause = not own or before in ("but", "while") or lows[at - 2] == ","
    return at - 2 if clause else None


def _credited(stretch: Stretch, scores: Sequence[tuple[int, float]]) -> Iterator[Statement]:
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
        agent = _agent(stretch, cue)
        if agent is not None or is_passive(stretch, cue):
            return agent  # "Holt was praised" is said by somebody else
        return subject_of(stretch, cue, len(stretch.lows))
    return _owner(stretch, cue)


def _agent(stretch: Stretch, cue: int) -> Phrase | None:
    """Who did what a participle tells: "doubts voiced on Monday by | Holt |"."""
    lows = stretch.lows
    is_participle = lows[cue].endswith(("ed", "en", "wn")) or lows[cue] in _WORDS.past
    if not is_participle:
        return None
    at = cue + 1
    while at < min(cue + _TO_AGENT, len(lows)) and (
        lows[at] in _WORDS.time or lows[at].endswith("ly") or lows[at] in ("on", "last", "this")
    ):
        at += 1
    return object_after(stretch, at) if lows[at : at + 1] == ["by"] else None


def _owner(stretch: Stretch, cue: int) -> Phrase | None:
    """Whose a noun is: "Holt's sharp | criticism", "his | claim"."""
    for at in range(cue - 1, max(-1, cue - _TO_OWNER), -1):
        low = stretch.lows[at]
        if low.endswith("'s") and low not in _SHORT_IS:
            return subject_before(stretch, at + 1)
        if low in _POSSESSIVE:
            return at, at
        if not low.isalpha() or low in _WORDS.determiner or low in _WORDS.preposition:
            return None
    return None


def _turned(stretch: Stretch, cue: int) -> bool:
    """Whether the verb stands before its subject: "The talks failed, said Ann Holt"."""
    source = object_after(stretch, cue)
    if source is None or stretch.lows[cue].endswith("ing") or _is_clause(stretch, source):
        return False
    end = source[1] + 1
    return end >= len(stretch.lows) or stretch.lows[end] in _STOPS or stretch.lows[end] == "in"


def _is_clause(stretch: Stretch, phrase: Phrase) -> bool:
    """Whether a phrase has a verb: "said | the delegation packed its papers |"."""
    first, last = phrase
    return any(
        word in _WORDS.finite or (word.endswith("ed") and lower not in _WORDS.determiner)
        for lower, word in zip(
            stretch.lows[first:last], stretch.words[first + 1 : last + 1], strict=True
        )
    )


def _trimmed(lows: list[str], first: int, last: int) -> Phrase | None:
    """The words from `first` to `last` without punctuation at either end; None if none is left."""
    while first <= last and lows[first] in _STOPS:
        first += 1
    while last >= first and lows[last] in _STOPS:
        last -= 1
    return (first, last) if first <= last else None
