"""Timestamps written by people, feeds and databases, as UTC. Never guessed."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_CLOCK = (
    r"(?:(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"\s?(?P<half>[ap]\.?m\.?)?)"
)
# Abbreviations with one meaning in news. IST, CST or BST stand for several zones: such a time
# counts as UTC, like one without a zone.
_ZONES = {"z": 0, "utc": 0, "gmt": 0, "edt": -240, "est": -300, "pdt": -420, "pst": -480}
_ZONE = r"(?P<zone>[A-Za-z]{1,5}|[+-]\d{2}:?\d{2})"
_BETWEEN = r"(?:,|\s|\bat\b|\||-|–|—|·|•)*"
_AFTER = rf"(?:{_BETWEEN}{_CLOCK}(?:\s?\(?{_ZONE}\)?)?)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"

_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    rf"(?:[T\s,]\s?{_CLOCK}?\s?{_ZONE}?)?$",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})[/.](?P<month>\d{{1,2}})[/.](?P<day>\d{{1,2}}){_AFTER}$", re.I)  # fmt: skip  # noqa: E501
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?P<clock>\d{6})Z?)?$", re.I)  # fmt: skip  # noqa: E501
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(?:the\s)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<name>{_MONTH})\b\.?,?[\s-]+"
    rf"(?P<year>\d{{4}}){_AFTER}$",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<name>{_MONTH})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_AFTER}$",
    re.IGNORECASE,
)
_CLOCK_FIRST = re.compile(rf"{_CLOCK}(?:\s?{_ZONE})?,?\s+(?:on\s+)?(?P<rest>\D.{{5,40}}|\d{{1,2}}\s.{{5,40}})$", re.I)  # fmt: skip  # noqa: E501
_NUMBERS = re.compile(rf"(?P<one>\d{{1,2}})[/.-](?P<two>\d{{1,2}})[/.-](?P<year>\d{{4}}){_AFTER}$", re.I)  # fmt: skip  # noqa: E501
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d{1,9})?$")
_SPACES = re.compile(r"\s+")
_LONGEST = 80  # characters; longer strings are sentences that hold a date, not dates
_EARLIEST_YEAR = 1500  # newspapers are younger


def timestamp_of(value: object, *, day_first: bool | None = None) -> datetime | None:
    """The moment that `value` states, in UTC; a time without a zone counts as UTC.

    Reads ISO 8601, RFC 2822, "14 March 2025", "March 14, 2025", seconds or milliseconds since
    1970. 03/04/2024 is None unless `day_first` says how to read it; impossible dates are None.
    """
    if isinstance(value, datetime):
        return _utc(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = _SPACES.sub(" ", str(value)).strip(" \t,.|")
    if not text or len(text) > _LONGEST:
        return None
    return _written(text, day_first=day_first)


def day_first_in(values: Iterable[str]) -> bool | None:
    """Whether dates such as 03/04/2024 in one column put the day first; None if nothing decides.

    One 31/12/2024 decides for the column; a column that has both orders decides nothing.
    """
    orders = set()
    for value in values:
        match = _NUMBERS.match(value.strip())
        if match is None:
            continue
        one, two = int(match["one"]), int(match["two"])
        if (one > 12) != (two > 12):
            orders.add(one > 12)
    return orders.pop() if len(orders) == 1 else None


def is_ambiguous(value: str) -> bool:
    """Whether the date can be read with the day or with the month first, with different days."""
    match = _NUMBERS.match(value.strip())
    return bool(match and match["one"] != match["two"] and max(int(match["one"]), int(match["two"])) <= 12)  # fmt: skip  # noqa: E501


def _written(text: str, *, day_first: bool | None) -> datetime | None:
    if _EPOCH.match(text):
        return _from_epoch(text)
    for pattern in (_ISO, _YEAR_FIRST, _COMPACT, _DAY_FIRST, _MONTH_FIRST):
        if match := pattern.match(text):
            return _built(match)
    if match := _NUMBERS.match(text):
        return _from_numbers(match, day_first=day_first)
    if match := _CLOCK_FIRST.match(text):
        clock = text[: match.start("rest")].rstrip(" ,").removesuffix(" on")
        return _written(f"{match['rest']}, {clock}", day_first=day_first)
    try:
        return _utc(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _from_numbers(match: re.Match[str], *, day_first: bool | None) -> datetime | None:
    one, two = int(match["one"]), int(match["two"])
    if one > 12 or two > 12:
        day_first = one > 12
    if one == two:
        day_first = True
    if day_first is None:
        return None
    day, month = (one, two) if day_first else (two, one)
    return _moment(int(match["year"]), month, day, match)


def _built(match: re.Match[str]) -> datetime | None:
    groups = match.groupdict()
    name = groups.get("name")
    month = _MONTHS[name.lower()] if name else int(groups["month"])
    return _moment(int(groups["year"]), month, int(groups["day"]), match)


def _moment(year: int, month: int, day: int, match: re.Match[str]) -> datetime | None:
    groups = match.groupdict()
    if compact := groups.get("clock"):
        hour, minute, second = int(compact[:2]), int(compact[2:4]), int(compact[4:])
    else:
        hour, minute = int(groups.get("hour") or 0), int(groups.get("minute") or 0)
        second = min(int(groups.get("second") or 0), 59)
    half = (groups.get("half") or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if year < _EARLIEST_YEAR:
        return None
    try:
        local = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        return local - timedelta(minutes=_offset(groups.get("zone")))
    except (ValueError, OverflowError):
        return None


def _offset(zone: str | None) -> int:
    """Minutes east of UTC; an unknown zone counts as UTC, as a missing one does."""
    if not zone:
        return 0
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "")
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        return minutes if zone[0] == "+" else -minutes
    return _ZONES.get(zone.lower(), 0)


def _from_epoch(text: str) -> datetime | None:
    number = float(text)
    seconds = number / 1000 if number >= 1e11 else number
    moment = datetime.fromtimestamp(seconds, tz=UTC)
    # 0 and its neighbours are what programs write when they have no date.
    return moment if moment.year > 1970 else None


def _utc(moment: datetime) -> datetime | None:
    try:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC) if aware.year >= _EARLIEST_YEAR else None
    except (ValueError, OverflowError):
        return None
