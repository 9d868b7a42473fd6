"""Words that credit a statement to somebody outside quotation marks, weighed in their context."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

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
_SMALL = (
    _WORDS.auxiliary
    | _WORDS.pronoun
    | frozenset(("that", "to", "for", "of", "on", "in", "by", "with", "about", "as", "at"))
    | frozenset(("which", "and", "or", "but", "if", "whether", "the", "a", "his", "her", "their"))
    | frozenset(("he's", "she's", "they're", "it's", "there", ",", ".", ":", ";", '"', "?", "!"))
)


_STOPS = frozenset((".", "?", "!", QUOTED))


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
    for at in places:
        yield at, _own_features(stretch, at) + around.get(at, [])


def _own_features(stretch: Stretch, at: int) -> list[Feature]:
    words, lows = stretch.words, stretch.lows
    low, last = lows[at], len(words) - 1
    stem = _stem(low)
    before = word_class(words[at - 1]) if at else "^"
    after = word_class(words[at + 1]) if at < last else "^"
    subject = _subject_class(stretch, at)
    kind = _kind(low)
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
        (f"around {word_class(words[at])}", before, after),
        ("-2", word_class(words[at - 2]) if at > 1 else "^", ""),
        ("+2", word_class(words[at + 2]) if at + 1 < last else "^", ""),
        ("place", at if at < 3 else 3 + (at > 7) + (at > 19), min(last - at, 3)),
        ("length", min(last // 8, 5), int(lows[last] in _STOPS)),
        ("name", _words_to_name(stretch, at), ""),
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
        stem = _stem(lows[at])
        if index == 0:
            features = [("first", "", "")]
        else:
            earlier = cues[index - 1]
            parted = _parts(lows, earlier, at)
            since_first |= parted
            since_best |= parted
            strength = strengths[lows[earlier]]
            distance = min(3, (at - earlier).bit_length())
            follows = lows[best + 1] if lows[best + 1] in _SMALL else word_class(words[best + 1])
            top = strengths[lows[best]]
            features = [
                ("earlier", 8 * strength + parted, distance),
                ("earlier word", _stem(lows[earlier]), parted),
                ("stem earlier", stem, strength),
                ("strongest", top, since_first),
                ("strongest then", 8 * top + since_best, follows),
            ]
        if index + 1 < len(cues):
            following, last = cues[index + 1], cues[-1]
            at_end = int(len(lows) - last < 5)
            features += [
                ("later", strengths[lows[following]], _parts(lows, at, following)),
                ("last", strengths[lows[last]], at_end),
                ("last word", _stem(lows[last]), at_end),
            ]
        else:
            features.append(("last", "", ""))
        if best < 0 or strengths[lows[at]] > strengths[lows[best]]:
            best, since_best = at, 0
        yield features


def _parts(lows: Sequence[str], first: int, last: int) -> int:
    """What stands between two words: 1 for "and", 2 for a comma, 4 for the end of a clause."""
    between = lows[first + 1 : last]
    if not between:
        return 0
    joined = "and" in between or "but" in between or "or" in between
    return joined + 2 * ("," in between) + 4 * (";" in between or QUOTED in between)


def _words_to_name(stretch: Stretch, at: int) -> int:
    """Words back to the nearest name or pronoun, at most five; 0 where there is none so near."""
    for back in range(1, min(at, 5) + 1):
        low = stretch.lows[at - back]
        if low in _WORDS.pronoun:
            return back
        if low not in _WORDS.no_name and stretch.words[at - back][0].isupper():
            return back
    return 0


def _kind(low: str) -> str:
    return "speech" if low in _WORDS.speech else "cue" if low in _WORDS.cues else "other"


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


@dataclass(frozen=True, slots=True)
class _Word:
    """What the weights of a word, its stem and its kind come to, by what stands beside it."""

    base: float
    after: dict[str, float]
    before: dict[str, float]
    subject: dict[str, float]
    last: dict[str, float]
    following: dict[str, float]


Table = dict[str | int, float]


@lru_cache(maxsize=1)
def _by_kind() -> dict[str, dict[str | int, Table]]:
    """The weights by kind and first word, class or number, then by the second."""
    nested: dict[str, dict[str | int, Table]] = defaultdict(lambda: defaultdict(dict))
    for (kind, one, other), weight in cue_weights().items():
        nested[kind][one][other] = weight
    return nested


@lru_cache(maxsize=1 << 12)
def _word(low: str) -> _Word:
    weights, kinds, stem, kind = cue_weights(), _by_kind(), _stem(low), _kind(low)
    subjects = {name: table.get("", 0.0) for name, table in kinds["subject"].items()}
    small = {name: table.get("", 0.0) for name, table in kinds["-1"].items()}
    behind = {name: table.get("", 0.0) for name, table in kinds["+1"].items()}
    return _Word(
        weights[CONSTANT]
        + weights.get(("word", low, ""), 0.0)
        + weights.get(("stem", stem, ""), 0.0),
        _sum(
            kinds["word after"].get(low),
            kinds["stem after"].get(stem),
            kinds["kind after"].get(kind),
        ),
        _sum(kinds["word before"].get(low), kinds["stem before"].get(stem)),
        _sum(kinds["stem subject"].get(stem), subjects, kinds["kind subject"].get(kind)),
        _sum(kinds["word -1"].get(low), small),
        _sum(kinds["stem +1"].get(stem), behind),
    )


def _sum(*tables: Mapping[Any, float] | None) -> dict[str, float]:
    total: dict[str, float] = defaultdict(float)
    for table in tables:
        for name, weight in (table or {}).items():
            total[name] += weight
    return dict(total)


@lru_cache(maxsize=1 << 12)
def _place_weight(shape: str, before: str, after: str) -> float:
    weights = cue_weights()
    found = weights.get(("around", before, after), 0.0)
    return found + weights.get((f"around {shape}", before, after), 0.0)


@lru_cache(maxsize=1 << 12)
def _weight(kind: str, one: str | int, other: str | int) -> float:
    return cue_weights().get((kind, one, other), 0.0)


def _own_score(stretch: Stretch, at: int) -> float:
    """The weights of `_own_features`, read from tables by word."""
    words, lows = stretch.words, stretch.lows
    last = len(words) - 1
    word = _word(lows[at])
    before = word_class(words[at - 1]) if at else "^"
    after = word_class(words[at + 1]) if at < last else "^"
    score = (
        word.base
        + word.after.get(after, 0.0)
        + word.before.get(before, 0.0)
        + word.subject.get(_subject_class(stretch, at), 0.0)
        + _place_weight(word_class(words[at]), before, after)
        + _weight("-2", word_class(words[at - 2]) if at > 1 else "^", "")
        + _weight("+2", word_class(words[at + 2]) if at + 1 < last else "^", "")
        + _weight("place", at if at < 3 else 3 + (at > 7) + (at > 19), min(last - at, 3))
        + _weight("length", min(last // 8, 5), int(lows[last] in _STOPS))
        + _weight("name", _words_to_name(stretch, at), "")
    )
    if at and lows[at - 1] in _SMALL:
        score += word.last.get(lows[at - 1], 0.0)
    if at < last and lows[at + 1] in _SMALL:
        score += word.following.get(lows[at + 1], 0.0)
    for low in lows[at + 2 : at + 6]:
        if low in _SMALL:
            score += _weight("ahead", low, "")
    return score


def cue_scores(stretch: Stretch) -> list[tuple[int, float]]:
    """Words of a sentence and the log odds that each credits a statement to somebody.

    The sum of the weights of `features_in`; those of the word itself come from tables.
    """
    strengths, lows = cue_strengths(), stretch.lows
    if strengths.keys().isdisjoint(lows):
        return []
    weights = cue_weights()
    places = [at for at, low in enumerate(lows) if low in strengths]
    scores = {at: _own_score(stretch, at) for at in places}
    cues = [at for at in places if lows[at] != ":"]
    for at, features in zip(cues, _around(stretch, cues, strengths), strict=True):
        scores[at] += sum([weights.get(feature, 0.0) for feature in features])
    return list(scores.items())
