"""States that no list has, recognised by what a text says of them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipelines.naming import naming_words

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
    plain: str, runs: Sequence[re.Match[str]], *, listed: frozenset[str]
) -> Iterator[tuple[int, int, str]]:
    """Mentions of names that the text treats as states, as (start_char, end_char, name).

    A ministry, parliament or embassy is enough; "X's president" may be said of a club or a
    person and counts only where the text also has something "in X". The demonym counts as in
    "Marovian government".
    """
    words = naming_words()
    names = Counter(match.group() for match in runs)
    for name, count in names.items():
        if count < _MINIMUM or len(name) < _SHORTEST or not name.isalpha():
            continue
        lower = name.lower()
        if lower in listed or lower in words.no_state or name in words.part:
            continue
        if _is_state(plain, name, runs):
            yield from ((*match.span(), name) for match in _forms(name).finditer(plain))


def _is_state(plain: str, name: str, runs: Sequence[re.Match[str]]) -> bool:
    likely = False
    for match in runs:
        if match.group() != name:
            continue
        if _BEFORE.search(plain, max(0, match.start() - 30), match.start()):
            return True
        after = _AFTER.match(plain, match.end())
        if after is not None:
            if after["surely"]:
                return True
            likely = True
    return likely and re.search(rf"\b(?:[Ii]n|[Ii]nside|[Tt]hroughout) {name}\b", plain) is not None


def _forms(name: str) -> re.Pattern[str]:
    """The name, or its demonym before a word for the state's institutions and people in charge."""
    stem = name[:-1] if name[-1] in "aeiou" else name
    return re.compile(
        rf"\b{name}\b(?!-)|\b{stem}(?:i?an|ese|ish|i)\b(?= (?:[a-z]+ )?(?:government|officials?|"
        r"president|(?:prime |foreign |defence |defense |interior )?minist\w+|army|troops|forces|"
        r"delegation|diplomats?|negotiators?|envoys?|parliament|authorities|leaders?|navy|side)\b)"
    )
