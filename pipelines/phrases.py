"""Many phrases found in one pass over a text, at word boundaries."""

from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick


class PhraseMatcher:
    """Finds every one of `phrases` (lower case, straight apostrophes) in a lowered text.

    A phrase counts only as whole words: "war" is not found in "warning". Its index in `phrases`
    names it. Time grows with the length of the text, not with the number of phrases.
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        self.phrases = tuple(phrases)
        self._automaton = AhoCorasick(self.phrases) if self.phrases else None

    def find(self, lowered: str) -> list[tuple[int, int, int]]:
        """Every match as (index of the phrase, start_char, end_char), overlapping ones included.

        `lowered` is a text from `typography.lowered(typography.plain(text))`.
        """
        if self._automaton is None:
            return []
        end_of_text = len(lowered)
        return [
            (index, start, end)
            for index, start, end in self._automaton.find_matches_as_indexes(
                lowered, overlapping=True
            )
            if not (start and lowered[start - 1].isalnum() and lowered[start].isalnum())
            and not (end < end_of_text and lowered[end].isalnum() and lowered[end - 1].isalnum())
        ]


# Everything that can stand between two words. Each becomes a space, so that "cease-fire" is found
# as "cease fire", "Russia's" as "russia" and "U.S." as "u s"; two marks in a row (". ") become two
# spaces, which no phrase spans.
_BETWEEN_WORDS = "\n\r\t.,;:!?\"'()[]{}<>/\\|-–—…*•#@&%+=_~`^"
_TO_SPACE = str.maketrans(dict.fromkeys(_BETWEEN_WORDS, " "))


def spaced(lowered: str) -> str:
    """The text between two spaces, every mark a space: offsets are one higher than in `lowered`."""
    return f" {lowered.translate(_TO_SPACE)} "


class TermMatcher:
    """Finds every one of `terms` in a lowered text; built for thousands of short terms.

    A term is one word or several in lower case; hyphens, stops and apostrophes in it are spaces. It
    matches whole words; with a final `*` it matches the beginning of a word and takes the whole.
    Boundaries are part of the patterns, so that only words that count come back.
    """

    def __init__(self, terms: Sequence[str]) -> None:
        self.terms = tuple(terms)
        patterns = [spaced_term(term) for term in self.terms]
        self._open = frozenset(i for i, term in enumerate(self.terms) if term.endswith("*"))
        self._automaton = AhoCorasick(patterns, store_patterns=False) if patterns else None

    def find(self, lowered: str) -> list[tuple[int, int, int]]:
        """Every match as (index of the term, start_char, end_char), ordered by where it ends.

        Overlapping matches are all there. A match of a term with `*` may reach beyond the next.
        """
        if self._automaton is None:
            return []
        text = spaced(lowered)
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        is_open = self._open
        return [
            (index, start, text.find(" ", end) - 1 if index in is_open else end - 2)
            for index, start, end in found
        ]


def spaced_term(term: str) -> str:
    """The pattern of a term: bounded by spaces, open at the end if it ends with `*`."""
    if term.endswith("*"):
        return spaced(term[:-1])[:-1]
    return spaced(term)
