"""Articles of one event that cannot both be right: a number, a place, a day, an outcome."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from pipelines.account import Account
from pipelines.alike import told_otherwise
from pipelines.figure_words import ODD
from pipelines.occasions import ENOUGH, Told
from pipelines.outcomes import is_against
from pipelines.stated_days import WEEKDAYS
from pipelines.told_days import are_other_days, without_year


class Conflict(NamedTuple):
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
    "article job american minute decade step item word round report share name number"
)
_LOOSE_UNITS = frozenset(_LOOSE.split())
AGREED = 2  # articles that state one number or place before a third one contradicts it


def conflicts_within(accounts: Sequence[Account]) -> list[Conflict]:
    """The conflicts between the articles of one event, ordered by their ids.

    Each article is held against what most of the others state and against the two with the
    tightest windows, not against every other: the number of conflicts grows with the event.
    """
    found = [
        *_of_windows(accounts),
        *_of_own_words(accounts),
        *_of_figures(accounts),
        *_of_places(accounts),
        *_of_told(accounts),
        *_of_alike(accounts),
    ]
    # Two rules may find the same two values: the shortest note says it.
    brief = {_values(one): one for one in sorted(set(found), key=lambda one: (-len(one.note), one))}
    return sorted(brief.values())


def _values(one: Conflict) -> tuple[str, str, str, str]:
    """What makes two conflicts the same one."""
    return one.article_id, one.other_id, one.kind, one.note.rpartition(": ")[2]


def dates_apart(a: Account, b: Account) -> Conflict | None:
    """A conflict if the wording of one rules out the days of the other.

    Two stated days are never one: reports of an event come out on several days.
    """
    if a.window == (None, None) and b.window == (None, None):
        return None
    (start_a, end_a), (start_b, end_b) = _days(a), _days(b)
    if max(start_a, start_b) <= min(end_a, end_b):
        return None
    return _apart(a, b, min(end_a, end_b), max(start_a, start_b))


def _apart(a: Account, b: Account, latest: date, earliest: date) -> Conflict:
    note = f"written by {latest} at the latest against {earliest} at the earliest"
    odd = ODD if a.is_at_odds or b.is_at_odds else ""
    return _conflict(a, b, "date_conflict", note + odd)


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


def _of_own_words(accounts: Sequence[Account]) -> Iterator[Conflict]:
    """Windows that do not meet, of which one belongs to an article at odds with its own date.

    That article is right at most once, so that this is no evidence against the other one. Each is
    held against the two tightest windows of such articles.
    """
    odd = [account for account in accounts if account.is_at_odds]
    if not odd:
        return
    ends_first = min(odd, key=lambda a: (a.worded[1] or date.max, a.article_id))
    starts_last = max(odd, key=lambda a: (a.worded[0] or date.min, a.article_id))
    for account in accounts:
        if account is not ends_first and _is_before(ends_first, account):
            yield _by_words(ends_first, account)
        if account is not starts_last and _is_before(account, starts_last):
            yield _by_words(account, starts_last)


def _is_before(a: Account, b: Account) -> bool:
    """Whether by its wording the first was written before the second can have been."""
    latest, earliest = a.worded[1], b.worded[0]
    return latest is not None and earliest is not None and latest < earliest


def _by_words(a: Account, b: Account) -> Conflict:
    return _apart(a, b, a.worded[1] or date.max, b.worded[0] or date.min)


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


def _of_told(accounts: Sequence[Account]) -> Iterator[Conflict]:
    """Another day or place for one thing, or an outcome that it cannot have had as well.

    One thing: of one kind, and `ENOUGH` names in common, which are half of those that either
    sentence has. Neither article states the value of the other anywhere. Each value is held against
    those of the same kind and names, not each article against every other.
    """
    same: dict[tuple[str, ...], dict[str, tuple[Account, Told]]] = defaultdict(dict)
    for account in accounts:
        for told in account.told:
            if (
                told.slot == "figure"
                or told.by_weekday
                or told.value in WEEKDAYS
                or (told.slot != "outcome" and not told.kinds)
            ):
                continue
            for names in combinations(told.names, ENOUGH):
                for kind in told.kinds or ("",):
                    first = same[told.slot, kind, *names].setdefault(told.value, (account, told))
                    if first[0].is_copy and not account.is_copy:
                        same[told.slot, kind, *names][told.value] = account, told
    stating = Counter(value for one in accounts if not one.is_copy for value in one.stated)
    for (slot, *_), by_value in same.items():
        for (a, one), (b, other) in combinations(by_value.values(), 2):
            # Halls and districts are places too: one article alone may name what lies in the other.
            is_agreed = max(stating[one.value], stating[other.value]) >= AGREED
            if (one.slot != "place" or is_agreed) and _are_at_odds(a, one, b, other):
                shared = sorted(set(one.names) & set(other.names))
                kinds = sorted(set(one.kinds) & set(other.kinds))
                what = f"{slot} ({', '.join([*kinds, *shared])})"
                yield _of_values(a, one.value, b, other.value, what)


def _of_alike(accounts: Sequence[Account]) -> Iterator[Conflict]:
    """Another value for one thing that two sentences tell in much the same words."""
    for a, one, b, other in told_otherwise(accounts):
        shared = sorted(set(one.names) & set(other.names))
        weekday = ["by weekday"] if one.by_weekday or other.by_weekday else []
        about = ", ".join([*shared, *weekday])
        what = one.unit or (f"{one.slot} ({about})" if about else one.slot)
        yield _of_values(a, one.value, b, other.value, what)


def _are_at_odds(a: Account, one: Told, b: Account, other: Told) -> bool:
    shared = len(set(one.names) & set(other.names))
    if (
        a is b
        or (a.is_copy and b.is_copy)
        or 2 * shared < min(len(one.names), len(other.names))
        or one.is_ahead != other.is_ahead
        or without_year(one.value) in b.stated
        or without_year(other.value) in a.stated
    ):
        return False
    if one.slot == "outcome":
        return is_against(one.value, other.value)
    return one.slot == "place" or are_other_days(
        one.value, a.day, other.value, b.day, by_weekday=False
    )
