"""Plain VADER, equal to `vaderSentiment` in every digit, without its cost.

The lexicon, the word lists and the numbers are those of the installed `vaderSentiment`; only the
way through a sentence differs. Every word is looked up once; rules run only beside the few words
that carry valence; nothing is searched twice, so that time grows linearly with the text.
"""

import heapq
import re
import string
from collections.abc import Sequence
from itertools import compress, count
from math import fabs, sqrt

from vaderSentiment import vaderSentiment as vader

_ANALYZER = vader.SentimentIntensityAnalyzer()
LEXICON: dict[str, float] = _ANALYZER.lexicon
_BOOSTERS: dict[str, float] = vader.BOOSTER_DICT
_NEGATIONS = frozenset(vader.NEGATE)
_IDIOMS: dict[str, float] = {k: v for k, v in vader.SPECIAL_CASES.items() if " " in k}
_RAISE: float = vader.C_INCR
_REVERSE: float = vader.N_SCALAR
_EMOJI: dict[str, str] = {k: v for k, v in _ANALYZER.emojis.items() if len(k) == 1}
# A quick look for anything but plain text and typographic marks; no emoji is among those.
_UNCOMMON = re.compile(r"[^\x00-\x7f\u2010-\u2026]")

# What a word can do, as bits of one byte.
_CARRIES = 1  # it has valence of its own
_CHANGES = 2  # it can change the valence of one of the next three words
_SPECIAL = 4  # it may be part of an idiom or of a two-word booster, or it is "no"
_BUT = 8

# Every idiom and every two-word booster contains one of these (a test compares them).
_SPECIAL_WORDS = frozenset(
    (
        "shit",
        "bomb",
        "ass",
        "stop",
        "right",
        "death",
        "die",
        "heart",
        "enough",
        "kind",
        "sort",
        "no",
    )
)
_CHANGING = frozenset((*_BOOSTERS, *_NEGATIONS, "so", "this", "least", "no"))
_CODE_OF: dict[str, int] = {
    word: (word in LEXICON and word not in _BOOSTERS) * _CARRIES
    | (word in _CHANGING) * _CHANGES
    | (word in _SPECIAL_WORDS) * _SPECIAL
    | (word == "but") * _BUT
    for word in (*LEXICON, *_CHANGING, *_SPECIAL_WORDS, "but")
}
_CARRYING = bytes(code & _CARRIES for code in range(256))

_NEUTRAL = {"neg": 0.0, "neu": 1.0, "pos": 0.0, "compound": 0.0}
_EMPTY = {"neg": 0.0, "neu": 0.0, "pos": 0.0, "compound": 0.0}

_REMEMBERED = 200_000  # words; about 20 MB
_LONGEST_REMEMBERED = 40  # characters; longer "words" are links or noise and do not come again


def _clean(word: str) -> str:
    """The word in lower case without punctuation around it, as VADER reads it."""
    stripped = word.strip(string.punctuation)
    return (stripped if len(stripped) > 2 else word).lower()


class _Codes(dict[str, int]):
    """What each word can do, remembered once met."""

    def __missing__(self, word: str) -> int:
        clean = _clean(word)
        code: int = _CODE_OF.get(clean, 0)
        if "n't" in clean:
            code |= _CHANGES
        if len(word) <= _LONGEST_REMEMBERED:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[word] = code
        return code


class _Valences(dict[str, float]):
    """The valence of words that carry some, in any spelling."""

    def __missing__(self, word: str) -> float:
        valence = LEXICON[_clean(word)]
        if len(word) <= _LONGEST_REMEMBERED:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[word] = valence
        return valence


class _Simple(dict[bytes, bool]):
    """Whether no rule can apply to the fourth of six words, given the codes of all six."""

    def __missing__(self, near: bytes) -> bool:
        ruled = any(code & (_CHANGES | _SPECIAL) for code in near[:3])
        simple = self[near] = not ruled and not any(code & _SPECIAL for code in near[3:])
        return simple


_CODES = _Codes()
_SIMPLE = _Simple()
_VALENCES = _Valences()


def polarity_of(sentences: Sequence[str]) -> list[dict[str, float]]:
    """VADER's `neg`, `neu`, `pos` (shares, 0..1) and `compound` (-1..1) of every sentence.

    Equal to `SentimentIntensityAnalyzer().polarity_scores`; typographic apostrophes are therefore
    not understood, and callers normalise them first.
    """
    return [_polarity(sentence) for sentence in sentences]


def _polarity(text: str) -> dict[str, float]:
    if not text.isascii() and _UNCOMMON.search(text) and not _EMOJI.keys().isdisjoint(text):
        text = _spelled_out(text)
    words = text.split()
    _, valences = valences_of(words)
    return _shares(text, len(words), valences)


def valences_of(words: Sequence[str]) -> tuple[list[int], list[float]]:
    """Which of the words carry valence, and how much after all of VADER's rules (about -4..4)."""
    codes = bytes(map(_CODES.__getitem__, words))
    places = list(compress(count(), codes.translate(_CARRYING)))
    if not places:
        return places, []
    padded = b"\0\0\0" + codes + b"\0\0"
    differs: bool | None = None
    valences: list[float] = []
    for place in places:
        word = words[place]
        simple = _SIMPLE[padded[place : place + 6]]
        if simple and not word.isupper():
            valences.append(_VALENCES[word])
            continue
        if differs is None:
            differs = any(map(str.isupper, words)) and not all(map(str.isupper, words))
        if simple:
            valence = _VALENCES[word]
            valences.append(_emphasised(valence) if differs else valence)
        else:
            valences.append(_ruled(words, place, differs))
    if _BUT in codes:
        _turn_at(codes.index(_BUT), places, valences)
    return places, valences


def _spelled_out(text: str) -> str:
    """The text with every emoji replaced by its description, spaced as VADER does it."""
    pieces: list[str] = []
    after_space = True
    for char in text:
        if char in _EMOJI:
            pieces.append(_EMOJI[char] if after_space else " " + _EMOJI[char])
            after_space = False
        else:
            pieces.append(char)
            after_space = char == " "
    return "".join(pieces)


def _emphasised(valence: float) -> float:
    return valence + _RAISE if valence > 0 else valence - _RAISE


def _ruled(words: Sequence[str], place: int, differs: bool) -> float:
    item = _clean(words[place])
    before = [_clean(word) for word in reversed(words[max(0, place - 3) : place])]
    after = [_clean(word) for word in words[place + 1 : place + 3]]
    if item == "kind" and after[:1] == ["of"]:
        return 0
    valence = LEXICON[item]
    if item == "no" and after and after[0] in LEXICON:
        valence = 0.0
    if "no" in before[:2] or (before[2:] == ["no"] and before[0] in ("or", "nor")):
        valence = LEXICON[item] * _REVERSE
    if differs and words[place].isupper():
        valence = _emphasised(valence)
    for distance, near in enumerate(before):
        if near in LEXICON:
            continue
        boost = _boost(near, valence, differs and words[place - distance - 1].isupper())
        if boost != 0:
            boost *= (1.0, 0.95, 0.9)[distance]
        valence = valence + boost
        valence = _negated(valence, before, distance)
        if distance == 2:
            valence = _with_idioms(valence, item, before, after)
    if before[:1] == ["least"] and before[1:2] not in (["at"], ["very"]):
        valence = valence * _REVERSE
    return valence


def _boost(near: str, valence: float, shouted: bool) -> float:
    boost = _BOOSTERS.get(near)
    if boost is None:
        return 0.0
    if valence < 0:
        boost *= -1
    if shouted:
        boost = boost + _RAISE if valence > 0 else boost - _RAISE
    return boost


def _is_negation(word: str) -> bool:
    return word in _NEGATIONS or "n't" in word


def _negated(valence: float, before: list[str], distance: int) -> float:
    """The valence after looking at one preceding word; "never so" and "without doubt" differ."""
    if distance == 1:
        if before[1] == "never" and before[0] in ("so", "this"):
            return valence * 1.25
        if before[1] == "without" and before[0] == "doubt":
            return valence
    if distance == 2:
        # The second half of this condition ignores "never": so does VADER.
        if (before[2] == "never" and before[1] in ("so", "this")) or before[0] in ("so", "this"):
            return valence * 1.25
        if before[2] == "without" and "doubt" in before[:2]:
            return valence
    return valence * _REVERSE if _is_negation(before[distance]) else valence


def _with_idioms(valence: float, item: str, before: list[str], after: list[str]) -> float:
    one, two, three = before
    for phrase in (
        f"{one} {item}",
        f"{two} {one} {item}",
        f"{two} {one}",
        f"{three} {two} {one}",
        f"{three} {two}",
    ):
        if phrase in _IDIOMS:
            valence = _IDIOMS[phrase]
            break
    if after:
        valence = _IDIOMS.get(f"{item} {after[0]}", valence)
    if len(after) > 1:
        valence = _IDIOMS.get(f"{item} {after[0]} {after[1]}", valence)
    for phrase in (f"{three} {two} {one}", f"{three} {two}", f"{two} {one}"):
        valence = valence + _BOOSTERS.get(phrase, 0)
    return valence


def _turn_at(but: int, places: list[int], valences: list[float]) -> None:
    """Halve what stands before the first "but" and raise what stands after it by a half.

    VADER finds the place of a value by searching for the first equal one, which may be another
    word's; heaps of places by value give the same answer without the search.
    """
    places_of: dict[float, list[int]] = {}
    for turn in range(len(valences)):
        value = valences[turn]
        if value == 0:
            continue  # nothing times a factor
        heapq.heappush(places_of.setdefault(value, []), turn)
        first = heapq.heappop(places_of[value])
        if places[first] == but:
            heapq.heappush(places_of[value], first)
            continue
        valences[first] = value * (0.5 if places[first] < but else 1.5)
        heapq.heappush(places_of.setdefault(valences[first], []), first)


def _shares(text: str, n_words: int, valences: list[float]) -> dict[str, float]:
    """The four keys from the valences; words without valence count as neutral."""
    if not valences:
        return dict(_NEUTRAL if n_words else _EMPTY)
    emphasis = _emphasis(text)
    total = float(sum(valences))
    if total > 0:
        total += emphasis
    elif total < 0:
        total -= emphasis
    compound = total / sqrt(total * total + 15)  # never beyond ±1 once rounded
    positive = negative = 0.0
    neutral = n_words
    for valence in valences:
        if valence > 0:
            positive += float(valence) + 1
            neutral -= 1
        elif valence < 0:
            negative += float(valence) - 1
            neutral -= 1
    if positive > fabs(negative):
        positive += emphasis
    elif positive < fabs(negative):
        negative -= emphasis
    whole = positive + fabs(negative) + neutral
    return {
        "neg": round(fabs(negative / whole), 3),
        "neu": round(fabs(neutral / whole), 3),
        "pos": round(fabs(positive / whole), 3),
        "compound": round(compound, 4),
    }


def _emphasis(text: str) -> float:
    """What exclamation marks (up to four) and repeated question marks add."""
    if "!" not in text and "?" not in text:
        return 0.0
    exclamations = text.count("!")
    questions = text.count("?")
    asked = 0.0
    if questions > 1:
        asked = questions * 0.18 if questions <= 3 else 0.96
    return min(exclamations, 4) * 0.292 + asked
