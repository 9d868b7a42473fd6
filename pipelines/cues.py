"""Words that credit a statement to somebody outside quotation marks, weighed in their context."""

from functools import lru_cache
from pathlib import Path

from pipelines.attribution_words import attribution_words
from pipelines.stretches import Stretch

WEIGHTS = Path(__file__).parent / "lexicons" / "cue_weights.tsv"

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


def features_of(stretch: Stretch, at: int) -> list[str]:
    """What the weights of `cue_weights.tsv` are for: the word, and the words around it."""
    words, lows = stretch.words, stretch.lows
    low, last = lows[at], len(words) - 1
    stem = _stem(low)
    before = word_class(words[at - 1]) if at else "^"
    after = word_class(words[at + 1]) if at < last else "^"
    subject = _subject_class(stretch, at)
    features = [
        low,
        f"~{stem}",
        f"{low} _{after}",
        f"~{stem} _{after}",
        f"{before}_ {low}",
        f"{before}_ ~{stem}",
        f"{subject}= ~{stem}",
        f"{before}_{word_class(words[at])}_{after}",
        f"{subject}=",
        f"-2 {word_class(words[at - 2]) if at > 1 else '^'}",
        f"+2 {word_class(words[at + 2]) if at + 1 < last else '^'}",
    ]
    if at and lows[at - 1] in _SMALL:
        features.append(f"-1 {lows[at - 1]}")
        features.append(f"{lows[at - 1]} {low}")
    if at < last and lows[at + 1] in _SMALL:
        features.append(f"+1 {lows[at + 1]}")
        features.append(f"~{stem} {lows[at + 1]}")
    # Small words of a clause soon after are the look of a statement.
    features.extend([f"> {ahead}" for ahead in lows[at + 2 : at + 6] if ahead in _SMALL])
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
def cue_weights() -> dict[str, float]:
    """Weight of every feature, from the fitted file; the empty feature is the constant."""
    lines = WEIGHTS.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {feature: float(weight) for feature, weight, *_ in rows}


@lru_cache(maxsize=1)
def cue_words() -> frozenset[str]:
    """The words that are weighed at all: features that are one word in lower case."""
    return frozenset(name for name in cue_weights() if name.isalpha() and name.islower())


def cue_score(stretch: Stretch, at: int, weights: dict[str, float]) -> float:
    """Log odds that the word credits a statement to somebody."""
    score = weights[""]
    for feature in features_of(stretch, at):
        weight = weights.get(feature)
        if weight is not None:
            score += weight
    return score
