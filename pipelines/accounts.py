"""What the articles of an event state, as far as articles can contradict each other."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.account import Account
from pipelines.corpus import Corpus, Facts, Part
from pipelines.occasions import Told
from pipelines.told_days import without_year


def accounts_of(
    corpus: Corpus, wanted: Collection[str], copied: Collection[str]
) -> Iterator[tuple[str, Account]]:
    """The accounts of some articles; only the parts that have them are read."""
    at = 0
    for part, size in zip(corpus.parts, corpus.sizes, strict=True):
        here = [one for one in corpus.ids[at : at + size] if one in wanted]
        at += size
        if not here:
            continue
        rows = part.read("slots", ("article_id", "slot", "value", "unit", "start_char"))
        rows = rows[rows["article_id"].isin(here)]
        stated: dict[str, list[_Stated]] = defaultdict(list)
        for article_id, slot, value, unit, start in zip(
            *(rows[name] for name in rows.columns), strict=True
        ):
            known = unit if isinstance(unit, str) else None
            stated[article_id].append(_Stated(slot, value, known, start))
        told = _told(part, here)
        for one in here:
            account = _account(corpus.facts[one], stated[one], told[one], is_copy=one in copied)
            yield one, account


def _told(part: Part, here: Collection[str]) -> Mapping[str, Sequence[Told]]:
    """By article the days, places and outcomes of things that can be known again."""
    signed = part.signatures(("article_id", "told"))
    signed = signed.filter(pc.is_in(signed["article_id"], pa.array(here, pa.string())))
    return {
        article_id: [Told(**{name: _held(cell) for name, cell in one.items()}) for one in told]
        for article_id, told in zip(*(column.to_pylist() for column in signed.columns), strict=True)
    }


def dated(facts: Facts) -> Account:
    """When an article was written, and nothing else of its account.

    Wording at odds with the article's own date is a flag of that article.
    """
    window = facts.window if facts.day is None else (None, None)
    return Account(facts.article_id, window, facts.day, frozenset(), frozenset(), {})


def _held(cell: Any) -> Any:
    """A list as a tuple, as `Told` has it."""
    return tuple(cell) if isinstance(cell, list) else cell


class _Stated(NamedTuple):
    """A slot of an article."""

    slot: str
    value: str
    unit: str | None
    start_char: int


_WORDED = ("date", "place", "outcome")  # a bare number is stated of many things
BESIDE = 100  # characters between two facts of one statement


def _account(
    facts: Facts, stated: Sequence[_Stated], told: Sequence[Told], *, is_copy: bool
) -> Account:
    named = [one for one in stated if one.slot in ("date", "person", "document")]
    parties = [one for one in stated if one.slot == "party"]
    figures: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for one in stated:
        if one.slot == "figure":
            beside = figures[one.unit or ""].get(one.value, frozenset())
            figures[one.unit or ""][one.value] = beside | _beside(one, named)
    return replace(
        dated(facts),
        parties=frozenset(one.value for one in parties),
        places=frozenset(
            one.value for one in stated if one.slot == "place" and _beside(one, parties)
        ),
        figures=figures,
        told=told,
        stated=frozenset(without_year(one.value) for one in stated if one.slot in _WORDED),
        is_copy=is_copy,
        worded=facts.window,
    )


def _beside(one: _Stated, others: Sequence[_Stated]) -> frozenset[str]:
    """The values that stand within `BESIDE` characters of a slot; `others` are in order."""
    first = bisect_left(others, one.start_char - BESIDE, key=lambda other: other.start_char)
    last = bisect_right(others, one.start_char + BESIDE, key=lambda other: other.start_char)
    return frozenset(without_year(other.value) for other in others[first:last])
