"""What a sentence says to have happened, by whom: so that two articles' days or places for it meet.

Used only to tell that two articles cannot both be right, never that they agree.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipelines.phrases import TermMatcher
from pipelines.typography import lowered, plain

LEXICON = Path(__file__).parent / "lexicons" / "occasions.toml"
TOLD = ("date", "place", "outcome")  # slots that can be held against each other
# Of votes, deaths and protests several places are right at once.
_IN_ONE_PLACE = frozenset({"talks", "signing", "exchange"})
ENOUGH = 2  # words of names that two texts share of one thing: a full name, or two sides
MOST_NAMES = 10  # of a sentence; more are a list of guests
BESIDE = 60  # characters between a day and the word for what happened on it
_CAPTION = re.compile(
    r"@\w|https?:|pic\.twitter|\b(?:photo|reuters/|getty|\bap\b|afp|file picture|pictured)"
)
REACH = 160  # characters to both sides that are looked at, in the same sentence
_END = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(A-Z\d])|\n")
# A capital, a title or a short month before a stop: "J.", "Dr.", "Feb."
_NO_END = re.compile(r"\b(?:[A-Z]|Mr|Ms|Dr|St|Lt|Jr|Sr|No|vs|Sept|[A-Z][a-z]{2})\.$")
_NAME = re.compile(r"\b[A-Z][\w'-]*[a-z]\w*")
_NO_NAME_WORDS = """
January February March April May June July August September October November December Jan Feb Mar
Apr Jun Jul Aug Sept Sep Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday The A
An In On At By He She It They We But And This That These Those His Her Their Its When While After
Before For From With As Since Until During There Mr Mrs Ms Dr President Minister Prime Police
Over Under Still Then Also Later Now Here Some Many Most All Our Your Yet So Because Although Though
Even Just Only Last Next More Asked What Who How Why Where Under Against Among About Like
Officials Mediator Envoys Talks Both If Not No One Two Three According Sen Rep Gov Gen US
"""
_NO_NAMES = frozenset(_NO_NAME_WORDS.split())
# Words shortly before a day that make it the edge of a time, or another time of the same kind.
_EDGE = re.compile(
    r"\b(?:until|till|since|by|before|after|through|from|between|next|previous|earlier|another|again|"
    r"anniversary|second|third|deadline|starting|beginning|ending|updated|published|posted|dated)\b"
    r"(?:\W+\w+){0,2}\W*$"
)
_RANGE_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?\s*(?:-|to|and|or|,)\s*$")
_RANGE_AFTER = re.compile(r"\s*(?:-|to|and|or)\s*\d")
_AHEAD = re.compile(r"\b(?:will|would|to be|scheduled|expected|planned|plans|due|set to|slated)\b")


class Told(NamedTuple):
    """A day, a place or an outcome that a text states, with what tells of which thing it states it.

    `kinds` are the kinds of what happened (none for an outcome, which is one), `names` the words of
    names in the sentence, `is_ahead` whether the thing was still to come, and `by_weekday` whether
    a day was told from a weekday and the day of publication.
    """

    slot: str
    value: str
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    is_ahead: bool
    by_weekday: bool = False


def told_in(text: str, slots: Iterable[tuple[str, str, int, int]]) -> list[Told]:
    """What a text tells of things that `ENOUGH` names make known again in another text.

    `slots` are its days, places and outcomes, as slot, value, start_char and end_char; a day that
    is the edge of a time ("since 3 May") or stands under a picture dates nothing.
    """
    straight = plain(text)
    low = lowered(straight)
    if len(low) != len(text):
        return []
    found = (_told(straight, low, *one) for one in slots if one[0] in TOLD)
    return list(dict.fromkeys(told for told in found if told and len(told.names) >= ENOUGH))


def _told(text: str, low: str, slot: str, value: str, start: int, end: int) -> Told | None:
    first, last = _sentence(text, start, end)
    if _CAPTION.search(low, first, last):
        return None
    kinds: frozenset[str] = frozenset()
    if slot == "date":
        if (
            _EDGE.search(low, first, start)
            or _RANGE_BEFORE.search(low, first, start)
            or _RANGE_AFTER.match(low, end, last)
        ):
            return None
        kinds = _kinds(low, max(first, start - BESIDE), min(last, end + BESIDE))
        if not kinds:
            return None
    elif slot == "place":
        kinds = _kinds(low, max(first, start - BESIDE), min(last, end + BESIDE)) & _IN_ONE_PLACE
        if start == first or not kinds:  # a dateline, or a capital that names nothing
            return None
    own = _NAME.findall(text[start:end])
    names = {name.removesuffix("'s") for name in _NAME.findall(text, first, last)}
    names = names.difference(own, _NO_NAMES)
    is_ahead = _AHEAD.search(low, first, last) is not None
    by_weekday = slot == "date" and not any(char.isdigit() for char in text[start:end])
    chosen = tuple(sorted(names)[:MOST_NAMES])
    return Told(slot, value, tuple(sorted(kinds)), chosen, is_ahead, by_weekday)


def _kinds(low: str, first: int, last: int) -> frozenset[str]:
    """The kinds of what is said to happen in a stretch of a text."""
    matcher, kind_of = _matcher()
    return frozenset(kind_of[index] for index, _, _ in matcher.find(low[first:last]))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around some words, at most `REACH` characters to each side."""
    first, last = max(0, start - REACH), min(len(text), end + REACH)
    for match in _END.finditer(text, first, start):
        if not _NO_END.search(text, max(0, match.start() - 5), match.start() + 1):
            first = match.end()
    for match in _END.finditer(text, end, last):
        if not _NO_END.search(text, max(0, match.start() - 5), match.start() + 1):
            last = match.start() + 1
            break
    return first, last


@lru_cache(maxsize=1)
def _matcher() -> tuple[TermMatcher, Sequence[str]]:
    kinds = tomllib.loads(LEXICON.read_text(encoding="utf-8"))["kinds"]
    terms = {term: kind for kind, words in kinds.items() for term in _listed(words)}
    return TermMatcher(tuple(terms)), tuple(terms.values())


def _listed(text: str) -> list[str]:
    return [term for part in re.split(r"[,\n]", text) if (term := " ".join(part.split()))]
