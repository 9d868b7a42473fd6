"""The open corpus with the articles that the analyst moved where she put them, for every page."""

from dashboard import notes, tables
from pipelines.analyst import event_overrides
from pipelines.moved import moved
from pipelines.schemas import Tables


def moves() -> dict[str, str]:
    """The event of each moved article, as far as this visitor has moved any."""
    return event_overrides(notes.said().entries)


def chosen() -> Tables:
    """The corpus that is open, before any filter, with the events as the analyst wants them."""
    return moved(tables.as_found(), moves())


def token() -> tuple[tuple[str, str], ...]:
    """What tells a view with these moves from one with others."""
    return tuple(sorted(moves().items()))
