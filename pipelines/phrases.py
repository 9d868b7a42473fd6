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
