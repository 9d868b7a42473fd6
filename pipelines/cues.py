"""Words that credit a statement to somebody outside quotation marks, weighed in their context."""

from functools import lru_cache
from pathlib import Path

from pipelines.attribution_words import attribution_words
from pipelines.stretches import QUOTED, Stretch

WEIGHTS = Path(__file__).parent / "lexicons" / "cue_weights.tsv"

_WORDS = attribution_words()
_ASIDES = frozenset(("not", "n't", "also", "then", "later", "just", "even", "only", "both", "all"))
_NAMED_CLASSES = {
    **dict.fromkeys(_WORDS.auxiliary, "aux"),
    **dict.fromkeys(_WORDS.preposition, "prep"),
    **dict.fromkeys(_WORDS.subordinator, "sub"),
    **dict.fromkeys(_WORDS.determiner, "det"),
    **dict.fromkeys(_WORDS.pronoun, "pron"),
    **dict.fromkeys(("him", "her", "them", "me", "us"), "obj"),
    **dict.fromkeys(("reporters", "cnn", "fox", "supporters", "voters"), "ear"),
}
_KEPT = frozenset(
    "that to for of on in by with about as at it he she they who which and or but if whether is "
    "was were are be been has have had would will not he's she's they're it's there you we i the a "
    'his her their , . : ; " ? !'.split()
)


def word_class(stretch: Stretch, at: int) -> str:
    """A coarse class of the word: of grammar where it has one, else by its look."""
    if not 0 <= at < len(stretch.words):
        return "^"
    low = stretch.lows[at]
    known = _NAMED_CLASSES.get(low)
    if known is not None:
        return known
    word = stretch.words[at]
    first = word[0]
    if first.isupper():
        return "Cap's" if low.endswith("'s") else "Cap"
    if first.isdigit():
        return "num"
    if not first.isalpha():
        return word
    for ending in ("ing", "ed", "ly", "s"):
        if low.endswith(ending):
            return ending
    return "word"


def features_of(stretch: Stretch, at: int) -> list[str]:
    """What the weights of `cue_weights.tsv` are for: the word, and the words around it."""
    lows = stretch.lows
    low = lows[at]
    before, after = word_class(stretch, at - 1), word_class(stretch, at + 1)
    next_low = lows[at + 1] if at + 1 < len(lows) else "^"
    last_low = lows[at - 1] if at else "^"
    features = [
        low,
        f"{low} _{after}",
        f"{before}_ {low}",
        f"-1 {before}",
        f"+1 {after}",
        f"-2 {word_class(stretch, at - 2)}",
        f"+2 {word_class(stretch, at + 2)}",
        f"{before}_{after}",
        f"at {_subject_class(stretch, at)}",
    ]
    stem = _stem(low)
    features.append(f"~{stem}")
    features.append(f"~{stem} _{after}")
    features.append(f"{before}_ ~{stem}")
    subject = _subject_class(stretch, at)
    features.append(f"{subject.split()[0]}_ ~{stem}")
    shape = word_class(stretch, at)
    features.append(f"{before}_{shape}_{after}")
    if next_low in _KEPT:
        features.append(f"~{stem} {next_low}")
        features.append(f"{low} {next_low}")
        features.append(f"+1 {next_low}")
    if last_low in _KEPT:
        features.append(f"{last_low} {low}")
    if last_low in _KEPT or last_low in _WORDS.auxiliary:
        features.append(f"-1 {last_low}")
    if stretch.words[at][0].isupper():
        features.append("Capital")
    features.extend(_ahead(stretch, at))
    return features


def _stem(low: str) -> str:
    for ending in ("ing", "ied", "ies", "ed", "es", "s", "e", "y"):
        if low.endswith(ending) and len(low) > len(ending) + 2:
            return low[: -len(ending)]
    return low


def _subject_class(stretch: Stretch, at: int) -> str:
    """What kind of word stands nearest before, past auxiliaries and adverbs, and how far back."""
    place = at - 1
    while place >= 0 and (
        stretch.lows[place] in _WORDS.auxiliary or stretch.lows[place].endswith("ly")
    ):
        place -= 1
    found = word_class(stretch, place)
    if found == "pron":
        found = stretch.lows[place]
    elif found in ("s", "word") and place >= 0:
        low = stretch.lows[place]
        if low in _WORDS.unnamed or low in _WORDS.group or low in _WORDS.document:
            found = "speaker"
    return f"{found} {'start' if place <= 0 else word_class(stretch, place - 1)}"


def _ahead(stretch: Stretch, at: int) -> list[str]:
    """Which small words of a clause follow within five words: the look of a statement."""
    found: list[str] = []
    for place in range(at + 2, min(at + 6, len(stretch.lows))):
        low = stretch.lows[place]
        if low in (".", ";", QUOTED, ":"):
            break
        if low in _KEPT and low != ",":
            found.append(f"> {low}")
    return found


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
    return weights[""] + sum(weights.get(feature, 0.0) for feature in features_of(stretch, at))
