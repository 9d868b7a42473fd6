"""Two days as articles tell them are other days, or may be one, or are of different things."""

from datetime import date

import pytest

from pipelines.told_days import are_other_days

WEDNESDAY = date(2025, 5, 7)


@pytest.mark.parametrize(
    ("one", "other", "by_weekday", "expected"),
    [
        ("12 March", "14 March 2025", False, True),
        ("12 March", "12 March 2025", False, False),
        ("12 March 2024", "14 March 2025", False, False),
        ("12 March", "12 September", False, False),
        ("31 December", "2 January", False, True),
        ("Tuesday", "Thursday", True, True),
        ("Tuesday", "Tuesday", True, False),
        ("Tuesday", "6 May", True, False),
        ("Tuesday", "8 May 2025", True, True),
        ("6 May 2025", "13 May 2025", True, False),
        ("Tuesday", "8 March 2025", True, False),
    ],
)
def test_days_of_one_thing_differ_by_date_or_by_weekday(one, other, by_weekday, expected):
    found = are_other_days(one, WEDNESDAY, other, WEDNESDAY, by_weekday=by_weekday)
    assert found == expected
    assert are_other_days(other, WEDNESDAY, one, WEDNESDAY, by_weekday=by_weekday) == expected


def test_articles_that_come_out_days_apart_tell_weekdays_of_other_things():
    later = date(2025, 5, 9)
    assert not are_other_days("Tuesday", WEDNESDAY, "Thursday", later, by_weekday=True)


def test_a_weekday_of_an_article_without_a_date_tells_no_day():
    assert not are_other_days("Tuesday", None, "Thursday", WEDNESDAY, by_weekday=True)


def test_weekdays_of_articles_a_day_apart_are_held_together_only_in_the_same_words() -> None:
    tuesday, thursday = "Tuesday", "Thursday"
    days = tuesday, date(2025, 5, 7), thursday, date(2025, 5, 8)
    assert not are_other_days(*days, by_weekday=True)
    assert are_other_days(*days, by_weekday=True, same_words=True)
    late = tuesday, date(2025, 5, 7), thursday, date(2025, 5, 12)
    assert not are_other_days(*late, by_weekday=True, same_words=True)
