"""The words of `lexicons/stances.toml`, read once."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipelines.phrases import TermMatcher

LEXICON = Path(__file__).parent / "lexicons" / "stances.toml"


class Stance(NamedTuple):
    """A form of an expression: `form` is base, s, ed, ing, or state ("ready to")."""

    verb: str
    polarity: str
    form: str


@dataclass(frozen=True)
class StanceWords:
    """Expressions of a stance and what may stand between an actor and one of them.

    `stances` are in the order of the matcher's terms.
    """

    matcher: TermMatcher
    stances: tuple[Stance, ...]
    gap: re.Pattern[str]
    negation: re.Pattern[str]


@lru_cache(maxsize=1)
def stance_words() -> StanceWords:
    """The shipped words."""
    tables = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    words = tables["forms"]
    irregular = {line.split()[0]: line.split() for line in words["irregular"].strip().splitlines()}
    terms: dict[str, Stance] = {}
    for polarity, expressions in tables["verbs"].items():
        for verb in _listed(expressions):
            first, _, rest = verb.partition(" ")
            forms = irregular.get(first) or _regular(first)
            for form, name in zip(forms, ("base", "s", "ed", "ing"), strict=True):
                terms[f"{form} {rest}".strip()] = Stance(verb, polarity, name)
    for polarity, expressions in tables["states"].items():
        for state in _listed(expressions):
            terms[state] = Stance(state, polarity, "state")
    subject = "|".join(words["subject"].split())
    negation = "|".join(words["negation"].split())
    between = "|".join(words["auxiliary"].split())
    return StanceWords(
        matcher=TermMatcher(tuple(terms)),
        stances=tuple(terms.values()),
        # "Russia('s foreign ministry)(, for its part,)( has repeatedly) rejected"
        gap=re.compile(
            rf"(?P<whose>'s?)?(?P<subject> (?:[a-z-]+ )?(?:{subject}))?"
            r"(?P<aside>,(?: [\w'-]+){1,6},)?"
            rf"(?P<between>(?: (?:{between}|{negation}|[a-z]+ly|no longer))*) "
        ),
        negation=re.compile(rf"\b(?:{negation}|no longer)\b|n't\b"),
    )


def _listed(text: str) -> list[str]:
    return [term for part in re.split(r"[,\n]", text) if (term := " ".join(part.split()))]


def _regular(verb: str) -> list[str]:
    if verb.endswith("e"):
        return [verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    if verb in ("commit", "prefer"):
        return [verb, f"{verb}s", f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"]
    s = "es" if verb.endswith(("sh", "ch", "s", "x")) else "s"
    return [verb, f"{verb}{s}", f"{verb}ed", f"{verb}ing"]
