"""Words that credit a statement to somebody outside quotation marks, weighed in their context."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipelines.attribution_words import attribution_words
from pipelines.stretches import QUOTED, Stretch

WEIGHTS = Path(__file__).parent / "lexicons" / "cue_weights.tsv"

# What is looked at, and the one or two words, classes or numbers found there.
Feature = tuple[str, str | int, str | int]
CONSTANT: Feature = ("constant", "", "")
STRENGTH = "strength"

_WORDS = attribution_words()
_SPEAKERS = _WORDS.unnamed | _WORDS.group | _WORDS.document
_CLASSES = {
    **dict.fromkeys(_WORDS.auxiliary, "aux"),
    **dict.fromkeys(_WORDS.preposition, "prep"),
    **dict.fromkeys(_WORDS.subordinator, "sub"),
    **dict.fromkeys(_WORDS.determiner, "det"),
    **dict.fromkeys(_WORDS.pronoun, "pron"),
    **dict.fromkeys(("him", "her", "them", "me", "us"), "obj"),
}
SMALL = (
    _WORDS.auxiliary
    | _WORDS.pronoun
    | frozenset(("that", "to", "for", "of", "on", "in", "by", "with", "about", "as", "at"))
    | frozenset(("which", "and", "or", "but", "if", "whether", "the", "a", "his", "her", "their"))
    | frozenset(("he's", "she's", "they're", "it's", "there", ",", ".", ":", ";", '"', "?", "!"))
)


STOPS = frozenset((".", "?", "!", QUOTED))


def word_class(word: str) -> str:
    """A coarse class of the word: of grammar where it has one, else by its look."""
    low = word.lower()
    known = _CLASSES.get(low)
    if known is not None:
        return known
    if word[0].isupper():
        return "Cap's" if low.endswith("'s") else "Cap"
    if word[0].isdigit():
        return "num"
    if not word[0].isalpha():
        return word
    for ending in ("ing", "ed", "ly", "s"):
        if low.endswith(ending):
            return ending
    return "word"


class Look(NamedTuple):
    """What is seen of a word next to one that may be a cue.

    `kind` is its class, `subject` the same where the word may be a subject: a pronoun itself, or
    "speaker" for words of people and bodies, empty for auxiliaries and adverbs, which subjects
    stand before. `names` tells whether it may be a name or a pronoun.
    """

    kind: str
    subject: str
    names: bool


def look_of(word: str) -> Look:
    """What is seen of a word."""
    low, kind = word.lower(), word_class(word)
    subject = "speaker" if low in _SPEAKERS else kind
    if low in _WORDS.pronoun:
        subject = low
    if low in _WORDS.auxiliary or low.endswith("ly"):
        subject = ""
    names = low in _WORDS.pronoun or (low not in _WORDS.no_name and word[0].isupper())
    return Look(kind, subject, names)


def features_in(
    stretch: Stretch, strengths: Mapping[str, int]
) -> Iterator[tuple[int, list[Feature]]]:
    """Every word of a sentence that may be a cue, and what `cue_weights.tsv` has weights for.

    Those are the word, the words around it, and the other words of the sentence that may be cues:
    "said" before a clause makes the rest of it somebody's words already.
    """
    lows = stretch.lows
    places = [at for at, low in enumerate(lows) if low in strengths]
    cues = [at for at in places if lows[at] != ":"]
    around = dict(zip(cues, _around(stretch, cues, strengths), strict=True))
    looks = list(map(look_of, stretch.words))
    for at in places:
        yield at, _own_features(lows, looks, at) + around.get(at, [])


def _own_features(lows: Sequence[str], looks: Sequence[Look], at: int) -> list[Feature]:
    low, last = lows[at], len(lows) - 1
    stem = stem_of(low)
    before = looks[at - 1].kind if at else "^"
    after = looks[at + 1].kind if at < last else "^"
    subject = subject_class(looks, at)
    kind = kind_of(low)
    features: list[Feature] = [
        ("word", low, ""),
        ("stem", stem, ""),
        ("word after", low, after),
        ("stem after", stem, after),
        ("word before", low, before),
        ("stem before", stem, before),
        ("stem subject", stem, subject),
        ("subject", subject, ""),
        ("kind subject", kind, subject),
        ("kind after", kind, after),
        ("around", before, after),
        (f"around {looks[at].kind}", before, after),
        ("-2", looks[at - 2].kind if at > 1 else "^", ""),
        ("+2", looks[at + 2].kind if at + 1 < last else "^", ""),
        ("place", at if at < 3 else 3 + (at > 7) + (at > 19), min(last - at, 3)),
        ("length", min(last // 8, 5), int(lows[last] in STOPS)),
        ("name", words_to_name(looks, at), ""),
    ]
    if at and lows[at - 1] in SMALL:
        features.append(("-1", lows[at - 1], ""))
        features.append(("word -1", low, lows[at - 1]))
    if at < last and lows[at + 1] in SMALL:
        features.append(("+1", lows[at + 1], ""))
        features.append(("stem +1", stem, lows[at + 1]))
    # Small words of a clause soon after are the look of a statement.
    features.extend([("ahead", low, "") for low in lows[at + 2 : at + 6] if low in SMALL])
    return features


def _around(
    stretch: Stretch, cues: Sequence[int], strengths: Mapping[str, int]
) -> Iterator[list[Feature]]:
    """For each of the words that may be cues, the nearest and strongest of the others."""
    words, lows = stretch.words, stretch.lows
    # What parts each of them from the one before, from the first, and from the strongest so far.
    parted = since_first = since_best = 0
    best = -1
    for index, at in enumerate(cues):
        features: list[Feature]
        stem = stem_of(lows[at])
        if index == 0:
            features = [("first", "", "")]
        else:
            earlier = cues[index - 1]
            parted = parts_between(lows, earlier, at)
            since_first |= parted
            since_best |= parted
            strength = strengths[lows[earlier]]
            distance = min(3, (at - earlier).bit_length())
            follows = lows[best + 1] if lows[best + 1] in SMALL else word_class(words[best + 1])
            top = strengths[lows[best]]
            features = [
                ("earlier", 8 * strength + parted, distance),
                ("earlier word", stem_of(lows[earlier]), parted),
                ("stem earlier", stem, strength),
                ("strongest", top, since_first),
                ("strongest then", 8 * top + since_best, follows),
            ]
        if index + 1 < len(cues):
            following, last = cues[index + 1], cues[-1]
            at_end = int(len(lows) - last < 5)
            features += [
                ("later", strengths[lows[following]], parts_between(lows, at, following)),
                ("last", strengths[lows[last]], at_end),
                ("last word", stem_of(lows[last]), at_end),
            ]
        else:
            features.append(("last", "", ""))
        if best < 0 or strengths[lows[at]] > strengths[lows[best]]:
            best, since_best = at, 0
        yield features


def parts_between(lows: Sequence[str], first: int, last: int) -> int:
    """What stands between two words: 1 for "and", 2 for a comma, 4 for the end of a clause."""
    between = lows[first + 1 : last]
    if not between:
        return 0
    joined = "and" in between or "but" in between or "or" in between
    return joined + 2 * ("," in between) + 4 * (";" in between or QUOTED in between)


def words_to_name(looks: Sequence[Look], at: int) -> int:
    """Words back to the nearest name or pronoun, at most five; 0 where there is none so near."""
    for back in range(1, min(at, 5) + 1):
        if looks[at - back].names:
            return back
    return 0


def kind_of(low: str) -> str:
    return "speech" if low in _WORDS.speech else "cue" if low in _WORDS.cues else "other"


@lru_cache(maxsize=1 << 14)
def stem_of(low: str) -> str:
    for ending in ("ing", "ied", "ies", "ed", "es", "s", "e", "y"):
        if low.endswith(ending) and len(low) > len(ending) + 2:
            return low[: -len(ending)]
    return low


def subject_class(looks: Sequence[Look], at: int) -> str:
    """What kind of word stands nearest before, past auxiliaries and adverbs."""
    for place in range(at - 1, -1, -1):
        if looks[place].subject:
            return looks[place].subject
    return "^"


@lru_cache(maxsize=1)
def _rows() -> list[tuple[str, str | int, str | int, str]]:
    lines = WEIGHTS.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(kind, _number(one), _number(other), value) for kind, one, other, value in rows]


def _number(field: str) -> str | int:
    return int(field) if field.isdecimal() else field


@lru_cache(maxsize=1)
def cue_weights() -> dict[Feature, float]:
    """Weight of every feature, from the fitted file."""
    return {row[:3]: float(row[3]) for row in _rows() if row[0] != STRENGTH}


@lru_cache(maxsize=1)
def cue_strengths() -> dict[str, int]:
    """The words that are weighed at all, and in how many fifths of their places each is a cue."""
    return {str(word): int(value) for kind, word, _, value in _rows() if kind == STRENGTH}
