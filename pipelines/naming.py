"""The words of `lexicons/naming.toml`, read once."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipelines.attribution_words import attribution_words

LEXICON = Path(__file__).parent / "lexicons" / "naming.toml"


@dataclass(frozen=True, slots=True)
class NamingWords:
    """Words that tell whom a name means.

    `apposition` matches after a name where the text says who that is, `acting` after a demonym
    where it stands for the state; the sets are in lower case, except `part`.
    """

    apposition: re.Pattern[str]
    title: frozenset[str]
    no_first: frozenset[str]
    place: frozenset[str]
    no_surname: frozenset[str]
    acting: re.Pattern[str]
    part: frozenset[str]
    no_state: frozenset[str]


@lru_cache(maxsize=1)
def naming_words() -> NamingWords:
    """The shipped words."""
    tables = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    persons, states = tables["persons"], tables["states"]
    occupation = "|".join(persons["occupation"].split())
    acting = "|".join(states["acting"].split())
    return NamingWords(
        # "Anna Kovac, 54," / "Anna Kovac (54)" / "Anna Kovac, the centre's deputy director"
        apposition=re.compile(
            r",? (?:\(\d\d\)|aged \d\d\b)|, \d\d,|"
            r", (?:(?:the|an?|its|his|her|their|our|now|then) )?"
            rf"(?:[\w'-]+ ){{0,4}}(?:{occupation})\b"
        ),
        title=frozenset(persons["title"].split()),
        no_first=frozenset(persons["no_first"].split()),
        place=frozenset(persons["place"].split()),
        no_surname=frozenset(persons["no_surname"].split()),
        # "Russian officials", "Russian foreign ministry", "Russian and American negotiators"
        acting=re.compile(rf"(?: (?:and|or) [a-z]+)?(?: [a-z-]+)? (?:{acting})\b"),
        part=frozenset(states["part"].split()),
        no_state=attribution_words().no_name | attribution_words().title | attribution_words().body,
    )
