"""Articles of one event that cannot both be right: about a number, a place, or when it was."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Account:
    """What an article of an event states.

    `day` is its stated day of publication; `window` are, without one, the earliest and latest day
    of writing that its wording allows (None: unbounded). `places` are those named beside the
    parties. `figures` are the values by what they count, each with the days, persons and documents
    named beside it. A copy repeats what its origin states, and does not add to it.
    """

    article_id: str
    window: tuple[date | None, date | None]
    day: date | None
    parties: frozenset[str]
    places: frozenset[str]
    figures: Mapping[str, Mapping[str, frozenset[str]]]
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two articles, `article_id` smaller than `other_id`, and the values that do not fit."""

    article_id: str
    other_id: str
    kind: str
    note: str


# What many things are measured in, or every text counts: other numbers are other things.
_LOOSE = (
    "day week month year hour minute second page km kilometre kilometer mile metre meter foot acre "
    "percent tonne ton kg point time degree euro dollar pound cent people country state man woman "
    "child case question thing person member candidate vote senator democrat republican official "
    "leader group side party issue way term decade district seat poll story story lawmaker game "
    "article job american minute decade step item word round report share dead name number"
)
_LOOSE_UNITS = frozenset(_LOOSE.split())
AGREED = 2  # articles that state one number before a third one contradicts it


def conflicts_within(accounts: Sequence[Account]) -> list[Conflict]:
    """The conflicts between the articles of one event, ordered by their ids.

    Each article is held against what most of the others state and against the two with the
    tightest windows, not against every other: the number of conflicts grows with the event.
    """
    found = [*_of_windows(accounts), *_of_figures(accounts), *_of_places(accounts)]
    return sorted(set(found), key=lambda one: (one.article_id, one.other_id, one.kind, one.note))


def dates_apart(a: Account, b: Account) -> Conflict | None:
    """A conflict if the wording of one rules out the days of the other.

    Two stated days are never one: reports of an event come out on several days.
    """
    if a.window == (None, None) and b.window == (None, None):
        return None
    (start_a, end_a), (start_b, end_b) = _days(a), _days(b)
    if max(start_a, start_b) <= min(end_a, end_b):
        return None
    latest, earliest = min(end_a, end_b), max(start_a, start_b)
    note = f"written by {latest} at the latest against {earliest} at the earliest"
    return _conflict(a, b, "date_conflict", note)


def _days(account: Account) -> tuple[date, date]:
    earliest, latest = account.window
    if earliest is None and latest is None:
        return account.day or date.min, account.day or date.max
    return earliest or date.min, latest or date.max


def _conflict(a: Account, b: Account, kind: str, note: str) -> Conflict:
    one, other = sorted((a.article_id, b.article_id))
    return Conflict(one, other, kind, note)


def _of_windows(accounts: Sequence[Account]) -> Iterator[Conflict]:
    if not accounts:
        return
    ends_first = min(accounts, key=lambda a: (_days(a)[1], a.article_id))
    starts_last = max(accounts, key=lambda a: (_days(a)[0], a.article_id))
    for account in accounts:
        for other in (ends_first, starts_last):
            apart = dates_apart(account, other) if account is not other else None
            if apart:
                yield apart


def _of_figures(accounts: Sequence[Account]) -> Iterator[Conflict]:
    """Another number for what most count, beside the same day, person or document.

    Not a number that an article states along with the first, nor its half: "310 from each side".
    """
    by_unit: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        for unit in account.figures:
            if unit not in _LOOSE_UNITS:
                by_unit[unit].append(account)
    for unit, stating in by_unit.items():
        counts = Counter(value for one in stating if not one.is_copy for value in one.figures[unit])
        if not counts:
            continue
        value, n = min(counts.items(), key=lambda item: (-item[1], item[0]))
        holders = [account for account in stating if value in account.figures[unit]]
        if n < AGREED:
            continue
        beside = {name: a for a in reversed(holders) for name in a.figures[unit][value]}
        together = {other for account in holders for other in account.figures[unit]}
        for account in stating:
            for own, names in account.figures[unit].items():
                if own in together or _is_half(own, value):
                    continue
                against = next((beside[name] for name in sorted(names) if name in beside), None)
                if against is not None:
                    yield _of_values(account, own, against, value, unit)


def _is_half(one: str, other: str) -> bool:
    low, high = sorted((float(one), float(other)))
    return high == 2 * low


def _of_values(a: Account, value_a: str, b: Account, value_b: str, what: str) -> Conflict:
    """The note has the value of the article with the smaller id first."""
    if a.article_id > b.article_id:
        value_a, value_b = value_b, value_a
    return _conflict(a, b, "slot_conflict", f"{what}: {value_a} against {value_b}")


def _of_places(accounts: Sequence[Account]) -> Iterator[Conflict]:
    """Where the same parties meet: only articles that name one place and the same parties."""
    by_parties: dict[frozenset[str], list[Account]] = defaultdict(list)
    for account in accounts:
        if account.parties and len(account.places) == 1:
            by_parties[account.parties].append(account)
    for alike in by_parties.values():
        counts = Counter(place for one in alike if not one.is_copy for place in one.places)
        if not counts:
            continue
        place, n = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if n < AGREED:
            continue
        against = next(account for account in alike if place in account.places)
        for account in alike:
            (own,) = account.places
            if own != place:
                yield _of_values(account, own, against, place, "place")
