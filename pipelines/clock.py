"""The facts and the wording of `clock.toml`, ready for a pass over a text."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipelines.phrases import PhraseMatcher

Term = tuple[date, date | None]
NUMBERS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_COUNT = (
    r"\b(?<!by )(?<!for )(?:(?P<qualifier>more than|(?:well |just |a little )?over|nearly|almost"
    r"|about|around|roughly|at least|less than|some|close to)[ ])?(?P<number>a|"
    + "|".join(NUMBERS)
    + r"|\d{1,2})(?P<half>[ -]and[ -]a[ -]half)?[ -]"
)
_FILLER = r"(?:[a-z][a-z'-]{1,15},? ){0,3}?"


@dataclass(frozen=True, slots=True)
class War:
    """A war that texts count from.

    A text is about it if it holds one of `requires` or, where `excludes` tells it from an earlier
    war in the same place, none of those.
    """

    begins: date
    ends: date | None
    named: tuple[str, ...]
    requires: tuple[str, ...]
    excludes: tuple[str, ...]

    def is_meant(self, lowered: str) -> bool:
        if not self.requires or any(words in lowered for words in self.requires):
            return True
        return bool(self.excludes) and not any(words in lowered for words in self.excludes)


@dataclass(frozen=True, slots=True)
class Fixture:
    """A vote, or games at `places`, with the days on which it was held or begins.

    Texts call it approaching from `within_days` before.
    """

    days: tuple[date, ...]
    within_days: int
    requires: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Wording around an anchor; `reads` says what it states."""

    reads: str
    anchors: tuple[str, ...]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    firmness: str


@dataclass(frozen=True)
class Clock:
    """What `clock.toml` knows, ready for one pass over a text."""

    matcher: PhraseMatcher
    # For each phrase of the matcher: its kind and what it stands for.
    terms: tuple[tuple[tuple[str, Any], ...], ...]
    fixtures: Mapping[str, tuple[Fixture, ...]]


class ClockError(ValueError):
    """A mistake in the clock file: names the file and entry, and what belongs there."""


def read_clock(*paths: Path) -> Clock:
    """The clock in these files together; raises ClockError naming file and entry for a mistake."""
    texts = [path.read_text(encoding="utf-8") for path in paths]
    for path, text in zip(paths, texts, strict=True):
        _checked(path, text)
    return _clock(*texts)


def _checked(path: Path, text: str) -> None:
    """Raises ClockError for a mistake in one of the files."""
    try:
        if unknown := tomllib.loads(text).keys() - {*_KINDS, "extend"}:
            raise ValueError(f"[[{min(unknown)}]] is none of {', '.join(_KINDS)}")
        _clock(text)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ClockError(
            f"{path}: {error}. Offices need title and holders [name, first day, last day], wars "
            "begins and named, elections and games called, days and within_days, events earliest "
            "and phrases."
        ) from error


_KINDS = ("office", "war", "election", "games", "event", "pattern")


@lru_cache(maxsize=4)
def _clock(*texts: str) -> Clock:
    read = [tomllib.loads(text) for text in texts]
    entries = {kind: [entry for one in read for entry in one.get(kind, ())] for kind in _KINDS}
    terms: dict[str, list[tuple[str, Any]]] = {}
    for phrase, options in _offices(entries["office"]).items():
        terms.setdefault(phrase, []).append(("office", options))
    for event in entries["event"]:
        for phrase in event["phrases"]:
            terms.setdefault(phrase, []).append(("event", _day(event["earliest"])))
    for entry in entries["war"]:
        war = War(
            *_days(entry["begins"], entry.get("ends")),
            tuple(entry["named"]),
            tuple(entry.get("requires", ())),
            tuple(entry.get("excludes", ())),
        )
        for phrase in war.named:
            terms.setdefault(phrase, []).append(("war", war))
    fixtures = _fixtures([*entries["election"], *entries["games"]])
    for pattern in _patterns(entries["pattern"], fixtures):
        for anchor in pattern.anchors:
            terms.setdefault(anchor, []).append(("pattern", pattern))
    for year in range(1990, 2040):
        terms.setdefault(str(year), []).append(("year", year))
    return Clock(
        PhraseMatcher(list(terms)), tuple(tuple(found) for found in terms.values()), fixtures
    )


def _days(first: Any, last: Any) -> Term:
    """The first and the last day, which may be open."""
    begins, ends = _day(first), None if last is None else _day(last)
    if ends is not None and ends < begins:
        raise ValueError(f"{ends} is before {begins}, where it is to end")
    return begins, ends


def _day(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError(f"{value!r} is no day. Write 2025-03-14, without quotation marks or hour")
    return value


def _offices(
    entries: Sequence[Mapping[str, Any]],
) -> dict[str, tuple[int, tuple[Term, ...]]]:
    """Every way to call somebody by an office: which office, and the terms that it may mean."""
    terms: dict[str, tuple[int, tuple[Term, ...]]] = {}
    for number, entry in enumerate(entries):
        for names, begins, *rest in entry["holders"]:
            term = _days(begins, rest[0] if rest else None)
            for name in names.lower().split("|"):
                called = [f"{title} {name}" for title in entry["title"]]
                called += [f"{name} {word}" for word in entry.get("government", ())]
                called += [f"{name}'s {word}" for word in entry.get("government", ())]
                for phrase in dict.fromkeys(called):
                    office, known = terms.get(phrase, (number, ()))
                    terms[phrase] = (office, (*known, term))
    return terms


def _fixtures(entries: Sequence[Mapping[str, Any]]) -> dict[str, tuple[Fixture, ...]]:
    """Every way to call a vote or games, with those that it may mean."""
    fixtures: dict[str, tuple[Fixture, ...]] = {}
    for entry in entries:
        fixture = Fixture(
            tuple(map(_day, entry["days"])),
            entry["within_days"],
            tuple(entry.get("requires", ())),
            tuple(entry.get("places", ())),
        )
        for called in entry["called"]:
            fixtures[called] = (*fixtures.get(called, ()), fixture)
    return fixtures


def _patterns(
    entries: Sequence[Mapping[str, Any]], fixtures: Mapping[str, Any]
) -> Iterator[Pattern]:
    called = "|".join(re.escape(name) for name in sorted(fixtures, key=len, reverse=True))
    for entry in entries:
        before = entry["before"].replace("<count>", _COUNT)
        after = entry["after"].replace("<filler>", _FILLER)
        after = after.replace("<fixture>", rf"(?P<fixture>{called})\b")
        after = after.replace("<year>", r"(?:(?P<year>20\d\d) )?")
        yield Pattern(
            reads=entry["reads"],
            anchors=tuple(entry["anchor"]),
            before=re.compile(before + "$") if before else None,
            after=re.compile(after) if after else None,
            firmness=entry["firmness"],
        )
