"""Sentences of two articles that tell of one thing in like words, and give it other values."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from pipelines.account import Account
from pipelines.figures import FATES
from pipelines.occasions import Told, words_of_names
from pipelines.outcomes import is_against
from pipelines.stated_days import WEEKDAYS
from pipelines.told_days import are_other_days, without_year

# What two sentences share if they tell of one thing. Chosen on the 83 labelled events of part A and
# on 575 groups of unlabelled articles, of which seven then hold one: sums that are indeed at odds,
# and two things in like words. By names alone beside a day, six more would.
THIRD = 1 / 3  # of the words of the shorter sentence
HALF = 1 / 2  # where a sum of money is told: offers and budgets have many
FEWEST = 3  # words of some length
FEWEST_BY_WEEKDAY = 5  # on each day of a week something is said and done in much the same words
ALL_BY_WEEKDAY = 4  # where the shorter sentence has no other words ("A ferry sank off the island")
MANY, MOST = 6, 1 / 2  # words, and their share of both sentences, of one that was taken over
NO_NAMES = 2  # of these that are no names; names alone are what the whole event is about
SETTLED = 2  # words beside the value of another article: it gives that value as well
# Of polls and prices several are told in the same words, and times are the length of anything.
_TIMES_AND_PRICES = "percent point day week month year hour"
_NOT_ALIKE = frozenset(_TIMES_AND_PRICES.split())
_MONEY = frozenset(("dollar", "euro", "pound"))
_Telling = tuple[Account, Told]


def told_otherwise(accounts: Sequence[Account]) -> Iterator[tuple[Account, Told, Account, Told]]:
    """Two articles and what they tell of one thing, where not both can be right.

    Neither gives the value of the other in a sentence that shares even `SETTLED` words with it.
    Each value is held against those with two words of its sentence in common, not each article
    against every other.
    """
    same: dict[tuple[str, str, tuple[int, ...]], dict[str, _Telling]] = defaultdict(dict)
    for account in accounts:
        for told in account.told:
            if told.unit.partition(" ")[0] in _NOT_ALIKE:
                continue
            own = sorted(set(told.words) - words_of_names(told.names))
            for words in combinations(own, NO_NAMES):
                by_value = same[told.slot, told.unit, words]
                first = by_value.setdefault(without_year(told.value), (account, told))
                if first[0].is_copy and not account.is_copy:
                    by_value[without_year(told.value)] = account, told
    seen = set()
    for by_value in same.values():
        for (a, one), (b, other) in combinations(by_value.values(), 2):
            if (id(one), id(other)) in seen:
                continue
            seen.add((id(one), id(other)))
            if _may_contradict(a, b) and are_alike(one, other) and _differ(a, one, b, other):
                least = max(SETTLED, len(set(one.words) & set(other.words)) // 2)
                if not _tells(b, a, one, least) and not _tells(a, b, other, least):
                    yield a, one, b, other


def _may_contradict(a: Account, b: Account) -> bool:
    return a is not b and not (a.is_copy and b.is_copy)


def are_alike(one: Told, other: Told) -> bool:
    """Whether two sentences tell of one thing, whatever value they give it."""
    shared = set(one.words) & set(other.words)
    names = words_of_names({*one.names, *other.names})
    near = set(one.near) & set(other.near)
    least = min(len(one.words), len(other.words))
    by_weekday = _by_weekday(one, other)
    fewest = min(FEWEST_BY_WEEKDAY, max(ALL_BY_WEEKDAY, least)) if by_weekday else FEWEST
    if (
        len(shared) < fewest
        or len(shared) < (HALF if one.unit in _MONEY else THIRD) * least
        or len(shared - names) < NO_NAMES
    ):
        return False
    if by_weekday and one.is_ahead != other.is_ahead:
        return False  # what is planned for one day of the week may come on another one
    n_names = len(set(one.names) & set(other.names))
    if one.unit in FATES:  # what became of people says what happened
        return n_names > 0
    if one.slot in ("figure", "place"):  # a sentence has several of them
        return n_names > (one.slot == "place") and len(near - names) >= 2
    if one.slot == "date":
        return len(near - names) > 0  # what was done that day, and not only who did it
    return n_names > 1 or len(near - names) > 0


def _by_weekday(one: Told, other: Told) -> bool:
    named = one.value in WEEKDAYS or other.value in WEEKDAYS
    return named or one.by_weekday or other.by_weekday


def _differ(a: Account, one: Told, b: Account, other: Told) -> bool:
    if one.slot == "outcome":
        return is_against(one.value, other.value)
    if one.slot == "place":
        return one.value not in other.value and other.value not in one.value
    if one.slot == "figure":
        low, high = sorted((float(one.value), float(other.value)))
        return low < high != 2 * low  # "310 from each side"
    shared = len(set(one.words) & set(other.words))
    return are_other_days(
        one.value,
        a.day,
        other.value,
        b.day,
        by_weekday=_by_weekday(one, other),
        same_words=shared >= MANY and shared >= MOST * max(len(one.words), len(other.words)),
    )


def _tells(account: Account, of: Account, told: Told, least: int) -> bool:
    """Whether an article gives what another one tells as well, in a sentence with such words."""
    if told.value in account.figures.get(told.unit, ()):
        return True
    if told.slot == "date" and not told.by_weekday and without_year(told.value) in account.stated:
        return True
    return any(
        (own.slot, own.unit) == (told.slot, told.unit)
        and len(set(own.words) & set(told.words)) >= least
        and (
            not _differ(account, own, of, told) if told.slot == "date" else own.value == told.value
        )
        for own in account.told
    )
