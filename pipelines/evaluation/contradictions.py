"""Contradictions, made by hand: one report of an event is changed in a day, a place, a number or
an outcome that another report states of the same thing. How many of these are found, and how many
events are said to hold a contradiction before anything is changed.

Nothing here uses the pipeline's own ways of finding a fact, or the test would favour them.
"""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import NamedTuple

from pipelines.articles import Article
from pipelines.comparing import compare_articles
from pipelines.evaluation.across import article_of, articles_in, labelled_events
from pipelines.evaluation.figures import Figure, Numbers, figure
from pipelines.evaluation.parts import part_of
from pipelines.schemas import Tables
from pipelines.scoring import score_articles

_SEED = 3
_ROUNDS = 3  # reports of an event that are changed, one at a time
_HALF = 0.5  # of the words of the shorter of two sentences in like words
_SAME = 4  # words of some length that two sentences share if they tell of one thing
KINDS = ("day", "place", "number", "outcome")
_KIND_OF = {"date": "day", "place": "place", "outcome": "outcome"}  # by the slot that a note names


@dataclass(frozen=True, slots=True)
class Case:
    """A report of an event with one fact changed, in place of the one it was made of.

    `in_like_words` says that another report states the fact in a sentence with half the same words.
    """

    event: str
    kind: str
    original_id: str
    changed: Article
    in_like_words: bool


def contradiction_agreement(folder: Path) -> list[Figure]:
    """Made contradictions that are found, by kind, and events that are quiet before.

    On events of part B; rules were looked at on part A.
    """
    return measured_on(folder, "B")


def measured_on(folder: Path, part: str) -> list[Figure]:
    """The same for one of the two parts."""
    rows = articles_in(folder)
    events = {
        event: [article_of(rows[one]) for one in members]
        for event, members in labelled_events(rows).items()
        if len(members) >= 3 and part_of(f"event {event}") == part
    }
    if not events:
        return []
    given = [one for members in events.values() for one in members]
    cases = [case for event, members in events.items() for case in _cases(event, members)]
    marked = [replace(c.changed, url=f"{c.changed.url}#{i}") for i, c in enumerate(cases)]
    scored = score_articles([*given, *marked])
    event_of = {one.article_id: event for event, members in events.items() for one in members}
    alarms = {event_of[a] for a, _, _ in _conflicts(scored, event_of)}
    figures = [
        _share("unchanged events quiet", list(events), [event not in alarms for event in events])
    ]
    for kind in KINDS:
        of_kind = [i for i, case in enumerate(cases) if case.kind == kind]
        hits = _found(scored, cases, [one.article_id for one in marked], of_kind, event_of)
        alike = [i for i in of_kind if cases[i].in_like_words]
        for name, of in ((f"changed {kind} found", of_kind), (f"{kind} in like words", alike)):
            if of:
                figures.append(_share(name, [cases[i].event for i in of], [i in hits for i in of]))
    return figures


def _found(
    scored: Tables,
    cases: Sequence[Case],
    ids: Sequence[str],
    wanted: Collection[int],
    event_of: Mapping[str, str],
) -> set[int]:
    """The cases whose contradiction is found; of each event one report is changed at a time."""
    turns: dict[int, list[int]] = defaultdict(list)
    seen: Counter[str] = Counter()
    for i in wanted:
        turns[seen[cases[i].event]].append(i)
        seen[cases[i].event] += 1
    hits = set()
    for turn in turns.values():
        instead = {cases[i].original_id: ids[i] for i in turn}
        found = _conflicts(scored, {instead.get(one, one) for one in event_of})
        hits |= {i for i in turn for one, other, kind in found
                 if kind == cases[i].kind and ids[i] in (one, other)}  # fmt: skip
    return hits


def _conflicts(scored: Tables, ids: Collection[str]) -> list[tuple[str, str, str]]:
    """Both articles of every contradiction among some articles, and its kind."""
    some = Tables(
        **{
            field.name: rows[rows["article_id"].isin(ids)]
            for field in fields(Tables)
            for rows in [getattr(scored, field.name)]
        }
    )
    pairs = compare_articles(some).pairs
    pairs = pairs[pairs["kind"] == "slot_conflict"]
    kinds = (_KIND_OF.get(re.split(r": | \(", note)[0], "number") for note in pairs["note"])
    return list(zip(pairs["article_id"], pairs["other_id"], kinds, strict=True))


def _cases(event: str, members: Sequence[Article]) -> Iterator[Case]:
    for kind in KINDS:
        chance = random.Random(f"{_SEED} {event} {kind}")
        made = 0
        for one in chance.sample(members, len(members)):
            others = [other for other in members if other is not one]
            change = _CHANGES[kind](one.text, [other.text for other in others], chance)
            if change is not None and made < _ROUNDS:
                made += 1
                yield Case(
                    event,
                    kind,
                    one.article_id,
                    replace(one, text=change.text),
                    change.in_like_words,
                )


class _Change(NamedTuple):
    """A text with one fact changed, and whether it was told in like words elsewhere."""

    text: str
    in_like_words: bool


class _Shared(NamedTuple):
    """A fact that another report states as well, and the larger share of words told alike."""

    match: re.Match[str]
    in_like_words: bool


_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\w)[^.!?\n]+)*")
_LONG_WORD = re.compile(r"[A-Za-z]{4,}")


def _shared_fact(
    text: str, others: Sequence[str], fact: re.Pattern[str], *, at_least: int
) -> Iterator[_Shared]:
    """Facts in sentences that tell of what a sentence of other articles with the fact tells."""
    known = [list(_with(other, fact)) for other in others]
    for match, words in _with(text, fact):
        alike = [
            max(
                (_likeness(words, w) for m, w in of_other if m[0].lower() == match[0].lower()),
                default=0,
            )
            for of_other in known
        ]
        if sum(share > 0 for share in alike) >= at_least:
            yield _Shared(match, max(alike) >= _HALF)


def _likeness(words: frozenset[str], other: frozenset[str]) -> float:
    """The share of the words of the shorter sentence that the other has; 0 below `_SAME` words."""
    n_same = len(words & other)
    return n_same / min(len(words), len(other)) if n_same >= _SAME else 0.0


def _with(text: str, fact: re.Pattern[str]) -> Iterator[tuple[re.Match[str], frozenset[str]]]:
    for sentence in _SENTENCE.finditer(text):
        words = frozenset(word.lower() for word in _LONG_WORD.findall(sentence[0]))
        for match in fact.finditer(text, *sentence.span()):
            yield match, words - {word.lower() for word in _LONG_WORD.findall(match[0])}


_WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = re.compile(rf"\b(?:{'|'.join(_WEEK)})\b(?!s)|\b(?:{_MONTHS}) (?:[12]?\d|30)\b")


def _other_day(text: str, others: Sequence[str], chance: random.Random) -> _Change | None:
    """Another day of the week, or of the month, for one that another report has."""
    shared = next(_shared_fact(text, others, _DAY, at_least=1), None)
    if shared is None:
        return None
    day = shared.match[0]
    if day in _WEEK:
        other = _WEEK[(_WEEK.index(day) + chance.choice([2, 3, 4, 5])) % 7]
    else:
        month, number = day.split()
        other = f"{month} {(int(number) + chance.choice([2, 3, 5]) - 1) % 28 + 1}"
    return _Change(re.sub(rf"\b{day}\b(?!\d)", other, text), shared.in_like_words)


_PLACES = ("Lisbon", "Nairobi", "Winnipeg", "Osaka", "Montevideo", "Tallinn", "Tucson", "Leeds")
_PLACE = re.compile(r"(?<=\b[Ii]n )[A-Z][a-z]{3,}(?: [A-Z][a-z]+)?\b")
_NO_PLACE = re.compile(rf"{_MONTHS}|{'|'.join(_WEEK)}|Congress|Parliament")


def _other_place(text: str, others: Sequence[str], chance: random.Random) -> _Change | None:
    """Another town wherever the text names one that two other reports have."""
    for match, in_like_words in _shared_fact(text, others, _PLACE, at_least=2):
        if not _NO_PLACE.match(match[0]):
            other = chance.choice(_PLACES)
            return _Change(re.sub(rf"\b{match[0]}\b", other, text), in_like_words)
    return None


_NUMBER = re.compile(
    r"(?<![\d.,$])\b(?:\d{2,3}|\d{1,3}(?:,\d{3})+) [a-z]{4,}s\b(?<!years)(?<!months)(?<!weeks)"
    r"(?<!days)(?<!hours)(?<!minutes)(?<!miles)(?<!points)(?<!percents)"
)


def _other_number(text: str, others: Sequence[str], chance: random.Random) -> _Change | None:
    """Another number of the things that another report counts alike."""
    shared = next(_shared_fact(text, others, _NUMBER, at_least=1), None)
    if shared is None:
        return None
    number, _, unit = shared.match[0].partition(" ")
    other = round(int(number.replace(",", "")) * chance.choice([1.3, 1.7, 2.4])) + 1
    changed = re.sub(rf"(?<![\d.,])\b{number} {unit}\b", f"{other:,} {unit}", text)
    return _Change(changed, shared.in_like_words)


_OPPOSITES = {
    "approved": "rejected",
    "passed": "rejected",
    "rejected": "approved",
    "convicted": "acquitted",
    "acquitted": "convicted",
    "agreed to": "rejected",
    "upheld": "overturned",
    "overturned": "upheld",
    "struck down": "upheld",
    "signed": "did not sign",
    "vetoed": "approved",
    "suspended": "resumed",
    "resumed": "suspended",
    "resigned": "did not resign",
    "arrested": "not arrested",
    "indicted": "not indicted",
    "charged with": "not charged with",
    "pleaded guilty": "pleaded not guilty",
}
_OUTCOME = re.compile(rf"\b(?:{'|'.join(_OPPOSITES)})\b")


def _other_outcome(text: str, others: Sequence[str], chance: random.Random) -> _Change | None:
    """The opposite wherever the text states an outcome that another report states."""
    shared = next(_shared_fact(text, others, _OUTCOME, at_least=1), None)
    if shared is None:
        return None
    was = shared.match[0]
    return _Change(re.sub(rf"\b{was}\b", _OPPOSITES[was], text), shared.in_like_words)


_CHANGES = {
    "day": _other_day,
    "place": _other_place,
    "number": _other_number,
    "outcome": _other_outcome,
}


def _share(name: str, events: Sequence[str], hits: Sequence[bool]) -> Figure:
    values = [float(hit) for hit in hits]
    return figure(name, "events", "contradictions", values, values, measure=_mean, groups=events)


def _mean(found: Numbers, _: Numbers) -> float:
    return float(found.mean()) if len(found) else 0.0
