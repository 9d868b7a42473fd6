"""What one article of an event states, as far as another article can contradict it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.occasions import Told


@dataclass(frozen=True, slots=True)
class Account:
    """What an article of an event states.

    `day` is its stated day of publication; `window` are, without one, the earliest and latest day
    of writing that its wording allows (None: unbounded). `worded` are these days with or without a
    stated one. `places` are those named beside the
    parties. `figures` are the values by what they count, each with the days, persons and documents
    named beside it. `told` are the days, places and outcomes of things that can be known again in
    another article, `stated` all of them. A copy repeats what its origin states, and does not
    add to it.
    """

    article_id: str
    window: tuple[date | None, date | None]
    day: date | None
    parties: frozenset[str]
    places: frozenset[str]
    figures: Mapping[str, Mapping[str, frozenset[str]]]
    told: Sequence[Told] = ()
    stated: frozenset[str] = frozenset()
    is_copy: bool = False
    worded: tuple[date | None, date | None] = (None, None)

    @property
    def is_at_odds(self) -> bool:
        """Whether its wording rules out the day that it states itself."""
        earliest, latest = self.worded
        return self.day is not None and (
            (earliest is not None and self.day < earliest)
            or (latest is not None and self.day > latest)
        )
