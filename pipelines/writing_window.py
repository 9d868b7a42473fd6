"""The days on which a text can have been written, from phrases that bound them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

Bounds = tuple[date | None, date | None]

# A stated time is in UTC, and the days of a text are those of where it was written.
_OTHER_ZONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Clue:
    """A phrase that bounds the day of writing; None leaves a side open.

    `firmness` is `firm` for wording that allows no other reading, else `soft`.
    """

    start_char: int
    end_char: int
    earliest: date | None
    latest: date | None
    firmness: str


def window_of(clues: Iterable[Clue]) -> Bounds:
    """The days on which all firm clues agree; soft ones narrow it while they fit.

    None on a side stands for no bound, (None, None) also for clues that contradict each other.
    """
    every = list(clues)
    window: Bounds = (None, None)
    for clue in (clue for clue in every if clue.firmness == "firm"):
        narrower = both(window, (clue.earliest, clue.latest))
        if narrower is None:
            return None, None
        window = narrower
    for clue in (clue for clue in every if clue.firmness != "firm"):
        window = both(window, (clue.earliest, clue.latest)) or window
    return window


def both(one: Bounds, other: Bounds) -> Bounds | None:
    """The days inside both, None without any."""
    starts = [day for day in (one[0], other[0]) if day]
    ends = [day for day in (one[1], other[1]) if day]
    start, end = max(starts, default=None), min(ends, default=None)
    return None if start and end and start > end else (start, end)


def known_from(clues: Iterable[Clue]) -> Bounds:
    """The days on which all firm clues agree."""
    return window_of(clue for clue in clues if clue.firmness == "firm")


def fits(
    stated: datetime | None, earliest: datetime | None, latest: datetime | None
) -> bool | None:
    """Whether the day of a stated date is one on which a text can have been written.

    Bounds are days, None leaves a side open. None where the date is unknown, or both bounds are.
    """
    if stated is None or (earliest is None and latest is None):
        return None
    day = stated.date()
    early = earliest is not None and day < earliest.date() - _OTHER_ZONE
    late = latest is not None and day > latest.date() + _OTHER_ZONE
    return not (early or late)
