"""Bylines: the names in them, without roles, places and dates."""

import re

_BY = re.compile(
    r"(?:By|BY|Written by|Story by|Words by|Text by|Por|POR|Par|PAR|Von|VON)\s+(?P<value>\S.*)"
)
_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*\.?")
_PARTICLES = frozenset(
    ["and", "&", "de", "del", "della", "der", "den", "da", "di", "du", "dos", "das", "van", "von",
     "la", "le", "el", "al", "bin", "ibn", "y", "e", "zu", "ter", "ten", "of", "the"]
)  # fmt: skip
# "By Monday" and "By the numbers" begin or head a paragraph; they name nobody.
_NOT_NAMES = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
     "february", "march", "april", "may", "june", "july", "august", "september", "october",
     "november", "december", "spring", "summer", "autumn", "fall", "winter", "noon", "midnight",
     "dawn", "dusk", "morning", "evening", "night", "day", "year", "week", "numbers", "law",
     "design", "default", "popular", "demand", "far", "any", "all", "means", "contrast",
     "comparison", "then", "now", "some", "most", "many", "land", "sea", "air", "force",
     "invitation", "accident", "early", "late", "mid", "next", "last", "that", "this", "these",
     "those", "its", "his", "her", "their", "our", "your", "my"]
)  # fmt: skip
_BYLINE_ROLE = re.compile(
    r"\b(?:staff|writer|reporter|correspondent|editor|bureau|press|news|times|post|contributor|columnist"
    r"|journal|agency|service|magazine|analyst|fellow|professor|special to|today)\b",
    re.IGNORECASE,
)
_BYLINE_END = re.compile(
    r"\s*(?:[|–—(@•·]|\s-\s|\bfor\b|\bin\b|\bat\b|\bUpdated\b|\bPublished\b|\d"
    r"|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|May|June|July|March|April)\b\.? \d)"
)
_LISTED = re.compile(r",? and |, | & ")
_LETTERS = re.compile(r"(?:[^\W\d_]|[ .'’-])+")
_MOST_ALONE = 3  # names on a line; more are a list
_MOST_WORDS = 4  # of a name with its initial or particle


def byline_of(line: str) -> str | None:
    """The names in a line such as "By Ana Petrov and Li Wei, Staff Writers", or None."""
    if line.lstrip()[:1] not in "BWSTPV" or len(line) > 160:
        return None
    match = _BY.fullmatch(line.strip())
    return names_in(match["value"]) if match else None


def names_alone(line: str) -> list[str]:
    """The names of a line that holds nothing else: "Ana Petrov and Li Wei"; none for any other.

    A kicker or a heading ("Winter Games") reads the same: what is around the line has to tell.
    """
    parts = [part for part in _LISTED.split(line.strip()) if part]
    if len(parts) > _MOST_ALONE or not all(map(_is_full_name, parts)):
        return []
    return parts


def _is_full_name(part: str) -> bool:
    words = part.split()
    return (
        2 <= len(words) <= _MOST_WORDS
        and _LETTERS.fullmatch(part) is not None
        and not part.isupper()
        and len(words[-1]) > 1
        and words[-1][0].isupper()
        and _looks_like_a_name(part)
        and not _BYLINE_ROLE.search(part)
    )


def names_in(value: str) -> str | None:
    """The names at the start of a byline, without roles, places and dates; None if none."""
    if value.endswith((".", "!", "?", ":")) and not re.search(r"\b(?:[A-Z]|Jr|Sr)\.$", value):
        return None
    cut = _BYLINE_END.search(value)
    listed = value[: cut.start()] if cut else value
    parts = [part.strip() for part in listed.split(",") if part.strip()]
    if not parts or not _looks_like_a_name(parts[0]):
        return None
    rest = [
        part
        for part in parts[1:]
        if _looks_like_a_name(part.removeprefix("and ").strip()) and not _BYLINE_ROLE.search(part)
    ]
    return ", ".join([parts[0], *rest])


def _looks_like_a_name(part: str) -> bool:
    words = _WORD.findall(part)
    if not 1 <= len(words) <= 12 or not words[0][0].isupper():
        return False
    low = [word.lower().rstrip(".") for word in words]
    if any(word in _NOT_NAMES for word in low):
        return False
    capital = [word for word in words if word[0].isupper()]
    if any(not word[0].isupper() and word.lower() not in _PARTICLES for word in words):
        return False
    return len(capital) >= 2 or words[0].isupper() or low[0] in ("reuters", "staff", "admin")
