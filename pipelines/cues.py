"""Words that credit a statement to somebody outside quotation marks, weighed in their context."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipelines.attribution_words import attribution_words
from pipelines.stretches import Stretch

WEIGHTS = Path(__file__).parent / "lexicons" / "cue_weights.tsv"

Feature = tuple[str, str, str]  # what is looked at, and the one or two words or classes there
CONSTANT: Feature = ("constant", "", "")

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
_SMALL = (
    _WORDS.auxiliary
    | _WORDS.pronoun
    | frozenset(("that", "to", "for", "of", "on", "in", "by", "with", "about", "as", "at"))
    | frozenset(("which", "and", "or", "but", "if", "whether", "the", "a", "his", "her", "their"))
    | frozenset(("he's", "she's", "they're", "it's", "there", ",", ".", ":", ";", '"', "?", "!"))
)


@lru_cache(maxsize=1 << 16)
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


def features_of(stretch: Stretch, at: int) -> list[Feature]:
    """What the weights of `cue_weights.tsv` are for: the word, and the words around it."""
    words, lows = stretch.words, stretch.lows
    low, last = lows[at], len(words) - 1
    stem = _stem(low)
    before = word_class(words[at - 1]) if at else "^"
    after = word_class(words[at + 1]) if at < last else "^"
    subject = _subject_class(stretch, at)
    features: list[Feature] = [
        ("word", low, ""),
        ("stem", stem, ""),
        ("word after", low, after),
        ("stem after", stem, after),
        ("word before", low, before),
        ("stem before", stem, before),
        ("stem subject", stem, subject),
        ("subject", subject, ""),
        ("around", before, after),
        (f"around {word_class(words[at])}", before, after),
        ("-2", word_class(words[at - 2]) if at > 1 else "^", ""),
        ("+2", word_class(words[at + 2]) if at + 1 < last else "^", ""),
    ]
    if at and lows[at - 1] in _SMALL:
        features.append(("-1", lows[at - 1], ""))
        features.append(("word -1", low, lows[at - 1]))
    if at < last and lows[at + 1] in _SMALL:
        features.append(("+1", lows[at + 1], ""))
        features.append(("stem +1", stem, lows[at + 1]))
    # Small words of a clause soon after are the look of a statement.
    features.extend([("ahead", low, "") for low in lows[at + 2 : at + 6] if low in _SMALL])
    return features


@lru_cache(maxsize=1 << 14)
def _stem(low: str) -> str:
    for ending in ("ing", "ied", "ies", "ed", "es", "s", "e", "y"):
        if low.endswith(ending) and len(low) > len(ending) + 2:
            return low[: -len(ending)]
    return low


def _subject_class(stretch: Stretch, at: int) -> str:
    """What kind of word stands nearest before, past auxiliaries and adverbs."""
    lows = stretch.lows
    place = at - 1
    while place >= 0 and (lows[place] in _WORDS.auxiliary or lows[place].endswith("ly")):
        place -= 1
    if place < 0:
        return "^"
    low = lows[place]
    if low in _WORDS.pronoun:
        return low
    return "speaker" if low in _SPEAKERS else word_class(stretch.words[place])


@lru_cache(maxsize=1)
def cue_weights() -> dict[Feature, float]:
    """Weight of every feature, from the fitted file."""
    lines = WEIGHTS.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {(kind, one, other): float(weight) for kind, one, other, weight in rows}


@lru_cache(maxsize=1)
def cue_words() -> frozenset[str]:
    """The words that are weighed at all."""
    return frozenset(word for kind, word, _ in cue_weights() if kind == "word")


@dataclass(frozen=True, slots=True)
class _WordWeights:
    """What the weights of one word and of its stem come to, by what stands beside it."""

    base: float
    after: dict[str, float]
    before: dict[str, float]
    subject: dict[str, float]
    last: dict[str, float]
    following: dict[str, float]


@lru_cache(maxsize=1)
def _by_kind() -> dict[str, dict[str, dict[str, float]]]:
    """The weights by kind and first word or class, then by the second."""
    nested: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for (kind, one, other), weight in cue_weights().items():
        nested[kind][one][other] = weight
    return nested


@lru_cache(maxsize=1 << 12)
def _word_weights(low: str) -> _WordWeights:
    kinds, stem = _by_kind(), _stem(low)
    constant = cue_weights()[CONSTANT]
    own, family = kinds["word"].get(low, {}), kinds["stem"].get(stem, {})
    return _WordWeights(
        constant + own.get("", 0.0) + family.get("", 0.0),
        _added(kinds["word after"].get(low), kinds["stem after"].get(stem)),
        _added(kinds["word before"].get(low), kinds["stem before"].get(stem)),
        kinds["stem subject"].get(stem, {}),
        kinds["word -1"].get(low, {}),
        kinds["stem +1"].get(stem, {}),
    )


def _added(one: dict[str, float] | None, other: dict[str, float] | None) -> dict[str, float]:
    one, other = one or {}, other or {}
    return {name: one.get(name, 0.0) + other.get(name, 0.0) for name in one.keys() | other.keys()}


@lru_cache(maxsize=1 << 12)
def _place_weight(shape: str, before: str, after: str) -> float:
    weights = cue_weights()
    found = weights.get(("around", before, after), 0.0)
    return found + weights.get((f"around {shape}", before, after), 0.0)


@lru_cache(maxsize=1 << 12)
def _single_weight(kind: str, one: str) -> float:
    return cue_weights().get((kind, one, ""), 0.0)


def cue_score(stretch: Stretch, at: int) -> float:
    """Log odds that the word credits a statement to somebody.

    The sum of the weights of `features_of`, which it reads from tables by word.
    """
    words, lows = stretch.words, stretch.lows
    last = len(words) - 1
    own = _word_weights(lows[at])
    before = word_class(words[at - 1]) if at else "^"
    after = word_class(words[at + 1]) if at < last else "^"
    subject = _subject_class(stretch, at)
    score = (
        own.base
        + own.after.get(after, 0.0)
        + own.before.get(before, 0.0)
        + own.subject.get(subject, 0.0)
        + _place_weight(word_class(words[at]), before, after)
        + _single_weight("subject", subject)
        + _single_weight("-2", word_class(words[at - 2]) if at > 1 else "^")
        + _single_weight("+2", word_class(words[at + 2]) if at + 1 < last else "^")
    )
    if at and lows[at - 1] in _SMALL:
        score += own.last.get(lows[at - 1], 0.0) + _single_weight("-1", lows[at - 1])
    if at < last and lows[at + 1] in _SMALL:
        score += own.following.get(lows[at + 1], 0.0) + _single_weight("+1", lows[at + 1])
    for low in lows[at + 2 : at + 6]:
        if low in _SMALL:
            score += _single_weight("ahead", low)
    return score
