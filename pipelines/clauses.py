"""The noun phrase beside a verb that says who says, thinks or shows something."""

from collections.abc import Sequence

from pipelines.attribution_words import attribution_words
from pipelines.people import name_of
from pipelines.stretches import QUOTED, Stretch

_WORDS = attribution_words()
_SPOKEN_OF = _WORDS.unnamed | _WORDS.group | _WORDS.document
_SEVERAL = _SPOKEN_OF | _WORDS.institution
# Between somebody and how they feel: "allies have grown | increasingly | concerned".
_LINKING = frozenset(
    ("grown", "grew", "become", "became", "remain", "remains", "remained", "feel", "feels", "felt")
)
_SIDES = frozenset((",", "-", "\u2013", "\u2014"))
_WHEN = frozenset(("this", "last", "earlier", "later", "late", "early", "on", "in"))
_PARTY = ("R-", "D-", "I-")  # and a place: "Ann Holt, D-North Leeds"
_IN_WORDS = frozenset("&'$%@#*/")
# Words back from the cue in which its subject is looked for; a subject with an apposition about
# the offices somebody held runs to forty.
_FARTHEST = 45

Phrase = tuple[int, int]  # first and last word of a stretch


def subject_before(stretch: Stretch, cue: int, *, first: int = 0) -> Phrase | None:
    """The subject of the verb at `cue`, not before the word `first`; None where none is clear."""
    lows = stretch.lows
    at = cue - 1
    while at >= first and (
        _is_auxiliary(stretch, at) or _is_adverb(stretch, at) or lows[at] in _LINKING
    ):
        at -= 1
    at = _before_when(lows, at, first)
    if at < first:
        return None
    first = max(first, at - _FARTHEST)
    if lows[at] in _SIDES:
        return _with_apposition(stretch, at, first)
    if lows[at] in ("and", "or", "but"):
        near = leading_phrase(stretch, _clause_start(stretch, at - 1, first), at - 1)
        return near or leading_phrase(stretch, _past_label(lows, first, at), at - 1)
    if lows[at] in ("who", "which", "that"):
        end = at - 1
        if end >= first and lows[end] == ",":
            end -= 1
        return _named_before(stretch, end, first) if end >= first else None
    return _phrase_ending(stretch, at, first)


def _past_label(lows: Sequence[str], first: int, end: int) -> int:
    """Where the text begins behind a label: "Tools for talks: | Adopt"."""
    return lows.index(":", first, end) + 1 if ":" in lows[first:end] else first


def _named_before(stretch: Stretch, end: int, first: int) -> Phrase | None:
    """Whom a relative clause tells of: of "Ann Holt, the council's oldest member, who" Ann Holt."""
    phrase = _phrase_ending(stretch, end, first)
    if phrase is None or phrase[0] <= first + 1 or stretch.lows[phrase[0] - 1] != ",":
        return phrase
    before = _phrase_ending(stretch, phrase[0] - 2, first)
    is_name = before is not None and _is_full_name(stretch, *before)
    return before if is_name else phrase


def _before_when(lows: Sequence[str], at: int, first: int) -> int:
    """The word before one that tells when: "the council | earlier this week said"."""
    if at <= first or lows[at] not in _WORDS.time:
        return at
    back = at - 1
    while back > first and lows[back] in _WHEN:
        back -= 1
    return back


def object_after(stretch: Stretch, cue: int, *, last: int | None = None) -> Phrase | None:
    """The phrase that follows the word `cue`: "said | Ms Holt |, a pilot"."""
    end = len(stretch.words) if last is None else last + 1
    lows = stretch.lows
    start = cue + 1
    while start < end and _is_adverb(stretch, start):
        start += 1
    at = start
    while at < end and _continues(stretch, at, start):
        at += 1
    if at == start or lows[start] in _WORDS.subordinator:
        return None
    if lows[start] in _WORDS.preposition and not _opens_name(stretch, start, at - 1):
        return None
    if stretch.words[at - 1][0].islower() and at < end and lows[at] == ",":
        name = _full_name_at(stretch, at + 1, end)
        if name is not None:
            return name
    return start, at - 1


def _opens_name(stretch: Stretch, start: int, end: int) -> bool:
    """Whether a word of grammar is a given name: "said Per Lindqvar"."""
    return start < end and all(word[0].isupper() for word in stretch.words[start : start + 2])


def leading_phrase(stretch: Stretch, start: int, end: int) -> Phrase | None:
    """The subject of the clause from `start` to `end`, past what may stand before it."""
    lows = stretch.lows
    while start <= end:
        start = _past_openers(stretch, start, end)
        if start > end:
            return None
        if lows[start] in _WORDS.pronoun:
            return start, start
        at = start
        while at <= end and not _is_finite(stretch, at, start) and not _is_boundary(stretch, at):
            at += 1
        ends_early = at <= end and lows[at] == "," and lows[at - 1] in _WORDS.opener
        phrase_end = at - 1
        while phrase_end > start and _is_between(stretch, phrase_end):
            phrase_end -= 1
        phrase_end = _before_when(lows, phrase_end, start)
        introduces = lows[start] in _WORDS.preposition or lows[start] in _WORDS.subordinator
        introduces = introduces or lows[start] == "not"  # "but not in York"
        if not (introduces or ends_early or lows[start].endswith("ing")):
            able = phrase_end >= start and _can_speak(stretch, start, phrase_end)
            return (start, phrase_end) if able else None
        while at <= end and lows[at] != ",":
            at += 1
        start = at + 1
    return None


def _is_between(stretch: Stretch, at: int) -> bool:
    """Whether a word stands between a subject and its verb: an auxiliary or an adverb."""
    return _is_adverb(stretch, at) or _is_auxiliary(stretch, at)


def _is_adverb(stretch: Stretch, at: int) -> bool:
    """Whether a word is an adverb by its ending, and not "Kelly" or "Italy"."""
    low, word = stretch.lows[at], stretch.words[at]
    if not low.endswith("ly"):
        return False
    opens = at == 0 and low not in _WORDS.female and low not in _WORDS.male and low != "italy"
    return word[0].islower() or (opens)


def _is_auxiliary(stretch: Stretch, at: int) -> bool:
    """Whether a word is an auxiliary, and not a name: "Mrs. May", "George Will"."""
    return stretch.lows[at] in _WORDS.auxiliary and not _ends_name(stretch, at)


def _ends_name(stretch: Stretch, at: int) -> bool:
    words = stretch.words
    before = words[at - 1] if at else ""
    return words[at][0].isupper() and (before[:1].isupper() or before == QUOTED)


def _continues(stretch: Stretch, at: int, start: int) -> bool:
    """Whether the word belongs to the phrase that began at `start`."""
    low, word = stretch.lows[at], stretch.words[at]
    if word == QUOTED or not (word[0].isalnum() or word in _IN_WORDS):
        return False
    if at == start:
        return True
    if low == "and":
        return at + 1 < len(stretch.words) and (
            stretch.words[at + 1][0].isupper() or stretch.lows[at + 1] in _WORDS.determiner
        )
    if low in _WORDS.subordinator or low in _WORDS.finite or low in _WORDS.time:
        return False
    if low in ("who", "which", "to", "or", "in", "on", "at", "during", "by", "into", "about"):
        return False
    if word[0].isupper():
        return True
    if low in ("earlier", "last", "this", "later") or low.endswith("ing"):
        return False
    if low not in _WORDS.speech or stretch.lows[start] in _WORDS.determiner:
        return True
    if at + 1 < len(stretch.words) and stretch.lows[at + 1] in _WORDS.title:
        return True  # "Democratic state Sen. Ann Holt"
    return stretch.lows[at - 1] == "of"  # "secretary of state"


def _full_name_at(stretch: Stretch, start: int, end: int) -> Phrase | None:
    """A personal name that starts at a word and is closed by a comma or the end."""
    at = start
    while at < end and stretch.words[at][0].isupper():
        at += 1
    closed = at >= end or stretch.words[at] in (",", ".", QUOTED, ";")
    return (start, at - 1) if closed and _is_full_name(stretch, start, at - 1) else None


def _is_boundary(stretch: Stretch, at: int) -> bool:
    word = stretch.words[at]
    if word[0].isalnum() or word in _IN_WORDS:
        return stretch.lows[at] in _WORDS.subordinator
    return True


def _clause_start(stretch: Stretch, at: int, first: int) -> int:
    while at >= first and not _is_boundary(stretch, at):
        at -= 1
    return at + 1


def _with_apposition(stretch: Stretch, comma: int, first: int) -> Phrase | None:
    """The subject in front of ", a professor of law," or the name between such commas."""
    nearest = None
    for at in range(comma - 1, first - 1, -1):
        if stretch.words[at] in (QUOTED, ";", ":"):
            break
        if stretch.words[at] not in _SIDES:
            continue
        if nearest is None and _is_full_name(stretch, at + 1, comma - 1):
            return at + 1, comma - 1
        phrase = _phrase_ending(stretch, at - 1, first) if at > first else None
        if phrase is None or phrase[1] != at - 1 or not _can_speak(stretch, *phrase):
            continue
        if phrase[0] == phrase[1] and stretch.lows[at - 1] in _WORDS.opener:
            continue  # "However, Ann Holt, D-Md., said"
        opens = _opens_clause(stretch, phrase[0], first)
        if nearest is None or opens:
            nearest = phrase
        if opens:
            break
    return nearest


def _opens_clause(stretch: Stretch, at: int, first: int) -> bool:
    if at == first or stretch.words[at - 1] in (QUOTED, ";", ":"):
        return True
    return stretch.lows[at - 1] in _WORDS.subordinator or stretch.lows[at - 1] in _WORDS.opener


def _is_full_name(stretch: Stretch, start: int, end: int) -> bool:
    words = stretch.words[start : end + 1]
    if not 2 <= len(words) <= 6 or not all(word[0].isupper() for word in words):
        return False
    if words[0].startswith(_PARTY):
        return False
    name = name_of(words)
    return name is not None and name.count(" ") < 4


def _can_speak(stretch: Stretch, start: int, end: int) -> bool:
    lows = stretch.lows
    if start == end and lows[end] in _WORDS.time:
        return False
    return (
        stretch.words[end][0].isupper()
        or lows[end] in _WORDS.pronoun
        or lows[start] in _WORDS.determiner
        or lows[end] in _SPOKEN_OF
        or lows[start] in _SPOKEN_OF
    )


def _is_finite(stretch: Stretch, at: int, start: int) -> bool:
    """Whether the word looks like the verb of the clause that began at `start`."""
    low = stretch.lows[at]
    if low in ("who", "which") or (low in _WORDS.finite and not _ends_name(stretch, at)):
        return True
    if at == start or stretch.words[at][0].isupper():
        return False
    if stretch.lows[at - 1] in _WORDS.determiner:
        return False
    if at + 1 < len(stretch.lows) and stretch.lows[at + 1] in _WORDS.title:
        return False  # "White House press secretary Ann Holt"
    return low in _WORDS.cues or low.endswith("ed")


def _is_noun(stretch: Stretch, at: int, start: int) -> bool:
    """Whether a word that may credit something is the noun of an article before it."""
    if stretch.lows[at] in _WORDS.finite or stretch.lows[at].endswith("ed"):
        return False
    return any(low in _WORDS.determiner for low in stretch.lows[max(start, at - 3) : at])


def _past_openers(stretch: Stretch, start: int, end: int) -> int:
    lows = stretch.lows
    while start < end and (lows[start] in _WORDS.opener or _is_adverb(stretch, start)):
        start += 1
    if start < end and lows[start] in ("on", "in", "last", "by", "since"):
        following = lows[start + 1]
        if following in _WORDS.time or following.isdigit():
            start += 2
            start += start < end and lows[start] == ","  # "In April, | the council"
    return start


def _phrase_ending(stretch: Stretch, end: int, first: int) -> Phrase | None:
    """The noun phrase that ends with the word `end`."""
    lows = stretch.lows
    start = _clause_start(stretch, end, first)
    named_too = _before_examples(lows, start, end, first)
    if named_too is not None:
        return _phrase_ending(stretch, named_too, first)
    start = _past_openers(stretch, start, end)
    if start > end:
        return None
    if lows[end] in _WORDS.pronoun:
        return end, end
    if lows[start] in _WORDS.pronoun:
        return start, start
    for at in range(start + 1, end + 1):
        if lows[at] in ("who", "which"):
            return start, at - 1
    for at in range(end, start - 1, -1):
        # The last word before a verb may look like one: "the guarantor states", "a blog post".
        if _is_finite(stretch, at, start) and not (at == end and _is_noun(stretch, at, start)):
            start = at + 1
            break
    start = _past_openers(stretch, start, end)
    if lows[start : start + 1] and lows[start].endswith("ing") and "and" in lows[start:end]:
        start += lows[start:end].index("and") + 1  # "is | coming up and | voters are worried"
    if start <= end and lows[start] in _WORDS.preposition:
        start = _last_phrase(stretch, start, end)
    return (start, end) if start <= end else None


def _before_examples(lows: Sequence[str], start: int, end: int, first: int) -> int | None:
    """The last word of those of whom examples are named: "| countries | such as Poland"."""
    if start - 3 >= first and lows[start - 1] == "as" and lows[start - 2] == "such":
        return start - 3
    if end - start > 1 and "including" in lows[start + 1 : end]:
        at = lows.index("including", start + 1, end)
        return at - 1 if lows[at - 1] in _SEVERAL else None
    return None


def _last_phrase(stretch: Stretch, start: int, end: int) -> int:
    """Where the subject begins in a clause that opens with a preposition, or beyond its end."""
    for at in range(end, start + 1, -1):
        before = stretch.lows[at - 1]
        if before in _WORDS.preposition and before not in ("of", "for"):
            break
        if stretch.lows[at] in _WORDS.determiner:
            return at
        if stretch.words[at][0].isupper() and not (
            stretch.words[at - 1][0].isupper() or before in ("of", "for")
        ):
            return at
    return end + 1
