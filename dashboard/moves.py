"""The open corpus with the articles that the analyst moved where she put them, for every page."""

from dataclasses import replace

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


def taken_back(shown: Tables) -> Tables:
    """The tables shown with every article in the event where the machine found it, to download."""
    if type(shown) is not Tables or not moves():
        return shown
    found = tables.as_found().events
    own = found["article_id"].isin(shown.articles["article_id"])
    return replace(shown, events=found[own].reset_index(drop=True))


def token() -> tuple[tuple[str, str], ...]:
    """What tells a view with these moves from one with others."""
    return tuple(sorted(moves().items()))
