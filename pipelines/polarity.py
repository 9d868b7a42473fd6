"""Plain VADER, equal to `vaderSentiment` in every digit, without its cost.

The lexicon, the word lists and the numbers are those of the installed `vaderSentiment`; only the
way through a sentence differs. Every word is looked up once, those of many sentences in one go;
rules run only beside the few words that carry valence; nothing is searched twice, so that time
grows linearly with the text.
"""

import heapq
import re
import string
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from vaderSentiment import vaderSentiment as vader

from pipelines.split_words import Numbers, Words, words_of

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
_SHOUTED = 16  # it is in capitals

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
        if word.isupper():
            code |= _SHOUTED
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


CODES = _Codes()
_VALENCES = _Valences()


def polarity_of(sentences: Sequence[str]) -> list[dict[str, float]]:
    """VADER's `neg`, `neu`, `pos` (shares, 0..1) and `compound` (-1..1) of every sentence.

    Equal to `SentimentIntensityAnalyzer().polarity_scores`; typographic apostrophes are therefore
    not understood, and callers normalise them first.
    """
    texts = readable(sentences)
    found = valences_of(words_of(texts))
    emphases = _emphases(texts)
    compounds = _compounds(found, emphases)
    return [
        {"neg": round(neg, 3), "neu": round(neu, 3), "pos": round(pos, 3), "compound": compound}
        if n_words
        else dict(_EMPTY)
        for n_words, neg, neu, pos, compound in zip(
            found.n_words.tolist(), *_shares(found, emphases), compounds, strict=True
        )
    ]


def compounds_of(texts: Sequence[str], words: Words, codes: Numbers | None = None) -> list[float]:
    """VADER's `compound` alone, of `readable` texts; `codes` are the `CODES` of their words."""
    return _compounds(valences_of(words, codes), _emphases(texts))


class Valences(NamedTuple):
    """How many words each sentence has; the words that carry valence, by their sentence in order.

    Valences are what all of VADER's rules make of them (about -4..4).
    """

    n_words: Numbers
    sentences: Numbers
    values: NDArray[np.float64]

    def sums(self) -> NDArray[np.float64]:
        """The valence of every sentence, its words added up in their order."""
        return np.bincount(self.sentences, self.values, len(self.n_words)).astype(np.float64)


def valences_of(words: Words, codes: Numbers | None = None) -> Valences:
    """The valences in sentences cut into words; `codes` are the `CODES` of the words."""
    every, n_words, owners = words
    if codes is None:
        codes = words.numbers(CODES.__getitem__)
    places = np.flatnonzero(codes & _CARRIES)
    carrying = map(every.__getitem__, places.tolist())
    values = np.fromiter(map(_VALENCES.__getitem__, carrying), np.float64, len(places))
    shouted = codes & _SHOUTED != 0
    n_shouted = np.bincount(owners[shouted], minlength=len(n_words))
    differs = (n_shouted > 0) & (n_shouted < n_words)
    ruled = _are_ruled(codes, owners, places)
    loud = shouted[places] & differs[owners[places]] & ~ruled
    values[loud] += np.where(values[loud] > 0, _RAISE, -_RAISE)
    ends = np.cumsum(n_words)
    for at in np.flatnonzero(ruled).tolist():
        place, owner = int(places[at]), owners[places[at]]
        first, end = int(ends[owner] - n_words[owner]), int(ends[owner])
        values[at] = _ruled(every, place, first, end, bool(differs[owner]))
    buts = np.flatnonzero(codes & _BUT)
    for owner, turn in zip(*np.unique(owners[buts], return_index=True), strict=True):
        first, end = np.searchsorted(places, (ends[owner] - n_words[owner], ends[owner]))
        values[first:end] = _turned_at(int(buts[turn]), places[first:end], values[first:end])
    return Valences(n_words, owners[places], values)


def _are_ruled(codes: Numbers, owners: Numbers, places: Numbers) -> NDArray[np.bool_]:
    """Whether a rule may apply to each of the words at `places`.

    That takes a word that changes valences among the three before it, or one of an idiom there, in
    its own place or among the two behind.
    """
    # Three words that do nothing part the sentences.
    shift = 3 * (owners + 1)
    spaced = np.zeros(len(codes) + 3 * (int(owners[-1]) + 2 if len(owners) else 0), codes.dtype)
    spaced[np.arange(len(codes)) + shift] = codes
    at = places + shift[places]
    before = spaced[at - 1] | spaced[at - 2] | spaced[at - 3]
    behind = spaced[at] | spaced[at + 1] | spaced[at + 2]
    ruled: NDArray[np.bool_] = (before & (_CHANGES | _SPECIAL) != 0) | (behind & _SPECIAL != 0)
    return ruled


def readable(sentences: Sequence[str]) -> list[str]:
    """The sentences with their emoji in words."""
    return [
        text
        if text.isascii() or not _UNCOMMON.search(text) or _EMOJI.keys().isdisjoint(text)
        else _spelled_out(text)
        for text in sentences
    ]


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


def _ruled(words: Sequence[str], place: int, first: int, end: int, differs: bool) -> float:
    """The valence of the word at `place` of the sentence from `first` to `end`."""
    item = _clean(words[place])
    before = [_clean(word) for word in reversed(words[max(first, place - 3) : place])]
    after = [_clean(word) for word in words[place + 1 : min(end, place + 3)]]
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


def _turned_at(but: int, places: NDArray[np.int64], values: NDArray[np.float64]) -> Sequence[float]:
    """The values with those before the first "but" halved and those after it raised by a half.

    VADER finds the place of a value by searching for the first equal one, which may be another
    word's; heaps of places by value give the same answer without the search.
    """
    valences: list[float] = values.tolist()
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
    return valences


def _compounds(found: Valences, emphases: NDArray[np.float64]) -> list[float]:
    totals = found.sums()
    totals += np.sign(totals) * emphases
    compounds = totals / np.sqrt(totals * totals + 15)  # never beyond ±1 once rounded
    return [round(compound, 4) for compound in compounds.tolist()]


def _shares(found: Valences, emphases: NDArray[np.float64]) -> Iterator[list[float]]:
    """The negative, neutral and positive share of every sentence, 0 of one without a word.

    A word without valence is neutral.
    """
    sentences, values = found.sentences, found.values
    n = len(found.n_words)
    is_good, is_bad = values > 0, values < 0
    positive = np.bincount(sentences[is_good], values[is_good] + 1, n)
    negative = np.bincount(sentences[is_bad], 1 - values[is_bad], n)
    neutral = found.n_words - np.bincount(sentences[is_good | is_bad], minlength=n)
    leads = np.sign(positive - negative)
    positive = positive + emphases * (leads > 0)
    negative = negative + emphases * (leads < 0)
    whole = np.maximum(positive + negative + neutral, found.n_words == 0)
    yield from ((part / whole).tolist() for part in (negative, neutral, positive))


def _emphases(texts: Sequence[str]) -> NDArray[np.float64]:
    return np.fromiter(map(_emphasis, texts), np.float64, len(texts))


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
