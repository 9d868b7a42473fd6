"""How the side-by-side sheet words what stands beside an article."""

from datetime import UTC, datetime

import pytest

from dashboard.sheet import window

MAY, JUNE = datetime(2025, 5, 3, tzinfo=UTC), datetime(2025, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        (MAY, JUNE, "3 May 2025 – 1 Jun 2025"),
        (MAY, MAY, "3 May 2025"),
        (MAY, None, "from 3 May 2025 on"),
        (None, JUNE, "until 1 Jun 2025"),
        (None, None, None),
    ],
)
def test_a_window_is_told_by_the_days_that_bound_it(earliest, latest, said):
    assert window(earliest, latest) == said
