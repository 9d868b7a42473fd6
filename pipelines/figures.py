"""Figures with what they count, as articles write them: 4.2 million tonnes, thirty-seven dead."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_ONE_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES = _ONE_WORDS.split()
_TENS = _TEN_WORDS.split()
_WORTH = {
    **{word: number for number, word in enumerate(_ONES, 2)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    "one": 1,
}
_SCALE = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
_MONEY = {"$": "dollar", "€": "euro", "£": "pound"}


class Figure(NamedTuple):
    """A figure in units of one, without separators, and what it counts, in the singular."""

    value: str
    unit: str
    start_char: int
    end_char: int


NUMBER_WORDS = (*_TENS, *_ONES)
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_PLAIN_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d+)?")
_UNITS = re.compile(rf"-({'|'.join(['one', *_ONES[:8]])})\b")
_AFTER = re.compile(
    rf"(?:[ -](?P<scale>{'|'.join(_SCALE)})\b)?"
    r"(?:(?P<percent> ?%| per ?cent\b)|[ -](?P<money>dollar|euro|pound)s?\b)?"
)


def figures_in(plain: str, lowered: str, words: Sequence[tuple[int, int]]) -> Iterator[Figure]:
    """The figures of a text that say what they count; years, dates and times of day do not.

    `words` are the spans of `NUMBER_WORDS` in it.
    """
    for match in _DIGITS.finditer(lowered):
        start, end = match.span()
        before, after = lowered[start - 1 : start], lowered[end : end + 2]
        digits = match[0].rstrip(",")
        end -= len(match[0]) - len(digits)
        if before and (before.isalnum() or before in ".,:/-") and before != " ":
            continue
        if _YEAR.fullmatch(digits) or (after[:1] in ":/" and after[1:].isdigit()):
            continue
        if _PLAIN_NUMBER.fullmatch(digits):
            yield from _counted(plain, lowered, start, end, float(digits.replace(",", "")))
    over = 0
    for start, end in words:
        if start < over:
            continue
        amount = float(_WORTH[lowered[start:end]])
        unit = _UNITS.match(lowered, end) if amount >= 20 else None
        if unit:
            amount, end = amount + _WORTH[unit[1]], unit.end()
        over = end
        yield from _counted(plain, lowered, start, end, amount)


def _counted(plain: str, lowered: str, start: int, end: int, amount: float) -> Iterator[Figure]:
    after = _AFTER.match(lowered, end)
    if after is None:
        return
    amount *= _SCALE[after["scale"]] if after["scale"] else 1
    value = f"{amount:.10g}" if amount < 1e10 or amount % 1 else str(int(amount))
    stop = after.end()
    sign = _MONEY.get(lowered[start - 1 : start]) or _MONEY.get(lowered[start - 2 : start - 1])
    measure = sign or after["money"] or ("percent" if after["percent"] else None)
    if measure:
        yield Figure(value, measure, start - (lowered[start - 1] in _MONEY), stop)
        return
    became = _BECAME.match(lowered, stop)
    made = _MADE.search(lowered, max(0, start - _LONGEST_VERB), start)
    people = _PEOPLE.match(lowered, stop)
    if became:
        yield Figure(value, _FATE[became[1]], start, became.end())
    elif made and people:
        yield Figure(value, _FATE[made[1]], start, stop + len(people[0].rstrip()))
    elif (counted := _COUNTED.match(plain, stop)) is not None:
        unit_or_none, stop = _unit(counted)
        if unit_or_none:
            yield Figure(value, unit_or_none, start, stop)


# What became of people is what a number of them counts: "12 people" saved are not "15 people" dead.
# Of each fate the words behind a number ("37 people died"), and those before it ("killing 12").
_BEHIND = {
    "dead": "killed dead died perished deaths fatalities",
    "injured": "injured wounded hurt injuries",
    "rescued": "rescued",
    "arrested": "arrested detained arrests",
    "kidnapped": "kidnapped abducted",
    "displaced": "displaced",
    "evacuated": "evacuated",
    "missing": "missing",
}
_BEFORE = {
    "dead": "killed killing kills",
    "injured": "injured injuring wounded wounding hurt",
    "rescued": "rescued rescuing",
    "arrested": "arrested arresting detained detaining",
    "kidnapped": "kidnapped abducted",
    "displaced": "displaced displacing",
    "evacuated": "evacuated evacuating",
}
FATES = frozenset(_BEHIND)
_FATE = {
    word: fate
    for words_of in (_BEHIND, _BEFORE)
    for fate, words in words_of.items()
    for word in words.split()
}
_ANYONE = (
    "people|persons|civilians|men|women|children|others|soldiers|workers|students|passengers|"
    "residents|villagers|migrants|protesters|demonstrators"
)
_BECAME = re.compile(
    rf"(?: (?:{_ANYONE}))?"
    r"(?: (?:were|was|are|is|had|have|has)(?: now| also)?(?: been)?)? "
    rf"({'|'.join(' '.join(_BEHIND.values()).split())})\b"
)
_MADE = re.compile(
    rf"\b({'|'.join(' '.join(_BEFORE.values()).split())})"
    r"(?: at least| about| some| nearly| almost| around| more than| over| up to| as many as)? $"
)
_LONGEST_VERB = 24  # characters that hold such words
_PEOPLE = re.compile(rf" (?:{_ANYONE})\b|(?=[,.;]| and\b|$)")
_COUNTED = re.compile(r"[ -](?:[A-Z][\w-]{0,30} )?([a-z][a-z-]{0,30})(?: ([a-z]{1,30}))?\b")
# Units that say nothing of what is measured: the next word does ("30-day ceasefire").
_MEASURE = (
    "day week month year hour minute second page km kilometre kilometer mile metre meter foot acre "
    "percent tonne ton kg point time degree euro dollar pound point cent"
)
MEASURES = frozenset(_MEASURE.split())
_NO_UNIT_WORDS = (
    "and or of to in on at by for from the a an as is was were are with that than but when who not "
    "which if it he she they said would will has had have be can more other others such st nd rd "
    "th am pm least most over under after before about into without among past its this these "
    "those his her their times ways things sides others"
)
_NO_UNIT = frozenset(_NO_UNIT_WORDS.split())
PLURALS = {"people": "people", "persons": "people", "children": "child", "men": "man"}
PLURALS |= {"women": "woman", "troops": "soldier", "feet": "foot", "homes": "house"}
_ONE_THING = {
    "captive": "prisoner",
    "detainee": "prisoner",
    "held people": "prisoner",
    "prisoners-of-war": "prisoner",
}
_YEAR = re.compile(r"(?:19|20)\d\d")


def _unit(counted: re.Match[str]) -> tuple[str | None, int]:
    """What is counted, in the singular, and where its words end.

    An adjective belongs to it ("guarantor state"); a measure is told by what it measures.
    """
    first, second = counted[1], counted[2]
    if first in _NO_UNIT:
        return None, counted.end(1)
    one = _singular(first)
    with_second = second is not None and second not in _NO_UNIT
    hyphened = counted[0][0] == "-"
    if one != first or one in MEASURES or one == "people":
        if one in MEASURES and hyphened and with_second:
            return f"{one} {_singular(second)}", counted.end(2)
        return _ONE_THING.get(one, one), counted.end(1)
    if with_second and (_singular(second) != second or second == "people"):
        unit = f"{first} {_singular(second)}"
        return _ONE_THING.get(unit, unit), counted.end(2)
    return None, counted.end(1)


def _singular(noun: str) -> str:
    if noun in PLURALS:
        return PLURALS[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3:
        return noun[:-1]
    return noun
