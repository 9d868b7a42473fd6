"""Many phrases found in one pass over a text, at word boundaries."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from ahocorasick_rs import BytesAhoCorasick
from numpy.typing import NDArray


@lru_cache(maxsize=1)
def _byte_of() -> NDArray[np.uint8]:
    """One byte for each character up to U+FFFF: a space for what is no letter or digit.

    Letters beyond ASCII share 127 bytes. Two words that differ in such letters only could be taken
    for one another, which no pair of listed terms does.
    """
    return np.frombuffer(
        bytes(
            32 if not chr(code).isalnum() else code if code < 128 else 128 + code % 127
            for code in range(0x10000)
        ),
        np.uint8,
    )


_MARKS = "—–…•€"  # the commonest beyond Latin-1 in an English text


@lru_cache(maxsize=1)
def _latin() -> bytes:
    return _byte_of()[:256].tobytes()


@lru_cache(maxsize=1)  # themes, actors and positions read the same text in turn
def spaced(lowered: str) -> bytes:
    """The text between two spaces, a byte for each character, every mark a space.

    "Cease-fire" is found as "cease fire", "Russia's" as "russia"; two marks in a row (". ") become
    two spaces, which no phrase spans. Offsets are one higher than in `lowered`.
    """
    return b" " + (_of_latin(lowered) or _of_any(lowered)) + b" "


def _of_latin(lowered: str) -> bytes | None:
    """The bytes of a text in Latin letters in half the time; None for any other."""
    for mark in _MARKS:
        lowered = lowered.replace(mark, " ")
    try:
        return lowered.encode("latin-1").translate(_latin())
    except UnicodeEncodeError:
        return None


def _of_any(lowered: str) -> bytes:
    codes = np.frombuffer(lowered.encode("utf-32-le", "surrogatepass"), np.uint32)
    return _byte_of()[np.minimum(codes, 0xFFFF)].tobytes()


class PhraseMatcher:
    """Finds every one of `phrases` (lower case, straight apostrophes) in a lowered text.

    A phrase counts only as whole words: "war" is not found in "warning". Its index in `phrases`
    names it. Time grows with the length of the text, not with the number of phrases.
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        self.phrases = tuple(phrases)
        spelled = [spaced(phrase) for phrase in self.phrases]
        self._bare = [index for index, one in enumerate(spelled) if one.isspace()]
        self._is_word = [phrase.isascii() and phrase.isalnum() for phrase in self.phrases]
        self._marks_before = [len(one) - len(one.lstrip()) - 1 for one in spelled]  # first letter
        # A phrase of marks alone keeps its number by a pattern that no text has.
        patterns = [b" " + (one.strip() or b"\0") + b" " for one in spelled]
        self._automaton = BytesAhoCorasick(patterns) if patterns else None

    def find(self, lowered: str) -> list[tuple[int, int, int]]:
        """Every match as (index of the phrase, start_char, end_char), overlapping ones included.

        `lowered` is a text from `typography.lowered(typography.plain(text))`. Words are looked for
        first and marks compared then: "so called" is not found in "so-called". Phrases of marks
        alone come last.
        """
        places = ((index, self.place(lowered, index, *at)) for index, *at in self.words(lowered))
        found = [(index, *place) for index, place in places if place]
        return [*found, *self.bare(lowered)]

    def words(self, lowered: str) -> list[tuple[int, int, int]]:
        """Where the words of a phrase stand, whatever marks are around and between them.

        As (index, the offset of the first letter, two more than where the last letter ends). For a
        phrase that is one word this is a match; of any other `place` says whether it is one.
        """
        if self._automaton is None:
            return []
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(
            spaced(lowered), overlapping=True
        )
        return found

    def place(self, lowered: str, index: int, at: int, end: int) -> tuple[int, int] | None:
        """Start and end of the phrase whose words `words` found there, if its marks are there."""
        if self._is_word[index]:
            return at, end - 2
        phrase = self.phrases[index]
        start = at - self._marks_before[index]
        return (start, start + len(phrase)) if lowered.startswith(phrase, start) else None

    def bare(self, lowered: str) -> Iterator[tuple[int, int, int]]:
        """Phrases of marks alone."""
        for index in self._bare:
            phrase = self.phrases[index]
            # A single character is looked for faster, and few texts have it.
            start = lowered.find(phrase) if phrase[0] in lowered else -1
            while start >= 0:
                yield index, start, start + len(phrase)
                start = lowered.find(phrase, start + len(phrase))


class TermMatcher:
    """Finds every one of `terms` in a lowered text; built for thousands of short terms.

    A term is one word or several in lower case; hyphens, stops and apostrophes in it are spaces. It
    matches whole words; with a final `*` it matches the beginning of a word and takes the whole.
    Boundaries are part of the patterns, so that only words that count come back, and bytes spare
    the conversion of offsets: four times faster than `PhraseMatcher` on the same terms.
    """

    def __init__(self, terms: Sequence[str]) -> None:
        self.terms = tuple(terms)
        patterns = [_pattern(term) for term in self.terms]
        self._open = frozenset(i for i, term in enumerate(self.terms) if term.endswith("*"))
        self._automaton = BytesAhoCorasick(patterns) if patterns else None

    def find(self, lowered: str) -> list[tuple[int, int, int]]:
        """Every match as (index of the term, start_char, end_char), ordered by where it ends.

        Overlapping matches are all there. A match of a term with `*` may reach beyond the next.
        """
        if self._automaton is None:
            return []
        text = spaced(lowered)
        is_open = self._open
        return [
            (index, start, text.find(b" ", end) - 1 if index in is_open else end - 2)
            for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
        ]


def _pattern(term: str) -> bytes:
    """The bytes of a term, bounded by spaces; open at the end if it ends with `*`."""
    if term.endswith("*"):
        return spaced(term[:-1])[:-1]
    # A final stop ("u.s.") is the boundary already.
    return spaced(term).rstrip() + b" "
