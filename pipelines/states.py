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
# "The Marovian delegation", "Tesk forces": an adjective or the name itself before what a state has.
_FORCES = re.compile(
    r" (?:deputy |first deputy |peace )?(?:forces|troops|soldiers|army|armed forces|delegation|"
    r"negotiators?|parliament|government|ambassador|embassy|"
    r"(?:foreign|defen[cs]e|interior|prime) minist(?:er|ry))\b"
)
_DEMONYM = re.compile(r"(?:i?an|ese|ish|i|ic)$")
# "The Tesk Republic"; what else stands before such a word is a style of republic, or a shop.
_REALM = re.compile(r"([A-Z][a-z]{3,}) (?:Republic|Federation|Kingdom)")
_STYLES = frozenset(
    ("islamic", "banana", "weimar", "democratic", "people", "first", "third", "dutch")
)
_MINIMUM = 2  # mentions: a name that comes once may be a slip or a person
_SHORTEST = 4  # letters
_OF = (" of ", " to ", " the ")
_INSIDE = (" in ", "In ", " inside ", "Inside ", " throughout ")


def unlisted_states(
    plain: str, capitals: Capitals, *, listed: frozenset[str]
) -> Iterator[tuple[int, int, str]]:
    """Mentions of names that the text treats as states, as (start_char, end_char, name).

    A ministry, parliament, embassy or republic of the name is enough, also after its demonym
    ("the Marovian delegation" for Marovia). "X's president" may be said of a club or a person and
    counts only where the text also has something "in X", and "X forces" only if they come twice
    and nobody bears the name.
    """
    words = naming_words()
    realms = {
        match[1]: text
        for _, text in capitals.several
        if (match := _REALM.fullmatch(text)) and match[1].lower() not in _STYLES
    }
    # "Marovia and the Tesk Republic"
    partners = tuple(f" and the {realm}" for realm in realms.values())
    for name, starts in capitals.single.items():
        if len(starts) < _MINIMUM or len(name) < _SHORTEST or not name.isalpha():
            continue
        lower = name.lower()
        if lower in listed or lower in words.no_state or name in words.part:
            continue
        realm = realms.get(name, name)
        if realm.lower() in listed:
            continue
        if (
            name in realms
            or _is_state(plain, name, starts)
            or _has_forces(plain, name, capitals)
            or any(plain.startswith(partners, start + len(name)) for start in starts)
        ):
            for match in _forms(name).finditer(plain):
                # The whole of "the Tesk Republic", so that what follows it is its own.
                whole = plain.startswith(realm, match.start())
                end = match.start() + len(realm) if whole else match.end()
                yield match.start(), end, realm


def _has_forces(plain: str, name: str, capitals: Capitals) -> bool:
    """Whether the text speaks of its army, delegation or ministers by adjective or name."""
    adjective = _adjective_of(name, capitals)
    if adjective is not None:
        acting, end = naming_words().acting, len(adjective)
        return any(acting.match(plain, start + end) for start in capitals.single[adjective])
    if _DEMONYM.search(name):
        return False
    starts, end = capitals.single[name], len(name)
    if sum(_FORCES.match(plain, start + end) is not None for start in starts) < _MINIMUM:
        return False
    return not any(text.endswith(f" {name}") for _, text in capitals.several)


def _adjective_of(name: str, capitals: Capitals) -> str | None:
    """The demonym of the name that the text uses, such as "Marovian"."""
    stem = name[:-1] if name[-1] in "aeiou" else name
    return next(
        (stem + end for end in ("ian", "an", "ese", "ish", "i") if stem + end in capitals.single),
        None,
    )


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


def _forms(name: str) -> re.Pattern[str]:
    """The name, or its demonym before a word for the state's institutions and people in charge."""
    stem = name[:-1] if name[-1] in "aeiou" else name
    return re.compile(
        rf"\b{name}\b(?!-)|\b{stem}(?:i?an|ese|ish|i)\b(?= (?:[a-z]+ )?(?:government|officials?|"
        r"president|(?:prime |foreign |defence |defense |interior )?minist\w+|army|troops|forces|"
        r"delegation|diplomats?|negotiators?|envoys?|parliament|authorities|leaders?|navy|side)\b)"
    )
