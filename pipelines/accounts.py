"""What the articles of an event state, as far as articles can contradict each other."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from pipelines.conflicts import Account
from pipelines.corpus import Corpus, Facts


def accounts_of(
    corpus: Corpus, wanted: Collection[str], copied: Collection[str]
) -> Iterator[tuple[str, Account]]:
    at = 0
    for part, size in zip(corpus.parts, corpus.sizes, strict=True):
        here = [one for one in corpus.ids[at : at + size] if one in wanted]
        at += size
        rows = part.read("slots", ("article_id", "slot", "value", "unit", "start_char"))
        rows = rows[rows["article_id"].isin(here)]
        stated: dict[str, list[_Stated]] = defaultdict(list)
        for article_id, slot, value, unit, start in zip(
            *(rows[name] for name in rows.columns), strict=True
        ):
            known = unit if isinstance(unit, str) else None
            stated[article_id].append(_Stated(slot, value, known, start))
        for one in here:
            yield one, _account(corpus.facts[one], stated[one], is_copy=one in copied)


class _Stated(NamedTuple):
    """A slot of an article."""

    slot: str
    value: str
    unit: str | None
    start_char: int


BESIDE = 100  # characters between two facts of one statement


def _account(facts: Facts, stated: Sequence[_Stated], *, is_copy: bool) -> Account:
    named = [one for one in stated if one.slot in ("date", "person", "document")]
    parties = [one for one in stated if one.slot == "party"]
    figures: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for one in stated:
        if one.slot == "figure":
            beside = figures[one.unit or ""].get(one.value, frozenset())
            figures[one.unit or ""][one.value] = beside | _beside(one, named)
    return Account(
        facts.article_id,
        # Wording at odds with the article's own date is a flag of that article.
        facts.window if facts.day is None else (None, None),
        facts.day,
        frozenset(one.value for one in parties),
        frozenset(one.value for one in stated if one.slot == "place" and _beside(one, parties)),
        figures,
        is_copy,
    )


def _beside(one: _Stated, others: Sequence[_Stated]) -> frozenset[str]:
    """The values that stand within `BESIDE` characters of a slot; `others` are in order."""
    first = bisect_left(others, one.start_char - BESIDE, key=lambda other: other.start_char)
    last = bisect_right(others, one.start_char + BESIDE, key=lambda other: other.start_char)
    return frozenset(_without_year(other.value) for other in others[first:last])


def _without_year(value: str) -> str:
    """The value of a slot; of a date only day and month, which articles state more often."""
    words = value.split(" ")
    return " ".join(words[:2]) if len(words) == 3 and words[2].isdigit() else value
