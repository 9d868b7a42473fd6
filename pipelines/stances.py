"""What a position is, and the words of `lexicons/stances.toml` that take one, read once."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.phrases import TermMatcher

LEXICON = Path(__file__).parent / "lexicons" / "stances.toml"
POLARITIES = ("wants", "offers", "refuses", "accepts", "warns")


class Stance(NamedTuple):
    """A form of an expression: `form` is base, s, ed, ing, or state ("ready to").

    `polarity` is one of `POLARITIES`; empty where only a denial takes a stance ("will not cede").
    `denied` is what the denied expression says, None where it says nothing.
    """

    verb: str
    polarity: str
    form: str
    denied: str | None


class Position(NamedTuple):
    """A stance of an actor on a theme; the span is the clause that says so.

    `polarity` is wants, offers, refuses, accepts or warns. "Does not accept" refuses; what an actor
    does not refuse is not said and gives no position. `voice` is whose claim it is: the
    `narrator`'s, somebody `quoted`, or somebody `reported` in the narrator's words; `claimed_by`
    is that speaker, None for the narrator and for a speaker who is not told.
    """

    sentence_index: int
    actor: str
    theme: str
    verb: str
    polarity: str
    start_char: int
    end_char: int
    voice: str = "narrator"
    claimed_by: str | None = None


@dataclass(frozen=True)
class StanceWords:
    """Expressions of a stance and what may stand between an actor and one of them.

    `stances` are in the order of the matcher's terms, `nouns` by the words at the head of a cell;
    the last three are words for those who act in the name of a state, an alliance, a person.
    """

    matcher: TermMatcher
    stances: tuple[Stance, ...]
    nouns: Mapping[str, str]
    gap: re.Pattern[str]
    negation: re.Pattern[str]
    hedge: re.Pattern[str]
    of_state: frozenset[str]
    of_alliance: frozenset[str]
    of_person: frozenset[str]


@lru_cache(maxsize=1)
def stance_words() -> StanceWords:
    """The shipped words."""
    tables = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    words = tables["forms"]
    terms = _terms(tables)
    negation = _either(words["negation"])
    return StanceWords(
        matcher=TermMatcher(tuple(terms)),
        stances=tuple(terms.values()),
        nouns={
            noun: polarity for polarity in POLARITIES for noun in _listed(tables["nouns"][polarity])
        },
        gap=_gap(words),
        negation=re.compile(rf"\b(?:{negation}|no longer)\b|n't\b"),
        hedge=re.compile(rf"\b(?:{_either(words['hedge'])})\b"),
        of_state=frozenset(words["subject"].split()),
        of_alliance=frozenset(words["of_alliance"].split()),
        of_person=frozenset(words["of_person"].split()),
    )


def _terms(tables: Mapping[str, Any]) -> dict[str, Stance]:
    """Every form of every expression, in lower case."""
    words = tables["forms"]
    irregular = {line.split()[0]: line.split() for line in words["irregular"].strip().splitlines()}
    turning = frozenset(_listed(words["turning"]))
    terms: dict[str, Stance] = {}
    for group, expressions in tables["verbs"].items():
        polarity = "" if group == "only_refused" else group
        for verb in _listed(expressions):
            denied = "refuses" if verb in turning or not polarity else None
            first, _, rest = verb.partition(" ")
            forms = irregular.get(first) or _regular(first)
            for form, name in zip(forms, ("base", "s", "ed", "ing"), strict=True):
                stance = Stance(verb, polarity, name, denied)
                terms.setdefault(f"{form} {rest}".strip(), stance)
    for polarity, expressions in tables["states"].items():
        for state in _listed(expressions):
            denied = "refuses" if state in turning else None
            terms[state] = Stance(state, polarity, "state", denied)
    return terms


def _gap(words: Mapping[str, str]) -> re.Pattern[str]:
    """ "Russia('s foreign ministry)(, for its part,)( has repeatedly) rejected"."""
    subject = _either(f"{words['subject']} {words['of_alliance']} {words['of_person']}")
    between = "|".join(
        (
            _either(words["auxiliary"]),
            _either(words["negation"]),
            rf"(?:{_either(words['auxiliary_to'])}) to",
            "no longer",
            "(?:come|came|comes|speak|spoke|spoken|speaks) out",
            "[a-z]+ly",
            r"(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day",
            r"(?:last|this) (?:week|month|year|night|morning)",
            "yesterday|today",
            r"(?:on|in) (?:january|february|march|april|may|june|july|august|september|october|"
            r"november|december)(?: \d{1,2})?",
        )
    )
    return re.compile(
        rf"(?P<whose>'s?)?(?P<subject> (?!said|says|told)(?:[a-z-]+ )?(?:{subject})\b)?"
        # "Republicans in Congress have called for"
        r"(?: (?:on capitol hill|in (?:washington|(?:the )?(?:congress|house|senate|parliament))))?"
        # "Holt, as a candidate," / "Holt and her allies"
        r"(?: as (?:an? |the )?(?:candidate|president|senator|governor|minister|leader))?"
        r"(?P<others>,? and (?:his|her|its|their) (?:[a-z-]+ )?"
        r"(?:allies|team|campaign|government|supporters|aides|party|advisers|colleagues)|"
        r",? and (?:(?:several |many )?others|other (?:[a-z-]+ ){0,3}(?:members|states|"
        r"countries|nations|allies|governments)))?"
        r"(?P<aside>(?:,[^,;:\"()\u2014\u2013]{2,60}){1,2},| \([^()\"]{1,40}\))?"
        r"(?P<relative>, (?:which|who)\b)?"
        rf"(?P<between>(?:(?: |(?='))(?:{between}))*) \"?"
    )


def _either(words: str) -> str:
    return "|".join(words.split())


def _listed(text: str) -> list[str]:
    return [term for part in re.split(r"[,\n]", text) if (term := " ".join(part.split()))]


def _regular(verb: str) -> list[str]:
    if verb.endswith("e"):
        return [verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    if verb in ("commit", "prefer", "permit"):
        return [verb, f"{verb}s", f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"]
    s = "es" if verb.endswith(("sh", "ch", "s", "x")) else "s"
    return [verb, f"{verb}{s}", f"{verb}ed", f"{verb}ing"]
