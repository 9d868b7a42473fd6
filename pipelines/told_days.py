"""Days as articles tell them, with or without their year or by weekday: can two be the same day?"""

from datetime import date, timedelta

from pipelines.stated_days import MONTHS, WEEKDAYS

CLOSE = 31  # days between two accounts of one thing; what is further apart is another thing
_WEEK = 6  # days between two weekdays that belong together
# Days between the publication of two articles that tell a day by weekday: those that come out
# later tell of what was said and done since. With one day more .27 instead of .14 of the made
# contradictions of a day are found (part A), and more events that nobody changed seem at odds.
_NEWS = 0
_NEWS_IN_SAME_WORDS = 2  # a sentence taken over as it was tells of the same day
_LEAP_YEAR = 2024  # has every day of any year


def are_other_days(
    one: str,
    published: date | None,
    other: str,
    published_other: date | None,
    *,
    by_weekday: bool,
    same_words: bool = False,
) -> bool:
    """Whether two days, each told by an article published on such a day, cannot be the same.

    A day is `12 March`, `12 March 2025` or `Tuesday`. Days that are further apart than `CLOSE`
    belong to different things. `by_weekday` says that one of them at least was told so: then both
    have to be other weekdays of much the same week, since which week is meant is a guess, in
    articles that came out together, or soon after each other where `same_words` tell the day.
    """
    if by_weekday:
        news = _NEWS_IN_SAME_WORDS if same_words else _NEWS
        return _are_other_weekdays(one, published, other, published_other, news)
    (first, year_one), (second, year_other) = _in_leap_year(one), _in_leap_year(other)
    if year_one and year_other and year_one != year_other:
        return False
    apart = abs(first - second)
    return 0 < min(apart, 366 - apart) <= CLOSE


def without_year(value: str) -> str:
    """The value of a slot; of a date only day and month, which articles state more often."""
    words = value.split(" ")
    return " ".join(words[:2]) if len(words) == 3 and words[2].isdigit() else value


def _are_other_weekdays(
    one: str, published: date | None, other: str, published_other: date | None, news: int
) -> bool:
    if published is None or published_other is None:
        return False
    if abs((published - published_other).days) > news:
        return False
    first, second = _days(one, published), _days(other, published_other)
    if (
        not first
        or not second
        or {day.weekday() for day in first} & {day.weekday() for day in second}
    ):
        return False
    return min(abs((a - b).days) for a in first for b in second) <= _WEEK


def _days(value: str, published: date) -> list[date]:
    """The day of a value; of a weekday the last and the next one around the publication."""
    if value in WEEKDAYS:
        last = published - timedelta(days=(published.weekday() - WEEKDAYS.index(value)) % 7)
        return [last, last + timedelta(days=7)]
    number, month, *year = value.split(" ")
    try:
        in_year = int(year[0]) if year else published.year
        return [date(in_year, MONTHS.index(month) + 1, int(number))]
    except ValueError:  # the 31st of a month that has none
        return []


def _in_leap_year(day: str) -> tuple[int, str]:
    """The number of a day in a year that has every day, and the year that is stated."""
    number, month, *year = day.split(" ")
    try:
        in_year = date(_LEAP_YEAR, MONTHS.index(month) + 1, int(number)).timetuple().tm_yday
    except ValueError:
        return 0, ""
    return in_year, year[0] if year else ""
