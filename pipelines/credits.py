"""What credits a statement to its source: the cue and the phrase that names the source."""

from typing import NamedTuple

from pipelines.attribution_words import attribution_words
from pipelines.clauses import Phrase, leading_phrase, object_after, subject_before
from pipelines.people import name_of
from pipelines.stretches import QUOTED, Stretch

_WORDS = attribution_words()
_DASHES = frozenset("-\u2013\u2014\u2015")
# Words of a label that credits what follows its colon, as in a transcript: "Rep. Ann Holt:".
_LONGEST_LABEL = 6
# Verbs that tell of speech only together with the word behind them.
_PAIRS = frozenset(
    (
        *((verb, "it") for verb in ("put", "puts")),
        *((verb, "back") for verb in ("shot", "shoots", "fired", "fires", "hit", "hits")),
        *((verb, "on") for verb in ("went", "goes")),
        ("chimed", "in"),
    )
)
_BE = frozenset(
    ("is", "are", "was", "were", "be", "been", "being", "am", "gets", "got", "isn't", "aren't",
     "wasn't", "weren't", "they're", "i'm", "we're")
)  # fmt: skip
_ADVERBS = frozenset(("not", "also", "once", "already", "still", "often", "never", "since", "just"))


class Credit(NamedTuple):
    """A cue and the phrase that names the source, as words of a stretch; either may be missing."""

    cue: Phrase | None
    source: Phrase | None


def credit_of(stretch: Stretch, quoted: int) -> Credit | None:
    """What credits the quotation in its own sentence: on the side where the cue touches it."""
    lows = stretch.lows
    led_in = quoted > 1 and lows[quoted - 1] in (",", ":") and lows[quoted - 2] in _WORDS.speech
    if led_in:
        return credit_before(stretch, quoted) or _credit_after(stretch, quoted)
    found = _credit_after(stretch, quoted) or credit_before(stretch, quoted)
    if found is None and quoted > 0 and lows[quoted - 1] not in (".", "?", "!", ";"):
        return person_in_front(stretch, quoted - 1)
    return found


def person_in_front(stretch: Stretch, last: int) -> Credit | None:
    """The person whom the clause up to a word is about, as a source without a cue."""
    subject = leading_phrase(stretch, 0, last)
    return Credit(None, subject) if subject is not None and _is_person(stretch, subject) else None


def _is_person(stretch: Stretch, phrase: Phrase) -> bool:
    """Whether a phrase is "he", "she" or a name of at least two words."""
    first, last = phrase
    if stretch.lows[first] in ("he", "she"):
        return True
    return stretch.words[last][0].isupper() and name_of(stretch.words[first : last + 1]) is not None


def _credit_after(stretch: Stretch, quoted: int) -> Credit | None:
    """What credits the quotation behind it: "said X", "according to X", "X said"."""
    lows = stretch.lows
    at = quoted + 1
    if at + 1 < len(lows) and lows[at] in _DASHES and stretch.words[at + 1][0].isupper():
        signed = object_after(stretch, at)  # "..." - Ann Holt
        if signed is not None and lows[signed[1] + 1 : signed[1] + 2] in ([], [","], ["."]):
            return Credit((at, at), signed)
    while at < len(lows) and lows[at] in (",", "-", "\u2014", "\u2013", "."):
        at += 1
    if at < len(lows) and lows[at] in _WORDS.speech and not lows[at].endswith("ing"):
        source = object_after(stretch, at)
        return None if source is None else Credit((at, at), source)
    for cue in range(at, len(lows)):
        low = lows[cue]
        if low in (QUOTED, ";", ".", ":"):
            return None
        if low == "to" and lows[cue - 1] == "according":
            return Credit((cue - 1, cue), object_after(stretch, cue))
        if (lows[cue - 1], low) in _PAIRS:
            return _pair(stretch, cue, at)
        if low in _WORDS.speech and not low.endswith("ing") and _says(stretch, cue):
            credit = _credit_at(stretch, cue, at)
            if credit is not None:
                return credit
    return None


def _credit_at(stretch: Stretch, cue: int, at: int) -> Credit | None:
    """The verb at `cue` as credit of what stands before the word `at`."""
    lows = stretch.lows
    source = subject_before(stretch, cue, first=at)
    if source is not None and lows[source[0]] == "who":
        source = _name_at(stretch, at)
    if source is not None and (source[0] <= at + 1 or lows[source[0] - 1] == ","):
        return Credit((cue, cue), source)
    turned = cue > at and lows[cue - 1] == ","  # "..." on Monday, said X
    source = object_after(stretch, cue) if turned else None
    source = source or _name_at(stretch, at)
    return None if source is None else Credit((cue, cue), source)


def _name_at(stretch: Stretch, at: int) -> Phrase | None:
    """The person right behind the quotation, of whom something is told before the verb: "..." Ann
    Holt, now 81 and retired in Leeds, said."""
    name = object_after(stretch, at - 1)
    if name is None or name[0] != at or stretch.lows[name[1] + 1 : name[1] + 2] != [","]:
        return None
    return name if name[1] > at and _is_person(stretch, name) else None


def credit_before(stretch: Stretch, quoted: int) -> Credit | None:
    """What credits the quotation before it: "X said:", "According to X,", "told him that"."""
    lows = stretch.lows
    for cue in range(quoted - 1, -1, -1):
        low = lows[cue]
        if low == "to" and cue and lows[cue - 1] == "according":
            return Credit((cue - 1, cue), object_after(stretch, cue, last=quoted - 1))
        if cue and (lows[cue - 1], low) in _PAIRS:
            return _pair(stretch, cue, 0)
        if low in _WORDS.cues and _says(stretch, cue):
            source = subject_of(stretch, cue, quoted)
            if source is not None:
                return _outer(stretch, Credit((cue, cue), source))
    return _label(stretch, quoted - 1)


def _pair(stretch: Stretch, last: int, first: int) -> Credit | None:
    """Whom a verb of two words credits: "as Ann Holt put it"."""
    source = subject_before(stretch, last - 1, first=first)
    return None if source is None else Credit((last - 1, last), source)


def _outer(stretch: Stretch, credit: Credit) -> Credit:
    """The credit around one whose subject is a pronoun: "Holt said he believes"."""
    if credit.cue is None or credit.source is None:
        return credit
    pronoun = credit.source[0]
    before = pronoun - 2 if pronoun and stretch.lows[pronoun - 1] == "that" else pronoun - 1
    if before < 1 or stretch.lows[pronoun] not in ("he", "she", "they", "it"):
        return credit
    if stretch.lows[before] not in _WORDS.speech or not is_verb(stretch, before):
        return credit
    source = subject_before(stretch, before)
    return credit if source is None else Credit((before, before), source)


def _label(stretch: Stretch, colon: int) -> Credit | None:
    """A name right before a colon, as in a transcript: "Rep. Ann Holt:"."""
    if colon < 1 or stretch.lows[colon] != ":":
        return None
    start = colon
    while start > 0 and (stretch.words[start - 1][0].isupper() or stretch.lows[start - 1] == "of"):
        start -= 1
    short = colon - start <= _LONGEST_LABEL
    opens = start == 0 or stretch.words[start - 1] in ("-", "\u2014", "\u2013")
    return Credit((colon, colon), (start, colon - 1)) if start < colon and short and opens else None


def is_verb(stretch: Stretch, at: int) -> bool:
    """Whether a word that may be a noun as well ("claims", "report", "United States") is a verb."""
    low = stretch.lows[at]
    if stretch.words[at][0].isupper() and at and stretch.words[at - 1] != QUOTED:
        return False
    if low.endswith(("ed", "ing")) or low in _WORDS.past or low in _WORDS.finite:
        return True
    before = stretch.lows[at - 1] if at else ""
    if before in _WORDS.determiner or before in _WORDS.preposition or before.endswith("'s"):
        return False
    if low.endswith("s"):
        return True
    # A plain form ("say", "claim") has a plural or an auxiliary before it.
    return (
        before.endswith(("s", "ly"))
        or before in _WORDS.auxiliary
        or before in _WORDS.pronoun
        or before in _WORDS.group
        or before in ("police", "that", "and", "or")
    )


def is_passive(stretch: Stretch, at: int) -> bool:
    """Whether others say it of the subject: "was praised", but not "was worried" or "was quoted as
    saying"."""
    lows = stretch.lows
    low = lows[at]
    is_participle = low.endswith(("ed", "en", "wn")) or low in _WORDS.past
    if not is_participle or low in _WORDS.feeling or lows[at + 1 : at + 3] == ["as", "saying"]:
        return False
    back = at - 1
    while back >= 0 and lows[back] not in _BE and _may_stand_between(lows[back]):
        back -= 1
    return back >= 0 and lows[back] in _BE


def _says(stretch: Stretch, at: int) -> bool:
    """Whether the word is a verb whose subject says something."""
    return is_verb(stretch, at) and not is_passive(stretch, at)


def _may_stand_between(low: str) -> bool:
    """Whether an adverb may part a participle from its "was": "was, she said" has none."""
    return low.endswith("ly") or low in _ADVERBS


def _opens_sentence(lows: list[str], cue: int) -> bool:
    """Whether a participle stands before its subject: "While citing the cost, the council"."""
    return cue == 0 or (
        cue == 1 and (lows[0] in _WORDS.subordinator or lows[0] in _WORDS.preposition)
    )


def subject_of(stretch: Stretch, cue: int, quoted: int) -> Phrase | None:
    """The subject of a verb; of a participle ("saying"), that of the clause it hangs on."""
    if not stretch.lows[cue].endswith("ing"):
        if cue == 0 or stretch.lows[cue - 1] == QUOTED:
            return object_after(stretch, cue, last=quoted - 1)  # Said X: "..."
        return subject_before(stretch, cue)
    if _opens_sentence(stretch.lows, cue) and "," in stretch.lows[cue:]:
        # "Citing the cost, | the council | closed the bridge"
        return leading_phrase(stretch, stretch.lows.index(",", cue) + 1, len(stretch.lows) - 1)
    for earlier in range(cue - 1, -1, -1):
        low = stretch.lows[earlier]
        if low in _WORDS.cues and not low.endswith("ing") and is_verb(stretch, earlier):
            found = subject_before(stretch, earlier)
            if found is None and earlier and stretch.lows[earlier - 1] in (QUOTED, ","):
                found = object_after(stretch, earlier, last=cue - 1)  # said Ann Holt, adding
            if found is not None:
                return found
    return leading_phrase(stretch, 0, cue - 1)
