"""What a sentence says to have happened, by whom: so that two articles' days or places for it meet.

Used only to tell that two articles cannot both be right, never that they agree.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from pipelines.phrases import TermMatcher
from pipelines.readers.datelines import past_dateline
from pipelines.stated_days import weekday_names
from pipelines.typography import lowered, plain

LEXICON = Path(__file__).parent / "lexicons" / "occasions.toml"
TOLD = ("date", "place", "outcome", "figure")  # slots that can be held against each other
# Of votes, deaths and protests several places are right at once.
_IN_ONE_PLACE = frozenset({"talks", "signing", "exchange"})
ENOUGH = 2  # words of names that two texts share of one thing: a full name, or two sides
MOST_NAMES = 10  # of a sentence; more are a list of guests
BESIDE = 60  # characters between a day and the word for what happened on it
_CAPTION = re.compile(
    r"@\w|https?:|pic\.twitter|\b(?:photo|reuters/|getty|afp|file picture|pictured)|"
    r"\b(?:ap|caption)\b"
)
NEAR = 40  # characters to both sides of a value in which stands what it is a value of
WORDS = 3  # of some length that a value must stand among to be known again by them, see `alike`
MOST_WORDS = 24  # of a sentence
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


# Words of some length that any sentence may have.
_ANY_WORDS = """
that with from this have were been their they will would which about after before when than into
over also more other there could said told says where while under what some such because through
during against between first last week year month today told announced tweeted statement news
interview called conference reporters night morning afternoon evening
"""
_OF_ANY = frozenset(_ANY_WORDS.split())
_STEM = 6  # letters: "hospital" and "hospitalized" are one
_ENDING = re.compile(r"(?<=[a-z]{3})(?:ings?|ed|ers?|es|s|e|ions?)$")
_LONG_WORD = re.compile(r"[a-z]{4,}")
_DAY_OR_MONTH = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|"
    r"september|october|november|december"
)


class Told(NamedTuple):
    """A day, place, outcome or figure that a text states, with what tells of which thing it does.

    `kinds` are the kinds of what happened (none for an outcome, which is one), `names` the words of
    names in the sentence, `is_ahead` whether the thing was still to come, and `by_weekday` whether
    a day was told from a weekday and the day of publication. `words` are numbers for the longer
    words of the sentence, `near` for those within `NEAR` characters; `unit` is what a figure
    counts.
    """

    slot: str
    value: str
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    is_ahead: bool
    by_weekday: bool = False
    words: tuple[int, ...] = ()
    near: tuple[int, ...] = ()
    unit: str = ""


def told_in(text: str, slots: Iterable[tuple[str, str, str, int, int]]) -> list[Told]:
    """What a text tells of things that names or words make known again in another text.

    `slots` are its days, places, outcomes and figures, as slot, value, unit, start_char and
    end_char; a day that is the edge of a time ("since 3 May"), of a dateline or under a picture
    dates nothing, and a figure without a unit counts nothing. A weekday that is no slot, as it may
    be still ahead, is told by its name.
    """
    straight = plain(text)
    low = lowered(straight)
    if len(low) != len(text):
        return []
    stated = [one for one in slots if one[0] in TOLD]
    taken = {start for *_, start, _ in stated}
    named = (
        ("date", straight[start:end], "", start, end)
        for start, end in weekday_names(straight)
        if start not in taken
    )
    found = (_told(straight, low, *one) for one in (*stated, *named))
    return list(dict.fromkeys(told for told in found if told and _can_be_known_again(told)))


def _can_be_known_again(told: Told) -> bool:
    by_names = len(told.names) >= ENOUGH and (told.kinds or told.slot == "outcome")
    by_words = told.names and len(told.words) >= WORDS and told.near
    return bool(by_names or by_words)


def _told(
    text: str, low: str, slot: str, value: str, unit: str, start: int, end: int
) -> Told | None:
    first, last = _sentence(text, start, end)
    first = past_dateline(text, first)
    if start < first:
        return None
    if _CAPTION.search(low, first, last) or (slot == "figure" and not unit):
        return None
    kinds: frozenset[str] = frozenset()
    if slot in ("date", "place"):
        kinds = _kinds(low, max(first, start - BESIDE), min(last, end + BESIDE))
    if slot == "date" and (
        _EDGE.search(low, first, start)
        or _RANGE_BEFORE.search(low, first, start)
        or _RANGE_AFTER.match(low, end, last)
    ):
        return None
    if slot == "place":
        kinds &= _IN_ONE_PLACE
        if start == first:  # a capital that names nothing
            return None
    own = _NAME.findall(text[start:end])
    names = {name.removesuffix("'s") for name in _NAME.findall(text, first, last)}
    names = names.difference(own, _NO_NAMES)
    words = [*_words(low, first, start), *_words(low, end, last)]
    return Told(
        slot,
        value,
        tuple(sorted(kinds)),
        tuple(sorted(names)[:MOST_NAMES]),
        is_ahead=_AHEAD.search(low, max(first, start - BESIDE), end) is not None,
        by_weekday=slot == "date" and not any(char.isdigit() for char in text[start:end]),
        words=tuple(sorted({number for _, number in words})[:MOST_WORDS]),
        near=tuple(sorted({number for at, number in words if start - NEAR <= at < end + NEAR})),
        unit=unit,
    )


def words_of_names(names: Iterable[str]) -> set[int]:
    """The numbers that names have among `words` and `near`."""
    return {_stem(name.lower()) for name in names}


def _stem(word: str) -> int:
    return crc32(_ENDING.sub("", word)[:_STEM].encode())


def _words(low: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Where the longer words of a stretch stand, and numbers for their beginnings.

    Days and months are left out.
    """
    for match in _LONG_WORD.finditer(low, first, max(first, last)):
        if match[0] not in _OF_ANY and not _DAY_OR_MONTH.fullmatch(match[0]):
            yield match.start(), _stem(match[0])


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
