"""Where a list of speakers begins of which only the last were read."""

from pipelines.attribution_words import attribution_words
from pipelines.stretches import Stretch

_WORDS = attribution_words()
_IN_NO_NAME = (
    _WORDS.opener | _WORDS.subordinator | _WORDS.preposition | _WORDS.pronoun | _WORDS.time
)
_LONGEST_ITEM = 4  # words of a name in a list


def list_start(stretch: Stretch, first: int, *, joined: bool) -> int:
    """The first word of a list that ends with the phrase beginning at `first`; `first` without one.

    "Norland, Estmark and | Sudria" has "and" before the phrase, "Norland, | Estmark and Sudria",
    which is `joined`, within it.
    """
    at = first - 1
    if at > 0 and stretch.lows[at] == "and":
        at -= 1 + (stretch.lows[at - 1] == ",")
    elif joined and at > 0 and stretch.lows[at] == ",":
        at -= 1
    else:
        return first
    start = first
    while at >= 0:
        item = at
        while item > 0 and stretch.lows[item - 1] != ",":
            item -= 1
        if not _is_name(stretch, item, at):
            break
        start, at = item, item - 2
    return start


def _is_name(stretch: Stretch, first: int, last: int) -> bool:
    """Whether words between commas are a name: "the Baltic states", not "In Velin"."""
    lows = stretch.lows[first : last + 1]
    named = first + (lows[0] == "the")
    if named > last or last - named >= _LONGEST_ITEM or not stretch.words[named][0].isupper():
        return False
    if not _IN_NO_NAME.isdisjoint(lows[named - first :]):
        return False
    if first == last == 0 and lows[0] in _WORDS.no_name:
        return False  # "Already, Norland and Estmark"
    return first > 0 or not lows[0].endswith(("ed", "ing", "ly"))
