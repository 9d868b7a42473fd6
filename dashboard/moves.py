"""The articles that the analyst moved to another event, put there in every view."""

from dashboard import notes
from pipelines.analyst import event_overrides
from pipelines.moved import moved
from pipelines.schemas import Tables


def moves() -> dict[str, str]:
    """The event of each moved article, as far as this visitor has moved any."""
    return event_overrides(notes.said().entries)


def applied(tables: Tables) -> Tables:
    """The tables with moved articles where the analyst put them; tables read in part as they are.

    A corpus too large to be held is grouped by the machine alone: its events are read-only.
    """
    return moved(tables, moves()) if type(tables) is Tables else tables


def token() -> tuple[tuple[str, str], ...]:
    """What tells a view with these moves from one with others."""
    return tuple(sorted(moves().items()))
