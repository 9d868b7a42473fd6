"""States that no list has, recognised by what a text says of them."""

import re
from collections.abc import Iterator

# "Marovia's foreign ministry", "the government of Marovia": words that only a state has.
_STATE = re.compile(
    r"\b(?:government|president|prime minister|parliament|republic|kingdom|army|armed forces|"
    r"people|foreign minister|ambassador|invasion|annexation) (?:of|to) (?:the )?([A-Z][a-z]{3,})\b"
    r"|\b([A-Z][a-z]{3,})'s (?:(?:foreign|defen[cs]e|interior|prime) minist|army\b|armed forces|"
    r"parliament|government|president\b|invasion|sovereignty|territorial|annexation|borders?\b|"
    r"military\b|troops|ambassador)"
)
_MINIMUM = 2  # mentions; one phrase of a text may be about a city or a company


def unlisted_states(plain: str, *, listed: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Mentions of names that the text treats as states, as (start_char, end_char, name)."""
    names: dict[str, int] = {}
    for match in _STATE.finditer(plain):
        name = match[1] or match[2]
        if name.lower() not in listed:
            names[name] = names.get(name, 0) + 1
    for name in names:
        spans = [match.span() for match in re.finditer(rf"\b{name}\b", plain)]
        if len(spans) >= _MINIMUM:
            yield from ((start, end, name) for start, end in spans)
