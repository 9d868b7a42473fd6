"""What the text says that an actor wants, offers, refuses, accepts or warns of."""

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.actors import Mention
from pipelines.articles import Span
from pipelines.themes import ThemeMatch


class Position(NamedTuple):
    """A stance of an actor on a theme; the span is the clause that says so."""

    sentence_index: int
    actor: str
    theme: str
    verb: str
    polarity: str
    start_char: int
    end_char: int


def positions_in(
    plain: str,
    lowered: str,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    themes: Sequence[ThemeMatch],
) -> list[Position]:
    """Stances in order of the text."""
    return []
