"""Many phrases found in one pass over a text, at word boundaries."""

import re
from collections import defaultdict
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


@lru_cache(maxsize=1)  # themes, actors and positions read the same text in turn
def spaced(lowered: str) -> bytes:
    """The text between two spaces, a byte for each character, every mark a space.

    "Cease-fire" is found as "cease fire", "Russia's" as "russia"; two marks in a row (". ") become
    two spaces, which no phrase spans. Offsets are one higher than in `lowered`.
    """
    codes = np.frombuffer(lowered.encode("utf-32-le", "surrogatepass"), np.uint32)
    return b" " + _byte_of()[np.minimum(codes, 0xFFFF)].tobytes() + b" "


class PhraseMatcher:
    """Finds every one of `phrases` (lower case, straight apostrophes) in a lowered text.

    A phrase counts only as whole words: "war" is not found in "warning". Its index in `phrases`
    names it. Time grows with the length of the text, not with the number of phrases.
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        self.phrases = tuple(phrases)
        spelled = [spaced(phrase) for phrase in self.phrases]
        self._worded = [  # with how many marks stand before the first letter
            (index, _to_compare(phrase), len(phrase), len(one) - len(one.lstrip()) - 1)
            for index, (phrase, one) in enumerate(zip(self.phrases, spelled, strict=True))
            if not one.isspace()
        ]
        self._bare = [index for index, one in enumerate(spelled) if one.isspace()]
        patterns = [b" " + one.strip() + b" " for one in spelled if not one.isspace()]
        self._automaton = BytesAhoCorasick(patterns) if patterns else None

    def find(self, lowered: str) -> list[tuple[int, int, int]]:
        """Every match as (index of the phrase, start_char, end_char), overlapping ones included.

        `lowered` is a text from `typography.lowered(typography.plain(text))`. Words are looked for
        first and marks compared then: "so called" is not found in "so-called". Phrases of marks
        alone come last.
        """
        found = []
        if self._automaton is not None:
            matches = self._automaton.find_matches_as_indexes(spaced(lowered), overlapping=True)
            worded = self._worded
            for number, at, _ in matches:
                index, phrase, length, marks_before = worded[number]
                start = at - marks_before
                if phrase is None or lowered.startswith(phrase, start):
                    found.append((index, start, start + length))
        return [*found, *self._find_bare(lowered)]

    def find_by_list(
        self, lowered: str, lists: Sequence[Sequence[str]]
    ) -> dict[str, list[tuple[int, int]]]:
        """Same, as (start_char, -end_char) under each list that a phrase is on.

        `lists` names those of each phrase. Without a list of all matches, it takes two thirds of
        the time of `find`.
        """
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        if self._automaton is not None:
            matches = self._automaton.find_matches_as_indexes(spaced(lowered), overlapping=True)
            worded = self._worded
            for number, at, _ in matches:
                index, phrase, length, marks_before = worded[number]
                start = at - marks_before
                if phrase is None or lowered.startswith(phrase, start):
                    place = (start, -start - length)
                    for name in lists[index]:
                        found[name].append(place)
        for index, start, end in self._find_bare(lowered):
            for name in lists[index]:
                found[name].append((start, -end))
        return found

    def _find_bare(self, lowered: str) -> Iterator[tuple[int, int, int]]:
        """Phrases of marks alone."""
        for index in self._bare:
            for match in re.finditer(re.escape(self.phrases[index]), lowered):
                yield index, *match.span()


def _to_compare(phrase: str) -> str | None:
    """The phrase, to be compared with its place; None for a plain word, which is what was found."""
    return None if phrase.isascii() and phrase.isalnum() else phrase


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
