"""What came of it: words that state an outcome, and what is denied or only wanted told apart."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipelines.articles import Span
from pipelines.phrases import TermMatcher

LEXICON = Path(__file__).parent / "lexicons" / "outcomes.toml"
NOT = "not "  # before the name of an outcome that a text denies
_BEFORE = 4  # words of the clause that are looked at: "has not yet been signed"
_LONGEST = 45  # characters that hold them
_CLAUSE = re.compile(r"[.;:,()\u2013\u2014\"]")
_WORD = re.compile(r"n't\b|[a-z]+(?=n't\b)|[a-z]+")


class Outcome(NamedTuple):
    """An outcome, `not ` before it if it is denied, and the words that say so."""

    value: str
    start_char: int
    end_char: int


class _Lexicon(NamedTuple):
    """Expressions with their outcome and what must not follow, and the words before them."""

    matcher: TermMatcher
    outcomes: Sequence[str]
    not_before: Mapping[str, re.Pattern[str]]
    against: Mapping[str, frozenset[str]]
    denied: frozenset[str]
    unreal: frozenset[str]
    described: frozenset[str]
    earlier: frozenset[str]


def outcomes_in(
    lowered: str, sentences: Sequence[Span], published: date | None = None
) -> Iterator[Outcome]:
    """The outcomes that a text states as having happened, in order.

    Not what is asked, wanted, feared or possible ("would be signed", "if elected"), nor what only
    describes somebody ("the elected leader"), nor the end of something earlier ("since the war
    broke out", or a year before that of publication). Time grows with the length of the text.
    """
    lexicon = _lexicon()
    until = 0
    place = 0
    found = sorted((start, -end, index) for index, start, end in lexicon.matcher.find(lowered))
    for start, stop, index in found:
        if start < until:  # inside a longer expression
            continue
        end = -stop
        while place < len(sentences) and sentences[place].end_char <= start:
            place += 1
        if place == len(sentences) or sentences[place].start_char > start:
            continue
        if lowered[sentences[place].end_char - 1] == "?":
            continue
        name = lexicon.outcomes[index]
        if lexicon.not_before[name.removeprefix(NOT)].match(lowered, end):
            continue
        until = end
        clause = _words_before(lowered, max(sentences[place].start_char, start - _LONGEST), start)
        before = clause[-_BEFORE:]
        if before and (before[-1] in lexicon.described or lexicon.unreal.intersection(before)):
            continue
        if lexicon.earlier.intersection(clause) or _is_of_earlier_year(
            lowered, sentences[place], published
        ):
            continue
        is_denied = not name.startswith(NOT) and lexicon.denied.intersection(before)
        yield Outcome(NOT + name if is_denied else name, start, end)


def _words_before(lowered: str, first: int, start: int) -> list[str]:
    return _WORD.findall(_CLAUSE.split(lowered[first:start])[-1])


_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_OF_NOW = re.compile(
    r"\b(?:today|this (?:week|month|year)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
_LATE_NEWS = 60  # days into a year in which the one before it is still news


def _is_of_earlier_year(lowered: str, sentence: Span, published: date | None) -> bool:
    """Whether the years in a sentence are all over when the article came out.

    Of 25 outcomes drawn from sentences with such a year 22 belonged to something earlier; the
    others stood in sentences that also name a day of the week, which are left alone.
    """
    if published is None:
        return False
    bounds = sentence.start_char, sentence.end_char
    years = [int(year) for year in _YEAR.findall(lowered, *bounds)]
    latest = (published - timedelta(days=_LATE_NEWS)).year
    return bool(years) and max(years) < latest and not _OF_NOW.search(lowered, *bounds)


def is_against(one: str, other: str) -> bool:
    """Whether one thing cannot have had both outcomes: agreed and collapsed, signed and not."""
    against = _lexicon().against
    return (
        one == NOT + other
        or other == NOT + one
        or other in against.get(one, ())
        or one in against.get(other, ())
    )


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    tables = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    before = tables.pop("before")
    terms = {term: name for name, entry in tables.items() for term in _listed(entry["words"])}
    terms |= {
        f"{denying} {base}": NOT + name
        for name, entry in tables.items()
        for base in _listed(entry.get("base", ""))
        for denying in _listed(before["denying"])
    }
    return _Lexicon(
        TermMatcher(tuple(terms)),
        tuple(terms.values()),
        {
            name: _followed_by(_listed(entry.get("not_before", "")))
            for name, entry in tables.items()
        },
        {name: frozenset(entry.get("against", ())) for name, entry in tables.items()},
        *(
            frozenset(_listed(before[kind]))
            for kind in ("denied", "unreal", "described", "earlier")
        ),
    )


def _followed_by(words: Collection[str]) -> re.Pattern[str]:
    """Finds one of the words next; without any, nothing."""
    return re.compile(rf" (?:{'|'.join(map(re.escape, words))})\b" if words else r"(?!)")


def _listed(text: str) -> list[str]:
    return [term for part in re.split(r"[,\n]", text) if (term := " ".join(part.split()))]
