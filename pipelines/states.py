"""States that no list has, recognised by what a text says of them."""

import re
from collections.abc import Iterator, Sequence

from pipelines.naming import naming_words
from pipelines.persons import Capitals

# "The government of Marovia", "Marovia's foreign ministry": what only a state has.
_BEFORE = re.compile(
    r"\b(?:government|parliament|republic|kingdom|army|armed forces|foreign minister|ambassador|"
    r"embassy) (?:of|to) (?:the )?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"'s (?:(?P<surely>(?:foreign|defen[cs]e|interior) ministry|armed forces|parliament|navy)|"
    r"government|prime minister|president|(?:foreign|defen[cs]e|interior) minister)\b"
)
_MINIMUM = 2  # mentions: a name that comes once may be a slip or a person
_SHORTEST = 4  # letters


def unlisted_states(
    plain: str, capitals: Capitals, *, listed: frozenset[str]
) -> Iterator[tuple[int, int, str]]:
    """Mentions of names that the text treats as states, as (start_char, end_char, name).

    A ministry, parliament or embassy is enough; "X's president" may be said of a club or a
    person and counts only where the text also has something "in X". The demonym counts as in
    "Marovian government".
    """
    words = naming_words()
    for name, starts in capitals.single.items():
        if len(starts) < _MINIMUM or len(name) < _SHORTEST or not name.isalpha():
            continue
        lower = name.lower()
        if lower in listed or lower in words.no_state or name in words.part:
            continue
        if _is_state(plain, name, starts):
            yield from ((*match.span(), name) for match in _forms(name).finditer(plain))


def _is_state(plain: str, name: str, starts: Sequence[int]) -> bool:
    likely = inside = False
    for start in starts:
        if plain.endswith(_OF, max(0, start - 8), start) and _BEFORE.search(
            plain, max(0, start - 30), start
        ):
            return True
        end = start + len(name)
        after = _AFTER.match(plain, end) if plain.startswith("'s ", end) else None
        if after is not None and after["surely"]:
            return True
        likely = likely or after is not None
        inside = inside or plain.endswith(_INSIDE, max(0, start - 12), start)
    return likely and inside


_OF = (" of ", " to ", " the ")
_INSIDE = (" in ", "In ", " inside ", "Inside ", " throughout ")


def _forms(name: str) -> re.Pattern[str]:
    """The name, or its demonym before a word for the state's institutions and people in charge."""
    stem = name[:-1] if name[-1] in "aeiou" else name
    return re.compile(
        rf"\b{name}\b(?!-)|\b{stem}(?:i?an|ese|ish|i)\b(?= (?:[a-z]+ )?(?:government|officials?|"
        r"president|(?:prime |foreign |defence |defense |interior )?minist\w+|army|troops|forces|"
        r"delegation|diplomats?|negotiators?|envoys?|parliament|authorities|leaders?|navy|side)\b)"
    )
