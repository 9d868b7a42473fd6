"""Timestamps as people and programs write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.readers.dates import day_first_in, is_ambiguous, timestamp_of

DAY = datetime(2025, 3, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-03-14", DAY),
        ("2025/03/14", DAY),
        ("20250314", DAY),
        ("14 March 2025", DAY),
        ("14th of March, 2025", DAY),
        ("March 14, 2025", DAY),
        ("Fri., Mar. 14, 2025", DAY),
        ("14.03.2025", DAY),
        ("14/03/2025", DAY),
        ("03/14/2025", DAY),
        (date(2025, 3, 14), DAY),
        (datetime(2025, 3, 14), DAY),
        ("2025-03-14 14:42:26", DAY.replace(hour=14, minute=42, second=26)),
        ("2025-03-14T14:42:26.5+02:00", DAY.replace(hour=12, minute=42, second=26)),
        ("2025-03-14T14:42:26Z", DAY.replace(hour=14, minute=42, second=26)),
        ("Fri, 14 Mar 2025 14:42:26 GMT", DAY.replace(hour=14, minute=42, second=26)),
        ("Fri, 14 Mar 2025 14:42:26 +0100", DAY.replace(hour=13, minute=42, second=26)),
        ("March 14, 2025 at 5:30 p.m. EDT", DAY.replace(hour=21, minute=30)),
        ("10:32 GMT, 14 March 2025", DAY.replace(hour=10, minute=32)),
        (1741910400, DAY),
        ("1741910400000", DAY),
    ],
)
def test_dates_are_read_as_utc(value: object, expected: datetime) -> None:
    assert timestamp_of(value) == expected


@pytest.mark.parametrize(
    "value",
    ["", "soon", "30 February 2024", "0000-00-00", "99999-01-01", "2024-13-01", "03/04/2024",
     "13/13/2024", "May 2025", "2025", "0", True, None, [], "2024-03-05T25:00", float("nan"),
     "the talks of 14 March 2025 ended"],
)  # fmt: skip
def test_what_is_no_certain_date_is_unknown(value: object) -> None:
    assert timestamp_of(value) is None


def test_a_column_decides_how_its_dates_are_read() -> None:
    assert day_first_in(["03/04/2024", "31/12/2024"]) is True
    assert day_first_in(["03/04/2024", "12/31/2024"]) is False
    assert day_first_in(["31/12/2024", "12/31/2024"]) is None
    assert day_first_in(["03/04/2024"]) is None
    assert is_ambiguous("03/04/2024")
    assert timestamp_of("03/04/2024", day_first=True) == datetime(2024, 4, 3, tzinfo=UTC)


@given(st.one_of(st.text(max_size=60), st.integers(), st.floats(), st.datetimes(), st.dates()))
def test_no_value_raises(value: object) -> None:
    found = timestamp_of(value)
    assert found is None or found.tzinfo is UTC
