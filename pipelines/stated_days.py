"""The days that a text names: by the month, or by the weekday where its own day is known."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pipelines.articles import Span

WEEKDAY = "weekday"
_MONTH_NAMES = (
    "January February March April May June July August September October November December"
)
MONTHS = _MONTH_NAMES.split()
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Day(NamedTuple):
    """A day as `13 March 2025` or, without a year, `13 March`, and the words that name it.

    `unit` is `WEEKDAY` where these name a weekday.
    """

    value: str
    unit: str | None
    start_char: int
    end_char: int


_MONTH = "|".join([*MONTHS, "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"])
_OF_YEAR = r"(?:,? (?P<year>(?:19|20)\d\d)\b)?"
_DAY_FIRST = re.compile(
    rf"(?<![\d.,])(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})\b\.?{_OF_YEAR}"
)
_MONTH_FIRST = re.compile(
    rf"(?P<month>{_MONTH})\b\.? (?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?![:.]\d){_OF_YEAR}"
)
_ISO = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b")
_BEFORE_MONTH = 8  # characters: "31st of "
_ISO_REST = re.compile(r"-[01]\d-[0-3]\d")  # begins with one character, so that it is fast


def days_in(plain: str, months: Sequence[int]) -> Iterator[Day]:
    """Days of a month in letters or figures; `months` are the places of the names of months."""
    found = list(_ISO.finditer(plain)) if _ISO_REST.search(plain) else []
    for month in months:
        from_char = max(0, month - _BEFORE_MONTH)
        match = _DAY_FIRST.search(plain, from_char, month + 20) or _MONTH_FIRST.match(plain, month)
        if match is not None and match.start("month") == month:
            found.append(match)
    for match in sorted(found, key=lambda match: match.start()):
        name = match["month"]
        number = int(name) if name.isdigit() else _number_of(name)
        day = int(match["day"])
        if 1 <= day <= 31 and 1 <= number <= 12:
            year = f" {match['year']}" if match["year"] else ""
            value = f"{day} {MONTHS[number - 1]}{year}"
            yield Day(value, None, match.start(), match.end())


_WEEKDAY = re.compile(rf"(?:{'|'.join(WEEKDAYS)})\b")
_ANY_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b")
# What makes it a name ("Bloody Sunday", "Sunday Times"), any such day ("every Friday"), or a day of
# another week ("next Friday").
_NO_DAY_BEFORE = re.compile(
    r"(?:\b[A-Z][\w'.-]*|\b(?:a|an|any|each|every|following|last|next|one|previous|some|this))[ -]$"
)
_LONGEST_WORD_BEFORE = 40  # characters
_NO_DAY_AFTER = re.compile(rf"s\b|,? (?:the )?(?:\d|(?:{_MONTH})\b)| [A-Z]|-")
_STILL_AHEAD = re.compile(
    r"\b(?:will|would|shall|to be|scheduled|expected|plan|plans|planned|planning|due|set to|"
    r"slated|upcoming|coming|ahead of|begins|starts|opens|next|tomorrow|weeks? ago|updated)\b|'ll\b"
)
_TOLD_OF = re.compile(
    r"\b(?:said|told|was|were|had|did|went|came|made|took|met|held|began|won|lost|wrote|gave|left|"
    r"saw|found|got|ran|became|spoke|fell|rose|led|hit|shot|struck|sank|sent|fled|broke|brought|"
    r"sought|fought|caught|bought|taught|thought|kept|felt|knew|grew|drew|blew|threw|flew|drove|"
    r"rode|swept|sold|told|paid|heard|dealt|spent|lost|built|stood|sat|wore|swore|chose|stole|"
    r"sang|rang|swung|bound|slid|withdrew|[a-z]{2,}ed)\b"
)
_UNDER_A_PICTURE = re.compile(r"\b(?:caption|photo|pictured)\b")


def weekdays_in(
    plain: str,
    lowered: str,
    sentences: Sequence[Span],
    weekdays: Sequence[int],
    published: date,
) -> Iterator[Day]:
    """Weekdays on which something has happened: the last such day up to that of publication.

    Only in sentences that tell of what has been and of nothing ahead; under a picture stands the
    day of the picture. Of 50 drawn from 221 articles 49 were right, one was the day of an update.
    """
    starts = [sentence.start_char for sentence in sentences]
    for start in weekdays:
        index = bisect_right(starts, start) - 1
        match = _WEEKDAY.match(plain, start)
        if match is None or index < 0:
            continue
        first, last = sentences[index].start_char, sentences[index].end_char
        if (
            not _NO_DAY_BEFORE.search(plain, max(first, start - _LONGEST_WORD_BEFORE), start)
            and not _NO_DAY_AFTER.match(plain, match.end())
            and _TOLD_OF.search(lowered, first, last)
            and not _STILL_AHEAD.search(lowered, first, last)
            and not _UNDER_A_PICTURE.search(lowered, first, last)
        ):
            ago = (published.weekday() - WEEKDAYS.index(match[0])) % 7
            day = published - timedelta(days=ago)
            value = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
            yield Day(value, WEEKDAY, start, match.end())


def weekday_names(plain: str) -> Iterator[tuple[int, int]]:
    """Where weekdays stand that are meant as one day, whether over or still ahead."""
    for match in _ANY_WEEKDAY.finditer(plain):
        first = max(0, match.start() - _LONGEST_WORD_BEFORE)
        if not _NO_DAY_BEFORE.search(plain, first, match.start()) and not _NO_DAY_AFTER.match(
            plain, match.end()
        ):
            yield match.span()


def _number_of(month: str) -> int:
    return next(i for i, name in enumerate(MONTHS, 1) if name[:3] == month[:3])
